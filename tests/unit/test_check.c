/* Tests of layers/check: a plan and a GeoPackage broken at one place each, and the rule that says
 * so. (tests/cli/test_check.sh breaks every rule; here are those whose boundary matters, with what
 * is told.) */
#include "layers/check/check.h"
#include "layers/export/export.h"
#include "tests/unit/store_support.h"
#include "tests/unit/study_fixture.h"
#include <gdal.h>
#include <sqlite3.h>

typedef struct Break {
    const char *sql;  /* done to the file without its triggers */
    const char *rule; /* the only one that is broken; NULL: none */
    const char *table, *row, *detail;
    int findings;
} Break;

static void write_both(Fixture *fixture, char gpkg[TEMP_FILE_SIZE]) {
    Error error = {0};
    Store *store = written_plan(fixture);
    snprintf(gpkg, TEMP_FILE_SIZE, "%s/plan.gpkg", fixture->directory);
    if (export_plan(store, EXPORT_GPKG, gpkg, NULL, 0, NULL, NULL, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    store_close(store);
}

static void change(const char *path, const char *sql) {
    sqlite3 *db = NULL;
    char *words = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
    sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON", NULL, NULL, NULL);
    if (sqlite3_exec(db, sql, NULL, NULL, &words) != SQLITE_OK) fail_msg("%s: %s", sql, words);
    sqlite3_close(db);
}

static void assert_report(const CheckReport *report, const Break *expected) {
    bool seen = expected->rule == NULL;
    for (size_t i = 0; i < report->n; i++) {
        const CheckResult *result = &report->result[i];
        if (result->outcome != CHECK_FAILED) continue;
        if (!expected->rule || strcmp(result->id, expected->rule) != 0)
            fail_msg("%s breaks %s: %s %s %s", expected->sql, result->id, result->finding[0].table,
                     result->finding[0].row, result->finding[0].detail);
        seen = true;
        assert_string_equal(result->finding[0].table, expected->table);
        assert_string_equal(result->finding[0].row, expected->row);
        if (expected->detail) assert_string_equal(result->finding[0].detail, expected->detail);
        if (result->findings != expected->findings)
            fail_msg("%s: %lld findings", expected->sql, (long long)result->findings);
    }
    if (!seen) fail_msg("%s breaks nothing", expected->sql);
    assert_int_equal(report->n_failed, expected->rule ? 1 : 0);
}

static void assert_breaks(Fixture *fixture, bool package, const Break *breaks, size_t n) {
    for (size_t i = 0; i < n; i++) {
        char gpkg[TEMP_FILE_SIZE];
        write_both(fixture, gpkg);
        const char *path = package ? gpkg : fixture->plan;
        change(path, breaks[i].sql);
        CheckReport report = {0};
        Error error = {0};
        if (check_file(path, &report, &error) != STATUS_OK) fail_msg("%s", error.message);
        assert_int_equal(report.kind, package ? CHECK_GEOPACKAGE : CHECK_PLAN);
        assert_report(&report, &breaks[i]);
        check_report_free(&report);
    }
}

static void test_plan(void **state) {
    const Break breaks[] = {
        {"SELECT 1", NULL, NULL, NULL, NULL, 0},
        {"PRAGMA user_version = 4", "identity", "", "", "user_version = 4", 1},
        /* the ends of a share are shares */
        {"UPDATE compliance SET share = 1 WHERE scope = 'country'", NULL, NULL, NULL, NULL, 0},
        {"UPDATE compliance SET share = 0 WHERE scope = 'country'", NULL, NULL, NULL, NULL, 0},
        {"UPDATE compliance SET share = 1.0000001 WHERE scope = 'country'", "shares", "compliance",
         "baseline / id-card / country / LV", "share = 1.0000001", 1},
        {"UPDATE compliance SET share = 'x' WHERE scope = 'country'", "shares", "compliance",
         "baseline / id-card / country / LV", "share = x", 1},
        {"UPDATE point_load SET pop = -0.5 WHERE facility_id = 'vpvkac-1'", "amounts", "point_load",
         "baseline / vpvkac-1", "pop = -0.5", 1},
        {"UPDATE close_pair SET dist_m = 0", NULL, NULL, NULL, NULL, 0},
        {"UPDATE cost SET eur = -9e9", NULL, NULL, NULL, NULL, 0},
        /* a person in a million does not show, a thousandth of a person does */
        {"UPDATE unit SET demand_pop = demand_pop + 1e-9 WHERE no = 1", NULL, NULL, NULL, NULL, 0},
        {"UPDATE unit SET demand_pop = demand_pop + 0.001 WHERE code = 'A1'", "demand-sum", "unit",
         "A1", "demand_pop = 30.501, 30.5", 1},
        {"DELETE FROM assignment_row WHERE run_no = 1 AND demand_id = 2", "assignment-sum",
         "assignment", "baseline / any", "1 / 2", 1},
        {"UPDATE indicator SET code = 'M9' WHERE scope = 'unit'", "references", "indicator", "unit",
         "M9", 1},
        {"UPDATE proposal SET reason = 'why' WHERE role = 'none'", "codes", "proposal", "baseline",
         "reason = why", 1},
        {"UPDATE unit SET name = 'e' || char(769)", "text", "unit", "A1", NULL, 2},
        {"UPDATE unit SET name = char(233)", NULL, NULL, NULL, NULL, 0},
        {"ALTER TABLE removal RENAME COLUMN pop TO people", "tables", "removal", "pop", NULL, 1},
        {"UPDATE notice SET source_id = 77", "foreign-keys", "notice", "1", "-> source", 1},
        {"DELETE FROM idx_stop_geom WHERE pkid = 1", "spatial-index", "stop", "1", NULL, 1},
    };
    assert_breaks(*state, false, breaks, sizeof breaks / sizeof *breaks);
}

static void test_geopackage(void **state) {
    const Break breaks[] = {
        {"SELECT 1", NULL, NULL, NULL, NULL, 0},
        /* 15 digits are no difference, a millimetre is */
        {"UPDATE gpkg_contents SET min_x = min_x + 1e-9 WHERE table_name = 'unit'", NULL, NULL,
         NULL, NULL, 0},
        {"UPDATE gpkg_contents SET min_x = min_x + 0.001 WHERE table_name = 'unit'", "extents",
         "unit", "", NULL, 1},
        {"UPDATE gpkg_contents SET max_y = max_y - 0.001 WHERE table_name = 'unit'", "extents",
         "unit", "", NULL, 1},
        {"UPDATE gpkg_contents SET max_y = max_y + 9 WHERE table_name = 'unit'", NULL, NULL, NULL,
         NULL, 0},
        {"UPDATE gpkg_ogr_contents SET feature_count = 1 WHERE table_name = 'unit'", "counts",
         "unit", "", "1 / 2", 1},
        {"ALTER TABLE cost RENAME COLUMN eur TO Eur", "names", "cost", "", "Eur", 1},
        {"CREATE TABLE spare(a INTEGER PRIMARY KEY)", "contents", "spare", "", NULL, 1},
        {"DROP TRIGGER rtree_unit_geom_delete", "triggers", "unit", "", "rtree_unit_geom_delete",
         1},
        {"PRAGMA user_version = 10500", "identity", "", "", "user_version = 10500", 1},
    };
    assert_breaks(*state, true, breaks, sizeof breaks / sizeof *breaks);
}

/* Five findings are kept, all are counted. */
static void test_many(void **state) {
    Fixture *fixture = *state;
    char gpkg[TEMP_FILE_SIZE];
    write_both(fixture, gpkg);
    change(fixture->plan, "UPDATE coverage SET area_share = 2");
    CheckReport report = {0};
    Error error = {0};
    assert_int_equal(check_file(fixture->plan, &report, &error), STATUS_OK);
    bool seen = false;
    for (size_t i = 0; i < report.n; i++) {
        if (strcmp(report.result[i].id, "shares") != 0) continue;
        seen = true;
        assert_int_equal(report.result[i].findings, 7);
        assert_int_equal(report.result[i].kept, CHECK_KEPT);
    }
    assert_true(seen);
    check_report_free(&report);
}

static void assert_refused(const char *path, Status expected, const char *words) {
    CheckReport report = {0};
    Error error = {0};
    assert_int_equal(check_file(path, &report, &error), expected);
    assert_null(report.result);
    if (!strstr(error.message, words)) fail_msg("%s", error.message);
}

static void test_no_file_of_ours(void **state) {
    Fixture *fixture = *state;
    char path[TEMP_FILE_SIZE];
    assert_refused("/none.gpkg", STATUS_MISSING, "cannot be opened");
    assert_refused(fixture->directory, STATUS_UNREADABLE, "not a file");
    snprintf(path, sizeof path, "%s/other.sqlite", fixture->directory);
    change(path, "CREATE TABLE a(b)");
    assert_refused(path, STATUS_UNREADABLE, "another program");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs("SQLite format 3 is what this is not, however long it goes on", file);
    fclose(file);
    assert_refused(path, STATUS_UNREADABLE, "damaged");
}

#define TEST(function)                                                                             \
    cmocka_unit_test_setup_teardown(function, fixture_setup_whole, fixture_teardown)

int main(void) {
    GDALAllRegister();
    const struct CMUnitTest tests[] = {TEST(test_plan), TEST(test_geopackage), TEST(test_many),
                                       TEST(test_no_file_of_ours)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    GDALDestroyDriverManager();
    return failed;
}
