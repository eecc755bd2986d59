/* center_check.h - the domain of a p-center problem; internal to its engine. */
#ifndef PLANNER_PLACE_CENTER_CHECK_H
#define PLANNER_PLACE_CENTER_CHECK_H

#include "planner/place/center.h"

/* Fills *fault where the problem is outside its domain or its count cannot be met. */
Status center_check(const CenterProblem *problem, SearchFault *fault);

#endif
