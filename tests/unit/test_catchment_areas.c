/* Tests of planner/access/catchment_areas: against the assignment of random points, by hand, and
 * the shades. */
#include "geo/polygon_union.h"
#include "geo/shades.h"
#include "planner/access/assign.h"
#include "planner/access/catchment_areas.h"
#include "planner/access/scopes.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

typedef struct Areas {
    Assignment *assignment[CATCHMENTS];
    CatchmentArea *row;
    size_t n;
    PolygonSet shapes;
} Areas;

static Areas areas_of_open(const Country *country, const int32_t *open, size_t n, int threads) {
    Areas areas = {.n = 0};
    for (int c = 0; c < CATCHMENTS; c++)
        assert_int_equal(
            assign_by_line(country, open, n, (Catchment)c, threads, &areas.assignment[c]),
            STATUS_OK);
    assert_int_equal(catchment_areas(country, open, n, areas.assignment, threads, &areas.row,
                                     &areas.n, &areas.shapes),
                     STATUS_OK);
    assert_int_equal(areas.shapes.n, areas.n);
    return areas;
}

static void areas_free(Areas *areas) {
    for (int c = 0; c < CATCHMENTS; c++) free(areas->assignment[c]);
    free(areas->row);
    polygon_set_free(&areas->shapes);
}

/* 6 x 5 units of 10 km in municipalities of 5, one unit without a municipality, demand and points
 * all over; some units of the lattice have no point, and one municipality neither. */
enum { UNITS = 30, DEMAND = 3000, OPEN = 40 };

static void random_country(Country *country, uint64_t seed, int32_t *open) {
    char id[OPEN][8];
    made_country(country, UNITS, 6, 5, 10);
    country->unit[7].municipality = -1;
    for (int i = 0; i < DEMAND; i++) {
        int unit = (int)random_below(&seed, UNITS);
        made_demand(country, unit % 6 * 10000 + random_in(&seed, 1, 9999),
                    unit / 6 * 10000 + random_in(&seed, 1, 9999), random_in(&seed, 0, 9), unit);
    }
    for (int i = 0; i < OPEN; i++) {
        /* in order of units; none in the units 10 to 14, a municipality */
        int unit = i * 25 / OPEN;
        if (unit >= 10) unit += 5;
        snprintf(id[i], sizeof id[i], "f%02d", i);
        made_facility(country, strings_dup(&country->strings, id[i]), FACILITY_LIBRARY,
                      unit % 6 * 10000 + random_in(&seed, 1, 9999),
                      unit / 6 * 10000 + random_in(&seed, 1, 9999), unit);
        open[i] = i;
    }
    assert_int_equal(country_unite_areas(country, 1), STATUS_OK);
}

/* The row of a facility in a catchment; -1: none. */
static int find_row(const Areas *areas, Catchment catchment, int32_t facility) {
    for (size_t r = 0; r < areas->n; r++)
        if (areas->row[r].catchment == catchment && areas->row[r].facility == facility)
            return (int)r;
    return -1;
}

/* Every demand point lies in the area of the point that serves it, and in no other one. */
static void test_people(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed < 6; seed++) {
        Country country;
        int32_t open[OPEN];
        random_country(&country, seed, open);
        Areas areas = areas_of_open(&country, open, OPEN, 1);
        assert_true(areas.n > OPEN && country.n_demand > 0); /* of both catchments */
        for (size_t d = 0; d < country.n_demand; d++) {
            const double *at = country.demand_xy + 2 * d;
            for (size_t r = 0; r < areas.n; r++) {
                const Assignment *to = &areas.assignment[areas.row[r].catchment][d];
                bool inside = polygon_set_distance_m(&areas.shapes, r, at[0], at[1]) == 0;
                assert_int_equal(inside, to->facility == areas.row[r].facility);
            }
        }
        areas_free(&areas);
        country_free(&country);
    }
}

static void test_sums(void **state) {
    (void)state;
    Country country;
    int32_t open[OPEN];
    random_country(&country, 7, open);
    Areas areas = areas_of_open(&country, open, OPEN, 1);
    double area_m2[CATCHMENTS] = {0, 0}, pop[CATCHMENTS] = {0, 0}, told = 0, home = 0;
    for (size_t r = 0; r < areas.n; r++) {
        const CatchmentArea *row = &areas.row[r];
        area_m2[row->catchment] += row->area_m2;
        pop[row->catchment] += row->pop;
        assert_true(fabs(row->area_m2 - polygon_set_area_m2(&areas.shapes, r)) < 1e-6);
        if (r > 0 && row[-1].catchment == row->catchment)
            assert_true(row[-1].facility < row->facility);
    }
    for (size_t d = 0; d < country.n_demand; d++) {
        told += country.demand[d].pop;
        if (areas.assignment[CATCHMENT_HOME][d].facility >= 0) home += country.demand[d].pop;
    }
    assert_true(fabs(area_m2[CATCHMENT_ANY] - 30e8) < 1e-3);
    /* a municipality of five units has no point */
    assert_true(fabs(area_m2[CATCHMENT_HOME] - 25e8) < 1e-3);
    assert_true(fabs(pop[CATCHMENT_ANY] - told) < 1e-6);
    assert_true(home < told && fabs(pop[CATCHMENT_HOME] - home) < 1e-6);
    areas_free(&areas);
    country_free(&country);
}

/* The length that two areas have in common along their borders, by points on the edges of one. */
static bool touch(const PolygonSet *set, size_t a, size_t b) {
    for (size_t r = set->polygon_ring[a]; r < set->polygon_ring[a + 1]; r++)
        for (size_t k = set->ring_point[r]; k + 1 < set->ring_point[r + 1]; k++)
            for (int part = 1; part < 8; part++) {
                const double *from = set->xy + 2 * k;
                double x = from[0] + (from[2] - from[0]) * part / 8;
                double y = from[1] + (from[3] - from[1]) * part / 8;
                if (polygon_set_distance_m(set, b, x, y) < 1e-6) return true;
            }
    return false;
}

/* Neighbours differ, within a municipality and across its border. */
static void test_neighbours_differ(void **state) {
    (void)state;
    Country country;
    int32_t open[OPEN];
    random_country(&country, 3, open);
    Areas areas = areas_of_open(&country, open, OPEN, 1);
    int touching[CATCHMENTS] = {0, 0};
    for (size_t a = 0; a < areas.n; a++)
        for (size_t b = 0; b < areas.n; b++) {
            Catchment catchment = areas.row[a].catchment;
            if (a == b || catchment != areas.row[b].catchment) continue;
            if (!touch(&areas.shapes, a, b)) continue;
            touching[catchment]++;
            assert_int_not_equal(areas.row[a].shade, areas.row[b].shade);
        }
    assert_true(touching[CATCHMENT_ANY] > 100 && touching[CATCHMENT_HOME] > 100);
    areas_free(&areas);
    country_free(&country);
}

static void test_threads(void **state) {
    (void)state;
    Country country;
    int32_t open[OPEN];
    random_country(&country, 4, open);
    Areas one = areas_of_open(&country, open, OPEN, 1);
    for (int threads = 2; threads < 5; threads++) {
        Areas many = areas_of_open(&country, open, OPEN, threads);
        assert_int_equal(one.n, many.n);
        assert_int_equal(one.shapes.n_points, many.shapes.n_points);
        assert_memory_equal(one.shapes.xy, many.shapes.xy,
                            2 * one.shapes.n_points * sizeof(double));
        for (size_t r = 0; r < one.n; r++) {
            assert_int_equal(one.row[r].facility, many.row[r].facility);
            assert_int_equal(one.row[r].shade, many.row[r].shade);
            assert_int_equal(one.row[r].catchment, many.row[r].catchment);
            assert_true(one.row[r].area_m2 == many.row[r].area_m2);
            assert_true(one.row[r].pop == many.row[r].pop);
        }
        areas_free(&many);
    }
    areas_free(&one);
    country_free(&country);
}

/* Points at one place: the first has land and people. No point, or no areas: no rows. */
static void test_ties(void **state) {
    (void)state;
    Country country;
    made_country(&country, 2, 2, 2, 2);
    made_demand(&country, 5000, 5000, 10, 0);
    made_facility(&country, "a", FACILITY_LIBRARY, 4000, 4000, 0);
    made_facility(&country, "b", FACILITY_LIBRARY, 4000, 4000, 0);
    const int32_t open[] = {0, 1};
    Areas none = areas_of_open(&country, open, 2, 1);
    assert_int_equal(none.n, 0);
    areas_free(&none);
    assert_int_equal(country_unite_areas(&country, 1), STATUS_OK);
    none = areas_of_open(&country, open, 0, 1);
    assert_int_equal(none.n, 0);
    areas_free(&none);
    Areas areas = areas_of_open(&country, open, 2, 1);
    assert_int_equal(areas.n, 2);
    for (int c = 0; c < CATCHMENTS; c++) {
        int row = find_row(&areas, (Catchment)c, 0);
        assert_int_equal(row, c);
        assert_true(areas.row[row].area_m2 == 2e8 && areas.row[row].pop == 10);
        assert_int_equal(find_row(&areas, (Catchment)c, 1), -1);
    }
    areas_free(&areas);
    country_free(&country);
}

/* ---- shades ---- */

static void test_shades(void **state) {
    (void)state;
    const int32_t path[][2] = {{0, 1}, {1, 2}, {2, 1}, {2, 2}};
    int shade[14];
    assert_int_equal(shades_of(3, path, 4, shade), STATUS_OK);
    assert_true(shade[0] == 0 && shade[1] == 1 && shade[2] == 0);
    /* a crown: in order of numbers it takes seven shades, smallest-last two */
    int32_t crown[14 * 7][2];
    size_t n = 0;
    for (int a = 0; a < 7; a++)
        for (int b = 0; b < 7; b++)
            if (a != b) {
                crown[n][0] = 2 * a;
                crown[n++][1] = 2 * b + 1;
            }
    assert_int_equal(shades_of(14, (const int32_t(*)[2])crown, n, shade), STATUS_OK);
    for (size_t i = 0; i < n; i++) assert_int_not_equal(shade[crown[i][0]], shade[crown[i][1]]);
    /* eight areas that all touch: six shades, and no shade three times */
    int32_t all[28][2];
    int count[SHADES] = {0};
    n = 0;
    for (int a = 0; a < 8; a++)
        for (int b = 0; b < a; b++) {
            all[n][0] = a;
            all[n++][1] = b;
        }
    assert_int_equal(shades_of(8, (const int32_t(*)[2])all, n, shade), STATUS_OK);
    for (int a = 0; a < 8; a++) count[shade[a]]++;
    for (int s = 0; s < SHADES; s++) assert_true(count[s] >= 1 && count[s] <= 2);
    assert_int_equal(shades_of(0, NULL, 0, shade), STATUS_OK);
}

/* ---- unions ---- */

static void test_unions(void **state) {
    (void)state;
    Country country;
    PolygonSet unions;
    made_country(&country, 9, 3, 3, 9);
    /* the ring of eight round the middle, the middle, nothing, and one left out */
    int32_t group[9] = {0, 0, 0, 0, 1, 0, 0, 0, -1};
    assert_int_equal(polygon_unions(&country.polygons, group, 3, 2, &unions), STATUS_OK);
    assert_int_equal(unions.n, 3);
    assert_true(polygon_set_area_m2(&unions, 0) == 7e8);
    assert_true(polygon_set_area_m2(&unions, 1) == 1e8);
    assert_int_equal(unions.polygon_ring[3] - unions.polygon_ring[2], 0);
    polygon_set_free(&unions);
    group[8] = 0;
    assert_int_equal(polygon_unions(&country.polygons, group, 2, 1, &unions), STATUS_OK);
    assert_int_equal(unions.polygon_ring[1], 2);
    assert_true(unions.ring_is_hole[1]);
    assert_true(polygon_set_area_m2(&unions, 0) == 8e8);
    polygon_set_free(&unions);
    /* a country's areas: the country, its region, its municipalities */
    assert_int_equal(country_unite_areas(&country, 1), STATUS_OK);
    assert_int_equal(country.areas.n, 5);
    assert_true(polygon_set_area_m2(&country.areas, 0) == 9e8);
    assert_true(polygon_set_area_m2(&country.areas, country_region_area(0)) == 9e8);
    assert_true(polygon_set_area_m2(&country.areas, country_municipality_area(&country, 2)) == 3e8);
    assert_true(polygon_set_distance_m(&country.areas, country_municipality_area(&country, 2), 5000,
                                       25000) == 0);
    country_free(&country);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_people),  cmocka_unit_test(test_sums),
        cmocka_unit_test(test_threads), cmocka_unit_test(test_neighbours_differ),
        cmocka_unit_test(test_ties),    cmocka_unit_test(test_shades),
        cmocka_unit_test(test_unions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
