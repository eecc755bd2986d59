#include "layers/export/qgis_symbol.h"
#include <stdio.h>

/* Lines of a hatched fill: their distance and width on paper. */
static const double HATCH_DISTANCE_MM = 1.2, HATCH_WIDTH_MM = 0.3;
static const double HATCH_ANGLE = 45; /* from lower left to upper right */

void qgis_option(Xml *xml, const char *name, const char *value) {
    xml_open(xml, "Option");
    xml_attr(xml, "type", "QString");
    xml_attr(xml, "name", name);
    xml_attr(xml, "value", value);
    xml_close(xml);
}

static void number_option(Xml *xml, const char *name, double value) {
    char text[XML_NUMBER_SIZE];
    qgis_option(xml, name, xml_number(value, text));
}

const char *qgis_colour(StyleColour colour, char text[QGIS_COLOUR_SIZE]) {
    snprintf(text, QGIS_COLOUR_SIZE, "%d,%d,%d,%d", colour.r, colour.g, colour.b, colour.a);
    return text;
}

static void colour_option(Xml *xml, const char *name, StyleColour colour) {
    char text[QGIS_COLOUR_SIZE];
    qgis_option(xml, name, qgis_colour(colour, text));
}

static void open_symbol(Xml *xml, const char *type, const char *name) {
    xml_open(xml, "symbol");
    xml_attr(xml, "type", type);
    xml_attr(xml, "name", name);
    xml_attr(xml, "alpha", "1");
    xml_attr(xml, "clip_to_extent", "1");
    xml_attr(xml, "force_rhr", "0");
}

/* Its options follow, then close_layer. */
static void open_layer(Xml *xml, const char *class) {
    xml_open(xml, "layer");
    xml_attr(xml, "class", class);
    xml_attr(xml, "enabled", "1");
    xml_attr(xml, "locked", "0");
    xml_attr(xml, "pass", "0");
    xml_open(xml, "Option");
    xml_attr(xml, "type", "Map");
}

static void close_layer(Xml *xml) {
    xml_close(xml);
    xml_close(xml);
}

static bool has_outline(const StyleSymbol *symbol) {
    return symbol->stroke.a > 0 && symbol->stroke_mm > 0;
}

static void outline_options(Xml *xml, const StyleSymbol *symbol) {
    colour_option(xml, "outline_color", symbol->stroke);
    qgis_option(xml, "outline_style", has_outline(symbol) ? "solid" : "no");
    number_option(xml, "outline_width", symbol->stroke_mm);
    qgis_option(xml, "outline_width_unit", "MM");
}

static void marker(Xml *xml, const StyleSymbol *symbol) {
    open_layer(xml, "SimpleMarker");
    /* QGIS's "cross" is two lines and has no inside */
    bool cross = symbol->shape == STYLE_CROSS;
    qgis_option(xml, "name", cross ? "cross_fill" : STYLE_SHAPE_NAME[symbol->shape]);
    qgis_option(xml, "angle", "0");
    colour_option(xml, "color", symbol->fill);
    qgis_option(xml, "joinstyle", "miter");
    qgis_option(xml, "offset", "0,0");
    outline_options(xml, symbol);
    qgis_option(xml, "scale_method", "diameter");
    number_option(xml, "size", symbol->size_mm);
    qgis_option(xml, "size_unit", "MM");
    qgis_option(xml, "horizontal_anchor_point", "1");
    qgis_option(xml, "vertical_anchor_point", "1");
    close_layer(xml);
}

static void solid_fill(Xml *xml, const StyleSymbol *symbol) {
    open_layer(xml, "SimpleFill");
    colour_option(xml, "color", symbol->fill);
    qgis_option(xml, "style", symbol->fill.a > 0 ? "solid" : "no");
    qgis_option(xml, "joinstyle", "bevel");
    qgis_option(xml, "offset", "0,0");
    outline_options(xml, symbol);
    close_layer(xml);
}

static void line(Xml *xml, StyleColour colour, double width_mm) {
    open_layer(xml, "SimpleLine");
    colour_option(xml, "line_color", colour);
    qgis_option(xml, "line_style", "solid");
    number_option(xml, "line_width", width_mm);
    qgis_option(xml, "line_width_unit", "MM");
    qgis_option(xml, "joinstyle", "bevel");
    qgis_option(xml, "capstyle", "flat");
    close_layer(xml);
}

static void hatched_fill(Xml *xml, const StyleSymbol *symbol) {
    open_layer(xml, "LinePatternFill");
    number_option(xml, "angle", HATCH_ANGLE);
    colour_option(xml, "color", symbol->fill);
    number_option(xml, "distance", HATCH_DISTANCE_MM);
    qgis_option(xml, "distance_unit", "MM");
    number_option(xml, "line_width", HATCH_WIDTH_MM);
    qgis_option(xml, "line_width_unit", "MM");
    qgis_option(xml, "offset", "0");
    qgis_option(xml, "offset_unit", "MM");
    xml_close(xml); /* Option */
    open_symbol(xml, "line", "hatch");
    line(xml, symbol->fill, HATCH_WIDTH_MM);
    xml_close(xml);
    xml_close(xml); /* layer */
    if (has_outline(symbol)) line(xml, symbol->stroke, symbol->stroke_mm);
}

void qgis_symbol(Xml *xml, const char *name, StyleGeometry geometry, const StyleSymbol *symbol) {
    open_symbol(xml, geometry == STYLE_POINT ? "marker" : "fill", name);
    if (geometry == STYLE_POINT)
        marker(xml, symbol);
    else if (symbol->filling == STYLE_HATCHED)
        hatched_fill(xml, symbol);
    else
        solid_fill(xml, symbol);
    xml_close(xml);
}

void qgis_empty_marker(Xml *xml, const char *name) {
    const StyleSymbol EMPTY = {.shape = STYLE_CIRCLE, .size_mm = 0};
    open_symbol(xml, "marker", name);
    marker(xml, &EMPTY);
    xml_close(xml);
}

void qgis_plain_fill(Xml *xml, const char *name, StyleColour colour) {
    const StyleSymbol PLAIN = {.fill = colour};
    open_symbol(xml, "fill", name);
    solid_fill(xml, &PLAIN);
    xml_close(xml);
}
