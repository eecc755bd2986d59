/* Costs as bars by year, opening hours as a table of colours. */
#include "layers/draw/chart_internal.h"
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/store/database.h"
#include "layers/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARTS = 2 };          /* series of a scenario: the state's budget, the municipal ones */
#define MUNICIPAL_SHARE 0.45 /* of colour */

static Status read_part(Store *store, const char *scenario, const char *position,
                        ChartSeries *series, Error *error) {
    sqlite3_stmt *row = NULL;
    Status status = database_prepare(store,
                                     "SELECT year, eur FROM cost WHERE scenario = ?1 AND"
                                     " position = ?2 ORDER BY year",
                                     &row, error);
    if (status != STATUS_OK) return status;
    sqlite3_bind_text(row, 1, scenario, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 2, position, -1, SQLITE_STATIC);
    int code;
    while (status == STATUS_OK && (code = sqlite3_step(row)) != SQLITE_DONE) {
        if (code != SQLITE_ROW)
            status = database_error(store, code, error);
        else if (!series_add(series, sqlite3_column_double(row, 0),
                             sqlite3_column_double(row, 1) / 1e6))
            status = error_status(error, STATUS_NO_MEMORY);
    }
    sqlite3_finalize(row);
    return status;
}

static void drop_last(Chart *chart) {
    ChartSeries *last = &chart->series[--chart->n_series];
    free(last->x);
    free(last->y);
}

/* Two series a scenario that is priced. */
Status costs_read(Store *store, const ChartScenarios *scenarios, Chart *chart, Error *error) {
    static const char *const POSITION[PARTS] = {"state_budget", "municipal_budget"};
    for (size_t i = 0; i < scenarios->n; i++) {
        size_t rows = 0;
        if (!chart_wants(scenarios, i)) continue;
        for (int p = 0; p < PARTS; p++) {
            StyleColour colour = style_series_colour(i);
            ChartSeries *series =
                chart_add_series(chart, p ? NULL : scenario_words(scenarios->name[i]),
                                 canvas_faded(colour, p ? MUNICIPAL_SHARE : 1));
            if (!series) return error_status(error, STATUS_NO_MEMORY);
            Status status = read_part(store, scenarios->name[i], POSITION[p], series, error);
            if (status != STATUS_OK) return status;
            rows += series->n;
        }
        for (int p = 0; p < PARTS && rows == 0; p++) drop_last(chart);
    }
    return STATUS_OK;
}

static double value_at(const ChartSeries *series, double year) {
    for (size_t i = 0; i < series->n; i++)
        if (series->x[i] == year) return series->y[i];
    return 0;
}

/* The years, and how high and low the stacks reach. */
static void cost_ranges(const Chart *chart, ChartFrame *frame) {
    double first = INFINITY, last = -INFINITY, low = 0, high = 0;
    for (size_t s = 0; s < chart->n_series; s++)
        for (size_t i = 0; i < chart->series[s].n; i++) {
            double year = chart->series[s].x[i], up = 0, down = 0;
            first = fmin(first, year);
            last = fmax(last, year);
            for (size_t p = s - s % PARTS; p < s - s % PARTS + PARTS; p++) {
                double value = value_at(&chart->series[p], year);
                *(value > 0 ? &up : &down) += value;
            }
            high = fmax(high, up);
            low = fmin(low, down);
        }
    frame->x = (ChartAxis){first, last, 1, 0};
    frame->y = axis_round(low, high, 7);
}

static void draw_stack(const Chart *chart, size_t scenario, const ChartFrame *frame, double year,
                       double left, double width, Canvas *canvas) {
    double up = 0, down = 0;
    for (size_t p = 0; p < PARTS; p++) {
        const ChartSeries *series = &chart->series[scenario * PARTS + p];
        double value = value_at(series, year), *from = value > 0 ? &up : &down;
        if (value == 0) continue;
        double a = frame_y(frame, *from), b = frame_y(frame, *from + value);
        canvas_rectangle(canvas, left, fmin(a, b), width, fabs(a - b));
        canvas_paint(canvas, series->colour, PAGE_NONE, 0, 0);
        *from += value;
    }
}

/* What the two strengths of colour mean. */
static double parts_legend(PageRect room, double scale, Canvas *canvas) {
    Chart parts = {.n_series = PARTS};
    ChartSeries series[PARTS] = {{.name = _("state budget (full colour)"), .colour = PAGE_GREY},
                                 {.name = _("municipal budgets (pale)"),
                                  .colour = canvas_faded(PAGE_GREY, MUNICIPAL_SHARE)}};
    parts.series = series;
    return series_legend(&parts, room, scale, true, canvas);
}

void costs_draw(const Chart *chart, PageRect room, double scale, Canvas *canvas) {
    ChartFrame frame = {
        .scale = scale, .x_words = AXIS_YEAR, .x_bands = true, .y_title = _("million EUR a year")};
    cost_ranges(chart, &frame);
    for (int i = 0; i < 2; i++) {
        double used =
            i ? parts_legend(room, scale, canvas) : series_legend(chart, room, scale, true, canvas);
        used -= i ? 0 : 1 * scale;
        room.y += used;
        room.height -= used;
    }
    frame_draw(&frame, room, canvas);
    size_t n = chart->n_series / PARTS;
    double band = frame_x(&frame, frame.x.low + 1) - frame_x(&frame, frame.x.low);
    double width = fmin(band * 0.8 / (double)n, 14 * scale);
    int years = (int)lround(frame.x.high - frame.x.low);
    for (int i = 0; i <= years; i++)
        for (size_t s = 0; s < n; s++) {
            double year = frame.x.low + i;
            draw_stack(chart, s, &frame, year,
                       frame_x(&frame, year) + width * ((double)s - (double)n / 2) + 0.05 * width,
                       width * 0.9, canvas);
        }
    canvas_move(canvas, frame.plot.x, frame_y(&frame, 0));
    canvas_line(canvas, frame.plot.x + frame.plot.width, frame_y(&frame, 0));
    canvas_paint(canvas, PAGE_NONE, PAGE_INK, 0.25 * scale, 0);
}

/* ---- opening hours ---- */

static Status read_hours(Store *store, const char *scenario, Chart *chart, Error *error) {
    sqlite3_stmt *row = NULL;
    Status status = database_prepare(store,
                                     "SELECT weekday, hour, at_start, any_minute FROM opening_hour"
                                     " WHERE scenario = ?1",
                                     &row, error);
    if (status != STATUS_OK) return status;
    sqlite3_bind_text(row, 1, scenario, -1, SQLITE_STATIC);
    int code;
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        int day = sqlite3_column_int(row, 0), hour = sqlite3_column_int(row, 1);
        if (day < 0 || day > 6 || hour < 0 || hour > 23) continue;
        chart->cell[day][hour] = sqlite3_column_double(row, 2);
        chart->most = fmax(chart->most, chart->cell[day][hour]);
        chart->any_minute[day][hour] = sqlite3_column_int(row, 3) > 0;
        chart->any_cell |= chart->any_minute[day][hour];
    }
    if (code != SQLITE_DONE) status = database_error(store, code, error);
    sqlite3_finalize(row);
    return status;
}

/* How many points the hours are of, and of how many they are not known. */
static Status read_known(Store *store, const char *scenario, Chart *chart, Error *error) {
    sqlite3_stmt *row = NULL;
    Status status = database_prepare(store,
                                     "SELECT coalesce(sum(value) FILTER (WHERE name ="
                                     " 'hours_known'), 0), coalesce(sum(value) FILTER (WHERE name ="
                                     " 'hours_unknown'), 0) FROM indicator WHERE scenario = ?1 AND"
                                     " scope = 'country'",
                                     &row, error);
    if (status != STATUS_OK) return status;
    sqlite3_bind_text(row, 1, scenario, -1, SQLITE_STATIC);
    int code = sqlite3_step(row);
    if (code == SQLITE_ROW) {
        chart->hours_known = sqlite3_column_double(row, 0);
        chart->hours_unknown = sqlite3_column_double(row, 1);
    } else {
        status = database_error(store, code, error);
    }
    sqlite3_finalize(row);
    return status;
}

Status hours_read(Store *store, const char *scenario, Chart *chart, Error *error) {
    const char *of = scenario ? scenario : "present";
    Status status = read_hours(store, of, chart, error);
    return status == STATUS_OK ? read_known(store, of, chart, error) : status;
}

bool hours_tell(Chart *chart) {
    char known[NUMBER_TEXT_SIZE], all[NUMBER_TEXT_SIZE];
    double n = chart->hours_known + chart->hours_unknown;
    if (chart->most == 0 &&
        !chart_tell(chart, sqlite3_mprintf("%s", _("No point is open at the beginning of an hour: "
                                                   "each opening lies within one"))))
        return false;
    if (!(chart->hours_unknown > 0)) return true;
    return chart_tell(
        chart, sqlite3_mprintf(ngettext("The hours of %s of %s point are known; the others are "
                                        "not in the chart",
                                        "The hours of %s of %s points are known; the others are "
                                        "not in the chart",
                                        plural_number(n)),
                               number_text(chart->hours_known, 0, known), number_text(n, 0, all)));
}

/* White where nobody is open, the full colour where most are. */
static StyleColour heat(double share) {
    StyleColour full = style_series_colour(0), colour = full;
    colour.r = (uint8_t)lround(255 + (full.r - 255) * share);
    colour.g = (uint8_t)lround(255 + (full.g - 255) * share);
    colour.b = (uint8_t)lround(255 + (full.b - 255) * share);
    return colour;
}

/* From an hour before the first one in which a point is open to an hour after the last. */
static void hours_of_interest(const Chart *chart, int *first, int *end) {
    *first = 24;
    *end = 0;
    for (int day = 0; day < 7; day++)
        for (int hour = 0; hour < 24; hour++)
            if (chart->any_minute[day][hour]) {
                if (hour < *first) *first = hour;
                if (hour + 1 > *end) *end = hour + 1;
            }
    *first = *first > 0 ? *first - 1 : 0;
    *end = *end < 24 ? *end + 1 : 24;
}

static void draw_cell(const Chart *chart, int day, int hour, PageRect rect, double scale,
                      Canvas *canvas) {
    double value = chart->cell[day][hour], share = chart->most > 0 ? value / chart->most : 0;
    StyleColour fill = heat(share);
    canvas_rectangle(canvas, rect.x, rect.y, rect.width, rect.height);
    canvas_paint(canvas, fill, PAGE_PAPER, 0.4 * scale, 0);
    double grey = 0.3 * fill.r + 0.59 * fill.g + 0.11 * fill.b, width, height;
    CanvasText how = {.size_pt = fmin(8 * scale, rect.height * 1.7),
                      .colour = value == 0   ? PAGE_LINE
                                : grey < 140 ? PAGE_PAPER
                                             : PAGE_INK,
                      .align = CANVAS_CENTRE};
    char text[NUMBER_TEXT_SIZE];
    number_text(value, 0, text);
    canvas_text_size(canvas, &how, text, &width, &height);
    canvas_text(canvas, &how, rect.x + rect.width / 2, rect.y + (rect.height - height) / 2, text);
}

void hours_draw(const Chart *chart, PageRect room, double scale, Canvas *canvas) {
    const char *const DAY[7] = {_("Monday"), _("Tuesday"),  _("Wednesday"), _("Thursday"),
                                _("Friday"), _("Saturday"), _("Sunday")};
    int first, end;
    hours_of_interest(chart, &first, &end);
    double left = 22 * scale, head = 6 * scale, wide = (room.width - left) / 7;
    double high = fmin((room.height - head) / (end > first ? end - first : 1), 14 * scale);
    CanvasText day_text = {
        .size_pt = 8 * scale, .bold = true, .colour = PAGE_INK, .align = CANVAS_CENTRE};
    CanvasText hour_text = {.size_pt = 7.5 * scale, .colour = PAGE_INK, .align = CANVAS_RIGHT};
    for (int day = 0; day < 7; day++)
        canvas_text(canvas, &day_text, room.x + left + wide * (day + 0.5), room.y, DAY[day]);
    for (int hour = first; hour < end; hour++) {
        double y = room.y + head + high * (hour - first), width, height;
        char text[48];
        snprintf(text, sizeof text, "%d:00–%d:00", hour, hour + 1);
        canvas_text_size(canvas, &hour_text, text, &width, &height);
        canvas_text(canvas, &hour_text, room.x + left - 2 * scale, y + (high - height) / 2, text);
        for (int day = 0; day < 7; day++)
            draw_cell(chart, day, hour, (PageRect){room.x + left + wide * day, y, wide, high},
                      scale, canvas);
    }
}
