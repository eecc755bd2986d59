/*
 * distances.h - how far people must travel: weighted mean, quantiles, maximum, person-kilometres,
 * for every slot of the scopes.
 */
#ifndef PLANNER_ACCESS_DISTANCES_H
#define PLANNER_ACCESS_DISTANCES_H

#include "layers/model/results.h"
#include "planner/access/scopes.h"

/* Metres and persons; mean, quantiles and maximum are NaN where nobody reaches a point. */
typedef struct DistanceFigures {
    double reached_pop, unreached_pop;
    double mean_m, median_m, p90_m, max_m;
    double person_km;
} DistanceFigures;

/*
 * One DistanceFigures a slot; *out is the caller's (free). A quantile q is the smallest distance d
 * such that the reached demand at cost <= d is at least q of all reached demand of the slot, up to
 * 1e-9 of it, which is for the rounding of sums: the same people times any factor give the same d.
 * O(demand log demand). STATUS_NO_MEMORY.
 */
Status distance_figures(const Scopes *scopes, const Assignment *assignment, DistanceFigures **out);

/* Per slot: sum of pop × (home cost − any cost) / 1000 over those whom both serve; the caller's.
 * O(demand). STATUS_NO_MEMORY. */
Status distance_home_extra(const Scopes *scopes, const Assignment *any, const Assignment *home,
                           double **out);

#endif
