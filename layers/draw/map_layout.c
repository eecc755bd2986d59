/*
 * Where panels and legend go: every arrangement is tried, and the one with the largest scale is
 * taken. Beside the map, below it, or, for a single panel, on ground where nothing is.
 */
#include "layers/draw/map_internal.h"
#include <cairo.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* In millimetres, before the page's scale. */
#define GAP_MM        5.0
#define PANEL_WORD_MM 6.5
#define FREE_MM       3.5 /* between legend and ground */
#define PAD_MM        1.5
#define FOCUS_PAD_MM  5.0

enum { MASK_CELLS = 256, SCALE_STEPS = 12 };

/* How many cells of the ground are taken, summed from the upper left corner. */
typedef struct Mask {
    int columns, rows;
    double cell_m;
    Box box;
    unsigned *sum; /* (columns + 1) × (rows + 1) */
} Mask;

/* ---- the ground that is taken ---- */

static void mask_path(cairo_t *cairo, const PolygonSet *set, const Mask *mask) {
    for (size_t ring = 0; ring < set->n_rings; ring++) {
        for (size_t i = set->ring_point[ring]; i + 1 < set->ring_point[ring + 1]; i++)
            cairo_line_to(cairo, (set->xy[2 * i] - mask->box.min_x) / mask->cell_m,
                          (mask->box.max_y - set->xy[2 * i + 1]) / mask->cell_m);
        cairo_close_path(cairo);
    }
}

static bool sum_mask(Mask *mask, cairo_surface_t *surface) {
    size_t wide = (size_t)mask->columns + 1;
    mask->sum = calloc(wide * ((size_t)mask->rows + 1), sizeof *mask->sum);
    if (!mask->sum) return false;
    cairo_surface_flush(surface);
    const unsigned char *data = cairo_image_surface_get_data(surface);
    size_t stride = (size_t)cairo_image_surface_get_stride(surface);
    for (size_t r = 1; r <= (size_t)mask->rows; r++)
        for (size_t c = 1; c < wide; c++)
            mask->sum[r * wide + c] = (data[(r - 1) * stride + c - 1] > 0) +
                                      mask->sum[(r - 1) * wide + c] + mask->sum[r * wide + c - 1] -
                                      mask->sum[(r - 1) * wide + c - 1];
    return true;
}

static bool mask_make(const MapSource *source, Mask *mask) {
    double width = source->box.max_x - source->box.min_x;
    double height = source->box.max_y - source->box.min_y;
    *mask = (Mask){.box = source->box, .cell_m = fmax(fmax(width, height) / MASK_CELLS, 1e-6)};
    mask->columns = (int)(width / mask->cell_m) + 1;
    mask->rows = (int)(height / mask->cell_m) + 1;
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_A8, mask->columns, mask->rows);
    cairo_t *cairo = cairo_create(surface);
    mask_path(cairo, &source->focus.shape, mask);
    cairo_set_line_width(cairo, 1);
    cairo_fill_preserve(cairo);
    cairo_stroke(cairo);
    bool done = cairo_status(cairo) == CAIRO_STATUS_SUCCESS && sum_mask(mask, surface);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return done;
}

static int clamped(double value, int most) {
    return value < 0 ? 0 : value > most ? most : (int)value;
}

static bool mask_free_at(const Mask *mask, const MapView *view, const PageRect *rect,
                         double around) {
    double m = view->m_per_mm, cell = mask->cell_m;
    double left = view->left_m + (rect->x - around - view->frame.x) * m - mask->box.min_x;
    double top = mask->box.max_y - view->top_m + (rect->y - around - view->frame.y) * m;
    double right = left + (rect->width + 2 * around) * m;
    double bottom = top + (rect->height + 2 * around) * m;
    int a = clamped(floor(left / cell), mask->columns),
        b = clamped(ceil(right / cell), mask->columns);
    int c = clamped(floor(top / cell), mask->rows), d = clamped(ceil(bottom / cell), mask->rows);
    size_t wide = (size_t)mask->columns + 1;
    const unsigned *sum = mask->sum;
    return sum[(size_t)d * wide + (size_t)b] - sum[(size_t)c * wide + (size_t)b] -
               sum[(size_t)d * wide + (size_t)a] + sum[(size_t)c * wide + (size_t)a] ==
           0;
}

/* ---- panels ---- */

/* What the search of a layout needs throughout. */
typedef struct Search {
    const MapSource *source;
    const StyleMap *map;
    const Legend *legend;
    PageRect room;
    double scale, pad;
    MapLayout *best;
    double best_m; /* metres a millimetre; INFINITY: none yet */
} Search;

static double fitting_m(const Search *search, const PageRect *frame) {
    const Box *box = &search->source->box;
    double width = fmax(frame->width - 2 * search->pad, 1);
    double height = fmax(frame->height - 2 * search->pad, 1);
    double m = fmax((box->max_x - box->min_x) / width, (box->max_y - box->min_y) / height);
    return map_round_scale(fmax(m, 1e-3));
}

/* The box within the frame: share 0 at its left or upper edge, 1 at the other. */
static MapView view_of(const Search *search, const PageRect *frame, double m_per_mm, double share_x,
                       double share_y) {
    const Box *box = &search->source->box;
    double free_x = frame->width - 2 * search->pad - (box->max_x - box->min_x) / m_per_mm;
    double free_y = frame->height - 2 * search->pad - (box->max_y - box->min_y) / m_per_mm;
    return (MapView){.frame = *frame,
                     .m_per_mm = m_per_mm,
                     .left_m = box->min_x - (search->pad + free_x * share_x) * m_per_mm,
                     .top_m = box->max_y + (search->pad + free_y * share_y) * m_per_mm};
}

/* The frames of all panels in a rectangle, beside or below each other. */
static void split_room(const Search *search, PageRect room, bool stacked, PageRect *frame) {
    size_t n = search->map->n_panels;
    double gap = GAP_MM * search->scale, words = n > 1 ? PANEL_WORD_MM * search->scale : 0;
    double width = stacked ? room.width : (room.width - gap * (double)(n - 1)) / (double)n;
    double height = stacked ? (room.height - gap * (double)(n - 1)) / (double)n : room.height;
    for (size_t p = 0; p < n; p++) {
        frame[p] = (PageRect){room.x, room.y + words, width, height - words};
        if (stacked)
            frame[p].y += (double)p * (height + gap);
        else
            frame[p].x += (double)p * (width + gap);
    }
}

static void try_panels(Search *search, PageRect room, bool stacked, PageRect legend,
                       size_t columns) {
    PageRect frame[STYLE_PANELS] = {{0}};
    if (room.width < 5 || room.height < 5) return;
    split_room(search, room, stacked, frame);
    if (frame[0].width < 5 || frame[0].height < 5) return;
    double m = fitting_m(search, &frame[0]);
    if (!(m < search->best_m)) return;
    search->best_m = m;
    *search->best = (MapLayout){.legend = legend, .columns = columns};
    for (size_t p = 0; p < search->map->n_panels; p++)
        search->best->view[p] = view_of(search, &frame[p], m, 0.5, 0.5);
}

static void try_beside(Search *search, size_t columns, bool stacked) {
    PageRect left = search->room, legend = {.y = left.y};
    legend_size(search->legend, columns, &legend.width, &legend.height);
    if (legend.height > left.height) return;
    legend.x = left.x + left.width - legend.width;
    left.width -= legend.width + GAP_MM * search->scale;
    try_panels(search, left, stacked, legend, columns);
}

static void try_below(Search *search, size_t columns, bool stacked) {
    PageRect above = search->room, legend = {.x = above.x};
    legend_size(search->legend, columns, &legend.width, &legend.height);
    if (legend.width > above.width) return;
    legend.y = above.y + above.height - legend.height;
    above.height -= legend.height + GAP_MM * search->scale;
    try_panels(search, above, stacked, legend, columns);
}

/* Of two layouts with one scale the first stays: a narrow legend beside, a low one below. */
static void try_outside(Search *search, bool stacked) {
    for (size_t columns = 1; columns <= LEGEND_COLUMNS; columns++)
        try_beside(search, columns, stacked);
    for (size_t columns = LEGEND_COLUMNS; columns > 0; columns--)
        try_below(search, columns, stacked);
}

/* ---- the legend within the frame ---- */

/* Places along the frame's edges, corners first, as shares of what is free. */
static const double PLACE[][2] = {{0, 1},    {1, 1},    {0, 0},    {1, 0},    {0.25, 1},
                                  {0.75, 1}, {0.5, 1},  {0.25, 0}, {0.75, 0}, {0.5, 0},
                                  {0.35, 0}, {0.65, 0}, {0.35, 1}, {0.65, 1}, {0, 0.5},
                                  {1, 0.5},  {0, 0.25}, {0, 0.75}, {1, 0.25}, {1, 0.75}};
static const double SHIFT[][2] = {{0.5, 0.5}, {0.5, 0}, {0.5, 1}, {0, 0.5}, {1, 0.5},
                                  {1, 0},     {0, 0},   {0, 1},   {1, 1}};

static bool find_place(const Search *search, const Mask *mask, const MapView *view,
                       PageRect *legend, size_t *columns) {
    double inset = search->source->has_focus ? 2 * search->scale : 0;
    for (*columns = 1; *columns <= LEGEND_COLUMNS; (*columns)++) {
        legend_size(search->legend, *columns, &legend->width, &legend->height);
        double free_x = view->frame.width - 2 * inset - legend->width;
        double free_y = view->frame.height - 2 * inset - legend->height;
        if (free_x < 0 || free_y < 0) continue;
        for (size_t i = 0; i < sizeof PLACE / sizeof *PLACE; i++) {
            legend->x = view->frame.x + inset + PLACE[i][0] * free_x;
            legend->y = view->frame.y + inset + PLACE[i][1] * free_y;
            if (mask_free_at(mask, view, legend, FREE_MM * search->scale)) return true;
        }
    }
    return false;
}

static bool try_inside_at(Search *search, const Mask *mask, double m) {
    for (size_t s = 0; s < sizeof SHIFT / sizeof *SHIFT; s++) {
        MapView view = view_of(search, &search->room, m, SHIFT[s][0], SHIFT[s][1]);
        PageRect legend;
        size_t columns;
        if (!find_place(search, mask, &view, &legend, &columns)) continue;
        *search->best =
            (MapLayout){.view = {view}, .legend = legend, .columns = columns, .inside = true};
        search->best_m = m;
        return true;
    }
    return false;
}

/* From the largest scale that fits down to that of the best layout so far. */
static Status try_inside(Search *search) {
    Mask mask;
    if (!mask_make(search->source, &mask)) {
        free(mask.sum);
        return STATUS_NO_MEMORY;
    }
    double m = fitting_m(search, &search->room);
    for (int step = 0; step < SCALE_STEPS && m < search->best_m; step++) {
        if (try_inside_at(search, &mask, m)) break;
        m = map_round_scale(m * 1.01);
    }
    free(mask.sum);
    return STATUS_OK;
}

/* Paper with no room for the legend: it lies over the map's lower left corner. */
static void lay_over(Search *search) {
    PageRect room = search->room, over = {room.x, room.y, 0, 0}, frame[STYLE_PANELS];
    legend_size(search->legend, 1, &over.width, &over.height);
    over.y = room.y + room.height - over.height;
    split_room(search, room, false, frame);
    double m = fitting_m(search, &frame[0]);
    *search->best = (MapLayout){.legend = over, .columns = 1, .inside = true, .crowded = true};
    for (size_t p = 0; p < search->map->n_panels; p++)
        search->best->view[p] = view_of(search, &frame[p], m, 0.5, 0.5);
}

void layout_find(const MapSource *source, const StyleMap *map, const Legend *legend, PageRect room,
                 double scale, MapLayout *layout, Status *status) {
    Search search = {.source = source,
                     .map = map,
                     .legend = legend,
                     .room = room,
                     .scale = scale,
                     .pad = (source->has_focus ? FOCUS_PAD_MM : PAD_MM) * scale,
                     .best = layout,
                     .best_m = INFINITY};
    for (int stacked = 0; stacked <= (map->n_panels > 1); stacked++) try_outside(&search, stacked);
    *status = map->n_panels == 1 ? try_inside(&search) : STATUS_OK;
    if (*status == STATUS_OK && isinf(search.best_m)) lay_over(&search);
}
