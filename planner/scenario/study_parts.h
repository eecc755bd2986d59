/*
 * study_parts.h - the studies of a scenario one by one, for scenario_studies.c and its tests.
 */
#ifndef PLANNER_SCENARIO_STUDY_PARTS_H
#define PLANNER_SCENARIO_STUDY_PARTS_H

#include "planner/scenario/scenario_studies.h"
#include "planner/scenario/sharing.h"

/* One figure of the whole country. */
typedef struct CountryFigure {
    const char *name, *unit; /* static texts */
    double value;
} CountryFigure;

/* Adds them to the scenario's indicators, which stay in order. STATUS_NO_MEMORY. */
Status study_add_figures(Scenario *scenario, const CountryFigure *figure, size_t n);

/* The year that a scenario's demand is of; 0: not said. */
int study_year(const DemandPlan *demand, const ScenarioSpec *spec);

/*
 * The load of each open point by the demand model (demand_model.h), and its totals as indicators.
 * Residents go as the scenario's catchment says. A search with capacities has said how many each
 * point serves: these stay, and clients come on top. See demand_plan.h for a plan without model.
 * `shared`: the places that institutions share, which get their clients; NULL: they share none.
 */
Status study_demand(StudyContext *context, const StudyRequest *request, SharedPlaces *shared,
                    Scenario *scenario, Error *error);

/*
 * The services a year at each point, services[n_facilities], by the growth of a year: of a scenario
 * of which only name, catchment, unit_factor and proposals are looked at, with who goes where.
 * `shared` as above. STATUS_PLAN_FILE where growth is given, but not of the year.
 */
Status study_services_of_year(StudyContext *context, const StudyRequest *request,
                              SharedPlaces *shared, Scenario *scenario,
                              const Assignment *assignment, int year, double *services,
                              Error *error);

/* Open points by weekday and hour; how many hours are known. Nothing where no facility has any. */
Status study_opening(const StudyContext *context, Scenario *scenario);

/* `country`: with the scenario's people, and without the offices that it closes. */
Status study_services(const StudyContext *context, const Country *country, Scenario *scenario,
                      Error *error);
Status study_closing(const StudyContext *context, const Country *country, Sharing sharing,
                     Scenario *scenario);

#endif
