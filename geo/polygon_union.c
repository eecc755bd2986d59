#include "geo/polygon_union.h"
#include "geo/parallel.h"
#include <geos_c.h>
#include <stdlib.h>

typedef struct UnionWork {
    const PolygonSet *set;
    size_t *first; /* group g has the polygons member[first[g]] … member[first[g + 1] - 1] */
    size_t *member;
    PolygonSet *union_; /* one set a group, of one polygon */
} UnionWork;

static void quiet(const char *message, void *context) {
    (void)message;
    (void)context;
}

/* ---- into GEOS ---- */

static GEOSGeometry *ring_of(GEOSContextHandle_t geos, const PolygonSet *set, size_t ring) {
    size_t first = set->ring_point[ring], n = set->ring_point[ring + 1] - first;
    GEOSCoordSequence *points =
        GEOSCoordSeq_copyFromBuffer_r(geos, set->xy + 2 * first, (unsigned)n, 0, 0);
    return points ? GEOSGeom_createLinearRing_r(geos, points) : NULL;
}

static void destroy_all(GEOSContextHandle_t geos, GEOSGeometry **part, size_t n) {
    for (size_t i = 0; i < n; i++) GEOSGeom_destroy_r(geos, part[i]);
}

/* The outer ring `ring` with its holes, up to ring `end`; NULL on failure. */
static GEOSGeometry *polygon_of(GEOSContextHandle_t geos, const PolygonSet *set, size_t ring,
                                size_t end) {
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant */
    GEOSGeometry **hole = malloc((end - ring) * sizeof *hole);
    GEOSGeometry *shell = hole ? ring_of(geos, set, ring) : NULL, *polygon = NULL;
    unsigned holes = 0;
    bool whole = shell != NULL;
    for (size_t r = ring + 1; r < end && whole; r++) {
        hole[holes] = ring_of(geos, set, r);
        whole = hole[holes] != NULL;
        if (whole) holes++;
    }
    /* it takes its rings over, even where it fails */
    if (whole) polygon = GEOSGeom_createPolygon_r(geos, shell, hole, holes);
    if (!whole && shell) GEOSGeom_destroy_r(geos, shell);
    if (!whole && hole) destroy_all(geos, hole, holes);
    free(hole);
    return polygon;
}

static size_t part_end(const PolygonSet *set, size_t ring, size_t end) {
    ring++;
    while (ring < end && set->ring_is_hole[ring]) ring++;
    return ring;
}

static size_t count_parts(const UnionWork *work, size_t g) {
    size_t parts = 0;
    for (size_t i = work->first[g]; i < work->first[g + 1]; i++) {
        size_t p = work->member[i], end = work->set->polygon_ring[p + 1];
        for (size_t r = work->set->polygon_ring[p]; r < end; r = part_end(work->set, r, end))
            parts++;
    }
    return parts;
}

/* All parts of a group as one collection; NULL on failure. */
static GEOSGeometry *collect(GEOSContextHandle_t geos, const UnionWork *work, size_t g) {
    const PolygonSet *set = work->set;
    size_t room = count_parts(work, g), parts = 0;
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant */
    GEOSGeometry **part = malloc((room + 1) * sizeof *part), *all = NULL;
    bool whole = part != NULL;
    for (size_t i = work->first[g]; i < work->first[g + 1] && whole; i++) {
        size_t p = work->member[i], end = set->polygon_ring[p + 1];
        for (size_t r = set->polygon_ring[p], next; r < end && whole; r = next) {
            next = part_end(set, r, end);
            part[parts] = polygon_of(geos, set, r, next);
            whole = part[parts] != NULL;
            if (whole) parts++;
        }
    }
    if (whole)
        all = GEOSGeom_createCollection_r(geos, GEOS_GEOMETRYCOLLECTION, part, (unsigned)parts);
    else if (part)
        destroy_all(geos, part, parts);
    free(part);
    return all;
}

/* ---- out of GEOS ---- */

static Status add_ring(GEOSContextHandle_t geos, const GEOSGeometry *ring, bool is_hole,
                       PolygonSet *set) {
    unsigned n;
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq_r(geos, ring);
    if (!points || !GEOSCoordSeq_getSize_r(geos, points, &n)) return STATUS_GEOMETRY;
    double *xy = malloc((n + 1) * 2 * sizeof *xy);
    if (!xy) return STATUS_NO_MEMORY;
    Status status =
        GEOSCoordSeq_copyToBuffer_r(geos, points, xy, 0, 0) ? STATUS_OK : STATUS_GEOMETRY;
    if (status == STATUS_OK) status = polygon_set_add_ring(set, xy, n, is_hole);
    free(xy);
    return status;
}

/* The polygons of a geometry, or of its parts. */
static Status add_polygons(GEOSContextHandle_t geos, const GEOSGeometry *geometry,
                           PolygonSet *set) {
    Status status = STATUS_OK;
    if (GEOSGeomTypeId_r(geos, geometry) == GEOS_POLYGON) {
        if (GEOSisEmpty_r(geos, geometry)) return STATUS_OK;
        int holes = GEOSGetNumInteriorRings_r(geos, geometry);
        status = add_ring(geos, GEOSGetExteriorRing_r(geos, geometry), false, set);
        for (int i = 0; i < holes && status == STATUS_OK; i++)
            status = add_ring(geos, GEOSGetInteriorRingN_r(geos, geometry, i), true, set);
        return status;
    }
    if (GEOSGeomTypeId_r(geos, geometry) != GEOS_MULTIPOLYGON) return STATUS_GEOMETRY;
    int n = GEOSGetNumGeometries_r(geos, geometry);
    for (int i = 0; i < n && status == STATUS_OK; i++)
        status = add_polygons(geos, GEOSGetGeometryN_r(geos, geometry, i), set);
    return status;
}

/* ---- groups ---- */

static Status unite_group(GEOSContextHandle_t geos, const UnionWork *work, size_t g) {
    PolygonSet *to = &work->union_[g];
    size_t members = work->first[g + 1] - work->first[g];
    if (members == 1) return polygon_set_add_copy(to, work->set, work->member[work->first[g]]);
    Status status = polygon_set_add_polygon(to);
    if (status != STATUS_OK || count_parts(work, g) == 0) return status;
    GEOSGeometry *all = collect(geos, work, g);
    GEOSGeometry *whole = all ? GEOSUnaryUnion_r(geos, all) : NULL;
    status = whole ? add_polygons(geos, whole, to) : STATUS_GEOMETRY;
    if (all) GEOSGeom_destroy_r(geos, all);
    if (whole) GEOSGeom_destroy_r(geos, whole);
    return status;
}

static Status unite_some(void *context, size_t begin, size_t end) {
    GEOSContextHandle_t geos = GEOS_init_r();
    if (!geos) return STATUS_NO_MEMORY;
    GEOSContext_setErrorMessageHandler_r(geos, quiet, NULL);
    GEOSContext_setNoticeMessageHandler_r(geos, quiet, NULL);
    Status status = STATUS_OK;
    for (size_t g = begin; g < end && status == STATUS_OK; g++)
        status = unite_group(geos, context, g);
    GEOS_finish_r(geos);
    return status;
}

/* Counting sort of the polygons by group; keeps their order within each. */
static void gather(UnionWork *work, const int32_t *group, size_t n_groups) {
    for (size_t p = 0; p < work->set->n; p++)
        if (group[p] >= 0) work->first[group[p]]++;
    for (size_t g = 0; g < n_groups; g++) work->first[g + 1] += work->first[g];
    /* first[g] is where group g ends; filling from behind takes it to where it begins */
    for (size_t p = work->set->n; p-- > 0;)
        if (group[p] >= 0) work->member[--work->first[group[p]]] = p;
}

static Status join(const UnionWork *work, size_t n_groups, PolygonSet *unions) {
    Status status = STATUS_OK;
    for (size_t g = 0; g < n_groups && status == STATUS_OK; g++)
        status = polygon_set_add_copy(unions, &work->union_[g], 0);
    return status;
}

Status polygon_unions(const PolygonSet *set, const int32_t *group, size_t n_groups, int threads,
                      PolygonSet *unions) {
    UnionWork work = {.set = set,
                      .first = calloc(n_groups + 1, sizeof *work.first),
                      .member = malloc((set->n + 1) * sizeof *work.member),
                      .union_ = calloc(n_groups + 1, sizeof *work.union_)};
    PolygonSet made;
    polygon_set_init(&made);
    Status status = work.first && work.member && work.union_ ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) {
        gather(&work, group, n_groups);
        status = parallel_for(n_groups, 1, threads, unite_some, &work);
    }
    if (status == STATUS_OK) status = join(&work, n_groups, &made);
    for (size_t g = 0; g < n_groups && work.union_; g++) polygon_set_free(&work.union_[g]);
    free(work.first);
    free(work.member);
    free(work.union_);
    if (status == STATUS_OK)
        *unions = made;
    else
        polygon_set_free(&made);
    return status;
}
