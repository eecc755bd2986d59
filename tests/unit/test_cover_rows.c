/* Rows of planar covering problems: against every pair, at the radius itself, credits, threads. */
#include "planner/place/cover_rows.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/test_support.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEMAND = 3000, MOST_CANDIDATES = 80 };

static double demand_xy[2 * MOST_DEMAND], candidate_xy[2 * MOST_CANDIDATES];
static int32_t demand_area[MOST_DEMAND], candidate_area[MOST_CANDIDATES];
static const double STEP_M[] = {0, 3000, 5000};
static const double STEP_CREDIT[] = {1, 0.75, 0.25};

/* On a lattice, where many distances are whole: 3-4-5 triangles meet the radius exactly. */
static CoverPoints make_points(uint64_t *seed, size_t n, size_t m) {
    for (size_t k = 0; k < 2 * n; k++) demand_xy[k] = 1000.0 * (double)random_below(seed, 30);
    for (size_t k = 0; k < 2 * m; k++) candidate_xy[k] = 1000.0 * (double)random_below(seed, 30);
    for (size_t i = 0; i < n; i++) demand_area[i] = (int32_t)random_below(seed, 3) - 1;
    for (size_t j = 0; j < m; j++) candidate_area[j] = (int32_t)random_below(seed, 3) - 1;
    bool areas = random_below(seed, 2);
    return (CoverPoints){
        demand_xy, candidate_xy, n, m, areas ? demand_area : NULL, areas ? candidate_area : NULL};
}

static CoverCredit make_credit(uint64_t *seed) {
    double radius_m = 1000.0 * (double)(1 + random_below(seed, 10));
    return (CoverCredit){.shape = (CreditShape)random_below(seed, 4),
                         .radius_m = radius_m,
                         .step_m = STEP_M,
                         .credit = STEP_CREDIT,
                         .n_steps = 1 + random_below(seed, 3),
                         .full_m = radius_m / 2,
                         .scale_m = 2000};
}

/* The formulas once more, without the code under test. */
static double credit_of(const CoverCredit *credit, double d) {
    if (credit->shape == CREDIT_STEPS) {
        double value = 0;
        for (size_t k = credit->n_steps; k-- > 0;)
            if (d <= STEP_M[k]) value = STEP_CREDIT[k];
        return value;
    }
    if (d > credit->radius_m) return 0;
    if (credit->shape == CREDIT_EXPONENTIAL) return exp(-d / credit->scale_m);
    if (credit->shape == CREDIT_LINEAR && d > credit->full_m)
        return (credit->radius_m - d) / (credit->radius_m - credit->full_m);
    return 1;
}

static bool is_home(const CoverPoints *points, size_t i, size_t j) {
    return !points->demand_area || points->demand_area[i] == points->candidate_area[j];
}

static double distance(size_t i, size_t j) {
    double dx = demand_xy[2 * i] - candidate_xy[2 * j];
    double dy = demand_xy[2 * i + 1] - candidate_xy[2 * j + 1];
    return sqrt(dx * dx + dy * dy);
}

static void covering_rows_hold_every_candidate_within(void **state) {
    (void)state;
    uint64_t seed = 1;
    int at_radius = 0;
    for (int round = 0; round < 2000; round++) {
        CoverPoints points = make_points(&seed, random_below(&seed, 30), random_below(&seed, 30));
        CoverCredit credit = make_credit(&seed);
        CoverRows rows;
        assert_int_equal(cover_rows_planar(&points, &credit, 1, &rows), STATUS_OK);
        int64_t at = 0;
        for (size_t i = 0; i < points.n_demand; i++) {
            assert_int_equal(rows.start[i], at);
            for (size_t j = 0; j < points.n_candidates; j++) {
                double value = credit_of(&credit, distance(i, j));
                if (!is_home(&points, i, j) || value <= 0) continue;
                assert_int_equal(rows.candidate[at], j);
                assert_true(rows.value[at] == value);
                at_radius += credit.shape != CREDIT_STEPS && distance(i, j) == credit.radius_m;
                at++;
            }
        }
        assert_int_equal(rows.start[points.n_demand], at);
        cover_rows_free(&rows);
    }
    assert_true(at_radius > 100);
}

static void distance_rows_are_sorted_and_whole(void **state) {
    (void)state;
    uint64_t seed = 2;
    int ties = 0;
    for (int round = 0; round < 2000; round++) {
        CoverPoints points = make_points(&seed, random_below(&seed, 30), random_below(&seed, 30));
        double radius_m =
            random_below(&seed, 3) ? 5000.0 * (double)random_below(&seed, 3) : INFINITY;
        CoverRows rows;
        assert_int_equal(distance_rows_planar(&points, radius_m, 1, &rows), STATUS_OK);
        for (size_t i = 0; i < points.n_demand; i++) {
            int64_t n = 0;
            for (size_t j = 0; j < points.n_candidates; j++)
                n += is_home(&points, i, j) && distance(i, j) <= radius_m;
            assert_int_equal(rows.start[i + 1] - rows.start[i], n);
            for (int64_t at = rows.start[i]; at < rows.start[i + 1]; at++) {
                size_t j = (size_t)rows.candidate[at];
                assert_true(is_home(&points, i, j) && rows.value[at] == distance(i, j));
                if (at == rows.start[i]) continue;
                bool tie = rows.value[at] == rows.value[at - 1];
                ties += tie;
                assert_true(tie ? rows.candidate[at] > rows.candidate[at - 1]
                                : rows.value[at] > rows.value[at - 1]);
            }
        }
        cover_rows_free(&rows);
    }
    assert_true(ties > 100);
}

static void threads_do_not_matter(void **state) {
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < 10; round++) {
        CoverPoints points = make_points(&seed, MOST_DEMAND, MOST_CANDIDATES);
        CoverCredit credit = make_credit(&seed);
        CoverRows rows[2];
        for (int k = 0; k < 2; k++)
            assert_int_equal(cover_rows_planar(&points, &credit, 1 + 3 * k, &rows[k]), STATUS_OK);
        size_t entries = (size_t)rows[0].start[MOST_DEMAND];
        assert_memory_equal(rows[0].start, rows[1].start, (MOST_DEMAND + 1) * sizeof(int64_t));
        if (entries > 0) {
            assert_memory_equal(rows[0].candidate, rows[1].candidate, entries * sizeof(int32_t));
            assert_memory_equal(rows[0].value, rows[1].value, entries * sizeof(double));
        }
        cover_rows_free(&rows[0]);
        cover_rows_free(&rows[1]);
    }
}

static void credits_by_hand(void **state) {
    (void)state;
    CoverCredit linear = {.shape = CREDIT_LINEAR, .radius_m = 10000, .full_m = 5000};
    assert_true(cover_credit_at(&linear, 5000) == 1 && cover_credit_at(&linear, 7500) == 0.5);
    assert_true(cover_credit_at(&linear, 10000) == 0);
    CoverCredit steps = {
        .shape = CREDIT_STEPS, .step_m = STEP_M, .credit = STEP_CREDIT, .n_steps = 3};
    assert_true(cover_credit_at(&steps, 0) == 1 && cover_credit_at(&steps, 0.5) == 0.75);
    assert_true(cover_credit_at(&steps, 3000) == 0.75 && cover_credit_at(&steps, 5000) == 0.25);
    assert_true(cover_credit_at(&steps, 5000.5) == 0);
    CoverCredit fading = {.shape = CREDIT_EXPONENTIAL, .radius_m = 4000, .scale_m = 4000};
    assert_true(fabs(cover_credit_at(&fading, 4000) - 0.36787944117144233) < 1e-15);
    assert_true(cover_credit_at(&fading, 4001) == 0);
    CoverCredit whole = {.shape = CREDIT_WHOLE, .radius_m = 0};
    assert_true(cover_credit_at(&whole, 0) == 1 && cover_credit_at(&whole, 1) == 0);
}

static void refuse(const CoverPoints *points, CoverCredit credit) {
    int64_t mine = 0;
    CoverRows rows = {.start = &mine};
    assert_int_equal(cover_rows_planar(points, &credit, 1, &rows), STATUS_BAD_ARGUMENT);
    assert_ptr_equal(rows.start, &mine); /* untouched */
}

static void what_is_outside_the_domain_is_refused(void **state) {
    (void)state;
    uint64_t seed = 4;
    CoverPoints points = make_points(&seed, 3, 3);
    points.demand_area = points.candidate_area = NULL;
    const double falling[] = {3000, 2000}, rising[] = {0.5, 0.6}, naught[] = {1, 0};
    refuse(&points, (CoverCredit){.shape = CREDIT_WHOLE, .radius_m = -1});
    refuse(&points, (CoverCredit){.shape = CREDIT_WHOLE, .radius_m = NAN});
    refuse(&points, (CoverCredit){.shape = CREDIT_WHOLE, .radius_m = INFINITY});
    refuse(&points, (CoverCredit){.shape = (CreditShape)9, .radius_m = 1});
    refuse(&points, (CoverCredit){.shape = CREDIT_LINEAR, .radius_m = 5, .full_m = 5});
    refuse(&points, (CoverCredit){.shape = CREDIT_LINEAR, .radius_m = 5, .full_m = -1});
    refuse(&points, (CoverCredit){.shape = CREDIT_EXPONENTIAL, .radius_m = 5});
    refuse(&points, (CoverCredit){.shape = CREDIT_STEPS});
    refuse(&points,
           (CoverCredit){.shape = CREDIT_STEPS, .step_m = falling, .credit = naught, .n_steps = 2});
    refuse(&points,
           (CoverCredit){.shape = CREDIT_STEPS, .step_m = STEP_M, .credit = rising, .n_steps = 2});
    refuse(&points,
           (CoverCredit){.shape = CREDIT_STEPS, .step_m = STEP_M, .credit = naught, .n_steps = 2});
    CoverRows rows;
    assert_int_equal(distance_rows_planar(&points, NAN, 1, &rows), STATUS_BAD_ARGUMENT);
    points.demand_area = demand_area;
    refuse(&points, (CoverCredit){.shape = CREDIT_WHOLE, .radius_m = 1});
    points.demand_area = NULL;
    demand_xy[5] = NAN;
    refuse(&points, (CoverCredit){.shape = CREDIT_WHOLE, .radius_m = 1});
    demand_xy[5] = 0;
    candidate_xy[1] = INFINITY;
    refuse(&points, (CoverCredit){.shape = CREDIT_WHOLE, .radius_m = 1});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(covering_rows_hold_every_candidate_within),
        cmocka_unit_test(distance_rows_are_sorted_and_whole),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(credits_by_hand),
        cmocka_unit_test(what_is_outside_the_domain_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
