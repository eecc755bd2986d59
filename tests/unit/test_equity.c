/* Indices of inequality: closed forms, and against sums over people one by one. */
#include "planner/access/equity.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

enum { ITEMS = 40 };

static void near(double got, double expected) {
    if (isnan(expected)) {
        assert_true(isnan(got));
        return;
    }
    assert_true(fabs(got - expected) <= 1e-12 * (1 + fabs(expected)));
}

static Equity equity(const double *value, const double *weight, const double *rank, size_t n,
                     double threshold) {
    EquityData data = {value, weight, rank, NULL, n, 0, threshold};
    Equity all;
    assert_int_equal(equity_figures(&data, &all, NULL), STATUS_OK);
    return all;
}

static void closed_forms(void **state) {
    (void)state;
    double value[100], one[100];
    for (int n = 1; n <= 100; n++) {
        for (int i = 0; i < n; i++) {
            value[i] = n - i; /* 1 … n, the largest first */
            one[i] = 1;
        }
        Equity row = equity(value, one, value, (size_t)n, NAN);
        near(row.gini, (n - 1) / (3.0 * n));
        near(row.concentration, row.gini);
        near(row.mean, (n + 1) / 2.0);
        assert_true(row.weight == n && row.unreached == 0);
        for (int i = 0; i < n; i++) value[i] = i == n / 2 ? 5000 : 0; /* one has it all */
        Equity one_has = equity(value, one, NULL, (size_t)n, NAN);
        near(one_has.gini, (n - 1.0) / n);
        near(one_has.theil, log(n));
        for (int i = 0; i < n; i++) value[i] = 1234.5; /* all alike: exactly 0 */
        Equity alike = equity(value, one, value, (size_t)n, NAN);
        assert_true(alike.gini == 0);
        near(alike.theil, 0);
        near(alike.palma, 0.25);
        near(alike.concentration, 0);
    }
}

static void the_palma_index_splits_those_on_the_line(void **state) {
    (void)state;
    double ten[] = {7, 3, 1, 9, 10, 2, 4, 8, 6, 5}, one[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    near(equity(ten, one, NULL, 10, NAN).palma, 10.0 / (1 + 2 + 3 + 4));
    near(equity(ten + 1, one, NULL, 2, NAN).palma, 0.2 * 3 / (0.8 * 1)); /* 3 and 1 */
    double three[] = {1, 2, 3};
    near(equity(three, one, NULL, 3, NAN).palma, 0.3 * 3 / (1 + 0.2 * 2));
    double weight[] = {25, 50, 25}; /* 40: 25 of 1, 15 of 2; 10 of 3 */
    near(equity(three, weight, NULL, 3, NAN).palma, 30.0 / (25 + 30));
    double half[] = {0, 0, 0, 0, 8}; /* nothing in the lower four tenths */
    assert_true(isnan(equity(half, one, NULL, 5, NAN).palma));
}

static void beyond_a_threshold(void **state) {
    (void)state;
    double value[] = {1000, 2000, 3000, 6000}, one[] = {1, 1, 1, 1};
    Equity row = equity(value, one, NULL, 4, 2000); /* 2000 itself is within */
    near(row.fgt[0], 2 / 4.0);
    near(row.fgt[1], (0.5 + 2) / 4);
    near(row.fgt[2], (0.25 + 4) / 4);
    near(row.beyond_share, 0.5);
    double far[] = {1000, INFINITY, 3000, INFINITY, 2000}, weight[] = {2, 3, 1, 1, 1};
    row = equity(far, weight, NULL, 5, 2000);
    assert_true(row.weight == 4 && row.unreached == 4);
    near(row.mean, 7000 / 4.0);
    near(row.fgt[0], 1 / 4.0);
    near(row.fgt[1], 0.5 / 4);
    near(row.beyond_share, 5 / 8.0);
}

static void concentration_follows_the_rank(void **state) {
    (void)state;
    double value[] = {1, 2}, one[] = {1, 1}, up[] = {10, 20}, down[] = {20, 10}, same[] = {5, 5};
    near(equity(value, one, up, 2, NAN).concentration, 1 / 6.0);
    near(equity(value, one, down, 2, NAN).concentration, -1 / 6.0);
    near(equity(value, one, same, 2, NAN).concentration, 0);
    double three[] = {1, 2, 9}, ones[] = {1, 1, 1}, some[] = {10, 20, NAN};
    near(equity(three, ones, some, 3, NAN).concentration, 1 / 6.0); /* the third has no rank */
    double none[] = {NAN, NAN, NAN};
    assert_true(isnan(equity(three, ones, none, 3, NAN).concentration));
    assert_true(isnan(equity(three, ones, NULL, 3, NAN).concentration));
}

static void not_defined_is_nan(void **state) {
    (void)state;
    double zero[] = {0, 0}, one[] = {1, 1};
    Equity row = equity(zero, one, zero, 2, 100);
    assert_true(row.mean == 0 && isnan(row.gini) && isnan(row.theil) && isnan(row.palma));
    assert_true(isnan(row.concentration) && row.fgt[0] == 0 && row.beyond_share == 0);
    row = equity(one, zero, one, 2, 100);
    assert_true(row.weight == 0 && isnan(row.mean) && isnan(row.gini) && isnan(row.fgt[0]));
    assert_true(isnan(row.concentration) && isnan(row.beyond_share));
    row = equity(NULL, NULL, NULL, 0, 100);
    assert_true(isnan(row.mean) && isnan(row.palma) && isnan(row.beyond_share));
    row = equity(one, one, NULL, 2, NAN);
    assert_true(isnan(row.fgt[0]) && isnan(row.fgt[2]) && isnan(row.beyond_share));
    double away[] = {INFINITY, INFINITY};
    row = equity(away, one, NULL, 2, 100);
    assert_true(isnan(row.mean) && isnan(row.fgt[1]) && row.beyond_share == 1);
}

static void bad_data_is_refused(void **state) {
    (void)state;
    double good[] = {1, 2}, bad[] = {1, -1}, nan[] = {NAN, 1}, inf[] = {1, INFINITY};
    int32_t group[] = {0, 1};
    Equity all;
    EquityData data[] = {
        {bad, good, NULL, NULL, 2, 0, NAN},   {nan, good, NULL, NULL, 2, 0, NAN},
        {good, bad, NULL, NULL, 2, 0, NAN},   {good, nan, NULL, NULL, 2, 0, NAN},
        {good, inf, NULL, NULL, 2, 0, NAN},   {good, good, NULL, NULL, 2, 0, 0},
        {good, good, NULL, group, 2, 1, NAN}, {good, good, NULL, NULL, 2, 0, INFINITY},
    };
    for (size_t i = 0; i < sizeof data / sizeof *data; i++)
        assert_int_equal(equity_figures(&data[i], &all, NULL), STATUS_BAD_ARGUMENT);
}

/* ---- people one by one ---- */

typedef struct Person {
    double value, rank;
} Person;

static int person_order(const void *left, const void *right) {
    double l = ((const Person *)left)->value, r = ((const Person *)right)->value;
    return (l > r) - (l < r);
}

/* Ten copies of everybody, so that tenths are whole people. */
static size_t people_of(const EquityData *data, int32_t group, Person *person) {
    size_t n = 0;
    for (size_t i = 0; i < data->n; i++)
        if (!isinf(data->value[i]) && (group < 0 || data->group[i] == group))
            for (int k = 0; k < 10 * (int)data->weight[i]; k++)
                person[n++] = (Person){data->value[i], data->rank[i]};
    qsort(person, n, sizeof *person, person_order);
    return n;
}

static void check_people(const EquityData *data, int32_t group, const Equity *row) {
    static Person person[10 * ITEMS * 5];
    size_t n = people_of(data, group, person);
    double sum = 0, differences = 0, theil = 0, low = 0, high = 0, ranked = 0, fgt[3] = {0};
    for (size_t i = 0; i < n; i++) sum += person[i].value;
    near(row->weight, (double)n / 10);
    near(row->mean, n ? sum / (double)n : NAN);
    for (size_t i = 0; i < n; i++) {
        double of_mean = person[i].value * (double)n / sum, below = 0;
        if (of_mean > 0) theil += of_mean * log(of_mean) / (double)n;
        if (10 * i < 4 * n) low += person[i].value;
        if (10 * i >= 9 * n) high += person[i].value;
        for (size_t j = 0; j < n; j++) {
            differences += fabs(person[i].value - person[j].value);
            below += person[j].rank < person[i].rank    ? 1
                     : person[j].rank == person[i].rank ? .5
                                                        : 0;
        }
        ranked += 2 * person[i].value * below / (double)n / sum;
        if (person[i].value > data->threshold)
            for (int a = 0; a < 3; a++)
                fgt[a] += pow(person[i].value / data->threshold - 1, a) / (double)n;
    }
    near(row->gini, sum > 0 ? differences / (2 * (double)n * sum) : NAN);
    near(row->theil, sum > 0 ? theil : NAN);
    near(row->palma, low > 0 ? high / low : NAN);
    near(row->concentration, sum > 0 ? ranked - 1 : NAN);
    for (int a = 0; a < 3; a++) near(row->fgt[a], n ? fgt[a] : NAN);
}

static void everybody_and_each_group_one_by_one(void **state) {
    (void)state;
    uint64_t seed = 5;
    for (int round = 0; round < 1500; round++) {
        double value[ITEMS], weight[ITEMS], rank[ITEMS];
        int32_t group[ITEMS];
        size_t n = random_below(&seed, round % 100 == 0 ? ITEMS : 12);
        for (size_t i = 0; i < n; i++) {
            value[i] = random_below(&seed, 12) ? (double)random_below(&seed, 9) * 500 : INFINITY;
            weight[i] = (double)random_below(&seed, 5);
            rank[i] = (double)random_below(&seed, 4);
            group[i] = (int32_t)random_below(&seed, 4) - 1;
        }
        EquityData data = {value, weight, rank, group, n, 3, 1500};
        Equity all, by_group[3];
        assert_int_equal(equity_figures(&data, &all, by_group), STATUS_OK);
        check_people(&data, -1, &all);
        for (int32_t g = 0; g < 3; g++) check_people(&data, g, &by_group[g]);
    }
}

static void theil_is_between_and_within_groups(void **state) {
    (void)state;
    uint64_t seed = 8;
    for (int round = 0; round < 500; round++) {
        double value[ITEMS], weight[ITEMS];
        int32_t group[ITEMS];
        for (size_t i = 0; i < ITEMS; i++) {
            value[i] = random_in(&seed, 0, 9000);
            weight[i] = random_in(&seed, 0.1, 5);
            group[i] = (int32_t)random_below(&seed, 3);
        }
        EquityData data = {value, weight, NULL, group, ITEMS, 3, 3000};
        Equity all, part[3];
        assert_int_equal(equity_figures(&data, &all, part), STATUS_OK);
        double sum = equity_theil_between(&all, part, 3), beyond = 0;
        for (int g = 0; g < 3; g++) {
            if (!(part[g].weight > 0)) continue;
            double share = part[g].weight / all.weight;
            sum += share * part[g].mean / all.mean * part[g].theil;
            beyond += share * part[g].fgt[2]; /* poverty of the parts adds up to that of all */
        }
        assert_true(fabs(sum - all.theil) < 1e-12);
        assert_true(fabs(beyond - all.fgt[2]) < 1e-12);
        assert_true(all.gini > 0 && all.gini < 1);
    }
}

static void demand_without_a_point_is_unreached(void **state) {
    (void)state;
    Country country;
    made_country(&country, 1, 1, 1, 1);
    made_demand(&country, 0, 0, 10, 0);
    made_demand(&country, 0, 0, 30, 0);
    made_demand(&country, 0, 0, 5, 0);
    Assignment assignment[] = {{0, 1000}, {0, 3000}, {-1, INFINITY}};
    int32_t group[] = {0, 1, 1};
    Equity all, by_group[2];
    assert_int_equal(equity_of_demand(&country, assignment, 2000, NULL, group, 2, &all, by_group),
                     STATUS_OK);
    assert_true(all.weight == 40 && all.unreached == 5 && all.mean == 2500);
    near(all.fgt[1], 30 * 0.5 / 40);
    near(all.beyond_share, 35 / 45.0);
    assert_true(by_group[0].weight == 10 && by_group[1].unreached == 5);
    country_free(&country);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(closed_forms),
        cmocka_unit_test(the_palma_index_splits_those_on_the_line),
        cmocka_unit_test(beyond_a_threshold),
        cmocka_unit_test(concentration_follows_the_rank),
        cmocka_unit_test(not_defined_is_nan),
        cmocka_unit_test(bad_data_is_refused),
        cmocka_unit_test(everybody_and_each_group_one_by_one),
        cmocka_unit_test(theil_is_between_and_within_groups),
        cmocka_unit_test(demand_without_a_point_is_unreached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
