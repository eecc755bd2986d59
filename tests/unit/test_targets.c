/* Targets of scenarios that are built in phases, and the passports as rows for the plan. */
#include "planner/compare/passports.h"
#include "planner/compare/targets.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/test_support.h"
#include <stdlib.h>
#include <string.h>

static void add(Scenario *scenario, int year, const char *name, double threshold, double value) {
    size_t n = scenario->n_year_figures;
    scenario->year_figure = realloc(scenario->year_figure, (n + 1) * sizeof *scenario->year_figure);
    assert_non_null(scenario->year_figure);
    scenario->year_figure[n] = (YearFigure){year, name, threshold, value, "share"};
    scenario->n_year_figures = n + 1;
}

static const TargetFigure *find(const Scenario *scenario, const char *name, double threshold,
                                double target) {
    for (size_t i = 0; i < scenario->study.n_targets; i++) {
        const TargetFigure *row = &scenario->study.target[i];
        bool same = row->threshold == threshold || (isnan(row->threshold) && isnan(threshold));
        if (same && strcmp(row->name, name) == 0 && row->target == target) return row;
    }
    return NULL;
}

static void both_readings_by_hand(void **state) {
    (void)state;
    Scenario scenario = {0};
    const double units[] = {0.16, 0.80, 0.91}, near[] = {0.40, 0.86, 0.84},
                 far[] = {0.85, 0.90, 0.99};
    for (int y = 0; y < 3; y++) {
        add(&scenario, 2023 + y, "area_share", 5000, near[y]);
        add(&scenario, 2023 + y, "area_share", 10000, far[y]);
        add(&scenario, 2023 + y, "area_share_units_with_point", NAN, units[y]);
        add(&scenario, 2023 + y, "mean_dist_m", NAN, 9 - y);
        add(&scenario, 2023 + y, "points", NAN, 9);
        add(&scenario, 2023 + y, "pop_share", 5000, 1);
    }
    assert_int_equal(targets_fill(&scenario), STATUS_OK);
    assert_int_equal(scenario.study.n_targets, 9); /* three series of three targets */
    const TargetFigure *row = find(&scenario, "area_share_units_with_point", NAN, 0.75);
    assert_true(row->due_year == 0 && row->reached_year == 2024 && row->lasting_year == 2024);
    assert_false(row->in_time); /* the base is due in the first year */
    row = find(&scenario, "area_share_units_with_point", NAN, 0.85);
    assert_true(row->due_year == 2024 && row->reached_year == 2025 && !row->in_time);
    row = find(&scenario, "area_share_units_with_point", NAN, 0.90);
    assert_true(row->due_year == 2027 && row->reached_year == 2025 && row->in_time);
    row = find(&scenario, "area_share_within", 5000, 0.85);
    assert_true(row->reached_year == 2024 && row->lasting_year == 0 && row->in_time);
    row = find(&scenario, "area_share_within", 5000, 0.90);
    assert_true(row->reached_year == 0 && row->lasting_year == 0 && !row->in_time);
    row = find(&scenario, "area_share_within", 10000, 0.75);
    assert_true(row->reached_year == 2023 && row->in_time);
    row = find(&scenario, "area_share_within", 10000, 0.90); /* exactly 0.90 meets it */
    assert_true(row->reached_year == 2024 && row->lasting_year == 2024);
    /* again: the old rows go, the new ones are the same */
    assert_int_equal(targets_fill(&scenario), STATUS_OK);
    assert_int_equal(scenario.study.n_targets, 9);
    scenario_free(&scenario);
}

static void none_without_years(void **state) {
    (void)state;
    Scenario scenario = {0};
    assert_int_equal(targets_fill(&scenario), STATUS_OK);
    assert_int_equal(scenario.study.n_targets, 0);
    add(&scenario, 2025, "points", NAN, 3);
    assert_int_equal(targets_fill(&scenario), STATUS_OK);
    assert_int_equal(scenario.study.n_targets, 0);
    scenario_free(&scenario);
}

static void years_out_of_order_are_a_fault(void **state) {
    (void)state;
    Scenario scenario = {0};
    add(&scenario, 2025, "area_share", 5000, 0.9);
    add(&scenario, 2025, "area_share", 5000, 0.9);
    assert_int_equal(targets_fill(&scenario), STATUS_BAD_ARGUMENT);
    assert_int_equal(scenario.study.n_targets, 0);
    scenario_free(&scenario);
}

/* Every series by passport_reach itself; rows in their order, each key once. */
static void random_years_one_by_one(void **state) {
    (void)state;
    uint64_t seed = 4;
    for (int round = 0; round < 2000; round++) {
        Scenario scenario = {0};
        size_t years = random_below(&seed, 6), thresholds = 1 + random_below(&seed, 3);
        double value[3][6];
        int year[6];
        for (size_t y = 0; y < years; y++) {
            year[y] = (y ? year[y - 1] : 2019) + 1 + (int)random_below(&seed, 2);
            for (size_t t = 0; t < thresholds; t++) {
                value[t][y] = (double)random_below(&seed, 21) / 20;
                add(&scenario, year[y], "area_share", 1000.0 * (double)(t + 1), value[t][y]);
            }
        }
        assert_int_equal(targets_fill(&scenario), STATUS_OK);
        assert_int_equal(scenario.study.n_targets, years ? 3 * thresholds : 0);
        const Passport *passport = passport_find("area_share_within");
        for (size_t t = 0; t < thresholds && years > 0; t++) {
            TargetReach reach[3];
            assert_int_equal(passport_reach(passport, year, value[t], years, reach), STATUS_OK);
            for (int k = 0; k < 3; k++) {
                const TargetFigure *row = &scenario.study.target[3 * t + (size_t)k];
                assert_string_equal(row->name, "area_share_within");
                assert_true(row->threshold == 1000.0 * (double)(t + 1));
                assert_true(row->target == reach[k].target.value);
                assert_int_equal(row->due_year, reach[k].target.due_year);
                assert_int_equal(row->reached_year, reach[k].reached_year);
                assert_int_equal(row->lasting_year, reach[k].lasting_year);
                assert_int_equal(row->in_time, reach[k].in_time);
            }
        }
        scenario_free(&scenario);
    }
}

static void passports_as_rows(void **state) {
    (void)state;
    PlanTables tables = {0};
    size_t n_targets = 0;
    assert_int_equal(targets_put_passports(&tables), STATUS_OK);
    assert_int_equal(tables.n_passports, N_PASSPORTS);
    for (size_t i = 0; i < tables.n_passports; i++) {
        const PassportRow *row = &tables.passport[i];
        const Passport *from = passport_find(row->name);
        assert_non_null(from);
        if (i > 0) assert_true(strcmp(row[-1].name, row->name) < 0);
        assert_string_equal(row->unit, from->unit);
        assert_string_equal(row->purpose, from->purpose);
        assert_string_equal(row->formula, from->formula);
        assert_string_equal(row->source, from->source);
        assert_string_equal(row->frequency, from->frequency);
        assert_string_equal(row->owner, from->owner);
        assert_string_equal(row->limits, from->limits);
        const char *better = from->better == BETTER_LESS   ? "less"
                             : from->better == BETTER_MORE ? "more"
                                                           : "neither";
        assert_string_equal(row->better, better);
        n_targets += from->n_targets;
    }
    assert_int_equal(tables.n_targets, n_targets);
    assert_int_equal(n_targets, 9);
    const double wanted[] = {0.75, 0.85, 0.90};
    const int due[] = {0, 2024, 2027};
    for (size_t i = 0; i < tables.n_targets; i++) {
        assert_true(tables.target[i].value == wanted[i % 3]);
        assert_int_equal(tables.target[i].due_year, due[i % 3]);
        if (i % 3) assert_string_equal(tables.target[i].name, tables.target[i - 1].name);
        assert_string_equal(tables.target[i].source, "PwC 2020, table 16");
    }
    assert_string_equal(tables.target[0].name, "area_share_municipalities_with_point");
    plan_tables_free(&tables);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_readings_by_hand),
        cmocka_unit_test(none_without_years),
        cmocka_unit_test(years_out_of_order_are_a_fault),
        cmocka_unit_test(random_years_one_by_one),
        cmocka_unit_test(passports_as_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
