/* The median engine against full enumeration, its promises, and its refusals. */
#include "tests/unit/cmocka_all.h"

#include "planner/place/median.h"
#include "tests/unit/test_support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEMAND = 64, MOST_CANDIDATES = 24, MOST_GROUPS = 24 };

/* A problem small enough to enumerate, with its arrays. */
typedef struct Small {
    MedianProblem problem;
    double weight[MOST_DEMAND];
    int64_t start[MOST_DEMAND + 1];
    int32_t candidate[MOST_DEMAND * MOST_CANDIDATES];
    double cost[MOST_DEMAND * MOST_CANDIDATES];
    int32_t group[MOST_CANDIDATES], count[MOST_GROUPS];
    SiteState state[MOST_CANDIDATES];
    double table[MOST_DEMAND][MOST_CANDIDATES]; /* INFINITY: not allowed */
} Small;

/* What kind of instances. */
typedef struct Kind {
    size_t demand, candidates, groups; /* at most */
    bool integral, sparse, planar, states;
    int32_t levels; /* different costs where integral */
} Kind;

static void sort_row(Small *small, size_t i) {
    size_t m = small->problem.n_candidates, n = 0;
    int64_t begin = small->start[i];
    for (size_t j = 0; j < m; j++) {
        double cost = small->table[i][j];
        if (isinf(cost)) continue;
        size_t at = n++;
        for (; at > 0 && small->cost[begin + (int64_t)at - 1] > cost; at--) {
            small->cost[begin + (int64_t)at] = small->cost[begin + (int64_t)at - 1];
            small->candidate[begin + (int64_t)at] = small->candidate[begin + (int64_t)at - 1];
        }
        small->cost[begin + (int64_t)at] = cost;
        small->candidate[begin + (int64_t)at] = (int32_t)j;
    }
    small->start[i + 1] = begin + (int64_t)n;
}

static void link_arrays(Small *small) {
    MedianProblem *problem = &small->problem;
    problem->weight = small->weight;
    problem->row_start = small->start;
    problem->row_candidate = small->candidate;
    problem->row_cost = small->cost;
    problem->group = small->group;
    problem->group_count = small->count;
    problem->state = small->state;
    small->start[0] = 0;
    for (size_t i = 0; i < problem->n_demand; i++) sort_row(small, i);
}

static void make_costs(Small *small, const Kind *kind, uint64_t *seed) {
    double at[MOST_DEMAND + MOST_CANDIDATES][2];
    size_t n = small->problem.n_demand, m = small->problem.n_candidates;
    for (size_t k = 0; k < n + m; k++)
        for (int axis = 0; axis < 2; axis++) at[k][axis] = random_in(seed, 0, 1000);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++) {
            double cost = random_in(seed, 0, 1000);
            if (kind->planar) cost = hypot(at[i][0] - at[n + j][0], at[i][1] - at[n + j][1]);
            if (kind->integral) cost = floor(cost * kind->levels / 1500);
            if (kind->sparse && random_below(seed, 4) == 0) cost = INFINITY;
            small->table[i][j] = cost;
        }
}

/* Counts that some selection can meet, given the states. */
static void make_counts(Small *small, uint64_t *seed) {
    for (size_t g = 0; g < small->problem.n_groups; g++) {
        size_t usable = 0, required = 0;
        for (size_t j = 0; j < small->problem.n_candidates; j++) {
            if (small->group[j] != (int32_t)g) continue;
            usable += small->state[j] != SITE_FORBIDDEN;
            required += small->state[j] == SITE_REQUIRED;
        }
        size_t count = required + random_below(seed, usable - required + 1);
        if (random_below(seed, 2) && required <= 1 && usable >= 1) count = 1;
        small->count[g] = (int32_t)count;
    }
}

static void make_small(Small *small, const Kind *kind, uint64_t *seed) {
    memset(small, 0, sizeof *small);
    MedianProblem *problem = &small->problem;
    problem->n_demand = 1 + random_below(seed, kind->demand);
    problem->n_candidates = 1 + random_below(seed, kind->candidates);
    problem->n_groups = 1 + random_below(seed, kind->groups);
    for (size_t i = 0; i < problem->n_demand; i++) {
        small->weight[i] = kind->integral ? (double)random_below(seed, 4) : random_in(seed, 0, 9);
        if (random_below(seed, 8) == 0) small->weight[i] = 0;
    }
    for (size_t j = 0; j < problem->n_candidates; j++) {
        small->group[j] = (int32_t)random_below(seed, problem->n_groups);
        size_t state = kind->states ? random_below(seed, 8) : 7;
        small->state[j] = state == 0 ? SITE_REQUIRED : state == 1 ? SITE_FORBIDDEN : SITE_FREE;
    }
    make_costs(small, kind, seed);
    make_counts(small, seed);
    link_arrays(small);
}

/* One that opens at least one candidate. */
static void make_served(Small *small, const Kind *kind, uint64_t *seed) {
    int32_t open = 0;
    while (open == 0) {
        make_small(small, kind, seed);
        for (size_t g = 0; g < small->problem.n_groups; g++) open += small->count[g];
    }
}

static bool is_selection(const Small *small, uint32_t set) {
    int32_t count[MOST_GROUPS] = {0};
    for (size_t j = 0; j < small->problem.n_candidates; j++) {
        bool open = set >> j & 1;
        if (open ? small->state[j] == SITE_FORBIDDEN : small->state[j] == SITE_REQUIRED)
            return false;
        count[small->group[j]] += open;
    }
    return memcmp(count, small->count, small->problem.n_groups * sizeof *count) == 0;
}

static double value_of(const Small *small, uint32_t set) {
    double sum = 0;
    for (size_t i = 0; i < small->problem.n_demand; i++) {
        double least = INFINITY;
        for (size_t j = 0; j < small->problem.n_candidates; j++)
            if (set >> j & 1 && small->table[i][j] < least) least = small->table[i][j];
        if (small->weight[i] > 0) sum += small->weight[i] * least;
    }
    return sum;
}

static double enumerate(const Small *small) {
    double best = INFINITY;
    for (uint32_t set = 0; set < 1u << small->problem.n_candidates; set++) {
        if (!is_selection(small, set)) continue;
        double value = value_of(small, set);
        if (value < best) best = value;
    }
    return best;
}

static uint32_t set_of(const MedianResult *result) {
    uint32_t set = 0;
    for (size_t k = 0; k < result->n_chosen; k++) set |= 1u << result->chosen[k];
    return set;
}

/* No open candidate can make room for a lower one of its group at the same value. */
static void check_ties(const Small *small, uint32_t set, double value) {
    for (size_t r = 0; r < small->problem.n_candidates; r++) {
        if (!(set >> r & 1) || small->state[r] != SITE_FREE) continue;
        for (size_t j = 0; j < r; j++) {
            uint32_t other = (set & ~(1u << r)) | 1u << j;
            if (set >> j & 1 || small->group[j] != small->group[r] || !is_selection(small, other))
                continue;
            assert_true(value_of(small, other) > value);
        }
    }
}

/* The margins of single exchanges against the values of the selections they lead to. */
static void check_exchanges(const Small *small, const MedianResult *result) {
    double increase[MOST_CANDIDATES];
    uint32_t set = set_of(result);
    assert_int_equal(median_exchanges(&small->problem, result->chosen, result->n_chosen, increase),
                     STATUS_OK);
    for (size_t j = 0; j < small->problem.n_candidates; j++) {
        uint32_t other = set;
        for (size_t r = 0; r < small->problem.n_candidates; r++)
            if (small->group[r] == small->group[j]) other &= ~(1u << r);
        other |= 1u << j;
        if (small->count[small->group[j]] != 1 || !is_selection(small, other)) {
            assert_true(isnan(increase[j]));
            continue;
        }
        double value = value_of(small, other);
        if (isinf(value))
            assert_true(isinf(increase[j]));
        else
            assert_true(fabs(result->objective + increase[j] - value) <= 1e-9 * (value + 1));
    }
}

static void check_against_enumeration(const Small *small, bool integral) {
    MedianResult result;
    SearchFault fault;
    double best = enumerate(small);
    Status status = median_solve(&small->problem, NULL, &result, &fault);
    if (isinf(best)) {
        assert_int_equal(status, STATUS_INFEASIBLE);
        assert_int_equal(fault.cause, FAULT_UNSERVED);
        assert_true(small->weight[fault.where] > 0);
        return;
    }
    assert_int_equal(status, STATUS_OK);
    assert_int_equal(result.outcome, SEARCH_OPTIMAL);
    uint32_t set = set_of(&result);
    assert_true(is_selection(small, set));
    double slack = integral ? 0 : 2 * MEDIAN_TOLERANCE * best;
    assert_true(fabs(value_of(small, set) - result.objective) <= 1e-12 * best);
    assert_true(result.objective <= best + slack && result.objective >= best * (1 - 1e-14));
    assert_true(result.bound <= best * (1 + 1e-12));
    assert_true(result.bound >= result.objective * (1 - 2 * MEDIAN_TOLERANCE));
    assert_true(result.gap >= 0 && result.gap <= 2 * MEDIAN_TOLERANCE);
    double again;
    assert_int_equal(median_objective(&small->problem, result.chosen, result.n_chosen, &again),
                     STATUS_OK);
    assert_true(again == result.objective);
    check_exchanges(small, &result);
    if (integral) check_ties(small, set, result.objective);
    median_result_free(&result);
}

static void check_many(Kind kind, int rounds, uint64_t seed) {
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    for (int round = 0; round < rounds; round++) {
        make_small(small, &kind, &seed);
        check_against_enumeration(small, kind.integral);
    }
    free(small);
}

static void test_one_per_group(void **state) {
    (void)state;
    check_many((Kind){20, 10, 5, false, false, true, true, 0}, 2000, 1);
    check_many((Kind){20, 10, 5, true, false, true, true, 9}, 2000, 2);
    check_many((Kind){20, 10, 5, true, true, false, true, 3}, 2000, 3);
    check_many((Kind){30, 14, 5, false, false, false, false, 0}, 150, 4);
}

static void test_p_median(void **state) {
    (void)state;
    check_many((Kind){20, 9, 1, false, false, true, true, 0}, 2000, 5);
    check_many((Kind){20, 9, 1, true, true, false, true, 4}, 2000, 6);
    check_many((Kind){40, 14, 1, false, false, false, false, 0}, 150, 7);
    check_many((Kind){60, 14, 1, true, false, false, false, 100}, 150, 8);
}

/* One demand, one candidate, one group; nobody at all. */
static void test_smallest(void **state) {
    (void)state;
    check_many((Kind){1, 1, 1, false, false, true, true, 0}, 200, 9);
    check_many((Kind){3, 2, 2, true, true, true, true, 2}, 2000, 10);
    int64_t start = 0;
    int32_t group[2] = {0, 0};
    MedianProblem nobody = {.n_candidates = 2, .n_groups = 1, .row_start = &start, .group = group};
    MedianResult result;
    assert_int_equal(median_solve(&nobody, NULL, &result, NULL), STATUS_OK);
    assert_int_equal(result.n_chosen, 1);
    assert_int_equal(result.chosen[0], 0);
    assert_true(result.objective == 0 && result.bound == 0 && result.gap == 0);
    median_result_free(&result);
}

/* A limit leaves a usable selection and a bound that holds. */
static void test_limits(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 11;
    int cut = 0;
    for (int round = 0; round < 300; round++) {
        make_served(small, &(Kind){60, 14, 1, false, false, false, false, 0}, &seed);
        MedianResult result;
        SearchOptions options = {.max_nodes = 1, .time_limit_s = round % 2 ? 1e-9 : 0};
        assert_int_equal(median_solve(&small->problem, &options, &result, NULL), STATUS_OK);
        double best = enumerate(small);
        assert_true(is_selection(small, set_of(&result)));
        assert_true(result.bound <= best * (1 + 1e-12) && best <= result.objective * (1 + 1e-14));
        cut += result.outcome == SEARCH_LIMIT;
        if (result.outcome == SEARCH_LIMIT) assert_true(result.gap > 0);
        median_result_free(&result);
    }
    assert_true(cut > 50);
    free(small);
}

static double solved(const Small *small) {
    MedianResult result;
    assert_int_equal(median_solve(&small->problem, NULL, &result, NULL), STATUS_OK);
    double objective = result.objective;
    median_result_free(&result);
    return objective;
}

static void test_another_candidate_never_worsens(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 12;
    for (int round = 0; round < 300; round++) {
        make_served(small, &(Kind){60, 22, 6, true, false, true, false, 100}, &seed);
        double before = solved(small);
        small->group[small->problem.n_candidates] = 0;
        for (size_t i = 0; i < small->problem.n_demand; i++)
            small->table[i][small->problem.n_candidates] = (double)random_below(&seed, 100);
        small->problem.n_candidates++;
        link_arrays(small);
        assert_true(solved(small) <= before);
    }
    free(small);
}

/* Demand, candidates and groups in another order: the same objective. */
static void test_order_does_not_matter(void **state) {
    (void)state;
    Small *small = malloc(2 * sizeof *small);
    assert_non_null(small);
    Small *other = small + 1;
    uint64_t seed = 13;
    for (int round = 0; round < 300; round++) {
        make_served(small, &(Kind){60, 22, 6, true, false, round % 2, true, 1000}, &seed);
        *other = *small;
        size_t n = small->problem.n_demand, m = small->problem.n_candidates,
               groups = small->problem.n_groups;
        for (size_t j = 0; j < m; j++) {
            other->group[j] = (int32_t)groups - 1 - small->group[m - 1 - j];
            other->state[j] = small->state[m - 1 - j];
        }
        for (size_t g = 0; g < groups; g++) other->count[g] = small->count[groups - 1 - g];
        for (size_t i = 0; i < n; i++) {
            other->weight[i] = small->weight[n - 1 - i];
            for (size_t j = 0; j < m; j++) other->table[i][j] = small->table[n - 1 - i][m - 1 - j];
        }
        link_arrays(other);
        assert_true(solved(other) == solved(small));
    }
    free(small);
}

/* ---- refusals ---- */

static void expect(const Small *small, Status status, FaultCause cause, int64_t where) {
    MedianResult result = {.n_chosen = 99};
    SearchFault fault;
    assert_int_equal(median_solve(&small->problem, NULL, &result, &fault), status);
    assert_int_equal(fault.cause, cause);
    assert_int_equal(fault.where, where);
    assert_int_equal(result.n_chosen, 99); /* untouched */
    assert_int_equal(median_solve(&small->problem, NULL, &result, NULL), status);
}

/* Four demand points, six candidates, two groups: even and odd ones. */
static void make_plain(Small *small) {
    memset(small, 0, sizeof *small);
    small->problem.n_demand = 4;
    small->problem.n_candidates = 6;
    small->problem.n_groups = 2;
    for (size_t i = 0; i < 4; i++) {
        small->weight[i] = 1;
        for (size_t j = 0; j < 6; j++) small->table[i][j] = (double)((i * 7 + j * 3) % 11);
    }
    for (size_t j = 0; j < 6; j++) small->group[j] = (int32_t)(j % 2);
    small->count[0] = small->count[1] = 1;
    link_arrays(small);
}

static void test_infeasible(void **state) {
    (void)state;
    Small small;
    make_plain(&small);
    small.state[1] = small.state[3] = small.state[5] = SITE_FORBIDDEN;
    expect(&small, STATUS_INFEASIBLE, FAULT_TOO_FEW, 1);
    make_plain(&small);
    small.count[0] = 4;
    SearchFault fault;
    MedianResult result;
    assert_int_equal(median_solve(&small.problem, NULL, &result, &fault), STATUS_INFEASIBLE);
    assert_true(fault.needed == 4);
    assert_true(fault.found == 3);
    make_plain(&small);
    small.state[0] = small.state[2] = SITE_REQUIRED;
    expect(&small, STATUS_INFEASIBLE, FAULT_TOO_MANY, 0);
    make_plain(&small);
    small.problem.n_groups = 3;
    small.count[2] = 1; /* a group without any candidate */
    expect(&small, STATUS_INFEASIBLE, FAULT_TOO_FEW, 2);
    make_plain(&small);
    for (size_t j = 0; j < 6; j++) small.table[2][j] = INFINITY;
    link_arrays(&small);
    expect(&small, STATUS_INFEASIBLE, FAULT_UNSERVED, 2);
    small.weight[2] = 0; /* nobody lives there */
    assert_int_equal(median_solve(&small.problem, NULL, &result, &fault), STATUS_OK);
    median_result_free(&result);
}

static void test_bad_numbers(void **state) {
    (void)state;
    Small small;
    const double bad[] = {-1, NAN, INFINITY};
    for (size_t k = 0; k < 3; k++) {
        make_plain(&small);
        small.weight[3] = bad[k];
        expect(&small, STATUS_BAD_ARGUMENT, FAULT_WEIGHT, 3);
        make_plain(&small);
        small.cost[small.start[2] - 1] = bad[k];
        expect(&small, STATUS_BAD_ARGUMENT, FAULT_ROW, 1);
    }
    make_plain(&small);
    small.cost[0] = 100; /* costs fall */
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_ROW, 0);
    make_plain(&small);
    small.candidate[1] = small.candidate[0]; /* twice in a row */
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_ROW, 0);
    make_plain(&small);
    small.candidate[0] = 6;
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_ROW, 0);
    make_plain(&small);
    small.start[2] = 1;
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_ROW, 1);
    make_plain(&small);
    double cap[4] = {20, 20, NAN, 20};
    small.problem.row_cap = cap;
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_ROW, 2);
}

static void test_bad_shape(void **state) {
    (void)state;
    Small small;
    make_plain(&small);
    small.group[4] = 2;
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_GROUP, 4);
    make_plain(&small);
    small.count[1] = -1;
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_COUNT, 1);
    make_plain(&small);
    small.problem.n_candidates = 0;
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_SHAPE, -1);
    make_plain(&small);
    small.problem.group = NULL;
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_SHAPE, -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_per_group),
        cmocka_unit_test(test_p_median),
        cmocka_unit_test(test_smallest),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_another_candidate_never_worsens),
        cmocka_unit_test(test_order_does_not_matter),
        cmocka_unit_test(test_infeasible),
        cmocka_unit_test(test_bad_numbers),
        cmocka_unit_test(test_bad_shape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
