/*
 * database.h - SQLite and SpatiaLite for layers/store: a connection, statements, and their
 * failures as an Error of the project. Private to layers/store and its tests.
 */
#ifndef LAYERS_STORE_DATABASE_H
#define LAYERS_STORE_DATABASE_H

#include "layers/error.h"
#include "layers/store/bulk.h"
#include "layers/store/store.h"
#include <sqlite3.h>
#include <stdbool.h>

struct Store {
    sqlite3 *db;
    void *spatial; /* SpatiaLite's memory for this connection */
    char *path;    /* the plan's name, as told to the user */
    char *temp;    /* the file being written; NULL for a plan that was opened */
    BulkRows rows; /* what bulk_rows shows at this moment */
};

/*
 * Connects to `file` with SQLITE_OPEN_… flags and SpatiaLite's functions. The path for messages is
 * store->path. On failure nothing is open. STATUS_UNREADABLE, STATUS_NO_MEMORY.
 */
Status database_connect(Store *store, const char *file, int flags, Error *error);
void database_disconnect(Store *store);

/*
 * The last failure of the connection (result code `code`) as an Error: a full or broken disk, and a
 * file that others lock are STATUS_NOT_WRITABLE, a file that is no database STATUS_UNREADABLE,
 * everything else STATUS_DATABASE with SQLite's own words.
 */
Status database_error(Store *store, int code, Error *error);

/* STATUS_NOT_WRITABLE where the file may not be written: SQLite then opens it for reading, and even
 * begins a change, without a word. */
Status database_check_writable(Store *store, Error *error);

/* Runs one or several statements; rows are thrown away. */
Status database_exec(Store *store, const char *sql, Error *error);

/* Runs a query whose one value tells by 1 that it did its work, as SpatiaLite's functions do. */
Status database_call(Store *store, Error *error, const char *sql, ...) PRINTF_LIKE(3, 4);

/* One integer out of a query. */
Status database_integer(Store *store, const char *sql, sqlite3_int64 *value, Error *error);

Status database_prepare(Store *store, const char *sql, sqlite3_stmt **statement, Error *error);

/* Between the two, all queries see one state of the plan, whatever others write meanwhile. May
 * stand within a transaction. */
Status database_snapshot(Store *store, Error *error);
void database_snapshot_end(Store *store);

/* SQL for the place of a scenario before the order of names. */
#define STORE_SCENARIO_RANK(name)                                                                  \
    "CASE " name " WHEN 'present' THEN 0 WHEN 'baseline' THEN 1 WHEN 'optimal' THEN 2 ELSE 3 END"

/* Steps a statement that gives no row. */
Status database_step(Store *store, sqlite3_stmt *statement, Error *error);

#endif
