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
    double first_wave[COST_YEARS_MAX]; /* centres at work */
    double opened[COST_YEARS_MAX];     /* second-wave points */
    double services[COST_YEARS_MAX];   /* a year by the rates of the counted year, no growth */
} CostSeriesOf;

typedef struct OwnPoints {
    CostSeriesOf *municipality; /* [n]; units without one have the last of them together */
    size_t n;
    CostSeriesOf country; /* their sums */
    size_t opens_later;   /* after the last year: in no series */
} OwnPoints;

/* STATUS_PLAN_FILE where a point opens before the start year; STATUS_NO_MEMORY. */
Status own_points_count(const Country *country, const Scenario *scenario, const CostYears *years,
                        const LoadRules *load, int threads, OwnPoints *out, Error *error);
void own_points_free(OwnPoints *own);

#endif
