#include "layers/store/bulk.h"
#include "layers/interrupt.h"
#include "layers/store/database.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { INTERRUPT_EVERY = 1 << 14 }; /* rows between two looks at the user's wish to stop */

typedef struct BulkTable {
    sqlite3_vtab base;
    const BulkRows *rows;
} BulkTable;

typedef struct BulkCursor {
    sqlite3_vtab_cursor base;
    const BulkRows *rows;
    size_t row;
} BulkCursor;

static int bulk_connect(sqlite3 *db, void *aux, int argc, const char *const *argv,
                        sqlite3_vtab **table, char **message) {
    (void)argc, (void)argv, (void)message;
    int code = sqlite3_declare_vtab(
        db, "CREATE TABLE x(c0,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11,c12,c13,c14,c15)");
    if (code != SQLITE_OK) return code;
    BulkTable *made = sqlite3_malloc(sizeof *made);
    if (!made) return SQLITE_NOMEM;
    *made = (BulkTable){.rows = aux};
    *table = &made->base;
    return SQLITE_OK;
}

static int bulk_disconnect(sqlite3_vtab *table) {
    sqlite3_free(table);
    return SQLITE_OK;
}

static int bulk_best_index(sqlite3_vtab *table, sqlite3_index_info *info) {
    const BulkTable *bulk = (const BulkTable *)table;
    info->estimatedRows = (sqlite3_int64)bulk->rows->n;
    info->estimatedCost = (double)bulk->rows->n;
    return SQLITE_OK;
}

static int bulk_open(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor) {
    BulkCursor *made = sqlite3_malloc(sizeof *made);
    if (!made) return SQLITE_NOMEM;
    *made = (BulkCursor){.rows = ((const BulkTable *)table)->rows};
    *cursor = &made->base;
    return SQLITE_OK;
}

static int bulk_close(sqlite3_vtab_cursor *cursor) {
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int bulk_filter(sqlite3_vtab_cursor *cursor, int number, const char *text, int argc,
                       sqlite3_value **argv) {
    (void)number, (void)text, (void)argc, (void)argv;
    ((BulkCursor *)cursor)->row = 0;
    return SQLITE_OK;
}

static int bulk_next(sqlite3_vtab_cursor *cursor) {
    BulkCursor *bulk = (BulkCursor *)cursor;
    bulk->row++;
    return bulk->row % INTERRUPT_EVERY == 0 && interrupted() ? SQLITE_INTERRUPT : SQLITE_OK;
}

static int bulk_eof(sqlite3_vtab_cursor *cursor) {
    const BulkCursor *bulk = (const BulkCursor *)cursor;
    return bulk->row >= bulk->rows->n;
}

static int bulk_column(sqlite3_vtab_cursor *cursor, sqlite3_context *out, int column) {
    const BulkCursor *bulk = (const BulkCursor *)cursor;
    bulk->rows->cell(out, bulk->rows->data, bulk->row, column);
    return SQLITE_OK;
}

static int bulk_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid) {
    *rowid = (sqlite3_int64)((const BulkCursor *)cursor)->row + 1;
    return SQLITE_OK;
}

/* Without xCreate it is eponymous: there without a CREATE VIRTUAL TABLE, and in no file. */
static const sqlite3_module BULK_MODULE = {
    .xConnect = bulk_connect,
    .xDisconnect = bulk_disconnect,
    .xBestIndex = bulk_best_index,
    .xOpen = bulk_open,
    .xClose = bulk_close,
    .xFilter = bulk_filter,
    .xNext = bulk_next,
    .xEof = bulk_eof,
    .xColumn = bulk_column,
    .xRowid = bulk_rowid,
};

int bulk_register(sqlite3 *db, BulkRows *rows) {
    return sqlite3_create_module(db, "bulk_rows", &BULK_MODULE, rows);
}

static int count_columns(const char *columns) {
    int n = 1;
    for (; *columns; columns++) n += *columns == ',';
    return n;
}

Status bulk_insert(Store *store, const char *table, const char *columns, BulkRows rows,
                   Error *error) {
    if (rows.n == 0) return STATUS_OK;
    int n = count_columns(columns);
    if (n > BULK_COLUMNS) return error_status(error, STATUS_BAD_ARGUMENT);
    char cells[BULK_COLUMNS * 5] = "c0";
    for (int c = 1, used = 2; c < n; c++)
        used += snprintf(cells + used, sizeof cells - (size_t)used, ",c%d", c);
    char *sql =
        sqlite3_mprintf("INSERT INTO %s(%s) SELECT %s FROM bulk_rows", table, columns, cells);
    if (!sql) return error_status(error, STATUS_NO_MEMORY);
    store->rows = rows;
    Status status = database_exec(store, sql, error);
    store->rows = (BulkRows){0};
    sqlite3_free(sql);
    return status;
}

void bulk_text(sqlite3_context *out, const char *text) {
    if (text) sqlite3_result_text(out, text, -1, SQLITE_STATIC);
}

void bulk_real(sqlite3_context *out, double value) {
    if (isfinite(value)) sqlite3_result_double(out, value);
}

void bulk_index(sqlite3_context *out, int32_t index) {
    if (index >= 0) sqlite3_result_int64(out, (sqlite3_int64)index + 1);
}
