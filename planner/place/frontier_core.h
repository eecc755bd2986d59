/*
 * frontier_core.h - one covering problem for all numbers of points at once; internal to
 * frontier_*.c.
 *
 * A row costs weight × (1 - credit) at a candidate and its whole weight (the cap) where nobody
 * covers it: a median core (median_core.h) of one group, in which required candidates are open,
 * forbidden ones gone and rows of one cover set put together. Its caps hold for every selection of
 * at least one free candidate. Values are weight that is lost: total - value is covered.
 *
 * With a price v[i] of each row, rho[j] = sum over the rows of min(0, cost - v[i]) does not depend
 * on how many are opened, so that for every p
 *     base + sum v[i] + the p smallest rho
 * is never above the least value of a selection of p free candidates.
 */
#ifndef PLANNER_PLACE_FRONTIER_CORE_H
#define PLANNER_PLACE_FRONTIER_CORE_H

#include "planner/place/frontier.h"
#include "planner/place/median_core.h"

typedef struct FrontierCore {
    MedianCore *core; /* the free candidates; NULL where there are fewer than two */
    int32_t n_free, n_required;
    int32_t only_free; /* the number of one of them; -1: none */
    double total;      /* all weight */
    double none, all;  /* covered by the required candidates alone, by all not forbidden */
} FrontierCore;

/* Checks the problem and makes its core. STATUS_* as frontier_of. O(entries log of a row). */
Status frontier_core_build(const MaxCoverProblem *problem, FrontierCore *core, SearchFault *fault);
void frontier_core_free(FrontierCore *core);

/* The greedy order of the core's items: order[n_free]. STATUS_NO_MEMORY. */
Status frontier_order(const MedianCore *core, int32_t *order);

/* What is known of each number p of free candidates, 1 <= p < n_free. */
typedef struct FrontierState {
    const FrontierCore *whole;
    const FrontierRules *rules;
    const int32_t *order;
    uint8_t *open; /* [n_free][n_free] row p: the best selection known */
    double *value; /* [n_free] of it */
    double *least; /* [n_free] no selection loses less */
} FrontierState;

bool frontier_stopped(const FrontierRules *rules);

/* The core as it is with p to be opened; `price` [rows] is its own. Borrows all the rest. */
MedianCore frontier_view(const MedianCore *core, int32_t *need, double *price);

/* Fills open, value and least by exchanges and prices. STATUS_LIMIT, STATUS_NO_MEMORY. */
Status frontier_bounds(FrontierState *state);

/* Improves selections by those of one more and one less, until none falls below its neighbour. */
Status frontier_spread(FrontierState *state);

/* Asks max_cover_solve about every p whose bound is not met. */
Status frontier_search(FrontierState *state);

#endif
