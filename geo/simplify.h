/*
 * simplify.h - polygons with fewer points, whose common borders stay common.
 *
 * The rings are cut into arcs at nodes: points at which three borders meet or where two rings part.
 * Each arc is simplified by itself (Douglas and Peucker, 1973), always from the same end, so both
 * neighbours of a border keep the same points and no gap or overlap opens between them. Rings
 * without a node keep their lowest point (by x, then y) and the one farthest from it.
 */
#ifndef GEO_SIMPLIFY_H
#define GEO_SIMPLIFY_H

#include "geo/polygon_set.h"

/*
 * A copy in which no point lies farther than tolerance_m from the border it was left out of. Rings
 * that fall together to a line are left out, an outer ring with its holes; a polygon may become
 * empty. tolerance_m 0: a copy. *simple is the caller's (polygon_set_free) and may be uninitialised
 * before. STATUS_NO_MEMORY, STATUS_BAD_ARGUMENT (tolerance < 0 or not finite). O(points · log) in
 * common cases, O(points²) in the worst.
 */
Status polygon_set_simplify(const PolygonSet *set, double tolerance_m, PolygonSet *simple);

#endif
