/*
 * frontier.h - how coverage grows with the number of points: an order in which to open the points
 * of a proposal, what each adds, and for every number of points the proven bound on what any other
 * choice of so many could reach.
 *
 * Covered weight is what is not lost: with cost 1 - credit, and 1 for the uncovered, a covering
 * problem is a p-median whose rows are capped (R. L. Church, C. ReVelle, 1976), so the median
 * engine's core, exchanges and Lagrangian serve all numbers of points at once.
 *   order: greedy with gains that are looked at only when they may be the greatest (M. Minoux,
 *     1978, https://doi.org/10.1007/BFb0006528): gains never grow, so the order is that of looking
 *     at all of them; what it covers beyond the start is at least 1 - 1/e of the most that so many
 *     could (G. L. Nemhauser, L. A. Wolsey, M. L. Fisher, 1978,
 *     https://doi.org/10.1007/BF01588971).
 *   best: exchanges from the greedy selection and from what the prices choose, and what becomes of
 *     the best selections of one point less and one point more.
 *   bound: one vector of prices bounds every number of points (frontier_core.h); prices are
 *     improved at some numbers, and each number takes the least bound of all the vectors.
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
    int64_t max_nodes;                 /* of the search at each step; 0: the bound of the root */
    int threads;                       /* <= 0: as many as processors */
    bool (*stop)(const void *context); /* asked by all threads; NULL: never */
    const void *stop_context;
} FrontierRules;

/*
 * The steps from the required candidates alone to all candidates that are not forbidden.
 * problem->count and ->start are not used. Order: each step opens what covers most more (ties:
 * lowest number; gains that differ by rounding alone count as different). *out and *n_steps: the
 * caller's (free). Same for any number of threads. Neither `best` nor `bound` falls from step to
 * step; all three are the same at the first and at the last. STATUS_BAD_ARGUMENT (FAULT_SHAPE,
 * _WEIGHT, _ROW, _GROUP) fills *fault (may be NULL); STATUS_LIMIT where `stop` ended it;
 * STATUS_NO_MEMORY. With max_nodes > 0 max_cover_solve looks at each step that is not closed.
 * O(free candidates × entries) or thereabouts; memory: entries + (free candidates)^2 bytes.
 */
Status frontier_of(const MaxCoverProblem *problem, const FrontierRules *rules, FrontierStep **out,
                   size_t *n_steps, SearchFault *fault);

#endif
