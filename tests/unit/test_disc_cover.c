/*
 * Area of polygon and discs: closed forms, a slow twin (scanlines), and identities that hold
 * whatever the figures are (parts add up, order and place do not matter).
 */
#include "tests/unit/cmocka_all.h"

#include "geo/disc_cover.h"
#include "tests/unit/test_polygons.h"

enum { DISCS_MOST = 64, CUTS_MOST = 512, SCANLINES = 10000 };

static const double PI = 3.14159265358979323846;

/* ---- helpers ---- */

static void add_polygon(PolygonSet *set) {
    assert_int_equal(polygon_set_add_polygon(set), STATUS_OK);
}

static void add_ring(PolygonSet *set, const double *xy, size_t n, bool is_hole) {
    assert_int_equal(polygon_set_add_ring(set, xy, n, is_hole), STATUS_OK);
}

static void add_rectangle(PolygonSet *set, double x0, double y0, double x1, double y1,
                          bool is_hole) {
    const double xy[] = {x0, y0, x1, y0, x1, y1, x0, y1, x0, y0};
    add_ring(set, xy, 5, is_hole);
}

/* All covered areas of the set. */
static void cover_all(const PolygonSet *set, const double *centre, size_t n, double radius_m,
                      double *covered_m2) {
    DiscCover *cover = NULL;
    assert_int_equal(disc_cover_build(centre, n, radius_m, &cover), STATUS_OK);
    assert_int_equal(disc_cover_areas(cover, set, 1, covered_m2), STATUS_OK);
    disc_cover_free(cover);
}

/* The covered area of the only polygon. */
static double covered(const PolygonSet *set, const double *centre, size_t n, double radius_m) {
    double area_m2 = -1;
    assert_int_equal(set->n, 1);
    cover_all(set, centre, n, radius_m, &area_m2);
    return area_m2;
}

static void assert_near(double value, double expected, double tolerance) {
    if (fabs(value - expected) > tolerance)
        fail_msg("%.17g is not %.17g within %g", value, expected, tolerance);
}

static PolygonSet rectangle(double x0, double y0, double x1, double y1) {
    PolygonSet set;
    polygon_set_init(&set);
    add_polygon(&set);
    add_rectangle(&set, x0, y0, x1, y1, false);
    return set;
}

/* Area that two discs of radius r at distance d share. */
static double lens_m2(double r, double d) {
    return 2 * r * r * acos(d / (2 * r)) - d / 2 * sqrt(4 * r * r - d * d);
}

/* ---- the slow twin ---- */

static int compare_doubles(const void *a, const void *b) {
    const double *p = a, *q = b;
    return (*p > *q) - (*p < *q);
}

/* Where the horizontal line at y enters and leaves the polygon, ascending. */
static size_t cut_polygon(const PolygonSet *set, size_t p, double y, double *cut) {
    size_t n = 0;
    for (size_t r = set->polygon_ring[p]; r < set->polygon_ring[p + 1]; r++)
        for (size_t i = set->ring_point[r]; i + 1 < set->ring_point[r + 1]; i++) {
            const double *a = set->xy + 2 * i;
            if ((a[1] > y) == (a[3] > y)) continue;
            assert_true(n < CUTS_MOST);
            cut[n++] = a[0] + (y - a[1]) * (a[2] - a[0]) / (a[3] - a[1]);
        }
    qsort(cut, n, sizeof *cut, compare_doubles);
    return n;
}

/* Length of [from, to] within the discs, on the line at y. chord: sorted pairs. */
static double held_length(double from, double to, const double (*chord)[2], size_t n) {
    double sum = 0, end = from;
    for (size_t i = 0; i < n; i++) {
        double low = fmax(chord[i][0], end), high = fmin(chord[i][1], to);
        if (high <= low) continue;
        sum += high - low;
        end = high;
    }
    return sum;
}

static double slow_covered(const PolygonSet *set, size_t p, const double *centre, size_t n,
                           double radius_m) {
    Box box = polygon_set_box(set, p);
    double step_m = (box.max_y - box.min_y) / SCANLINES, sum = 0;
    for (int line = 0; line < SCANLINES; line++) {
        double y = box.min_y + (line + 0.5) * step_m, cut[CUTS_MOST], chord[DISCS_MOST][2];
        size_t n_cuts = cut_polygon(set, p, y, cut), n_chords = 0;
        for (size_t i = 0; i < n; i++) {
            double half2 = radius_m * radius_m - (centre[2 * i + 1] - y) * (centre[2 * i + 1] - y);
            if (half2 <= 0) continue;
            chord[n_chords][0] = centre[2 * i] - sqrt(half2);
            chord[n_chords++][1] = centre[2 * i] + sqrt(half2);
        }
        qsort(chord, n_chords, sizeof *chord, compare_doubles); /* by where they begin */
        for (size_t i = 0; i + 1 < n_cuts; i += 2)
            sum += step_m * held_length(cut[i], cut[i + 1], (const double(*)[2])chord, n_chords);
    }
    return sum;
}

/* ---- closed forms ---- */

static void test_disc_in_a_square(void **state) {
    (void)state;
    PolygonSet set = rectangle(500000, 300000, 501000, 301000);
    const double centre[] = {500400, 300500};
    assert_near(covered(&set, centre, 1, 100), PI * 1e4, 1e-8);
    assert_near(covered(&set, centre, 1, 400), PI * 16e4, 1e-7); /* touches one side */
    const double middle[] = {500500, 300500};
    assert_near(covered(&set, middle, 1, 500), PI * 25e4, 1e-7); /* touches all sides */
    assert_true(covered(&set, middle, 1, 708) == 1e6);           /* all of it, exactly */
    const double corner[] = {500000, 300000};
    assert_near(covered(&set, corner, 1, 500), PI * 25e4 / 4, 1e-7);
    assert_near(covered(&set, corner, 1, 1000), PI * 1e6 / 4, 1e-6); /* through two corners */
    const double side[] = {500500, 300000};
    assert_near(covered(&set, side, 1, 500), PI * 25e4 / 2, 1e-7); /* an edge through the centre */
    const double outside[] = {499000, 300500};
    assert_true(covered(&set, outside, 1, 500) == 0);
    assert_near(covered(&set, outside, 1, 1000), 0, 1e-7); /* touches from outside */
    const double diagonal[] = {499500, 299500};
    assert_true(covered(&set, diagonal, 1, 707) == 0); /* near the box, not the square */
    polygon_set_free(&set);
}

static void test_segment_of_a_disc(void **state) {
    (void)state;
    PolygonSet set = rectangle(0, 0, 1000, 1000);
    for (int off = -99; off < 100; off++) { /* the side y = 0 cuts the disc at any height */
        const double centre[] = {500, off};
        double angle = 2 * acos(-off / 100.0);
        assert_near(covered(&set, centre, 1, 100), 100 * 100 * (angle - sin(angle)) / 2, 1e-8);
    }
    polygon_set_free(&set);
}

static void test_two_discs(void **state) {
    (void)state;
    PolygonSet set = rectangle(-1000, -1000, 1000, 1000);
    for (double d = 0.5; d < 200; d += 0.5) {
        const double centre[] = {-d / 2, 3, d / 2, 3};
        assert_near(covered(&set, centre, 2, 100), 2 * PI * 1e4 - lens_m2(100, d), 1e-8);
    }
    const double tangent[] = {0, 0, 200, 0};
    assert_near(covered(&set, tangent, 2, 100), 2 * PI * 1e4, 1e-8);
    const double same[] = {5, 5, 5, 5, 5, 5};
    assert_near(covered(&set, same, 3, 100), PI * 1e4, 1e-8);
    const double almost[] = {5, 5, 5 + 1e-9, 5, 5, 5 - 1e-12};
    assert_near(covered(&set, almost, 3, 100), PI * 1e4, 1e-6);
    polygon_set_free(&set);
}

static void test_disc_over_a_hole(void **state) {
    (void)state;
    PolygonSet set = rectangle(0, 0, 100, 100);
    add_rectangle(&set, 45, 45, 55, 55, true);
    const double centre[] = {50, 50};
    assert_near(covered(&set, centre, 1, 30), PI * 900 - 100, 1e-9); /* holds the hole */
    assert_true(covered(&set, centre, 1, 4) == 0);                   /* lies in the hole */
    assert_near(covered(&set, centre, 1, 5), 0, 1e-9);               /* touches it from inside */
    assert_true(covered(&set, centre, 1, 71) == 9900);
    const double side[] = {45, 50};
    assert_near(covered(&set, side, 1, 4), PI * 16 / 2, 1e-9);
    polygon_set_free(&set);
}

/* Discs around a square leave a gap in its middle that no disc holds. */
static void test_gap_between_discs(void **state) {
    (void)state;
    PolygonSet set = rectangle(-100, -100, 100, 100);
    const double centre[] = {-100, -100, 100, -100, 100, 100, -100, 100};
    /* Four quarter discs, of which neighbours share half a lens. */
    double expected = 4 * (PI * 120 * 120 / 4) - 4 * lens_m2(120, 200) / 2;
    assert_near(covered(&set, centre, 4, 120), expected, 1e-8);
    assert_near(covered(&set, centre, 4, 100), PI * 1e4, 1e-8); /* they touch, and the corners */
    assert_true(covered(&set, centre, 4, 142) == 4e4);
    polygon_set_free(&set);
}

/* Three circles through one point, and an edge through it too. */
static void test_circles_through_one_point(void **state) {
    (void)state;
    PolygonSet set = rectangle(0, -50, 50, 50);
    const double centre[] = {3, 4, -3, 4, 5, 0}; /* all 5 from the origin */
    double slow_m2 = slow_covered(&set, 0, centre, 3, 5);
    assert_near(covered(&set, centre, 3, 5), slow_m2, 0.01);
    polygon_set_free(&set);
}

/* A small polygon and a far larger disc: no digits may be lost to r squared. */
static void test_large_disc_small_polygon(void **state) {
    (void)state;
    double radius_m = 30000;
    for (int i = -40; i <= 40; i++) {
        double x = 500000 + radius_m + i / 50.0;
        PolygonSet set = rectangle(x - 0.5, 299999.5, x + 0.5, 300000.5);
        const double centre[] = {500000, 300000};
        double edge = -i / 50.0; /* the circle, as seen from the square's middle */
        double expected = fmin(fmax(0.5 + edge - 1 / (24 * radius_m), 0), 1);
        assert_near(covered(&set, centre, 1, radius_m), expected, 1e-9);
        polygon_set_free(&set);
    }
}

/* ---- random figures ---- */

/* Discs near 0 … 200, some on a lattice so that they touch; returns how many. */
static size_t random_discs(uint64_t *seed, bool lattice, double *centre) {
    size_t n = 1 + random_below(seed, 14);
    for (size_t i = 0; i < 2 * n; i++) {
        centre[i] = random_in(seed, -20, 220);
        if (lattice) centre[i] = 20 * floor(centre[i] / 20);
    }
    return n;
}

/* A star with two parts or a hole, in the square 0 … 200. */
static PolygonSet random_polygon(uint64_t *seed) {
    PolygonSet set;
    polygon_set_init(&set);
    add_polygon(&set);
    double xy[2 * 41];
    size_t n = 3 + random_below(seed, 37), m = 3 + random_below(seed, 9);
    switch (random_below(seed, 3)) {
    case 0:
        random_star(seed, 100, 100, 10, 100, n, xy);
        add_ring(&set, xy, n + 1, false);
        break;
    case 1:
        random_star(seed, 100, 100, 50, 100, n, xy);
        add_ring(&set, xy, n + 1, false);
        break;
    default:
        random_star(seed, 50, 50, 10, 50, n, xy);
        add_ring(&set, xy, n + 1, false);
        random_star(seed, 150, 150, 10, 50, n, xy);
        add_ring(&set, xy, n + 1, false);
        return set;
    }
    random_star(seed, 100, 100, 2, 4, m, xy);
    if (n > 12) add_ring(&set, xy, m + 1, true);
    return set;
}

static void test_against_scanlines(void **state) {
    (void)state;
    uint64_t seed = 123;
    double centre[2 * DISCS_MOST];
    for (int round = 0; round < 1500; round++) {
        PolygonSet set = random_polygon(&seed);
        size_t n = random_discs(&seed, round % 3 == 0, centre);
        double radius_m =
            round % 3 == 0 ? 10.0 * (double)(1 + random_below(&seed, 5)) : random_in(&seed, 5, 80);
        double exact_m2 = covered(&set, centre, n, radius_m);
        assert_true(exact_m2 >= 0 && exact_m2 <= polygon_set_area_m2(&set, 0));
        assert_near(exact_m2, slow_covered(&set, 0, centre, n, radius_m), 0.5); /* of 40,000 */
        polygon_set_free(&set);
    }
}

/* A star and the square without the star make the square. */
static void test_parts_add_up(void **state) {
    (void)state;
    uint64_t seed = 321;
    double centre[2 * DISCS_MOST], xy[2 * 41], part_m2[3];
    for (int round = 0; round < 3000; round++) {
        bool lattice = round % 3 == 0;
        PolygonSet set;
        polygon_set_init(&set);
        size_t points = 3 + random_below(&seed, 37);
        random_star(&seed, 100, 100, 10, 99, points, xy);
        add_polygon(&set);
        add_ring(&set, xy, points + 1, false);
        add_polygon(&set);
        add_rectangle(&set, 0, 0, 200, 200, false);
        add_ring(&set, xy, points + 1, true);
        add_polygon(&set);
        add_rectangle(&set, 0, 0, 200, 200, false);
        size_t n = random_discs(&seed, lattice, centre);
        double radius_m =
            lattice ? 10.0 * (double)(1 + random_below(&seed, 9)) : random_in(&seed, 1, 150);
        cover_all(&set, centre, n, radius_m, part_m2);
        assert_near(part_m2[0] + part_m2[1], part_m2[2], lattice ? 1e-6 : 4e-8);
        polygon_set_free(&set);
    }
}

/* Every disc inside the country and apart from the others: nothing is lost among its units. */
static void test_country_adds_up(void **state) {
    (void)state;
    enum { NX = 8, NY = 6, UNITS = NX * NY, DISCS = 9 };
    PolygonSet set;
    polygon_set_init(&set);
    assert_int_equal(make_country(&set, 77, NX, NY, 10000, 64), STATUS_OK);
    double centre[2 * DISCS], unit_m2[UNITS], sum_m2 = 0, radius_m = 7000;
    for (size_t i = 0; i < DISCS; i++) {
        centre[2 * i] = 300000 + 16000 + 20000 * (double)(i % 3);
        centre[2 * i + 1] = 200000 + 14500 + 15000 * (double)(i / 3);
    }
    cover_all(&set, centre, DISCS, radius_m, unit_m2);
    for (size_t i = 0; i < UNITS; i++) sum_m2 += unit_m2[i];
    assert_near(sum_m2, DISCS * PI * radius_m * radius_m, 1e-3); /* of 1.4e9 */
    polygon_set_free(&set);
}

/* Every vertex order, every order of discs and every threads: the same. */
static void test_order_does_not_matter(void **state) {
    (void)state;
    uint64_t seed = 55;
    double centre[2 * DISCS_MOST], turned[2 * DISCS_MOST], xy[2 * 41], other[2 * 41];
    for (int round = 0; round < 500; round++) {
        size_t points = 3 + random_below(&seed, 37), shift = random_below(&seed, points);
        random_star(&seed, 100, 100, 10, 100, points, xy);
        for (size_t i = 0; i <= points; i++) /* another first vertex, the other way round */
            memcpy(other + 2 * i, xy + 2 * ((2 * points - i + shift) % points), 2 * sizeof *xy);
        size_t n = random_discs(&seed, false, centre);
        for (size_t i = 0; i < n; i++)
            memcpy(turned + 2 * i, centre + 2 * (n - 1 - i), 2 * sizeof *centre);
        PolygonSet one, two;
        polygon_set_init(&one);
        polygon_set_init(&two);
        add_polygon(&one);
        add_ring(&one, xy, points + 1, false);
        add_polygon(&two);
        add_ring(&two, other, points + 1, false);
        double one_m2 = covered(&one, centre, n, 40), two_m2 = covered(&two, turned, n, 40);
        assert_near(one_m2, two_m2, 1e-8);
        polygon_set_free(&one);
        polygon_set_free(&two);
    }
}

/* Hundreds of discs: the prefilters must not lose any. Halves of the country, discs of the whole.
 */
static void test_many_discs_inclusion(void **state) {
    (void)state;
    enum { DISCS = 2000 };
    uint64_t seed = 2;
    double *centre = malloc(2 * DISCS * sizeof *centre), part_m2[5];
    assert_non_null(centre);
    for (size_t i = 0; i < DISCS; i++) {
        double u = random_in(&seed, 0, 1);
        centre[2 * i] = 500000 + 50000 * u * u;
        centre[2 * i + 1] = 300000 + random_in(&seed, 0, 50000);
    }
    PolygonSet set;
    polygon_set_init(&set);
    add_polygon(&set);
    add_rectangle(&set, 500000, 300000, 550000, 350000, false);
    for (int i = 0; i < 4; i++) {
        double x = 500000 + (i % 2 ? 23456 : 0), y = 300000 + (i / 2 ? 34567 : 0);
        add_polygon(&set);
        add_rectangle(&set, x, y, i % 2 ? 550000 : 523456, i / 2 ? 350000 : 334567, false);
    }
    const double radii_m[] = {50, 300, 900, 2000, 5000};
    double before_m2 = 0;
    for (size_t i = 0; i < 5; i++) {
        cover_all(&set, centre, DISCS, radii_m[i], part_m2);
        assert_near(part_m2[1] + part_m2[2] + part_m2[3] + part_m2[4], part_m2[0], 2e-4);
        assert_true(part_m2[0] > before_m2);
        before_m2 = part_m2[0];
    }
    polygon_set_free(&set);
    free(centre);
}

/* ---- boundaries of the interface ---- */

static void test_threads_and_lists(void **state) {
    (void)state;
    enum { UNITS = 120 };
    PolygonSet set;
    polygon_set_init(&set);
    assert_int_equal(make_country(&set, 5, 12, 10, 10000, 32), STATUS_OK);
    add_polygon(&set); /* an empty one */
    uint64_t seed = 6;
    double centre[2 * 50], one[UNITS + 1], many[UNITS + 1];
    for (size_t i = 0; i < 50; i++) {
        centre[2 * i] = random_in(&seed, 300000, 420000);
        centre[2 * i + 1] = random_in(&seed, 200000, 300000);
    }
    DiscCover *cover = NULL;
    assert_int_equal(disc_cover_build(centre, 50, 6000, &cover), STATUS_OK);
    assert_int_equal(disc_cover_areas(cover, &set, 1, one), STATUS_OK);
    assert_true(one[UNITS] == 0);
    const int threads[] = {2, 3, 8};
    for (size_t t = 0; t < 3; t++) {
        assert_int_equal(disc_cover_areas(cover, &set, threads[t], many), STATUS_OK);
        assert_memory_equal(many, one, sizeof one);
    }
    const int32_t listed[] = {7, 119, 7, 0, 120};
    assert_int_equal(disc_cover_areas_of(cover, &set, listed, 5, 2, many), STATUS_OK);
    for (size_t i = 0; i < 5; i++) assert_true(many[i] == one[listed[i]]);
    const int32_t unknown[] = {0, 121}, negative[] = {-1};
    assert_int_equal(disc_cover_areas_of(cover, &set, unknown, 2, 1, many), STATUS_BAD_ARGUMENT);
    assert_int_equal(disc_cover_areas_of(cover, &set, negative, 1, 1, many), STATUS_BAD_ARGUMENT);
    assert_int_equal(disc_cover_areas_of(cover, &set, NULL, 0, 1, NULL), STATUS_OK);
    disc_cover_free(cover);
    polygon_set_free(&set);
}

static void test_no_discs(void **state) {
    (void)state;
    PolygonSet set = rectangle(0, 0, 1, 1);
    assert_true(covered(&set, NULL, 0, 1) == 0);
    polygon_set_free(&set);
    disc_cover_free(NULL);
}

static void test_bad_arguments(void **state) {
    (void)state;
    const double good[] = {1, 2}, bad[] = {1, NAN};
    DiscCover *cover = NULL;
    assert_int_equal(disc_cover_build(good, 1, 0, &cover), STATUS_BAD_ARGUMENT);
    assert_int_equal(disc_cover_build(good, 1, -1, &cover), STATUS_BAD_ARGUMENT);
    assert_int_equal(disc_cover_build(good, 1, NAN, &cover), STATUS_BAD_ARGUMENT);
    assert_int_equal(disc_cover_build(good, 1, INFINITY, &cover), STATUS_BAD_ARGUMENT);
    assert_int_equal(disc_cover_build(bad, 1, 1, &cover), STATUS_BAD_ARGUMENT);
    assert_null(cover);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_disc_in_a_square),
        cmocka_unit_test(test_segment_of_a_disc),
        cmocka_unit_test(test_two_discs),
        cmocka_unit_test(test_disc_over_a_hole),
        cmocka_unit_test(test_gap_between_discs),
        cmocka_unit_test(test_circles_through_one_point),
        cmocka_unit_test(test_large_disc_small_polygon),
        cmocka_unit_test(test_against_scanlines),
        cmocka_unit_test(test_parts_add_up),
        cmocka_unit_test(test_country_adds_up),
        cmocka_unit_test(test_order_does_not_matter),
        cmocka_unit_test(test_many_discs_inclusion),
        cmocka_unit_test(test_threads_and_lists),
        cmocka_unit_test(test_no_discs),
        cmocka_unit_test(test_bad_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
