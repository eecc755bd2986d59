#include "planner/place/sites.h"
#include <stdlib.h>
#include <string.h>

/* Ranks: kept, then hosts by stop rule and kind, then populated places. */
enum { RANK_KEPT = 0, RANK_HOST = 1, KINDS_A_RULE = 2 * FACILITY_KINDS, RANK_PLACE = 1000 };

typedef struct Finder {
    const Country *country;
    const StopDistance *stop_distance;
    const PlacementSpec *spec;
    const uint8_t *fails, *listed;
    bool beside_kept;
    Sites *sites;
} Finder;

static bool is_of_host_kind(const PlacementSpec *spec, const Facility *facility) {
    if (facility->kind == FACILITY_PLACE) return false;
    return spec->host[facility->kind] || facility_is_existing_centre(facility);
}

bool site_is_host(const PlacementSpec *spec, const Facility *facility) {
    return facility->state != FACILITY_FORBIDDEN && is_of_host_kind(spec, facility);
}

/* A populated place may stand in where a unit has no host. */
static bool is_of_right_kind(const Finder *finder, const Facility *facility) {
    return finder->listed || facility->kind == FACILITY_PLACE ||
           is_of_host_kind(finder->spec, facility);
}

static SiteWhy why_never(const Finder *finder, size_t f) {
    const Facility *facility = &finder->country->facility[f];
    const PlacementSpec *spec = finder->spec;
    if (finder->listed && !finder->listed[f]) return WHY_UNLISTED;
    if (!is_of_right_kind(finder, facility)) return WHY_KIND;
    if (facility->state == FACILITY_FORBIDDEN) return WHY_FORBIDDEN;
    if (finder->fails && finder->fails[f]) return WHY_REQUIREMENT;
    if (spec->stop_rule == STOP_MUST && !finder->stop_distance[f].within) return WHY_STOP;
    return WHY_ALLOWED;
}

static int rank_of(const Finder *finder, size_t f) {
    const Facility *facility = &finder->country->facility[f];
    const PlacementSpec *spec = finder->spec;
    if (finder->listed) return RANK_HOST;
    if (facility->kind == FACILITY_PLACE) return RANK_PLACE;
    bool beyond = spec->stop_rule == STOP_FIRST && !finder->stop_distance[f].within;
    return RANK_HOST + spec->host_rank[facility->kind] + (beyond ? KINDS_A_RULE : 0);
}

static void rank_facility(const Finder *finder, size_t f) {
    const Facility *facility = &finder->country->facility[f];
    const PlacementSpec *spec = finder->spec;
    int *rank = &finder->sites->rank[f];
    if (facility->state == FACILITY_REQUIRED ||
        (!spec->free_existing && facility_is_existing_centre(facility))) {
        *rank = RANK_KEPT;
        return;
    }
    finder->sites->why[f] = why_never(finder, f);
    *rank = finder->sites->why[f] == WHY_ALLOWED ? rank_of(finder, f) : SITE_NO_RANK;
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
                  const PlacementSpec *spec, const uint8_t *fails, const uint8_t *listed,
                  bool beside_kept, Sites *sites) {
    size_t n = country->n_facilities;
    *sites = (Sites){calloc(n + 1, sizeof *sites->part), calloc(n + 1, sizeof *sites->why),
                     calloc(n + 1, sizeof *sites->rank)};
    if (!sites->part || !sites->why || !sites->rank) {
        sites_free(sites);
        return STATUS_NO_MEMORY;
    }
    Finder finder = {country, stop_distance, spec, fails, listed, beside_kept, sites};
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
