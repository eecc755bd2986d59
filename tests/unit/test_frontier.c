/* The steps from few points to many: order against looking at everything, best and bound against
 * enumeration, threads, the search's part, refusals. */
#include "planner/place/frontier.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/test_support.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_DEMAND = 40, MOST_CANDIDATES = 60 };

typedef struct Small {
    MaxCoverProblem problem;
    double weight[MOST_DEMAND];
    int64_t start[MOST_DEMAND + 1];
    int32_t candidate[MOST_DEMAND * MOST_CANDIDATES];
    double credit[MOST_DEMAND * MOST_CANDIDATES];
    double table[MOST_DEMAND][MOST_CANDIDATES]; /* 0: does not cover */
    SiteState state[MOST_CANDIDATES];
} Small;

/* Whole weights and credits in quarters: all sums are exact. */
static void make_small(Small *small, size_t demand, size_t candidates, bool states,
                       uint64_t *seed) {
    memset(small, 0, sizeof *small);
    MaxCoverProblem *problem = &small->problem;
    size_t n = random_below(seed, demand + 1), m = 1 + random_below(seed, candidates);
    bool partial = random_below(seed, 2);
    size_t sparse = 2 + random_below(seed, 4);
    int64_t at = 0;
    for (size_t i = 0; i < n; i++) {
        small->weight[i] = (double)(random_below(seed, 6) * 4);
        for (size_t k = 0; k < m; k++) {
            size_t j = i % 2 ? m - 1 - k : k; /* in any order */
            if (random_below(seed, sparse)) continue;
            small->credit[at] = partial ? 0.25 * (double)(1 + random_below(seed, 4)) : 1;
            small->table[i][j] = small->credit[at];
            small->candidate[at++] = (int32_t)j;
        }
        small->start[i + 1] = at;
    }
    for (size_t j = 0; j < m; j++) {
        size_t state = states ? random_below(seed, 6) : 5;
        small->state[j] = state == 0 ? SITE_REQUIRED : state == 1 ? SITE_FORBIDDEN : SITE_FREE;
    }
    *problem = (MaxCoverProblem){.n_demand = n,
                                 .n_candidates = m,
                                 .weight = small->weight,
                                 .row_start = small->start,
                                 .row_candidate = small->candidate,
                                 .row_credit = partial ? small->credit : NULL,
                                 .state = states ? small->state : NULL,
                                 .count = -7}; /* not used */
}

static double covered(const Small *small, uint64_t set) {
    double sum = 0;
    for (size_t i = 0; i < small->problem.n_demand; i++) {
        double most = 0;
        for (size_t j = 0; j < small->problem.n_candidates; j++)
            if (set >> j & 1 && small->table[i][j] > most) most = small->table[i][j];
        sum += small->weight[i] * most;
    }
    return sum;
}

static uint64_t set_of(const Small *small, SiteState state) {
    uint64_t set = 0;
    for (size_t j = 0; j < small->problem.n_candidates; j++)
        if ((small->problem.state ? small->state[j] : SITE_FREE) == state) set |= (uint64_t)1 << j;
    return set;
}

static int bits(uint64_t set) {
    int n = 0;
    for (; set; set &= set - 1) n++;
    return n;
}

/* The order by looking at every candidate at every step. */
static void check_order(const Small *small, const FrontierStep *step, size_t n_steps) {
    uint64_t open = set_of(small, SITE_REQUIRED), left = set_of(small, SITE_FREE);
    assert_int_equal(n_steps, 1 + bits(left));
    assert_int_equal(step[0].candidate, -1);
    for (size_t k = 0; k < n_steps; k++) {
        if (k > 0) {
            int32_t best = -1;
            for (int32_t j = 0; j < (int32_t)small->problem.n_candidates; j++) {
                uint64_t bit = (uint64_t)1 << j;
                if (left & bit && (best < 0 || covered(small, open | bit) >
                                                   covered(small, open | (uint64_t)1 << best)))
                    best = j;
            }
            assert_int_equal(step[k].candidate, best);
            open |= (uint64_t)1 << best;
            left &= ~((uint64_t)1 << best);
        }
        assert_int_equal(step[k].n_open, bits(open));
        assert_true(step[k].ordered == covered(small, open));
    }
}

/* What holds whatever the numbers. */
static void check_promises(const FrontierStep *step, size_t n_steps) {
    for (size_t k = 0; k < n_steps; k++) {
        assert_true(step[k].ordered <= step[k].best && step[k].best <= step[k].bound);
        if (k == 0) continue;
        assert_true(step[k].ordered >= step[k - 1].ordered && step[k].best >= step[k - 1].best);
        assert_true(step[k].bound >= step[k - 1].bound);
    }
    for (size_t k = 0; k<n_steps; k += n_steps> 1 ? n_steps - 1 : 1)
        assert_true(step[k].ordered == step[k].best && step[k].best == step[k].bound);
}

/* Returns how many steps are closed: best == bound but for rounding. */
static size_t check_best(const Small *small, const FrontierStep *step, size_t n_steps, bool exact) {
    double most[MOST_CANDIDATES + 1] = {0};
    uint64_t required = set_of(small, SITE_REQUIRED), free_set = set_of(small, SITE_FREE);
    for (uint64_t set = 0; set < (uint64_t)1 << small->problem.n_candidates; set++) {
        if (set & ~free_set) continue;
        double value = covered(small, set | required);
        if (value > most[bits(set)]) most[bits(set)] = value;
    }
    size_t closed = 0;
    for (size_t k = 0; k < n_steps; k++) {
        assert_true(step[k].best <= most[k]);
        assert_true(step[k].bound >= most[k] * (1 - 1e-12));
        if (exact) assert_true(step[k].best >= most[k] * (1 - 1e-8));
        if (exact) assert_true(step[k].bound <= most[k] * (1 + 1e-8));
        closed += step[k].bound <= step[k].best * (1 + 1e-9);
    }
    return closed;
}

static void against_enumeration(void **state) {
    (void)state;
    uint64_t seed = 1;
    static Small small;
    size_t closed = 0, steps = 0;
    for (int round = 0; round < 3000; round++) {
        make_small(&small, 25, 10, round % 3, &seed);
        FrontierRules rules = {.max_nodes = round % 4 == 0 ? 100000 : 0, .threads = 1 + round % 2};
        FrontierStep *step;
        size_t n_steps;
        SearchFault fault;
        assert_int_equal(frontier_of(&small.problem, &rules, &step, &n_steps, &fault), STATUS_OK);
        check_order(&small, step, n_steps);
        check_promises(step, n_steps);
        closed += check_best(&small, step, n_steps, rules.max_nodes > 0);
        steps += n_steps;
        free(step);
    }
    assert_true(closed > steps * 8 / 10); /* the prices alone close most of so small problems */
}

/* More numbers than one block of the bounds, weights that are not whole; any number of threads. */
static void threads_do_not_matter(void **state) {
    (void)state;
    uint64_t seed = 2;
    static Small small;
    for (int round = 0; round < 40; round++) {
        do make_small(&small, MOST_DEMAND, MOST_CANDIDATES, round % 2, &seed);
        while (small.problem.n_demand < 10 || small.problem.n_candidates < 45);
        for (size_t i = 0; i < small.problem.n_demand; i++)
            small.weight[i] = random_in(&seed, 0, 10);
        FrontierStep *step[2];
        size_t n_steps[2];
        for (int k = 0; k < 2; k++) {
            FrontierRules rules = {.threads = 1 + 3 * k};
            assert_int_equal(frontier_of(&small.problem, &rules, &step[k], &n_steps[k], NULL),
                             STATUS_OK);
        }
        check_promises(step[0], n_steps[0]);
        assert_int_equal(n_steps[0], n_steps[1]);
        for (size_t k = 0; k < n_steps[0]; k++) {
            const FrontierStep *a = &step[0][k], *b = &step[1][k];
            assert_true(a->candidate == b->candidate && a->n_open == b->n_open);
            assert_true(a->ordered == b->ordered && a->best == b->best && a->bound == b->bound);
        }
        free(step[0]);
        free(step[1]);
    }
}

/* Greedy takes the big middle first; two outer ones cover more. */
static void the_best_two_are_not_the_first_two(void **state) {
    (void)state;
    const double weight[] = {3, 2, 2, 3};
    const int64_t start[] = {0, 1, 3, 5, 6};
    const int32_t candidate[] = {0, 0, 2, 2, 1, 1};
    const MaxCoverProblem problem = {.n_demand = 4,
                                     .n_candidates = 3,
                                     .weight = weight,
                                     .row_start = start,
                                     .row_candidate = candidate};
    const double heavy[] = {3, 4, 4, 3};
    FrontierRules rules = {.threads = 1};
    FrontierStep *step;
    size_t n_steps;
    MaxCoverProblem other = problem;
    other.weight = heavy;
    assert_int_equal(frontier_of(&other, &rules, &step, &n_steps, NULL), STATUS_OK);
    assert_int_equal(n_steps, 4);
    assert_int_equal(step[1].candidate, 2);
    assert_true(step[1].ordered == 8 && step[2].ordered == 11 && step[2].best == 14);
    assert_true(step[2].bound >= 14 && step[3].bound == 14);
    free(step);
    assert_int_equal(frontier_of(&problem, &rules, &step, &n_steps, NULL), STATUS_OK);
    assert_int_equal(step[1].candidate, 0); /* 5 and 5: the lowest number */
    assert_int_equal(step[2].candidate, 1);
    free(step);
}

static bool always(const void *context) {
    (void)context;
    return true;
}

static void refuse(const MaxCoverProblem *problem, FaultCause cause, int64_t where) {
    FrontierRules rules = {.threads = 1};
    FrontierStep *step = NULL;
    size_t n_steps = 99;
    SearchFault fault;
    assert_int_equal(frontier_of(problem, &rules, &step, &n_steps, &fault), STATUS_BAD_ARGUMENT);
    assert_int_equal(fault.cause, cause);
    assert_int_equal(fault.where, where);
    assert_true(!step && n_steps == 99);
    assert_int_equal(frontier_of(problem, &rules, &step, &n_steps, NULL), STATUS_BAD_ARGUMENT);
}

static void what_cannot_be_is_refused(void **state) {
    (void)state;
    uint64_t seed = 3;
    static Small small;
    do make_small(&small, MOST_DEMAND, 20, true, &seed);
    while (small.problem.n_demand < 5 || !small.problem.row_credit || small.start[1] < 2 ||
           bits(set_of(&small, SITE_FREE)) < 3);
    FrontierRules rules = {.threads = 2, .stop = always};
    FrontierStep *step;
    size_t n_steps;
    assert_int_equal(frontier_of(&small.problem, &rules, &step, &n_steps, NULL), STATUS_LIMIT);
    Small good = small;
    const double bad[] = {-1, NAN, INFINITY};
    for (size_t k = 0; k < 3; k++) {
        small.weight[2] = bad[k];
        refuse(&small.problem, FAULT_WEIGHT, 2);
        small.weight[2] = good.weight[2];
        small.credit[1] = k == 2 ? 1.01 : k == 1 ? NAN : 0;
        refuse(&small.problem, FAULT_ROW, 0);
        small.credit[1] = good.credit[1];
    }
    small.candidate[1] = small.candidate[0];
    refuse(&small.problem, FAULT_ROW, 0);
    small.candidate[1] = (int32_t)small.problem.n_candidates;
    refuse(&small.problem, FAULT_ROW, 0);
    small.candidate[1] = good.candidate[1];
    small.start[2] = 0;
    refuse(&small.problem, FAULT_ROW, 1);
    small.start[2] = good.start[2];
    small.state[1] = (SiteState)7;
    refuse(&small.problem, FAULT_GROUP, 1);
    small.state[1] = SITE_FREE;
    small.problem.n_candidates = 0;
    refuse(&small.problem, FAULT_SHAPE, -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(against_enumeration),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(the_best_two_are_not_the_first_two),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
