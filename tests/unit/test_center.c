/* The p-center engine against full enumeration, and its refusals. */
#include "tests/unit/cmocka_all.h"

#include "planner/place/center.h"
#include "tests/unit/test_support.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_DEMAND = 64, MOST_CANDIDATES = 16 };

typedef struct Small {
    CenterProblem problem;
    double weight[MOST_DEMAND];
    int64_t start[MOST_DEMAND + 1];
    int32_t candidate[MOST_DEMAND * MOST_CANDIDATES];
    double cost[MOST_DEMAND * MOST_CANDIDATES];
    SiteState state[MOST_CANDIDATES];
    double table[MOST_DEMAND][MOST_CANDIDATES]; /* INFINITY: cannot serve */
} Small;

typedef struct Kind {
    size_t demand, candidates; /* at most */
    int32_t levels;            /* different costs; 0: any number, in the plane */
    bool sparse, states;
} Kind;

/* Rows in the order of their costs, up to a limit. */
static void link_arrays(Small *small, double limit) {
    CenterProblem *problem = &small->problem;
    small->start[0] = 0;
    for (size_t i = 0; i < problem->n_demand; i++) {
        int64_t begin = small->start[i], end = begin;
        for (size_t j = 0; j < problem->n_candidates; j++) {
            double cost = small->table[i][j];
            if (isinf(cost) || cost > limit) continue;
            int64_t at = end++;
            for (; at > begin && small->cost[at - 1] > cost; at--) {
                small->cost[at] = small->cost[at - 1];
                small->candidate[at] = small->candidate[at - 1];
            }
            small->cost[at] = cost;
            small->candidate[at] = (int32_t)j;
        }
        small->start[i + 1] = end;
    }
    problem->row_limit = limit;
    problem->weight = small->weight;
    problem->row_start = small->start;
    problem->row_candidate = small->candidate;
    problem->row_cost = small->cost;
    problem->state = small->state;
}

static void make_table(Small *small, const Kind *kind, uint64_t *seed) {
    size_t n = small->problem.n_demand, m = small->problem.n_candidates;
    double at[MOST_DEMAND + MOST_CANDIDATES][2];
    for (size_t k = 0; k < n + m; k++)
        for (int axis = 0; axis < 2; axis++) at[k][axis] = random_in(seed, 0, 1000);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++) {
            double cost = hypot(at[i][0] - at[n + j][0], at[i][1] - at[n + j][1]);
            if (kind->levels > 0) cost = (double)random_below(seed, (size_t)kind->levels);
            if (kind->sparse && random_below(seed, 4) == 0) cost = INFINITY;
            small->table[i][j] = cost;
        }
}

static void make_small(Small *small, const Kind *kind, uint64_t *seed) {
    memset(small, 0, sizeof *small);
    CenterProblem *problem = &small->problem;
    problem->n_demand = 1 + random_below(seed, kind->demand);
    problem->n_candidates = 1 + random_below(seed, kind->candidates);
    for (size_t i = 0; i < problem->n_demand; i++)
        small->weight[i] = random_below(seed, 6) == 0 ? 0 : random_in(seed, 0, 9);
    size_t usable = 0, required = 0;
    for (size_t j = 0; j < problem->n_candidates; j++) {
        size_t state = kind->states ? random_below(seed, 10) : 9;
        small->state[j] = state == 0 ? SITE_REQUIRED : state == 1 ? SITE_FORBIDDEN : SITE_FREE;
        usable += state != 1;
        required += state == 0;
    }
    problem->count = (int64_t)(required + random_below(seed, usable - required + 1));
    make_table(small, kind, seed);
    link_arrays(small, INFINITY);
}

static bool is_selection(const Small *small, uint32_t set) {
    int64_t n = 0;
    for (size_t j = 0; j < small->problem.n_candidates; j++) {
        bool open = set >> j & 1;
        if (open ? small->state[j] == SITE_FORBIDDEN : small->state[j] == SITE_REQUIRED)
            return false;
        n += open;
    }
    return n == small->problem.count;
}

static double value_of(const Small *small, uint32_t set) {
    double most = 0;
    for (size_t i = 0; i < small->problem.n_demand; i++) {
        double least = INFINITY;
        for (size_t j = 0; j < small->problem.n_candidates; j++)
            if (set >> j & 1 && small->table[i][j] < least) least = small->table[i][j];
        if (small->weight[i] > 0 && least > most) most = least;
    }
    return most;
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

static uint32_t set_of(const CenterResult *result) {
    uint32_t set = 0;
    for (size_t k = 0; k < result->n_chosen; k++) {
        assert_true(k == 0 || result->chosen[k] > result->chosen[k - 1]);
        set |= 1u << result->chosen[k];
    }
    return set;
}

static void check_solved(const Small *small, double best) {
    CenterResult result;
    assert_int_equal(center_solve(&small->problem, NULL, &result, NULL), STATUS_OK);
    assert_int_equal(result.outcome, SEARCH_OPTIMAL);
    assert_true(is_selection(small, set_of(&result)));
    assert_true(result.objective == best && result.bound == best && result.gap == 0);
    assert_true(value_of(small, set_of(&result)) == best);
    assert_true(result.steps >= 1);
    center_result_free(&result);
}

/* With rows cut at a limit: the same where it suffices, else the caller is told to widen them. */
static void check_limit(Small *small, double best, double limit) {
    CenterResult result = {.n_chosen = 99};
    link_arrays(small, limit);
    if (best <= limit) {
        check_solved(small, best);
    } else {
        assert_int_equal(center_solve(&small->problem, NULL, &result, NULL), STATUS_LIMIT);
        assert_int_equal(result.n_chosen, 99);
    }
    link_arrays(small, INFINITY); /* entries beyond the limit do not count */
    small->problem.row_limit = limit;
    Status status = center_solve(&small->problem, NULL, &result, NULL);
    assert_int_equal(status, best <= limit ? STATUS_OK : STATUS_LIMIT);
    if (status == STATUS_OK) assert_true(result.objective == best);
    if (status == STATUS_OK) center_result_free(&result);
}

static void check_many(Kind kind, int rounds, uint64_t seed) {
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    int solved = 0;
    for (int round = 0; round < rounds; round++) {
        make_small(small, &kind, &seed);
        double best = enumerate(small);
        if (isinf(best)) {
            CenterResult result;
            SearchFault fault;
            assert_int_equal(center_solve(&small->problem, NULL, &result, &fault),
                             STATUS_INFEASIBLE);
            assert_int_equal(fault.cause, FAULT_UNSERVED);
            assert_true(fault.where >= 0 && small->weight[fault.where] > 0);
            continue;
        }
        solved++;
        check_solved(small, best);
        check_limit(small, best, best);
        check_limit(small, best, random_in(&seed, 0, 2) * best);
    }
    assert_true(solved > rounds / 20);
    free(small);
}

static void test_enumeration(void **state) {
    (void)state;
    check_many((Kind){12, 9, 0, false, true}, 1500, 1);
    check_many((Kind){12, 9, 0, true, true}, 1500, 2);
    check_many((Kind){12, 9, 4, true, true}, 1500, 3);
    check_many((Kind){60, 14, 0, false, false}, 150, 4);
    check_many((Kind){60, 14, 20, false, true}, 150, 5);
}

/* One more site is never worse; a limit leaves a bound that holds. */
static void test_count_and_limits(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 6;
    int cut = 0;
    for (int round = 0; round < 100; round++) {
        make_small(small, &(Kind){60, 14, round % 2 ? 0 : 1000, false, false}, &seed);
        double before = INFINITY;
        for (int64_t count = 1; count <= (int64_t)small->problem.n_candidates; count++) {
            small->problem.count = count;
            double best = enumerate(small);
            assert_true(best <= before);
            before = best;
            CenterResult result;
            SearchOptions options = {.max_nodes = 1};
            Status status = center_solve(&small->problem, &options, &result, NULL);
            assert_true(status == STATUS_OK || status == STATUS_LIMIT);
            if (status != STATUS_OK) continue;
            assert_true(result.bound <= best && best <= result.objective);
            assert_true(is_selection(small, set_of(&result)));
            assert_int_equal(result.outcome, result.gap > 0 ? SEARCH_LIMIT : SEARCH_OPTIMAL);
            cut += result.outcome == SEARCH_LIMIT;
            center_result_free(&result);
        }
    }
    assert_true(cut > 0);
    free(small);
}

static void expect(const Small *small, Status status, FaultCause cause, int64_t where,
                   double needed, double found) {
    CenterResult result = {.n_chosen = 99};
    SearchFault fault;
    assert_int_equal(center_solve(&small->problem, NULL, &result, &fault), status);
    assert_int_equal(fault.cause, cause);
    assert_int_equal(fault.where, where);
    assert_true(fault.needed == needed && fault.found == found);
    assert_int_equal(result.n_chosen, 99); /* untouched */
    assert_int_equal(center_solve(&small->problem, NULL, &result, NULL), status);
}

static void make_plain(Small *small) {
    memset(small, 0, sizeof *small);
    small->problem.n_demand = 3;
    small->problem.n_candidates = 4;
    small->problem.count = 2;
    for (size_t i = 0; i < 3; i++) {
        small->weight[i] = 1;
        for (size_t j = 0; j < 4; j++) small->table[i][j] = (double)(i + j);
    }
    link_arrays(small, INFINITY);
}

static void test_refusals(void **state) {
    (void)state;
    Small small;
    const double bad[] = {-1, NAN, INFINITY};
    for (size_t k = 0; k < 3; k++) {
        make_plain(&small);
        small.weight[2] = bad[k];
        expect(&small, STATUS_BAD_ARGUMENT, FAULT_WEIGHT, 2, 0, 0);
        make_plain(&small);
        small.cost[7] = bad[k];
        expect(&small, STATUS_BAD_ARGUMENT, FAULT_ROW, 1, 0, 0);
    }
    make_plain(&small);
    small.cost[0] = 9; /* costs fall */
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_ROW, 0, 0, 0);
    make_plain(&small);
    small.candidate[1] = small.candidate[0];
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_ROW, 0, 0, 0);
    make_plain(&small);
    small.state[3] = (SiteState)9;
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_GROUP, 3, 0, 0);
    make_plain(&small);
    small.problem.count = -1;
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_COUNT, -1, 0, 0);
    small.problem.row_limit = NAN;
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_SHAPE, -1, 0, 0);
    make_plain(&small);
    small.state[0] = SITE_FORBIDDEN;
    small.problem.count = 4;
    expect(&small, STATUS_INFEASIBLE, FAULT_TOO_FEW, -1, 4, 3);
    make_plain(&small);
    small.state[0] = small.state[1] = small.state[2] = SITE_REQUIRED;
    expect(&small, STATUS_INFEASIBLE, FAULT_TOO_MANY, -1, 2, 3);
    make_plain(&small);
    for (size_t j = 0; j < 4; j++) small.table[1][j] = INFINITY;
    link_arrays(&small, INFINITY);
    expect(&small, STATUS_INFEASIBLE, FAULT_UNSERVED, 1, 0, 0);
    small.weight[1] = 0; /* nobody lives there */
    check_solved(&small, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_enumeration),
        cmocka_unit_test(test_count_and_limits),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
