#include "layers/export/qgis_geopackage.h"
#include "layers/text.h"
#include <unistd.h>

enum { BUSY_MS = 5000 };

Status geopackage_status(sqlite3 *db, const char *path, int code, Error *error) {
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_DONE:
        return STATUS_OK;
    case SQLITE_NOMEM:
        return error_status(error, STATUS_NO_MEMORY);
    case SQLITE_NOTADB:
        return error_file(error, STATUS_UNREADABLE, path, _("it is not a GeoPackage"));
    case SQLITE_READONLY:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return error_file(error, STATUS_NOT_WRITABLE, path, _("it cannot be written: %s"),
                          sqlite3_errmsg(db));
    default:
        return error_file(error, STATUS_DATABASE, path, "%s", sqlite3_errmsg(db));
    }
}

/* Tells a GeoPackage by its table of contents, which every one must have. */
static Status check_kind(sqlite3 *db, const char *path, Error *error) {
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(
        db, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'gpkg_contents'", -1, &row,
        NULL);
    if (code == SQLITE_OK) code = sqlite3_step(row);
    sqlite3_finalize(row);
    if (code == SQLITE_ROW) return STATUS_OK;
    if (code == SQLITE_DONE) code = SQLITE_NOTADB;
    return geopackage_status(db, path, code, error);
}

Status geopackage_open(const char *path, bool write, sqlite3 **db, Error *error) {
    if (access(path, F_OK) != 0)
        return error_file(error, STATUS_MISSING, path,
                          _("there is no such GeoPackage; make one with “pietura export”"));
    if (write && access(path, W_OK) != 0)
        return error_file(error, STATUS_NOT_WRITABLE, path, _("you may not write to it"));
    sqlite3 *made = NULL;
    int code =
        sqlite3_open_v2(path, &made, write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, NULL);
    if (code == SQLITE_OK) sqlite3_busy_timeout(made, BUSY_MS);
    Status status = code == SQLITE_OK ? check_kind(made, path, error)
                                      : geopackage_status(made, path, code, error);
    if (status == STATUS_OK)
        *db = made;
    else
        sqlite3_close(made);
    return status;
}
