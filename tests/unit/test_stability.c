/* Shares of trials against enumeration with the same factors; cut rows; threads; refusals. */
#include "planner/place/median_rows.h"
#include "planner/place/stability.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/test_support.h"
#include <stdlib.h>
#include <string.h>

enum { DEMAND = 12, CANDIDATES = 9, GROUPS = 4 };

/* Points in the plane; candidates of a group lie together, so that cut rows are short. */
typedef struct Place {
    MedianProblem problem;
    double demand_xy[2 * DEMAND], candidate_xy[2 * CANDIDATES], weight[DEMAND];
    int32_t group[CANDIDATES], count[GROUPS];
    SiteState state[CANDIDATES];
    MedianRows rows;
} Place;

static void make_counts(Place *place, uint64_t *seed) {
    for (size_t g = 0; g < place->problem.n_groups; g++) {
        size_t usable = 0, required = 0;
        for (size_t j = 0; j < CANDIDATES; j++) {
            if (place->group[j] != (int32_t)g) continue;
            usable += place->state[j] != SITE_FORBIDDEN;
            required += place->state[j] == SITE_REQUIRED;
        }
        place->count[g] = (int32_t)(required + random_below(seed, usable - required + 1));
        if (required <= 1 && usable >= 1) place->count[g] = 1;
    }
}

static void make_place(Place *place, uint64_t *seed) {
    memset(place, 0, sizeof *place);
    size_t groups = 1 + random_below(seed, GROUPS);
    for (size_t i = 0; i < DEMAND; i++)
        place->weight[i] = random_below(seed, 5) ? random_in(seed, 0, 9) : 0;
    for (size_t k = 0; k < 2 * DEMAND; k++) place->demand_xy[k] = random_in(seed, 0, 1000);
    for (size_t j = 0; j < CANDIDATES; j++) {
        size_t group = random_below(seed, groups), state = random_below(seed, 9);
        place->group[j] = (int32_t)group;
        place->state[j] = state == 0 ? SITE_REQUIRED : state == 1 ? SITE_FORBIDDEN : SITE_FREE;
        place->candidate_xy[2 * j] = (double)(group % 2) * 500 + random_in(seed, 0, 500);
        place->candidate_xy[2 * j + 1] = (double)(group / 2) * 500 + random_in(seed, 0, 500);
    }
    place->problem = (MedianProblem){.n_demand = DEMAND,
                                     .n_candidates = CANDIDATES,
                                     .n_groups = groups,
                                     .weight = place->weight,
                                     .group = place->group,
                                     .group_count = place->count,
                                     .state = place->state};
    make_counts(place, seed);
}

static void make_rows(Place *place, double widening) {
    assert_int_equal(median_rows_widened(&place->problem, place->candidate_xy, place->demand_xy,
                                         DEMAND, widening, 1, &place->rows),
                     STATUS_OK);
    place->problem.row_start = place->rows.start;
    place->problem.row_candidate = place->rows.candidate;
    place->problem.row_cost = place->rows.cost;
    place->problem.row_cap = place->rows.cap;
}

static bool is_selection(const Place *place, uint32_t set) {
    int32_t count[GROUPS] = {0};
    for (size_t j = 0; j < CANDIDATES; j++) {
        bool open = set >> j & 1;
        if (open ? place->state[j] == SITE_FORBIDDEN : place->state[j] == SITE_REQUIRED)
            return false;
        count[place->group[j]] += open;
    }
    return memcmp(count, place->count, place->problem.n_groups * sizeof *count) == 0;
}

/* Without rows: every distance anew, times its factor. */
static double value_of(const Place *place, double cost[DEMAND][CANDIDATES], const double *weight,
                       uint32_t set) {
    double sum = 0;
    for (size_t i = 0; i < DEMAND; i++) {
        double least = INFINITY;
        for (size_t j = 0; j < CANDIDATES; j++)
            if (set >> j & 1 && cost[i][j] < least) least = cost[i][j];
        if (place->weight[i] > 0) sum += weight[i] * least;
    }
    return sum;
}

/* The best selection of a trial, by enumeration. */
static uint32_t enumerate(const Place *place, const StabilityRules *rules, int trial) {
    double cost[DEMAND][CANDIDATES], weight[DEMAND], best = INFINITY;
    uint32_t best_set = 0;
    for (size_t i = 0; i < DEMAND; i++) {
        weight[i] = place->weight[i] * stability_weight_factor(rules, trial, i);
        for (size_t j = 0; j < CANDIDATES; j++) {
            double dx = place->demand_xy[2 * i] - place->candidate_xy[2 * j];
            double dy = place->demand_xy[2 * i + 1] - place->candidate_xy[2 * j + 1];
            cost[i][j] =
                sqrt(dx * dx + dy * dy) * stability_cost_factor(rules, trial, i, (int32_t)j);
        }
    }
    for (uint32_t set = 0; set < 1u << CANDIDATES; set++) {
        if (!is_selection(place, set)) continue;
        double value = value_of(place, cost, weight, set);
        if (!(value < best)) continue;
        best = value;
        best_set = set;
    }
    return best_set;
}

static void check_shares(Place *place, const StabilityRules *rules) {
    double share[CANDIDATES];
    int proven, times[CANDIDATES] = {0};
    SearchFault fault;
    assert_int_equal(stability_of(&place->problem, rules, share, &proven, &fault), STATUS_OK);
    assert_int_equal(proven, rules->trials);
    for (int k = 0; k < rules->trials; k++) {
        uint32_t best = enumerate(place, rules, k);
        for (size_t j = 0; j < CANDIDATES; j++) times[j] += best >> j & 1;
    }
    for (size_t j = 0; j < CANDIDATES; j++)
        assert_true(share[j] == (double)times[j] / rules->trials);
}

/* One that serves somebody. */
static void make_useful(Place *place, uint64_t *seed) {
    int32_t open = 0;
    double weight = 0;
    while (open == 0 || weight == 0) {
        make_place(place, seed);
        for (size_t g = 0; g < place->problem.n_groups; g++) open += place->count[g];
        for (size_t i = 0; i < DEMAND; i++) weight += place->weight[i];
    }
}

/* The rows are cut where stability_widening says; enumeration knows all distances. */
static void shares_are_those_of_enumeration(void **state) {
    (void)state;
    uint64_t seed = 1;
    const double spread[] = {0.1, 0.3, 0.8, 0.02};
    size_t cut = 0, all = 0;
    for (int round = 0; round < 400; round++) {
        Place place;
        make_useful(&place, &seed);
        StabilityRules rules = {.spread = spread[round % 4],
                                .trials = 1 + round % 7,
                                .seed = random_bits(&seed),
                                .threads = 1 + round % 3};
        make_rows(&place, stability_widening(rules.spread));
        cut += DEMAND * CANDIDATES - (size_t)place.rows.start[DEMAND];
        all += DEMAND * CANDIDATES;
        check_shares(&place, &rules);
        median_rows_free(&place.rows);
    }
    assert_true(cut > all / 4);
}

/* Narrow rows would lose a candidate that a trial brings near. */
static void rows_that_do_not_reach_are_refused(void **state) {
    (void)state;
    uint64_t seed = 2;
    double share[CANDIDATES];
    SearchFault fault;
    for (int round = 0; round < 200; round++) {
        Place place;
        make_useful(&place, &seed);
        for (size_t i = 0; i < DEMAND; i++) place.weight[i] = 1;
        for (size_t j = 0; j < CANDIDATES; j++) place.state[j] = SITE_FREE;
        memset(place.count, 0, sizeof place.count);
        for (size_t j = 0; j < CANDIDATES; j++) place.count[place.group[j]] = 1;
        StabilityRules rules = {.spread = 0.1, .trials = 1, .seed = 7, .threads = 1};
        make_rows(&place, stability_widening(0.1) - 1e-6);
        assert_int_equal(stability_of(&place.problem, &rules, share, NULL, &fault),
                         STATUS_BAD_ARGUMENT);
        assert_int_equal(fault.cause, FAULT_ROW);
        assert_true(fault.where >= 0 && fault.where < DEMAND);
        rules.spread = 0.09999;
        assert_int_equal(stability_of(&place.problem, &rules, share, NULL, &fault), STATUS_OK);
        for (size_t i = 0; i < DEMAND; i++) place.weight[i] = 0; /* nobody: nothing to refuse */
        rules.spread = 0.5;
        assert_int_equal(stability_of(&place.problem, &rules, share, NULL, NULL), STATUS_OK);
        median_rows_free(&place.rows);
    }
}

static void a_small_spread_leaves_the_best_as_it_is(void **state) {
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < 200; round++) {
        Place place;
        make_useful(&place, &seed);
        StabilityRules rules = {.spread = 1e-9, .trials = 4, .seed = 5, .threads = 2};
        make_rows(&place, stability_widening(rules.spread));
        double share[CANDIDATES];
        assert_int_equal(stability_of(&place.problem, &rules, share, NULL, NULL), STATUS_OK);
        MedianResult result;
        assert_int_equal(median_solve(&place.problem, NULL, &result, NULL), STATUS_OK);
        for (size_t j = 0; j < CANDIDATES; j++) {
            bool open = false;
            for (size_t k = 0; k < result.n_chosen; k++) open |= result.chosen[k] == (int32_t)j;
            assert_true(share[j] == (open ? 1 : 0));
        }
        median_result_free(&result);
        median_rows_free(&place.rows);
    }
}

static void threads_do_not_matter(void **state) {
    (void)state;
    uint64_t seed = 4;
    int undecided = 0;
    for (int round = 0; round < 50; round++) {
        Place place;
        make_useful(&place, &seed);
        StabilityRules rules = {.spread = 0.4, .trials = 40, .seed = 6, .threads = 1};
        make_rows(&place, stability_widening(rules.spread));
        double share[3][CANDIDATES];
        assert_int_equal(stability_of(&place.problem, &rules, share[0], NULL, NULL), STATUS_OK);
        rules.threads = 4;
        assert_int_equal(stability_of(&place.problem, &rules, share[1], NULL, NULL), STATUS_OK);
        assert_memory_equal(share[0], share[1], sizeof share[0]);
        for (size_t j = 0; j < CANDIDATES; j++) undecided += share[0][j] > 0 && share[0][j] < 1;
        rules.seed = 7;
        assert_int_equal(stability_of(&place.problem, &rules, share[2], NULL, NULL), STATUS_OK);
        median_rows_free(&place.rows);
    }
    assert_true(undecided > 50);
}

/* Uniform over 1 ± spread, and weights, costs, trials and seeds are told apart. */
static void factors_are_uniform(void **state) {
    (void)state;
    StabilityRules rules = {.spread = 0.25, .trials = 1, .seed = 1};
    double sum = 0, squares = 0, across = 0, low = 2, high = 0;
    enum { N = 100000 };
    for (int k = 0; k < N; k++) {
        double f = stability_cost_factor(&rules, k % 10, (size_t)k / 10 % 100, k / 1000);
        double w = stability_weight_factor(&rules, k % 10, (size_t)k / 10);
        sum += f;
        squares += (f - 1) * (f - 1);
        across += (f - 1) * (w - 1);
        if (f < low) low = f;
        if (f > high) high = f;
    }
    assert_true(low >= 0.75 && low < 0.7501 && high <= 1.25 && high > 1.2499);
    assert_true(fabs(sum / N - 1) < 4 * 0.25 / sqrt(3.0 * N));
    assert_true(fabs(squares / N - 0.25 * 0.25 / 3) < 2e-4);
    assert_true(fabs(across / N) < 4 * 0.25 * 0.25 / 3 / sqrt(N));
    double first = stability_weight_factor(&rules, 0, 0);
    rules.seed = 2;
    assert_true(stability_weight_factor(&rules, 0, 0) != first);
}

static bool always(const void *context) {
    (void)context;
    return true;
}

static void what_cannot_be_is_refused(void **state) {
    (void)state;
    uint64_t seed = 8;
    Place place;
    make_useful(&place, &seed);
    make_rows(&place, stability_widening(0.1));
    double share[CANDIDATES] = {99};
    SearchFault fault;
    const double spread[] = {0, 1, -0.1, NAN};
    for (size_t k = 0; k < 4; k++) {
        StabilityRules rules = {.spread = spread[k], .trials = 1, .threads = 1};
        assert_int_equal(stability_of(&place.problem, &rules, share, NULL, &fault),
                         STATUS_BAD_ARGUMENT);
        assert_int_equal(fault.cause, FAULT_SHAPE);
    }
    StabilityRules rules = {.spread = 0.1, .trials = 0, .threads = 1};
    assert_int_equal(stability_of(&place.problem, &rules, share, NULL, &fault),
                     STATUS_BAD_ARGUMENT);
    rules.trials = 3;
    rules.options.stop = always;
    assert_int_equal(stability_of(&place.problem, &rules, share, NULL, &fault), STATUS_LIMIT);
    rules.options.stop = NULL;
    place.weight[3] = -1;
    assert_int_equal(stability_of(&place.problem, &rules, share, NULL, &fault),
                     STATUS_BAD_ARGUMENT);
    assert_true(fault.cause == FAULT_WEIGHT && fault.where == 3);
    assert_true(share[0] == 99); /* untouched */
    median_rows_free(&place.rows);
}

/* Complete rows in which a demand has nobody: every trial finds so. */
static void the_unserved_are_named(void **state) {
    (void)state;
    const double weight[] = {1, 1}, cost[] = {5};
    const int64_t start[] = {0, 1, 1};
    const int32_t candidate[] = {0}, group[] = {0, 0};
    MedianProblem problem = {.n_demand = 2,
                             .n_candidates = 2,
                             .n_groups = 1,
                             .weight = weight,
                             .row_start = start,
                             .row_candidate = candidate,
                             .row_cost = cost,
                             .group = group};
    StabilityRules rules = {.spread = 0.1, .trials = 5, .threads = 2};
    double share[2];
    SearchFault fault;
    assert_int_equal(stability_of(&problem, &rules, share, NULL, &fault), STATUS_INFEASIBLE);
    assert_true(fault.cause == FAULT_UNSERVED && fault.where == 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_are_those_of_enumeration),
        cmocka_unit_test(rows_that_do_not_reach_are_refused),
        cmocka_unit_test(a_small_spread_leaves_the_best_as_it_is),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(factors_are_uniform),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(the_unserved_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
