#include "layers/draw/chart.h"
#include "layers/draw/chart_internal.h"
#include "layers/model/grow.h"
#include "layers/store/database.h"
#include "layers/text.h"
#include <stdlib.h>
#include <string.h>

const char *const CHART_ID[CHARTS] = {"frontier", "costs", "opening-hours", "distances"};

const char *chart_title(ChartKind kind) {
    static const char *const TITLE[CHARTS] = {
        N_("How coverage grows with each further contact point"), N_("Costs by year"),
        N_("Contact points open by weekday and hour"),
        N_("People by distance to their nearest contact point")};
    return _(TITLE[kind]);
}

const char *chart_note(ChartKind kind) {
    static const char *const NOTE[CHARTS] = {
        N_("Each point in the order in which it adds most. At the left end stand the points that "
           "are open from the start"),
        N_("State budget and municipal budgets; below zero a budget spends, above zero it saves"),
        N_("Points open at the beginning of the hour in a usual week; the darker, the more"),
        N_("Share of people who have a contact point within the distance, in a straight line, "
           "whatever their municipality")};
    return _(NOTE[kind]);
}

bool chart_of_scenario(ChartKind kind) {
    return kind == CHART_OPENING_HOURS;
}

/* The rows that a chart is of. */
#define FRONTIER_ROWS "FROM frontier"
#define COST_ROWS     "FROM cost WHERE position IN ('state_budget', 'municipal_budget')"
#define HOUR_ROWS     "FROM opening_hour WHERE any_minute > 0"
#define DISTANCE_ROWS                                                                              \
    "FROM assignment_run WHERE catchment = 'any' AND scenario IN (SELECT name FROM scenario"       \
    " WHERE json_extract(parameters, '$.spec.population.year') IS NULL)"

Status chart_ask(Store *store, const char *sql, const char *scenario, bool *yes, Error *error) {
    sqlite3_stmt *row = NULL;
    Status status = database_prepare(store, sql, &row, error);
    if (status != STATUS_OK) return status;
    if (scenario) sqlite3_bind_text(row, 1, scenario, -1, SQLITE_STATIC);
    int code = sqlite3_step(row);
    if (code == SQLITE_ROW)
        *yes = sqlite3_column_int(row, 0) != 0;
    else
        status = database_error(store, code, error);
    sqlite3_finalize(row);
    return status;
}

Status chart_exists(Store *store, ChartKind kind, const char *scenario, bool *exists,
                    Error *error) {
    static const char *const SQL[CHARTS] = {
        "SELECT EXISTS (SELECT 1 " FRONTIER_ROWS ")", "SELECT EXISTS (SELECT 1 " COST_ROWS ")",
        "SELECT EXISTS (SELECT 1 " HOUR_ROWS " AND scenario = ?1)",
        "SELECT EXISTS (SELECT 1 " DISTANCE_ROWS ")"};
    return chart_ask(store, SQL[kind], chart_of_scenario(kind) ? scenario : NULL, exists, error);
}

/* The scenarios that have rows for the chart, "“A”, “B”", the caller's; NULL: none has. */
static Status read_having(Store *store, ChartKind kind, char **names, Error *error) {
#define HAVING(rows)                                                                               \
    "SELECT group_concat('“' || scenario || '”', ', ') FROM (SELECT DISTINCT scenario " rows       \
    " ORDER BY " STORE_SCENARIO_RANK("scenario") ", 1)"
    static const char *const SQL[CHARTS] = {HAVING(FRONTIER_ROWS), HAVING(COST_ROWS),
                                            HAVING(HOUR_ROWS), HAVING(DISTANCE_ROWS)};
#undef HAVING
    sqlite3_stmt *row = NULL;
    Status status = database_prepare(store, SQL[kind], &row, error);
    if (status != STATUS_OK) return status;
    int code = sqlite3_step(row);
    const char *text = code == SQLITE_ROW ? (const char *)sqlite3_column_text(row, 0) : NULL;
    *names = text ? strdup(text) : NULL;
    if (code != SQLITE_ROW)
        status = database_error(store, code, error);
    else if (text && !*names)
        status = error_status(error, STATUS_NO_MEMORY);
    sqlite3_finalize(row);
    return status;
}

/* No scenario of the plan has it. */
static Status nobody_error(Store *store, ChartKind kind, const char *scenario, Error *error) {
    static const char *const WHAT[CHARTS] = {
        N_("give “frontier_m” in the plan file and make the plan anew with “pietura run”"),
        N_("give “costs” of a scenario in the plan file, then “pietura run” or “pietura cost”"),
        N_("give opening hours with the facilities in the plan file, then “pietura run”"),
        N_("make the plan anew with “pietura run”")};
    if (scenario && chart_of_scenario(kind))
        return error_file(error, STATUS_MISSING, store->path,
                          _("the plan has nothing for the chart “%s” of scenario “%s”; %s"),
                          CHART_ID[kind], scenario, _(WHAT[kind]));
    return error_file(error, STATUS_MISSING, store->path,
                      _("the plan has nothing for the chart “%s”; %s"), CHART_ID[kind],
                      _(WHAT[kind]));
}

/* Which scenarios have what those asked for lack. */
static Status none_error(Store *store, const Chart *chart, const char *scenario, Error *error) {
    const char *id = CHART_ID[chart->kind];
    if (chart->left_out)
        return error_file(error, STATUS_MISSING, store->path,
                          _("the plan has nothing for the chart “%s” of people of another year: "
                            "%s; ask for scenarios of today's people"),
                          id, chart->left_out);
    char *names = NULL;
    Status status = read_having(store, chart->kind, &names, error);
    if (status != STATUS_OK) return status;
    if (!names) return nobody_error(store, chart->kind, scenario, error);
    status = error_file(error, STATUS_MISSING, store->path,
                        _("the plan has nothing for the chart “%s” of the scenarios asked for, "
                          "only of these: %s"),
                        id, names);
    free(names);
    return status;
}

const char *chart_words(const Chart *chart) {
    return chart->words;
}

const char *chart_left_out(const Chart *chart) {
    return chart->left_out;
}

bool chart_tell(Chart *chart, char *sentence) {
    char *words = sentence ? sqlite3_mprintf("%s. %s", chart->words, sentence) : NULL;
    const char *kept = words ? strings_dup(&chart->strings, words) : NULL;
    sqlite3_free(words);
    sqlite3_free(sentence);
    if (kept) chart->words = kept;
    return kept != NULL;
}

static bool make_words(Chart *chart) {
    chart->words = chart_note(chart->kind);
    if (chart->kind == CHART_OPENING_HOURS) return hours_tell(chart);
    return chart->kind != CHART_DISTANCES || distances_tell(chart);
}

void chart_free(Chart *chart) {
    if (!chart) return;
    for (size_t i = 0; i < chart->n_series; i++) {
        free(chart->series[i].x);
        free(chart->series[i].y);
    }
    free(chart->series);
    free(chart->mark);
    strings_free(&chart->strings);
    free(chart);
}

ChartSeries *chart_add_series(Chart *chart, const char *name, StyleColour colour) {
    ChartSeries series = {.name = strings_dup(&chart->strings, name), .colour = colour};
    if ((name && !series.name) ||
        !grow((void **)&chart->series, chart->n_series, &chart->series_capacity_, sizeof series))
        return NULL;
    chart->series[chart->n_series] = series;
    return &chart->series[chart->n_series++];
}

bool series_add(ChartSeries *series, double x, double y) {
    if (series->n == series->capacity_) {
        size_t more = series->capacity_ ? 2 * series->capacity_ : 128;
        if (more > SIZE_MAX / sizeof(double)) return false;
        double *xs = realloc(series->x, more * sizeof *xs);
        if (xs) series->x = xs;
        double *ys = realloc(series->y, more * sizeof *ys);
        if (ys) series->y = ys;
        if (!xs || !ys) return false;
        series->capacity_ = more;
    }
    series->x[series->n] = x;
    series->y[series->n++] = y;
    return true;
}

Status chart_read(Store *store, ChartKind kind, const ChartScenarios *scenarios,
                  const char *scenario, Chart **chart, Error *error) {
    Chart *made = calloc(1, sizeof *made);
    if (!made) return error_status(error, STATUS_NO_MEMORY);
    made->kind = kind;
    Status status = kind == CHART_FRONTIER        ? frontier_read(store, scenarios, made, error)
                    : kind == CHART_COSTS         ? costs_read(store, scenarios, made, error)
                    : kind == CHART_OPENING_HOURS ? hours_read(store, scenario, made, error)
                                                  : distances_read(store, scenarios, made, error);
    if (status == STATUS_OK && made->n_series == 0 && !made->any_cell)
        status = none_error(store, made, scenario, error);
    if (status == STATUS_OK && !make_words(made)) status = error_status(error, STATUS_NO_MEMORY);
    if (status == STATUS_OK)
        *chart = made;
    else
        chart_free(made);
    return status;
}

Status chart_draw(const Chart *chart, const PageWords *words, double width_mm, double height_mm,
                  Canvas *canvas, Error *error) {
    (void)error; /* the canvas keeps its own failures */
    PageWords told = *words;
    if (!told.title) told.title = chart_title(chart->kind);
    if (!told.note) told.note = chart_words(chart);
    PageRect room = page_frame_draw(canvas, &told, width_mm, height_mm);
    double scale = page_scale(width_mm, height_mm);
    if (chart->kind == CHART_COSTS)
        costs_draw(chart, room, scale, canvas);
    else if (chart->kind == CHART_OPENING_HOURS)
        hours_draw(chart, room, scale, canvas);
    else
        lines_draw(chart, room, scale, canvas);
    return STATUS_OK;
}
