/*
 * partition_graph: parts grow from seeds, the smallest first, by the free neighbour nearest to
 * the seed; seeds then move to the middle of their part and the growth starts again.
 */
#include "planner/demo/adjacency.h"
#include <stdlib.h>

enum { ROUNDS = 6 };

typedef struct Growth {
    const Adjacency *adjacency;
    const double *x, *y;
    const bool *skip;
    int32_t n_parts;
    int32_t *part;   /* per node; the caller's */
    int32_t *seed;   /* per part: its seed node */
    int32_t *size;   /* per part */
    bool *closed;    /* per part: no free neighbour is left */
    int32_t *member; /* linked lists of members: per part the head, then per node the next */
} Growth;

static double distance2(const Growth *g, int32_t a, int32_t b) {
    double dx = g->x[a] - g->x[b], dy = g->y[a] - g->y[b];
    return dx * dx + dy * dy;
}

static int32_t *next_of(Growth *g, int32_t node) {
    return &g->member[g->n_parts + node];
}

static void take(Growth *g, int32_t part, int32_t node) {
    g->part[node] = part;
    g->size[part]++;
    *next_of(g, node) = g->member[part];
    g->member[part] = node;
}

/* The free node next to the part that lies nearest to its seed, or -1. */
static int32_t nearest_free(Growth *g, int32_t part) {
    int32_t best = -1;
    for (int32_t node = g->member[part]; node >= 0; node = *next_of(g, node)) {
        for (size_t k = g->adjacency->start[node]; k < g->adjacency->start[node + 1]; k++) {
            int32_t other = g->adjacency->neighbour[k];
            if (g->part[other] >= 0 || g->skip[other]) continue;
            if (best < 0 || distance2(g, g->seed[part], other) < distance2(g, g->seed[part], best))
                best = other;
        }
    }
    return best;
}

static int32_t smallest_open(const Growth *g) {
    int32_t best = -1;
    for (int32_t p = 0; p < g->n_parts; p++)
        if (!g->closed[p] && (best < 0 || g->size[p] < g->size[best])) best = p;
    return best;
}

/* Nodes that no part could reach (cut off by skipped ones) join the part of the nearest seed. */
static void take_leftovers(Growth *g) {
    for (int32_t i = 0; i < g->adjacency->n; i++) {
        if (g->skip[i] || g->part[i] >= 0) continue;
        int32_t best = 0;
        for (int32_t p = 1; p < g->n_parts; p++)
            if (distance2(g, g->seed[p], i) < distance2(g, g->seed[best], i)) best = p;
        take(g, best, i);
    }
}

static void grow_parts(Growth *g) {
    for (int32_t i = 0; i < g->adjacency->n; i++) g->part[i] = -1;
    for (int32_t p = 0; p < g->n_parts; p++) {
        g->size[p] = 0;
        g->closed[p] = false;
        g->member[p] = -1;
        take(g, p, g->seed[p]);
    }
    for (int32_t p = smallest_open(g); p >= 0; p = smallest_open(g)) {
        int32_t node = nearest_free(g, p);
        if (node < 0)
            g->closed[p] = true;
        else
            take(g, p, node);
    }
    take_leftovers(g);
}

/* Moves each seed to the member nearest to the mean position of its part. */
static void centre_seeds(Growth *g) {
    for (int32_t p = 0; p < g->n_parts; p++) {
        double x = 0, y = 0, best2 = 0;
        for (int32_t i = g->member[p]; i >= 0; i = *next_of(g, i)) {
            x += g->x[i] / g->size[p];
            y += g->y[i] / g->size[p];
        }
        int32_t best = -1;
        for (int32_t i = g->member[p]; i >= 0; i = *next_of(g, i)) {
            double d2 = (g->x[i] - x) * (g->x[i] - x) + (g->y[i] - y) * (g->y[i] - y);
            if (best >= 0 && d2 >= best2) continue;
            best = i;
            best2 = d2;
        }
        g->seed[p] = best;
    }
}

/* Evenly spread among the nodes that count: they are numbered along a curve. */
static void first_seeds(Growth *g) {
    int64_t counted = 0, seen = 0;
    for (int32_t i = 0; i < g->adjacency->n; i++) counted += !g->skip[i];
    int32_t next = 0;
    for (int32_t i = 0; i < g->adjacency->n && next < g->n_parts; i++) {
        if (g->skip[i]) continue;
        if (seen++ == (2 * next + 1) * counted / (2 * g->n_parts)) g->seed[next++] = i;
    }
}

Status partition_graph(const Adjacency *adjacency, const double *x, const double *y,
                       const bool *skip, int32_t n_parts, int32_t *part) {
    size_t parts = (size_t)n_parts;
    Growth g = {.adjacency = adjacency, .x = x, .y = y, .skip = skip, .n_parts = n_parts};
    g.part = part;
    g.seed = calloc(parts, sizeof *g.seed);
    g.size = calloc(parts, sizeof *g.size);
    g.closed = calloc(parts, sizeof *g.closed);
    g.member = calloc(parts + (size_t)adjacency->n, sizeof *g.member);
    Status status = g.seed && g.size && g.closed && g.member ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) {
        first_seeds(&g);
        for (int round = 0; round < ROUNDS; round++) {
            if (round > 0) centre_seeds(&g);
            grow_parts(&g);
        }
    }
    free(g.seed);
    free(g.size);
    free(g.closed);
    free(g.member);
    return status;
}
