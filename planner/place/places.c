#include "planner/place/places.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A facility with its place, so that both are sorted together. */
typedef struct Row {
    Facility facility;
    double x, y;
} Row;

/* The unit needs no populated place because of this facility. */
static bool suffices(const Facility *facility) {
    if (facility->state == FACILITY_REQUIRED) return true;
    if (facility->kind == FACILITY_VPVKAC) return facility->state == FACILITY_EXISTING;
    return facility->state != FACILITY_FORBIDDEN &&
           (facility->kind == FACILITY_LIBRARY || facility->kind == FACILITY_TOWNHALL ||
            facility->kind == FACILITY_POST_OFFICE || facility->kind == FACILITY_SCHOOL);
}

static int by_unit_and_id(const void *left, const void *right) {
    const Facility *l = &((const Row *)left)->facility, *r = &((const Row *)right)->facility;
    if (l->unit != r->unit) return l->unit < r->unit ? -1 : 1;
    return strcmp(l->id, r->id);
}

static Status make_place(Country *country, const Settlement *settlement, Facility *facility) {
    char id[512];
    int wrote = snprintf(id, sizeof id, "place-%s", settlement->id);
    if (wrote < 0 || (size_t)wrote >= sizeof id) return STATUS_REFUSED;
    const char *kept = strings_dup(&country->strings, id);
    *facility = (Facility){.id = kept,
                           .name = settlement->name ? settlement->name : kept,
                           .kind = FACILITY_PLACE,
                           .state = FACILITY_CANDIDATE,
                           .unit = settlement->unit,
                           .source = settlement->source};
    return kept ? STATUS_OK : STATUS_NO_MEMORY;
}

/* All facilities, old and new, sorted; row has room for all. Returns their number in *n. */
static Status list_rows(Country *country, const bool *served, Row *row, size_t *n) {
    size_t count = 0;
    for (size_t f = 0; f < country->n_facilities; f++)
        row[count++] = (Row){country->facility[f], country->facility_xy[2 * f],
                             country->facility_xy[2 * f + 1]};
    for (size_t s = 0; s < country->n_settlements; s++) {
        const Settlement *settlement = &country->settlement[s];
        if (settlement->unit < 0 || served[settlement->unit]) continue;
        Status status = make_place(country, settlement, &row[count].facility);
        if (status != STATUS_OK) return status;
        row[count].x = country->settlement_xy[2 * s];
        row[count++].y = country->settlement_xy[2 * s + 1];
    }
    qsort(row, count, sizeof *row, by_unit_and_id);
    for (size_t k = 1; k < count; k++)
        if (by_unit_and_id(&row[k - 1], &row[k]) == 0) return STATUS_REFUSED;
    *n = count;
    return STATUS_OK;
}

static Status replace_facilities(Country *country, const Row *row, size_t n) {
    Facility *facility = malloc((n + 1) * sizeof *facility);
    double *xy = malloc((2 * n + 2) * sizeof *xy);
    if (!facility || !xy) {
        free(facility);
        free(xy);
        return STATUS_NO_MEMORY;
    }
    for (size_t k = 0; k < n; k++) {
        facility[k] = row[k].facility;
        xy[2 * k] = row[k].x;
        xy[2 * k + 1] = row[k].y;
    }
    free(country->facility);
    free(country->facility_xy);
    country->facility = facility;
    country->facility_xy = xy;
    country->n_facilities = n;
    return STATUS_OK;
}

Status places_add(Country *country, size_t *n_added) {
    size_t before = country->n_facilities, n = before;
    bool *served = calloc(country->n_units + 1, sizeof *served);
    Row *row = malloc((before + country->n_settlements + 1) * sizeof *row);
    Status status = served && row ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t f = 0; f < before && status == STATUS_OK; f++)
        if (suffices(&country->facility[f])) served[country->facility[f].unit] = true;
    if (status == STATUS_OK) status = list_rows(country, served, row, &n);
    if (status == STATUS_OK && n > before) status = replace_facilities(country, row, n);
    if (status == STATUS_OK) *n_added = n - before;
    free(served);
    free(row);
    return status;
}
