#include "planner/place/load.h"
#include "planner/place/sites.h"
#include <stdlib.h>

/* Facilities of one unit, the best rank first, then in their order. */
typedef struct Ranked {
    int rank;
    size_t facility;
} Ranked;

static int by_rank(const void *left, const void *right) {
    const Ranked *l = left, *r = right;
    if (l->rank != r->rank) return l->rank < r->rank ? -1 : 1;
    return l->facility < r->facility ? -1 : l->facility > r->facility;
}

/* Opens whole ranks to the choice until there are enough; all ranks but the last one are taken
 * whole. `ranked` holds the unit's facilities that may be taken. Returns how many there are. */
static size_t widen(Sites *sites, const Ranked *ranked, size_t n, size_t wanted) {
    size_t end = 0;
    while (end < n && end < wanted) {
        size_t first = end;
        while (end < n && ranked[end].rank == ranked[first].rank) end++;
        for (size_t k = first; k < end; k++) {
            size_t f = ranked[k].facility;
            if (sites->part[f] == SITE_KEPT) continue;
            sites->part[f] = end < wanted ? SITE_TAKEN : SITE_CHOICE;
            sites->why[f] = WHY_ALLOWED;
        }
    }
    return end;
}

/* Services a year that the residents of each unit ask for: unit_load[n_units]. */
static Status unit_loads(const Country *country, const LoadRules *rules, double *unit_load) {
    double *load = malloc((country->n_demand + 1) * sizeof *load);
    if (!load) return STATUS_NO_MEMORY;
    load_of_demand(country, rules, load);
    for (size_t d = 0; d < country->n_demand; d++) unit_load[country->demand[d].unit] += load[d];
    free(load);
    return STATUS_OK;
}

static void count_by_choice(const Country *country, const Sites *sites, int32_t *count) {
    for (size_t f = 0; f < country->n_facilities; f++)
        if (sites->part[f] == SITE_KEPT) count[country->facility[f].unit]++;
    for (size_t f = 0; f < country->n_facilities; f++)
        if (sites->part[f] == SITE_CHOICE) count[country->facility[f].unit] = 1;
}

static void count_by_load(const Country *country, const PlacementSpec *spec, Sites *sites,
                          const double *unit_load, Ranked *ranked, int32_t *count,
                          size_t *n_short) {
    double capacity = load_capacity(&spec->load);
    size_t first = 0;
    for (size_t u = 0; u < country->n_units; u++) {
        size_t end = first, n = 0, kept = 0;
        for (; end < country->n_facilities && country->facility[end].unit == (int32_t)u; end++) {
            kept += sites->part[end] == SITE_KEPT;
            if (sites->rank[end] != SITE_NO_RANK) ranked[n++] = (Ranked){sites->rank[end], end};
        }
        first = end;
        qsort(ranked, n, sizeof *ranked, by_rank);
        int64_t needed = load_points_needed(unit_load[u], capacity);
        size_t wanted = (size_t)needed > kept ? (size_t)needed : kept;
        size_t found = widen(sites, ranked, n, wanted);
        count[u] = (int32_t)(found < wanted ? found : wanted);
        *n_short += found < wanted;
    }
}

Status sites_unit_counts(const Country *country, const PlacementSpec *spec, Sites *sites,
                         int32_t *count, size_t *n_short) {
    *n_short = 0;
    if (!spec->points_by_load) {
        count_by_choice(country, sites, count);
        return STATUS_OK;
    }
    double *unit_load = calloc(country->n_units + 1, sizeof *unit_load);
    Ranked *ranked = malloc((country->n_facilities + 1) * sizeof *ranked);
    Status status = unit_load && ranked ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = unit_loads(country, &spec->load, unit_load);
    if (status == STATUS_OK) count_by_load(country, spec, sites, unit_load, ranked, count, n_short);
    free(unit_load);
    free(ranked);
    return status;
}
