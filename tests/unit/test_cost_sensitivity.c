/* The sensitivity of priced scenarios against its slow twin: each of them priced again with the
 * changed number, for every assumption and series, every kind of services, own points and given
 * ones, and the ranking. */
#include "planner/cost/tornado.h"
#include "tests/unit/scenario_cost_support.h"

enum { TWINS = 3, TWIN_FACILITIES = 32 };

static double demand_services[7 * TWIN_FACILITIES];
static const char *const TWIN_NAMES[TWINS] = {"b", "a", "c"};
static CostSpec twin_spec[TWINS];
static CostScheme twin_scheme[TWINS];

/* Three ways to price the country: by all kinds of services, own points and given ones. */
static void random_twins(uint64_t *seed) {
    for (size_t k = 0; k < 7 * made.country.n_facilities; k++)
        demand_services[k] = random_in(seed, 1, 500);
    made.assumptions.first_wave_points = random_in(seed, 0, 9);
    made.assumptions.residents_2019 = random_in(seed, 610000, 2000000);
    made.assumptions.services_2019 = random_in(seed, 68000, 200000);
    for (int t = 0; t < TWINS; t++) {
        const char *scheme = made_heads(seed) ? "A" : "B";
        assert_true(cost_scheme_published(scheme, &COST_PUBLISHED_YEARS, &twin_scheme[t]));
        twin_spec[t] = cost_spec_default(twin_scheme[t].name);
        twin_spec[t].services = (CostServicesFrom)random_below(seed, COST_SERVICES_FROM);
        if (made_heads(seed)) {
            twin_spec[t].points = COST_POINTS_GIVEN;
            if (made_heads(seed)) twin_spec[t].first_wave = 3;
            if (made_heads(seed)) twin_spec[t].second_wave = 1;
        }
    }
}

static Status price_twin(int t, const CostAssumptions *assumptions, const CostScheme *scheme,
                         Scenario *scenario, CostRules *rules, ScenarioCost **cost) {
    *rules = made.rules;
    rules->assumptions = assumptions;
    rules->scheme = scheme;
    rules->demand_services = demand_services;
    *scenario = (Scenario){.name = TWIN_NAMES[t],
                           .catchment = made.scenario.catchment,
                           .unit_factor = made.scenario.unit_factor,
                           .proposal = made.proposal,
                           .n_proposals = made.scenario.n_proposals};
    return scenario_cost_make(&twin_spec[t], rules, &made.country, scenario, cost, NULL);
}

static void free_twin(Scenario *scenario, ScenarioCost *cost) {
    scenario->proposal = NULL;
    scenario->unit_factor = NULL;
    scenario_free(scenario);
    scenario_cost_free(cost);
}

/* The figures of a scenario priced again, NaN where it cannot be. */
static void figures_again(int t, const CostAssumptions *assumptions, const CostScheme *scheme,
                          double figure[TORNADO_FIGURES]) {
    Scenario scenario;
    CostRules rules;
    ScenarioCost *cost = NULL;
    double sum[TORNADO_FIGURES] = {0}, served = 0;
    Status status = price_twin(t, assumptions, scheme, &scenario, &rules, &cost);
    for (int i = 0; i < 7 && status == STATUS_OK; i++) {
        sum[TORNADO_STATE_BUDGET] -= cost->table.eur[COST_STATE_BUDGET][i];
        sum[TORNADO_MUNICIPAL_BUDGET] -= cost->table.eur[COST_MUNICIPAL_BUDGET][i];
        sum[TORNADO_NETWORK_COST] += cost->table.eur[COST_NETWORK_COST][i];
        sum[TORNADO_COST_PER_SERVICE] += cost->table.charged_eur[i];
        served += cost->table.services[i] + cost->table.contacts[i];
    }
    sum[TORNADO_COST_PER_SERVICE] /= served;
    for (int f = 0; f < TORNADO_FIGURES; f++) figure[f] = status == STATUS_OK ? sum[f] : NAN;
    free_twin(&scenario, cost);
}

/* One assumption or, behind them, one series of every scheme, by hand. */
static void figures_changed(size_t item, double change, double figure[TWINS][TORNADO_FIGURES]) {
    for (int t = 0; t < TWINS; t++) {
        CostAssumptions assumptions = made.assumptions;
        CostScheme scheme = twin_scheme[t];
        if (item < N_COST_KEYS) {
            const CostKey *key = &COST_KEYS[item];
            double was = cost_key_get(key, &assumptions), value = was * (1 + change),
                   max = key->max;
            if (strcmp(key->unit, "factor") == 0) value = 1 + (was - 1) * (1 + change);
            if (strcmp(key->name, "second_wave_points") == 0 &&
                twin_spec[t].points == COST_POINTS_GIVEN)
                max = (double)made.country.n_units;
            cost_key_set(key, fmax(key->min, fmin(max, value)), &assumptions);
        }
        for (int s = 0; s < COST_SERIES; s++)
            for (size_t i = 0; item == N_COST_KEYS + (size_t)s && i < COST_YEARS_MAX; i++) {
                double *value = &scheme.series[s][i];
                bool growth = s == COST_SERVICES_FACTOR || s == COST_CONTACTS_FACTOR;
                *value = growth ? 1 + (*value - 1) * (1 + change) : fmin(1, *value * (1 + change));
            }
        figures_again(t, &assumptions, &scheme, figure[t]);
    }
}

static const char *item_name(size_t item) {
    return item < N_COST_KEYS ? COST_KEYS[item].name : COST_SERIES_NAME[item - N_COST_KEYS];
}

static const SensitivityFigure *stored_row(const Scenario *scenario, int figure, size_t item) {
    for (size_t k = 0; k < scenario->study.n_sensitivities; k++) {
        const SensitivityFigure *found = &scenario->study.sensitivity[k];
        if (strcmp(found->figure, TORNADO_FIGURE_NAME[figure]) == 0 &&
            strcmp(found->assumption, item_name(item)) == 0)
            return found;
    }
    return NULL;
}

static void near_or_none(double value, double expected, const char *what) {
    bool same = fabs(value - expected) <= 1e-9 * fmax(1, fabs(expected));
    if (isnan(value) != isnan(expected) || (!isnan(value) && !same))
        fail_msg("%s: %.17g where pricing again gives %.17g", what, value, expected);
}

/* -1: the order hangs on the last bits, so it is not looked at; else whether two scenarios stand
 * the other way round. */
static int other_order(double before[TWINS][TORNADO_FIGURES], double after[TWINS][TORNADO_FIGURES],
                       int f) {
    int other = 0;
    for (int s = 0; s < TWINS; s++)
        for (int t = 0; t < s; t++) {
            double was = before[s][f] - before[t][f], is = after[s][f] - after[t][f];
            double small = 1e-6 * fmax(1, fabs(before[s][f]));
            if (isnan(is)) return 0;
            bool tie = fabs(was) < small || fabs(is) < small;
            if (tie) return -1;
            if ((was > 0) != (is > 0)) other = 1;
        }
    return other;
}

typedef struct Seen {
    size_t rows, of_own, none, orders, unpriced;
} Seen;

static void compare_item(const Scenario *scenario, double base[TWINS][TORNADO_FIGURES], size_t item,
                         double share, Seen *seen) {
    double low[TWINS][TORNADO_FIGURES], high[TWINS][TORNADO_FIGURES];
    figures_changed(item, -share, low);
    figures_changed(item, share, high);
    for (int t = 0; t < TWINS; t++)
        for (int f = 0; f < TORNADO_FIGURES; f++) {
            const SensitivityFigure *row = stored_row(&scenario[t], f, item);
            near_or_none(row ? row->low : base[t][f], low[t][f], item_name(item));
            near_or_none(row ? row->high : base[t][f], high[t][f], item_name(item));
            int at_low = other_order(base, low, f), at_high = other_order(base, high, f);
            if (at_low >= 0 && at_high >= 0)
                assert_int_equal(row && row->ranking_changes, at_low > 0 || at_high > 0);
            seen->rows += row != NULL;
            seen->none += row == NULL;
            seen->orders += row && row->ranking_changes;
            seen->unpriced += row && (isnan(row->low) || isnan(row->high));
            seen->of_own += row && item >= N_COST_KEYS && f == TORNADO_NETWORK_COST &&
                            twin_spec[t].services == COST_SERVICES_OWN;
        }
}

static bool compare_twins(double share, Seen *seen) {
    Scenario scenario[TWINS];
    CostRules rules[TWINS];
    ScenarioCost *cost[TWINS] = {NULL};
    CostedScenario costed[TWINS];
    double base[TWINS][TORNADO_FIGURES];
    bool fine = true;
    for (int t = 0; t < TWINS; t++) {
        fine &= price_twin(t, &made.assumptions, &twin_scheme[t], &scenario[t], &rules[t],
                           &cost[t]) == STATUS_OK;
        costed[t] = (CostedScenario){&scenario[t], cost[t]};
        figures_again(t, &made.assumptions, &twin_scheme[t], base[t]);
    }
    if (fine) assert_int_equal(scenario_cost_sensitivity(costed, TWINS, share), STATUS_OK);
    for (size_t item = 0; fine && item < N_COST_KEYS + COST_SERIES; item++)
        compare_item(scenario, base, item, share, seen);
    for (int t = 0; t < TWINS; t++) free_twin(&scenario[t], cost[t]);
    return fine;
}

static void each_row_is_the_scenario_priced_again(void **state) {
    (void)state;
    uint64_t seed = 8;
    Seen seen = {0};
    int compared = 0;
    for (int trial = 0; trial < 150; trial++) {
        random_country(&seed);
        random_people(&seed);
        random_twins(&seed);
        compared += compare_twins(random_in(&seed, 0.05, 0.5), &seen);
        end();
    }
    assert_true(compared > 60 && seen.rows > 10000 && seen.none > 1000);
    assert_true(seen.of_own > 30 && seen.orders > 50 && seen.unpriced > 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_is_the_scenario_priced_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
