/*
 * median.h - which candidates to open so that demand travels least, with a proof.
 *
 * The problem. Demand i has a weight w[i] >= 0 and may be served by the candidates of its row at
 * their costs (>= 0, any unit). Every candidate belongs to one group. A selection opens exactly
 * count[g] candidates of each group g; its objective is the sum over demand of w[i] × the least
 * cost among the open candidates of row i. The selection with the least objective is sought.
 *   one per unit: the units are the groups, every count is 1;
 *   p-median:     one group, its count is p.
 * A candidate is free, required or forbidden (search.h). Where a group
 * keeps all of its existing centres, these are required and count is their number.
 *
 * Method. Exact reduction of the data (median_core.h); exchange of candidates within groups
 * (M. G. C. Resende, R. F. Werneck, 2007, https://doi.org/10.1007/s10479-006-0154-0); the
 * Lagrangian bound of the assignment constraints (G. Cornuéjols, M. L. Fisher, G. L. Nemhauser,
 * 1977, https://doi.org/10.1287/mnsc.23.8.789) by a deflected subgradient with steps scaled by the
 * weights; candidates settled by their reduced cost; branch and bound on what is left, taken apart
 * into the parts that share no demand. docs/model.md has the formulas.
 *
 * Promises.
 *   - SEARCH_OPTIMAL: no selection is better by more than MEDIAN_TOLERANCE × objective. Where all
 *     w[i] × cost are integers (checked, not assumed) the tolerance is 0.
 *   - bound is never above the least objective (up to rounding, about 1e-12 × objective).
 *   - The same problem gives the same selection on any number of threads and at any speed, unless
 *     the time limit cuts; max_nodes cuts deterministically.
 *   - Ties: no exchange of one open candidate for a lower-numbered free one of its group leaves
 *     the objective as it is (to 1e-12 of the amounts that move). Callers number candidates in the
 *     contract's tie order. Equal selections that differ in two places or more are not compared.
 */
#ifndef PLANNER_PLACE_MEDIAN_H
#define PLANNER_PLACE_MEDIAN_H

#include "geo/status.h"
#include "planner/place/search.h"
#include <stddef.h>
#include <stdint.h>

#define MEDIAN_TOLERANCE 1e-9

/* All arrays are borrowed. Costs and weights are finite and >= 0. */
typedef struct MedianProblem {
    size_t n_demand, n_candidates, n_groups; /* the last two >= 1 and <= INT32_MAX */
    const double *weight;                    /* [n_demand] */
    const int64_t *row_start;                /* [n_demand + 1], from 0, not falling */
    const int32_t *row_candidate;            /* [row_start[n_demand]]; once a row */
    const double *row_cost;                  /* same shape; not falling within a row */
    /*
     * [n_demand] or NULL. Where given: every selection serves demand i at cost <= row_cap[i], so
     * that the row holds only the candidates at cost <= row_cap[i]. NULL (or INFINITY): the row is
     * complete, and a candidate that is not in it cannot serve the demand.
     */
    const double *row_cap;
    const int32_t *group;       /* [n_candidates] 0 … n_groups - 1 */
    const SiteState *state;     /* [n_candidates]; NULL: all free */
    const int32_t *group_count; /* [n_groups] >= 0; NULL: 1 each */
} MedianProblem;

typedef struct MedianResult {
    int32_t *chosen; /* the open candidates in increasing order; free with median_result_free */
    size_t n_chosen;
    double objective;   /* of `chosen`, from the problem's rows, summed in their order */
    double bound;       /* <= objective: no selection is better than this */
    double gap;         /* (objective - bound) / objective; 0 where both are 0 */
    int64_t iterations; /* of the Lagrangian */
    int64_t nodes;      /* of branch and bound; 1: closed at the root */
    double seconds;     /* volatile */
    SearchOutcome outcome;
} MedianResult;

/*
 * Solves a problem. options may be NULL (no limits). On STATUS_OK *result is filled, also at a
 * limit (outcome). STATUS_BAD_ARGUMENT (data outside its domain) and STATUS_INFEASIBLE (no
 * selection, or none that serves all demand of positive weight) fill *fault (may be NULL);
 * STATUS_NO_MEMORY; STATUS_LIMIT where a limit cut before any selection was found that serves all
 * demand (only where rows are complete and p is small; never one per unit).
 * Memory: about 80 bytes an entry of the rows, and at most 1.5 GB for the tree; where that does not
 * do, the search ends as at a limit.
 */
Status median_solve(const MedianProblem *problem, const SearchOptions *options,
                    MedianResult *result, SearchFault *fault);
void median_result_free(MedianResult *result);

/* The objective of a selection (n candidates in any order); INFINITY where a demand of positive
 * weight is left out (rows that are cut: counted at row_cap). O(entries). STATUS_NO_MEMORY. */
Status median_objective(const MedianProblem *problem, const int32_t *chosen, size_t n,
                        double *objective);

/*
 * What a selection would lose if one candidate took another's place, all else as it is:
 * increase[j] (n_candidates) gets the change of the objective when j replaces the open candidate
 * of its group; 0 for the open one; INFINITY where somebody would be left out; NaN where the group
 * opens none or several, where j is forbidden or the open one required. chosen must be a selection
 * of the problem. O(entries). STATUS_NO_MEMORY.
 */
Status median_exchanges(const MedianProblem *problem, const int32_t *chosen, size_t n,
                        double *increase);

#endif
