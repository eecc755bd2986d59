#include "layers/export/qgis_default.h"
#include <stdio.h>
#include <string.h>

/* Tables that the sheet has no layer of, and whose look they take. */
static const struct {
    const char *table, *like;
} LIKE[] = {
    {"closing_points", "removal_points"},
    {"closing_points", "facility"},
    {"nearest_map", "demand"},
    {"proposal", "proposal_point"},
    {"removal_points", "proposal_point"},
    {"settlement", "facility"},
    {"unit_coverage", "unit"},
    {"area_figures", "area"},
};
enum { N_LIKE = sizeof LIKE / sizeof *LIKE };

/* Whether the filter is "FIELD" = 'VALUE' and nothing else; then these, without their quotes. */
static bool is_part(const StyleLayer *layer, char field[64], char value[64]) {
    int end = 0;
    return layer->filter && layer->kind == STYLE_SINGLE && layer->n_classes == 1 &&
           sscanf(layer->filter, "\"%63[^\"]\" = '%63[^']'%n", field, value, &end) == 2 &&
           layer->filter[end] == '\0' && end > 0;
}

static bool suits(const StyleLayer *layer, const char *name, const QgisTable *table) {
    return strcmp(layer->table, name) == 0 && (layer->geometry == STYLE_POINT) == table->point &&
           (!layer->field || qgis_table_has(table, layer->field));
}

/* The layers of the table that are one category each, all by the same field. */
static size_t add_parts(const StyleSheet *sheet, const char *name, const QgisTable *table,
                        QgisDefault *look) {
    char field[64];
    size_t n = 0;
    for (size_t i = 0; i < sheet->n_layers && n < QGIS_DEFAULT_CLASSES; i++) {
        const StyleLayer *layer = &sheet->layer[i];
        if (!suits(layer, name, table) || !is_part(layer, field, look->value[n])) continue;
        if (!qgis_table_has(table, field) || (n > 0 && strcmp(field, look->field) != 0)) continue;
        memcpy(look->field, field, sizeof field);
        look->style_class[n] = layer->style_class[0];
        look->style_class[n].value = look->value[n];
        look->style_class[n].label = layer->title;
        look->layer = *layer;
        n++;
    }
    return n;
}

/* What else the sheet has of the value's rows: offices, by institution, are all of one kind. */
static size_t add_rest(const StyleSheet *sheet, const char *name, const QgisTable *table,
                       QgisDefault *look, size_t n) {
    for (size_t i = 0; i < sheet->n_layers && n < QGIS_DEFAULT_CLASSES; i++) {
        StyleLayer layer = sheet->layer[i];
        char field[64];
        if (!suits(&layer, name, table) || layer.kind != STYLE_CATEGORIES) continue;
        const StyleClass *class = &layer.style_class[layer.n_classes - 1];
        layer.kind = STYLE_SINGLE;
        layer.n_classes = 1;
        if (!is_part(&layer, field, look->value[n]) || strcmp(field, look->field) != 0) continue;
        look->style_class[n] = *class;
        look->style_class[n].value = look->value[n];
        look->style_class[n].label = layer.title;
        n++;
    }
    return n;
}

static bool together(const StyleSheet *sheet, const char *name, const QgisTable *table,
                     QgisDefault *look) {
    size_t n = add_parts(sheet, name, table, look);
    if (n < 2) return false;
    n = add_rest(sheet, name, table, look, n);
    look->layer.kind = STYLE_CATEGORIES;
    look->layer.field = look->field;
    look->layer.style_class = look->style_class;
    look->layer.n_classes = n;
    look->layer.legend = NULL;
    return true;
}

static int score(const StyleLayer *layer) {
    return (layer->filter ? 0 : 8) + (layer->kind == STYLE_SINGLE ? 0 : 2) +
           (layer->visible ? 1 : 0);
}

static bool best(const StyleSheet *sheet, const char *name, const QgisTable *table,
                 QgisDefault *look) {
    const StyleLayer *found = NULL;
    for (size_t i = 0; i < sheet->n_layers; i++) {
        const StyleLayer *layer = &sheet->layer[i];
        if (suits(layer, name, table) && (!found || score(layer) > score(found))) found = layer;
    }
    if (found) look->layer = *found;
    return found != NULL;
}

static bool find(const StyleSheet *sheet, const char *name, const QgisTable *table,
                 QgisDefault *look) {
    return together(sheet, name, table, look) || best(sheet, name, table, look);
}

/* Texts of fields that this table lacks are left out, and what holds for some rows only. */
static void trim(QgisDefault *look, const QgisTable *table) {
    StyleLayer *layer = &look->layer;
    layer->id = table->name;
    layer->table = table->name;
    layer->filter = NULL;
    if (layer->hover && !qgis_table_has(table, layer->hover)) layer->hover = NULL;
    if (layer->label.field && !qgis_table_has(table, layer->label.field)) layer->label.field = NULL;
    if (layer->label.priority && !qgis_table_has(table, layer->label.priority))
        layer->label.priority = NULL;
}

bool qgis_default_look(const StyleSheet *sheet, const QgisTable *table, QgisDefault *look) {
    bool found = find(sheet, table->name, table, look);
    for (size_t i = 0; i < N_LIKE && !found; i++)
        if (strcmp(LIKE[i].table, table->name) == 0) found = find(sheet, LIKE[i].like, table, look);
    /* a symbol that says what it stands for elsewhere says nothing here */
    if (found && look->layer.kind == STYLE_SINGLE && strcmp(look->layer.table, table->name) != 0)
        look->layer.title = table->name;
    if (found) trim(look, table);
    return found;
}
