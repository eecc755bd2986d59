#include "geo/edge_stripes.h"
#include "geo/orientation.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STRIPES_AN_EDGE = 3 }; /* borders that an edge crosses, on average */

static const size_t MAX_POINTS = (size_t)1 << 29; /* so that list positions fit 32 bits */

/*
 * The stripe of a height. Rounding cannot part a point from its edges: the function is monotone,
 * so a y between an edge's two ends falls between the stripes of those ends.
 */
static uint32_t stripe_at(const EdgeStripes *s, double y) {
    double stripe = (y - s->box.min_y) * s->stripes_per_m;
    return stripe < s->n_stripes ? (uint32_t)stripe : s->n_stripes - 1;
}

/* Where a walk over a polygon's edges, ring by ring, has come to. */
typedef struct EdgeWalk {
    const PolygonSet *set;
    size_t ring, end_ring, point;
} EdgeWalk;

static EdgeWalk walk_edges(const PolygonSet *set, size_t p) {
    EdgeWalk walk = {set, set->polygon_ring[p], set->polygon_ring[p + 1], 0};
    if (walk.ring < walk.end_ring) walk.point = set->ring_point[walk.ring];
    return walk;
}

/* The next edge's first point in set->xy; false after the last edge. */
static bool next_edge(EdgeWalk *walk, size_t *point) {
    while (walk->ring < walk->end_ring) {
        if (walk->point + 1 < walk->set->ring_point[walk->ring + 1]) {
            *point = walk->point++;
            return true;
        }
        walk->ring++;
        walk->point++; /* the last point of a ring begins no edge */
    }
    return false;
}

/* As many stripes as make the edges cross STRIPES_AN_EDGE stripe borders on average. */
static void choose_stripes(const PolygonSet *set, size_t p, EdgeStripes *s) {
    double rise_m = 0;
    size_t n_edges = 0, i;
    for (EdgeWalk walk = walk_edges(set, p); next_edge(&walk, &i); n_edges++)
        rise_m += fabs(set->xy[2 * i + 3] - set->xy[2 * i + 1]);
    double height_m = s->box.max_y - s->box.min_y;
    double wanted = rise_m > 0 ? STRIPES_AN_EDGE * (double)n_edges * (height_m / rise_m) : 1;
    if (!(wanted < 2 * (double)n_edges)) wanted = 2 * (double)n_edges;
    s->n_stripes = wanted > 1 ? (uint32_t)wanted : 1;
    s->stripes_per_m = height_m > 0 ? s->n_stripes / height_m : 0;
    if (!isfinite(s->stripes_per_m)) s->stripes_per_m = 0; /* flatter than any number: one stripe */
}

static void stripes_of_edge(const EdgeStripes *s, const double *edge, uint32_t *from,
                            uint32_t *to) {
    bool up = edge[1] <= edge[3];
    *from = stripe_at(s, edge[up ? 1 : 3]);
    *to = stripe_at(s, edge[up ? 3 : 1]);
}

/* A counting sort of the edges by stripe: count, turn counts into ends, fill from the back. */
static Status sort_edges(const PolygonSet *set, size_t p, size_t first, EdgeStripes *s) {
    uint32_t from, to;
    size_t i;
    uint64_t total = 0;
    s->first_edge = calloc((size_t)s->n_stripes + 1, sizeof *s->first_edge);
    if (!s->first_edge) return STATUS_NO_MEMORY;
    for (EdgeWalk walk = walk_edges(set, p); next_edge(&walk, &i);) {
        stripes_of_edge(s, set->xy + 2 * i, &from, &to);
        for (uint32_t k = from; k <= to; k++) s->first_edge[k]++;
        total += to - from + 1;
    }
    if (total > UINT32_MAX) return STATUS_NO_MEMORY;
    s->edge = malloc(((size_t)total + 1) * sizeof *s->edge);
    if (!s->edge) return STATUS_NO_MEMORY;
    for (uint32_t k = 1; k <= s->n_stripes; k++) s->first_edge[k] += s->first_edge[k - 1];
    for (EdgeWalk walk = walk_edges(set, p); next_edge(&walk, &i);) {
        stripes_of_edge(s, set->xy + 2 * i, &from, &to);
        for (uint32_t k = from; k <= to; k++) s->edge[--s->first_edge[k]] = (uint32_t)(i - first);
    }
    return STATUS_OK;
}

Status edge_stripes_build(const PolygonSet *set, size_t p, EdgeStripes *stripes) {
    EdgeStripes built = {.box = polygon_set_box(set, p)};
    if (set->polygon_ring[p] < set->polygon_ring[p + 1]) {
        size_t first = set->ring_point[set->polygon_ring[p]];
        size_t end = set->ring_point[set->polygon_ring[p + 1]];
        if (end - first > MAX_POINTS) return STATUS_NO_MEMORY;
        built.xy = set->xy + 2 * first;
        choose_stripes(set, p, &built);
        Status status = sort_edges(set, p, first, &built);
        if (status != STATUS_OK) {
            edge_stripes_free(&built);
            return status;
        }
    }
    *stripes = built;
    return STATUS_OK;
}

void edge_stripes_free(EdgeStripes *stripes) {
    free(stripes->first_edge);
    free(stripes->edge);
    memset(stripes, 0, sizeof *stripes);
}

typedef enum Meeting { MISSES, CROSSES, TOUCHES } Meeting;

/*
 * How the ray from `at` to the right meets the edge a-b; TOUCHES: the point is on the edge itself.
 * An edge is half-open in y (its lower end only), so a vertex on the ray counts once, and a
 * horizontal edge never crosses.
 */
static Meeting meet(const double *a, const double *b, const double *at) {
    double low_y = a[1] < b[1] ? a[1] : b[1], high_y = a[1] < b[1] ? b[1] : a[1];
    double low_x = a[0] < b[0] ? a[0] : b[0], high_x = a[0] < b[0] ? b[0] : a[0];
    if (at[1] < low_y || at[1] > high_y || at[0] > high_x) return MISSES;
    bool spans = at[1] < high_y;
    if (at[0] < low_x) return spans ? CROSSES : MISSES;
    int side = orientation(a, b, at);
    if (side == 0) return TOUCHES; /* on the line, and within the edge's box */
    bool upward = b[1] > a[1], at_left = upward ? side > 0 : side < 0;
    return spans && at_left ? CROSSES : MISSES;
}

bool edge_stripes_cover(const EdgeStripes *stripes, double x, double y) {
    const Box *box = &stripes->box;
    bool in_box = x >= box->min_x && x <= box->max_x && y >= box->min_y && y <= box->max_y;
    if (!in_box || stripes->n_stripes == 0) return false; /* NaN is in no box */
    const double at[2] = {x, y};
    uint32_t stripe = stripe_at(stripes, y);
    bool inside = false;
    for (uint32_t k = stripes->first_edge[stripe]; k < stripes->first_edge[stripe + 1]; k++) {
        const double *edge = stripes->xy + 2 * (size_t)stripes->edge[k];
        Meeting meeting = meet(edge, edge + 2, at);
        if (meeting == TOUCHES) return true;
        if (meeting == CROSSES) inside = !inside;
    }
    return inside;
}
