/* Comparisons as rows, the areas in which most changes, and what scenarios cost beside each other.
 */
#include "planner/access/scopes.h"
#include "planner/compare/comparison_rows.h"
#include "planner/compare/figures.h"
#include "planner/compare/passports.h"
#include "planner/cost/cost_compare.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

/* Numbers from -5 to 5, half of them in halves; some NaN. */
static double any_number(uint64_t *seed) {
    if (random_below(seed, 6) == 0) return NAN;
    return ((double)random_below(seed, 21) - 10) / 2;
}

static double known_number(uint64_t *seed) {
    return (double)random_below(seed, 9);
}

static void fill_rows(uint64_t *seed, size_t areas, size_t thresholds, Comparison *out) {
    out->n_rows = areas * SCOPES * CATCHMENTS;
    out->n_thresholds = out->n_rows * thresholds;
    out->row = calloc(out->n_rows + 1, sizeof *out->row);
    out->threshold = calloc(out->n_thresholds + 1, sizeof *out->threshold);
    for (size_t i = 0; i < out->n_rows; i++) {
        CompareRow *row = &out->row[i];
        row->scope = (Scope)(i / (areas * CATCHMENTS));
        row->area = (int32_t)(i / CATCHMENTS % areas);
        row->catchment = (Catchment)(i % CATCHMENTS);
        row->mean_before_m = any_number(seed), row->mean_after_m = any_number(seed);
        row->median_before_m = any_number(seed), row->median_after_m = any_number(seed);
        row->gain =
            (Change){known_number(seed), 1, known_number(seed), any_number(seed), any_number(seed)};
        row->loss =
            (Change){known_number(seed), 2, known_number(seed), any_number(seed), any_number(seed)};
        for (size_t t = 0; t < thresholds; t++)
            out->threshold[i * thresholds + t] =
                (CompareThreshold){.scope = row->scope,
                                   .area = row->area,
                                   .catchment = row->catchment,
                                   .threshold_m = (double)(thresholds - t) * 1000, /* falling */
                                   .newly_within_pop = known_number(seed),
                                   .newly_beyond_pop = known_number(seed),
                                   .area_gain_m2 = any_number(seed),
                                   .eur_per_newly_within = any_number(seed),
                                   .eur_per_net_within = any_number(seed)};
    }
}

static const ComparisonFigure *figure_at(const ComparisonTable *table, const CompareRow *row,
                                         double threshold, const char *name) {
    const ComparisonFigure *found = NULL;
    for (size_t i = 0; i < table->n; i++) {
        const ComparisonFigure *at = &table->row[i];
        bool same = isnan(threshold) ? isnan(at->threshold) : at->threshold == threshold;
        if (!same || at->scope != (int)row->scope || at->area != row->area ||
            at->catchment != (int)row->catchment || strcmp(at->name, name) != 0)
            continue;
        assert_null(found); /* each key once */
        found = at;
    }
    return found;
}

static void check_figure(const ComparisonTable *table, const CompareRow *row, double threshold,
                         const Figure *figure, size_t *n) {
    const ComparisonFigure *at = figure_at(table, row, threshold, figure->name);
    if (isnan(figure->value)) {
        assert_null(at);
        return;
    }
    assert_non_null(at);
    assert_true(at->value == figure->value);
    assert_string_equal(at->unit, passport_find(figure->name)->unit);
    (*n)++;
}

static void check_order(const ComparisonTable *table) {
    for (size_t i = 1; i < table->n; i++) {
        const ComparisonFigure *a = &table->row[i - 1], *b = &table->row[i];
        double at = isnan(a->threshold) ? -1 : a->threshold,
               bt = isnan(b->threshold) ? -1 : b->threshold;
        int order = a->scope != b->scope           ? a->scope - b->scope
                    : a->area != b->area           ? a->area - b->area
                    : a->catchment != b->catchment ? a->catchment - b->catchment
                    : at != bt                     ? (at > bt) - (at < bt)
                                                   : strcmp(a->name, b->name);
        assert_true(order < 0);
    }
}

static void every_figure_becomes_a_row(void **state) {
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < 40; round++) {
        size_t thresholds = random_below(&seed, 4), n = 0;
        Comparison made = {0};
        ComparisonTable table;
        fill_rows(&seed, 1 + random_below(&seed, 3), thresholds, &made);
        assert_int_equal(comparison_rows("a", "b", &made, &table), STATUS_OK);
        assert_string_equal(table.before, "a");
        assert_string_equal(table.after, "b");
        for (size_t i = 0; i < made.n_rows; i++) {
            Figure figure[COMPARE_FIGURES], at[THRESHOLD_FIGURES];
            figures_of_compare(&made.row[i], figure);
            for (int k = 0; k < COMPARE_FIGURES; k++)
                check_figure(&table, &made.row[i], NAN, &figure[k], &n);
            for (size_t t = 0; t < thresholds; t++) {
                const CompareThreshold *from = &made.threshold[i * thresholds + t];
                figures_of_threshold(from, at);
                for (int k = 0; k < THRESHOLD_FIGURES; k++)
                    check_figure(&table, &made.row[i], from->threshold_m, &at[k], &n);
            }
        }
        assert_int_equal(table.n, n); /* and nothing else */
        check_order(&table);
        free(table.row);
        comparison_free(&made);
    }
}

/* By sorting all of them. */
static int by_net(const void *left, const void *right) {
    const CompareRow *a = *(const CompareRow *const *)left, *b = *(const CompareRow *const *)right;
    double x = comparison_net_person_km(a), y = comparison_net_person_km(b);
    if (x != y) return x > y ? -1 : 1;
    return (a->area > b->area) - (a->area < b->area);
}

static int by_net_falling(const void *left, const void *right) {
    const CompareRow *a = *(const CompareRow *const *)left, *b = *(const CompareRow *const *)right;
    double x = comparison_net_person_km(a), y = comparison_net_person_km(b);
    if (x != y) return x < y ? -1 : 1;
    return (a->area > b->area) - (a->area < b->area);
}

static void those_who_gain_and_lose_most(void **state) {
    (void)state;
    uint64_t seed = 6;
    size_t in_all = 0;
    for (int round = 0; round < 3000; round++) {
        size_t areas = 1 + random_below(&seed, 12), most = random_below(&seed, 6), n = 0;
        Comparison made = {0};
        fill_rows(&seed, areas, 0, &made);
        Scope scope = (Scope)random_below(&seed, SCOPES);
        Catchment catchment = (Catchment)random_below(&seed, CATCHMENTS);
        for (int gain = 0; gain < 2; gain++) {
            const CompareRow *all[12], *found[6];
            n = 0;
            for (size_t i = 0; i < made.n_rows; i++) {
                const CompareRow *row = &made.row[i];
                double net = row->gain.person_km - row->loss.person_km;
                if (row->scope == scope && row->catchment == catchment &&
                    (gain ? net > 0 : net < 0))
                    all[n++] = row;
            }
            qsort(all, n, sizeof *all, gain ? by_net : by_net_falling);
            size_t told = comparison_most(&made, scope, catchment, gain == 1, found, most);
            assert_int_equal(told, n < most ? n : most);
            for (size_t i = 0; i < told; i++) assert_ptr_equal(found[i], all[i]);
            in_all += told;
        }
        comparison_free(&made);
    }
    assert_true(in_all > 1000);
}

/* ---- costs ---- */

static void add_cost(Scenario *scenario, int year, Scope scope, int32_t area, const char *position,
                     double eur) {
    Study *study = &scenario->study;
    study->cost = realloc(study->cost, (study->n_costs + 1) * sizeof *study->cost);
    assert_non_null(study->cost);
    study->cost[study->n_costs++] = (CostFigure){year, (int)scope, area, position, eur};
}

static void means_over_common_years(void **state) {
    (void)state;
    Country country;
    made_country(&country, 4, 2, 2, 4); /* 4 units, 2 municipalities, 1 region, the country */
    Scenario scenario[3];
    memset(scenario, 0, sizeof scenario);
    const double base[] = {100, 200, 300}, other[] = {150, 230, 390};
    for (int y = 0; y < 3; y++) {
        add_cost(&scenario[0], 2024 - y, SCOPE_COUNTRY, 0, "network_cost", base[2 - y]);
        add_cost(&scenario[0], 2024 - y, SCOPE_COUNTRY, 0, "state_budget", -1);
        add_cost(&scenario[0], 2024 - y, SCOPE_MUNICIPALITY, 1, "network_cost", 10);
        add_cost(&scenario[1], 2022 + y, SCOPE_COUNTRY, 0, "network_cost", other[y]);
        add_cost(&scenario[1], 2022 + y, SCOPE_MUNICIPALITY, 1, "network_cost", 14 + 3 * y);
    }
    add_cost(&scenario[1], 2025, SCOPE_COUNTRY, 0, "network_cost", 9000); /* nobody else's year */
    add_cost(&scenario[2], 2022, SCOPE_COUNTRY, 0, "other", 7); /* no costs of a network */
    CostSpan span;
    assert_int_equal(cost_common_years(scenario, 3, &span), STATUS_OK);
    assert_int_equal(span.n, 3);
    assert_true(span.year[0] == 2022 && span.year[1] == 2023 && span.year[2] == 2024);
    assert_true(cost_mean_a_year(&scenario[0], SCOPE_COUNTRY, 0, "network_cost", &span) == 200);
    assert_true(cost_mean_a_year(&scenario[0], SCOPE_COUNTRY, 0, "state_budget", &span) == -1);
    assert_true(isnan(cost_mean_a_year(&scenario[2], SCOPE_COUNTRY, 0, "network_cost", &span)));
    assert_true(
        isnan(cost_mean_a_year(&scenario[0], SCOPE_MUNICIPALITY, 0, "network_cost", &span)));
    double eur[8];
    cost_extra_a_year(&country, &scenario[0], &scenario[1], &span, eur);
    assert_true(eur[7] == 770.0 / 3 - 200); /* the country */
    assert_true(isnan(eur[4]) && eur[5] == 17.0 - 10);
    for (int slot = 0; slot < 4; slot++) assert_true(isnan(eur[slot]));
    assert_true(isnan(eur[6]));
    cost_extra_a_year(&country, &scenario[0], &scenario[2], &span, eur);
    assert_true(isnan(eur[7]) && isnan(eur[5]));
    free(span.year);
    /* no year in common, and no costs at all */
    scenario[0].study.n_costs = 3; /* only 2024 */
    scenario[1].study.n_costs = 2; /* only 2022 */
    assert_int_equal(cost_common_years(scenario, 3, &span), STATUS_OK);
    assert_int_equal(span.n, 0);
    assert_true(isnan(cost_mean_a_year(&scenario[0], SCOPE_COUNTRY, 0, "network_cost", &span)));
    free(span.year);
    assert_int_equal(cost_common_years(&scenario[2], 1, &span), STATUS_OK);
    assert_int_equal(span.n, 0);
    free(span.year);
    for (int s = 0; s < 3; s++) scenario_free(&scenario[s]);
    country_free(&country);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_figure_becomes_a_row),
        cmocka_unit_test(those_who_gain_and_lose_most),
        cmocka_unit_test(means_over_common_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
