#include "planner/access/catchment_areas.h"
#include "geo/catchment_cells.h"
#include "geo/parallel.h"
#include "geo/shades.h"
#include "layers/model/grow.h"
#include "planner/access/scopes.h"
#include <stdlib.h>
#include <string.h>

/* A polygon that is shared out among its own points. */
typedef struct Market {
    const PolygonSet *set;
    size_t polygon;
    size_t first, n; /* its points */
    int32_t *row;    /* of each point; -1: it has no land */
    CatchmentCells cells;
} Market;

typedef struct Pairs {
    int32_t (*pair)[2];
    size_t n, capacity;
} Pairs;

/* An edge of a municipality, the same from both sides, and a row that it bounds. */
typedef struct BorderEdge {
    double end[4];
    int32_t row;
} BorderEdge;

typedef struct Sharing {
    const Country *country;
    Market *market;
    size_t n_markets;
    int32_t *facility; /* by market, in increasing order within each */
    double *xy;
    int threads; /* of one market */
    BorderEdge *edge;
    size_t n_edges, edge_capacity;
    Pairs pairs;
} Sharing;

/* ---- markets ---- */

static size_t market_of(const Country *country, Catchment catchment, int32_t facility) {
    if (catchment == CATCHMENT_ANY) return 0;
    return (size_t)home_of_unit(country, country->facility[facility].unit);
}

static void set_polygon(const Country *country, Catchment catchment, size_t m, Market *market) {
    bool is_unit = catchment == CATCHMENT_HOME && m >= country->n_municipalities;
    market->set = is_unit ? &country->polygons : &country->areas;
    market->polygon = catchment == CATCHMENT_ANY ? 0
                      : is_unit                  ? m - country->n_municipalities
                                                 : country_municipality_area(country, (int32_t)m);
}

/* Counting sort of the open points by market; keeps their order within each. */
static void group_points(Sharing *sharing, Catchment catchment, const int32_t *open, size_t n) {
    const Country *country = sharing->country;
    for (size_t i = 0; i < n; i++) sharing->market[market_of(country, catchment, open[i])].n++;
    for (size_t m = 0, first = 0; m < sharing->n_markets; m++) {
        Market *market = &sharing->market[m];
        set_polygon(country, catchment, m, market);
        market->first = first;
        first += market->n;
        market->n = 0;
    }
    for (size_t i = 0; i < n; i++) {
        Market *market = &sharing->market[market_of(country, catchment, open[i])];
        size_t at = market->first + market->n++;
        sharing->facility[at] = open[i];
        memcpy(sharing->xy + 2 * at, country->facility_xy + 2 * (size_t)open[i],
               2 * sizeof *sharing->xy);
    }
}

static Status share_some(void *context, size_t begin, size_t end) {
    Sharing *sharing = context;
    Status status = STATUS_OK;
    for (size_t m = begin; m < end && status == STATUS_OK; m++) {
        Market *market = &sharing->market[m];
        if (market->n > 0)
            status = catchment_cells(market->set, market->polygon, sharing->xy + 2 * market->first,
                                     market->n, sharing->threads, &market->cells);
    }
    return status;
}

/* ---- rows ---- */

static bool has_land(const Market *market, size_t i) {
    const PolygonSet *set = &market->cells.set;
    return set->polygon_ring[i + 1] > set->polygon_ring[i];
}

typedef struct Place {
    int32_t facility;
    size_t market, point;
} Place;

static int by_facility(const void *a, const void *b) {
    const Place *one = a, *two = b;
    return (one->facility > two->facility) - (one->facility < two->facility);
}

/* The points that have land, in order of facilities; returns their number. */
static size_t list_places(const Sharing *sharing, Place *place) {
    size_t n = 0;
    for (size_t m = 0; m < sharing->n_markets; m++)
        for (size_t i = 0; i < sharing->market[m].n; i++)
            if (has_land(&sharing->market[m], i))
                place[n++] = (Place){sharing->facility[sharing->market[m].first + i], m, i};
    if (n) qsort(place, n, sizeof *place, by_facility);
    return n;
}

static Status add_rows(const Sharing *sharing, Catchment catchment, const Place *place, size_t n,
                       CatchmentArea *row, PolygonSet *shapes) {
    Status status = STATUS_OK;
    for (size_t r = 0; r < n && status == STATUS_OK; r++) {
        const Market *market = &sharing->market[place[r].market];
        status = polygon_set_add_copy(shapes, &market->cells.set, place[r].point);
        row[r] =
            (CatchmentArea){.catchment = catchment,
                            .facility = place[r].facility,
                            .area_m2 = polygon_set_area_m2(&market->cells.set, place[r].point)};
        market->row[place[r].point] = (int32_t)r;
    }
    return status;
}

/* Adds up the people of each row by the assignment. */
static Status add_people(const Country *country, const Assignment *assignment, CatchmentArea *row,
                         size_t n) {
    if (!assignment) return STATUS_OK;
    double *pop = calloc(country->n_facilities + 1, sizeof *pop);
    if (!pop) return STATUS_NO_MEMORY;
    for (size_t d = 0; d < country->n_demand; d++)
        if (assignment[d].facility >= 0) pop[assignment[d].facility] += country->demand[d].pop;
    for (size_t r = 0; r < n; r++) row[r].pop = pop[row[r].facility];
    free(pop);
    return STATUS_OK;
}

/* ---- neighbours ---- */

static Status add_pair(Pairs *pairs, int32_t a, int32_t b) {
    if (!grow((void **)&pairs->pair, pairs->n, &pairs->capacity, sizeof *pairs->pair))
        return STATUS_NO_MEMORY;
    pairs->pair[pairs->n][0] = a;
    pairs->pair[pairs->n++][1] = b;
    return STATUS_OK;
}

static Status add_border(Sharing *sharing, const double *from, int32_t row) {
    if (!grow((void **)&sharing->edge, sharing->n_edges, &sharing->edge_capacity,
              sizeof *sharing->edge))
        return STATUS_NO_MEMORY;
    bool turn = from[0] > from[2] || (from[0] == from[2] && from[1] > from[3]);
    BorderEdge *edge = &sharing->edge[sharing->n_edges++];
    *edge = (BorderEdge){{from[0], from[1], from[2], from[3]}, row};
    if (turn) *edge = (BorderEdge){{from[2], from[3], from[0], from[1]}, row};
    return STATUS_OK;
}

/* What each edge of a cell is of: a bisector names the neighbour, a border may be another's too. */
static Status look_round(Sharing *sharing, const Market *market, size_t i) {
    const CatchmentCells *cells = &market->cells;
    Status status = STATUS_OK;
    for (size_t r = cells->set.polygon_ring[i]; r < cells->set.polygon_ring[i + 1]; r++)
        for (size_t k = cells->set.ring_point[r];
             k + 1 < cells->set.ring_point[r + 1] && status == STATUS_OK; k++) {
            int32_t edge = cells->edge[k];
            if (edge >= 0 && sharing->n_markets > 1)
                status = add_border(sharing, market->set->xy + 2 * (size_t)edge, market->row[i]);
            if (edge < 0 && market->row[-1 - edge] >= 0)
                status = add_pair(&sharing->pairs, market->row[i], market->row[-1 - edge]);
        }
    return status;
}

static bool same_edge(const double *a, const double *b) {
    return a[0] == b[0] && a[1] == b[1] && a[2] == b[2] && a[3] == b[3];
}

static int by_edge(const void *a, const void *b) {
    const BorderEdge *one = a, *two = b;
    for (int k = 0; k < 4; k++)
        if (one->end[k] != two->end[k]) return one->end[k] < two->end[k] ? -1 : 1;
    return (one->row > two->row) - (one->row < two->row);
}

/* Rows on both sides of an edge are neighbours. */
static Status pair_borders(Sharing *sharing) {
    BorderEdge *edge = sharing->edge;
    Status status = STATUS_OK;
    if (sharing->n_edges) qsort(edge, sharing->n_edges, sizeof *edge, by_edge);
    for (size_t i = 0; i < sharing->n_edges; i++)
        for (size_t k = i + 1;
             k < sharing->n_edges && status == STATUS_OK && same_edge(edge[i].end, edge[k].end);
             k++)
            if (edge[i].row != edge[k].row)
                status = add_pair(&sharing->pairs, edge[i].row, edge[k].row);
    return status;
}

static Status add_shades(Sharing *sharing, const Place *place, size_t n, CatchmentArea *row) {
    int *shade = malloc((n + 1) * sizeof *shade);
    Status status = shade ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t r = 0; r < n && status == STATUS_OK; r++)
        status = look_round(sharing, &sharing->market[place[r].market], place[r].point);
    if (status == STATUS_OK) status = pair_borders(sharing);
    if (status == STATUS_OK)
        status = shades_of(n, (const int32_t(*)[2])sharing->pairs.pair, sharing->pairs.n, shade);
    for (size_t r = 0; r < n && status == STATUS_OK; r++) row[r].shade = shade[r];
    free(shade);
    return status;
}

/* ---- one catchment ---- */

static void sharing_free(Sharing *sharing) {
    for (size_t m = 0; sharing->market && m < sharing->n_markets; m++)
        catchment_cells_free(&sharing->market[m].cells);
    free(sharing->market);
    free(sharing->facility);
    free(sharing->xy);
    free(sharing->edge);
    free(sharing->pairs.pair);
}

/* Markets with their cells; row_of: room for the row of each point. */
static Status share_out(Sharing *sharing, Catchment catchment, const int32_t *open, size_t n,
                        int threads, int32_t *row_of) {
    const Country *country = sharing->country;
    bool any = catchment == CATCHMENT_ANY;
    sharing->n_markets = any ? 1 : homes_count(country);
    sharing->threads = any ? threads : 1;
    sharing->market = calloc(sharing->n_markets + 1, sizeof *sharing->market);
    sharing->facility = malloc((n + 1) * sizeof *sharing->facility);
    sharing->xy = malloc((n + 1) * 2 * sizeof *sharing->xy);
    if (!sharing->market || !sharing->facility || !sharing->xy) return STATUS_NO_MEMORY;
    group_points(sharing, catchment, open, n);
    for (size_t i = 0; i < n; i++) row_of[i] = -1;
    for (size_t m = 0; m < sharing->n_markets; m++)
        sharing->market[m].row = row_of + sharing->market[m].first;
    return parallel_for(sharing->n_markets, any ? 1 : 4, any ? 1 : threads, share_some, sharing);
}

static Status areas_of(const Country *country, Catchment catchment, const int32_t *open, size_t n,
                       const Assignment *assignment, int threads, CatchmentArea *row,
                       size_t *n_rows, PolygonSet *shapes) {
    Sharing sharing = {.country = country};
    int32_t *row_of = malloc((n + 1) * sizeof *row_of);
    Place *place = malloc((n + 1) * sizeof *place);
    Status status = row_of && place ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = share_out(&sharing, catchment, open, n, threads, row_of);
    if (status == STATUS_OK) {
        *n_rows = list_places(&sharing, place);
        status = add_rows(&sharing, catchment, place, *n_rows, row, shapes);
    }
    if (status == STATUS_OK) status = add_people(country, assignment, row, *n_rows);
    if (status == STATUS_OK) status = add_shades(&sharing, place, *n_rows, row);
    sharing_free(&sharing);
    free(row_of);
    free(place);
    return status;
}

Status catchment_areas(const Country *country, const int32_t *open, size_t n,
                       Assignment *const assignment[CATCHMENTS], int threads, CatchmentArea **areas,
                       size_t *n_areas, PolygonSet *shapes) {
    size_t total = 0;
    PolygonSet made;
    polygon_set_init(&made);
    CatchmentArea *row = calloc(CATCHMENTS * n + 1, sizeof *row);
    Status status = row ? STATUS_OK : STATUS_NO_MEMORY;
    for (int c = 0; c < CATCHMENTS && status == STATUS_OK && country->areas.n > 0; c++) {
        size_t found = 0;
        status = areas_of(country, (Catchment)c, open, n, assignment[c], threads, row + total,
                          &found, &made);
        total += found;
    }
    if (status != STATUS_OK) {
        free(row);
        polygon_set_free(&made);
        return status;
    }
    *areas = row;
    *n_areas = total;
    *shapes = made;
    return STATUS_OK;
}
