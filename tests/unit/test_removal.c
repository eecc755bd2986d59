/* What the network loses with each point: by hand, and against really taking each point away. */
#include "planner/access/assign.h"
#include "planner/access/scopes.h"
#include "planner/place/removal.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

static const double COVERAGE_M[] = {3000, 5000, 10000};

/* Demand and facilities on a coarse lattice, so that distances tie and meet the thresholds. */
static size_t random_country(Country *country, uint64_t *seed, int32_t *open) {
    int units = 1 + (int)random_below(seed, 9);
    made_country(country, units, 3, 1 + (int)random_below(seed, 3), 9);
    if (random_below(seed, 3) == 0) country->unit[0].municipality = -1; /* its own home */
    for (int u = 0; u < units; u++)
        for (size_t k = random_below(seed, 4); k > 0; k--) {
            char id[32];
            snprintf(id, sizeof id, "f%zu", country->n_facilities);
            made_facility(country, id, FACILITY_LIBRARY, 1000.0 * (double)random_below(seed, 20),
                          1000.0 * (double)random_below(seed, 20), u);
        }
    for (size_t d = random_below(seed, 60); d > 0; d--)
        made_demand(country, 1000.0 * (double)random_below(seed, 20),
                    1000.0 * (double)random_below(seed, 20), (double)random_below(seed, 5),
                    (int)random_below(seed, (size_t)units));
    size_t n = 0;
    for (size_t f = 0; f < country->n_facilities; f++)
        if (random_below(seed, 4)) open[n++] = (int32_t)f;
    return n;
}

/* Takes open[k] away and assigns everybody anew. */
static void check_row(const Country *country, const int32_t *open, size_t n,
                      const RemovalRules *rules, const RemovalTable *table, size_t k) {
    static int32_t left[MADE_MAX];
    static double went[MADE_MAX];
    size_t n_left = 0;
    for (size_t o = 0; o < n; o++)
        if (o != k) left[n_left++] = open[o];
    Assignment *before, *after;
    assert_int_equal(assign_by_line(country, open, n, rules->catchment, 1, &before), STATUS_OK);
    assert_int_equal(assign_by_line(country, left, n_left, rules->catchment, 1, &after), STATUS_OK);
    Removal expected = {.facility = open[k], .next = -1};
    double beyond[3] = {0}, most = 0;
    memset(went, 0, sizeof went);
    for (size_t d = 0; d < country->n_demand; d++) {
        double pop = country->demand[d].pop;
        if (before[d].facility != open[k]) {
            assert_int_equal(after[d].facility, before[d].facility);
            continue;
        }
        expected.pop += pop;
        for (size_t t = 0; t < rules->n_coverage; t++)
            if (before[d].cost <= COVERAGE_M[t] && !(after[d].cost <= COVERAGE_M[t]))
                beyond[t] += pop;
        if (after[d].facility < 0) {
            expected.unserved_pop += pop;
            continue;
        }
        expected.person_km += pop * (after[d].cost - before[d].cost) / 1000;
        went[after[d].facility] += pop;
    }
    for (size_t f = 0; f < country->n_facilities; f++)
        if (went[f] > most) {
            most = went[f];
            expected.next = (int32_t)f;
        }
    const Removal *row = &table->row[k];
    assert_int_equal(row->facility, expected.facility);
    assert_int_equal(row->next, expected.next);
    assert_true(row->pop == expected.pop && row->unserved_pop == expected.unserved_pop);
    assert_true(row->person_km == expected.person_km);
    for (size_t t = 0; t < rules->n_coverage; t++)
        assert_true(table->beyond_pop[k * rules->n_coverage + t] == beyond[t]);
    free(before);
    free(after);
}

static void each_row_is_what_taking_the_point_away_does(void **state) {
    (void)state;
    uint64_t seed = 1;
    static int32_t open[MADE_MAX];
    int unserved = 0, moved = 0;
    for (int round = 0; round < 3000; round++) {
        Country country;
        size_t n = random_country(&country, &seed, open);
        RemovalRules rules = {COVERAGE_M, random_below(&seed, 4),
                              round % 2 ? CATCHMENT_HOME : CATCHMENT_ANY, 1 + round % 3};
        RemovalTable table;
        assert_int_equal(removals_by_line(&country, open, n, &rules, &table), STATUS_OK);
        assert_int_equal(table.n, n);
        assert_int_equal(table.n_thresholds, rules.n_coverage);
        for (size_t t = 0; t < rules.n_coverage; t++)
            assert_true(table.threshold_m[t] == COVERAGE_M[t]);
        for (size_t k = 0; k < n; k++) {
            check_row(&country, open, n, &rules, &table, k);
            unserved += table.row[k].unserved_pop > 0;
            moved += table.row[k].next >= 0;
        }
        removals_free(&table);
        country_free(&country);
    }
    assert_true(unserved > 100 && moved > 1000);
}

/* At 3000 m exactly one is within; those who find no other point are beyond too. */
static void the_threshold_itself_is_within(void **state) {
    (void)state;
    Country country;
    made_country(&country, 2, 2, 1, 2);
    made_facility(&country, "a", FACILITY_LIBRARY, 0, 0, 0);
    made_facility(&country, "b", FACILITY_LIBRARY, 6000, 0, 0);
    made_facility(&country, "c", FACILITY_LIBRARY, 12000, 0, 1);
    made_demand(&country, 3000, 0, 7, 0);  /* 3000 m to a and to b: a, then b */
    made_demand(&country, 2999, 0, 10, 0); /* 3001 m to b */
    made_demand(&country, 15000, 0, 5, 1); /* c, 3000 m */
    int32_t open[] = {0, 1, 2};
    RemovalTable table;
    RemovalRules rules = {COVERAGE_M, 3, CATCHMENT_ANY, 1};
    assert_int_equal(removals_by_line(&country, open, 3, &rules, &table), STATUS_OK);
    assert_true(table.row[0].pop == 17 && table.row[0].next == 1);
    assert_true(table.row[0].person_km == 0.02);
    assert_true(table.beyond_pop[0] == 10 && table.beyond_pop[1] == 0);
    assert_true(table.row[1].pop == 0 && table.row[1].next == -1);
    assert_true(table.row[2].next == 1 && table.row[2].unserved_pop == 0);
    assert_true(table.beyond_pop[6] == 5 && table.beyond_pop[7] == 5 && table.beyond_pop[8] == 0);
    removals_free(&table);
    rules.catchment = CATCHMENT_HOME;
    assert_int_equal(removals_by_line(&country, open, 3, &rules, &table), STATUS_OK);
    assert_true(table.row[2].next == -1 && table.row[2].unserved_pop == 5);
    assert_true(table.row[2].person_km == 0 && table.beyond_pop[8] == 5);
    removals_free(&table);
    country_free(&country);
}

static void no_point_and_nobody(void **state) {
    (void)state;
    Country country;
    made_country(&country, 1, 1, 1, 1);
    RemovalRules rules = {NULL, 0, CATCHMENT_ANY, 2};
    RemovalTable table;
    assert_int_equal(removals_by_line(&country, NULL, 0, &rules, &table), STATUS_OK);
    assert_int_equal(table.n, 0);
    removals_free(&table);
    made_facility(&country, "a", FACILITY_LIBRARY, 0, 0, 0);
    int32_t open[] = {0};
    assert_int_equal(removals_by_line(&country, open, 1, &rules, &table), STATUS_OK);
    assert_true(table.n == 1 && table.row[0].pop == 0 && table.row[0].next == -1);
    removals_free(&table);
    country_free(&country);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_is_what_taking_the_point_away_does),
        cmocka_unit_test(the_threshold_itself_is_within),
        cmocka_unit_test(no_point_and_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
