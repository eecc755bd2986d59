/*
 * export_layers.h - the list of layers that can be exported. Private to layers/export.
 */
#ifndef LAYERS_EXPORT_EXPORT_LAYERS_H
#define LAYERS_EXPORT_EXPORT_LAYERS_H

#include <stddef.h>

typedef enum ExportGeometry { EXPORT_NONE, EXPORT_POINT, EXPORT_MULTIPOLYGON } ExportGeometry;

/*
 * `sql` gives the rows in key order. Fields take their names and types from its columns; the
 * column "geom" is the geometry, and "no", the plan's own numbering, stays out.
 */
typedef struct ExportLayer {
    const char *name;
    ExportGeometry geometry;
    const char *sql;
} ExportLayer;

extern const ExportLayer EXPORT_LAYER[];
extern const size_t N_EXPORT_LAYERS;

/* NULL where no layer has this name. */
const ExportLayer *export_layer_find(const char *name);

#endif
