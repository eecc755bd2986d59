/*
 * export_layers.h - the list of layers that can be exported. Private to layers/export.
 */
#ifndef LAYERS_EXPORT_EXPORT_LAYERS_H
#define LAYERS_EXPORT_EXPORT_LAYERS_H

#include <stdbool.h>
#include <stddef.h>

enum { EXPORT_LAYERS_MOST = 64 };

typedef enum ExportGeometry { EXPORT_NONE, EXPORT_POINT, EXPORT_MULTIPOLYGON } ExportGeometry;

/*
 * `sql` gives the rows in key order. Fields take their names and types from its columns; the
 * column "geom" is the geometry, and "no", the plan's own numbering, stays out.
 *
 * `key`: the columns that tell the rows apart, none of them empty; NULL where there are none such.
 * `like`: for a map, the tables whose columns it shows, apart by blanks; NULL for a table.
 * `per_demand`: it has a row, or several, for every place where people live.
 */
typedef struct ExportLayer {
    const char *name;
    ExportGeometry geometry;
    bool per_demand;
    const char *key, *like;
    const char *sql;
} ExportLayer;

extern const ExportLayer EXPORT_LAYER[];
extern const size_t N_EXPORT_LAYERS;

/* NULL where no layer has this name. */
const ExportLayer *export_layer_find(const char *name);

#endif
