/* Tests of layers/check: the rule that looks at codes, column by column, and what a rule tells
 * where the file does not answer. */
#include "layers/check/check_tables.h"
#include "layers/style/style.h"
#include "tests/unit/store_support.h"
#include "tests/unit/study_fixture.h"
#include <gdal.h>
#include <sqlite3.h>

/* A rule at work on the fixture's plan. */
typedef struct Bench {
    sqlite3 *db;
    Error error;
    CheckReport report;
    Checker checker;
} Bench;

static void bench_open(Bench *bench, Fixture *fixture) {
    store_close(written_plan(fixture));
    *bench = (Bench){0};
    assert_int_equal(sqlite3_open(fixture->plan, &bench->db), SQLITE_OK);
    sqlite3_db_config(bench->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
    sqlite3_exec(bench->db, "PRAGMA ignore_check_constraints = ON", NULL, NULL, NULL);
    bench->report = (CheckReport){.n = 1, .result = calloc(1, sizeof(CheckResult))};
    assert_non_null(bench->report.result);
    bench->checker = (Checker){.db = bench->db,
                               .path = fixture->plan,
                               .now = bench->report.result,
                               .error = &bench->error};
}

static void bench_close(Bench *bench) {
    check_report_free(&bench->report);
    sqlite3_close(bench->db);
}

/* The rule's findings in a plan changed by `sql`, which is taken back. The first one is kept. */
static int64_t findings(Bench *bench, const char *sql, char first[200]) {
    CheckResult *now = bench->report.result;
    *now = (CheckResult){0};
    bench->checker.status = STATUS_OK;
    if (sqlite3_exec(bench->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec(bench->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(bench->db));
    check_codes(&bench->checker);
    sqlite3_exec(bench->db, "ROLLBACK", NULL, NULL, NULL);
    assert_int_equal(bench->checker.status, STATUS_OK);
    first[0] = '\0';
    if (now->kept) snprintf(first, 200, "%s: %s", now->finding[0].table, now->finding[0].detail);
    int64_t n = now->findings;
    for (size_t i = 0; i < now->kept; i++) {
        free(now->finding[i].table);
        free(now->finding[i].row);
        free(now->finding[i].detail);
    }
    *now = (CheckResult){0};
    return n;
}

/* Of a key, which no two rows share, one row gets the word. */
static int64_t set_all(Bench *bench, const char *table, const char *column, const char *word,
                       char first[200]) {
    char sql[300];
    snprintf(sql, sizeof sql, "UPDATE OR IGNORE \"%s\" SET \"%s\" = '%s'", table, column, word);
    return findings(bench, sql, first);
}

typedef struct Column {
    const char *table, *column;
} Column;

static const Column CLOSED[] = {
    {"unit", "kind"},          {"facility_kind", "name"},
    {"facility", "state"},     {"stop", "kind"},
    {"source", "kind"},        {"refused", "reason"},
    {"notice", "reason"},      {"scenario", "status"},
    {"scenario", "method"},    {"scenario", "catchment"},
    {"scenario", "impedance"}, {"coverage", "catchment"},
    {"coverage", "scope"},     {"coverage", "impedance"},
    {"indicator", "scope"},    {"indicator", "name"},
    {"proposal", "role"},      {"proposal", "reason"},
    {"proposal", "status"},    {"frontier", "goal"},
    {"site_check", "value"},   {"opening_hour", "weekday"},
    {"service", "centre"},     {"service", "parish"},
    {"service", "library"},    {"service", "helpdesk"},
    {"passport", "better"},    {"passport", "name"},
    {"target", "name"},        {"target_reach", "name"},
    {"cost", "position"},      {"cost_area", "position"},
    {"sensitivity", "figure"}, {"comparison", "name"},
    {"comparison", "scope"},   {"compliance", "scope"},
    {"year_figure", "name"},   {"network_summary", "grouping"},
};

static void test_closed(void **state) {
    Bench bench;
    char first[200], expected[200];
    bench_open(&bench, *state);
    assert_int_equal(findings(&bench, "SELECT 1", first), 0);
    for (size_t i = 0; i < sizeof CLOSED / sizeof *CLOSED; i++) {
        const Column *at = &CLOSED[i];
        snprintf(expected, sizeof expected, "%s: %s = zzz", at->table, at->column);
        if (set_all(&bench, at->table, at->column, "zzz", first) < 1)
            fail_msg("%s.%s may hold anything", at->table, at->column);
        assert_string_equal(first, expected);
    }
    /* a list is of its table, whole, and to the letter */
    assert_true(set_all(&bench, "scenario", "status", "approved", first) > 0);
    assert_true(set_all(&bench, "refused", "reason", "overlap", first) > 0);
    assert_true(set_all(&bench, "scenario", "method", "Median", first) > 0);
    assert_true(set_all(&bench, "scenario", "method", "", first) > 0);
    assert_int_equal(set_all(&bench, "scenario", "method", "capacitated", first), 0);
    assert_true(set_all(&bench, "opening_hour", "weekday", "7", first) > 0);
    assert_int_equal(findings(&bench, "UPDATE opening_hour SET weekday = 6", first), 0);
    assert_true(set_all(&bench, "stop", "served", "2", first) > 0);
    assert_string_equal(first, "stop: served = 2");
    bench_close(&bench);
}

/* Sources and plan files bring words of their own, and a name is no code. */
static void test_open(void **state) {
    static const Column OPEN[] = {{"facility", "origin"},   {"stop", "origin"},
                                  {"unit", "centre_level"}, {"settlement", "place"},
                                  {"indicator", "unit"},    {"passport", "unit"},
                                  {"unit", "name"},         {"closing", "network"}};
    Bench bench;
    char first[200];
    bench_open(&bench, *state);
    for (size_t i = 0; i < sizeof OPEN / sizeof *OPEN; i++)
        if (set_all(&bench, OPEN[i].table, OPEN[i].column, "zzz", first) != 0)
            fail_msg("%s", first);
    bench_close(&bench);
}

/* ---- a file that does not answer ---- */

static int refuse_all(void *none) {
    (void)none;
    return 1;
}

static void test_no_answer(void **state) {
    Fixture *fixture = *state;
    Bench bench;
    sqlite3 *other = NULL;
    bench_open(&bench, fixture);
    assert_int_equal(check_integer(&bench.checker, "PRAGMA user_version"), 3);
    assert_int_equal(check_integer(&bench.checker, "SELECT 5 WHERE 0"), 0);
    assert_int_equal(bench.checker.status, STATUS_OK);
    /* locked: neither an older plan, of which nothing is asked, nor one without its tables */
    assert_int_equal(sqlite3_open(fixture->plan, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    check_schema(&bench.checker);
    assert_int_equal(bench.checker.status, STATUS_NOT_WRITABLE);
    assert_int_equal(bench.report.result->findings, 0);
    assert_non_null(strstr(bench.error.message, "another program is using"));
    bench.checker.status = STATUS_OK;
    assert_int_equal(check_integer(&bench.checker, "PRAGMA user_version"), 0);
    assert_int_equal(bench.checker.status, STATUS_NOT_WRITABLE);
    sqlite3_close(other);
    /* the user wishes to stop */
    bench.checker.status = STATUS_OK;
    sqlite3_progress_handler(bench.db, 1, refuse_all, NULL);
    assert_int_equal(check_integer(&bench.checker, "SELECT count(*) FROM unit"), 0);
    assert_int_equal(bench.checker.status, STATUS_INTERRUPTED);
    bench.checker.status = STATUS_OK;
    check_codes(&bench.checker);
    assert_int_equal(bench.checker.status, STATUS_INTERRUPTED);
    sqlite3_progress_handler(bench.db, 0, NULL, NULL);
    assert_int_equal(bench.report.result->findings, 0);
    bench_close(&bench);
}

#define TEST(function)                                                                             \
    cmocka_unit_test_setup_teardown(function, fixture_setup_whole, fixture_teardown)

int main(void) {
    GDALAllRegister();
    const struct CMUnitTest tests[] = {TEST(test_closed), TEST(test_open), TEST(test_no_answer)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    GDALDestroyDriverManager();
    return failed;
}
