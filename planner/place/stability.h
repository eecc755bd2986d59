/*
 * stability.h - how firmly each choice stands: in how many of a number of trials, each with demand
 * and distances a little other than measured, the best network still has the point.
 *
 * Trial k multiplies every weight by a factor from [1 - spread, 1 + spread], uniform, and every
 * cost of a row by another, all independent. A factor is a hash of the seed, k and the place in
 * the data (demand; demand and candidate) alone: neither threads nor order matter, nor how far the
 * rows reach. The hash is the finaliser of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, 2014,
 * https://doi.org/10.1145/2660193.2660195). Then the problem is solved again, with the same proof.
 *
 * Rows that are cut. Let every selection serve demand i at cost <= g[i]; in a trial, then, at
 * <= g[i] × (1 + spread). A candidate beyond row_cap[i] costs more than row_cap[i] × (1 - spread)
 * there. So with row_cap[i] >= g[i] × (1 + spread) / (1 - spread) the cap row_cap[i] × (1 - spread)
 * is valid in every trial: whoever is missing from the row is dearer, and every selection serves
 * the demand at no more. Rows must reach so far (median_rows_widened with stability_widening), and
 * that they do is checked, from the groups' own guarantees: a required candidate within
 * row_cap[i] × (1 - spread) / (1 + spread), or so many free ones of a group that it must open one.
 */
#ifndef PLANNER_PLACE_STABILITY_H
#define PLANNER_PLACE_STABILITY_H

#include "planner/place/median.h"

typedef struct StabilityRules {
    double spread; /* 0 < spread < 1: 0.1 is ±10 % */
    int trials;    /* >= 1 */
    uint64_t seed;
    int threads;           /* trials run side by side; <= 0: as many as processors */
    SearchOptions options; /* of each trial; `stop` is called by all threads */
} StabilityRules;

/* How far cut rows must reach: (1 + spread) / (1 - spread), and a trifle for rounding. */
static inline double stability_widening(double spread) {
    return (1 + spread) / (1 - spread) * (1 + 0x1p-40);
}

/* What trial `trial` multiplies by: the weight of `demand`; its cost at `candidate`. Within
 * 1 ± spread but for rounding, never below 1 - spread. */
double stability_weight_factor(const StabilityRules *rules, int trial, size_t demand);
double stability_cost_factor(const StabilityRules *rules, int trial, size_t demand,
                             int32_t candidate);

/*
 * share[j] (n_candidates): the share of the trials whose best selection opens j. *n_proven (may be
 * NULL): how many trials ended proven. STATUS_* as median_solve, fault as of the first trial that
 * fails; also STATUS_BAD_ARGUMENT with FAULT_SHAPE (where -1): spread or trials outside their
 * domain, FAULT_ROW: the row of demand `where` does not reach far enough; STATUS_LIMIT where `stop`
 * ended it. Same shares for any number of threads, unless the time limit cuts.
 * Memory: a copy of the problem and one search for each thread.
 */
Status stability_of(const MedianProblem *problem, const StabilityRules *rules, double *share,
                    int *n_proven, SearchFault *fault);

#endif
