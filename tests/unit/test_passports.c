/* Every figure has its passport, and the year in which a series of phases meets its targets. */
#include "planner/access/measures.h"
#include "planner/compare/figures.h"
#include "planner/compare/kpis.h"
#include "planner/compare/passports.h"
#include "planner/scenario/evaluate.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

static void nothing_is_left_blank(void **state) {
    (void)state;
    for (size_t i = 0; i < N_PASSPORTS; i++) {
        const Passport *p = &PASSPORT[i];
        const char *text[] = {p->name,   p->unit,      p->purpose, p->formula,
                              p->source, p->frequency, p->owner,   p->limits};
        for (size_t t = 0; t < sizeof text / sizeof *text; t++)
            assert_true(text[t] && strlen(text[t]) > 0);
        assert_ptr_equal(passport_find(p->name), p); /* no name twice */
        for (size_t t = 0; t < p->n_targets; t++) {
            assert_non_null(p->target[t].source);
            if (t > 0) assert_true(p->target[t].due_year > p->target[t - 1].due_year);
        }
    }
    assert_null(passport_find("no_such_thing"));
    assert_null(passport_find(""));
}

/* Every indicator of a scenario, and every row of the table of scenarios, with its unit. */
static void every_figure_has_one(void **state) {
    (void)state;
    Country country;
    made_country(&country, 4, 2, 2, 4);
    made_facility(&country, "a", FACILITY_VPVKAC, 1000, 1000, 0);
    made_facility(&country, "b", FACILITY_LIBRARY, 11000, 1000, 1);
    for (int u = 0; u < 4; u++)
        made_demand(&country, u % 2 * 10000 + 3000, u / 2 * 10000 + 3000, 5 + u, u);
    MeasureRules measure = {700, 100, 1};
    Measures measures;
    Scenario scenario;
    double coverage_m[] = {5000};
    EvaluateRules rules = {coverage_m, 1, 700, 1, NULL};
    assert_int_equal(measure_all(&country, &measure, &measures), STATUS_OK);
    assert_int_equal(scenario_baseline(&country, &measures, &rules, &scenario), STATUS_OK);
    assert_true(scenario.n_indicators > 30);
    for (size_t i = 0; i < scenario.n_indicators; i++) {
        const Passport *passport = passport_find(scenario.indicator[i].name);
        assert_non_null(passport);
        assert_string_equal(passport->unit, scenario.indicator[i].unit);
    }
    const Scenario *column[] = {&scenario};
    const Country *people[] = {&country};
    KpiTable table;
    assert_int_equal(kpis_of(people, column, 1, 2000, &table), STATUS_OK);
    assert_true(table.n > 30);
    for (size_t i = 0; i < table.n; i++) {
        const Passport *passport = passport_find(table.row[i].name);
        assert_non_null(passport);
        assert_string_equal(passport->unit, table.row[i].unit);
    }
    kpis_free(&table);
    scenario_free(&scenario);
    measures_free(&measures);
    country_free(&country);
}

/* The figures of comparisons, closings and services: names, units and the values behind them. */
static void every_named_figure_has_one(void **state) {
    (void)state;
    CompareRow compare = {
        .mean_before_m = 9, .mean_after_m = 7, .median_before_m = 5, .median_after_m = 8};
    compare.gain = (Change){1, 2, 3, 4, 5};
    compare.loss = (Change){11, 12, 13, 14, 15};
    compare.unchanged_pop = 20, compare.opened = 21, compare.closed = 22, compare.kept = 23;
    CompareThreshold at = {.newly_within_pop = 31,
                           .newly_beyond_pop = 32,
                           .area_gain_m2 = 33,
                           .eur_per_newly_within = 34,
                           .eur_per_net_within = 35};
    Closing closing = {
        .pop = 41, .unserved_pop = 42, .person_km = 43, .mean_m = 44, .most_m = 45, .rank = 46};
    Compliance service = {.share = 51, .gap_pop = 52, .points = 53};
    ServiceSummary summary = {.units_met = 61, .units_unmet = 62};
    Figure figure[COMPARE_FIGURES + THRESHOLD_FIGURES + CLOSING_FIGURES + SERVICE_FIGURES +
                  SERVICE_SUMMARY_FIGURES];
    static const struct {
        const char *name, *unit;
        double value;
    } expected[] = {
        {"mean_change_m", "m", -2},
        {"median_change_m", "m", 3},
        {"gainers_pop", "persons", 1},
        {"gain_person_km", "person-km", 3},
        {"gain_mean_m", "m", 4},
        {"gain_largest_m", "m", 5},
        {"newly_reached_pop", "persons", 2},
        {"losers_pop", "persons", 11},
        {"loss_person_km", "person-km", 13},
        {"loss_mean_m", "m", 14},
        {"loss_largest_m", "m", 15},
        {"newly_unreached_pop", "persons", 12},
        {"unchanged_pop", "persons", 20},
        {"points_opened", "count", 21},
        {"points_closed", "count", 22},
        {"points_kept", "count", 23},
        {"newly_within_pop", "persons", 31},
        {"newly_beyond_pop", "persons", 32},
        {"area_gain_m2", "m2", 33},
        {"eur_per_newly_within", "EUR", 34},
        {"eur_per_net_within", "EUR", 35},
        {"closing_pop", "persons", 41},
        {"closing_unserved_pop", "persons", 42},
        {"closing_person_km", "person-km", 43},
        {"closing_mean_m", "m", 44},
        {"closing_most_m", "m", 45},
        {"closing_rank", "count", 46},
        {"service_share", "share", 51},
        {"service_gap_pop", "persons", 52},
        {"service_points", "count", 53},
        {"service_units_met", "count", 61},
        {"service_units_unmet", "count", 62},
    };
    Figure *next = figure;
    figures_of_compare(&compare, next);
    figures_of_threshold(&at, next += COMPARE_FIGURES);
    figures_of_closing(&closing, next += THRESHOLD_FIGURES);
    figures_of_service(&service, next += CLOSING_FIGURES);
    figures_of_services(&summary, next += SERVICE_FIGURES);
    assert_int_equal(sizeof figure / sizeof *figure, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < sizeof figure / sizeof *figure; i++) {
        assert_string_equal(figure[i].name, expected[i].name);
        assert_true(figure[i].value == expected[i].value);
        assert_non_null(passport_find(figure[i].name));
        assert_string_equal(passport_find(figure[i].name)->unit, expected[i].unit);
    }
}

static void the_territory_target_is_the_documents(void **state) {
    (void)state;
    const char *const reading[] = {"area_share_units_with_point",
                                   "area_share_municipalities_with_point", "area_share_within"};
    for (int r = 0; r < 3; r++) {
        const Passport *passport = passport_find(reading[r]);
        assert_int_equal(passport->n_targets, 3);
        assert_true(passport->better == BETTER_MORE);
        assert_true(passport->target[0].due_year == 0 && passport->target[0].value == 0.75);
        assert_true(passport->target[1].due_year == 2024 && passport->target[1].value == 0.85);
        assert_true(passport->target[2].due_year == 2027 && passport->target[2].value == 0.90);
    }
    assert_int_equal(passport_find("mean_dist_m")->n_targets, 0);
}

static void the_year_by_hand(void **state) {
    (void)state;
    const Passport *passport = passport_find("area_share_within");
    int year[] = {2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028};
    double value[] = {0.70, NAN, 0.86, 0.84, 0.85, 0.89, NAN, 0.90};
    TargetReach reach[3];
    assert_int_equal(passport_reach(passport, year, value, 8, reach), STATUS_OK);
    assert_true(reach[0].reached_year == 2023 && !reach[0].in_time); /* not where it starts */
    assert_true(reach[0].lasting_year == 2023);
    assert_true(reach[1].reached_year == 2023 && reach[1].in_time);
    assert_int_equal(reach[1].lasting_year, 2025); /* 2024 falls back */
    assert_true(reach[2].reached_year == 2028 && !reach[2].in_time);
    value[0] = 0.75; /* exactly */
    value[7] = 0.8999;
    assert_int_equal(passport_reach(passport, year, value, 8, reach), STATUS_OK);
    assert_true(reach[0].reached_year == 2021 && reach[0].in_time);
    assert_true(reach[2].reached_year == 0 && reach[2].lasting_year == 0 && !reach[2].in_time);
    value[6] = 0.95;
    assert_int_equal(passport_reach(passport, year, value, 8, reach), STATUS_OK);
    assert_true(reach[2].reached_year == 2027 && reach[2].in_time);
    assert_int_equal(reach[2].lasting_year, 0); /* and it is lost again */
    assert_int_equal(passport_reach(passport, year, value, 0, reach), STATUS_OK);
    assert_true(reach[0].reached_year == 0 && !reach[0].in_time);
    year[3] = 2023;
    assert_int_equal(passport_reach(passport, year, value, 8, reach), STATUS_BAD_ARGUMENT);
    year[0] = 0;
    assert_int_equal(passport_reach(passport, year, value, 1, reach), STATUS_BAD_ARGUMENT);
}

/* From the words of the header, each year by itself; both directions. */
static void the_year_from_the_definition(void **state) {
    (void)state;
    uint64_t seed = 9;
    for (int round = 0; round < 3000; round++) {
        Target target[] = {{0, (double)random_below(&seed, 5), "x"},
                           {2024, (double)random_below(&seed, 5), "x"}};
        Passport passport = {
            .better = round % 2 ? BETTER_LESS : BETTER_MORE, .target = target, .n_targets = 2};
        int year[8];
        double value[8];
        size_t n = random_below(&seed, 9);
        for (size_t i = 0; i < n; i++) {
            year[i] = (i ? year[i - 1] : 2020) + 1 + (int)random_below(&seed, 2);
            value[i] = random_below(&seed, 5) ? (double)random_below(&seed, 5) : NAN;
        }
        TargetReach reach[2];
        assert_int_equal(passport_reach(&passport, year, value, n, reach), STATUS_OK);
        for (int t = 0; t < 2; t++) {
            int reached = 0, lasting = 0, first = 0;
            for (size_t i = n; i-- > 0;) {
                bool ok = round % 2 ? value[i] <= target[t].value : value[i] >= target[t].value;
                if (isnan(value[i])) continue;
                first = year[i];
                if (ok) reached = year[i];
                bool lasts = ok;
                for (size_t j = i; j < n; j++)
                    if (round % 2 ? value[j] > target[t].value : value[j] < target[t].value)
                        lasts = false;
                if (lasts) lasting = year[i];
            }
            assert_int_equal(reach[t].reached_year, reached);
            assert_int_equal(reach[t].lasting_year, lasting);
            bool in_time = reached && (t == 0 ? reached == first : reached <= 2024);
            assert_int_equal(reach[t].in_time, in_time);
            assert_true(reach[t].target.value == target[t].value);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_left_blank),
        cmocka_unit_test(every_figure_has_one),
        cmocka_unit_test(every_named_figure_has_one),
        cmocka_unit_test(the_territory_target_is_the_documents),
        cmocka_unit_test(the_year_by_hand),
        cmocka_unit_test(the_year_from_the_definition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
