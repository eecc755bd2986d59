/*
 * Two passes over the rows of the lattice: the first asks for the unit of each middle, the second
 * puts those that have one where they belong. Only the first is worth threads.
 *
 * The point inside a polygon: a horizontal line that meets no vertex crosses the rings at an even
 * number of places; sorted, each two of them bound a stretch of the inside (even-odd rule).
 */
#include "planner/place/territory_points.h"
#include "geo/parallel.h"
#include "geo/polygon_locator.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { GRAIN = 8 }; /* rows of the lattice at a time */

typedef struct Lattice {
    const Country *country;
    const PolygonLocator *locator;
    double step_m, first_column, first_row; /* numbers of the first cell, whole */
    size_t columns, rows;
    int32_t *unit;  /* [rows × columns] -1: none */
    int64_t *count; /* [units] points of each */
} Lattice;

void territory_points_free(TerritoryPoints *points) {
    free(points->xy);
    free(points->area_m2);
    free(points->unit);
    memset(points, 0, sizeof *points);
}

static double middle(const Lattice *lattice, double first, size_t k) {
    return (first + (double)k + 0.5) * lattice->step_m;
}

/* The cells of the country's box; false where there are too many. */
static bool lay(Lattice *lattice) {
    Box box = polygon_set_box_all(&lattice->country->polygons);
    if (!(box.min_x <= box.max_x)) return true; /* no polygon: no cell */
    double step_m = lattice->step_m;
    lattice->first_column = floor(box.min_x / step_m);
    lattice->first_row = floor(box.min_y / step_m);
    double columns = floor(box.max_x / step_m) - lattice->first_column + 1;
    double rows = floor(box.max_y / step_m) - lattice->first_row + 1;
    if (!(columns * rows <= INT32_MAX)) return false;
    lattice->columns = (size_t)columns;
    lattice->rows = (size_t)rows;
    return true;
}

static Status locate_rows(void *context, size_t begin, size_t end) {
    Lattice *lattice = context;
    double *xy = malloc(2 * lattice->columns * sizeof *xy);
    if (!xy) return STATUS_NO_MEMORY;
    Status status = STATUS_OK;
    for (size_t row = begin; row < end && status == STATUS_OK; row++) {
        for (size_t k = 0; k < lattice->columns; k++) {
            xy[2 * k] = middle(lattice, lattice->first_column, k);
            xy[2 * k + 1] = middle(lattice, lattice->first_row, row);
        }
        status = polygon_locator_locate(lattice->locator, xy, lattice->columns, 1,
                                        lattice->unit + row * lattice->columns);
    }
    free(xy);
    return status;
}

static Status locate(Lattice *lattice, int threads) {
    size_t cells = lattice->rows * lattice->columns;
    lattice->unit = malloc((cells + 1) * sizeof *lattice->unit);
    lattice->count = calloc(lattice->country->n_units + 1, sizeof *lattice->count);
    if (!lattice->unit || !lattice->count) return STATUS_NO_MEMORY;
    PolygonLocator *locator = NULL;
    Status status = polygon_locator_build(&lattice->country->polygons, threads, &locator);
    lattice->locator = locator;
    if (status == STATUS_OK)
        status = parallel_for(lattice->rows, GRAIN, threads, locate_rows, lattice);
    polygon_locator_free(locator);
    for (size_t cell = 0; cell < cells && status == STATUS_OK; cell++) {
        int32_t unit = lattice->unit[cell];
        if (unit >= 0 && !(lattice->country->unit[unit].area_m2 > 0))
            unit = lattice->unit[cell] = -1;
        if (unit >= 0) lattice->count[unit]++;
    }
    return status;
}

/* ---- a point inside a polygon ---- */

/* A height that no vertex has, near the middle of the polygon's box. */
static double line_y(const double *xy, size_t n) {
    double low = INFINITY, high = -INFINITY;
    for (size_t k = 0; k < n; k++) {
        if (xy[2 * k + 1] < low) low = xy[2 * k + 1];
        if (xy[2 * k + 1] > high) high = xy[2 * k + 1];
    }
    double at = low / 2 + high / 2, below = low, above = high;
    for (size_t k = 0; k < n; k++) {
        double y = xy[2 * k + 1];
        if (y <= at && y > below) below = y;
        if (y > at && y < above) above = y;
    }
    return below / 2 + above / 2;
}

static int by_size(const void *left, const void *right) {
    double l = *(const double *)left, r = *(const double *)right;
    return (l > r) - (l < r);
}

/* Where the rings of polygon p cross the height y; crossing has room for all its points. */
static size_t crossings(const PolygonSet *set, size_t p, double y, double *crossing) {
    size_t n = 0;
    for (size_t r = set->polygon_ring[p]; r < set->polygon_ring[p + 1]; r++)
        for (size_t k = set->ring_point[r]; k + 1 < set->ring_point[r + 1]; k++) {
            const double *a = set->xy + 2 * k, *b = a + 2;
            if ((a[1] > y) == (b[1] > y)) continue;
            crossing[n++] = a[0] + (b[0] - a[0]) * ((y - a[1]) / (b[1] - a[1]));
        }
    qsort(crossing, n, sizeof *crossing, by_size);
    return n;
}

/* A point inside polygon p; its first vertex where no stretch is wide enough to tell. */
static Status inside_point(const PolygonSet *set, size_t p, double *at) {
    size_t first = set->ring_point[set->polygon_ring[p]];
    size_t n = set->ring_point[set->polygon_ring[p + 1]] - first;
    double *crossing = malloc((n + 1) * sizeof *crossing), widest = 0;
    if (!crossing) return STATUS_NO_MEMORY;
    double y = line_y(set->xy + 2 * first, n);
    memcpy(at, set->xy + 2 * first, 2 * sizeof *at);
    size_t found = crossings(set, p, y, crossing);
    for (size_t k = 0; k + 1 < found; k += 2) {
        if (!(crossing[k + 1] - crossing[k] > widest)) continue;
        widest = crossing[k + 1] - crossing[k];
        at[0] = crossing[k] / 2 + crossing[k + 1] / 2;
        at[1] = y;
    }
    free(crossing);
    return STATUS_OK;
}

/* ---- all of it ---- */

static bool is_bare(const Lattice *lattice, size_t u) {
    const PolygonSet *set = &lattice->country->polygons;
    return lattice->count[u] == 0 && lattice->country->unit[u].area_m2 > 0 &&
           set->polygon_ring[u] < set->polygon_ring[u + 1];
}

static void put(const Lattice *lattice, TerritoryPoints *points, double x, double y, int32_t unit) {
    size_t at = points->n++;
    int64_t sharing = lattice->count[unit] > 0 ? lattice->count[unit] : 1;
    points->xy[2 * at] = x;
    points->xy[2 * at + 1] = y;
    points->area_m2[at] = lattice->country->unit[unit].area_m2 / (double)sharing;
    points->unit[at] = unit;
}

static Status fill(const Lattice *lattice, TerritoryPoints *points) {
    size_t n = 0, units = lattice->country->n_units;
    for (size_t u = 0; u < units; u++) n += is_bare(lattice, u) ? 1 : (size_t)lattice->count[u];
    points->xy = malloc((n + 1) * 2 * sizeof *points->xy);
    points->area_m2 = malloc((n + 1) * sizeof *points->area_m2);
    points->unit = malloc((n + 1) * sizeof *points->unit);
    if (!points->xy || !points->area_m2 || !points->unit) return STATUS_NO_MEMORY;
    const int32_t *unit = lattice->unit;
    for (size_t row = 0; row < lattice->rows; row++)
        for (size_t k = 0; k < lattice->columns; k++, unit++)
            if (*unit >= 0)
                put(lattice, points, middle(lattice, lattice->first_column, k),
                    middle(lattice, lattice->first_row, row), *unit);
    Status status = STATUS_OK;
    for (size_t u = 0; u < units && status == STATUS_OK; u++) {
        double at[2];
        if (!is_bare(lattice, u)) continue;
        status = inside_point(&lattice->country->polygons, u, at);
        if (status == STATUS_OK) put(lattice, points, at[0], at[1], (int32_t)u);
    }
    return status;
}

Status territory_points_make(const Country *country, double step_m, int threads,
                             TerritoryPoints *out) {
    if (!(step_m > 0 && step_m < INFINITY)) return STATUS_BAD_ARGUMENT;
    for (size_t u = 0; u < country->n_units; u++)
        if (!isfinite(country->unit[u].area_m2)) return STATUS_BAD_ARGUMENT;
    Lattice lattice = {.country = country, .step_m = step_m};
    if (!lay(&lattice)) return STATUS_BAD_ARGUMENT;
    TerritoryPoints points = {0};
    Status status = locate(&lattice, parallel_threads(threads));
    if (status == STATUS_OK) status = fill(&lattice, &points);
    free(lattice.unit);
    free(lattice.count);
    if (status == STATUS_OK)
        *out = points;
    else
        territory_points_free(&points);
    return status;
}
