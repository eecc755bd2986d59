/* Which polygon covers a point, against GEOS: random, overlapping, with holes, and on borders. */
#include "tests/unit/cmocka_all.h"

#include "geo/polygon_locator.h"
#include "tests/unit/test_polygons.h"

enum { STAR_POINTS = 24, QUERIES_MOST = 200000 };

static PolygonLocator *build(const PolygonSet *set) {
    PolygonLocator *locator = NULL;
    assert_int_equal(polygon_locator_build(set, 2, &locator), STATUS_OK);
    return locator;
}

static int32_t locate(const PolygonLocator *locator, double x, double y) {
    const double xy[2] = {x, y};
    int32_t found = -99;
    assert_int_equal(polygon_locator_locate(locator, xy, 1, 1, &found), STATUS_OK);
    return found;
}

static void add_polygon(PolygonSet *set) {
    assert_int_equal(polygon_set_add_polygon(set), STATUS_OK);
}

static void add_rectangle(PolygonSet *set, double x0, double y0, double x1, double y1,
                          bool is_hole) {
    const double xy[] = {x0, y0, x1, y0, x1, y1, x0, y1, x0, y0};
    assert_int_equal(polygon_set_add_ring(set, xy, 5, is_hole), STATUS_OK);
}

/* ---- random polygons ---- */

/* A star, on whole metres where asked, so that borders and points coincide often. */
static void star(uint64_t *seed, double x, double y, double min_m, double max_m, bool whole,
                 size_t n, double *xy) {
    random_star(seed, x, y, min_m, max_m, n, xy);
    for (size_t i = 0; whole && i < 2 * (n + 1); i++) xy[i] = floor(xy[i]);
}

/* The polygons of `from` that GEOS finds valid; whole metres make some rings cross themselves. */
static void keep_valid(const PolygonSet *from, PolygonSet *to) {
    GEOSContextHandle_t geos = GEOS_init_r();
    size_t order[64], n = 0;
    for (size_t p = 0; p < from->n; p++) {
        GEOSGeometry *polygon = peer_polygon(geos, from, p);
        if (GEOSisValid_r(geos, polygon) == 1) order[n++] = p;
        GEOSGeom_destroy_r(geos, polygon);
    }
    GEOS_finish_r(geos);
    assert_int_equal(polygon_set_reorder(from, order, n, to), STATUS_OK);
}

/* Up to 20 overlapping polygons: with one or two parts, a hole or none, a twin, an enclave. */
static void random_polygons(uint64_t *seed, bool whole, PolygonSet *set) {
    PolygonSet all;
    polygon_set_init(&all);
    double xy[2 * (STAR_POINTS + 1)];
    size_t n_polygons = 1 + random_below(seed, 16);
    double spread_m = whole ? 60 : 600;
    for (size_t p = 0; p < n_polygons; p++) {
        size_t n = 3 + random_below(seed, STAR_POINTS - 2);
        double x = floor(random_in(seed, 0, spread_m)), y = floor(random_in(seed, 0, spread_m));
        add_polygon(&all);
        star(seed, x, y, 20, 50, whole, n, xy);
        polygon_set_add_ring(&all, xy, n + 1, false);
        if (random_below(seed, 3) == 0) {
            size_t m = 3 + random_below(seed, 6);
            star(seed, x, y, 3, 9, whole, m, xy);
            polygon_set_add_ring(&all, xy, m + 1, true);
            if (random_below(seed, 2) == 0) { /* the enclave: the same ring, another polygon */
                add_polygon(&all);
                polygon_set_add_ring(&all, xy, m + 1, false);
            }
        } else if (random_below(seed, 2) == 0) { /* a second part, far off */
            star(seed, x + 150, y, 20, 50, whole, n, xy);
            polygon_set_add_ring(&all, xy, n + 1, false);
        }
    }
    keep_valid(&all, set);
    polygon_set_free(&all);
}

/* Points anywhere, at vertices, on edges and just beside them. Returns how many. */
static size_t random_queries(uint64_t *seed, const PolygonSet *set, bool whole, double *xy) {
    size_t n = 0;
    assert_true(100 + 6 * set->n_points <= QUERIES_MOST);
    Box box = polygon_set_box_all(set);
    for (int i = 0; i < 100; i++, n++) {
        xy[2 * n] = random_in(seed, box.min_x - 10, box.max_x + 10);
        xy[2 * n + 1] = random_in(seed, box.min_y - 10, box.max_y + 10);
        if (whole) xy[2 * n] = floor(xy[2 * n]), xy[2 * n + 1] = floor(xy[2 * n + 1]);
    }
    for (size_t i = 0; i + 1 < set->n_points; i++) {
        const double *a = set->xy + 2 * i;
        double middle[2] = {(a[0] + a[2]) / 2, (a[1] + a[3]) / 2};
        double points[][2] = {{a[0], a[1]},
                              {middle[0], middle[1]},
                              {nextafter(middle[0], INFINITY), middle[1]},
                              {middle[0], nextafter(middle[1], -INFINITY)},
                              {a[0], middle[1]},
                              {a[0] - 1, a[1]}};
        memcpy(xy + 2 * n, points, sizeof points);
        n += sizeof points / sizeof *points;
    }
    return n;
}

static void assert_like_peer(const PolygonSet *set, const double *xy, size_t n) {
    PolygonLocator *locator = build(set);
    Peer peer;
    peer_build(&peer, set);
    int32_t *found = malloc((n + 1) * sizeof *found);
    assert_non_null(found);
    assert_int_equal(polygon_locator_locate(locator, xy, n, 1, found), STATUS_OK);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(found[i], peer_locate(&peer, xy[2 * i], xy[2 * i + 1]));
    free(found);
    peer_free(&peer);
    polygon_locator_free(locator);
}

static void test_random_polygons(void **state) {
    (void)state;
    uint64_t seed = 4711;
    double *xy = malloc(2 * QUERIES_MOST * sizeof *xy);
    assert_non_null(xy);
    for (int round = 0; round < 300; round++) {
        PolygonSet set;
        bool whole = round % 2;
        random_polygons(&seed, whole, &set);
        if (set.n > 0) assert_like_peer(&set, xy, random_queries(&seed, &set, whole, xy));
        polygon_set_free(&set);
    }
    free(xy);
}

/* Side by side without gaps: every point of a border belongs to two or more units. */
static void test_country(void **state) {
    (void)state;
    uint64_t seed = 31;
    double *xy = malloc(2 * QUERIES_MOST * sizeof *xy);
    assert_non_null(xy);
    PolygonSet set;
    polygon_set_init(&set);
    assert_int_equal(make_country(&set, 8, 10, 6, 10000, 64), STATUS_OK);
    assert_like_peer(&set, xy, random_queries(&seed, &set, false, xy));
    polygon_set_free(&set);
    free(xy);
}

static void test_threads_change_nothing(void **state) {
    (void)state;
    uint64_t seed = 32;
    double *xy = malloc(2 * QUERIES_MOST * sizeof *xy);
    int32_t *one = malloc(QUERIES_MOST * sizeof *one), *many = malloc(QUERIES_MOST * sizeof *many);
    assert_true(xy && one && many);
    PolygonSet set;
    polygon_set_init(&set);
    assert_int_equal(make_country(&set, 9, 12, 9, 10000, 64), STATUS_OK);
    size_t n = random_queries(&seed, &set, false, xy);
    const int threads[] = {1, 2, 3, 8};
    for (size_t t = 0; t < 4; t++) {
        PolygonLocator *locator = NULL;
        assert_int_equal(polygon_locator_build(&set, threads[t], &locator), STATUS_OK);
        int32_t *found = t == 0 ? one : many;
        assert_int_equal(polygon_locator_locate(locator, xy, n, threads[t], found), STATUS_OK);
        if (t > 0) assert_memory_equal(many, one, n * sizeof *one);
        polygon_locator_free(locator);
    }
    polygon_set_free(&set);
    free(xy);
    free(one);
    free(many);
}

/* ---- by hand ---- */

static void test_common_border(void **state) {
    (void)state;
    PolygonSet set;
    polygon_set_init(&set);
    add_polygon(&set);
    add_rectangle(&set, 10, 0, 20, 10, false); /* 0: the right one */
    add_polygon(&set);
    add_rectangle(&set, 0, 0, 10, 10, false);
    add_polygon(&set);
    add_rectangle(&set, 0, 10, 20, 20, false);
    PolygonLocator *locator = build(&set);
    assert_int_equal(locate(locator, 10, 5), 0);
    assert_int_equal(locate(locator, 10, 10), 0);
    assert_int_equal(locate(locator, 5, 10), 1);
    assert_int_equal(locate(locator, 9.999, 5), 1);
    assert_int_equal(locate(locator, 5, 10.001), 2);
    assert_int_equal(locate(locator, 0, 0), 1);
    assert_int_equal(locate(locator, 20, 20), 2);
    assert_int_equal(locate(locator, nextafter(20, 30), 20), -1);
    assert_int_equal(locate(locator, 20, nextafter(20, 30)), -1);
    assert_int_equal(locate(locator, nextafter(0, -1), 5), -1);
    polygon_locator_free(locator);
    polygon_set_free(&set);
}

static void test_hole_enclave_and_island(void **state) {
    (void)state;
    PolygonSet set;
    polygon_set_init(&set);
    add_polygon(&set);
    add_rectangle(&set, 0, 0, 100, 100, false);
    add_rectangle(&set, 20, 20, 80, 80, true);
    add_rectangle(&set, 45, 45, 55, 55, false); /* an island in its own hole */
    add_polygon(&set);                          /* empty */
    add_polygon(&set);
    add_rectangle(&set, 20, 20, 40, 40, false); /* an enclave that touches the hole's border */
    PolygonLocator *locator = build(&set);
    assert_int_equal(locate(locator, 10, 10), 0);
    assert_int_equal(locate(locator, 20, 30), 0); /* the border of the hole */
    assert_int_equal(locate(locator, 30, 30), 2);
    assert_int_equal(locate(locator, 40, 30), 2);
    assert_int_equal(locate(locator, 60, 30), -1);
    assert_int_equal(locate(locator, 50, 50), 0);
    polygon_locator_free(locator);
    polygon_set_free(&set);
}

/* The large polygon lies over a small one; whichever comes first has the point. */
static void test_overlap_has_lowest_number(void **state) {
    (void)state;
    for (int large_first = 0; large_first < 2; large_first++) {
        PolygonSet set;
        polygon_set_init(&set);
        for (int i = 0; i < 2; i++) {
            add_polygon(&set);
            if (i == large_first)
                add_rectangle(&set, 40, 40, 60, 60, false);
            else
                add_rectangle(&set, 0, 0, 100, 100, false);
        }
        PolygonLocator *locator = build(&set);
        assert_int_equal(locate(locator, 50, 50), 0);
        assert_int_equal(locate(locator, 40, 50), 0);
        assert_int_equal(locate(locator, 10, 10), !large_first);
        polygon_locator_free(locator);
        polygon_set_free(&set);
    }
}

/* More polygons in one cell than a code of a byte can name. */
static void test_crowded_cell(void **state) {
    (void)state;
    PolygonSet set;
    polygon_set_init(&set);
    for (int i = 0; i < 400; i++) {
        add_polygon(&set);
        add_rectangle(&set, i % 20, i / 20, i % 20 + 1, i / 20 + 1, false);
    }
    add_polygon(&set);
    add_rectangle(&set, 5000, 5000, 18000, 18000, false); /* covers fine cells of the same block */
    add_polygon(&set);
    add_rectangle(&set, 1e6, 1e6, 1e6 + 1, 1e6 + 1, false); /* makes the cells large */
    PolygonLocator *locator = build(&set);
    for (int i = 0; i < 400; i++) assert_int_equal(locate(locator, i % 20 + 0.5, i / 20 + 0.5), i);
    assert_int_equal(locate(locator, 11000, 11000), 400);
    assert_int_equal(locate(locator, 1e6, 1e6), 401);
    assert_int_equal(locate(locator, 30, 30), -1);
    polygon_locator_free(locator);
    polygon_set_free(&set);
}

static void test_not_finite_and_nothing(void **state) {
    (void)state;
    PolygonSet set;
    polygon_set_init(&set);
    int32_t found = -99;
    double dist_m = 0;
    PolygonLocator *locator = build(&set); /* no polygons */
    assert_int_equal(locate(locator, 0, 0), -1);
    assert_int_equal(polygon_locator_nearest(locator, 0, 0, 1e9, &found, &dist_m), STATUS_OK);
    assert_true(found == -1 && dist_m == INFINITY);
    polygon_locator_free(locator);

    add_polygon(&set);
    add_rectangle(&set, -5, -5, 5, 5, false);
    locator = build(&set); /* one polygon */
    assert_int_equal(locate(locator, 0, 0), 0);
    assert_int_equal(locate(locator, NAN, 0), -1);
    assert_int_equal(locate(locator, 0, NAN), -1);
    assert_int_equal(locate(locator, INFINITY, 0), -1);
    assert_int_equal(locate(locator, 0, -INFINITY), -1);
    assert_int_equal(polygon_locator_locate(locator, NULL, 0, 2, NULL), STATUS_OK);
    assert_int_equal(polygon_locator_nearest(locator, NAN, 0, 1e9, &found, &dist_m), STATUS_OK);
    assert_true(found == -1 && dist_m == INFINITY);
    polygon_locator_free(locator);
    polygon_locator_free(NULL);
    polygon_set_free(&set);
}

/* ---- nearest ---- */

static void test_nearest_by_hand(void **state) {
    (void)state;
    PolygonSet set;
    polygon_set_init(&set);
    add_polygon(&set);
    add_rectangle(&set, 100, 0, 110, 10, false);
    add_polygon(&set);
    add_rectangle(&set, 0, 0, 10, 10, false);
    PolygonLocator *locator = build(&set);
    const struct {
        double x, y, max_m, dist_m;
        int32_t found;
    } cases[] = {
        {5, 5, 0, 0, 1},
        {55, 5, 100, 45, 0}, /* a tie */
        {54, 5, 100, 44, 1},
        {55, 5, 45, 45, 0}, /* exactly as far as allowed */
        {55, 5, 44.999, INFINITY, -1},
        {410, 410, 1e9, 500, 0},
        {-420, -560, 700, 700, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t found = -99;
        double dist_m = -1;
        assert_int_equal(polygon_locator_nearest(locator, cases[i].x, cases[i].y, cases[i].max_m,
                                                 &found, &dist_m),
                         STATUS_OK);
        assert_int_equal(found, cases[i].found);
        assert_true(dist_m == cases[i].dist_m);
    }
    polygon_locator_free(locator);
    polygon_set_free(&set);
}

static void test_nearest_of_random_polygons(void **state) {
    (void)state;
    uint64_t seed = 815;
    for (int round = 0; round < 200; round++) {
        PolygonSet set;
        random_polygons(&seed, round % 2, &set);
        PolygonLocator *locator = build(&set);
        for (int q = 0; q < 50; q++) {
            double x = floor(random_in(&seed, -300, 900)), y = floor(random_in(&seed, -300, 900));
            double max_m = random_in(&seed, 0, 400), best_m = INFINITY, dist_m = -1;
            int32_t best = -1, found = -99;
            for (size_t p = 0; p < set.n; p++) {
                double m = polygon_set_distance_m(&set, p, x, y);
                if (m <= max_m && m < best_m) best_m = m, best = (int32_t)p;
            }
            assert_int_equal(polygon_locator_nearest(locator, x, y, max_m, &found, &dist_m),
                             STATUS_OK);
            assert_int_equal(found, best);
            assert_true(dist_m == best_m);
        }
        polygon_locator_free(locator);
        polygon_set_free(&set);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_polygons),
        cmocka_unit_test(test_country),
        cmocka_unit_test(test_threads_change_nothing),
        cmocka_unit_test(test_common_border),
        cmocka_unit_test(test_hole_enclave_and_island),
        cmocka_unit_test(test_overlap_has_lowest_number),
        cmocka_unit_test(test_crowded_cell),
        cmocka_unit_test(test_not_finite_and_nothing),
        cmocka_unit_test(test_nearest_by_hand),
        cmocka_unit_test(test_nearest_of_random_polygons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
