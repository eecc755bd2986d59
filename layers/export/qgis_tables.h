/*
 * qgis_tables.h - the tables that a project of QGIS may show: of a plan, or of a GeoPackage of it.
 * Private to layers/export.
 */
#ifndef LAYERS_EXPORT_QGIS_TABLES_H
#define LAYERS_EXPORT_QGIS_TABLES_H

#include "layers/error.h"
#include "layers/style/style.h"
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

/* A value that a column of codes holds besides those that the style has words for. */
typedef struct QgisValue {
    size_t column; /* its number */
    char *text;
} QgisValue;

typedef struct QgisTable {
    char *name;
    char **column; /* without the geometry */
    char **title;  /* what the plan calls each; a GeoPackage has plainer names */
    size_t n_columns;
    QgisValue *own; /* of its columns of codes to which sources add; by column, then by value */
    size_t n_own;
    bool spatial, point; /* point: of points, else of polygons; where it is spatial */
    bool read_only;      /* a view, or a table that QGIS cannot write to */
    bool empty;          /* it has no rows */
    bool numbered;       /* its rows have numbers of their own; else a query must number them */
} QgisTable;

typedef struct QgisTables {
    QgisTable *table; /* by name */
    size_t n;
} QgisTables;

/*
 * The tables of a plan that its table_info tells of, or of a GeoPackage those that its contents
 * name. `file` is told in errors. *tables is the caller's (qgis_tables_free). STATUS_DATABASE,
 * STATUS_NO_MEMORY.
 */
Status qgis_tables_read(sqlite3 *db, const char *file, bool geopackage, QgisTables *tables,
                        Error *error);
void qgis_tables_free(QgisTables *tables);

/* NULL where there is none of that name. */
const QgisTable *qgis_table_find(const QgisTables *tables, const char *name);
bool qgis_table_has(const QgisTable *table, const char *column);

/* Lets a sheet name the columns as these tables do. STATUS_NO_MEMORY. */
Status qgis_tables_rename(const QgisTables *tables, StyleSheet *sheet, Error *error);

#endif
