#include "layers/style/style.h"
#include "layers/style/style_classes.h"
#include "layers/style/style_layers.h"
#include "layers/style/style_maps.h"
#include "layers/style/style_memory.h"
#include <math.h>
#include <string.h>

const char *const STYLE_SHAPE_NAME[STYLE_SHAPES] = {"circle",  "square", "triangle",
                                                    "diamond", "star",   "cross"};

Status style_sheet_make(const StyleInput *input, StyleSheet *sheet) {
    StyleMemory *memory = style_memory_new();
    if (!memory) return STATUS_NO_MEMORY;
    StyleSheet made = {.memory_ = memory};
    made.n_layers = style_layers(memory, input, &made.layer);
    made.n_maps = style_maps(memory, input, &made, &made.map);
    if (memory->failed) {
        style_memory_free(memory);
        return STATUS_NO_MEMORY;
    }
    *sheet = made;
    return STATUS_OK;
}

void style_sheet_free(StyleSheet *sheet) {
    style_memory_free(sheet->memory_);
    *sheet = (StyleSheet){0};
}

int style_find_layer(const StyleSheet *sheet, const char *id) {
    for (size_t i = 0; i < sheet->n_layers; i++)
        if (strcmp(sheet->layer[i].id, id) == 0) return (int)i;
    return -1;
}

int style_find_map(const StyleSheet *sheet, const char *id, const char *scenario) {
    for (size_t i = 0; i < sheet->n_maps; i++) {
        const char *own = sheet->map[i].scenario;
        bool same = own && scenario ? strcmp(own, scenario) == 0 : own == scenario;
        if (same && strcmp(sheet->map[i].id, id) == 0) return (int)i;
    }
    return -1;
}

static bool is_in(const StyleClass *item, StyleKind kind, const char *text, double value) {
    if (kind == STYLE_SINGLE) return true;
    if (kind == STYLE_CATEGORIES) return !item->value || (text && strcmp(item->value, text) == 0);
    if (item->is_null) return isnan(value);
    return value > item->lower && value <= item->upper;
}

const StyleClass *style_class_of(const StyleLayer *layer, const char *text, double value) {
    for (size_t i = 0; i < layer->n_classes; i++)
        if (is_in(&layer->style_class[i], layer->kind, text, value)) return &layer->style_class[i];
    return NULL;
}
