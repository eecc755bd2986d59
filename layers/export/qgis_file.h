/*
 * qgis_file.h - where a project goes: a .qgz, or a table of a GeoPackage. Private to layers/export.
 */
#ifndef LAYERS_EXPORT_QGIS_FILE_H
#define LAYERS_EXPORT_QGIS_FILE_H

#include "layers/error.h"
#include <sqlite3.h>

/*
 * The path of `file` as seen from the folder of `project`, which need not exist yet:
 * "./plan.sqlite", "../b/plan.sqlite". *path is the caller's (free). STATUS_NOT_WRITABLE where the
 * folder of the project is not there, STATUS_MISSING where the file's is not.
 */
Status qgis_relative_path(const char *project, const char *file, char **path, Error *error);

/* The text of a project as a .qgz. STATUS_NOT_WRITABLE, STATUS_NO_MEMORY. */
Status qgis_write_file(const char *text, const char *target, Error *error);

/* The same into the table qgis_projects, in place of one of that name: as QGIS writes it, a .qgz in
 * hexadecimal digits. date: of its making, as 2024-01-31; empty: unknown. */
Status qgis_store_project(const char *text, const char *name, const char *date, sqlite3 *db,
                          const char *file, Error *error);

#endif
