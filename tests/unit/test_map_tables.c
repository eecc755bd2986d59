/* Tests of layers/store: the tables and views that maps are drawn from. */
#include "layers/store/get_country.h"
#include "layers/store/rtree.h"
#include "tests/unit/change_support.h"
#include "tests/unit/store_support.h"
#include "tests/unit/study_fixture.h"

static void check_areas(Store *store) {
    assert_string_equal(ask(store_db(store), "SELECT no, scope, code, name, pop, demand_pop, "
                                             "area_m2, ST_Area(geom), ST_IsValid(geom)"
                                             " FROM area ORDER BY no"),
                        "1|country|LV|-|-|30.5|5240000.0|5240000.0|1\n"
                        "2|region|R1|Kurzeme|120.0|30.5|1240000.0|1240000.0|1\n"
                        "3|municipality|M1|Pirmā novads|120.0|30.5|1240000.0|1240000.0|1\n"
                        "4|municipality|M2|Otrā novads|-|0.0|4000000.0|4000000.0|1");
    assert_string_equal(ask(store_db(store), "SELECT count(*) FROM idx_area_geom_rowid"), "4");
}

static void test_areas(void **state) {
    Store *store = written_plan(*state);
    check_areas(store);
    store_close(store);
}

/* An area that others damaged or took away is united anew from the units. */
static void test_areas_read(void **state) {
    Fixture *fixture = *state;
    static const char *const DAMAGE[] = {"DELETE FROM area WHERE no = 2",
                                         "UPDATE area SET geom = x'00' WHERE no = 3",
                                         "UPDATE area SET code = 'M3', geom = (SELECT"
                                         " geom FROM area WHERE no = 3) WHERE no = 4"};
    for (size_t i = 0; i < sizeof DAMAGE / sizeof *DAMAGE; i++) {
        Error error = {0};
        store_close(written_plan(fixture));
        Store *store = open_plan(fixture->plan, true);
        sqlite3_db_config(store_db(store), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
        if (database_exec(store, DAMAGE[i], &error) != STATUS_OK) fail_msg("%s", error.message);
        Country country;
        if (store_get_country(store, &country, &error) != STATUS_OK) fail_msg("%s", error.message);
        assert_int_equal(country.areas.n, 4);
        assert_true(polygon_set_area_m2(&country.areas, 0) == 5240000);
        assert_true(polygon_set_area_m2(&country.areas, 3) == 4000000);
        country_free(&country);
        store_close(store);
    }
}

static void test_catchment_rows(void **state) {
    Fixture *fixture = *state;
    fixture_everything(fixture);
    Store *store = written_plan(fixture);
    assert_string_equal(ask(store_db(store),
                            "SELECT no, scenario, catchment, facility_id, pop, area_m2, shade,"
                            " MbrMinX(geom) FROM catchment_area ORDER BY no"),
                        "1|baseline|any|vpvkac-1|30.5|1240000.0|0|500000.0\n"
                        "2|baseline|any|library-2|0.0|4000000.0|1|501000.0\n"
                        "3|baseline|home|vpvkac-1|30.5|250000.0|5|502000.0");
    assert_string_equal(ask(store_db(store), "SELECT count(*) FROM idx_catchment_area_geom_rowid"),
                        "3");
    store_close(store);
    assert_sound(fixture);
}

/* The order in which scenarios come does not show. */
static void test_catchment_order(void **state) {
    Fixture *fixture = *state;
    fixture_everything(fixture);
    fixture->comparison.n = 0;
    const Scenario scenario[] = {variant(fixture, "present", 1), variant(fixture, "zone", 3),
                                 variant(fixture, "area", 4)};
    store_close(written_plan(fixture));
    for (int i = 0; i < 3; i++) change_plan(fixture, NULL, &scenario[(i + 1) % 3]);
    change_plan(fixture, "zone", &scenario[1]);
    Store *store = open_plan(fixture->plan, false);
    assert_string_equal(ask(store_db(store), "SELECT min(no), max(no), scenario FROM catchment_area"
                                             " GROUP BY scenario ORDER BY 1"),
                        "1|3|present\n4|6|baseline\n7|9|area\n10|12|zone");
    assert_string_equal(ask(store_db(store), "SELECT facility_id, catchment FROM catchment_area"
                                             " WHERE no > 9 ORDER BY no"),
                        "vpvkac-1|any\nlibrary-2|any\nvpvkac-1|home");
    store_close(store);
    assert_sound(fixture);
}

/* ---- views ---- */

static void test_views(void **state) {
    Fixture *fixture = *state;
    Store *store = written_plan(fixture);
    sqlite3 *db = store_db(store);
    assert_string_equal(
        ask(db, "SELECT group_concat(name) FROM pragma_table_info('demand_distance')"),
        "id,unit_code,pop,source_key,baseline_any_m,baseline_home_m,geom");
    assert_string_equal(
        ask(db, "SELECT v.id, v.baseline_any_m IS (SELECT cost FROM assignment a WHERE"
                " a.catchment = 'any' AND a.demand_id = v.id), v.baseline_home_m IS (SELECT cost"
                " FROM assignment a WHERE a.catchment = 'home' AND a.demand_id = v.id)"
                " FROM demand_distance v"),
        "1|1|1\n2|1|1");
    assert_string_equal(ask(db,
                            "SELECT count(v.source_key), count(nullif(v.source_key ="
                            " d.source_key, 0)) FROM demand_distance v JOIN demand d USING(id)"),
                        "2|2");
    assert_string_equal(ask(db, "SELECT code, region, vpvkac_count, library_count, office_count"
                                " FROM unit_figures ORDER BY code"),
                        "A1|Kurzeme|1|1|0\nB2|-|0|1|0");
    assert_string_equal(
        ask(db, "SELECT count(*) FROM unit_figures f WHERE f.baseline_any_mean_m IS (SELECT value"
                " FROM indicator i WHERE i.scope = 'unit' AND i.code = f.code AND i.name ="
                " 'mean_dist_m')"),
        "2");
    assert_string_equal(ask(db, "SELECT group_concat(name) FROM pragma_table_info('area_figures')"
                                " WHERE name LIKE 'baseline%'"),
                        "baseline_points,baseline_any_mean_m,baseline_home_mean_m,"
                        "baseline_any_2000_pop");
    store_close(store);
}

/* Names with quotes, spaces, Latvian letters; the change against `present`. */
static void test_any_name(void **state) {
    Fixture *fixture = *state;
    static const char NAME[] = "90 % \"of\" o'clock ā";
    store_close(written_plan(fixture));
    Scenario present = variant(fixture, "present", 1), named = variant(fixture, NAME, 5);
    change_plan(fixture, NULL, &present);
    change_plan(fixture, NULL, &named);
    run_sql(fixture->plan,
            "DELETE FROM indicator; INSERT INTO indicator VALUES"
            " ('present', 'unit', 'A1', 'mean_dist_m', 1000, 'm'),"
            " ('present', 'unit', 'A1', 'mean_dist_m_home', 3000, 'm'),"
            " ('90 % \"of\" o''clock ā', 'unit', 'A1', 'mean_dist_m_home', 2500.25, 'm'),"
            " ('present', 'unit', 'A1', 'points', 1, 'count'),"
            " ('90 % \"of\" o''clock ā', 'unit', 'A1', 'mean_dist_m', 400.5, 'm'),"
            " ('90 % \"of\" o''clock ā', 'country', 'LV', 'mean_dist_m_home', 7, 'm'),"
            " ('90 % \"of\" o''clock ā', 'region', 'R1', 'points', 3, 'count');"
            "INSERT INTO coverage VALUES('90 % \"of\" o''clock ā', 'country', 'LV', 'any', 'line',"
            " 2500, 0.5, 0.125)");
    change_plan(fixture, "nobody", NULL); /* makes the views anew */
    Store *store = open_plan(fixture->plan, false);
    sqlite3 *db = store_db(store);
    assert_string_equal(ask(db, "SELECT present_any_mean_m, present_points,"
                                " \"90 % \"\"of\"\" o'clock ā_any_change_m\","
                                " baseline_any_change_m FROM unit_figures WHERE code = 'A1'"),
                        "1000.0|1.0|-599.5|-");
    /* within the municipality against the same of the present */
    assert_string_equal(ask(db, "SELECT \"90 % \"\"of\"\" o'clock ā_home_change_m\","
                                " baseline_home_change_m FROM unit_figures WHERE code = 'A1'"),
                        "-499.75|-");
    assert_string_equal(ask(db, "SELECT count(*) FROM pragma_table_info('unit_figures') WHERE name"
                                " IN ('present_any_change_m', 'present_home_change_m')"),
                        "0");
    assert_string_equal(ask(db, "SELECT scope, \"90 % \"\"of\"\" o'clock ā_points\","
                                " \"90 % \"\"of\"\" o'clock ā_home_mean_m\","
                                " \"90 % \"\"of\"\" o'clock ā_any_2500_pop\" FROM area_figures"
                                " ORDER BY no LIMIT 2"),
                        "country|-|7.0|0.125\nregion|3.0|-|-");
    assert_string_equal(ask(db, "SELECT count(\"90 % \"\"of\"\" o'clock ā_any_m\") FROM"
                                " demand_distance"),
                        "2");
    store_close(store);
    /* taken out again */
    change_plan(fixture, NAME, NULL);
    store = open_plan(fixture->plan, false);
    assert_string_equal(ask(store_db(store), "SELECT count(*) FROM"
                                             " pragma_table_info('demand_distance')"
                                             " WHERE name LIKE '90%'"),
                        "0");
    store_close(store);
}

/* More scenarios than columns: present first, then by name, as many as fit. */
static void test_columns_end(void **state) {
    const Fixture *fixture = *state;
    enum { N = 1010 };
    Scenario *scenario = calloc(N, sizeof *scenario);
    char(*name)[16] = calloc(N, sizeof *name);
    assert_true(scenario && name);
    for (int i = 0; i < N; i++) {
        snprintf(name[i], sizeof name[i], i ? "a%04d" : "present", i);
        scenario[i] = variant(fixture, name[i], i);
    }
    write_plan(fixture, scenario, N);
    Store *store = open_plan(fixture->plan, false);
    sqlite3 *db = store_db(store);
    assert_string_equal(ask(db, "SELECT count(*), min(cid) FILTER(WHERE name = 'present_any_m'),"
                                " max(name = 'a0996_home_m'), max(name = 'a0997_any_m')"
                                " FROM pragma_table_info('demand_distance')"),
                        "1999|4|1|0");
    assert_string_equal(ask(db, "SELECT max(present_any_m) FROM demand_distance"), "2450.0");
    assert_string_equal(ask(db, "SELECT count(*) FROM pragma_table_info('unit_figures')"), "1999");
    assert_string_equal(ask(db, "SELECT count(*) <= 2000 FROM pragma_table_info('area_figures')"),
                        "1");
    store_close(store);
    free(scenario);
    free(name);
}

/* A column is a look-up by a whole key, and none that is not asked for is worked out. */
static void test_no_scan(void **state) {
    Store *store = written_plan(*state);
    sqlite3 *db = store_db(store);
    sqlite3_stmt *plan = NULL;
    sqlite3_prepare_v2(db,
                       "EXPLAIN QUERY PLAN SELECT v.baseline_any_m, u.baseline_points,"
                       " u.library_count, a.baseline_points FROM demand_distance v, unit_figures u,"
                       " area_figures a",
                       -1, &plan, NULL);
    int scans = 0, searches = 0;
    while (sqlite3_step(plan) == SQLITE_ROW) {
        const char *detail = (const char *)sqlite3_column_text(plan, 3);
        scans += strncmp(detail, "SCAN", 4) == 0;
        searches += strncmp(detail, "SEARCH", 6) == 0;
        assert_null(strstr(detail, "AUTOMATIC"));
    }
    sqlite3_finalize(plan);
    assert_int_equal(scans, 3);
    assert_int_equal(searches, 4);
    store_close(store);
}

/* ---- plans of version 2 ---- */

static void test_from_version_2(void **state) {
    Fixture *fixture = *state;
    make_version_2(fixture);
    /* for reading: views, and tables without rows */
    Store *store = open_plan(fixture->plan, false);
    assert_string_equal(ask(store_db(store), "SELECT count(*) FROM area"), "0");
    assert_string_equal(ask(store_db(store), "SELECT count(baseline_any_m) FROM demand_distance"),
                        "2");
    assert_string_equal(ask(store_db(store), "PRAGMA user_version"), "2");
    store_close(store);
    /* for changing: the areas come from the units */
    store = open_plan(fixture->plan, true);
    check_areas(store);
    assert_string_equal(ask(store_db(store), "SELECT count(*) FROM catchment_area"), "0");
    assert_string_equal(ask(store_db(store), "SELECT count(baseline_any_m) FROM demand_distance"),
                        "2");
    assert_string_equal(ask(store_db(store), "SELECT view_rowid, f_table_name FROM"
                                             " views_geometry_columns WHERE view_name IN"
                                             " ('unit_figures', 'area_figures', 'demand_distance')"
                                             " ORDER BY view_name"),
                        "no|area\nid|demand\nno|unit");
    store_close(store);
    assert_sound(fixture);
    fixture_analyses(&fixture->scenario);
    Scenario put = fixture->scenario;
    put.n_group_figures = 0; /* a plan of version 2 has no groups of people */
    change_plan(fixture, "baseline", &put);
    store = open_plan(fixture->plan, false);
    assert_string_equal(ask(store_db(store), "SELECT count(*) FROM catchment_area"), "3");
    store_close(store);
    assert_sound(fixture);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_areas),           TEST(test_areas_read), TEST(test_catchment_rows),
        TEST(test_catchment_order), TEST(test_views),      TEST(test_any_name),
        TEST(test_columns_end),     TEST(test_no_scan),    TEST(test_from_version_2),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
