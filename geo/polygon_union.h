/*
 * polygon_union.h - unions of groups of polygons: municipalities out of parishes.
 *
 * Method: GEOS UnaryUnion (OverlayNG), group by group. What lies between two polygons that do not
 * quite meet stays as it is: a sliver between generalised borders becomes a hole or a notch.
 */
#ifndef GEO_POLYGON_UNION_H
#define GEO_POLYGON_UNION_H

#include "geo/polygon_set.h"

/*
 * group[p] (0 … n_groups - 1; -1: none) is the group of polygon p of the set. *unions gets n_groups
 * polygons: the union of each group; empty where a group has nothing, and the polygon itself where
 * it has one. The same on any number of threads (>= 1). *unions is the caller's
 * (polygon_set_free). O(points log points). STATUS_NO_MEMORY, STATUS_GEOMETRY.
 */
Status polygon_unions(const PolygonSet *set, const int32_t *group, size_t n_groups, int threads,
                      PolygonSet *unions);

#endif
