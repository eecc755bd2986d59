/* The covering engine against full enumeration and against the median engine, its promises, and
 * its refusals. */
#include "tests/unit/cmocka_all.h"

#include "planner/place/max_cover.h"
#include "planner/place/median.h"
#include "tests/unit/test_support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEMAND = 400, MOST_SITES = 120 };

/* A problem with its arrays. */
typedef struct Small {
    MaxCoverProblem problem;
    double weight[MOST_DEMAND];
    int64_t start[MOST_DEMAND + 1];
    int32_t site[MOST_DEMAND * MOST_SITES];
    double credit[MOST_DEMAND * MOST_SITES];
    SiteState state[MOST_SITES];
    double table[MOST_DEMAND][MOST_SITES]; /* 0: not covered */
} Small;

/* What kind of instances. */
typedef struct Kind {
    size_t demand, sites; /* at most */
    bool exactly;         /* that many, not fewer */
    bool integral, planar, states;
    int levels; /* of credit; 1: whole ones; 0: any */
} Kind;

/* The rows of the table, each in an order of its own. */
static void link_arrays(Small *small, uint64_t *seed) {
    MaxCoverProblem *problem = &small->problem;
    int64_t n = 0;
    for (size_t i = 0; i < problem->n_demand; i++) {
        small->start[i] = n;
        for (size_t k = 0, j = random_below(seed, problem->n_candidates); k < problem->n_candidates;
             k++, j = j + 1 < problem->n_candidates ? j + 1 : 0) {
            if (!(small->table[i][j] > 0)) continue;
            small->site[n] = (int32_t)j;
            small->credit[n++] = small->table[i][j];
        }
    }
    small->start[problem->n_demand] = n;
    problem->weight = small->weight;
    problem->row_start = small->start;
    problem->row_candidate = small->site;
    problem->row_credit = small->credit;
    problem->state = small->state;
}

static double make_credit(const Kind *kind, double near, uint64_t *seed) {
    if (kind->levels == 1) return 1;
    if (kind->levels == 0) return kind->planar ? 1 - near : 1 - random_in(seed, 0, 1);
    return (1 + floor((1 - near) * 0.999 * kind->levels)) / kind->levels;
}

static void make_table(Small *small, const Kind *kind, uint64_t *seed) {
    double at[MOST_DEMAND + MOST_SITES][2];
    size_t n = small->problem.n_demand, m = small->problem.n_candidates;
    double radius = random_in(seed, 100, 400) * (m > 20 ? 0.5 : 1);
    for (size_t k = 0; k < n + m; k++)
        for (int axis = 0; axis < 2; axis++) at[k][axis] = random_in(seed, 0, 1000);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++) {
            double near = random_in(seed, 0, 3);
            if (kind->planar)
                near = hypot(at[i][0] - at[n + j][0], at[i][1] - at[n + j][1]) / radius;
            if (near < 1) small->table[i][j] = make_credit(kind, near, seed);
        }
}

static void make_small(Small *small, const Kind *kind, uint64_t *seed) {
    memset(small, 0, sizeof *small);
    MaxCoverProblem *problem = &small->problem;
    problem->n_demand = kind->exactly ? kind->demand : 1 + random_below(seed, kind->demand);
    problem->n_candidates = kind->exactly ? kind->sites : 1 + random_below(seed, kind->sites);
    int levels = kind->levels > 1 ? kind->levels : 1;
    for (size_t i = 0; i < problem->n_demand; i++) {
        small->weight[i] = kind->integral ? (double)((size_t)levels * random_below(seed, 5))
                                          : random_in(seed, 0, 9);
        if (random_below(seed, 8) == 0) small->weight[i] = 0;
    }
    size_t usable = 0, required = 0;
    for (size_t j = 0; j < problem->n_candidates; j++) {
        size_t state = kind->states ? random_below(seed, 8) : 7;
        small->state[j] = state == 0 ? SITE_REQUIRED : state == 1 ? SITE_FORBIDDEN : SITE_FREE;
        usable += state != 1;
        required += state == 0;
    }
    problem->count = (int64_t)(required + random_below(seed, usable - required + 1));
    make_table(small, kind, seed);
    link_arrays(small, seed);
}

/* ---- the twins ---- */

static bool is_selection(const Small *small, uint32_t set) {
    int64_t count = 0;
    for (size_t j = 0; j < small->problem.n_candidates; j++) {
        bool open = set >> j & 1;
        if (open ? small->state[j] == SITE_FORBIDDEN : small->state[j] == SITE_REQUIRED)
            return false;
        count += open;
    }
    return count == small->problem.count;
}

static double value_of(const Small *small, uint32_t set) {
    double sum = 0;
    for (size_t i = 0; i < small->problem.n_demand; i++) {
        double most = 0;
        for (size_t j = 0; j < small->problem.n_candidates; j++)
            if (set >> j & 1 && small->table[i][j] > most) most = small->table[i][j];
        sum += small->weight[i] * most;
    }
    return sum;
}

static double enumerate(const Small *small) {
    double best = -1;
    for (uint32_t set = 0; set < 1u << small->problem.n_candidates; set++) {
        if (!is_selection(small, set)) continue;
        double value = value_of(small, set);
        if (value > best) best = value;
    }
    return best;
}

static uint32_t set_of(const MaxCoverResult *result) {
    uint32_t set = 0;
    for (size_t k = 0; k < result->n_chosen; k++) set |= 1u << result->chosen[k];
    return set;
}

/* No open site can make room for a lower one at the same value. */
static void check_ties(const Small *small, uint32_t set, double value) {
    for (size_t r = 0; r < small->problem.n_candidates; r++) {
        if (!(set >> r & 1) || small->state[r] != SITE_FREE) continue;
        for (size_t j = 0; j < r; j++) {
            uint32_t other = (set & ~(1u << r)) | 1u << j;
            if (set >> j & 1 || !is_selection(small, other)) continue;
            assert_true(value_of(small, other) < value);
        }
    }
}

/* Figures that hold for every result. */
static void check_figures(const Small *small, const MaxCoverResult *result) {
    double again;
    assert_int_equal(max_cover_objective(&small->problem, result->chosen, result->n_chosen, &again),
                     STATUS_OK);
    assert_true(again == result->objective);
    assert_int_equal(result->n_chosen, small->problem.count);
    for (size_t k = 1; k < result->n_chosen; k++)
        assert_true(result->chosen[k - 1] < result->chosen[k]);
    assert_true(isfinite(result->bound) && result->bound >= result->objective);
    double gap = result->bound > 0 ? (result->bound - result->objective) / result->bound : 0;
    assert_true(result->gap == gap);
    assert_true(result->n_classes <= small->problem.n_demand);
    assert_true(result->nodes >= 1 && result->seconds >= 0);
}

static void check_against_enumeration(const Small *small, bool integral) {
    MaxCoverResult result;
    double best = enumerate(small);
    assert_int_equal(max_cover_solve(&small->problem, NULL, &result, NULL), STATUS_OK);
    assert_int_equal(result.outcome, SEARCH_OPTIMAL);
    uint32_t set = set_of(&result);
    assert_true(is_selection(small, set));
    check_figures(small, &result);
    double slack = integral ? 0 : 1.01 * MAX_COVER_TOLERANCE * best;
    assert_true(fabs(value_of(small, set) - result.objective) <= 1e-12 * best);
    assert_true(result.objective >= best - slack && result.objective <= best * (1 + 1e-14));
    assert_true(result.bound >= best * (1 - 1e-14));
    assert_true(result.bound <= result.objective + slack);
    if (integral) check_ties(small, set, result.objective);
    max_cover_result_free(&result);
}

static void check_many(Kind kind, int rounds, uint64_t seed) {
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    for (int round = 0; round < rounds; round++) {
        make_small(small, &kind, &seed);
        if (kind.levels == 1 && round % 2) small->problem.row_credit = NULL;
        if (!kind.states && round % 2) small->problem.state = NULL;
        check_against_enumeration(small, kind.integral);
    }
    free(small);
}

static void test_whole_credits(void **state) {
    (void)state;
    check_many((Kind){30, 9, false, true, false, true, 1}, 3000, 1);
    check_many((Kind){30, 10, false, true, true, false, 1}, 2000, 2);
    check_many((Kind){40, 10, false, false, true, true, 1}, 2000, 3);
    check_many((Kind){90, 14, true, true, true, false, 1}, 150, 4);
}

static void test_partial_credits(void **state) {
    (void)state;
    check_many((Kind){30, 9, false, true, true, true, 4}, 3000, 5);
    check_many((Kind){30, 10, false, false, true, true, 0}, 2000, 6);
    check_many((Kind){30, 10, false, false, false, true, 0}, 2000, 7);
    check_many((Kind){90, 14, true, true, true, false, 8}, 150, 8);
}

static void test_smallest(void **state) {
    (void)state;
    check_many((Kind){1, 1, false, true, false, true, 1}, 200, 9);
    check_many((Kind){3, 2, false, true, true, true, 2}, 2000, 10);
    int64_t start = 0;
    MaxCoverProblem nobody = {.n_candidates = 3, .row_start = &start, .count = 2};
    MaxCoverResult result;
    assert_int_equal(max_cover_solve(&nobody, NULL, &result, NULL), STATUS_OK);
    assert_int_equal(result.n_chosen, 2);
    assert_int_equal(result.chosen[0], 0);
    assert_int_equal(result.chosen[1], 1);
    assert_true(result.objective == 0 && result.bound == 0 && result.gap == 0);
    assert_int_equal(result.outcome, SEARCH_OPTIMAL);
    max_cover_result_free(&result);
}

/* What a p-median of the costs w × (1 - credit), none above w, makes of the same problem; NaN where
 * it has not ended after 200 nodes. */
static double median_value(const Small *small) {
    const MaxCoverProblem *cover = &small->problem;
    static double cost[MOST_DEMAND * MOST_SITES], cap[MOST_DEMAND];
    static int32_t site[MOST_DEMAND * MOST_SITES], group[MOST_SITES];
    double sum = 0;
    for (size_t i = 0; i < cover->n_demand; i++) {
        cap[i] = 1;
        sum += cover->weight[i];
        for (int64_t at = cover->row_start[i]; at < cover->row_start[i + 1]; at++) {
            int64_t to = at;
            double own = 1 - small->credit[at];
            for (; to > cover->row_start[i] && cost[to - 1] > own; to--) {
                cost[to] = cost[to - 1];
                site[to] = site[to - 1];
            }
            cost[to] = own;
            site[to] = small->site[at];
        }
    }
    int32_t count = (int32_t)cover->count;
    MedianProblem median = {.n_demand = cover->n_demand,
                            .n_candidates = cover->n_candidates,
                            .n_groups = 1,
                            .weight = cover->weight,
                            .row_start = cover->row_start,
                            .row_candidate = site,
                            .row_cost = cost,
                            .row_cap = cap,
                            .group = group,
                            .state = cover->state,
                            .group_count = &count};
    MedianResult result;
    SearchOptions options = {.max_nodes = 200};
    assert_int_equal(median_solve(&median, &options, &result, NULL), STATUS_OK);
    double value = result.outcome == SEARCH_OPTIMAL ? sum - result.objective : NAN;
    median_result_free(&result);
    return value;
}

/* Too large to enumerate: with branching, and with regions where many sites are open. */
static void test_larger(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 11;
    int branched = 0, compared = 0;
    for (int round = 0; round < 60; round++) {
        Kind kind = {400, 120, true, round % 2 == 0, true, round % 3 == 0, round % 5 ? 1 : 4};
        make_small(small, &kind, &seed);
        small->problem.count = round % 2 ? 42 : 20;
        MaxCoverResult result;
        assert_int_equal(max_cover_solve(&small->problem, NULL, &result, NULL), STATUS_OK);
        assert_int_equal(result.outcome, SEARCH_OPTIMAL);
        check_figures(small, &result);
        double other = median_value(small);
        if (!isnan(other)) assert_true(fabs(result.objective - other) <= 3e-9 * (other + 1));
        compared += !isnan(other);
        branched += result.nodes > 1;
        max_cover_result_free(&result);
    }
    assert_true(branched > 5 && compared > 30);
    free(small);
}

/* ---- promises ---- */

static double solve_value(const Small *small) {
    MaxCoverResult result;
    assert_int_equal(max_cover_solve(&small->problem, NULL, &result, NULL), STATUS_OK);
    double value = result.objective;
    max_cover_result_free(&result);
    return value;
}

static void test_grows_with_count(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 12;
    make_small(small, &(Kind){400, 60, true, true, true, false, 4}, &seed);
    double before = -1, first = 0;
    for (small->problem.count = 0; small->problem.count <= 60; small->problem.count += 4) {
        double value = solve_value(small);
        assert_true(value >= before);
        if (small->problem.count == 0) assert_true(value == 0);
        if (small->problem.count == 4) first = value;
        /* Four more never add more than the best four. */
        if (small->problem.count > 4) assert_true(value <= before + first);
        before = value;
    }
    free(small);
}

static void test_grows_with_credits(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 13;
    for (int round = 0; round < 50; round++) {
        make_small(small, &(Kind){200, 40, false, true, true, true, 1}, &seed);
        double before = solve_value(small);
        for (size_t i = 0; i < small->problem.n_demand; i++)
            small->table[i][random_below(&seed, small->problem.n_candidates)] = 1;
        link_arrays(small, &seed);
        assert_true(solve_value(small) >= before);
    }
    free(small);
}

/* Demand in another order: the same sites, whatever the weights. */
static void test_order_of_demand(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 14;
    for (int round = 0; round < 100; round++) {
        make_small(small, &(Kind){300, 60, false, round % 2 == 0, true, true, round % 3}, &seed);
        MaxCoverResult first, second;
        assert_int_equal(max_cover_solve(&small->problem, NULL, &first, NULL), STATUS_OK);
        for (size_t i = small->problem.n_demand; i-- > 1;) {
            size_t k = random_below(&seed, i + 1);
            double weight = small->weight[i], row[MOST_SITES];
            small->weight[i] = small->weight[k];
            small->weight[k] = weight;
            memcpy(row, small->table[i], sizeof row);
            memcpy(small->table[i], small->table[k], sizeof row);
            memcpy(small->table[k], row, sizeof row);
        }
        link_arrays(small, &seed);
        assert_int_equal(max_cover_solve(&small->problem, NULL, &second, NULL), STATUS_OK);
        assert_int_equal(first.n_chosen, second.n_chosen);
        if (first.n_chosen > 0)
            assert_memory_equal(first.chosen, second.chosen, first.n_chosen * sizeof *first.chosen);
        assert_true(fabs(first.objective - second.objective) <= 1e-12 * first.objective);
        assert_int_equal(first.iterations, second.iterations);
        assert_int_equal(first.nodes, second.nodes);
        max_cover_result_free(&first);
        max_cover_result_free(&second);
    }
    free(small);
}

static bool stop_at_once(const void *context) {
    (void)context;
    return true;
}

/* A limit leaves a usable selection and a bound that holds. */
static void test_limits(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 15;
    int cut = 0;
    for (int round = 0; round < 300; round++) {
        make_small(small, &(Kind){90, 14, true, round % 2 == 0, false, round % 4 < 2, 0}, &seed);
        MaxCoverResult result;
        SearchOptions options = {.max_nodes = round % 3 == 0,
                                 .time_limit_s = round % 3 == 1 ? 1e-9 : 0,
                                 .stop = round % 3 == 2 ? stop_at_once : NULL};
        assert_int_equal(max_cover_solve(&small->problem, &options, &result, NULL), STATUS_OK);
        double best = enumerate(small);
        assert_true(is_selection(small, set_of(&result)));
        check_figures(small, &result);
        assert_true(result.bound >= best * (1 - 1e-14));
        assert_true(best >= result.objective * (1 - 1e-14));
        cut += result.outcome == SEARCH_LIMIT;
        if (result.outcome == SEARCH_OPTIMAL)
            assert_true(result.objective >= best * (1 - 1.01 * MAX_COVER_TOLERANCE));
        max_cover_result_free(&result);
    }
    assert_true(cut > 100);
    free(small);
}

/* It ends at the first selection that is worth enough, or once none can be. */
static void test_enough(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 18;
    int met = 0, beyond = 0;
    for (int round = 0; round < 600; round++) {
        bool integral = round % 2 == 0;
        make_small(small, &(Kind){60, 12, false, integral, round % 4 < 2, true, round % 3}, &seed);
        double best = enumerate(small);
        if (!(best > 0)) continue;
        double more = integral && round % 3 ? best + 1 : best * (1 + 1e-7);
        double enough[] = {best * (1 - 1e-13), 0.5 * best, more, 3 * best};
        small->problem.enough = enough[round % 5 % 4];
        MaxCoverResult result;
        assert_int_equal(max_cover_solve(&small->problem, NULL, &result, NULL), STATUS_OK);
        assert_int_equal(result.outcome, SEARCH_OPTIMAL);
        assert_true(is_selection(small, set_of(&result)));
        check_figures(small, &result);
        assert_true(result.bound >= best * (1 - 1e-14));
        if (small->problem.enough <= best)
            assert_true(result.objective >= small->problem.enough);
        else
            assert_true(result.bound < small->problem.enough);
        *(small->problem.enough <= best ? &met : &beyond) += 1;
        max_cover_result_free(&result);
    }
    assert_true(met > 200 && beyond > 100);
    free(small);
}

/* From a selection known beforehand: never worse than it at a limit, the same at the end. */
static void test_start(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 16;
    for (int round = 0; round < 100; round++) {
        make_small(small, &(Kind){60, 12, false, true, true, true, 1}, &seed);
        MaxCoverResult first, second;
        assert_int_equal(max_cover_solve(&small->problem, NULL, &first, NULL), STATUS_OK);
        small->problem.start = first.chosen;
        small->problem.n_start = first.n_chosen;
        SearchOptions options = {.stop = stop_at_once};
        assert_int_equal(max_cover_solve(&small->problem, &options, &second, NULL), STATUS_OK);
        assert_true(second.objective == first.objective);
        max_cover_result_free(&second);
        int32_t any[3];
        for (int k = 0; k < 3; k++)
            any[k] = (int32_t)random_below(&seed, small->problem.n_candidates);
        small->problem.start = any;
        small->problem.n_start = 3;
        assert_true(solve_value(small) == first.objective);
        max_cover_result_free(&first);
    }
    free(small);
}

/* ---- refusals ---- */

static void expect(const MaxCoverProblem *problem, Status status, FaultCause cause, int64_t where) {
    MaxCoverResult result = {.nodes = 77};
    SearchFault fault;
    assert_int_equal(max_cover_solve(problem, NULL, &result, &fault), status);
    assert_int_equal(fault.cause, cause);
    assert_int_equal(fault.where, where);
    assert_int_equal(result.nodes, 77);
    assert_int_equal(max_cover_solve(problem, NULL, &result, NULL), status);
}

/* A good problem, one thing of which each case spoils. */
static void test_faults(void **state) {
    (void)state;
    double weight[2] = {1, 2}, credit[3] = {1, 0.5, 1};
    int64_t start[3] = {0, 2, 3};
    int32_t site[3] = {0, 1, 2}, first = 3;
    SiteState states[3] = {SITE_REQUIRED, SITE_FREE, SITE_FORBIDDEN};
    const MaxCoverProblem good = {2, 3, weight, start, site, credit, states, 2, NULL, 0, 0};
    MaxCoverProblem bad = good;
    MaxCoverResult result;
    assert_int_equal(max_cover_solve(&good, NULL, &result, NULL), STATUS_OK);
    assert_true(result.objective == 1);
    max_cover_result_free(&result);

    bad.n_candidates = 0;
    expect(&bad, STATUS_BAD_ARGUMENT, FAULT_SHAPE, -1);
    bad = good;
    bad.weight = NULL;
    expect(&bad, STATUS_BAD_ARGUMENT, FAULT_SHAPE, -1);
    bad = good;
    bad.row_start = NULL;
    expect(&bad, STATUS_BAD_ARGUMENT, FAULT_SHAPE, -1);
    bad = good;
    bad.n_start = 1;
    expect(&bad, STATUS_BAD_ARGUMENT, FAULT_SHAPE, -1);
    bad.start = &first;
    expect(&bad, STATUS_BAD_ARGUMENT, FAULT_SHAPE, -1);
    bad = good;
    bad.row_candidate = NULL;
    expect(&bad, STATUS_BAD_ARGUMENT, FAULT_ROW, 0);
    bad = good;
    bad.count = -1;
    expect(&bad, STATUS_BAD_ARGUMENT, FAULT_COUNT, -1);
    bad.count = 3;
    expect(&bad, STATUS_INFEASIBLE, FAULT_TOO_FEW, -1);
    bad.count = 0;
    expect(&bad, STATUS_INFEASIBLE, FAULT_TOO_MANY, -1);
}

static void expect_spoilt_number(double *number, double value, FaultCause cause, int64_t where,
                                 const MaxCoverProblem *problem) {
    double before = *number;
    *number = value;
    expect(problem, STATUS_BAD_ARGUMENT, cause, where);
    *number = before;
}

static void test_faulty_data(void **state) {
    (void)state;
    double weight[2] = {1, 2}, credit[3] = {1, 0.5, 1};
    int64_t start[3] = {0, 2, 3};
    int32_t site[3] = {0, 1, 2};
    SiteState states[3] = {SITE_REQUIRED, SITE_FREE, SITE_FORBIDDEN};
    const MaxCoverProblem problem = {2, 3, weight, start, site, credit, states, 2, NULL, 0, 0};
    expect_spoilt_number(&weight[1], -1, FAULT_WEIGHT, 1, &problem);
    expect_spoilt_number(&weight[0], NAN, FAULT_WEIGHT, 0, &problem);
    expect_spoilt_number(&weight[1], INFINITY, FAULT_WEIGHT, 1, &problem);
    expect_spoilt_number(&credit[1], 0, FAULT_ROW, 0, &problem);
    expect_spoilt_number(&credit[2], 1.001, FAULT_ROW, 1, &problem);
    expect_spoilt_number(&credit[2], NAN, FAULT_ROW, 1, &problem);
    site[1] = 0; /* twice */
    expect(&problem, STATUS_BAD_ARGUMENT, FAULT_ROW, 0);
    site[1] = 3;
    expect(&problem, STATUS_BAD_ARGUMENT, FAULT_ROW, 0);
    site[1] = -1;
    expect(&problem, STATUS_BAD_ARGUMENT, FAULT_ROW, 0);
    site[1] = 1;
    start[2] = 1; /* falls */
    expect(&problem, STATUS_BAD_ARGUMENT, FAULT_ROW, 1);
    start[2] = 3;
    start[0] = 1;
    expect(&problem, STATUS_BAD_ARGUMENT, FAULT_SHAPE, -1);
    start[0] = 0;
    memset(&states[1], 0x7f, sizeof states[1]);
    expect(&problem, STATUS_BAD_ARGUMENT, FAULT_GROUP, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_credits),    cmocka_unit_test(test_partial_credits),
        cmocka_unit_test(test_smallest),         cmocka_unit_test(test_larger),
        cmocka_unit_test(test_grows_with_count), cmocka_unit_test(test_grows_with_credits),
        cmocka_unit_test(test_order_of_demand),  cmocka_unit_test(test_limits),
        cmocka_unit_test(test_enough),           cmocka_unit_test(test_start),
        cmocka_unit_test(test_faults),           cmocka_unit_test(test_faulty_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
