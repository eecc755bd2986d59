#include "geo/polygon_set.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { POLYGONS, RINGS, POINTS }; /* the parts of capacity_ */

static const Box EMPTY_BOX = {INFINITY, INFINITY, -INFINITY, -INFINITY};

void polygon_set_init(PolygonSet *set) {
    memset(set, 0, sizeof *set);
}

void polygon_set_free(PolygonSet *set) {
    free(set->polygon_ring);
    free(set->ring_point);
    free(set->ring_is_hole);
    free(set->xy);
    polygon_set_init(set);
}

/* The capacity to grow to so that `need` items fit: doubled, so that adding is amortised O(1). */
static size_t grown(size_t capacity, size_t need) {
    size_t more = capacity ? capacity : 16;
    while (more < need && more <= SIZE_MAX / 64) more *= 2;
    return more < need ? 0 : more;
}

static Status reserve_polygons(PolygonSet *set, size_t need) {
    if (need <= set->capacity_[POLYGONS]) return STATUS_OK;
    size_t more = grown(set->capacity_[POLYGONS], need);
    if (!more) return STATUS_NO_MEMORY;
    size_t *ring = realloc(set->polygon_ring, (more + 1) * sizeof *ring);
    if (!ring) return STATUS_NO_MEMORY;
    set->polygon_ring = ring;
    set->capacity_[POLYGONS] = more;
    return STATUS_OK;
}

static Status reserve_rings(PolygonSet *set, size_t need) {
    if (need <= set->capacity_[RINGS]) return STATUS_OK;
    size_t more = grown(set->capacity_[RINGS], need);
    if (!more) return STATUS_NO_MEMORY;
    size_t *point = realloc(set->ring_point, (more + 1) * sizeof *point);
    if (!point) return STATUS_NO_MEMORY;
    set->ring_point = point;
    bool *is_hole = realloc(set->ring_is_hole, more * sizeof *is_hole);
    if (!is_hole) return STATUS_NO_MEMORY;
    set->ring_is_hole = is_hole;
    set->capacity_[RINGS] = more;
    return STATUS_OK;
}

static Status reserve_points(PolygonSet *set, size_t need) {
    if (need <= set->capacity_[POINTS]) return STATUS_OK;
    size_t more = grown(set->capacity_[POINTS], need);
    if (!more) return STATUS_NO_MEMORY;
    double *xy = realloc(set->xy, 2 * more * sizeof *xy);
    if (!xy) return STATUS_NO_MEMORY;
    set->xy = xy;
    set->capacity_[POINTS] = more;
    return STATUS_OK;
}

Status polygon_set_add_polygon(PolygonSet *set) {
    Status status = reserve_polygons(set, set->n + 1);
    if (status != STATUS_OK) return status;
    set->polygon_ring[set->n] = set->n_rings;
    set->polygon_ring[++set->n] = set->n_rings;
    return STATUS_OK;
}

/*
 * Signed area of a closed ring, positive where it runs counter-clockwise. Measured from the ring's
 * first point: coordinates of a country are a million times its small rings, and their products
 * would swallow the digits that matter.
 */
static double ring_area_m2(const double *xy, size_t n) {
    double twice = 0;
    for (size_t i = 1; i + 1 < n; i++) {
        double ax = xy[2 * i] - xy[0], ay = xy[2 * i + 1] - xy[1];
        double bx = xy[2 * i + 2] - xy[0], by = xy[2 * i + 3] - xy[1];
        twice += ax * by - bx * ay;
    }
    return twice / 2;
}

static bool is_ring(const double *xy, size_t n) {
    if (n < 4) return false;
    for (size_t i = 0; i < 2 * n; i++)
        if (!isfinite(xy[i])) return false;
    return xy[0] == xy[2 * n - 2] && xy[1] == xy[2 * n - 1];
}

/* Appends a ring as it is; the caller has checked it. */
static Status append_ring(PolygonSet *set, const double *xy, size_t n, bool is_hole, bool turn) {
    Status status = reserve_rings(set, set->n_rings + 1);
    if (status == STATUS_OK) status = reserve_points(set, set->n_points + n);
    if (status != STATUS_OK) return status;
    double *to = set->xy + 2 * set->n_points;
    for (size_t i = 0; i < n; i++) {
        size_t from = turn ? n - 1 - i : i;
        to[2 * i] = xy[2 * from];
        to[2 * i + 1] = xy[2 * from + 1];
    }
    set->ring_is_hole[set->n_rings] = is_hole;
    set->ring_point[set->n_rings] = set->n_points;
    set->n_points += n;
    set->ring_point[++set->n_rings] = set->n_points;
    set->polygon_ring[set->n] = set->n_rings;
    return STATUS_OK;
}

Status polygon_set_add_ring(PolygonSet *set, const double *xy, size_t n, bool is_hole) {
    if (set->n == 0 || !is_ring(xy, n)) return STATUS_BAD_ARGUMENT;
    double area_m2 = ring_area_m2(xy, n);
    return append_ring(set, xy, n, is_hole, is_hole ? area_m2 > 0 : area_m2 < 0);
}

Status polygon_set_add_copy(PolygonSet *set, const PolygonSet *from, size_t p) {
    Status status = polygon_set_add_polygon(set);
    for (size_t r = from->polygon_ring[p]; r < from->polygon_ring[p + 1] && status == STATUS_OK;
         r++) {
        size_t first = from->ring_point[r];
        status = append_ring(set, from->xy + 2 * first, from->ring_point[r + 1] - first,
                             from->ring_is_hole[r], false);
    }
    return status;
}

Status polygon_set_reorder(const PolygonSet *set, const size_t *order, size_t n,
                           PolygonSet *sorted) {
    PolygonSet copy;
    polygon_set_init(&copy);
    Status status = STATUS_OK;
    for (size_t i = 0; i < n; i++) {
        status =
            order[i] < set->n ? polygon_set_add_copy(&copy, set, order[i]) : STATUS_BAD_ARGUMENT;
        if (status != STATUS_OK) goto done;
    }
    *sorted = copy;
    polygon_set_init(&copy);
done:
    polygon_set_free(&copy);
    return status;
}

double polygon_set_area_m2(const PolygonSet *set, size_t p) {
    double area_m2 = 0;
    for (size_t r = set->polygon_ring[p]; r < set->polygon_ring[p + 1]; r++) {
        size_t first = set->ring_point[r];
        area_m2 += ring_area_m2(set->xy + 2 * first, set->ring_point[r + 1] - first);
    }
    return area_m2 > 0 ? area_m2 : 0;
}

static Box box_of_points(const double *xy, size_t n) {
    Box box = EMPTY_BOX;
    for (size_t i = 0; i < n; i++) {
        double x = xy[2 * i], y = xy[2 * i + 1];
        if (x < box.min_x) box.min_x = x;
        if (x > box.max_x) box.max_x = x;
        if (y < box.min_y) box.min_y = y;
        if (y > box.max_y) box.max_y = y;
    }
    return box;
}

Box polygon_set_box(const PolygonSet *set, size_t p) {
    size_t first_ring = set->polygon_ring[p], end_ring = set->polygon_ring[p + 1];
    if (first_ring == end_ring) return EMPTY_BOX;
    size_t first = set->ring_point[first_ring];
    return box_of_points(set->xy + 2 * first, set->ring_point[end_ring] - first);
}

Box polygon_set_box_all(const PolygonSet *set) {
    return box_of_points(set->xy, set->n_points);
}

/* Squared distance from (x, y) to the segment a-b. Exactly 0 where the cross product is. */
static double segment_distance2(const double *a, const double *b, double x, double y) {
    double ex = b[0] - a[0], ey = b[1] - a[1];
    double px = x - a[0], py = y - a[1];
    double along = px * ex + py * ey, length2 = ex * ex + ey * ey;
    if (along <= 0) return px * px + py * py;
    if (along >= length2) {
        double qx = x - b[0], qy = y - b[1];
        return qx * qx + qy * qy;
    }
    double cross = ex * py - ey * px;
    return cross * cross / length2;
}

/* Does the edge a-b cross the ray from (x, y) to the right? Half-open in y: a vertex counts once.
 */
static bool crosses_ray(const double *a, const double *b, double x, double y) {
    if ((a[1] > y) == (b[1] > y)) return false;
    double cross = (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
    return b[1] > a[1] ? cross > 0 : cross < 0;
}

double polygon_set_distance_m(const PolygonSet *set, size_t p, double x, double y) {
    double best2 = INFINITY;
    bool inside = false;
    for (size_t r = set->polygon_ring[p]; r < set->polygon_ring[p + 1]; r++) {
        for (size_t i = set->ring_point[r]; i + 1 < set->ring_point[r + 1]; i++) {
            const double *a = set->xy + 2 * i, *b = a + 2;
            double d2 = segment_distance2(a, b, x, y);
            if (d2 < best2) best2 = d2;
            if (crosses_ray(a, b, x, y)) inside = !inside;
        }
    }
    return inside ? 0 : sqrt(best2);
}
