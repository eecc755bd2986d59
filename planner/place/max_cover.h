/*
 * max_cover.h - which sites to open so that the most demand is covered, with a proof.
 *
 * The problem (maximal covering location, R. L. Church, C. ReVelle, 1974,
 * https://doi.org/10.1007/BF01942293, with partial credit by distance: O. Berman, D. Krass, 2002).
 * Demand i has a weight w[i] >= 0 and a row of the candidates that cover it, each with a credit in
 * (0, 1]; a selection is worth the sum of w[i] × the greatest credit among the open candidates of
 * row i. Exactly `count` candidates are opened, the required ones among them. The selection that is
 * worth most is sought.
 */
#ifndef PLANNER_PLACE_MAX_COVER_H
#define PLANNER_PLACE_MAX_COVER_H

#include "geo/status.h"
#include "planner/place/search.h"
#include <stddef.h>
#include <stdint.h>

#define MAX_COVER_TOLERANCE 1e-9

/* All arrays are borrowed. */
typedef struct MaxCoverProblem {
    size_t n_demand, n_candidates;
    const double *weight;         /* [n_demand] finite, >= 0 */
    const int64_t *row_start;     /* [n_demand + 1], from 0, not falling; rows may be empty */
    const int32_t *row_candidate; /* [row_start[n_demand]]; once a row, in any order */
    const double *row_credit;     /* same shape, 0 < credit <= 1; NULL: 1 each */
    const SiteState *state;       /* [n_candidates]; NULL: all free */
    int64_t count;                /* how many are open, the required ones among them; >= 0 */
    /*
     * A selection known beforehand to be good, to start from: n_start candidates, any order; what
     * does not fit is left out or filled up. NULL: none. It changes the time, and the result only
     * where the search ends at a limit.
     */
    const int32_t *start;
    size_t n_start;
    /*
     * The search ends as soon as a selection is worth this, or none can be: it only decides which,
     * and the result is then SEARCH_OPTIMAL with objective >= enough or bound < enough. 0: no such
     * thing.
     */
    double enough;
} MaxCoverProblem;

typedef struct MaxCoverResult {
    int32_t *chosen; /* the open candidates in increasing order; free with max_cover_result_free */
    size_t n_chosen;
    double objective;   /* of `chosen`, from the problem's rows, summed in their order */
    double bound;       /* >= objective: no selection is worth more than this */
    double gap;         /* (bound - objective) / bound; 0 where both are 0 */
    int64_t iterations; /* of the Lagrangian */
    int64_t nodes;      /* of branch and bound; 1: closed at the root */
    size_t n_classes;   /* rows left after demand of one cover set was put together */
    double seconds;     /* volatile */
    SearchOutcome outcome;
} MaxCoverResult;

/*
 * Solves a problem; options may be NULL (no limits). STATUS_OK also at a limit (outcome).
 * STATUS_BAD_ARGUMENT (FAULT_SHAPE, _WEIGHT, _ROW, _GROUP, _COUNT) and STATUS_INFEASIBLE
 * (FAULT_TOO_FEW, FAULT_TOO_MANY; `where` is -1) fill *fault (may be NULL); STATUS_NO_MEMORY.
 */
Status max_cover_solve(const MaxCoverProblem *problem, const SearchOptions *options,
                       MaxCoverResult *result, SearchFault *fault);
void max_cover_result_free(MaxCoverResult *result);

/* What a selection (n candidates, any order) is worth. O(entries). STATUS_NO_MEMORY. */
Status max_cover_objective(const MaxCoverProblem *problem, const int32_t *chosen, size_t n,
                           double *objective);

#endif
