/*
 * frontier.h - how coverage grows with the number of points: an order in which to open the points
 * of a proposal, what each adds, and for every number of points the proven bound on what any other
 * choice of so many could reach.
 */
#ifndef PLANNER_PLACE_FRONTIER_H
#define PLANNER_PLACE_FRONTIER_H

#include "planner/place/max_cover.h"

typedef struct FrontierStep {
    int32_t candidate; /* opened at this step; -1: the first step, what is open from the start */
    double ordered;    /* weight covered by opening in this order, up to here */
    double best;       /* by the best selection of so many that was found (>= ordered) */
    double bound;      /* no selection of so many covers more (>= best) */
    int64_t n_open;    /* points open */
} FrontierStep;

typedef struct FrontierRules {
    int64_t max_nodes; /* of the search at each step; 0: the bound of the root */
    int threads;
    bool (*stop)(const void *context);
    const void *stop_context;
} FrontierRules;

/*
 * The steps from the required candidates alone to all candidates that are not forbidden.
 * problem->count is not used. Order: each step opens what covers most more (ties: lowest number).
 * *out and *n_steps: the caller's (free). Same for any number of threads. STATUS_* as
 * max_cover_solve; STATUS_LIMIT where `stop` ended it.
 */
Status frontier_of(const MaxCoverProblem *problem, const FrontierRules *rules, FrontierStep **out,
                   size_t *n_steps, SearchFault *fault);

#endif
