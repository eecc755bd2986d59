/*
 * capacitated.h - placement where a point can serve only so much: p-median and maximal covering
 * with capacities, by a mixed integer program (layers/solver/solver.h).
 *
 * Demand may be split between points (people of one cell may use two), which is what residents do
 * and keeps the assignment a flow: y[i][j] is the part of demand i that j serves.
 *   median: least sum of w[i] × cost[i][j] × y[i][j]; every demand is served whole;
 *   cover:  greatest sum of w[i] × credit[i][j] × y[i][j]; demand may stay unserved.
 * In both: exactly `count` candidates open; sum over i of load[i] × y[i][j] <= capacity[j] × x[j].
 * (S. H. Owen, M. S. Daskin, 1998, https://doi.org/10.1016/S0377-2217(98)00186-6; J. R. Current,
 * J. E. Storbeck, 1988.) docs/model.md has the programs in full.
 */
#ifndef PLANNER_PLACE_CAPACITATED_H
#define PLANNER_PLACE_CAPACITATED_H

#include "layers/error.h"
#include "planner/place/search.h"
#include <stddef.h>
#include <stdint.h>

typedef enum CapacitatedGoal { CAPACITATED_MEDIAN, CAPACITATED_COVER } CapacitatedGoal;

/* All arrays are borrowed. */
typedef struct CapacitatedProblem {
    CapacitatedGoal goal;
    size_t n_demand, n_candidates;
    const double *weight;         /* [n_demand] finite, >= 0 */
    const double *load;           /* [n_demand] finite, >= 0; NULL: weight */
    const int64_t *row_start;     /* [n_demand + 1], from 0, not falling */
    const int32_t *row_candidate; /* once a row */
    const double *row_value;      /* median: cost >= 0; cover: credit in (0, 1] */
    const double *capacity;       /* [n_candidates] finite, >= 0 */
    const SiteState *state;       /* [n_candidates]; NULL: all free */
    const int32_t *group;         /* [n_candidates] or NULL: one group */
    const int32_t *group_count;   /* [n_groups]: exactly so many open of each group */
    size_t n_groups;
} CapacitatedProblem;

typedef struct CapacitatedResult {
    int32_t *chosen; /* increasing */
    size_t n_chosen;
    double *served;   /* [row_start[n_demand]]: the part of demand i that goes to the candidate */
    double *load;     /* [n_candidates] what each open one has to serve */
    double objective; /* recomputed from `served`, in row order */
    double bound;     /* median: <= objective; cover: >= objective */
    double gap;       /* |objective - bound| / the greater; 0 where both are 0 */
    double seconds;   /* volatile */
    SearchOutcome outcome;
} CapacitatedResult;

/*
 * Solves a problem; options may be NULL (no limits; max_nodes is passed on). STATUS_OK also at a
 * limit with a selection found; STATUS_LIMIT: at a limit without one. STATUS_BAD_ARGUMENT and
 * STATUS_INFEASIBLE fill *fault (may be NULL): FAULT_TOO_FEW, FAULT_TOO_MANY (where = group),
 * FAULT_UNSERVED (median: demand without any candidate that is not forbidden), FAULT_CAPACITY
 * (median: needed = all load, found = the most capacity that may be opened; also, with where >= 0,
 * a demand set that only too small candidates can serve, where = its first demand; where = -1 and
 * needed = found = 0: the program has no solution for another reason). STATUS_MISSING: the solver's
 * program is not installed (error says how to get it). STATUS_NO_MEMORY, STATUS_INTERRUPTED.
 */
Status capacitated_solve(const CapacitatedProblem *problem, const SearchOptions *options,
                         CapacitatedResult *result, SearchFault *fault, Error *error);
void capacitated_result_free(CapacitatedResult *result);

#endif
