/*
 * export_write.h - the rows of a query into a layer of a GDAL dataset. Private to layers/export.
 */
#ifndef LAYERS_EXPORT_EXPORT_WRITE_H
#define LAYERS_EXPORT_EXPORT_WRITE_H

#include "layers/error.h"
#include "layers/export/export_layers.h"
#include <gdal.h>
#include <ogr_srs_api.h>
#include <sqlite3.h>
#include <stdint.h>

/* What GDAL said while it wrote; its words reach the user only with a failure. */
typedef struct GdalWords {
    char failure[512]; /* the first failure; empty where none */
} GdalWords;

/* From here on GDAL's messages of this thread go into *words, until gdal_words_end. */
void gdal_words_begin(GdalWords *words);
void gdal_words_end(void);

/*
 * Makes the layer with the creation options given and writes its rows; *rows is their number.
 * `file` is named in errors. STATUS_NOT_WRITABLE, STATUS_DATABASE, STATUS_INTERRUPTED.
 */
Status export_write_layer(sqlite3 *db, const ExportLayer *layer, OGRSpatialReferenceH srs,
                          GDALDatasetH dataset, char **options, const GdalWords *words,
                          const char *file, int64_t *rows, Error *error);

#endif
