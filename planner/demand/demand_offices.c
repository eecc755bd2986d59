#include "planner/demand/demand_offices.h"
#include "geo/point_index.h"
#include "planner/access/assign.h"
#include <stdlib.h>
#include <string.h>

static bool is_office_of(const Facility *facility, const char *institution) {
    return facility->kind == FACILITY_OFFICE && facility->institution &&
           strcmp(facility->institution, institution) == 0;
}

Status demand_offices(const Country *country, const char *institution, Catchment catchment,
                      int threads, int32_t *office, size_t *n_offices) {
    int32_t *list = malloc((country->n_facilities + 1) * sizeof *list);
    if (!list) return STATUS_NO_MEMORY;
    size_t n = 0;
    for (size_t f = 0; f < country->n_facilities; f++)
        if (is_office_of(&country->facility[f], institution)) list[n++] = (int32_t)f;
    Assignment *assignment = NULL;
    Status status = assign_by_line(country, list, n, catchment, threads, &assignment);
    free(list);
    if (status) return status;
    for (size_t i = 0; i < country->n_demand; i++) office[i] = assignment[i].facility;
    free(assignment);
    *n_offices = n;
    return STATUS_OK;
}

/* The open points and their places, in the order of the facilities. */
static size_t list_open(const Country *country, const bool *open, int32_t *list, double *xy) {
    size_t n = 0;
    for (size_t f = 0; f < country->n_facilities; f++) {
        if (!open[f]) continue;
        list[n] = (int32_t)f;
        memcpy(xy + 2 * n, country->facility_xy + 2 * f, 2 * sizeof *xy);
        n++;
    }
    return n;
}

Status demand_heirs(const Country *country, const bool *open, const bool *closes, int32_t *heir) {
    size_t room = country->n_facilities + 1;
    int32_t *list = malloc(room * sizeof *list);
    double *xy = malloc(room * 2 * sizeof *xy);
    PointIndex *index = NULL;
    Status status = STATUS_NO_MEMORY;
    if (list && xy) status = point_index_build(xy, list_open(country, open, list, xy), &index);
    for (size_t f = 0; status == STATUS_OK && f < country->n_facilities; f++) {
        const double *at = country->facility_xy + 2 * f;
        PointHit hit = {-1, 0};
        if (closes[f]) hit = point_index_nearest(index, at[0], at[1]);
        heir[f] = hit.item < 0 ? -1 : list[hit.item];
    }
    point_index_free(index);
    free(list);
    free(xy);
    return status;
}
