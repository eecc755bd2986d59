/* Lines over points or distances: the frontier, and how far people have it. */
#include "layers/draw/chart_internal.h"
#include "layers/model/grow.h"
#include "layers/numbers.h"
#include "layers/scenario_words.h"
#include "layers/store/database.h"
#include "layers/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MM 0.55

/* "10 km", with no more digits than it has. */
static const char *km_text(double km, char *text) {
    char number[NUMBER_TEXT_SIZE];
    snprintf(text, NUMBER_TEXT_SIZE, "%.40s\u00a0km", value_text(km, number));
    return text;
}

/* ---- the frontier ---- */

static char *frontier_name(sqlite3_stmt *row, bool many) {
    char dist[NUMBER_TEXT_SIZE];
    const char *goal = (const char *)sqlite3_column_text(row, 1);
    const char *scenario = (const char *)sqlite3_column_text(row, 0);
    km_text(sqlite3_column_double(row, 2) / 1000, dist);
    char *what = strcmp(goal, "people") == 0 ? sqlite3_mprintf(_("people within %s"), dist)
                 : strcmp(goal, "territory") == 0
                     ? sqlite3_mprintf(_("territory within %s"), dist)
                     : sqlite3_mprintf("%s", _("territory of units with a point"));
    if (!what || !many) return what;
    char *name = sqlite3_mprintf("%s (%s)", what, scenario_words(scenario));
    sqlite3_free(what);
    return name;
}

static Status read_frontier_line(Store *store, sqlite3_stmt *group, bool many, Chart *chart,
                                 Error *error) {
    char *name = frontier_name(group, many);
    ChartSeries *series =
        name ? chart_add_series(chart, name, style_series_colour(chart->n_series)) : NULL;
    sqlite3_free(name);
    if (!series) return error_status(error, STATUS_NO_MEMORY);
    sqlite3_stmt *row = NULL;
    Status status = database_prepare(store,
                                     "SELECT points, share FROM frontier WHERE scenario = ?1 AND"
                                     " goal = ?2 AND threshold = ?3 AND share IS NOT NULL"
                                     " ORDER BY points",
                                     &row, error);
    if (status != STATUS_OK) return status;
    for (int i = 0; i < 3; i++) sqlite3_bind_value(row, i + 1, sqlite3_column_value(group, i));
    int code;
    while (status == STATUS_OK && (code = sqlite3_step(row)) != SQLITE_DONE) {
        if (code != SQLITE_ROW)
            status = database_error(store, code, error);
        else if (!series_add(series, sqlite3_column_double(row, 0), sqlite3_column_double(row, 1)))
            status = error_status(error, STATUS_NO_MEMORY);
    }
    sqlite3_finalize(row);
    return status;
}

static bool is_wanted(const ChartScenarios *scenarios, const char *name) {
    for (size_t i = 0; i < scenarios->n; i++)
        if (strcmp(scenarios->name[i], name) == 0) return chart_wants(scenarios, i);
    return false;
}

/* One line after the other; the scenario is told where there are several. */
static Status read_frontier_lines(Store *store, const ChartScenarios *scenarios, bool many,
                                  Chart *chart, size_t *n_scenarios, Error *error) {
    sqlite3_stmt *row = NULL;
    Status status = database_prepare(store,
                                     "SELECT DISTINCT scenario, goal, threshold FROM frontier"
                                     " ORDER BY " STORE_SCENARIO_RANK("scenario") ", 1, 2, 3",
                                     &row, error);
    char last[256] = "";
    int code = SQLITE_DONE;
    while (status == STATUS_OK && (code = sqlite3_step(row)) == SQLITE_ROW) {
        const char *scenario = (const char *)sqlite3_column_text(row, 0);
        if (!is_wanted(scenarios, scenario)) continue;
        *n_scenarios += strncmp(last, scenario, sizeof last - 1) != 0;
        snprintf(last, sizeof last, "%s", scenario);
        if (chart) status = read_frontier_line(store, row, many, chart, error);
    }
    if (status == STATUS_OK && code != SQLITE_DONE) status = database_error(store, code, error);
    sqlite3_finalize(row);
    return status;
}

Status frontier_read(Store *store, const ChartScenarios *scenarios, Chart *chart, Error *error) {
    size_t n = 0, again = 0;
    Status status = read_frontier_lines(store, scenarios, false, NULL, &n, error);
    if (status != STATUS_OK) return status;
    return read_frontier_lines(store, scenarios, n > 1, chart, &again, error);
}

/* ---- distances of the people ---- */

/* By 100 m; the share at the upper end of each is exact. Those who reach no point have a row
 * without a distance. Scenarios of another year's people are left out: the plan keeps the people of
 * today only. */
#define DISTANCE_BINS_SQL                                                                          \
    "SELECT CAST(a.cost / 100 AS INTEGER), sum(d.pop) FROM assignment_run r"                       \
    " JOIN scenario s ON s.name = r.scenario AND s.impedance = r.impedance"                        \
    " JOIN assignment_row a ON a.run_no = r.no JOIN demand d ON d.id = a.demand_id"                \
    " WHERE r.scenario = ?1 AND r.catchment = 'any'"                                               \
    " AND json_extract(s.parameters, '$.spec.population.year') IS NULL GROUP BY 1 ORDER BY 1"
#define BIN_M 100.0

/* A line of one point, 0 % at 0 m, is of a scenario that reaches nobody. *assigned: whether the
 * scenario has distances of the plan's people at all. */
static Status read_distances(Store *store, const char *scenario, ChartSeries *series,
                             bool *assigned, Error *error) {
    sqlite3_stmt *row = NULL;
    Status status = database_prepare(store, DISTANCE_BINS_SQL, &row, error);
    if (status != STATUS_OK) return status;
    sqlite3_bind_text(row, 1, scenario, -1, SQLITE_STATIC);
    double total = 0, reached = 0;
    int code;
    bool enough = series_add(series, 0, 0);
    *assigned = false;
    while (enough && (code = sqlite3_step(row)) == SQLITE_ROW) {
        *assigned = true;
        double pop = sqlite3_column_double(row, 1);
        total += pop;
        if (sqlite3_column_type(row, 0) == SQLITE_NULL) continue; /* reach no point */
        reached += pop;
        enough = series_add(series, (sqlite3_column_double(row, 0) + 1) * BIN_M, reached);
    }
    if (!enough)
        status = error_status(error, STATUS_NO_MEMORY);
    else if (code != SQLITE_DONE)
        status = database_error(store, code, error);
    for (size_t i = 0; i < series->n && total > 0; i++) series->y[i] /= total;
    sqlite3_finalize(row);
    return status;
}

/* Whether the scenario has distances, but of people whom the plan does not keep. */
static Status is_of_others(Store *store, const char *scenario, bool *others, Error *error) {
    return chart_ask(store,
                     "SELECT EXISTS (SELECT 1 FROM scenario s JOIN assignment_run r"
                     " ON r.scenario = s.name WHERE s.name = ?1 AND r.catchment = 'any'"
                     " AND json_extract(s.parameters, '$.spec.population.year') IS NOT NULL)",
                     scenario, others, error);
}

/* Adds the scenario to those left out, where it is one. */
static Status leave_out(Store *store, const char *scenario, Chart *chart, Error *error) {
    bool others = false;
    Status status = is_of_others(store, scenario, &others, error);
    if (status != STATUS_OK || !others) return status;
    char *names = sqlite3_mprintf("%s%s%s", chart->left_out ? chart->left_out : "",
                                  chart->left_out ? ", " : "", scenario_words(scenario));
    chart->left_out = names ? strings_dup(&chart->strings, names) : NULL;
    sqlite3_free(names);
    return chart->left_out ? STATUS_OK : error_status(error, STATUS_NO_MEMORY);
}

static bool same_line(const ChartSeries *a, const ChartSeries *b) {
    return a->n == b->n && memcmp(a->x, b->x, a->n * sizeof *a->x) == 0 &&
           memcmp(a->y, b->y, a->n * sizeof *a->y) == 0;
}

/* Lines that lie on each other become one with both names. */
static bool join_last(Chart *chart) {
    ChartSeries *last = &chart->series[chart->n_series - 1];
    for (ChartSeries *other = chart->series; other < last; other++) {
        if (!same_line(other, last)) continue;
        char *names = sqlite3_mprintf("%s, %s", other->name, last->name);
        other->name = names ? strings_dup(&chart->strings, names) : NULL;
        sqlite3_free(names);
        free(last->x);
        free(last->y);
        chart->n_series--;
        return other->name != NULL;
    }
    return true;
}

static Status read_marks(Store *store, Chart *chart, Error *error) {
    sqlite3_stmt *row = NULL;
    size_t capacity = 0;
    Status status =
        database_prepare(store, "SELECT DISTINCT threshold FROM coverage ORDER BY 1", &row, error);
    int code = SQLITE_DONE;
    while (status == STATUS_OK && (code = sqlite3_step(row)) == SQLITE_ROW)
        if (!grow((void **)&chart->mark, chart->n_marks, &capacity, sizeof *chart->mark))
            status = error_status(error, STATUS_NO_MEMORY);
        else
            chart->mark[chart->n_marks++] = sqlite3_column_double(row, 0);
    if (status == STATUS_OK && code != SQLITE_DONE) status = database_error(store, code, error);
    sqlite3_finalize(row);
    return status;
}

Status distances_read(Store *store, const ChartScenarios *scenarios, Chart *chart, Error *error) {
    Status status = read_marks(store, chart, error);
    for (size_t i = 0; i < scenarios->n && status == STATUS_OK; i++) {
        if (!chart_wants(scenarios, i)) continue;
        ChartSeries *series =
            chart_add_series(chart, scenario_words(scenarios->name[i]), style_series_colour(i));
        if (!series) return error_status(error, STATUS_NO_MEMORY);
        bool assigned;
        status = read_distances(store, scenarios->name[i], series, &assigned, error);
        if (status != STATUS_OK) return status;
        if (!assigned) {
            free(series->x);
            free(series->y);
            chart->n_series--;
            status = leave_out(store, scenarios->name[i], chart, error);
        } else if (!join_last(chart)) {
            return error_status(error, STATUS_NO_MEMORY);
        }
    }
    return status;
}

/* ---- drawing ---- */

/* Where nearly all people of every line are reached: the rest is a long tail. */
static double end_of_interest(const Chart *chart) {
    double end = 0;
    for (size_t s = 0; s < chart->n_series; s++) {
        const ChartSeries *series = &chart->series[s];
        double last = series->y[series->n - 1];
        for (size_t i = 0; i < series->n; i++)
            if (series->y[i] >= 0.995 * last) {
                end = fmax(end, series->x[i]);
                break;
            }
    }
    return end;
}

/* How far those who reach a point have to go at most. */
static double longest(const Chart *chart) {
    double dist_m = 0;
    for (size_t s = 0; s < chart->n_series; s++) {
        const ChartSeries *series = &chart->series[s];
        size_t i = 0;
        while (series->y[i] < series->y[series->n - 1]) i++;
        dist_m = fmax(dist_m, series->x[i]);
    }
    return dist_m;
}

static ChartAxis km_axis(const Chart *chart) {
    return axis_round(0, end_of_interest(chart) / 1000, 8);
}

bool distances_tell(Chart *chart) {
    char km[NUMBER_TEXT_SIZE];
    double longest_m = longest(chart);
    if (longest_m > km_axis(chart).high * 1000 + BIN_M / 2 &&
        !chart_tell(chart, sqlite3_mprintf(_("The right end leaves out at most 0.5 %% of those who "
                                             "reach a point; they have up to %s to go"),
                                           km_text(longest_m / 1000, km))))
        return false;
    return !chart->left_out ||
           chart_tell(chart,
                      sqlite3_mprintf(_("Without the scenarios of another year's people: %s"),
                                      chart->left_out));
}

/* end_x: where the line ends, which goes on as high as it is; NaN: at its last point. */
static void draw_line(const ChartFrame *frame, const ChartSeries *series, double end_x,
                      Canvas *canvas) {
    for (size_t i = 0; i < series->n; i++) {
        double x = frame_x(frame, series->x[i]), y = frame_y(frame, series->y[i]);
        if (i == 0)
            canvas_move(canvas, x, y);
        else
            canvas_line(canvas, x, y);
    }
    if (series->n > 0 && series->x[series->n - 1] < end_x)
        canvas_line(canvas, frame_x(frame, end_x), frame_y(frame, series->y[series->n - 1]));
    canvas_paint(canvas, PAGE_NONE, series->colour, LINE_MM * frame->scale,
                 series->dash_mm * frame->scale);
}

/* The plan's distances as dashed lines. */
static void draw_marks(const Chart *chart, const ChartFrame *frame, Canvas *canvas) {
    for (size_t i = 0; i < chart->n_marks; i++) {
        double km = chart->mark[i] / 1000, x = frame_x(frame, km);
        if (km > frame->x.high) continue;
        canvas_move(canvas, x, frame->plot.y);
        canvas_line(canvas, x, frame->plot.y + frame->plot.height);
        canvas_paint(canvas, PAGE_NONE, PAGE_GREY, 0.2 * frame->scale, 1 * frame->scale);
    }
}

/* Their names, at the foot of the plot: there the curves, which rise, have left it. */
static void name_marks(const Chart *chart, const ChartFrame *frame, Canvas *canvas) {
    CanvasText how = {.size_pt = 6.5 * frame->scale, .colour = PAGE_GREY, .halo = PAGE_PAPER};
    double end = -INFINITY, gap = 0.6 * frame->scale;
    double right = frame->plot.x + frame->plot.width, foot = frame->plot.y + frame->plot.height;
    for (size_t i = 0; i < chart->n_marks; i++) {
        double km = chart->mark[i] / 1000, x = frame_x(frame, km), width, height;
        if (km > frame->x.high) continue;
        char text[NUMBER_TEXT_SIZE];
        km_text(km, text);
        canvas_text_size(canvas, &how, text, &width, &height);
        double left = x + gap + width <= right ? x + gap : x - gap - width;
        if (left < end) continue;
        canvas_text(canvas, &how, left, foot - height - gap, text);
        end = left + width + 1.5 * gap;
    }
}

static void find_range(const Chart *chart, ChartFrame *frame) {
    double low_x = INFINITY, high_x = -INFINITY, low_y = INFINITY, high_y = -INFINITY;
    for (size_t s = 0; s < chart->n_series; s++)
        for (size_t i = 0; i < chart->series[s].n; i++) {
            low_x = fmin(low_x, chart->series[s].x[i]);
            high_x = fmax(high_x, chart->series[s].x[i]);
            low_y = fmin(low_y, chart->series[s].y[i]);
            high_y = fmax(high_y, chart->series[s].y[i]);
        }
    frame->x = axis_round(low_x, high_x, 8);
    frame->y = axis_round(low_y, high_y, 6);
}

void lines_draw(const Chart *chart, PageRect room, double scale, Canvas *canvas) {
    bool distances = chart->kind == CHART_DISTANCES;
    ChartFrame frame = {.scale = scale, .y_words = AXIS_PERCENT};
    frame.x_title = distances ? _("distance, km") : _("contact points");
    frame.y_title = distances ? _("share of people") : _("share reached");
    if (distances) {
        frame.x = km_axis(chart);
        frame.y = axis_round(0, 1, 5);
    } else {
        find_range(chart, &frame);
    }
    double used = series_legend(chart, room, scale, false, canvas);
    room.y += used;
    room.height -= used;
    frame_draw(&frame, room, canvas);
    if (distances) draw_marks(chart, &frame, canvas);
    canvas_rectangle(canvas, frame.plot.x, frame.plot.y - scale, frame.plot.width,
                     frame.plot.height + 2 * scale);
    canvas_clip(canvas);
    for (size_t i = chart->n_series; i-- > 0;) {
        ChartSeries series = chart->series[i];
        ChartFrame in_km = frame;
        if (distances) { /* kept in metres, shown in kilometres */
            in_km.x.low *= 1000;
            in_km.x.high *= 1000;
        }
        draw_line(&in_km, &series, distances ? in_km.x.high : NAN, canvas);
    }
    canvas_unclip(canvas);
    if (distances) name_marks(chart, &frame, canvas);
}
