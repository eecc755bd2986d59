#include "layers/draw/chart_internal.h"
#include "layers/numbers.h"
#include <math.h>
#include <stdio.h>

enum { TICKS_MOST = 60 };

ChartAxis axis_round(double low, double high, int ticks) {
    if (!isfinite(low) || !isfinite(high) || high < low) low = 0, high = 1;
    if (high - low <= 1e-9 * fmax(fabs(high), 1e-300)) high = low + fmax(fabs(low), 1);
    double rough = (high - low) / (ticks > 0 ? ticks : 1), unit = pow(10, floor(log10(rough)));
    double times = rough / unit - 1e-9;
    ChartAxis axis = {.step = unit * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10)};
    axis.low = floor(low / axis.step + 1e-9) * axis.step;
    axis.high = ceil(high / axis.step - 1e-9) * axis.step;
    while (axis.decimals < 6 && fabs(axis.step * pow(10, axis.decimals) -
                                     round(axis.step * pow(10, axis.decimals))) > 1e-6)
        axis.decimals++;
    return axis;
}

double frame_x(const ChartFrame *frame, double x) {
    double low = frame->x.low, high = frame->x.high;
    if (frame->x_bands) low -= frame->x.step / 2, high += frame->x.step / 2;
    return frame->plot.x + frame->plot.width * (x - low) / (high - low);
}

double frame_y(const ChartFrame *frame, double y) {
    return frame->plot.y +
           frame->plot.height * (frame->y.high - y) / (frame->y.high - frame->y.low);
}

static const char *tick_text(const ChartAxis *axis, AxisWords words, double value, char *text) {
    if (words == AXIS_PERCENT)
        return percent_text(value, axis->decimals > 2 ? axis->decimals - 2 : 0, text);
    if (words == AXIS_NUMBER) return number_text(value, axis->decimals, text);
    snprintf(text, NUMBER_TEXT_SIZE, "%d", (int)lround(value)); /* a year has no groups */
    return text;
}

static int tick_count(const ChartAxis *axis) {
    double n = (axis->high - axis->low) / axis->step;
    return n < TICKS_MOST ? (int)lround(n) : TICKS_MOST;
}

/* A tick's value; a zero has no sign. */
static double tick_value(const ChartAxis *axis, int i) {
    double value = axis->low + axis->step * i;
    return fabs(value) < axis->step * 1e-9 ? 0 : value;
}

static CanvasText small_text(const ChartFrame *frame, CanvasAlign align) {
    return (CanvasText){.size_pt = 7 * frame->scale, .colour = PAGE_INK, .align = align};
}

static double widest_tick(const ChartFrame *frame, Canvas *canvas) {
    CanvasText how = small_text(frame, CANVAS_RIGHT);
    double widest = 0, width, height;
    for (int i = 0; i <= tick_count(&frame->y); i++) {
        char text[NUMBER_TEXT_SIZE];
        tick_text(&frame->y, frame->y_words, tick_value(&frame->y, i), text);
        canvas_text_size(canvas, &how, text, &width, &height);
        widest = fmax(widest, width);
    }
    return widest;
}

static void draw_rows(const ChartFrame *frame, Canvas *canvas) {
    const PageRect *plot = &frame->plot;
    CanvasText how = small_text(frame, CANVAS_RIGHT);
    for (int i = 0; i <= tick_count(&frame->y); i++) {
        char text[NUMBER_TEXT_SIZE];
        double value = tick_value(&frame->y, i), y = frame_y(frame, value), width, height;
        tick_text(&frame->y, frame->y_words, value, text);
        canvas_text_size(canvas, &how, text, &width, &height);
        canvas_text(canvas, &how, plot->x - 1.5 * frame->scale, y - height / 2, text);
        canvas_move(canvas, plot->x, y);
        canvas_line(canvas, plot->x + plot->width, y);
        bool zero = value == 0;
        canvas_paint(canvas, PAGE_NONE, zero ? PAGE_INK : canvas_faded(PAGE_LINE, 0.6),
                     (zero ? 0.25 : 0.15) * frame->scale, 0);
    }
}

static void draw_columns(const ChartFrame *frame, Canvas *canvas) {
    const PageRect *plot = &frame->plot;
    CanvasText how = small_text(frame, CANVAS_CENTRE);
    double bottom = plot->y + plot->height;
    for (int i = 0; i <= tick_count(&frame->x); i++) {
        char text[NUMBER_TEXT_SIZE];
        double value = tick_value(&frame->x, i), x = frame_x(frame, value);
        canvas_text(canvas, &how, x, bottom + 1.6 * frame->scale,
                    tick_text(&frame->x, frame->x_words, value, text));
        if (frame->x_bands) continue;
        canvas_move(canvas, x, bottom);
        canvas_line(canvas, x, bottom + 1 * frame->scale);
        canvas_paint(canvas, PAGE_NONE, PAGE_INK, 0.2 * frame->scale, 0);
    }
}

void frame_draw(ChartFrame *frame, PageRect room, Canvas *canvas) {
    double scale = frame->scale, left = widest_tick(frame, canvas) + 3 * scale;
    if (frame->y_title) left += 5 * scale;
    double below = 5 * scale + (frame->x_title ? 5 * scale : 0), right = 6 * scale;
    frame->plot = (PageRect){room.x + left, room.y + 2 * scale, fmax(room.width - left - right, 1),
                             fmax(room.height - below - 2 * scale, 1)};
    draw_rows(frame, canvas);
    draw_columns(frame, canvas);
    CanvasText how = {.size_pt = 7.5 * scale, .colour = PAGE_GREY, .align = CANVAS_CENTRE};
    const PageRect *plot = &frame->plot;
    if (frame->x_title)
        canvas_text(canvas, &how, plot->x + plot->width / 2, plot->y + plot->height + 6 * scale,
                    frame->x_title);
    how.upwards = true;
    if (frame->y_title)
        canvas_text(canvas, &how, room.x, plot->y + plot->height / 2, frame->y_title);
    canvas_move(canvas, plot->x, plot->y + plot->height);
    canvas_line(canvas, plot->x + plot->width, plot->y + plot->height);
    canvas_paint(canvas, PAGE_NONE, PAGE_INK, 0.2 * scale, 0);
}

double series_legend(const Chart *chart, PageRect room, double scale, bool boxes, Canvas *canvas) {
    CanvasText how = {.size_pt = 7.5 * scale, .colour = PAGE_INK};
    double x = room.x, y = room.y, row = 0, mark = (boxes ? 3.5 : 7) * scale;
    for (size_t i = 0; i < chart->n_series; i++) {
        const ChartSeries *series = &chart->series[i];
        if (!series->name) continue;
        double width, height, most = room.width - mark - 1.5 * scale;
        how.width_mm = 0;
        canvas_text_size(canvas, &how, series->name, &width, &height);
        if (width > most) {
            how.width_mm = most;
            canvas_text_size(canvas, &how, series->name, &width, &height);
        }
        if (x > room.x && x + mark + 1.5 * scale + width > room.x + room.width) {
            x = room.x;
            y += row + 0.8 * scale;
            row = 0;
        }
        double middle = y + height / 2;
        if (boxes) {
            canvas_rectangle(canvas, x, middle - 1.3 * scale, mark, 2.6 * scale);
            canvas_paint(canvas, series->colour, PAGE_NONE, 0, 0);
        } else {
            canvas_move(canvas, x, middle);
            canvas_line(canvas, x + mark, middle);
            canvas_paint(canvas, PAGE_NONE, series->colour, 0.7 * scale, series->dash_mm * scale);
        }
        canvas_text(canvas, &how, x + mark + 1.5 * scale, y, series->name);
        x += mark + 1.5 * scale + width + 6 * scale;
        row = fmax(row, height);
    }
    return y + row - room.y + 2 * scale;
}
