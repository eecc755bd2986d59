/*
 * shape_file.h - writes a shapefile (UTF-8, with .prj and .cpg) through GDAL. The date in the .dbf
 * header is fixed, so that the same features give the same bytes.
 */
#ifndef LAYERS_WRITE_SHAPE_FILE_H
#define LAYERS_WRITE_SHAPE_FILE_H

#include "geo/polygon_set.h"
#include "layers/error.h"
#include <stddef.h>

typedef struct ShapeFile ShapeFile;

typedef enum ShapeGeometry { SHAPE_LINE, SHAPE_POLYGON } ShapeGeometry;

/* width 0: a whole number of up to 11 digits; else text of up to `width` bytes. */
typedef struct ShapeField {
    const char *name;
    int width;
} ShapeField;

/* The value of a field: text (NULL: none) or number, as the field says. */
typedef union ShapeValue {
    const char *text;
    long long number;
} ShapeValue;

/*
 * Creates or replaces PATH.shp and its companions; `fields` must live as long as the file.
 * STATUS_NOT_WRITABLE, STATUS_UNREADABLE (unknown EPSG number).
 */
Status shape_file_create(ShapeFile **file, const char *path, ShapeGeometry geometry, int epsg,
                         const ShapeField *fields, int n_fields, Error *error);

/* Adds polygon p of a set (each outer ring followed by its holes). O(points). */
Status shape_file_add_polygon(ShapeFile *file, const PolygonSet *set, size_t p,
                              const ShapeValue *values, Error *error);

/* Adds a line of n points, x before y in xy. O(n). */
Status shape_file_add_line(ShapeFile *file, const double *xy, size_t n, const ShapeValue *values,
                           Error *error);

/* Closes and frees it in any case (NULL is allowed). STATUS_NOT_WRITABLE. */
Status shape_file_close(ShapeFile *file, Error *error);

#endif
