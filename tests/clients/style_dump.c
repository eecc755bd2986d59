/*
 * style_dump.c - the style sheet of a plan as JSON, with the class of every feature, for tests of
 * programs that draw by it. A line a layer, then a line a map:
 *
 *   {"layer": id, "group", "title", "legend", "scenario", "kind": 0…2, "visible", "table",
 *    "filter", "field", "key", "labels": [of the classes], "colours": ["r,g,b", or null where
 *    it is not drawn whole], "rows": {key:
 *    number of the class, or null where it is not drawn}}
 *   {"map": id, "scenario", "title", "panels": [[ids of layers, the lowest first], …]}
 *
 * usage: style_dump PLAN.sqlite
 */
#include "layers/style/plan_style.h"
#include <jansson.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static json_t *rows_of(sqlite3 *db, const StyleLayer *layer) {
    json_t *rows = json_object();
    sqlite3_stmt *row = NULL;
    const char *field = layer->field ? layer->field : layer->key;
    char *sql = sqlite3_mprintf("SELECT \"%w\", \"%w\" FROM %s WHERE %s", layer->key, field,
                                layer->table, layer->filter ? layer->filter : "1");
    if (!sql || sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK) {
        fprintf(stderr, "%s: %s\n", layer->id, sqlite3_errmsg(db));
        exit(1);
    }
    while (sqlite3_step(row) == SQLITE_ROW) {
        bool null = sqlite3_column_type(row, 1) == SQLITE_NULL;
        double value = null ? NAN : sqlite3_column_double(row, 1);
        const char *text = (const char *)sqlite3_column_text(row, 1);
        const StyleClass *class = style_class_of(layer, text, value);
        json_object_set_new(rows, (const char *)sqlite3_column_text(row, 0),
                            class ? json_integer(class - layer->style_class) : json_null());
    }
    sqlite3_finalize(row);
    sqlite3_free(sql);
    return rows;
}

static void print(json_t *object) {
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(object);
}

static void print_layer(sqlite3 *db, const StyleLayer *layer) {
    json_t *labels = json_array(), *colours = json_array();
    for (size_t c = 0; c < layer->n_classes; c++) {
        char text[20];
        const StyleSymbol *symbol = &layer->style_class[c].symbol;
        StyleColour fill = symbol->fill;
        bool plain = fill.a == 255 && symbol->filling == STYLE_SOLID;
        snprintf(text, sizeof text, "%d,%d,%d", fill.r, fill.g, fill.b);
        json_array_append_new(
            labels, json_string(layer->style_class[c].label ? layer->style_class[c].label : ""));
        json_array_append_new(colours, plain ? json_string(text) : json_null());
    }
    print(json_pack("{s:s, s:s, s:s, s:s?, s:s?, s:i, s:b, s:s, s:s?, s:s?, s:s, s:o, s:o, s:o}",
                    "layer", layer->id, "group", layer->group, "title", layer->title, "legend",
                    layer->legend, "scenario", layer->scenario, "kind", (int)layer->kind, "visible",
                    (int)layer->visible, "table", layer->table, "filter", layer->filter, "field",
                    layer->field, "key", layer->key, "labels", labels, "colours", colours, "rows",
                    rows_of(db, layer)));
}

static void print_map(const StyleSheet *sheet, const StyleMap *map) {
    json_t *panels = json_array();
    for (size_t p = 0; p < map->n_panels; p++) {
        json_t *panel = json_array();
        for (size_t i = 0; i < map->panel[p].n_layers; i++)
            json_array_append_new(panel, json_string(sheet->layer[map->panel[p].layer[i]].id));
        json_array_append_new(panels, panel);
    }
    print(json_pack("{s:s, s:s?, s:s, s:o}", "map", map->id, "scenario", map->scenario, "title",
                    map->title, "panels", panels));
}

int main(int argc, char **argv) {
    Store *store = NULL;
    StyleSheet sheet = {0};
    Error error = {0};
    if (argc != 2 || store_open(argv[1], false, &store, &error) != STATUS_OK ||
        plan_style_read(store, NULL, 0, &sheet, &error) != STATUS_OK) {
        fprintf(stderr, "style_dump: %s\n", error.message);
        return 1;
    }
    for (size_t i = 0; i < sheet.n_layers; i++) print_layer(store_db(store), &sheet.layer[i]);
    for (size_t m = 0; m < sheet.n_maps; m++) print_map(&sheet, &sheet.map[m]);
    style_sheet_free(&sheet);
    store_close(store);
    return 0;
}
