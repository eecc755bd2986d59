/*
 * Municipalities of about 11 units and a few regions: connected groups of neighbours. Each city
 * is a municipality of its own.
 */
#include "planner/demo/adjacency.h"
#include "planner/demo/country.h"
#include <math.h>
#include <stdlib.h>

static const int32_t UNITS_PER_MUNICIPALITY = 11;

static int32_t count_regions(int32_t n_units, int32_t n_municipalities) {
    int32_t wanted = n_units < 20 ? 1 : n_units < 100 ? 3 : n_units < 300 ? 4 : 5;
    return wanted < n_municipalities ? wanted : n_municipalities;
}

static int32_t count_municipalities(const DemoCountry *country) {
    int32_t units = country->n_parishes + country->n_towns;
    int32_t n = (units + UNITS_PER_MUNICIPALITY / 2) / UNITS_PER_MUNICIPALITY;
    if (n < 1) n = 1;
    return n < country->n_parishes ? n : country->n_parishes;
}

static void unit_positions(const DemoCountry *country, int32_t n, double *x, double *y) {
    for (int32_t u = 0; u < n; u++)
        lattice_centre(&country->lattice, country->units[u].centre_cell, &x[u], &y[u]);
}

/* Gives each city the next free municipality and stores everyone's municipality. */
static void add_cities(DemoCountry *country, int32_t n, int32_t *group) {
    int32_t next = country->n_municipalities - country->n_cities;
    for (int32_t u = 0; u < n; u++) {
        if (country->units[u].kind == DEMO_STATE_CITY) {
            country->municipalities[next].is_city = true;
            country->municipalities[next].seat = u;
            group[u] = next++;
        }
        country->units[u].municipality = group[u];
        country->municipalities[group[u]].n_units++;
    }
}

/* The mean position of each municipality's units, in place of the units' own. */
static void average_positions(const DemoCountry *country, int32_t n, const double *x,
                              const double *y, double *mean_x, double *mean_y) {
    for (int32_t m = 0; m < country->n_municipalities; m++) mean_x[m] = mean_y[m] = 0;
    for (int32_t u = 0; u < n; u++) {
        int32_t m = country->units[u].municipality;
        mean_x[m] += x[u] / country->municipalities[m].n_units;
        mean_y[m] += y[u] / country->municipalities[m].n_units;
    }
}

/* Numbers the regions so that their names (middle, east, west, north, south) fit the map. */
static void name_regions(DemoCountry *country, const double *x, const double *y,
                         const int32_t *region) {
    static const double EAST[5] = {0, 1, -1, 0, 0}, NORTH[5] = {0, 0, 0, 1, -1};
    double sum_x[5] = {0}, sum_y[5] = {0}, all_x = 0, all_y = 0;
    int32_t count[5] = {0}, number[5] = {0};
    bool used[5] = {false};
    for (int32_t m = 0; m < country->n_municipalities; m++) {
        sum_x[region[m]] += x[m];
        sum_y[region[m]] += y[m];
        count[region[m]]++;
        all_x += x[m] / country->n_municipalities;
        all_y += y[m] / country->n_municipalities;
    }
    for (int32_t r = 0; r < country->n_regions; r++) {
        double dx = sum_x[r] / count[r] - all_x, dy = 1.5 * (sum_y[r] / count[r] - all_y);
        double length = sqrt(dx * dx + dy * dy) + 1.0, best = INFINITY;
        for (int32_t k = 0; k < 5; k++) {
            double ex = dx / length - EAST[k], ey = dy / length - NORTH[k];
            if (used[k] || ex * ex + ey * ey >= best) continue;
            best = ex * ex + ey * ey;
            number[r] = k;
        }
        used[number[r]] = true;
    }
    for (int32_t m = 0; m < country->n_municipalities; m++)
        country->municipalities[m].region = number[region[m]];
}

static Status make_regions(DemoCountry *country, const Adjacency *units, const int32_t *group,
                           double *x, double *y) {
    size_t n = (size_t)country->n_municipalities;
    Adjacency adjacency = {0};
    bool *skip = calloc(n, sizeof *skip);
    int32_t *region = calloc(n, sizeof *region);
    Status status = skip && region ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK)
        status = adjacency_of_groups(units, group, country->n_municipalities, &adjacency);
    if (status == STATUS_OK)
        status = partition_graph(&adjacency, x, y, skip, country->n_regions, region);
    if (status == STATUS_OK) name_regions(country, x, y, region);
    adjacency_free(&adjacency);
    free(skip);
    free(region);
    return status;
}

Status demo_make_divisions(DemoCountry *country) {
    int32_t n = country->n_parishes + country->n_cities, wanted = count_municipalities(country);
    country->n_municipalities = wanted + country->n_cities;
    country->n_regions = count_regions(country->n_units, country->n_municipalities);
    country->municipalities =
        calloc((size_t)country->n_municipalities, sizeof *country->municipalities);
    Adjacency adjacency = {0};
    double *position = malloc((size_t)n * 4 * sizeof *position);
    int32_t *group = malloc((size_t)n * sizeof *group);
    bool *is_city = malloc((size_t)n * sizeof *is_city);
    Status status =
        country->municipalities && position && group && is_city ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = adjacency_of_units(&country->lattice, n, &adjacency);
    if (status == STATUS_OK) {
        unit_positions(country, n, position, position + n);
        for (int32_t u = 0; u < n; u++) is_city[u] = country->units[u].kind == DEMO_STATE_CITY;
        status = partition_graph(&adjacency, position, position + n, is_city, wanted, group);
    }
    if (status == STATUS_OK) {
        double *mean = position + 2 * n;
        add_cities(country, n, group);
        average_positions(country, n, position, position + n, mean, mean + n);
        status = make_regions(country, &adjacency, group, mean, mean + n);
    }
    adjacency_free(&adjacency);
    free(position);
    free(group);
    free(is_city);
    return status;
}
