/* The sensitivity: each row against the model computed anew, the order, the ranking of scenarios;
 * and the table of assumptions that it goes by. */
#include "tests/unit/cmocka_all.h"

#include "planner/cost/tornado.h"
#include "tests/unit/cost_support.h"
#include <stdlib.h>

static MadeCost a, b;
static Tornado tornado;

static void made_both(TornadoCase cases[2]) {
    made_published(&a, "A");
    made_published(&b, "B");
    cases[0] = (TornadoCase){a.input};
    cases[1] = (TornadoCase){b.input};
}

static const TornadoRow *row_of(const char *name) {
    for (size_t r = 0; r < tornado.n; r++)
        if (strcmp(tornado.row[r].name, name) == 0) return &tornado.row[r];
    fail_msg("no row %s", name);
    return NULL;
}

static void near(double value, double expected) {
    if (!(fabs(value - expected) <= 1e-9 * fmax(1, fabs(expected))))
        fail_msg("%.17g where %.17g is expected", value, expected);
}

/* ---- the table of assumptions ---- */

static void keys_are_whole(void **state) {
    (void)state;
    CostAssumptions published = cost_assumptions_published();
    assert_null(cost_keys_fault(&published));
    for (size_t k = 0; k < N_COST_KEYS; k++) {
        const CostKey *key = &COST_KEYS[k];
        assert_int_equal(cost_key_find(key->name), k); /* each name once */
        assert_true(*key->unit && *key->help && strstr(key->source, "PwC 2020"));
        assert_true(key->min < key->max);
        assert_true(cost_key_get(key, &published) == key->published);
        assert_int_equal(cost_key_is_money(key), strncmp(key->unit, "EUR", 3) == 0);
    }
    assert_int_equal(cost_key_find("wage"), N_COST_KEYS);
}

/* Every assumption moves a published figure, but for those that only tell rates. */
static void each_assumption_does_something(void **state) {
    (void)state;
    static const char *const TOLD[] = {"residents_2019", "services_outside_towns_2019",
                                       "residents_outside_towns_2019", "service_cost",
                                       "contact_cost"};
    static const double opened[7] = {0, 1, 0, 0, 0, 0, 0};
    static CostTable table, changed;
    for (size_t k = 0; k < N_COST_KEYS; k++) {
        made_published(&a, "A");
        a.input.units = 0;
        a.input.network = &a.network;
        a.network.first_wave_opened = opened;
        assert_int_equal(cost_compute(&a.input, &table), STATUS_OK);
        double value = cost_key_get(&COST_KEYS[k], &a.assumptions);
        cost_key_set(&COST_KEYS[k], value * 0.9, &a.assumptions);
        assert_int_equal(cost_compute(&a.input, &changed), STATUS_OK);
        bool told = false;
        for (size_t t = 0; t < sizeof TOLD / sizeof *TOLD; t++)
            told |= strcmp(TOLD[t], COST_KEYS[k].name) == 0;
        if ((memcmp(&table, &changed, sizeof table) == 0) != told)
            fail_msg("%s", COST_KEYS[k].name);
    }
}

/* ---- the rows ---- */

/* The figure, worked out here from the table once more. */
static double figure_of(const CostInput *input, TornadoFigure figure) {
    static CostTable table;
    assert_int_equal(cost_compute(input, &table), STATUS_OK);
    double sum = 0, served = 0;
    for (size_t i = 0; i < cost_n_years(&input->years); i++) {
        if (figure == TORNADO_STATE_BUDGET) sum -= table.eur[COST_STATE_BUDGET][i];
        if (figure == TORNADO_MUNICIPAL_BUDGET) sum -= table.eur[COST_MUNICIPAL_BUDGET][i];
        if (figure == TORNADO_NETWORK_COST) sum += table.eur[COST_NETWORK_COST][i];
        if (figure == TORNADO_COST_PER_SERVICE) sum += table.charged_eur[i];
        served += table.services[i] + table.contacts[i];
    }
    return figure == TORNADO_COST_PER_SERVICE ? sum / served : sum;
}

/* The same figure after one change, made by hand. */
static double changed_figure(const CostInput *input, const TornadoRow *row, double change,
                             TornadoFigure figure) {
    CostAssumptions assumptions = *input->assumptions;
    CostScheme scheme = *input->scheme;
    CostInput changed = *input;
    changed.assumptions = &assumptions;
    changed.scheme = &scheme;
    changed.units = 0;
    size_t k = cost_key_find(row->name);
    if (k < N_COST_KEYS) {
        double value = cost_key_get(&COST_KEYS[k], &assumptions) * (1 + change);
        if (strstr(row->name, "factor_2021")) value -= change; /* only the growth changes */
        cost_key_set(&COST_KEYS[k], fmin(COST_KEYS[k].max, fmax(COST_KEYS[k].min, value)),
                     &assumptions);
    }
    for (int s = 0; s < COST_SERIES; s++)
        for (size_t i = 0; strcmp(COST_SERIES_NAME[s], row->name) == 0 && i < COST_YEARS_MAX; i++) {
            double *value = &scheme.series[s][i];
            if (s == COST_SERVICES_FACTOR || s == COST_CONTACTS_FACTOR)
                *value = 1 + (*value - 1) * (1 + change);
            else
                *value = fmin(1, *value * (1 + change));
        }
    return figure_of(&changed, figure);
}

static void each_row_is_the_model_computed_anew(void **state) {
    (void)state;
    TornadoCase cases[2];
    made_both(cases);
    for (int f = 0; f < TORNADO_FIGURES; f++)
        for (size_t looked_at = 0; looked_at < 2; looked_at++) {
            TornadoFigure figure = (TornadoFigure)f;
            const CostInput *input = &cases[looked_at].input;
            assert_int_equal(tornado_run(cases, 2, looked_at, figure, 0.1, &tornado), STATUS_OK);
            near(tornado.base, figure_of(input, figure));
            assert_int_equal(tornado.n, N_COST_KEYS + COST_SERIES);
            for (size_t r = 0; r < tornado.n; r++) {
                const TornadoRow *row = &tornado.row[r];
                near(row->low, changed_figure(input, row, -0.1, figure));
                near(row->high, changed_figure(input, row, 0.1, figure));
                near(row->swing, fabs(row->high - row->low));
            }
        }
}

static void values_and_series_are_told(void **state) {
    (void)state;
    TornadoCase cases[2];
    made_both(cases);
    assert_int_equal(tornado_run(cases, 2, 0, TORNADO_NETWORK_COST, 0.25, &tornado), STATUS_OK);
    const TornadoRow *wage = row_of("wage_supplement");
    assert_false(wage->is_series);
    near(wage->value, 1200);
    near(wage->low_value, 900);
    near(wage->high_value, 1500);
    near(wage->swing, 0.5 * 5.5 * 549600); /* half a year and five whole ones */
    assert_true(row_of("investment_state_share")->high_value == 1); /* a share ends at 1 */
    near(row_of("second_wave_points")->high_value, 572.5);
    near(row_of("services_factor_2021")->high_value, 1.0625); /* a growth of 5 % */
    const TornadoRow *factor = row_of("services_factor");
    assert_true(factor->is_series && isnan(factor->value) && isnan(factor->low_value));
    cases[0].input.units = 500; /* no more points than units */
    assert_int_equal(tornado_run(cases, 2, 0, TORNADO_NETWORK_COST, 0.25, &tornado), STATUS_OK);
    near(row_of("second_wave_points")->high_value, 500);
    near(row_of("second_wave_points")->low_value, 343.5);
    near(row_of("second_wave_points")->high - tornado.base, 42 * (4000 + 5.5 * 1200));
}

static void rows_are_ordered_by_swing_then_name(void **state) {
    (void)state;
    TornadoCase cases[2];
    made_both(cases);
    assert_int_equal(tornado_run(cases, 2, 1, TORNADO_STATE_BUDGET, 0.1, &tornado), STATUS_OK);
    size_t ties = 0;
    for (size_t r = 1; r < tornado.n; r++) {
        const TornadoRow *above = &tornado.row[r - 1], *row = &tornado.row[r];
        assert_true(above->swing >= row->swing);
        if (above->swing == row->swing) {
            assert_true(strcmp(above->name, row->name) < 0);
            ties++;
        }
    }
    assert_true(ties > 3); /* those that only tell rates */
    assert_true(tornado.row[0].swing > 0);
}

/* ---- the ranking ---- */

/* Two networks of the same scheme: 10 points more at once, or a dearer first wave. Which is the
 * cheaper hangs on a point's price, and on few other things. */
static void the_ranking_changes_where_it_hangs_on_an_assumption(void **state) {
    (void)state;
    static double many[7] = {0, 110, 0, 0, 0, 0, 0}, few[7] = {0, 100, 0, 0, 0, 0, 0};
    static double centres[7] = {129, 129, 129, 129, 129, 129, 129}, more[7];
    for (int i = 0; i < 7; i++) more[i] = i < 6 ? 129 : 136.2;
    made_published(&a, "A");
    made_published(&b, "A");
    a.input.network = &a.network;
    b.input.network = &b.network;
    a.network = (CostNetwork){.first_wave = centres, .second_wave_opened = many};
    b.network = (CostNetwork){.first_wave = more, .second_wave_opened = few};
    TornadoCase cases[2] = {{a.input}, {b.input}};
    /* many: 10 * (4000 + 5.5 * 1200) = 106,000 more; few: 7.2 * 16,560 = 119,232 more */
    assert_int_equal(tornado_run(cases, 2, 0, TORNADO_NETWORK_COST, 0.2, &tornado), STATUS_OK);
    const TornadoRow *wage = row_of("wage_supplement"), *centre = row_of("second_wave_creation"),
                     *upkeep = row_of("first_wave_upkeep_opened_2021");
    assert_false(wage->ranking_at_low); /* 66,000 more or less 20 %: 13,200 < 13,232 */
    assert_false(wage->ranking_at_high || centre->ranking_at_high || centre->cheapest_changes);
    assert_true(upkeep->ranking_at_low && upkeep->cheapest_changes);
    assert_false(upkeep->ranking_at_high);
    assert_int_equal(tornado_run(cases, 2, 0, TORNADO_NETWORK_COST, 0.21, &tornado), STATUS_OK);
    assert_true(row_of("wage_supplement")->ranking_at_high);
    assert_false(row_of("wage_supplement")->ranking_at_low);
    assert_true(row_of("wage_supplement")->cheapest_changes);
    assert_false(row_of("training")->ranking_at_high || row_of("training")->ranking_at_low);
}

/* The cheapest stays, the two behind it change places. */
static void a_ranking_may_change_behind_the_cheapest(void **state) {
    (void)state;
    static double many[7] = {0, 110, 0, 0, 0, 0, 0}, few[7] = {0, 100, 0, 0, 0, 0, 0}, none[7];
    static double centres[7] = {129, 129, 129, 129, 129, 129, 129}, more[7];
    static MadeCost c;
    for (int i = 0; i < 7; i++) more[i] = i < 6 ? 129 : 136.2;
    made_published(&a, "A");
    made_published(&b, "A");
    made_published(&c, "A");
    a.network = (CostNetwork){.first_wave = centres, .second_wave_opened = many};
    b.network = (CostNetwork){.first_wave = more, .second_wave_opened = few};
    c.network = (CostNetwork){.first_wave = centres, .second_wave_opened = none};
    TornadoCase cases[3] = {{a.input}, {b.input}, {c.input}};
    cases[0].input.network = &a.network;
    cases[1].input.network = &b.network;
    cases[2].input.network = &c.network;
    assert_int_equal(tornado_run(cases, 3, 2, TORNADO_NETWORK_COST, 0.21, &tornado), STATUS_OK);
    assert_true(row_of("wage_supplement")->ranking_at_high);
    assert_false(row_of("wage_supplement")->cheapest_changes);
    assert_true(row_of("wage_supplement")->swing == 0); /* of the one without points */
}

static void equal_scenarios_keep_their_order(void **state) {
    (void)state;
    TornadoCase cases[2];
    made_both(cases);
    cases[1] = (TornadoCase){a.input};
    assert_int_equal(tornado_run(cases, 2, 0, TORNADO_STATE_BUDGET, 0.5, &tornado), STATUS_OK);
    assert_true(tornado.n > 0);
    for (size_t r = 0; r < tornado.n; r++)
        assert_false(tornado.row[r].ranking_at_low || tornado.row[r].ranking_at_high ||
                     tornado.row[r].cheapest_changes);
}

/* Two that cost the same as assumed have no order that could change, to rounding. */
static void what_ties_as_assumed_has_no_order(void **state) {
    (void)state;
    static double many[7] = {0, 110, 0, 0, 0, 0, 0}, few[7] = {0, 100, 0, 0, 0, 0, 0};
    static double centres[7] = {129, 129, 129, 129, 129, 129, 129}, more[7];
    /* many: 10 * (4000 + 5.5 * 1200); few: a centre's upkeep of 2021 for each of them in 2027 */
    const double upkeep = COST_KEYS[cost_key_find("first_wave_upkeep_opened_2021")].published;
    for (int rounding = -1; rounding <= 1; rounding++) {
        for (int i = 0; i < 7; i++) more[i] = i < 6 ? 129 : 129 + 106000 / upkeep;
        more[6] += rounding * 1e-9;
        made_published(&a, "A");
        made_published(&b, "A");
        a.network = (CostNetwork){.first_wave = centres, .second_wave_opened = many};
        b.network = (CostNetwork){.first_wave = more, .second_wave_opened = few};
        TornadoCase cases[2] = {{a.input}, {b.input}};
        cases[0].input.network = &a.network;
        cases[1].input.network = &b.network;
        double value[2];
        for (int c = 0; c < 2; c++)
            assert_int_equal(tornado_figure(&cases[c].input, TORNADO_NETWORK_COST, &value[c]),
                             STATUS_OK);
        assert_true(fabs(value[0] - value[1]) < 1e-3 && value[0] > 1e6);
        assert_int_equal(tornado_run(cases, 2, 0, TORNADO_NETWORK_COST, 0.1, &tornado), STATUS_OK);
        assert_true(row_of("wage_supplement")->swing > 1000);
        for (size_t r = 0; r < tornado.n; r++)
            assert_false(tornado.row[r].ranking_at_low || tornado.row[r].ranking_at_high ||
                         tornado.row[r].cheapest_changes);
        /* a third one, a little dearer: cheaper than one of the two that are first, not than both
         */
        static MadeCost c;
        static double dearer[7];
        memcpy(dearer, more, sizeof more);
        dearer[6] += 1e-3;
        made_published(&c, "A");
        c.network = (CostNetwork){.first_wave = dearer, .second_wave_opened = few};
        TornadoCase three[3] = {cases[0], cases[1], {c.input}};
        three[2].input.network = &c.network;
        assert_int_equal(tornado_run(three, 3, 0, TORNADO_NETWORK_COST, 0.1, &tornado), STATUS_OK);
        assert_true(row_of("wage_supplement")->ranking_at_high);
        assert_false(row_of("wage_supplement")->ranking_at_low);
        assert_false(row_of("wage_supplement")->cheapest_changes);
    }
}

/* ---- the slow twin ---- */

enum { TWINS = 6 };

static MadeCost twin[TWINS];

static bool twin_less(double x, double y) {
    return y - x > 1e-9 * fmax(1, fmax(fabs(x), fabs(y)));
}

/* Prices all cases with the changed number, and looks at each two of them. */
static void twin_order(const TornadoCase *cases, const TornadoRow *row, double value,
                       TornadoFigure figure, bool *turned, bool *cheapest) {
    double before[TWINS], now[TWINS];
    CostAssumptions changed = twin[0].assumptions;
    cost_key_set(&COST_KEYS[cost_key_find(row->name)], value, &changed);
    for (size_t c = 0; c < TWINS; c++) {
        CostInput input = cases[c].input;
        input.assumptions = &twin[0].assumptions;
        assert_int_equal(tornado_figure(&input, figure, &before[c]), STATUS_OK);
        input.assumptions = &changed;
        assert_int_equal(tornado_figure(&input, figure, &now[c]), STATUS_OK);
    }
    *turned = false;
    for (size_t x = 0; x < TWINS; x++) {
        bool was_first = true, before_all = true;
        for (size_t y = 0; y < TWINS; y++) {
            *turned |= twin_less(before[x], before[y]) && twin_less(now[y], now[x]);
            was_first &= !twin_less(before[y], before[x]);
        }
        for (size_t y = 0; y < TWINS; y++) {
            bool one_of_first = true;
            for (size_t z = 0; z < TWINS; z++) one_of_first &= !twin_less(before[z], before[y]);
            before_all &= !one_of_first || twin_less(now[x], now[y]);
        }
        *cheapest |= !was_first && before_all;
    }
}

/* Random networks of one price or nearly, some of them the same. */
static void made_twins(uint64_t *seed, TornadoCase *cases) {
    static double first[TWINS][COST_YEARS_MAX], opened[TWINS][COST_YEARS_MAX];
    for (size_t c = 0; c < TWINS; c++) {
        made_published(&twin[c], "A");
        size_t like = c > 0 && random_below(seed, 3) == 0 ? random_below(seed, c) : c;
        double more = (double)random_below(seed, 8);
        double points = 300 - 9 * more + (double)random_below(seed, 9);
        for (size_t i = 0; i < COST_YEARS_MAX; i++) {
            first[c][i] = like < c ? first[like][i] : 120 + more;
            opened[c][i] = like < c ? opened[like][i] : i == 1 ? points : 0;
        }
        if (like < c) first[c][3] *= 1 + 1e-15;
        twin[c].network = (CostNetwork){.first_wave = first[c], .second_wave_opened = opened[c]};
        cases[c] = (TornadoCase){twin[c].input};
        cases[c].input.network = &twin[c].network;
        cases[c].input.units = 0;
        /* all but the last share the plan's assumptions */
        if (c + 1 < TWINS) cases[c].input.assumptions = &twin[0].assumptions;
    }
}

static void the_ranking_is_that_of_each_two(void **state) {
    (void)state;
    static Tornado all[TWINS];
    uint64_t seed = 77;
    size_t turned = 0, kept = 0, first = 0;
    for (int round = 0; round < 60; round++) {
        TornadoCase cases[TWINS];
        TornadoFigure figure = (TornadoFigure)(round % TORNADO_FIGURES);
        made_twins(&seed, cases);
        twin[TWINS - 1].assumptions.training *= 1.5;
        assert_int_equal(tornado_run_all(cases, TWINS, figure, 0.1, all), STATUS_OK);
        for (size_t c = 0; c < TWINS; c++) {
            assert_int_equal(tornado_run(cases, TWINS, c, figure, 0.1, &tornado), STATUS_OK);
            assert_int_equal(tornado.n, all[c].n);
            assert_true(tornado.base == all[c].base);
            for (size_t r = 0; r < tornado.n; r++) {
                const TornadoRow *one = &tornado.row[r], *of_all = &all[c].row[r];
                assert_string_equal(one->name, of_all->name);
                assert_true(one->low == of_all->low && one->high == of_all->high);
                assert_true(one->swing == of_all->swing);
                assert_int_equal(one->ranking_at_low, of_all->ranking_at_low);
                assert_int_equal(one->ranking_at_high, of_all->ranking_at_high);
                assert_int_equal(one->cheapest_changes, of_all->cheapest_changes);
            }
        }
        for (size_t r = 0; r < all[0].n; r++) {
            const TornadoRow *row = &all[0].row[r];
            bool low, high, cheapest = false;
            if (row->is_series) continue;
            twin_order(cases, row, row->low_value, figure, &low, &cheapest);
            twin_order(cases, row, row->high_value, figure, &high, &cheapest);
            assert_int_equal(row->ranking_at_low, low);
            assert_int_equal(row->ranking_at_high, high);
            assert_int_equal(row->cheapest_changes, cheapest);
            turned += (size_t)low + (size_t)high;
            kept += (size_t)!low + (size_t)!high;
            first += cheapest;
        }
    }
    if (turned < 100 || kept < 100 || first < 20)
        fail_msg("%zu turned, %zu kept, %zu first", turned, kept, first);
}

static void random_cases_stay_within_their_ranges(void **state) {
    (void)state;
    uint64_t seed = 11;
    int told = 0, unpriced = 0;
    for (int trial = 0; trial < 300; trial++) {
        made_random(&seed, &a);
        TornadoCase one = {a.input};
        double share = random_in(&seed, 0.01, 0.99);
        Status status = tornado_run(&one, 1, 0, (TornadoFigure)random_below(&seed, TORNADO_FIGURES),
                                    share, &tornado);
        if (status != STATUS_OK) continue; /* nobody is served: no cost per service */
        told++;
        for (size_t r = 0; r < tornado.n; r++) {
            const TornadoRow *row = &tornado.row[r];
            bool whole = isfinite(row->low) && isfinite(row->high);
            assert_true(whole || (one.input.network && one.input.network->served_town));
            assert_true(whole ? isfinite(row->swing) : isinf(row->swing) && !row->ranking_at_low);
            unpriced += !whole;
            if (row->is_series) continue;
            const CostKey *key = &COST_KEYS[cost_key_find(row->name)];
            assert_true(row->low_value >= key->min && row->high_value <= key->max);
            bool falls = strcmp(key->unit, "factor") == 0 && row->value < 1;
            assert_true(falls ? row->low_value >= row->value && row->value >= row->high_value
                              : row->low_value <= row->value && row->value <= row->high_value);
        }
    }
    assert_true(told > 250 && unpriced > 20); /* towns with less than nothing are not priced */
}

static void what_has_no_answer_is_refused(void **state) {
    (void)state;
    TornadoCase cases[2];
    made_both(cases);
    Tornado before = tornado;
    assert_int_equal(tornado_run(cases, 2, 2, TORNADO_STATE_BUDGET, 0.1, &tornado),
                     STATUS_BAD_ARGUMENT);
    assert_int_equal(tornado_run(cases, 2, 0, TORNADO_STATE_BUDGET, 0, &tornado),
                     STATUS_BAD_ARGUMENT);
    assert_int_equal(tornado_run(cases, 2, 0, TORNADO_STATE_BUDGET, 1, &tornado),
                     STATUS_BAD_ARGUMENT);
    assert_int_equal(tornado_run(cases, 2, 0, TORNADO_STATE_BUDGET, NAN, &tornado),
                     STATUS_BAD_ARGUMENT);
    a.assumptions.services_2019 = a.assumptions.contacts_2019 = 0;
    assert_int_equal(tornado_run(cases, 1, 0, TORNADO_COST_PER_SERVICE, 0.1, &tornado),
                     STATUS_BAD_ARGUMENT);
    a.assumptions.training = -1;
    assert_int_equal(tornado_run(cases, 1, 0, TORNADO_STATE_BUDGET, 0.1, &tornado),
                     STATUS_BAD_ARGUMENT);
    assert_int_equal(tornado_run_all(cases, 1, TORNADO_STATE_BUDGET, 0.1, &tornado),
                     STATUS_BAD_ARGUMENT);
    assert_int_equal(tornado_run_all(cases, 0, TORNADO_STATE_BUDGET, 0.1, &tornado),
                     STATUS_BAD_ARGUMENT);
    assert_memory_equal(&before, &tornado, sizeof tornado);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_whole),
        cmocka_unit_test(each_assumption_does_something),
        cmocka_unit_test(each_row_is_the_model_computed_anew),
        cmocka_unit_test(values_and_series_are_told),
        cmocka_unit_test(rows_are_ordered_by_swing_then_name),
        cmocka_unit_test(the_ranking_changes_where_it_hangs_on_an_assumption),
        cmocka_unit_test(a_ranking_may_change_behind_the_cheapest),
        cmocka_unit_test(equal_scenarios_keep_their_order),
        cmocka_unit_test(what_ties_as_assumed_has_no_order),
        cmocka_unit_test(the_ranking_is_that_of_each_two),
        cmocka_unit_test(random_cases_stay_within_their_ranges),
        cmocka_unit_test(what_has_no_answer_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
