/* Polygons as flat arrays: orientation, areas and boxes by hand; distances against a slow twin. */
#include "tests/unit/cmocka_all.h"

#include "geo/polygon_set.h"
#include "tests/unit/test_support.h"
#include <stdlib.h>
#include <string.h>

/* A closed square ring; clockwise where asked. */
static void add_square(PolygonSet *set, double x, double y, double side_m, bool is_hole,
                       bool clockwise) {
    double xy[] = {x, y, x + side_m, y, x + side_m, y + side_m, x, y + side_m, x, y};
    if (clockwise) {
        xy[2] = x, xy[3] = y + side_m;
        xy[6] = x + side_m, xy[7] = y;
    }
    assert_int_equal(polygon_set_add_ring(set, xy, 5, is_hole), STATUS_OK);
}

/* Polygon 0: a square of 10 m with a hole of 4 m, and an island of 2 m in the hole. 1: empty. */
static void make_sample(PolygonSet *set, bool clockwise) {
    polygon_set_init(set);
    assert_int_equal(polygon_set_add_polygon(set), STATUS_OK);
    add_square(set, 0, 0, 10, false, clockwise);
    add_square(set, 3, 3, 4, true, clockwise);
    add_square(set, 4, 4, 2, false, clockwise);
    assert_int_equal(polygon_set_add_polygon(set), STATUS_OK);
    assert_int_equal(polygon_set_add_polygon(set), STATUS_OK);
    add_square(set, 20, -5, 1, false, clockwise);
}

static double signed_area_m2(const PolygonSet *set, size_t r) {
    double twice = 0;
    for (size_t i = set->ring_point[r]; i + 1 < set->ring_point[r + 1]; i++)
        twice += set->xy[2 * i] * set->xy[2 * i + 3] - set->xy[2 * i + 2] * set->xy[2 * i + 1];
    return twice / 2;
}

static void test_rings_are_turned(void **state) {
    (void)state;
    for (int clockwise = 0; clockwise < 2; clockwise++) {
        PolygonSet set;
        make_sample(&set, clockwise);
        assert_int_equal(set.n, 3);
        assert_int_equal(set.n_rings, 4);
        assert_int_equal(set.n_points, 20);
        const double expected[] = {100, -16, 4, 1};
        for (size_t r = 0; r < 4; r++) {
            assert_true(signed_area_m2(&set, r) == expected[r]);
            assert_int_equal(set.ring_is_hole[r], r == 1);
        }
        polygon_set_free(&set);
    }
}

static void test_area_and_box(void **state) {
    (void)state;
    PolygonSet set;
    make_sample(&set, true);
    assert_true(polygon_set_area_m2(&set, 0) == 88);
    assert_true(polygon_set_area_m2(&set, 1) == 0);
    assert_true(polygon_set_area_m2(&set, 2) == 1);
    Box box = polygon_set_box(&set, 2);
    assert_true(box.min_x == 20 && box.max_x == 21 && box.min_y == -5 && box.max_y == -4);
    box = polygon_set_box(&set, 1);
    assert_true(box.min_x > box.max_x);
    box = polygon_set_box_all(&set);
    assert_true(box.min_x == 0 && box.max_x == 21 && box.min_y == -5 && box.max_y == 10);
    polygon_set_free(&set);
    box = polygon_set_box_all(&set);
    assert_true(box.min_x > box.max_x);
}

/* A square of 1 mm at national coordinates keeps its area. */
static void test_area_far_from_origin(void **state) {
    (void)state;
    PolygonSet set;
    polygon_set_init(&set);
    assert_int_equal(polygon_set_add_polygon(&set), STATUS_OK);
    add_square(&set, 506000, 6312000, 0x1p-10, false, false);
    assert_true(polygon_set_area_m2(&set, 0) == 0x1p-20);
    polygon_set_free(&set);
}

static void test_distance_by_hand(void **state) {
    (void)state;
    PolygonSet set;
    make_sample(&set, false);
    const struct {
        double x, y, dist_m;
    } cases[] = {
        {1, 1, 0},       /* inside */
        {0, 0, 0},       /* a vertex */
        {5, 0, 0},       /* an edge */
        {3, 5, 0},       /* an edge of the hole */
        {3.5, 5, 0.5},   /* in the hole, between its edge and the island's */
        {3.25, 5, 0.25}, /* in the hole, near its edge */
        {5, 5, 0},       /* on the island in the hole */
        {13, 14, 5},     /* off a corner */
        {-2, 5, 2},      /* level with an edge */
        {-1, 0, 1},      /* level with a vertex: the ray along an edge */
        {-1, 10, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_true(polygon_set_distance_m(&set, 0, cases[i].x, cases[i].y) == cases[i].dist_m);
    assert_true(polygon_set_distance_m(&set, 1, 0, 0) == INFINITY);
    polygon_set_free(&set);
}

/* The winding angle and points sampled along the edges: slow and independent. */
static double slow_distance_m(const double *xy, size_t n, double x, double y) {
    double winding = 0, best_m = INFINITY;
    for (size_t i = 0; i < n; i++) {
        double ax = xy[2 * i] - x, ay = xy[2 * i + 1] - y;
        double bx = xy[2 * i + 2] - x, by = xy[2 * i + 3] - y;
        winding += atan2(ax * by - ay * bx, ax * bx + ay * by);
        for (int s = 0; s <= 2000; s++) {
            double t = s / 2000.0;
            best_m = fmin(best_m, hypot(ax + t * (bx - ax), ay + t * (by - ay)));
        }
    }
    return fabs(winding) > 3 ? 0 : best_m;
}

static void test_distance_of_random_stars(void **state) {
    (void)state;
    uint64_t seed = 11;
    for (int round = 0; round < 100; round++) {
        double xy[2 * 21];
        size_t n = 3 + random_below(&seed, 18);
        random_star(&seed, 0, 0, 10, 100, n, xy);
        PolygonSet set;
        polygon_set_init(&set);
        assert_int_equal(polygon_set_add_polygon(&set), STATUS_OK);
        assert_int_equal(polygon_set_add_ring(&set, xy, n + 1, false), STATUS_OK);
        for (int q = 0; q < 20; q++) {
            double x = random_in(&seed, -150, 150), y = random_in(&seed, -150, 150);
            double slow_m = slow_distance_m(xy, n, x, y);
            double dist_m = polygon_set_distance_m(&set, 0, x, y);
            assert_true(fabs(dist_m - slow_m) < 0.02);
            assert_int_equal(dist_m == 0, slow_m == 0);
        }
        polygon_set_free(&set);
    }
}

static void test_reorder(void **state) {
    (void)state;
    PolygonSet set, sorted;
    make_sample(&set, false);
    const size_t order[] = {2, 0, 1}, bad[] = {0, 3};
    assert_int_equal(polygon_set_reorder(&set, order, 3, &sorted), STATUS_OK);
    assert_int_equal(sorted.n, 3);
    assert_true(polygon_set_area_m2(&sorted, 0) == 1);
    assert_true(polygon_set_area_m2(&sorted, 1) == 88);
    assert_true(polygon_set_area_m2(&sorted, 2) == 0);
    assert_true(sorted.ring_is_hole[2] && !sorted.ring_is_hole[3]);
    polygon_set_free(&sorted);
    assert_int_equal(polygon_set_reorder(&set, bad, 2, &sorted), STATUS_BAD_ARGUMENT);
    assert_int_equal(sorted.n, 0); /* untouched */
    polygon_set_free(&set);
}

static void test_bad_rings(void **state) {
    (void)state;
    PolygonSet set;
    polygon_set_init(&set);
    double xy[] = {0, 0, 1, 0, 1, 1, 0, 0};
    assert_int_equal(polygon_set_add_ring(&set, xy, 4, false),
                     STATUS_BAD_ARGUMENT); /* no polygon */
    assert_int_equal(polygon_set_add_polygon(&set), STATUS_OK);
    assert_int_equal(polygon_set_add_ring(&set, xy, 3, false), STATUS_BAD_ARGUMENT);
    assert_int_equal(polygon_set_add_ring(&set, xy, 4, false), STATUS_OK);
    xy[7] = 0.5; /* not closed */
    assert_int_equal(polygon_set_add_ring(&set, xy, 4, false), STATUS_BAD_ARGUMENT);
    xy[7] = 0, xy[2] = NAN;
    assert_int_equal(polygon_set_add_ring(&set, xy, 4, false), STATUS_BAD_ARGUMENT);
    assert_int_equal(set.n_rings, 1);
    assert_int_equal(set.n_points, 4);
    polygon_set_free(&set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rings_are_turned),
        cmocka_unit_test(test_area_and_box),
        cmocka_unit_test(test_area_far_from_origin),
        cmocka_unit_test(test_distance_by_hand),
        cmocka_unit_test(test_distance_of_random_stars),
        cmocka_unit_test(test_reorder),
        cmocka_unit_test(test_bad_rings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
