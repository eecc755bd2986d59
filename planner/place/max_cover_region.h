/*
 * max_cover_region.h - the best known selection made better region by region; internal to the
 * engine.
 *
 * About an open item all that is near is freed, all else is held as it is, and the small problem
 * that is left is searched to its end (large neighbourhood search: P. Shaw, 1998,
 * https://doi.org/10.1007/3-540-49481-2_30). Regions overlap by half and are visited again where a
 * neighbour changed, until a whole round brings nothing.
 */
#ifndef PLANNER_PLACE_MAX_COVER_REGION_H
#define PLANNER_PLACE_MAX_COVER_REGION_H

#include "planner/place/max_cover_search.h"

/* A region has that many open items; cores that need no more than twice as many have no regions. */
enum { COVER_REGION_OPEN = 20 };

/* Improves search->best and best_value, as far as they lie in this core. STATUS_NO_MEMORY. */
Status cover_regions(CoverSearch *search, const CoverCore *core);

#endif
