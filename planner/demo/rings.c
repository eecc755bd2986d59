#include "planner/demo/rings.h"
#include <stdlib.h>
#include <string.h>

/* A side of a cell on the border of its unit, walked with the unit on the left. */
typedef struct Edge {
    int32_t from, to;  /* corners */
    int32_t component; /* of the unit's cells joined by sides */
    bool used;
} Edge;

/* A ring as corners[first] … corners[first + n - 1], not closed. */
typedef struct Ring {
    size_t first, n;
    int32_t component;
    bool is_hole;
} Ring;

typedef struct Tracer {
    const Lattice *lattice;
    PolygonSet *set;
    size_t *start; /* cells of unit u: cells[start[u]] … */
    int32_t *cells;
    int32_t *component; /* per lattice cell */
    int32_t *queue;
    Edge *edges; /* of one unit, ordered by `from` */
    size_t n_edges;
    Ring *rings;
    size_t n_rings;
    int32_t *corners, *path; /* finished rings; the walk that is going on */
    size_t n_corners;
    double *xy;
} Tracer;

static void tracer_free(Tracer *t) {
    free(t->start);
    free(t->cells);
    free(t->component);
    free(t->queue);
    free(t->edges);
    free(t->rings);
    free(t->corners);
    free(t->path);
    free(t->xy);
}

static Status tracer_init(Tracer *t, int32_t n_units) {
    int32_t board = t->lattice->columns * t->lattice->rows;
    t->start = calloc((size_t)n_units + 2, sizeof *t->start);
    t->cells = malloc((size_t)board * sizeof *t->cells);
    t->component = malloc((size_t)board * sizeof *t->component);
    if (!t->start || !t->cells || !t->component) return STATUS_NO_MEMORY;
    for (int32_t cell = 0; cell < board; cell++) {
        t->component[cell] = -1;
        if (t->lattice->unit[cell] >= 0) t->start[t->lattice->unit[cell] + 2]++;
    }
    size_t most = 0;
    for (int32_t u = 0; u < n_units; u++) {
        if (t->start[u + 2] > most) most = t->start[u + 2];
        t->start[u + 2] += t->start[u + 1];
    }
    for (int32_t cell = 0; cell < board; cell++)
        if (t->lattice->unit[cell] >= 0) t->cells[t->start[t->lattice->unit[cell] + 1]++] = cell;
    size_t edges = 4 * most + 1;
    t->queue = malloc((most + 1) * sizeof *t->queue);
    t->edges = malloc(edges * sizeof *t->edges);
    t->rings = malloc(edges * sizeof *t->rings);
    t->corners = malloc(edges * sizeof *t->corners);
    t->path = malloc(edges * sizeof *t->path);
    t->xy = malloc((2 * edges + 1) * 2 * sizeof *t->xy);
    bool all = t->queue && t->edges && t->rings && t->corners && t->path && t->xy;
    return all ? STATUS_OK : STATUS_NO_MEMORY;
}

static void mark_component(Tracer *t, int32_t first, int32_t component) {
    int32_t n = 0, unit = t->lattice->unit[first];
    t->component[first] = component;
    t->queue[n++] = first;
    for (int32_t at = 0; at < n; at++) {
        for (int side = 0; side < SIDES; side++) {
            int32_t next = lattice_neighbour(t->lattice, t->queue[at], side);
            if (lattice_unit_of(t->lattice, next) != unit || t->component[next] >= 0) continue;
            t->component[next] = component;
            t->queue[n++] = next;
        }
    }
}

static int compare_edges(const void *a, const void *b) {
    const Edge *p = a, *q = b;
    if (p->from != q->from) return (p->from > q->from) - (p->from < q->from);
    return (p->to > q->to) - (p->to < q->to);
}

static void collect_edges(Tracer *t, int32_t unit) {
    t->n_edges = 0;
    int32_t components = 0;
    for (size_t k = t->start[unit]; k < t->start[unit + 1]; k++) {
        int32_t cell = t->cells[k];
        if (t->component[cell] < 0) mark_component(t, cell, components++);
        for (int side = 0; side < SIDES; side++) {
            int32_t other = lattice_neighbour(t->lattice, cell, side);
            if (lattice_unit_of(t->lattice, other) == unit) continue;
            Edge *edge = &t->edges[t->n_edges++];
            lattice_side(t->lattice, cell, side, &edge->from, &edge->to);
            edge->component = t->component[cell];
            edge->used = false;
        }
    }
    qsort(t->edges, t->n_edges, sizeof *t->edges, compare_edges);
}

/* The unused edge of a component that leaves `corner`, or NULL. O(log edges). */
static Edge *edge_from(Tracer *t, int32_t corner, int32_t component) {
    size_t low = 0, high = t->n_edges;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (t->edges[middle].from < corner)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < t->n_edges && t->edges[low].from == corner; low++)
        if (!t->edges[low].used && t->edges[low].component == component) return &t->edges[low];
    return NULL;
}

/* Twice the signed area of corners in lattice steps: positive where counter-clockwise. */
static int64_t doubled_area(const Tracer *t, const int32_t *corner, size_t n) {
    int64_t sum = 0, across = t->lattice->columns + 1;
    for (size_t i = 0; i < n; i++) {
        int64_t a = corner[i], b = corner[(i + 1) % n];
        sum += a % across * (b / across) - b % across * (a / across);
    }
    return sum;
}

static void keep_ring(Tracer *t, const int32_t *corner, size_t n, int32_t component) {
    memcpy(&t->corners[t->n_corners], corner, n * sizeof *corner);
    bool is_hole = doubled_area(t, corner, n) < 0;
    t->rings[t->n_rings++] = (Ring){t->n_corners, n, component, is_hole};
    t->n_corners += n;
}

/*
 * Walks from an edge back to its start. Wherever the walk comes to a corner for the second time
 * the loop in between is a ring of its own: a hole that touches the border, or an outer ring that
 * touches another one.
 */
static void trace(Tracer *t, Edge *first) {
    size_t n = 0;
    for (Edge *edge = first; edge; edge = edge_from(t, edge->to, edge->component)) {
        edge->used = true;
        t->path[n++] = edge->from;
        for (size_t i = n; i-- > 0;) {
            if (t->path[i] != edge->to) continue;
            keep_ring(t, &t->path[i], n - i, edge->component);
            n = i;
            break;
        }
    }
}

static Status add_ring(Tracer *t, const Ring *ring) {
    size_t n = 0;
    for (size_t i = 0; i < ring->n; i++) {
        int32_t from = t->corners[ring->first + i];
        int32_t to = t->corners[ring->first + (i + 1) % ring->n];
        lattice_corner(t->lattice, from, &t->xy[2 * n], &t->xy[2 * n + 1]);
        n++;
        lattice_bend(t->lattice, from, to, &t->xy[2 * n], &t->xy[2 * n + 1]);
        n++;
    }
    t->xy[2 * n] = t->xy[0];
    t->xy[2 * n + 1] = t->xy[1];
    return polygon_set_add_ring(t->set, t->xy, n + 1, ring->is_hole);
}

static Status add_unit(Tracer *t, int32_t unit) {
    collect_edges(t, unit);
    t->n_rings = t->n_corners = 0;
    for (size_t i = 0; i < t->n_edges; i++)
        if (!t->edges[i].used) trace(t, &t->edges[i]);
    Status status = polygon_set_add_polygon(t->set);
    for (size_t r = 0; r < t->n_rings && status == STATUS_OK; r++) {
        if (t->rings[r].is_hole) continue;
        status = add_ring(t, &t->rings[r]);
        for (size_t h = 0; h < t->n_rings && status == STATUS_OK; h++)
            if (t->rings[h].is_hole && t->rings[h].component == t->rings[r].component)
                status = add_ring(t, &t->rings[h]);
    }
    return status;
}

Status demo_rings(const Lattice *lattice, int32_t n_units, PolygonSet *set) {
    Tracer t = {.lattice = lattice, .set = set};
    Status status = tracer_init(&t, n_units);
    for (int32_t u = 0; u < n_units && status == STATUS_OK; u++) status = add_unit(&t, u);
    tracer_free(&t);
    return status;
}
