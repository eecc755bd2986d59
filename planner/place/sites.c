#include "planner/place/sites.h"
#include <stdlib.h>
#include <string.h>

/* Ranks: kept, then hosts by stop rule and kind, then populated places. */
enum { RANK_KEPT = 0, RANK_HOST = 1, KINDS_A_RULE = 2 * FACILITY_KINDS, RANK_PLACE = 1000 };

typedef struct Finder {
    const Country *country;
    const StopDistance *stop_distance;
    const PlacementSpec *spec;
    const uint8_t *fails;
    bool beside_kept;
    Sites *sites;
} Finder;

static bool is_existing_centre(const Facility *facility) {
    return facility->kind == FACILITY_VPVKAC && facility->state == FACILITY_EXISTING;
}

bool site_is_host(const PlacementSpec *spec, const Facility *facility) {
    if (facility->state == FACILITY_FORBIDDEN || facility->kind == FACILITY_PLACE) return false;
    return spec->host[facility->kind] || is_existing_centre(facility);
}

static SiteWhy why_never(const Finder *finder, size_t f) {
    const Facility *facility = &finder->country->facility[f];
    const PlacementSpec *spec = finder->spec;
    if (facility->state == FACILITY_FORBIDDEN) return WHY_FORBIDDEN;
    if (facility->kind != FACILITY_PLACE && !site_is_host(spec, facility)) return WHY_KIND;
    if (finder->fails && finder->fails[f]) return WHY_REQUIREMENT;
    if (spec->stop_rule == STOP_MUST && !finder->stop_distance[f].within) return WHY_STOP;
    return WHY_ALLOWED;
}

static void rank_facility(const Finder *finder, size_t f) {
    const Facility *facility = &finder->country->facility[f];
    const PlacementSpec *spec = finder->spec;
    int *rank = &finder->sites->rank[f];
    if (facility->state == FACILITY_REQUIRED ||
        (!spec->free_existing && is_existing_centre(facility))) {
        *rank = RANK_KEPT;
        return;
    }
    finder->sites->why[f] = why_never(finder, f);
    if (finder->sites->why[f] != WHY_ALLOWED) {
        *rank = SITE_NO_RANK;
        return;
    }
    *rank =
        facility->kind == FACILITY_PLACE ? RANK_PLACE : RANK_HOST + spec->host_rank[facility->kind];
    if (spec->stop_rule == STOP_FIRST && facility->kind != FACILITY_PLACE &&
        !finder->stop_distance[f].within)
        *rank += KINDS_A_RULE;
}

/* Why a facility that could be taken is not among the best of its unit. */
static SiteWhy why_not_best(int rank, int best) {
    if (rank >= RANK_PLACE) return best == RANK_KEPT ? WHY_HAS_POINT : WHY_HAS_HOST;
    if (best == RANK_KEPT) return WHY_HAS_POINT;
    return (rank - RANK_HOST) / KINDS_A_RULE != (best - RANK_HOST) / KINDS_A_RULE ? WHY_STOP
                                                                                  : WHY_HOST_KIND;
}

/* The facilities of one unit, first … end - 1. */
static void find_in_unit(const Finder *finder, size_t first, size_t end) {
    const Sites *sites = finder->sites;
    int best = SITE_NO_RANK;
    for (size_t f = first; f < end; f++) {
        bool counts = !(finder->beside_kept && sites->rank[f] == RANK_KEPT);
        if (counts && sites->rank[f] < best) best = sites->rank[f];
    }
    for (size_t f = first; f < end; f++) {
        int rank = sites->rank[f];
        if (rank == SITE_NO_RANK) continue;
        if (rank == RANK_KEPT)
            sites->part[f] = SITE_KEPT;
        else if (rank == best)
            sites->part[f] = SITE_CHOICE;
        else
            sites->why[f] = why_not_best(rank, best);
    }
}

Status sites_find(const Country *country, const StopDistance *stop_distance,
                  const PlacementSpec *spec, const uint8_t *fails, bool beside_kept, Sites *sites) {
    size_t n = country->n_facilities;
    *sites = (Sites){calloc(n + 1, sizeof *sites->part), calloc(n + 1, sizeof *sites->why),
                     calloc(n + 1, sizeof *sites->rank)};
    if (!sites->part || !sites->why || !sites->rank) {
        sites_free(sites);
        return STATUS_NO_MEMORY;
    }
    Finder finder = {country, stop_distance, spec, fails, beside_kept, sites};
    for (size_t f = 0; f < n; f++) rank_facility(&finder, f);
    size_t end;
    for (size_t first = 0; first < n; first = end) {
        for (end = first; end < n && country->facility[end].unit == country->facility[first].unit;)
            end++;
        find_in_unit(&finder, first, end);
    }
    return STATUS_OK;
}

void sites_free(Sites *sites) {
    free(sites->part);
    free(sites->why);
    free(sites->rank);
    memset(sites, 0, sizeof *sites);
}
