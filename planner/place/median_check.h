/* median_check.h - is a median problem inside its domain; internal to the engine. */
#ifndef PLANNER_PLACE_MEDIAN_CHECK_H
#define PLANNER_PLACE_MEDIAN_CHECK_H

#include "planner/place/median.h"

/* STATUS_BAD_ARGUMENT or STATUS_INFEASIBLE with the first fault found; STATUS_NO_MEMORY.
 * O(entries). */
Status median_check(const MedianProblem *problem, SearchFault *fault);

#endif
