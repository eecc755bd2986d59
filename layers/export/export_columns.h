/*
 * export_columns.h - the columns of a layer as people read them: unit, meaning, number format.
 * Private to layers/export.
 */
#ifndef LAYERS_EXPORT_EXPORT_COLUMNS_H
#define LAYERS_EXPORT_EXPORT_COLUMNS_H

#include "layers/export/export_layers.h"

/* What a column holds; both texts are in English, for _(). unit is "" where it has none. */
typedef struct ColumnMeaning {
    const char *unit, *description;
} ColumnMeaning;

/* Columns that a map makes itself (library_dist_m, NAME_any_5000_pop) are told by how their names
 * end. */
ColumnMeaning export_column(const ExportLayer *layer, const char *column);

/* What the layer holds, in English, for _(). Never NULL. */
const char *export_layer_meaning(const ExportLayer *layer);

#endif
