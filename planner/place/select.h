/*
 * select.h - the k-th of n numbers without sorting them all (C. A. R. Hoare, 1961,
 * https://doi.org/10.1145/366622.366647).
 */
#ifndef PLANNER_PLACE_SELECT_H
#define PLANNER_PLACE_SELECT_H

#include <stdint.h>

/*
 * Rearranges value[n] so that value[k] (0 <= k < n) is the k-th smallest and no later one is
 * smaller. O(n) as a rule, O(n²) at worst.
 */
void select_smallest(double *value, int64_t n, int64_t k);

/* The same with the k-th greatest, no later one greater. */
void select_greatest(double *value, int64_t n, int64_t k);

#endif
