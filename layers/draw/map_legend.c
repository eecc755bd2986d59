#include "layers/draw/map_internal.h"
#include "layers/model/grow.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* In millimetres, before the page's scale. */
#define SYMBOL_MM    6.5
#define GAP_MM       1.6 /* symbol to text */
#define ROW_GAP_MM   0.7
#define GROUP_GAP_MM 2.2
#define COLUMN_MM    6.0 /* between columns */
#define RULER_GAP_MM 3.0
#define TEXT_MOST_MM 62.0

static CanvasText row_text(const Legend *legend, bool heading) {
    return (CanvasText){.size_pt = (heading ? 7.5 : 7.2) * legend->scale,
                        .bold = heading,
                        .colour = PAGE_INK,
                        .width_mm = 0};
}

/* Long texts are broken, short ones take no more than they need. */
static CanvasText fitted(const Legend *legend, const LegendRow *row) {
    CanvasText how = row_text(legend, !row->symbol);
    double indent = row->symbol ? (SYMBOL_MM + GAP_MM) * legend->scale : 0;
    if (row->width_mm - indent >= (TEXT_MOST_MM - 0.01) * legend->scale)
        how.width_mm = TEXT_MOST_MM * legend->scale;
    return how;
}

/* A point as large as on the map, but so that its colour can be told. */
static double point_size(const LegendRow *row) {
    return fmax(row->symbol->size_mm * row->symbol_scale, row->symbol->stroke.a > 0 ? 0 : 2.2);
}

static bool add_row(Legend *legend, Canvas *canvas, LegendRow row) {
    if (!grow((void **)&legend->row, legend->n, &legend->capacity_, sizeof row)) return false;
    CanvasText how = row_text(legend, !row.symbol);
    double scale = legend->scale, width, height;
    canvas_text_size(canvas, &how, row.text, &width, &height);
    if (width > TEXT_MOST_MM * scale) {
        how.width_mm = width = TEXT_MOST_MM * scale;
        double unused;
        canvas_text_size(canvas, &how, row.text, &unused, &height);
    }
    row.width_mm = width + (row.symbol ? (SYMBOL_MM + GAP_MM) * scale : 0);
    double symbol = row.symbol ? 3.6 * scale : 0;
    if (row.symbol && row.geometry == STYLE_POINT) symbol = point_size(&row);
    row.height_mm = fmax(height, symbol);
    legend->row[legend->n++] = row;
    return true;
}

static bool meets(const Box *a, const Box *b) {
    return a->min_x <= b->max_x && a->max_x >= b->min_x && a->min_y <= b->max_y &&
           a->max_y >= b->min_y;
}

/* Which classes the map shows within what it looks at. */
static void mark_used(const MapSource *source, size_t number, bool *used) {
    const Features *features = &source->layer[number];
    for (size_t i = 0; i < features->n; i++) {
        if (used[features->style_class[i]]) continue;
        const double *xy = features->xy + 2 * i;
        Box box = features->geometry == STYLE_POINT ? (Box){xy[0], xy[1], xy[0], xy[1]}
                                                    : polygon_set_box(&features->shape, i);
        if (!source->has_focus || meets(&box, &source->box)) used[features->style_class[i]] = true;
    }
}

/*
 * A scale of numbers is told whole, for a gap in it would look like a mistake; of categories, and
 * for "no value", what is there. A class without words stands below the one before it.
 */
static bool is_told(const StyleLayer *layer, const bool *used, size_t c) {
    const StyleClass *class = &layer->style_class[c];
    if (!class->label || !*class->label) return false;
    bool any = false;
    for (size_t i = c; i < layer->n_classes && (i == c || !layer->style_class[i].label); i++)
        any = any || used[i];
    if (any) return true;
    if (layer->kind != STYLE_CLASSES || class->is_null) return false;
    for (size_t i = 0; i < layer->n_classes; i++)
        if (used[i] && !layer->style_class[i].is_null) return true;
    return false;
}

static bool same_symbol(const StyleSymbol *a, const StyleSymbol *b) {
    return a->shape == b->shape && a->size_mm == b->size_mm && a->filling == b->filling &&
           memcmp(&a->fill, &b->fill, sizeof a->fill) == 0 &&
           memcmp(&a->stroke, &b->stroke, sizeof a->stroke) == 0 && a->stroke_mm == b->stroke_mm;
}

/* Before and after share their classes. */
static bool is_there(const Legend *legend, const StyleClass *class, StyleGeometry geometry) {
    for (size_t i = 0; i < legend->n; i++)
        if (legend->row[i].symbol && legend->row[i].geometry == geometry &&
            strcmp(legend->row[i].text, class->label) == 0 &&
            same_symbol(legend->row[i].symbol, &class->symbol))
            return true;
    return false;
}

/* Whether two layers show the same of two scenarios, with the same classes. */
static bool same_family(const StyleLayer *a, const StyleLayer *b) {
    bool same_catchment = a->catchment && b->catchment ? strcmp(a->catchment, b->catchment) == 0
                                                       : a->catchment == b->catchment;
    return same_catchment && a->n_classes == b->n_classes && strcmp(a->family, b->family) == 0;
}

/* What one panel alone shows stands below the heading of both. */
static void mark_used_in_all(const MapSource *source, const StyleMap *map, size_t number,
                             bool *used) {
    const StyleLayer *layer = source->sheet->layer;
    for (size_t p = 0; p < map->n_panels; p++)
        for (size_t i = 0; i < map->panel[p].n_layers; i++) {
            size_t other = map->panel[p].layer[i];
            if (same_family(&layer[number], &layer[other])) mark_used(source, other, used);
        }
}

static bool add_layer(Legend *legend, const MapSource *source, const StyleMap *map,
                      const StylePanel *panel, size_t number, Canvas *canvas) {
    const StyleLayer *layer = &source->sheet->layer[number];
    bool *used = calloc(layer->n_classes + 1, sizeof *used), begins = true, done = true;
    double symbols = symbol_scale(source, panel, number, NULL, legend->scale);
    if (!used) return false;
    mark_used_in_all(source, map, number, used);
    for (size_t c = 0; c < layer->n_classes && done; c++) {
        const StyleClass *class = &layer->style_class[c];
        if (!is_told(layer, used, c) || is_there(legend, class, layer->geometry)) continue;
        const char *heading = layer->legend ? layer->legend : layer->title;
        if (begins && layer->kind != STYLE_SINGLE) {
            done = add_row(legend, canvas, (LegendRow){.text = heading, .begins = true});
            begins = false;
        }
        if (!done) break;
        done = add_row(legend, canvas,
                       (LegendRow){.symbol = &class->symbol,
                                   .symbol_scale = symbols,
                                   .geometry = layer->geometry,
                                   .text = class->label,
                                   .begins = begins});
        begins = false;
    }
    free(used);
    return done;
}

/* Points first, then what lies below them: from the topmost layer to the lowest. */
Status legend_make(const MapSource *source, const StyleMap *map, double scale, Canvas *canvas,
                   Legend *legend) {
    Legend made = {.scale = scale};
    bool done = true;
    for (size_t p = map->n_panels; p-- > 0 && done;)
        for (size_t i = map->panel[p].n_layers; i-- > 0 && done;)
            done = add_layer(&made, source, map, &map->panel[p], map->panel[p].layer[i], canvas);
    if (!done) {
        legend_free(&made);
        return STATUS_NO_MEMORY;
    }
    *legend = made;
    return STATUS_OK;
}

void legend_free(Legend *legend) {
    free(legend->row);
    *legend = (Legend){0};
}

/* ---- in columns ---- */

/* Above the row, where it is not the first of its column. */
static double gap_above(const Legend *legend, size_t i) {
    bool group = legend->row[i].begins && (!legend->row[i].symbol || !legend->row[i - 1].begins);
    return (group ? GROUP_GAP_MM : ROW_GAP_MM) * legend->scale;
}

/* The row after the group of row i: layers stay together. */
static size_t group_end(const Legend *legend, size_t i) {
    for (i++; i < legend->n && !legend->row[i].begins; i++) {
    }
    return i;
}

static double rows_height(const Legend *legend, size_t begin, size_t end) {
    double height = 0;
    for (size_t i = begin; i < end; i++)
        height += legend->row[i].height_mm + (i > begin ? gap_above(legend, i) : 0);
    return height;
}

/* Fills columns up to `most`; returns how many are needed and sets the row that begins each. */
static size_t fill_columns(const Legend *legend, double most, size_t begin[LEGEND_COLUMNS + 1]) {
    size_t n = 0, start = 0;
    begin[0] = 0;
    for (size_t i = 0; i < legend->n;) {
        size_t end = group_end(legend, i);
        if (i > start && rows_height(legend, start, end) > most + 1e-9) {
            if (++n >= LEGEND_COLUMNS) return LEGEND_COLUMNS + 1;
            begin[n] = start = i;
        }
        i = end;
    }
    begin[n + 1] = legend->n;
    return n + 1;
}

/* The lowest columns, at most so many. */
static size_t balance_columns(const Legend *legend, size_t columns,
                              size_t begin[LEGEND_COLUMNS + 1]) {
    double most = rows_height(legend, 0, legend->n), best = most;
    for (size_t a = 0; a < legend->n; a = group_end(legend, a))
        for (size_t b = group_end(legend, a);; b = group_end(legend, b)) {
            double height = rows_height(legend, a, b);
            if (height < best && fill_columns(legend, height, begin) <= columns) best = height;
            if (b >= legend->n) break;
        }
    return fill_columns(legend, best, begin);
}

static double column_width(const Legend *legend, size_t begin, size_t end) {
    double width = 0;
    for (size_t i = begin; i < end; i++) width = fmax(width, legend->row[i].width_mm);
    return width;
}

void legend_size(const Legend *legend, size_t columns, double *width_mm, double *height_mm) {
    size_t begin[LEGEND_COLUMNS + 1];
    size_t n = balance_columns(legend, columns, begin);
    double width = COLUMN_MM * legend->scale * (double)(n - 1), height = 0;
    for (size_t c = 0; c < n; c++) {
        width += column_width(legend, begin[c], begin[c + 1]);
        height = fmax(height, rows_height(legend, begin[c], begin[c + 1]));
    }
    double ruler = ruler_most_mm(legend->scale) + 11 * legend->scale;
    *width_mm = fmax(width, ruler);
    *height_mm = height + RULER_GAP_MM * legend->scale + ruler_height_mm(legend->scale);
}

static void draw_row(const Legend *legend, size_t i, double x, double y, Canvas *canvas) {
    const LegendRow *row = &legend->row[i];
    double scale = legend->scale, indent = row->symbol ? (SYMBOL_MM + GAP_MM) * scale : 0;
    CanvasText how = fitted(legend, row);
    double width, height;
    canvas_text_size(canvas, &how, row->text, &width, &height);
    canvas_text(canvas, &how, x + indent, y + (row->height_mm - height) / 2, row->text);
    double middle = y + row->height_mm / 2;
    if (row->symbol && row->geometry == STYLE_POINT)
        symbol_point(canvas, row->symbol, x + SYMBOL_MM / 2 * scale, middle,
                     point_size(row) / row->symbol->size_mm);
    else if (row->symbol)
        symbol_swatch(canvas, row->symbol,
                      (PageRect){x, middle - 1.6 * scale, SYMBOL_MM * scale, 3.2 * scale}, scale);
}

void legend_draw(const Legend *legend, size_t columns, double x, double y, Canvas *canvas) {
    size_t begin[LEGEND_COLUMNS + 1];
    size_t n = balance_columns(legend, columns, begin);
    double left = x, bottom = y;
    for (size_t c = 0; c < n; c++) {
        double at = y;
        for (size_t i = begin[c]; i < begin[c + 1]; i++) {
            if (i > begin[c]) at += gap_above(legend, i);
            draw_row(legend, i, left, at, canvas);
            at += legend->row[i].height_mm;
        }
        left += column_width(legend, begin[c], begin[c + 1]) + COLUMN_MM * legend->scale;
        bottom = fmax(bottom, at);
    }
    ruler_draw(canvas, x, bottom + RULER_GAP_MM * legend->scale, legend->m_per_mm, legend->scale);
}
