/*
 * page_frame.h - rectangles on paper, and what stands around every map and chart: title and
 * subtitle above, notes and sources below.
 */
#ifndef LAYERS_DRAW_PAGE_FRAME_H
#define LAYERS_DRAW_PAGE_FRAME_H

#include "layers/draw/canvas.h"

/* In millimetres; y down. */
typedef struct PageRect {
    double x, y, width, height;
} PageRect;

/* The words around a picture; each may be NULL. */
typedef struct PageWords {
    const char *title;
    const char *subtitle; /* scenario, place */
    const char *note;     /* what is shown, by which rule */
    const char *sources;  /* "Sources: …" */
    const char *made;     /* "Plan of 31.01.2024, made with Pietura 0.1.0" */
} PageWords;

/* Sets the words on a page of that size and gives what is left for the picture. Letters and
 * margins become smaller on paper smaller than A5. */
PageRect page_frame_draw(Canvas *canvas, const PageWords *words, double width_mm, double height_mm);

/* What letters and symbols on such a page are multiplied by: 1 from A5 on, more on large paper. */
double page_scale(double width_mm, double height_mm);

/* The inks of all pictures. */
extern const StyleColour PAGE_INK, PAGE_GREY, PAGE_LINE, PAGE_PAPER, PAGE_NONE;

/*
 * "A4", "A3-landscape", "A5-portrait", "297x210" (width by height in millimetres). *turnable: the
 * name does not say which way up. False where it is no paper.
 */
bool page_paper(const char *name, double *width_mm, double *height_mm, bool *turnable);

#endif
