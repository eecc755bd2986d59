/* max_cover_check.h - is a covering problem inside its domain; internal to the engine. */
#ifndef PLANNER_PLACE_MAX_COVER_CHECK_H
#define PLANNER_PLACE_MAX_COVER_CHECK_H

#include "planner/place/max_cover.h"

/* STATUS_BAD_ARGUMENT or STATUS_INFEASIBLE with the first fault found; STATUS_NO_MEMORY.
 * O(entries). */
Status max_cover_check(const MaxCoverProblem *problem, SearchFault *fault);

#endif
