/*
 * qgis_geopackage.h - a GeoPackage that is there, as a database. Private to layers/export.
 */
#ifndef LAYERS_EXPORT_QGIS_GEOPACKAGE_H
#define LAYERS_EXPORT_QGIS_GEOPACKAGE_H

#include "layers/error.h"
#include <sqlite3.h>
#include <stdbool.h>

/* *db is the caller's (sqlite3_close). STATUS_MISSING, STATUS_UNREADABLE, STATUS_NOT_WRITABLE. */
Status geopackage_open(const char *path, bool write, sqlite3 **db, Error *error);

/* The failure `code` of a statement as an Error; STATUS_OK for SQLITE_OK and SQLITE_DONE. */
Status geopackage_status(sqlite3 *db, const char *path, int code, Error *error);

#endif
