/*
 * qgis_symbol.h - a symbol of the style sheet as QGIS writes it. Private to layers/export.
 */
#ifndef LAYERS_EXPORT_QGIS_SYMBOL_H
#define LAYERS_EXPORT_QGIS_SYMBOL_H

#include "layers/export/qgis_xml.h"
#include "layers/style/style.h"

/* <Option type="QString" name=… value=…/>, of which most settings of QGIS are made. */
void qgis_option(Xml *xml, const char *name, const char *value);

/* A setting that an expression gives, between the two that begin and end an element of such. */
void qgis_open_properties(Xml *xml, const char *element);
void qgis_property(Xml *xml, const char *name, const char *expression);
void qgis_close_properties(Xml *xml);

enum { QGIS_COLOUR_SIZE = 20 };

/* "255,0,0,128"; returns text. */
const char *qgis_colour(StyleColour colour, char text[QGIS_COLOUR_SIZE]);

/* The element <symbol> of that name: for points a SimpleMarker, for polygons a SimpleFill, or where
 * it is hatched a LinePatternFill below an outline. */
void qgis_symbol(Xml *xml, const char *name, StyleGeometry geometry, const StyleSymbol *symbol);

/*
 * The same of a layer whose points may be cells of a grid: `column` (not NULL) holds the name of
 * the cell ("1kmX313Y242"), and the square covers its ground at any scale, but is never narrower
 * than STYLE_CELL_LEAST of the symbol's size. A point that is no cell has the symbol's size, as the
 * legend has.
 */
void qgis_cell_symbol(Xml *xml, const char *name, const StyleSymbol *symbol, const char *column);

/* A symbol that draws nothing. */
void qgis_empty_marker(Xml *xml, const char *name);

/* A plain fill without outline, as pages and scale bars have. */
void qgis_plain_fill(Xml *xml, const char *name, StyleColour colour);

#endif
