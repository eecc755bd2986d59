#include "layers/store/coverage_view.h"
#include "layers/store/database.h"
#include <string.h>

/* "baseline_any_10000", with the impedance in it where it is not the straight line. */
static char *column_name(sqlite3_stmt *row) {
    const char *impedance = (const char *)sqlite3_column_text(row, 2);
    bool line = strcmp(impedance, "line") == 0;
    return sqlite3_mprintf("%s_%s_%s%s%.15g", sqlite3_column_text(row, 0),
                           sqlite3_column_text(row, 1), line ? "" : impedance, line ? "" : "_",
                           sqlite3_column_double(row, 3));
}

static void add_share(sqlite3_str *sql, sqlite3_stmt *row, const char *name, const char *share,
                      const char *suffix) {
    sqlite3_str_appendf(sql,
                        ", (SELECT c.%s FROM coverage c WHERE c.scenario = %Q AND c.scope = 'unit'"
                        " AND c.code = u.code AND c.catchment = %Q AND c.impedance = %Q"
                        " AND c.threshold = %!.17g) AS \"%w_%s\"",
                        share, sqlite3_column_text(row, 0), sqlite3_column_text(row, 1),
                        sqlite3_column_text(row, 2), sqlite3_column_double(row, 3), name, suffix);
}

/*
 * The runs of coverage, told by any one unit: those of the first scenarios (present, baseline,
 * optimal, then by name) that all fit, with two columns a run, into the 2,000 columns that SQLite
 * takes. The table coverage has them all.
 */
static const char RUNS_SQL[] =
    "WITH run AS (SELECT scenario, catchment, impedance, threshold FROM coverage"
    " WHERE scope = 'unit' AND code = (SELECT code FROM unit ORDER BY no LIMIT 1)),"
    " total AS (SELECT scenario, sum(count(*)) OVER (ORDER BY " STORE_SCENARIO_RANK(
        "scenario") ", scenario) AS runs FROM run GROUP BY scenario)"
                    " SELECT r.scenario, r.catchment, r.impedance, r.threshold FROM run r"
                    " JOIN total t ON t.scenario = r.scenario WHERE t.runs <= 950 ORDER BY 1, 2, "
                    "3, 4";

static Status add_columns(Store *store, sqlite3_str *sql, Error *error) {
    sqlite3_stmt *row = NULL;
    Status status = database_prepare(store, RUNS_SQL, &row, error);
    if (status != STATUS_OK) return status;
    int code;
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        char *name = column_name(row);
        if (!name) {
            status = error_status(error, STATUS_NO_MEMORY);
            break;
        }
        add_share(sql, row, name, "pop_share", "pop");
        add_share(sql, row, name, "area_share", "area");
        sqlite3_free(name);
    }
    if (status == STATUS_OK && code != SQLITE_DONE) status = database_error(store, code, error);
    sqlite3_finalize(row);
    return status;
}

Status coverage_view_make(Store *store, Error *error) {
    sqlite3_str *sql = sqlite3_str_new(store->db);
    sqlite3_str_appendall(sql, "DROP VIEW IF EXISTS unit_coverage;"
                               "CREATE VIEW unit_coverage AS SELECT u.no AS no, u.code AS code,"
                               " u.name AS name, u.kind AS kind, u.municipality AS municipality,"
                               " u.pop AS pop, u.demand_pop AS demand_pop, u.geom AS geom");
    Status status = add_columns(store, sql, error);
    sqlite3_str_appendall(sql, " FROM unit u;");
    char *text = sqlite3_str_finish(sql);
    if (!text && status == STATUS_OK) status = error_status(error, STATUS_NO_MEMORY);
    if (status == STATUS_OK) status = database_exec(store, text, error);
    sqlite3_free(text);
    return status;
}
