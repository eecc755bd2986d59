/*
 * table_internal.h - the two kinds of Table, for table.c and ogr_table.c only.
 */
#ifndef LAYERS_SOURCE_TABLE_INTERNAL_H
#define LAYERS_SOURCE_TABLE_INTERNAL_H

#include "layers/source/csv.h"
#include "layers/source/hash.h"
#include "layers/source/number.h"
#include "layers/source/table.h"
#include "layers/source/text_encoding.h"
#include <gdal.h>

struct Table {
    Import *import;
    int32_t source;
    const SourceRef *ref;
    OGRSpatialReferenceH crs; /* owned */
    bool clean;               /* all texts are known to be UTF-8 */
    char *scratch;            /* room for one trimmed text */
    size_t scratch_size;

    /* delimited text */
    FileBytes bytes;
    Csv csv;

    /* OGR; dataset is NULL for delimited text */
    GDALDatasetH dataset;
    OGRLayerH layer;
    char
        *layer_name; /* of a database, owned: `layer` is a query then, and is released; else NULL */
    OGRFeatureDefnH definition;
    OGRFeatureH feature;  /* owned; the present row */
    TextDecoder *decoder; /* of raw bytes; NULL: OGR decodes */
    int64_t row, total;
};

/* A table or view of PostGIS as `layer`: its rows in order of its key, so that the same table is
 * the same source whatever order the database keeps it in. pg_table.c. */
Status pg_table_layer(Table *table);
Status pg_table_hash(Table *table); /* SHA-256 of all its rows */
void pg_table_close(Table *table);

Status ogr_table_open(Table *table);
void ogr_table_close(Table *table);
Status ogr_table_next(Table *table, int64_t *row);
const char *ogr_table_text(Table *table, int field);
FieldValue ogr_table_number(Table *table, int field, double *value);

#endif
