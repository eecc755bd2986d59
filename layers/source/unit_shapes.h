/*
 * unit_shapes.h - polygons of units checked by GEOS: made valid where they are not, turned into
 * flat arrays, and compared with one another for overlaps.
 */
#ifndef LAYERS_SOURCE_UNIT_SHAPES_H
#define LAYERS_SOURCE_UNIT_SHAPES_H

#include "geo/polygon_set.h"
#include "geo/status.h"
#include <stdbool.h>
#include <stddef.h>

/* Two units overlap where they share more than this; less is rounding of a common border. */
#define OVERLAP_LEAST_M2 1.0

typedef enum ShapeState {
    SHAPE_GOOD,
    SHAPE_MADE_VALID,
    SHAPE_EMPTY,  /* no area */
    SHAPE_BROKEN, /* not polygonal, or beyond repair */
} ShapeState;

/* One unit's polygon as well-known binary (owned), and what became of it. */
typedef struct UnitShape {
    unsigned char *wkb;
    size_t wkb_bytes;
    ShapeState state;
} UnitShape;

/*
 * Checks n shapes on up to `threads` (>= 1) threads and writes their states; a repaired shape's wkb
 * is replaced. STATUS_NO_MEMORY.
 */
Status unit_shapes_check(UnitShape *shapes, size_t n, int threads);

/* Adds the shape's rings as a new polygon of the set. STATUS_NO_MEMORY, STATUS_GEOMETRY. */
Status unit_shape_add(const UnitShape *shape, PolygonSet *set);

/*
 * overlaps[i] is the lowest number of another shape that shape i shares more than
 * OVERLAP_LEAST_M2 with, or -1; for n good shapes, on up to `threads` (>= 1) threads.
 * STATUS_NO_MEMORY, STATUS_GEOMETRY. O(pairs of shapes whose boxes meet).
 */
Status unit_shapes_overlaps(const UnitShape *shapes, size_t n, int threads, int *overlaps);

#endif
