/*
 * cell_rings.h - rings that were cut out of a polygon as a polygon of their own. Internal to
 * geo/catchment_cells.
 */
#ifndef GEO_CELL_RINGS_H
#define GEO_CELL_RINGS_H

#include "geo/ring_clip.h"

/*
 * Copies the rings; one that comes back to a place (where a hole touches the cut, say) falls into
 * rings there, so that each is simple. O(n log n), and O(n) more for each such place.
 * STATUS_NO_MEMORY.
 */
Status cell_rings_split(const ClipRings *from, ClipRings *to);

/*
 * Adds them to the set as one polygon, each outer ring followed by its holes, and the labels of
 * its points to `edge` at their numbers. O(n) for each hole. STATUS_NO_MEMORY.
 */
Status cell_rings_put(const ClipRings *rings, PolygonSet *set, int32_t *edge);

#endif
