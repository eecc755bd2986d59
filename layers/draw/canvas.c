#include "layers/draw/canvas.h"
#include "layers/draw/canvas_internal.h"
#include "layers/model/grow.h"
#include "layers/numbers.h"
#include "layers/text.h"
#include <math.h>
#include <stdlib.h>

const char *const CANVAS_FORMAT_NAME[CANVAS_FORMATS] = {"png", "svg", "pdf"};

void canvas_fail(Canvas *canvas, Status status) {
    if (canvas->status == STATUS_OK) canvas->status = status;
}

static bool is_svg(const Canvas *canvas) {
    return canvas->setup.format == CANVAS_SVG;
}

static bool size_fits(double mm, const CanvasSetup *setup) {
    if (!(mm > 0) || mm > CANVAS_MOST_MM) return false;
    return setup->format != CANVAS_PNG ||
           (setup->dpi > 0 && mm / 25.4 * setup->dpi <= CANVAS_MOST_PIXELS);
}

Status canvas_make(const CanvasSetup *setup, Canvas **canvas, Error *error) {
    char width[NUMBER_TEXT_SIZE], height[NUMBER_TEXT_SIZE], dpi[NUMBER_TEXT_SIZE];
    if (!size_fits(setup->width_mm, setup) || !size_fits(setup->height_mm, setup))
        return error_set(error, STATUS_BAD_ARGUMENT,
                         _("a sheet of %s × %s mm at %s dots per inch is too large"),
                         value_text(setup->width_mm, width), value_text(setup->height_mm, height),
                         value_text(setup->dpi, dpi));
    Canvas *made = calloc(1, sizeof *made);
    if (!made) return error_status(error, STATUS_NO_MEMORY);
    made->setup = *setup;
    made->width_mm = setup->width_mm;
    made->height_mm = setup->height_mm;
    bool begun = canvas_letters_make(made) && (is_svg(made) || canvas_cairo_begin(made));
    if (!begun) {
        canvas_free(made);
        return error_status(error, STATUS_NO_MEMORY);
    }
    if (is_svg(made)) canvas_svg_begin(made);
    *canvas = made;
    return STATUS_OK;
}

void canvas_free(Canvas *canvas) {
    if (!canvas) return;
    if (canvas->cairo) cairo_destroy(canvas->cairo);
    if (canvas->surface) cairo_surface_destroy(canvas->surface);
    if (canvas->letters) g_object_unref(canvas->letters);
    free(canvas->path);
    free(canvas->queue);
    strings_free(&canvas->strings);
    draw_bytes_free(&canvas->out);
    free(canvas);
}

/* The letters of the page, above all else. */
static void set_letters(Canvas *canvas) {
    for (size_t i = 0; i < canvas->n_queue && canvas->status == STATUS_OK; i++) {
        if (is_svg(canvas))
            canvas_svg_letters(canvas, &canvas->queue[i]);
        else
            canvas_cairo_letters(canvas, &canvas->queue[i]);
    }
    canvas->n_queue = 0;
    strings_free(&canvas->strings);
}

void canvas_next_page(Canvas *canvas, double width_mm, double height_mm) {
    if (canvas->setup.format != CANVAS_PDF || !size_fits(width_mm, &canvas->setup) ||
        !size_fits(height_mm, &canvas->setup)) {
        canvas_fail(canvas, STATUS_BAD_ARGUMENT);
        return;
    }
    set_letters(canvas);
    canvas->width_mm = width_mm;
    canvas->height_mm = height_mm;
    canvas_cairo_end_page(canvas);
}

Status canvas_finish(Canvas *canvas, unsigned char **bytes, size_t *n, Error *error) {
    set_letters(canvas);
    if (canvas->status == STATUS_OK) {
        if (is_svg(canvas))
            canvas_svg_finish(canvas);
        else
            canvas_cairo_finish(canvas);
    }
    if (canvas->out.failed) canvas_fail(canvas, STATUS_NO_MEMORY);
    if (canvas->status != STATUS_OK) return error_status(error, canvas->status);
    *bytes = canvas->out.byte;
    *n = canvas->out.n;
    canvas->out = (DrawBytes){0};
    return STATUS_OK;
}

/* ---- paths ---- */

static void add_step(Canvas *canvas, PathStep step) {
    bool usable = fabs(step.x) < 1e6 && fabs(step.y) < 1e6 && step.radius < 1e6;
    if (!usable || canvas->status != STATUS_OK) return;
    if (grow((void **)&canvas->path, canvas->n_path, &canvas->path_capacity, sizeof step))
        canvas->path[canvas->n_path++] = step;
    else
        canvas_fail(canvas, STATUS_NO_MEMORY);
}

void canvas_move(Canvas *canvas, double x, double y) {
    add_step(canvas, (PathStep){PATH_MOVE, x, y, 0});
}

void canvas_line(Canvas *canvas, double x, double y) {
    add_step(canvas, (PathStep){PATH_LINE, x, y, 0});
}

void canvas_close(Canvas *canvas) {
    add_step(canvas, (PathStep){PATH_CLOSE, 0, 0, 0});
}

void canvas_circle(Canvas *canvas, double x, double y, double radius) {
    add_step(canvas, (PathStep){PATH_CIRCLE, x, y, radius});
}

void canvas_rectangle(Canvas *canvas, double x, double y, double width, double height) {
    canvas_move(canvas, x, y);
    canvas_line(canvas, x + width, y);
    canvas_line(canvas, x + width, y + height);
    canvas_line(canvas, x, y + height);
    canvas_close(canvas);
}

static void paint(Canvas *canvas, StyleColour fill, StyleColour stroke, double stroke_mm,
                  double dash_mm, bool each) {
    if (!(stroke_mm > 0)) stroke.a = 0;
    bool visible = fill.a > 0 || stroke.a > 0;
    Look look = {fill, stroke, stroke_mm, dash_mm, each};
    if (visible && canvas->n_path > 0 && canvas->status == STATUS_OK) {
        if (is_svg(canvas))
            canvas_svg_paint_path(canvas, &look);
        else
            canvas_cairo_paint_path(canvas, &look);
    }
    canvas->n_path = 0;
}

void canvas_paint(Canvas *canvas, StyleColour fill, StyleColour stroke, double stroke_mm,
                  double dash_mm) {
    paint(canvas, fill, stroke, stroke_mm, dash_mm, false);
}

void canvas_paint_each(Canvas *canvas, StyleColour fill, StyleColour stroke, double stroke_mm) {
    paint(canvas, fill, stroke, stroke_mm, 0, true);
}

void canvas_clip(Canvas *canvas) {
    if (is_svg(canvas))
        canvas_svg_clip_path(canvas);
    else
        canvas_cairo_clip_path(canvas);
    canvas->n_path = 0;
}

void canvas_unclip(Canvas *canvas) {
    if (is_svg(canvas))
        canvas_svg_unclip(canvas);
    else
        canvas_cairo_unclip(canvas);
}

StyleColour canvas_faded(StyleColour colour, double share) {
    colour.a = (uint8_t)lround(colour.a * share);
    return colour;
}

/* ---- letters ---- */

void canvas_text(Canvas *canvas, const CanvasText *how, double x, double y, const char *text) {
    if (!text || !*text || canvas->status != STATUS_OK) return;
    QueuedText item = {*how, x, y, strings_dup(&canvas->strings, text)};
    if (item.text &&
        grow((void **)&canvas->queue, canvas->n_queue, &canvas->queue_capacity, sizeof item))
        canvas->queue[canvas->n_queue++] = item;
    else
        canvas_fail(canvas, STATUS_NO_MEMORY);
}
