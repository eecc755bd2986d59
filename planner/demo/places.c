/*
 * Settlements and how many people live in each unit: few and large in the cities, many and small
 * in the parishes.
 */
#include "layers/model/grow.h"
#include "planner/demo/country.h"
#include "planner/demo/names.h"
#include "planner/demo/random.h"
#include <math.h>

enum { TRIES = 12 };

typedef struct Settler {
    DemoCountry *country;
    NameList names;
    Rng rng;
    uint32_t next_name;
    size_t *start; /* lattice cells by unit */
    int32_t *cells;
} Settler;

static double skewed(Rng *rng, double least, double most) {
    double u = rng_range(rng, 0, 1);
    return floor(least + (most - least) * u * u * u);
}

static double unit_people(Settler *s, int32_t unit) {
    const DemoCountry *country = s->country;
    if (unit == country->capital && country->n_cities > 0)
        return fmin(8000.0 + 700.0 * country->n_units, 1200000.0);
    switch (country->units[unit].kind) {
    case DEMO_STATE_CITY:
        return skewed(&s->rng, 25000, 110000);
    case DEMO_TOWN:
        return skewed(&s->rng, 1100, 18000);
    default:
        return skewed(&s->rng, 260, 3400);
    }
}

static Status list_cells(Settler *s) {
    const Lattice *lattice = &s->country->lattice;
    int32_t board = lattice->columns * lattice->rows, n = s->country->n_units;
    s->start = calloc((size_t)n + 2, sizeof *s->start);
    s->cells = malloc((size_t)board * sizeof *s->cells);
    if (!s->start || !s->cells) return STATUS_NO_MEMORY;
    for (int32_t u = 0; u < n; u++)
        s->start[u + 2] = s->start[u + 1] + (size_t)s->country->units[u].n_cells;
    for (int32_t cell = 0; cell < board; cell++)
        if (lattice->unit[cell] >= 0) s->cells[s->start[lattice->unit[cell] + 1]++] = cell;
    return STATUS_OK;
}

/* A point in a random cell of the unit, inside its borders. */
static void random_point(Settler *s, int32_t unit, double *x_m, double *y_m) {
    const Lattice *lattice = &s->country->lattice;
    for (int try = 0;; try++) {
        size_t k = rng_below(&s->rng, (uint32_t)(s->start[unit + 1] - s->start[unit]));
        double spread = (try < TRIES ? 0.48 : 0.11) * lattice->step_m;
        lattice_centre(lattice, s->cells[s->start[unit] + k], x_m, y_m);
        *x_m = round_cm(*x_m + rng_range(&s->rng, -spread, spread));
        *y_m = round_cm(*y_m + rng_range(&s->rng, -spread, spread));
        if (lattice_unit_at(lattice, *x_m, *y_m) == unit) return;
    }
}

/* Square of the distance to the nearest place of the unit so far. */
static double nearest2(const DemoCountry *country, const DemoUnit *unit, double x, double y) {
    double best = INFINITY;
    for (int32_t i = 0; i < unit->n_places; i++) {
        const DemoPlace *place = &country->places[unit->first_place + i];
        double dx = place->x_m - x, dy = place->y_m - y;
        best = fmin(best, dx * dx + dy * dy);
    }
    return best;
}

static Status add_place(Settler *s, int32_t unit, DemoPlaceKind kind, double x_m, double y_m,
                        double pop) {
    DemoCountry *country = s->country;
    DemoUnit *own = &country->units[unit];
    if (!grow((void **)&country->places, country->n_places, &country->place_capacity_,
              sizeof *country->places))
        return STATUS_NO_MEMORY;
    uint32_t number = own->n_places == 0 ? (uint32_t)unit : s->next_name++;
    const char *name = name_nominative(&s->names, number, &country->strings);
    if (!name) return STATUS_NO_MEMORY;
    country->places[country->n_places++] =
        (DemoPlace){name, number, kind, unit, x_m, y_m, floor(pop)};
    own->n_places++;
    return STATUS_OK;
}

/* A further place, away from the others: the best of three random points. */
static Status add_apart(Settler *s, int32_t unit, DemoPlaceKind kind, double pop) {
    double best_x = 0, best_y = 0, best2 = -1;
    for (int try = 0; try < 3; try++) {
        double x, y;
        random_point(s, unit, &x, &y);
        double far2 = nearest2(s->country, &s->country->units[unit], x, y);
        if (far2 <= best2) continue;
        best_x = x;
        best_y = y;
        best2 = far2;
    }
    return add_place(s, unit, kind, best_x, best_y, pop);
}

/* Towns and cities: a centre and suburbs that share the people. */
static Status settle_town(Settler *s, int32_t unit) {
    const DemoUnit *own = &s->country->units[unit];
    bool is_city = own->kind == DEMO_STATE_CITY;
    int32_t suburbs = (int32_t)fmin(own->pop / 7000.0, 40.0);
    if (is_city && suburbs < 4) suburbs = 4;
    if (unit == s->country->capital && suburbs < 2) suburbs = 2;
    double x, y, suburb_pop = suburbs > 0 ? own->pop * 0.6 / suburbs : 0;
    lattice_centre(&s->country->lattice, own->centre_cell, &x, &y);
    x += rng_range(&s->rng, -130, 130);
    y += rng_range(&s->rng, -130, 130);
    Status status = add_place(s, unit, is_city ? PLACE_CITY : PLACE_TOWN, round_cm(x), round_cm(y),
                              own->pop - suburbs * floor(suburb_pop));
    for (int32_t i = 0; i < suburbs && status == STATUS_OK; i++)
        status = add_apart(s, unit, PLACE_SUBURB, suburb_pop);
    return status;
}

/* The main village lies towards the middle: the most central of four random points. */
static Status settle_main_village(Settler *s, int32_t unit, double pop) {
    const DemoUnit *own = &s->country->units[unit];
    double centre_x, centre_y, best_x = 0, best_y = 0, best2 = INFINITY;
    lattice_centre(&s->country->lattice, own->centre_cell, &centre_x, &centre_y);
    for (int try = 0; try < 4; try++) {
        double x, y;
        random_point(s, unit, &x, &y);
        double d2 = (x - centre_x) * (x - centre_x) + (y - centre_y) * (y - centre_y);
        if (d2 >= best2) continue;
        best_x = x;
        best_y = y;
        best2 = d2;
    }
    return add_place(s, unit, PLACE_VILLAGE, best_x, best_y, pop);
}

static Status settle_parish(Settler *s, int32_t unit) {
    double pop = s->country->units[unit].pop;
    Status status = settle_main_village(s, unit, pop * rng_range(&s->rng, 0.3, 0.55));
    int32_t villages = (int32_t)rng_below(&s->rng, 4), hamlets = 3 + (int32_t)rng_below(&s->rng, 8);
    if (unit == s->country->capital && villages < 2) villages = 2;
    for (int32_t i = 0; i < villages && status == STATUS_OK; i++)
        status = add_apart(s, unit, PLACE_VILLAGE, pop * rng_range(&s->rng, 0.04, 0.1));
    for (int32_t i = 0; i < hamlets && status == STATUS_OK; i++)
        status = add_apart(s, unit, PLACE_HAMLET, 0);
    return status;
}

static void choose_capital(DemoCountry *country) {
    if (country->n_cities > 0) return;
    for (int32_t u = 0; u < country->n_units; u++)
        if (country->units[u].pop > country->units[country->capital].pop) country->capital = u;
}

Status demo_make_places(DemoCountry *country) {
    Settler s = {country,
                 name_list(country->options.seed),
                 rng_start(country->options.seed, STAGE_PLACES),
                 (uint32_t)country->n_units,
                 NULL,
                 NULL};
    Status status = list_cells(&s);
    for (int32_t u = 0; u < country->n_units; u++) country->units[u].pop = unit_people(&s, u);
    choose_capital(country);
    for (int32_t u = 0; u < country->n_units && status == STATUS_OK; u++) {
        country->units[u].first_place = (int32_t)country->n_places;
        status = country->units[u].kind == DEMO_PARISH ? settle_parish(&s, u) : settle_town(&s, u);
    }
    free(s.start);
    free(s.cells);
    return status;
}
