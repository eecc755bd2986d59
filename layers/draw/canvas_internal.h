/*
 * canvas_internal.h - what the parts of the canvas share. Private to layers/draw/canvas*.c.
 */
#ifndef LAYERS_DRAW_CANVAS_INTERNAL_H
#define LAYERS_DRAW_CANVAS_INTERNAL_H

#include "layers/draw/canvas.h"
#include "layers/draw/draw_bytes.h"
#include "layers/model/strings.h"
#include <pango/pangocairo.h>

#define MM_PER_PT (25.4 / 72)
#define HALO_MM   0.7 /* width of the line around letters, half of it outside them */

typedef enum PathOp { PATH_MOVE, PATH_LINE, PATH_CLOSE, PATH_CIRCLE } PathOp;

typedef struct PathStep {
    PathOp op;
    double x, y, radius;
} PathStep;

/* A text that waits for the end of its page. */
typedef struct QueuedText {
    CanvasText how;
    double x, y;
    const char *text;
} QueuedText;

/* How a path is painted. */
typedef struct Look {
    StyleColour fill, stroke;
    double stroke_mm, dash_mm;
    bool each; /* overlapping shapes: the winding rule instead of even and odd */
} Look;

struct Canvas {
    CanvasSetup setup;
    double width_mm, height_mm; /* of the page at work */
    Status status;
    PathStep *path;
    size_t n_path, path_capacity;
    QueuedText *queue;
    size_t n_queue, queue_capacity;
    Strings strings; /* of the queue */
    DrawBytes out;   /* the document: SVG and PDF as they grow, PNG at the end */
    PangoContext *letters;
    /* PNG, PDF */
    cairo_surface_t *surface;
    cairo_t *cairo;
    /* SVG */
    size_t n_ids;  /* clips made */
    bool in_group; /* a group of one look is open: */
    Look group;
};

void canvas_fail(Canvas *canvas, Status status); /* the first one stays */

/* canvas_text.c: a layout of the text, the caller's (g_object_unref). In points, y down. */
PangoLayout *canvas_layout(Canvas *canvas, const CanvasText *how, const char *text);
bool canvas_letters_make(Canvas *canvas);

/* Where a layout's left upper corner lies on paper. */
void canvas_text_place(const CanvasText *how, PangoLayout *layout, double *x, double *y);

/* canvas_cairo.c */
bool canvas_cairo_begin(Canvas *canvas);
void canvas_cairo_paint_path(Canvas *canvas, const Look *look);
void canvas_cairo_clip_path(Canvas *canvas);
void canvas_cairo_unclip(Canvas *canvas);
void canvas_cairo_letters(Canvas *canvas, const QueuedText *item);
void canvas_cairo_end_page(Canvas *canvas);
void canvas_cairo_finish(Canvas *canvas);

/* canvas_svg.c */
void canvas_svg_begin(Canvas *canvas);
void canvas_svg_paint_path(Canvas *canvas, const Look *look);
void canvas_svg_clip_path(Canvas *canvas);
void canvas_svg_unclip(Canvas *canvas);
void canvas_svg_letters(Canvas *canvas, const QueuedText *item);
void canvas_svg_finish(Canvas *canvas);

#endif
