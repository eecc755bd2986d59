/* The made-up country as arrays: borders that tile, and the hard cases that others lean on. */
#include "tests/unit/cmocka_all.h"

#include "geo/polygon_set.h"
#include "planner/demo/country.h"
#include "planner/demo/demo.h"
#include "planner/demo/names.h"
#include "planner/demo/rings.h"
#include "tests/unit/test_support.h"
#include <geos_c.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void make(DemoCountry *country, int units, uint64_t seed) {
    DemoOptions options = {.units = units, .seed = seed};
    assert_int_equal(demo_country_make(country, &options), STATUS_OK);
}

/* ---- the territory, against GEOS ---- */

static GEOSGeometry *ring_of(GEOSContextHandle_t geos, const PolygonSet *set, size_t r) {
    size_t first = set->ring_point[r], n = set->ring_point[r + 1] - first;
    GEOSCoordSequence *points =
        GEOSCoordSeq_copyFromBuffer_r(geos, &set->xy[2 * first], (unsigned)n, 0, 0);
    return GEOSGeom_createLinearRing_r(geos, points);
}

/* Polygon p as a multipolygon; each outer ring is followed by its holes. */
static GEOSGeometry *polygon_of(GEOSContextHandle_t geos, const PolygonSet *set, size_t p) {
    GEOSGeometry *parts[64], *holes[64];
    unsigned n_parts = 0;
    for (size_t r = set->polygon_ring[p]; r < set->polygon_ring[p + 1];) {
        assert_false(set->ring_is_hole[r]);
        GEOSGeometry *outer = ring_of(geos, set, r++);
        unsigned n_holes = 0;
        while (r < set->polygon_ring[p + 1] && set->ring_is_hole[r])
            holes[n_holes++] = ring_of(geos, set, r++);
        assert_true(n_parts < 64 && n_holes < 64);
        parts[n_parts++] = GEOSGeom_createPolygon_r(geos, outer, holes, n_holes);
    }
    assert_true(n_parts > 0);
    return GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, parts, n_parts);
}

static double area_of(GEOSContextHandle_t geos, const GEOSGeometry *geometry) {
    double area = -1;
    assert_int_equal(GEOSArea_r(geos, geometry, &area), 1);
    return area;
}

/* Valid polygons, whose areas sum to that of their union: neither gap nor overlap; no lake. */
static void check_tiling(int units, uint64_t seed) {
    GEOSContextHandle_t geos = GEOS_init_r();
    DemoCountry country;
    PolygonSet set;
    make(&country, units, seed);
    polygon_set_init(&set);
    assert_int_equal(demo_rings(&country.lattice, country.n_units, &set), STATUS_OK);
    assert_int_equal(set.n, units);
    GEOSGeometry **all = calloc((size_t)units, sizeof(GEOSGeometry *));
    assert_non_null(all);
    double sum_m2 = 0;
    for (size_t p = 0; p < set.n; p++) {
        all[p] = polygon_of(geos, &set, p);
        assert_int_equal(GEOSisValid_r(geos, all[p]), 1);
        assert_true(fabs(area_of(geos, all[p]) - polygon_set_area_m2(&set, p)) < 1.0);
        sum_m2 += area_of(geos, all[p]);
    }
    GEOSGeometry *together =
        GEOSGeom_createCollection_r(geos, GEOS_GEOMETRYCOLLECTION, all, (unsigned)units);
    GEOSGeometry *whole = GEOSUnaryUnion_r(geos, together);
    assert_true(fabs(area_of(geos, whole) - sum_m2) < 1e-6 * sum_m2);
    assert_int_equal(GEOSGeomTypeId_r(geos, whole), GEOS_POLYGON);
    assert_int_equal(GEOSGetNumInteriorRings_r(geos, whole), 0);
    assert_true(fabs(sum_m2 / units - 109e6 * country.scale * country.scale) < 12e6);
    GEOSGeom_destroy_r(geos, whole);
    GEOSGeom_destroy_r(geos, together);
    free(all);
    polygon_set_free(&set);
    demo_country_free(&country);
    GEOS_finish_r(geos);
}

static void test_units_tile(void **state) {
    (void)state;
    static const int UNITS[] = {1, 2, 3, 7, 60, 600, 1500};
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) check_tiling(UNITS[i], 1);
    for (uint64_t seed = 2; seed < 30; seed++) check_tiling(20, seed);
}

/* The quick point location of the generator agrees with the polygons it draws. */
static void test_location_agrees_with_rings(void **state) {
    (void)state;
    uint64_t random = 5;
    DemoCountry country;
    PolygonSet set;
    make(&country, 12, 3);
    polygon_set_init(&set);
    assert_int_equal(demo_rings(&country.lattice, country.n_units, &set), STATUS_OK);
    Box box = polygon_set_box_all(&set);
    for (int i = 0; i < 3000; i++) {
        double x = random_in(&random, box.min_x, box.max_x);
        double y = random_in(&random, box.min_y, box.max_y);
        int32_t expected = LATTICE_OUTSIDE;
        for (size_t p = 0; p < set.n && expected < 0; p++)
            if (polygon_set_distance_m(&set, p, x, y) <= 0) expected = (int32_t)p;
        assert_int_equal(lattice_unit_at(&country.lattice, x, y), expected);
    }
    polygon_set_free(&set);
    demo_country_free(&country);
}

/* ---- codes and names ---- */

static int compare_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void assert_all_different(const char **texts, size_t n) {
    qsort(texts, n, sizeof *texts, compare_text);
    for (size_t i = 1; i < n; i++) assert_string_not_equal(texts[i - 1], texts[i]);
}

static void check_codes_and_names(int units) {
    DemoCountry country;
    make(&country, units, 1);
    size_t n = (size_t)units;
    const char **codes = malloc(n * sizeof *codes), **names = malloc(n * sizeof *names);
    assert_true(codes && names);
    for (size_t u = 0; u < n; u++) {
        codes[u] = country.units[u].code;
        names[u] = country.units[u].name;
        const char *municipality = country.municipalities[country.units[u].municipality].code;
        assert_int_equal(strlen(codes[u]), 9);
        assert_int_equal(strspn(codes[u] + 2, "0123456789"), 7);
        assert_int_equal(strncmp(codes[u], municipality, 6), 0);
        assert_true(strlen(names[u]) <= 50);
        assert_true(country.units[u].pop > 0 && country.units[u].n_places > 0);
    }
    assert_all_different(codes, n);
    assert_all_different(names, n);
    free(codes);
    free(names);
    demo_country_free(&country);
}

static void test_codes_and_names(void **state) {
    (void)state;
    check_codes_and_names(1);
    check_codes_and_names(60);
    check_codes_and_names(6000);
}

static void test_no_name_comes_twice(void **state) {
    (void)state;
    NameList list = name_list(77);
    Strings strings = {0};
    const char **names = malloc(DEMO_NAMES * sizeof *names);
    assert_non_null(names);
    for (uint32_t i = 0; i < DEMO_NAMES; i++)
        assert_non_null(names[i] = name_nominative(&list, i, &strings));
    assert_all_different(names, DEMO_NAMES);
    free(names);
    strings_free(&strings);
}

/* ---- the hard cases ---- */

static double distance_m(double x1, double y1, double x2, double y2) {
    return sqrt((x1 - x2) * (x1 - x2) + (y1 - y2) * (y1 - y2));
}

static int count_in_unit(const DemoCountry *country, DemoFacilityKind kind, int32_t unit) {
    int n = 0;
    for (size_t i = 0; i < country->n_facilities; i++)
        n += country->facilities[i].kind == kind && country->facilities[i].unit == unit;
    return n;
}

/* The site's own stop at the given distance, no other stop within 2 km. */
static void check_site(const DemoCountry *country, const DemoSite *site, double expected_m,
                       double tolerance_m) {
    assert_true(site->unit >= 0);
    assert_int_equal(lattice_unit_at(&country->lattice, site->x_m, site->y_m), site->unit);
    double own_m = distance_m(site->x_m, site->y_m, site->stop_x_m, site->stop_y_m);
    assert_true(fabs(own_m - expected_m) <= tolerance_m);
    for (size_t i = 0; i < country->n_stops; i++) {
        const DemoStop *stop = &country->stops[i];
        if (!stop->removed)
            assert_true(distance_m(site->x_m, site->y_m, stop->x_m, stop->y_m) >= 2000);
    }
}

static void check_enclaves(const DemoCountry *country) {
    const DemoCases *cases = &country->cases;
    PolygonSet set;
    polygon_set_init(&set);
    assert_int_equal(demo_rings(&country->lattice, country->n_units, &set), STATUS_OK);
    int holes = 0, parts = 0;
    size_t host = (size_t)cases->enclave_host, owner = (size_t)cases->exclave_owner;
    for (size_t r = set.polygon_ring[host]; r < set.polygon_ring[host + 1]; r++)
        holes += set.ring_is_hole[r];
    for (size_t r = set.polygon_ring[owner]; r < set.polygon_ring[owner + 1]; r++)
        parts += !set.ring_is_hole[r];
    assert_true(holes >= 1);
    assert_int_equal(parts, 2);
    assert_int_equal(country->units[cases->enclave_town].host, host);
    /* nobody but the host borders on the town */
    const Lattice *lattice = &country->lattice;
    for (int32_t cell = 0; cell < lattice->columns * lattice->rows; cell++) {
        for (int side = 0; side < SIDES && lattice->unit[cell] == cases->enclave_town; side++) {
            int32_t other = lattice_unit_of(lattice, lattice_neighbour(lattice, cell, side));
            assert_true(other == cases->enclave_town || other == cases->enclave_host);
        }
    }
    polygon_set_free(&set);
}

static void check_facility_cases(const DemoCountry *country) {
    const DemoCases *cases = &country->cases;
    const DemoFacility *elsewhere = &country->facilities[cases->library_elsewhere];
    assert_int_equal(elsewhere->unit, cases->enclave_host);
    assert_int_equal(lattice_unit_at(&country->lattice, elsewhere->x_m, elsewhere->y_m),
                     cases->enclave_town);
    const DemoFacility *a = &country->facilities[cases->shared_vpvkac];
    const DemoFacility *b = &country->facilities[cases->shared_library];
    assert_int_equal(a->kind, DEMO_VPVKAC);
    assert_int_equal(b->kind, DEMO_LIBRARY);
    assert_int_equal(a->unit, b->unit);
    assert_true(a->x_m == b->x_m && a->y_m == b->y_m);
    assert_int_equal(count_in_unit(country, DEMO_LIBRARY, cases->many_libraries_unit), 3);
    const int32_t without[] = {cases->bare_unit, cases->site_700.unit, cases->site_701.unit};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(country->units[without[i]].kind, DEMO_PARISH);
        assert_int_equal(count_in_unit(country, DEMO_LIBRARY, without[i]), 0);
        assert_int_equal(count_in_unit(country, DEMO_VPVKAC, without[i]), 0);
    }
    for (size_t i = 0; i < country->n_facilities; i++) {
        const DemoFacility *f = &country->facilities[i];
        if ((int32_t)i != cases->library_elsewhere)
            assert_int_equal(lattice_unit_at(&country->lattice, f->x_m, f->y_m), f->unit);
    }
}

/* 1 km cells are in the order of x, then y, but for the last one. */
static const DemoCell *coarse_cell(const DemoCountry *country, int32_t x, int32_t y) {
    size_t low = 0, high = (size_t)country->cases.outside_cell;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const DemoCell *cell = &country->cells[middle];
        if (cell->x == x && cell->y == y) return cell;
        if (cell->x < x || (cell->x == x && cell->y < y))
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static void check_cells(const DemoCountry *country) {
    const DemoCases *cases = &country->cases;
    const DemoCell *outside = &country->cells[cases->outside_cell];
    double x = outside->x * 1000.0 + 500, y = outside->y * 1000.0 + 500;
    assert_int_equal(lattice_unit_at(&country->lattice, x, y), LATTICE_OUTSIDE);
    assert_true(lattice_unit_at(&country->lattice, x - 2000, y) >= 0);
    const DemoCell *orphan = &country->fine_cells[cases->orphan_fine_cell];
    assert_null(coarse_cell(country, orphan->x / 10, orphan->y / 10));
    int more = 0;
    for (size_t i = 0, next; i < country->n_fine_cells; i = next) {
        const DemoCell *first = &country->fine_cells[i];
        int sum = 0;
        for (next = i; next < country->n_fine_cells; next++) {
            const DemoCell *cell = &country->fine_cells[next];
            if (cell->x / 10 != first->x / 10 || cell->y / 10 != first->y / 10) break;
            assert_true(cell->pop == 5 || cell->pop > 10);
            sum += cell->pop;
        }
        const DemoCell *coarse = coarse_cell(country, first->x / 10, first->y / 10);
        assert_true(coarse || (int32_t)i == cases->orphan_fine_cell);
        more += coarse && sum > coarse->pop;
    }
    assert_true(more > 0);
}

static void check_timetable(const DemoCountry *country) {
    int stations = 0, unserved = 0, of_type[12] = {0};
    bool *served = calloc(country->n_stops, sizeof *served);
    assert_non_null(served);
    for (size_t i = 0; i < country->n_routes; i++) {
        const DemoRoute *route = &country->routes[i];
        of_type[route->type]++;
        assert_true(route->n_halts >= 2);
        for (size_t k = 1; k < route->n_halts; k++)
            assert_true(country->halts[route->first_halt + k].time_s >
                        country->halts[route->first_halt + k - 1].time_s);
        for (size_t k = 0; k < route->n_halts; k++)
            served[country->halts[route->first_halt + k].stop] = true;
    }
    for (size_t i = 0; i < country->n_stops; i++) {
        assert_false(served[i] && (country->stops[i].removed || country->stops[i].is_station));
        stations += country->stops[i].is_station;
        unserved += !served[i] && !country->stops[i].removed && !country->stops[i].is_station;
    }
    assert_int_equal(of_type[ROUTE_TRAM], 1);
    assert_int_equal(of_type[ROUTE_TROLLEYBUS], 1);
    assert_int_equal(of_type[ROUTE_RAIL], 1);
    assert_true(of_type[ROUTE_BUS] > 0 && stations == 1 && unserved > 0);
    free(served);
}

static void check_cases(int units, uint64_t seed) {
    DemoCountry country;
    make(&country, units, seed);
    check_enclaves(&country);
    check_facility_cases(&country);
    check_site(&country, &country.cases.site_700, 700.0, 0.0);
    check_site(&country, &country.cases.site_701, 701.0, 0.05);
    check_cells(&country);
    check_timetable(&country);
    demo_country_free(&country);
}

static void test_hard_cases(void **state) {
    (void)state;
    static const int UNITS[] = {60, 600, 6000};
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) check_cases(UNITS[i], 1);
    for (uint64_t seed = 1; seed <= 40; seed++) check_cases(7 + (int)seed / 4, seed);
}

static void test_numbers_are_plausible(void **state) {
    (void)state;
    DemoCountry country;
    make(&country, 592, 1);
    double cells = (double)country.n_cells / 592, fine = (double)country.n_fine_cells / 592;
    double stops = (double)country.n_stops / 592;
    int libraries = 0;
    for (size_t i = 0; i < country.n_facilities; i++)
        libraries += country.facilities[i].kind == DEMO_LIBRARY;
    assert_true(cells > 50 && cells < 58);
    assert_true(fine > 110 && fine < 140);
    assert_true(stops > 13 && stops < 20);
    assert_true(libraries > 1.1 * 592 && libraries < 1.4 * 592);
    demo_country_free(&country);
}

static void test_a_million_cells(void **state) {
    (void)state;
    DemoCountry country;
    make(&country, 6000, 1);
    assert_true(country.n_cells + country.n_fine_cells > 1000000);
    demo_country_free(&country);
}

static void test_options_have_bounds(void **state) {
    (void)state;
    static const DemoOptions BAD[] = {
        {.units = -1}, {.units = DEMO_MAX_UNITS + 1}, {.units = 5, .cells_per_unit = 1e9}};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        Error error;
        assert_int_equal(demo_write("/nowhere", &BAD[i], &error), STATUS_USAGE);
        assert_true(error.message[0] != '\0');
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_units_tile),      cmocka_unit_test(test_location_agrees_with_rings),
        cmocka_unit_test(test_codes_and_names), cmocka_unit_test(test_no_name_comes_twice),
        cmocka_unit_test(test_hard_cases),      cmocka_unit_test(test_numbers_are_plausible),
        cmocka_unit_test(test_a_million_cells), cmocka_unit_test(test_options_have_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
