/*
 * set_cover.h - the fewest (or cheapest) sites that cover what must be covered, with a proof.
 *
 * The problem (location set covering, C. Toregas, R. Swain, C. ReVelle, L. Bergman, 1971,
 * https://doi.org/10.1287/opre.19.6.1363; its partial form: M. S. Daskin, S. H. Owen, 1999).
 * Demand i has a weight w[i] >= 0 and a row of the candidates that cover it; it counts as covered
 * where at least `times` of them are open. The cheapest selection is sought under which the covered
 * weight is at least `share` of all weight; share 1: every demand of positive weight is covered.
 * Required candidates are open and their price counts.
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
 */
Status set_cover_solve(const SetCoverProblem *problem, const SearchOptions *options,
                       SetCoverResult *result, SearchFault *fault);
void set_cover_result_free(SetCoverResult *result);

#endif
