/*
 * One polygon at a time, in coordinates relative to the middle of its box, so that the products of
 * Green's theorem keep their digits. Twice the area is the sum of
 *   a x b * (the part of it inside the discs)     for every edge from a to b, and
 *   a x b + r^2 (angle - sin angle)               for every piece of a free arc inside the polygon
 * (the chord and the segment above it).
 *
 * Which pieces of an arc are inside follows from its crossings with the edges: where an edge leaves
 * a disc, the circle (counter-clockwise) enters the polygon, and where an edge enters, it leaves.
 * One point of the arc, in its longest gap between crossings, settles the rest. Whether a vertex
 * is in a disc is decided once, from the vertex alone, so that the edges on both sides agree: then
 * rounding can move a crossing, never lose one, and a tangent edge costs no more than its sliver.
 */
#include "geo/disc_cover.h"
#include "geo/free_arcs.h"
#include "geo/parallel.h"
#include "geo/point_index.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    RUN_EDGES = 16, /* edges that share one list of near discs */
    POLYGON_GRAIN = 8,
};

/* ---- the discs ---- */

struct DiscCover {
    double radius_m;
    size_t n;
    double *xy; /* n different centres */
    PointIndex *index;
    FreeArcs arcs;
};

static int compare_points(const void *a, const void *b) {
    const double *p = a, *q = b;
    if (p[0] != q[0]) return p[0] < q[0] ? -1 : 1;
    return (p[1] > q[1]) - (p[1] < q[1]);
}

/* Sorts the centres and drops repetitions; returns how many are left. */
static size_t sort_unique(double *xy, size_t n) {
    if (n == 0) return 0;
    qsort(xy, n, 2 * sizeof *xy, compare_points);
    size_t last = 0;
    for (size_t i = 1; i < n; i++)
        if (compare_points(xy + 2 * i, xy + 2 * last) != 0)
            memmove(xy + 2 * ++last, xy + 2 * i, 2 * sizeof *xy);
    return last + 1;
}

Status disc_cover_build(const double *xy, size_t n, double radius_m, DiscCover **cover) {
    if (!(radius_m > 0) || !isfinite(radius_m) || n > INT32_MAX) return STATUS_BAD_ARGUMENT;
    for (size_t i = 0; i < 2 * n; i++)
        if (!isfinite(xy[i])) return STATUS_BAD_ARGUMENT;
    Status status = STATUS_NO_MEMORY;
    DiscCover *built = calloc(1, sizeof *built);
    if (!built) goto done;
    built->radius_m = radius_m;
    built->xy = malloc((n + 1) * 2 * sizeof *built->xy);
    if (!built->xy) goto done;
    if (n > 0) memcpy(built->xy, xy, n * 2 * sizeof *xy);
    built->n = sort_unique(built->xy, n);
    status = point_index_build(built->xy, built->n, &built->index);
    if (status == STATUS_OK)
        status = free_arcs_build(built->xy, built->n, radius_m, built->index, &built->arcs);
    if (status != STATUS_OK) goto done;
    *cover = built;
    built = NULL;
done:
    disc_cover_free(built);
    return status;
}

void disc_cover_free(DiscCover *cover) {
    if (!cover) return;
    point_index_free(cover->index);
    free_arcs_free(&cover->arcs);
    free(cover->xy);
    free(cover);
}

/* ---- one polygon and the discs near it ---- */

/* A disc near the polygon, in the polygon's coordinates. */
typedef struct Disc {
    double x, y;
    int32_t number;
    bool has_arcs;
} Disc;

typedef struct Part {
    double from, to; /* 0 … 1 along an edge */
} Part;

/* A free circle meets an edge: turn is 1 where the circle enters the polygon, -1 where it leaves.
 */
typedef struct Crossing {
    int32_t number; /* of the disc */
    int turn;
    double angle, x, y;
} Crossing;

/* The polygon at work, and room that is kept from one polygon to the next. */
typedef struct Work {
    const DiscCover *cover;
    const PolygonSet *set;
    size_t p;
    Box box; /* of the polygon, as are all coordinates below, from the origin */
    double origin[2];
    double *xy; /* of all its points */
    size_t xy_capacity;
    Disc *disc, *near; /* near the polygon; near the run of edges */
    Part *part;        /* of one edge; at most one a disc */
    size_t n_discs, n_near, n_parts, disc_capacity;
    Crossing *crossing;
    size_t n_crossings, crossing_capacity;
    double twice_area_m2;
    bool swallowed; /* one disc holds the whole polygon */
    bool cut;       /* an edge or an arc says that it is not covered wholly */
    Status status;
} Work;

/* Squared distance from a point to the nearest and to the farthest point of a box. */
static double box_near2(const Box *box, double x, double y) {
    double dx = fmax(0, fmax(box->min_x - x, x - box->max_x));
    double dy = fmax(0, fmax(box->min_y - y, y - box->max_y));
    return dx * dx + dy * dy;
}

static double box_far2(const Box *box, double x, double y) {
    double dx = fmax(x - box->min_x, box->max_x - x);
    double dy = fmax(y - box->min_y, box->max_y - y);
    return dx * dx + dy * dy;
}

static bool reserve_discs(Work *w) {
    if (w->n_discs < w->disc_capacity) return true;
    size_t more = w->disc_capacity ? 2 * w->disc_capacity : 64;
    Disc *disc = realloc(w->disc, more * sizeof *disc);
    if (disc) w->disc = disc;
    Disc *near = realloc(w->near, more * sizeof *near);
    if (near) w->near = near;
    Part *part = realloc(w->part, more * sizeof *part);
    if (part) w->part = part;
    if (!disc || !near || !part) return false;
    w->disc_capacity = more;
    return true;
}

/* A PointVisitor: keeps a disc that reaches the polygon's box. */
static bool keep_disc(void *context, int32_t number, double dist_m) {
    (void)dist_m;
    Work *w = context;
    const DiscCover *cover = w->cover;
    double radius2 = cover->radius_m * cover->radius_m;
    double x = cover->xy[2 * (size_t)number] - w->origin[0];
    double y = cover->xy[2 * (size_t)number + 1] - w->origin[1];
    if (box_near2(&w->box, x, y) > radius2) return true;
    if (box_far2(&w->box, x, y) < radius2) {
        w->swallowed = true;
        return false;
    }
    if (!reserve_discs(w)) {
        w->status = STATUS_NO_MEMORY;
        return false;
    }
    const size_t *first = cover->arcs.first + number;
    w->disc[w->n_discs++] = (Disc){x, y, number, first[0] < first[1]};
    return true;
}

static void find_discs(Work *w) {
    double half_diagonal_m = hypot(w->box.max_x, w->box.max_y);
    w->n_discs = 0;
    point_index_within(w->cover->index, w->origin[0], w->origin[1],
                       (w->cover->radius_m + half_diagonal_m) * (1 + 0x1p-40), keep_disc, w);
}

/* Takes up polygon p (not empty): its origin, points and discs. */
static Status take_up(Work *w, size_t p) {
    const PolygonSet *set = w->set;
    Box box = polygon_set_box(set, p);
    w->p = p;
    w->origin[0] = box.min_x + (box.max_x - box.min_x) / 2;
    w->origin[1] = box.min_y + (box.max_y - box.min_y) / 2;
    w->box = (Box){box.min_x - w->origin[0], box.min_y - w->origin[1], box.max_x - w->origin[0],
                   box.max_y - w->origin[1]};
    w->twice_area_m2 = 0;
    w->n_crossings = 0;
    w->swallowed = w->cut = false;
    w->status = STATUS_OK;
    find_discs(w);
    if (w->status != STATUS_OK || w->swallowed || w->n_discs == 0) return w->status;

    size_t first = set->ring_point[set->polygon_ring[p]];
    size_t n = set->ring_point[set->polygon_ring[p + 1]] - first;
    if (n > w->xy_capacity) {
        free(w->xy);
        w->xy_capacity = 0;
        w->xy = malloc(2 * n * sizeof *w->xy);
        if (!w->xy) return STATUS_NO_MEMORY;
        w->xy_capacity = n;
    }
    for (size_t i = 0; i < 2 * n; i++) w->xy[i] = set->xy[2 * first + i] - w->origin[i % 2];
    return STATUS_OK;
}

/* ---- edges ---- */

static void add_crossing(Work *w, const Disc *disc, double x, double y, int turn) {
    if (w->n_crossings == w->crossing_capacity) {
        size_t more = w->crossing_capacity ? 2 * w->crossing_capacity : 256;
        Crossing *crossing = realloc(w->crossing, more * sizeof *crossing);
        if (!crossing) {
            w->status = STATUS_NO_MEMORY;
            return;
        }
        w->crossing = crossing;
        w->crossing_capacity = more;
    }
    double angle = atan2(y - disc->y, x - disc->x);
    w->crossing[w->n_crossings++] = (Crossing){disc->number, turn, angle, x, y};
}

static double clamp01(double t) {
    return t < 0 ? 0 : t > 1 ? 1 : t;
}

/* Notes the part of the edge a-b in the disc and its crossings; false where it holds all of it. */
static bool cut_edge(Work *w, const double *a, const double *b, const Disc *disc) {
    double radius_m = w->cover->radius_m, radius2 = radius_m * radius_m;
    double ax = a[0] - disc->x, ay = a[1] - disc->y, bx = b[0] - disc->x, by = b[1] - disc->y;
    bool a_in = ax * ax + ay * ay < radius2, b_in = bx * bx + by * by < radius2;
    if (a_in && b_in) return false;
    double ux = b[0] - a[0], uy = b[1] - a[1];
    double length2 = ux * ux + uy * uy, along = -(ax * ux + ay * uy);
    if (!a_in && !b_in && (along <= 0 || along >= length2)) return true; /* nearest at an end */

    double reach = radius_m * sqrt(length2), off = fabs(ax * uy - ay * ux);
    double half2 = (reach - off) * (reach + off); /* half the chord, squared, times length2 */
    if (half2 <= 0 && !a_in && !b_in) return true;
    double half = half2 > 0 ? sqrt(half2) : 0;
    Part part = {a_in ? 0 : clamp01((along - half) / length2),
                 b_in ? 1 : clamp01((along + half) / length2)};
    w->part[w->n_parts++] = part;
    if (!disc->has_arcs) return true;
    if (!a_in) add_crossing(w, disc, a[0] + part.from * ux, a[1] + part.from * uy, -1);
    if (!b_in) add_crossing(w, disc, a[0] + part.to * ux, a[1] + part.to * uy, 1);
    return true;
}

static int compare_parts(const void *a, const void *b) {
    const Part *p = a, *q = b;
    return (p->from > q->from) - (p->from < q->from);
}

/* The length of the union of the parts. */
static double union_of_parts(Part *part, size_t n) {
    if (n > 1) qsort(part, n, sizeof *part, compare_parts);
    double sum = 0, end = 0;
    for (size_t i = 0; i < n; i++) {
        double from = fmax(part[i].from, end);
        if (part[i].to <= from) continue;
        sum += part[i].to - from;
        end = part[i].to;
    }
    return sum;
}

/* How much of the edge a-b the near discs hold, 0 … 1. */
static double held_of_edge(Work *w, const double *a, const double *b) {
    size_t n_crossings = w->n_crossings;
    w->n_parts = 0;
    for (size_t i = 0; i < w->n_near; i++) {
        if (cut_edge(w, a, b, &w->near[i])) continue;
        w->n_crossings = n_crossings; /* those noted lie in this disc: on no free arc */
        return 1;
    }
    return union_of_parts(w->part, w->n_parts);
}

/* The discs near a run of edges; true where one of them holds it all. */
static bool find_near(Work *w, const double *xy, size_t n_edges) {
    double radius2 = w->cover->radius_m * w->cover->radius_m;
    Box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i <= n_edges; i++) {
        box.min_x = fmin(box.min_x, xy[2 * i]);
        box.max_x = fmax(box.max_x, xy[2 * i]);
        box.min_y = fmin(box.min_y, xy[2 * i + 1]);
        box.max_y = fmax(box.max_y, xy[2 * i + 1]);
    }
    w->n_near = 0;
    for (size_t i = 0; i < w->n_discs; i++) {
        const Disc *disc = &w->disc[i];
        if (box_near2(&box, disc->x, disc->y) > radius2) continue;
        if (box_far2(&box, disc->x, disc->y) < radius2) return true;
        w->near[w->n_near++] = *disc;
    }
    return false;
}

static void sum_run(Work *w, const double *xy, size_t n_edges) {
    bool all = find_near(w, xy, n_edges);
    for (size_t i = 0; i < n_edges; i++) {
        const double *a = xy + 2 * i, *b = a + 2;
        double held = all ? 1 : held_of_edge(w, a, b);
        if (held < 1) w->cut = true;
        w->twice_area_m2 += held * (a[0] * b[1] - a[1] * b[0]);
    }
}

static void sum_edges(Work *w) {
    const PolygonSet *set = w->set;
    size_t first = set->ring_point[set->polygon_ring[w->p]];
    for (size_t r = set->polygon_ring[w->p]; r < set->polygon_ring[w->p + 1]; r++) {
        size_t last = set->ring_point[r + 1] - 1;
        for (size_t i = set->ring_point[r]; i < last; i += RUN_EDGES)
            sum_run(w, w->xy + 2 * (i - first), last - i < RUN_EDGES ? last - i : RUN_EDGES);
    }
}

/* ---- arcs ---- */

/* Even-odd rule over all rings. */
static bool holds_point(const Work *w, double x, double y) {
    const Box *box = &w->box;
    if (x < box->min_x || x > box->max_x || y < box->min_y || y > box->max_y) return false;
    const PolygonSet *set = w->set;
    size_t first = set->ring_point[set->polygon_ring[w->p]];
    bool inside = false;
    for (size_t r = set->polygon_ring[w->p]; r < set->polygon_ring[w->p + 1]; r++) {
        const double *a = w->xy + 2 * (set->ring_point[r] - first);
        const double *end = w->xy + 2 * (set->ring_point[r + 1] - 1 - first);
        for (; a < end; a += 2) {
            if ((a[1] > y) == (a[3] > y)) continue;
            double cross = (a[2] - a[0]) * (y - a[1]) - (a[3] - a[1]) * (x - a[0]);
            inside ^= (cross > 0) == (a[3] > a[1]);
        }
    }
    return inside;
}

/*
 * Twice the area that the arc from one crossing to the next contributes. Where the angle is small,
 * its digits that cancel are worth radius * length * 2^-53, far below a square millimetre.
 */
static double arc_piece(double radius_m, const Crossing *from, const Crossing *to) {
    double angle = to->angle - from->angle;
    return from->x * to->y - from->y * to->x + radius_m * radius_m * (angle - sin(angle));
}

static Crossing point_on_circle(const Disc *disc, double radius_m, double angle) {
    return (Crossing){disc->number, 0, angle, disc->x + radius_m * cos(angle),
                      disc->y + radius_m * sin(angle)};
}

/* Adds the pieces inside the polygon of an arc with n crossings, in order of angle. */
static void sum_arc(Work *w, const Disc *disc, const FreeArc *arc, const Crossing *crossing,
                    size_t n) {
    double radius_m = w->cover->radius_m;
    Crossing begin = point_on_circle(disc, radius_m, arc->from);
    Crossing end = point_on_circle(disc, radius_m, arc->to);
    double longest = -1, sample = 0;
    int inside = 0, turns = 0; /* inside: in the first gap; turns: from there to this gap */
    int turns_at_longest = 0;
    for (size_t i = 0; i <= n; i++) {
        double from = i > 0 ? crossing[i - 1].angle : arc->from;
        double to = i < n ? crossing[i].angle : arc->to;
        if (to - from > longest) {
            longest = to - from;
            /* Not the middle: there a tangent edge of a regular figure would be met. */
            sample = from + 0.3819660112501051 * longest;
            turns_at_longest = turns;
        }
        if (i < n) turns += crossing[i].turn;
    }
    Crossing middle = point_on_circle(disc, radius_m, sample);
    inside = holds_point(w, middle.x, middle.y) - turns_at_longest;
    for (size_t i = 0; i <= n; i++) {
        if (inside != 0) {
            w->twice_area_m2 += inside * arc_piece(radius_m, i > 0 ? &crossing[i - 1] : &begin,
                                                   i < n ? &crossing[i] : &end);
            w->cut = true;
        }
        if (i < n) inside += crossing[i].turn;
    }
}

static int compare_crossings(const void *a, const void *b) {
    const Crossing *p = a, *q = b;
    if (p->number != q->number) return p->number < q->number ? -1 : 1;
    return (p->angle > q->angle) - (p->angle < q->angle);
}

/* The first crossing that does not come before (number, angle). */
static size_t find_crossing(const Work *w, int32_t number, double angle) {
    const Crossing wanted = {.number = number, .angle = angle};
    size_t low = 0, high = w->n_crossings;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_crossings(&w->crossing[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void sum_arcs(Work *w) {
    const FreeArcs *arcs = &w->cover->arcs;
    if (w->n_crossings > 1)
        qsort(w->crossing, w->n_crossings, sizeof *w->crossing, compare_crossings);
    for (size_t i = 0; i < w->n_discs; i++) {
        const Disc *disc = &w->disc[i];
        for (size_t k = arcs->first[disc->number]; k < arcs->first[disc->number + 1]; k++) {
            const FreeArc *arc = &arcs->arc[k];
            if (arc->box.max_x - w->origin[0] < w->box.min_x ||
                arc->box.min_x - w->origin[0] > w->box.max_x ||
                arc->box.max_y - w->origin[1] < w->box.min_y ||
                arc->box.min_y - w->origin[1] > w->box.max_y)
                continue;
            size_t begin = find_crossing(w, disc->number, arc->from);
            size_t end = find_crossing(w, disc->number, arc->to);
            sum_arc(w, disc, arc, w->crossing + begin, end - begin);
        }
    }
}

/* ---- polygons ---- */

static Status cover_polygon(Work *w, size_t p, double *covered_m2) {
    if (w->set->polygon_ring[p] == w->set->polygon_ring[p + 1]) {
        *covered_m2 = 0;
        return STATUS_OK;
    }
    Status status = take_up(w, p);
    if (status != STATUS_OK) return status;
    double area_m2 = polygon_set_area_m2(w->set, p), sum_m2 = 0;
    if (w->swallowed) {
        sum_m2 = area_m2;
    } else if (w->n_discs > 0) {
        sum_edges(w);
        sum_arcs(w);
        if (w->status != STATUS_OK) return w->status;
        sum_m2 = w->cut ? w->twice_area_m2 / 2 : area_m2;
    }
    *covered_m2 = fmin(fmax(sum_m2, 0), area_m2);
    return STATUS_OK;
}

typedef struct Job {
    const DiscCover *cover;
    const PolygonSet *set;
    const int32_t *polygon; /* NULL: all */
    double *covered_m2;
} Job;

static Status cover_chunk(void *context, size_t begin, size_t end) {
    const Job *job = context;
    Work w = {.cover = job->cover, .set = job->set};
    Status status = STATUS_OK;
    for (size_t i = begin; i < end && status == STATUS_OK; i++)
        status = cover_polygon(&w, job->polygon ? (size_t)job->polygon[i] : i, &job->covered_m2[i]);
    free(w.xy);
    free(w.disc);
    free(w.near);
    free(w.part);
    free(w.crossing);
    return status;
}

Status disc_cover_areas(const DiscCover *cover, const PolygonSet *set, int threads,
                        double *covered_m2) {
    Job job = {.cover = cover, .set = set};
    job.covered_m2 = covered_m2;
    return parallel_for(set->n, POLYGON_GRAIN, threads, cover_chunk, &job);
}

Status disc_cover_areas_of(const DiscCover *cover, const PolygonSet *set, const int32_t *polygon,
                           size_t n, int threads, double *covered_m2) {
    for (size_t i = 0; i < n; i++)
        if (polygon[i] < 0 || (size_t)polygon[i] >= set->n) return STATUS_BAD_ARGUMENT;
    Job job = {.cover = cover, .set = set, .polygon = polygon};
    job.covered_m2 = covered_m2;
    return parallel_for(n, POLYGON_GRAIN, threads, cover_chunk, &job);
}
