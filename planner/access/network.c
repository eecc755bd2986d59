#include "planner/access/network.h"
#include "layers/model/grow.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Open points of every unit, as doubles for scopes_sum. */
static double *points_by_unit(const Country *country, const int32_t *open, size_t n) {
    double *points = calloc(country->n_units + 1, sizeof *points);
    if (!points) return NULL;
    for (size_t i = 0; i < n; i++) points[country->facility[open[i]].unit] += 1;
    return points;
}

static void count_municipality(NetworkFigures *figures, int64_t points) {
    if (points == 0)
        figures->municipalities_none++;
    else if (points == 1)
        figures->municipalities_one++;
    else
        figures->municipalities_several++;
}

/* Each municipality counts for its region (that of its first unit) and for the country. */
static Status count_municipalities(const Scopes *scopes, NetworkFigures *figures) {
    const Country *country = scopes->country;
    NetworkFigures *whole = &figures[scopes->first[SCOPE_COUNTRY]];
    const NetworkFigures *own = figures + scopes->first[SCOPE_MUNICIPALITY];
    bool *seen = calloc(country->n_municipalities + 1, sizeof *seen);
    if (!seen) return STATUS_NO_MEMORY;
    for (size_t u = 0; u < country->n_units; u++) {
        const Unit *unit = &country->unit[u];
        if (unit->municipality < 0 || seen[unit->municipality]) continue;
        seen[unit->municipality] = true;
        count_municipality(whole, own[unit->municipality].points);
        if (unit->region >= 0)
            count_municipality(&figures[scopes->first[SCOPE_REGION] + (size_t)unit->region],
                               own[unit->municipality].points);
    }
    free(seen);
    return STATUS_OK;
}

static double ratio(double part, double whole) {
    return whole > 0 ? part / whole : NAN;
}

Status network_figures(const Scopes *scopes, const int32_t *open, size_t n,
                       const StopDistance *stop_distance, NetworkFigures **out) {
    const Country *country = scopes->country;
    size_t slots = scopes_count(scopes), n_units = country->n_units;
    double *points = points_by_unit(country, open, n);
    double *value = calloc(n_units + 1, sizeof *value);
    double *area = calloc(slots, sizeof *area), *sum = calloc(slots, sizeof *sum);
    NetworkFigures *figures = calloc(slots, sizeof *figures);
    Status status = STATUS_NO_MEMORY;
    if (!points || !value || !area || !sum || !figures) goto done;

    scopes_sum(scopes, points, sum);
    for (size_t slot = 0; slot < slots; slot++) figures[slot].points = (int64_t)sum[slot];
    for (size_t i = 0; i < n; i++)
        if (stop_distance[open[i]].within) value[country->facility[open[i]].unit] += 1;
    scopes_sum(scopes, value, sum);
    for (size_t slot = 0; slot < slots; slot++)
        figures[slot].points_within_stop_rule = (int64_t)sum[slot];

    for (size_t u = 0; u < n_units; u++) value[u] = country->unit[u].area_m2;
    scopes_sum(scopes, value, area);
    for (size_t u = 0; u < n_units; u++) value[u] = points[u] > 0 ? country->unit[u].area_m2 : 0;
    scopes_sum(scopes, value, sum);
    for (size_t slot = 0; slot < slots; slot++)
        figures[slot].area_share_units = ratio(sum[slot], area[slot]);

    for (size_t u = 0; u < n_units; u++) {
        int32_t municipality = country->unit[u].municipality;
        size_t slot =
            municipality >= 0 ? scopes->first[SCOPE_MUNICIPALITY] + (size_t)municipality : u;
        value[u] = figures[slot].points > 0 ? country->unit[u].area_m2 : 0;
    }
    scopes_sum(scopes, value, sum);
    for (size_t slot = 0; slot < slots; slot++)
        figures[slot].area_share_municipalities = ratio(sum[slot], area[slot]);
    status = count_municipalities(scopes, figures);
done:
    free(points);
    free(value);
    free(area);
    free(sum);
    if (status == STATUS_OK)
        *out = figures;
    else
        free(figures);
    return status;
}

static void count_row(NetworkRow *row, double points) {
    row->total++;
    row->points += (int)points;
    if (points == 0)
        row->none++;
    else if (points == 1)
        row->one++;
    else
        row->several++;
}

static void municipality_row(const Country *country, const double *unit_points, double *points,
                             NetworkRow *row) {
    for (size_t u = 0; u < country->n_units; u++)
        if (country->unit[u].municipality >= 0)
            points[country->unit[u].municipality] += unit_points[u];
    for (size_t m = 0; m < country->n_municipalities; m++) count_row(row, points[m]);
}

static NetworkRow *row_of_level(NetworkRow *rows, size_t n, const char *level) {
    for (size_t i = 1; i < n; i++)
        if (strcmp(rows[i].level, level) == 0) return &rows[i];
    return NULL;
}

static int by_level(const void *left, const void *right) {
    return strcmp(((const NetworkRow *)left)->level, ((const NetworkRow *)right)->level);
}

enum { FIXED_ROWS = 4 };

Status network_table(const Scopes *scopes, const int32_t *open, size_t n, NetworkRow **out,
                     size_t *n_out) {
    const Country *country = scopes->country;
    double *unit_points = points_by_unit(country, open, n);
    double *points = calloc(country->n_municipalities + 1, sizeof *points);
    size_t rows_n = FIXED_ROWS, capacity = 64;
    NetworkRow *rows = calloc(capacity, sizeof *rows);
    Status status = STATUS_NO_MEMORY;
    if (!unit_points || !points || !rows) goto done;
    rows[0] = (NetworkRow){.grouping = "municipality", .level = "all"};
    rows[1] = (NetworkRow){.grouping = "centre", .level = "national"};
    rows[2] = (NetworkRow){.grouping = "centre", .level = "regional"};
    rows[3] = (NetworkRow){.grouping = "centre", .level = "municipal"};
    municipality_row(country, unit_points, points, &rows[0]);
    for (size_t u = 0; u < country->n_units; u++) {
        const char *level = country->unit[u].centre_level;
        if (!level) continue;
        NetworkRow *row = row_of_level(rows, rows_n, level);
        if (!row) {
            if (!grow((void **)&rows, rows_n, &capacity, sizeof *rows)) goto done;
            row = &rows[rows_n++];
            *row = (NetworkRow){.grouping = "centre", .level = level};
        }
        count_row(row, unit_points[u]);
    }
    qsort(rows + FIXED_ROWS, rows_n - FIXED_ROWS, sizeof *rows, by_level);
    for (size_t i = 1; i < FIXED_ROWS; i++)
        if (rows[i].total == 0)
            rows[i].total = rows[i].none = rows[i].one = rows[i].several = rows[i].points = -1;
    *out = rows;
    *n_out = rows_n;
    rows = NULL;
    status = STATUS_OK;
done:
    free(unit_points);
    free(points);
    free(rows);
    return status;
}
