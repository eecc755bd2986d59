#include "planner/access/indicators.h"
#include "layers/model/grow.h"
#include "planner/access/distances.h"
#include "planner/access/network.h"
#include "planner/access/scopes.h"
#include <math.h>
#include <stdlib.h>

typedef struct Rows {
    Indicator *row;
    size_t n, capacity;
    bool out_of_memory;
} Rows;

/* Adds a row unless the value does not exist. */
static void add(Rows *rows, const Scopes *scopes, size_t slot, const char *name, double value,
                const char *unit) {
    if (isnan(value) || rows->out_of_memory) return;
    if (!grow((void **)&rows->row, rows->n, &rows->capacity, sizeof *rows->row)) {
        rows->out_of_memory = true;
        return;
    }
    Indicator *row = &rows->row[rows->n++];
    *row = (Indicator){.name = name, .value = value, .unit = unit};
    row->scope = scopes_area(scopes, slot, &row->area);
}

/* names of the distance figures, without and with the suffix of the catchment */
static const char *const DISTANCE_NAME[CATCHMENTS][6] = {
    {"mean_dist_m", "median_dist_m", "p90_dist_m", "max_dist_m", "unreached_pop", "person_km"},
    {"mean_dist_m_home", "median_dist_m_home", "p90_dist_m_home", "max_dist_m_home",
     "unreached_pop_home", "person_km_home"},
};

static void add_distances(Rows *rows, const Scopes *scopes, size_t slot, int catchment,
                          const DistanceFigures *figures) {
    const char *const *name = DISTANCE_NAME[catchment];
    add(rows, scopes, slot, name[0], figures->mean_m, "m");
    add(rows, scopes, slot, name[1], figures->median_m, "m");
    add(rows, scopes, slot, name[2], figures->p90_m, "m");
    add(rows, scopes, slot, name[3], figures->max_m, "m");
    add(rows, scopes, slot, name[4], figures->unreached_pop, "persons");
    add(rows, scopes, slot, name[5], figures->person_km, "person-km");
}

static void add_network(Rows *rows, const Scopes *scopes, size_t slot,
                        const NetworkFigures *figures) {
    int32_t area;
    Scope scope = scopes_area(scopes, slot, &area);
    add(rows, scopes, slot, "points", (double)figures->points, "count");
    add(rows, scopes, slot, "points_within_stop_rule", (double)figures->points_within_stop_rule,
        "count");
    add(rows, scopes, slot, "area_share_units_with_point", figures->area_share_units, "share");
    if (scope == SCOPE_UNIT) return;
    add(rows, scopes, slot, "area_share_municipalities_with_point",
        figures->area_share_municipalities, "share");
    if (scope == SCOPE_MUNICIPALITY) return;
    add(rows, scopes, slot, "municipalities_none", (double)figures->municipalities_none, "count");
    add(rows, scopes, slot, "municipalities_one", (double)figures->municipalities_one, "count");
    add(rows, scopes, slot, "municipalities_several", (double)figures->municipalities_several,
        "count");
}

Status indicators_of(const Country *country, const int32_t *open, size_t n,
                     Assignment *const assignment[CATCHMENTS], const StopDistance *stop_distance,
                     Indicator **out, size_t *n_out) {
    Scopes scopes = scopes_of(country);
    size_t slots = scopes_count(&scopes);
    DistanceFigures *figures[CATCHMENTS] = {NULL};
    double *extra_person_km = NULL;
    NetworkFigures *network = NULL;
    Rows rows = {0};
    Status status = STATUS_OK;
    for (int c = 0; c < CATCHMENTS && status == STATUS_OK; c++)
        status = distance_figures(&scopes, assignment[c], &figures[c]);
    if (status == STATUS_OK)
        status = distance_home_extra(&scopes, assignment[CATCHMENT_ANY], assignment[CATCHMENT_HOME],
                                     &extra_person_km);
    if (status == STATUS_OK) status = network_figures(&scopes, open, n, stop_distance, &network);
    if (status != STATUS_OK) goto done;

    for (size_t slot = 0; slot < slots; slot++) {
        for (int c = 0; c < CATCHMENTS; c++)
            add_distances(&rows, &scopes, slot, c, &figures[c][slot]);
        add(&rows, &scopes, slot, "home_extra_person_km", extra_person_km[slot], "person-km");
        add_network(&rows, &scopes, slot, &network[slot]);
    }
    if (rows.out_of_memory) {
        status = STATUS_NO_MEMORY;
        free(rows.row);
        goto done;
    }
    *out = rows.row;
    *n_out = rows.n;
done:
    for (int c = 0; c < CATCHMENTS; c++) free(figures[c]);
    free(extra_person_km);
    free(network);
    return status;
}
