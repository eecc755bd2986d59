/* Tests of geo/catchment_cells against GEOS, against the nearest point, and by hand. */
#include "geo/catchment_cells.h"
#include "geo/point_index.h"
#include "geo/polygon_union.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/test_polygons.h"

static void add_ring(PolygonSet *set, const double *xy, size_t n, bool is_hole) {
    assert_int_equal(polygon_set_add_ring(set, xy, n, is_hole), STATUS_OK);
}

static void add_box(PolygonSet *set, double x, double y, double w, double h, bool is_hole) {
    double xy[] = {x, y, x + w, y, x + w, y + h, x, y + h, x, y};
    add_ring(set, xy, 5, is_hole);
}

static CatchmentCells cells_of(const PolygonSet *set, size_t p, const double *xy, size_t n) {
    CatchmentCells cells;
    assert_int_equal(catchment_cells(set, p, xy, n, 1, &cells), STATUS_OK);
    assert_int_equal(cells.set.n, n);
    return cells;
}

static double sum_m2(const CatchmentCells *cells) {
    double sum = 0;
    for (size_t i = 0; i < cells->set.n; i++) sum += polygon_set_area_m2(&cells->set, i);
    return sum;
}

/* ---- the twin: GEOS, half-plane by half-plane ---- */

/* The side of i of the bisector with j, as a square of 4,000 km. */
static GEOSGeometry *half_plane(GEOSContextHandle_t geos, const double *a, const double *b) {
    double x = (a[0] + b[0]) / 2, y = (a[1] + b[1]) / 2, dx = a[0] - b[0], dy = a[1] - b[1];
    double scale = 2e6 / hypot(dx, dy), ux = dx * scale, uy = dy * scale;
    double xy[] = {x + uy,          y - ux, x + uy + 2 * ux, y - ux + 2 * uy, x - uy + 2 * ux,
                   y + ux + 2 * uy, x - uy, y + ux,          x + uy,          y - ux};
    GEOSGeometry *ring =
        GEOSGeom_createLinearRing_r(geos, GEOSCoordSeq_copyFromBuffer_r(geos, xy, 5, 0, 0));
    return GEOSGeom_createPolygon_r(geos, ring, NULL, 0);
}

static GEOSGeometry *twin_cell(GEOSContextHandle_t geos, const PolygonSet *set, size_t p,
                               const double *xy, size_t n, size_t i) {
    GEOSGeometry *left = peer_polygon(geos, set, p);
    for (size_t j = 0; j < n; j++) {
        bool same = xy[2 * i] == xy[2 * j] && xy[2 * i + 1] == xy[2 * j + 1];
        if (same && j >= i) continue;
        GEOSGeometry *half =
            same ? GEOSGeom_createEmptyPolygon_r(geos) : half_plane(geos, xy + 2 * i, xy + 2 * j);
        GEOSGeometry *cut = GEOSIntersection_r(geos, left, half);
        assert_non_null(cut);
        GEOSGeom_destroy_r(geos, half);
        GEOSGeom_destroy_r(geos, left);
        left = cut;
    }
    return left;
}

static double geos_area(GEOSContextHandle_t geos, const GEOSGeometry *geometry) {
    double area_m2 = -1;
    assert_int_equal(GEOSArea_r(geos, geometry, &area_m2), 1);
    return area_m2;
}

/* Every cell is valid and the twin's, up to `slack_m2`. */
static void check_twin(const PolygonSet *set, size_t p, const double *xy, size_t n,
                       double slack_m2) {
    GEOSContextHandle_t geos = GEOS_init_r();
    CatchmentCells cells = cells_of(set, p, xy, n);
    for (size_t i = 0; i < n; i++) {
        GEOSGeometry *twin = twin_cell(geos, set, p, xy, n, i);
        GEOSGeometry *cell = peer_polygon(geos, &cells.set, i);
        if (GEOSisValid_r(geos, cell) != 1) {
            char *why = GEOSisValidReason_r(geos, cell);
            for (size_t k = 0; k < n; k++) print_error("%g,%g ", xy[2 * k], xy[2 * k + 1]);
            fail_msg("cell %zu of %zu: %s %s", i, n, why, GEOSGeomToWKT_r(geos, cell));
        }
        GEOSGeometry *differ = GEOSSymDifference_r(geos, twin, cell);
        assert_non_null(differ);
        assert_true(fabs(geos_area(geos, twin) - polygon_set_area_m2(&cells.set, i)) <= slack_m2);
        assert_true(geos_area(geos, differ) <= slack_m2);
        GEOSGeom_destroy_r(geos, differ);
        GEOSGeom_destroy_r(geos, twin);
        GEOSGeom_destroy_r(geos, cell);
    }
    catchment_cells_free(&cells);
    GEOS_finish_r(geos);
}

/* ---- by hand ---- */

static void test_square(void **state) {
    (void)state;
    PolygonSet set;
    polygon_set_init(&set);
    polygon_set_add_polygon(&set);
    add_box(&set, 0, 0, 10, 10, false);
    const double xy[] = {2, 5, 6, 5, 2, 5};
    CatchmentCells cells = cells_of(&set, 0, xy, 3);
    assert_true(polygon_set_area_m2(&cells.set, 0) == 40);
    assert_true(polygon_set_area_m2(&cells.set, 1) == 60);
    /* the same place again: the lower number has it */
    assert_true(polygon_set_area_m2(&cells.set, 2) == 0);
    assert_int_equal(cells.set.polygon_ring[3] - cells.set.polygon_ring[2], 0);
    catchment_cells_free(&cells);
    /* one point, inside or far away, has all */
    for (int far = 0; far < 2; far++) {
        double one[] = {far * 1e6, far * 1e6};
        cells = cells_of(&set, 0, one, 1);
        assert_true(polygon_set_area_m2(&cells.set, 0) == 100);
        catchment_cells_free(&cells);
    }
    /* no point at all; an empty polygon */
    cells = cells_of(&set, 0, NULL, 0);
    catchment_cells_free(&cells);
    polygon_set_add_polygon(&set);
    cells = cells_of(&set, 1, xy, 3);
    assert_true(sum_m2(&cells) == 0);
    catchment_cells_free(&cells);
    polygon_set_free(&set);
}

/* What each edge is of: the border's by its place in the source, the bisector by the other point.
 */
static void test_labels(void **state) {
    (void)state;
    PolygonSet set;
    polygon_set_init(&set);
    polygon_set_add_polygon(&set);
    add_box(&set, 0, 0, 10, 10, false);
    const double xy[] = {2, 5, 6, 5};
    CatchmentCells cells = cells_of(&set, 0, xy, 2);
    int seen[2] = {0};
    for (size_t i = 0; i < 2; i++) {
        size_t r = cells.set.polygon_ring[i];
        for (size_t k = cells.set.ring_point[r]; k + 1 < cells.set.ring_point[r + 1]; k++) {
            const double *a = cells.set.xy + 2 * k, *b = a + 2;
            bool on_line = a[0] == 4 && b[0] == 4;
            assert_int_equal(cells.edge[k] < 0, on_line);
            if (on_line) {
                assert_int_equal(cells.edge[k], -1 - (int)(1 - i));
                seen[i]++;
            } else {
                const double *from = set.xy + 2 * (size_t)cells.edge[k], *to = from + 2;
                /* on the same side of the square */
                assert_true((a[0] == b[0] && from[0] == to[0] && a[0] == from[0]) ||
                            (a[1] == b[1] && from[1] == to[1] && a[1] == from[1]));
            }
        }
    }
    assert_true(seen[0] == 1 && seen[1] == 1);
    catchment_cells_free(&cells);
    polygon_set_free(&set);
}

static void test_bad_arguments(void **state) {
    (void)state;
    PolygonSet set;
    polygon_set_init(&set);
    polygon_set_add_polygon(&set);
    add_box(&set, 0, 0, 10, 10, false);
    const double xy[] = {NAN, 0, 1, 1};
    CatchmentCells cells = {.edge = NULL};
    assert_int_equal(catchment_cells(&set, 0, xy, 2, 1, &cells), STATUS_BAD_ARGUMENT);
    assert_int_equal(catchment_cells(&set, 1, xy + 2, 1, 1, &cells), STATUS_BAD_ARGUMENT);
    assert_null(cells.edge);
    polygon_set_free(&set);
}

/* ---- borders that lie on bisectors ---- */

/* A comb, a ring with a hole, and two parts: points at whole numbers, so that bisectors run along
 * borders, through corners and through one another. */
static void make_shape(PolygonSet *set, int shape) {
    polygon_set_add_polygon(set);
    if (shape == 0) {
        const double comb[] = {0, 0, 12, 0, 12, 8, 10, 8, 10, 2, 8, 2, 8, 8, 6,
                               8, 6, 2,  4, 2,  4, 8,  2, 8,  2, 2, 0, 2, 0, 0};
        add_ring(set, comb, 15, false);
    } else if (shape == 1) {
        add_box(set, 0, 0, 12, 12, false);
        add_box(set, 2, 2, 4, 4, true);
        add_box(set, 7, 7, 2, 2, true);
    } else {
        add_box(set, 0, 0, 5, 5, false);
        add_box(set, 1, 1, 2, 2, true);
        add_box(set, 6, 0, 5, 5, false);
        add_box(set, 0, 6, 11, 5, false);
    }
}

static void test_on_borders(void **state) {
    (void)state;
    uint64_t seed = 11;
    for (int shape = 0; shape < 3; shape++) {
        PolygonSet set;
        polygon_set_init(&set);
        make_shape(&set, shape);
        for (int trial = 0; trial < 400; trial++) {
            double xy[2 * 9];
            size_t n = 1 + random_below(&seed, 9);
            for (size_t i = 0; i < 2 * n; i++) xy[i] = (double)random_below(&seed, 13);
            check_twin(&set, 0, xy, n, 1e-6);
        }
        polygon_set_free(&set);
    }
}

/* ---- random polygons ---- */

static void test_random_stars(void **state) {
    (void)state;
    uint64_t seed = 5;
    for (int trial = 0; trial < 60; trial++) {
        PolygonSet set;
        polygon_set_init(&set);
        polygon_set_add_polygon(&set);
        double ring[2 * 81], xy[2 * 40];
        random_star(&seed, 500000, 300000, 900, 3000, 80, ring);
        add_ring(&set, ring, 81, false);
        random_star(&seed, 500000, 300000, 200, 800, 30, ring);
        add_ring(&set, ring, 31, true);
        size_t n = 1 + random_below(&seed, 40);
        for (size_t i = 0; i < n; i++) {
            xy[2 * i] = 500000 + random_in(&seed, -5000, 5000);
            xy[2 * i + 1] = 300000 + random_in(&seed, -5000, 5000);
        }
        check_twin(&set, 0, xy, n, 1e-6);
        CatchmentCells cells = cells_of(&set, 0, xy, n);
        /* to 1 mm2 */
        assert_true(fabs(sum_m2(&cells) - polygon_set_area_m2(&set, 0)) < 1e-6);
        catchment_cells_free(&cells);
        polygon_set_free(&set);
    }
}

/* A country's union among many points: each random place lies in the cell of its nearest point. */
enum { POINTS = 700, PLACES = 20000 };

static void random_points(uint64_t *seed, const Box *box, size_t n, double *xy) {
    for (size_t i = 0; i < n; i++) {
        xy[2 * i] = random_in(seed, box->min_x, box->max_x);
        xy[2 * i + 1] = random_in(seed, box->min_y, box->max_y);
    }
}

static void make_land(PolygonSet *land) {
    PolygonSet units;
    polygon_set_init(&units);
    assert_int_equal(make_country(&units, 3, 12, 8, 20000, 64), STATUS_OK);
    int32_t group[96];
    for (int u = 0; u < 96; u++) group[u] = u % 17 == 5 ? -1 : 0; /* lakes and bays */
    assert_int_equal(polygon_unions(&units, group, 1, 1, land), STATUS_OK);
    polygon_set_free(&units);
}

static void test_country(void **state) {
    (void)state;
    uint64_t seed = 9;
    PolygonSet land;
    make_land(&land);
    Box box = polygon_set_box(&land, 0);
    double *xy = malloc(POINTS * 2 * sizeof *xy);
    random_points(&seed, &box, POINTS, xy);
    CatchmentCells cells = cells_of(&land, 0, xy, POINTS);
    double whole_m2 = polygon_set_area_m2(&land, 0);
    assert_true(fabs(sum_m2(&cells) - whole_m2) < 1e-12 * whole_m2);
    PointIndex *index;
    assert_int_equal(point_index_build(xy, POINTS, &index), STATUS_OK);
    int inside = 0;
    for (int k = 0; k < PLACES; k++) {
        double x = random_in(&seed, box.min_x, box.max_x);
        double y = random_in(&seed, box.min_y, box.max_y);
        bool on_land = polygon_set_distance_m(&land, 0, x, y) == 0;
        int32_t nearest = point_index_nearest(index, x, y).item;
        assert_int_equal(polygon_set_distance_m(&cells.set, (size_t)nearest, x, y) == 0, on_land);
        inside += on_land;
    }
    assert_true(inside > PLACES / 2);
    point_index_free(index);
    catchment_cells_free(&cells);
    polygon_set_free(&land);
    free(xy);
}

/* Any number of threads gives the same bytes. */
static void test_threads(void **state) {
    (void)state;
    uint64_t seed = 21;
    PolygonSet land;
    make_land(&land);
    Box box = polygon_set_box(&land, 0);
    double xy[2 * 150];
    random_points(&seed, &box, 150, xy);
    CatchmentCells one = cells_of(&land, 0, xy, 150);
    for (int threads = 2; threads < 6; threads++) {
        CatchmentCells many;
        assert_int_equal(catchment_cells(&land, 0, xy, 150, threads, &many), STATUS_OK);
        assert_int_equal(one.set.n_points, many.set.n_points);
        assert_memory_equal(one.set.xy, many.set.xy, 2 * one.set.n_points * sizeof *one.set.xy);
        assert_memory_equal(one.edge, many.edge, one.set.n_points * sizeof *one.edge);
        catchment_cells_free(&many);
    }
    catchment_cells_free(&one);
    polygon_set_free(&land);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_square),        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_bad_arguments), cmocka_unit_test(test_on_borders),
        cmocka_unit_test(test_random_stars),  cmocka_unit_test(test_country),
        cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
