/*
 * polygon_locator.h - which polygon covers a point?
 *
 * A two-level grid lies over the polygons (cover_grid.h). A cell that no border touches lies wholly
 * in one polygon (or in none) and answers at once; a coarse cell that a border touches is divided
 * once more; only in the small cells on a border the edges decide (edge_stripes.h), in exact
 * arithmetic, so the answers are those of GEOS. A point on a common border, or covered by several
 * polygons, belongs to the polygon with the lowest number.
 *
 * Polygons must be valid (OGC); their coordinates and the points are in the same plane.
 */
#ifndef GEO_POLYGON_LOCATOR_H
#define GEO_POLYGON_LOCATOR_H

#include "geo/polygon_set.h"
#include "geo/status.h"
#include <stddef.h>
#include <stdint.h>

typedef struct PolygonLocator PolygonLocator;

/*
 * Builds a locator of the set, which is borrowed and must outlive it, unchanged. *locator is the
 * caller's. STATUS_NO_MEMORY; STATUS_BAD_ARGUMENT for more than INT32_MAX polygons.
 * O(vertices + cells) time; 24 bytes a vertex and at most 45 MB for the cells.
 */
Status polygon_locator_build(const PolygonSet *set, int threads, PolygonLocator **locator);
void polygon_locator_free(PolygonLocator *locator); /* NULL is allowed */

/*
 * For each of the n points xy the number of the polygon that covers it, or -1 (also for a point
 * that is not finite); found holds n. On up to `threads` threads, same answers for any number.
 * O(1) a point away from borders, O(edges in one stripe) near one.
 */
Status polygon_locator_locate(const PolygonLocator *locator, const double *xy, size_t n,
                              int threads, int32_t *found);

/*
 * The polygon nearest to (x, y) within max_dist_m and its distance; 0 m where one covers it
 * (the lowest number). *found is -1 and *dist_m INFINITY where none is so near. Ties: the lowest
 * number. O(polygons + vertices of those whose box is near).
 */
Status polygon_locator_nearest(const PolygonLocator *locator, double x, double y, double max_dist_m,
                               int32_t *found, double *dist_m);

#endif
