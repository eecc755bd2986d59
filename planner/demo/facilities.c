/*
 * Libraries, customer centres (VPVKAC), post offices, town halls, schools and offices of
 * institutions, with the hard cases among them.
 */
#include "layers/model/grow.h"
#include "planner/demo/country.h"
#include "planner/demo/names.h"
#include "planner/demo/random.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRIES = 24 };
static const double SEATS_WITH_VPVKAC = 0.4;   /* share of the municipalities' seats */
static const double OTHERS_WITH_VPVKAC = 0.19; /* per unit of the country, outside seats */

static const double NEAR_CITY_M = 13000.0;

#define HOURS 4
static const char *const OPEN[DEMO_FACILITY_KINDS][HOURS] = {
    [DEMO_VPVKAC] = {"Mo-Th 08:00-17:00; Fr 08:00-15:00",
                     "Mo-Th 08:00-12:00,12:30-17:00; Fr 08:00-15:00",
                     "Mo 08:00-18:00; Tu-Th 08:00-17:00; Fr 08:00-14:00",
                     "Mo-Th 08:00-17:00; Fr 08:00-16:00; Sa 09:00-13:00"},
    [DEMO_LIBRARY] = {"Mo-Fr 09:00-17:00", "Tu-Fr 10:00-18:00; Sa 10:00-15:00",
                      "Mo-Fr 09:00-12:30,13:00-17:30", "Tu,Th 10:00-18:00; We 09:00-13:00"},
    [DEMO_POST_OFFICE] = {"Mo-Fr 08:00-12:00", "Mo,We,Fr 09:00-14:00", "Mo-Fr 09:00-17:00",
                          "Mo-Fr 08:00-18:00; Sa 09:00-14:00"},
    [DEMO_TOWNHALL] = {"Mo-Th 08:00-17:00; Fr 08:00-15:00",
                       "Mo-Th 08:00-12:00,13:00-17:00; Fr 08:00-14:00",
                       "Mo-Th 08:00-12:00,12:30-17:00; Fr 08:00-16:00",
                       "Mo 08:30-18:00; Tu-Th 08:30-17:00; Fr 08:30-15:00"},
    [DEMO_SCHOOL] = {NULL, NULL, NULL, NULL},
    [DEMO_OFFICE] = {"Mo-Th 08:00-17:00; Fr 08:00-14:00",
                     "Mo-Th 08:00-12:00,12:30-17:00; Fr 08:00-15:00", "Mo,We 09:00-16:00",
                     "Mo-Th 08:00-12:00,13:00-17:00; Fr 08:00-16:00"},
};

const char *const DEMO_INSTITUTION[DEMO_INSTITUTIONS] = {"NVA", "VSAA", "PMLP", "VMD", "VZD",
                                                         "VID", "VDI",  "LAD",  "UR"};

typedef struct Builder {
    DemoCountry *country;
    NameList names;
    Rng rng;
    int32_t count[DEMO_FACILITY_KINDS];
    int32_t *library; /* per unit: its first library, or -1 */
} Builder;

static Status add(Builder *b, DemoFacilityKind kind, int32_t unit, const char *name, double x_m,
                  double y_m, int32_t detail) {
    DemoCountry *country = b->country;
    if (!name) return STATUS_NO_MEMORY;
    if (!grow((void **)&country->facilities, country->n_facilities, &country->facility_capacity_,
              sizeof *country->facilities))
        return STATUS_NO_MEMORY;
    const char *hours = OPEN[kind][rng_below(&b->rng, HOURS)];
    country->facilities[country->n_facilities++] =
        (DemoFacility){kind, ++b->count[kind], name, unit, x_m, y_m, hours, detail};
    return STATUS_OK;
}

/* A point `least_m` to `most_m` from a place in each direction, inside the place's own unit. */
static void point_near(Builder *b, const DemoPlace *place, double least_m, double most_m,
                       double *x_m, double *y_m) {
    for (int try = 0; try < TRIES; try++) {
        double dx = rng_range(&b->rng, least_m, most_m), dy = rng_range(&b->rng, least_m, most_m);
        *x_m = round_cm(place->x_m + (rng_chance(&b->rng, 0.5) ? dx : -dx));
        *y_m = round_cm(place->y_m + (rng_chance(&b->rng, 0.5) ? dy : -dy));
        if (lattice_unit_at(&b->country->lattice, *x_m, *y_m) == place->unit) return;
        least_m *= 0.7;
        most_m *= 0.8;
    }
    *x_m = place->x_m;
    *y_m = place->y_m;
}

static Status add_near(Builder *b, DemoFacilityKind kind, const DemoPlace *place, const char *name,
                       double least_m, double most_m, int32_t detail) {
    double x, y;
    point_near(b, place, least_m, most_m, &x, &y);
    return add(b, kind, place->unit, name, x, y, detail);
}

/* "<place><suffix>" */
static const char *named(Builder *b, const char *place, const char *suffix) {
    char text[160];
    int length = snprintf(text, sizeof text, "%s%s", place, suffix);
    return strings_copy(&b->country->strings, text, (size_t)length);
}

/* "<place in the genitive><suffix>" */
static const char *named_of(Builder *b, const DemoPlace *place, const char *suffix) {
    return name_genitive(&b->names, place->name_number, suffix, &b->country->strings);
}

/* "<unit in the genitive> pagasta/pilsētas<suffix>" */
static const char *named_after_unit(Builder *b, int32_t unit, const char *suffix) {
    char text[96];
    bool is_parish = b->country->units[unit].kind == DEMO_PARISH;
    snprintf(text, sizeof text, "%s%s", is_parish ? " pagasta" : " pilsētas", suffix);
    return name_genitive(&b->names, (uint32_t)unit, text, &b->country->strings);
}

static const DemoPlace *place_of(const Builder *b, int32_t unit, int32_t k) {
    const DemoUnit *own = &b->country->units[unit];
    return &b->country->places[own->first_place + k % own->n_places];
}

/* Places that are more than a hamlet. */
static int32_t settlements_of(const Builder *b, int32_t unit) {
    int32_t n = 1; /* the main one */
    while (n < b->country->units[unit].n_places && place_of(b, unit, n)->kind != PLACE_HAMLET) n++;
    return n;
}

static int32_t libraries_wanted(Builder *b, int32_t unit) {
    const DemoUnit *own = &b->country->units[unit];
    if (own->role == ROLE_BARE || own->role == ROLE_LONELY) return 0;
    if (own->role == ROLE_MANY) return 3;
    if (own->kind == DEMO_STATE_CITY) return 1 + (int32_t)(own->pop / 15000.0);
    if (own->kind == DEMO_TOWN) return own->pop > 8000 ? 2 : 1;
    return settlements_of(b, unit) > 1 && rng_chance(&b->rng, 0.22) ? 2 : 1;
}

/* The parish around a town has its library in the town, as some real ones do. */
static Status add_library_elsewhere(Builder *b, int32_t host) {
    DemoCountry *country = b->country;
    double x, y;
    point_near(b, place_of(b, country->cases.enclave_town, 0), 60, 380, &x, &y);
    country->cases.library_elsewhere = (int32_t)country->n_facilities;
    b->library[host] = (int32_t)country->n_facilities;
    return add(b, DEMO_LIBRARY, host, named_after_unit(b, host, " bibliotēka"), x, y, 0);
}

static Status add_libraries(Builder *b, int32_t unit) {
    DemoCountry *country = b->country;
    int32_t wanted = libraries_wanted(b, unit), places = settlements_of(b, unit);
    if (unit == country->cases.enclave_host) return add_library_elsewhere(b, unit);
    Status status = STATUS_OK;
    for (int32_t i = 0; i < wanted && status == STATUS_OK; i++) {
        const DemoPlace *place = place_of(b, unit, i % places);
        bool is_remote = country->units[unit].kind == DEMO_PARISH && rng_chance(&b->rng, 0.28);
        const char *name =
            i == 0 ? named_after_unit(b, unit, " bibliotēka") : named_of(b, place, " bibliotēka");
        /* commas and quotes in a name are for the reader of the CSV file to survive */
        if (unit == country->cases.many_libraries_unit && i == 2)
            name = named(b, "\"Saulgrieži\", bērnu bibliotēka", "");
        if (i == 0) b->library[unit] = (int32_t)country->n_facilities;
        status = is_remote ? add_near(b, DEMO_LIBRARY, place, name, 550, 1500, 0)
                           : add_near(b, DEMO_LIBRARY, place, name, 30, 320, 0);
    }
    return status;
}

typedef struct Ranked {
    double rank;
    int32_t index;
} Ranked;

static int compare_ranked(const void *a, const void *b) {
    const Ranked *p = a, *q = b;
    if (p->rank != q->rank) return (p->rank > q->rank) - (p->rank < q->rank);
    return p->index - q->index;
}

/* A VPVKAC in the unit's middle; the first one of all shares the library's very place. */
static Status add_vpvkac(Builder *b, int32_t unit) {
    DemoCountry *country = b->country;
    const DemoPlace *place = place_of(b, unit, 0);
    const char *name = named(b, place->name, " VPVKAC");
    int32_t library = b->library[unit];
    if (country->cases.shared_vpvkac >= 0 || library < 0 ||
        library == country->cases.library_elsewhere)
        return rng_chance(&b->rng, 0.25) ? add_near(b, DEMO_VPVKAC, place, name, 450, 1000, 0)
                                         : add_near(b, DEMO_VPVKAC, place, name, 20, 260, 0);
    country->cases.shared_vpvkac = (int32_t)country->n_facilities;
    country->cases.shared_library = library;
    const DemoFacility *host = &country->facilities[library];
    return add(b, DEMO_VPVKAC, unit, name, host->x_m, host->y_m, 0);
}

/* Cities rarely have a VPVKAC; the people of their surroundings often do. */
static bool is_near_city(const Builder *b, int32_t unit) {
    double near_m = NEAR_CITY_M * b->country->scale;
    const DemoPlace *place = place_of(b, unit, 0);
    for (int32_t m = 0; m < b->country->n_municipalities; m++) {
        if (!b->country->municipalities[m].is_city) continue;
        const DemoPlace *city = place_of(b, b->country->municipalities[m].seat, 0);
        double dx = city->x_m - place->x_m, dy = city->y_m - place->y_m;
        if (dx * dx + dy * dy < near_m * near_m) return true;
    }
    return false;
}

/* Seats and other units in an order of chance, large ones and those near a city rather first. */
static int32_t rank_units(Builder *b, Ranked *ranked, bool seats) {
    const DemoCountry *country = b->country;
    int32_t n = 0;
    for (int32_t u = 0; u < country->n_units; u++) {
        const DemoUnit *unit = &country->units[u];
        bool is_seat = country->municipalities[unit->municipality].seat == u;
        if (unit->kind == DEMO_STATE_CITY || is_seat != seats || unit->role != ROLE_ORDINARY)
            continue;
        double advantage = (unit->pop > 1500 ? 0.35 : 0.0) + (is_near_city(b, u) ? 0.8 : 0.0);
        ranked[n++] = (Ranked){rng_range(&b->rng, 0, 1) - advantage, u};
    }
    qsort(ranked, (size_t)n, sizeof *ranked, compare_ranked);
    return n;
}

static Status add_all_vpvkac(Builder *b) {
    DemoCountry *country = b->country;
    Ranked *ranked = malloc((size_t)country->n_units * sizeof *ranked);
    if (!ranked) return STATUS_NO_MEMORY;
    Status status = STATUS_OK;
    int32_t n = rank_units(b, ranked, true);
    int32_t seats =
        (int32_t)ceil(SEATS_WITH_VPVKAC * (country->n_municipalities - country->n_cities));
    for (int32_t i = 0; i < n && i < seats && status == STATUS_OK; i++)
        status = add_vpvkac(b, ranked[i].index);
    n = rank_units(b, ranked, false);
    int32_t others = (int32_t)(OTHERS_WITH_VPVKAC * country->n_units);
    for (int32_t i = 0; i < n && i < others && status == STATUS_OK; i++)
        status = add_vpvkac(b, ranked[i].index);
    if (b->count[DEMO_VPVKAC] == 0 && status == STATUS_OK) status = add_vpvkac(b, country->capital);
    free(ranked);
    return status;
}

static bool is_seat(const Builder *b, int32_t unit) {
    return b->country->municipalities[b->country->units[unit].municipality].seat == unit;
}

static Status add_post_offices(Builder *b, int32_t unit) {
    const DemoUnit *own = &b->country->units[unit];
    int32_t n = own->kind == DEMO_STATE_CITY ? 1 + (int32_t)(own->pop / 12000.0)
                : own->kind == DEMO_TOWN     ? 1 + (own->pop > 9000)
                                             : rng_chance(&b->rng, 0.82);
    Status status = STATUS_OK;
    for (int32_t i = 0; i < n && status == STATUS_OK; i++) {
        const DemoPlace *place = place_of(b, unit, i % settlements_of(b, unit));
        status =
            add_near(b, DEMO_POST_OFFICE, place, named_of(b, place, " pasta nodaļa"), 30, 420, 0);
    }
    return status;
}

static Status add_townhall(Builder *b, int32_t unit) {
    const DemoUnit *own = &b->country->units[unit];
    bool has_one = own->kind == DEMO_STATE_CITY || is_seat(b, unit) || rng_chance(&b->rng, 0.35);
    if (!has_one) return STATUS_OK;
    Strings *strings = &b->country->strings;
    const char *name =
        own->kind == DEMO_STATE_CITY ? name_genitive(&b->names, (uint32_t)unit, " dome", strings)
        : is_seat(b, unit) ? name_genitive(&b->names, (uint32_t)unit, " novada dome", strings)
                           : named_after_unit(b, unit, " pārvalde");
    return add_near(b, DEMO_TOWNHALL, place_of(b, unit, 0), name, 20, 260, 0);
}

static Status add_schools(Builder *b, int32_t unit) {
    static const char *const TYPE[3] = {" pamatskola", " vidusskola", " sākumskola"};
    const DemoUnit *own = &b->country->units[unit];
    int32_t n = own->kind == DEMO_STATE_CITY ? 2 + (int32_t)(own->pop / 5000.0)
                : own->kind == DEMO_TOWN     ? 1 + (int32_t)(own->pop / 3500.0)
                                             : rng_chance(&b->rng, 0.7);
    Status status = STATUS_OK;
    for (int32_t i = 0; i < n && status == STATUS_OK; i++) {
        const DemoPlace *place = place_of(b, unit, i % settlements_of(b, unit));
        int32_t pupils = 20 + (int32_t)rng_below(&b->rng, own->kind == DEMO_PARISH ? 180 : 900);
        char suffix[48];
        snprintf(suffix, sizeof suffix, i < 3 ? "%s" : "%s (%d)", TYPE[i % 3], (int)i);
        status = add_near(b, DEMO_SCHOOL, place, named_of(b, place, suffix), 60, 520, pupils);
    }
    return status;
}

static Status add_offices(Builder *b, int32_t unit) {
    bool is_city = b->country->units[unit].kind == DEMO_STATE_CITY;
    if (!is_city && !is_seat(b, unit)) return STATUS_OK;
    const DemoPlace *place = place_of(b, unit, 0);
    Status status = STATUS_OK;
    for (int32_t i = 0; i < DEMO_INSTITUTIONS && status == STATUS_OK; i++) {
        if (!is_city && !rng_chance(&b->rng, 0.4)) continue;
        char prefix[16];
        snprintf(prefix, sizeof prefix, "%s ", DEMO_INSTITUTION[i]);
        status = add_near(b, DEMO_OFFICE, place, named(b, prefix, place->name), 40, 600, i);
    }
    return status;
}

typedef Status (*AddAll)(Builder *, int32_t unit);

static Status each_unit(Builder *b, AddAll add_all) {
    Status status = STATUS_OK;
    for (int32_t u = 0; u < b->country->n_units && status == STATUS_OK; u++) {
        bool is_left_out = b->country->units[u].role == ROLE_BARE &&
                           (u != b->country->cases.bare_unit || add_all == add_townhall);
        if (!is_left_out) status = add_all(b, u);
    }
    return status;
}

Status demo_make_facilities(DemoCountry *country) {
    static const AddAll REST[] = {add_post_offices, add_townhall, add_schools, add_offices};
    Builder b = {.country = country,
                 .names = name_list(country->options.seed),
                 .rng = rng_start(country->options.seed, STAGE_FACILITIES)};
    b.library = malloc((size_t)country->n_units * sizeof *b.library);
    if (!b.library) return STATUS_NO_MEMORY;
    for (int32_t u = 0; u < country->n_units; u++) b.library[u] = -1;
    Status status = each_unit(&b, add_libraries);
    if (status == STATUS_OK) status = add_all_vpvkac(&b);
    for (size_t i = 0; i < sizeof REST / sizeof *REST && status == STATUS_OK; i++)
        status = each_unit(&b, REST[i]);
    free(b.library);
    return status;
}
