/*
 * page_shapes.h - the shapes of features packed for a web page, each set of shapes kept once:
 * layers of the same places (people by distance in one scenario and in the next) share theirs.
 *
 * Coordinates are whole metres of the working CRS, told as differences from the point before in
 * the encoding of page_bytes.h. Points: dx, dy each. Polygons: their number of rings; of each ring
 * the number of its points (the last is not repeated), then dx, dy each. The first difference of
 * all is from (0, 0). A point that falls together with the one before is left out, and with it a
 * ring of fewer than three.
 */
#ifndef LAYERS_DRAW_PAGE_SHAPES_H
#define LAYERS_DRAW_PAGE_SHAPES_H

#include "geo/polygon_set.h"
#include "layers/draw/page_bytes.h"
#include <jansson.h>

void page_points_pack(const double *xy, size_t n, DrawBytes *bytes);
void page_polygons_pack(const PolygonSet *set, DrawBytes *bytes);

/* The number of the set in `sets` (an array of {kind, n, at}), to which it is added where no equal
 * one is there. kind: point or polygon. -1: out of memory. O(sets + bytes). */
long page_shapes_add(json_t *sets, const char *kind, size_t n, const DrawBytes *bytes);

#endif
