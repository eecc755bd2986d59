/*
 * qgis_layout.h - the maps of the sheet as print layouts of a project. Private to layers/export.
 *
 * A sheet of A4 with title, note, one map frame or two side by side, each with its own locked set
 * of layers, a legend of just these layers, scale bar, north arrow, and a line with sources and
 * date.
 */
#ifndef LAYERS_EXPORT_QGIS_LAYOUT_H
#define LAYERS_EXPORT_QGIS_LAYOUT_H

#include "layers/export/qgis_layer.h"

typedef struct QgisExtent {
    double x_min, y_min, x_max, y_max;
} QgisExtent;

/* The name of a layout: the map's title and the scenario's name. Into text[size]. */
const char *qgis_layout_name(const StyleMap *map, char *text, size_t size);

/* The element <Layouts> with one <Layout> for each map of the sheet. extent: of the country. */
void qgis_layouts(Xml *xml, const QgisSetting *setting, const QgisExtent *extent);

#endif
