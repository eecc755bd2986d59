/* What maps and pages tell of a plan, also of one that lacks it. */
#include "tests/unit/cmocka_all.h"

#include "layers/style/plan_style.h"
#include "tests/unit/store_support.h"
#include <stdlib.h>

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

#define SOURCES                                                                                    \
    " INSERT INTO source(kind, uri, rows_read, rows_used, rows_refused, imported_at) VALUES "

static PlanFacts facts_after(void **state, const char *sql) {
    store_close(written_plan(*state));
    Store *store = open_plan(((Fixture *)*state)->plan, true);
    char *words = NULL;
    sqlite3_exec(store_db(store), "PRAGMA foreign_keys = OFF", NULL, NULL, NULL);
    if (sqlite3_exec(store_db(store), sql, NULL, NULL, &words) != SQLITE_OK) fail_msg("%s", words);
    PlanFacts facts = {0};
    Error error = {0};
    if (plan_facts_read(store, &facts, &error) != STATUS_OK) fail_msg("%s", error.message);
    store_close(store);
    return facts;
}

static void what_a_plan_lacks_is_empty(void **state) {
    unsetenv("SOURCE_DATE_EPOCH");
    PlanFacts facts =
        facts_after(state, "DELETE FROM meta; DELETE FROM source;"
                           " UPDATE facility SET origin = 'real' WHERE origin IS NOT NULL");
    const char *const TEXT[] = {facts.name, facts.attribution, facts.caution,
                                facts.crs,  facts.version,     facts.date};
    for (size_t i = 0; i < sizeof TEXT / sizeof *TEXT; i++) {
        assert_non_null(TEXT[i]);
        assert_string_equal(TEXT[i], "");
        assert_string_equal(plan_fact(TEXT[i]), "–");
    }
    assert_int_equal(facts.srid, 0);
    plan_facts_free(&facts);
}

static void what_a_plan_has_is_told(void **state) {
    unsetenv("SOURCE_DATE_EPOCH");
    PlanFacts facts =
        facts_after(state, "DELETE FROM meta; DELETE FROM source;"
                           " INSERT INTO meta VALUES ('name', 'Plan'), ('crs', 'EPSG:3346'),"
                           " ('program', '9.8.7'), ('attribution', 'CSP 2024');"
                           " UPDATE facility SET origin = 'derived' WHERE rowid ="
                           " (SELECT min(rowid) FROM facility);" SOURCES
                           "('units', '/x/y/units.shp', 1, 1, 0, '2024-01-31T10:00:00Z'),"
                           " ('facilities', 'points.csv', 1, 1, 0, '2023-01-31T10:00:00Z')");
    assert_string_equal(facts.name, "Plan");
    assert_string_equal(facts.crs, "EPSG:3346");
    assert_int_equal(facts.srid, 3346);
    assert_string_equal(facts.version, "9.8.7");
    assert_string_equal(facts.attribution, "CSP 2024");
    assert_string_equal(facts.date, "2024-01-31");
    assert_non_null(strstr(facts.caution, "derived"));
    assert_string_equal(plan_fact(facts.date), "2024-01-31");
    plan_facts_free(&facts);
}

/* Nobody named: the files are, each once, without the folders of the one who made the plan. */
static void files_stand_for_their_publishers(void **state) {
    static const char *const ATTRIBUTION[] = {"", "INSERT INTO meta VALUES ('attribution', '')"};
    for (size_t i = 0; i < sizeof ATTRIBUTION / sizeof *ATTRIBUTION; i++) {
        char sql[600];
        snprintf(sql, sizeof sql,
                 "DELETE FROM meta; DELETE FROM source;" SOURCES
                 "('units', '/x/y/units.shp', 1, 1, 0, '2024-01-31'),"
                 " ('facilities', 'points.csv', 1, 1, 0, '2023-01-31'),"
                 " ('places', '/x/y/units.shp', 1, 1, 0, '2023-01-31'); %s",
                 ATTRIBUTION[i]);
        PlanFacts facts = facts_after(state, sql);
        assert_string_equal(facts.attribution, "units.shp, points.csv");
        plan_facts_free(&facts);
    }
}

static void a_fixed_time_is_the_date(void **state) {
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    PlanFacts facts = facts_after(state, "DELETE FROM source");
    assert_string_equal(facts.date, "2023-11-14");
    plan_facts_free(&facts);
    unsetenv("SOURCE_DATE_EPOCH");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_a_plan_lacks_is_empty),
        TEST(what_a_plan_has_is_told),
        TEST(files_stand_for_their_publishers),
        TEST(a_fixed_time_is_the_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
