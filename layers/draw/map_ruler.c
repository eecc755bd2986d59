#include "layers/draw/map_internal.h"
#include "layers/numbers.h"
#include "layers/text.h"
#include <math.h>
#include <stdio.h>

double ruler_round_m(double most_m) {
    if (!(most_m > 0) || !isfinite(most_m)) return 0;
    double unit = pow(10, floor(log10(most_m) + 1e-12));
    double times = most_m / unit + 1e-9;
    return unit * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
}

double ruler_most_mm(double scale) {
    return 42 * scale;
}

double ruler_height_mm(double scale) {
    return 10 * scale;
}

static void put_number(Canvas *canvas, double x, double y, double value, const char *unit,
                       double scale) {
    char number[NUMBER_TEXT_SIZE], text[2 * NUMBER_TEXT_SIZE];
    int decimals = value == floor(value) ? 0 : 1;
    snprintf(text, sizeof text, "%s%s%s", number_text(value, decimals, number),
             *unit ? "\u00a0" : "", unit);
    CanvasText how = {.size_pt = 6.5 * scale, .colour = PAGE_INK, .align = CANVAS_CENTRE};
    canvas_text(canvas, &how, x, y, text);
}

/* An arrow whose left half is filled, with the letter for north above it. */
static void draw_north(Canvas *canvas, double x, double y, double scale) {
    double half = 1.5 * scale, top = y + 3.2 * scale, bottom = y + 9.4 * scale;
    CanvasText how = {
        .size_pt = 7.5 * scale, .bold = true, .colour = PAGE_INK, .align = CANVAS_CENTRE};
    /* TRANSLATORS: the letter for north on a map */
    canvas_text(canvas, &how, x, y - 0.3 * scale, _("N"));
    for (int side = -1; side <= 1; side += 2) {
        canvas_move(canvas, x, top);
        canvas_line(canvas, x + side * half, bottom);
        canvas_line(canvas, x, bottom - 1.6 * scale);
        canvas_close(canvas);
        canvas_paint(canvas, side < 0 ? PAGE_INK : PAGE_PAPER, PAGE_INK, 0.2 * scale, 0);
    }
}

/* 1 : 1,650,000 */
static void put_ratio(Canvas *canvas, double x, double y, double m_per_mm, double scale) {
    char number[NUMBER_TEXT_SIZE], text[2 * NUMBER_TEXT_SIZE];
    snprintf(text, sizeof text, "1\u00a0:\u00a0%s", number_text(m_per_mm * 1000, 0, number));
    CanvasText how = {.size_pt = 6.5 * scale, .colour = PAGE_GREY};
    canvas_text(canvas, &how, x, y, text);
}

void ruler_draw(Canvas *canvas, double x, double y, double m_per_mm, double scale) {
    double length_m = ruler_round_m(ruler_most_mm(scale) * m_per_mm);
    double length = length_m / m_per_mm, high = 1.1 * scale, bar = y + 3.6 * scale;
    double unit_m = length_m >= 1000 ? 1000 : 1;
    x += 1.5 * scale; /* room for half the first number */
    for (int part = 0; part < 2; part++) {
        canvas_rectangle(canvas, x + length / 2 * part, bar, length / 2, high);
        canvas_paint(canvas, part ? PAGE_PAPER : PAGE_INK, PAGE_INK, 0.2 * scale, 0);
    }
    put_number(canvas, x, y, 0, "", scale);
    put_number(canvas, x + length / 2, y, length_m / 2 / unit_m, "", scale);
    put_number(canvas, x + length, y, length_m / unit_m, unit_m > 1 ? _("km") : _("m"), scale);
    put_ratio(canvas, x, bar + high + 0.8 * scale, m_per_mm, scale);
    draw_north(canvas, x + length + 11 * scale, y, scale);
}
