/*
 * qgis_form.h - what people read of a feature: names of fields, words for codes, map tips. Private
 * to layers/export.
 */
#ifndef LAYERS_EXPORT_QGIS_FORM_H
#define LAYERS_EXPORT_QGIS_FORM_H

#include "layers/export/qgis_tables.h"
#include "layers/export/qgis_xml.h"
#include "layers/style/style.h"

/* The elements <fieldConfiguration>, <aliases> and <editable>. facility_layer: id of the layer that
 * has the names of facilities, by which a runner-up is told; NULL: none. */
void qgis_fields(Xml *xml, const QgisTable *table, const char *facility_layer);

/* The elements <previewExpression> and <mapTip>. */
void qgis_hover(Xml *xml, const StyleLayer *layer);

#endif
