/*
 * schema.h - the tables of a plan, as SQL text and as data. Private to layers/store and its tests.
 */
#ifndef LAYERS_STORE_SCHEMA_H
#define LAYERS_STORE_SCHEMA_H

#include <stddef.h>

/* Every table and index, then every view. Columns that a version added stand last in their table,
 * where ALTER TABLE puts them: a new plan and a migrated one are the same. */
extern const char SCHEMA_TABLES[];
extern const char SCHEMA_NOTICE[];  /* the table that version 1 added */
extern const char SCHEMA_RESULTS[]; /* the tables that version 2 added */
extern const char SCHEMA_VIEWS[];
extern const char SCHEMA_POINT_VIEWS[]; /* the views of proposals, which version 2 changed */

/* From version 1 to 2: what comes before SCHEMA_RESULTS and SCHEMA_POINT_VIEWS, and after them. */
extern const char SCHEMA_1_TO_2[], SCHEMA_1_TO_2_END[];

/* Lets a plan of version 1 that may only be read look like one of version 2: temporary views, which
 * SQLite finds before the tables of the same names, with the new columns empty. */
extern const char SCHEMA_1_AS_2[];

/* What version 3 added for maps: its tables; the same as temporary ones, for a plan of version 2
 * that may only be read; and what registers the new views in an older plan. */
extern const char SCHEMA_MAPS[], SCHEMA_MAPS_AS_3[], SCHEMA_MAPS_2_TO_3_END[];

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
