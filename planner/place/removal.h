/*
 * removal.h - what the network would lose with each of its points: who would have to go elsewhere,
 * how much farther, and who would fall beyond each coverage distance.
 *
 * One point is taken away at a time, and nothing else changes: those who go there would go to the
 * next point in the same order, so the two nearest points of each demand point tell it all.
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
 * the caller's (removals_free). People who reach no point play no part. Those whom no other point
 * serves (unserved_pop) have no way to tell, so person_km leaves them out; they count as pushed
 * beyond each threshold within which they are today (dist <= threshold). `next` is where the most
 * people would go (ties: the first facility); -1 where nobody goes there or could go elsewhere.
 * Straight lines; ties as in assign.h. Same for any number of threads.
 * O(demand × (log n + thresholds)). STATUS_NO_MEMORY.
 */
Status removals_by_line(const Country *country, const int32_t *open, size_t n,
                        const RemovalRules *rules, RemovalTable *out);

#endif
