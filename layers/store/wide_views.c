#include "layers/store/wide_views.h"
#include "layers/store/coverage_view.h"
#include "layers/store/database.h"
#include <string.h>

enum { COLUMNS_MAX = 2000 }; /* SQLITE_MAX_COLUMN as SQLite is built by default */

/* A view: its own columns, then those of each scenario, then the geometry. */
typedef struct WideView {
    const char *name, *columns, *from, *geometry;
    int n_columns; /* without the scenarios' */
    /* Gives for each scenario its name and the number of its columns, in the order of the view. */
    const char *scenarios;
    /* Adds the columns of scenario ?1. */
    Status (*add)(Store *store, sqlite3_str *sql, const char *scenario, Error *error);
} WideView;

/* ---- columns of one scenario ---- */

/* One indicator of a scenario, for the row's area. */
static void add_indicator(sqlite3_str *sql, const char *scenario, const char *scope,
                          const char *code, const char *indicator) {
    sqlite3_str_appendf(sql,
                        "(SELECT i.value FROM indicator i WHERE i.scenario = %Q AND i.scope = %s"
                        " AND i.code = %s AND i.name = %Q)",
                        scenario, scope, code, indicator);
}

/* The points and both mean distances. */
static void add_indicators(sqlite3_str *sql, const char *scenario, const char *scope,
                           const char *code) {
    static const struct {
        const char *indicator, *column;
    } LIST[] = {
        {"points", "points"}, {"mean_dist_m", "any_mean_m"}, {"mean_dist_m_home", "home_mean_m"}};
    for (size_t i = 0; i < sizeof LIST / sizeof *LIST; i++) {
        sqlite3_str_appendall(sql, ", ");
        add_indicator(sql, scenario, scope, code, LIST[i].indicator);
        sqlite3_str_appendf(sql, " AS \"%w_%s\"", scenario, LIST[i].column);
    }
}

/* Both sides of the difference are of one catchment. */
static void add_change(sqlite3_str *sql, const char *scenario, const char *indicator,
                       const char *column) {
    sqlite3_str_appendall(sql, ", ");
    add_indicator(sql, scenario, "'unit'", "u.code", indicator);
    sqlite3_str_appendall(sql, " - ");
    add_indicator(sql, "present", "'unit'", "u.code", indicator);
    sqlite3_str_appendf(sql, " AS \"%w_%s\"", scenario, column);
}

/* The change is against `present`, which has none itself. */
static Status add_unit_columns(Store *store, sqlite3_str *sql, const char *scenario, Error *error) {
    (void)store, (void)error;
    add_indicators(sql, scenario, "'unit'", "u.code");
    if (strcmp(scenario, "present") == 0) return STATUS_OK;
    add_change(sql, scenario, "mean_dist_m", "any_change_m");
    add_change(sql, scenario, "mean_dist_m_home", "home_change_m");
    return STATUS_OK;
}

/* Share of people within a threshold; the impedance is in the name where it is not the straight
 * line, as in unit_coverage. */
static void add_share(sqlite3_str *sql, const char *scenario, sqlite3_stmt *row) {
    const char *catchment = (const char *)sqlite3_column_text(row, 0);
    const char *impedance = (const char *)sqlite3_column_text(row, 1);
    double threshold = sqlite3_column_double(row, 2);
    bool line = strcmp(impedance, "line") == 0;
    sqlite3_str_appendf(sql,
                        ", (SELECT c.pop_share FROM coverage c WHERE c.scenario = %Q AND c.scope ="
                        " a.scope AND c.code = a.code AND c.catchment = %Q AND c.impedance = %Q"
                        " AND c.threshold = %!.17g) AS \"%w_%w_%w%s%.15g_pop\"",
                        scenario, catchment, impedance, threshold, scenario, catchment,
                        line ? "" : impedance, line ? "" : "_", threshold);
}

static Status add_area_columns(Store *store, sqlite3_str *sql, const char *scenario, Error *error) {
    add_indicators(sql, scenario, "a.scope", "a.code");
    sqlite3_stmt *row = NULL;
    int code;
    Status status = database_prepare(store,
                                     "SELECT DISTINCT catchment, impedance, threshold FROM coverage"
                                     " WHERE scenario = ?1 AND scope = 'country' ORDER BY 1, 2, 3",
                                     &row, error);
    if (status != STATUS_OK) return status;
    sqlite3_bind_text(row, 1, scenario, -1, SQLITE_STATIC);
    while ((code = sqlite3_step(row)) == SQLITE_ROW) add_share(sql, scenario, row);
    if (code != SQLITE_DONE) status = database_error(store, code, error);
    sqlite3_finalize(row);
    return status;
}

/* By the number of the run: one look-up a row, not two. Only metres are told as such. */
static Status add_demand_columns(Store *store, sqlite3_str *sql, const char *scenario,
                                 Error *error) {
    sqlite3_stmt *row = NULL;
    int code;
    Status status = database_prepare(store,
                                     "SELECT no, catchment FROM assignment_run WHERE scenario = ?1"
                                     " AND impedance = 'line' ORDER BY catchment",
                                     &row, error);
    if (status != STATUS_OK) return status;
    sqlite3_bind_text(row, 1, scenario, -1, SQLITE_STATIC);
    while ((code = sqlite3_step(row)) == SQLITE_ROW)
        sqlite3_str_appendf(sql,
                            ", (SELECT r.cost FROM assignment_row r WHERE r.run_no = %lld"
                            " AND r.demand_id = d.id) AS \"%w_%w_m\"",
                            sqlite3_column_int64(row, 0), scenario, sqlite3_column_text(row, 1));
    if (code != SQLITE_DONE) status = database_error(store, code, error);
    sqlite3_finalize(row);
    return status;
}

/* ---- the views ---- */

#define SCENARIO_ORDER " ORDER BY " STORE_SCENARIO_RANK("s.name") ", s.name"
#define COUNT(kind)                                                                                \
    ", (SELECT count(*) FROM facility f WHERE f.unit_code = u.code AND f.kind = '" kind            \
    "') AS " kind "_count"

static const WideView WIDE_VIEW[] = {
    {"unit_figures",
     "u.no AS no, u.code AS code, u.name AS name, u.kind AS kind, u.municipality AS municipality,"
     " u.region AS region, u.pop AS pop, u.demand_pop AS demand_pop" COUNT("vpvkac")
         COUNT("library") COUNT("post_office") COUNT("townhall") COUNT("school") COUNT("office")
             COUNT("place"),
     "unit u", "u.geom AS geom", 16,
     "SELECT s.name, CASE s.name WHEN 'present' THEN 3 ELSE 5 END FROM scenario s" SCENARIO_ORDER,
     add_unit_columns},
    {"area_figures",
     "a.no AS no, a.scope AS scope, a.code AS code, a.name AS name, a.pop AS pop,"
     " a.demand_pop AS demand_pop, a.area_m2 AS area_m2",
     "area a", "a.geom AS geom", 8,
     "SELECT s.name, 3 + (SELECT count(*) FROM coverage c WHERE c.scenario = s.name"
     " AND c.scope = 'country') FROM scenario s" SCENARIO_ORDER,
     add_area_columns},
    {"demand_distance",
     "d.id AS id, d.unit_code AS unit_code, d.pop AS pop, d.source_key AS source_key", "demand d",
     "d.geom AS geom", 5, "SELECT s.name, 2 FROM scenario s" SCENARIO_ORDER, add_demand_columns},
};

/* The columns of the scenarios, until one does not fit. */
static Status add_scenarios(Store *store, const WideView *view, sqlite3_str *sql, Error *error) {
    sqlite3_stmt *row = NULL;
    sqlite3_int64 columns = view->n_columns;
    int code = SQLITE_DONE;
    Status status = database_prepare(store, view->scenarios, &row, error);
    while (status == STATUS_OK && (code = sqlite3_step(row)) == SQLITE_ROW) {
        columns += sqlite3_column_int64(row, 1);
        if (columns > COLUMNS_MAX) {
            code = SQLITE_DONE;
            break;
        }
        status = view->add(store, sql, (const char *)sqlite3_column_text(row, 0), error);
    }
    if (status == STATUS_OK && code != SQLITE_DONE) status = database_error(store, code, error);
    sqlite3_finalize(row);
    return status;
}

static Status make_view(Store *store, const WideView *view, bool temp, Error *error) {
    sqlite3_str *sql = sqlite3_str_new(store->db);
    sqlite3_str_appendf(sql, "DROP VIEW IF EXISTS %s.%s; CREATE %sVIEW %s AS SELECT %s",
                        temp ? "temp" : "main", view->name, temp ? "TEMP " : "", view->name,
                        view->columns);
    Status status = add_scenarios(store, view, sql, error);
    sqlite3_str_appendf(sql, ", %s FROM %s", view->geometry, view->from);
    char *text = sqlite3_str_finish(sql);
    if (!text && status == STATUS_OK) status = error_status(error, STATUS_NO_MEMORY);
    if (status == STATUS_OK) status = database_exec(store, text, error);
    sqlite3_free(text);
    return status;
}

Status figure_views_make(Store *store, bool temp, Error *error) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < sizeof WIDE_VIEW / sizeof *WIDE_VIEW && status == STATUS_OK; i++)
        status = make_view(store, &WIDE_VIEW[i], temp, error);
    return status;
}

Status wide_views_make(Store *store, Error *error) {
    Status status = coverage_view_make(store, error);
    return status == STATUS_OK ? figure_views_make(store, false, error) : status;
}
