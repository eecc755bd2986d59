/* A scenario as its parameters tell it: every key, and what is none. */
#include "planner/plan/scenario_json.h"
#include "tests/unit/cmocka_all.h"
#include <string.h>

static Status read(const char *json, Strings *strings, ScenarioSpec *spec, char why[256]) {
    return scenario_spec_from_json(json, strings, spec, why, 256);
}

static void every_key(void **state) {
    (void)state;
    Strings strings = {0};
    ScenarioSpec spec;
    char why[256];
    Status status = read("{\"from\":\"baseline\",\"close\":[\"c\"],\"catchment\":\"home\","
                         "\"coverage_m\":[1000,2500.5],\"phases\":{\"order\":\"unit\",\"2025\":0.5,"
                         "\"2027\":1},\"offices\":{\"NVA\":\"close\",\"VID\":\"take_in\"},"
                         "\"population\":{\"year\":2030,\"base_year\":2024,\"method\":"
                         "\"constant_rate\"},\"demand_year\":2027,\"closing_study\":\"sector\"}",
                         &strings, &spec, why);
    assert_string_equal(why, "");
    assert_int_equal(status, STATUS_OK);
    assert_string_equal(spec.from, "baseline");
    assert_int_equal(spec.n_changes, 1);
    assert_int_equal(spec.catchment, CATCHMENT_HOME);
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

static void what_says_nothing(void **state) {
    (void)state;
    static const char *const WRONG[] = {
        "",
        "[]",
        "{}",
        "{\"from\":1}",
        "{\"from\":\"a\",\"catchment\":\"far\"}",
        "{\"from\":\"a\",\"closing_study\":true}",
        "{\"from\":\"a\",\"coverage_m\":1000}",
        "{\"from\":\"a\",\"coverage_m\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]}",
        "{\"from\":\"a\",\"offices\":{\"NVA\":\"burn\"}}",
        "{\"from\":\"a\",\"offices\":7}",
        "{\"from\":\"a\",\"population\":{\"year\":2030}}",
        "{\"from\":\"a\",\"population\":{\"method\":\"linear\"}}",
        "{\"from\":\"a\",\"demand_year\":\"2030\"}",
        "{\"from\":\"a\",\"colour\":\"red\"}",
    };
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        Strings strings = {0};
        ScenarioSpec spec, empty;
        char why[256];
        memset(&empty, 0, sizeof empty);
        assert_int_equal(read(WRONG[i], &strings, &spec, why), STATUS_REFUSED);
        assert_true(strlen(why) > 0);
        assert_memory_equal(&spec, &empty, sizeof spec);
        strings_free(&strings);
    }
}

int main(void) {
    const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(every_key),
        cmocka_unit_test(offices_in_one_word),
        cmocka_unit_test(sharing_alone),
        cmocka_unit_test(what_says_nothing),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
