/*
 * store_support.h - what the tests of layers/store share: asking a plan, and checking that it is
 * sound.
 */
#ifndef TESTS_UNIT_STORE_SUPPORT_H
#define TESTS_UNIT_STORE_SUPPORT_H

#include "layers/store/database.h"
#include "layers/store/schema.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/plan_fixture.h"

static char answer[1 << 15];

/* All rows of a query as text: columns parted by "|", rows by "\n". NULL is "-". */
static inline const char *ask(sqlite3 *db, const char *sql) {
    sqlite3_stmt *row = NULL;
    answer[0] = '\0';
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    size_t used = 0;
    while (sqlite3_step(row) == SQLITE_ROW) {
        for (int c = 0; c < sqlite3_column_count(row) && used < sizeof answer; c++) {
            const unsigned char *text = sqlite3_column_text(row, c);
            used += (size_t)snprintf(answer + used, sizeof answer - used, "%s%s",
                                     c      ? "|"
                                     : used ? "\n"
                                            : "",
                                     text ? (const char *)text : "-");
        }
    }
    sqlite3_finalize(row);
    return answer;
}

static inline Store *open_plan(const char *path, bool write) {
    Error error = {0};
    Store *store = NULL;
    if (store_open(path, write, &store, &error) != STATUS_OK) fail_msg("%s", error.message);
    return store;
}

static inline Store *written_plan(Fixture *fixture) {
    Error error = {0};
    if (fixture_write(fixture, &error) != STATUS_OK) fail_msg("%s", error.message);
    return open_plan(fixture->plan, false);
}

/* SpatiaLite's check wants to write, so it has a connection of its own. */
static inline void assert_sound(const Fixture *fixture) {
    Store *store = open_plan(fixture->plan, true);
    sqlite3 *db = store_db(store);
    assert_string_equal(ask(db, "PRAGMA integrity_check"), "ok");
    assert_string_equal(ask(db, "PRAGMA foreign_key_check"), "");
    for (size_t i = 0; i < N_SPATIAL_TABLES; i++) {
        char sql[160];
        snprintf(sql, sizeof sql,
                 "SELECT rtreecheck('idx_%s_geom'), CheckSpatialIndex('%s', 'geom')",
                 SPATIAL_TABLE[i].table, SPATIAL_TABLE[i].table);
        assert_string_equal(ask(db, sql), "ok|1");
    }
    store_close(store);
}

static inline void run_sql(const char *path, const char *sql) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

/* From version 3 back to 2: without networks, groups and maps, and comparisons of areas only. */
static inline void back_to_version_2(Store *store) {
    const char back[] =
        "DELETE FROM views_geometry_columns_statistics; DELETE FROM views_geometry_columns_auth;"
        "DELETE FROM views_geometry_columns_field_infos; DELETE FROM geometry_columns_statistics;"
        "DROP VIEW unit_figures; DROP VIEW area_figures; DROP VIEW demand_distance;"
        "DELETE FROM views_geometry_columns"
        " WHERE view_name IN ('unit_figures', 'area_figures', 'demand_distance');"
        "DROP INDEX facility_unit;"
        "SELECT DisableSpatialIndex('area', 'geom'); DROP TABLE idx_area_geom;"
        "SELECT DiscardGeometryColumn('area', 'geom'); DROP TABLE area;"
        "SELECT DisableSpatialIndex('catchment_area', 'geom'); DROP TABLE idx_catchment_area_geom;"
        "SELECT DiscardGeometryColumn('catchment_area', 'geom'); DROP TABLE catchment_area;"
        "DROP TABLE group_figure; DROP TABLE unit_group; DROP TABLE client_group;"
        "DROP TABLE unit_ranking; DROP TABLE ranking; DROP TABLE comparison;"
        "DROP TABLE network_figure; DROP TABLE network_place; DROP TABLE closing_coverage;"
        "CREATE TABLE comparison(before TEXT NOT NULL REFERENCES scenario(name),"
        " after TEXT NOT NULL REFERENCES scenario(name),"
        " scope TEXT NOT NULL CHECK(scope IN ('unit', 'municipality', 'region', 'country')),"
        " code TEXT NOT NULL, catchment TEXT NOT NULL CHECK(catchment IN ('any', 'home')),"
        " threshold REAL NOT NULL, name TEXT NOT NULL, value REAL, unit TEXT NOT NULL,"
        " PRIMARY KEY(before, after, scope, code, catchment, threshold, name)) WITHOUT ROWID;"
        "INSERT INTO comparison VALUES('baseline', 'baseline', 'unit', 'A1', 'any', 2000,"
        " 'newly_within_pop', 3.5, 'persons');"
        "INSERT INTO comparison VALUES('baseline', 'baseline', 'country', 'LV', 'home', 0,"
        " 'gain_mean_m', NULL, 'm');"
        "DELETE FROM table_info WHERE table_name IN ('client_group', 'unit_group', 'ranking',"
        " 'unit_ranking', 'group_figure', 'network_figure', 'network_place',"
        " 'area', 'catchment_area', 'unit_figures', 'area_figures', 'demand_distance');"
        "PRAGMA user_version = 2";
    Error error = {0};
    if (database_exec(store, back, &error) != STATUS_OK) fail_msg("%s", error.message);
}

/* A plan as version 2 wrote it. */
static inline void make_version_2(Fixture *fixture) {
    store_close(written_plan(fixture));
    Store *store = open_plan(fixture->plan, true);
    back_to_version_2(store);
    store_close(store);
}

/* A plan as version 1 wrote it. */
static inline void make_version_1(Fixture *fixture) {
    store_close(written_plan(fixture));
    Store *store = open_plan(fixture->plan, true);
    back_to_version_2(store);
    const char back[] =
        "DROP VIEW removal_points; DROP VIEW proposal_point;"
        "DROP TABLE removal; DROP TABLE removal_coverage; DROP TABLE frontier;"
        "DROP TABLE site_check; DROP TABLE point_load;"
        "DROP TABLE year_figure; DROP TABLE cost_area; DROP TABLE opening_hour;"
        "DROP TABLE compliance; DROP TABLE closing; DROP TABLE closing_receiver;"
        "DROP TABLE near_duplicate; DROP TABLE target_reach; DROP TABLE sensitivity;"
        "DROP TABLE service; DROP TABLE passport; DROP TABLE target; DROP TABLE comparison;"
        "DROP TABLE unit_population;"
        "ALTER TABLE scenario DROP COLUMN method; ALTER TABLE scenario DROP COLUMN objective_unit;"
        "ALTER TABLE proposal DROP COLUMN stability;"
        "DELETE FROM views_geometry_columns WHERE view_name = 'removal_points';"
        "CREATE VIEW proposal_point AS SELECT p.no AS no, p.scenario AS scenario, p.unit_code AS"
        " unit_code, p.facility_id AS facility_id, p.reason AS reason, p.geom AS geom"
        " FROM proposal p;"
        "DELETE FROM table_info WHERE table_name IN ('removal', 'frontier');"
        "PRAGMA user_version = 1";
    Error error = {0};
    if (database_exec(store, back, &error) != STATUS_OK) fail_msg("%s", error.message);
    store_close(store);
}

static inline int files_in(const char *directory) {
    int n = 0;
    DIR *open = opendir(directory);
    assert_non_null(open);
    for (const struct dirent *entry = readdir(open); entry; entry = readdir(open)) n++;
    closedir(open);
    return n - 2;
}

/* Random points replace the demand of the country; no measures or scenario go with them. */
static inline void many_demand(Country *country, size_t n) {
    free(country->demand);
    free(country->demand_xy);
    country->n_demand = n;
    country->demand = calloc(n, sizeof *country->demand);
    country->demand_xy = calloc(2 * n, sizeof *country->demand_xy);
    assert_true(country->demand && country->demand_xy);
    uint32_t seed = 7;
    for (size_t i = 0; i < 2 * n; i++) {
        seed = seed * 1664525u + 1013904223u;
        country->demand_xy[i] = 300000 + (seed >> 8) / 64.0; /* every 16 mm: floats must round */
    }
}

#endif
