/*
 * qgis.h - a plan for QGIS: a project with layers, forms, bookmarks and print layouts, and default
 * styles for layers that are added by hand. Of the form of QGIS 3.22 (a .qgz is a ZIP of a .qgs,
 * which is XML), which later versions read as well.
 *
 * How everything looks comes from the style sheet (layers/style); nothing is drawn here. The same
 * plan in the same language gives the same bytes.
 */
#ifndef LAYERS_EXPORT_QGIS_H
#define LAYERS_EXPORT_QGIS_H

#include "layers/error.h"
#include "layers/store/store.h"

typedef struct QgisOptions {
    const char *target;     /* FILE.qgz; NULL where the project goes into the GeoPackage */
    const char *geopackage; /* an export of the plan whose layers are shown; NULL: the plan's own */
    const char *const *scenario; /* whose layers are wanted; n_scenarios = 0: all */
    size_t n_scenarios;
} QgisOptions;

/*
 * Writes the project of an open plan to options->target, with paths relative to it; or with
 * target = NULL stores it in the GeoPackage under the plan's name, where QGIS opens it as
 * geopackage:FILE?projectName=NAME. A file appears only when it is whole. STATUS_USAGE (unknown
 * scenario), STATUS_MISSING (no such GeoPackage), STATUS_UNREADABLE (not a GeoPackage, or without a
 * layer of the plan), STATUS_NOT_WRITABLE, STATUS_DATABASE, STATUS_NO_MEMORY.
 */
Status qgis_export(Store *store, const QgisOptions *options, Error *error);

/*
 * Writes the table layer_styles anew: for every spatial table and view a style that suits all its
 * rows. Of the plan itself, within the transaction that the store has open; or of a GeoPackage of
 * it. STATUS_NOT_WRITABLE, STATUS_UNREADABLE, STATUS_DATABASE, STATUS_NO_MEMORY.
 */
Status qgis_styles_of_plan(Store *store, Error *error);
Status qgis_styles_of_geopackage(Store *store, const char *geopackage, Error *error);

#endif
