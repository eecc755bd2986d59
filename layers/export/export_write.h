/*
 * export_write.h - the rows of a query into a layer of a GDAL dataset. Private to layers/export.
 */
#ifndef LAYERS_EXPORT_EXPORT_WRITE_H
#define LAYERS_EXPORT_EXPORT_WRITE_H

#include "layers/error.h"
#include "layers/export/export_layers.h"
#include "layers/export/export_names.h"
#include <gdal.h>
#include <ogr_srs_api.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

/* What GDAL said while it wrote; its words reach the user only with a failure. */
typedef struct GdalWords {
    char failure[512]; /* the first failure; empty where none */
} GdalWords;

/* From here on GDAL's messages of this thread go into *words, until gdal_words_end. */
void gdal_words_begin(GdalWords *words);
void gdal_words_end(void);

/* "it cannot be written", with GDAL's words where it has any. */
Status export_not_written(const char *file, const GdalWords *words, Error *error);

/* What a format takes. */
typedef struct LayerLimits {
    size_t name_bytes; /* names of fields are made plain and at most so long; 0: as they are */
    size_t text_bytes; /* longer texts are cut; 0: as they are */
    int fields;        /* most fields; 0: no limit */
    bool fixed_width;  /* numbers need a width (dBASE) */
} LayerLimits;

/* One layer on its way; all is borrowed. */
typedef struct LayerWriter {
    sqlite3 *db;
    const ExportLayer *layer;
    OGRSpatialReferenceH srs;
    GDALDatasetH dataset;
    char **options; /* GDAL's, for making the layer */
    LayerLimits limits;
    const GdalWords *words;
    const char *file; /* named in errors */
} LayerWriter;

typedef struct LayerResult {
    int64_t rows, cut_texts;
    int lost_fields; /* beyond the limit, from the end */
} LayerResult;

/* Makes the layer and writes its rows. STATUS_NOT_WRITABLE, STATUS_DATABASE, STATUS_INTERRUPTED,
 * STATUS_NO_MEMORY. */
Status export_write_layer(const LayerWriter *writer, LayerResult *result, Error *error);

/* The failure to read or to begin a layer's query, told. */
Status export_query(sqlite3 *db, const ExportLayer *layer, sqlite3_stmt **row, Error *error);
Status export_read_failed(sqlite3_stmt *row, const char *file, Error *error);

/* STATUS_INTERRUPTED where the user wishes to stop; looks at every 4,096th row only. */
Status export_look(int64_t rows, const char *file, Error *error);

/* The fields a query gives, apart from geometry and the plan's own numbering: names as they are in
 * the plan and as the format has them, column by column. The caller frees all three. */
typedef struct ExportFields {
    int n, geometry;     /* column of the geometry; -1: none */
    int *column;         /* field -> column of the query */
    const char **name;   /* in the plan; borrowed from the statement */
    ExportName *written; /* in the format; NULL where names stay */
    int lost;
} ExportFields;
Status export_fields(sqlite3_stmt *row, const LayerLimits *limits, ExportFields *fields,
                     Error *error);
void export_fields_free(ExportFields *fields);

#endif
