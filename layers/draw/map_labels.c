#include "layers/draw/map_internal.h"
#include "layers/model/grow.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NEARBY_MM 40.0
#define APART_MM  0.8 /* between labels in one line */

enum { POSITIONS = 8 };

/* Beside a point, the best first: which part of the label's box lies at the point (0 … 1), and on
 * which side of it (Imhof, 1975: upper right, then the others). */
static const struct {
    double x, y, side_x, side_y;
} POSITION[POSITIONS] = {{0, 0.8, 1, -0.3}, {0, 0.5, 1, 0},    {0, 0.2, 1, 0.3}, {1, 0.8, -1, -0.3},
                         {1, 0.5, -1, 0},   {1, 0.2, -1, 0.3}, {0.5, 1, 0, -1},  {0.5, 0, 0, 1}};

/* A label that looks for its place. */
typedef struct Wanted {
    size_t feature;
    double priority;
} Wanted;

void labels_free(MapLabels *labels) {
    free(labels->label);
    free(labels->taken);
    *labels = (MapLabels){0};
}

bool rects_meet(const PageRect *a, const PageRect *b) {
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

bool labels_avoid(MapLabels *labels, PageRect rect) {
    if (!grow((void **)&labels->taken, labels->n_taken, &labels->taken_capacity_, sizeof rect))
        return false;
    labels->taken[labels->n_taken++] = rect;
    return true;
}

static bool is_free(const MapLabels *labels, const PageRect *rect, const PageRect *frame) {
    if (rect->x < frame->x || rect->y < frame->y ||
        rect->x + rect->width > frame->x + frame->width ||
        rect->y + rect->height > frame->y + frame->height)
        return false;
    for (size_t i = 0; i < labels->n_taken; i++)
        if (rects_meet(rect, &labels->taken[i])) return false;
    return true;
}

/* The earlier one first: the larger priority, then the order of the features. */
static int wanted_order(const void *a, const void *b) {
    const Wanted *x = a, *y = b;
    if (x->priority != y->priority) return x->priority > y->priority ? -1 : 1;
    return x->feature < y->feature ? -1 : x->feature > y->feature;
}

static bool in_focus(const MapSource *source, double x_m, double y_m) {
    if (!source->has_focus) return true;
    for (size_t i = 0; i < source->focus.n; i++)
        if (polygon_set_distance_m(&source->focus.shape, i, x_m, y_m) == 0) return true;
    return false;
}

static bool beside_point(const MapLabels *labels, const MapView *view, const double *at,
                         double half, PageRect *rect) {
    double away = half + 0.3;
    for (int i = 0; i < POSITIONS; i++) {
        rect->x = at[0] + POSITION[i].side_x * away - POSITION[i].x * rect->width;
        rect->y = at[1] + POSITION[i].side_y * away - POSITION[i].y * rect->height;
        if (is_free(labels, rect, &view->frame)) return true;
    }
    return false;
}

/* ---- inside an area ---- */

static bool point_inside(const PolygonSet *set, size_t p, double x, double y) {
    bool inside = false;
    for (size_t ring = set->polygon_ring[p]; ring < set->polygon_ring[p + 1]; ring++)
        for (size_t i = set->ring_point[ring]; i + 1 < set->ring_point[ring + 1]; i++) {
            const double *a = set->xy + 2 * i, *b = a + 2;
            if ((a[1] > y) != (b[1] > y) && x < a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]))
                inside = !inside;
        }
    return inside;
}

/* How much of the label's box lies in the area: of 5 × 3 points in it. */
static int box_inside(const PolygonSet *set, size_t p, const MapView *view, const PageRect *rect) {
    int inside = 0;
    for (int i = 0; i < 5; i++)
        for (int j = 0; j < 3; j++) {
            double x = rect->x + rect->width * (0.04 + 0.23 * i);
            double y = rect->y + rect->height * (0.2 + 0.3 * j);
            double x_m = view->left_m + (x - view->frame.x) * view->m_per_mm;
            double y_m = view->top_m - (y - view->frame.y) * view->m_per_mm;
            inside += point_inside(set, p, x_m, y_m);
        }
    return inside;
}

/*
 * Tries places on a grid over the area, from its middle outwards, and takes the free one that is
 * the most inside; all or nearly all of the label must be.
 */
static bool inside_area(const MapLabels *labels, const MapView *view, const PolygonSet *set,
                        size_t p, PageRect *rect) {
    enum { ALL = 15, ENOUGH = 14 };
    Box box = polygon_set_box(set, p);
    if (box.min_x > box.max_x) return false;
    double width = (box.max_x - box.min_x) / view->m_per_mm;
    double height = (box.max_y - box.min_y) / view->m_per_mm;
    if (rect->width > width * 1.05 || rect->height > height) return false;
    double middle_x = view_x(view, (box.min_x + box.max_x) / 2) - rect->width / 2;
    double middle_y = view_y(view, (box.min_y + box.max_y) / 2) - rect->height / 2;
    int best = 0;
    PageRect found = *rect;
    static const int STEP[] = {0, 1, -1, 2, -2, 3, -3, 4, -4};
    for (int i = 0; i < 9 && best < ALL; i++)
        for (int j = 0; j < 9 && best < ALL; j++) {
            PageRect tried = {middle_x + STEP[j] * width / 12, middle_y + STEP[i] * height / 12,
                              rect->width, rect->height};
            if (!is_free(labels, &tried, &view->frame)) continue;
            int inside = box_inside(set, p, view, &tried);
            if (inside <= best) continue;
            best = inside;
            found = tried;
        }
    if (best < ENOUGH) return false;
    *rect = found;
    return true;
}

/* ---- a layer ---- */

static CanvasText text_of(const StyleLabel *style, double scale) {
    return (CanvasText){.size_pt = style->size_pt * scale,
                        .bold = style->bold,
                        .colour = style->colour,
                        .halo = style->halo};
}

static bool add_label(MapLabels *labels, const StyleLabel *style, const char *text,
                      const PageRect *rect, bool broken) {
    MapLabel label = {text, rect->x, rect->y, rect->width, rect->height, style, broken};
    if (!grow((void **)&labels->label, labels->n, &labels->capacity_, sizeof label)) return false;
    labels->label[labels->n++] = label;
    return labels_avoid(
        labels, (PageRect){rect->x - APART_MM, rect->y, rect->width + 2 * APART_MM, rect->height});
}

/* A unit and the point in it often have one name: told once. */
static bool told_nearby(const MapLabels *labels, const char *text, const PageRect *rect,
                        double scale) {
    for (size_t i = 0; i < labels->n; i++) {
        const MapLabel *label = &labels->label[i];
        if (strcmp(label->text, text) == 0 &&
            hypot(label->x - rect->x, label->y - rect->y) < NEARBY_MM * scale)
            return true;
    }
    return false;
}

/* In two lines, broken at the last blank: narrower. False where there is no blank. */
static bool break_label(Canvas *canvas, CanvasText how, const char *text, PageRect *rect) {
    const char *blank = strrchr(text, ' ');
    char first[128];
    if (!blank || blank == text || (size_t)(blank - text) >= sizeof first) return false;
    memcpy(first, text, (size_t)(blank - text));
    first[blank - text] = '\0';
    double width, height;
    canvas_text_size(canvas, &how, first, &rect->width, &height);
    canvas_text_size(canvas, &how, blank + 1, &width, &height);
    how.width_mm = rect->width = fmax(rect->width, width) + 0.3;
    canvas_text_size(canvas, &how, text, &width, &rect->height);
    return true;
}

/* Labels of points in focus may reach out of it, those of areas lie within their area. */
static bool is_shown(const MapSource *source, const Features *features, size_t i,
                     const MapView *view, const PageRect *rect) {
    if (features->geometry == STYLE_POINT)
        return in_focus(source, features->xy[2 * i], features->xy[2 * i + 1]);
    double x = rect->x + rect->width / 2, y = rect->y + rect->height / 2;
    return in_focus(source, view->left_m + (x - view->frame.x) * view->m_per_mm,
                    view->top_m - (y - view->frame.y) * view->m_per_mm);
}

static bool place_one(MapLabels *labels, const MapSource *source, const StyleLayer *layer,
                      const Features *features, size_t i, const MapView *view, const double *place,
                      double scale, Canvas *canvas) {
    CanvasText how = text_of(&layer->label, scale);
    const char *text = features->label[i];
    PageRect rect = {0};
    canvas_text_size(canvas, &how, text, &rect.width, &rect.height);
    double half = layer->style_class[features->style_class[i]].symbol.size_mm * scale / 2;
    bool found, broken = false;
    if (features->geometry == STYLE_POINT) {
        found = beside_point(labels, view, place + 2 * i, half, &rect);
    } else {
        found = inside_area(labels, view, &features->shape, i, &rect);
        if (!found) broken = break_label(canvas, how, text, &rect);
        if (broken) found = inside_area(labels, view, &features->shape, i, &rect);
    }
    if (!found || !is_shown(source, features, i, view, &rect) ||
        told_nearby(labels, text, &rect, scale))
        return true;
    return add_label(labels, &layer->label, text, &rect, broken);
}

Status labels_place(MapLabels *labels, const MapSource *source, const StyleLayer *layer,
                    const Features *features, const MapView *view, const double *place,
                    double scale, Canvas *canvas) {
    if (layer->label.max_scale > 0 && view->m_per_mm * 1000 > layer->label.max_scale)
        return STATUS_OK;
    Wanted *wanted = malloc((features->n + 1) * sizeof *wanted);
    if (!wanted) return STATUS_NO_MEMORY;
    size_t n = 0;
    for (size_t i = 0; i < features->n; i++)
        if (features->label[i]) wanted[n++] = (Wanted){i, features->priority[i]};
    qsort(wanted, n, sizeof *wanted, wanted_order);
    bool done = true;
    for (size_t k = 0; k < n && done; k++)
        done = place_one(labels, source, layer, features, wanted[k].feature, view, place, scale,
                         canvas);
    free(wanted);
    return done ? STATUS_OK : STATUS_NO_MEMORY;
}

void labels_draw(const MapLabels *labels, double scale, Canvas *canvas) {
    for (size_t i = 0; i < labels->n; i++) {
        CanvasText how = text_of(labels->label[i].style, scale);
        if (labels->label[i].broken) {
            how.width_mm = labels->label[i].width;
            how.align = CANVAS_CENTRE;
        }
        canvas_text(canvas, &how, labels->label[i].x, labels->label[i].y, labels->label[i].text);
    }
}
