/* The set cover engine against full enumeration, its promises, and its refusals. */
#include "tests/unit/cmocka_all.h"

#include "planner/place/set_cover.h"
#include "tests/unit/test_support.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_DEMAND = 80, MOST_CANDIDATES = 24 };

/* A problem small enough to enumerate, with its arrays. */
typedef struct Small {
    SetCoverProblem problem;
    double weight[MOST_DEMAND];
    int64_t start[MOST_DEMAND + 1];
    int32_t candidate[MOST_DEMAND * MOST_CANDIDATES];
    double price[MOST_CANDIDATES];
    SiteState state[MOST_CANDIDATES];
    uint32_t row[MOST_DEMAND]; /* bit j: candidate j covers it */
} Small;

/* PRICES_FREE: one for all that are free, others for the others */
typedef enum Prices { PRICES_UNIT, PRICES_WHOLE, PRICES_REAL, PRICES_FREE } Prices;

/* What kind of instances. */
typedef struct Kind {
    size_t demand, candidates; /* at most */
    double share;              /* < 0: random below 1 */
    int32_t times;
    Prices prices;
    bool states, planar, whole_weights;
} Kind;

static void link_arrays(Small *small) {
    SetCoverProblem *problem = &small->problem;
    int64_t at = 0;
    small->start[0] = 0;
    for (size_t i = 0; i < problem->n_demand; i++) {
        /* in falling order on odd rows: rows may come in any order */
        for (size_t k = 0; k < problem->n_candidates; k++) {
            size_t j = i % 2 ? problem->n_candidates - 1 - k : k;
            if (small->row[i] >> j & 1) small->candidate[at++] = (int32_t)j;
        }
        small->start[i + 1] = at;
    }
    problem->weight = small->weight;
    problem->row_start = small->start;
    problem->row_candidate = small->candidate;
    problem->state = small->state;
}

static void make_rows(Small *small, const Kind *kind, uint64_t *seed) {
    double at[MOST_DEMAND + MOST_CANDIDATES][2], radius = random_in(seed, 100, 600);
    size_t n = small->problem.n_demand, m = small->problem.n_candidates,
           sparse = 2 + random_below(seed, 6);
    for (size_t k = 0; k < n + m; k++)
        for (int axis = 0; axis < 2; axis++) at[k][axis] = random_in(seed, 0, 1000);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++) {
            bool covers = random_below(seed, sparse) == 0;
            if (kind->planar)
                covers = hypot(at[i][0] - at[n + j][0], at[i][1] - at[n + j][1]) <= radius;
            if (covers) small->row[i] |= 1u << j;
        }
}

static int bits_of(uint32_t set) {
    int n = 0;
    for (; set; set &= set - 1) n++;
    return n;
}

/* Adds candidates to short rows, so that more of the problems can be solved. */
static void thicken(Small *small, uint64_t *seed) {
    for (size_t i = 0; i < small->problem.n_demand; i++)
        for (int k = 0; k < 30 && bits_of(small->row[i]) <= small->problem.times; k++)
            small->row[i] |= 1u << random_below(seed, small->problem.n_candidates);
}

static void make_small(Small *small, const Kind *kind, uint64_t *seed) {
    memset(small, 0, sizeof *small);
    SetCoverProblem *problem = &small->problem;
    problem->n_demand = 1 + random_below(seed, kind->demand);
    problem->n_candidates = 1 + random_below(seed, kind->candidates);
    problem->share = kind->share >= 0 ? kind->share : random_in(seed, 0, 1);
    problem->times = kind->times;
    for (size_t i = 0; i < problem->n_demand; i++) {
        small->weight[i] =
            kind->whole_weights ? (double)random_below(seed, 6) : random_in(seed, 0, 9);
        if (random_below(seed, 8) == 0) small->weight[i] = 0;
    }
    for (size_t j = 0; j < problem->n_candidates; j++) {
        size_t state = kind->states ? random_below(seed, 10) : 9;
        small->state[j] = state == 0 ? SITE_REQUIRED : state == 1 ? SITE_FORBIDDEN : SITE_FREE;
        small->price[j] =
            kind->prices == PRICES_REAL ? random_in(seed, 0, 5) : 3 * (double)random_below(seed, 5);
        if (kind->prices == PRICES_FREE && small->state[j] == SITE_FREE) small->price[j] = 7;
    }
    if (kind->prices != PRICES_UNIT) problem->price = small->price;
    make_rows(small, kind, seed);
    if (kind->share == 1 && random_below(seed, 4) > 0) thicken(small, seed);
    link_arrays(small);
}

static double price_of(const Small *small, uint32_t set) {
    double sum = 0;
    for (size_t j = 0; j < small->problem.n_candidates; j++)
        if (set >> j & 1) sum += small->problem.price ? small->price[j] : 1;
    return sum;
}

static double covered_by(const Small *small, uint32_t set) {
    double sum = 0;
    for (size_t i = 0; i < small->problem.n_demand; i++)
        if (bits_of(small->row[i] & set) >= small->problem.times) sum += small->weight[i];
    return sum;
}

static double total_of(const Small *small) {
    double sum = 0;
    for (size_t i = 0; i < small->problem.n_demand; i++) sum += small->weight[i];
    return sum;
}

static bool serves(const Small *small, uint32_t set) {
    if (small->problem.share < 1)
        return covered_by(small, set) >= small->problem.share * total_of(small) * (1 - 1e-12);
    for (size_t i = 0; i < small->problem.n_demand; i++)
        if (small->weight[i] > 0 && bits_of(small->row[i] & set) < small->problem.times)
            return false;
    return true;
}

static bool is_selection(const Small *small, uint32_t set) {
    for (size_t j = 0; j < small->problem.n_candidates; j++)
        if (set >> j & 1 ? small->state[j] == SITE_FORBIDDEN : small->state[j] == SITE_REQUIRED)
            return false;
    return true;
}

static double enumerate(const Small *small) {
    double best = INFINITY;
    for (uint32_t set = 0; set < 1u << small->problem.n_candidates; set++) {
        if (!is_selection(small, set)) continue;
        double price = price_of(small, set);
        if (price < best && serves(small, set)) best = price;
    }
    return best;
}

static uint32_t set_of(const SetCoverResult *result) {
    uint32_t set = 0;
    for (size_t k = 0; k < result->n_chosen; k++) {
        assert_true(k == 0 || result->chosen[k] > result->chosen[k - 1]);
        set |= 1u << result->chosen[k];
    }
    return set;
}

/* Nothing open is of no use, and none can make room for a lower one. */
static void check_ties(const Small *small, uint32_t set) {
    double covered = covered_by(small, set);
    for (size_t r = 0; r < small->problem.n_candidates; r++) {
        if (!(set >> r & 1) || small->state[r] != SITE_FREE) continue;
        assert_false(serves(small, set & ~(1u << r)));
        for (size_t j = 0; j < r; j++) {
            uint32_t other = (set & ~(1u << r)) | 1u << j;
            if (set >> j & 1 || !is_selection(small, other) ||
                price_of(small, 1u << j) > price_of(small, 1u << r))
                continue;
            if (small->problem.share < 1)
                assert_true(covered_by(small, other) < covered);
            else
                assert_false(serves(small, other));
        }
    }
}

static void check_refusal(const Small *small, const SearchFault *fault) {
    const SetCoverProblem *problem = &small->problem;
    uint32_t all = 0;
    for (size_t j = 0; j < problem->n_candidates; j++)
        if (small->state[j] != SITE_FORBIDDEN) all |= 1u << j;
    if (problem->share < 1) {
        assert_int_equal(fault->cause, FAULT_SHARE);
        assert_true(fault->where == -1 && fault->needed == problem->share);
        assert_true(fabs(fault->found - covered_by(small, all) / total_of(small)) < 1e-12);
        return;
    }
    size_t first = 0;
    while (!(small->weight[first] > 0) || bits_of(small->row[first] & all) >= problem->times)
        first++;
    assert_int_equal(fault->cause, FAULT_UNSERVED);
    assert_int_equal(fault->where, first);
    assert_true(fault->needed == problem->times);
    assert_true(fault->found == bits_of(small->row[first] & all));
}

/* Returns true where there is a selection. */
static bool check_against_enumeration(const Small *small, const Kind *kind) {
    SetCoverResult result;
    SearchFault fault;
    double best = enumerate(small);
    Status status = set_cover_solve(&small->problem, NULL, &result, &fault);
    if (isinf(best)) {
        assert_int_equal(status, STATUS_INFEASIBLE);
        check_refusal(small, &fault);
        return false;
    }
    assert_int_equal(status, STATUS_OK);
    assert_int_equal(result.outcome, SEARCH_OPTIMAL);
    uint32_t set = set_of(&result);
    assert_true(is_selection(small, set) && serves(small, set));
    double slack = kind->prices == PRICES_REAL ? 2 * SET_COVER_TOLERANCE * best : 0;
    assert_true(result.objective == price_of(small, set));
    assert_true(result.objective <= best + slack && result.objective >= best * (1 - 1e-14));
    assert_true(result.bound <= best * (1 + 1e-12) && result.bound >= best - slack);
    assert_true(result.gap >= 0 && result.gap <= 2 * SET_COVER_TOLERANCE);
    double total = total_of(small);
    if (total > 0)
        assert_true(fabs(result.covered_share - covered_by(small, set) / total) < 1e-12);
    else
        assert_true(result.covered_share == 1);
    check_ties(small, set);
    set_cover_result_free(&result);
    return true;
}

static void check_many(Kind kind, int rounds, uint64_t seed) {
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    int solved = 0;
    for (int round = 0; round < rounds; round++) {
        make_small(small, &kind, &seed);
        solved += check_against_enumeration(small, &kind);
    }
    assert_true(solved > rounds / 20);
    free(small);
}

static void check_kinds(double share, int32_t times, uint64_t seed) {
    for (int prices = PRICES_UNIT; prices <= PRICES_REAL; prices++)
        for (int planar = 0; planar < 2; planar++) {
            Kind kind = {.demand = 12,
                         .candidates = 10,
                         .share = share,
                         .times = times,
                         .prices = (Prices)prices,
                         .states = true,
                         .planar = planar,
                         .whole_weights = prices != PRICES_REAL};
            check_many(kind, 1000, seed++);
        }
}

static void test_full(void **state) {
    (void)state;
    check_kinds(1, 1, 100);
    check_kinds(1, 2, 200);
    check_kinds(1, 3, 300);
}

static void test_partial(void **state) {
    (void)state;
    check_kinds(-1, 1, 400);
    check_kinds(-1, 2, 500);
    check_kinds(-1, 3, 600);
    check_kinds(0.5, 1, 700); /* sums that meet the share exactly */
    check_kinds(0, 1, 800);
}

/* Larger ones, which take a tree. */
static void test_search(void **state) {
    (void)state;
    for (int planar = 0; planar < 2; planar++) {
        check_many((Kind){80, 15, 1, 1, PRICES_UNIT, false, planar, true}, 150, 21);
        check_many((Kind){80, 15, 1, 2, PRICES_REAL, false, planar, true}, 150, 22);
        check_many((Kind){80, 15, 0.8, 1, PRICES_UNIT, false, planar, false}, 150, 23);
        check_many((Kind){80, 15, 0.7, 2, PRICES_WHOLE, true, planar, true}, 150, 24);
        check_many((Kind){80, 15, 0.9, 1, PRICES_REAL, false, planar, true}, 150, 25);
    }
}

/* Free candidates of one price beside required ones of others. */
static void test_one_free_price(void **state) {
    (void)state;
    for (int planar = 0; planar < 2; planar++)
        check_many((Kind){80, 15, -1, 1, PRICES_FREE, true, planar, planar == 0}, 500, 26);
}

/* A limit leaves a usable selection and a bound that holds. */
static void test_limits(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 31;
    int cut = 0;
    for (int round = 0; round < 300; round++) {
        make_small(small, &(Kind){80, 15, round % 3 ? 0.7 : 1, 1, PRICES_REAL, false, false, true},
                   &seed);
        double best = enumerate(small);
        SearchOptions options = {.max_nodes = 1, .time_limit_s = round % 2 ? 1e-9 : 0};
        SetCoverResult result;
        if (isinf(best)) continue;
        assert_int_equal(set_cover_solve(&small->problem, &options, &result, NULL), STATUS_OK);
        assert_true(serves(small, set_of(&result)));
        assert_true(result.bound <= best * (1 + 1e-12) && best <= result.objective * (1 + 1e-14));
        assert_true(result.outcome == SEARCH_LIMIT ? result.gap > 0 : result.gap <= 1e-8);
        cut += result.outcome == SEARCH_LIMIT;
        set_cover_result_free(&result);
    }
    assert_true(cut > 20);
    free(small);
}

static bool stop_at_once(const void *context) {
    ++*(int *)(uintptr_t)context;
    return true;
}

/* The callback is asked, and ends the search. */
static void test_stop(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 32;
    int asked = 0, cut = 0;
    SearchOptions options = {.stop = stop_at_once, .stop_context = &asked};
    for (int round = 0; round < 100; round++) {
        make_small(small, &(Kind){80, 15, 0.7, 1, PRICES_REAL, false, false, true}, &seed);
        SetCoverResult result;
        if (set_cover_solve(&small->problem, &options, &result, NULL) != STATUS_OK) continue;
        cut += result.outcome == SEARCH_LIMIT;
        set_cover_result_free(&result);
    }
    assert_true(asked > 0 && cut > 0);
    free(small);
}

/* The objective; -1: there is no selection. */
static double solved(const Small *small) {
    SetCoverResult result;
    Status status = set_cover_solve(&small->problem, NULL, &result, NULL);
    if (status == STATUS_INFEASIBLE) return -1;
    assert_int_equal(status, STATUS_OK);
    assert_int_equal(result.outcome, SEARCH_OPTIMAL);
    double objective = result.objective;
    set_cover_result_free(&result);
    return objective;
}

/* More to cover never costs less. */
static void test_share_rises(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    uint64_t seed = 33;
    for (int round = 0; round < 100; round++) {
        make_small(small, &(Kind){60, 20, 0, 1, PRICES_WHOLE, false, true, true}, &seed);
        double before = 0;
        for (int step = 0; step <= 10 && before >= 0; step++) {
            small->problem.share = step / 10.0;
            double price = solved(small);
            assert_true(price < 0 || price >= before);
            before = price;
        }
    }
    free(small);
}

/* Demand and candidates in another order: the same objective. The same problem twice: the same
 * selection. */
static void test_order_does_not_matter(void **state) {
    (void)state;
    Small *small = malloc(2 * sizeof *small);
    assert_non_null(small);
    Small *other = small + 1;
    uint64_t seed = 34;
    int compared = 0;
    for (int round = 0; round < 200; round++) {
        make_small(
            small,
            &(Kind){80, 22, round % 2 ? 0.8 : 1, 1 + round % 3, PRICES_WHOLE, true, true, true},
            &seed);
        size_t n = small->problem.n_demand, m = small->problem.n_candidates;
        *other = *small;
        for (size_t i = 0; i < n; i++) {
            other->weight[i] = small->weight[n - 1 - i];
            other->row[i] = 0;
            for (size_t j = 0; j < m; j++)
                if (small->row[n - 1 - i] >> (m - 1 - j) & 1) other->row[i] |= 1u << j;
        }
        for (size_t j = 0; j < m; j++) {
            other->state[j] = small->state[m - 1 - j];
            other->price[j] = small->price[m - 1 - j];
        }
        other->problem.price = other->price;
        link_arrays(other);
        assert_true(solved(other) == solved(small));
        SetCoverResult first, second;
        if (set_cover_solve(&small->problem, NULL, &first, NULL) != STATUS_OK) continue;
        compared++;
        assert_int_equal(set_cover_solve(&small->problem, NULL, &second, NULL), STATUS_OK);
        assert_int_equal(set_of(&first), set_of(&second));
        assert_true(first.bound == second.bound && first.nodes == second.nodes);
        set_cover_result_free(&first);
        set_cover_result_free(&second);
    }
    assert_true(compared > 50);
    free(small);
}

/* ---- refusals ---- */

static void expect(const Small *small, Status status, FaultCause cause, int64_t where) {
    SetCoverResult result = {.n_chosen = 99};
    SearchFault fault;
    assert_int_equal(set_cover_solve(&small->problem, NULL, &result, &fault), status);
    assert_int_equal(fault.cause, cause);
    assert_int_equal(fault.where, where);
    assert_int_equal(result.n_chosen, 99); /* untouched */
    assert_int_equal(set_cover_solve(&small->problem, NULL, &result, NULL), status);
}

/* Four demand points, three candidates; demand 3 has only candidate 2. */
static void make_plain(Small *small) {
    memset(small, 0, sizeof *small);
    small->problem.n_demand = 4;
    small->problem.n_candidates = 3;
    small->problem.share = 1;
    small->problem.times = 1;
    for (size_t i = 0; i < 4; i++) small->weight[i] = 1;
    for (size_t j = 0; j < 3; j++) small->price[j] = 1;
    small->row[0] = 3;
    small->row[1] = 6;
    small->row[2] = 5;
    small->row[3] = 4;
    small->problem.price = small->price;
    link_arrays(small);
}

static void test_infeasible(void **state) {
    (void)state;
    Small small;
    make_plain(&small);
    small.problem.times = 2;
    expect(&small, STATUS_INFEASIBLE, FAULT_UNSERVED, 3);
    small.weight[3] = 0; /* nobody lives there */
    assert_true(solved(&small) == 3);
    make_plain(&small);
    small.state[2] = SITE_FORBIDDEN;
    expect(&small, STATUS_INFEASIBLE, FAULT_UNSERVED, 3);
    small.problem.share = 0.75;
    assert_true(solved(&small) == 2);
    small.problem.share = 0.76;
    expect(&small, STATUS_INFEASIBLE, FAULT_SHARE, -1);
}

static void test_bad_numbers(void **state) {
    (void)state;
    Small small;
    const double bad[] = {-1, NAN, INFINITY};
    for (size_t k = 0; k < 3; k++) {
        make_plain(&small);
        small.weight[2] = bad[k];
        expect(&small, STATUS_BAD_ARGUMENT, FAULT_WEIGHT, 2);
        make_plain(&small);
        small.price[1] = bad[k];
        expect(&small, STATUS_BAD_ARGUMENT, FAULT_PRICE, 1);
        make_plain(&small);
        small.problem.share = k == 2 ? 1.0000001 : bad[k];
        expect(&small, STATUS_BAD_ARGUMENT, FAULT_SHAPE, -1);
    }
    make_plain(&small);
    small.weight[1] = small.weight[3] = 1e308; /* their sum is no number any more */
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_WEIGHT, 3);
    make_plain(&small);
    small.candidate[1] = small.candidate[0]; /* twice in a row */
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_ROW, 0);
    make_plain(&small);
    small.candidate[6] = 3;
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_ROW, 3);
    make_plain(&small);
    small.start[2] = 1;
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_ROW, 1);
    make_plain(&small);
    small.state[2] = (SiteState)7;
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_GROUP, 2);
}

static void test_bad_shape(void **state) {
    (void)state;
    Small small;
    make_plain(&small);
    small.problem.n_candidates = 0;
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_SHAPE, -1);
    make_plain(&small);
    small.problem.times = 0;
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_SHAPE, -1);
    make_plain(&small);
    small.problem.row_start = NULL;
    expect(&small, STATUS_BAD_ARGUMENT, FAULT_SHAPE, -1);
    make_plain(&small);
    small.problem.n_demand = 0; /* nobody at all */
    small.state[1] = SITE_REQUIRED;
    assert_true(solved(&small) == 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_full),
        cmocka_unit_test(test_partial),
        cmocka_unit_test(test_search),
        cmocka_unit_test(test_one_free_price),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_stop),
        cmocka_unit_test(test_share_rises),
        cmocka_unit_test(test_infeasible),
        cmocka_unit_test(test_order_does_not_matter),
        cmocka_unit_test(test_bad_numbers),
        cmocka_unit_test(test_bad_shape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
