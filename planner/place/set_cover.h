/*
 * set_cover.h - the fewest (or cheapest) sites that cover what must be covered, with a proof.
 *
 * The problem (location set covering, C. Toregas, R. Swain, C. ReVelle, L. Bergman, 1971,
 * https://doi.org/10.1287/opre.19.6.1363; its partial form: M. S. Daskin, S. H. Owen, 1999).
 * Demand i has a weight w[i] >= 0 and a row of the candidates that cover it; it counts as covered
 * where at least `times` of them are open. The cheapest selection is sought under which the covered
 * weight is at least `share` of all weight; share 1: every demand of positive weight is covered.
 * Required candidates are open and their price counts.
 *
 * Method. Demand with one cover set is put together; rows and candidates that others dominate go
 * (R. S. Garfinkel, G. L. Nemhauser, 1972); greedy and local search for good selections
 * (set_cover_local.h); the Lagrangian bound of the cover conditions (set_cover_bound.h); candidates
 * settled by their reduced price; branch and bound on what is left, taken apart into the parts that
 * share no demand. Where a share is to be covered once, by candidates of one price, the root is
 * followed by counting (set_cover_counts.h) instead. docs/model.md has the formulas.
 *
 * Promises.
 *   - SEARCH_OPTIMAL: no selection is cheaper by more than SET_COVER_TOLERANCE x objective. Where
 *     all prices are integers (of a sum up to 1e9; checked, not assumed) the tolerance is 0.
 *   - The share is held to 1e-12 of itself: covered weight >= share x all weight x (1 - 1e-12), so
 *     that the rounding of 0.9 x a sum decides nothing.
 *   - bound is never above the least price (up to rounding, about 1e-12 of it).
 *   - The same problem gives the same selection at any speed, unless the time limit (or `stop`)
 *     cuts; max_nodes cuts deterministically.
 *   - Ties: no open candidate that is not required can be closed, and no exchange of one for a
 *     lower-numbered closed one that is not forbidden leaves the price no higher and (share 1) all
 *     demand covered, (share < 1) the covered weight no lower. Callers number candidates in the
 *     contract's tie order.
 */
#ifndef PLANNER_PLACE_SET_COVER_H
#define PLANNER_PLACE_SET_COVER_H

#include "geo/status.h"
#include "planner/place/search.h"
#include <stddef.h>
#include <stdint.h>

#define SET_COVER_TOLERANCE 1e-9

/* All arrays are borrowed. */
typedef struct SetCoverProblem {
    size_t n_demand, n_candidates;
    const double *weight;         /* [n_demand] finite, >= 0 */
    const int64_t *row_start;     /* [n_demand + 1], from 0, not falling; rows may be empty */
    const int32_t *row_candidate; /* [row_start[n_demand]]; once a row, in any order */
    const double *price;          /* [n_candidates] finite, >= 0; NULL: 1 each */
    const SiteState *state;       /* [n_candidates]; NULL: all free */
    double share;                 /* 0…1, of all weight */
    int32_t times;                /* >= 1; 2: backup covering */
} SetCoverProblem;

typedef struct SetCoverResult {
    int32_t *chosen; /* the open candidates in increasing order; free with set_cover_result_free */
    size_t n_chosen;
    double objective;     /* sum of the prices of `chosen` */
    double bound;         /* <= objective: no selection that does is cheaper */
    double gap;           /* (objective - bound) / objective; 0 where both are 0 */
    double covered_share; /* of all weight */
    int64_t iterations, nodes;
    double seconds; /* volatile */
    SearchOutcome outcome;
} SetCoverResult;

/*
 * Solves a problem; options may be NULL (no limits). STATUS_OK also at a limit (outcome).
 * STATUS_BAD_ARGUMENT (FAULT_SHAPE, _WEIGHT, _ROW, _GROUP, _PRICE) and STATUS_INFEASIBLE
 * (FAULT_UNSERVED: share is 1 and demand `where` has too few candidates that are not forbidden,
 * needed = times, found = their number, and the first such demand is named; FAULT_SHARE: needed =
 * share, found = the share that all candidates reach) fill *fault (may be NULL); STATUS_NO_MEMORY.
 * FAULT_WEIGHT and FAULT_PRICE also name the place where a sum grows beyond all numbers.
 * Memory: about 30 bytes an entry of the rows, and at most 1 GB for the tree; where that does not
 * do, the search ends as at a limit.
 */
Status set_cover_solve(const SetCoverProblem *problem, const SearchOptions *options,
                       SetCoverResult *result, SearchFault *fault);
void set_cover_result_free(SetCoverResult *result);

#endif
