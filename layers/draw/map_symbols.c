#include "layers/draw/map_internal.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HATCH_MM      1.3 /* between lines */
#define HATCH_WIDE_MM 0.3

static const double PI = 3.14159265358979323846;

/* A polygon with n corners on a circle of radius r; every other one at `inner` of it. */
static void corners(Canvas *canvas, double x, double y, double r, int n, double turn,
                    double inner) {
    for (int i = 0; i < n; i++) {
        double angle = turn + 2 * PI * i / n, reach = i % 2 ? r * inner : r;
        double at_x = x + reach * sin(angle), at_y = y - reach * cos(angle);
        if (i == 0)
            canvas_move(canvas, at_x, at_y);
        else
            canvas_line(canvas, at_x, at_y);
    }
    canvas_close(canvas);
}

static void cross(Canvas *canvas, double x, double y, double half) {
    double arm = half * 0.3;
    const double xy[12][2] = {{-arm, -half}, {arm, -half}, {arm, -arm},   {half, -arm},
                              {half, arm},   {arm, arm},   {arm, half},   {-arm, half},
                              {-arm, arm},   {-half, arm}, {-half, -arm}, {-arm, -arm}};
    canvas_move(canvas, x + xy[0][0], y + xy[0][1]);
    for (int i = 1; i < 12; i++) canvas_line(canvas, x + xy[i][0], y + xy[i][1]);
    canvas_close(canvas);
}

void symbol_path(Canvas *canvas, StyleShape shape, double x, double y, double size_mm) {
    double half = size_mm / 2;
    switch (shape) {
    case STYLE_SQUARE:
        canvas_rectangle(canvas, x - half, y - half, size_mm, size_mm);
        break;
    case STYLE_TRIANGLE:
        corners(canvas, x, y + half * 0.2, half * 1.2, 3, 0, 1);
        break;
    case STYLE_DIAMOND:
        corners(canvas, x, y, half * 1.2, 4, 0, 1);
        break;
    case STYLE_STAR:
        corners(canvas, x, y, half * 1.25, 10, 0, 0.42);
        break;
    case STYLE_CROSS:
        cross(canvas, x, y, half);
        break;
    default:
        canvas_circle(canvas, x, y, half);
        break;
    }
}

void symbol_point(Canvas *canvas, const StyleSymbol *symbol, double x, double y, double scale) {
    symbol_path(canvas, symbol->shape, x, y, symbol->size_mm * scale);
    canvas_paint(canvas, symbol->fill, symbol->stroke, symbol->stroke_mm * scale, 0);
}

/* Lines from lower left to upper right over a rectangle; the path of the area is the clip. */
static void hatch(Canvas *canvas, StyleColour colour, PageRect rect, double scale) {
    double step = HATCH_MM * scale * sqrt(2);
    canvas_clip(canvas);
    /* all hatching of a page lies on the same lines */
    int first = (int)floor((rect.x + rect.y) / step);
    int last = (int)floor((rect.x + rect.y + rect.width + rect.height) / step);
    for (int i = first; i <= last; i++) {
        double sum = i * step;
        canvas_move(canvas, sum - rect.y, rect.y);
        canvas_line(canvas, sum - rect.y - rect.height, rect.y + rect.height);
    }
    canvas_paint(canvas, PAGE_NONE, colour, HATCH_WIDE_MM * scale, 0);
    canvas_unclip(canvas);
}

void symbol_swatch(Canvas *canvas, const StyleSymbol *symbol, PageRect rect, double scale) {
    bool line = symbol->fill.a == 0;
    if (symbol->filling == STYLE_HATCHED && !line) {
        canvas_rectangle(canvas, rect.x, rect.y, rect.width, rect.height);
        hatch(canvas, symbol->fill, rect, scale);
    }
    if (line) { /* a border is told by a line */
        canvas_move(canvas, rect.x, rect.y + rect.height / 2);
        canvas_line(canvas, rect.x + rect.width, rect.y + rect.height / 2);
    } else {
        canvas_rectangle(canvas, rect.x, rect.y, rect.width, rect.height);
    }
    bool bare = symbol->stroke.a == 0 && !line;
    canvas_paint(canvas, symbol->filling == STYLE_HATCHED ? PAGE_NONE : symbol->fill,
                 bare ? PAGE_LINE : symbol->stroke, (bare ? 0.1 : symbol->stroke_mm) * scale, 0);
}

/* ---- areas ---- */

static void ring_path(Canvas *canvas, const PolygonSet *set, size_t ring, const MapView *view) {
    for (size_t i = set->ring_point[ring]; i + 1 < set->ring_point[ring + 1]; i++) {
        double x = view_x(view, set->xy[2 * i]), y = view_y(view, set->xy[2 * i + 1]);
        if (i == set->ring_point[ring])
            canvas_move(canvas, x, y);
        else
            canvas_line(canvas, x, y);
    }
    canvas_close(canvas);
}

bool symbol_ring_path(Canvas *canvas, const PolygonSet *set, size_t p, const MapView *view) {
    Box box = polygon_set_box(set, p), seen = view_box(view);
    if (!(box.min_x <= seen.max_x && box.max_x >= seen.min_x && box.min_y <= seen.max_y &&
          box.max_y >= seen.min_y))
        return false;
    for (size_t ring = set->polygon_ring[p]; ring < set->polygon_ring[p + 1]; ring++)
        ring_path(canvas, set, ring, view);
    return true;
}

static void paint_areas(Canvas *canvas, const StyleSymbol *symbol, const Features *features,
                        size_t c, const MapView *view, double scale) {
    StyleColour stroke = symbol->stroke;
    double stroke_mm = symbol->stroke_mm;
    /* neighbours of one colour would show the paper between them as a hair */
    if (stroke.a == 0 && symbol->fill.a == 255) {
        stroke = symbol->fill;
        stroke_mm = 0.05;
    }
    for (size_t i = 0; i < features->n; i++)
        if (features->style_class[i] == (int32_t)c &&
            symbol_ring_path(canvas, &features->shape, i, view))
            canvas_paint(canvas, symbol->fill, stroke, stroke_mm * scale, 0);
}

static void hatch_areas(Canvas *canvas, const StyleSymbol *symbol, const Features *features,
                        size_t c, const MapView *view, double scale) {
    bool any = false;
    for (size_t i = 0; i < features->n; i++)
        if (features->style_class[i] == (int32_t)c)
            any = symbol_ring_path(canvas, &features->shape, i, view) || any;
    if (any) hatch(canvas, symbol->fill, view->frame, scale);
    for (size_t i = 0; i < features->n; i++)
        if (features->style_class[i] == (int32_t)c &&
            symbol_ring_path(canvas, &features->shape, i, view))
            canvas_paint(canvas, PAGE_NONE, symbol->stroke, symbol->stroke_mm * scale, 0);
}

void symbol_polygons(Canvas *canvas, const StyleLayer *layer, const Features *features,
                     const MapView *view, double scale) {
    for (size_t c = 0; c < layer->n_classes; c++) {
        const StyleSymbol *symbol = &layer->style_class[c].symbol;
        if (symbol->filling == STYLE_HATCHED && symbol->fill.a > 0)
            hatch_areas(canvas, symbol, features, c, view, scale);
        else
            paint_areas(canvas, symbol, features, c, view, scale);
    }
}

/* ---- how large ---- */

#define OVER_NUMBERS 0.65 /* points over a layer of numbers */
#define POINT_LEAST  1.2  /* mm: no point becomes smaller */
#define CELL_MOST_MM 2.5

static int number_order(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* How far the columns of a grid of points are apart: the median step from one x to the next. */
static double column_step_m(const Features *features) {
    double *x = features->n > 1 ? malloc(features->n * sizeof *x) : NULL, step = 0;
    if (!x) return 0;
    for (size_t i = 0; i < features->n; i++) x[i] = features->xy[2 * i];
    qsort(x, features->n, sizeof *x, number_order);
    size_t n = 0;
    for (size_t i = 1; i < features->n; i++)
        if (x[i] > x[i - 1]) x[n++] = x[i] - x[i - 1];
    if (n > 0) {
        qsort(x, n, sizeof *x, number_order);
        step = x[n / 2];
    }
    free(x);
    return step;
}

bool symbol_is_cell(const StyleLayer *layer) {
    if (layer->n_classes == 0) return false;
    const StyleSymbol *symbol = &layer->style_class[0].symbol;
    return symbol->shape == STYLE_SQUARE && symbol->stroke.a == 0 && symbol->size_mm > 0;
}

static double smallest_mm(const StyleLayer *layer) {
    double size = INFINITY;
    for (size_t c = 0; c < layer->n_classes; c++)
        size = fmin(size, layer->style_class[c].symbol.size_mm);
    return fmax(size, 0.1);
}

double symbol_size_mm(const StyleLayer *layer, const Features *features, size_t i,
                      const MapView *view, double symbols, double scale) {
    double size = layer->style_class[features->style_class[i]].symbol.size_mm;
    double side_m = features->side_m && symbol_is_cell(layer) ? features->side_m[i] : 0;
    if (side_m > 0) return fmax(side_m / view->m_per_mm, STYLE_CELL_LEAST * size * scale);
    return size * symbols;
}

double symbol_scale(const MapSource *source, const StylePanel *panel, size_t number,
                    const MapView *view, double scale) {
    const StyleLayer *layer = &source->sheet->layer[number];
    if (layer->geometry != STYLE_POINT) return scale;
    if (symbol_is_cell(layer)) {
        double cell = view ? column_step_m(&source->layer[number]) / view->m_per_mm : 0;
        double size = layer->style_class[0].symbol.size_mm * scale;
        if (cell < STYLE_CELL_LEAST * size) return scale; /* no grid */
        return scale * fmin(fmax(cell / size, STYLE_CELL_LEAST), CELL_MOST_MM * scale / size);
    }
    for (size_t i = 0; i < panel->n_layers && panel->layer[i] != number; i++)
        if (source->sheet->layer[panel->layer[i]].kind == STYLE_CLASSES)
            return scale * fmax(OVER_NUMBERS, fmin(1, POINT_LEAST / smallest_mm(layer)));
    return scale;
}

/* ---- points at one place ---- */

/* Those that have a place, in cells as wide as the largest symbol. */
typedef struct Spread {
    const double *xy;
    double *size;  /* width of each */
    size_t *next;  /* 1 + the next one in the cell; 0: the last */
    size_t *first; /* of each cell */
    size_t columns, rows;
    double cell, left, top;
} Spread;

static bool cell_of(const Spread *spread, double x, double y, size_t *column, size_t *row) {
    double c = (x - spread->left) / spread->cell, r = (y - spread->top) / spread->cell;
    if (!(c >= 0 && r >= 0 && c < (double)spread->columns && r < (double)spread->rows))
        return false;
    *column = (size_t)c;
    *row = (size_t)r;
    return true;
}

/* Whether a symbol there would hide one that has its place, or be hidden. */
static bool is_free(const Spread *spread, double x, double y, double size) {
    size_t column, row;
    if (!cell_of(spread, x, y, &column, &row)) return true;
    for (size_t r = row > 0 ? row - 1 : 0; r <= row + 1 && r < spread->rows; r++)
        for (size_t c = column > 0 ? column - 1 : 0; c <= column + 1 && c < spread->columns; c++)
            for (size_t i = spread->first[r * spread->columns + c]; i; i = spread->next[i - 1]) {
                double apart = 0.5 * (size + spread->size[i - 1]);
                if (hypot(spread->xy[2 * i - 2] - x, spread->xy[2 * i - 1] - y) < apart * 0.95)
                    return false;
            }
    return true;
}

/* The nearest free place on rings of six, twelve, … around its own. */
static void find_place(const Spread *spread, double *xy, double size) {
    enum { RINGS = 8 };
    for (int ring = 0; ring <= RINGS; ring++)
        for (int i = 0; i < (ring ? 6 * ring : 1); i++) {
            double angle = ring ? 2 * PI * i / (6 * ring) : 0;
            double x = xy[0] + ring * size * cos(angle), y = xy[1] + ring * size * sin(angle);
            if (!is_free(spread, x, y, size)) continue;
            xy[0] = x;
            xy[1] = y;
            return;
        }
}

static void take_place(Spread *spread, size_t i) {
    size_t column, row;
    if (!cell_of(spread, spread->xy[2 * i], spread->xy[2 * i + 1], &column, &row)) return;
    size_t *first = &spread->first[row * spread->columns + column];
    spread->next[i] = *first;
    *first = i + 1;
}

static Status spread_points(const StyleLayer *layer, const Features *features, const MapView *view,
                            double scale, double *xy) {
    double largest = 0.1;
    for (size_t c = 0; c < layer->n_classes; c++)
        largest = fmax(largest, layer->style_class[c].symbol.size_mm * scale);
    Spread spread = {.xy = xy, .cell = largest, .left = view->frame.x, .top = view->frame.y};
    spread.columns = (size_t)(view->frame.width / largest) + 1;
    spread.rows = (size_t)(view->frame.height / largest) + 1;
    spread.first = calloc(spread.columns * spread.rows, sizeof *spread.first);
    spread.next = calloc(features->n + 1, sizeof *spread.next);
    spread.size = calloc(features->n + 1, sizeof *spread.size);
    bool enough = spread.first && spread.next && spread.size;
    for (size_t i = 0; i < features->n && enough; i++) {
        spread.size[i] = layer->style_class[features->style_class[i]].symbol.size_mm * scale;
        find_place(&spread, xy + 2 * i, spread.size[i]);
        take_place(&spread, i);
    }
    free(spread.first);
    free(spread.next);
    free(spread.size);
    return enough ? STATUS_OK : STATUS_NO_MEMORY;
}

Status symbol_places(const StyleLayer *layer, const Features *features, const MapView *view,
                     double scale, double *xy) {
    for (size_t i = 0; i < features->n; i++) {
        xy[2 * i] = view_x(view, features->xy[2 * i]);
        xy[2 * i + 1] = view_y(view, features->xy[2 * i + 1]);
    }
    return layer->spread ? spread_points(layer, features, view, scale, xy) : STATUS_OK;
}
