/*
 * schema.h - the tables of a plan, as SQL text and as data. Private to layers/store and its tests.
 */
#ifndef LAYERS_STORE_SCHEMA_H
#define LAYERS_STORE_SCHEMA_H

#include <stddef.h>

/* Every table and index, then every view. */
extern const char SCHEMA_TABLES[];
extern const char SCHEMA_NOTICE[]; /* the table that version 1 added */
extern const char SCHEMA_VIEWS[];

/* A geometry column with a spatial index. */
typedef struct SpatialTable {
    const char *table, *type, *rowid;
} SpatialTable;
extern const SpatialTable SPATIAL_TABLE[];
extern const size_t N_SPATIAL_TABLES;

/* A view that shows the geometry of a table; its column `rowid` is that table's rowid, so that
 * QGIS has a unique feature id and can use the table's spatial index. */
typedef struct SpatialView {
    const char *view, *rowid, *table;
} SpatialView;
extern const SpatialView SPATIAL_VIEW[];
extern const size_t N_SPATIAL_VIEWS;

/* What a table (column "") or a column means: the rows of table_info. */
typedef struct TableInfo {
    const char *table, *column, *unit, *description;
} TableInfo;
extern const TableInfo TABLE_INFO[];
extern const size_t N_TABLE_INFO;

#endif
