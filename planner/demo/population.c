/*
 * The population grids. People of a settlement thin out around its middle; the others live in
 * scattered cells of the countryside. As in the published grids, 1 to 10 residents read 5, and
 * 100 m cells exist in towns and villages only.
 */
#include "layers/model/grow.h"
#include "planner/demo/country.h"
#include "planner/demo/random.h"
#include <math.h>
#include <stdlib.h>

enum { FINE_SIDE = 10, FINE = FINE_SIDE * FINE_SIDE };
static const double CELL_M = 1000.0, FINE_CELL_M = 100.0;
static const float LEAST_DENSE_POP = 20.0f;       /* a cell with fewer has no 100 m cells */
static const double COARSE_SHARE = 54.0 / 182.0;  /* of all cells, where the land has room */
static const double MAX_POPULATED_SHARE = 0.85;   /* of the 1 km cells of the land */
static const double MIN_PEOPLE_A_FINE_CELL = 1.5; /* on average; fewer would often be none */
static const int32_t OUTSIDE_KM = 2;              /* how far out the cell outside all units lies */

typedef struct Raster {
    int32_t x0, y0, columns, rows; /* km */
    int32_t *unit;                 /* that covers the cell's centre; LATTICE_OUTSIDE */
    float *settled, *rural;        /* people of settlements and of the countryside */
    int32_t *place;                /* the settlement with most people in the cell, or -1 */
} Raster;

static size_t raster_at(const Raster *raster, int32_t x, int32_t y) {
    return (size_t)(x - raster->x0) * (size_t)raster->rows + (size_t)(y - raster->y0);
}

static Status raster_init(Raster *raster, const Lattice *lattice) {
    Box box;
    lattice_box(lattice, &box);
    raster->x0 = (int32_t)floor(box.min_x / CELL_M);
    raster->y0 = (int32_t)floor(box.min_y / CELL_M);
    raster->columns = (int32_t)ceil(box.max_x / CELL_M) - raster->x0;
    raster->rows = (int32_t)ceil(box.max_y / CELL_M) - raster->y0;
    size_t n = (size_t)raster->columns * (size_t)raster->rows;
    raster->unit = malloc(n * sizeof *raster->unit);
    raster->place = malloc(n * sizeof *raster->place);
    raster->settled = calloc(n, sizeof *raster->settled);
    raster->rural = calloc(n, sizeof *raster->rural);
    if (!raster->unit || !raster->place || !raster->settled || !raster->rural)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < n; i++) {
        int32_t x = raster->x0 + (int32_t)(i / (size_t)raster->rows);
        int32_t y = raster->y0 + (int32_t)(i % (size_t)raster->rows);
        raster->unit[i] = lattice_unit_at(lattice, (x + 0.5) * CELL_M, (y + 0.5) * CELL_M);
        raster->place[i] = -1;
    }
    return STATUS_OK;
}

static void raster_free(Raster *raster) {
    free(raster->unit);
    free(raster->place);
    free(raster->settled);
    free(raster->rural);
}

/* The part of the board that a settlement's people live in. */
typedef struct Window {
    int32_t x1, y1, x2, y2; /* cells, both ends included */
    double radius_m;
} Window;

static int32_t clamp(int32_t value, int32_t low, int32_t high) {
    return value < low ? low : value > high ? high : value;
}

static Window window_of(const Raster *raster, const DemoPlace *place) {
    double radius_m = 350.0 + sqrt(place->pop) * 8.3, reach_m = 3.0 * radius_m;
    int32_t right = raster->x0 + raster->columns - 1, top = raster->y0 + raster->rows - 1;
    return (Window){
        clamp((int32_t)floor((place->x_m - reach_m) / CELL_M), raster->x0, right),
        clamp((int32_t)floor((place->y_m - reach_m) / CELL_M), raster->y0, top),
        clamp((int32_t)floor((place->x_m + reach_m) / CELL_M), raster->x0, right),
        clamp((int32_t)floor((place->y_m + reach_m) / CELL_M), raster->y0, top),
        radius_m,
    };
}

/* Share of a cell before it is normalised: 1 / (1 + (d / r)^2)^2, within three radii. */
static double kernel(const Window *window, const DemoPlace *place, int32_t x, int32_t y) {
    double dx = (x + 0.5) * CELL_M - place->x_m, dy = (y + 0.5) * CELL_M - place->y_m;
    double t = 1.0 + (dx * dx + dy * dy) / (window->radius_m * window->radius_m);
    return t > 10.0 ? 0.0 : 1.0 / (t * t);
}

static void add_settled(Raster *raster, size_t cell, int32_t place, double people) {
    if (people > raster->settled[cell] / 2.0f) raster->place[cell] = place;
    raster->settled[cell] += (float)people;
}

/* Spreads a settlement over the cells of its own unit around it. */
static void settle(Raster *raster, const DemoPlace *place, int32_t index) {
    Window w = window_of(raster, place);
    double sum = 0;
    for (int32_t x = w.x1; x <= w.x2; x++)
        for (int32_t y = w.y1; y <= w.y2; y++)
            if (raster->unit[raster_at(raster, x, y)] == place->unit)
                sum += kernel(&w, place, x, y);
    if (sum <= 0) { /* no centre of a cell in reach: all live where the settlement stands */
        int32_t x = (int32_t)floor(place->x_m / CELL_M), y = (int32_t)floor(place->y_m / CELL_M);
        add_settled(raster, raster_at(raster, x, y), index, place->pop);
        return;
    }
    for (int32_t x = w.x1; x <= w.x2; x++) {
        for (int32_t y = w.y1; y <= w.y2; y++) {
            size_t cell = raster_at(raster, x, y);
            if (raster->unit[cell] != place->unit) continue;
            double people = place->pop * kernel(&w, place, x, y) / sum;
            if (people >= 0.5) add_settled(raster, cell, index, people);
        }
    }
}

/* A cell of the countryside: in a parish, without a settlement's people. */
static bool is_rural(const DemoCountry *country, const Raster *raster, size_t cell) {
    int32_t unit = raster->unit[cell];
    return unit >= 0 && country->units[unit].kind == DEMO_PARISH && raster->settled[cell] == 0;
}

/* Which share of the countryside's cells is populated, so that the wanted number comes out. */
static double rural_share(const DemoCountry *country, const Raster *raster) {
    size_t n = (size_t)raster->columns * (size_t)raster->rows, rural = 0, settled = 0, land = 0;
    for (size_t i = 0; i < n; i++) {
        rural += is_rural(country, raster, i);
        settled += raster->settled[i] > 0;
        land += raster->unit[i] >= 0;
    }
    double wanted = country->n_units * country->options.cells_per_unit * COARSE_SHARE;
    wanted = fmin(wanted, (double)land * MAX_POPULATED_SHARE) - (double)settled;
    if (wanted <= 0 || rural == 0) return 0;
    return fmin(wanted / (double)rural, 1.0);
}

/* Marks populated cells with a weight; woods and bogs (smooth noise) keep more of them empty. */
static void weigh_rural(const DemoCountry *country, Raster *raster, uint64_t seed, double *sum) {
    double share = rural_share(country, raster), swing = 1.8 * fmin(share, 1.0 - share);
    for (int32_t x = raster->x0; x < raster->x0 + raster->columns; x++) {
        for (int32_t y = raster->y0; y < raster->y0 + raster->rows; y++) {
            size_t cell = raster_at(raster, x, y);
            if (!is_rural(country, raster, cell)) continue;
            double here = share + swing * (noise2(seed, x / 7.0, y / 7.0) - 0.5);
            if (hash2_unit(seed + 1, x, y) >= here) continue;
            double u = hash2_unit(seed + 2, x, y);
            raster->rural[cell] = (float)(0.2 + 3.0 * u * u * u);
            sum[raster->unit[cell]] += raster->rural[cell];
        }
    }
}

/* Turns weights into people: those of the unit who live in no settlement. */
static Status people_rural(const DemoCountry *country, Raster *raster, uint64_t seed) {
    double *sum = calloc((size_t)country->n_units * 2, sizeof *sum);
    if (!sum) return STATUS_NO_MEMORY;
    double *people = sum + country->n_units;
    weigh_rural(country, raster, seed, sum);
    for (int32_t u = 0; u < country->n_units; u++) people[u] = country->units[u].pop;
    for (size_t i = 0; i < country->n_places; i++)
        people[country->places[i].unit] -= country->places[i].pop;
    size_t n = (size_t)raster->columns * (size_t)raster->rows;
    for (size_t i = 0; i < n; i++)
        if (raster->rural[i] > 0)
            raster->rural[i] =
                (float)fmax(raster->rural[i] * people[raster->unit[i]] / sum[raster->unit[i]], 1.0);
    free(sum);
    return STATUS_OK;
}

static int32_t published(double people) {
    int32_t count = (int32_t)floor(people + 0.5);
    return count < 1 ? 0 : count <= 10 ? 5 : count;
}

static Status add_cell(DemoCountry *country, int32_t x, int32_t y, int32_t pop) {
    if (!grow((void **)&country->cells, country->n_cells, &country->cell_capacity_,
              sizeof *country->cells))
        return STATUS_NO_MEMORY;
    country->cells[country->n_cells++] = (DemoCell){x, y, pop};
    return STATUS_OK;
}

static Status add_fine(DemoCountry *country, int32_t x, int32_t y, int32_t pop) {
    if (!grow((void **)&country->fine_cells, country->n_fine_cells, &country->fine_capacity_,
              sizeof *country->fine_cells))
        return STATUS_NO_MEMORY;
    country->fine_cells[country->n_fine_cells++] = (DemoCell){x, y, pop};
    return STATUS_OK;
}

typedef struct FineCell {
    double far; /* from the settlement, with some chance in it */
    double weight;
    int32_t x, y;
} FineCell;

static int compare_far(const void *a, const void *b) {
    const FineCell *p = a, *q = b;
    if (p->far != q->far) return (p->far > q->far) - (p->far < q->far);
    return p->x != q->x ? p->x - q->x : p->y - q->y;
}

static int compare_place(const void *a, const void *b) {
    const FineCell *p = a, *q = b;
    return p->x != q->x ? p->x - q->x : p->y - q->y;
}

/* All 100 m cells of a 1 km cell, the built-up ones first. */
static void order_fine(const DemoPlace *place, const DemoCell *coarse, uint64_t seed,
                       FineCell fine[FINE]) {
    for (int32_t k = 0; k < FINE; k++) {
        int32_t x = coarse->x * FINE_SIDE + k / FINE_SIDE,
                y = coarse->y * FINE_SIDE + k % FINE_SIDE;
        double dx = (x + 0.5) * FINE_CELL_M - place->x_m, dy = (y + 0.5) * FINE_CELL_M - place->y_m;
        double u = hash2_unit(seed, x, y);
        fine[k] = (FineCell){(dx * dx + dy * dy) * (0.5 + u),
                             0.2 + 1.6 * hash2_unit(seed + 1, x, y), x, y};
    }
    qsort(fine, FINE, sizeof *fine, compare_far);
}

static int32_t fine_wanted(int32_t pop, double people) {
    return clamp((int32_t)(pop / people) + 1, 3, FINE);
}

static Status split_cell(DemoCountry *country, const DemoPlace *place, const DemoCell *coarse,
                         double people, uint64_t seed) {
    FineCell fine[FINE];
    order_fine(place, coarse, seed, fine);
    int32_t n = fine_wanted(coarse->pop, people);
    double sum = 0;
    for (int32_t k = 0; k < n; k++) sum += fine[k].weight;
    qsort(fine, (size_t)n, sizeof *fine, compare_place);
    Status status = STATUS_OK;
    for (int32_t k = 0; k < n && status == STATUS_OK; k++) {
        int32_t pop = published(coarse->pop * fine[k].weight / sum);
        if (pop > 0) status = add_fine(country, fine[k].x, fine[k].y, pop);
    }
    return status;
}

/*
 * How many people share a 100 m cell, so that both grids together have the wanted number of cells;
 * found by bisection, for no 1 km cell takes more than a hundred of them.
 */
static double people_a_fine_cell(const DemoCountry *country, const Raster *raster) {
    size_t n = (size_t)raster->columns * (size_t)raster->rows;
    double low = MIN_PEOPLE_A_FINE_CELL, high = 1000.0;
    double wanted = country->n_units * country->options.cells_per_unit;
    for (size_t i = 0; i < n; i++) wanted -= published(raster->settled[i] + raster->rural[i]) > 0;
    for (int round = 0; round < 24; round++) {
        double people = (low + high) / 2.0, fine = 0;
        for (size_t i = 0; i < n; i++)
            if (raster->settled[i] >= LEAST_DENSE_POP)
                fine += fine_wanted(published(raster->settled[i]), people);
        if (fine > wanted)
            low = people;
        else
            high = people;
    }
    return high;
}

static Status publish(DemoCountry *country, const Raster *raster, uint64_t seed) {
    double people = people_a_fine_cell(country, raster);
    Status status = STATUS_OK;
    for (int32_t x = raster->x0; x < raster->x0 + raster->columns; x++) {
        for (int32_t y = raster->y0; y < raster->y0 + raster->rows; y++) {
            size_t cell = raster_at(raster, x, y);
            DemoCell coarse = {x, y, published(raster->settled[cell] + raster->rural[cell])};
            if (coarse.pop == 0) continue;
            status = add_cell(country, x, y, coarse.pop);
            if (status == STATUS_OK && raster->settled[cell] >= LEAST_DENSE_POP)
                status = split_cell(country, &country->places[raster->place[cell]], &coarse, people,
                                    seed);
            if (status != STATUS_OK) return status;
        }
    }
    return STATUS_OK;
}

/* A cell east of everything, and a 100 m cell where its 1 km cell says that nobody lives. */
static Status add_hard_cells(DemoCountry *country, const Raster *raster) {
    int32_t east_x = raster->x0, east_y = raster->y0;
    size_t n = (size_t)raster->columns * (size_t)raster->rows, empty = n;
    for (size_t i = 0; i < n; i++) {
        if (raster->unit[i] < 0) continue;
        east_x = raster->x0 + (int32_t)(i / (size_t)raster->rows);
        east_y = raster->y0 + (int32_t)(i % (size_t)raster->rows);
        if (empty == n && published(raster->settled[i] + raster->rural[i]) == 0) empty = i;
    }
    country->cases.outside_cell = (int32_t)country->n_cells;
    Status status = add_cell(country, east_x + OUTSIDE_KM, east_y, 23);
    if (status != STATUS_OK || empty == n) return status;
    int32_t x = raster->x0 + (int32_t)(empty / (size_t)raster->rows);
    int32_t y = raster->y0 + (int32_t)(empty % (size_t)raster->rows);
    country->cases.orphan_fine_cell = (int32_t)country->n_fine_cells;
    return add_fine(country, x * FINE_SIDE + 4, y * FINE_SIDE + 7, 5);
}

Status demo_make_population(DemoCountry *country) {
    Rng rng = rng_start(country->options.seed, STAGE_POPULATION);
    Rng fine_rng = rng_start(country->options.seed, STAGE_FINE_CELLS);
    Raster raster = {0};
    Status status = raster_init(&raster, &country->lattice);
    if (status == STATUS_OK) {
        for (size_t i = 0; i < country->n_places; i++)
            if (country->places[i].pop > 0) settle(&raster, &country->places[i], (int32_t)i);
        status = people_rural(country, &raster, rng_next(&rng));
    }
    if (status == STATUS_OK) status = publish(country, &raster, rng_next(&fine_rng));
    if (status == STATUS_OK) status = add_hard_cells(country, &raster);
    raster_free(&raster);
    return status;
}
