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

/* The coordinates of a point of that SRID; false where the blob is something else or not finite. */
bool blob_read_point(const void *blob, size_t bytes, int srid, double xy[2]);

/*
 * Adds the multipolygon of that SRID to the set, ring by ring as blob_polygon wrote it.
 * STATUS_UNREADABLE where the blob is something else or cut (the set may then have the polygon in
 * part), STATUS_NO_MEMORY. O(bytes).
 */
Status blob_read_polygon(const void *blob, size_t bytes, int srid, PolygonSet *set);

/* The box of a blob: min x, min y, max x, max y. False where it is no geometry. */
bool blob_box(const void *blob, size_t bytes, double box[4]);

#endif
