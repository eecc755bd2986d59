#include "geo/simplify.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the arcs are found with, and room to simplify one. */
typedef struct Simplify {
    const PolygonSet *set;
    double tolerance_sq;
    size_t *vertex;            /* of each point: its place among the different points */
    size_t *table, table_bits; /* open addressing: 1 + a point, or 0 */
    size_t *first, *second;    /* the two neighbours of a vertex, 1 + vertex; 0: not seen */
    bool *node;
    bool *kept;      /* of each point of the set */
    size_t *arc;     /* the points of the arc at work */
    size_t *pending; /* pairs of places in it: segments still to be looked at */
    double *ring;    /* the ring being written */
} Simplify;

static void simplify_free(Simplify *work) {
    free(work->vertex);
    free(work->table);
    free(work->first);
    free(work->second);
    free(work->node);
    free(work->kept);
    free(work->arc);
    free(work->pending);
    free(work->ring);
}

static bool simplify_alloc(Simplify *work) {
    size_t n = work->set->n_points + 1;
    if (n > SIZE_MAX / 64) return false;
    for (work->table_bits = 4; (size_t)1 << work->table_bits < 2 * n; work->table_bits++) {
    }
    work->vertex = calloc(n, sizeof *work->vertex);
    work->table = calloc((size_t)1 << work->table_bits, sizeof *work->table);
    work->first = calloc(n, sizeof *work->first);
    work->second = calloc(n, sizeof *work->second);
    work->node = calloc(n, sizeof *work->node);
    work->kept = calloc(n, sizeof *work->kept);
    work->arc = calloc(n, sizeof *work->arc);
    work->pending = calloc(2 * n, sizeof *work->pending);
    work->ring = calloc(2 * n, sizeof *work->ring);
    return work->vertex && work->table && work->first && work->second && work->node && work->kept &&
           work->arc && work->pending && work->ring;
}

static const double *point(const Simplify *work, size_t i) {
    return work->set->xy + 2 * i;
}

/* By x, then y. */
static int point_order(const double *a, const double *b) {
    if (a[0] != b[0]) return a[0] < b[0] ? -1 : 1;
    if (a[1] != b[1]) return a[1] < b[1] ? -1 : 1;
    return 0;
}

static size_t point_hash(const double *xy, size_t bits) {
    uint64_t x, y;
    double plus[2] = {xy[0] + 0.0, xy[1] + 0.0}; /* -0 is 0 */
    memcpy(&x, plus, sizeof x);
    memcpy(&y, plus + 1, sizeof y);
    uint64_t mixed = (x ^ (x >> 29)) * UINT64_C(0x9E3779B97F4A7C15) + y;
    mixed = (mixed ^ (mixed >> 31)) * UINT64_C(0xBF58476D1CE4E5B9);
    return (size_t)(mixed >> (64 - bits));
}

/* Gives points at one place one vertex: the first of them. */
static void find_vertices(Simplify *work) {
    size_t mask = ((size_t)1 << work->table_bits) - 1;
    for (size_t i = 0; i < work->set->n_points; i++) {
        size_t at = point_hash(point(work, i), work->table_bits);
        while (work->table[at] &&
               point_order(point(work, work->table[at] - 1), point(work, i)) != 0)
            at = (at + 1) & mask;
        if (!work->table[at]) work->table[at] = i + 1;
        work->vertex[i] = work->table[at] - 1;
    }
}

/* A vertex whose rings do not all pass between the same two neighbours is a node. */
static void pass(Simplify *work, size_t before, size_t at, size_t after) {
    size_t low = (before < after ? before : after) + 1,
           high = (before < after ? after : before) + 1;
    if (low == high) work->node[at] = true;
    if (!work->first[at]) {
        work->first[at] = low;
        work->second[at] = high;
    } else if (work->first[at] != low || work->second[at] != high) {
        work->node[at] = true;
    }
}

static void find_nodes(Simplify *work) {
    const PolygonSet *set = work->set;
    for (size_t ring = 0; ring < set->n_rings; ring++) {
        size_t begin = set->ring_point[ring], last = set->ring_point[ring + 1] - 1;
        for (size_t i = begin; i < last; i++) {
            size_t before = i == begin ? last - 1 : i - 1;
            pass(work, work->vertex[before], work->vertex[i], work->vertex[i + 1]);
        }
    }
}

/* Squared distance from p to the segment ab. */
static double segment_distance_sq(const double *p, const double *a, const double *b) {
    double dx = b[0] - a[0], dy = b[1] - a[1], px = p[0] - a[0], py = p[1] - a[1];
    double length_sq = dx * dx + dy * dy;
    double along = length_sq > 0 ? (px * dx + py * dy) / length_sq : 0;
    along = along < 0 ? 0 : along > 1 ? 1 : along;
    px -= along * dx;
    py -= along * dy;
    return px * px + py * py;
}

/* The place between a and b in the arc that is farthest from the segment; *far_sq is how far. */
static size_t farthest(const Simplify *work, size_t a, size_t b, double *far_sq) {
    size_t best = a;
    *far_sq = -1;
    for (size_t i = a + 1; i < b; i++) {
        double far = segment_distance_sq(point(work, work->arc[i]), point(work, work->arc[a]),
                                         point(work, work->arc[b]));
        if (far > *far_sq) {
            *far_sq = far;
            best = i;
        }
    }
    return best;
}

/* The same border must be looked at from the same end by both its rings. */
static void turn_arc(Simplify *work, size_t n) {
    int order = 0;
    for (size_t i = 0; i < n / 2 && order == 0; i++)
        order = point_order(point(work, work->arc[i]), point(work, work->arc[n - 1 - i]));
    if (order <= 0) return;
    for (size_t i = 0; i < n / 2; i++) {
        size_t kept = work->arc[i];
        work->arc[i] = work->arc[n - 1 - i];
        work->arc[n - 1 - i] = kept;
    }
}

/* Marks what is kept of the arc of n points. Its ends are; of a closed one, the farthest too. */
static void simplify_arc(Simplify *work, size_t n) {
    turn_arc(work, n);
    work->kept[work->arc[0]] = work->kept[work->arc[n - 1]] = true;
    bool closed = work->vertex[work->arc[0]] == work->vertex[work->arc[n - 1]];
    size_t n_pending = 0;
    work->pending[n_pending++] = 0;
    work->pending[n_pending++] = n - 1;
    while (n_pending > 0) {
        size_t b = work->pending[--n_pending], a = work->pending[--n_pending];
        double far_sq;
        size_t at = farthest(work, a, b, &far_sq);
        if (at == a || (far_sq <= work->tolerance_sq && !closed)) continue;
        closed = false;
        work->kept[work->arc[at]] = true;
        work->pending[n_pending++] = a;
        work->pending[n_pending++] = at;
        work->pending[n_pending++] = at;
        work->pending[n_pending++] = b;
    }
}

/* A point of the ring at which it may be cut: a node, else the lowest. */
static size_t ring_start(const Simplify *work, size_t begin, size_t last) {
    size_t lowest = begin;
    for (size_t i = begin; i < last; i++) {
        if (work->node[work->vertex[i]]) return i;
        if (point_order(point(work, i), point(work, lowest)) < 0) lowest = i;
    }
    return lowest;
}

static void simplify_ring(Simplify *work, size_t ring) {
    size_t begin = work->set->ring_point[ring], last = work->set->ring_point[ring + 1] - 1;
    size_t n = last - begin, start = ring_start(work, begin, last), used = 1;
    work->arc[0] = start;
    for (size_t step = 1; step <= n; step++) {
        size_t i = begin + (start - begin + step) % n;
        work->arc[used++] = i;
        if (step < n && !work->node[work->vertex[i]]) continue;
        simplify_arc(work, used);
        work->arc[0] = i;
        used = 1;
    }
}

/* Adds what is kept of the ring; *added is false where that is no ring any more. */
static Status write_ring(Simplify *work, size_t ring, PolygonSet *simple, bool *added) {
    size_t begin = work->set->ring_point[ring], last = work->set->ring_point[ring + 1] - 1, n = 0;
    for (size_t i = begin; i < last; i++)
        if (work->kept[i]) memcpy(work->ring + 2 * n++, point(work, i), 2 * sizeof(double));
    memcpy(work->ring + 2 * n++, work->ring, 2 * sizeof(double));
    double area = 0;
    for (size_t i = 0; i + 1 < n; i++)
        area += (work->ring[2 * i] - work->ring[0]) * (work->ring[2 * i + 3] - work->ring[1]) -
                (work->ring[2 * i + 2] - work->ring[0]) * (work->ring[2 * i + 1] - work->ring[1]);
    *added = n >= 4 && area != 0;
    return *added ? polygon_set_add_ring(simple, work->ring, n, work->set->ring_is_hole[ring])
                  : STATUS_OK;
}

static Status write_polygon(Simplify *work, size_t p, PolygonSet *simple) {
    Status status = polygon_set_add_polygon(simple);
    bool added = true;
    for (size_t ring = work->set->polygon_ring[p];
         ring < work->set->polygon_ring[p + 1] && status == STATUS_OK; ring++) {
        bool hole = work->set->ring_is_hole[ring], hole_added;
        if (hole && !added) continue;
        status = write_ring(work, ring, simple, hole ? &hole_added : &added);
    }
    return status;
}

static void keep_points(Simplify *work) {
    if (work->tolerance_sq == 0) {
        memset(work->kept, true, work->set->n_points);
        return;
    }
    find_vertices(work);
    find_nodes(work);
    for (size_t ring = 0; ring < work->set->n_rings; ring++) simplify_ring(work, ring);
}

Status polygon_set_simplify(const PolygonSet *set, double tolerance_m, PolygonSet *simple) {
    if (!isfinite(tolerance_m) || tolerance_m < 0) return STATUS_BAD_ARGUMENT;
    Simplify work = {.set = set, .tolerance_sq = tolerance_m * tolerance_m};
    PolygonSet made;
    polygon_set_init(&made);
    Status status = simplify_alloc(&work) ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) keep_points(&work);
    for (size_t p = 0; p < set->n && status == STATUS_OK; p++)
        status = write_polygon(&work, p, &made);
    simplify_free(&work);
    if (status == STATUS_OK)
        *simple = made;
    else
        polygon_set_free(&made);
    return status;
}
