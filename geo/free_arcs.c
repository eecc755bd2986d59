/*
 * Another disc at distance d < 2r hides of a circle the arc within acos(d / 2r) of the direction
 * towards it. What no hidden arc covers is free.
 */
#include "geo/free_arcs.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { NEAREST_FIRST = 16 };

static const double PI = 3.14159265358979323846;

typedef struct Hidden {
    double from, to; /* within [-pi, pi] */
} Hidden;

typedef struct Builder {
    const double *xy;
    double radius_m;
    const PointIndex *index;
    size_t disc; /* whose circle is being looked at */
    Hidden *hidden;
    size_t n_hidden, capacity;
    bool out_of_memory;
} Builder;

static bool hide(Builder *b, double from, double to) {
    if (b->n_hidden == b->capacity) {
        size_t more = b->capacity ? 2 * b->capacity : 64;
        Hidden *hidden = realloc(b->hidden, more * sizeof *hidden);
        if (!hidden) {
            b->out_of_memory = true;
            return false;
        }
        b->hidden = hidden;
        b->capacity = more;
    }
    b->hidden[b->n_hidden++] = (Hidden){from, to};
    return true;
}

/* A PointVisitor: what another disc hides of the circle. */
static bool hide_behind(void *context, int32_t other, double dist_m) {
    Builder *b = context;
    if ((size_t)other == b->disc || dist_m >= 2 * b->radius_m) return true; /* tangent: nothing */
    const double *to = b->xy + 2 * (size_t)other, *from = b->xy + 2 * b->disc;
    double towards = atan2(to[1] - from[1], to[0] - from[0]);
    double half = acos(dist_m / (2 * b->radius_m));
    double low = towards - half, high = towards + half;
    if (low < -PI) return hide(b, low + 2 * PI, PI) && hide(b, -PI, high);
    if (high > PI) return hide(b, low, PI) && hide(b, -PI, high - 2 * PI);
    return hide(b, low, high);
}

static int compare_hidden(const void *a, const void *b) {
    const Hidden *p = a, *q = b;
    return (p->from > q->from) - (p->from < q->from);
}

/* Sorts and merges the hidden arcs; true where they hide the whole circle. */
static bool merge_hidden(Builder *b) {
    if (b->n_hidden == 0) return false;
    qsort(b->hidden, b->n_hidden, sizeof *b->hidden, compare_hidden);
    size_t last = 0;
    for (size_t i = 1; i < b->n_hidden; i++) {
        if (b->hidden[i].from > b->hidden[last].to)
            b->hidden[++last] = b->hidden[i];
        else if (b->hidden[i].to > b->hidden[last].to)
            b->hidden[last].to = b->hidden[i].to;
    }
    b->n_hidden = last + 1;
    return b->n_hidden == 1 && b->hidden[0].from <= -PI && b->hidden[0].to >= PI;
}

/*
 * Collects what is hidden of one circle. The nearest discs hide almost half of it each, so a few
 * of them usually settle the matter where discs lie close.
 */
static Status look_around(Builder *b) {
    const double *centre = b->xy + 2 * b->disc;
    PointHit near[NEAREST_FIRST];
    size_t n = point_index_k_nearest(b->index, centre[0], centre[1], NEAREST_FIRST, near);
    b->n_hidden = 0;
    for (size_t i = 0; i < n; i++)
        if (!hide_behind(b, near[i].item, near[i].dist_m)) break;
    if (merge_hidden(b) || n < NEAREST_FIRST || near[n - 1].dist_m >= 2 * b->radius_m) goto done;
    point_index_within(b->index, centre[0], centre[1], 2 * b->radius_m, hide_behind, b);
    merge_hidden(b);
done:
    return b->out_of_memory ? STATUS_NO_MEMORY : STATUS_OK;
}

/* The box of the ends and of those of the circle's four extreme points that lie on the arc. */
static Box box_of_arc(const double *centre, double radius_m, double from, double to) {
    double low_x = fmin(cos(from), cos(to)), high_x = fmax(cos(from), cos(to));
    double low_y = fmin(sin(from), sin(to)), high_y = fmax(sin(from), sin(to));
    if (from <= 0 && to >= 0) high_x = 1;
    if (from <= PI / 2 && to >= PI / 2) high_y = 1;
    if (from <= -PI / 2 && to >= -PI / 2) low_y = -1;
    if (from <= -PI || to >= PI) low_x = -1;
    double margin = 0x1p-40;
    return (Box){centre[0] + radius_m * (low_x - margin), centre[1] + radius_m * (low_y - margin),
                 centre[0] + radius_m * (high_x + margin),
                 centre[1] + radius_m * (high_y + margin)};
}

static Status add_arc(FreeArcs *arcs, const Builder *b, double from, double to) {
    if (!(from < to)) return STATUS_OK;
    size_t n = arcs->first[b->disc + 1];
    if (n >= arcs->capacity_) {
        size_t more = n ? 2 * n : 256;
        FreeArc *arc = realloc(arcs->arc, more * sizeof *arc);
        if (!arc) return STATUS_NO_MEMORY;
        arcs->arc = arc;
        arcs->capacity_ = more;
    }
    arcs->arc[n] = (FreeArc){from, to, box_of_arc(b->xy + 2 * b->disc, b->radius_m, from, to)};
    arcs->first[b->disc + 1]++;
    return STATUS_OK;
}

/* The gaps between the merged hidden arcs. */
static Status add_gaps(FreeArcs *arcs, const Builder *b) {
    double from = -PI;
    for (size_t i = 0; i < b->n_hidden; i++) {
        Status status = add_arc(arcs, b, from, b->hidden[i].from);
        if (status != STATUS_OK) return status;
        from = b->hidden[i].to;
    }
    return add_arc(arcs, b, from, PI);
}

Status free_arcs_build(const double *xy, size_t n, double radius_m, const PointIndex *index,
                       FreeArcs *arcs) {
    Status status = STATUS_NO_MEMORY;
    Builder b = {.xy = xy, .radius_m = radius_m, .index = index};
    FreeArcs built = {.n_discs = n, .first = calloc(n + 1, sizeof *built.first)};
    if (!built.first) goto done;
    for (b.disc = 0; b.disc < n; b.disc++) {
        built.first[b.disc + 1] = built.first[b.disc];
        status = look_around(&b);
        if (status == STATUS_OK) status = add_gaps(&built, &b);
        if (status != STATUS_OK) goto done;
    }
    *arcs = built;
    memset(&built, 0, sizeof built);
    status = STATUS_OK;
done:
    free(b.hidden);
    free_arcs_free(&built);
    return status;
}

void free_arcs_free(FreeArcs *arcs) {
    free(arcs->first);
    free(arcs->arc);
    memset(arcs, 0, sizeof *arcs);
}
