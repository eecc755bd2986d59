#include "layers/export/qgis_renderer.h"
#include "layers/export/qgis_labels.h"
#include "layers/export/qgis_symbol.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *qgis_quoted(const char *name, char quote) {
    size_t length = strlen(name), n = 0;
    char *text = length < SIZE_MAX / 2 - 3 ? malloc(2 * length + 3) : NULL;
    if (!text) return NULL;
    text[n++] = quote;
    for (const char *at = name; *at; at++) {
        if (*at == quote) text[n++] = quote;
        text[n++] = *at;
    }
    text[n++] = quote;
    text[n] = '\0';
    return text;
}

char *qgis_class_rule(const StyleLayer *layer, size_t c) {
    const StyleClass *class = &layer->style_class[c];
    char lower[XML_NUMBER_SIZE], upper[XML_NUMBER_SIZE];
    char *field = qgis_quoted(layer->field, '"');
    size_t size = field ? 2 * strlen(field) + 100 : 0;
    char *rule = field ? malloc(size) : NULL;
    const char *from = xml_number(class->lower, lower), *to = xml_number(class->upper, upper);
    bool has_from = class->lower > -INFINITY, has_to = class->upper < INFINITY;
    if (rule && class->is_null)
        snprintf(rule, size, "%s IS NULL", field);
    else if (rule && has_from && has_to)
        snprintf(rule, size, "%s > %s AND %s <= %s", field, from, field, to);
    else if (rule && has_from)
        snprintf(rule, size, "%s > %s", field, from);
    else if (rule && has_to)
        snprintf(rule, size, "%s <= %s", field, to);
    else if (rule)
        snprintf(rule, size, "%s IS NOT NULL", field);
    free(field);
    return rule;
}

static void symbols(Xml *xml, const StyleLayer *layer, const char *cell) {
    xml_open(xml, "symbols");
    for (size_t c = 0; c < layer->n_classes; c++) {
        char name[24];
        snprintf(name, sizeof name, "%zu", c);
        const StyleSymbol *symbol = &layer->style_class[c].symbol;
        if (cell)
            qgis_cell_symbol(xml, name, symbol, cell);
        else
            qgis_symbol(xml, name, layer->geometry, symbol);
    }
    xml_close(xml);
}

static void open_renderer(Xml *xml, const char *type) {
    xml_open(xml, "renderer-v2");
    xml_attr(xml, "type", type);
    xml_attr(xml, "forceraster", "0");
    xml_attr(xml, "symbollevels", "0");
    xml_attr(xml, "enableorderby", "0");
    xml_attr(xml, "referencescale", "-1");
}

static void categories(Xml *xml, const StyleLayer *layer, const char *cell) {
    open_renderer(xml, "categorizedSymbol");
    xml_attr(xml, "attr", layer->field);
    xml_open(xml, "categories");
    for (size_t c = 0; c < layer->n_classes; c++) {
        xml_open(xml, "category");
        xml_attr(xml, "render", "true");
        xml_attr(xml, "value", layer->style_class[c].value); /* "": any other */
        xml_attr(xml, "type", "string");
        xml_attrf(xml, "symbol", "%zu", c);
        xml_attr(xml, "label", layer->style_class[c].label);
        xml_close(xml);
    }
    xml_close(xml);
    symbols(xml, layer, cell);
    xml_close(xml);
}

static void rules(Xml *xml, const StyleLayer *layer, const char *cell) {
    open_renderer(xml, "RuleRenderer");
    xml_open(xml, "rules");
    xml_attr(xml, "key", layer->id);
    for (size_t c = 0; c < layer->n_classes; c++) {
        char *rule = qgis_class_rule(layer, c);
        if (!rule) xml->failed = true;
        xml_open(xml, "rule");
        xml_attrf(xml, "key", "%s_%zu", layer->id, c);
        xml_attr(xml, "filter", rule);
        xml_attrf(xml, "symbol", "%zu", c);
        xml_attr(xml, "label", layer->style_class[c].label);
        xml_close(xml);
        free(rule);
    }
    xml_close(xml);
    symbols(xml, layer, cell);
    xml_close(xml);
}

static void plain_renderer(Xml *xml, const StyleLayer *layer, const char *cell) {
    if (layer->kind == STYLE_CATEGORIES) {
        categories(xml, layer, cell);
    } else if (layer->kind == STYLE_CLASSES) {
        rules(xml, layer, cell);
    } else {
        open_renderer(xml, "singleSymbol");
        symbols(xml, layer, cell);
        xml_close(xml);
    }
}

static double widest(const StyleLayer *layer) {
    double size_mm = 0;
    for (size_t c = 0; c < layer->n_classes; c++)
        if (layer->style_class[c].symbol.size_mm > size_mm)
            size_mm = layer->style_class[c].symbol.size_mm;
    return size_mm;
}

/* Points that would cover one another on paper are set in a ring round their middle. */
void qgis_renderer(Xml *xml, const StyleLayer *layer, const char *cell) {
    if (!layer->spread) {
        plain_renderer(xml, layer, cell);
        return;
    }
    open_renderer(xml, "pointDisplacement");
    xml_attr_number(xml, "tolerance", widest(layer));
    xml_attr(xml, "toleranceUnit", "MM");
    xml_attr(xml, "toleranceUnitScale", "3x:0,0,0,0,0,0");
    xml_attr(xml, "placement", "0"); /* a ring */
    xml_attr(xml, "circleWidth", "0");
    xml_attr(xml, "circleColor", "0,0,0,0");
    xml_attr(xml, "circleRadiusAddition", "0");
    xml_attr(xml, "labelAttributeName", "");
    xml_attr(xml, "labelDistanceFactor", "0.5");
    xml_attr(xml, "maxLabelScaleDenominator", "0");
    qgis_font(xml, "labelFontProperties", 8, false); /* QGIS complains where it is not there */
    plain_renderer(xml, layer, cell);
    qgis_empty_marker(xml, "centerSymbol");
    xml_close(xml);
}
