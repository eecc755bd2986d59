/*
 * Which parishes hold the hard cases, and two libraries far from everything: their only stop in
 * reach lies 420 m east and 560 m (or 561.19 m) north, at 700 m exactly (or at 700.95 m). In the
 * plan's own CRS these are whole metres, so that no reprojection moves them by a bit.
 */
#include "planner/demo/country.h"
#include "planner/demo/stops.h"
#include <math.h>
#include <stdlib.h>

static const double STOP_EAST_M = 420.0, STOP_NORTH_700_M = 560.0, STOP_NORTH_701_M = 561.19;
static const double CLEARED_M = 2000.0; /* around a lonely library */
static const double SITES_APART_M = 4500.0;
static const int32_t UNITS_PER_BARE_UNIT = 150;

bool near_lonely_library(const DemoCountry *country, double x_m, double y_m) {
    const DemoSite *sites[2] = {&country->cases.site_700, &country->cases.site_701};
    for (int i = 0; i < 2; i++) {
        double dx = sites[i]->x_m - x_m, dy = sites[i]->y_m - y_m;
        if (sites[i]->unit >= 0 && dx * dx + dy * dy < CLEARED_M * CLEARED_M) return true;
    }
    return false;
}

static double nearest_stop2(const DemoCountry *country, double x_m, double y_m) {
    double best = INFINITY;
    for (size_t i = 0; i < country->n_stops; i++) {
        double dx = country->stops[i].x_m - x_m, dy = country->stops[i].y_m - y_m;
        best = fmin(best, dx * dx + dy * dy);
    }
    return best;
}

/* The library stands in the cell of its unit that is farthest from any stop. */
static void choose_site(const DemoCountry *country, int32_t unit, double north_m,
                        const DemoSite *other, DemoSite *site) {
    const Lattice *lattice = &country->lattice;
    double best2 = -1;
    for (int32_t cell = 0; cell < lattice->columns * lattice->rows; cell++) {
        if (lattice->unit[cell] != unit) continue;
        double x, y;
        lattice_centre(lattice, cell, &x, &y);
        x = floor(x);
        y = floor(y);
        if (lattice_unit_at(lattice, x + STOP_EAST_M, y + north_m) < 0) continue;
        double dx = x - other->x_m, dy = y - other->y_m;
        if (other->unit >= 0 && dx * dx + dy * dy < SITES_APART_M * SITES_APART_M) continue;
        double far2 = nearest_stop2(country, x, y);
        if (far2 <= best2) continue;
        best2 = far2;
        *site = (DemoSite){unit, x, y, x + STOP_EAST_M, y + north_m};
    }
}

/* The next ordinary parish from `from` on that is nobody's seat; -1: none is left. */
static int32_t free_parish(const DemoCountry *country, int32_t from) {
    int32_t n = country->n_parishes + country->n_cities;
    for (int32_t k = 0; k < n; k++) {
        int32_t u = (from + k) % n;
        const DemoUnit *unit = &country->units[u];
        if (unit->kind == DEMO_PARISH && unit->role == ROLE_ORDINARY &&
            country->municipalities[unit->municipality].seat != u)
            return u;
    }
    return -1;
}

static int32_t assign(DemoCountry *country, int32_t quarter, DemoRole role) {
    int32_t n = country->n_parishes + country->n_cities;
    int32_t unit = free_parish(country, (int32_t)((int64_t)n * quarter / 7));
    if (unit >= 0) country->units[unit].role = role;
    return unit;
}

/* From 7 units on there are five parishes that can each hold a case of its own. */
static void assign_roles(DemoCountry *country) {
    DemoCases *cases = &country->cases;
    int32_t any_parish = 0;
    while (country->units[any_parish].kind != DEMO_PARISH) any_parish++;
    cases->site_700.unit = cases->site_701.unit = any_parish;
    if (cases->enclave_host >= 0) country->units[cases->enclave_host].role = ROLE_HOST;
    if (country->n_units < 7) {
        cases->many_libraries_unit = assign(country, 5, ROLE_MANY);
        return;
    }
    cases->site_700.unit = assign(country, 1, ROLE_LONELY);
    cases->site_701.unit = assign(country, 4, ROLE_LONELY);
    cases->bare_unit = assign(country, 2, ROLE_BARE);
    cases->many_libraries_unit = assign(country, 5, ROLE_MANY);
    for (int32_t i = 1; i <= country->n_units / UNITS_PER_BARE_UNIT; i++)
        assign(country, i % 7, ROLE_BARE);
}

Status demo_make_sites(DemoCountry *country) {
    DemoCases *cases = &country->cases;
    assign_roles(country);
    int32_t unit_700 = cases->site_700.unit, unit_701 = cases->site_701.unit;
    cases->site_700.unit = cases->site_701.unit = -1;
    choose_site(country, unit_700, STOP_NORTH_700_M, &cases->site_701, &cases->site_700);
    choose_site(country, unit_701, STOP_NORTH_701_M, &cases->site_700, &cases->site_701);
    for (size_t i = 0; i < country->n_stops; i++)
        country->stops[i].removed =
            near_lonely_library(country, country->stops[i].x_m, country->stops[i].y_m);
    return STATUS_OK;
}
