/* Tests of layers/store: the price of a scenario put into a plan that is there. */
#include "tests/unit/change_support.h"

static CostFigure FIRST[] = {{2022, SCOPE_MUNICIPALITY, 0, "network_cost", 10},
                             {2022, SCOPE_COUNTRY, 0, "network_cost", 30},
                             {2022, SCOPE_COUNTRY, 0, "state_budget", -20}};
static CostFigure SECOND[] = {{2023, SCOPE_COUNTRY, 0, "network_cost", 40}};
static SensitivityFigure SWING[] = {{"network_cost", "training", 0.1, 30, 29, 31, true}};

static Scenario priced(const Fixture *fixture, const char *name, CostFigure *cost, size_t n_costs,
                       size_t n_swings) {
    Scenario scenario = variant(fixture, name, 1);
    scenario.study.cost = cost;
    scenario.study.n_costs = n_costs;
    scenario.study.sensitivity = SWING;
    scenario.study.n_sensitivities = n_swings;
    scenario.parameters = n_swings ? "{\"costs\":{\"scheme\":\"A\"}}" : "{}";
    return scenario;
}

static Status put(const Fixture *fixture, const Scenario *scenario, Error *error) {
    Store *store = open_plan(fixture->plan, true);
    Status status = store_begin(store, error);
    if (status == STATUS_OK) status = store_put_costs(store, &fixture->country, scenario, error);
    if (status == STATUS_OK) status = store_end(store, error);
    store_close(store);
    return status;
}

/* Only the price is looked at: a scenario without anything else takes nothing away. */
static void put_price(const Fixture *fixture, const Scenario *scenario) {
    Error error = {0};
    Scenario bare = {
        .name = scenario->name, .parameters = scenario->parameters, .study = scenario->study};
    ok(put(fixture, &bare, &error), &error);
}

static void test_as_if_written_at_once(void **state) {
    Fixture *fixture = *state;
    Scenario plain[] = {priced(fixture, "present", FIRST, 3, 1),
                        priced(fixture, "baseline", NULL, 0, 0)},
             full[] = {plain[0], priced(fixture, "baseline", FIRST, 3, 1)},
             other[] = {plain[0], priced(fixture, "baseline", SECOND, 1, 0)};
    write_plan(fixture, full, 2);
    char *with_first = dump(fixture->plan);
    write_plan(fixture, other, 2);
    char *with_second = dump(fixture->plan);
    write_plan(fixture, plain, 2);
    char *without = dump(fixture->plan);
    assert_string_not_equal(with_first, with_second);
    put_price(fixture, &full[1]);
    assert_unchanged(fixture, with_first);
    put_price(fixture, &full[1]);
    assert_unchanged(fixture, with_first);
    put_price(fixture, &other[1]);
    assert_unchanged(fixture, with_second);
    put_price(fixture, &plain[1]);
    assert_unchanged(fixture, without);
    assert_sound(fixture);
    free(with_first);
    free(with_second);
    free(without);
}

static void test_failure_leaves_the_plan(void **state) {
    Fixture *fixture = *state;
    Error error = {0};
    CostFigure twice[] = {SECOND[0], SECOND[0]};
    Scenario scenario[] = {priced(fixture, "present", FIRST, 3, 1),
                           priced(fixture, "present", twice, 2, 0),
                           priced(fixture, "nobody", SECOND, 1, 0)};
    write_plan(fixture, scenario, 1);
    char *before = dump(fixture->plan);
    assert_int_equal(put(fixture, &scenario[1], &error), STATUS_DATABASE);
    assert_unchanged(fixture, before);
    assert_int_equal(put(fixture, &scenario[2], &error), STATUS_DATABASE);
    assert_unchanged(fixture, before);
    free(before);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_as_if_written_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_failure_leaves_the_plan, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
