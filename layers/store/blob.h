/*
 * blob.h - geometries as SpatiaLite stores them: a start byte, little-endian mark, SRID, box, mark
 * 0x7C, class, coordinates, end byte 0xFE (libspatialite, "BLOB-Geometry"). Private to layers.
 */
#ifndef LAYERS_STORE_BLOB_H
#define LAYERS_STORE_BLOB_H

#include "geo/polygon_set.h"
#include <stdbool.h>
#include <stddef.h>

enum { BLOB_POINT_BYTES = 60 };

/* The point as blob[60]. */
void blob_point(unsigned char *blob, int srid, double x, double y);

/*
 * Polygon p as a multipolygon; rings come in the order in which readers and GEOS give them, a hole
 * after its outer ring. *blob is the caller's (free); NULL where the polygon is empty.
 * STATUS_NO_MEMORY.
 */
Status blob_polygon(const PolygonSet *set, size_t p, int srid, unsigned char **blob, size_t *bytes);

/* The box of a blob: min x, min y, max x, max y. False where it is no geometry. */
bool blob_box(const void *blob, size_t bytes, double box[4]);

#endif
