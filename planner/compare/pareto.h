/*
 * pareto.h - which scenarios are worth a choice: those that no other one beats in every respect.
 *
 * A scenario dominates another where it is at least as good in every criterion and better in one.
 * Scenarios that are alike in every criterion do not dominate each other: either all of them are
 * on the front or none. One that lacks a criterion (NaN) cannot be compared: it is not on the front
 * and dominates nobody. (V. Pareto's order; H. T. Kung, F. Luccio, F. P. Preparata, 1975,
 * https://doi.org/10.1145/321906.321910, has faster ways for thousands; here every pair is looked
 * at, because who dominates whom is told as well.)
 */
#ifndef PLANNER_COMPARE_PARETO_H
#define PLANNER_COMPARE_PARETO_H

#include "geo/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum Better { BETTER_LESS, BETTER_MORE, BETTER_NEITHER } Better;

typedef struct ParetoRow {
    bool complete; /* has a number for every criterion */
    bool front;
    int32_t same_as; /* the first scenario with the very same criteria; -1: none before it */
    size_t first_dominator, n_dominators; /* in Pareto.dominator */
} ParetoRow;

typedef struct Pareto {
    ParetoRow *row; /* [n] one a scenario, in their order */
    size_t n;
    int32_t *dominator; /* of all rows, each row's in increasing order */
    size_t n_dominators;
} Pareto;

/*
 * value: [n × n_criteria], scenario by scenario; better: one a criterion, LESS or MORE. *out is the
 * caller's (pareto_free). O(n² × criteria). STATUS_NO_MEMORY; STATUS_BAD_ARGUMENT without a
 * criterion, for BETTER_NEITHER, or for more than INT32_MAX scenarios.
 */
Status pareto_front(const double *value, size_t n, const Better *better, size_t n_criteria,
                    Pareto *out);
void pareto_free(Pareto *pareto);

#endif
