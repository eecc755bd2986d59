/* Two scenarios side by side: gainers and losers counted by eye, and one by one. */
#include "planner/access/assign.h"
#include "planner/access/measures.h"
#include "planner/access/scopes.h"
#include "planner/compare/compare.h"
#include "planner/compare/kpis.h"
#include "planner/scenario/begin.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

static const double COVERAGE_M[] = {1000, 3000, 8000};
static const EvaluateRules EVALUATE = {COVERAGE_M, 3, 700, 1, NULL};

/* A scenario that opens these facilities (in increasing order). */
static Scenario scenario_of(const Country *country, const char *name, const int32_t *open,
                            size_t n) {
    MeasureRules measure = {700, 100, 1};
    Measures measures;
    assert_int_equal(measure_all(country, &measure, &measures), STATUS_OK);
    Scenario scenario = scenario_begin(name);
    scenario.proposal = calloc(n + 1, sizeof *scenario.proposal);
    scenario.n_proposals = n;
    for (size_t i = 0; i < n; i++)
        scenario.proposal[i] = (Proposal){.unit = country->facility[open[i]].unit,
                                          .facility = open[i],
                                          .role = ROLE_NEW,
                                          .runner_up = -1};
    assert_int_equal(scenario_evaluate(country, &measures, &EVALUATE, &scenario), STATUS_OK);
    measures_free(&measures);
    return scenario;
}

static const CompareRow *row_of(const Comparison *made, Scope scope, int32_t area, Catchment c) {
    for (size_t i = 0; i < made->n_rows; i++)
        if (made->row[i].scope == scope && made->row[i].area == area && made->row[i].catchment == c)
            return &made->row[i];
    return NULL;
}

static const CompareThreshold *threshold_of(const Comparison *made, Scope scope, int32_t area,
                                            Catchment c, double threshold_m) {
    for (size_t i = 0; i < made->n_thresholds; i++)
        if (made->threshold[i].scope == scope && made->threshold[i].area == area &&
            made->threshold[i].catchment == c && made->threshold[i].threshold_m == threshold_m)
            return &made->threshold[i];
    return NULL;
}

/*
 * Three units in a row, 10 km each, the first two one municipality. The point moves from a (0 km)
 * to b (10 km); c (25 km) stays.
 *   at  1 km  10 people: 1 km to a, 9 km to b      lose 8 km
 *   at  9 km  20 people: 9 km to a, 1 km to b      gain 8 km
 *   at  5 km   4 people: 5 km to both              unchanged
 *   at 22 km  30 people: c all the time            unchanged
 */
static void line_country(Country *country) {
    made_country(country, 3, 3, 2, 3);
    made_facility(country, "a", FACILITY_LIBRARY, 0, 0, 0);
    made_facility(country, "b", FACILITY_LIBRARY, 10000, 0, 1);
    made_facility(country, "c", FACILITY_LIBRARY, 25000, 0, 2);
    made_demand(country, 1000, 0, 10, 0);
    made_demand(country, 9000, 0, 20, 0);
    made_demand(country, 5000, 0, 4, 0);
    made_demand(country, 22000, 0, 30, 2);
}

static void gainers_and_losers_by_eye(void **state) {
    (void)state;
    Country country;
    line_country(&country);
    int32_t open_before[] = {0, 2}, open_after[] = {1, 2};
    Scenario before = scenario_of(&country, "before", open_before, 2);
    Scenario after = scenario_of(&country, "after", open_after, 2);
    double eur[7] = {NAN, NAN, NAN, NAN, NAN, NAN, 500}; /* 3 units, 2 municipalities, 1, country */
    CompareRules rules = {1, COVERAGE_M, 3, eur};
    Comparison made;
    assert_int_equal(compare_scenarios(&country, &before, &after, &rules, &made), STATUS_OK);
    assert_int_equal(made.n_rows, 14);
    const CompareRow *row = row_of(&made, SCOPE_COUNTRY, 0, CATCHMENT_ANY);
    assert_true(row->gain.pop == 20 && row->gain.person_km == 160 && row->gain.mean_m == 8000);
    assert_true(row->gain.largest_m == 8000 && row->gain.step_pop == 0);
    assert_true(row->loss.pop == 10 && row->loss.person_km == 80 && row->loss.largest_m == 8000);
    assert_true(row->unchanged_pop == 34);
    assert_true(row->opened == 1 && row->closed == 1 && row->kept == 1);
    assert_true(row->mean_before_m == (10 + 180 + 20 + 90) * 1000.0 / 64);
    assert_true(row->median_before_m == 3000 && row->median_after_m == 3000);
    row = row_of(&made, SCOPE_UNIT, 0, CATCHMENT_ANY);
    assert_true(row->closed == 1 && row->opened == 0 && row->kept == 0 && row->unchanged_pop == 4);
    assert_true(row->median_before_m == 9000 && row->median_after_m == 1000);
    row = row_of(&made, SCOPE_UNIT, 1, CATCHMENT_ANY); /* nobody lives here */
    assert_true(row->opened == 1 && row->closed == 0 && row->gain.pop == 0);
    assert_true(isnan(row->gain.mean_m) && isnan(row->loss.largest_m) && isnan(row->mean_after_m));
    row = row_of(&made, SCOPE_MUNICIPALITY, 1, CATCHMENT_HOME);
    assert_true(row->kept == 1 && row->unchanged_pop == 30);
    const CompareThreshold *at = threshold_of(&made, SCOPE_COUNTRY, 0, CATCHMENT_ANY, 1000);
    assert_true(at->within_before_pop == 10 && at->within_after_pop == 20); /* 1000 is within */
    assert_true(at->newly_within_pop == 20 && at->newly_beyond_pop == 10);
    assert_true(at->eur_per_newly_within == 25 && at->eur_per_net_within == 50);
    at = threshold_of(&made, SCOPE_UNIT, 0, CATCHMENT_ANY, 1000);
    assert_true(isnan(at->eur_per_newly_within) && at->newly_within_pop == 20);
    /* a's quarter disc goes; b's two quarters come: one in each of the first two units */
    double quarter_m2 = 3.14159265358979323846 * 1e6 / 4;
    assert_true(fabs(at->area_gain_m2 - 0) < 1);
    at = threshold_of(&made, SCOPE_COUNTRY, 0, CATCHMENT_ANY, 1000);
    assert_true(fabs(at->area_gain_m2 - quarter_m2) < 1);
    assert_true(fabs(at->area_share_before * 3e8 - 3 * quarter_m2) < 1);
    comparison_free(&made);

    rules.extra_eur_a_year = NULL;
    assert_int_equal(compare_scenarios(&country, &before, &before, &rules, &made), STATUS_OK);
    row = row_of(&made, SCOPE_COUNTRY, 0, CATCHMENT_HOME);
    assert_true(row->unchanged_pop == 64 && row->gain.pop == 0 && row->loss.pop == 0);
    assert_true(row->kept == 2 && made.n_opened == 0 && made.n_closed == 0 && made.kept[1] == 2);
    at = threshold_of(&made, SCOPE_COUNTRY, 0, CATCHMENT_ANY, 8000);
    assert_true(at->newly_within_pop == 0 && isnan(at->eur_per_newly_within));
    comparison_free(&made);
    scenario_free(&before);
    scenario_free(&after);
    country_free(&country);
}

/* A change of exactly the tolerance is none. */
static void the_tolerance_itself_is_no_change(void **state) {
    (void)state;
    Country country;
    made_country(&country, 1, 1, 1, 1);
    made_facility(&country, "a", FACILITY_LIBRARY, 0, 0, 0);
    made_facility(&country, "b", FACILITY_LIBRARY, 100, 0, 0);
    made_demand(&country, 500, 0, 7, 0);
    int32_t a[] = {0}, b[] = {1};
    Scenario before = scenario_of(&country, "before", a, 1);
    Scenario after = scenario_of(&country, "after", b, 1);
    Comparison made;
    CompareRules rules = {100, NULL, 0, NULL};
    assert_int_equal(compare_scenarios(&country, &before, &after, &rules, &made), STATUS_OK);
    assert_true(row_of(&made, SCOPE_COUNTRY, 0, CATCHMENT_ANY)->unchanged_pop == 7);
    assert_int_equal(made.n_thresholds, 0);
    comparison_free(&made);
    rules.tolerance_m = 99.999;
    assert_int_equal(compare_scenarios(&country, &before, &after, &rules, &made), STATUS_OK);
    assert_true(row_of(&made, SCOPE_COUNTRY, 0, CATCHMENT_ANY)->gain.pop == 7);
    comparison_free(&made);
    assert_int_equal(compare_scenarios(&country, &after, &before, &rules, &made), STATUS_OK);
    assert_true(row_of(&made, SCOPE_COUNTRY, 0, CATCHMENT_ANY)->loss.pop == 7);
    comparison_free(&made);
    double bad[] = {-1, NAN};
    for (int i = 0; i < 2; i++) {
        rules.tolerance_m = bad[i];
        assert_int_equal(compare_scenarios(&country, &after, &before, &rules, &made),
                         STATUS_BAD_ARGUMENT);
    }
    rules.tolerance_m = 1;
    Scenario empty = scenario_begin("empty");
    assert_int_equal(compare_scenarios(&country, &after, &empty, &rules, &made),
                     STATUS_BAD_ARGUMENT);
    scenario_free(&before);
    scenario_free(&after);
    country_free(&country);
}

/* ---- one by one ---- */

static size_t random_country(Country *country, uint64_t *seed) {
    int units = 1 + (int)random_below(seed, 6);
    made_country(country, units, 3, 1 + (int)random_below(seed, 3), 4);
    if (random_below(seed, 3) == 0) country->unit[0].municipality = -1;
    if (random_below(seed, 5) == 0) country->unit[0].region = -1;
    for (int u = 0; u < units; u++)
        for (size_t k = random_below(seed, 3); k > 0; k--) {
            char id[32];
            snprintf(id, sizeof id, "f%zu", country->n_facilities);
            made_facility(country, id, FACILITY_LIBRARY, 1000.0 * (double)random_below(seed, 20),
                          1000.0 * (double)random_below(seed, 20), u);
        }
    for (size_t d = random_below(seed, 40); d > 0; d--)
        made_demand(country, 1000.0 * (double)random_below(seed, 20),
                    1000.0 * (double)random_below(seed, 20), (double)random_below(seed, 5),
                    (int)random_below(seed, (size_t)units));
    return (size_t)units;
}

static size_t random_open(const Country *country, uint64_t *seed, int32_t *open, bool *is) {
    size_t n = 0;
    for (size_t f = 0; f < country->n_facilities; f++) {
        is[f] = random_below(seed, 3) > 0;
        if (is[f]) open[n++] = (int32_t)f;
    }
    return n;
}

static bool lies_in(const Country *country, int32_t unit, Scope scope, int32_t area) {
    const Unit *u = &country->unit[unit];
    return scope == SCOPE_UNIT           ? unit == area
           : scope == SCOPE_MUNICIPALITY ? u->municipality == area
           : scope == SCOPE_REGION       ? u->region == area
                                         : true;
}

static void check_points(const Country *country, const CompareRow *row, const bool *was,
                         const bool *is) {
    int64_t opened = 0, closed = 0, kept = 0;
    for (size_t f = 0; f < country->n_facilities; f++) {
        if (!lies_in(country, country->facility[f].unit, row->scope, row->area)) continue;
        opened += is[f] && !was[f];
        closed += was[f] && !is[f];
        kept += is[f] && was[f];
    }
    assert_true(row->opened == opened && row->closed == closed && row->kept == kept);
}

static void check_row(const Country *country, const CompareRow *row, const Scenario *before,
                      const Scenario *after, double tolerance_m) {
    Change gain = {.largest_m = NAN}, loss = {.largest_m = NAN};
    double unchanged = 0, all = 0;
    for (size_t d = 0; d < country->n_demand; d++) {
        if (!lies_in(country, country->demand[d].unit, row->scope, row->area)) continue;
        Assignment was = before->assignment[row->catchment][d];
        Assignment is = after->assignment[row->catchment][d];
        double pop = country->demand[d].pop;
        all += pop;
        if (was.facility < 0 && is.facility < 0) {
            unchanged += pop;
        } else if (was.facility < 0 || is.facility < 0) {
            Change *change = was.facility < 0 ? &gain : &loss;
            change->pop += pop;
            change->step_pop += pop;
        } else if (fabs(was.cost - is.cost) <= tolerance_m) {
            unchanged += pop;
        } else {
            Change *change = is.cost < was.cost ? &gain : &loss;
            double by = fabs(was.cost - is.cost);
            change->pop += pop;
            change->person_km += pop * by / 1000;
            if (pop > 0) change->largest_m = fmax(by, change->largest_m);
        }
    }
    const Change *expected[] = {&gain, &loss}, *got[] = {&row->gain, &row->loss};
    for (int i = 0; i < 2; i++) {
        assert_true(got[i]->pop == expected[i]->pop && got[i]->step_pop == expected[i]->step_pop);
        assert_true(got[i]->person_km == expected[i]->person_km);
        double moved = expected[i]->pop - expected[i]->step_pop;
        assert_true(moved > 0 ? got[i]->largest_m == expected[i]->largest_m &&
                                    got[i]->mean_m == expected[i]->person_km * 1000 / moved
                              : isnan(got[i]->largest_m) && isnan(got[i]->mean_m));
    }
    assert_true(row->unchanged_pop == unchanged);
    assert_true(row->gain.pop + row->loss.pop + row->unchanged_pop == all);
}

static void check_threshold(const Country *country, const CompareThreshold *at,
                            const Scenario *before, const Scenario *after) {
    double within = 0, beyond = 0;
    for (size_t d = 0; d < country->n_demand; d++) {
        if (!lies_in(country, country->demand[d].unit, at->scope, at->area)) continue;
        double was_m = before->assignment[at->catchment][d].cost;
        double is_m = after->assignment[at->catchment][d].cost, pop = country->demand[d].pop;
        if (was_m > at->threshold_m && is_m <= at->threshold_m) within += pop;
        if (was_m <= at->threshold_m && is_m > at->threshold_m) beyond += pop;
    }
    assert_true(at->newly_within_pop == within && at->newly_beyond_pop == beyond);
    assert_true(at->within_before_pop + within - beyond == at->within_after_pop);
    assert_true(within > 0 ? at->eur_per_newly_within == 100 / within
                           : isnan(at->eur_per_newly_within));
    assert_true(within > beyond ? at->eur_per_net_within == 100 / (within - beyond)
                                : isnan(at->eur_per_net_within));
    const Coverage *was =
        made_coverage(before, at->scope, at->area, at->catchment, at->threshold_m);
    const Coverage *is = made_coverage(after, at->scope, at->area, at->catchment, at->threshold_m);
    if (!was) {
        assert_true(isnan(at->area_share_before) && isnan(at->area_gain_m2));
        return;
    }
    double area_m2 = 0;
    for (size_t u = 0; u < country->n_units; u++)
        if (lies_in(country, (int32_t)u, at->scope, at->area)) area_m2 += country->unit[u].area_m2;
    if (isnan(was->area_share)) return; /* a municipality without a unit */
    assert_true(at->area_gain_m2 == (is->area_share - was->area_share) * area_m2);
}

static void every_area_one_by_one(void **state) {
    (void)state;
    uint64_t seed = 21;
    static int32_t open[2][MADE_MAX];
    static bool is[2][MADE_MAX];
    double eur[64], threshold_m[] = {3000, 1000, 5555};
    for (int i = 0; i < 64; i++) eur[i] = 100;
    for (int round = 0; round < 1000; round++) {
        Country country;
        random_country(&country, &seed);
        Scenario scenario[2];
        for (int s = 0; s < 2; s++)
            scenario[s] =
                scenario_of(&country, "s", open[s], random_open(&country, &seed, open[s], is[s]));
        CompareRules rules = {(double)random_below(&seed, 3) * 1000, threshold_m, 3, eur};
        Comparison made;
        assert_int_equal(compare_scenarios(&country, &scenario[0], &scenario[1], &rules, &made),
                         STATUS_OK);
        size_t areas =
            country.n_units + country.n_municipalities + country.n_regions + 1; /* the country */
        assert_int_equal(made.n_rows, areas * CATCHMENTS);
        assert_int_equal(made.n_thresholds, made.n_rows * 3);
        for (size_t i = 0; i < made.n_rows; i++) {
            check_row(&country, &made.row[i], &scenario[0], &scenario[1], rules.tolerance_m);
            check_points(&country, &made.row[i], is[0], is[1]);
        }
        for (size_t i = 0; i < made.n_thresholds; i++)
            check_threshold(&country, &made.threshold[i], &scenario[0], &scenario[1]);
        comparison_free(&made);
        for (int s = 0; s < 2; s++) scenario_free(&scenario[s]);
        country_free(&country);
    }
}

static void the_table_has_a_column_a_scenario(void **state) {
    (void)state;
    Country country;
    line_country(&country);
    int32_t open_before[] = {0, 2}, open_after[] = {1, 2};
    Scenario scenario[] = {scenario_of(&country, "before", open_before, 2),
                           scenario_of(&country, "after", open_after, 2),
                           scenario_of(&country, "none", open_after, 0)};
    const Scenario *column[] = {&scenario[0], &scenario[1], &scenario[2]};
    const Country *people[] = {&country, &country, &country};
    KpiTable table;
    assert_int_equal(kpis_of(people, column, 3, 2000, &table), STATUS_OK);
    const Kpi *row = kpis_find(&table, "person_km", CATCHMENT_ANY, NAN);
    assert_string_equal(row->unit, "person-km");
    assert_true(row->value[0] == 300 && row->value[1] == 220 && row->value[2] == 0);
    row = kpis_find(&table, "mean_dist_m", CATCHMENT_ANY, NAN);
    assert_true(row->value[0] == 300000.0 / 64 && isnan(row->value[2])); /* nobody reaches one */
    row = kpis_find(&table, "pop_share_within", CATCHMENT_HOME, 1000);
    assert_true(row->value[0] == 10 / 64.0 && row->value[1] == 20 / 64.0 && row->value[2] == 0);
    assert_true(row->threshold_m == 1000 && row->catchment == CATCHMENT_HOME);
    row = kpis_find(&table, "fgt0_dist", CATCHMENT_ANY, 2000);
    assert_true(row->value[0] == 54 / 64.0 && row->value[1] == 44 / 64.0);
    row = kpis_find(&table, "beyond_share", CATCHMENT_ANY, 2000);
    assert_true(row->value[2] == 1);
    row = kpis_find(&table, "gini_dist", CATCHMENT_ANY, NAN);
    assert_true(row->value[0] > 0 && row->value[0] < 1 && isnan(row->value[2]));
    row = kpis_find(&table, "concentration_dist", CATCHMENT_ANY, NAN);
    double w = 0, wx = 0,
           wxr = 0; /* place in the order of units by their people, those alike share it */
    for (size_t d = 0; d < country.n_demand; d++) {
        double below = 0, pop = country.demand[d].pop, cost = scenario[0].assignment[0][d].cost;
        double size = country.unit[country.demand[d].unit].demand_pop;
        for (size_t e = 0; e < country.n_demand; e++) {
            double other = country.unit[country.demand[e].unit].demand_pop;
            below += country.demand[e].pop * (other < size ? 1 : other == size ? 0.5 : 0);
        }
        w += pop;
        wx += pop * cost;
        wxr += pop * cost * below;
    }
    assert_float_equal(row->value[0], 2 * wxr / (wx * w) - 1, 1e-12);
    assert_null(kpis_find(&table, "cost", CATCHMENT_ANY, NAN));
    double cost[] = {1, 2, NAN};
    assert_int_equal(kpis_add(&table, "cost", "EUR", cost), STATUS_OK);
    row = kpis_find(&table, "cost", CATCHMENT_ANY, NAN);
    assert_true(row->value[1] == 2 && isnan(row->value[2]));
    for (size_t i = 0; i < table.n; i++) /* every figure once */
        for (size_t j = 0; j < i; j++)
            assert_false(strcmp(table.row[i].name, table.row[j].name) == 0 &&
                         table.row[i].catchment == table.row[j].catchment &&
                         (table.row[i].threshold_m == table.row[j].threshold_m ||
                          isnan(table.row[i].threshold_m)));
    kpis_free(&table);
    assert_int_equal(kpis_of(people, column, 2, NAN, &table), STATUS_OK);
    assert_null(kpis_find(&table, "fgt0_dist", CATCHMENT_ANY, NAN));
    assert_non_null(kpis_find(&table, "palma_dist", CATCHMENT_HOME, NAN));
    kpis_free(&table);
    assert_int_equal(kpis_of(people, column, 1, -5, &table), STATUS_BAD_ARGUMENT);
    /* each scenario with its own people: all the others gone, one place stands for everybody */
    Country other = country;
    other.demand = calloc(country.n_demand, sizeof *other.demand);
    assert_non_null(other.demand);
    memcpy(other.demand, country.demand, country.n_demand * sizeof *other.demand);
    for (size_t d = 1; d < other.n_demand; d++) other.demand[d].pop = 0;
    people[1] = &other;
    assert_int_equal(kpis_of(people, column, 2, 2000, &table), STATUS_OK);
    row = kpis_find(&table, "fgt0_dist", CATCHMENT_ANY, 2000);
    assert_true(row->value[0] == 54 / 64.0);
    assert_true(row->value[1] == (scenario[1].assignment[0][0].cost > 2000));
    kpis_free(&table);
    free(other.demand);
    for (int s = 0; s < 3; s++) scenario_free(&scenario[s]);
    country_free(&country);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gainers_and_losers_by_eye),
        cmocka_unit_test(the_tolerance_itself_is_no_change),
        cmocka_unit_test(every_area_one_by_one),
        cmocka_unit_test(the_table_has_a_column_a_scenario),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
