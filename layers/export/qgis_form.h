/*
 * qgis_form.h - what people read of a feature: names of fields, words for codes, map tips. Private
 * to layers/export.
 */
#ifndef LAYERS_EXPORT_QGIS_FORM_H
#define LAYERS_EXPORT_QGIS_FORM_H

#include "layers/export/qgis_tables.h"
#include "layers/export/qgis_xml.h"
#include "layers/style/style.h"

/* What the column that numbers the rows of a query is called. */
#define QGIS_ROW_NUMBER "row_no"

/* A field that a join adds to a layer: what it is called in QGIS, and the column of the plan's
 * table or view that it is told as. */
typedef struct QgisJoined {
    const char *name, *table, *column;
} QgisJoined;

/* The elements <fieldConfiguration> and <aliases>: words for every field. facility_layer: id of the
 * layer that has the names of facilities, by which a runner-up is told; NULL: none. */
void qgis_fields(Xml *xml, const QgisTable *table, const QgisJoined *joined, size_t n_joined,
                 const char *facility_layer);

/* The elements <previewExpression> and <mapTip>. */
void qgis_hover(Xml *xml, const StyleLayer *layer);

#endif
