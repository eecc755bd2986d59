/* set_cover_knapsack.h - the cheapest way to reach the target; internal to the set cover engine. */
#ifndef PLANNER_PLACE_SET_COVER_KNAPSACK_H
#define PLANNER_PLACE_SET_COVER_KNAPSACK_H

#include "planner/place/set_cover_core.h"

/*
 * Least sum of need × mult × z over the rows that are no must, 0 <= z <= 1, weight × z reaching the
 * target; part[row] gets z, the same for all rows of the critical ratio. Never above the least sum,
 * up to rounding. order: [rows] scratch. O(rows) on average: a weighted quickselect.
 */
double set_knapsack(const SetCoverCore *core, const double *mult, int32_t *order, double *part);

#endif
