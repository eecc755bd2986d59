/* Placement with capacities against full enumeration with a min-cost flow of its own. */
#include "tests/unit/cmocka_all.h"

#include "planner/place/capacitated.h"
#include "planner/place/median.h"
#include "tests/unit/test_support.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEMAND = 600, MOST_CANDIDATES = 40, MOST_GROUPS = 4, MOST_OPEN = 8 };

typedef struct Small {
    CapacitatedProblem problem;
    double weight[MOST_DEMAND], load[MOST_DEMAND], capacity[MOST_CANDIDATES];
    int64_t start[MOST_DEMAND + 1];
    int32_t candidate[MOST_DEMAND * MOST_CANDIDATES];
    double value[MOST_DEMAND * MOST_CANDIDATES];
    SiteState state[MOST_CANDIDATES];
    int32_t group[MOST_CANDIDATES], count[MOST_GROUPS];
    double table[MOST_DEMAND][MOST_CANDIDATES]; /* NaN: not allowed */
} Small;

/* Rows from the table, candidates of a row in an order of no meaning. */
static void link_arrays(Small *small) {
    CapacitatedProblem *problem = &small->problem;
    problem->weight = small->weight;
    problem->load = small->load;
    problem->row_start = small->start;
    problem->row_candidate = small->candidate;
    problem->row_value = small->value;
    problem->capacity = small->capacity;
    problem->state = small->state;
    problem->group = small->group;
    problem->group_count = small->count;
    int64_t at = 0;
    for (size_t i = 0; i < problem->n_demand; i++) {
        for (size_t k = 0; k < problem->n_candidates; k++) {
            size_t j = (k + i) % problem->n_candidates;
            if (isnan(small->table[i][j])) continue;
            small->candidate[at] = (int32_t)j;
            small->value[at++] = small->table[i][j];
        }
        small->start[i + 1] = at;
    }
}

/* ---- the twin ---- */

/* Parts of demand as flow in units of load, between demand (first) and the open candidates. */
typedef struct Flow {
    const Small *small;
    size_t n_open;
    int32_t open[MOST_OPEN];
    double left[MOST_DEMAND], room[MOST_OPEN];
    double flow[MOST_DEMAND][MOST_OPEN], price[MOST_DEMAND][MOST_OPEN]; /* INFINITY: no arc */
    double to_demand[MOST_DEMAND], to_open[MOST_OPEN];
    int from_open[MOST_DEMAND], from_demand[MOST_OPEN];
} Flow;

/* Shortest distances from all demand that is left, in the residual network (Bellman, Ford). */
static void find_paths(Flow *f) {
    size_t n = f->small->problem.n_demand;
    for (size_t i = 0; i < n; i++) f->to_demand[i] = f->left[i] > 0 ? 0 : INFINITY;
    for (size_t i = 0; i < n; i++) f->from_open[i] = -1;
    for (size_t k = 0; k < f->n_open; k++) f->to_open[k] = INFINITY;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < f->n_open; k++) {
                if (f->to_demand[i] + f->price[i][k] < f->to_open[k] - 1e-11) {
                    f->to_open[k] = f->to_demand[i] + f->price[i][k];
                    f->from_demand[k] = (int)i;
                    changed = true;
                }
                if (f->flow[i][k] > 0 && f->to_open[k] - f->price[i][k] < f->to_demand[i] - 1e-11) {
                    f->to_demand[i] = f->to_open[k] - f->price[i][k];
                    f->from_open[i] = (int)k;
                    changed = true;
                }
            }
    }
}

/* Sends what the path to open candidate k can take. */
static void send(Flow *f, int k) {
    double amount = f->room[k];
    int end = k;
    for (;;) {
        int i = f->from_demand[end];
        if (f->from_open[i] < 0) {
            amount = fmin(amount, f->left[i]);
            break;
        }
        end = f->from_open[i];
        amount = fmin(amount, f->flow[i][end]);
    }
    f->room[k] -= amount;
    for (end = k;;) {
        int i = f->from_demand[end];
        f->flow[i][end] += amount;
        if (f->from_open[i] < 0) {
            f->left[i] -= amount;
            return;
        }
        end = f->from_open[i];
        f->flow[i][end] -= amount;
    }
}

/* The best open candidate for a demand that takes no capacity; NaN: none. */
static double light_value(const Flow *f, size_t i, bool cover) {
    double best = NAN;
    for (size_t k = 0; k < f->n_open; k++) {
        double value = f->small->table[i][f->open[k]];
        if (isnan(value)) continue;
        if (isnan(best) || (cover ? value > best : value < best)) best = value;
    }
    return best;
}

static void set_up_flow(Flow *f, const Small *small, uint32_t set) {
    bool cover = small->problem.goal == CAPACITATED_COVER;
    memset(f, 0, sizeof *f);
    f->small = small;
    for (size_t j = 0, bit = 0; j < small->problem.n_candidates; j++) {
        if (small->state[j] == SITE_FORBIDDEN) continue;
        if (!(set >> bit++ & 1)) continue;
        f->room[f->n_open] = small->capacity[j];
        f->open[f->n_open++] = (int32_t)j;
    }
    for (size_t i = 0; i < small->problem.n_demand; i++) {
        f->left[i] = small->load[i];
        for (size_t k = 0; k < f->n_open; k++) {
            double value = small->weight[i] * small->table[i][f->open[k]] / small->load[i];
            f->price[i][k] = isnan(value) || isinf(value) ? INFINITY : cover ? -value : value;
        }
    }
}

/* What a set of open candidates is worth; NaN: demand is left over (median). */
static double value_of(const Small *small, uint32_t set) {
    bool cover = small->problem.goal == CAPACITATED_COVER;
    static Flow f;
    set_up_flow(&f, small, set);
    for (;;) {
        find_paths(&f);
        int best = -1;
        for (size_t k = 0; k < f.n_open; k++)
            if (f.room[k] > 1e-9 && (best < 0 || f.to_open[k] < f.to_open[best])) best = (int)k;
        if (best < 0 || isinf(f.to_open[best]) || (cover && f.to_open[best] >= 0)) break;
        send(&f, best);
    }
    double sum = 0;
    for (size_t i = 0; i < small->problem.n_demand; i++) {
        if (small->load[i] > 0) {
            for (size_t k = 0; k < f.n_open; k++)
                if (f.flow[i][k] > 0) sum += fabs(f.price[i][k]) * f.flow[i][k];
            if (!cover && f.left[i] > 1e-7) return NAN;
        } else if (small->weight[i] > 0) {
            double light = light_value(&f, i, cover);
            if (isnan(light) && !cover) return NAN;
            if (!isnan(light)) sum += small->weight[i] * light;
        }
    }
    return sum;
}

/* Bits of `set` are the candidates that are not forbidden, in order. */
static bool is_selection(const Small *small, uint32_t set) {
    int32_t count[MOST_GROUPS] = {0};
    for (size_t j = 0, bit = 0; j < small->problem.n_candidates; j++) {
        if (small->state[j] == SITE_FORBIDDEN) continue;
        bool open = set >> bit++ & 1;
        if (!open && small->state[j] == SITE_REQUIRED) return false;
        count[small->group[j]] += open;
    }
    return memcmp(count, small->count, small->problem.n_groups * sizeof *count) == 0;
}

static double enumerate(const Small *small) {
    size_t usable = 0;
    bool cover = small->problem.goal == CAPACITATED_COVER;
    for (size_t j = 0; j < small->problem.n_candidates; j++)
        usable += small->state[j] != SITE_FORBIDDEN;
    double best = NAN;
    for (uint32_t set = 0; set < 1u << usable; set++) {
        if (!is_selection(small, set)) continue;
        double value = value_of(small, set);
        if (isnan(value)) continue;
        if (isnan(best) || (cover ? value > best : value < best)) best = value;
    }
    return best;
}

/* ---- checks of a result ---- */

static uint32_t set_of(const Small *small, const CapacitatedResult *result) {
    uint32_t set = 0;
    size_t next = 0;
    for (size_t j = 0, bit = 0; j < small->problem.n_candidates; j++) {
        if (small->state[j] == SITE_FORBIDDEN) continue;
        if (next < result->n_chosen && result->chosen[next] == (int32_t)j) {
            set |= 1u << bit;
            next++;
        }
        bit++;
    }
    assert_int_equal(next, result->n_chosen); /* increasing, none forbidden */
    return set;
}

static bool is_chosen(const CapacitatedResult *result, int32_t j) {
    for (size_t k = 0; k < result->n_chosen; k++)
        if (result->chosen[k] == j) return true;
    return false;
}

/* Parts sum to 1, only open ones serve, loads and objective add up, capacities hold. */
static void check_parts(const Small *small, const CapacitatedResult *result) {
    const CapacitatedProblem *problem = &small->problem;
    double load[MOST_CANDIDATES] = {0}, objective = 0;
    for (size_t i = 0; i < problem->n_demand; i++) {
        double sum = 0, own = problem->load ? small->load[i] : small->weight[i];
        for (int64_t at = small->start[i]; at < small->start[i + 1]; at++) {
            double part = result->served[at];
            assert_true(part >= 0 && part <= 1);
            if (part > 0) assert_true(is_chosen(result, small->candidate[at]));
            sum += part;
            load[small->candidate[at]] += own * part;
            objective += small->weight[i] * small->value[at] * part;
        }
        assert_true(sum <= 1 + 1e-12);
        if (problem->goal == CAPACITATED_MEDIAN && (own > 0 || small->weight[i] > 0))
            assert_true(sum >= 1 - 1e-12);
    }
    assert_true(objective == result->objective);
    for (size_t j = 0; j < problem->n_candidates; j++) {
        assert_true(load[j] == result->load[j]);
        assert_true(load[j] <= small->capacity[j] * (1 + 1e-6) + 1e-9);
    }
}

static void check_result(const Small *small, const CapacitatedResult *result, double best) {
    bool cover = small->problem.goal == CAPACITATED_COVER;
    double slack = 1e-7 * (1 + best), found = result->objective, bound = result->bound;
    assert_true(is_selection(small, set_of(small, result)));
    check_parts(small, result);
    assert_true(cover ? found <= best + slack : found >= best - slack);
    assert_true(cover ? bound >= best - slack : bound <= best + slack);
    assert_true(cover ? bound >= found : bound <= found);
    double most = fmax(found, bound);
    assert_true(result->gap == (most > 0 ? fabs(found - bound) / most : 0));
    if (result->outcome != SEARCH_OPTIMAL) return;
    assert_true(fabs(found - best) <= slack);
    assert_true(result->gap <= 1e-7);
}

static int solved, impossible; /* how many of each there were */

static void check_against_enumeration(const Small *small) {
    CapacitatedResult result;
    SearchFault fault;
    Error error = {0};
    double best = enumerate(small);
    Status status = capacitated_solve(&small->problem, NULL, &result, &fault, &error);
    if (isnan(best)) {
        impossible++;
        assert_int_equal(status, STATUS_INFEASIBLE);
        assert_true(fault.cause == FAULT_UNSERVED || fault.cause == FAULT_CAPACITY);
        assert_true(fault.cause == FAULT_UNSERVED || fault.needed > fault.found ||
                    (fault.where == -1 && fault.needed == 0 && fault.found == 0));
        assert_true(error.message[0] != '\0');
        return;
    }
    solved++;
    if (status != STATUS_OK) print_error("%s\n", error.message);
    assert_int_equal(status, STATUS_OK);
    assert_int_equal(result.outcome, SEARCH_OPTIMAL);
    check_result(small, &result, best);
    capacitated_result_free(&result);
}

/* ---- instances ---- */

typedef struct Kind {
    CapacitatedGoal goal;
    size_t demand, candidates, groups; /* at most */
    bool integral, sparse, states, light;
    double tightness; /* capacity of what is opened ÷ load, about */
} Kind;

static void make_demand(Small *small, const Kind *kind, uint64_t *seed) {
    for (size_t i = 0; i < small->problem.n_demand; i++) {
        small->weight[i] = random_in(seed, 0, 20);
        small->load[i] = random_in(seed, 0, 20);
        if (kind->integral) small->weight[i] = small->load[i] = 1 + floor(small->load[i]);
        if (kind->light && random_below(seed, 5) == 0) small->weight[i] = 0;
        if (kind->light && random_below(seed, 5) == 0) small->load[i] = 0;
        for (size_t j = 0; j < small->problem.n_candidates; j++) {
            double value = random_in(seed, 0, 100);
            if (kind->integral) value = floor(value);
            if (kind->goal == CAPACITATED_COVER) value = kind->integral ? 1 : (value + 1) / 101;
            small->table[i][j] = kind->sparse && random_below(seed, 3) == 0 ? NAN : value;
        }
    }
}

static void make_counts(Small *small, uint64_t *seed) {
    for (size_t g = 0; g < small->problem.n_groups; g++) {
        size_t usable = 0, required = 0;
        for (size_t j = 0; j < small->problem.n_candidates; j++) {
            if (small->group[j] != (int32_t)g) continue;
            usable += small->state[j] != SITE_FORBIDDEN;
            required += small->state[j] == SITE_REQUIRED;
        }
        small->count[g] = (int32_t)(required + random_below(seed, usable - required + 1));
    }
}

static void make_small(Small *small, const Kind *kind, uint64_t *seed) {
    memset(small, 0, sizeof *small);
    CapacitatedProblem *problem = &small->problem;
    problem->goal = kind->goal;
    problem->n_demand = 1 + random_below(seed, kind->demand);
    problem->n_candidates = 1 + random_below(seed, kind->candidates);
    problem->n_groups = 1 + random_below(seed, kind->groups);
    make_demand(small, kind, seed);
    for (size_t j = 0; j < problem->n_candidates; j++) {
        small->group[j] = (int32_t)random_below(seed, problem->n_groups);
        size_t state = kind->states ? random_below(seed, 8) : 7;
        small->state[j] = state == 0 ? SITE_REQUIRED : state == 1 ? SITE_FORBIDDEN : SITE_FREE;
    }
    make_counts(small, seed);
    double load = 0, open = 0;
    for (size_t i = 0; i < problem->n_demand; i++) load += small->load[i];
    for (size_t g = 0; g < problem->n_groups; g++) open += small->count[g];
    for (size_t j = 0; j < problem->n_candidates; j++) {
        double capacity = kind->tightness * random_in(seed, 0.5, 1.5) * load / fmax(open, 1);
        small->capacity[j] = kind->integral ? floor(capacity) : capacity;
    }
    link_arrays(small);
}

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
    int limit = 0;
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
        capacitated_result_free(&result);
    }
    assert_true(limit > 0);
    SearchOptions options = {.stop = always};
    CapacitatedResult result = {.n_chosen = 99};
    Status status = capacitated_solve(&small->problem, &options, &result, NULL, NULL);
    assert_true(status == STATUS_LIMIT || status == STATUS_OK || status == STATUS_INFEASIBLE);
    if (status == STATUS_OK) capacitated_result_free(&result);
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

/* ---- refusals ---- */

static SearchFault expect(const Small *small, Status status, FaultCause cause, int64_t where) {
    CapacitatedResult result = {.n_chosen = 99};
    SearchFault fault;
    Error error = {0};
    assert_int_equal(capacitated_solve(&small->problem, NULL, &result, &fault, &error), status);
    assert_int_equal(error.status, status);
    assert_int_equal(fault.cause, cause);
    assert_int_equal(fault.where, where);
    assert_int_equal(result.n_chosen, 99); /* untouched */
    assert_int_equal(capacitated_solve(&small->problem, NULL, &result, NULL, NULL), status);
    return fault;
}

/* Four demand points of load 10, six candidates of capacity 25, two groups: even and odd ones. */
static void make_plain(Small *small) {
    memset(small, 0, sizeof *small);
    small->problem = (CapacitatedProblem){.n_demand = 4, .n_candidates = 6, .n_groups = 2};
    for (size_t i = 0; i < 4; i++) {
        small->weight[i] = 1;
        small->load[i] = 10;
        for (size_t j = 0; j < 6; j++) small->table[i][j] = (double)((i * 7 + j * 3) % 11);
    }
    for (size_t j = 0; j < 6; j++) {
        small->group[j] = (int32_t)(j % 2);
        small->capacity[j] = 25;
    }
    small->count[0] = small->count[1] = 1;
    link_arrays(small);
}

static void test_infeasible(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    make_plain(small);
    small->count[0] = 4;
    SearchFault fault = expect(small, STATUS_INFEASIBLE, FAULT_TOO_FEW, 0);
    assert_true(fault.needed == 4 && fault.found == 3);
    make_plain(small);
    small->state[1] = small->state[3] = SITE_REQUIRED;
    fault = expect(small, STATUS_INFEASIBLE, FAULT_TOO_MANY, 1);
    assert_true(fault.needed == 1 && fault.found == 2);
    make_plain(small);
    small->state[0] = small->state[2] = SITE_FORBIDDEN;
    for (size_t j = 0; j < 6; j++)
        if (j != 2) small->table[3][j] = NAN;
    link_arrays(small);
    expect(small, STATUS_INFEASIBLE, FAULT_UNSERVED, 3);
    small->weight[3] = 0;
    expect(small, STATUS_INFEASIBLE, FAULT_UNSERVED, 3); /* its load is still there */
    small->load[3] = 0;                                  /* nobody at all */
    check_against_enumeration(small);
    small->problem.goal = CAPACITATED_COVER;
    for (size_t at = 0; at < (size_t)small->start[4]; at++) small->value[at] = 1;
    CapacitatedResult result;
    assert_int_equal(capacitated_solve(&small->problem, NULL, &result, NULL, NULL), STATUS_OK);
    assert_true(result.objective == 3);
    capacitated_result_free(&result);
    free(small);
}

static void test_too_small(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    make_plain(small);
    small->load[0] = 21; /* 51 in all; 25 + 25 */
    SearchFault fault = expect(small, STATUS_INFEASIBLE, FAULT_CAPACITY, -1);
    assert_true(fault.needed == 51 && fault.found == 50);
    small->capacity[3] = 26; /* just enough */
    check_against_enumeration(small);
    make_plain(small); /* 1 and 2 go to 3 and 5 only, of which one opens */
    small->load[1] = 16;
    small->load[2] = 14;
    small->load[0] = small->load[3] = 5;
    for (size_t i = 1; i < 3; i++)
        for (size_t j = 0; j < 6; j++)
            if (j != 3 && j != 5) small->table[i][j] = NAN;
    link_arrays(small);
    fault = expect(small, STATUS_INFEASIBLE, FAULT_CAPACITY, 1);
    assert_true(fault.needed == 30 && fault.found == 25);
    small->capacity[5] = 30;
    check_against_enumeration(small);
    small->state[1] = SITE_REQUIRED; /* takes the only place of its group */
    fault = expect(small, STATUS_INFEASIBLE, FAULT_CAPACITY, 1);
    assert_true(fault.needed == 30 && fault.found == 0);
    /* no set is too small by itself, but 0 wants 0, 1 wants 2, of which one opens */
    make_plain(small);
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < 6; j++)
            if (j != 2 * i) small->table[i][j] = NAN;
    link_arrays(small);
    fault = expect(small, STATUS_INFEASIBLE, FAULT_CAPACITY, -1);
    assert_true(fault.needed == 0 && fault.found == 0);
    free(small);
}

static void test_bad_numbers(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    const double bad[] = {-1, NAN, INFINITY};
    for (size_t k = 0; k < 3; k++) {
        make_plain(small);
        small->weight[3] = bad[k];
        expect(small, STATUS_BAD_ARGUMENT, FAULT_WEIGHT, 3);
        make_plain(small);
        small->load[2] = bad[k];
        expect(small, STATUS_BAD_ARGUMENT, FAULT_WEIGHT, 2);
        make_plain(small);
        small->capacity[4] = bad[k];
        expect(small, STATUS_BAD_ARGUMENT, FAULT_PRICE, 4);
        make_plain(small);
        small->value[7] = bad[k];
        expect(small, STATUS_BAD_ARGUMENT, FAULT_ROW, 1);
    }
    make_plain(small);
    small->problem.goal = CAPACITATED_COVER;
    expect(small, STATUS_BAD_ARGUMENT, FAULT_ROW, 0); /* credits of 0 and above 1 */
    make_plain(small);
    small->candidate[1] = small->candidate[0];
    expect(small, STATUS_BAD_ARGUMENT, FAULT_ROW, 0);
    make_plain(small);
    small->candidate[6] = 6;
    expect(small, STATUS_BAD_ARGUMENT, FAULT_ROW, 1);
    make_plain(small);
    small->start[2] = 1;
    expect(small, STATUS_BAD_ARGUMENT, FAULT_ROW, 1);
    make_plain(small);
    small->group[5] = 2;
    expect(small, STATUS_BAD_ARGUMENT, FAULT_GROUP, 5);
    make_plain(small);
    small->state[5] = (SiteState)3;
    expect(small, STATUS_BAD_ARGUMENT, FAULT_GROUP, 5);
    make_plain(small);
    small->count[1] = -1;
    expect(small, STATUS_BAD_ARGUMENT, FAULT_COUNT, 1);
    make_plain(small);
    small->problem.group = NULL; /* of two groups */
    expect(small, STATUS_BAD_ARGUMENT, FAULT_SHAPE, -1);
    make_plain(small);
    small->problem.n_candidates = 0;
    expect(small, STATUS_BAD_ARGUMENT, FAULT_SHAPE, -1);
    free(small);
}

/* Nobody lives here; a point opens all the same, the one that is required. */
static void test_nobody(void **state) {
    (void)state;
    int64_t start = 0;
    const double capacity[] = {1, 1};
    const SiteState states[] = {SITE_FREE, SITE_REQUIRED};
    const int32_t count = 1;
    CapacitatedProblem problem = {.n_candidates = 2,
                                  .n_groups = 1,
                                  .row_start = &start,
                                  .capacity = capacity,
                                  .state = states,
                                  .group_count = &count};
    CapacitatedResult result;
    assert_int_equal(capacitated_solve(&problem, NULL, &result, NULL, NULL), STATUS_OK);
    assert_int_equal(result.n_chosen, 1);
    assert_int_equal(result.chosen[0], 1);
    assert_true(result.objective == 0 && result.bound == 0 && result.gap == 0);
    capacitated_result_free(&result);
}

static void test_missing_program(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    make_plain(small);
    setenv("PIETURA_CBC", "/nowhere/cbc", 1);
    CapacitatedResult result;
    Error error = {0};
    assert_int_equal(capacitated_solve(&small->problem, NULL, &result, NULL, &error),
                     STATUS_MISSING);
    assert_non_null(strstr(error.message, "coinor-cbc"));
    unsetenv("PIETURA_CBC");
    free(small);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_median),       cmocka_unit_test(test_cover),
        cmocka_unit_test(test_tight),        cmocka_unit_test(test_rounds),
        cmocka_unit_test(test_room_for_all), cmocka_unit_test(test_limits),
        cmocka_unit_test(test_same_again),   cmocka_unit_test(test_infeasible),
        cmocka_unit_test(test_too_small),    cmocka_unit_test(test_bad_numbers),
        cmocka_unit_test(test_nobody),       cmocka_unit_test(test_missing_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
