/*
 * stability.h - how firmly each choice stands: in how many of a number of trials, each with demand
 * and distances a little other than measured, the best network still has the point.
 *
 * Trial k multiplies every weight by a factor from [1 - spread, 1 + spread], uniform, and every
 * cost of a row by another, all independent and drawn from the seed, k and the place in the data
 * alone, so that neither threads nor order matter; then it solves the problem again.
 */
#ifndef PLANNER_PLACE_STABILITY_H
#define PLANNER_PLACE_STABILITY_H

#include "planner/place/median.h"

typedef struct StabilityRules {
    double spread; /* 0 < spread < 1: 0.1 is ±10 % */
    int trials;    /* >= 1 */
    uint64_t seed;
    int threads;           /* trials run side by side */
    SearchOptions options; /* of each trial */
} StabilityRules;

/*
 * share[j] (n_candidates): the share of the trials whose best selection opens j. *n_proven (may be
 * NULL): how many trials ended proven. Rows are sorted anew within a trial; a row's cap grows and
 * shrinks so that rows stay valid. STATUS_* as median_solve; STATUS_LIMIT where `stop` ended it.
 */
Status stability_of(const MedianProblem *problem, const StabilityRules *rules, double *share,
                    int *n_proven, SearchFault *fault);

#endif
