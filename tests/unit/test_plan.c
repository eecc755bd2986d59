/* The plan file: what is read, and that each refusal names file, line, key and what is right. */
#include "tests/unit/plan_file_support.h"

static int set_up(void **state) {
    (void)state;
    const char *const names[] = {"units.shp", "grid.csv", "points.csv"};
    return make_folder(names, 3);
}

static const char GOOD[] =
    "name: Test\n"                                                                     /* 1 */
    "crs: EPSG:3059\n"                                                                 /* 2 */
    "units:\n"                                                                         /* 3 */
    "  source: units.shp\n"                                                            /* 4 */
    "  code: L1_code\n"                                                                /* 5 */
    "  name: L1_name\n"                                                                /* 6 */
    "  kind: {field: L1_type, map: {1: state_city, 6: town, 7: parish}}\n"             /* 7 */
    "demand:\n"                                                                        /* 8 */
    "  - {source: grid.csv, format: csp-grid}\n"                                       /* 9 */
    "facilities:\n"                                                                    /* 10 */
    "  - {kind: vpvkac, source: points.csv, id: id, x: lon, y: lat, crs: EPSG:4326}\n" /* 11 */
    "  - {kind: school, source: points.csv, id: id, id_prefix: school-, x: x, y: y}\n" /* 12 */
    "stops:\n"                                                                         /* 13 */
    "  - {source: points.csv}\n"                                                       /* 14 */
    "rules:\n"                                                                         /* 15 */
    "  stop_distance_m: {value: 700, source: \"PwC 2020\"}\n"                          /* 16 */
    "coverage_m: [10000, 2000, 5000]\n"                                                /* 17 */
    "outputs: [gpkg, csv]\n";                                                          /* 18 */

/* GOOD with `from` replaced by `to` */
static Status read_changed(const char *from, const char *to, Plan *plan, Error *error) {
    char text[4096];
    const char *at = strstr(GOOD, from);
    assert_non_null(at);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - GOOD), GOOD, to, at + strlen(from));
    write_file("plan.yaml", text);
    memset(error, 0, sizeof *error);
    return plan_read(path, plan, error);
}

static void a_good_plan_is_read_whole(void **state) {
    (void)state;
    Plan plan;
    Error error;
    assert_int_equal(read_changed("Test", "Test", &plan, &error), STATUS_OK);
    assert_string_equal(plan.name, "Test");
    assert_string_equal(plan.import.country, "LV");
    assert_string_equal(plan.import.units.source.uri, "units.shp");
    assert_int_equal(strncmp(plan.import.units.source.path, folder, strlen(folder)), 0);
    assert_int_equal(plan.import.units.n_kind_map, 3);
    assert_int_equal(plan.import.units.kind_map[1].to, UNIT_TOWN);
    assert_int_equal(plan.import.n_facilities, 2);
    assert_int_equal(plan.import.facilities[0].state, FACILITY_EXISTING);
    assert_int_equal(plan.import.facilities[1].state, FACILITY_CANDIDATE);
    assert_string_equal(plan.import.facilities[1].id_prefix, "school-");
    assert_int_equal(plan.import.stops[0].format, STOPS_GTFS);
    assert_true(plan.rules.stop_distance_m.value == 700);
    assert_string_equal(plan.rules.stop_distance_m.source, "PwC 2020");
    assert_true(plan.import.border_tolerance_m == 5000);
    assert_true(plan.import.max_refused_share == 0.05);
    assert_int_equal(plan.n_coverage, 3);
    assert_true(plan.coverage_m[0] == 2000 && plan.coverage_m[2] == 10000);
    assert_true(plan.output[EXPORT_GPKG] && plan.output[EXPORT_CSV]);
    assert_false(plan.output[EXPORT_GEOJSON]);
    assert_false(plan.import.stops_served_only);
    plan_free(&plan);
}

static void bom_and_crlf_do_no_harm(void **state) {
    (void)state;
    Plan plan;
    Error error;
    assert_int_equal(read_changed("name: Test\n", "\xEF\xBB\xBFname: Test\r\n", &plan, &error),
                     STATUS_OK);
    assert_string_equal(plan.name, "Test");
    plan_free(&plan);
}

typedef struct Wrong {
    const char *from, *to;
    long line;
    const char *key, *says;
    Status status;
} Wrong;

static void each_mistake_is_told_with_line_key_and_what_is_right(void **state) {
    (void)state;
    static const Wrong WRONG[] = {
        {"crs: EPSG:3059", "colour: red\ncrs: EPSG:3059", 2, "colour", "known here: name",
         STATUS_PLAN_FILE},
        {"crs: EPSG:3059", "crs: LKS92", 2, "crs", "such as EPSG:3059", STATUS_PLAN_FILE},
        {"name: Test\n", "", 1, "name", "missing", STATUS_PLAN_FILE},
        {"name: Test\n", "name: Test\nname: Again\n", 2, "name", "twice", STATUS_PLAN_FILE},
        {"units.shp", "unit.shp", 4, "source", "paths are relative to the plan file",
         STATUS_MISSING},
        {"7: parish", "7: village", 7, "7", "state_city, town, parish", STATUS_PLAN_FILE},
        {"csp-grid", "csp", 9, "format", "csp-grid, ogr", STATUS_PLAN_FILE},
        {"kind: school", "kind: pub", 12, "kind", "vpvkac, library", STATUS_PLAN_FILE},
        {"kind: school", "kind: school, y2: 3", 12, "y2", "unknown key", STATUS_PLAN_FILE},
        {"x: x, y: y", "x: x", 12, "y", "together", STATUS_PLAN_FILE},
        {"source: points.csv, id: id, id_prefix", "source: points.csv, id_prefix", 12, "id",
         "missing", STATUS_PLAN_FILE},
        {"value: 700", "value: far", 16, "stop_distance_m", "such as 700", STATUS_PLAN_FILE},
        {"value: 700", "value: -1", 16, "stop_distance_m", "allowed: 0 to", STATUS_PLAN_FILE},
        {"value: 700", "value: nan", 16, "stop_distance_m", "expected a number", STATUS_PLAN_FILE},
        {"[10000, 2000, 5000]", "[10000, 10000]", 17, "coverage_m", "twice", STATUS_PLAN_FILE},
        {"[10000, 2000, 5000]", "[0]", 17, "coverage_m", "out of range", STATUS_PLAN_FILE},
        {"[10000, 2000, 5000]", "2000", 17, "coverage_m", "list", STATUS_PLAN_FILE},
        {"[gpkg, csv]", "[dwg]", 18, "outputs",
         "gpkg, geojson, csv, shp, fgb, xlsx, qgis, maps, report", STATUS_PLAN_FILE},
        {"  - {source: grid.csv, format: csp-grid}\n", "  []\n", 9, "demand", "empty",
         STATUS_PLAN_FILE},
        {"name: Test", "name: [Test", 2, "", "YAML", STATUS_PLAN_FILE},
    };
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        Plan plan;
        Error error;
        Status status = read_changed(WRONG[i].from, WRONG[i].to, &plan, &error);
        if (status != WRONG[i].status || error.line != WRONG[i].line ||
            strcmp(error.key, WRONG[i].key) != 0 || !strstr(error.message, WRONG[i].says))
            print_error("case %zu (%s): status %d, line %ld, key \"%s\": %s\n", i, WRONG[i].to,
                        (int)status, error.line, error.key, error.message);
        assert_int_equal(status, WRONG[i].status);
        assert_int_equal(error.line, WRONG[i].line);
        assert_string_equal(error.key, WRONG[i].key);
        assert_non_null(strstr(error.message, WRONG[i].says));
        assert_string_equal(error.file, path);
    }
}

static void a_missing_or_odd_plan_file_is_told(void **state) {
    (void)state;
    Plan plan;
    Error error = {0};
    assert_int_equal(plan_read("/nowhere/plan.yaml", &plan, &error), STATUS_MISSING);
    assert_int_equal(plan_read(folder, &plan, &error), STATUS_PLAN_FILE);
    write_file("plan.yaml", "");
    assert_int_equal(plan_read(path, &plan, &error), STATUS_PLAN_FILE);
    assert_non_null(strstr(error.message, "empty"));
    write_file("plan.yaml", "- a\n- b\n");
    assert_int_equal(plan_read(path, &plan, &error), STATUS_PLAN_FILE);
    write_file("plan.yaml", "\x00\x01\x02 binary");
    assert_int_equal(plan_read(path, &plan, &error), STATUS_PLAN_FILE);
}

static void rules_without_a_plan_number_have_one_with_its_document(void **state) {
    (void)state;
    Plan plan;
    Error error;
    assert_int_equal(read_changed("  stop_distance_m: {value: 700, source: \"PwC 2020\"}\n",
                                  "  stops_that_count: served\n  border_tolerance_m: 100\n", &plan,
                                  &error),
                     STATUS_OK);
    assert_true(plan.rules.stop_distance_m.value == 700);
    assert_non_null(strstr(plan.rules.stop_distance_m.source, "table 30"));
    assert_true(plan.import.stops_served_only);
    assert_true(plan.import.border_tolerance_m == 100);
    plan_free(&plan);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_plan_is_read_whole),
        cmocka_unit_test(bom_and_crlf_do_no_harm),
        cmocka_unit_test(each_mistake_is_told_with_line_key_and_what_is_right),
        cmocka_unit_test(a_missing_or_odd_plan_file_is_told),
        cmocka_unit_test(rules_without_a_plan_number_have_one_with_its_document),
    };
    return cmocka_run_group_tests(tests, set_up, remove_folder);
}
