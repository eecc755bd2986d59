/*
 * Towns and exclaves are cut out of parishes: most of them wholly inside, so that the parish gets
 * a hole. A parish always stays in one piece (joined by sides, not by corners only).
 */
#include "planner/demo/country.h"
#include "planner/demo/random.h"
#include <stdlib.h>
#include <string.h>

enum { MIN_TOWN_CELLS = 4, MAX_TOWN_CELLS = 12, EXCLAVE_CELLS = 2, TRIES = 6 };

typedef struct Carver {
    DemoCountry *country;
    Rng rng;
    size_t *start; /* cells of unit u: cells[start[u]] … ; as before anything was cut out */
    int32_t *cells;
    int32_t *mark; /* per lattice cell: the last search that came by */
    int32_t search;
    int32_t *queue;
} Carver;

static Status list_cells(Carver *c) {
    const Lattice *lattice = &c->country->lattice;
    int32_t board = lattice->columns * lattice->rows;
    int32_t n = c->country->n_parishes + c->country->n_cities, most = 0;
    c->start = calloc((size_t)n + 2, sizeof *c->start);
    if (!c->start) return STATUS_NO_MEMORY;
    for (int32_t u = 0; u < n; u++) {
        c->start[u + 2] = c->start[u + 1] + (size_t)c->country->units[u].n_cells;
        if (c->country->units[u].n_cells > most) most = c->country->units[u].n_cells;
    }
    c->cells = malloc((c->start[n + 1] + 1) * sizeof *c->cells);
    c->mark = calloc((size_t)board, sizeof *c->mark);
    c->queue = malloc(((size_t)most + 1) * sizeof *c->queue);
    if (!c->cells || !c->mark || !c->queue) return STATUS_NO_MEMORY;
    /* start[u + 1] runs from the first to past the last cell of u, then is start[u] of u + 1 */
    for (int32_t cell = 0; cell < board; cell++)
        if (lattice->unit[cell] >= 0) c->cells[c->start[lattice->unit[cell] + 1]++] = cell;
    return STATUS_OK;
}

/* Walks all cells of `unit` from `first` over sides into queue; returns how many there are. */
static int32_t walk(Carver *c, int32_t unit, int32_t first) {
    const Lattice *lattice = &c->country->lattice;
    int32_t n = 0;
    c->search++;
    c->mark[first] = c->search;
    c->queue[n++] = first;
    for (int32_t at = 0; at < n; at++) {
        for (int side = 0; side < SIDES; side++) {
            int32_t next = lattice_neighbour(lattice, c->queue[at], side);
            if (lattice_unit_of(lattice, next) != unit || c->mark[next] == c->search) continue;
            c->mark[next] = c->search;
            c->queue[n++] = next;
        }
    }
    return n;
}

/* Whether what is left of the host hangs together. */
static bool host_is_whole(Carver *c, int32_t host, int32_t n_left) {
    if (n_left < 1) return false;
    for (size_t k = c->start[host]; k < c->start[host + 1]; k++)
        if (c->country->lattice.unit[c->cells[k]] == host)
            return walk(c, host, c->cells[k]) == n_left;
    return false;
}

/* All eight cells around belong to the host or to the unit that is being cut out. */
static bool is_inner(const Lattice *lattice, int32_t cell, int32_t host, int32_t unit) {
    for (int up = -1; up <= 1; up++) {
        for (int across = -1; across <= 1; across++) {
            int32_t other = lattice->unit[cell + up * lattice->columns + across];
            if (other != host && other != unit) return false;
        }
    }
    return true;
}

/* The next cell for the unit: beside its cells, as near to the first one as chance allows. */
static int32_t next_cell(const Carver *c, int32_t host, int32_t unit, bool inner,
                         const int32_t *taken, int32_t n) {
    const Lattice *lattice = &c->country->lattice;
    int32_t best = -1;
    double best_far = 0;
    for (int32_t i = 0; i < n; i++) {
        for (int side = 0; side < SIDES; side++) {
            int32_t cell = lattice_neighbour(lattice, taken[i], side);
            if (lattice_unit_of(lattice, cell) != host) continue;
            if (inner && !is_inner(lattice, cell, host, unit)) continue;
            int32_t dx = cell % lattice->columns - taken[0] % lattice->columns;
            int32_t dy = cell / lattice->columns - taken[0] / lattice->columns;
            double far = (dx * dx + dy * dy) * (1.0 + hash2_unit(lattice->seed, cell, 101));
            if (best >= 0 && far >= best_far) continue;
            best = cell;
            best_far = far;
        }
    }
    return best;
}

/* Cuts out up to n cells from `first` on; gives all back and returns 0 where the host breaks. */
static int32_t cut_from(Carver *c, int32_t host, int32_t unit, int32_t first, int32_t n,
                        bool inner) {
    Lattice *lattice = &c->country->lattice;
    int32_t taken[MAX_TOWN_CELLS], cut = 0;
    for (int32_t cell = first; cut < n && cell >= 0;
         cell = next_cell(c, host, unit, inner, taken, cut)) {
        lattice->unit[cell] = unit;
        taken[cut++] = cell;
    }
    if (host_is_whole(c, host, c->country->units[host].n_cells - cut)) {
        c->country->units[host].n_cells -= cut;
        return cut;
    }
    for (int32_t i = 0; i < cut; i++) lattice->unit[taken[i]] = host;
    return 0;
}

/* The inner cell of the host that is nearest to its middle, or -1. */
static int32_t middle_cell(const Carver *c, int32_t host) {
    const Lattice *lattice = &c->country->lattice;
    int32_t middle = c->country->units[host].centre_cell, best = -1, best2 = 0;
    for (size_t k = c->start[host]; k < c->start[host + 1]; k++) {
        int32_t cell = c->cells[k];
        if (lattice->unit[cell] != host || !is_inner(lattice, cell, host, host)) continue;
        int32_t dx = cell % lattice->columns - middle % lattice->columns;
        int32_t dy = cell / lattice->columns - middle / lattice->columns;
        if (best >= 0 && dx * dx + dy * dy >= best2) continue;
        best = cell;
        best2 = dx * dx + dy * dy;
    }
    return best;
}

static int32_t cut_inside(Carver *c, int32_t host, int32_t unit, int32_t n) {
    int32_t first = middle_cell(c, host), cut = 0;
    for (int32_t size = n; size > 0 && cut == 0 && first >= 0; size--)
        cut = cut_from(c, host, unit, first, size, true);
    return cut;
}

static int32_t cut_anywhere(Carver *c, int32_t host, int32_t unit, int32_t n) {
    int32_t cut = 0;
    for (int try = 0; try < TRIES && cut == 0; try++) {
        size_t k = rng_below(&c->rng, (uint32_t)(c->start[host + 1] - c->start[host]));
        int32_t first = c->cells[c->start[host] + k];
        if (c->country->lattice.unit[first] == host) cut = cut_from(c, host, unit, first, n, false);
    }
    return cut;
}

/* One cell always goes: the last one of a walk can be missed without breaking the rest. */
static void cut_last(Carver *c, int32_t host, int32_t unit) {
    int32_t left = c->country->units[host].n_cells;
    if (left < 2 || !host_is_whole(c, host, left)) return;
    c->country->lattice.unit[c->queue[left - 1]] = unit;
    c->country->units[host].n_cells--;
}

/* Hosts of a municipality from its middle outwards. */
static int32_t nearest_host(const Carver *c, int32_t municipality, const bool *is_host) {
    const DemoCountry *country = c->country;
    const Lattice *lattice = &country->lattice;
    int32_t n = country->n_parishes + country->n_cities, best = -1;
    int64_t column = 0, row = 0, count = 0;
    for (int32_t u = 0; u < n; u++) {
        if (country->units[u].municipality != municipality) continue;
        column += country->units[u].centre_cell % lattice->columns;
        row += country->units[u].centre_cell / lattice->columns;
        count++;
    }
    int64_t best2 = 0;
    for (int32_t u = 0; u < n; u++) {
        if (country->units[u].municipality != municipality || is_host[u]) continue;
        int64_t dx = country->units[u].centre_cell % lattice->columns * count - column;
        int64_t dy = country->units[u].centre_cell / lattice->columns * count - row;
        /* from the second town on chance decides: towns do not crowd round the seat */
        int64_t far = dx * dx + dy * dy;
        if (country->municipalities[municipality].seat >= 0)
            far = (int64_t)(hash2(country->options.seed, u, STAGE_TOWNS) >> 8);
        if (country->units[u].n_cells < 30) far += INT64_MAX / 2; /* small ones last */
        if (best >= 0 && far >= best2) continue;
        best = u;
        best2 = far;
    }
    return best;
}

static void cut_town(Carver *c, int32_t town, int32_t host) {
    DemoCountry *country = c->country;
    DemoUnit *unit = &country->units[town];
    int32_t size =
                MIN_TOWN_CELLS + (int32_t)rng_below(&c->rng, MAX_TOWN_CELLS - MIN_TOWN_CELLS + 1),
            cut = 0;
    bool at_border = country->cases.enclave_town >= 0 && rng_chance(&c->rng, 0.3);
    if (at_border) cut = cut_anywhere(c, host, town, size);
    if (cut == 0 && (cut = cut_inside(c, host, town, size)) > 0 &&
        country->cases.enclave_town < 0) {
        country->cases.enclave_town = town;
        country->cases.enclave_host = host;
    }
    if (cut == 0) cut = cut_anywhere(c, host, town, size);
    if (cut == 0) cut_last(c, host, town);
    *unit = (DemoUnit){.kind = DEMO_TOWN, .host = host};
    unit->municipality = country->units[host].municipality;
    DemoMunicipality *municipality = &country->municipalities[unit->municipality];
    if (municipality->seat < 0) municipality->seat = town;
    municipality->n_units++;
}

/* Round and round the municipalities, one town each, until all towns have a place. */
static void cut_towns(Carver *c, bool *is_host) {
    DemoCountry *country = c->country;
    int32_t first = country->n_parishes + country->n_cities, town = first;
    int32_t n = country->n_municipalities - country->n_cities;
    for (int32_t m = 0; town < country->n_units; m = (m + 1) % n) {
        int32_t host = nearest_host(c, m, is_host);
        if (host < 0) continue;
        is_host[host] = true;
        cut_town(c, town++, host);
    }
}

/*
 * The piece is cut out under a number that no unit has, lest it grow together with its owner.
 */
static void hand_over(Carver *c, int32_t host, int32_t owner) {
    for (size_t k = c->start[host]; k < c->start[host + 1]; k++)
        if (c->country->lattice.unit[c->cells[k]] == c->country->n_units)
            c->country->lattice.unit[c->cells[k]] = owner;
}

/* A parish gets a piece inside another parish of its municipality that does not hold a town. */
static bool cut_exclave(Carver *c, int32_t owner, const bool *is_host) {
    DemoCountry *country = c->country;
    int32_t n = country->n_parishes + country->n_cities;
    for (int pass = 0; pass < 2; pass++) { /* first without a town inside, then any */
        for (int32_t host = 0; host < n; host++) {
            const DemoUnit *unit = &country->units[host];
            if (host == owner || unit->kind != DEMO_PARISH || (pass == 0 && is_host[host]) ||
                unit->municipality != country->units[owner].municipality)
                continue;
            if (cut_inside(c, host, country->n_units, EXCLAVE_CELLS) == 0) continue;
            hand_over(c, host, owner);
            if (country->cases.exclave_owner < 0) {
                country->cases.exclave_owner = owner;
                country->cases.exclave_host = host;
            }
            return true;
        }
    }
    return false;
}

static void cut_exclaves(Carver *c, const bool *is_host) {
    DemoCountry *country = c->country;
    int32_t n = country->n_parishes + country->n_cities;
    int32_t wanted = country->n_parishes < 2 ? 0 : 1 + country->n_units / 100;
    for (int32_t i = 0; i < wanted; i++) {
        int32_t from = (int32_t)((int64_t)(2 * i + 1) * n / (2 * wanted));
        for (int32_t k = 0; k < n; k++) {
            int32_t owner = (from + k) % n;
            if (country->units[owner].kind == DEMO_PARISH && cut_exclave(c, owner, is_host)) break;
        }
    }
}

/* A municipality without a town has its seat in the parish at its middle. */
static void seat_in_parishes(Carver *c, const bool *nobody) {
    for (int32_t m = 0; m < c->country->n_municipalities; m++)
        if (c->country->municipalities[m].seat < 0)
            c->country->municipalities[m].seat = nearest_host(c, m, nobody);
}

Status demo_make_towns(DemoCountry *country) {
    Carver c = {.country = country, .rng = rng_start(country->options.seed, STAGE_TOWNS)};
    bool *is_host = calloc((size_t)country->n_units, sizeof *is_host);
    bool *nobody = calloc((size_t)country->n_units, sizeof *nobody);
    Status status = is_host && nobody ? list_cells(&c) : STATUS_NO_MEMORY;
    for (int32_t u = 0; u < country->n_units; u++) country->units[u].host = -1;
    if (status == STATUS_OK) {
        for (int32_t m = 0; m < country->n_municipalities; m++)
            if (!country->municipalities[m].is_city) country->municipalities[m].seat = -1;
        cut_towns(&c, is_host);
        cut_exclaves(&c, is_host);
        seat_in_parishes(&c, nobody);
        status = demo_centre_units(country, country->n_units);
    }
    free(c.start);
    free(c.cells);
    free(c.mark);
    free(c.queue);
    free(is_host);
    free(nobody);
    return status;
}
