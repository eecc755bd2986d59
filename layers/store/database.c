#include "layers/store/database.h"
#include "layers/text.h"
#include <errno.h>
#include <spatialite.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { BUSY_MS = 5000 }; /* how long another program's lock is waited for */

Status database_connect(Store *store, const char *file, int flags, Error *error) {
    store->spatial = spatialite_alloc_connection();
    int code = sqlite3_open_v2(file, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    Status status = code == SQLITE_OK ? STATUS_OK : database_error(store, code, error);
    if (status == STATUS_OK) {
        sqlite3_extended_result_codes(store->db, 1);
        spatialite_init_ex(store->db, store->spatial, 0);
        sqlite3_busy_timeout(store->db, BUSY_MS); /* after SpatiaLite, which sets one too */
        code = bulk_register(store->db, &store->rows);
        if (code != SQLITE_OK) status = database_error(store, code, error);
    }
    if (status != STATUS_OK) database_disconnect(store);
    return status;
}

void database_disconnect(Store *store) {
    sqlite3_close(store->db);
    store->db = NULL;
    if (store->spatial) spatialite_cleanup_ex(store->spatial);
    store->spatial = NULL;
}

Status database_error(Store *store, int code, Error *error) {
    const char *words = store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(code);
    int system = store->db ? sqlite3_system_errno(store->db) : 0;
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return error_file(error, STATUS_NO_MEMORY, store->path, "%s",
                          _(status_text(STATUS_NO_MEMORY)));
    case SQLITE_INTERRUPT:
        return error_file(error, STATUS_INTERRUPTED, store->path, "%s",
                          _(status_text(STATUS_INTERRUPTED)));
    case SQLITE_FULL:
        return error_file(error, STATUS_NOT_WRITABLE, store->path,
                          _("the disk is full; free some space and run again"));
    case SQLITE_IOERR:
        return error_file(error, STATUS_NOT_WRITABLE, store->path,
                          _("reading or writing failed: %s"), system ? strerror(system) : words);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return error_file(error, STATUS_NOT_WRITABLE, store->path, _("it may not be written"));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_file(error, STATUS_NOT_WRITABLE, store->path,
                          _("another program is using the plan and does not let go of it; save or "
                            "close it there and run again"));
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return error_file(error, STATUS_UNREADABLE, store->path,
                          _("not a whole SQLite database: it is damaged or of another format"));
    case SQLITE_CANTOPEN:
        return error_file(error, STATUS_UNREADABLE, store->path, _("it cannot be opened: %s"),
                          system ? strerror(system) : words);
    default:
        return error_file(error, STATUS_DATABASE, store->path, _("the database failed: %s"), words);
    }
}

Status database_check_writable(Store *store, Error *error) {
    if (sqlite3_db_readonly(store->db, "main") == 0) return STATUS_OK;
    return error_file(error, STATUS_NOT_WRITABLE, store->path, _("it may not be written"));
}

Status database_exec(Store *store, const char *sql, Error *error) {
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? STATUS_OK : database_error(store, code, error);
}

Status database_snapshot(Store *store, Error *error) {
    return database_exec(store, "SAVEPOINT snapshot", error);
}

void database_snapshot_end(Store *store) {
    database_exec(store, "RELEASE snapshot", NULL);
}

Status database_prepare(Store *store, const char *sql, sqlite3_stmt **statement, Error *error) {
    int code = sqlite3_prepare_v2(store->db, sql, -1, statement, NULL);
    return code == SQLITE_OK ? STATUS_OK : database_error(store, code, error);
}

Status database_step(Store *store, sqlite3_stmt *statement, Error *error) {
    int code = sqlite3_step(statement);
    if (code == SQLITE_DONE || code == SQLITE_ROW) {
        sqlite3_reset(statement);
        return STATUS_OK;
    }
    Status status = database_error(store, code, error);
    sqlite3_reset(statement);
    return status;
}

Status database_integer(Store *store, const char *sql, sqlite3_int64 *value, Error *error) {
    sqlite3_stmt *statement = NULL;
    Status status = database_prepare(store, sql, &statement, error);
    if (status != STATUS_OK) return status;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        *value = sqlite3_column_int64(statement, 0);
    else if (code == SQLITE_DONE)
        *value = 0;
    else
        status = database_error(store, code, error);
    sqlite3_finalize(statement);
    return status;
}

Status database_call(Store *store, Error *error, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *sql = sqlite3_vmprintf(format, args);
    va_end(args);
    if (!sql) return error_status(error, STATUS_NO_MEMORY);
    sqlite3_int64 done = 0;
    Status status = database_integer(store, sql, &done, error);
    /* SpatiaLite swallows the code of a failed statement inside its functions; what SQLite's
     * handle still knows tells a full disk from a refusal. */
    if (status == STATUS_OK && done != 1) {
        int code = sqlite3_extended_errcode(store->db);
        bool known = code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE;
        status = known ? database_error(store, code, error)
                       : error_file(error, STATUS_DATABASE, store->path,
                                    _("SpatiaLite refused: %s"), sql);
    }
    sqlite3_free(sql);
    return status;
}
