/* The key `costs` of a scenario in a plan file, and `sensitivity` of the section `costs`. */
#include "planner/plan/plan.h"
#include "planner/plan/plan_scenario_costs.h"
#include "tests/unit/cmocka_all.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static Status read(const char *text, Plan *plan, Error *error) {
    char whole[4096];
    snprintf(whole, sizeof whole, "name: Test\ncrs: EPSG:3059\n%s", text);
    memset(error, 0, sizeof *error);
    return plan_read_stored(whole, "plan.yaml", plan, error);
}

static void reads_every_key(void **state) {
    (void)state;
    Plan plan;
    Error error;
    read("costs:\n"
         "  sensitivity: 0.25\n"
         "  schemes: [{name: mine, like: A}, {name: B}]\n"
         "scenarios:\n"
         "  - {name: none}\n"
         "  - {name: word, costs: mine}\n"
         "  - {name: map, costs: {scheme: B, services: own, centres: [a, \"b, c\"]}, phases: "
         "{2022: 0.5, 2030: 1}}\n"
         "  - {name: given, costs: {scheme: B, points: given}, phases: {2020: 1}}\n"
         "  - {name: numbers, costs: {scheme: B, first_wave: 5, second_wave: 0}}\n",
         &plan, &error);
    assert_string_equal(error.message, "");
    assert_true(plan.costs.sensitivity == 0.25);
    const CostSpec *none = &plan.scenario[0].costs, *word = &plan.scenario[1].costs,
                   *map = &plan.scenario[2].costs, *given = &plan.scenario[3].costs,
                   *numbers = &plan.scenario[4].costs;
    assert_null(none->scheme);
    assert_string_equal(word->scheme, "mine");
    assert_int_equal(word->points, COST_POINTS_OWN);
    assert_int_equal(word->services, COST_SERVICES_PUBLISHED);
    assert_true(isnan(word->first_wave) && isnan(word->second_wave));
    assert_string_equal(map->scheme, "B");
    assert_int_equal(map->services, COST_SERVICES_OWN);
    assert_string_equal(map->centres, "[\"a\",\"b, c\"]");
    assert_null(word->centres);
    assert_int_equal(given->points, COST_POINTS_GIVEN);
    assert_int_equal(numbers->points, COST_POINTS_GIVEN);
    assert_true(numbers->first_wave == 5 && numbers->second_wave == 0);
    plan_free(&plan);
}

static void has_defaults(void **state) {
    (void)state;
    Plan plan;
    Error error;
    assert_int_equal(read("scenarios: [{name: a, costs: A}]\n", &plan, &error), STATUS_OK);
    assert_true(plan.costs.sensitivity == 0.1);
    CostRules rules = plan_cost_rules(&plan.costs, plan.scenario[0].costs.scheme, 3);
    assert_string_equal(rules.scheme->name, "A");
    assert_string_equal(rules.currency, "EUR");
    assert_int_equal(rules.price_year, 2020);
    assert_int_equal(rules.years.last, 2027);
    assert_null(rules.second_wave_opened);
    assert_int_equal(rules.threads, 3);
    plan_free(&plan);
    assert_int_equal(read("costs: {second_wave_opened: {2022: 4, 2024: 5}}\n", &plan, &error),
                     STATUS_OK);
    rules = plan_cost_rules(&plan.costs, "B", 1);
    assert_true(rules.second_wave_opened[3] == 5);
    plan_free(&plan);
}

/* Growth for all years of the costs, or none at all. */
static void reads_services_of_demand(void **state) {
    (void)state;
    static const char *const MODELS[] = {
        "demand_model: {base_year: 2024}\n",
        "demand_model: {base_year: 2020, growth: {2021: 0.1, 2022: 0, 2023: 0, 2024: 0, 2025: 0, "
        "2026: 0, 2027: 0}}\n"};
    for (size_t i = 0; i < sizeof MODELS / sizeof *MODELS; i++) {
        Plan plan;
        Error error;
        char text[400];
        snprintf(text, sizeof text,
                 "%sscenarios:\n  - {name: a, costs: {scheme: A, services: demand}}\n", MODELS[i]);
        read(text, &plan, &error);
        assert_string_equal(error.message, "");
        assert_int_equal(plan.scenario[0].costs.services, COST_SERVICES_DEMAND);
        plan_free(&plan);
    }
}

static void names_end_in_time(void **state) {
    (void)state;
    Plan plan;
    Error error;
    char text[6];
    assert_int_equal(read("costs: {schemes: [{name: abc, like: A}, {name: B}]}\n", &plan, &error),
                     STATUS_OK);
    assert_string_equal(plan_costs_names(&plan.costs, text, sizeof text), "abc, ");
    char longer[16];
    assert_string_equal(plan_costs_names(&plan.costs, longer, sizeof longer), "abc, B");
    plan_free(&plan);
}

static void refuses(void **state) {
    (void)state;
    static const struct {
        const char *text;
        long line;
        const char *key, *says;
    } CASES[] = {
        {"scenarios:\n  - {name: a, costs: C}\n", 4, "scheme",
         "there is no scheme \"C\" of costs; known: A, B"},
        {"costs: {schemes: [{name: mine, like: A}]}\nscenarios:\n  - name: a\n    costs:\n"
         "      scheme: A\n",
         7, "scheme", "there is no scheme \"A\" of costs; known: mine"},
        {"scenarios:\n  - {name: a, costs: {points: own}}\n", 4, "scheme", "this key is missing"},
        {"scenarios:\n  - {name: a, costs: [A]}\n", 4, "costs", "expected"},
        {"scenarios:\n  - {name: a, costs: {scheme: A, pionts: own}}\n", 4, "pionts",
         "unknown key"},
        {"scenarios:\n  - {name: a, costs: {scheme: A, centres: library-001}}\n", 4, "centres",
         "expected a list of the ids"},
        {"scenarios:\n  - {name: a, costs: {scheme: A, centres: []}}\n", 4, "centres",
         "expected a list of the ids"},
        {"scenarios:\n  - {name: a, costs: {scheme: A, centres: [[a]]}}\n", 4, "centres",
         "expected a list of the ids"},
        {"scenarios:\n  - {name: a, costs: {scheme: A, points: given, centres: [a]}}\n", 4,
         "centres", "do not go with points: given"},
        {"scenarios:\n  - {name: a, costs: {scheme: A, points: mine}}\n", 4, "points",
         "is not one of"},
        {"scenarios:\n  - {name: a, costs: {scheme: A, services: mine}}\n", 4, "services",
         "is not one of"},
        {"scenarios:\n  - {name: a, costs: {scheme: A, services: demand}}\n", 4, "services",
         "services: demand needs the section demand_model"},
        {"demand_model: {base_year: 2020, growth: {2021: 0.1, 2022: 0}}\nscenarios:\n"
         "  - {name: a, costs: {scheme: A, services: demand}}\n",
         5, "services", "the demand model: no growth is given for 2023, only for 2020 to 2022"},
        {"demand_model: {base_year: 2022, client_growth: {2023: 0.1, 2024: 0, 2025: 0, 2026: 0, "
         "2027: 0}}\nscenarios:\n  - {name: a, costs: {scheme: A, services: demand}}\n",
         5, "services", "the demand model: no growth is given for 2021"},
        {"costs: {years: {first: 2021, start: 2022, last: 2023}}\n"
         "demand_model: {base_year: 2020, growth: {2021: 0.1, 2022: 0}}\nscenarios:\n"
         "  - {name: a, costs: {scheme: A, services: demand}}\n",
         6, "services", "the demand model: no growth is given for 2023, only for 2020 to 2022"},
        {"scenarios:\n  - {name: a, costs: {scheme: A, first_wave: -1}}\n", 4, "first_wave",
         "out of range"},
        {"scenarios:\n  - {name: a, costs: {scheme: A, second_wave: 2.5}}\n", 4, "second_wave",
         "whole number"},
        {"scenarios:\n  - {name: a, costs: {scheme: A, points: own, second_wave: 2}}\n", 4,
         "second_wave", "goes with points: given"},
        {"scenarios:\n  - {name: a, costs: {scheme: A, points: own, first_wave: 2}}\n", 4,
         "first_wave", "goes with points: given"},
        {"costs: {second_wave_opened: {2022: 4}}\nscenarios:\n"
         "  - {name: a, costs: {scheme: A, second_wave: 4}}\n",
         5, "second_wave", "leave one of them out"},
        {"scenarios:\n  - name: a\n    costs: A\n    phases: {2021: 0.5, 2022: 1}\n", 6, "phases",
         "points open in 2021, and second-wave points are paid for from 2022 on"},
        {"costs: {sensitivity: 1}\n", 3, "sensitivity", "out of range"},
        {"costs: {sensitivity: -0.1}\n", 3, "sensitivity", "out of range"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Plan plan;
        Error error;
        if (read(CASES[i].text, &plan, &error) != STATUS_PLAN_FILE)
            fail_msg("case %zu is not refused", i);
        if (error.line != CASES[i].line || strcmp(error.key, CASES[i].key) != 0 ||
            !strstr(error.message, CASES[i].says))
            fail_msg("case %zu: line %ld, key %s: %s", i, error.line, error.key, error.message);
    }
}

/* More points than units: exactly as many are fine, and own points are never looked at. */
static void counts_given_points(void **state) {
    (void)state;
    static const char TEXT[] = "costs: {second_wave_opened: {2022: 5, 2023: 2}}\n"
                               "scenarios:\n"
                               "  - name: own\n"
                               "    costs: A\n"
                               "  - name: given\n"
                               "    costs:\n"
                               "      scheme: A\n"
                               "      points: given\n"
                               "  - name: first\n"
                               "    costs:\n"
                               "      scheme: A\n"
                               "      first_wave: 9\n"
                               "      points: given\n"
                               "  - {name: none}\n";
    static const struct {
        size_t units;
        long line[4];
        const char *key[4];
    } CASES[] = {{7, {0}, {NULL}}, {6, {0, 10, 14, 0}, {NULL, "points", "first_wave", NULL}}};
    Plan plan;
    Error error;
    assert_int_equal(read(TEXT, &plan, &error), STATUS_OK);
    for (size_t c = 0; c < 2; c++)
        for (size_t i = 0; i < 4; i++) {
            const ScenarioSpec *spec = &plan.scenario[i];
            error = (Error){0};
            Status status = plan_check_cost_points(spec->name, &spec->costs, &spec->cost_lines,
                                                   &plan.costs, CASES[c].units, "p.yaml", &error);
            assert_int_equal(status, CASES[c].line[i] > 0 ? STATUS_PLAN_FILE : STATUS_OK);
            if (status == STATUS_OK) continue;
            assert_int_equal(error.line, CASES[c].line[i]);
            assert_string_equal(error.key, CASES[c].key[i]);
            assert_string_equal(error.file, "p.yaml");
            assert_non_null(strstr(error.message, "second_wave_points (7), more than units that "
                                                  "can have one (6)"));
            /* said elsewhere: no file, no line */
            plan_check_cost_points(spec->name, &spec->costs, NULL, &plan.costs, 6, "p.yaml",
                                   &error);
            assert_string_equal(error.file, "");
            assert_string_equal(error.key, "");
            assert_int_equal(error.line, 0);
        }
    plan_free(&plan);
    assert_int_equal(read("scenarios:\n"
                          "  - name: a\n"
                          "    costs: {scheme: A,\n"
                          "      second_wave: 8}\n",
                          &plan, &error),
                     STATUS_OK);
    const ScenarioSpec *spec = &plan.scenario[0];
    assert_int_equal(plan_check_cost_points("a", &spec->costs, &spec->cost_lines, &plan.costs, 7,
                                            "p.yaml", &error),
                     STATUS_PLAN_FILE);
    assert_int_equal(error.line, 6);
    assert_string_equal(error.key, "second_wave");
    assert_non_null(strstr(error.message, "more second-wave points (8) than units that can have "
                                          "one (7)"));
    plan_free(&plan);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_key),
        cmocka_unit_test(has_defaults),
        cmocka_unit_test(reads_services_of_demand),
        cmocka_unit_test(names_end_in_time),
        cmocka_unit_test(refuses),
        cmocka_unit_test(counts_given_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
