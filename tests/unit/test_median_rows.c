/* Rows of planar problems: cut rows against complete ones, threads, bad coordinates. */
#include "tests/unit/cmocka_all.h"

#include "planner/place/median_rows.h"
#include "tests/unit/test_support.h"
#include <string.h>

/* Rows that are cut give the objective of complete ones; no row depends on the threads. */
static void check_planar(uint64_t *seed) {
    enum { DEMAND = 2000, CANDIDATES = 60, GROUPS = 12 };
    static double demand_xy[2 * DEMAND], candidate_xy[2 * CANDIDATES], weight[DEMAND];
    static int32_t group[CANDIDATES], count[GROUPS];
    static SiteState states[CANDIDATES];
    static int64_t start[DEMAND + 1];
    for (size_t i = 0; i < DEMAND; i++) {
        demand_xy[2 * i] = floor(random_in(seed, 0, 60)) * 1000;
        demand_xy[2 * i + 1] = floor(random_in(seed, 0, 60)) * 1000;
        weight[i] = random_in(seed, 0, 50);
    }
    for (size_t j = 0; j < CANDIDATES; j++) {
        group[j] = (int32_t)(j % GROUPS);
        states[j] = j < GROUPS ? SITE_FREE : (SiteState)(random_below(seed, 12) == 0);
        if (j >= GROUPS && random_below(seed, 12) == 0) states[j] = SITE_FORBIDDEN;
        candidate_xy[2 * j] = (double)(group[j] % 4) * 15000 + random_in(seed, 0, 15000);
        candidate_xy[2 * j + 1] = (double)(group[j] / 4) * 20000 + random_in(seed, 0, 20000);
    }
    for (size_t g = 0; g < GROUPS; g++) {
        int32_t required = 0;
        for (size_t j = g; j < CANDIDATES; j += GROUPS) required += states[j] == SITE_REQUIRED;
        count[g] = required > 1 ? required : 1;
    }
    MedianProblem problem = {.n_demand = DEMAND,
                             .n_candidates = CANDIDATES,
                             .n_groups = GROUPS,
                             .weight = weight,
                             .group = group,
                             .state = states,
                             .group_count = count};
    MedianRows rows[2], complete;
    for (int k = 0; k < 2; k++)
        assert_int_equal(
            median_rows_planar(&problem, candidate_xy, demand_xy, DEMAND, 1 + 3 * k, &rows[k]),
            STATUS_OK);
    size_t entries = (size_t)rows[0].start[DEMAND];
    assert_true(entries < (size_t)DEMAND * CANDIDATES / 2);
    assert_memory_equal(rows[0].start, rows[1].start, sizeof start);
    assert_memory_equal(rows[0].candidate, rows[1].candidate, entries * sizeof(int32_t));
    assert_memory_equal(rows[0].cost, rows[1].cost, entries * sizeof(double));
    assert_memory_equal(rows[0].cap, rows[1].cap, DEMAND * sizeof(double));
    int32_t none[GROUPS] = {0};
    problem.group_count = none; /* no group guarantees anything: complete rows */
    SiteState free_state[CANDIDATES] = {SITE_FREE};
    problem.state = free_state;
    assert_int_equal(median_rows_planar(&problem, candidate_xy, demand_xy, DEMAND, 2, &complete),
                     STATUS_OK);
    assert_int_equal(complete.start[DEMAND], DEMAND * CANDIDATES);
    assert_true(isinf(complete.cap[0]));
    problem.group_count = count;
    problem.state = states;
    MedianResult result[2];
    for (int k = 0; k < 2; k++) {
        const MedianRows *from = k ? &complete : &rows[0];
        problem.row_start = from->start;
        problem.row_candidate = from->candidate;
        problem.row_cost = from->cost;
        problem.row_cap = from->cap;
        assert_int_equal(median_solve(&problem, NULL, &result[k], NULL), STATUS_OK);
        assert_int_equal(result[k].outcome, SEARCH_OPTIMAL);
    }
    assert_true(fabs(result[0].objective - result[1].objective) <= 2e-9 * result[0].objective);
    median_result_free(&result[0]);
    median_result_free(&result[1]);
    median_rows_free(&rows[0]);
    median_rows_free(&rows[1]);
    median_rows_free(&complete);
}

static void test_planar_rows(void **state) {
    (void)state;
    uint64_t seed = 14;
    for (int round = 0; round < 20; round++) check_planar(&seed);
}

static void test_bad_coordinates(void **state) {
    (void)state;
    const int32_t group[2] = {0, 0};
    const MedianProblem problem = {.n_candidates = 2, .n_groups = 1, .group = group};
    double at[4] = {0}, xy[2] = {0, NAN};
    MedianRows rows;
    assert_int_equal(median_rows_planar(&problem, at, xy, 1, 1, &rows), STATUS_BAD_ARGUMENT);
    xy[1] = 0;
    at[3] = INFINITY;
    assert_int_equal(median_rows_planar(&problem, at, xy, 1, 1, &rows), STATUS_BAD_ARGUMENT);
    at[3] = 5;
    assert_int_equal(median_rows_planar(&problem, at, xy, 1, 1, &rows), STATUS_OK);
    assert_int_equal(rows.start[1], 2); /* one of two opens: either may be the nearest */
    assert_true(rows.cap[0] == 5 && rows.cost[0] == 0 && rows.cost[1] == 5);
    median_rows_free(&rows);
    assert_int_equal(median_rows_planar(&problem, at, xy, 0, 1, &rows), STATUS_OK);
    assert_int_equal(rows.start[0], 0);
    median_rows_free(&rows);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_planar_rows),
        cmocka_unit_test(test_bad_coordinates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
