#include "layers/export/qgis_tables.h"
#include <stdlib.h>
#include <string.h>

/*
 * Columns: name, spatial, point, read_only, numbered. A view that is not spatial has no row
 * numbers, and a table WITHOUT ROWID none either: QGIS takes it, and fails as soon as it wants one
 * row of it ("no such column: ROWID").
 */
static const char PLAN_TABLES[] =
    "SELECT m.name, g.f_table_name IS NOT NULL, coalesce(g.geometry_type, 0) = 1,"
    " m.type = 'view' OR m.sql LIKE '%WITHOUT ROWID',"
    " CASE WHEN m.type = 'view' THEN v.view_name IS NOT NULL ELSE m.sql NOT LIKE '%WITHOUT ROWID'"
    " END FROM sqlite_master m JOIN table_info i ON i.table_name = m.name AND i.column_name = ''"
    " LEFT JOIN views_geometry_columns v ON v.view_name = lower(m.name)"
    " LEFT JOIN geometry_columns g ON g.f_table_name = coalesce(v.f_table_name, lower(m.name))"
    " WHERE m.type IN ('table', 'view')"
    " AND m.name NOT IN ('assignment_row', 'nearest_row')" /* shown by their views */
    " ORDER BY m.name";
static const char GEOPACKAGE_TABLES[] =
    "SELECT c.table_name, c.data_type = 'features',"
    " coalesce(g.geometry_type_name, '') = 'POINT', 0, 1 FROM gpkg_contents c"
    " LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name"
    " WHERE c.data_type IN ('features', 'attributes') AND c.table_name <> 'layer_styles'"
    " ORDER BY c.table_name";

static Status database_failed(sqlite3 *db, const char *file, Error *error) {
    return error_file(error, STATUS_DATABASE, file, "%s", sqlite3_errmsg(db));
}

static const char PLAN_COLUMNS[] =
    "SELECT name, name FROM pragma_table_info(?1) WHERE name <> 'geom'";
/* Of a GeoPackage that somebody else wrote, too, which may lack the table of titles. */
static const char GEOPACKAGE_COLUMNS[] =
    "SELECT p.name, coalesce(d.title, p.name) FROM pragma_table_info(?1) p"
    " LEFT JOIN gpkg_data_columns d ON d.table_name = ?1 AND d.column_name = p.name"
    " WHERE p.name <> 'geom'";

static Status add_column(QgisTable *table, sqlite3_stmt *row, Error *error) {
    char **columns = realloc(table->column, (table->n_columns + 1) * sizeof *columns);
    if (columns) table->column = columns;
    char **titles = realloc(table->title, (table->n_columns + 1) * sizeof *titles);
    if (titles) table->title = titles;
    if (!columns || !titles) return error_status(error, STATUS_NO_MEMORY);
    columns[table->n_columns] = strdup((const char *)sqlite3_column_text(row, 0));
    titles[table->n_columns] = strdup((const char *)sqlite3_column_text(row, 1));
    table->n_columns++;
    if (!columns[table->n_columns - 1] || !titles[table->n_columns - 1])
        return error_status(error, STATUS_NO_MEMORY);
    return STATUS_OK;
}

static Status read_columns(sqlite3 *db, const char *file, QgisTable *table, Error *error) {
    sqlite3_stmt *row = NULL;
    Status status = STATUS_OK;
    bool titles = sqlite3_table_column_metadata(db, NULL, "gpkg_data_columns", "title", NULL, NULL,
                                                NULL, NULL, NULL) == SQLITE_OK;
    int code = sqlite3_prepare_v2(db, titles ? GEOPACKAGE_COLUMNS : PLAN_COLUMNS, -1, &row, NULL);
    if (code == SQLITE_OK) code = sqlite3_bind_text(row, 1, table->name, -1, SQLITE_STATIC);
    if (code == SQLITE_OK)
        while (status == STATUS_OK && (code = sqlite3_step(row)) == SQLITE_ROW)
            status = add_column(table, row, error);
    if (status == STATUS_OK && code != SQLITE_DONE) status = database_failed(db, file, error);
    sqlite3_finalize(row);
    return status;
}

static Status add_own(QgisTable *table, size_t column, const char *value, Error *error) {
    if (!value) return error_status(error, STATUS_NO_MEMORY);
    if (!*value || style_code_words(table->name, table->title[column], value)) return STATUS_OK;
    QgisValue *grown = realloc(table->own, (table->n_own + 1) * sizeof *grown);
    if (!grown) return error_status(error, STATUS_NO_MEMORY);
    table->own = grown;
    table->own[table->n_own] = (QgisValue){column, strdup(value)};
    if (!table->own[table->n_own].text) return error_status(error, STATUS_NO_MEMORY);
    table->n_own++;
    return STATUS_OK;
}

/* The values that one of its columns has of its own. */
static Status read_own(sqlite3 *db, const char *file, QgisTable *table, size_t column,
                       Error *error) {
    sqlite3_stmt *row = NULL;
    Status status = STATUS_OK;
    char *sql =
        sqlite3_mprintf("SELECT DISTINCT \"%w\" FROM \"%w\" WHERE \"%w\" IS NOT NULL ORDER BY 1",
                        table->column[column], table->name, table->column[column]);
    if (!sql) return error_status(error, STATUS_NO_MEMORY);
    int code = sqlite3_prepare_v2(db, sql, -1, &row, NULL);
    if (code == SQLITE_OK)
        while (status == STATUS_OK && (code = sqlite3_step(row)) == SQLITE_ROW)
            status = add_own(table, column, (const char *)sqlite3_column_text(row, 0), error);
    if (status == STATUS_OK && code != SQLITE_DONE) status = database_failed(db, file, error);
    sqlite3_finalize(row);
    sqlite3_free(sql);
    return status;
}

/* Whether it has no rows. */
static Status read_empty(sqlite3 *db, const char *file, QgisTable *table, Error *error) {
    sqlite3_stmt *row = NULL;
    char *sql = sqlite3_mprintf("SELECT NOT EXISTS (SELECT 1 FROM \"%w\")", table->name);
    if (!sql) return error_status(error, STATUS_NO_MEMORY);
    int code = sqlite3_prepare_v2(db, sql, -1, &row, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(row);
    if (code == SQLITE_ROW) table->empty = sqlite3_column_int(row, 0) != 0;
    sqlite3_finalize(row);
    sqlite3_free(sql);
    return code == SQLITE_ROW ? STATUS_OK : database_failed(db, file, error);
}

static Status add_table(sqlite3 *db, const char *file, sqlite3_stmt *row, QgisTables *tables,
                        Error *error) {
    QgisTable *grown = realloc(tables->table, (tables->n + 1) * sizeof *grown);
    if (!grown) return error_status(error, STATUS_NO_MEMORY);
    tables->table = grown;
    QgisTable *table = &grown[tables->n];
    *table = (QgisTable){.name = strdup((const char *)sqlite3_column_text(row, 0)),
                         .spatial = sqlite3_column_int(row, 1) != 0,
                         .point = sqlite3_column_int(row, 2) != 0,
                         .read_only = sqlite3_column_int(row, 3) != 0,
                         .numbered = sqlite3_column_int(row, 4) != 0};
    if (!table->name) return error_status(error, STATUS_NO_MEMORY);
    tables->n++;
    Status status = read_columns(db, file, table, error);
    for (size_t c = 0; c < table->n_columns && status == STATUS_OK; c++)
        if (style_codes_open(table->name, table->title[c]))
            status = read_own(db, file, table, c, error);
    return status == STATUS_OK ? read_empty(db, file, table, error) : status;
}

Status qgis_tables_read(sqlite3 *db, const char *file, bool geopackage, QgisTables *tables,
                        Error *error) {
    QgisTables made = {0};
    sqlite3_stmt *row = NULL;
    Status status = STATUS_OK;
    int code = sqlite3_prepare_v2(db, geopackage ? GEOPACKAGE_TABLES : PLAN_TABLES, -1, &row, NULL);
    if (code == SQLITE_OK)
        while (status == STATUS_OK && (code = sqlite3_step(row)) == SQLITE_ROW)
            status = add_table(db, file, row, &made, error);
    if (status == STATUS_OK && code != SQLITE_DONE) status = database_failed(db, file, error);
    sqlite3_finalize(row);
    if (status != STATUS_OK) {
        qgis_tables_free(&made);
        return status;
    }
    *tables = made;
    return STATUS_OK;
}

void qgis_tables_free(QgisTables *tables) {
    for (size_t t = 0; t < tables->n; t++) {
        for (size_t c = 0; c < tables->table[t].n_columns; c++) {
            free(tables->table[t].column[c]);
            free(tables->table[t].title[c]);
        }
        for (size_t v = 0; v < tables->table[t].n_own; v++) free(tables->table[t].own[v].text);
        free(tables->table[t].own);
        free(tables->table[t].column);
        free(tables->table[t].title);
        free(tables->table[t].name);
    }
    free(tables->table);
    *tables = (QgisTables){0};
}

const QgisTable *qgis_table_find(const QgisTables *tables, const char *name) {
    for (size_t t = 0; t < tables->n; t++)
        if (strcmp(tables->table[t].name, name) == 0) return &tables->table[t];
    return NULL;
}

bool qgis_table_has(const QgisTable *table, const char *column) {
    for (size_t c = 0; c < table->n_columns; c++)
        if (strcmp(table->column[c], column) == 0) return true;
    return false;
}

typedef struct Titles {
    const QgisTables *tables;
} Titles;

static const char *column_of_title(void *context, const char *table_name, const char *title) {
    const Titles *titles = context;
    const QgisTable *table = qgis_table_find(titles->tables, table_name);
    for (size_t c = 0; table && c < table->n_columns; c++)
        if (strcmp(table->title[c], title) == 0) return table->column[c];
    return NULL;
}

Status qgis_tables_rename(const QgisTables *tables, StyleSheet *sheet, Error *error) {
    Titles titles = {tables};
    Status status = style_rename_columns(sheet, column_of_title, &titles);
    return status == STATUS_OK ? STATUS_OK : error_status(error, status);
}
