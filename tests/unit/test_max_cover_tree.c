/*
 * The tree of the covering engine. Its selections are so good from the start that a tree which
 * forgets half of itself would go unnoticed; here the engine begins inside the tree, with a poor
 * selection or none, so that it has to find the best one, and is held against full enumeration.
 */
#include "tests/unit/cmocka_all.h"

#include "planner/place/max_cover_search.h"
#include "planner/place/max_cover_swap.h"
#include "tests/unit/design_support.h"
#include <math.h>

/* The most that `left` further items from `from` on can bring to the rows covered. */
static double most_covered(const Design *design, uint64_t rows, size_t from, int left) {
    if (left == 0) return weight_of(design, rows);
    double most = 0;
    for (size_t j = from; j + (size_t)left <= design->n_items; j++) {
        double value = most_covered(design, rows | design->rows_of[j], j + 1, left - 1);
        if (value > most) most = value;
    }
    return most;
}

static MaxCoverProblem max_problem(const Design *design, int64_t count) {
    return (MaxCoverProblem){.n_demand = ROWS,
                             .n_candidates = design->n_items,
                             .weight = design->weight,
                             .row_start = design->start,
                             .row_candidate = design->item,
                             .count = count};
}

/* The engine as it searches inside a tree, told only of a value that is too low by one. */
static void check_max_tree(const Design *design, int count, int64_t max_nodes, int *found_later,
                           int *cut) {
    MaxCoverProblem problem = max_problem(design, count);
    uint8_t open[MOST_ITEMS + 1] = {0}, best[MOST_ITEMS + 1] = {0};
    CoverSearch search = {.deadline_s = INFINITY,
                          .max_nodes = max_nodes,
                          .integral = true,
                          .is_region = true,
                          .best = best,
                          .n_candidates = design->n_items};
    CoverCore *core = NULL;
    assert_int_equal(cover_core_build(&problem, &core), STATUS_OK);
    assert_int_equal(cover_greedy(core, open), STATUS_OK);
    double greedy = cover_value(core, open), bound;
    search.best_value = greedy - 1;
    assert_int_equal(cover_search(&search, core, NULL, &bound), STATUS_OK);
    double most = most_covered(design, 0, 0, count);
    assert_true(bound >= most && search.best_value <= most);
    *cut += bound > search.best_value;
    *found_later += most > greedy;
    if (max_nodes > 0) return;
    assert_true(search.best_value == most && bound == most);
    uint64_t rows = 0;
    int n = 0;
    for (size_t j = 0; j < design->n_items; j++) {
        n += best[j];
        rows |= best[j] ? design->rows_of[j] : 0;
    }
    assert_int_equal(n, count);
    assert_true(weight_of(design, rows) == most);
}

static void test_max_cover_tree(void **state) {
    (void)state;
    uint64_t seed = 1;
    int found_later = 0, cut = 0;
    for (int round = 0; round < 120; round++) {
        Design design;
        make_design(&design, round % 2 ? 24 : 20, round % 3 ? 6 : 4, 1, &seed);
        check_max_tree(&design, 5, 0, &found_later, &cut);
    }
    assert_true(found_later > 60);
    assert_int_equal(cut, 0);
}

/* With a budget of nodes the bound holds for both sides of all that is left. */
static void test_max_cover_tree_cut(void **state) {
    (void)state;
    uint64_t seed = 2;
    int found_later = 0, cut = 0;
    for (int round = 0; round < 120; round++) {
        Design design;
        make_design(&design, 24, 6, 1, &seed);
        check_max_tree(&design, 5, 2 + round % 40, &found_later, &cut);
    }
    assert_true(cut > 60);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_max_cover_tree),
        cmocka_unit_test(test_max_cover_tree_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
