/* A scenario as its parameters tell it: every key, and what is none. */
#include "planner/plan/scenario_json.h"
#include "tests/unit/cmocka_all.h"
#include <string.h>

static Status read(const char *json, Strings *strings, ScenarioSpec *spec, char why[256]) {
    return scenario_spec_from_json(json, strings, spec, why, 256);
}

/* What must be read without a word. */
static ScenarioSpec read_well(const char *json, Strings *strings) {
    ScenarioSpec spec;
    char why[256];
    Status status = read(json, strings, &spec, why);
    assert_string_equal(why, "");
    assert_int_equal(status, STATUS_OK);
    return spec;
}

static void every_key(void **state) {
    (void)state;
    Strings strings = {0};
    ScenarioSpec spec =
        read_well("{\"from\":\"baseline\",\"close\":[\"c\"],\"catchment\":\"home\","
                  "\"impedance\":\"line\",\"coverage_m\":[1000,2500.5],\"phases\":{"
                  "\"order\":\"unit\",\"2025\":0.5,"
                  "\"2027\":1},\"offices\":{\"NVA\":\"close\",\"VID\":\"take_in\"},"
                  "\"population\":{\"year\":2030,\"base_year\":2024,\"method\":"
                  "\"constant_rate\"},\"demand_year\":2027,\"closing_study\":\"sector\"}",
                  &strings);
    assert_string_equal(spec.from, "baseline");
    assert_int_equal(spec.n_changes, 1);
    assert_int_equal(spec.catchment, CATCHMENT_HOME);
    assert_int_equal(spec.impedance, IMPEDANCE_LINE);
    assert_true(spec.names_impedance);
    assert_int_equal(spec.coverage_m.n, 2);
    assert_true(spec.coverage_m.m[1] == 2500.5);
    assert_int_equal(spec.phases.n, 2);
    assert_int_equal(spec.phases.order, PHASE_UNIT);
    assert_int_equal(spec.n_offices, 2);
    assert_string_equal(spec.office[1].institution, "VID");
    assert_int_equal(spec.office[1].fate, OFFICE_TAKE_IN);
    assert_int_equal(spec.population.year, 2030);
    assert_int_equal(spec.population.base_year, 2024);
    assert_int_equal(spec.population.method, FORECAST_CONSTANT_RATE);
    assert_int_equal(spec.demand_year, 2027);
    assert_true(spec.closing_study);
    assert_int_equal(spec.sharing, SHARING_SECTOR);
    assert_null(spec.costs.scheme);
    scenario_spec_free(&spec);
    strings_free(&strings);
}

static void offices_in_one_word(void **state) {
    (void)state;
    Strings strings = {0};
    ScenarioSpec spec;
    char why[256];
    assert_int_equal(read("{\"from\":\"present\",\"offices\":\"close\"}", &strings, &spec, why),
                     STATUS_OK);
    assert_int_equal(spec.n_offices, 1);
    assert_null(spec.office[0].institution);
    assert_int_equal(spec.office[0].fate, OFFICE_CLOSE);
    assert_false(spec.closing_study);
    assert_int_equal(spec.sharing, SHARING_INSTITUTION);
    scenario_spec_free(&spec);
    strings_free(&strings);
}

/* Sharing asked for by itself is not a closing study. */
static void sharing_alone(void **state) {
    (void)state;
    Strings strings = {0};
    ScenarioSpec spec;
    char why[256];
    assert_int_equal(read("{\"from\":\"present\",\"sharing\":\"all\"}", &strings, &spec, why),
                     STATUS_OK);
    assert_true(spec.shares);
    assert_false(spec.closing_study);
    assert_int_equal(spec.sharing, SHARING_ALL);
    scenario_spec_free(&spec);
    strings_free(&strings);
}

/* What is wrong, and the key that the message must name. */
typedef struct Wrong {
    const char *json, *told;
} Wrong;

static const Wrong WRONG[] = {
    {"", "spec"},
    {"[]", "spec"},
    {"{}", "from"},
    {"{\"from\":1}", "from"},
    {"{\"from\":\"a\",\"catchment\":\"far\"}", "catchment: expected one of: any|home"},
    {"{\"from\":\"a\",\"catchment\":1}", "catchment"},
    {"{\"from\":\"a\",\"impedance\":\"road\"}", "impedance: expected one of: line"},
    {"{\"from\":\"a\",\"impedance\":0}", "impedance"},
    {"{\"from\":\"a\",\"closing_study\":true}", "closing_study"},
    {"{\"from\":\"a\",\"sharing\":\"some\"}", "sharing"},
    {"{\"from\":\"a\",\"open\":\"b\"}", "open"},
    {"{\"from\":\"a\",\"close\":{\"b\":1}}", "close"},
    {"{\"from\":\"a\",\"require\":[\"b\",7]}", "require"},
    {"{\"from\":\"a\",\"move\":[\"b\"]}", "move"},
    {"{\"from\":\"a\",\"move\":{\"b\":null}}", "move"},
    {"{\"from\":\"a\",\"coverage_m\":1000}", "coverage_m"},
    {"{\"from\":\"a\",\"coverage_m\":[]}", "coverage_m"},
    {"{\"from\":\"a\",\"coverage_m\":[1000,\"2000\"]}", "coverage_m"},
    {"{\"from\":\"a\",\"coverage_m\":[1000,null]}", "coverage_m"},
    {"{\"from\":\"a\",\"coverage_m\":[1000,1000]}", "coverage_m"},
    {"{\"from\":\"a\",\"coverage_m\":[0.5]}", "coverage_m"},
    {"{\"from\":\"a\",\"coverage_m\":[1000001]}", "coverage_m"},
    {"{\"from\":\"a\",\"coverage_m\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]}", "coverage_m"},
    {"{\"from\":\"a\",\"offices\":{\"NVA\":\"burn\"}}", "offices"},
    {"{\"from\":\"a\",\"offices\":{}}", "offices"},
    {"{\"from\":\"a\",\"offices\":7}", "offices"},
    {"{\"from\":\"a\",\"population\":{\"year\":2030}}", "population"},
    {"{\"from\":\"a\",\"population\":{\"method\":\"linear\"}}", "population"},
    {"{\"from\":\"a\",\"population\":{\"method\":\"linear\",\"year\":2030}}", "population"},
    {"{\"from\":\"a\",\"population\":{\"method\":\"linear\",\"year\":2030,\"base_year\":\"2024\"}}",
     "population"},
    {"{\"from\":\"a\",\"population\":{\"method\":\"linear\",\"year\":4294969326,"
     "\"base_year\":2024}}",
     "population"},
    {"{\"from\":\"a\",\"demand_year\":\"2030\"}", "demand_year"},
    {"{\"from\":\"a\",\"demand_year\":4294969326}", "demand_year"},
    {"{\"from\":\"a\",\"demand_year\":-1}", "demand_year"},
    {"{\"from\":\"a\",\"phases\":[1]}", "phases"},
    {"{\"from\":\"a\",\"phases\":{\"order\":\"unit\"}}", "phases"},
    {"{\"from\":\"a\",\"phases\":{\"2025\":1}}", "order: expected one of: person_km|unit"},
    {"{\"from\":\"a\",\"phases\":{\"order\":\"loudest\",\"2025\":1}}", "order"},
    {"{\"from\":\"a\",\"phases\":{\"order\":0,\"2025\":1}}", "order"},
    {"{\"from\":\"a\",\"phases\":{\"order\":\"unit\",\"soon\":1}}", "phases"},
    {"{\"from\":\"a\",\"phases\":{\"order\":\"unit\",\"2025 \":1}}", "phases"},
    {"{\"from\":\"a\",\"phases\":{\"order\":\"unit\",\"1989\":1}}", "phases"},
    {"{\"from\":\"a\",\"phases\":{\"order\":\"unit\",\"2201\":1}}", "phases"},
    {"{\"from\":\"a\",\"phases\":{\"order\":\"unit\",\"2025\":\"1\"}}", "phases"},
    {"{\"from\":\"a\",\"phases\":{\"order\":\"unit\",\"2025\":-0.1,\"2026\":1}}", "phases"},
    {"{\"from\":\"a\",\"phases\":{\"order\":\"unit\",\"2025\":0.6,\"2026\":0.5,\"2027\":1}}",
     "phases"},
    {"{\"from\":\"a\",\"phases\":{\"order\":\"unit\",\"2025\":0.6,\"2026\":0.9}}", "phases"},
    {"{\"from\":\"a\",\"phases\":{\"order\":\"unit\",\"2025\":1.5}}", "phases"},
    {"{\"from\":\"a\",\"place\":7}", "keys of a proposal"},
    {"{\"from\":\"a\",\"place\":{\"colour\":\"red\"}}", "colour"},
    {"{\"from\":\"a\",\"colour\":\"red\"}", "colour"},
};

/* A damaged value is refused with its key, and never read as a default. */
static void what_says_nothing(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        Strings strings = {0};
        ScenarioSpec spec, empty;
        char why[256];
        memset(&empty, 0, sizeof empty);
        if (read(WRONG[i].json, &strings, &spec, why) != STATUS_REFUSED)
            fail_msg("%s: not refused", WRONG[i].json);
        if (!strstr(why, WRONG[i].told)) fail_msg("%s: told as %s", WRONG[i].json, why);
        assert_memory_equal(&spec, &empty, sizeof spec);
        strings_free(&strings);
    }
}

/* The edges of what is whole, and years in whatever order a hand has put them. */
static void at_the_edges(void **state) {
    (void)state;
    Strings strings = {0};
    ScenarioSpec spec =
        read_well("{\"from\":\"a\",\"coverage_m\":[1,1000000],\"phases\":{\"2200\":1,"
                  "\"order\":\"person_km\",\"1990\":0,\"2030\":0.5,\"2031\":0.5}}",
                  &strings);
    assert_true(spec.coverage_m.m[0] == 1 && spec.coverage_m.m[1] == 1e6);
    assert_int_equal(spec.phases.n, 4);
    assert_int_equal(spec.phases.phase[0].year, 1990);
    assert_int_equal(spec.phases.phase[3].year, 2200);
    assert_true(spec.phases.phase[2].share == 0.5);
    scenario_spec_free(&spec);
    strings_free(&strings);
}

/* The people of a year: the same reader for whoever needs no more of a scenario. */
static void people_of_a_year(void **state) {
    (void)state;
    PopulationSpec people;
    json_t *told =
        json_pack("{s:i, s:i, s:s}", "year", 2030, "base_year", 2024, "method", "constant_rate");
    assert_true(population_from_json(told, &people));
    assert_int_equal(people.year, 2030);
    assert_int_equal(people.base_year, 2024);
    assert_int_equal(people.method, FORECAST_CONSTANT_RATE);
    json_object_set_new(told, "method", json_string("by feeling"));
    assert_false(population_from_json(told, &people));
    assert_int_equal(people.year, 0);
    assert_false(population_from_json(NULL, &people));
    json_decref(told);
}

int main(void) {
    const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(every_key),     cmocka_unit_test(offices_in_one_word),
        cmocka_unit_test(sharing_alone), cmocka_unit_test(what_says_nothing),
        cmocka_unit_test(at_the_edges),  cmocka_unit_test(people_of_a_year),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
