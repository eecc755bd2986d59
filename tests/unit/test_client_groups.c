/* Groups of people on a country that can be counted by eye, and their closed forms. */
#include "planner/access/client_groups.h"
#include "planner/access/equity.h"
#include "planner/access/measures.h"
#include "planner/compare/compare_groups.h"
#include "planner/compare/comparison_rows.h"
#include "planner/compare/figures.h"
#include "planner/compare/kpis.h"
#include "planner/compare/passports.h"
#include "planner/demand/forecast.h"
#include "planner/scenario/population_year.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"

/*
 * Four units, municipalities {0, 1} and {2, 3}; people and their distances by hand:
 *   unit    0          1          2          3
 *   people  30 + 10    20         40         none
 *   before  1, 3 km    2 km       none       -        (catchment any)
 *   after   1, 1 km    4 km       1 km       -
 * Groups: 0 "old" 20, 10, not known, 5; 1 "all" 40, 20, 40, 0; 2 "none" 0, 0, 0, 0.
 */
typedef struct Fixture {
    Country country;
    Assignment any[2][4], home[4];
    Scenario before, after;
} Fixture;

static const double GROUP_POP[] = {20, 10, NAN, 5, 40, 20, 40, 0, 0, 0, 0, 0};
static const UnitSeries GROUP[] = {
    {"old", NULL, NULL, 0}, {"all", "all", NULL, 0}, {"none", NULL, NULL, 0}};

static void fixture_open(Fixture *f) {
    memset(f, 0, sizeof *f);
    made_country(&f->country, 4, 2, 2, 4);
    made_demand(&f->country, 0, 0, 30, 0);
    made_demand(&f->country, 0, 0, 10, 0);
    made_demand(&f->country, 0, 0, 20, 1);
    made_demand(&f->country, 0, 0, 40, 2);
    f->country.n_groups = 3;
    f->country.group = malloc(sizeof GROUP);
    f->country.group_pop = malloc(sizeof GROUP_POP);
    memcpy(f->country.group, GROUP, sizeof GROUP);
    memcpy(f->country.group_pop, GROUP_POP, sizeof GROUP_POP);
    static const double KM[2][4] = {{1, 3, 2, INFINITY}, {1, 1, 4, 1}};
    for (int s = 0; s < 2; s++)
        for (int d = 0; d < 4; d++)
            f->any[s][d] = (Assignment){isinf(KM[s][d]) ? -1 : 0, KM[s][d] * 1000};
    for (int d = 0; d < 4; d++) f->home[d] = (Assignment){-1, INFINITY};
    f->before = (Scenario){.name = "before", .assignment = {f->any[0], f->home}};
    f->after = (Scenario){.name = "after", .assignment = {f->any[1], f->home}};
}

static void fixture_close(Fixture *f) {
    country_free(&f->country);
}

typedef GroupTable Told;

static Told told(const Fixture *f, const Scenario *scenario, double beyond_m) {
    static const double THRESHOLD[] = {999, 1000, 3000};
    GroupRules rules = {THRESHOLD, 3, beyond_m};
    Told told;
    assert_int_equal(group_figures(&f->country, scenario->assignment, &rules, &told.row, &told.n),
                     STATUS_OK);
    return told;
}

static double any(const Told *told, int group, const char *name, double threshold) {
    return group_value(told->row, told->n, group, CATCHMENT_ANY, name, threshold);
}

#define ASSERT_NEAR(a, b) assert_true(fabs((a) - (b)) < 1e-12)

/* Old: 15 at 1 km, 5 at 3 km, 10 at 2 km; the 5 of the unit without demand have no place. */
static void spread_over_the_unit(void **state) {
    (void)state;
    Fixture f;
    GroupCountry people;
    fixture_open(&f);
    assert_int_equal(group_country(&f.country, 0, &people), STATUS_OK);
    const double expected[] = {15, 5, 10, 0};
    for (int d = 0; d < 4; d++) assert_true(people.country.demand[d].pop == expected[d]);
    assert_true(people.country.unit[0].demand_pop == 20 && people.country.unit[2].demand_pop == 0);
    assert_true(f.country.unit[0].demand_pop == 40 && f.country.demand[0].pop == 30);
    group_country_free(&people);
    assert_null(people.country.demand);
    fixture_close(&f);
}

static void figures_by_eye(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    Told t = told(&f, &f.before, 2000);
    assert_true(any(&t, 0, "group_pop", NAN) == 30);
    assert_true(any(&t, 0, "unreached_pop", NAN) == 0); /* the unknown are nobody */
    assert_true(any(&t, 1, "group_pop", NAN) == 100 && any(&t, 1, "unreached_pop", NAN) == 40);
    ASSERT_NEAR(any(&t, 0, "mean_dist_m", NAN), (15 * 1000 + 5 * 3000 + 10 * 2000) / 30.0);
    assert_true(any(&t, 0, "median_dist_m", NAN) == 1000); /* 15 of 30 are half */
    assert_true(any(&t, 0, "p90_dist_m", NAN) == 3000);
    assert_true(any(&t, 0, "pop_share_within", 999) == 0);
    assert_true(any(&t, 0, "pop_share_within", 1000) == 0.5);
    assert_true(any(&t, 0, "pop_share_within", 3000) == 1);
    assert_true(any(&t, 1, "pop_share_within", 3000) == 0.6); /* of all, the unreached too */
    /* beyond 2 km: 5 of 30 at 3 km, a gap of one half; 2 km itself is within */
    ASSERT_NEAR(any(&t, 0, "fgt0_dist", 2000), 5 / 30.0);
    ASSERT_NEAR(any(&t, 0, "fgt1_dist", 2000), 2.5 / 30.0);
    ASSERT_NEAR(any(&t, 0, "fgt2_dist", 2000), 1.25 / 30.0);
    ASSERT_NEAR(any(&t, 1, "beyond_share", 2000), (10 + 40) / 100.0);
    /* Σ Σ wᵢ wⱼ |xᵢ − xⱼ| = 2 (15·5·2 + 15·10·1 + 5·10·1) km, mean 5/3 km */
    ASSERT_NEAR(any(&t, 0, "gini_dist", NAN), 2 * 350 / (2 * 900 * (5 / 3.0)));
    ASSERT_NEAR(any(&t, 0, "theil_dist", NAN),
                (15 * 0.6 * log(0.6) + 5 * 1.8 * log(1.8) + 10 * 1.2 * log(1.2)) / 30);
    ASSERT_NEAR(any(&t, 0, "palma_dist", NAN), 3 * 3.0 / 12); /* 3 at 3 km over 12 at 1 km */
    free(t.row);
    fixture_close(&f);
}

/* The group that everybody is in has the figures of everybody; the one of nobody has none. */
static void everybody_and_nobody(void **state) {
    (void)state;
    Fixture f;
    Equity all;
    double *rank = NULL;
    fixture_open(&f);
    Told t = told(&f, &f.before, 1500);
    assert_int_equal(people_rank(&f.country, &rank), STATUS_OK);
    assert_int_equal(equity_of_demand(&f.country, f.any[0], 1500, rank, NULL, 0, &all, NULL),
                     STATUS_OK);
    assert_true(any(&t, 1, "gini_dist", NAN) == all.gini);
    assert_true(any(&t, 1, "theil_dist", NAN) == all.theil);
    assert_true(any(&t, 1, "palma_dist", NAN) == all.palma);
    assert_true(any(&t, 1, "concentration_dist", NAN) == all.concentration);
    assert_true(any(&t, 1, "fgt1_dist", 1500) == all.fgt[1]);
    assert_true(any(&t, 1, "beyond_share", 1500) == all.beyond_share);
    free(rank);
    assert_true(any(&t, 2, "group_pop", NAN) == 0);
    for (size_t i = 0; i < t.n; i++) {
        assert_false(isnan(t.row[i].value));
        if (t.row[i].group == 2)
            assert_true(strcmp(t.row[i].name, "group_pop") == 0 ||
                        strcmp(t.row[i].name, "unreached_pop") == 0);
        /* nobody reaches a point of the own municipality: no distance, all beyond it */
        if (t.row[i].group == 1 && t.row[i].catchment == CATCHMENT_HOME)
            assert_true(strcmp(t.row[i].unit, "m") != 0);
    }
    assert_true(group_value(t.row, t.n, 1, CATCHMENT_HOME, "beyond_share", 1500) == 1);
    free(t.row);
    t = told(&f, &f.before, NAN); /* without a long way nothing of it is told */
    for (size_t i = 0; i < t.n; i++) assert_null(strstr(t.row[i].name, "fgt"));
    assert_true(isnan(any(&t, 1, "beyond_share", NAN)));
    free(t.row);
    f.country.n_groups = 0;
    t = told(&f, &f.before, 1500);
    assert_true(t.n == 0);
    free(t.row);
    fixture_close(&f);
}

/* Units 0 and 1 with 40 at the mean of 1.5 km and 20 at 2 km: R − ½ is −1/6 and 1/3. */
static void ranked_by_the_plan(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    double value[] = {-7, 100, NAN, 3}; /* the order counts, not the size */
    f.country.rank_value = malloc(sizeof value);
    memcpy(f.country.rank_value, value, sizeof value);
    assert_string_equal(concentration_name(&f.country), "concentration_ranked_dist");
    f.any[0][3] = (Assignment){0, 50000}; /* far, but unranked: it plays no part */
    Told t = told(&f, &f.before, NAN);
    ASSERT_NEAR(any(&t, 1, "concentration_ranked_dist", NAN),
                2 * (60 * (-1 / 6.0) * 1000 + 40 * (1 / 3.0) * 1000) / 100000);
    assert_true(any(&t, 1, "concentration_ranked_dist", NAN) > 0); /* the rich travel farther */
    assert_true(isnan(any(&t, 1, "concentration_dist", NAN)));
    free(t.row);
    f.country.rank_value[0] = 101; /* turned round */
    t = told(&f, &f.before, NAN);
    ASSERT_NEAR(any(&t, 1, "concentration_ranked_dist", NAN),
                2 * (60 * (1 / 6.0) * 1000 - 40 * (1 / 3.0) * 1000) / 100000);
    free(t.row);
    f.country.rank_value[1] = 101; /* alike: nobody is before another */
    t = told(&f, &f.before, NAN);
    ASSERT_NEAR(any(&t, 1, "concentration_ranked_dist", NAN), 0);
    free(t.row);
    const Scenario *scenario[] = {&f.before};
    const Country *people[] = {&f.country};
    KpiTable table; /* the table of scenarios takes the ranking as well */
    assert_int_equal(kpis_of(people, scenario, 1, 2000, &table), STATUS_OK);
    assert_non_null(kpis_find(&table, "concentration_ranked_dist", CATCHMENT_ANY, NAN));
    assert_null(kpis_find(&table, "concentration_dist", CATCHMENT_ANY, NAN));
    kpis_free(&table);
    fixture_close(&f);
}

static double change_row(const ComparisonTable *table, int group, const char *name,
                         double threshold) {
    double value = NAN;
    for (size_t i = 0; i < table->n; i++) {
        const ComparisonFigure *row = &table->row[i];
        bool same = isnan(threshold) ? isnan(row->threshold) : row->threshold == threshold;
        if (row->scope == SCOPE_GROUP && row->area == group && row->catchment == CATCHMENT_ANY &&
            same && strcmp(row->name, name) == 0) {
            assert_true(isnan(value)); /* each once */
            value = row->value;
        }
    }
    return value;
}

/* Old: 5 come 2 km nearer, 10 go 2 km farther, 15 stay. All: 40 reach a point at last. */
static void who_gains(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    const double threshold[] = {1000, 2500};
    CompareRules rules = {1, threshold, 2, NULL};
    Comparison made;
    ComparisonTable table;
    assert_int_equal(compare_scenarios(&f.country, &f.before, &f.after, &rules, &made), STATUS_OK);
    size_t rows = made.n_rows;
    Told before = told(&f, &f.before, 2000), after = told(&f, &f.after, 2000);
    const GroupedScenario from = {&f.before, &before}, to = {&f.after, &after};
    assert_int_equal(compare_groups(&f.country, &from, &to, &rules, 2000, &made), STATUS_OK);
    assert_int_equal(made.n_rows, rows);
    assert_int_equal(made.n_group_rows, 3 * CATCHMENTS);
    assert_int_equal(made.n_group_thresholds, 3 * CATCHMENTS * 2);
    assert_int_equal(comparison_rows("before", "after", &made, &table), STATUS_OK);
    assert_true(change_row(&table, 0, "gainers_pop", NAN) == 5);
    assert_true(change_row(&table, 0, "losers_pop", NAN) == 10);
    assert_true(change_row(&table, 0, "unchanged_pop", NAN) == 15);
    assert_true(change_row(&table, 0, "gain_mean_m", NAN) == 2000);
    assert_true(change_row(&table, 0, "loss_person_km", NAN) == 20);
    assert_true(change_row(&table, 1, "newly_reached_pop", NAN) == 40);
    assert_true(change_row(&table, 1, "gainers_pop", NAN) == 50);
    ASSERT_NEAR(change_row(&table, 0, "mean_change_m", NAN),
                (20 * 1000 + 10 * 4000) / 30.0 - 50000 / 30.0);
    assert_true(change_row(&table, 0, "newly_within_pop", 1000) == 5);
    assert_true(change_row(&table, 0, "newly_beyond_pop", 2500) == 10);
    ASSERT_NEAR(change_row(&table, 0, "fgt0_change", 2000), 10 / 30.0 - 5 / 30.0);
    ASSERT_NEAR(change_row(&table, 0, "fgt1_change", 2000), 10 / 30.0 - 2.5 / 30.0);
    ASSERT_NEAR(change_row(&table, 0, "fgt2_change", 2000), 10 / 30.0 - 1.25 / 30.0);
    ASSERT_NEAR(change_row(&table, 1, "beyond_share_change", 2000), 20 / 100.0 - 50 / 100.0);
    /* after: 20 at 1 km, 10 at 4 km: 2 · 20 · 10 · 3 / (2 · 900 · 2) */
    ASSERT_NEAR(change_row(&table, 0, "gini_change", NAN),
                1200 / 3600.0 - 2 * 350 / (2 * 900 * (5 / 3.0)));
    assert_true(change_row(&table, 0, "theil_change", NAN) ==
                any(&after, 0, "theil_dist", NAN) - any(&before, 0, "theil_dist", NAN));
    assert_true(change_row(&table, 0, "palma_change", NAN) ==
                any(&after, 0, "palma_dist", NAN) - any(&before, 0, "palma_dist", NAN));
    assert_true(change_row(&table, 0, "concentration_change", NAN) ==
                any(&after, 0, "concentration_dist", NAN) -
                    any(&before, 0, "concentration_dist", NAN));
    free(before.row);
    free(after.row);
    for (size_t i = 0; i < table.n; i++) { /* no points, no territory, no money; all explained */
        const ComparisonFigure *row = &table.row[i];
        if (row->scope != SCOPE_GROUP) continue;
        assert_true(strncmp(row->name, "points", 6) != 0 && strncmp(row->name, "area", 4) != 0 &&
                    strncmp(row->name, "eur", 3) != 0);
        assert_non_null(passport_find(row->name));
        assert_string_equal(passport_find(row->name)->unit, row->unit);
        if (i > 0) assert_true(table.row[i - 1].scope <= row->scope);
    }
    free(table.row);
    comparison_free(&made);
    assert_null(made.group_row);
    fixture_close(&f);
}

static void figures_are_explained(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    Told t = told(&f, &f.before, 2000);
    assert_true(t.n > 10);
    for (size_t i = 0; i < t.n; i++) {
        assert_non_null(passport_find(t.row[i].name));
        assert_string_equal(passport_find(t.row[i].name)->unit, t.row[i].unit);
    }
    free(t.row);
    assert_non_null(passport_find("concentration_ranked_dist"));
    f.before.assignment[CATCHMENT_HOME] = NULL;
    Comparison made = {0};
    CompareRules rules = {.tolerance_m = 1};
    const GroupTable none = {NULL, 0};
    const GroupedScenario from = {&f.before, &none}, to = {&f.after, &none};
    assert_int_equal(compare_groups(&f.country, &from, &to, &rules, 2000, &made),
                     STATUS_BAD_ARGUMENT);
    assert_null(made.group_row);
    fixture_close(&f);
}

/* In another year a group stays the same share of its unit. */
static void in_another_year(void **state) {
    (void)state;
    Fixture f;
    fixture_open(&f);
    int year[] = {2020, 2030};
    double pop[] = {10, 5, 8, 12, NAN, NAN, 1, 1};
    f.country.n_pop_years = 2;
    f.country.pop_year = malloc(sizeof year);
    f.country.pop_of_year = malloc(sizeof pop);
    memcpy(f.country.pop_year, year, sizeof year);
    memcpy(f.country.pop_of_year, pop, sizeof pop);
    PopulatedCountry then;
    GroupCountry people;
    PopulationSpec spec = {.year = 2030, .base_year = 2020, .method = FORECAST_LINEAR};
    Error error = {0};
    assert_int_equal(population_of_year(&f.country, &spec, "x", &then, &error), STATUS_OK);
    assert_int_equal(group_country(&then.country, 0, &people), STATUS_OK);
    const double expected[] = {7.5, 2.5, 15, 0};
    for (int d = 0; d < 4; d++) assert_true(people.country.demand[d].pop == expected[d]);
    assert_true(isnan(then.country.group_pop[2]));
    assert_true(f.country.group_pop[0] == 20); /* the plan's own stay */
    group_country_free(&people);
    populated_free(&then);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spread_over_the_unit),
        cmocka_unit_test(figures_by_eye),
        cmocka_unit_test(everybody_and_nobody),
        cmocka_unit_test(ranked_by_the_plan),
        cmocka_unit_test(who_gains),
        cmocka_unit_test(figures_are_explained),
        cmocka_unit_test(in_another_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
