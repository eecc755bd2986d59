/*
 * qgis_legend.h - the legend of a print layout. Private to layers/export.
 */
#ifndef LAYERS_EXPORT_QGIS_LEGEND_H
#define LAYERS_EXPORT_QGIS_LEGEND_H

#include "layers/export/qgis_items.h"

/* The layers of the map's panels, each once, the topmost first; of two that say the same (before
 * and after) only one. */
void qgis_legend(Xml *xml, const QgisSetting *setting, const StyleMap *map, const char *map_id,
                 int columns, const QgisBox *box, int z);

/* Whether the legend of two layers is the same line by line. */
bool qgis_same_legend(const StyleLayer *a, const StyleLayer *b);

#endif
