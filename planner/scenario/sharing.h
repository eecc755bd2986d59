/*
 * sharing.h - who uses whose places in a scenario with sharing (ZM 2009: one network for all
 * institutions, one a sector, one an institution): the networks, what each of them reaches, and how
 * many people and clients come to each of its places.
 *
 * all       the open points and every office that stays are one network
 * sector    the open points are a network, the offices of each sector's institutions another one
 * institution   likewise of each institution
 * A sector or institution whose offices the scenario takes in or closes uses the open points as
 * well. Straight lines; ties as in planner/access/assign.h.
 */
#ifndef PLANNER_SCENARIO_SHARING_H
#define PLANNER_SCENARIO_SHARING_H

#include "planner/compare/closing_networks.h"
#include "planner/scenario/scenario_spec.h"
#include "planner/scenario/study_context.h"

/* By network: its name in the plan's tables, who goes where by the scenario's catchment, and the
 * clients at each of its places (to be filled by the demand model). */
typedef struct SharedPlaces {
    NetworkList list;
    bool *is_point;          /* [n_facilities] of the scenario's network */
    const char **name;       /* [list.n] in Scenario.strings */
    Assignment **assignment; /* [list.n], each [n_demand] */
    double **clients;        /* [list.n], each [n_facilities]; NULL until asked for */
    int32_t *institution;    /* [institutions of the demand plan] their network; -1: none */
} SharedPlaces;

/*
 * The networks, and who goes where. `people`: the country with the people of the scenario and all
 * offices. The scenario keeps the names of the networks; *out is the caller's (shared_free).
 * STATUS_NO_MEMORY. O(networks × demand log places).
 */
Status shared_places(const StudyContext *context, const Country *people, const ScenarioSpec *spec,
                     Scenario *scenario, SharedPlaces *out);

/* Fills study.network_figure of the scenario that the places are of: what each network reaches, by
 * both catchments. STATUS_NO_MEMORY. O(networks × demand log demand). */
Status shared_figures(const StudyContext *context, const Country *people,
                      const SharedPlaces *places, Scenario *scenario);

/* The clients of the network of institution k, [n_facilities], made at the first call; *at is NULL
 * where it has no network. STATUS_NO_MEMORY. */
Status shared_clients(const Country *country, SharedPlaces *places, size_t k, double **at);

/* Fills study.network_place. STATUS_NO_MEMORY. */
Status shared_rows(const Country *people, const SharedPlaces *places, Scenario *scenario);
void shared_free(SharedPlaces *places);

/* [n_institutions] which sector each is of, the caller's (free); NULL: no memory. An institution
 * that the demand model does not name is a sector by itself. */
Sector *demand_sectors(const DemandPlan *plan);

/* A network by the name it has in the plan's tables; copied, because it may be the country's. An
 * institution may have one of our own names: then a star tells it apart. NULL: no memory. */
const char *network_label(const ClosingNetwork *network, Strings *strings);

#endif
