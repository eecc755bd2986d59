/*
 * SVG 1.1 in whole hundredths of a millimetre, which keeps files small: paths are relative, and
 * shapes of one look share a group.
 */
#include "layers/draw/canvas_internal.h"
#include <math.h>
#include <string.h>

enum { PER_MM = 100 };

static long unit(double mm) {
    return lround(mm * PER_MM);
}

void canvas_svg_begin(Canvas *canvas) {
    DrawBytes *out = &canvas->out;
    draw_bytes_text(out,
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%gmm\" height=\"%gmm\""
                    " viewBox=\"0 0 %ld %ld\">\n",
                    canvas->width_mm, canvas->height_mm, unit(canvas->width_mm),
                    unit(canvas->height_mm));
    if (canvas->setup.title) {
        draw_bytes_text(out, "<title>");
        draw_bytes_xml(out, canvas->setup.title);
        draw_bytes_text(out, "</title>\n");
    }
    draw_bytes_text(out,
                    "<path fill=\"#fff\" d=\"M0 0h%ldv%ldh-%ldz\"/>\n"
                    "<g fill-rule=\"evenodd\" stroke-linejoin=\"round\">\n",
                    unit(canvas->width_mm), unit(canvas->height_mm), unit(canvas->width_mm));
}

static void add_colour(DrawBytes *out, const char *what, StyleColour colour) {
    if (colour.a == 0) {
        draw_bytes_text(out, " %s=\"none\"", what);
        return;
    }
    draw_bytes_text(out, " %s=\"#%02x%02x%02x\"", what, colour.r, colour.g, colour.b);
    if (colour.a < 255) draw_bytes_text(out, " %s-opacity=\"%.3g\"", what, colour.a / 255.0);
}

static void end_group(Canvas *canvas) {
    if (canvas->in_group) draw_bytes_text(&canvas->out, "</g>\n");
    canvas->in_group = false;
}

static bool same_colour(StyleColour a, StyleColour b) {
    return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a;
}

static bool same_look(const Look *a, const Look *b) {
    return same_colour(a->fill, b->fill) && same_colour(a->stroke, b->stroke) &&
           a->stroke_mm == b->stroke_mm && a->dash_mm == b->dash_mm && a->each == b->each;
}

static void begin_group(Canvas *canvas, const Look *look) {
    DrawBytes *out = &canvas->out;
    if (canvas->in_group && same_look(&canvas->group, look)) return;
    end_group(canvas);
    draw_bytes_text(out, "<g");
    add_colour(out, "fill", look->fill);
    if (look->each) draw_bytes_text(out, " fill-rule=\"nonzero\"");
    add_colour(out, "stroke", look->stroke);
    if (look->stroke.a > 0)
        draw_bytes_text(out, " stroke-width=\"%.3g\"", look->stroke_mm * PER_MM);
    if (look->stroke.a > 0 && look->dash_mm > 0)
        draw_bytes_text(out, " stroke-dasharray=\"%ld\"", unit(look->dash_mm));
    draw_bytes_text(out, ">\n");
    canvas->in_group = true;
    canvas->group = *look;
}

static void add_step(DrawBytes *out, long right, long down) {
    if (down == 0)
        draw_bytes_text(out, "h%ld", right);
    else if (right == 0)
        draw_bytes_text(out, "v%ld", down);
    else
        draw_bytes_text(out, down < 0 ? "l%ld%ld" : "l%ld %ld", right, down);
}

/* The path as the text of attribute d. */
static void add_path(Canvas *canvas) {
    DrawBytes *out = &canvas->out;
    long at_x = 0, at_y = 0, start_x = 0, start_y = 0;
    for (size_t i = 0; i < canvas->n_path; i++) {
        const PathStep *step = &canvas->path[i];
        long x = unit(step->x), y = unit(step->y), r = unit(step->radius);
        switch (step->op) {
        case PATH_MOVE:
            draw_bytes_text(out, "M%ld %ld", x, y);
            start_x = at_x = x;
            start_y = at_y = y;
            break;
        case PATH_LINE:
            if (x == at_x && y == at_y) break;
            add_step(out, x - at_x, y - at_y);
            at_x = x;
            at_y = y;
            break;
        case PATH_CLOSE:
            draw_bytes_text(out, "z");
            at_x = start_x;
            at_y = start_y;
            break;
        case PATH_CIRCLE:
            draw_bytes_text(out, "M%ld %lda%ld %ld 0 1 0 %ld 0a%ld %ld 0 1 0 %ld 0z", x - r, y, r,
                            r, 2 * r, r, r, -2 * r);
            break;
        }
    }
}

void canvas_svg_paint_path(Canvas *canvas, const Look *look) {
    begin_group(canvas, look);
    draw_bytes_text(&canvas->out, "<path d=\"");
    add_path(canvas);
    draw_bytes_text(&canvas->out, "\"/>\n");
}

void canvas_svg_clip_path(Canvas *canvas) {
    const char *start = canvas->setup.id_start ? canvas->setup.id_start : "c";
    end_group(canvas);
    canvas->n_ids++;
    draw_bytes_text(&canvas->out, "<clipPath id=\"%s%zu\"><path clip-rule=\"evenodd\" d=\"", start,
                    canvas->n_ids);
    add_path(canvas);
    draw_bytes_text(&canvas->out, "\"/></clipPath>\n<g clip-path=\"url(#%s%zu)\">\n", start,
                    canvas->n_ids);
}

void canvas_svg_unclip(Canvas *canvas) {
    end_group(canvas);
    draw_bytes_text(&canvas->out, "</g>\n");
}

/* One line of a layout; x, y: where its base line begins, in points from the layout's corner. */
static void add_line(Canvas *canvas, const QueuedText *item, const char *text, const double at[2],
                     double left_mm, double top_mm, double width_mm) {
    DrawBytes *out = &canvas->out;
    const CanvasText *how = &item->how;
    long x = unit(left_mm + (how->upwards ? at[1] : at[0]) * MM_PER_PT);
    long y = unit(top_mm + (how->upwards ? -at[0] : at[1]) * MM_PER_PT);
    draw_bytes_text(out, "<text x=\"%ld\" y=\"%ld\" font-size=\"%.4g\"", x, y,
                    how->size_pt * MM_PER_PT * PER_MM);
    if (width_mm > 0) draw_bytes_text(out, " textLength=\"%ld\"", unit(width_mm));
    if (how->bold) draw_bytes_text(out, " font-weight=\"bold\"");
    if (how->upwards) draw_bytes_text(out, " transform=\"rotate(-90 %ld %ld)\"", x, y);
    add_colour(out, "fill", how->colour);
    if (how->halo.a > 0) {
        add_colour(out, "stroke", how->halo);
        draw_bytes_text(out, " stroke-width=\"%ld\" paint-order=\"stroke\"", unit(HALO_MM));
    }
    draw_bytes_text(out, ">");
    draw_bytes_xml(out, text);
    draw_bytes_text(out, "</text>\n");
}

static void add_layout_line(Canvas *canvas, const QueuedText *item, PangoLayoutIter *iter,
                            PangoLayout *layout, double left_mm, double top_mm) {
    PangoLayoutLine *line = pango_layout_iter_get_line_readonly(iter);
    PangoRectangle box;
    pango_layout_iter_get_line_extents(iter, NULL, &box);
    size_t n = (size_t)pango_layout_line_get_length(line);
    const char *from = pango_layout_get_text(layout) + pango_layout_line_get_start_index(line);
    char *text = g_strndup(from, n);
    g_strchomp(text);
    double at[2] = {(double)box.x / PANGO_SCALE,
                    (double)pango_layout_iter_get_baseline(iter) / PANGO_SCALE};
    bool whole = strlen(text) == n; /* a blank at a line's end has a width too */
    if (*text)
        add_line(canvas, item, text, at, left_mm, top_mm,
                 whole ? box.width * MM_PER_PT / PANGO_SCALE : 0);
    g_free(text);
}

void canvas_svg_letters(Canvas *canvas, const QueuedText *item) {
    end_group(canvas);
    PangoLayout *layout = canvas_layout(canvas, &item->how, item->text);
    double x = item->x, y = item->y;
    canvas_text_place(&item->how, layout, &x, &y);
    if (item == canvas->queue)
        draw_bytes_text(&canvas->out, "<g font-family=\"DejaVu Sans, Verdana, sans-serif\">\n");
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    do add_layout_line(canvas, item, iter, layout, x, y);
    while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
    g_object_unref(layout);
    if (item + 1 == canvas->queue + canvas->n_queue) draw_bytes_text(&canvas->out, "</g>\n");
}

void canvas_svg_finish(Canvas *canvas) {
    end_group(canvas);
    draw_bytes_text(&canvas->out, "</g>\n</svg>\n");
}
