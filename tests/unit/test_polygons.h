/*
 * test_polygons.h - a made-up country, and the GEOS peer that answers which polygon covers a point.
 */
#ifndef TESTS_UNIT_TEST_POLYGONS_H
#define TESTS_UNIT_TEST_POLYGONS_H

#include "geo/polygon_set.h"
#include "tests/unit/test_support.h"
#include <geos_c.h>
#include <stdlib.h>
#include <string.h>

/* ---- a country of nx * ny units with jagged common borders ---- */

enum { BORDER_STEPS_MOST = 1024 };

/*
 * A point of the border between two nodes, `t` of the way: the chord's point moved sideways by a
 * sum of triangle waves of random heights, each half as long as the one before (the midpoint
 * displacement of A. Fournier et al., 1982, https://doi.org/10.1145/358523.358553). The move is
 * bounded by a cone at each end, so that borders that meet in a node do not cross.
 */
static inline void border_point(uint64_t border_seed, const double *from, const double *to,
                                double t, double *xy) {
    double move = 0, length = 1;
    for (uint64_t level = 0; length > 1.0 / BORDER_STEPS_MOST; level++, length /= 2) {
        uint64_t piece = (uint64_t)(t / length);
        uint64_t seed = border_seed ^ ((uint64_t)1 << level | piece) * 0x9e3779b97f4a7c15u;
        double along = t / length - (double)piece;
        move += random_in(&seed, -0.3, 0.3) * length * (1 - fabs(2 * along - 1));
    }
    double bound = 0.55 * (t < 0.5 ? t : 1 - t);
    move = move > bound ? bound : move < -bound ? -bound : move;
    double dx = to[0] - from[0], dy = to[1] - from[1];
    xy[0] = from[0] + t * dx - move * dy;
    xy[1] = from[1] + t * dy + move * dx;
}

/* Node (i, j) of the country's lattice, moved a little. */
static inline void country_node(uint64_t seed, size_t i, size_t j, double unit_m, double *xy) {
    uint64_t state = seed ^ (i * 1000003 + j + 1) * 0xbf58476d1ce4e5b9u;
    xy[0] = unit_m * ((double)i + random_in(&state, -0.12, 0.12)) + 300000;
    xy[1] = unit_m * ((double)j + random_in(&state, -0.12, 0.12)) + 200000;
}

/* Appends the steps points after node (i0, j0) up to (i1, j1); the other way gives the same ones.
 */
static inline double *append_border(uint64_t seed, size_t i0, size_t j0, size_t i1, size_t j1,
                                    double unit_m, size_t steps, double *xy) {
    bool forward = i0 + j0 < i1 + j1;
    size_t i = forward ? i0 : i1, j = forward ? j0 : j1;
    uint64_t border_seed = seed + 2 * (i * 1000003 + j) + (i0 == i1);
    double from[2], to[2];
    country_node(seed, i, j, unit_m, from);
    country_node(seed, forward ? i1 : i0, forward ? j1 : j0, unit_m, to);
    for (size_t step = 1; step <= steps; step++, xy += 2) {
        size_t at = forward ? step : steps - step;
        if (at == 0)
            memcpy(xy, from, sizeof from);
        else if (at == steps)
            memcpy(xy, to, sizeof to);
        else
            border_point(border_seed, from, to, (double)at / (double)steps, xy);
    }
    return xy;
}

/*
 * Units of about unit_m across, side by side without gaps; `steps` (a power of two) points on a
 * horizontal border and half as many on a vertical one.
 */
static inline Status make_country(PolygonSet *set, uint64_t seed, size_t nx, size_t ny,
                                  double unit_m, size_t steps) {
    Status status = STATUS_OK;
    double *xy = malloc((3 * steps + 1) * 2 * sizeof *xy);
    if (!xy) return STATUS_NO_MEMORY;
    for (size_t unit = 0; unit < nx * ny && status == STATUS_OK; unit++) {
        size_t i = unit % nx, j = unit / nx;
        country_node(seed, i, j, unit_m, xy);
        double *end = xy + 2;
        end = append_border(seed, i, j, i + 1, j, unit_m, steps, end);
        end = append_border(seed, i + 1, j, i + 1, j + 1, unit_m, steps / 2, end);
        end = append_border(seed, i + 1, j + 1, i, j + 1, unit_m, steps, end);
        end = append_border(seed, i, j + 1, i, j, unit_m, steps / 2, end);
        status = polygon_set_add_polygon(set);
        if (status == STATUS_OK)
            status = polygon_set_add_ring(set, xy, (size_t)(end - xy) / 2, false);
    }
    free(xy);
    return status;
}

/* ---- the GEOS peer: STRtree and prepared polygons ---- */

typedef struct Peer {
    GEOSContextHandle_t geos;
    size_t n;
    GEOSGeometry **polygon;
    const GEOSPreparedGeometry **prepared;
    GEOSSTRtree *tree;
} Peer;

static inline GEOSGeometry *peer_ring(GEOSContextHandle_t geos, const PolygonSet *set, size_t r) {
    size_t first = set->ring_point[r], n = set->ring_point[r + 1] - first;
    return GEOSGeom_createLinearRing_r(
        geos, GEOSCoordSeq_copyFromBuffer_r(geos, set->xy + 2 * first, (unsigned)n, 0, 0));
}

/* A multipolygon; a hole belongs to the last outer ring before it. */
static inline GEOSGeometry *peer_polygon(GEOSContextHandle_t geos, const PolygonSet *set,
                                         size_t p) {
    size_t first = set->polygon_ring[p], end = set->polygon_ring[p + 1];
    GEOSGeometry **part = malloc((end - first + 1) * sizeof *part);
    GEOSGeometry **hole = malloc((end - first + 1) * sizeof *hole);
    unsigned n_parts = 0;
    for (size_t r = first; r < end;) {
        GEOSGeometry *shell = peer_ring(geos, set, r);
        unsigned n_holes = 0;
        for (r++; r < end && set->ring_is_hole[r]; r++) hole[n_holes++] = peer_ring(geos, set, r);
        part[n_parts++] = GEOSGeom_createPolygon_r(geos, shell, hole, n_holes);
    }
    GEOSGeometry *all = GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, part, n_parts);
    free(part);
    free(hole);
    return all;
}

static inline void peer_build(Peer *peer, const PolygonSet *set) {
    peer->geos = GEOS_init_r();
    peer->n = set->n;
    peer->polygon = malloc((set->n + 1) * sizeof *peer->polygon);
    peer->prepared = malloc((set->n + 1) * sizeof *peer->prepared);
    peer->tree = GEOSSTRtree_create_r(peer->geos, 10);
    for (size_t p = 0; p < set->n; p++) {
        peer->polygon[p] = peer_polygon(peer->geos, set, p);
        peer->prepared[p] = GEOSPrepare_r(peer->geos, peer->polygon[p]);
        if (set->polygon_ring[p] < set->polygon_ring[p + 1])
            GEOSSTRtree_insert_r(peer->geos, peer->tree, peer->polygon[p],
                                 (char *)peer->prepared + p); /* the number, as a pointer */
    }
}

typedef struct PeerQuery {
    const Peer *peer;
    const GEOSGeometry *point;
    int32_t found;
} PeerQuery;

static inline void peer_visit(void *item, void *context) {
    PeerQuery *query = context;
    int32_t p = (int32_t)((char *)item - (char *)query->peer->prepared);
    if (query->found >= 0 && query->found < p) return;
    if (GEOSPreparedIntersects_r(query->peer->geos, query->peer->prepared[p], query->point) == 1)
        query->found = p;
}

/* The lowest polygon that covers the point, or -1. */
static inline int32_t peer_locate(const Peer *peer, double x, double y) {
    GEOSGeometry *point = GEOSGeom_createPointFromXY_r(peer->geos, x, y);
    PeerQuery query = {peer, point, -1};
    GEOSSTRtree_query_r(peer->geos, peer->tree, point, peer_visit, &query);
    GEOSGeom_destroy_r(peer->geos, point);
    return query.found;
}

static inline void peer_free(Peer *peer) {
    GEOSSTRtree_destroy_r(peer->geos, peer->tree);
    for (size_t p = 0; p < peer->n; p++) {
        GEOSPreparedGeom_destroy_r(peer->geos, peer->prepared[p]);
        GEOSGeom_destroy_r(peer->geos, peer->polygon[p]);
    }
    free(peer->polygon);
    free(peer->prepared);
    GEOS_finish_r(peer->geos);
}

#endif
