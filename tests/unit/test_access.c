/* The measures and scenario figures of planner/access and planner/scenario: by hand, and against
 * slow twins on random countries. */
#define _DEFAULT_SOURCE /* M_PI */

#include "planner/access/assign.h"
#include "planner/access/coverage.h"
#include "planner/access/measures.h"
#include "planner/place/baseline.h"
#include "planner/scenario/evaluate.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"

static const double COVERAGE_M[] = {3000, 5000, 10000};
static const EvaluateRules RULES = {COVERAGE_M, 3, 700, 1, NULL};
static const MeasureRules MEASURE = {700, 100, 1};

static uint64_t random_state;
static double random_between(double low, double high) {
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return low + (high - low) * (double)(random_state >> 11) / 9007199254740992.0;
}

static double dist(const double *a, const double *b) {
    return sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]));
}

/* PwC 2020, 2.2: the rule holds at d <= 700 m; Tinuzi at 701 m is listed as beyond it. */
static void stop_rule_holds_at_700_m_and_not_beyond(void **state) {
    (void)state;
    Country country;
    StopDistance *distance;
    made_country(&country, 1, 1, 1, 1);
    made_stop(&country, "s", 1000, 1000, true);
    made_facility(&country, "at-700", FACILITY_LIBRARY, 1420, 1560, 0);
    made_facility(&country, "at-701", FACILITY_LIBRARY, 1000, 1701, 0);
    assert_int_equal(measure_stop_distance(&country, &MEASURE, &distance), STATUS_OK);
    assert_true(distance[0].dist_m == 700);
    assert_true(distance[0].within);
    assert_true(distance[1].dist_m == 701);
    assert_false(distance[1].within);
    free(distance);
    country_free(&country);
}

/* PwC 2020, 1.4: rail stations are left out. */
static void a_stop_that_does_not_count_is_not_the_nearest(void **state) {
    (void)state;
    Country country;
    StopDistance *distance;
    made_country(&country, 1, 1, 1, 1);
    made_stop(&country, "rail", 100, 100, false);
    made_facility(&country, "f", FACILITY_LIBRARY, 100, 100, 0);
    assert_int_equal(measure_stop_distance(&country, &MEASURE, &distance), STATUS_OK);
    assert_int_equal(distance[0].stop, -1);
    assert_true(isinf(distance[0].dist_m));
    assert_false(distance[0].within);
    free(distance);
    made_stop(&country, "bus", 100, 5100, true);
    assert_int_equal(measure_stop_distance(&country, &MEASURE, &distance), STATUS_OK);
    assert_int_equal(distance[0].stop, 1);
    assert_true(distance[0].dist_m == 5000);
    free(distance);
    country_free(&country);
}

static void nearest_is_kept_apart_by_kind_and_ties_go_to_the_first(void **state) {
    (void)state;
    Country country;
    NearestFacility *nearest;
    made_country(&country, 2, 2, 1, 2);
    made_demand(&country, 5000, 5000, 1, 0);
    made_facility(&country, "z", FACILITY_LIBRARY, 5000, 6000, 0); /* unit 0 before unit 1 */
    made_facility(&country, "p", FACILITY_POST_OFFICE, 5000, 5001, 0);
    made_facility(&country, "a", FACILITY_LIBRARY, 5000, 4000, 1);
    assert_int_equal(measure_nearest(&country, FACILITY_LIBRARY, &MEASURE, &nearest), STATUS_OK);
    assert_int_equal(nearest[0].facility, 0);
    assert_true(nearest[0].dist_m == 1000);
    free(nearest);
    assert_int_equal(measure_nearest(&country, FACILITY_SCHOOL, &MEASURE, &nearest), STATUS_OK);
    assert_null(nearest);
    country_free(&country);
}

static void close_pairs_are_told_once_ordered_by_id(void **state) {
    (void)state;
    Country country;
    ClosePair *pair;
    size_t n;
    made_country(&country, 2, 2, 1, 2);
    made_facility(&country, "b", FACILITY_VPVKAC, 5000, 5000, 0);
    made_facility(&country, "c", FACILITY_LIBRARY, 5000, 5000, 0);
    made_facility(&country, "a", FACILITY_LIBRARY, 5100, 5000, 1); /* exactly at 100 m */
    made_facility(&country, "d", FACILITY_LIBRARY, 5100.001, 4900, 1);
    assert_int_equal(measure_close_pairs(&country, &MEASURE, &pair, &n), STATUS_OK);
    assert_int_equal(n, 3);
    assert_string_equal(country.facility[pair[0].a].id, "a");
    assert_string_equal(country.facility[pair[0].b].id, "b");
    assert_true(pair[0].dist_m == 100);
    assert_string_equal(country.facility[pair[1].b].id, "c");
    assert_string_equal(country.facility[pair[2].a].id, "b");
    assert_true(pair[2].dist_m == 0);
    free(pair);
    country_free(&country);
}

/* Two municipalities side by side, each of one unit; the only centre is in the first. */
static void border_country(Country *country) {
    made_country(country, 2, 2, 1, 2);
    made_demand(country, 9000, 5000, 30, 0);
    made_demand(country, 1000, 5000, 10, 0);
    made_demand(country, 11000, 5000, 60, 1);
    made_facility(country, "centre", FACILITY_VPVKAC, 9000, 5000, 0);
}

static void home_keeps_people_inside_their_municipality(void **state) {
    (void)state;
    Country country;
    Measures measures;
    Scenario present;
    border_country(&country);
    assert_int_equal(measure_all(&country, &MEASURE, &measures), STATUS_OK);
    assert_int_equal(scenario_present(&country, &measures, &RULES, &present), STATUS_OK);
    assert_int_equal(present.assignment[CATCHMENT_ANY][2].facility, 0);
    assert_int_equal(present.assignment[CATCHMENT_HOME][2].facility, -1);
    assert_true(made_indicator(&present, SCOPE_COUNTRY, 0, "unreached_pop") == 0);
    assert_true(made_indicator(&present, SCOPE_COUNTRY, 0, "unreached_pop_home") == 60);
    /* 30 at 0 m, 60 at 2 km, 10 at 8 km */
    assert_true(made_indicator(&present, SCOPE_COUNTRY, 0, "mean_dist_m") == 2000);
    assert_true(made_indicator(&present, SCOPE_COUNTRY, 0, "median_dist_m") == 2000);
    assert_true(made_indicator(&present, SCOPE_COUNTRY, 0, "p90_dist_m") == 2000);
    assert_true(made_indicator(&present, SCOPE_COUNTRY, 0, "max_dist_m") == 8000);
    assert_true(made_indicator(&present, SCOPE_COUNTRY, 0, "person_km") == 200);
    assert_true(made_indicator(&present, SCOPE_COUNTRY, 0, "mean_dist_m_home") == 2000);
    assert_true(isnan(made_indicator(&present, SCOPE_UNIT, 1, "mean_dist_m_home")));
    assert_true(made_indicator(&present, SCOPE_COUNTRY, 0, "home_extra_person_km") == 0);
    scenario_free(&present);
    measures_free(&measures);
    country_free(&country);
}

static void coverage_counts_at_the_threshold_and_home_only_its_own(void **state) {
    (void)state;
    Country country;
    Measures measures;
    Scenario present;
    border_country(&country);
    made_demand(&country, 14000, 5000, 100, 1); /* exactly 5 km from the centre */
    assert_int_equal(measure_all(&country, &MEASURE, &measures), STATUS_OK);
    assert_int_equal(scenario_present(&country, &measures, &RULES, &present), STATUS_OK);
    const Coverage *any = made_coverage(&present, SCOPE_COUNTRY, 0, CATCHMENT_ANY, 5000);
    assert_true(any->pop_share == 190.0 / 200);
    const Coverage *home = made_coverage(&present, SCOPE_COUNTRY, 0, CATCHMENT_HOME, 5000);
    assert_true(home->pop_share == 30.0 / 200);
    /* a disc of 5 km whose centre lies 1 km left of the common border, in squares of 10 km */
    double left = M_PI * 25e6 - (25e6 * acos(0.2) - 1e3 * sqrt(25e6 - 1e6));
    double right = M_PI * 25e6 - left;
    assert_float_equal(any->area_share, (left + right) / 2e8, 1e-9);
    assert_float_equal(home->area_share, left / 2e8, 1e-9);
    for (int c = 0; c < CATCHMENTS; c++) { /* and by itself */
        const int32_t open[] = {0};
        double alone = 0;
        assert_int_equal(present.proposal[0].facility, 0);
        assert_int_equal(territory_within(&country, open, 1, (Catchment)c, 5000, 1, &alone),
                         STATUS_OK);
        assert_true(alone == (c == CATCHMENT_ANY ? any : home)->area_share);
    }
    assert_true(made_coverage(&present, SCOPE_UNIT, 1, CATCHMENT_HOME, 5000)->area_share == 0);
    assert_float_equal(made_coverage(&present, SCOPE_UNIT, 1, CATCHMENT_ANY, 5000)->area_share,
                       right / 1e8, 1e-9);
    scenario_free(&present);
    measures_free(&measures);
    country_free(&country);
}

/* Both municipalities have a centre near their common border; each counts for its own side. */
static void territory_at_home_is_not_covered_by_strangers(void **state) {
    (void)state;
    Country country;
    Measures measures;
    Scenario present;
    made_country(&country, 2, 2, 1, 2);
    made_demand(&country, 5000, 5000, 1, 0);
    made_facility(&country, "left", FACILITY_VPVKAC, 9000, 5000, 0);
    made_facility(&country, "right", FACILITY_VPVKAC, 11000, 1000, 1);
    assert_int_equal(measure_all(&country, &MEASURE, &measures), STATUS_OK);
    assert_int_equal(scenario_present(&country, &measures, &RULES, &present), STATUS_OK);
    double own = M_PI * 9e6 - (9e6 * acos(1.0 / 3) - 1e3 * sqrt(9e6 - 1e6));
    assert_float_equal(made_coverage(&present, SCOPE_UNIT, 0, CATCHMENT_HOME, 3000)->area_share,
                       own / 1e8, 1e-9);
    assert_true(made_coverage(&present, SCOPE_UNIT, 0, CATCHMENT_ANY, 3000)->area_share >
                own / 1e8 + 0.01);
    scenario_free(&present);
    measures_free(&measures);
    country_free(&country);
}

static void a_unit_without_people_has_no_mean_and_no_share_of_people(void **state) {
    (void)state;
    Country country;
    Measures measures;
    Scenario present;
    made_country(&country, 2, 2, 1, 2);
    made_demand(&country, 5000, 5000, 7, 0);
    made_facility(&country, "centre", FACILITY_VPVKAC, 5000, 5000, 0);
    assert_int_equal(measure_all(&country, &MEASURE, &measures), STATUS_OK);
    assert_int_equal(scenario_present(&country, &measures, &RULES, &present), STATUS_OK);
    assert_true(isnan(made_indicator(&present, SCOPE_UNIT, 1, "mean_dist_m")));
    assert_true(isnan(made_coverage(&present, SCOPE_UNIT, 1, CATCHMENT_ANY, 3000)->pop_share));
    assert_true(made_coverage(&present, SCOPE_UNIT, 0, CATCHMENT_ANY, 3000)->pop_share == 1);
    scenario_free(&present);
    measures_free(&measures);
    country_free(&country);
}

/* table 5 of PwC 2020 in small: municipality 0 has two centres, 1 has one, 2 has none */
static void network_tells_none_one_and_several(void **state) {
    (void)state;
    Country country;
    Measures measures;
    Scenario present;
    made_country(&country, 6, 6, 2, 6);
    country.unit[0].centre_level = "national";
    country.unit[4].centre_level = "national";
    country.unit[5].centre_level = "regional";
    made_demand(&country, 5000, 5000, 7, 0);
    made_facility(&country, "a", FACILITY_VPVKAC, 5000, 5000, 0);
    made_facility(&country, "b", FACILITY_VPVKAC, 15000, 5000, 1);
    made_facility(&country, "c", FACILITY_VPVKAC, 25000, 5000, 2);
    made_stop(&country, "s", 15000, 5000, true);
    assert_int_equal(measure_all(&country, &MEASURE, &measures), STATUS_OK);
    assert_int_equal(scenario_present(&country, &measures, &RULES, &present), STATUS_OK);
    assert_true(made_indicator(&present, SCOPE_COUNTRY, 0, "municipalities_none") == 1);
    assert_true(made_indicator(&present, SCOPE_REGION, 0, "municipalities_one") == 1);
    assert_true(made_indicator(&present, SCOPE_COUNTRY, 0, "municipalities_several") == 1);
    assert_true(made_indicator(&present, SCOPE_COUNTRY, 0, "points") == 3);
    assert_true(made_indicator(&present, SCOPE_COUNTRY, 0, "points_within_stop_rule") == 1);
    assert_float_equal(made_indicator(&present, SCOPE_COUNTRY, 0, "area_share_units_with_point"),
                       0.5, 1e-12);
    assert_float_equal(
        made_indicator(&present, SCOPE_COUNTRY, 0, "area_share_municipalities_with_point"), 4.0 / 6,
        1e-12);
    assert_true(made_indicator(&present, SCOPE_UNIT, 3, "area_share_units_with_point") == 0);
    assert_int_equal(present.n_network, 4);
    assert_int_equal(present.network[0].none, 1);
    assert_int_equal(present.network[0].several, 1);
    assert_string_equal(present.network[1].level, "national");
    assert_int_equal(present.network[1].total, 2);
    assert_int_equal(present.network[1].one, 1);
    assert_int_equal(present.network[1].none, 1);
    assert_string_equal(present.network[3].level, "municipal");
    assert_int_equal(present.network[3].total, -1); /* not given */
    scenario_free(&present);
    measures_free(&measures);
    country_free(&country);
}

static void random_country(Country *country, uint64_t seed) {
    random_state = seed;
    int n_units = 1 + (int)random_between(0, 12);
    made_country(country, n_units, 4, 1 + (int)random_between(0, 3), 5);
    int n_demand = 1 + (int)random_between(0, 60);
    for (int d = 0; d < n_demand; d++) {
        int u = (int)random_between(0, n_units);
        made_demand(country, u % 4 * 10000.0 + floor(random_between(0, 20)) * 500,
                    u / 4 * 10000.0 + floor(random_between(0, 20)) * 500,
                    floor(random_between(0, 9)), u);
    }
    for (int u = 0; u < n_units; u++)
        for (int f = (int)random_between(0, 4), i = 0; i < f; i++) {
            char id[32];
            snprintf(id, sizeof id, "f-%d", i);
            made_facility(country, id,
                          random_between(0, 1) < 0.4 ? FACILITY_VPVKAC : FACILITY_LIBRARY,
                          u % 4 * 10000.0 + floor(random_between(0, 20)) * 500,
                          u / 4 * 10000.0 + floor(random_between(0, 20)) * 500, u);
        }
    for (int s = 0; s < 9; s++)
        made_stop(country, "s", random_between(0, 40000), random_between(0, 30000),
                  random_between(0, 1) < 0.8);
}

/* The twin: every open point for every demand point, in the tie order. */
static void check_assignment(const Country *country, const int32_t *open, size_t n,
                             Catchment catchment, const Assignment *assignment) {
    for (size_t d = 0; d < country->n_demand; d++) {
        int32_t best = -1;
        double best_m = INFINITY;
        int32_t home = country->unit[country->demand[d].unit].municipality;
        for (size_t i = 0; i < n; i++) {
            if (catchment == CATCHMENT_HOME &&
                country->unit[country->facility[open[i]].unit].municipality != home)
                continue;
            double m = dist(country->demand_xy + 2 * d, country->facility_xy + 2 * open[i]);
            if (m < best_m) {
                best_m = m;
                best = open[i];
            }
        }
        assert_int_equal(assignment[d].facility, best);
        if (best >= 0) assert_true(assignment[d].cost == best_m);
    }
}

/* A quantile by its definition: try every distance. */
static double slow_quantile(const Country *country, const Assignment *assignment, double q) {
    double best = NAN, total = 0;
    for (size_t d = 0; d < country->n_demand; d++)
        if (assignment[d].facility >= 0) total += country->demand[d].pop;
    for (size_t d = 0; d < country->n_demand; d++) {
        double within = 0, m = assignment[d].cost;
        if (assignment[d].facility < 0 || country->demand[d].pop == 0) continue;
        for (size_t e = 0; e < country->n_demand; e++)
            if (assignment[e].facility >= 0 && assignment[e].cost <= m)
                within += country->demand[e].pop;
        if (within >= q * total && !(m >= best)) best = m;
    }
    return best;
}

/* Ten people a kilometre apart: half of them live within 5 km, however many people each of them
 * stands for. A unit of a forecast had another median than before, though one factor changed all.
 */
static void a_factor_on_all_people_moves_no_quantile(void **state) {
    (void)state;
    for (int i = 1; i <= 400; i++) {
        Country country;
        Measures measures;
        Scenario present;
        made_country(&country, 2, 2, 1, 2);
        for (int k = 1; k <= 10; k++) made_demand(&country, 1000.0 * k, 0, 9.1 * i / 7, 0);
        made_facility(&country, "centre", FACILITY_VPVKAC, 0, 0, 0);
        assert_int_equal(measure_all(&country, &MEASURE, &measures), STATUS_OK);
        assert_int_equal(scenario_present(&country, &measures, &RULES, &present), STATUS_OK);
        assert_true(made_indicator(&present, SCOPE_COUNTRY, 0, "median_dist_m") == 5000);
        assert_true(made_indicator(&present, SCOPE_COUNTRY, 0, "p90_dist_m") == 9000);
        scenario_free(&present);
        measures_free(&measures);
        country_free(&country);
    }
}

static void random_countries_agree_with_the_slow_twins(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        Country country;
        Measures measures;
        Scenario baseline;
        int32_t *open;
        size_t n;
        random_country(&country, seed);
        assert_int_equal(measure_all(&country, &MEASURE, &measures), STATUS_OK);
        assert_int_equal(scenario_baseline(&country, &measures, &RULES, &baseline), STATUS_OK);
        assert_int_equal(proposals_open(baseline.proposal, baseline.n_proposals, &open, &n),
                         STATUS_OK);
        for (int c = 0; c < CATCHMENTS; c++)
            check_assignment(&country, open, n, (Catchment)c, baseline.assignment[c]);
        const char *const NAME[] = {"median_dist_m", "p90_dist_m"};
        for (int q = 0; q < 2; q++) {
            double told = made_indicator(&baseline, SCOPE_COUNTRY, 0, NAME[q]);
            double slow =
                slow_quantile(&country, baseline.assignment[CATCHMENT_ANY], q ? 0.9 : 0.5);
            assert_true(told == slow || (isnan(told) && isnan(slow)));
        }
        free(open);
        scenario_free(&baseline);
        measures_free(&measures);
        country_free(&country);
    }
}

static void threads_change_nothing(void **state) {
    (void)state;
    Country country;
    Measures measures;
    Scenario one, eight;
    EvaluateRules many = RULES;
    many.threads = 8;
    random_country(&country, 77);
    assert_int_equal(measure_all(&country, &MEASURE, &measures), STATUS_OK);
    assert_int_equal(scenario_baseline(&country, &measures, &RULES, &one), STATUS_OK);
    assert_int_equal(scenario_baseline(&country, &measures, &many, &eight), STATUS_OK);
    assert_true(one.n_coverage > 10 && one.n_indicators > 10);
    assert_int_equal(one.n_coverage, eight.n_coverage);
    assert_int_equal(one.n_indicators, eight.n_indicators);
    for (size_t i = 0; i < one.n_coverage; i++) {
        assert_memory_equal(&one.coverage[i].area_share, &eight.coverage[i].area_share, 8);
        assert_memory_equal(&one.coverage[i].pop_share, &eight.coverage[i].pop_share, 8);
    }
    for (size_t i = 0; i < one.n_indicators; i++)
        assert_memory_equal(&one.indicator[i].value, &eight.indicator[i].value, 8);
    scenario_free(&one);
    scenario_free(&eight);
    measures_free(&measures);
    country_free(&country);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stop_rule_holds_at_700_m_and_not_beyond),
        cmocka_unit_test(a_stop_that_does_not_count_is_not_the_nearest),
        cmocka_unit_test(nearest_is_kept_apart_by_kind_and_ties_go_to_the_first),
        cmocka_unit_test(close_pairs_are_told_once_ordered_by_id),
        cmocka_unit_test(home_keeps_people_inside_their_municipality),
        cmocka_unit_test(a_factor_on_all_people_moves_no_quantile),
        cmocka_unit_test(coverage_counts_at_the_threshold_and_home_only_its_own),
        cmocka_unit_test(territory_at_home_is_not_covered_by_strangers),
        cmocka_unit_test(a_unit_without_people_has_no_mean_and_no_share_of_people),
        cmocka_unit_test(network_tells_none_one_and_several),
        cmocka_unit_test(random_countries_agree_with_the_slow_twins),
        cmocka_unit_test(threads_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
