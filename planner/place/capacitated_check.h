/* capacitated_check.h - what can be said of a capacitated problem before any search. */
#ifndef PLANNER_PLACE_CAPACITATED_CHECK_H
#define PLANNER_PLACE_CAPACITATED_CHECK_H

#include "geo/status.h"
#include "planner/place/capacitated.h"

static inline SiteState capacitated_state(const CapacitatedProblem *problem, size_t j) {
    return problem->state ? problem->state[j] : SITE_FREE;
}

static inline size_t capacitated_group(const CapacitatedProblem *problem, size_t j) {
    return problem->group ? (size_t)problem->group[j] : 0;
}

static inline double capacitated_load(const CapacitatedProblem *problem, size_t i) {
    return problem->load ? problem->load[i] : problem->weight[i];
}

/* Whether it matters who serves demand i: it must be served, or it is worth something. */
static inline bool capacitated_counts(const CapacitatedProblem *problem, size_t i) {
    return problem->weight[i] > 0 ||
           (problem->goal == CAPACITATED_MEDIAN && capacitated_load(problem, i) > 0);
}

/*
 * The faults of capacitated.h that numbers show: STATUS_BAD_ARGUMENT or STATUS_INFEASIBLE with
 * *fault, STATUS_NO_MEMORY. O(entries × log entries).
 */
Status capacitated_check(const CapacitatedProblem *problem, SearchFault *fault);

#endif
