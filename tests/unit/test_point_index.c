/* The index against looking at every point, on random, clustered, gridded and equal points. */
#include "tests/unit/cmocka_all.h"

#include "geo/point_index.h"
#include "tests/unit/test_support.h"
#include <stdlib.h>
#include <string.h>

enum { MOST = 1000 };

/* ---- the slow twin ---- */

static int compare_hits(const void *a, const void *b) {
    const PointHit *p = a, *q = b;
    if (p->dist_m != q->dist_m) return p->dist_m < q->dist_m ? -1 : 1;
    return (p->item > q->item) - (p->item < q->item);
}

/* All points in order of distance, then number. */
static void sort_all(const double *xy, size_t n, double x, double y, PointHit *hits) {
    for (size_t i = 0; i < n; i++) {
        double dx = xy[2 * i] - x, dy = xy[2 * i + 1] - y;
        hits[i] = (PointHit){(int32_t)i, sqrt(dx * dx + dy * dy)};
    }
    qsort(hits, n, sizeof *hits, compare_hits);
}

static PointIndex *build(const double *xy, size_t n) {
    PointIndex *index = NULL;
    assert_int_equal(point_index_build(xy, n, &index), STATUS_OK);
    assert_int_equal(point_index_size(index), n);
    return index;
}

typedef struct Found {
    PointHit hit[MOST];
    size_t n, stop_after;
} Found;

static bool collect(void *context, int32_t item, double dist_m) {
    Found *found = context;
    assert_true(found->n < MOST);
    found->hit[found->n++] = (PointHit){item, dist_m};
    return found->n != found->stop_after;
}

static void assert_same_hits(const PointHit *a, const PointHit *b, size_t n) {
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(a[i].item, b[i].item);
        assert_true(a[i].dist_m == b[i].dist_m);
    }
}

/* Four kinds of places: uniform, on a small grid (many ties), clustered, on one line. */
static void random_points(uint64_t *seed, int kind, double *xy, size_t n) {
    for (size_t i = 0; i < n; i++) {
        double x = random_in(seed, 0, 1000), y = random_in(seed, 0, 1000);
        if (kind == 1) x = floor(x / 100), y = floor(y / 100);
        if (kind == 2) x = 500 + x * x * x / 1e9, y = 500 + y * y * y / 1e9;
        if (kind == 3) y = 300;
        xy[2 * i] = x;
        xy[2 * i + 1] = y;
    }
}

static void check_query(const PointIndex *index, const double *xy, size_t n, double x, double y,
                        uint64_t *seed) {
    PointHit all[MOST], nearest[MOST];
    sort_all(xy, n, x, y, all);
    PointHit one = point_index_nearest(index, x, y);
    assert_same_hits(&one, all, 1);
    size_t k = 1 + random_below(seed, n);
    assert_int_equal(point_index_k_nearest(index, x, y, k, nearest), k);
    assert_same_hits(nearest, all, k);

    double radius_m = all[k - 1].dist_m; /* exactly as far as the k-th: within */
    size_t within = k;
    while (within < n && all[within].dist_m <= radius_m) within++;
    Found found = {.n = 0};
    point_index_within(index, x, y, radius_m, collect, &found);
    assert_int_equal(found.n, within);
    qsort(found.hit, found.n, sizeof *found.hit, compare_hits);
    assert_same_hits(found.hit, all, within);
}

static void test_against_every_point(void **state) {
    (void)state;
    uint64_t seed = 20240101;
    double xy[2 * MOST];
    for (int round = 0; round < 400; round++) {
        size_t n = 1 + random_below(&seed, round % 10 ? 60 : MOST);
        int kind = round % 4;
        random_points(&seed, kind, xy, n);
        PointIndex *index = build(xy, n);
        for (int q = 0; q < 20; q++) {
            double at[2];
            random_points(&seed, kind == 3 ? 0 : kind, at, 1);
            if (q % 4 == 0) memcpy(at, xy + 2 * random_below(&seed, n), sizeof at);
            if (q % 7 == 0) at[0] -= 5000;
            check_query(index, xy, n, at[0], at[1], &seed);
        }
        point_index_free(index);
    }
}

/* ---- boundaries ---- */

static void test_exactly_700_m_is_within(void **state) {
    (void)state;
    const double xy[] = {506420, 312560};
    PointIndex *index = build(xy, 1);
    Found found = {.n = 0};
    point_index_within(index, 506000, 312000, 700, collect, &found);
    assert_int_equal(found.n, 1);
    assert_true(found.hit[0].dist_m == 700);
    found.n = 0;
    point_index_within(index, 506000, 312000, nextafter(700, 0), collect, &found);
    assert_int_equal(found.n, 0);
    point_index_free(index);
}

/* Two squared distances that differ share one square root: still a tie, the lower number wins. */
static void test_tie_of_equal_roots(void **state) {
    (void)state;
    uint64_t seed = 7;
    int shared_roots = 0;
    for (int round = 0; round < 200000 && shared_roots < 100; round++) {
        double a = random_in(&seed, 1, 2), b = random_in(&seed, 0, 1e-7);
        double xy[] = {a, b, a, 0};
        double d2[2] = {a * a + b * b, a * a};
        if (d2[0] == d2[1] || sqrt(d2[0]) != sqrt(d2[1])) continue;
        shared_roots++;
        PointIndex *index = build(xy, 2);
        PointHit hits[2];
        assert_int_equal(point_index_nearest(index, 0, 0).item, 0);
        assert_int_equal(point_index_k_nearest(index, 0, 0, 1, hits), 1);
        assert_int_equal(hits[0].item, 0);
        point_index_free(index);
    }
    assert_int_equal(shared_roots, 100);
}

static void test_many_equal_points(void **state) {
    (void)state;
    enum { COPIES = 10000 };
    double *xy = malloc(2 * COPIES * sizeof *xy);
    assert_non_null(xy);
    for (size_t i = 0; i < COPIES; i++) xy[2 * i] = 5, xy[2 * i + 1] = 7;
    PointIndex *index = build(xy, COPIES);
    PointHit hit = point_index_nearest(index, 8, 11);
    assert_int_equal(hit.item, 0);
    assert_true(hit.dist_m == 5);
    PointHit hits[100];
    assert_int_equal(point_index_k_nearest(index, 5, 7, 100, hits), 100);
    for (int i = 0; i < 100; i++) assert_int_equal(hits[i].item, i);
    point_index_free(index);
    free(xy);
}

static void test_no_points(void **state) {
    (void)state;
    PointIndex *index = build(NULL, 0);
    PointHit hit = point_index_nearest(index, 1, 2), hits[3];
    assert_int_equal(hit.item, -1);
    assert_true(hit.dist_m == INFINITY);
    assert_int_equal(point_index_k_nearest(index, 1, 2, 3, hits), 0);
    Found found = {.n = 0};
    point_index_within(index, 1, 2, 1e9, collect, &found);
    assert_int_equal(found.n, 0);
    assert_int_equal(point_index_nearest_many(index, NULL, 0, 2, NULL), STATUS_OK);
    point_index_free(index);
    point_index_free(NULL);
}

static void test_k_beyond_n_and_zero(void **state) {
    (void)state;
    const double xy[] = {3, 0, 1, 0, 2, 0};
    PointIndex *index = build(xy, 3);
    PointHit hits[5];
    assert_int_equal(point_index_k_nearest(index, 0, 0, 5, hits), 3);
    assert_int_equal(hits[0].item, 1);
    assert_int_equal(hits[1].item, 2);
    assert_int_equal(hits[2].item, 0);
    assert_int_equal(point_index_k_nearest(index, 0, 0, 0, hits), 0);
    point_index_free(index);
}

static void test_not_finite(void **state) {
    (void)state;
    const double good[] = {1, 2}, bad[][2] = {{NAN, 2}, {1, NAN}, {INFINITY, 2}, {1, -INFINITY}};
    PointIndex *index = build(good, 1);
    for (size_t i = 0; i < 4; i++) {
        PointHit hit = point_index_nearest(index, bad[i][0], bad[i][1]), hits[1];
        assert_int_equal(hit.item, -1);
        assert_true(hit.dist_m == INFINITY);
        assert_int_equal(point_index_k_nearest(index, bad[i][0], bad[i][1], 1, hits), 0);
        Found found = {.n = 0};
        point_index_within(index, bad[i][0], bad[i][1], 10, collect, &found);
        assert_int_equal(found.n, 0);
        PointIndex *none = NULL;
        assert_int_equal(point_index_build(bad[i], 1, &none), STATUS_BAD_ARGUMENT);
        assert_null(none);
    }
    Found found = {.n = 0};
    point_index_within(index, 1, 2, NAN, collect, &found);
    point_index_within(index, 1, 2, -1, collect, &found);
    assert_int_equal(found.n, 0);
    point_index_within(index, 1, 2, 0, collect, &found);
    assert_int_equal(found.n, 1);
    point_index_free(index);
}

static void test_visitor_stops(void **state) {
    (void)state;
    double xy[2 * MOST];
    uint64_t seed = 3;
    random_points(&seed, 0, xy, MOST);
    PointIndex *index = build(xy, MOST);
    Found found = {.n = 0, .stop_after = 17};
    point_index_within(index, 500, 500, 2000, collect, &found);
    assert_int_equal(found.n, 17);
    point_index_free(index);
}

static void test_threads_change_nothing(void **state) {
    (void)state;
    enum { QUERIES = 20000 };
    double xy[2 * MOST], *query = malloc(2 * QUERIES * sizeof *query);
    PointHit *one = malloc(QUERIES * sizeof *one), *many = malloc(QUERIES * sizeof *many);
    assert_true(query && one && many);
    uint64_t seed = 5;
    random_points(&seed, 1, xy, MOST);
    random_points(&seed, 1, query, QUERIES);
    PointIndex *index = build(xy, MOST);
    assert_int_equal(point_index_nearest_many(index, query, QUERIES, 1, one), STATUS_OK);
    for (size_t i = 0; i < QUERIES; i += 100) {
        PointHit hit = point_index_nearest(index, query[2 * i], query[2 * i + 1]);
        assert_same_hits(&hit, one + i, 1);
    }
    const int threads[] = {2, 3, 8};
    for (size_t t = 0; t < 3; t++) {
        assert_int_equal(point_index_nearest_many(index, query, QUERIES, threads[t], many),
                         STATUS_OK);
        assert_same_hits(many, one, QUERIES);
    }
    point_index_free(index);
    free(query);
    free(one);
    free(many);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_every_point),
        cmocka_unit_test(test_exactly_700_m_is_within),
        cmocka_unit_test(test_tie_of_equal_roots),
        cmocka_unit_test(test_many_equal_points),
        cmocka_unit_test(test_no_points),
        cmocka_unit_test(test_k_beyond_n_and_zero),
        cmocka_unit_test(test_not_finite),
        cmocka_unit_test(test_visitor_stops),
        cmocka_unit_test(test_threads_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
