/*
 * qgis_labels.h - text formats and the labels of a layer as QGIS writes them. Private to
 * layers/export.
 */
#ifndef LAYERS_EXPORT_QGIS_LABELS_H
#define LAYERS_EXPORT_QGIS_LABELS_H

#include "layers/export/qgis_xml.h"
#include "layers/style/style.h"

/* The letters of maps and layouts; QGIS takes its own where a machine has none of this name. */
extern const char QGIS_FONT[];

/* An element that names a font: <NAME description=… style=…/>. */
void qgis_font(Xml *xml, const char *name, double size_pt, bool bold);

/* The element <text-style>: field (NULL: none) is what is written with it. */
void qgis_text_style(Xml *xml, const char *field, double size_pt, bool bold, StyleColour colour,
                     StyleColour halo);

/* The element <labeling>; nothing where the layer has no labels. */
void qgis_labeling(Xml *xml, const StyleLayer *layer);

#endif
