/*
 * set_cover_counts.h - the fewest sites of one price for a share of the demand, by way of maximal
 * covering; internal to the set cover engine.
 *
 * So many sites are enough just where the most that they can cover reaches the target. The number
 * is found by halving, the covering engine (max_cover_search.h) telling each time whether the
 * target can be reached: it ends at the first selection that does, or once its bound is below. That
 * the most that k sites cover never falls with k makes every answer hold for all fewer or more; so
 * the greatest refused number and the least granted one are the proof (the duality of the two
 * problems: R. L. Church, C. ReVelle, 1974, https://doi.org/10.1007/BF01942293). What a bound
 * cannot tell at once waits until all that it can is told.
 *
 * The bound of this way is much better than the one of the partial cover conditions, which loses
 * as much as the target's knapsack does.
 */
#ifndef PLANNER_PLACE_SET_COVER_COUNTS_H
#define PLANNER_PLACE_SET_COVER_COUNTS_H

#include "planner/place/set_cover.h"

typedef struct SetCoverCounts {
    uint8_t *open;      /* [n_candidates] the best selection known; the caller's */
    int64_t n_open;     /* how many it opens; at the start 0: none is known */
    int64_t least;      /* fewer do not reach the target; at the start 0, or what is known */
    int64_t iterations; /* of the Lagrangian, all numbers together */
    int64_t nodes;      /* likewise */
    bool unsure;        /* rounding decides: this way cannot tell */
} SetCoverCounts;

/* True where this way can be gone: plain covering, a share below 1, and one price, above 0, for all
 * candidates that are free (the others cost what they cost). O(candidates) */
bool set_cover_is_counting(const SetCoverProblem *problem, double *one_price);

/*
 * Lowers counts->n_open and raises counts->least until they meet or a limit cuts (the clock of
 * start_s is CLOCK_MONOTONIC). The problem has passed set_cover_check and set_cover_is_counting;
 * options may be NULL. O(log candidates) searches of the covering engine. STATUS_NO_MEMORY.
 */
Status set_cover_counts(const SetCoverProblem *problem, const SearchOptions *options,
                        double start_s, SetCoverCounts *counts);

#endif
