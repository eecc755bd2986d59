#include "layers/draw/page_frame.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

const StyleColour PAGE_INK = {34, 34, 34, 255}, PAGE_GREY = {96, 96, 96, 255},
                  PAGE_LINE = {170, 170, 170, 255}, PAGE_PAPER = {255, 255, 255, 255},
                  PAGE_NONE = {0, 0, 0, 0};

double page_scale(double width_mm, double height_mm) {
    const double a5 = 257, a4 = 364, narrow = 120;
    double diagonal = hypot(width_mm, height_mm), side = fmin(width_mm, height_mm) / narrow;
    double scale = diagonal < a5 ? diagonal / a5 : diagonal > a4 ? sqrt(diagonal / a4) : 1;
    return fmin(scale, side);
}

/* Sets a text at *y and moves *y below it. */
static void put_line(Canvas *canvas, CanvasText how, double x, double *y, const char *text) {
    if (!text || !*text) return;
    double width, height;
    canvas_text_size(canvas, &how, text, &width, &height);
    canvas_text(canvas, &how, x, *y, text);
    *y += height;
}

static double height_of(Canvas *canvas, CanvasText how, const char *text) {
    double width, height = 0;
    if (text && *text) canvas_text_size(canvas, &how, text, &width, &height);
    return height;
}

PageRect page_frame_draw(Canvas *canvas, const PageWords *words, double width_mm,
                         double height_mm) {
    double scale = page_scale(width_mm, height_mm), margin = 10 * scale, top = margin;
    double inner = width_mm - 2 * margin;
    CanvasText title = {.size_pt = 15 * scale, .bold = true, .colour = PAGE_INK, .width_mm = inner};
    CanvasText subtitle = {.size_pt = 10 * scale, .colour = PAGE_GREY, .width_mm = inner};
    CanvasText note = {.size_pt = 7.5 * scale, .colour = PAGE_INK, .width_mm = inner};
    CanvasText small = {.size_pt = 6.5 * scale, .colour = PAGE_GREY, .width_mm = inner};
    put_line(canvas, title, margin, &top, words->title);
    if (words->subtitle && *words->subtitle) top += 0.8 * scale;
    put_line(canvas, subtitle, margin, &top, words->subtitle);
    top += 3 * scale;
    double below = height_of(canvas, note, words->note) + height_of(canvas, small, words->sources) +
                   height_of(canvas, small, words->made);
    bool note_apart = words->note && *words->note && (words->sources || words->made);
    if (note_apart) below += 1 * scale;
    double bottom = height_mm - margin * 0.8 - below, y = bottom;
    put_line(canvas, note, margin, &y, words->note);
    if (note_apart) y += 1 * scale;
    put_line(canvas, small, margin, &y, words->sources);
    put_line(canvas, small, margin, &y, words->made);
    if (below > 0) bottom -= 2 * scale;
    return (PageRect){margin, top, inner, fmax(bottom - top, 1)};
}

static bool paper_by_size(const char *name, double *width_mm, double *height_mm) {
    char rest;
    /* %lf reads by LC_NUMERIC, which is never set */
    return sscanf(name, "%lfx%lf%c", width_mm, height_mm, &rest) == 2 && isfinite(*width_mm) &&
           isfinite(*height_mm) && *width_mm > 0 && *height_mm > 0;
}

bool page_paper(const char *name, double *width_mm, double *height_mm, bool *turnable) {
    static const double WIDTH[] = {841, 594, 420, 297, 210, 148, 105};
    static const double HEIGHT[] = {1189, 841, 594, 420, 297, 210, 148};
    *turnable = false;
    if ((name[0] != 'A' && name[0] != 'a') || name[1] < '0' || name[1] > '6')
        return paper_by_size(name, width_mm, height_mm);
    int size = name[1] - '0';
    bool landscape = strcmp(name + 2, "-landscape") == 0;
    *turnable = name[2] == '\0';
    if (!landscape && !*turnable && strcmp(name + 2, "-portrait") != 0) return false;
    *width_mm = landscape ? HEIGHT[size] : WIDTH[size];
    *height_mm = landscape ? WIDTH[size] : HEIGHT[size];
    return true;
}
