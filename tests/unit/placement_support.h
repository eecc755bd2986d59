/* placement_support.h - made-up placement problems and a plain twin of their rules: who may become
 * a point, read from the headers and not from the code. */
#ifndef TESTS_UNIT_PLACEMENT_SUPPORT_H
#define TESTS_UNIT_PLACEMENT_SUPPORT_H

#include "planner/place/solve.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

enum { SMALL_SITES = 64 };

/* A country with all that a problem is made from. Points at `input`, so it stays where it is. */
typedef struct SmallPlace {
    Country country;
    StopDistance stop_distance[SMALL_SITES];
    uint8_t fails[SMALL_SITES];
    int32_t points[SMALL_SITES];
    PlaceInput input;
} SmallPlace;

/* Units of 10 km side by side, `per_municipality` of them to each municipality; every 3rd a town.
 */
static inline void small_place(SmallPlace *place, int n_units, int per_municipality) {
    memset(place, 0, sizeof *place);
    made_country(&place->country, n_units, 3, per_municipality, 100);
    for (int u = 0; u < n_units; u += 3) place->country.unit[u].kind = UNIT_TOWN;
    place->input = (PlaceInput){.country = &place->country,
                                .stop_distance = place->stop_distance,
                                .fails = place->fails,
                                .threads = 2};
}

static inline void small_place_free(SmallPlace *place) {
    country_free(&place->country);
}

/* The next facility, to be called in the order of units. Returns its number. */
static inline size_t small_site(SmallPlace *place, FacilityKind kind, double x, double y, int unit,
                                double stop_dist_m) {
    char id[16];
    size_t f = place->country.n_facilities;
    snprintf(id, sizeof id, "f%02zu", f);
    made_facility(&place->country, id, kind, x, y, unit);
    place->stop_distance[f] = (StopDistance){0, stop_dist_m, stop_dist_m <= 700};
    return f;
}

/* Random facilities (1 to 3 a unit) and demand (3 to 6 a unit), with a bit of every state. */
static inline void small_random(SmallPlace *place, uint64_t *seed) {
    static const FacilityKind KINDS[] = {FACILITY_LIBRARY,     FACILITY_SCHOOL, FACILITY_TOWNHALL,
                                         FACILITY_POST_OFFICE, FACILITY_OFFICE, FACILITY_PLACE,
                                         FACILITY_VPVKAC,      FACILITY_LIBRARY};
    int n_units = 2 + (int)random_below(seed, 3);
    small_place(place, n_units, 1 + (int)random_below(seed, 2));
    for (int u = 0; u < n_units; u++) {
        double x = u % 3 * 10000.0, y = u / 3 * 10000.0;
        size_t sites = 1 + random_below(seed, 3), demand = 3 + random_below(seed, 4);
        for (size_t i = 0; i < sites; i++) {
            size_t f =
                small_site(place, KINDS[random_below(seed, 8)], random_in(seed, x, x + 10000),
                           random_in(seed, y, y + 10000), u, random_in(seed, 0, 1400));
            size_t luck = random_below(seed, 16);
            if (luck == 0) place->country.facility[f].state = FACILITY_REQUIRED;
            if (luck == 1) place->country.facility[f].state = FACILITY_FORBIDDEN;
            place->fails[f] = luck == 2;
        }
        for (size_t d = 0; d < demand; d++)
            made_demand(&place->country, random_in(seed, x, x + 10000),
                        random_in(seed, y, y + 10000),
                        random_below(seed, 8) ? random_in(seed, 1, 50) : 0, u);
    }
}

/* ---- the twin of the rules ---- */

static inline double twin_dist_m(const Country *country, size_t d, size_t f) {
    double dx = country->demand_xy[2 * d] - country->facility_xy[2 * f];
    double dy = country->demand_xy[2 * d + 1] - country->facility_xy[2 * f + 1];
    return sqrt(dx * dx + dy * dy);
}

static inline bool twin_existing(const Facility *facility) {
    return facility->kind == FACILITY_VPVKAC && facility->state == FACILITY_EXISTING;
}

static inline bool twin_kept(const PlacementSpec *spec, const Facility *facility) {
    return facility->state == FACILITY_REQUIRED ||
           (twin_existing(facility) && !spec->free_existing);
}

static inline bool twin_listed(const SmallPlace *place, size_t f) {
    for (size_t i = 0; i < place->input.n_points; i++)
        if (place->points[i] == (int32_t)f) return true;
    return false;
}

/* Whether it might be taken at all, others of its unit aside. */
static inline bool twin_able(const SmallPlace *place, const PlacementSpec *spec, size_t f) {
    const Facility *facility = &place->country.facility[f];
    if (facility->state == FACILITY_FORBIDDEN || place->fails[f]) return false;
    if (spec->stop_rule == STOP_MUST && !place->stop_distance[f].within) return false;
    if (place->input.points) return twin_listed(place, f);
    return facility->kind == FACILITY_PLACE || spec->host[facility->kind] ||
           twin_existing(facility);
}

/* Whether a comes before b by the ranking of sites.h, distance aside. */
static inline bool twin_before(const SmallPlace *place, const PlacementSpec *spec, size_t a,
                               size_t b) {
    const Facility *left = &place->country.facility[a], *right = &place->country.facility[b];
    bool near_a = place->stop_distance[a].within, near_b = place->stop_distance[b].within;
    if (place->input.points) return false;
    if ((left->kind == FACILITY_PLACE) != (right->kind == FACILITY_PLACE))
        return right->kind == FACILITY_PLACE;
    if (left->kind == FACILITY_PLACE) return false;
    if (spec->stop_rule == STOP_FIRST && near_a != near_b) return near_a;
    return spec->host_rank[left->kind] < spec->host_rank[right->kind];
}

/* choice[f]: it may be opened beside the kept ones. */
static inline void twin_choices(const SmallPlace *place, const PlacementSpec *spec,
                                uint8_t *choice) {
    const Country *country = &place->country;
    for (size_t f = 0; f < country->n_facilities; f++) {
        choice[f] = !twin_kept(spec, &country->facility[f]) && twin_able(place, spec, f);
        for (size_t g = 0; g < country->n_facilities && choice[f]; g++) {
            if (country->facility[g].unit != country->facility[f].unit) continue;
            if (twin_kept(spec, &country->facility[g]))
                choice[f] = spec->problem != PLACE_ONE_PER_UNIT;
            else if (twin_able(place, spec, g) && twin_before(place, spec, g, f))
                choice[f] = 0;
        }
    }
}

/* Homes by municipality; every made-up unit has one. */
static inline bool twin_serves(const Country *country, const PlacementSpec *spec, size_t d,
                               size_t f) {
    return spec->catchment == CATCHMENT_ANY ||
           country->unit[country->demand[d].unit].municipality ==
               country->unit[country->facility[f].unit].municipality;
}

/* A distance to be within is a key of two problems only. */
static inline bool needs_distance(const PlacementSpec *spec) {
    return spec->problem == PLACE_MAX_COVER || spec->problem == PLACE_FEWEST;
}

#endif
