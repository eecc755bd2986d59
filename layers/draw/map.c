#include "layers/draw/map.h"
#include "layers/draw/map_internal.h"
#include <math.h>
#include <stdlib.h>

enum { BATCH = 400 }; /* points without an outline that are painted at once */
#define VEIL 0.74     /* of paper over what is not in focus */

/* A panel being drawn. */
typedef struct PanelWork {
    const MapSource *source;
    const MapView *view;
    const MapLayout *layout;
    double scale;
    Canvas *canvas;
    MapLabels labels;
} PanelWork;

static bool near_frame(const PageRect *frame, const double *xy, double size) {
    return xy[0] + size > frame->x && xy[0] - size < frame->x + frame->width &&
           xy[1] + size > frame->y && xy[1] - size < frame->y + frame->height;
}

/* Symbols with an outline one by one; those without, class by class in paths of many. */
static void draw_points(PanelWork *work, const StyleLayer *layer, const Features *features,
                        const double *place, double scale) {
    const PageRect *frame = &work->view->frame;
    int in_path = 0;
    const StyleSymbol *last = NULL;
    for (size_t i = 0; i < features->n; i++) {
        const StyleSymbol *symbol = &layer->style_class[features->style_class[i]].symbol;
        double size = symbol_size_mm(layer, features, i, work->view, scale, work->scale);
        if (!near_frame(frame, place + 2 * i, size)) continue;
        if (last && (symbol != last || in_path == BATCH)) {
            canvas_paint_each(work->canvas, last->fill, PAGE_NONE, 0);
            in_path = 0;
        }
        last = symbol->stroke.a > 0 && symbol->stroke_mm > 0 ? NULL : symbol;
        if (last) {
            symbol_path(work->canvas, symbol->shape, place[2 * i], place[2 * i + 1], size);
            in_path++;
        } else {
            symbol_point(work->canvas, symbol, place[2 * i], place[2 * i + 1], scale);
        }
    }
    if (last) canvas_paint_each(work->canvas, last->fill, PAGE_NONE, 0);
}

/* Symbols keep labels away, but not cells: they are a ground. */
static bool avoid_points(PanelWork *work, const StyleLayer *layer, const Features *features,
                         const double *place, double scale) {
    for (size_t i = 0; i < features->n && !symbol_is_cell(layer); i++) {
        double size = layer->style_class[features->style_class[i]].symbol.size_mm * scale;
        if (!near_frame(&work->view->frame, place + 2 * i, size)) continue;
        PageRect rect = {place[2 * i] - size / 2, place[2 * i + 1] - size / 2, size, size};
        if (!labels_avoid(&work->labels, rect)) return false;
    }
    return true;
}

static Status draw_layer(PanelWork *work, size_t number, double symbols, double **place) {
    const StyleLayer *layer = &work->source->sheet->layer[number];
    const Features *features = &work->source->layer[number];
    if (layer->geometry == STYLE_POLYGON) {
        symbol_polygons(work->canvas, layer, features, work->view, work->scale);
        return STATUS_OK;
    }
    *place = malloc((features->n + 1) * 2 * sizeof **place);
    if (!*place) return STATUS_NO_MEMORY;
    Status status = symbol_places(layer, features, work->view, symbols, *place);
    if (status != STATUS_OK) return status;
    draw_points(work, layer, features, *place, symbols);
    return avoid_points(work, layer, features, *place, symbols) ? STATUS_OK : STATUS_NO_MEMORY;
}

/* Paper over all that is not in focus, and a frame. */
static void draw_veil(PanelWork *work) {
    const MapSource *source = work->source;
    const PageRect *frame = &work->view->frame;
    canvas_rectangle(work->canvas, frame->x, frame->y, frame->width, frame->height);
    for (size_t p = 0; p < source->focus.n; p++)
        symbol_ring_path(work->canvas, &source->focus.shape, p, work->view);
    canvas_paint(work->canvas, canvas_faded(PAGE_PAPER, VEIL), PAGE_NONE, 0, 0);
}

static void draw_frame(PanelWork *work) {
    const PageRect *frame = &work->view->frame;
    canvas_rectangle(work->canvas, frame->x, frame->y, frame->width, frame->height);
    canvas_paint(work->canvas, PAGE_NONE, PAGE_LINE, 0.2 * work->scale, 0);
}

/* Large letters first, then from the topmost layer down; *place belongs to the points. */
static Status place_labels(PanelWork *work, const StylePanel *panel, double **place) {
    Status status = STATUS_OK;
    if (work->layout->inside && !labels_avoid(&work->labels, work->layout->legend))
        return STATUS_NO_MEMORY;
    for (double size_pt = 30; size_pt > 0 && status == STATUS_OK;) {
        double next = 0;
        for (size_t i = panel->n_layers; i-- > 0 && status == STATUS_OK;) {
            const StyleLayer *layer = &work->source->sheet->layer[panel->layer[i]];
            if (!layer->label.field) continue;
            double own = layer->label.size_pt;
            if (own < size_pt) next = fmax(next, own);
            if (own == size_pt)
                status = labels_place(&work->labels, work->source, layer,
                                      &work->source->layer[panel->layer[i]], work->view, place[i],
                                      work->scale, work->canvas);
        }
        size_pt = next;
    }
    return status;
}

static Status draw_panel(PanelWork *work, const StylePanel *panel) {
    const PageRect *frame = &work->view->frame;
    double **place = calloc(panel->n_layers + 1, sizeof *place);
    if (!place) return STATUS_NO_MEMORY;
    canvas_rectangle(work->canvas, frame->x, frame->y, frame->width, frame->height);
    canvas_clip(work->canvas);
    Status status = STATUS_OK;
    for (size_t i = 0; i < panel->n_layers && status == STATUS_OK; i++)
        status = draw_layer(
            work, panel->layer[i],
            symbol_scale(work->source, panel, panel->layer[i], work->view, work->scale), &place[i]);
    if (work->source->has_focus) draw_veil(work);
    canvas_unclip(work->canvas);
    if (work->source->has_focus) draw_frame(work);
    if (panel->title) {
        CanvasText how = {.size_pt = 10 * work->scale, .bold = true, .colour = PAGE_INK};
        canvas_text(work->canvas, &how, frame->x, frame->y - 5.5 * work->scale, panel->title);
    }
    if (status == STATUS_OK) status = place_labels(work, panel, place);
    if (status == STATUS_OK) labels_draw(&work->labels, work->scale, work->canvas);
    for (size_t i = 0; i < panel->n_layers; i++) free(place[i]);
    free(place);
    return status;
}

static void draw_legend(const MapSource *source, const Legend *legend, const MapLayout *layout,
                        Canvas *canvas) {
    const PageRect *rect = &layout->legend;
    if (layout->inside && source->has_focus) {
        double pad = 2 * legend->scale;
        canvas_rectangle(canvas, rect->x - pad, rect->y - pad, rect->width + 2 * pad,
                         rect->height + 2 * pad);
        canvas_paint(canvas, PAGE_PAPER, PAGE_LINE, 0.2 * legend->scale, 0);
    }
    legend_draw(legend, layout->columns, rect->x, rect->y, canvas);
}

/* The legend and where all goes; on crowded paper with smaller letters in the legend. */
static Status lay_out(const MapSource *source, const StyleMap *map, PageRect room, double scale,
                      Canvas *canvas, Legend *legend, MapLayout *layout) {
    Status status = STATUS_OK;
    for (double share = 1; share > 0.4 && status == STATUS_OK; share *= 0.85) {
        legend_free(legend);
        status = legend_make(source, map, scale * share, canvas, legend);
        if (status == STATUS_OK) layout_find(source, map, legend, room, scale, layout, &status);
        if (!layout->crowded) break;
    }
    legend->m_per_mm = layout->view[0].m_per_mm;
    return status;
}

static Status draw_all(const MapSource *source, const StyleMap *map, PageRect room, double scale,
                       Canvas *canvas) {
    Legend legend = {0};
    MapLayout layout = {0};
    Status status = lay_out(source, map, room, scale, canvas, &legend, &layout);
    for (size_t p = 0; p < map->n_panels && status == STATUS_OK; p++) {
        PanelWork work = {.source = source,
                          .view = &layout.view[p],
                          .layout = &layout,
                          .scale = scale,
                          .canvas = canvas};
        status = draw_panel(&work, &map->panel[p]);
        labels_free(&work.labels);
    }
    if (status == STATUS_OK) draw_legend(source, &legend, &layout, canvas);
    legend_free(&legend);
    return status;
}

static bool is_read(const MapSource *source, const StyleMap *map) {
    for (size_t p = 0; p < map->n_panels; p++)
        for (size_t i = 0; i < map->panel[p].n_layers; i++)
            if (map->panel[p].layer[i] >= source->n_layers ||
                !source->is_read[map->panel[p].layer[i]])
                return false;
    return true;
}

Status map_draw(const MapSource *source, const StyleMap *map, const PageWords *words,
                double width_mm, double height_mm, Canvas *canvas, Error *error) {
    if (!is_read(source, map)) return error_status(error, STATUS_BAD_ARGUMENT);
    PageWords told = *words;
    if (!told.title) told.title = map->title;
    if (!told.note) told.note = map->note;
    PageRect room = page_frame_draw(canvas, &told, width_mm, height_mm);
    Status status = draw_all(source, map, room, page_scale(width_mm, height_mm), canvas);
    return status == STATUS_OK ? STATUS_OK : error_status(error, status);
}

/* Metres a millimetre on paper of that size, words left aside. */
static double coarse_m(const MapSource *source, size_t panels, double width, double height) {
    double w = source->box.max_x - source->box.min_x, h = source->box.max_y - source->box.min_y;
    double beside = fmax(w * (double)panels / width, h / height);
    double stacked = fmax(w / width, h * (double)panels / height);
    return fmin(beside, stacked);
}

bool map_wants_landscape(const MapSource *source, const StyleMap *map) {
    return coarse_m(source, map->n_panels, 1.414, 1) <= coarse_m(source, map->n_panels, 1, 1.414);
}
