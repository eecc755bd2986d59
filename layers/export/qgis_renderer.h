/*
 * qgis_renderer.h - the classes of a layer as a renderer of QGIS. Private to layers/export.
 *
 * One class is a single symbol; classes by text are categories. Classes by number are rules, not
 * QGIS's graduated renderer: that one takes both ends of a range as within, and near values as
 * equal, and has no class for NULL; an expression draws the line where the sheet does, at
 * lower < value <= upper.
 */
#ifndef LAYERS_EXPORT_QGIS_RENDERER_H
#define LAYERS_EXPORT_QGIS_RENDERER_H

#include "layers/export/qgis_xml.h"
#include "layers/style/style.h"

/* The element <renderer-v2>; points that are to be spread have theirs within a displacement. cell:
 * the column with the names of the cells of a grid that the points may be, which are drawn as large
 * as their ground; NULL: there is none. */
void qgis_renderer(Xml *xml, const StyleLayer *layer, const char *cell);

/* The expression of class c of a layer of STYLE_CLASSES into text (malloc'ed; NULL: no memory). */
char *qgis_class_rule(const StyleLayer *layer, size_t c);

/* "name" as a column in an expression or in SQL: quotes around, those within doubled. The caller's
 * (free); NULL: no memory. */
char *qgis_quoted(const char *name, char quote);

#endif
