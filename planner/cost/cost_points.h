/*
 * cost_points.h - internal to scenario_costs: a scenario's points and services by municipality and
 * year, counted from its proposals.
 */
#ifndef PLANNER_COST_COST_POINTS_H
#define PLANNER_COST_COST_POINTS_H

#include "planner/cost/scenario_costs.h"
#include "planner/place/load.h"

/* By year - years.first. */
typedef struct CostSeriesOf {
    double first_wave[COST_YEARS_MAX];   /* centres at work */
    double first_opened[COST_YEARS_MAX]; /* of them, those that open in the year */
    double opened[COST_YEARS_MAX];       /* second-wave points */
    double served_town[COST_YEARS_MAX];  /* residents whom its points serve, */
    double served_rural[COST_YEARS_MAX]; /* outside towns */
    double services[COST_YEARS_MAX];     /* a year: of the demand model; else of those served by the
                                            rates of the counted year, no growth */
} CostSeriesOf;

typedef struct OwnPoints {
    CostSeriesOf *municipality; /* [n]; units without one have the last of them together */
    size_t n;
    CostSeriesOf country; /* their sums */
    size_t opens_later;   /* after the last year: in no series */
} OwnPoints;

/* centre: [n_facilities] new points that are centres of the first wave; load: the rates; services:
 * [years * n_facilities] of the demand model, NULL: none. STATUS_PLAN_FILE where a point opens
 * before the start year; STATUS_NO_MEMORY. */
Status own_points_count(const Country *country, const Scenario *scenario, const CostYears *years,
                        const LoadRules *load, const double *services, const bool *centre,
                        int threads, OwnPoints *out, Error *error);

/*
 * centre[n_facilities] of a spec's list of ids. STATUS_PLAN_FILE: an unknown facility, one named
 * twice, one that is no point of the scenario or is an existing centre already. O(ids ×
 * facilities).
 */
Status own_centres(const char *ids, const Country *country, const Scenario *scenario, bool *centre,
                   Error *error);
void own_points_free(OwnPoints *own);

#endif
