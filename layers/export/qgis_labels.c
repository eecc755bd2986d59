#include "layers/export/qgis_labels.h"
#include "layers/export/qgis_renderer.h"
#include "layers/export/qgis_symbol.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char QGIS_FONT[] = "Noto Sans";

static const char NO_SCALE[] = "3x:0,0,0,0,0,0";
static const double HALO_MM = 0.6;

void qgis_font(Xml *xml, const char *name, double size_pt, bool bold) {
    char size[XML_NUMBER_SIZE];
    xml_open(xml, name);
    /* family, points, pixels, hint, weight, and what is left out of QFont::toString */
    xml_attrf(xml, "description", "%s,%s,-1,5,%d,0,0,0,0,0", QGIS_FONT, xml_number(size_pt, size),
              bold ? 75 : 50);
    xml_attr(xml, "style", bold ? "Bold" : "Regular");
    xml_close(xml);
}

/* A run of attributes that are the same in every project. */
typedef struct Fixed {
    const char *name, *value;
} Fixed;

static void fixed_attributes(Xml *xml, const Fixed *list, size_t n) {
    for (size_t i = 0; i < n; i++) xml_attr(xml, list[i].name, list[i].value);
}
#define FIXED(xml, list) fixed_attributes(xml, list, sizeof(list) / sizeof *(list))

static void text_buffer(Xml *xml, StyleColour halo) {
    static const Fixed SAME[] = {{"bufferSizeUnits", "MM"}, {"bufferJoinStyle", "128"},
                                 {"bufferNoFill", "1"},     {"bufferOpacity", "1"},
                                 {"bufferBlendMode", "0"},  {"bufferSizeMapUnitScale", NO_SCALE}};
    char colour[QGIS_COLOUR_SIZE];
    xml_open(xml, "text-buffer");
    xml_attr(xml, "bufferDraw", halo.a > 0 ? "1" : "0");
    xml_attr_number(xml, "bufferSize", HALO_MM);
    xml_attr(xml, "bufferColor", qgis_colour(halo, colour));
    FIXED(xml, SAME);
    xml_close(xml);
}

void qgis_text_style(Xml *xml, const char *field, double size_pt, bool bold, StyleColour colour,
                     StyleColour halo) {
    static const Fixed SAME[] = {
        {"fontSizeUnit", "Point"}, {"fontSizeMapUnitScale", NO_SCALE},
        {"fontItalic", "0"},       {"fontUnderline", "0"},
        {"fontStrikeout", "0"},    {"fontLetterSpacing", "0"},
        {"fontWordSpacing", "0"},  {"fontKerning", "1"},
        {"textOpacity", "1"},      {"blendMode", "0"},
        {"multilineHeight", "1"},  {"textOrientation", "horizontal"},
        {"capitalization", "0"},   {"allowHtml", "0"},
        {"useSubstitutions", "0"}, {"isExpression", "0"},
        {"legendString", "Aa"},    {"previewBkgrdColor", "255,255,255,255"},
    };
    char text[QGIS_COLOUR_SIZE];
    xml_open(xml, "text-style");
    if (field) xml_attr(xml, "fieldName", field);
    xml_attr(xml, "fontFamily", QGIS_FONT);
    xml_attr(xml, "namedStyle", bold ? "Bold" : "Regular");
    xml_attr(xml, "fontWeight", bold ? "75" : "50");
    xml_attr_number(xml, "fontSize", size_pt);
    xml_attr(xml, "textColor", qgis_colour(colour, text));
    FIXED(xml, SAME);
    text_buffer(xml, halo);
    xml_close(xml);
}

static void placement(Xml *xml, const StyleLayer *layer) {
    static const Fixed SAME[] = {
        {"distUnits", "MM"},
        {"distMapUnitScale", NO_SCALE},
        {"offsetType", "1"}, /* from the edge of the symbol */
        {"offsetUnits", "MM"},
        {"predefinedPositionOrder", "R,TR,BR,TSR,BSR,L,TL,BL"},
        {"priority", "5"},
        {"quadOffset", "4"},
        {"rotationAngle", "0"},
        {"preserveRotation", "1"},
        {"centroidWhole", "0"},
        {"centroidInside", "1"},
        {"fitInPolygonOnly", "0"},
        {"polygonPlacementFlags", "2"},
        {"xOffset", "0"},
        {"yOffset", "0"},
        {"repeatDistance", "0"},
        {"overrunDistance", "0"},
        {"geometryGeneratorEnabled", "0"},
    };
    bool point = layer->geometry == STYLE_POINT;
    xml_open(xml, "placement");
    xml_attr(xml, "placement", point ? "6" : "4"); /* ordered positions; level, inside */
    xml_attr(xml, "dist", point ? "0.4" : "0");
    FIXED(xml, SAME);
    xml_close(xml);
}

static void rendering(Xml *xml, const StyleLayer *layer, bool drawn) {
    bool point = layer->geometry == STYLE_POINT;
    /* that of points is told by their rules */
    double max_scale = point ? 0 : layer->label.max_scale;
    static const Fixed SAME[] = {
        {"scaleMin", "0"},           {"displayAll", "0"},         {"obstacle", "1"},
        {"obstacleType", "1"},       {"labelPerPart", "0"},       {"mergeLines", "0"},
        {"limitNumLabels", "0"},     {"maxNumLabels", "2000"},    {"minFeatureSize", "0"},
        {"fontLimitPixelSize", "0"}, {"fontMinPixelSize", "0"},   {"fontMaxPixelSize", "10000"},
        {"upsidedownLabels", "0"},   {"unplacedVisibility", "0"}, {"zIndex", "0"}};
    xml_open(xml, "rendering");
    xml_attr(xml, "drawLabels", drawn ? "1" : "0");
    xml_attr(xml, "scaleVisibility", max_scale > 0 ? "1" : "0");
    xml_attr_number(xml, "scaleMax", max_scale);
    /* names of areas keep off points rather than off borders */
    xml_attr(xml, "obstacleFactor", point ? "2" : "0.5");
    FIXED(xml, SAME);
    xml_close(xml);
}

/* QGIS ranks labels from 0 to 10; any number of people or the like is brought there by its
 * logarithm: 10 is reached at 100,000. */
static void priority(Xml *xml, const char *field) {
    char *column = qgis_quoted(field, '"');
    size_t size = column ? strlen(column) + 60 : 0;
    char *text = column ? malloc(size) : NULL;
    if (text) {
        snprintf(text, size, "min(10, 2 * log10(1 + max(0, coalesce(%s, 0))))", column);
        qgis_property(xml, "Priority", text);
    } else {
        xml->failed = true;
    }
    free(column);
    free(text);
}

static void data_defined(Xml *xml, const StyleLabel *label) {
    if (!label->priority) return;
    qgis_open_properties(xml, "dd_properties");
    priority(xml, label->priority);
    qgis_close_properties(xml);
}

/* drawn: with its text; else its symbols only keep the labels of other layers away. */
static void settings(Xml *xml, const StyleLayer *layer, bool drawn) {
    const StyleLabel *label = &layer->label;
    xml_open(xml, "settings");
    xml_attr(xml, "calloutType", "simple");
    qgis_text_style(xml, label->field, label->size_pt, label->bold, label->colour, label->halo);
    placement(xml, layer);
    rendering(xml, layer, drawn);
    data_defined(xml, label);
    xml_close(xml);
}

/* Between two scale denominators, 0: without an end. */
static void rule(Xml *xml, const StyleLayer *layer, const char *name, double nearest,
                 double farthest, bool drawn) {
    xml_open(xml, "rule");
    xml_attrf(xml, "key", "%s_%s", layer->id, name);
    xml_attr(xml, "description", name);
    xml_attr_number(xml, "scalemindenom", nearest);
    xml_attr_number(xml, "scalemaxdenom", farthest);
    settings(xml, layer, drawn);
    xml_close(xml);
}

/*
 * A point keeps other names away only while its own layer takes part in labelling: where its text
 * ends with the scale, a second rule goes on without text. QGIS has both ends of a rule's scales
 * within it; at 1:max_scale itself both hold, and a symbol that blocks twice blocks the same.
 */
static void rules(Xml *xml, const StyleLayer *layer) {
    xml_attr(xml, "type", "rule-based");
    xml_open(xml, "rules");
    xml_attrf(xml, "key", "%s_labels", layer->id);
    rule(xml, layer, "near", 0, layer->label.max_scale, true);
    rule(xml, layer, "far", layer->label.max_scale, 0, false);
    xml_close(xml);
}

void qgis_labeling(Xml *xml, const StyleLayer *layer) {
    if (!layer->label.field) return;
    xml_open(xml, "labeling");
    if (layer->geometry == STYLE_POINT && layer->label.max_scale > 0) {
        rules(xml, layer);
    } else {
        xml_attr(xml, "type", "simple");
        settings(xml, layer, true);
    }
    xml_close(xml);
}
