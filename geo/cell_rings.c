#include "geo/cell_rings.h"
#include <stdlib.h>

/* ---- rings that touch themselves ---- */

typedef struct Place {
    double x, y;
    size_t vertex;
} Place;

static int by_place(const void *a, const void *b) {
    const Place *one = a, *two = b;
    if (one->x != two->x) return one->x < two->x ? -1 : 1;
    if (one->y != two->y) return one->y < two->y ? -1 : 1;
    return (one->vertex > two->vertex) - (one->vertex < two->vertex);
}

/* again[i]: vertex i is at the place of another one of its ring. Returns whether any is. */
static bool find_repeated(const ClipVertex *v, size_t n, Place *place, bool *again) {
    bool any = false;
    for (size_t i = 0; i < n; i++) place[i] = (Place){v[i].x, v[i].y, i};
    qsort(place, n, sizeof *place, by_place);
    for (size_t i = 0; i < n; i++) again[i] = false;
    for (size_t i = 1; i < n; i++) {
        if (place[i].x != place[i - 1].x || place[i].y != place[i - 1].y) continue;
        again[place[i].vertex] = again[place[i - 1].vertex] = any = true;
    }
    return any;
}

static Status add_ring(const ClipVertex *v, size_t n, ClipRings *to) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        status = clip_add_vertex(to, v[i].x, v[i].y, v[i].label);
    return status == STATUS_OK ? clip_end_ring(to) : status;
}

/* Takes a loop off at each place that the ring comes back to. open: room for n vertices. */
static Status split_ring(const ClipVertex *v, size_t n, const bool *again, ClipVertex *open,
                         ClipRings *to) {
    Status status = STATUS_OK;
    size_t top = 0;
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        size_t back = top;
        if (again[i])
            for (size_t k = 0; k < top && back == top; k++)
                if (open[k].x == v[i].x && open[k].y == v[i].y) back = k;
        if (back < top) status = add_ring(open + back, top - back, to);
        open[back] = v[i];
        top = back + 1;
    }
    return status == STATUS_OK ? add_ring(open, top, to) : status;
}

Status cell_rings_split(const ClipRings *from, ClipRings *to) {
    Place *place = malloc((from->n + 1) * sizeof *place);
    bool *again = malloc((from->n + 1) * sizeof *again);
    ClipVertex *open = malloc((from->n + 1) * sizeof *open);
    Status status = place && again && open ? STATUS_OK : STATUS_NO_MEMORY;
    to->n = to->n_rings = 0;
    for (size_t r = 0; r < from->n_rings && status == STATUS_OK; r++) {
        const ClipVertex *v = from->vertex + clip_begin(from, r);
        size_t n = from->end[r] - clip_begin(from, r);
        status = find_repeated(v, n, place, again) ? split_ring(v, n, again, open, to)
                                                   : add_ring(v, n, to);
    }
    free(place);
    free(again);
    free(open);
    return status;
}

/* ---- outer rings and holes ---- */

/* How many vertices of the ring `hole` the ring `outer` holds (even-odd). */
static size_t vertices_within(const ClipRings *rings, size_t hole, size_t outer) {
    size_t within = 0, begin = clip_begin(rings, outer), end = rings->end[outer];
    for (size_t h = clip_begin(rings, hole); h < rings->end[hole]; h++) {
        const ClipVertex *at = &rings->vertex[h];
        bool inside = false;
        for (size_t i = begin, before = end - 1; i < end; before = i++) {
            const ClipVertex *a = &rings->vertex[before], *b = &rings->vertex[i];
            if ((a->y > at->y) == (b->y > at->y)) continue;
            double x = a->x + (b->x - a->x) * ((at->y - a->y) / (b->y - a->y));
            inside ^= at->x < x;
        }
        within += inside;
    }
    return within;
}

/* The outer ring of each hole, for outer rings themselves: of those that hold most of its vertices
 * the smallest one. A hole may touch its outer ring, so one vertex alone could mislead. */
static size_t outer_of(const ClipRings *rings, const double *area_m2, size_t ring) {
    if (area_m2[ring] > 0) return ring;
    size_t best = SIZE_MAX, most = 0;
    for (size_t r = 0; r < rings->n_rings; r++) {
        if (area_m2[r] <= 0) continue;
        size_t within = vertices_within(rings, ring, r);
        if (best != SIZE_MAX && (within < most || (within == most && area_m2[r] >= area_m2[best])))
            continue;
        best = r;
        most = within;
    }
    return best;
}

static Status put_ring(const ClipRings *rings, size_t r, bool is_hole, double *xy, PolygonSet *set,
                       int32_t *edge) {
    size_t begin = clip_begin(rings, r), n = rings->end[r] - begin;
    size_t at = set->n_points;
    for (size_t i = 0; i <= n; i++) {
        const ClipVertex *vertex = &rings->vertex[begin + i % n];
        xy[2 * i] = vertex->x;
        xy[2 * i + 1] = vertex->y;
        edge[at + i] = vertex->label;
    }
    return polygon_set_add_ring(set, xy, n + 1, is_hole);
}

/* Each outer ring with its holes. xy: room for the longest ring. */
static Status put_rings(const ClipRings *rings, const size_t *outer, double *xy, PolygonSet *set,
                        int32_t *edge) {
    Status status = STATUS_OK;
    for (size_t r = 0; r < rings->n_rings && status == STATUS_OK; r++) {
        if (outer[r] != r) continue;
        status = put_ring(rings, r, false, xy, set, edge);
        for (size_t h = 0; h < rings->n_rings && status == STATUS_OK; h++)
            if (outer[h] == r && h != r) status = put_ring(rings, h, true, xy, set, edge);
    }
    return status;
}

Status cell_rings_put(const ClipRings *rings, PolygonSet *set, int32_t *edge) {
    double *area_m2 = malloc((rings->n_rings + 1) * sizeof *area_m2);
    size_t *outer = malloc((rings->n_rings + 1) * sizeof *outer);
    double *xy = malloc((rings->n + 1) * 2 * sizeof *xy);
    Status status = area_m2 && outer && xy ? polygon_set_add_polygon(set) : STATUS_NO_MEMORY;
    if (status == STATUS_OK) {
        for (size_t r = 0; r < rings->n_rings; r++) area_m2[r] = clip_ring_area_m2(rings, r);
        for (size_t r = 0; r < rings->n_rings; r++) outer[r] = outer_of(rings, area_m2, r);
        status = put_rings(rings, outer, xy, set, edge);
    }
    free(area_m2);
    free(outer);
    free(xy);
    return status;
}
