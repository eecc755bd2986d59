/*
 * export.h - the layers of a plan for other programs: as files, or as tables of a database.
 *
 * The list of layers (name, SQL, geometry, key, which columns are volatile and stay out) is data in
 * export_layers.c; every format is written from that list, rows in key order, so the same plan
 * gives the same bytes. What each format holds, and what it cannot: docs/exports.md.
 */
#ifndef LAYERS_EXPORT_EXPORT_H
#define LAYERS_EXPORT_EXPORT_H

#include "layers/error.h"
#include "layers/store/store.h"
#include <stdbool.h>

typedef enum ExportFormat {
    EXPORT_GPKG,    /* one GeoPackage of all layers */
    EXPORT_GEOJSON, /* RFC 7946: WGS 84; layers with a geometry */
    EXPORT_CSV,
    EXPORT_SHP,  /* Shapefile; layers with a geometry */
    EXPORT_FGB,  /* FlatGeobuf; layers with a geometry */
    EXPORT_XLSX, /* one workbook, a sheet a layer */
    EXPORT_FORMATS,
    EXPORT_POSTGIS = EXPORT_FORMATS /* a schema of a PostgreSQL database; no file */
} ExportFormat;
extern const char *const EXPORT_FORMAT_NAME[EXPORT_FORMATS]; /* gpkg, geojson, … */

/* The formats that hold all layers in one file, plan.NAME; the others make a file a layer. */
bool export_is_one_file(ExportFormat format);

/* The names of all layers, in order; *n is their number. Static storage. */
const char *const *export_layer_names(size_t *n);

/* Called with each file as it is finished; may be NULL. */
typedef void (*ExportDone)(void *context, const char *path, int64_t rows);

/* Called with a sentence about what a format could not hold as it is in the plan; may be NULL. */
typedef void (*ExportNotice)(void *context, const char *sentence);

/* What is wanted; all is borrowed. */
typedef struct ExportTask {
    ExportFormat format;
    const char *target;
    const char *const *layers; /* n_layers = 0: all that the format takes */
    size_t n_layers;
    bool overwrite;     /* postgis: also tables of the same name that Pietura did not make */
    int64_t sheet_rows; /* xlsx: most rows of a sheet; 0: Excel's 1,048,575 */
    ExportDone done;
    ExportNotice notice;
    void *context;
} ExportTask;

/*
 * Writes layers of an open plan. gpkg and xlsx go into the one file `target`/NAME.gpkg where the
 * target is a directory or has no extension, else into the file `target`, which has that extension;
 * the other formats into a file a layer in the directory `target`, which is made. A file appears
 * only when it is whole (temporary name, then rename).
 *
 * postgis: `target` is "PG:" and a connection string of PostgreSQL, in which "schema=NAME" names
 * the schema (default: pietura). All tables are there at once, or nothing changes. A table that
 * Pietura made is replaced; any other one of the same name is refused unless `overwrite`. A
 * password in the target is in no message.
 *
 * STATUS_USAGE for an unknown layer or one that the format cannot hold; STATUS_NOT_WRITABLE,
 * STATUS_DATABASE, STATUS_INTERRUPTED, STATUS_NO_MEMORY.
 */
Status export_run(Store *store, const ExportTask *task, Error *error);

/* The same without notices. */
Status export_plan(Store *store, ExportFormat format, const char *target, const char *const *layers,
                   size_t n_layers, ExportDone done, void *context, Error *error);

#endif
