/*
 * The tree of the set cover engine. Its selections are so good from the start that a tree which
 * forgets half of itself would go unnoticed; here the engine begins inside the tree, with a poor
 * selection or none, so that it has to find the best one, and is held against full enumeration.
 */
#include "tests/unit/cmocka_all.h"

#include "planner/place/set_cover_search.h"
#include "tests/unit/design_support.h"
#include <math.h>

/* The least price at which the target is reached, below `least`. */
static double least_price(const Design *design, uint64_t rows, size_t from, double price,
                          double target, double least) {
    if (price >= least) return least;
    if (weight_of(design, rows) >= target) return price;
    for (size_t j = from; j < design->n_items; j++)
        least = least_price(design, rows | design->rows_of[j], j + 1, price + design->price[j],
                            target, least);
    return least;
}

static SetCoverProblem set_problem(const Design *design, double share) {
    return (SetCoverProblem){.n_demand = ROWS,
                             .n_candidates = design->n_items,
                             .weight = design->weight,
                             .row_start = design->start,
                             .row_candidate = design->item,
                             .price = design->price,
                             .share = share,
                             .times = 1};
}

/* The engine as it searches inside a tree, without a selection to begin with. */
static void check_set_tree(const Design *design, double share, int64_t max_nodes, int *branched,
                           int *cut) {
    SetCoverProblem problem = set_problem(design, share);
    SearchOptions options = {.max_nodes = max_nodes};
    SetCoverSearch search = set_search_begin(&options, 0);
    search.unit = 1;
    int32_t id[MOST_ITEMS + 1];
    SetCoverSelection best = {.id = id, .value = INFINITY};
    SetCoverCore *core = NULL;
    double total, target = cover_target(&problem, &total), bound;
    assert_int_equal(set_core_build(&problem, target, total, &core), STATUS_OK);
    assert_int_equal(set_search_core(&search, core, INFINITY, -INFINITY, 1, &best, &bound),
                     STATUS_OK);
    double least = least_price(design, 0, 0, 0, share < 1 ? target : total, INFINITY);
    assert_true(bound <= least && best.value >= least);
    *branched += search.nodes > 1;
    *cut += bound < best.value;
    if (max_nodes > 0) return;
    assert_true(best.value == least && bound == least);
    uint64_t rows = 0;
    double price = 0;
    for (int32_t k = 0; k < best.n; k++) {
        rows |= design->rows_of[id[k]];
        price += design->price[id[k]];
    }
    assert_true(price == least && weight_of(design, rows) >= (share < 1 ? target : total));
}

static void test_set_cover_tree(void **state) {
    (void)state;
    uint64_t seed = 3;
    int branched = 0, cut = 0;
    for (int round = 0; round < 120; round++) {
        Design design;
        make_design(&design, 20, 3 + round % 3, round % 2 ? 9 : 1, &seed);
        check_set_tree(&design, round % 4 < 2 ? 1 : 0.75, 0, &branched, &cut);
    }
    assert_true(branched > 60);
    assert_int_equal(cut, 0);
}

static void test_set_cover_tree_cut(void **state) {
    (void)state;
    uint64_t seed = 4;
    int branched = 0, cut = 0;
    for (int round = 0; round < 120; round++) {
        Design design;
        make_design(&design, 20, 3, round % 2 ? 9 : 1, &seed);
        check_set_tree(&design, round % 4 < 2 ? 1 : 0.75, 2 + round % 9, &branched, &cut);
    }
    assert_true(cut > 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set_cover_tree),
        cmocka_unit_test(test_set_cover_tree_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
