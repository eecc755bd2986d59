/*
 * polygon_set.h - multipolygons as flat arrays: what the other kernels read.
 *
 * Polygon p owns rings polygon_ring[p] … polygon_ring[p+1]-1; ring r owns the points
 * ring_point[r] … ring_point[r+1]-1 of xy (x, y pairs in metres). A ring is closed: its last point
 * repeats its first. Outer rings run counter-clockwise, holes clockwise, so the interior is always
 * on the left of an edge and the area is the sum of the rings' signed areas. A polygon may have
 * several outer rings and any number of holes, or none at all (empty).
 */
#ifndef GEO_POLYGON_SET_H
#define GEO_POLYGON_SET_H

#include "geo/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Box {
    double min_x, min_y, max_x, max_y; /* empty where min_x > max_x */
} Box;

typedef struct PolygonSet {
    size_t n;             /* polygons */
    size_t *polygon_ring; /* n + 1 */
    size_t n_rings;
    size_t *ring_point; /* n_rings + 1 */
    bool *ring_is_hole; /* n_rings */
    size_t n_points;
    double *xy;          /* 2 * n_points */
    size_t capacity_[3]; /* internal: allocated polygons, rings, points */
} PolygonSet;

/* An empty set; owns nothing until something is added. */
void polygon_set_init(PolygonSet *set);
void polygon_set_free(PolygonSet *set);

/* Starts a new polygon; the rings added next belong to it. STATUS_NO_MEMORY. */
Status polygon_set_add_polygon(PolygonSet *set);

/*
 * Adds a ring of n points (closed, n >= 4) to the last polygon; xy is copied and turned to the
 * orientation above. STATUS_NO_MEMORY; STATUS_BAD_ARGUMENT where n < 4, the ring is not closed,
 * a coordinate is not finite or there is no polygon yet. O(n).
 */
Status polygon_set_add_ring(PolygonSet *set, const double *xy, size_t n, bool is_hole);

/* Adds a copy of polygon p of another set as a new polygon. STATUS_NO_MEMORY. O(points of p). */
Status polygon_set_add_copy(PolygonSet *set, const PolygonSet *from, size_t p);

/*
 * A copy with the polygons in another order: new polygon i is old polygon order[i].
 * *sorted is the caller's. STATUS_NO_MEMORY. O(points).
 */
Status polygon_set_reorder(const PolygonSet *set, const size_t *order, size_t n,
                           PolygonSet *sorted);

/* Planar area of polygon p in m2; 0 where it is empty. O(points of p). */
double polygon_set_area_m2(const PolygonSet *set, size_t p);

Box polygon_set_box(const PolygonSet *set, size_t p);
Box polygon_set_box_all(const PolygonSet *set);

/*
 * Distance from (x, y) to polygon p in metres: 0 inside or on the border; INFINITY where p is
 * empty. Even-odd rule. O(points of p).
 */
double polygon_set_distance_m(const PolygonSet *set, size_t p, double x, double y);

#endif
