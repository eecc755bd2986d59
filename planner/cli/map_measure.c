/* A map of any figure that the plan has of its areas. */
#include "layers/model/grow.h"
#include "layers/numbers.h"
#include "layers/text.h"
#include "planner/cli/figure_words.h"
#include "planner/cli/map_work.h"
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A figure of the areas of a scope. */
typedef struct Measure {
    const char *scenario, *scope, *name;
    char words[FIGURE_TEXT_SIZE + 64], title[2 * FIGURE_TEXT_SIZE + 64];
    double times; /* shares are shown in per cent */
} Measure;

/*
 * All figures of a scenario and scope: indicators by their name, coverage as the plan's views call
 * it ("any_10000_pop"), costs by their position, of the last year. Formats: scenario and scope,
 * three times.
 */
#define FIGURES_SQL                                                                                \
    "SELECT i.name AS name, i.code AS code, i.value AS value, i.unit AS unit FROM indicator i"     \
    " WHERE i.scenario = %Q AND i.scope = %Q AND i.value IS NOT NULL"                              \
    " UNION ALL SELECT c.catchment || '_' || printf('%%.15g', c.threshold) || k.ending, c.code,"   \
    " CASE k.ending WHEN '_pop' THEN c.pop_share ELSE c.area_share END, 'share'"                   \
    " FROM coverage c JOIN scenario s ON s.name = c.scenario AND s.impedance = c.impedance"        \
    " CROSS JOIN (SELECT '_pop' AS ending UNION SELECT '_area') k"                                 \
    " WHERE c.scenario = %Q AND c.scope = %Q"                                                      \
    " UNION ALL SELECT a.position, a.code, a.eur, 'EUR, ' || a.year FROM cost_area a"              \
    " WHERE a.scenario = %Q AND a.scope = %Q AND a.year ="                                         \
    " (SELECT max(year) FROM cost_area m WHERE m.scenario = a.scenario)"

static char *figures_sql(const Measure *measure) {
    return sqlite3_mprintf(FIGURES_SQL, measure->scenario, measure->scope, measure->scenario,
                           measure->scope, measure->scenario, measure->scope);
}

static Status failed(const MapWork *work, Error *error) {
    return error_set(error, STATUS_DATABASE, _("the database failed: %s"),
                     sqlite3_errmsg(store_db(work->store)));
}

/* ---- names ---- */

static Status unknown_figure(const MapWork *work, const Measure *measure, Error *error) {
    char *figures = figures_sql(measure);
    char *sql = figures ? sqlite3_mprintf("SELECT group_concat(name, ', ') FROM"
                                          " (SELECT DISTINCT name FROM (%s) ORDER BY name)",
                                          figures)
                        : NULL;
    sqlite3_free(figures);
    if (!sql) return error_status(error, STATUS_NO_MEMORY);
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(store_db(work->store), sql, -1, &row, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(row);
    const char *names = code == SQLITE_ROW ? (const char *)sqlite3_column_text(row, 0) : NULL;
    Status status =
        code != SQLITE_ROW ? failed(work, error)
        : names
            ? error_set(error, STATUS_USAGE,
                        _("the plan has no figure “%s” of scenario “%s” by %s; it has: %s"),
                        measure->name, measure->scenario, measure->scope, names)
            : error_set(error, STATUS_USAGE, _("the plan has no figures of scenario “%s” by %s"),
                        measure->scenario, measure->scope);
    sqlite3_finalize(row);
    sqlite3_free(sql);
    return status;
}

/* "any_10000_pop" as the figure that it is; false where the name is of another kind. */
static bool is_coverage(const char *name, Kpi *kpi) {
    char catchment[8], what[8], rest;
    double threshold_m;
    if (sscanf(name, "%7[a-z]_%lf_%7[a-z]%c", catchment, &threshold_m, what, &rest) != 3)
        return false;
    kpi->name = strcmp(what, "pop") == 0 ? "pop_share_within" : "area_share_within";
    kpi->unit = "share";
    kpi->catchment = strcmp(catchment, "home") == 0 ? CATCHMENT_HOME : CATCHMENT_ANY;
    kpi->threshold_m = threshold_m;
    return true;
}

/* A balance of a budget, which is below zero where it spends; other amounts are above zero for what
 * is paid or saved, as their words say. */
static bool is_budget(const Measure *measure) {
    return strcmp(measure->name, "state_budget") == 0 ||
           strcmp(measure->name, "municipal_budget") == 0;
}

/* "state_budget" by the words for "state_budget_a_year"; a position without words keeps its name.
 */
static void set_money_words(Measure *measure, const char *unit) {
    char name[64], words[FIGURE_TEXT_SIZE];
    Kpi kpi = {.name = name, .unit = unit, .threshold_m = NAN};
    snprintf(name, sizeof name, "%.50s_a_year", measure->name);
    measure->times = 1;
    if (figure_topic(&kpi) == FIGURE_OTHER)
        snprintf(measure->words, sizeof measure->words, "%.50s, %s", measure->name, unit);
    else
        snprintf(measure->words, sizeof measure->words, "%s", figure_words(&kpi, words));
    snprintf(measure->title, sizeof measure->title, "%s: %s", figure_topic_words(FIGURE_MONEY),
             measure->words);
}

/* "Distance to the nearest point: mean distance, m". */
static void set_words(Measure *measure, const char *unit) {
    char words[FIGURE_TEXT_SIZE];
    Kpi kpi = {.name = measure->name, .unit = unit, .threshold_m = NAN};
    bool share = strcmp(unit, "share") == 0;
    if (strncmp(unit, "EUR", 3) == 0) {
        set_money_words(measure, unit);
        return;
    }
    is_coverage(measure->name, &kpi);
    measure->times = share ? 100 : 1;
    snprintf(measure->words, sizeof measure->words, "%s%s", figure_words(&kpi, words),
             share ? ", %" : "");
    FigureTopic topic = figure_topic(&kpi);
    const char *about = figure_topic_words(topic);
    bool continued = strncmp(about, "… ", strlen("… ")) == 0 && topic > 0;
    if (topic == FIGURE_OTHER)
        snprintf(measure->title, sizeof measure->title, "%s", measure->words);
    else if (continued)
        snprintf(measure->title, sizeof measure->title, "%s %s: %s",
                 figure_topic_words((FigureTopic)(topic - 1)), about + strlen("… "),
                 measure->words);
    else
        snprintf(measure->title, sizeof measure->title, "%s: %s", about, measure->words);
}

/* ---- values ---- */

typedef struct Values {
    double *value;
    size_t n, capacity;
} Values;

static bool add_value(Values *values, double value) {
    if (!grow((void **)&values->value, values->n, &values->capacity, sizeof value)) return false;
    values->value[values->n++] = value;
    return true;
}

/* The areas with their value, as a query in brackets: no, name, value, geom. */
static char *areas_sql(const Measure *measure) {
    char *figures = figures_sql(measure);
    if (!figures) return NULL;
    bool units = strcmp(measure->scope, "unit") == 0;
    char *sql = sqlite3_mprintf(
        "(SELECT a.no AS no, a.name AS name, f.value * %g AS value, a.geom AS geom FROM %s a"
        " LEFT JOIN (%s) f ON f.code = a.code AND f.name = %Q WHERE %s%Q)",
        measure->times, units ? "unit" : "area", figures, measure->name,
        units ? "'' = " : "a.scope = ", units ? "" : measure->scope);
    sqlite3_free(figures);
    return sql;
}

static Status read_values(const MapWork *work, const char *areas, Values *values, Error *error) {
    char *sql = sqlite3_mprintf("SELECT value FROM %s ORDER BY no", areas);
    if (!sql) return error_status(error, STATUS_NO_MEMORY);
    sqlite3_stmt *row = NULL;
    Status status = STATUS_OK;
    int code = sqlite3_prepare_v2(store_db(work->store), sql, -1, &row, NULL);
    sqlite3_free(sql);
    while (status == STATUS_OK && code != SQLITE_DONE &&
           (code == SQLITE_OK || code == SQLITE_ROW)) {
        code = sqlite3_step(row);
        if (code != SQLITE_ROW) break;
        bool null = sqlite3_column_type(row, 0) == SQLITE_NULL;
        if (!add_value(values, null ? NAN : sqlite3_column_double(row, 0)))
            status = error_status(error, STATUS_NO_MEMORY);
    }
    if (status == STATUS_OK && code != SQLITE_DONE) status = failed(work, error);
    sqlite3_finalize(row);
    return status;
}

/* The unit of the figure; empty where the plan has none of that name. */
static Status find_unit(const MapWork *work, const Measure *measure, char *unit, size_t size,
                        Error *error) {
    char *figures = figures_sql(measure);
    char *sql = figures ? sqlite3_mprintf("SELECT unit FROM (%s) WHERE name = %Q LIMIT 1", figures,
                                          measure->name)
                        : NULL;
    sqlite3_free(figures);
    if (!sql) return error_status(error, STATUS_NO_MEMORY);
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(store_db(work->store), sql, -1, &row, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(row);
    unit[0] = '\0';
    if (code == SQLITE_ROW && sqlite3_column_text(row, 0))
        snprintf(unit, size, "%s", (const char *)sqlite3_column_text(row, 0));
    Status status = code == SQLITE_ROW || code == SQLITE_DONE ? STATUS_OK : failed(work, error);
    sqlite3_finalize(row);
    sqlite3_free(sql);
    return status == STATUS_OK && !unit[0] ? unknown_figure(work, measure, error) : status;
}

/* ---- the map ---- */

/* The scenario of --scenario, else the last one of the usual three that the plan has. */
static const char *scenario_wanted(const MapWork *work) {
    static const char *const USUAL[] = {"optimal", "baseline", "present"};
    const char *given[MAX_VALUES];
    if (option_list(work->invocation, "scenario", given) > 0) return given[0];
    for (size_t u = 0; u < sizeof USUAL / sizeof *USUAL; u++)
        for (size_t i = 0; i < work->n_scenarios; i++)
            if (strcmp(work->scenario[i], USUAL[u]) == 0) return work->scenario[i];
    return "present";
}

/* The measure below, borders and the scenario's points above it. */
static void set_panel(MapWork *work, size_t number, const char *scenario) {
    size_t n = 0;
    work->measure_layer[n++] = number;
    int borders = style_find_layer(&work->sheet, "municipalities");
    if (borders >= 0) work->measure_layer[n++] = (size_t)borders;
    int proposed = style_find_map(&work->sheet, "proposed", scenario);
    if (proposed >= 0) {
        const StylePanel *panel = &work->sheet.map[proposed].panel[0];
        if (panel->n_layers > 0) work->measure_layer[n++] = panel->layer[panel->n_layers - 1];
    }
    work->measure.panel[0] = (StylePanel){.layer = work->measure_layer, .n_layers = n};
    work->measure.n_panels = 1;
}

static Status add_layer(MapWork *work, const Measure *measure, size_t *number, Error *error) {
    Values values = {0};
    char *areas = areas_sql(measure);
    Status status =
        areas ? read_values(work, areas, &values, error) : error_status(error, STATUS_NO_MEMORY);
    if (status == STATUS_OK) {
        status = style_add_measure(
            &work->sheet, areas, measure->title, measure->words, values.value, values.n,
            is_budget(measure) ? STYLE_DARK_LEAST : STYLE_DARK_GREATEST, number);
        error_status(error, status);
    }
    free(values.value);
    sqlite3_free(areas);
    return status;
}

Status measure_add(MapWork *work, Error *error) {
    Measure measure = {.scenario = scenario_wanted(work),
                       .scope = option_text(work->invocation, "scope", "municipality"),
                       .name = option_text(work->invocation, "indicator", "")};
    char unit[64];
    size_t number = 0;
    const char *given[MAX_VALUES];
    if (option_list(work->invocation, "scenario", given) > 1)
        return error_set(error, STATUS_USAGE,
                         _("--indicator is a map of one scenario; give --scenario once"));
    if (work->invocation->n_arguments > 1 || option_given(work->invocation, "all"))
        return error_set(error, STATUS_USAGE,
                         _("--indicator is a map of its own; leave out the names and --all"));
    Status status = find_unit(work, &measure, unit, sizeof unit, error);
    if (status != STATUS_OK) return status;
    set_words(&measure, unit);
    status = add_layer(work, &measure, &number, error);
    if (status != STATUS_OK) return status;
    set_panel(work, number, measure.scenario);
    work->measure.id = measure.name;
    work->measure.title = work->sheet.layer[number].title;
    if (is_budget(&measure))
        work->measure.note =
            _("Below zero a budget spends, above zero it saves; the darker, the more it spends");
    work->wanted = malloc(sizeof *work->wanted);
    if (!work->wanted) return error_status(error, STATUS_NO_MEMORY);
    work->picture[work->n_pictures] = (Picture){.id = measure.name,
                                                .scenario = measure.scenario,
                                                .title = work->measure.title,
                                                .map = &work->measure};
    work->wanted[work->n_wanted++] = work->n_pictures++;
    return STATUS_OK;
}
