/*
 * map_internal.h - what the parts of a map share. Private to layers/draw/map*.c and their tests.
 */
#ifndef LAYERS_DRAW_MAP_INTERNAL_H
#define LAYERS_DRAW_MAP_INTERNAL_H

#include "layers/draw/features.h"
#include "layers/draw/map.h"

struct MapSource {
    Store *store;
    const StyleSheet *sheet;
    bool has_focus;
    Features focus;     /* the units in focus */
    Box box;            /* of them */
    Box around;         /* what may be seen of others on any paper */
    double tolerance_m; /* for layers with many corners */
    Features *layer;    /* by the layer's number */
    bool *is_read;      /* … */
    size_t n_layers;    /* room of both */
    const char *simplified;
};

/* ---- map_view.c: from the ground to paper ---- */

typedef struct MapView {
    PageRect frame;
    double m_per_mm;
    double left_m, top_m; /* what lies in the frame's upper left corner */
} MapView;

static inline double view_x(const MapView *view, double x_m) {
    return view->frame.x + (x_m - view->left_m) / view->m_per_mm;
}
static inline double view_y(const MapView *view, double y_m) {
    return view->frame.y + (view->top_m - y_m) / view->m_per_mm;
}
Box view_box(const MapView *view); /* the frame on the ground */

/* The next scale of at most two figures, or two and a half: 1 : 1,650,000. In metres a mm. */
double map_round_scale(double m_per_mm);

/* ---- map_legend.c ---- */

typedef struct LegendRow {
    const StyleSymbol *symbol; /* NULL: a heading */
    const char *text;
    double symbol_scale, width_mm, height_mm;
    StyleGeometry geometry;
    bool begins; /* the first of its layer */
} LegendRow;

typedef struct Legend {
    LegendRow *row;
    size_t n, capacity_;
    double scale;    /* of letters (page_scale) */
    double m_per_mm; /* of the map; known after its layout */
} Legend;

enum { LEGEND_COLUMNS = 5 };

/* What the map needs to be read. *legend is the caller's (legend_free). STATUS_NO_MEMORY. */
Status legend_make(const MapSource *source, const StyleMap *map, double scale, Canvas *canvas,
                   Legend *legend);
void legend_free(Legend *legend);

/* Its size in so many columns, with the scale bar below. */
void legend_size(const Legend *legend, size_t columns, double *width_mm, double *height_mm);
void legend_draw(const Legend *legend, size_t columns, double x, double y, Canvas *canvas);

/* ---- map_ruler.c: scale bar and north arrow ---- */

/* The longest of 1, 2 or 5 times a power of ten that does not exceed most_m. */
double ruler_round_m(double most_m);
double ruler_most_mm(double scale);
double ruler_height_mm(double scale);
void ruler_draw(Canvas *canvas, double x, double y, double m_per_mm, double scale);

/* ---- map_layout.c ---- */

typedef struct MapLayout {
    MapView view[STYLE_PANELS];
    PageRect legend;
    size_t columns;
    bool inside;  /* the legend lies in the frame, where nothing is */
    bool crowded; /* … but for want of room over the map */
} MapLayout;

/* The layout with the largest scale. legend_size is asked for every number of columns. */
void layout_find(const MapSource *source, const StyleMap *map, const Legend *legend, PageRect room,
                 double scale, MapLayout *layout, Status *status);

/* ---- map_symbols.c ---- */

/*
 * What the size of a layer's symbols is multiplied by. Points over a layer of numbers leave that to
 * be seen; squares without an outline grow with the scale until they touch, up to CELL_MOST_MM.
 */
double symbol_scale(const MapSource *source, const StylePanel *panel, size_t number,
                    const MapView *view, double scale);

/*
 * The width on paper of the symbol of feature i; symbols: symbol_scale of its layer, scale: of the
 * page. A cell of a grid is as wide as its ground, so that paper without one is ground without
 * people, but never so small that it cannot be seen.
 */
double symbol_size_mm(const StyleLayer *layer, const Features *features, size_t i,
                      const MapView *view, double symbols, double scale);

bool symbol_is_cell(const StyleLayer *layer);

void symbol_path(Canvas *canvas, StyleShape shape, double x, double y, double size_mm);
void symbol_point(Canvas *canvas, const StyleSymbol *symbol, double x, double y, double scale);
void symbol_swatch(Canvas *canvas, const StyleSymbol *symbol, PageRect rect, double scale);

/* Where the points of a layer lie on paper: xy[2 n] of the caller; those of a layer that spreads
 * them are moved aside until they do not hide each other. STATUS_NO_MEMORY. */
Status symbol_places(const StyleLayer *layer, const Features *features, const MapView *view,
                     double scale, double *xy);
void symbol_polygons(Canvas *canvas, const StyleLayer *layer, const Features *features,
                     const MapView *view, double scale);
/* A path of the polygon's rings that meet the frame. False where none does. */
bool symbol_ring_path(Canvas *canvas, const PolygonSet *set, size_t p, const MapView *view);

/* ---- map_labels.c ---- */

typedef struct MapLabel {
    const char *text;
    double x, y, width, height; /* its box on paper */
    const StyleLabel *style;
    bool broken; /* in lines as wide as the box */
} MapLabel;

typedef struct MapLabels {
    MapLabel *label; /* those that found a place */
    size_t n, capacity_;
    PageRect *taken; /* what labels must not cover */
    size_t n_taken, taken_capacity_;
} MapLabels;

void labels_free(MapLabels *labels);
/* Keeps labels off a rectangle. */
bool labels_avoid(MapLabels *labels, PageRect rect);
bool rects_meet(const PageRect *a, const PageRect *b);
/*
 * Finds places for the labels of a layer: points beside the point, areas inside. place: where its
 * points lie on paper (symbol_places); NULL for polygons. STATUS_NO_MEMORY. O(labels · taken).
 */
Status labels_place(MapLabels *labels, const MapSource *source, const StyleLayer *layer,
                    const Features *features, const MapView *view, const double *place,
                    double scale, Canvas *canvas);
void labels_draw(const MapLabels *labels, double scale, Canvas *canvas);

#endif
