/* Placement with capacities against full enumeration with a min-cost flow of its own. */
#include "planner/place/median.h"
#include "tests/unit/capacitated_twin.h"

static void check_many(Kind kind, int rounds, uint64_t seed) {
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    solved = impossible = 0;
    for (int round = 0; round < rounds; round++) {
        make_small(small, &kind, &seed);
        check_against_enumeration(small);
    }
    assert_true(solved >= rounds / 4); /* the test tests something */
    if (kind.goal == CAPACITATED_MEDIAN && kind.tightness < 1.3) assert_true(impossible > 10);
    free(small);
}

static void test_median(void **state) {
    (void)state;
    check_many((Kind){CAPACITATED_MEDIAN, 10, 7, 3, false, false, true, true, 1.5}, 60, 1);
    check_many((Kind){CAPACITATED_MEDIAN, 10, 7, 1, false, false, false, false, 1.1}, 50, 2);
    check_many((Kind){CAPACITATED_MEDIAN, 10, 7, 1, true, true, true, false, 3}, 50, 3);
    check_many((Kind){CAPACITATED_MEDIAN, 20, 8, 2, true, false, false, false, 1.2}, 40, 4);
}

static void test_cover(void **state) {
    (void)state;
    check_many((Kind){CAPACITATED_COVER, 10, 7, 3, false, true, true, true, 0.7}, 50, 5);
    check_many((Kind){CAPACITATED_COVER, 10, 7, 1, true, true, false, false, 0.9}, 50, 6);
    check_many((Kind){CAPACITATED_COVER, 15, 7, 1, false, true, false, true, 2}, 40, 7);
}

/* All that is opened is used to the last unit. */
static void test_tight(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 8;
    Kind kind = {CAPACITATED_MEDIAN, 12, 7, 1, false, false, false, false, 1};
    for (int round = 0; round < 50; round++) {
        do make_small(small, &kind, &seed);
        while (small->count[0] == 0);
        double load = 0;
        for (size_t i = 0; i < small->problem.n_demand; i++) {
            if (round % 2) small->load[i] = 1 + floor(small->load[i]);
            load += small->load[i];
        }
        for (size_t j = 0; j < small->problem.n_candidates; j++)
            small->capacity[j] = load / small->count[0];
        check_against_enumeration(small);
        /* and a trifle less is too little, told with numbers */
        for (size_t j = 0; j < small->problem.n_candidates; j++) small->capacity[j] *= 1 - 1e-6;
        CapacitatedResult result;
        SearchFault fault;
        assert_int_equal(capacitated_solve(&small->problem, NULL, &result, &fault, NULL),
                         STATUS_INFEASIBLE);
        assert_int_equal(fault.cause, FAULT_CAPACITY);
        assert_int_equal(fault.where, -1);
        assert_true(fault.needed == load && fault.found < load && fault.found > 0.99 * load);
    }
    free(small);
}

/* Many entries: the rows y <= x come in rounds. Most candidates are forbidden, so that the rest
 * can be enumerated. */
static void test_rounds(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 9;
    for (int round = 0; round < 3; round++) {
        Kind kind = {round == 1 ? CAPACITATED_COVER : CAPACITATED_MEDIAN,
                     1,
                     1,
                     1,
                     false,
                     false,
                     false,
                     true,
                     1};
        memset(small, 0, sizeof *small);
        small->problem = (CapacitatedProblem){.goal = kind.goal,
                                              .n_demand = MOST_DEMAND,
                                              .n_candidates = MOST_CANDIDATES,
                                              .n_groups = 1};
        make_demand(small, &kind, &seed);
        double load = 0;
        for (size_t i = 0; i < MOST_DEMAND; i++) load += small->load[i];
        for (size_t j = 0; j < MOST_CANDIDATES; j++) {
            small->state[j] = j % 6 == 3 ? SITE_FREE : SITE_FORBIDDEN;
            small->capacity[j] = load / 3 * random_in(&seed, 0.7, round == 2 ? 9 : 1.6);
        }
        small->count[0] = 3;
        link_arrays(small);
        assert_true(small->start[MOST_DEMAND] > 20000);
        check_against_enumeration(small);
    }
    free(small);
}

/* ---- with room for all it is the p-median problem ---- */

static double median_of(const Small *small) {
    const CapacitatedProblem *problem = &small->problem;
    size_t n = problem->n_demand, m = problem->n_candidates;
    int64_t *start = calloc(n + 1, sizeof *start);
    int32_t *candidate = malloc(n * m * sizeof *candidate);
    double *cost = malloc(n * m * sizeof *cost);
    assert_true(start && candidate && cost);
    for (size_t i = 0; i < n; i++) {
        int64_t begin = start[i], end = begin;
        for (size_t j = 0; j < m; j++) {
            int64_t at = end++;
            for (; at > begin && cost[at - 1] > small->table[i][j]; at--) {
                cost[at] = cost[at - 1];
                candidate[at] = candidate[at - 1];
            }
            cost[at] = small->table[i][j];
            candidate[at] = (int32_t)j;
        }
        start[i + 1] = end;
    }
    MedianProblem median = {.n_demand = n,
                            .n_candidates = m,
                            .n_groups = problem->n_groups,
                            .weight = small->weight,
                            .row_start = start,
                            .row_candidate = candidate,
                            .row_cost = cost,
                            .group = small->group,
                            .state = small->state,
                            .group_count = small->count};
    MedianResult result;
    assert_int_equal(median_solve(&median, NULL, &result, NULL), STATUS_OK);
    double objective = result.objective;
    median_result_free(&result);
    free(start);
    free(candidate);
    free(cost);
    return objective;
}

static void test_room_for_all(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 10;
    for (int round = 0; round < 10; round++) {
        Kind kind = {CAPACITATED_MEDIAN, 1, 1, 1, round % 2, false, false, false, 1};
        memset(small, 0, sizeof *small);
        small->problem = (CapacitatedProblem){.n_demand = 40, .n_candidates = 24, .n_groups = 3};
        make_demand(small, &kind, &seed);
        for (size_t j = 0; j < 24; j++) {
            small->capacity[j] = 1e5;
            small->group[j] = (int32_t)(j % 3);
        }
        for (size_t g = 0; g < 3; g++) small->count[g] = (int32_t)g + 1;
        link_arrays(small);
        small->problem.load = round % 3 ? small->load : NULL;
        double best = median_of(small);
        CapacitatedResult result;
        assert_int_equal(capacitated_solve(&small->problem, NULL, &result, NULL, NULL), STATUS_OK);
        assert_int_equal(result.outcome, SEARCH_OPTIMAL);
        assert_true(fabs(result.objective - best) <= 1e-8 * best);
        assert_int_equal(result.n_chosen, 6);
        check_parts(small, &result);
        capacitated_result_free(&result);
    }
    free(small);
}

/* ---- limits ---- */

static bool always(const void *context) {
    (void)context;
    return true;
}

static void test_limits(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 11;
    Kind kind = {CAPACITATED_MEDIAN, 20, 8, 1, false, false, false, false, 1.3};
    int limit = 0, checked = 0;
    for (int round = 0; round < 40; round++) {
        make_small(small, &kind, &seed);
        double best = enumerate(small);
        if (isnan(best)) continue;
        SearchOptions options = {.max_nodes = 1, .time_limit_s = round % 2 ? 1e-3 : 0};
        CapacitatedResult result;
        Status status = capacitated_solve(&small->problem, &options, &result, NULL, NULL);
        limit += status == STATUS_LIMIT;
        if (status == STATUS_LIMIT) continue;
        assert_int_equal(status, STATUS_OK);
        limit += result.outcome == SEARCH_LIMIT;
        check_result(small, &result, best);
        checked++;
        capacitated_result_free(&result);
    }
    assert_true(limit > 0 && checked > 0);
    make_plain(small);
    SearchOptions options = {.stop = always};
    CapacitatedResult result = {.n_chosen = 99};
    assert_int_equal(capacitated_solve(&small->problem, &options, &result, NULL, NULL),
                     STATUS_LIMIT);
    assert_int_equal(result.n_chosen, 99); /* untouched */
    free(small);
}

static void test_same_again(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 12;
    Kind kind = {CAPACITATED_COVER, 20, 8, 2, false, true, true, true, 0.8};
    for (int round = 0; round < 20; round++) {
        make_small(small, &kind, &seed);
        CapacitatedResult one, two;
        assert_int_equal(capacitated_solve(&small->problem, NULL, &one, NULL, NULL), STATUS_OK);
        assert_int_equal(capacitated_solve(&small->problem, NULL, &two, NULL, NULL), STATUS_OK);
        assert_int_equal(one.n_chosen, two.n_chosen);
        assert_memory_equal(one.chosen, two.chosen, one.n_chosen * sizeof *one.chosen);
        size_t entries = (size_t)small->start[small->problem.n_demand];
        assert_memory_equal(one.served, two.served, entries * sizeof *one.served);
        assert_true(one.objective == two.objective && one.bound == two.bound);
        capacitated_result_free(&one);
        capacitated_result_free(&two);
    }
    free(small);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_median),       cmocka_unit_test(test_cover),
        cmocka_unit_test(test_tight),        cmocka_unit_test(test_rounds),
        cmocka_unit_test(test_room_for_all), cmocka_unit_test(test_limits),
        cmocka_unit_test(test_same_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
