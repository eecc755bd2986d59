/*
 * The tree is complete: 2^levels leaves, nodes numbered as in a heap (root 1, children 2i and
 * 2i + 1), so neither child pointers nor point ranges are stored: leaf j holds the points
 * n*j / leaves … n*(j+1) / leaves - 1 of the tree order. Because a range is halved by count, not by
 * coordinate, the depth is log2(n / 10) even where all points are equal. Each node has the tight
 * box of its points; in clustered data that prunes more than the splitting lines do.
 *
 * Rounding: subtraction, squaring and adding are monotone in IEEE arithmetic, so the squared
 * distance to a box, as computed, never exceeds that to a point in it, as computed. Equal distances
 * mean equal square roots, and several squares may share one root; `slack` widens a squared bound
 * by enough to keep them all, and only what passes it costs a sqrt.
 */
#include "geo/point_index.h"
#include "geo/parallel.h"
#include "geo/polygon_set.h"
#include <math.h>
#include <stdlib.h>

enum { LEAF_POINTS = 10, MAX_LEVELS = 32, QUERY_GRAIN = 4096 };

struct PointIndex {
    size_t n;
    unsigned levels;
    Box *box;      /* 2^(levels+1); [0] is unused */
    double *xy;    /* n pairs in tree order */
    int32_t *item; /* n: the caller's number of each */
};

static size_t leaf_begin(const PointIndex *index, size_t leaf) {
    return (size_t)(((uint64_t)index->n * leaf) >> index->levels);
}

/* ---- building ---- */

typedef struct Builder {
    const double *xy; /* the caller's points */
    int32_t *order;   /* their numbers, in tree order when done */
    Box *box;
    uint64_t random; /* picks pivots */
} Builder;

/* A total order along one axis (0: x, 1: y): equal coordinates by number, so no two are equal. */
static bool precedes(const double *xy, int axis, int32_t a, int32_t b) {
    double u = xy[2 * (size_t)a + (size_t)axis], v = xy[2 * (size_t)b + (size_t)axis];
    return u < v || (u == v && a < b);
}

static size_t pick(Builder *b, size_t begin, size_t end) {
    b->random = b->random * 6364136223846793005u + 1442695040888963407u;
    return begin + (size_t)((b->random >> 33) % (end - begin));
}

/*
 * Moves the `middle - begin` first of order[begin, end) along the axis to the front. Quickselect
 * (C. A. R. Hoare, 1961, https://doi.org/10.1145/366622.366647), O(end - begin) expected.
 */
static void split(Builder *b, int axis, size_t begin, size_t middle, size_t end) {
    int32_t *order = b->order;
    while (end - begin > 1) {
        int32_t pivot = order[pick(b, begin, end)];
        size_t i = begin, j = end - 1;
        for (;;) {
            while (precedes(b->xy, axis, order[i], pivot)) i++;
            while (precedes(b->xy, axis, pivot, order[j])) j--;
            if (i >= j) break;
            int32_t swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        /* The pivot has its final place, i. */
        if (i == middle) return;
        if (i < middle)
            begin = i + 1;
        else
            end = i;
    }
}

static Box box_of(const Builder *b, size_t begin, size_t end) {
    Box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = begin; i < end; i++) {
        const double *at = b->xy + 2 * (size_t)b->order[i];
        box.min_x = fmin(box.min_x, at[0]);
        box.max_x = fmax(box.max_x, at[0]);
        box.min_y = fmin(box.min_y, at[1]);
        box.max_y = fmax(box.max_y, at[1]);
    }
    return box;
}

/* Level by level: every node's range is split across the longer side of its box. */
static void arrange(Builder *b, const PointIndex *index) {
    for (unsigned level = 0; level <= index->levels; level++) {
        unsigned below = index->levels - level; /* leaves under a node here: 2^below */
        for (size_t i = 0; i < (size_t)1 << level; i++) {
            size_t begin = leaf_begin(index, i << below);
            size_t end = leaf_begin(index, (i + 1) << below);
            Box *box = &b->box[((size_t)1 << level) + i];
            *box = box_of(b, begin, end);
            if (below == 0) continue;
            int axis = box->max_y - box->min_y > box->max_x - box->min_x;
            split(b, axis, begin, leaf_begin(index, (2 * i + 1) << (below - 1)), end);
        }
    }
}

static bool all_finite(const double *xy, size_t n) {
    for (size_t i = 0; i < 2 * n; i++)
        if (!isfinite(xy[i])) return false;
    return true;
}

Status point_index_build(const double *xy, size_t n, PointIndex **index) {
    if (n > INT32_MAX || !all_finite(xy, n)) return STATUS_BAD_ARGUMENT;
    Status status = STATUS_NO_MEMORY;
    PointIndex *built = calloc(1, sizeof *built);
    if (!built) goto done;
    built->n = n;
    while (n >> built->levels > LEAF_POINTS) built->levels++;
    built->box = malloc(((size_t)2 << built->levels) * sizeof *built->box);
    built->xy = malloc((n ? n : 1) * 2 * sizeof *built->xy);
    built->item = malloc((n ? n : 1) * sizeof *built->item);
    if (!built->box || !built->xy || !built->item) goto done;

    for (size_t i = 0; i < n; i++) built->item[i] = (int32_t)i;
    Builder builder = {.xy = xy, .order = built->item, .box = built->box, .random = n};
    arrange(&builder, built);
    for (size_t i = 0; i < n; i++) {
        built->xy[2 * i] = xy[2 * (size_t)built->item[i]];
        built->xy[2 * i + 1] = xy[2 * (size_t)built->item[i] + 1];
    }
    *index = built;
    built = NULL;
    status = STATUS_OK;
done:
    point_index_free(built);
    return status;
}

void point_index_free(PointIndex *index) {
    if (!index) return;
    free(index->box);
    free(index->xy);
    free(index->item);
    free(index);
}

size_t point_index_size(const PointIndex *index) {
    return index->n;
}

/* ---- searching ---- */

/* Nodes still to visit, nearest on top. One is left behind on each level at most. */
typedef struct Stack {
    struct {
        size_t node;
        double d2;
    } at[MAX_LEVELS + 1];
    size_t n;
} Stack;

static void start_at_root(Stack *later) {
    later->n = 1;
    later->at[0].node = 1;
    later->at[0].d2 = 0;
}

/* The squared distance that everything at distance <= dist_m lies within, as computed. */
static double slack(double dist_m) {
    return dist_m * dist_m * (1 + 0x1p-50);
}

static double box_d2(const Box *box, double x, double y) {
    double left = box->min_x - x, right = x - box->max_x;
    double below = box->min_y - y, above = y - box->max_y;
    double dx = left > right ? left : right, dy = below > above ? below : above;
    dx = dx > 0 ? dx : 0;
    dy = dy > 0 ? dy : 0;
    return dx * dx + dy * dy;
}

static double point_d2(const double *at, double x, double y) {
    double dx = at[0] - x, dy = at[1] - y;
    return dx * dx + dy * dy;
}

/* Goes down from the node to a leaf by the nearer child, leaving the other for later. */
static size_t descend(const PointIndex *index, size_t node, double x, double y, double bound2,
                      Stack *later) {
    size_t first_leaf = (size_t)1 << index->levels;
    while (node < first_leaf) {
        const Box *child = &index->box[2 * node];
        double left2 = box_d2(&child[0], x, y), right2 = box_d2(&child[1], x, y);
        size_t nearer = right2 < left2;
        double farther2 = left2 > right2 ? left2 : right2;
        if (farther2 <= bound2) {
            later->at[later->n].node = 2 * node + 1 - nearer;
            later->at[later->n++].d2 = farther2;
        }
        node = 2 * node + nearer;
    }
    return node - first_leaf;
}

/* The next leaf no farther than the bound; false when there is none. */
static bool next_leaf(const PointIndex *index, double x, double y, double bound2, Stack *later,
                      size_t *leaf) {
    while (later->n > 0) {
        later->n--;
        if (later->at[later->n].d2 > bound2) continue;
        *leaf = descend(index, later->at[later->n].node, x, y, bound2, later);
        return true;
    }
    return false;
}

static bool comes_before(PointHit a, PointHit b) {
    return a.dist_m < b.dist_m || (a.dist_m == b.dist_m && a.item < b.item);
}

PointHit point_index_nearest(const PointIndex *index, double x, double y) {
    PointHit best = {-1, INFINITY};
    if (!isfinite(x) || !isfinite(y)) return best;
    double bound2 = INFINITY;
    Stack later;
    start_at_root(&later);
    size_t leaf;
    while (next_leaf(index, x, y, bound2, &later, &leaf)) {
        size_t end = leaf_begin(index, leaf + 1);
        for (size_t i = leaf_begin(index, leaf); i < end; i++) {
            double d2 = point_d2(index->xy + 2 * i, x, y);
            if (!(d2 <= bound2)) continue;
            PointHit hit = {index->item[i], sqrt(d2)};
            if (!comes_before(hit, best)) continue;
            best = hit;
            bound2 = slack(hit.dist_m);
        }
    }
    return best;
}

/* hits[0, n) is a heap with the last in order on top; hits[0] is replaced and sinks to its place.
 */
static void replace_top(PointHit *hits, size_t n, PointHit hit) {
    size_t i = 0;
    for (size_t child; (child = 2 * i + 1) < n; i = child) {
        if (child + 1 < n && comes_before(hits[child], hits[child + 1])) child++;
        if (!comes_before(hit, hits[child])) break;
        hits[i] = hits[child];
    }
    hits[i] = hit;
}

size_t point_index_k_nearest(const PointIndex *index, double x, double y, size_t k,
                             PointHit *hits) {
    if (k > index->n) k = index->n;
    if (k == 0 || !isfinite(x) || !isfinite(y)) return 0;
    for (size_t i = 0; i < k; i++) hits[i] = (PointHit){INT32_MAX, INFINITY};
    double bound2 = INFINITY;
    Stack later;
    start_at_root(&later);
    size_t leaf;
    while (next_leaf(index, x, y, bound2, &later, &leaf)) {
        size_t end = leaf_begin(index, leaf + 1);
        for (size_t i = leaf_begin(index, leaf); i < end; i++) {
            double d2 = point_d2(index->xy + 2 * i, x, y);
            if (!(d2 <= bound2)) continue;
            PointHit hit = {index->item[i], sqrt(d2)};
            if (!comes_before(hit, hits[0])) continue;
            replace_top(hits, k, hit);
            bound2 = slack(hits[0].dist_m);
        }
    }
    for (size_t n = k; n > 1; n--) { /* heapsort: the last in order goes to the end */
        PointHit last = hits[0];
        replace_top(hits, n - 1, hits[n - 1]);
        hits[n - 1] = last;
    }
    return k;
}

void point_index_within(const PointIndex *index, double x, double y, double radius_m,
                        PointVisitor visit, void *context) {
    if (!isfinite(x) || !isfinite(y) || !(radius_m >= 0)) return;
    double bound2 = slack(radius_m);
    Stack later;
    start_at_root(&later);
    size_t leaf;
    while (next_leaf(index, x, y, bound2, &later, &leaf)) {
        size_t end = leaf_begin(index, leaf + 1);
        for (size_t i = leaf_begin(index, leaf); i < end; i++) {
            double d2 = point_d2(index->xy + 2 * i, x, y);
            if (!(d2 <= bound2)) continue;
            double dist_m = sqrt(d2);
            if (dist_m <= radius_m && !visit(context, index->item[i], dist_m)) return;
        }
    }
}

typedef struct NearestMany {
    const PointIndex *index;
    const double *xy;
    PointHit *hits;
} NearestMany;

static Status nearest_chunk(void *context, size_t begin, size_t end) {
    NearestMany *many = context;
    for (size_t i = begin; i < end; i++)
        many->hits[i] = point_index_nearest(many->index, many->xy[2 * i], many->xy[2 * i + 1]);
    return STATUS_OK;
}

Status point_index_nearest_many(const PointIndex *index, const double *xy, size_t n, int threads,
                                PointHit *hits) {
    NearestMany many = {index, xy, hits};
    return parallel_for(n, QUERY_GRAIN, threads, nearest_chunk, &many);
}
