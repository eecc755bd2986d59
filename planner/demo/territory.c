/*
 * The outline of the country and its parishes and cities: both grow cell by cell over the
 * lattice, nearest cell first, by distances that noise has bent.
 */
#include "planner/demo/country.h"
#include "planner/demo/heap.h"
#include "planner/demo/random.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double STEP_M = 1200.0;
static const double UNIT_AREA_KM2 = 109.0;  /* as in the territory it is modelled on */
static const double MAX_AREA_KM2 = 70000.0; /* stays inside the area of use of EPSG:3059 */
static const double WIDTH_TO_HEIGHT = 1.7;
static const double CENTRE_X_M = 500000.0, CENTRE_Y_M = 300000.0;
static const double REACH = 1.4; /* how much farther than the ellipse the outline may go */
static const double PI = 3.14159265358979323846;
static const double BEND_M = 4200.0, BEND_WIDTH_M = 8500.0; /* of distances within the country */
static const double ROUGHNESS_M = 400.0;
enum { MOVES = 2 }; /* times that the middles of units move before their borders are final */

typedef struct Outline {
    Lattice *lattice;
    double half_width_m, half_height_m, centre_x_m, centre_y_m;
    uint64_t seed;
    Heap heap;
    uint8_t *seen;
} Outline;

/* How far out a cell lies: elliptic distance from the centre, bent by noise of two widths. */
static uint64_t outline_key(const Outline *o, int32_t cell) {
    double x, y;
    lattice_centre(o->lattice, cell, &x, &y);
    double dx = (x - o->centre_x_m) / o->half_width_m, dy = (y - o->centre_y_m) / o->half_height_m;
    double wide = noise2(o->seed, dx * 3.0, dy * 2.0);
    double narrow = noise2(o->seed + 1, dx * 11.0, dy * 7.0);
    return (uint64_t)(sqrt(dx * dx + dy * dy) * (0.6 + 0.6 * wide + 0.2 * narrow) * 1e6);
}

/* A rim of two cells stays empty, so that every cell of the country has all its neighbours. */
static bool on_rim(const Lattice *lattice, int32_t cell) {
    int column = cell % lattice->columns, row = cell / lattice->columns;
    return column < 2 || row < 2 || column >= lattice->columns - 2 || row >= lattice->rows - 2;
}

static Status reach(Outline *o, int32_t cell) {
    if (cell < 0 || o->seen[cell] || on_rim(o->lattice, cell)) return STATUS_OK;
    o->seen[cell] = 1;
    return heap_push(&o->heap, outline_key(o, cell), cell, 0);
}

static Status grow_outline(Outline *o, int32_t n_cells) {
    Lattice *lattice = o->lattice;
    Status status = reach(o, lattice_cell_at(lattice, o->centre_x_m, o->centre_y_m));
    HeapItem item;
    for (int32_t taken = 0; taken < n_cells && status == STATUS_OK; taken++) {
        if (!heap_pop(&o->heap, &item)) break;
        lattice->unit[item.a] = 0;
        for (int side = 0; side < SIDES && status == STATUS_OK; side++)
            status = reach(o, lattice_neighbour(lattice, item.a, side));
    }
    return status;
}

/* Lakes become land: what cannot be reached from the rim without crossing land. */
static Status fill_lakes(Outline *o) {
    Lattice *lattice = o->lattice;
    int32_t n = lattice->columns * lattice->rows;
    memset(o->seen, 0, (size_t)n);
    heap_clear(&o->heap);
    o->seen[0] = 1;
    Status status = heap_push(&o->heap, 0, 0, 0);
    HeapItem item;
    while (status == STATUS_OK && heap_pop(&o->heap, &item)) {
        for (int side = 0; side < SIDES && status == STATUS_OK; side++) {
            int32_t next = lattice_neighbour(lattice, item.a, side);
            if (next < 0 || o->seen[next] || lattice->unit[next] >= 0) continue;
            o->seen[next] = 1;
            status = heap_push(&o->heap, 0, next, 0);
        }
    }
    for (int32_t cell = 0; cell < n && status == STATUS_OK; cell++)
        if (!o->seen[cell]) lattice->unit[cell] = 0;
    return status;
}

static double extent(double x, double y) {
    return sqrt(x * x + y * y);
}

static Status make_outline(DemoCountry *country, Outline *o) {
    double unit_km2 = fmin(UNIT_AREA_KM2, MAX_AREA_KM2 / country->n_units);
    country->scale = sqrt(unit_km2 / UNIT_AREA_KM2);
    double step_m = STEP_M * country->scale, area_m2 = country->n_units * unit_km2 * 1e6;
    o->half_height_m = sqrt(area_m2 / (PI * WIDTH_TO_HEIGHT));
    o->half_width_m = o->half_height_m * WIDTH_TO_HEIGHT;
    o->centre_x_m = CENTRE_X_M;
    o->centre_y_m = CENTRE_Y_M;
    /* half the board along rows and columns: the ellipse's extent in those directions */
    double a = o->half_width_m * REACH, b = o->half_height_m * REACH;
    double east_x, east_y, north_x, north_y;
    lattice_directions(&east_x, &east_y, &north_x, &north_y);
    int half_columns = (int)(extent(a * east_x, b * east_y) / step_m) + 4;
    int half_rows = (int)(extent(a * north_x, b * north_y) / step_m) + 4;
    int columns = 2 * half_columns, rows = 2 * half_rows;
    double right = half_columns * step_m, up = half_rows * step_m;
    Status status = lattice_init(&country->lattice, o->seed + 2, columns, rows,
                                 o->centre_x_m - right * east_x - up * north_x,
                                 o->centre_y_m - right * east_y - up * north_y, step_m);
    if (status != STATUS_OK) return status;
    o->lattice = &country->lattice;
    o->seen = calloc((size_t)columns * (size_t)rows, 1);
    if (!o->seen) return STATUS_NO_MEMORY;
    status = grow_outline(o, (int32_t)(area_m2 / (step_m * step_m)));
    return status == STATUS_OK ? fill_lakes(o) : status;
}

/* Position along the Hilbert curve that fills a square of side 2^14. */
static uint64_t hilbert(int column, int row) {
    uint32_t x = (uint32_t)column, y = (uint32_t)row;
    uint64_t d = 0;
    for (uint32_t s = 1u << 13; s > 0; s /= 2) {
        uint32_t rx = (x & s) != 0, ry = (y & s) != 0;
        d += (uint64_t)s * s * ((3 * rx) ^ ry);
        x &= s - 1;
        y &= s - 1;
        if (ry) continue;
        if (rx) {
            x = s - 1 - x;
            y = s - 1 - y;
        }
        uint32_t swap = x;
        x = y;
        y = swap;
    }
    return d;
}

static int compare_u64(const void *a, const void *b) {
    uint64_t p = *(const uint64_t *)a, q = *(const uint64_t *)b;
    return (p > q) - (p < q);
}

/* Spreads n first middles evenly: one from each of n equal stretches of the curve. */
static Status spread_units(DemoCountry *country, int32_t n, Rng *rng) {
    const Lattice *lattice = &country->lattice;
    int32_t board = lattice->columns * lattice->rows;
    uint64_t *along = malloc((size_t)board * sizeof *along);
    if (!along) return STATUS_NO_MEMORY;
    int64_t land = 0;
    for (int32_t cell = 0; cell < board; cell++)
        if (lattice->unit[cell] >= 0)
            along[land++] =
                hilbert(cell % lattice->columns, cell / lattice->columns) << 32 | (uint32_t)cell;
    qsort(along, (size_t)land, sizeof *along, compare_u64);
    for (int32_t u = 0; u < n; u++) {
        double at = (u + rng_range(rng, 0.1, 0.9)) / n * (double)land;
        country->units[u].centre_cell = (int32_t)(uint32_t)along[(int64_t)at];
    }
    free(along);
    return STATUS_OK;
}

static double centre_distance2(const DemoCountry *country, const Outline *o, int32_t unit) {
    double x, y;
    lattice_centre(&country->lattice, country->units[unit].centre_cell, &x, &y);
    return (x - o->centre_x_m) * (x - o->centre_x_m) + (y - o->centre_y_m) * (y - o->centre_y_m);
}

/* The capital is the unit at the middle; the other cities are spread over the country. */
static void choose_cities(DemoCountry *country, const Outline *o, int32_t n) {
    country->capital = 0;
    for (int32_t u = 0; u < n; u++) {
        country->units[u].kind = DEMO_PARISH;
        if (centre_distance2(country, o, u) < centre_distance2(country, o, country->capital))
            country->capital = u;
    }
    if (country->n_cities > 0) country->units[country->capital].kind = DEMO_STATE_CITY;
    for (int32_t c = 1; c < country->n_cities; c++) {
        int32_t unit = (int32_t)((int64_t)(2 * c + 1) * n / (2 * country->n_cities));
        while (country->units[unit].kind == DEMO_STATE_CITY) unit = (unit + 1) % n;
        country->units[unit].kind = DEMO_STATE_CITY;
    }
}

/* How a unit takes part in the race for land: cities other than the capital stay small. */
static double slowness(const DemoCountry *country, int32_t unit) {
    if (unit == country->capital && country->n_cities > 0) return 0.9;
    if (country->units[unit].kind == DEMO_STATE_CITY) return 1.7;
    return 0.85 + 0.3 * hash2_unit(country->options.seed, unit, STAGE_TILING);
}

/* Where each cell lies for the race: its centre, moved by smooth and by rough noise. */
static float *bend_cells(const Lattice *lattice, double scale) {
    int32_t board = lattice->columns * lattice->rows;
    double width_m = BEND_WIDTH_M * scale;
    float *bent = malloc((size_t)board * 2 * sizeof *bent);
    for (int32_t cell = 0; cell < board && bent; cell++) {
        double x, y;
        if (lattice->unit[cell] < 0) continue;
        lattice_centre(lattice, cell, &x, &y);
        for (int axis = 0; axis < 2; axis++) {
            uint64_t seed = lattice->seed + 100 + (uint64_t)axis;
            double smooth = noise2(seed, x / width_m, y / width_m) - 0.5;
            double rough = hash2_unit(seed + 2, cell, axis) - 0.5;
            double at = axis == 0 ? x : y;
            bent[2 * (size_t)cell + (size_t)axis] =
                (float)(at + (BEND_M * smooth + ROUGHNESS_M * rough) * scale);
        }
    }
    return bent;
}

typedef struct Race {
    DemoCountry *country;
    const float *bent;
    Heap *heap;
} Race;

static Status enter(Race *race, int32_t cell, int32_t unit) {
    const float *from = &race->bent[2 * (size_t)race->country->units[unit].centre_cell];
    const float *to = &race->bent[2 * (size_t)cell];
    double dx = (double)to[0] - from[0], dy = (double)to[1] - from[1];
    double key = sqrt(dx * dx + dy * dy) * slowness(race->country, unit);
    return heap_push(race->heap, (uint64_t)(key * 100.0), cell, unit);
}

/* Each cell goes to the unit whose middle is nearest, among those that have reached it by land. */
static Status grow_units(Race *race, int32_t n) {
    Lattice *lattice = &race->country->lattice;
    int32_t board = lattice->columns * lattice->rows;
    enum { FREE = INT32_MAX };
    for (int32_t cell = 0; cell < board; cell++)
        if (lattice->unit[cell] >= 0) lattice->unit[cell] = FREE;
    Status status = STATUS_OK;
    heap_clear(race->heap);
    for (int32_t u = 0; u < n && status == STATUS_OK; u++)
        status = enter(race, race->country->units[u].centre_cell, u);
    HeapItem item;
    while (status == STATUS_OK && heap_pop(race->heap, &item)) {
        if (lattice->unit[item.a] != FREE) continue;
        lattice->unit[item.a] = item.b;
        for (int side = 0; side < SIDES && status == STATUS_OK; side++) {
            int32_t next = lattice_neighbour(lattice, item.a, side);
            if (lattice_unit_of(lattice, next) == FREE) status = enter(race, next, item.b);
        }
    }
    return status;
}

Status demo_centre_units(DemoCountry *country, int32_t n) {
    const Lattice *lattice = &country->lattice;
    int32_t board = lattice->columns * lattice->rows;
    double *sum = calloc((size_t)n * 3, sizeof *sum); /* column, row, least distance */
    if (!sum) return STATUS_NO_MEMORY;
    for (int32_t u = 0; u < n; u++) country->units[u].n_cells = 0;
    for (int32_t cell = 0; cell < board; cell++) {
        int32_t u = lattice->unit[cell];
        if (u < 0) continue;
        country->units[u].n_cells++;
        sum[3 * u] += lattice_column(lattice, cell);
        sum[3 * u + 1] += lattice_row(lattice, cell);
    }
    for (int32_t u = 0; u < n; u++) sum[3 * u + 2] = INFINITY;
    for (int32_t cell = 0; cell < board; cell++) {
        int32_t u = lattice->unit[cell];
        if (u < 0) continue;
        double dx = lattice_column(lattice, cell) - sum[3 * u] / country->units[u].n_cells;
        double dy = lattice_row(lattice, cell) - sum[3 * u + 1] / country->units[u].n_cells;
        if (dx * dx + dy * dy >= sum[3 * u + 2]) continue;
        sum[3 * u + 2] = dx * dx + dy * dy;
        country->units[u].centre_cell = cell;
    }
    free(sum);
    return STATUS_OK;
}

Status demo_make_territory(DemoCountry *country) {
    Rng rng = rng_start(country->options.seed, STAGE_OUTLINE);
    Outline o = {.seed = rng_next(&rng)};
    int32_t n = country->n_parishes + country->n_cities;
    Status status = make_outline(country, &o);
    if (status == STATUS_OK) status = spread_units(country, n, &rng);
    if (status == STATUS_OK) choose_cities(country, &o, n);
    float *bent = status == STATUS_OK ? bend_cells(&country->lattice, country->scale) : NULL;
    Race race = {country, bent, &o.heap};
    if (status == STATUS_OK && !bent) status = STATUS_NO_MEMORY;
    for (int move = 0; move <= MOVES && status == STATUS_OK; move++) {
        status = grow_units(&race, n);
        if (status == STATUS_OK) status = demo_centre_units(country, n);
    }
    free(bent);
    heap_free(&o.heap);
    free(o.seen);
    return status;
}
