/* set_cover_check.h - the domain of a covering problem; internal to the set cover engine. */
#ifndef PLANNER_PLACE_SET_COVER_CHECK_H
#define PLANNER_PLACE_SET_COVER_CHECK_H

#include "planner/place/set_cover.h"

/* Fills *fault where the problem is outside its domain or has no selection. */
Status set_cover_check(const SetCoverProblem *problem, SearchFault *fault);

#endif
