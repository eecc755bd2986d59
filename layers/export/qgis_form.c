#include "layers/export/qgis_form.h"
#include "layers/export/qgis_renderer.h"
#include "layers/export/qgis_symbol.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIAS_SIZE = 400, CODES_MAX = 256 };

/* Columns that hold the id of a facility. */
static bool names_facility(const char *column) {
    static const char *const LIST[] = {"runner_up", "next_facility_id", "receiver_id"};
    for (size_t i = 0; i < sizeof LIST / sizeof *LIST; i++)
        if (strcmp(column, LIST[i]) == 0) return true;
    return false;
}

static void open_widget(Xml *xml, const char *type) {
    xml_open(xml, "editWidget");
    xml_attr(xml, "type", type);
    xml_open(xml, "config");
    xml_open(xml, "Option");
    xml_attr(xml, "type", "Map");
}

static void close_widget(Xml *xml) {
    xml_close(xml);
    xml_close(xml);
    xml_close(xml);
}

static void map_entry(Xml *xml, const char *words, const char *value) {
    xml_open(xml, "Option");
    xml_attr(xml, "type", "Map");
    qgis_option(xml, words, value);
    xml_close(xml);
}

/* Words for codes: a list of maps with one entry each, which keeps their order. What the column
 * holds besides tells itself: QGIS would show it in brackets. own: the table that has column
 * own_column; NULL: of another table, whose column has no values of its own. */
static void value_map(Xml *xml, const char *table, const char *column, const QgisTable *own,
                      size_t own_column) {
    const char *code[CODES_MAX];
    size_t n = style_field_codes(table, column, code, CODES_MAX);
    open_widget(xml, "ValueMap");
    xml_open(xml, "Option");
    xml_attr(xml, "type", "List");
    xml_attr(xml, "name", "map");
    for (size_t i = 0; i < n && i < CODES_MAX; i++)
        map_entry(xml, style_code_words(table, column, code[i]), code[i]);
    for (size_t v = 0; own && v < own->n_own; v++)
        if (own->own[v].column == own_column) map_entry(xml, own->own[v].text, own->own[v].text);
    xml_close(xml);
    close_widget(xml);
}

static void flag_option(Xml *xml, const char *name, bool value) {
    xml_open(xml, "Option");
    xml_attr(xml, "type", "bool");
    xml_attr(xml, "name", name);
    xml_attr(xml, "value", value ? "true" : "false");
    xml_close(xml);
}

static void value_relation(Xml *xml, const char *facility_layer) {
    open_widget(xml, "ValueRelation");
    flag_option(xml, "AllowMulti", false);
    flag_option(xml, "AllowNull", true);
    flag_option(xml, "OrderByValue", true);
    flag_option(xml, "UseCompleter", true);
    qgis_option(xml, "Layer", facility_layer);
    qgis_option(xml, "Key", "id");
    qgis_option(xml, "Value", "name");
    close_widget(xml);
}

static void open_field(Xml *xml, const char *name) {
    xml_open(xml, "field");
    xml_attr(xml, "name", name);
    xml_attr(xml, "configurationFlags", "None");
}

static void plain_field(Xml *xml) {
    open_widget(xml, "");
    close_widget(xml);
}

static void field(Xml *xml, const QgisTable *table, size_t c, const char *facility_layer) {
    open_field(xml, table->column[c]);
    if (style_field_codes(table->name, table->title[c], NULL, 0) > 0)
        value_map(xml, table->name, table->title[c], table, c);
    else if (facility_layer && names_facility(table->column[c]))
        value_relation(xml, facility_layer);
    else
        plain_field(xml);
    xml_close(xml);
}

static void joined_field(Xml *xml, const QgisJoined *joined) {
    open_field(xml, joined->name);
    if (style_field_codes(joined->table, joined->column, NULL, 0) > 0)
        value_map(xml, joined->table, joined->column, NULL, 0);
    else
        plain_field(xml);
    xml_close(xml);
}

static void alias(Xml *xml, const char *name, const char *table, const char *column) {
    char text[ALIAS_SIZE];
    const char *words = style_field_alias(table, column, text, sizeof text);
    if (!words) return;
    xml_open(xml, "alias");
    xml_attr(xml, "field", name);
    xml_attr(xml, "name", words);
    xml_close(xml);
}

void qgis_fields(Xml *xml, const QgisTable *table, const QgisJoined *joined, size_t n_joined,
                 const char *facility_layer) {
    xml_open(xml, "fieldConfiguration");
    for (size_t c = 0; c < table->n_columns; c++) field(xml, table, c, facility_layer);
    for (size_t j = 0; j < n_joined; j++) joined_field(xml, &joined[j]);
    xml_close(xml);
    xml_open(xml, "aliases");
    for (size_t c = 0; c < table->n_columns; c++)
        alias(xml, table->column[c], table->name, table->title[c]);
    if (!table->numbered) alias(xml, QGIS_ROW_NUMBER, NULL, QGIS_ROW_NUMBER);
    for (size_t j = 0; j < n_joined; j++)
        alias(xml, joined[j].name, joined[j].table, joined[j].column);
    xml_close(xml);
}

/* An expression that tells the value as people read it: codes in words, numbers rounded. The
 * caller's (free); NULL: no memory. */
static char *value_expression(const StyleLayer *layer) {
    static const char NUMBER[] = "if(%s IS NULL, '–', format_number(%s, if(abs(%s) < 10, 2, 0)))";
    char *field = qgis_quoted(layer->field, '"');
    size_t size = field ? 3 * strlen(field) + sizeof NUMBER : 0;
    char *text = field ? malloc(size) : NULL;
    if (text && layer->kind == STYLE_CLASSES)
        snprintf(text, size, NUMBER, field, field, field);
    else if (text)
        snprintf(text, size, "represent_value(%s)", field);
    free(field);
    return text;
}

/* Escaped for HTML: & < > " as the XML writer escapes them. The caller's; NULL: no memory. */
static char *html_text(const char *text) {
    Xml html = {0};
    xml_text(&html, text);
    if (xml_end(&html) != STATUS_OK) return NULL;
    html.text[html.length - 1] = '\0'; /* the line end */
    return html.text;
}

static void map_tip(Xml *xml, const StyleLayer *layer, const char *name) {
    char *value = layer->field ? value_expression(layer) : NULL;
    char *title = html_text(layer->legend ? layer->legend : layer->title);
    size_t size =
        (name ? strlen(name) : 0) + (value ? strlen(value) : 0) + (title ? strlen(title) : 0) + 80;
    char *tip = malloc(size);
    if (!tip || !title || (layer->field && !value))
        xml->failed = true;
    else if (name && value)
        snprintf(tip, size, "<b>[%% %s %%]</b><br>%s: [%% %s %%]", name, title, value);
    else if (name)
        snprintf(tip, size, "<b>[%% %s %%]</b><br>%s", name, title);
    else
        snprintf(tip, size, "%s%s%s%s", title, value ? ": [% " : "", value ? value : "",
                 value ? " %]" : "");
    if (!xml->failed) xml_leaf(xml, "mapTip", tip);
    free(tip);
    free(title);
    free(value);
}

void qgis_hover(Xml *xml, const StyleLayer *layer) {
    char *name = layer->hover ? qgis_quoted(layer->hover, '"') : NULL;
    if (layer->hover && !name) xml->failed = true;
    if (name) xml_leaf(xml, "previewExpression", name);
    map_tip(xml, layer, name);
    free(name);
}
