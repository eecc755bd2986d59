/* What replacing a point by a site changes, against replacing it and adding up again. */
#include "planner/place/swap_value.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

/* Person-kilometres to the nearest open facility. */
static double travelled_pkm(const Country *country, const uint8_t *open) {
    double sum = 0;
    for (size_t d = 0; d < country->n_demand; d++) {
        double least = INFINITY;
        for (size_t f = 0; f < country->n_facilities; f++) {
            double dx = country->demand_xy[2 * d] - country->facility_xy[2 * f];
            double dy = country->demand_xy[2 * d + 1] - country->facility_xy[2 * f + 1];
            if (open[f]) least = fmin(least, sqrt(dx * dx + dy * dy));
        }
        sum += country->demand[d].pop * least;
    }
    return sum / 1000;
}

/* On a lattice of `step` metres where step > 0, so that equal distances do occur. */
static double place_at(uint64_t *seed, double low, double step) {
    if (step > 0) return low + step * (double)random_below(seed, (size_t)(10000 / step));
    return random_in(seed, low, low + 10000);
}

static void make_random(Country *country, uint64_t *seed, double step) {
    int n_units = 1 + (int)random_below(seed, 6);
    made_country(country, n_units, 3, 2, 6);
    for (int u = 0; u < n_units; u++) {
        double x = u % 3 * 10000.0, y = u / 3 * 10000.0;
        size_t sites = random_below(seed, 5), demand = random_below(seed, 9);
        for (size_t i = 0; i < sites; i++)
            made_facility(country, "f", FACILITY_LIBRARY, place_at(seed, x, step),
                          place_at(seed, y, step), u);
        for (size_t i = 0; i < demand; i++)
            made_demand(country, place_at(seed, x, step), place_at(seed, y, step),
                        (double)random_below(seed, 20), u);
    }
}

static void check_one(const Country *country, uint8_t *open, const uint8_t *may, SwapScope scope,
                      int32_t point, const SwapValue *value) {
    double now = travelled_pkm(country, open), least = INFINITY;
    for (size_t s = 0; s < country->n_facilities; s++) {
        bool own = country->facility[s].unit == country->facility[point].unit;
        if (open[s] || !may[s] || (scope == SWAP_OWN_UNIT && !own)) continue;
        open[point] = 0;
        open[s] = 1;
        double change = travelled_pkm(country, open) - now;
        open[point] = 1;
        open[s] = 0;
        least = fmin(least, change);
        if ((int32_t)s == value->site)
            assert_true(fabs(change - value->change_pkm) <= 1e-10 * (now + 1));
    }
    if (isinf(least)) {
        assert_int_equal(value->site, -1);
        assert_true(isnan(value->change_pkm));
        return;
    }
    assert_true(value->site >= 0 && may[value->site] && !open[value->site]);
    if (scope == SWAP_OWN_UNIT)
        assert_int_equal(country->facility[value->site].unit, country->facility[point].unit);
    assert_true(fabs(value->change_pkm - least) <= 1e-10 * (now + 1));
}

static void the_value_is_what_replacing_would_change(void **state) {
    (void)state;
    uint64_t seed = 5;
    size_t single = 0;
    for (int round = 0; round < 1500; round++) {
        Country country;
        make_random(&country, &seed, round % 2 ? 0 : 500);
        uint8_t open[64] = {0}, may[64] = {0};
        int32_t list[64];
        size_t n = 0, chance = 1 + random_below(&seed, 5);
        for (size_t f = 0; f < country.n_facilities; f++) {
            open[f] = random_below(&seed, chance) == 0;
            may[f] = random_below(&seed, 5) > 0;
            if (open[f]) list[n++] = (int32_t)f;
        }
        single += n == 1;
        for (int scope = 0; scope < 2; scope++) {
            SwapValue *value = NULL;
            assert_int_equal(
                swap_values_by_line(&country, list, n, may, (SwapScope)scope, 2, &value),
                STATUS_OK);
            for (size_t p = 0; p < n; p++)
                check_one(&country, open, may, (SwapScope)scope, list[p], &value[p]);
            free(value);
        }
        country_free(&country);
    }
    assert_true(single > 100);
}

static void the_only_point_is_valued_by_the_way_to_the_site(void **state) {
    (void)state;
    Country country;
    made_country(&country, 1, 1, 1, 1);
    made_facility(&country, "open", FACILITY_LIBRARY, 0, 0, 0);
    made_facility(&country, "far", FACILITY_LIBRARY, 9000, 0, 0);
    made_facility(&country, "near", FACILITY_LIBRARY, 3000, 0, 0);
    made_demand(&country, 2000, 0, 10, 0);
    const uint8_t may[] = {1, 1, 1};
    const int32_t open[] = {0};
    SwapValue *value = NULL;
    assert_int_equal(swap_values_by_line(&country, open, 1, may, SWAP_ANYWHERE, 1, &value),
                     STATUS_OK);
    assert_int_equal(value[0].site, 2);
    assert_true(value[0].change_pkm == -10);
    free(value);
    country_free(&country);
}

/* Two open points far apart, and 200 sites of the same value for either, more than a chunk. */
static void ties_go_to_the_first_site(void **state) {
    (void)state;
    Country country;
    made_country(&country, 1, 1, 1, 1);
    made_facility(&country, "west", FACILITY_LIBRARY, 0, 0, 0);
    for (int k = 0; k < 200; k++)
        made_facility(&country, "site", FACILITY_LIBRARY, 5000, k < 3 ? 1000 : 0, 0);
    made_facility(&country, "east", FACILITY_LIBRARY, 8000, 0, 0);
    made_demand(&country, 1000, 0, 1, 0);
    made_demand(&country, 8000, 0, 1, 0);
    uint8_t may[202];
    memset(may, 1, sizeof may);
    const int32_t open[] = {0, 201};
    SwapValue *value = NULL;
    for (int threads = 1; threads <= 4; threads++) {
        assert_int_equal(
            swap_values_by_line(&country, open, 2, may, SWAP_ANYWHERE, threads, &value), STATUS_OK);
        assert_int_equal(value[0].site, 4);
        assert_true(value[0].change_pkm == 3);
        assert_int_equal(value[1].site, 4);
        assert_true(value[1].change_pkm == 3);
        free(value);
    }
    country_free(&country);
}

static void threads_change_no_bit(void **state) {
    (void)state;
    uint64_t seed = 77;
    for (int round = 0; round < 3; round++) {
        Country country;
        made_country(&country, 4, 2, 2, 4);
        for (int f = 0; f < 1200; f++)
            made_facility(&country, "f", FACILITY_LIBRARY, random_in(&seed, 0, 20000),
                          random_in(&seed, 0, 20000), f / 300);
        for (int d = 0; d < 4000; d++)
            made_demand(&country, random_in(&seed, 0, 20000), random_in(&seed, 0, 20000),
                        random_in(&seed, 0, 20), d % 4);
        int32_t open[200];
        uint8_t may[1200];
        size_t n = 0;
        for (int f = 0; f < 1200; f++) {
            may[f] = f % 5 != 0;
            if (f % 7 == 0) open[n++] = f;
        }
        for (int scope = 0; scope < 2; scope++) {
            SwapValue *one = NULL, *four = NULL;
            assert_int_equal(swap_values_by_line(&country, open, n, may, (SwapScope)scope, 1, &one),
                             STATUS_OK);
            assert_int_equal(
                swap_values_by_line(&country, open, n, may, (SwapScope)scope, 4, &four), STATUS_OK);
            for (size_t p = 0; p < n; p++) {
                assert_int_equal(one[p].site, four[p].site);
                assert_memory_equal(&one[p].change_pkm, &four[p].change_pkm, sizeof(double));
            }
            free(one);
            free(four);
        }
        country_free(&country);
    }
}

static void no_point_and_nobody_do_no_harm(void **state) {
    (void)state;
    Country country;
    made_country(&country, 1, 1, 1, 1);
    made_facility(&country, "a", FACILITY_LIBRARY, 0, 0, 0);
    made_facility(&country, "b", FACILITY_LIBRARY, 10, 0, 0);
    const uint8_t may[] = {1, 1};
    const int32_t open[] = {0};
    SwapValue *value = NULL;
    assert_int_equal(swap_values_by_line(&country, NULL, 0, may, SWAP_ANYWHERE, 2, &value),
                     STATUS_OK);
    free(value);
    assert_int_equal(swap_values_by_line(&country, open, 1, may, SWAP_OWN_UNIT, 2, &value),
                     STATUS_OK);
    assert_int_equal(value[0].site, 1);
    assert_true(value[0].change_pkm == 0);
    free(value);
    country_free(&country);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_value_is_what_replacing_would_change),
        cmocka_unit_test(the_only_point_is_valued_by_the_way_to_the_site),
        cmocka_unit_test(ties_go_to_the_first_site),
        cmocka_unit_test(threads_change_no_bit),
        cmocka_unit_test(no_point_and_nobody_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
