#include "layers/draw/canvas_internal.h"

/* Without hinting and rounding a letter is as wide at 72 dots per inch as at 600. */
bool canvas_letters_make(Canvas *canvas) {
    PangoFontMap *fonts = pango_cairo_font_map_get_default();
    canvas->letters = pango_font_map_create_context(fonts);
    if (!canvas->letters) return false;
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(canvas->letters, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(canvas->letters, 72);
    pango_context_set_round_glyph_positions(canvas->letters, FALSE);
    pango_context_set_language(canvas->letters, pango_language_from_string("lv"));
    return true;
}

PangoLayout *canvas_layout(Canvas *canvas, const CanvasText *how, const char *text) {
    static const PangoAlignment ALIGN[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
    PangoLayout *layout = pango_layout_new(canvas->letters);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, "DejaVu Sans");
    pango_font_description_set_size(font, (gint)(how->size_pt * PANGO_SCALE + 0.5));
    pango_font_description_set_weight(font, how->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    char *valid = g_utf8_make_valid(text, -1);
    pango_layout_set_text(layout, valid, -1);
    g_free(valid);
    pango_layout_set_alignment(layout, ALIGN[how->align]);
    if (how->width_mm > 0) {
        pango_layout_set_width(layout, (int)(how->width_mm / MM_PER_PT * PANGO_SCALE));
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    }
    return layout;
}

void canvas_text_size(Canvas *canvas, const CanvasText *how, const char *text, double *width_mm,
                      double *height_mm) {
    PangoLayout *layout = canvas_layout(canvas, how, text);
    int width, height;
    pango_layout_get_size(layout, &width, &height);
    g_object_unref(layout);
    double w = width * MM_PER_PT / PANGO_SCALE, h = height * MM_PER_PT / PANGO_SCALE;
    *width_mm = how->upwards ? h : w;
    *height_mm = how->upwards ? w : h;
}

void canvas_text_place(const CanvasText *how, PangoLayout *layout, double *x, double *y) {
    if (how->width_mm > 0 || how->align == CANVAS_LEFT) return;
    int width;
    pango_layout_get_size(layout, &width, NULL);
    double shift = width * MM_PER_PT / PANGO_SCALE * (how->align == CANVAS_CENTRE ? 0.5 : 1);
    if (how->upwards)
        *y += shift;
    else
        *x -= shift;
}
