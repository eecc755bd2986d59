/*
 * canvas.h - a sheet of paper in millimetres: areas, lines, symbols and letters, as PNG, SVG or
 * PDF.
 *
 * x runs to the right and y down from the upper left corner. Whoever draws does not know the
 * format. Letters are set with pango in DejaVu Sans, with the same widths whatever the format and
 * resolution; they come last on a page, above everything else. They stay text in SVG and PDF: SVG
 * is written by canvas_svg.c because cairo's own would turn letters into outlines. The same calls
 * give the same bytes.
 *
 * Drawing calls cannot fail at once: the first failure stays and canvas_finish returns it.
 */
#ifndef LAYERS_DRAW_CANVAS_H
#define LAYERS_DRAW_CANVAS_H

#include "layers/error.h"
#include "layers/style/style.h"
#include <stdbool.h>
#include <stddef.h>

typedef enum CanvasFormat { CANVAS_PNG, CANVAS_SVG, CANVAS_PDF, CANVAS_FORMATS } CanvasFormat;
extern const char *const CANVAS_FORMAT_NAME[CANVAS_FORMATS]; /* png, svg, pdf */

enum { CANVAS_MOST_PIXELS = 20000, CANVAS_MOST_MM = 5000 }; /* along a side */

typedef struct CanvasSetup {
    CanvasFormat format;
    double width_mm, height_mm;
    double dpi;           /* PNG; also written into it */
    bool indexed;         /* PNG: at most 256 colours, the nearest ones; half the size */
    const char *title;    /* of the document; may be NULL */
    const char *date;     /* PDF: "2024-01-31T12:00:00Z"; NULL or empty: the epoch */
    const char *id_start; /* SVG: what ids begin with, where several share a page; NULL: "c" */
} CanvasSetup;

typedef struct Canvas Canvas;

/* Borrows the setup's texts. STATUS_BAD_ARGUMENT for sizes beyond the limits above,
 * STATUS_NO_MEMORY. */
Status canvas_make(const CanvasSetup *setup, Canvas **canvas, Error *error);
void canvas_free(Canvas *canvas); /* NULL is allowed */

/* Ends the page and begins another one; PDF only (else STATUS_BAD_ARGUMENT stays). */
void canvas_next_page(Canvas *canvas, double width_mm, double height_mm);

/* Ends the document. *bytes is the caller's (free). The canvas is used up; free it. */
Status canvas_finish(Canvas *canvas, unsigned char **bytes, size_t *n, Error *error);

/* ---- lines and areas: a path, then what is done with it, which empties it ---- */

void canvas_move(Canvas *canvas, double x, double y);
void canvas_line(Canvas *canvas, double x, double y);
void canvas_close(Canvas *canvas);
void canvas_circle(Canvas *canvas, double x, double y, double radius);
void canvas_rectangle(Canvas *canvas, double x, double y, double width, double height);

/* What is inside an odd number of rings is filled. A colour with a = 0 and a width of 0 draw
 * nothing. dash_mm: length of dashes and gaps; 0: a whole line. */
void canvas_paint(Canvas *canvas, StyleColour fill, StyleColour stroke, double stroke_mm,
                  double dash_mm);

/* The same for shapes that may lie over each other: what is inside any of them is filled. */
void canvas_paint_each(Canvas *canvas, StyleColour fill, StyleColour stroke, double stroke_mm);

/* Keeps what is drawn until canvas_unclip inside the path; not letters. May be nested. */
void canvas_clip(Canvas *canvas);
void canvas_unclip(Canvas *canvas);

/* ---- letters ---- */

typedef enum CanvasAlign { CANVAS_LEFT, CANVAS_CENTRE, CANVAS_RIGHT } CanvasAlign;

typedef struct CanvasText {
    double size_pt;
    bool bold;
    StyleColour colour, halo; /* halo.a = 0: none */
    double width_mm;          /* lines are broken at it; 0: never */
    CanvasAlign align;        /* of its lines; and what x means where width_mm is 0 */
    bool upwards;             /* written from below to above: x is its left, y its lower end */
} CanvasText;

/* The size of a text, as it would be set. */
void canvas_text_size(Canvas *canvas, const CanvasText *how, const char *text, double *width_mm,
                      double *height_mm);

/* Sets a text with its upper edge at y, and x at its left, centre or right end. */
void canvas_text(Canvas *canvas, const CanvasText *how, double x, double y, const char *text);

/* The colour with its opacity times `share`. */
StyleColour canvas_faded(StyleColour colour, double share);

#endif
