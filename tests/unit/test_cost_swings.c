/* What the costs of compared scenarios hang on: values, places and turns by hand, what is left out,
 * and the same ranking as the tornado of the cost model where all its scenarios are compared. */
#include "planner/compare/cost_swings.h"
#include "planner/cost/tornado.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/cost_support.h"
#include <stdlib.h>

enum { MOST_ROWS = 200, MOST_SCENARIOS = 4 };

static SensitivityFigure rows[MOST_SCENARIOS][MOST_ROWS];
static CostFigure costs[MOST_SCENARIOS][8];
static Scenario scenario[MOST_SCENARIOS];
static SwingTable table;

static void start(void) {
    static const char *const NAME[MOST_SCENARIOS] = {"d", "c", "b", "a"};
    for (size_t s = 0; s < MOST_SCENARIOS; s++) {
        scenario[s] = (Scenario){.name = NAME[s]};
        scenario[s].study.sensitivity = rows[s];
        scenario[s].study.cost = costs[s];
    }
}

static void add(size_t s, const char *figure, const char *assumption, double base, double low,
                double high) {
    Study *study = &scenario[s].study;
    rows[s][study->n_sensitivities++] =
        (SensitivityFigure){figure, assumption, 0.1, base, low, high, false};
}

static void add_cost(size_t s, Scope scope, const char *position, double eur) {
    Study *study = &scenario[s].study;
    costs[s][study->n_costs++] =
        (CostFigure){.year = 2022, .scope = scope, .position = position, .eur = eur};
}

static const Swing *row_of(SwingFigure figure, const char *assumption) {
    for (size_t i = 0; i < table.n; i++)
        if (table.row[i].figure == figure && strcmp(table.row[i].assumption, assumption) == 0)
            return &table.row[i];
    return NULL;
}

static bool turns(const Swing *row, SwingSide side, size_t first, size_t second) {
    for (size_t t = 0; t < row->n_turns; t++) {
        const SwingTurn *turn = &table.turn[row->first_turn + t];
        if (turn->side == side && turn->first == first && turn->second == second) return true;
    }
    return false;
}

static void values_and_turns_by_hand(void **state) {
    (void)state;
    start();
    add(0, "network_cost", "training", 100, 90, 110);
    add(0, "network_cost", "wage_supplement", 100, 99, 101);
    add(1, "network_cost", "training", 105, 104, 106);
    add(3, "network_cost", "second_wave_points", 108, 88, 128);
    add(3, "state_budget", "training", 50, 45, 55);
    add_cost(0, SCOPE_MUNICIPALITY, "state_budget", -7);
    add_cost(0, SCOPE_COUNTRY, "state_budget", -20);
    add_cost(0, SCOPE_COUNTRY, "state_budget", -32);
    add_cost(2, SCOPE_COUNTRY, "network_cost", 1); /* typed: what it hangs on is not known */
    assert_int_equal(swing_table_make(scenario, 4, &table), STATUS_OK);
    assert_int_equal(table.n_priced, 3);
    assert_true(table.priced[0] && table.priced[1] && !table.priced[2] && table.priced[3]);
    assert_true(table.share == 0.1);
    /* by figure, then the widest first */
    assert_int_equal(table.n, 4);
    static const char *const ORDER[] = {"second_wave_points", "training", "wage_supplement",
                                        "training"};
    for (size_t i = 0; i < 4; i++) assert_string_equal(table.row[i].assumption, ORDER[i]);
    assert_int_equal(table.row[2].figure, SWING_NETWORK_COST);
    assert_int_equal(table.row[3].figure, SWING_STATE_BUDGET);
    const Swing *points = &table.row[0], *training = &table.row[1], *budget = &table.row[3];
    assert_true(points->widest == 40 && points->widest_of == 3);
    assert_true(training->widest == 20 && training->widest_of == 0);
    /* without a row a scenario has the figure as assumed */
    assert_true(points->value[0][SWING_LOW] == 100 && points->value[1][SWING_HIGH] == 105);
    assert_true(isnan(points->value[2][SWING_BASE]));
    /* where no assumption moves it, the sum of the years, as a cost */
    assert_true(budget->value[0][SWING_BASE] == 52 && budget->value[0][SWING_LOW] == 52);
    assert_true(isnan(budget->value[1][SWING_BASE]));
    /* 100, 105, 108: fewer points make the last the first; more training brings 106 under 110 */
    assert_int_equal(points->n_turns, 2);
    assert_true(turns(points, SWING_LOW, 3, 0) && turns(points, SWING_LOW, 3, 1));
    assert_int_equal(training->n_turns, 2);
    assert_true(turns(training, SWING_HIGH, 1, 0) && turns(training, SWING_HIGH, 3, 0));
    assert_int_equal(table.row[2].n_turns, 0);
    assert_true(turns(budget, SWING_HIGH, 0, 3) && budget->n_turns == 1);
    assert_int_equal(table.n_turns, 5);
    const size_t place[3][4] = {{1, 2, 0, 3}, {2, 3, 0, 1}, {1, 2, 0, 3}};
    for (int side = 0; side < SWING_SIDES; side++)
        for (size_t s = 0; s < 4; s++)
            assert_int_equal(swing_place(&table, points, s, (SwingSide)side), place[side][s]);
    swing_table_free(&table);
}

/* The ranking is that of the scenarios given, whatever the plan has stored. */
static void others_do_not_matter(void **state) {
    (void)state;
    start();
    add(0, "network_cost", "training", 100, 90, 110);
    add(1, "network_cost", "training", 105, 104, 106);
    rows[0][0].ranking_changes = rows[1][0].ranking_changes = false;
    assert_int_equal(swing_table_make(scenario, 1, &table), STATUS_OK);
    assert_int_equal(table.n, 1);
    assert_int_equal(table.n_turns, 0);
    assert_int_equal(swing_place(&table, table.row, 0, SWING_HIGH), 1);
    swing_table_free(&table);
    assert_int_equal(swing_table_make(scenario, 2, &table), STATUS_OK);
    assert_int_equal(table.n_turns, 1);
    swing_table_free(&table);
    assert_int_equal(swing_table_make(scenario, 0, &table), STATUS_OK);
    assert_int_equal(table.n, 0);
    swing_table_free(&table);
}

static void equal_is_no_order(void **state) {
    (void)state;
    start();
    /* the same as assumed: whoever costs less then turns nothing round */
    add(0, "network_cost", "training", 1e6, 1e6 - 0.1, 1e6 + 0.1);
    add(1, "network_cost", "training", 1e6, 1e6 - 0.2, 1e6 + 0.2);
    /* rounding of sums on one side, more than that on the other */
    add(0, "network_cost", "vpppd_2021", 1e6, 1e6, 1e6 + 1);
    add(2, "network_cost", "vpppd_2021", 1e6 - 1, 1e6 + 5e-4, 1e6 - 1);
    add(0, "network_cost", "wage_supplement", 1e6, 1e6, 1e6);
    add(2, "network_cost", "wage_supplement", 1e6 - 1, 1e6 + 2e-3, 1e6 - 1);
    assert_int_equal(swing_table_make(scenario, 3, &table), STATUS_OK);
    assert_int_equal(row_of(SWING_NETWORK_COST, "training")->n_turns, 0);
    assert_int_equal(row_of(SWING_NETWORK_COST, "vpppd_2021")->n_turns, 0);
    const Swing *wage = row_of(SWING_NETWORK_COST, "wage_supplement");
    assert_int_equal(wage->n_turns, 2); /* both of those that are alike */
    assert_true(turns(wage, SWING_LOW, 0, 2) && turns(wage, SWING_LOW, 1, 2));
    assert_int_equal(swing_place(&table, wage, 0, SWING_BASE), 2);
    assert_int_equal(swing_place(&table, wage, 1, SWING_BASE), 2);
    swing_table_free(&table);
}

static void what_cannot_be_ranked(void **state) {
    (void)state;
    start();
    assert_int_equal(swing_table_make(scenario, 4, &table), STATUS_OK); /* nothing is priced */
    assert_true(table.n == 0 && table.n_priced == 0 && table.n_turns == 0);
    swing_table_free(&table);
    add(1, "network_cost", "training", 100, 90, 110);
    add(1, "cost_per_service", "training", 10, 9, 11);
    add(1, "happiness", "training", 1, 2, 3);      /* of another version */
    add(1, "network_cost", "idle", 100, 100, 100); /* a row for its ranking among others */
    add(2, "network_cost", "training", 105, 104, 106);
    rows[2][0].share = 0.2; /* made otherwise */
    add(3, "network_cost", "training", NAN, NAN, NAN);
    add_cost(3, SCOPE_COUNTRY, "cost_per_service", 4); /* no sum of years */
    assert_int_equal(swing_table_make(scenario, 4, &table), STATUS_OK);
    assert_true(!table.priced[0] && table.priced[1] && !table.priced[2] && table.priced[3]);
    assert_int_equal(table.n, 2);
    assert_int_equal(table.row[1].figure, SWING_COST_PER_SERVICE);
    assert_true(isnan(table.row[1].value[3][SWING_BASE]));
    assert_int_equal(table.row[0].widest_of, 1);
    assert_int_equal(swing_place(&table, &table.row[0], 3, SWING_LOW), 0);
    assert_int_equal(table.n_turns, 0);
    swing_table_free(&table);
}

/* Rates below 0 leave nothing to price: that is told first, and nobody has a place then. */
static void what_loses_its_price_comes_first(void **state) {
    (void)state;
    start();
    add(0, "network_cost", "training", 100, 50, 150);
    add(0, "network_cost", "services_2019", 100, NAN, 101);
    add(1, "network_cost", "training", 105, 55, 155);
    add(1, "network_cost", "services_2019", 105, 104, 106);
    add(2, "network_cost", "training", 90, 89, 91);
    add(2, "network_cost", "vpppd_2021", 90, 91, NAN);
    assert_int_equal(swing_table_make(scenario, 4, &table), STATUS_OK);
    assert_int_equal(table.n, 3);
    static const char *const ORDER[] = {"services_2019", "vpppd_2021", "training"};
    for (size_t i = 0; i < 3; i++) assert_string_equal(table.row[i].assumption, ORDER[i]);
    const Swing *services = &table.row[0], *fixed = &table.row[1];
    assert_true(isinf(services->widest) && services->widest_of == 0);
    assert_true(isinf(fixed->widest) && fixed->widest_of == 2);
    assert_true(table.row[2].widest == 100);
    const size_t place[3][3] = {{2, 3, 1}, {0, 0, 0}, {2, 3, 1}};
    for (int side = 0; side < SWING_SIDES; side++)
        for (size_t s = 0; s < 3; s++)
            assert_int_equal(swing_place(&table, services, s, (SwingSide)side), place[side][s]);
    assert_int_equal(swing_place(&table, fixed, 0, SWING_LOW), 2);
    assert_int_equal(swing_place(&table, fixed, 0, SWING_HIGH), 0);
    assert_int_equal(services->n_turns + fixed->n_turns, 0);
    swing_table_free(&table);
    /* who has no such figure at all takes nobody's place */
    add(3, "network_cost", "training", NAN, NAN, NAN);
    rows[2][1].high = rows[0][1].low = 99;
    assert_int_equal(swing_table_make(scenario, 4, &table), STATUS_OK);
    const Swing *now = row_of(SWING_NETWORK_COST, "services_2019");
    assert_int_equal(swing_place(&table, now, 1, SWING_LOW), 3);
    assert_int_equal(swing_place(&table, now, 3, SWING_LOW), 0);
    swing_table_free(&table);
}

/* One-sided, with the same figure for less and for more: no width, and still a row of whoever has
 * it. */
static void a_row_without_width(void **state) {
    (void)state;
    start();
    add(2, "network_cost", "training", 100, 110, 110);
    assert_int_equal(swing_table_make(scenario, 3, &table), STATUS_OK);
    assert_int_equal(table.n, 1);
    assert_true(table.row[0].widest == 0 && table.row[0].widest_of == 2);
    swing_table_free(&table);
}

/* ---- against the tornado ---- */

static MadeCost made[3];

/* The rows that a plan would have of these cases, as scenario_cost_sensitivity leaves them out. */
static void fill_from_tornado(const TornadoCase *cases, size_t n) {
    static Tornado tornado;
    start();
    for (size_t c = 0; c < n; c++)
        for (int figure = 0; figure < TORNADO_FIGURES; figure++) {
            assert_int_equal(tornado_run(cases, n, c, (TornadoFigure)figure, 0.1, &tornado),
                             STATUS_OK);
            for (size_t i = 0; i < tornado.n; i++) {
                const TornadoRow *from = &tornado.row[i];
                if (from->low == tornado.base && from->high == tornado.base) continue;
                add(c, TORNADO_FIGURE_NAME[figure], from->name, tornado.base, from->low,
                    from->high);
            }
        }
}

static void ranks_as_the_tornado(void **state) {
    (void)state;
    uint64_t seed = 20;
    size_t changed = 0, kept = 0;
    for (int round = 0; round < 80; round++) {
        double first[3][COST_YEARS_MAX], opened[3][COST_YEARS_MAX];
        TornadoCase cases[3];
        for (size_t c = 0; c < 3; c++) {
            made_published(&made[c], round % 2 ? "A" : "B");
            double more = (double)random_below(&seed, 8); /* some centres for many points */
            double points = 300 - 9 * more + (double)random_below(&seed, 9);
            for (size_t i = 0; i < COST_YEARS_MAX; i++) {
                first[c][i] = 120 + more;
                opened[c][i] = i == 1 ? points : 0;
            }
            made[c].network.first_wave = first[c];
            made[c].network.second_wave_opened = opened[c];
            made[c].input.network = &made[c].network;
            cases[c] = (TornadoCase){made[c].input};
        }
        fill_from_tornado(cases, 3);
        assert_int_equal(swing_table_make(scenario, 3, &table), STATUS_OK);
        for (int figure = 0; figure < TORNADO_FIGURES; figure++) {
            static Tornado tornado;
            assert_int_equal(tornado_run(cases, 3, 0, (TornadoFigure)figure, 0.1, &tornado),
                             STATUS_OK);
            for (size_t i = 0; i < tornado.n; i++) {
                const TornadoRow *wanted = &tornado.row[i];
                SwingFigure same = 0;
                while (strcmp(SWING_FIGURE_NAME[same], TORNADO_FIGURE_NAME[figure]) != 0) same++;
                const Swing *row = row_of(same, wanted->name);
                bool low = false, high = false;
                for (size_t t = 0; row && t < row->n_turns; t++) {
                    SwingSide side = table.turn[row->first_turn + t].side;
                    low |= side == SWING_LOW;
                    high |= side == SWING_HIGH;
                }
                assert_int_equal(low, wanted->ranking_at_low);
                assert_int_equal(high, wanted->ranking_at_high);
                changed += (size_t)low + (size_t)high;
                kept += (size_t)!low + (size_t)!high;
            }
        }
        swing_table_free(&table);
    }
    if (changed < 100 || kept < 100) fail_msg("%zu changes, %zu without", changed, kept);
}

/* Own services with rates near 0: less of what is counted leaves nothing to price. Each row beside
 * the prices with the changed number, and the first rows of both lists the same. */
static void rates_below_nothing_as_in_the_tornado(void **state) {
    (void)state;
    static double town[COST_YEARS_MAX], rural[COST_YEARS_MAX];
    static Tornado tornado;
    TornadoCase cases[2];
    for (size_t i = 0; i < COST_YEARS_MAX; i++) town[i] = rural[i] = 1e5;
    for (size_t c = 0; c < 2; c++) {
        made_published(&made[c], "A");
        made[c].assumptions.services_outside_towns_2019 = 0.97 * made[c].assumptions.services_2019;
        cases[c] = (TornadoCase){made[c].input};
    }
    made[1].network = (CostNetwork){.served_town = town, .served_rural = rural};
    cases[1].input.network = &made[1].network; /* the first one keeps the published services */
    cases[0].input.assumptions = cases[1].input.assumptions;
    fill_from_tornado(cases, 2);
    assert_int_equal(swing_table_make(scenario, 2, &table), STATUS_OK);
    assert_int_equal(tornado_run(cases, 2, 1, TORNADO_NETWORK_COST, 0.1, &tornado), STATUS_OK);
    size_t lost = 0;
    for (size_t i = 0; i < table.n && table.row[i].figure == SWING_NETWORK_COST; i++) {
        const Swing *row = &table.row[i];
        assert_int_equal(isinf(row->widest), i < tornado.n && isinf(tornado.row[i].swing));
        if (isinf(row->widest)) assert_string_equal(row->assumption, tornado.row[i].name);
        size_t key = cost_key_find(row->assumption);
        for (int side = SWING_LOW; side <= SWING_HIGH && key < N_COST_KEYS; side++) {
            CostAssumptions changed = *cases[1].input.assumptions;
            double value[2], factor = side == SWING_LOW ? 0.9 : 1.1;
            if (strcmp(COST_KEYS[key].unit, "factor") == 0 || isfinite(row->widest)) continue;
            cost_key_set(&COST_KEYS[key], cost_key_get(&COST_KEYS[key], &changed) * factor,
                         &changed);
            for (size_t c = 0; c < 2; c++) {
                CostInput input = cases[c].input;
                input.assumptions = &changed;
                if (tornado_figure(&input, TORNADO_NETWORK_COST, &value[c]) != STATUS_OK)
                    value[c] = NAN;
            }
            bool known = isfinite(value[0]) && isfinite(value[1]);
            lost += !known;
            for (size_t c = 0; c < 2; c++)
                assert_int_equal(swing_place(&table, row, c, (SwingSide)side),
                                 !known                    ? 0
                                 : value[c] > value[1 - c] ? 2
                                                           : 1);
        }
    }
    assert_int_equal(lost, 2); /* less of all services, more of those outside towns */
    swing_table_free(&table);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_and_turns_by_hand),
        cmocka_unit_test(others_do_not_matter),
        cmocka_unit_test(equal_is_no_order),
        cmocka_unit_test(what_cannot_be_ranked),
        cmocka_unit_test(what_loses_its_price_comes_first),
        cmocka_unit_test(rates_below_nothing_as_in_the_tornado),
        cmocka_unit_test(a_row_without_width),
        cmocka_unit_test(ranks_as_the_tornado),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
