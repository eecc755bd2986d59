/* Tests of layers/store: a plan read back is what was written, and a damaged one is told as such.
 */
#include "layers/store/blob.h"
#include "layers/store/get_country.h"
#include "planner/cli/run_plan.h"
#include "planner/demo/demo.h"
#include "tests/unit/same_country.h"
#include "tests/unit/store_support.h"
#include "tests/unit/test_support.h"

/* ---- round trips ---- */

static void ok(Status status, const Error *error) {
    if (status != STATUS_OK) fail_msg("%s: %s", error->layer, error->message);
}

static void check_round_trip(Store *store, const Country *country, const Measures *measures,
                             const Scenario *scenario, size_t n_scenarios) {
    Error error = {0};
    Country read;
    Measures read_measures;
    ok(store_get_country(store, &read, &error), &error);
    same_country(country, &read);
    ok(store_get_measures(store, &read, &read_measures, &error), &error);
    same_measures(country, measures, &read_measures);
    for (size_t i = 0; i < n_scenarios; i++) {
        Scenario again;
        ok(store_get_proposals(store, &read, scenario[i].name, &again, &error), &error);
        same_scenario(&scenario[i], &again);
        scenario_free(&again);
    }
    measures_free(&read_measures);
    country_free(&read);
}

static void test_fixture(void **state) {
    Fixture *fixture = *state;
    Store *store = written_plan(fixture);
    check_round_trip(store, &fixture->country, &fixture->measures, &fixture->scenario, 1);
    store_close(store);
    /* with all that a scenario can say; for writing; within a change */
    fixture_analyses(&fixture->scenario);
    fixture->scenario.bound = 11.5;
    fixture->scenario.proposal[0].margin_person_km = -0.125;
    store_close(written_plan(fixture));
    store = open_plan(fixture->plan, true);
    check_round_trip(store, &fixture->country, &fixture->measures, &fixture->scenario, 1);
    Error error = {0};
    ok(store_begin(store, &error), &error);
    check_round_trip(store, &fixture->country, &fixture->measures, &fixture->scenario, 1);
    store_close(store);
}

/* What version 1 did not hold is not there; all else is. */
static void test_version_1(void **state) {
    Fixture *fixture = *state;
    make_version_1(fixture);
    fixture->scenario.method = NULL;
    fixture->scenario.proposal[1].stability = NAN;
    fixture->country.n_pop_years = 0; /* version 1 knew none */
    fixture->country.n_groups = 0;
    free(fixture->country.rank_value);
    fixture->country.rank_value = NULL;
    Store *store = open_plan(fixture->plan, false);
    check_round_trip(store, &fixture->country, &fixture->measures, &fixture->scenario, 1);
    store_close(store);
}

/* Without measures, scenarios, points and units' shapes: as little as a plan can hold. */
static void test_sparse(void **state) {
    Fixture *fixture = *state;
    Country *country = &fixture->country;
    PolygonSet *set = &country->polygons;
    Error error = {0};
    Store *store = NULL;
    country->n_stops = country->n_settlements = country->n_demand = country->n_facilities = 0;
    set->polygon_ring[2] = set->polygon_ring[1]; /* B2 loses its ring */
    set->n_points -= 5;
    set->n_rings--;
    ok(store_create(fixture->plan, 3059, &store, &error), &error);
    ok(store_put_meta(store, "crs", country->crs, &error), &error);
    ok(store_put_meta(store, "country", country->code, &error), &error);
    ok(store_put_country(store, country, &error), &error);
    ok(store_commit(store, &error), &error);
    store = open_plan(fixture->plan, false);
    check_round_trip(store, country, &(Measures){0}, NULL, 0);
    const char **names = NULL;
    size_t n = 9;
    Strings strings = {0};
    ok(store_scenario_names(store, &strings, &names, &n, &error), &error);
    assert_int_equal(n, 0);
    free(names);
    store_close(store);
}

/* Coordinates and weights of every size come back to the last bit. */
static void test_bits(void **state) {
    Fixture *fixture = *state;
    Country *country = &fixture->country;
    uint64_t seed = 3;
    measures_free(&fixture->measures);
    scenario_free(&fixture->scenario);
    many_demand(country, 3000);
    for (size_t i = 0; i < 3000; i++) {
        country->demand[i] = (Demand){"key", ldexp(random_in(&seed, 0, 1), (int)(i % 60) - 40),
                                      (int32_t)random_below(&seed, 2), 1};
        country->demand_xy[2 * i] = random_in(&seed, -1e6, 1e6);
        country->demand_xy[2 * i + 1] = ldexp(random_in(&seed, -1, 1), (int)(i % 90) - 60);
    }
    for (size_t i = 0; i < 10; i++) country->polygons.xy[i] += i >= 8 || i < 2 ? 0 : 1 / 3.0;
    Error error = {0};
    Store *store = NULL;
    ok(store_create(fixture->plan, 3059, &store, &error), &error);
    ok(store_put_meta(store, "crs", country->crs, &error), &error);
    ok(store_put_meta(store, "country", country->code, &error), &error);
    ok(store_put_country(store, country, &error), &error);
    ok(store_commit(store, &error), &error);
    store = open_plan(fixture->plan, false);
    check_round_trip(store, country, &(Measures){0}, NULL, 0);
    store_close(store);
}

/* A whole run over sources of every kind. */
static void test_demo(void **state) {
    Fixture *fixture = *state;
    Error error = {0};
    Run run;
    Progress progress = {0};
    char demo[TEMP_FILE_SIZE], plan[TEMP_FILE_SIZE + 16], output[TEMP_FILE_SIZE];
    snprintf(demo, sizeof demo, "%s/demo", fixture->directory);
    snprintf(plan, sizeof plan, "%s/plan.yaml", demo);
    snprintf(output, sizeof output, "%s/out", fixture->directory);
    mkdir(output, 0777);
    ok(demo_write(demo, &(DemoOptions){.units = 40, .seed = 5}, &error), &error);
    ok(run_plan(plan, output, 2, &progress, &run, &error), &error);
    assert_true(run.country.n_notes > 0 && run.country.n_settlements > 0);
    Store *store = open_plan(run.store_path, false);
    check_round_trip(store, &run.country, &run.measures, run.scenario, run.n_scenarios);
    Strings strings = {0};
    const char **names = NULL;
    size_t n = 0;
    ok(store_scenario_names(store, &strings, &names, &n, &error), &error);
    assert_int_equal(n, run.n_scenarios);
    for (size_t i = 0; i < n; i++) assert_string_equal(names[i], run.scenario[i].name);
    free(names);
    strings_free(&strings);
    store_close(store);
    run_free(&run);
}

/* ---- meta and scenarios ---- */

static void test_meta(void **state) {
    Store *store = written_plan(*state);
    Strings strings = {0};
    const char *value = "before";
    Error error = {0};
    ok(store_get_meta(store, "name", &strings, &value, &error), &error);
    assert_string_equal(value, "Pārbaude");
    ok(store_get_meta(store, "Name", &strings, &value, &error), &error);
    assert_null(value);
    strings_free(&strings);
    store_close(store);
}

static void test_scenario_names(void **state) {
    Fixture *fixture = *state;
    store_close(written_plan(fixture));
    run_sql(fixture->plan,
            "INSERT INTO scenario(name, parameters, catchment, impedance)"
            " VALUES('optimal', '{}', 'any', 'line'), ('present', '{}', 'any', 'line'),"
            " ('b', '{}', 'any', 'line'), ('a', '{}', 'any', 'line'), ('Z', '{}', 'any', 'line')");
    Store *store = open_plan(fixture->plan, false);
    static const char *const expected[] = {"present", "baseline", "optimal", "Z", "a", "b"};
    Strings strings = {0};
    const char **names = NULL;
    size_t n = 0;
    Error error = {0};
    ok(store_scenario_names(store, &strings, &names, &n, &error), &error);
    assert_int_equal(n, 6);
    for (size_t i = 0; i < n; i++) assert_string_equal(names[i], expected[i]);
    free(names);
    strings_free(&strings);
    Scenario scenario = {.name = "untouched"};
    assert_int_equal(store_get_proposals(store, &fixture->country, "c", &scenario, &error),
                     STATUS_MISSING);
    assert_string_equal(scenario.name, "untouched");
    assert_non_null(strstr(error.message, "“c”; it has present, baseline, optimal, Z, a, b"));
    store_close(store);
}

/* ---- damage ---- */

typedef struct Damage {
    const char *sql;
    const char *table; /* told; NULL: by the words alone */
    long row;
    const char *words;
} Damage;

/* All reading of a plan; the first failure. */
static Status read_all(const char *path, Error *error) {
    Store *store = open_plan(path, false);
    Country country;
    Measures measures;
    Scenario scenario;
    Status status = store_get_country(store, &country, error);
    if (status == STATUS_OK) {
        status = store_get_measures(store, &country, &measures, error);
        if (status == STATUS_OK) measures_free(&measures);
        if (status == STATUS_OK)
            status = store_get_proposals(store, &country, "baseline", &scenario, error);
        if (status == STATUS_OK) scenario_free(&scenario);
        country_free(&country);
    }
    store_close(store);
    return status;
}

#define NO_CHECKS "PRAGMA ignore_check_constraints = ON;"

static const Damage DAMAGE[] = {
    {"DROP TABLE settlement", NULL, 0, "settlement"},
    {"DROP TABLE stop_distance", NULL, 0, "stop_distance"},
    {"DROP TABLE proposal", NULL, 0, "proposal"},
    {"DELETE FROM meta WHERE name = 'country'", NULL, 0, "does not say its country"},
    {"DELETE FROM meta WHERE name = 'crs'", NULL, 0, "does not say its country"},
    {"DELETE FROM geometry_columns WHERE f_table_name = 'unit'", NULL, 0, "coordinate system"},
    {"UPDATE facility SET unit_code = 'XX' WHERE no = 2", "facility", 2, "no unit “XX”"},
    {"UPDATE facility SET unit_code = NULL WHERE no = 3", "facility", 3, "has no unit"},
    {"UPDATE facility SET source_id = 3 WHERE no = 1", "facility", 1, "3, and there are 2"},
    {"UPDATE facility SET source_id = 0 WHERE no = 1", "facility", 1, "from 1 on"},
    {"UPDATE facility SET kind = 'kiosk' WHERE no = 1", "facility", 1, "“kiosk”"},
    {NO_CHECKS "UPDATE facility SET state = 'old' WHERE no = 1", "facility", 1, "“old”"},
    {"UPDATE facility SET geom = NULL WHERE no = 1", "facility", 1, "no point"},
    {"UPDATE facility SET geom = substr(geom, 1, 50) WHERE no = 1", "facility", 1, "no point"},
    {"UPDATE facility SET geom = (SELECT geom FROM unit) WHERE no = 1", "facility", 1, "no point"},
    {"DELETE FROM facility WHERE no = 2", "facility", 2, "without a gap"},
    {"UPDATE facility SET id = 'z' WHERE no = 1", "facility", 2, "not in its place"},
    {"UPDATE facility SET unit_code = 'B2' WHERE no = 1", "facility", 2, "not in its place"},
    {"UPDATE stop SET id = 's9' WHERE no = 1", "stop", 2, "not in its place"},
    {NO_CHECKS "UPDATE stop SET counts = 'yes' WHERE no = 1", "stop", 1, "whole number"},
    {"UPDATE unit SET code = 'C3' WHERE no = 1", "unit", 2, "not in its place"},
    {"UPDATE unit SET name = NULL WHERE no = 1", "unit", 1, "“name” is missing"},
    {"UPDATE unit SET pop = -1 WHERE no = 2", "unit", 2, "less than 0"},
    {"UPDATE unit SET demand_pop = NULL WHERE no = 2", "unit", 2, "“demand_pop” is missing"},
    {"UPDATE unit SET area_m2 = 9e999 WHERE no = 2", "unit", 2, "“area_m2” is not a number"},
    {"UPDATE unit SET pop = 'many' WHERE no = 2", "unit", 2, "“pop” is not a number"},
    {"UPDATE unit SET geom = substr(geom, 1, length(geom) - 40) WHERE no = 1", "unit", 1,
     "no polygon"},
    {"UPDATE unit SET geom = (SELECT geom FROM stop) WHERE no = 1", "unit", 1, "no polygon"},
    {"UPDATE unit SET no = 7 WHERE no = 2", "unit", 2, "without a gap"},
    {"UPDATE unit SET no = 0 WHERE no = 1", "unit", 1, "from 1 on"},
    {NO_CHECKS "UPDATE demand SET pop = -0.5 WHERE id = 2", "demand", 2, "less than 0"},
    {"UPDATE demand SET unit_code = NULL WHERE id = 2", "demand", 2, "has no unit"},
    {"DELETE FROM demand WHERE id = 1", "demand", 1, "without a gap"},
    {"UPDATE settlement SET pop = -3", "settlement", 1, "less than 0"},
    {"UPDATE source SET rows_used = -1 WHERE id = 2", "source", 2, "from 0 on"},
    {NO_CHECKS "UPDATE source SET sha256 = 'ab' WHERE id = 2", "source", 2, "SHA-256"},
    {"UPDATE refused SET reason = 'moon' WHERE row = 6", "refused", 2, "“moon”"},
    {"UPDATE notice SET source_id = 9", "notice", 1, "9, and there are 2"},
    {"UPDATE client_group SET no = 7 WHERE no = 2", "client_group", 2, "without a gap"},
    {"UPDATE client_group SET source_id = 5 WHERE no = 1", "client_group", 1, "5, and there are 2"},
    {"UPDATE client_group SET source_id = NULL WHERE no = 2", "client_group", 2, "has no source"},
    {"DELETE FROM unit_group WHERE unit_code = 'A1' AND group_name = 'farmers'", "unit_group", 3,
     "one row for each unit"},
    {"DELETE FROM unit_group WHERE unit_code = 'B2' AND group_name = 'farmers'", "unit_group", 3,
     "one row for each unit"},
    {"UPDATE unit_group SET unit_code = 'XX' WHERE unit_code = 'A1' AND group_name = 'elderly'",
     "unit_group", 1, "one row for each unit"},
    {"UPDATE unit_group SET group_name = 'XX' WHERE unit_code = 'A1' AND group_name = 'elderly'",
     "unit_group", 1, "one row for each unit"},
    {NO_CHECKS "UPDATE unit_group SET pop = -1 WHERE group_name = 'elderly'", "unit_group", 1,
     "less than 0"},
    {"UPDATE unit_ranking SET value = 'rich' WHERE unit_code = 'A1'", "unit_ranking", 1,
     "“value” is not a number"},
    {"DELETE FROM unit_ranking WHERE unit_code = 'B2'", "unit_ranking", 1, "one row for each unit"},
    {"INSERT INTO ranking VALUES(2, 'other', NULL, NULL, 1)", "ranking", 2, "without a gap"},
    {"UPDATE stop_distance SET stop_id = 'gone' WHERE stop_id = 's1'", "stop_distance", 1,
     "does not have"},
    {"DELETE FROM stop_distance WHERE facility_id = 'library-2'", "stop_distance", 2,
     "one row for each facility"},
    {"UPDATE stop_distance SET facility_id = 'who' WHERE facility_id = 'library-2'",
     "stop_distance", 3, "does not have"},
    {"DELETE FROM nearest_row WHERE kind_no = 1 AND demand_id = 2", "nearest_row", 2,
     "one row for each demand point"},
    {"DELETE FROM nearest_row WHERE kind_no = 2 AND demand_id = 2", "nearest_row", 3,
     "one row for each demand point"},
    {"DELETE FROM nearest_row WHERE kind_no = 2 AND demand_id = 1", "nearest_row", 3,
     "is missing before it"},
    {"UPDATE nearest_row SET facility_no = 4", "nearest_row", 1, "4, and there are 3"},
    {"UPDATE nearest_row SET kind_no = 99 WHERE kind_no = 2", "nearest_row", 3, "99"},
    {"UPDATE close_pair SET facility_b = 'x'", "close_pair", 1, "does not have"},
    {"UPDATE proposal SET unit_code = 'XX' WHERE no = 2", "proposal", 1, "has no unit"},
    {"UPDATE proposal SET facility_id = 'XX' WHERE no = 1", "proposal", 1, "no facility “XX”"},
    {"UPDATE proposal SET runner_up = 'YY' WHERE no = 1", "proposal", 1, "no facility “YY”"},
    {"UPDATE proposal SET reason = 'because' WHERE no = 2", "proposal", 2, "“because”"},
    {NO_CHECKS "UPDATE proposal SET role = 'none' WHERE no = 1", "proposal", 1, "go together"},
    {"UPDATE proposal SET stop_dist_m = -1 WHERE no = 1", "proposal", 1, "less than 0"},
    {NO_CHECKS "UPDATE scenario SET catchment = 'far'", "scenario", 1, "“far”"},
    {"UPDATE scenario SET gap = 'wide'", "scenario", 1, "“gap” is not a number"},
    {"UPDATE scenario SET seed = -7", "scenario", 1, "from 0 on"},
};

static void test_damage(void **state) {
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof DAMAGE / sizeof *DAMAGE; i++) {
        const Damage *damage = &DAMAGE[i];
        char sql[400];
        Error error = {0};
        store_close(written_plan(fixture));
        assert_int_equal(read_all(fixture->plan, &error), STATUS_OK);
        /* SpatiaLite's triggers need its functions; foreign keys are off by default */
        Store *store = open_plan(fixture->plan, true);
        sqlite3_db_config(store_db(store), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
        snprintf(sql, sizeof sql, "PRAGMA foreign_keys = OFF; %s", damage->sql);
        if (database_exec(store, sql, &error) != STATUS_OK)
            fail_msg("%s: %s", damage->sql, error.message);
        store_close(store);
        Status status = read_all(fixture->plan, &error);
        if (status != STATUS_UNREADABLE && status != STATUS_DATABASE)
            fail_msg("%s: status %d", damage->sql, status);
        if (!strstr(error.message, damage->words) || error.row != damage->row ||
            (damage->table && strcmp(error.layer, damage->table) != 0))
            fail_msg("%s: %s, row %ld: %s", damage->sql, error.layer, error.row, error.message);
        assert_string_equal(error.file, fixture->plan);
    }
}

/* No cut and no changed byte of a geometry is read past its end or taken for another shape. */
static void test_blobs(void **state) {
    Fixture *fixture = *state;
    const PolygonSet *set = &fixture->country.polygons;
    unsigned char *blob = NULL;
    size_t bytes = 0;
    assert_int_equal(blob_polygon(set, 0, 3059, &blob, &bytes), STATUS_OK);
    for (size_t cut = 0; cut <= bytes; cut++) {
        unsigned char *part = malloc(cut + 1); /* its own, so that a sanitizer sees the end */
        PolygonSet read;
        polygon_set_init(&read);
        memcpy(part, blob, cut);
        unsigned char *exact = realloc(part, cut ? cut : 1);
        Status status = blob_read_polygon(exact, cut, 3059, &read);
        assert_int_equal(status, cut == bytes ? STATUS_OK : STATUS_UNREADABLE);
        polygon_set_free(&read);
        free(exact);
    }
    for (size_t trial = 0; trial < bytes * 256; trial++) {
        PolygonSet read;
        size_t at = trial / 256;
        unsigned char was = blob[at];
        polygon_set_init(&read);
        blob[at] = (unsigned char)trial;
        Status status = blob_read_polygon(blob, bytes, 3059, &read);
        assert_true(status == STATUS_OK || status == STATUS_UNREADABLE);
        if (status == STATUS_OK) assert_int_equal(read.n_points, 15);
        polygon_set_free(&read);
        blob[at] = was;
    }
    PolygonSet read;
    polygon_set_init(&read);
    assert_int_equal(blob_read_polygon(blob, bytes, 3058, &read), STATUS_UNREADABLE);
    polygon_set_free(&read);
    free(blob);
    unsigned char point[BLOB_POINT_BYTES];
    double xy[2] = {1, 2};
    blob_point(point, 3059, 5, 6);
    assert_false(blob_read_point(point, BLOB_POINT_BYTES, 3058, xy));
    assert_false(blob_read_point(point, BLOB_POINT_BYTES - 1, 3059, xy));
    assert_false(blob_read_point(NULL, 0, 3059, xy));
    blob_point(point, 3059, 5, NAN);
    assert_false(blob_read_point(point, BLOB_POINT_BYTES, 3059, xy));
    assert_true(xy[0] == 1 && xy[1] == 2);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_fixture), TEST(test_sparse), TEST(test_bits),
        TEST(test_demo),    TEST(test_meta),   TEST(test_scenario_names),
        TEST(test_damage),  TEST(test_blobs),  TEST(test_version_1),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
