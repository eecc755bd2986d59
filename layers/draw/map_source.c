#include "geo/simplify.h"
#include "layers/draw/map_internal.h"
#include "layers/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static Status read_focus(MapSource *source, const char *where, Error *error) {
    static const StyleClass ANY = {.symbol = {.fill = {0, 0, 0, 255}}};
    const StyleLayer units = {.id = "focus",
                              .title = _("Units"),
                              .table = "unit",
                              .key = "no",
                              .filter = where,
                              .geometry = STYLE_POLYGON,
                              .kind = STYLE_SINGLE,
                              .style_class = &ANY,
                              .n_classes = 1};
    Status status = features_read(source->store, &units, &(FeatureWish){0}, &source->focus, error);
    if (status != STATUS_OK) return status;
    if (source->focus.n == 0) return features_none_error(source->store, &units, error);
    source->has_focus = where != NULL;
    source->box = source->focus.box;
    return STATUS_OK;
}

/* What of others paper of any shape, up to two to one, may show around the box. */
static Box widened(Box box) {
    double reach = 1.5 * fmax(box.max_x - box.min_x, box.max_y - box.min_y);
    return (Box){box.min_x - reach, box.min_y - reach, box.max_x + reach, box.max_y + reach};
}

Status map_source_make(Store *store, const StyleSheet *sheet, const MapFocus *focus, double side_mm,
                       MapSource **source, Error *error) {
    MapSource *made = calloc(1, sizeof *made);
    if (!made) return error_status(error, STATUS_NO_MEMORY);
    made->store = store;
    made->sheet = sheet;
    Status status = read_focus(made, focus->where, error);
    if (status != STATUS_OK) {
        map_source_free(made);
        return status;
    }
    Box *box = &made->box;
    double side_m = fmax(box->max_x - box->min_x, box->max_y - box->min_y);
    made->around = widened(*box);
    made->tolerance_m = MAP_TOLERANCE_MM * side_m / side_mm;
    *source = made;
    return STATUS_OK;
}

void map_source_free(MapSource *source) {
    if (!source) return;
    features_free(&source->focus);
    for (size_t i = 0; i < source->n_layers; i++)
        if (source->is_read[i]) features_free(&source->layer[i]);
    free(source->layer);
    free(source->is_read);
    free(source);
}

/* Room for every layer of the sheet, which may have grown. */
static bool make_room(MapSource *source) {
    size_t n = source->sheet->n_layers;
    if (n <= source->n_layers) return true;
    Features *layer =
        n > SIZE_MAX / sizeof *layer ? NULL : realloc(source->layer, n * sizeof *layer);
    if (layer) source->layer = layer;
    bool *is_read = realloc(source->is_read, n * sizeof *is_read);
    if (is_read) source->is_read = is_read;
    if (!layer || !is_read) return false;
    memset(is_read + source->n_layers, 0, (n - source->n_layers) * sizeof *is_read);
    source->n_layers = n;
    return true;
}

static Status simplify(MapSource *source, size_t number) {
    PolygonSet *shape = &source->layer[number].shape, simple;
    if (shape->n_points <= MAP_MOST_POINTS) return STATUS_OK;
    Status status = polygon_set_simplify(shape, source->tolerance_m, &simple);
    if (status != STATUS_OK) return status;
    polygon_set_free(shape);
    *shape = simple;
    if (!source->simplified) source->simplified = source->sheet->layer[number].title;
    return STATUS_OK;
}

static Status read_layer(MapSource *source, size_t number, Error *error) {
    if (source->is_read[number]) return STATUS_OK;
    FeatureWish wish = {.extent = source->has_focus ? &source->around : NULL};
    Status status = features_read(source->store, &source->sheet->layer[number], &wish,
                                  &source->layer[number], error);
    if (status != STATUS_OK) return status;
    source->is_read[number] = true;
    status = simplify(source, number);
    return status == STATUS_OK ? STATUS_OK : error_status(error, status);
}

/*
 * A panel says nothing when none of its layers with classes has a feature, or when a layer of
 * numbers, which is what the panel is about, has none.
 */
static Status check_panel(const MapSource *source, const StylePanel *panel, Error *error) {
    const StyleLayer *empty = NULL;
    bool any = false;
    for (size_t i = 0; i < panel->n_layers; i++) {
        const StyleLayer *layer = &source->sheet->layer[panel->layer[i]];
        if (layer->kind == STYLE_SINGLE && !layer->scenario) continue;
        bool some = source->layer[panel->layer[i]].n > 0;
        if (!some && layer->kind == STYLE_CLASSES)
            return features_none_error(source->store, layer, error);
        any = any || some;
        if (!some) empty = layer;
    }
    return any || !empty ? STATUS_OK : features_none_error(source->store, empty, error);
}

Status map_source_read(MapSource *source, const StyleMap *map, Error *error) {
    if (!make_room(source)) return error_status(error, STATUS_NO_MEMORY);
    Status status = STATUS_OK;
    for (size_t p = 0; p < map->n_panels && status == STATUS_OK; p++) {
        const StylePanel *panel = &map->panel[p];
        for (size_t i = 0; i < panel->n_layers && status == STATUS_OK; i++)
            status = read_layer(source, panel->layer[i], error);
        if (status == STATUS_OK) status = check_panel(source, panel, error);
    }
    return status;
}

const char *map_source_simplified(const MapSource *source) {
    return source->simplified;
}
