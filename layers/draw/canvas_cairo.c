/* PNG and PDF by cairo, which draws in millimetres through its matrix. */
#include "layers/draw/canvas_internal.h"
#include "layers/draw/png_bytes.h"
#include <cairo-pdf.h>
#include <math.h>

enum { PATH_TOLERANCE_PARTS = 10 }; /* curves to a tenth of a dot */

static cairo_status_t take_bytes(void *closure, const unsigned char *data, unsigned int n) {
    DrawBytes *out = closure;
    draw_bytes_add(out, data, n);
    return out->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void set_pdf_facts(Canvas *canvas) {
    const char *date =
        canvas->setup.date && *canvas->setup.date ? canvas->setup.date : "1970-01-01T00:00:00Z";
    cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
    cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_MOD_DATE, date);
    cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_CREATOR, "Pietura");
    if (canvas->setup.title)
        cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_TITLE,
                                       canvas->setup.title);
}

bool canvas_cairo_begin(Canvas *canvas) {
    bool png = canvas->setup.format == CANVAS_PNG;
    double scale = png ? canvas->setup.dpi / 25.4 : 1 / MM_PER_PT;
    double width = canvas->width_mm * scale, height = canvas->height_mm * scale;
    canvas->surface =
        png ? cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(width - 1e-6),
                                         (int)ceil(height - 1e-6))
            : cairo_pdf_surface_create_for_stream(take_bytes, &canvas->out, width, height);
    if (cairo_surface_status(canvas->surface) != CAIRO_STATUS_SUCCESS) return false;
    if (!png) set_pdf_facts(canvas);
    canvas->cairo = cairo_create(canvas->surface);
    if (png) {
        cairo_set_source_rgb(canvas->cairo, 1, 1, 1);
        cairo_paint(canvas->cairo);
    }
    cairo_scale(canvas->cairo, scale, scale);
    cairo_set_line_join(canvas->cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_set_fill_rule(canvas->cairo, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_set_tolerance(canvas->cairo, 1.0 / PATH_TOLERANCE_PARTS);
    return cairo_status(canvas->cairo) == CAIRO_STATUS_SUCCESS;
}

static void set_colour(cairo_t *cairo, StyleColour colour) {
    cairo_set_source_rgba(cairo, colour.r / 255.0, colour.g / 255.0, colour.b / 255.0,
                          colour.a / 255.0);
}

static void replay_path(Canvas *canvas) {
    cairo_t *cairo = canvas->cairo;
    cairo_new_path(cairo);
    for (size_t i = 0; i < canvas->n_path; i++) {
        const PathStep *step = &canvas->path[i];
        switch (step->op) {
        case PATH_MOVE:
            cairo_move_to(cairo, step->x, step->y);
            break;
        case PATH_LINE:
            cairo_line_to(cairo, step->x, step->y);
            break;
        case PATH_CLOSE:
            cairo_close_path(cairo);
            break;
        case PATH_CIRCLE:
            cairo_new_sub_path(cairo);
            cairo_arc(cairo, step->x, step->y, step->radius, 0, 2 * G_PI);
            cairo_close_path(cairo);
            break;
        }
    }
}

void canvas_cairo_paint_path(Canvas *canvas, const Look *look) {
    cairo_t *cairo = canvas->cairo;
    replay_path(canvas);
    if (look->fill.a > 0) {
        set_colour(cairo, look->fill);
        cairo_set_fill_rule(cairo, look->each ? CAIRO_FILL_RULE_WINDING : CAIRO_FILL_RULE_EVEN_ODD);
        cairo_fill_preserve(cairo);
        cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
    }
    if (look->stroke.a > 0) {
        set_colour(cairo, look->stroke);
        cairo_set_line_width(cairo, look->stroke_mm);
        cairo_set_dash(cairo, &look->dash_mm, look->dash_mm > 0 ? 1 : 0, 0);
        cairo_stroke_preserve(cairo);
    }
    cairo_new_path(cairo);
}

void canvas_cairo_clip_path(Canvas *canvas) {
    cairo_save(canvas->cairo);
    replay_path(canvas);
    cairo_clip(canvas->cairo);
}

void canvas_cairo_unclip(Canvas *canvas) {
    cairo_restore(canvas->cairo);
}

void canvas_cairo_letters(Canvas *canvas, const QueuedText *item) {
    cairo_t *cairo = canvas->cairo;
    PangoLayout *layout = canvas_layout(canvas, &item->how, item->text);
    double x = item->x, y = item->y;
    canvas_text_place(&item->how, layout, &x, &y);
    cairo_save(cairo);
    cairo_translate(cairo, x, y);
    cairo_scale(cairo, MM_PER_PT, MM_PER_PT);
    if (item->how.upwards) cairo_rotate(cairo, -G_PI / 2);
    if (item->how.halo.a > 0) {
        cairo_move_to(cairo, 0, 0);
        pango_cairo_layout_path(cairo, layout);
        set_colour(cairo, item->how.halo);
        cairo_set_line_width(cairo, HALO_MM / MM_PER_PT);
        cairo_set_dash(cairo, NULL, 0, 0);
        cairo_stroke(cairo);
    }
    cairo_move_to(cairo, 0, 0);
    set_colour(cairo, item->how.colour);
    pango_cairo_show_layout(cairo, layout);
    cairo_restore(cairo);
    g_object_unref(layout);
}

static void check(Canvas *canvas, cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS) canvas_fail(canvas, STATUS_NO_MEMORY);
}

void canvas_cairo_end_page(Canvas *canvas) {
    cairo_show_page(canvas->cairo);
    cairo_pdf_surface_set_size(canvas->surface, canvas->width_mm / MM_PER_PT,
                               canvas->height_mm / MM_PER_PT);
    check(canvas, cairo_status(canvas->cairo));
}

void canvas_cairo_finish(Canvas *canvas) {
    check(canvas, cairo_status(canvas->cairo));
    if (canvas->status != STATUS_OK) return;
    cairo_surface_flush(canvas->surface);
    if (canvas->setup.format == CANVAS_PNG) {
        PngPixels pixels = {(size_t)cairo_image_surface_get_width(canvas->surface),
                            (size_t)cairo_image_surface_get_height(canvas->surface),
                            (size_t)cairo_image_surface_get_stride(canvas->surface),
                            cairo_image_surface_get_data(canvas->surface)};
        Status status = png_bytes(&pixels, canvas->setup.dpi, canvas->setup.indexed, &canvas->out);
        if (status != STATUS_OK) canvas_fail(canvas, status);
        return;
    }
    cairo_surface_finish(canvas->surface);
    check(canvas, cairo_surface_status(canvas->surface));
}
