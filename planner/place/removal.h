/*
 * removal.h - what the network would lose with each of its points: who would have to go elsewhere,
 * how much farther, and who would fall beyond each coverage distance.
 */
#ifndef PLANNER_PLACE_REMOVAL_H
#define PLANNER_PLACE_REMOVAL_H

#include "layers/model/country.h"
#include "layers/model/results.h"

typedef struct RemovalRules {
    const double *coverage_m; /* increasing; people pushed beyond each are counted */
    size_t n_coverage;
    Catchment catchment; /* where people may go instead */
    int threads;
} RemovalRules;

/*
 * One row for each of the open facilities (n numbers in increasing order), in their order; *out is
 * the caller's (removals_free). People who reach no point play no part. Straight lines; ties as in
 * assign.h. Same for any number of threads. O(demand log n). STATUS_NO_MEMORY.
 */
Status removals_by_line(const Country *country, const int32_t *open, size_t n,
                        const RemovalRules *rules, RemovalTable *out);

#endif
