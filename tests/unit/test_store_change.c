/* Tests of layers/store: scenarios put into, taken from and replaced in a plan that is there. */
#include "layers/store/get_country.h"
#include "tests/unit/change_support.h"
#include "tests/unit/study_fixture.h"

/* ---- the same as if written at once ---- */

static void test_add(void **state) {
    Fixture *fixture = *state;
    fixture_analyses(&fixture->scenario);
    fixture_study(&fixture->scenario);
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
    fixture_study(&fixture->scenario);
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
    smaller.study = (Study){.cost = scenario[1].study.cost, .n_costs = 1};
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
    assert_string_equal(ask(db, "SELECT scenario, count(*) FROM cost_area GROUP BY 1"),
                        "baseline|1\nextra|3\npresent|3");
    assert_string_equal(ask(db, "SELECT scenario, count(*) FROM closing GROUP BY 1"),
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
    fixture_study(&fixture->scenario);
    make_version_1(fixture);
    fixture->scenario.n_group_figures = 0; /* it has no groups that they could be of */
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

/* How many tables know scenarios; all of them have rows, or none has. */
static int tables_of_scenarios(const Fixture *fixture, bool rows) {
    Store *store = open_plan(fixture->plan, false);
    sqlite3 *db = store_db(store);
    sqlite3_stmt *table = NULL;
    int tables = 0;
    sqlite3_prepare_v2(db,
                       "SELECT DISTINCT m.name FROM sqlite_master m, pragma_table_info(m.name) c"
                       " WHERE m.type = 'table' AND c.name IN ('scenario', 'run_no', 'before') OR"
                       " m.name = 'scenario'",
                       -1, &table, NULL);
    for (; sqlite3_step(table) == SQLITE_ROW; tables++) {
        char sql[120];
        snprintf(sql, sizeof sql, "SELECT count(*) > 0, '%s' FROM %s",
                 sqlite3_column_text(table, 0), sqlite3_column_text(table, 0));
        if (ask(db, sql)[0] != (rows ? '1' : '0')) fail_msg("%s", answer);
    }
    sqlite3_finalize(table);
    store_close(store);
    return tables;
}

/* Every table that knows scenarios is cleared of one. */
static void test_drop_all_tables(void **state) {
    Fixture *fixture = *state;
    fixture_everything(fixture);
    store_close(written_plan(fixture));
    assert_int_equal(tables_of_scenarios(fixture, true), 28);
    change_plan(fixture, "baseline", NULL);
    assert_int_equal(tables_of_scenarios(fixture, false), 28);
    Store *store = open_plan(fixture->plan, false);
    assert_string_equal(ask(store_db(store), "SELECT count(*) FROM"
                                             " pragma_table_info('unit_coverage')"),
                        "8");
    /* what belongs to the plan stays */
    assert_string_equal(ask(store_db(store), "SELECT count(*) FROM service"), "2");
    store_close(store);
    assert_sound(fixture);
}

/* ---- comparisons ---- */

static void put_comparison(const Fixture *fixture, const char *before, const char *after) {
    Error error = {0};
    ComparisonTable table = fixture_comparison(before, after);
    Store *store = open_plan(fixture->plan, true);
    ok(store_begin(store, &error), &error);
    ok(store_put_comparison(store, &fixture->country, &table, &error), &error);
    ok(store_end(store, &error), &error);
    store_close(store);
}

/* Those that name a scenario go with it, on either side; the others stay. */
static void test_drop_comparisons(void **state) {
    Fixture *fixture = *state;
    const Scenario scenario[] = {variant(fixture, "present", 1), variant(fixture, "baseline", 2),
                                 variant(fixture, "extra", 3)};
    write_plan(fixture, scenario, 2);
    put_comparison(fixture, "present", "baseline");
    char *before = dump(fixture->plan);
    change_plan(fixture, NULL, &scenario[2]);
    put_comparison(fixture, "present", "extra");
    put_comparison(fixture, "extra", "baseline");
    Store *store = open_plan(fixture->plan, false);
    assert_string_equal(ask(store_db(store), "SELECT before, after, count(*) FROM comparison"
                                             " GROUP BY 1, 2"),
                        "extra|baseline|6\npresent|baseline|6\npresent|extra|6");
    store_close(store);
    change_plan(fixture, "extra", NULL);
    assert_unchanged(fixture, before);
    /* a scenario that takes its own place again loses what was said of the old one */
    change_plan(fixture, "present", &scenario[0]);
    store = open_plan(fixture->plan, false);
    assert_string_equal(ask(store_db(store), "SELECT count(*) FROM comparison"), "0");
    store_close(store);
    free(before);
}

/* A pair is replaced as a whole, and by itself: the same pair the other way round stays. */
static void test_replace_comparison(void **state) {
    Fixture *fixture = *state;
    const Scenario scenario[] = {variant(fixture, "present", 1), variant(fixture, "baseline", 2)};
    write_plan(fixture, scenario, 2);
    put_comparison(fixture, "present", "baseline");
    put_comparison(fixture, "baseline", "present");
    char *before = dump(fixture->plan);
    Error error = {0};
    ComparisonFigure row[] = {{SCOPE_UNIT, 1, CATCHMENT_ANY, 100, "loss_pop", "persons", 8}};
    ComparisonTable table = {"present", "baseline", row, 1};
    Store *store = open_plan(fixture->plan, true);
    ok(store_begin(store, &error), &error);
    ok(store_put_comparison(store, &fixture->country, &table, &error), &error);
    ok(store_end(store, &error), &error);
    assert_string_equal(ask(store_db(store), "SELECT * FROM comparison WHERE before = 'present'"),
                        "present|baseline|unit|B2|any|100.0|loss_pop|8.0|persons");
    assert_string_equal(ask(store_db(store), "SELECT before, count(*) FROM comparison GROUP BY 1"),
                        "baseline|6\npresent|1");
    store_close(store);
    put_comparison(fixture, "present", "baseline");
    assert_unchanged(fixture, before);
    /* of a scenario that is not there, and a row twice: refused, and the plan is as it was */
    ComparisonTable nobody = fixture_comparison("present", "nobody");
    store = open_plan(fixture->plan, true);
    ok(store_begin(store, &error), &error);
    assert_int_equal(store_put_comparison(store, &fixture->country, &nobody, &error),
                     STATUS_DATABASE);
    assert_non_null(strstr(error.message, "FOREIGN KEY"));
    store_close(store);
    ComparisonFigure twice[] = {row[0], row[0]};
    ComparisonTable doubled = {"present", "baseline", twice, 2};
    store = open_plan(fixture->plan, true);
    ok(store_begin(store, &error), &error);
    assert_int_equal(store_put_comparison(store, &fixture->country, &doubled, &error),
                     STATUS_DATABASE);
    store_close(store);
    assert_unchanged(fixture, before);
    free(before);
}

/* Services, passports and targets are replaced as a whole. */
static void test_replace_tables(void **state) {
    Fixture *fixture = *state;
    fixture_everything(fixture);
    store_close(written_plan(fixture));
    char *before = dump(fixture->plan);
    Error error = {0};
    const PlanTables fewer[] = {{.service = fixture->tables.service + 1, .n_services = 1},
                                fixture->tables};
    for (int i = 0; i < 2; i++) {
        Store *store = open_plan(fixture->plan, true);
        ok(store_begin(store, &error), &error);
        ok(store_put_tables(store, &fewer[i], &error), &error);
        ok(store_end(store, &error), &error);
        assert_string_equal(ask(store_db(store), "SELECT (SELECT count(*) FROM service), (SELECT"
                                                 " count(*) FROM passport), (SELECT count(*)"
                                                 " FROM target)"),
                            i ? "2|2|2" : "1|0|0");
        store_close(store);
    }
    assert_unchanged(fixture, before);
    free(before);
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
    /* noted anew: nobody needs to work them out */
    assert_string_equal(ask(db, asked), "4|500900.0");
    assert_string_equal(ask(db, "SELECT row_count = (SELECT count(*) FROM proposal_point) "
                                " FROM views_geometry_columns_statistics"
                                " WHERE view_name = 'proposal_point'"),
                        "1");
    assert_string_equal(ask(db, "SELECT count(*) FROM geometry_columns_field_infos"), "0");
    assert_string_equal(ask(db, "SELECT row_count FROM geometry_columns_statistics"
                                " WHERE f_table_name = 'unit'"),
                        "2");
    assert_string_equal(ask(db, "SELECT UpdateLayerStatistics()"), "1");
    assert_string_equal(ask(db, asked), "4|500900.0");
    assert_string_equal(ask(db, "SELECT count(*) FROM views_geometry_columns"), "8");
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

/* 200 scenarios may stand in a plan, and a view has 2,000 columns: those that every plan has come
 * first, then as many as fit. The plan with all of them failed once. */
static void test_more_scenarios_than_columns(void **state) {
    const Fixture *fixture = *state;
    enum { N = 480 };
    Scenario *scenario = calloc(N, sizeof *scenario);
    char(*name)[16] = calloc(N, sizeof *name);
    assert_true(scenario && name);
    for (int i = 0; i < N; i++) {
        snprintf(name[i], sizeof name[i], i ? "a%03d" : "present", i);
        scenario[i] = variant(fixture, name[i], i);
    }
    write_plan(fixture, scenario, N);
    Store *store = open_plan(fixture->plan, false);
    sqlite3 *db = store_db(store);
    /* two catchments at one distance: two runs a scenario, four columns */
    assert_string_equal(ask(db, "SELECT count(*) FROM pragma_table_info('unit_coverage')"), "1908");
    assert_string_equal(ask(db, "SELECT max(present_any_2000_pop), max(a474_home_2000_pop) FROM"
                                " unit_coverage"),
                        "0.75|0.25");
    store_close(store);
    free(scenario);
    free(name);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_add),
        TEST(test_replace),
        TEST(test_order),
        TEST(test_from_plan),
        TEST(test_from_version_1),
        TEST(test_drop_absent),
        TEST(test_drop_all_tables),
        TEST(test_drop_comparisons),
        TEST(test_replace_comparison),
        TEST(test_replace_tables),
        TEST(test_spatial),
        TEST(test_more_scenarios_than_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
