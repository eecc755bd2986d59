/* Tests of layers/store: scenarios put into, taken from and replaced in a plan that is there. */
#include "layers/store/get_country.h"
#include "tests/unit/change_support.h"

/* ---- the same as if written at once ---- */

static void test_add(void **state) {
    Fixture *fixture = *state;
    fixture_analyses(&fixture->scenario);
    const Scenario scenario[] = {variant(fixture, "present", 1), variant(fixture, "baseline", 2),
                                 variant(fixture, "extra", 3)};
    write_plan(fixture, scenario, 3);
    char *at_once = dump(fixture->plan);
    write_plan(fixture, scenario, 2);
    char *before = dump(fixture->plan);
    assert_string_not_equal(before, at_once);
    change_plan(fixture, NULL, &scenario[2]);
    assert_unchanged(fixture, at_once);
    assert_sound(fixture);
    /* away again: nothing is left of it */
    change_plan(fixture, "extra", NULL);
    assert_unchanged(fixture, before);
    assert_sound(fixture);
    free(before);
    free(at_once);
}

/* Each of three by itself: also one in the middle gives the plan that was. */
static void test_replace(void **state) {
    Fixture *fixture = *state;
    fixture_analyses(&fixture->scenario);
    const Scenario scenario[] = {variant(fixture, "present", 1), variant(fixture, "baseline", 2),
                                 variant(fixture, "extra", 3)};
    write_plan(fixture, scenario, 3);
    char *at_once = dump(fixture->plan);
    for (size_t i = 0; i < 3; i++) {
        change_plan(fixture, scenario[i].name, &scenario[i]);
        assert_unchanged(fixture, at_once);
    }
    assert_sound(fixture);
    /* by one of another size, and back */
    Scenario smaller = scenario[1];
    smaller.n_proposals = 1;
    smaller.assignment[CATCHMENT_ANY] = NULL;
    smaller.n_coverage = 1;
    smaller.removals.n = 0;
    change_plan(fixture, "baseline", &smaller);
    assert_sound(fixture);
    Store *store = open_plan(fixture->plan, false);
    sqlite3 *db = store_db(store);
    assert_string_equal(ask(db, "SELECT group_concat(no) FROM (SELECT no FROM proposal"
                                " ORDER BY no)"),
                        "1,2,3,4,5");
    assert_string_equal(ask(db, "SELECT no, scenario, catchment FROM assignment_run ORDER BY no"),
                        "1|present|any\n2|present|home\n3|baseline|home\n5|extra|any\n"
                        "6|extra|home");
    assert_string_equal(ask(db, "SELECT DISTINCT scenario, run_no FROM assignment_row a JOIN"
                                " assignment_run r ON r.no = a.run_no ORDER BY 2"),
                        "present|1\npresent|2\nbaseline|3\nextra|5\nextra|6");
    assert_string_equal(ask(db, "SELECT scenario, count(*) FROM removal GROUP BY 1"),
                        "extra|2\npresent|2");
    store_close(store);
    change_plan(fixture, "baseline", &scenario[1]);
    assert_unchanged(fixture, at_once);
    free(at_once);
}

/* The order in which scenarios come does not show, and several may change at once. */
static void test_order(void **state) {
    Fixture *fixture = *state;
    const Scenario scenario[] = {variant(fixture, "present", 1), variant(fixture, "baseline", 2),
                                 variant(fixture, "zone", 3), variant(fixture, "area", 4)};
    Error error = {0};
    write_plan(fixture, &scenario[0], 1);
    change_plan(fixture, NULL, &scenario[2]);
    change_plan(fixture, NULL, &scenario[3]);
    Store *store = open_plan(fixture->plan, true);
    ok(store_begin(store, &error), &error);
    ok(store_drop_scenario(store, "zone", &error), &error);
    ok(store_put_scenario(store, &fixture->country, &scenario[1], &error), &error);
    ok(store_put_scenario(store, &fixture->country, &scenario[2], &error), &error);
    ok(store_end(store, &error), &error);
    sqlite3 *db = store_db(store);
    assert_string_equal(ask(db, "SELECT no, scenario, unit_code FROM proposal ORDER BY no"),
                        "1|present|A1\n2|present|B2\n3|baseline|A1\n4|baseline|B2\n5|area|A1\n"
                        "6|area|B2\n7|zone|A1\n8|zone|B2");
    assert_string_equal(ask(db, "SELECT no, scenario FROM assignment_run WHERE catchment = 'any'"
                                " ORDER BY no"),
                        "1|present\n3|baseline\n5|area\n7|zone");
    store_close(store);
    assert_sound(fixture);
}

/* The country read back is as good as the one that was imported. */
static void test_from_plan(void **state) {
    Fixture *fixture = *state;
    const Scenario scenario[] = {variant(fixture, "present", 1), variant(fixture, "baseline", 2)};
    Error error = {0};
    write_plan(fixture, scenario, 2);
    char *at_once = dump(fixture->plan);
    Store *store = open_plan(fixture->plan, true);
    Country country;
    Scenario read;
    ok(store_get_country(store, &country, &error), &error);
    ok(store_begin(store, &error), &error);
    ok(store_get_proposals(store, &country, "baseline", &read, &error), &error);
    ok(store_drop_scenario(store, "baseline", &error), &error);
    Scenario whole = scenario[1];
    whole.strings = read.strings;
    whole.proposal = read.proposal;
    whole.n_proposals = read.n_proposals;
    ok(store_put_scenario(store, &country, &whole, &error), &error);
    ok(store_end(store, &error), &error);
    store_close(store);
    scenario_free(&read);
    country_free(&country);
    assert_unchanged(fixture, at_once);
    free(at_once);
}

/* A plan of version 1 takes new scenarios as one of today. */
static void test_from_version_1(void **state) {
    Fixture *fixture = *state;
    fixture_analyses(&fixture->scenario);
    make_version_1(fixture);
    change_plan(fixture, "baseline", &fixture->scenario);
    assert_sound(fixture);
    Store *store = open_plan(fixture->plan, false);
    assert_string_equal(ask(store_db(store), "SELECT scenario, facility_id, pop FROM"
                                             " removal_points"),
                        "baseline|vpvkac-1|30.5");
    store_close(store);
}

static void test_drop_absent(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    char *before = dump(fixture->plan);
    change_plan(fixture, "nobody's", NULL);
    assert_unchanged(fixture, before);
    free(before);
}

/* Every table that knows scenarios is cleared of one. */
static void test_drop_all_tables(void **state) {
    Fixture *fixture = *state;
    fixture_analyses(&fixture->scenario);
    store_close(written_plan(fixture));
    run_sql(fixture->plan, "INSERT INTO cost VALUES('baseline', 2026, 'desk', 100)");
    change_plan(fixture, "baseline", NULL);
    Store *store = open_plan(fixture->plan, false);
    sqlite3 *db = store_db(store);
    sqlite3_stmt *table = NULL;
    int tables = 0;
    sqlite3_prepare_v2(db,
                       "SELECT DISTINCT m.name FROM sqlite_master m, pragma_table_info(m.name) c"
                       " WHERE m.type = 'table' AND c.name IN ('scenario', 'run_no') OR"
                       " m.name = 'scenario'",
                       -1, &table, NULL);
    for (; sqlite3_step(table) == SQLITE_ROW; tables++) {
        char sql[120];
        snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", sqlite3_column_text(table, 0));
        assert_string_equal(ask(db, sql), "0");
    }
    sqlite3_finalize(table);
    assert_int_equal(tables, 22);
    assert_string_equal(ask(db, "SELECT count(*) FROM pragma_table_info('unit_coverage')"), "8");
    store_close(store);
    assert_sound(fixture);
}

/* ---- what SpatiaLite keeps ---- */

static void test_spatial(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    Store *store = open_plan(fixture->plan, true);
    sqlite3 *db = store_db(store);
    Error error = {0};
    const char asked[] = "SELECT row_count, extent_max_x FROM geometry_columns_statistics"
                         " WHERE f_table_name = 'proposal'";
    assert_string_equal(ask(db, "SELECT UpdateLayerStatistics()"), "1");
    assert_string_equal(ask(db, asked), "2|500900.0");
    assert_string_equal(ask(db, "SELECT count(*) > 0 FROM views_geometry_columns_statistics WHERE"
                                " row_count IS NOT NULL"),
                        "1");
    Scenario more = variant(fixture, "more", 5);
    ok(change(store, fixture, NULL, &more, &error), &error);
    assert_string_equal(ask(db, asked), "-|-");
    assert_string_equal(ask(db, "SELECT row_count IS NULL FROM views_geometry_columns_statistics"
                                " WHERE view_name = 'proposal_point'"),
                        "1");
    assert_string_equal(ask(db, "SELECT row_count FROM geometry_columns_statistics"
                                " WHERE f_table_name = 'unit'"),
                        "2");
    assert_string_equal(ask(db, "SELECT UpdateLayerStatistics()"), "1");
    assert_string_equal(ask(db, asked), "4|500900.0");
    assert_string_equal(ask(db, "SELECT count(*) FROM views_geometry_columns"), "5");
    assert_string_equal(ask(db, "SELECT more_any_2000_pop FROM unit_coverage"), "0.75\n-");
    /* the triggers work again: an index follows what others change */
    ok(database_exec(store, "UPDATE proposal SET geom = MakePoint(1000, 2000, 3059) WHERE no = 3",
                     &error),
       &error);
    assert_string_equal(ask(db, "SELECT count(*) FROM idx_proposal_geom WHERE xmin < 2000"), "1");
    store_close(store);
    assert_sound(fixture);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_add),
        TEST(test_replace),
        TEST(test_order),
        TEST(test_from_plan),
        TEST(test_from_version_1),
        TEST(test_drop_absent),
        TEST(test_drop_all_tables),
        TEST(test_spatial),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
