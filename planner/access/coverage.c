#include "planner/access/coverage.h"
#include "geo/disc_cover.h"
#include "planner/access/scopes.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* covered_m2 of every unit within radius_m of any open point. */
static Status cover_any(const Country *country, const int32_t *open, size_t n, double radius_m,
                        int threads, double *covered_m2) {
    double *xy = malloc((n + 1) * 2 * sizeof *xy);
    if (!xy) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < n; i++)
        memcpy(xy + 2 * i, country->facility_xy + 2 * (size_t)open[i], 2 * sizeof *xy);
    DiscCover *cover = NULL;
    Status status = disc_cover_build(xy, n, radius_m, &cover);
    if (status == STATUS_OK)
        status = disc_cover_areas(cover, &country->polygons, threads, covered_m2);
    disc_cover_free(cover);
    free(xy);
    return status;
}

/* Items grouped by home: home h has the items item[first[h]] … item[first[h + 1] - 1]. */
typedef struct ByHome {
    size_t *first;
    int32_t *item;
} ByHome;

static void by_home_free(ByHome *groups) {
    free(groups->first);
    free(groups->item);
}

/* Counting sort of n items, whose units are given, by home; keeps their order within a home. */
static Status group_by_home(const Country *country, const int32_t *item, const int32_t *unit,
                            size_t n, ByHome *groups) {
    size_t homes = homes_count(country);
    size_t *next = calloc(homes + 1, sizeof *next);
    groups->first = calloc(homes + 1, sizeof *groups->first);
    groups->item = malloc((n + 1) * sizeof *groups->item);
    if (!next || !groups->first || !groups->item) {
        free(next);
        by_home_free(groups);
        return STATUS_NO_MEMORY;
    }
    for (size_t i = 0; i < n; i++) groups->first[home_of_unit(country, unit[i]) + 1]++;
    for (size_t h = 0; h < homes; h++) {
        groups->first[h + 1] += groups->first[h];
        next[h] = groups->first[h];
    }
    for (size_t i = 0; i < n; i++) groups->item[next[home_of_unit(country, unit[i])]++] = item[i];
    free(next);
    return STATUS_OK;
}

/* The units and the open points of every home. */
static Status group_country(const Country *country, const int32_t *open, size_t n, ByHome *units,
                            ByHome *points) {
    size_t room = country->n_units > n ? country->n_units : n;
    int32_t *unit = malloc((room + 1) * sizeof *unit);
    if (!unit) return STATUS_NO_MEMORY;
    for (size_t u = 0; u < country->n_units; u++) unit[u] = (int32_t)u;
    Status status = group_by_home(country, unit, unit, country->n_units, units);
    if (status == STATUS_OK) {
        for (size_t i = 0; i < n; i++) unit[i] = country->facility[open[i]].unit;
        status = group_by_home(country, open, unit, n, points);
        if (status != STATUS_OK) by_home_free(units);
    }
    free(unit);
    return status;
}

/* covered_m2 of the n_units units listed, within radius_m of the n points listed. */
static Status cover_one_home(const Country *country, const int32_t *unit, size_t n_units,
                             const int32_t *point, size_t n, double radius_m, int threads,
                             double *covered_m2) {
    double *xy = malloc((2 * n + n_units) * sizeof *xy), *own_m2 = xy + 2 * n;
    if (!xy) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < n; i++)
        memcpy(xy + 2 * i, country->facility_xy + 2 * (size_t)point[i], 2 * sizeof *xy);
    DiscCover *cover = NULL;
    Status status = disc_cover_build(xy, n, radius_m, &cover);
    if (status == STATUS_OK)
        status = disc_cover_areas_of(cover, &country->polygons, unit, n_units, threads, own_m2);
    disc_cover_free(cover);
    for (size_t i = 0; i < n_units && status == STATUS_OK; i++) covered_m2[unit[i]] = own_m2[i];
    free(xy);
    return status;
}

/* covered_m2[t][u]: for every threshold, each unit covered by the points of its home only. */
static Status cover_home(const Country *country, const int32_t *open, size_t n,
                         const double *threshold_m, size_t n_thresholds, int threads,
                         double *const *covered_m2) {
    ByHome units = {0}, points = {0};
    Status status = group_country(country, open, n, &units, &points);
    if (status != STATUS_OK) return status;
    for (size_t t = 0; t < n_thresholds; t++)
        memset(covered_m2[t], 0, country->n_units * sizeof(double));
    for (size_t h = 0; h < homes_count(country) && status == STATUS_OK; h++) {
        size_t n_units = units.first[h + 1] - units.first[h];
        size_t n_points = points.first[h + 1] - points.first[h];
        if (n_units == 0 || n_points == 0) continue;
        for (size_t t = 0; t < n_thresholds && status == STATUS_OK; t++)
            status = cover_one_home(country, units.item + units.first[h], n_units,
                                    points.item + points.first[h], n_points, threshold_m[t],
                                    threads, covered_m2[t]);
    }
    by_home_free(&units);
    by_home_free(&points);
    return status;
}

/* unit_pop[u] = demand of unit u at cost <= threshold. */
static void people_within(const Country *country, const Assignment *assignment, double threshold_m,
                          double *unit_pop) {
    memset(unit_pop, 0, country->n_units * sizeof *unit_pop);
    for (size_t d = 0; d < country->n_demand; d++)
        if (assignment[d].cost <= threshold_m)
            unit_pop[country->demand[d].unit] += country->demand[d].pop;
}

static double share(double part, double whole) {
    if (!(whole > 0)) return NAN;
    double value = part / whole;
    return value > 1 ? 1 : value;
}

/* What one (catchment, threshold) adds to the table: the sums per slot. */
typedef struct Sums {
    double *unit_value;               /* n_units, scratch */
    double *area_m2, *pop;            /* of the slots */
    double *covered_m2, *covered_pop; /* of the slots, for one catchment and threshold */
    double *home_m2;                  /* scratch of cover_home: thresholds × units */
    double **unit_m2;                 /* per threshold, into home_m2 */
} Sums;

static void sums_free(Sums *sums) {
    free(sums->unit_value);
    free(sums->area_m2);
    free(sums->pop);
    free(sums->covered_m2);
    free(sums->covered_pop);
    free(sums->home_m2);
    free(sums->unit_m2);
}

static bool sums_alloc(Sums *sums, size_t n_units, size_t n_slots, size_t n_thresholds) {
    *sums = (Sums){.unit_value = calloc(n_units + 1, sizeof(double)),
                   .area_m2 = calloc(n_slots, sizeof(double)),
                   .pop = calloc(n_slots, sizeof(double)),
                   .covered_m2 = calloc(n_slots, sizeof(double)),
                   .covered_pop = calloc(n_slots, sizeof(double)),
                   .home_m2 = calloc(n_thresholds * n_units + 1, sizeof(double)),
                   .unit_m2 = calloc(n_thresholds + 1, sizeof(double *))};
    if (!sums->unit_value || !sums->area_m2 || !sums->pop || !sums->covered_m2 ||
        !sums->covered_pop || !sums->home_m2 || !sums->unit_m2) {
        sums_free(sums);
        return false;
    }
    for (size_t t = 0; t < n_thresholds; t++) sums->unit_m2[t] = sums->home_m2 + t * n_units;
    return true;
}

static void whole_sums(const Scopes *scopes, Sums *sums) {
    const Country *country = scopes->country;
    for (size_t u = 0; u < country->n_units; u++) sums->unit_value[u] = country->unit[u].area_m2;
    scopes_sum(scopes, sums->unit_value, sums->area_m2);
    for (size_t u = 0; u < country->n_units; u++) sums->unit_value[u] = country->unit[u].demand_pop;
    scopes_sum(scopes, sums->unit_value, sums->pop);
}

Status coverage_by_distance(const Country *country, const int32_t *open, size_t n,
                            Assignment *const assignment[CATCHMENTS], const double *threshold_m,
                            size_t n_thresholds, int threads, Coverage **out, size_t *n_out) {
    Scopes scopes = scopes_of(country);
    size_t slots = scopes_count(&scopes), rows = slots * CATCHMENTS * n_thresholds;
    Sums sums;
    if (!sums_alloc(&sums, country->n_units, slots, n_thresholds)) return STATUS_NO_MEMORY;
    Coverage *coverage = malloc((rows + 1) * sizeof *coverage);
    Status status = coverage ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) whole_sums(&scopes, &sums);
    for (int c = 0; c < CATCHMENTS && status == STATUS_OK; c++) {
        if (c == CATCHMENT_HOME)
            status = cover_home(country, open, n, threshold_m, n_thresholds, threads, sums.unit_m2);
        for (size_t t = 0; t < n_thresholds && status == STATUS_OK; t++) {
            if (c == CATCHMENT_ANY)
                status = cover_any(country, open, n, threshold_m[t], threads, sums.unit_m2[t]);
            if (status != STATUS_OK) break;
            scopes_sum(&scopes, sums.unit_m2[t], sums.covered_m2);
            people_within(country, assignment[c], threshold_m[t], sums.unit_value);
            scopes_sum(&scopes, sums.unit_value, sums.covered_pop);
            for (size_t slot = 0; slot < slots; slot++) {
                Coverage *row = &coverage[(slot * CATCHMENTS + (size_t)c) * n_thresholds + t];
                row->scope = scopes_area(&scopes, slot, &row->area);
                row->catchment = (Catchment)c;
                row->threshold = threshold_m[t];
                row->area_share = share(sums.covered_m2[slot], sums.area_m2[slot]);
                row->pop_share = share(sums.covered_pop[slot], sums.pop[slot]);
            }
        }
    }
    sums_free(&sums);
    if (status != STATUS_OK) {
        free(coverage);
        return status;
    }
    *out = coverage;
    *n_out = rows;
    return STATUS_OK;
}

Status territory_within(const Country *country, const int32_t *open, size_t n, Catchment catchment,
                        double radius_m, int threads, double *out) {
    Scopes scopes = scopes_of(country);
    Sums sums;
    if (!sums_alloc(&sums, country->n_units, scopes_count(&scopes), 1)) return STATUS_NO_MEMORY;
    whole_sums(&scopes, &sums);
    Status status = catchment == CATCHMENT_ANY
                        ? cover_any(country, open, n, radius_m, threads, sums.unit_m2[0])
                        : cover_home(country, open, n, &radius_m, 1, threads, sums.unit_m2);
    if (status == STATUS_OK) {
        size_t whole = scopes.first[SCOPE_COUNTRY];
        scopes_sum(&scopes, sums.unit_m2[0], sums.covered_m2);
        double found = share(sums.covered_m2[whole], sums.area_m2[whole]);
        *out = found > 0 ? found : 0;
    }
    sums_free(&sums);
    return status;
}
