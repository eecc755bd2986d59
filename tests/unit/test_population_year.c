/* A country of another year: its people scaled unit by unit, everything else as it was. */
#include "planner/scenario/population_year.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

static void give_years(Country *country, const int *year, size_t n, const double *pop) {
    country->n_pop_years = n;
    country->pop_year = calloc(n, sizeof *year);
    country->pop_of_year = calloc(country->n_units * n, sizeof *pop);
    memcpy(country->pop_year, year, n * sizeof *year);
    memcpy(country->pop_of_year, pop, country->n_units * n * sizeof *pop);
}

static void counted_by_eye(void **state) {
    (void)state;
    static const int YEARS[] = {2019, 2021, 2023};
    static const double POP[] = {100, 90,  80, /* falls by 5 a year */
                                 50,  NAN, 60, /* grows by 2.5 */
                                 NAN, NAN, NAN, 0, 0, 8};
    Country country;
    made_country(&country, 4, 4, 1, 4);
    give_years(&country, YEARS, 3, POP);
    made_demand(&country, 1, 1, 30, 0);
    made_demand(&country, 2, 1, 70, 0);
    made_demand(&country, 10001, 1, 40, 1);
    made_demand(&country, 20001, 1, 10, 2);
    made_demand(&country, 30001, 1, 3, 3);
    country.unit[2].pop = 11;
    PopulationSpec spec = {.year = 2025, .base_year = 2019, .method = FORECAST_LINEAR, .line = 7};
    PopulatedCountry made;
    Error error = {0};
    assert_int_equal(population_of_year(&country, &spec, "p", &made, &error), STATUS_OK);
    assert_true(made.factor[0] == 0.7 && made.factor[1] == 65.0 / 50 && made.factor[2] == 1);
    assert_true(made.factor[3] == 1); /* nobody was there in the base year: nothing to scale */
    assert_true(made.country.demand[0].pop == 30 * 0.7);
    assert_true(made.country.unit[0].demand_pop == 30 * 0.7 + 70 * 0.7);
    assert_true(made.country.unit[0].pop == 70 && made.country.unit[1].pop == 65);
    assert_true(made.country.unit[2].pop == 11);
    assert_true(made.people_before == 153);
    assert_float_equal(made.people, 70 + 52 + 10 + 3, 1e-9);
    assert_int_equal(made.summary.count[FORECAST_EXTENDED], 3);
    assert_int_equal(made.summary.count[FORECAST_NONE], 1);
    /* the country itself is as it was, and what is not people is shared */
    assert_true(country.demand[0].pop == 30 && country.unit[0].demand_pop == 100);
    assert_true(isnan(country.unit[0].pop));
    assert_ptr_equal(made.country.demand_xy, country.demand_xy);
    populated_free(&made);
    spec.year = 2020; /* between two years of the table */
    assert_int_equal(population_of_year(&country, &spec, "p", &made, &error), STATUS_OK);
    assert_true(made.factor[0] == 0.95);
    assert_int_equal(made.summary.count[FORECAST_BETWEEN], 3);
    populated_free(&made);
    spec.year = 2019;
    assert_int_equal(population_of_year(&country, &spec, "p", &made, &error), STATUS_OK);
    for (int u = 0; u < 4; u++) assert_true(made.factor[u] == 1);
    populated_free(&made);
    country_free(&country);
}

static void refused(void **state) {
    (void)state;
    static const int YEARS[] = {2019, 2021};
    static const double NOTHING[] = {NAN, NAN, NAN, NAN};
    Country country;
    made_country(&country, 2, 2, 1, 2);
    made_demand(&country, 1, 1, 30, 0);
    PopulationSpec spec = {.year = 2025, .base_year = 2019, .line = 7};
    PopulatedCountry made = {0};
    Error error = {0};
    assert_int_equal(population_of_year(&country, &spec, "plan.yaml", &made, &error),
                     STATUS_PLAN_FILE);
    assert_string_equal(error.file, "plan.yaml");
    assert_string_equal(error.key, "population");
    assert_int_equal(error.line, 7);
    assert_null(made.factor);
    give_years(&country, YEARS, 2, NOTHING);
    assert_int_equal(population_of_year(&country, &spec, "plan.yaml", &made, &error),
                     STATUS_PLAN_FILE);
    assert_non_null(strstr(error.message, "no unit"));
    country.pop_of_year[0] = -1;
    assert_int_equal(population_of_year(&country, &spec, "plan.yaml", &made, &error),
                     STATUS_BAD_ARGUMENT);
    country_free(&country);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(counted_by_eye), cmocka_unit_test(refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
