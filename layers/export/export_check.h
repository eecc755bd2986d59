/*
 * export_check.h - whether a text file that GDAL wrote is whole. GDAL's drivers do not tell when
 * the last block of a text file did not fit on the disk. Private to layers/export.
 */
#ifndef LAYERS_EXPORT_EXPORT_CHECK_H
#define LAYERS_EXPORT_EXPORT_CHECK_H

#include <stdbool.h>
#include <stdint.h>

/* A CSV file of a header and `rows` records. O(bytes). */
bool export_csv_is_whole(const char *path, int64_t rows);

/* A GeoJSON file that ends where its collection ends. */
bool export_geojson_is_whole(const char *path);

/* A file of one layer that GDAL reads to its end: so many rows without a failure. O(bytes). */
bool export_layer_is_whole(const char *path, int64_t rows);

/* A workbook whose sheet number `sheet` (1 for the first) has so many rows. O(bytes). */
bool export_sheet_is_whole(const char *path, int sheet, int64_t rows);

#endif
