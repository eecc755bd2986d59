/* Population of any year: lines and rates that are known in closed form, gaps, units without
 * people, and the scale of a unit's demand. */
#include "tests/unit/cmocka_all.h"

#include "layers/source/csv.h"
#include "planner/demand/forecast.h"
#include "tests/unit/test_support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int FIVE[] = {2020, 2021, 2022, 2023, 2024};

static PopulationForecast forecast(const double *pop, int year, ForecastMethod method) {
    PopulationTable table = {1, 5, FIVE, pop};
    assert_int_equal(forecast_check(&table, NULL), STATUS_OK);
    return forecast_population(&table, 0, year, method);
}

static void near(double value, double wanted) {
    if (!(fabs(value - wanted) <= 1e-9 * fmax(1, fabs(wanted))))
        fail_msg("%.17g instead of %.17g", value, wanted);
}

static void test_given_years(void **state) {
    (void)state;
    const double pop[] = {100, 90, 0, 70.5, 60};
    for (int m = 0; m < 2; m++)
        for (int k = 0; k < 5; k++) {
            PopulationForecast got = forecast(pop, FIVE[k], (ForecastMethod)m);
            assert_true(got.pop == pop[k]);
            assert_int_equal(got.origin, FORECAST_GIVEN);
        }
}

static void test_line(void **state) {
    (void)state;
    const double line[] = {100, 90, 80, 70, 60};
    near(forecast(line, 2025, FORECAST_LINEAR).pop, 50);
    near(forecast(line, 2029, FORECAST_LINEAR).pop, 10);
    near(forecast(line, 2030, FORECAST_LINEAR).pop, 0);
    assert_true(forecast(line, 2031, FORECAST_LINEAR).pop == 0); /* never negative */
    assert_true(forecast(line, 2100, FORECAST_LINEAR).pop == 0);
    near(forecast(line, 2018, FORECAST_LINEAR).pop, 120);
    assert_int_equal(forecast(line, 2025, FORECAST_LINEAR).origin, FORECAST_EXTENDED);
    assert_int_equal(forecast(line, 2018, FORECAST_LINEAR).origin, FORECAST_EXTENDED);
    /* the slope of all years, from the last value on: slope = (−2·0 −1·0 + 0 + 1·0 + 2·10) / 10 */
    const double jump[] = {0.5, 0.5, 0.5, 0.5, 10.5};
    near(forecast(jump, 2025, FORECAST_LINEAR).pop, 12.5);
    near(forecast(jump, 2019, FORECAST_LINEAR).pop, 0); /* 0.5 − 2 is below 0 */
}

static void test_rate(void **state) {
    (void)state;
    const double doubles[] = {100, 200, 400, 800, 1600};
    near(forecast(doubles, 2026, FORECAST_CONSTANT_RATE).pop, 6400);
    near(forecast(doubles, 2018, FORECAST_CONSTANT_RATE).pop, 25);
    assert_int_equal(forecast(doubles, 2026, FORECAST_CONSTANT_RATE).origin, FORECAST_EXTENDED);
    const double ends[] = {1000, 7, 5000, 3, 656.1}; /* only first and last count: 0.9 a year */
    near(forecast(ends, 2025, FORECAST_CONSTANT_RATE).pop, 656.1 * 0.9);
    assert_true(forecast(ends, 2500, FORECAST_CONSTANT_RATE).pop >= 0);
}

static void test_gaps(void **state) {
    (void)state;
    const double gaps[] = {NAN, 100, NAN, NAN, 160};
    for (int m = 0; m < 2; m++) {
        near(forecast(gaps, 2022, (ForecastMethod)m).pop, 120);
        near(forecast(gaps, 2023, (ForecastMethod)m).pop, 140);
        assert_int_equal(forecast(gaps, 2022, (ForecastMethod)m).origin, FORECAST_BETWEEN);
        assert_int_equal(forecast(gaps, 2020, (ForecastMethod)m).origin, FORECAST_EXTENDED);
    }
    near(forecast(gaps, 2020, FORECAST_LINEAR).pop, 80);
    near(forecast(gaps, 2025, FORECAST_LINEAR).pop, 180);
    near(forecast(gaps, 2027, FORECAST_CONSTANT_RATE).pop, 256);
    /* years that the table does not have at all */
    static const int years[] = {2011, 2021};
    const double pop[] = {50, 40};
    PopulationTable table = {1, 2, years, pop};
    near(forecast_population(&table, 0, 2014, FORECAST_LINEAR).pop, 47);
    assert_int_equal(forecast_population(&table, 0, 2014, FORECAST_LINEAR).origin,
                     FORECAST_BETWEEN);
}

static void test_little_known(void **state) {
    (void)state;
    const double none[] = {NAN, NAN, NAN, NAN, NAN};
    const double one[] = {NAN, NAN, 70, NAN, NAN};
    const double nobody[] = {0, 0, 0, 0, 0};
    const double new_unit[] = {0, 0, 0, 80, 60}; /* two years of people: the rest is no trend */
    const double left[] = {100, 50, 0, 0, 0};
    const double left_late[] = {1, 1, 100, 100, 0}; /* although the line rises */
    for (int m = 0; m < 2; m++) {
        ForecastMethod method = (ForecastMethod)m;
        assert_int_equal(forecast(none, 2022, method).origin, FORECAST_NONE);
        assert_true(isnan(forecast(none, 2022, method).pop));
        assert_true(forecast(one, 2030, method).pop == 70);
        assert_true(forecast(one, 2010, method).pop == 70);
        assert_true(forecast(nobody, 2030, method).pop == 0);
        assert_true(forecast(new_unit, 2019, method).pop == 0);
        assert_true(forecast(left, 2030, method).pop == 0); /* empty stays empty */
        assert_true(forecast(left_late, 2030, method).pop == 0);
    }
    near(forecast(new_unit, 2025, FORECAST_LINEAR).pop, 40);
    near(forecast(new_unit, 2025, FORECAST_CONSTANT_RATE).pop, 45);
}

/* The slope by the definition of least squares: no other slope through the means errs less. */
static void test_least_squares(void **state) {
    (void)state;
    uint64_t seed = 8;
    for (int round = 0; round < 2000; round++) {
        double pop[5], sum = 0, years = 0;
        int n = 0;
        for (int k = 0; k < 5; k++) pop[k] = random_in(&seed, 500, 1000);
        if (round % 2) pop[1 + random_below(&seed, 3)] = NAN;
        for (int k = 0; k < 5; k++)
            if (!isnan(pop[k])) sum += pop[k], years += FIVE[k], n++;
        double slope = forecast(pop, 2025, FORECAST_LINEAR).pop - pop[4];
        double error[3] = {0};
        for (int t = 0; t < 3; t++)
            for (int k = 0; k < 5; k++)
                if (!isnan(pop[k])) {
                    double line = sum / n + (slope + (t - 1) * 0.01) * (FIVE[k] - years / n);
                    error[t] += (pop[k] - line) * (pop[k] - line);
                }
        assert_true(error[1] < error[0] && error[1] < error[2]);
    }
}

static void test_checks(void **state) {
    (void)state;
    double pop[] = {1, 2, 3, 4, 5};
    int years[] = {2020, 2021, 2021, 2023, 2024};
    Error error = {0};
    PopulationTable table = {1, 5, years, pop};
    assert_int_equal(forecast_check(&table, &error), STATUS_BAD_ARGUMENT);
    assert_non_null(strstr(error.message, "2021"));
    years[2] = 2022;
    assert_int_equal(forecast_check(&table, &error), STATUS_OK);
    pop[3] = -1;
    assert_int_equal(forecast_check(&table, &error), STATUS_BAD_ARGUMENT);
    assert_non_null(strstr(error.message, "2023"));
    pop[3] = INFINITY;
    assert_int_equal(forecast_check(&table, &error), STATUS_BAD_ARGUMENT);
    pop[3] = NAN;
    assert_int_equal(forecast_check(&table, NULL), STATUS_OK);
}

static void test_scales(void **state) {
    (void)state;
    const double pop[] = {
        100, 90,  80,  70,  60,  /* a line */
        0,   0,   0,   10,  20,  /* nobody in 2021 */
        NAN, NAN, NAN, NAN, NAN, /* not known */
        40,  NAN, 60,  NAN, NAN, /* 2021 between, 2025 extended */
        5,   5,   5,   5,   0,   /* everyone has left */
    };
    PopulationTable table = {5, 5, FIVE, pop};
    ForecastScale scale[5];
    ForecastSummary sum;
    forecast_scales(&table, 2021, 2025, FORECAST_LINEAR, scale, &sum);
    near(scale[0].factor, 50 / 90.0);
    assert_int_equal(scale[0].origin, FORECAST_EXTENDED);
    assert_true(scale[1].factor == 1 && scale[1].no_base);
    assert_true(scale[2].factor == 1 && scale[2].origin == FORECAST_NONE && !scale[2].no_base);
    near(scale[3].factor, 90 / 50.0);
    assert_true(scale[4].factor == 0 && !scale[4].no_base);
    assert_int_equal(sum.count[FORECAST_EXTENDED], 4);
    assert_int_equal(sum.count[FORECAST_NONE], 1);
    assert_int_equal(sum.no_base, 1);
    assert_int_equal(sum.emptied, 1); /* the fifth; who had nobody before loses nobody */
    near(sum.base_pop, 90 + 0 + 50 + 5);
    near(sum.pop, 50 + 30 + 90 + 0);
    forecast_scales(&table, 2024, 2024, FORECAST_LINEAR, scale, &sum);
    assert_true(scale[0].factor == 1 && scale[1].factor == 1);
    assert_true(scale[4].factor == 1 && scale[4].no_base);
    assert_int_equal(sum.count[FORECAST_GIVEN], 3);
}

enum { FIRST = 2011, YEARS = 14 };

#define LATVIA PROJECT_ROOT "/../shared/latvia/population/population_by_unit_2011_2024.csv"

static size_t read_national(double *pop, size_t max) {
    FILE *file = fopen(LATVIA, "rb");
    if (!file) return 0;
    static char data[1 << 20];
    size_t n = fread(data, 1, sizeof data - 1, file), units = 0;
    fclose(file);
    data[n] = '\0';
    Csv csv = {0};
    assert_int_equal(csv_open(&csv, data, n), STATUS_OK);
    int column = csv_column(&csv, "pop_2011");
    assert_true(column >= 0);
    while (units < max && csv_next(&csv) == CSV_ROW) {
        for (int k = 0; k < YEARS; k++)
            pop[units * YEARS + (size_t)k] = strtod(csv.field[column + k], NULL);
        units++;
    }
    csv_close(&csv);
    assert_true(units > 0); /* 0 is the word for no file */
    return units;
}

static void test_national_data(void **state) {
    (void)state;
    static double pop[600 * YEARS];
    int years[YEARS];
    for (int k = 0; k < YEARS; k++) years[k] = FIRST + k;
    size_t units = read_national(pop, 600);
    if (!units) {
        print_message("the national data are not here: skipped\n");
        skip();
    }
    assert_int_equal(units, 592);
    PopulationTable table = {units, YEARS, years, pop};
    assert_int_equal(forecast_check(&table, NULL), STATUS_OK);
    static ForecastScale scale[600];
    for (int m = 0; m < 2; m++) {
        ForecastSummary sum;
        forecast_scales(&table, 2024, 2030, (ForecastMethod)m, scale, &sum);
        print_message("%s: %.0f in 2024, %.0f in 2030\n", m ? "constant rate" : "linear",
                      sum.base_pop, sum.pop);
        assert_true(sum.base_pop == 2041552);
        assert_int_equal(sum.count[FORECAST_EXTENDED], 592);
        assert_true(sum.pop > 1.8e6 && sum.pop < sum.base_pop);
        for (size_t u = 0; u < units; u++) assert_true(scale[u].factor >= 0 && scale[u].factor < 3);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_given_years),   cmocka_unit_test(test_line),
        cmocka_unit_test(test_rate),          cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_little_known),  cmocka_unit_test(test_least_squares),
        cmocka_unit_test(test_checks),        cmocka_unit_test(test_scales),
        cmocka_unit_test(test_national_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
