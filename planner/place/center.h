/*
 * center.h - which p sites to open so that the farthest demand is as near as can be, with a proof.
 *
 * The problem (p-center, S. L. Hakimi, 1964, https://doi.org/10.1287/opre.12.3.450): demand i of
 * positive weight goes to its nearest open candidate; the greatest of these costs is to be least.
 * Weights only say who counts. Solved as a row of covering problems over the costs that occur
 * (E. Minieka, 1970, https://doi.org/10.1137/1012016), each by set_cover.h.
 */
#ifndef PLANNER_PLACE_CENTER_H
#define PLANNER_PLACE_CENTER_H

#include "geo/status.h"
#include "planner/place/search.h"
#include <stddef.h>
#include <stdint.h>

/* All arrays are borrowed. */
typedef struct CenterProblem {
    size_t n_demand, n_candidates;
    const double *weight;         /* [n_demand]; > 0: counts */
    const int64_t *row_start;     /* [n_demand + 1], from 0, not falling */
    const int32_t *row_candidate; /* once a row */
    const double *row_cost;       /* finite, >= 0, not falling within a row */
    /*
     * Rows hold all candidates at cost <= row_limit (>= 0); INFINITY: they are complete. Where no
     * selection of `count` keeps everybody within row_limit, STATUS_LIMIT is returned: the caller
     * widens the rows. Entries beyond row_limit do not count.
     */
    double row_limit;
    const SiteState *state; /* [n_candidates]; NULL: all free */
    int64_t count;          /* open candidates, the required ones among them */
} CenterProblem;

typedef struct CenterResult {
    int32_t *chosen; /* `count` candidates in increasing order; free with center_result_free */
    size_t n_chosen;
    double objective; /* the greatest cost */
    double bound;     /* <= objective: no selection does better */
    double gap;       /* (objective - bound) / objective; 0 where both are 0 */
    int64_t steps;    /* covering problems solved */
    double seconds;   /* volatile */
    SearchOutcome outcome;
} CenterResult;

/*
 * Solves a problem; options may be NULL (no limits); they hold for the whole search. STATUS_OK also
 * at a limit (outcome), STATUS_LIMIT as said above, and where a limit cut before any selection was
 * found that serves all. STATUS_BAD_ARGUMENT (FAULT_SHAPE, _WEIGHT, _ROW, _GROUP, _COUNT) and
 * STATUS_INFEASIBLE (FAULT_TOO_FEW, FAULT_TOO_MANY: needed = count, found = the candidates that are
 * not forbidden or the required ones; FAULT_UNSERVED: rows are complete and so few sites cannot
 * serve all; `where` has no candidate at all, or is left out by a selection of that many) fill
 * *fault (may be NULL). STATUS_NO_MEMORY.
 * Memory: 12 bytes an entry of the rows, and that of set_cover.h.
 */
Status center_solve(const CenterProblem *problem, const SearchOptions *options,
                    CenterResult *result, SearchFault *fault);
void center_result_free(CenterResult *result);

#endif
