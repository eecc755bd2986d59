#include "layers/draw/page_layers.h"
#include "geo/simplify.h"
#include "layers/draw/features.h"
#include "layers/draw/page_shapes.h"
#include "layers/model/grow.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CLASSES = 255, MOST_SIDES = 16, MOST_POINTS = 250000, MOST_BORDER_POINTS = 150000 };

#define COARSEST_M 1e5 /* borders that are too many even so stay as they are then */

PageLimits page_limits(double width_m, double height_m) {
    /* a screen of a thousand pixels, sixteen times nearer */
    double larger_m = fmax(width_m, height_m), tolerance_m = larger_m / 16000;
    if (!(tolerance_m > 1)) tolerance_m = 1;
    return (PageLimits){tolerance_m, MOST_POINTS, MOST_BORDER_POINTS};
}

void page_layers_free(PageLayers *layers) {
    json_decref(layers->sets);
    json_decref(layers->layers);
    free(layers->simplified);
    *layers = (PageLayers){0};
}

typedef struct Reading {
    Store *store;
    const PageLimits *limits;
    PageStrings *strings;
    PageLayers *out;
    Error *error;
} Reading;

static Status no_memory(const Reading *reading) {
    return error_status(reading->error, STATUS_NO_MEMORY);
}

static Status tell_simplified(const Reading *reading, const StyleLayer *layer, double grid_m) {
    PageLayers *out = reading->out;
    PageSimplified *more =
        realloc(out->simplified, (out->n_simplified + 1) * sizeof *out->simplified);
    if (!more) return no_memory(reading);
    out->simplified = more;
    more[out->n_simplified++] =
        (PageSimplified){layer->title, layer->geometry == STYLE_POINT, grid_m};
    return STATUS_OK;
}

/* ---- the class's looks ---- */

static json_t *colour_json(StyleColour colour) {
    char text[40];
    if (colour.a == 0) return json_null();
    if (colour.a == 255)
        snprintf(text, sizeof text, "#%02x%02x%02x", colour.r, colour.g, colour.b);
    else
        snprintf(text, sizeof text, "rgba(%d,%d,%d,%.3f)", colour.r, colour.g, colour.b,
                 colour.a / 255.0);
    return json_string(text);
}

/* Millimetres on paper as hundredths of pixels of CSS, 96 to the inch. */
static json_t *pixels_json(double mm) {
    return json_real(round(mm * 9600 / 25.4) / 100);
}

static json_t *class_json(const StyleClass *style_class) {
    const StyleSymbol *symbol = &style_class->symbol;
    return json_pack("{s:s?, s:s, s:o, s:b, s:o, s:o, s:o}", "label", style_class->label, "shape",
                     STYLE_SHAPE_NAME[symbol->shape], "size", pixels_json(symbol->size_mm),
                     "hatched", symbol->filling == STYLE_HATCHED, "fill", colour_json(symbol->fill),
                     "stroke", colour_json(symbol->stroke), "width",
                     pixels_json(symbol->stroke_mm));
}

/* NULL: out of memory; features know their classes by number, so none may be missing. */
static json_t *classes_json(const StyleLayer *layer) {
    json_t *list = json_array();
    bool enough = list != NULL;
    for (size_t c = 0; c < layer->n_classes && enough; c++)
        enough = json_array_append_new(list, class_json(&layer->style_class[c])) == 0;
    if (enough) return list;
    json_decref(list);
    return NULL;
}

/* ---- too many features ---- */

typedef struct Square {
    int64_t x, y;
    int32_t style_class;
    size_t feature;
} Square;

static int by_square(const void *left, const void *right) {
    const Square *a = left, *b = right;
    if (a->x != b->x) return a->x < b->x ? -1 : 1;
    if (a->y != b->y) return a->y < b->y ? -1 : 1;
    if (a->style_class != b->style_class) return a->style_class < b->style_class ? -1 : 1;
    return (a->feature > b->feature) - (a->feature < b->feature);
}

/* Marks the first feature of each class in each square; returns how many. */
static size_t mark_first(const Features *features, double grid_m, Square *square, bool *kept) {
    size_t n = 0;
    for (size_t i = 0; i < features->n; i++)
        square[i] =
            (Square){(int64_t)floor(features->xy[2 * i] / grid_m),
                     (int64_t)floor(features->xy[2 * i + 1] / grid_m), features->style_class[i], i};
    qsort(square, features->n, sizeof *square, by_square);
    for (size_t i = 0; i < features->n; i++) {
        const Square *a = &square[i], *before = i ? &square[i - 1] : NULL;
        bool first = !before || a->x != before->x || a->y != before->y ||
                     a->style_class != before->style_class;
        kept[a->feature] = first;
        n += first;
    }
    return n;
}

static void keep_marked(Features *features, const bool *kept) {
    size_t n = 0;
    for (size_t i = 0; i < features->n; i++) {
        if (!kept[i]) continue;
        features->xy[2 * n] = features->xy[2 * i];
        features->xy[2 * n + 1] = features->xy[2 * i + 1];
        features->style_class[n] = features->style_class[i];
        features->label[n] = features->label[i];
        features->priority[n] = features->priority[i];
        features->hover[n] = features->hover[i];
        features->key[n] = features->key[i];
        if (features->side_m) features->side_m[n] = features->side_m[i];
        features->value[n++] = features->value[i];
    }
    features->n = n;
}

/* Points on a grid that grows until few enough are left. */
static Status thin_out(const Reading *reading, const StyleLayer *layer, Features *features) {
    Square *square = malloc(features->n * sizeof *square);
    bool *kept = malloc(features->n * sizeof *kept);
    double grid_m = reading->limits->tolerance_m;
    if (!square || !kept) {
        free(square);
        free(kept);
        return no_memory(reading);
    }
    while (mark_first(features, grid_m, square, kept) > reading->limits->most_points &&
           grid_m < 1e7)
        grid_m *= 2;
    keep_marked(features, kept);
    free(square);
    free(kept);
    return tell_simplified(reading, layer, grid_m);
}

/* Borders as finely as there is room for, each time simplified from what is stored. */
static Status simplify(const Reading *reading, const StyleLayer *layer, PolygonSet *shape) {
    double tolerance_m = reading->limits->tolerance_m;
    PolygonSet simple;
    Status status = polygon_set_simplify(shape, tolerance_m, &simple);
    while (status == STATUS_OK && simple.n_points > reading->limits->most_border_points &&
           tolerance_m <= COARSEST_M) {
        polygon_set_free(&simple);
        tolerance_m *= 2;
        status = polygon_set_simplify(shape, tolerance_m, &simple);
    }
    if (status != STATUS_OK) return error_status(reading->error, status);
    polygon_set_free(shape);
    *shape = simple;
    return tolerance_m > reading->limits->tolerance_m ? tell_simplified(reading, layer, tolerance_m)
                                                      : STATUS_OK;
}

static Status read_features(const Reading *reading, const StyleLayer *layer, Features *features) {
    FeatureWish all = {0};
    Status status = features_read(reading->store, layer, &all, features, reading->error);
    if (status != STATUS_OK) return status;
    if (layer->geometry == STYLE_POLYGON)
        status = simplify(reading, layer, &features->shape);
    else if (features->n > reading->limits->most_points)
        status = thin_out(reading, layer, features);
    if (status != STATUS_OK) features_free(features);
    return status;
}

/* ---- a layer as JSON ---- */

/* Numbers of texts, base64; null where no feature has one. */
static json_t *texts_json(const Reading *reading, const char *const *text, size_t n) {
    DrawBytes bytes = {0};
    bool any = false;
    for (size_t i = 0; i < n; i++) any |= text[i] && text[i][0];
    if (!any) return json_null();
    for (size_t i = 0; i < n; i++) {
        long number = page_strings_number(reading->strings, text[i]);
        if (number < 0) bytes.failed = true;
        page_bytes_unsigned(&bytes, number < 0 ? 0 : (uint64_t)number);
    }
    char *packed = page_bytes_base64(&bytes);
    json_t *json = packed ? json_string(packed) : NULL;
    free(packed);
    draw_bytes_free(&bytes);
    return json;
}

/* Numbers up to 255, base64. NULL: out of memory. */
static json_t *small_numbers_json(const uint8_t *number, size_t n, int *bits) {
    DrawBytes bytes = {0};
    *bits = page_bytes_classes(&bytes, number, n);
    char *packed = page_bytes_base64(&bytes);
    json_t *json = packed ? json_string(packed) : NULL;
    free(packed);
    draw_bytes_free(&bytes);
    return json;
}

/* The features' classes; what a page cannot count has been left out of the sheet. */
static json_t *classes_of_features(const Features *features, int *bits) {
    uint8_t *number = malloc(features->n + 1);
    if (!number) return NULL;
    for (size_t i = 0; i < features->n; i++) number[i] = (uint8_t)features->style_class[i];
    json_t *json = small_numbers_json(number, features->n, bits);
    free(number);
    return json;
}

/* The place of a side in the list, to which it is added where it is new. */
static size_t side_number(double *side_m, size_t *n, double own_m) {
    for (size_t s = 0; s < *n; s++)
        if (side_m[s] == own_m) return s;
    if (*n < MOST_SIDES) side_m[(*n)++] = own_m;
    return *n - 1;
}

/*
 * The sides of the cells of a grid: {metres: each that there is, number, bits: which one a feature
 * has; number null: all have the first}. A point that is no cell has the side 0. null: no feature
 * is a cell. NULL: out of memory.
 */
static json_t *cells_json(const Features *features) {
    double side_m[MOST_SIDES];
    size_t n = 0;
    int bits = 8;
    uint8_t *number = features->side_m ? malloc(features->n + 1) : NULL;
    if (!number) return features->side_m ? NULL : json_null();
    for (size_t i = 0; i < features->n; i++)
        number[i] = (uint8_t)side_number(side_m, &n, features->side_m[i]);
    json_t *numbers = n > 1 ? small_numbers_json(number, features->n, &bits) : json_null();
    free(number);
    if (n == 0 || (n == 1 && side_m[0] == 0)) return numbers;
    json_t *list = json_array();
    bool enough = list != NULL;
    for (size_t s = 0; s < n && enough; s++)
        enough = json_array_append_new(list, json_real(side_m[s])) == 0;
    if (!enough) {
        json_decref(list);
        list = NULL;
    }
    return json_pack("{s:o, s:o, s:i}", "metres", list, "number", numbers, "bits", bits);
}

static long add_shapes(const Reading *reading, const StyleLayer *layer, const Features *features) {
    DrawBytes bytes = {0};
    bool points = layer->geometry == STYLE_POINT;
    if (points)
        page_points_pack(features->xy, features->n, &bytes);
    else
        page_polygons_pack(&features->shape, &bytes);
    long set =
        page_shapes_add(reading->out->sets, points ? "point" : "polygon", features->n, &bytes);
    draw_bytes_free(&bytes);
    return set;
}

/* Which labels come first: the places of the features by falling priority. */
static json_t *label_json(const Reading *reading, const StyleLayer *layer,
                          const Features *features) {
    if (!layer->label.field) return json_null();
    DrawBytes bytes = {0};
    for (size_t i = 0; i < features->n; i++) {
        double priority = features->priority[i];
        page_bytes_unsigned(&bytes, priority > 0 && priority < 1e12 ? (uint64_t)priority : 0);
    }
    char *packed = page_bytes_base64(&bytes);
    json_t *json = json_pack("{s:o, s:s?, s:f, s:b, s:o, s:o, s:f}", "text",
                             texts_json(reading, features->label, features->n), "priority", packed,
                             "size", layer->label.size_pt, "bold", layer->label.bold, "colour",
                             colour_json(layer->label.colour), "halo",
                             colour_json(layer->label.halo), "scale", layer->label.max_scale);
    free(packed);
    draw_bytes_free(&bytes);
    return json;
}

static Status add_layer(const Reading *reading, const StyleLayer *layer, const Features *features) {
    int bits = 8;
    json_t *number = classes_of_features(features, &bits);
    long set = add_shapes(reading, layer, features);
    if (!number || set < 0) {
        json_decref(number);
        return no_memory(reading);
    }
    json_t *json = json_pack(
        "{s:s, s:s, s:s?, s:s?, s:s?, s:s, s:s?, s:b, s:b, s:f, s:I, s:i, s:o, s:o, s:o, s:o, s:o}",
        "id", layer->id, "kind", layer->family, "group", layer->group, "scenario", layer->scenario,
        "catchment", layer->catchment, "title", layer->title, "legend", layer->legend, "visible",
        layer->visible, "spread", layer->spread, "scale", layer->min_scale, "set", (json_int_t)set,
        "bits", bits, "class", number, "classes", classes_json(layer), "cells",
        cells_json(features), "hover",
        layer->hover ? texts_json(reading, features->hover, features->n) : json_null(), "label",
        label_json(reading, layer, features));
    return json && json_array_append_new(reading->out->layers, json) == 0 ? STATUS_OK
                                                                          : no_memory(reading);
}

static void widen(Box *box, const Box *more) {
    if (more->min_x > more->max_x) return;
    box->min_x = fmin(box->min_x, more->min_x);
    box->min_y = fmin(box->min_y, more->min_y);
    box->max_x = fmax(box->max_x, more->max_x);
    box->max_y = fmax(box->max_y, more->max_y);
}

static Status read_layer(const Reading *reading, const StyleLayer *layer) {
    Features features;
    if (layer->n_classes > MOST_CLASSES) return STATUS_OK;
    Status status = read_features(reading, layer, &features);
    if (status == STATUS_MISSING) {
        *reading->error = (Error){0};
        return STATUS_OK;
    }
    if (status != STATUS_OK) return status;
    if (features.n > 0) {
        widen(&reading->out->box, &features.box);
        status = add_layer(reading, layer, &features);
    }
    features_free(&features);
    return status;
}

Status page_layers_read(Store *store, const StyleSheet *sheet, const PageLimits *limits,
                        PageStrings *strings, PageLayers *layers, Error *error) {
    PageLayers made = {
        json_array(), json_array(), {INFINITY, INFINITY, -INFINITY, -INFINITY}, NULL, 0};
    Error own = {0};
    Reading reading = {store, limits, strings, &made, error ? error : &own};
    Status status = made.sets && made.layers ? STATUS_OK : no_memory(&reading);
    for (size_t i = 0; i < sheet->n_layers && status == STATUS_OK; i++)
        status = read_layer(&reading, &sheet->layer[i]);
    if (status == STATUS_OK)
        *layers = made;
    else
        page_layers_free(&made);
    return status;
}
