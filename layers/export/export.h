/*
 * export.h - the layers of a plan as files for other programs.
 *
 * The list of layers (name, SQL, geometry, which columns are volatile and stay out) is data in
 * export_layers.c; every format is written by GDAL from that list, rows in key order, so the same
 * plan gives the same bytes.
 */
#ifndef LAYERS_EXPORT_EXPORT_H
#define LAYERS_EXPORT_EXPORT_H

#include "layers/error.h"
#include "layers/store/store.h"

typedef enum ExportFormat { EXPORT_GPKG, EXPORT_GEOJSON, EXPORT_CSV, EXPORT_FORMATS } ExportFormat;
extern const char *const EXPORT_FORMAT_NAME[EXPORT_FORMATS]; /* gpkg, geojson, csv */

/* The names of all layers, in order; *n is their number. Static storage. */
const char *const *export_layer_names(size_t *n);

/* Called with each file as it is finished; may be NULL. */
typedef void (*ExportDone)(void *context, const char *path, int64_t rows);

/*
 * Writes the layers named (n_layers = 0: all) of an open plan: gpkg into the one file
 * `target`/NAME.gpkg where target is a directory, else into the file `target`; geojson (layers
 * with a geometry only) and csv into a file a layer in the directory `target`, which is made.
 * A file appears only when it is whole (temporary name, then rename). STATUS_USAGE for an unknown
 * layer; STATUS_NOT_WRITABLE, STATUS_DATABASE.
 */
Status export_plan(Store *store, ExportFormat format, const char *target, const char *const *layers,
                   size_t n_layers, ExportDone done, void *context, Error *error);

#endif
