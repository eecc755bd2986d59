/* The territory as points: whole areas, inside their units, tiny units, holes, threads. */
#include "planner/place/territory_points.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/test_support.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_UNITS = 64 };

/* A country of polygons alone. */
static void start_country(Country *country) {
    country_init(country);
    country->unit = calloc(MOST_UNITS, sizeof *country->unit);
    assert_non_null(country->unit);
}

static void add_unit(Country *country, const double *ring, size_t n) {
    size_t u = country->n_units++;
    assert_int_equal(polygon_set_add_polygon(&country->polygons), STATUS_OK);
    assert_int_equal(polygon_set_add_ring(&country->polygons, ring, n, false), STATUS_OK);
    country->unit[u].area_m2 = polygon_set_area_m2(&country->polygons, u);
}

static void add_hole(Country *country, const double *ring, size_t n) {
    size_t u = country->n_units - 1;
    assert_int_equal(polygon_set_add_ring(&country->polygons, ring, n, true), STATUS_OK);
    country->unit[u].area_m2 = polygon_set_area_m2(&country->polygons, u);
}

static void add_square(Country *country, double x, double y, double side) {
    double ring[] = {x, y, x + side, y, x + side, y + side, x, y + side, x, y};
    add_unit(country, ring, 5);
}

static TerritoryPoints make(const Country *country, double step_m, int threads) {
    TerritoryPoints points;
    assert_int_equal(territory_points_make(country, step_m, threads, &points), STATUS_OK);
    return points;
}

/* Sums, places, and that no two points are one; returns how many units have one point only. */
static void check_points(const Country *country, const TerritoryPoints *points) {
    double sum[MOST_UNITS] = {0};
    for (size_t k = 0; k < points->n; k++) {
        int32_t u = points->unit[k];
        assert_true(u >= 0 && (size_t)u < country->n_units);
        assert_true(points->area_m2[k] > 0);
        assert_true(polygon_set_distance_m(&country->polygons, (size_t)u, points->xy[2 * k],
                                           points->xy[2 * k + 1]) == 0);
        sum[u] += points->area_m2[k];
    }
    for (size_t u = 0; u < country->n_units; u++)
        assert_true(fabs(sum[u] - country->unit[u].area_m2) <= 1e-12 * country->unit[u].area_m2);
}

/* Every middle of a cell that some unit covers is there, once, in order. */
static void check_lattice(const Country *country, const TerritoryPoints *points, double step_m) {
    Box box = polygon_set_box_all(&country->polygons);
    size_t at = 0;
    for (double row = floor(box.min_y / step_m) - 1; row * step_m < box.max_y; row++)
        for (double column = floor(box.min_x / step_m) - 1; column * step_m < box.max_x; column++) {
            double x = (column + 0.5) * step_m, y = (row + 0.5) * step_m;
            size_t u = 0;
            while (u < country->n_units && polygon_set_distance_m(&country->polygons, u, x, y) > 0)
                u++;
            if (u == country->n_units) continue;
            assert_true(at < points->n);
            assert_true(points->xy[2 * at] == x && points->xy[2 * at + 1] == y);
            assert_int_equal(points->unit[at], u);
            at++;
        }
    for (; at < points->n; at++) /* the rest: units without a middle */
        for (size_t k = 0; k < points->n; k++)
            assert_true(k == at || points->unit[k] != points->unit[at]);
}

static void points_carry_the_area_of_their_units(void **state) {
    (void)state;
    uint64_t seed = 1;
    for (int round = 0; round < 300; round++) {
        Country country;
        start_country(&country);
        for (size_t u = 0; u < 1 + (size_t)round % 16; u++) {
            double ring[2 * 41], hole[2 * 13];
            double x = (double)(u % 4) * 10000 - 12000, y = (double)(u / 4) * 10000 - 7000;
            double size_m = random_below(&seed, 3) ? 4900 : 100; /* some miss every middle */
            random_star(&seed, x, y, size_m / 3, size_m, 40, ring);
            add_unit(&country, ring, 41);
            if (random_below(&seed, 2)) continue;
            random_star(&seed, x, y, size_m / 9, size_m / 4, 12, hole);
            add_hole(&country, hole, 13);
        }
        double step_m = random_in(&seed, 300, 3000);
        TerritoryPoints points = make(&country, step_m, 1 + round % 3);
        check_points(&country, &points);
        check_lattice(&country, &points, step_m);
        territory_points_free(&points);
        country_free(&country);
    }
}

static void the_lattice_is_that_of_whole_multiples(void **state) {
    (void)state;
    Country country;
    start_country(&country);
    add_square(&country, -1000, 0, 1000); /* four cells of 500 m */
    add_square(&country, 0, 0, 1000);
    TerritoryPoints points = make(&country, 500, 1);
    assert_int_equal(points.n, 8);
    const double x[] = {-750, -250, 250, 750};
    for (size_t k = 0; k < 8; k++) {
        assert_true(points.xy[2 * k] == x[k % 4]);
        assert_true(points.xy[2 * k + 1] == (k < 4 ? 250 : 750));
        assert_int_equal(points.unit[k], k % 4 / 2);
        assert_true(points.area_m2[k] == 250000);
    }
    territory_points_free(&points);
    country_free(&country);
}

/* The hole of a ring-shaped unit is another unit's; a unit too small for a middle; one without
 * area; one that is a comb, so that the middle of its box is outside. */
static void odd_units(void **state) {
    (void)state;
    Country country;
    start_country(&country);
    add_square(&country, 0, 0, 4000);
    double hole[] = {1000, 1000, 3000, 1000, 3000, 3000, 1000, 3000, 1000, 1000};
    add_hole(&country, hole, 5);
    add_square(&country, 1000, 1000, 2000);
    add_square(&country, 5010, 5010, 80);
    double comb[] = {6010, 6010, 6090, 6010, 6090, 6090, 6080, 6090, 6080,
                     6020, 6020, 6020, 6020, 6090, 6010, 6090, 6010, 6010};
    add_unit(&country, comb, 9);
    assert_int_equal(polygon_set_add_polygon(&country.polygons), STATUS_OK); /* empty */
    country.n_units++;
    TerritoryPoints points = make(&country, 500, 2);
    check_points(&country, &points);
    size_t count[5] = {0};
    for (size_t k = 0; k < points.n; k++) count[points.unit[k]]++;
    assert_int_equal(count[0], 48);
    assert_int_equal(count[1], 16);
    assert_int_equal(count[2], 1);
    assert_int_equal(count[3], 1);
    assert_int_equal(count[4], 0);
    const double *small = points.xy + 2 * (points.n - 2);
    assert_true(small[0] == 5050 && small[1] == 5050);
    territory_points_free(&points);
    country_free(&country);
}

static void threads_do_not_matter(void **state) {
    (void)state;
    uint64_t seed = 5;
    Country country;
    start_country(&country);
    for (int u = 0; u < 50; u++) {
        double ring[2 * 101];
        random_star(&seed, u % 8 * 20000.0, u / 8 * 20000.0, 3000, 9900, 100, ring);
        add_unit(&country, ring, 101);
    }
    TerritoryPoints one = make(&country, 200, 1), four = make(&country, 200, 4);
    assert_int_equal(one.n, four.n);
    assert_memory_equal(one.xy, four.xy, 2 * one.n * sizeof(double));
    assert_memory_equal(one.area_m2, four.area_m2, one.n * sizeof(double));
    assert_memory_equal(one.unit, four.unit, one.n * sizeof(int32_t));
    territory_points_free(&one);
    territory_points_free(&four);
    country_free(&country);
}

static void what_is_outside_the_domain_is_refused(void **state) {
    (void)state;
    Country country;
    start_country(&country);
    TerritoryPoints points = {.n = 99};
    assert_int_equal(territory_points_make(&country, 500, 1, &points), STATUS_OK);
    assert_int_equal(points.n, 0);
    territory_points_free(&points);
    add_square(&country, 0, 0, 1e6);
    points.n = 99;
    const double bad[] = {0, -1, NAN, INFINITY, 10}; /* 10 m: more cells than numbers */
    for (size_t k = 0; k < 5; k++)
        assert_int_equal(territory_points_make(&country, bad[k], 1, &points), STATUS_BAD_ARGUMENT);
    country.unit[0].area_m2 = NAN;
    assert_int_equal(territory_points_make(&country, 500, 1, &points), STATUS_BAD_ARGUMENT);
    assert_int_equal(points.n, 99); /* untouched */
    country_free(&country);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_carry_the_area_of_their_units),
        cmocka_unit_test(the_lattice_is_that_of_whole_multiples),
        cmocka_unit_test(odd_units),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(what_is_outside_the_domain_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
