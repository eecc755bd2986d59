#include "layers/source/unit_shapes.h"
#include "geo/parallel.h"
#include "layers/model/grow.h"
#include <geos_c.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void quiet(const char *message, void *context) {
    (void)message;
    (void)context;
}

/* A GEOS context of one thread that tells nothing: what fails shows in what is returned. */
static GEOSContextHandle_t open_geos(void) {
    GEOSContextHandle_t geos = GEOS_init_r();
    if (!geos) return NULL;
    GEOSContext_setErrorMessageHandler_r(geos, quiet, NULL);
    GEOSContext_setNoticeMessageHandler_r(geos, quiet, NULL);
    return geos;
}

static GEOSGeometry *from_wkb(GEOSContextHandle_t geos, const UnitShape *shape) {
    return GEOSGeomFromWKB_buf_r(geos, shape->wkb, shape->wkb_bytes);
}

static bool is_polygonal(GEOSContextHandle_t geos, const GEOSGeometry *geometry) {
    int type = GEOSGeomTypeId_r(geos, geometry);
    return type == GEOS_POLYGON || type == GEOS_MULTIPOLYGON;
}

/* The polygons among the parts of a collection, as one geometry; NULL on failure. */
static GEOSGeometry *polygonal_parts(GEOSContextHandle_t geos, const GEOSGeometry *geometry) {
    int n = GEOSGetNumGeometries_r(geos, geometry);
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant */
    GEOSGeometry **parts = calloc((size_t)(n > 0 ? n : 1), sizeof *parts);
    if (!parts) return NULL;
    unsigned used = 0;
    for (int i = 0; i < n; i++) {
        const GEOSGeometry *part = GEOSGetGeometryN_r(geos, geometry, i);
        if (!is_polygonal(geos, part)) continue;
        parts[used] = GEOSGeom_clone_r(geos, part);
        if (parts[used]) used++;
    }
    GEOSGeometry *all = GEOSGeom_createCollection_r(geos, GEOS_GEOMETRYCOLLECTION, parts, used);
    GEOSGeometry *merged = all ? GEOSUnaryUnion_r(geos, all) : NULL;
    if (all) GEOSGeom_destroy_r(geos, all);
    free(parts);
    return merged;
}

static GEOSGeometry *repair(GEOSContextHandle_t geos, const GEOSGeometry *geometry) {
    GEOSGeometry *valid = GEOSMakeValid_r(geos, geometry);
    if (!valid || is_polygonal(geos, valid)) return valid;
    GEOSGeometry *polygons = polygonal_parts(geos, valid);
    GEOSGeom_destroy_r(geos, valid);
    return polygons;
}

/* Takes the repaired geometry into the shape. */
static Status replace(GEOSContextHandle_t geos, UnitShape *shape, const GEOSGeometry *valid) {
    size_t bytes;
    unsigned char *wkb = GEOSGeomToWKB_buf_r(geos, valid, &bytes);
    unsigned char *copy = wkb ? malloc(bytes) : NULL;
    if (copy) {
        memcpy(copy, wkb, bytes);
        free(shape->wkb);
        shape->wkb = copy;
        shape->wkb_bytes = bytes;
        shape->state = SHAPE_MADE_VALID;
    }
    if (wkb) GEOSFree_r(geos, wkb);
    return copy ? STATUS_OK : STATUS_NO_MEMORY;
}

static bool has_area(GEOSContextHandle_t geos, const GEOSGeometry *geometry) {
    double area_m2;
    return GEOSArea_r(geos, geometry, &area_m2) == 1 && area_m2 > 0.0;
}

static Status check_geometry(GEOSContextHandle_t geos, UnitShape *shape,
                             const GEOSGeometry *geometry) {
    if (!is_polygonal(geos, geometry)) {
        shape->state = SHAPE_BROKEN;
        return STATUS_OK;
    }
    if (GEOSisValid_r(geos, geometry) == 1) {
        shape->state = has_area(geos, geometry) ? SHAPE_GOOD : SHAPE_EMPTY;
        return STATUS_OK;
    }
    Status status = STATUS_OK;
    GEOSGeometry *valid = repair(geos, geometry);
    shape->state = valid ? SHAPE_EMPTY : SHAPE_BROKEN;
    if (valid && is_polygonal(geos, valid) && has_area(geos, valid))
        status = replace(geos, shape, valid);
    if (valid) GEOSGeom_destroy_r(geos, valid);
    return status;
}

static Status check_some(void *context, size_t begin, size_t end) {
    UnitShape *shapes = context;
    GEOSContextHandle_t geos = open_geos();
    if (!geos) return STATUS_NO_MEMORY;
    Status status = STATUS_OK;
    for (size_t i = begin; i < end && status == STATUS_OK; i++) {
        GEOSGeometry *geometry = from_wkb(geos, &shapes[i]);
        shapes[i].state = SHAPE_BROKEN;
        if (!geometry) continue;
        status = check_geometry(geos, &shapes[i], geometry);
        GEOSGeom_destroy_r(geos, geometry);
    }
    GEOS_finish_r(geos);
    return status;
}

Status unit_shapes_check(UnitShape *shapes, size_t n, int threads) {
    return parallel_for(n, 16, threads, check_some, shapes);
}

static Status add_ring(GEOSContextHandle_t geos, const GEOSGeometry *ring, bool is_hole,
                       PolygonSet *set) {
    unsigned n;
    const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq_r(geos, ring);
    if (!sequence || !GEOSCoordSeq_getSize_r(geos, sequence, &n)) return STATUS_GEOMETRY;
    double *xy = malloc((n ? n : 1) * 2 * sizeof *xy);
    if (!xy) return STATUS_NO_MEMORY;
    Status status = STATUS_OK;
    if (!GEOSCoordSeq_copyToBuffer_r(geos, sequence, xy, 0, 0)) status = STATUS_GEOMETRY;
    if (status == STATUS_OK) status = polygon_set_add_ring(set, xy, n, is_hole);
    free(xy);
    return status;
}

static Status add_polygon(GEOSContextHandle_t geos, const GEOSGeometry *polygon, PolygonSet *set) {
    if (GEOSisEmpty_r(geos, polygon)) return STATUS_OK;
    int holes = GEOSGetNumInteriorRings_r(geos, polygon);
    Status status = add_ring(geos, GEOSGetExteriorRing_r(geos, polygon), false, set);
    for (int i = 0; i < holes && status == STATUS_OK; i++)
        status = add_ring(geos, GEOSGetInteriorRingN_r(geos, polygon, i), true, set);
    return status;
}

Status unit_shape_add(const UnitShape *shape, PolygonSet *set) {
    GEOSContextHandle_t geos = open_geos();
    if (!geos) return STATUS_NO_MEMORY;
    GEOSGeometry *geometry = from_wkb(geos, shape);
    Status status = geometry ? polygon_set_add_polygon(set) : STATUS_GEOMETRY;
    int n = geometry ? GEOSGetNumGeometries_r(geos, geometry) : 0;
    for (int i = 0; i < n && status == STATUS_OK; i++)
        status = add_polygon(geos, GEOSGetGeometryN_r(geos, geometry, i), set);
    if (geometry) GEOSGeom_destroy_r(geos, geometry);
    GEOS_finish_r(geos);
    return status;
}

/* Shapes in the order of their western edge: those that meet one follow it closely. */
typedef struct Westerly {
    Box box;
    int shape;
    int *overlapped; /* shapes found to overlap this one, behind it in the order */
    size_t n, capacity;
} Westerly;

typedef struct OverlapWork {
    const UnitShape *shapes;
    Westerly *order;
    size_t n;
} OverlapWork;

static int by_west(const void *a, const void *b) {
    const Westerly *first = a, *second = b;
    if (first->box.min_x != second->box.min_x) return first->box.min_x < second->box.min_x ? -1 : 1;
    return first->shape < second->shape ? -1 : 1;
}

static bool shares_area(GEOSContextHandle_t geos, const GEOSGeometry *a, const UnitShape *shape) {
    double area_m2 = 0.0;
    GEOSGeometry *b = from_wkb(geos, shape);
    GEOSGeometry *common = b ? GEOSIntersection_r(geos, a, b) : NULL;
    if (common) GEOSArea_r(geos, common, &area_m2);
    if (common) GEOSGeom_destroy_r(geos, common);
    if (b) GEOSGeom_destroy_r(geos, b);
    return area_m2 > OVERLAP_LEAST_M2;
}

static Status compare_one(GEOSContextHandle_t geos, const OverlapWork *work, size_t at) {
    Westerly *one = &work->order[at];
    GEOSGeometry *geometry = from_wkb(geos, &work->shapes[one->shape]);
    if (!geometry) return STATUS_GEOMETRY;
    Status status = STATUS_OK;
    for (size_t i = at + 1; i < work->n && status == STATUS_OK; i++) {
        const Westerly *other = &work->order[i];
        if (other->box.min_x >= one->box.max_x) break;
        if (other->box.min_y >= one->box.max_y || one->box.min_y >= other->box.max_y) continue;
        if (!shares_area(geos, geometry, &work->shapes[other->shape])) continue;
        if (grow((void **)&one->overlapped, one->n, &one->capacity, sizeof *one->overlapped))
            one->overlapped[one->n++] = other->shape;
        else
            status = STATUS_NO_MEMORY;
    }
    GEOSGeom_destroy_r(geos, geometry);
    return status;
}

static Status compare_some(void *context, size_t begin, size_t end) {
    GEOSContextHandle_t geos = open_geos();
    if (!geos) return STATUS_NO_MEMORY;
    Status status = STATUS_OK;
    for (size_t i = begin; i < end && status == STATUS_OK; i++)
        status = compare_one(geos, context, i);
    GEOS_finish_r(geos);
    return status;
}

static Status read_boxes(const UnitShape *shapes, size_t n, Westerly *order) {
    GEOSContextHandle_t geos = open_geos();
    if (!geos) return STATUS_NO_MEMORY;
    Status status = STATUS_OK;
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        Box *box = &order[i].box;
        GEOSGeometry *geometry = from_wkb(geos, &shapes[i]);
        order[i].shape = (int)i;
        if (!geometry || !GEOSGeom_getXMin_r(geos, geometry, &box->min_x) ||
            !GEOSGeom_getXMax_r(geos, geometry, &box->max_x) ||
            !GEOSGeom_getYMin_r(geos, geometry, &box->min_y) ||
            !GEOSGeom_getYMax_r(geos, geometry, &box->max_y))
            status = STATUS_GEOMETRY;
        if (geometry) GEOSGeom_destroy_r(geos, geometry);
    }
    GEOS_finish_r(geos);
    return status;
}

static void take_lower(int *overlaps, int shape, int other) {
    if (overlaps[shape] < 0 || other < overlaps[shape]) overlaps[shape] = other;
}

Status unit_shapes_overlaps(const UnitShape *shapes, size_t n, int threads, int *overlaps) {
    Westerly *order = calloc(n ? n : 1, sizeof *order);
    if (!order) return STATUS_NO_MEMORY;
    Status status = read_boxes(shapes, n, order);
    if (status == STATUS_OK) {
        qsort(order, n, sizeof *order, by_west);
        OverlapWork work = {shapes, order, n};
        status = parallel_for(n, 16, threads, compare_some, &work);
    }
    for (size_t i = 0; i < n && status == STATUS_OK; i++) overlaps[i] = -1;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < order[i].n && status == STATUS_OK; k++) {
            take_lower(overlaps, order[i].shape, order[i].overlapped[k]);
            take_lower(overlaps, order[i].overlapped[k], order[i].shape);
        }
        free(order[i].overlapped);
    }
    free(order);
    return status;
}
