/* Simplified polygons keep their common borders, their area in sum, and the tolerance. */
#include "tests/unit/cmocka_all.h"

#include "geo/simplify.h"
#include "tests/unit/test_support.h"
#include <stdlib.h>
#include <string.h>

enum { SIDE = 6, STEPS = 12 };

/* A country of SIDE × SIDE cells whose borders wind: corners and points between them are jittered
 * by a random amount that depends on the place only, so that neighbours have the same border. */
static void winding(uint64_t seed, int column, int row, double *xy) {
    uint64_t state = seed * 1000003u + (uint64_t)(column * 4096 + row);
    bool edge_x = column == 0 || column == SIDE * STEPS, edge_y = row == 0 || row == SIDE * STEPS;
    double dx = random_in(&state, -30, 30), dy = random_in(&state, -30, 30);
    if (seed % 2) { /* many points equally far: which is kept must not depend on the direction */
        dx = 30 * round(dx / 30);
        dy = 30 * round(dy / 30);
    }
    xy[0] = column * 100 + (edge_x ? 0 : dx);
    xy[1] = row * 100 + (edge_y ? 0 : dy);
}

static void add_cell(PolygonSet *set, uint64_t seed, int column, int row) {
    double xy[2 * (4 * STEPS + 1)];
    int n = 0, a = column * STEPS, b = row * STEPS;
    for (int i = 0; i < STEPS; i++) winding(seed, a + i, b, xy + 2 * n++);
    for (int i = 0; i < STEPS; i++) winding(seed, a + STEPS, b + i, xy + 2 * n++);
    for (int i = 0; i < STEPS; i++) winding(seed, a + STEPS - i, b + STEPS, xy + 2 * n++);
    for (int i = 0; i < STEPS; i++) winding(seed, a, b + STEPS - i, xy + 2 * n++);
    memcpy(xy + 2 * n, xy, 2 * sizeof *xy);
    n++;
    assert_int_equal(polygon_set_add_polygon(set), STATUS_OK);
    /* begin somewhere else in each cell: a border must not depend on where a ring begins */
    size_t turn = (size_t)(column + 7 * row) % (size_t)(n - 1);
    double turned[2 * (4 * STEPS + 1)];
    for (int i = 0; i < n; i++) {
        size_t from = (turn + (size_t)i) % (size_t)(n - 1);
        memcpy(turned + 2 * i, xy + 2 * from, 2 * sizeof *xy);
    }
    assert_int_equal(polygon_set_add_ring(set, turned, (size_t)n, false), STATUS_OK);
}

static void make_country(PolygonSet *set, uint64_t seed) {
    polygon_set_init(set);
    for (int row = 0; row < SIDE; row++)
        for (int column = 0; column < SIDE; column++) add_cell(set, seed, column, row);
}

static bool on_edge(const double *a, const double *b) {
    double far = SIDE * STEPS * 100;
    return (a[0] == b[0] && (a[0] == 0 || a[0] == far)) ||
           (a[1] == b[1] && (a[1] == 0 || a[1] == far));
}

static bool same_point(const double *a, const double *b) {
    return a[0] == b[0] && a[1] == b[1];
}

/* Every edge but those of the country's own border runs once in each direction. */
static bool borders_are_shared(const PolygonSet *set) {
    for (size_t r = 0; r < set->n_rings; r++)
        for (size_t i = set->ring_point[r]; i + 1 < set->ring_point[r + 1]; i++) {
            const double *a = set->xy + 2 * i, *b = a + 2;
            int back = 0;
            if (on_edge(a, b)) continue;
            for (size_t q = 0; q < set->n_rings; q++)
                for (size_t j = set->ring_point[q]; j + 1 < set->ring_point[q + 1]; j++)
                    back += same_point(set->xy + 2 * j, b) && same_point(set->xy + 2 * j + 2, a);
            if (back != 1) return false;
        }
    return true;
}

static double area_in_sum(const PolygonSet *set) {
    double area_m2 = 0;
    for (size_t p = 0; p < set->n; p++) area_m2 += polygon_set_area_m2(set, p);
    return area_m2;
}

static void borders_stay_shared(void **state) {
    (void)state;
    const double tolerance_m[] = {5, 25, 80, 400};
    for (uint64_t seed = 1; seed <= 6; seed++) {
        PolygonSet set, simple;
        make_country(&set, seed);
        assert_true(borders_are_shared(&set)); /* the test itself */
        size_t before = set.n_points;
        for (int t = 0; t < 4; t++) {
            assert_int_equal(polygon_set_simplify(&set, tolerance_m[t], &simple), STATUS_OK);
            assert_int_equal(simple.n, set.n);
            assert_true(borders_are_shared(&simple));
            assert_true(fabs(area_in_sum(&simple) - area_in_sum(&set)) < 1e-3);
            assert_true(simple.n_points <= before);
            if (t == 1 || t == 2) assert_true(simple.n_points < before);
            before = simple.n_points;
            polygon_set_free(&simple);
        }
        polygon_set_free(&set);
    }
}

static double distance_to_ring(const PolygonSet *set, size_t p, const double *xy) {
    double least = INFINITY;
    for (size_t r = set->polygon_ring[p]; r < set->polygon_ring[p + 1]; r++)
        for (size_t i = set->ring_point[r]; i + 1 < set->ring_point[r + 1]; i++) {
            const double *a = set->xy + 2 * i, *b = a + 2;
            double dx = b[0] - a[0], dy = b[1] - a[1], length = dx * dx + dy * dy;
            double t = ((xy[0] - a[0]) * dx + (xy[1] - a[1]) * dy) / length;
            t = fmin(fmax(t, 0), 1);
            least = fmin(least, hypot(xy[0] - a[0] - t * dx, xy[1] - a[1] - t * dy));
        }
    return least;
}

static void no_point_leaves_the_tolerance(void **state) {
    (void)state;
    PolygonSet set, simple;
    make_country(&set, 42);
    assert_int_equal(polygon_set_simplify(&set, 40, &simple), STATUS_OK);
    double farthest = 0;
    for (size_t p = 0; p < set.n; p++) {
        size_t r = set.polygon_ring[p];
        for (size_t i = set.ring_point[r]; i < set.ring_point[r + 1]; i++)
            farthest = fmax(farthest, distance_to_ring(&simple, p, set.xy + 2 * i));
    }
    assert_true(farthest <= 40);
    assert_true(farthest > 10);
    polygon_set_free(&set);
    polygon_set_free(&simple);
}

static void star(PolygonSet *set, double x, double y, double radius, bool hole, size_t from) {
    enum { N = 60 };
    double xy[2 * (N + 1)], turned[2 * (N + 1)];
    uint64_t state = 5;
    random_star(&state, x, y, radius * 0.9, radius, N, xy);
    for (size_t i = 0; i <= N; i++)
        memcpy(turned + 2 * i, xy + 2 * ((from + i) % N), 2 * sizeof *xy);
    assert_int_equal(polygon_set_add_ring(set, turned, N + 1, hole), STATUS_OK);
}

/* A city within a parish: the hole and what lies in it stay one ring, wherever each begins. */
static void an_enclave_fills_its_hole(void **state) {
    (void)state;
    PolygonSet set, simple;
    polygon_set_init(&set);
    polygon_set_add_polygon(&set);
    star(&set, 0, 0, 1000, false, 0);
    star(&set, 0, 0, 300, true, 17);
    polygon_set_add_polygon(&set);
    star(&set, 0, 0, 300, false, 41);
    assert_int_equal(polygon_set_simplify(&set, 12, &simple), STATUS_OK);
    size_t hole = simple.ring_point[2] - simple.ring_point[1];
    assert_int_equal(hole, simple.ring_point[3] - simple.ring_point[2]);
    assert_true(hole < 61 && hole >= 4);
    PolygonSet filled;
    polygon_set_init(&filled);
    polygon_set_add_polygon(&filled);
    polygon_set_add_ring(&filled, simple.xy, simple.ring_point[1], false);
    assert_true(fabs(area_in_sum(&simple) - area_in_sum(&filled)) < 1e-6);
    polygon_set_free(&filled);
    polygon_set_free(&set);
    polygon_set_free(&simple);
}

/* What is smaller than the tolerance falls away, an outer ring with its holes. */
static void small_rings_fall_away(void **state) {
    (void)state;
    PolygonSet set, simple;
    polygon_set_init(&set);
    polygon_set_add_polygon(&set);
    const double sliver[] = {0, 0, 1000, 0, 1000, 1, 0, 1, 0, 0};
    const double hole[] = {100, 0.2, 100, 0.8, 900, 0.8, 900, 0.2, 100, 0.2};
    polygon_set_add_ring(&set, sliver, 5, false);
    polygon_set_add_ring(&set, hole, 5, true);
    const double large[] = {0, 5000, 1000, 5000, 1000, 6000, 0, 6000, 0, 5000};
    polygon_set_add_ring(&set, large, 5, false);
    assert_int_equal(polygon_set_simplify(&set, 10, &simple), STATUS_OK);
    assert_int_equal(simple.n, 1);
    assert_int_equal(simple.n_rings, 1);
    assert_true(polygon_set_area_m2(&simple, 0) == 1e6);
    polygon_set_free(&simple);
    assert_int_equal(polygon_set_simplify(&set, 0, &simple), STATUS_OK);
    assert_int_equal(simple.n_points, set.n_points);
    assert_memory_equal(simple.xy, set.xy, set.n_points * 2 * sizeof *set.xy);
    polygon_set_free(&simple);
    polygon_set_free(&set);
}

static void add_ring(PolygonSet *set, const double *xy, size_t n, bool hole) {
    assert_int_equal(polygon_set_add_ring(set, xy, n, hole), STATUS_OK);
}

/* A strip between two lands that becomes a line, with a lake that would not: it goes too. */
static void holes_go_with_their_ring(void **state) {
    (void)state;
    PolygonSet set, simple;
    const double strip[] = {0, 8, 0, 0, 1000, 0, 1000, 8, 1000, 16, 0, 16, 0, 8};
    const double lake[] = {100, 1, 100, 15, 900, 15, 900, 1, 100, 1};
    const double above[] = {0, 8,    0,   16,   1000, 16,   1000, 8, 1100,
                            8, 1100, 500, -100, 500,  -100, 8,    0, 8};
    const double below[] = {0, 8,    -100, 8,    -100, -500, 1100, -500, 1100,
                            8, 1000, 8,    1000, 0,    0,    0,    0,    8};
    polygon_set_init(&set);
    polygon_set_add_polygon(&set);
    add_ring(&set, strip, 7, false);
    add_ring(&set, lake, 5, true);
    polygon_set_add_polygon(&set);
    add_ring(&set, above, 9, false);
    polygon_set_add_polygon(&set);
    add_ring(&set, below, 9, false);
    assert_int_equal(polygon_set_simplify(&set, 10, &simple), STATUS_OK);
    assert_int_equal(simple.n, 3);
    assert_int_equal(simple.n_rings, 2);
    assert_true(polygon_set_area_m2(&simple, 0) == 0);
    assert_true(fabs(area_in_sum(&simple) - 1200.0 * 1000) < 1e-6); /* no gap is left */
    polygon_set_free(&simple);
    polygon_set_free(&set);
}

static void bad_tolerances_are_refused(void **state) {
    (void)state;
    PolygonSet set, simple = {.n = 77};
    polygon_set_init(&set);
    assert_int_equal(polygon_set_simplify(&set, -1, &simple), STATUS_BAD_ARGUMENT);
    assert_int_equal(polygon_set_simplify(&set, NAN, &simple), STATUS_BAD_ARGUMENT);
    assert_int_equal(simple.n, 77);
    assert_int_equal(polygon_set_simplify(&set, 5, &simple), STATUS_OK);
    assert_int_equal(simple.n, 0);
    polygon_set_free(&simple);
    polygon_set_free(&set);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(borders_stay_shared),
                                       cmocka_unit_test(no_point_leaves_the_tolerance),
                                       cmocka_unit_test(an_enclave_fills_its_hole),
                                       cmocka_unit_test(small_rings_fall_away),
                                       cmocka_unit_test(holes_go_with_their_ring),
                                       cmocka_unit_test(bad_tolerances_are_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
