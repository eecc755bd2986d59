/* The fewest sites for a share by way of maximal covering, against full enumeration. */
#include "tests/unit/cmocka_all.h"

#include "planner/place/set_cover_counts.h"
#include "tests/unit/design_support.h"
#include <math.h>

typedef struct Counted {
    Design design;
    SetCoverProblem problem;
    SiteState state[MOST_ITEMS];
    uint64_t required_rows;
    int required;
} Counted;

/* Whole weights on even rounds, so that sums meet a share exactly now and then. */
static void make_counted(Counted *counted, size_t n_items, int round, uint64_t *seed) {
    memset(counted, 0, sizeof *counted);
    Design *design = &counted->design;
    make_design(design, n_items, 2 + round % 4, 1, seed);
    for (size_t i = 0; round % 2 && i < ROWS; i++) design->weight[i] = random_in(seed, 0, 9);
    for (size_t j = 0; j < n_items; j++) {
        size_t kind = round % 3 ? 9 : random_below(seed, 8);
        counted->state[j] = kind == 0 ? SITE_REQUIRED : kind == 1 ? SITE_FORBIDDEN : SITE_FREE;
        if (kind == 0) counted->required_rows |= design->rows_of[j];
        counted->required += kind == 0;
    }
    double shares[] = {0, 0.25, 0.5, 0.9, random_in(seed, 0, 1)};
    counted->problem = (SetCoverProblem){.n_demand = ROWS,
                                         .n_candidates = n_items,
                                         .weight = design->weight,
                                         .row_start = design->start,
                                         .row_candidate = design->item,
                                         .state = round % 3 ? NULL : counted->state,
                                         .share = shares[round % 5],
                                         .times = 1};
}

static double target_of(const Counted *counted) {
    return counted->problem.share * weight_of(&counted->design, ((uint64_t)1 << ROWS) - 1) *
           (1 - 1e-12);
}

/* How many sites `from` on have to be added, or `least` if that is not fewer. */
static int fewest(const Counted *counted, uint64_t rows, size_t from, int n, int least) {
    if (n >= least) return least;
    if (weight_of(&counted->design, rows) >= target_of(counted)) return n;
    for (size_t j = from; j < counted->design.n_items; j++)
        if (counted->state[j] == SITE_FREE)
            least = fewest(counted, rows | counted->design.rows_of[j], j + 1, n + 1, least);
    return least;
}

/* What is open is allowed, as many as told, and reaches the target. */
static void check_open(const Counted *counted, const SetCoverCounts *counts) {
    uint64_t rows = 0;
    int64_t n = 0;
    for (size_t j = 0; j < counted->design.n_items; j++) {
        assert_true(counts->open[j] ? counted->state[j] != SITE_FORBIDDEN
                                    : counted->state[j] != SITE_REQUIRED);
        n += counts->open[j];
        rows |= counts->open[j] ? counted->design.rows_of[j] : 0;
    }
    assert_int_equal(n, counts->n_open);
    assert_true(weight_of(&counted->design, rows) >= target_of(counted) * (1 - 1e-14));
}

static const int NONE = 1000;

/* Returns how many nodes it took. */
static int64_t check_counts(const Counted *counted, int64_t known, const SearchOptions *options,
                            int *cut) {
    uint8_t open[MOST_ITEMS + 1] = {0};
    int best = fewest(counted, counted->required_rows, 0, counted->required, NONE);
    if (best == NONE) return 0; /* refused before by set_cover_check */
    SetCoverCounts counts = {.open = open, .least = known < best ? known : best};
    assert_int_equal(set_cover_counts(&counted->problem, options, 0, &counts), STATUS_OK);
    assert_false(counts.unsure);
    check_open(counted, &counts);
    assert_true(counts.least <= best && counts.n_open >= best);
    if (cut)
        *cut += counts.least < counts.n_open;
    else
        assert_true(counts.least == best && counts.n_open == best);
    return counts.nodes;
}

static void test_fewest(void **state) {
    (void)state;
    uint64_t seed = 1;
    int64_t nodes = 0;
    for (int round = 0; round < 600; round++) {
        Counted counted;
        make_counted(&counted, 5 + (size_t)round % 12, round, &seed);
        double price;
        if (!set_cover_is_counting(&counted.problem, &price)) continue; /* nothing is free */
        assert_true(price == 1);
        nodes += check_counts(&counted, round % 7, NULL, NULL);
    }
    assert_true(nodes > 600);
}

/* Where a budget of nodes cuts, both ends hold. */
static void test_budget(void **state) {
    (void)state;
    uint64_t seed = 2;
    int cut = 0;
    for (int round = 0; round < 300; round++) {
        Counted counted;
        make_counted(&counted, 16, round, &seed);
        SearchOptions options = {.max_nodes = 1 + round % 4};
        check_counts(&counted, 0, &options, &cut);
    }
    assert_true(cut > 20);
}

static bool stop_at_once(const void *context) {
    (void)context;
    return true;
}

static void test_stop(void **state) {
    (void)state;
    uint64_t seed = 3;
    int cut = 0;
    SearchOptions options = {.stop = stop_at_once};
    for (int round = 0; round < 60; round++) {
        Counted counted;
        make_counted(&counted, 12, round, &seed);
        check_counts(&counted, 0, &options, &cut);
    }
    assert_true(cut > 10);
}

/* A selection known beforehand is never given up for one with more sites. */
static void test_known_selection(void **state) {
    (void)state;
    uint64_t seed = 4;
    for (int round = 0; round < 60; round++) {
        Counted counted;
        make_counted(&counted, 14, 3 * round + 1, &seed);
        uint8_t open[MOST_ITEMS + 1] = {0}, again[MOST_ITEMS + 1];
        SetCoverCounts first = {.open = open};
        assert_int_equal(set_cover_counts(&counted.problem, NULL, 0, &first), STATUS_OK);
        memcpy(again, open, sizeof open);
        SetCoverCounts second = {.open = again, .n_open = first.n_open};
        SearchOptions options = {.stop = stop_at_once};
        assert_int_equal(set_cover_counts(&counted.problem, &options, 0, &second), STATUS_OK);
        assert_int_equal(second.n_open, first.n_open);
        if (first.n_open > 0) assert_memory_equal(open, again, 14);
    }
}

static void test_where_it_does_not_apply(void **state) {
    (void)state;
    double price[3] = {2, 2, 2}, one;
    SiteState states[3] = {SITE_FREE, SITE_FREE, SITE_REQUIRED};
    SetCoverProblem problem = {.n_candidates = 3, .share = 0.9, .times = 1};
    assert_true(set_cover_is_counting(&problem, &one) && one == 1);
    problem.price = price;
    assert_true(set_cover_is_counting(&problem, &one) && one == 2);
    price[2] = 3;
    assert_false(set_cover_is_counting(&problem, &one));
    problem.state = states; /* what is required costs what it costs */
    assert_true(set_cover_is_counting(&problem, &one) && one == 2);
    states[2] = SITE_FORBIDDEN;
    assert_true(set_cover_is_counting(&problem, &one) && one == 2);
    states[0] = states[1] = SITE_REQUIRED; /* nothing is free */
    assert_false(set_cover_is_counting(&problem, &one));
    problem.state = NULL;
    price[0] = price[1] = price[2] = 0;
    assert_false(set_cover_is_counting(&problem, &one));
    problem.price = NULL;
    problem.times = 2;
    assert_false(set_cover_is_counting(&problem, &one));
    problem.times = 1;
    problem.share = 1;
    assert_false(set_cover_is_counting(&problem, &one));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fewest),
        cmocka_unit_test(test_budget),
        cmocka_unit_test(test_stop),
        cmocka_unit_test(test_known_selection),
        cmocka_unit_test(test_where_it_does_not_apply),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
