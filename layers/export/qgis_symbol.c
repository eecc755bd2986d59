#include "layers/export/qgis_symbol.h"
#include "layers/export/qgis_renderer.h"
#include "layers/print_memory.h"
#include <stdio.h>
#include <stdlib.h>

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

void qgis_property(Xml *xml, const char *name, const char *expression) {
    xml_open(xml, "Option");
    xml_attr(xml, "type", "Map");
    xml_attr(xml, "name", name);
    xml_open(xml, "Option");
    xml_attr(xml, "type", "bool");
    xml_attr(xml, "name", "active");
    xml_attr(xml, "value", "true");
    xml_close(xml);
    qgis_option(xml, "expression", expression);
    xml_open(xml, "Option");
    xml_attr(xml, "type", "int");
    xml_attr(xml, "name", "type");
    xml_attr(xml, "value", "3"); /* an expression */
    xml_close(xml);
    xml_close(xml);
}

void qgis_open_properties(Xml *xml, const char *element) {
    xml_open(xml, element);
    xml_open(xml, "Option");
    xml_attr(xml, "type", "Map");
    qgis_option(xml, "name", "");
    qgis_option(xml, "type", "collection");
    xml_open(xml, "Option");
    xml_attr(xml, "type", "Map");
    xml_attr(xml, "name", "properties");
}

void qgis_close_properties(Xml *xml) {
    xml_close(xml);
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

/*
 * The side of a cell in millimetres of the map: its name begins with the metres ("100mX…") or
 * kilometres ("1kmX…"), as grid_cell_parse reads them. NULL, so the symbol's own size, of any other
 * name, and where no scale is known, as in a legend.
 */
static void cell_size(Xml *xml, const StyleSymbol *symbol, const char *column) {
    char *name = qgis_quoted(column, '"'), *text = NULL, least[XML_NUMBER_SIZE];
    PrintMemory memory;
    if (name && print_memory_open(&memory) == STATUS_OK) {
        fprintf(memory.out,
                "CASE WHEN regexp_match(%s, '^[0-9]{1,8}k?mX[0-9]{1,8}Y[0-9]{1,8}$') THEN"
                " max(%s, to_int(regexp_substr(%s, '^([0-9]+)')) * if(%s LIKE '%%km%%', 1000, 1)"
                " * 1000 / @map_scale) END",
                name, xml_number(STYLE_CELL_LEAST * symbol->size_mm, least), name, name);
        print_memory_close(&memory, STATUS_OK, &text);
    }
    if (!text) xml->failed = true;
    qgis_open_properties(xml, "data_defined_properties");
    qgis_property(xml, "size", text ? text : "");
    qgis_close_properties(xml);
    free(name);
    free(text);
}

/* cell: the column with the names of cells; NULL: the symbol has its own size. */
static void marker(Xml *xml, const StyleSymbol *symbol, const char *cell) {
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
    xml_close(xml); /* Option */
    if (cell) cell_size(xml, symbol, cell);
    xml_close(xml); /* layer */
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
        marker(xml, symbol, NULL);
    else if (symbol->filling == STYLE_HATCHED)
        hatched_fill(xml, symbol);
    else
        solid_fill(xml, symbol);
    xml_close(xml);
}

void qgis_cell_symbol(Xml *xml, const char *name, const StyleSymbol *symbol, const char *column) {
    open_symbol(xml, "marker", name);
    marker(xml, symbol, column);
    xml_close(xml);
}

void qgis_empty_marker(Xml *xml, const char *name) {
    const StyleSymbol EMPTY = {.shape = STYLE_CIRCLE, .size_mm = 0};
    open_symbol(xml, "marker", name);
    marker(xml, &EMPTY, NULL);
    xml_close(xml);
}

void qgis_plain_fill(Xml *xml, const char *name, StyleColour colour) {
    const StyleSymbol PLAIN = {.fill = colour};
    open_symbol(xml, "fill", name);
    solid_fill(xml, &PLAIN);
    xml_close(xml);
}
