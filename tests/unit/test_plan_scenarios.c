/* The section `scenarios` of a plan file: what is read, in which order, and each refusal. */
#include "planner/plan/plan.h"
#include "tests/unit/cmocka_all.h"
#include <stdio.h>
#include <string.h>

static const char HEAD[] = "name: Test\ncrs: EPSG:3059\n"; /* lines 1 and 2 */

static Status read(const char *text, Plan *plan, Error *error) {
    char whole[8192];
    snprintf(whole, sizeof whole, "%s%s", HEAD, text);
    memset(error, 0, sizeof *error);
    return plan_read_stored(whole, "plan.yaml", plan, error);
}

static void reads_every_key(void **state) {
    (void)state;
    Plan plan;
    Error error;
    Status status = read("scenarios:\n"
                         "  - name: one\n"
                         "    from: baseline\n"
                         "    open: [a, b]\n"
                         "    close:\n"
                         "      - c\n"
                         "    move: {d: e}\n"
                         "    require: [f]\n"
                         "    forbid: [g]\n"
                         "    catchment: home\n"
                         "    impedance: line\n"
                         "    coverage_m: [1000, 2500]\n"
                         "    phases: {2025: 0.25, 2027: 1}\n"
                         "    phase_order: unit\n"
                         "  - name: two\n"
                         "    place: {problem: fewest, share: 0.9, within_m: 7000,\n"
                         "            catchment: home}\n",
                         &plan, &error);
    assert_string_equal(error.message, "");
    assert_int_equal(status, STATUS_OK);
    assert_int_equal(plan.n_scenarios, 2);
    const ScenarioSpec *one = &plan.scenario[0], *two = &plan.scenario[1];
    static const NetworkChange WANTED[] = {
        {CHANGE_OPEN, "a", NULL, 6},     {CHANGE_OPEN, "b", NULL, 6},
        {CHANGE_CLOSE, "c", NULL, 8},    {CHANGE_MOVE, "d", "e", 9},
        {CHANGE_REQUIRE, "f", NULL, 10}, {CHANGE_FORBID, "g", NULL, 11}};
    assert_string_equal(one->name, "one");
    assert_string_equal(one->from, "baseline");
    assert_int_equal(one->line, 4);
    assert_int_equal(one->n_changes, 6);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(one->change[i].kind, WANTED[i].kind);
        assert_string_equal(one->change[i].facility, WANTED[i].facility);
        assert_int_equal(one->change[i].line, WANTED[i].line);
        if (WANTED[i].to)
            assert_string_equal(one->change[i].to, WANTED[i].to);
        else
            assert_null(one->change[i].to);
    }
    assert_int_equal(one->catchment, CATCHMENT_HOME);
    assert_false(one->search);
    assert_true(one->names_impedance);
    assert_int_equal(one->impedance, IMPEDANCE_LINE);
    assert_false(two->names_impedance);
    assert_int_equal(one->coverage_m.n, 2);
    assert_true(one->coverage_m.m[1] == 2500);
    assert_int_equal(one->phases.n, 2);
    assert_int_equal(one->phases.phase[0].year, 2025);
    assert_true(one->phases.phase[0].share == 0.25);
    assert_int_equal(one->phases.order, PHASE_UNIT);
    assert_int_equal(two->phases.n, 0);
    assert_string_equal(two->from, "present");
    assert_true(two->search);
    assert_int_equal(two->place.problem, PLACE_FEWEST);
    assert_true(two->place.within_m == 7000);
    assert_int_equal(two->catchment, CATCHMENT_HOME);
    assert_int_equal(two->coverage_m.n, 0);
    plan_free(&plan);
}

static void stand_in_the_order_of_making(void **state) {
    (void)state;
    Plan plan;
    Error error;
    assert_int_equal(read("proposals:\n"
                          "  - {name: p, problem: median, points: 5}\n"
                          "scenarios:\n"
                          "  - {name: c, from: b}\n"
                          "  - {name: b, from: a, place: {problem: median, points: 3, "
                          "points_of: d}}\n"
                          "  - {name: a, from: p}\n"
                          "  - {name: d}\n",
                          &plan, &error),
                     STATUS_OK);
    static const char *const ORDER[] = {"a", "d", "b", "c"};
    assert_int_equal(plan.n_scenarios, 4);
    for (int i = 0; i < 4; i++) assert_string_equal(plan.scenario[i].name, ORDER[i]);
    plan_free(&plan);
}

static void refuses(void **state) {
    (void)state;
    static const struct {
        const char *text;
        long line;
        const char *key, *says;
    } CASES[] = {
        {"scenarios: 5\n", 3, "scenarios", "expected a list"},
        {"scenarios:\n  - {from: present}\n", 4, "name", "this key is missing"},
        {"scenarios:\n  - {name: optimal}\n", 4, "name", "every plan has a scenario of this name"},
        {"scenarios:\n  - {name: a}\n  - {name: a}\n", 5, "name", "a name is used once"},
        {"proposals:\n  - {name: a, problem: median, points: 5}\nscenarios:\n  - {name: a}\n", 6,
         "name", "a name is used once"},
        {"scenarios:\n  - {name: a, opne: [x]}\n", 4, "opne", "unknown key"},
        {"scenarios:\n  - {name: a, open: x}\n", 4, "open", "expected a list of the ids"},
        {"scenarios:\n  - {name: a, move: [x]}\n", 4, "move", "id of the facility it moves to"},
        {"scenarios:\n  - {name: a, close: [[x]]}\n", 4, "close", "expected the id of a facility"},
        {"scenarios:\n  - name: a\n    move:\n      x:\n", 6, "move",
         "expected the id of a facility"},
        {"scenarios:\n  - {name: a, catchment: near}\n", 4, "catchment", "is not one of"},
        {"scenarios:\n  - {name: a, impedance: road}\n", 4, "impedance",
         "\"road\" is not one of: line"},
        {"scenarios:\n  - {name: a, impedance: [line]}\n", 4, "impedance", "expected a text"},
        {"scenarios:\n  - {name: a, coverage_m: [5, 5]}\n", 4, "coverage_m", "rising order"},
        {"scenarios:\n  - {name: a, phases: [2025]}\n", 4, "phases", "expected 1 to 40 years"},
        {"scenarios:\n  - {name: a, phases: {}}\n", 4, "phases", "expected 1 to 40 years"},
        {"scenarios:\n  - {name: a, phases: {2025: 1, 2025: 1}}\n", 4, "phases", "rising order"},
        {"scenarios:\n  - {name: a, phases: {2025.5: 1}}\n", 4, "phases", "rising order"},
        {"scenarios:\n  - {name: a, phases: {1989: 1}}\n", 4, "phases", "out of range"},
        {"scenarios:\n  - {name: a, phases: {2025: 1.5}}\n", 4, "phases", "out of range"},
        {"scenarios:\n  - {name: a, phases: {2025: 0.5, 2026: 0.4}}\n", 4, "phases",
         "does not fall"},
        {"scenarios:\n  - {name: a, phases: {2025: 0.5}}\n", 4, "phases", "all are open: 1"},
        {"scenarios:\n  - {name: a, phase_order: size}\n", 4, "phase_order", "is not one of"},
        {"scenarios:\n  - {name: a, place: {problem: fewst}}\n", 4, "problem",
         "expected one of: one_per_unit"},
        {"scenarios:\n  - {name: a, catchment: any, place: {problem: one_per_unit}}\n", 4,
         "catchment", "write it into \"place\""},
        {"scenarios:\n  - {name: b}\n  - {name: a, from: nobody}\n", 5, "from",
         "\"a\" is made from \"nobody\", and there is no such scenario"},
        {"scenarios:\n  - {name: a, place: {problem: median, points: 3, points_of: nobody}}\n", 4,
         "points_of", "\"a\" is made from \"nobody\""},
        {"scenarios:\n  - {name: z}\n  - {name: a, from: b}\n  - {name: b, from: c}\n"
         "  - {name: c, from: a}\n",
         5, "from", "in a circle, or from one that is: a, b, c"},
        {"scenarios:\n  - {name: a, from: a}\n", 4, "from", "in a circle"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Plan plan;
        Error error;
        if (read(CASES[i].text, &plan, &error) != STATUS_PLAN_FILE)
            fail_msg("case %zu is not refused", i);
        if (error.line != CASES[i].line || strcmp(error.key, CASES[i].key) != 0 ||
            !strstr(error.message, CASES[i].says))
            fail_msg("case %zu: line %ld, key %s: %s", i, error.line, error.key, error.message);
        assert_null(plan.scenario);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_key),
        cmocka_unit_test(stand_in_the_order_of_making),
        cmocka_unit_test(refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
