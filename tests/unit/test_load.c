/* Services asked for and given: towns and parishes, sums by point, and whole numbers of points. */
#include "tests/unit/cmocka_all.h"

#include "planner/place/load.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

static void test_defaults(void **state) {
    (void)state;
    LoadRules rules = load_rules_default();
    assert_true(rules.services_per_1000_town == 27.5);
    assert_true(rules.services_per_1000_rural == 112);
    assert_true(rules.minutes_per_service == 15);
    assert_true(rules.load_factor == 0.75);
    assert_true(rules.opening_minutes_week == 2400);
    assert_true(rules.capacity == 0); /* computed */
    /* 40 hours × 52 weeks, four services an hour, three quarters of the time */
    assert_true(load_capacity(&rules) == 6240);
}

static void test_capacity(void **state) {
    (void)state;
    LoadRules rules = load_rules_default();
    rules.staff_per_point = 2.5;
    assert_true(load_capacity(&rules) == 15600);
    rules.weeks_a_year = 26;
    assert_true(load_capacity(&rules) == 7800);
    rules.minutes_per_service = 30;
    assert_true(load_capacity(&rules) == 3900);
    rules.load_factor = 1;
    assert_true(load_capacity(&rules) == 5200);
    rules.opening_minutes_week = 600;
    assert_true(load_capacity(&rules) == 1300);
    rules.capacity = 777; /* given: the rest does not matter */
    assert_true(load_capacity(&rules) == 777);
}

/* A parish, a town and a state city. */
static void make_three(Country *country) {
    made_country(country, 3, 3, 3, 3);
    country->unit[1].kind = UNIT_TOWN;
    country->unit[2].kind = UNIT_STATE_CITY;
    made_demand(country, 0, 0, 1000, 0);
    made_demand(country, 0, 0, 2000, 1);
    made_demand(country, 0, 0, 4000, 2);
    made_demand(country, 0, 0, 0, 0);
    made_demand(country, 0, 0, 0.5, 0);
    made_facility(country, "a", FACILITY_VPVKAC, 0, 0, 0);
    made_facility(country, "b", FACILITY_LIBRARY, 0, 0, 1);
    made_facility(country, "c", FACILITY_LIBRARY, 0, 0, 2);
}

static void test_demand_by_kind_of_unit(void **state) {
    (void)state;
    Country country;
    make_three(&country);
    LoadRules rules = load_rules_default();
    double out[5];
    load_of_demand(&country, &rules, out);
    assert_true(out[0] == 112);
    assert_true(out[1] == 55);
    assert_true(out[2] == 110);
    assert_true(out[3] == 0);
    assert_true(out[4] == 0.056);
    rules.services_per_1000_rural = 10;
    rules.services_per_1000_town = 0;
    load_of_demand(&country, &rules, out);
    assert_true(out[0] == 10);
    assert_true(out[1] == 0);
    assert_true(out[2] == 0);
    country_free(&country);
}

static void test_points(void **state) {
    (void)state;
    Country country;
    make_three(&country);
    LoadRules rules = load_rules_default();
    const Assignment assignment[] = {{2, 1}, {0, 1}, {2, 1}, {0, 1}, {-1, INFINITY}};
    double out[3] = {9, 9, 9};
    load_of_points(&country, &rules, assignment, out);
    assert_true(out[0] == 55);
    assert_true(out[1] == 0); /* nobody goes there */
    assert_true(out[2] == 222);
    country_free(&country);
}

static void test_points_needed(void **state) {
    (void)state;
    assert_int_equal(load_points_needed(0, 100), 1);
    assert_int_equal(load_points_needed(1, 100), 1);
    assert_int_equal(load_points_needed(100, 100), 1); /* exactly at capacity */
    assert_int_equal(load_points_needed(100.001, 100), 2);
    assert_int_equal(load_points_needed(200, 100), 2);
    assert_int_equal(load_points_needed(201, 100), 3);
    assert_int_equal(load_points_needed(0.1 + 0.2, 0.1), 3); /* 0.30000000000000004 */
    assert_int_equal(load_points_needed(1e6 + 1e-3, 1), 1000001);
    assert_int_equal(load_points_needed(1e300, 1e-300), INT64_C(1) << 53);
    uint64_t seed = 1;
    for (int round = 0; round < 100000; round++) {
        double capacity = random_in(&seed, 0.001, 10000);
        size_t whole = 1 + random_below(&seed, 5000);
        double part = random_in(&seed, 1e-6, 1 - 1e-6);
        double points = (double)whole;
        assert_int_equal(load_points_needed(points * capacity, capacity), whole);
        assert_int_equal(load_points_needed((points - 1 + part) * capacity, capacity), whole);
        assert_int_equal(load_points_needed((points + part) * capacity, capacity), whole + 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_capacity),
        cmocka_unit_test(test_demand_by_kind_of_unit),
        cmocka_unit_test(test_points),
        cmocka_unit_test(test_points_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
