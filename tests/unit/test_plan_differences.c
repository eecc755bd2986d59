/* Two plans side by side: what is the same, what differs, and what plays no part. */
#include "layers/store/plan_differences.h"
#include "tests/unit/store_support.h"

static char twin[TEMP_FILE_SIZE];

/* The fixture's plan and a second one like it. */
static void write_both(Fixture *fixture) {
    if (fixture->scenario.removals.n == 0) fixture_analyses(&fixture->scenario);
    store_close(written_plan(fixture));
    snprintf(twin, sizeof twin, "%s/twin.sqlite", fixture->directory);
    char command[2 * TEMP_FILE_SIZE + 16];
    snprintf(command, sizeof command, "cp '%s' '%s'", fixture->plan, twin);
    assert_int_equal(system(command), 0);
}

static PlanDifferences compared(const Fixture *fixture) {
    PlanDifferences found;
    Error error = {0};
    Store *store = open_plan(fixture->plan, false);
    if (store_differences(store, twin, &found, &error) != STATUS_OK) fail_msg("%s", error.message);
    /* once more: nothing stays attached */
    PlanDifferences again;
    assert_int_equal(store_differences(store, twin, &again, &error), STATUS_OK);
    assert_int_equal(again.n, found.n);
    store_close(store);
    return found;
}

static void alike(void **state) {
    Fixture *fixture = *state;
    write_both(fixture);
    PlanDifferences found = compared(fixture);
    assert_int_equal(found.n, 0);
    assert_true(found.n_tables > 20);
    assert_true(found.n_rows > 30);
}

static void what_changes_from_run_to_run_plays_no_part(void **state) {
    Fixture *fixture = *state;
    write_both(fixture);
    run_sql(twin, "UPDATE scenario SET seconds = 99, started_at = 'x', version = 'y';"
                  "UPDATE proposal SET status = 'approved', year = 2031;"
                  "UPDATE source SET imported_at = 'z';"
                  "INSERT INTO meta VALUES('note', 'by hand');"
                  "UPDATE assignment_row SET run_no = run_no + 100;"
                  "UPDATE assignment_run SET no = no + 100");
    assert_int_equal(compared(fixture).n, 0);
}

/* Each change of one value is one row on either side, told with the value of the plan itself. */
static void one_value_is_enough(void **state) {
    Fixture *fixture = *state;
    static const struct {
        const char *sql, *table, *first;
    } CASES[] = {
        {"UPDATE coverage SET pop_share = pop_share + 1e-16 * 8 WHERE pop_share = 0.75", "coverage",
         "pop_share=0.75"},
        {"UPDATE proposal SET facility_id = 'library-1' WHERE role = 'existing'", "proposal",
         "facility_id=vpvkac-1"},
        {"UPDATE assignment_row SET cost = 2450.5 WHERE cost = 2450", "assignment", "cost=2450"},
        {"UPDATE demand SET pop = pop + 1 WHERE id = 1", "demand", "id=1"},
        {"UPDATE unit SET name = 'X' WHERE code = 'A1'", "unit", "code=A1"},
        {"UPDATE year_figure SET value = 2 WHERE name = 'points'", "year_figure", "name=points"},
    };
    write_both(fixture);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        write_both(fixture);
        run_sql(twin, CASES[i].sql);
        PlanDifferences found = compared(fixture);
        if (found.n != 1) fail_msg("case %zu: %zu tables differ", i, found.n);
        assert_string_equal(found.table[0].table, CASES[i].table);
        assert_int_equal(found.table[0].only_here, 1);
        assert_int_equal(found.table[0].only_there, 1);
        assert_non_null(strstr(found.table[0].first, CASES[i].first));
    }
}

static void rows_that_are_missing(void **state) {
    Fixture *fixture = *state;
    write_both(fixture);
    run_sql(twin, "DELETE FROM site_check WHERE value = 'no'; DELETE FROM frontier");
    run_sql(fixture->plan, "DELETE FROM removal WHERE pop > 0");
    PlanDifferences found = compared(fixture);
    assert_int_equal(found.n, 3);
    assert_string_equal(found.table[0].table, "frontier");
    assert_int_equal(found.table[0].only_here, 3);
    assert_int_equal(found.table[0].only_there, 0);
    assert_string_equal(found.table[1].table, "removal");
    assert_int_equal(found.table[1].only_here, 0);
    assert_int_equal(found.table[1].only_there, 1);
    assert_non_null(strstr(found.table[1].first, "vpvkac-1")); /* then the other's row is told */
    assert_string_equal(found.table[2].table, "site_check");
}

/* refused and notice have no key: the same row may stand there twice. */
static void a_row_that_stands_twice(void **state) {
    Fixture *fixture = *state;
    write_both(fixture);
    run_sql(fixture->plan, "INSERT INTO notice VALUES(1, 5, 'x', 'y')");
    run_sql(twin, "INSERT INTO notice VALUES(1, 5, 'x', 'y'), (1, 5, 'x', 'y')");
    PlanDifferences found = compared(fixture);
    assert_int_equal(found.n, 1);
    assert_string_equal(found.table[0].table, "notice");
    assert_int_equal(found.table[0].only_there, 1);
}

static void an_older_plan_is_refused(void **state) {
    Fixture *fixture = *state;
    PlanDifferences found;
    Error error = {0};
    write_both(fixture);
    make_version_1(fixture);
    Store *store = open_plan(fixture->plan, false);
    assert_int_equal(store_differences(store, twin, &found, &error), STATUS_UNREADABLE);
    assert_non_null(strstr(error.message, "older version"));
    store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(alike, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(what_changes_from_run_to_run_plays_no_part, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(one_value_is_enough, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(rows_that_are_missing, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(a_row_that_stands_twice, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(an_older_plan_is_refused, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
