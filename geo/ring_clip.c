#include "geo/ring_clip.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A vertex as near to the line as this lies on it: a corner through which several lines run comes
 * out of each cut with other last digits, and must not be cut once more by them. */
#define ON_LINE_M 1e-9

/* Kept vertices between two crossings, which are its first and its last vertex. */
typedef struct ClipChain {
    size_t begin, end; /* in the scratch's vertices */
    double t_entry, t_exit;
    bool exit_on_border; /* of the source polygon */
    bool used;
} ClipChain;

void clip_rings_free(ClipRings *rings) {
    free(rings->vertex);
    free(rings->end);
    memset(rings, 0, sizeof *rings);
}

void clip_scratch_free(ClipScratch *scratch) {
    free(scratch->vertex);
    free(scratch->chain);
    memset(scratch, 0, sizeof *scratch);
}

/* Room for one more item; false when out of memory. */
static bool room(void **items, size_t n, size_t *capacity, size_t bytes) {
    if (n < *capacity) return true;
    size_t more = *capacity ? *capacity * 2 : 64;
    if (more > SIZE_MAX / 2 / bytes) return false;
    void *bigger = realloc(*items, more * bytes);
    if (!bigger) return false;
    *items = bigger;
    *capacity = more;
    return true;
}

Status clip_add_vertex(ClipRings *rings, double x, double y, int32_t label) {
    size_t begin = clip_begin(rings, rings->n_rings);
    ClipVertex *last = rings->vertex && rings->n > begin ? &rings->vertex[rings->n - 1] : NULL;
    if (last && last->x == x && last->y == y) { /* an edge without length */
        last->label = label;
        return STATUS_OK;
    }
    if (!room((void **)&rings->vertex, rings->n, &rings->capacity, sizeof *rings->vertex) ||
        !rings->vertex)
        return STATUS_NO_MEMORY;
    rings->vertex[rings->n++] = (ClipVertex){x, y, label};
    return STATUS_OK;
}

static double area_m2(const ClipVertex *v, size_t n) {
    double twice = 0;
    for (size_t i = 1; i + 1 < n; i++)
        twice +=
            (v[i].x - v[0].x) * (v[i + 1].y - v[0].y) - (v[i].y - v[0].y) * (v[i + 1].x - v[0].x);
    return twice / 2;
}

double clip_ring_area_m2(const ClipRings *rings, size_t r) {
    size_t begin = clip_begin(rings, r);
    return area_m2(rings->vertex + begin, rings->end[r] - begin);
}

Status clip_end_ring(ClipRings *rings) {
    size_t begin = clip_begin(rings, rings->n_rings);
    ClipVertex *v = rings->vertex;
    while (rings->n > begin + 1 && v[rings->n - 1].x == v[begin].x &&
           v[rings->n - 1].y == v[begin].y)
        rings->n--;
    if (rings->n < begin + 3 || area_m2(v + begin, rings->n - begin) == 0) {
        rings->n = begin;
        return STATUS_OK;
    }
    if (!room((void **)&rings->end, rings->n_rings, &rings->ring_capacity, sizeof *rings->end))
        return STATUS_NO_MEMORY;
    rings->end[rings->n_rings++] = rings->n;
    return STATUS_OK;
}

/* ---- one cut ---- */

typedef struct Cut {
    const ClipLine *line;
    double least; /* of clip_side for what is kept */
    ClipScratch *scratch;
    ClipRings *to;
} Cut;

static bool is_kept(const Cut *cut, const ClipVertex *v) {
    return clip_side(cut->line, v->x, v->y) > cut->least;
}

/* Place along the line, in the direction that has the kept side on its left. */
static double along(const ClipLine *line, const double at[2]) {
    return (at[0] - line->x) * line->dy - (at[1] - line->y) * line->dx;
}

/* Where the edge from a to b, whose ends lie on different sides, meets the line. */
static void crossing(const Cut *cut, const ClipVertex *a, const ClipVertex *b, double at[2]) {
    const ClipLine *line = cut->line;
    double near = clip_side(line, a->x, a->y), far = clip_side(line, b->x, b->y);
    /* the end that is out may lie on the kept side of the line by rounding: then it is on it */
    double part = (near > 0) != (far > 0) ? near / (near - far) : near > far ? 1 : 0;
    at[0] = a->x + (b->x - a->x) * part;
    at[1] = a->y + (b->y - a->y) * part;
    double better[2];
    if (!line->corner || !line->corner(line->context, a->label, line, better)) return;
    /* a corner far off was worked out from lines that nearly run along each other */
    const double slack_m = 1e-6;
    double dx = better[0] - at[0], dy = better[1] - at[1];
    if (dx * dx + dy * dy > slack_m * slack_m) return;
    at[0] = better[0];
    at[1] = better[1];
}

static Status chain_vertex(ClipScratch *scratch, double x, double y, int32_t label) {
    if (!room((void **)&scratch->vertex, scratch->n, &scratch->capacity, sizeof *scratch->vertex))
        return STATUS_NO_MEMORY;
    scratch->vertex[scratch->n++] = (ClipVertex){x, y, label};
    return STATUS_OK;
}

static Status begin_chain(const Cut *cut, const ClipVertex *a, const ClipVertex *b) {
    ClipScratch *scratch = cut->scratch;
    double at[2];
    if (!room((void **)&scratch->chain, scratch->n_chains, &scratch->chain_capacity,
              sizeof *scratch->chain))
        return STATUS_NO_MEMORY;
    crossing(cut, a, b, at);
    scratch->chain[scratch->n_chains++] =
        (ClipChain){.begin = scratch->n, .t_entry = along(cut->line, at)};
    return chain_vertex(scratch, at[0], at[1], a->label);
}

static Status end_chain(const Cut *cut, const ClipVertex *a, const ClipVertex *b) {
    ClipScratch *scratch = cut->scratch;
    ClipChain *chain = &scratch->chain[scratch->n_chains - 1];
    double at[2];
    crossing(cut, a, b, at);
    chain->t_exit = along(cut->line, at);
    chain->exit_on_border = a->label >= 0;
    Status status = chain_vertex(scratch, at[0], at[1], cut->line->label);
    chain->end = scratch->n;
    return status;
}

static Status copy_ring(const ClipVertex *v, size_t n, ClipRings *to) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        status = clip_add_vertex(to, v[i].x, v[i].y, v[i].label);
    return status == STATUS_OK ? clip_end_ring(to) : status;
}

/* A ring on both sides into chains, from where it first comes in. */
static Status cut_ring(const Cut *cut, const ClipVertex *v, size_t n) {
    size_t start = 0;
    while (is_kept(cut, &v[start]) || !is_kept(cut, &v[(start + 1) % n])) start++;
    Status status = STATUS_OK;
    bool inside = false;
    for (size_t k = 0; k < n && status == STATUS_OK; k++) {
        const ClipVertex *a = &v[(start + k) % n], *b = &v[(start + k + 1) % n];
        bool next = is_kept(cut, b);
        if (inside) status = chain_vertex(cut->scratch, a->x, a->y, a->label);
        if (status == STATUS_OK && !inside && next) status = begin_chain(cut, a, b);
        if (status == STATUS_OK && inside && !next) status = end_chain(cut, a, b);
        inside = next;
    }
    return status;
}

static Status take_ring(const Cut *cut, const ClipVertex *v, size_t n) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) kept += is_kept(cut, &v[i]);
    if (kept == 0) return STATUS_OK;
    return kept == n ? copy_ring(v, n, cut->to) : cut_ring(cut, v, n);
}

/* ---- joining chains ---- */

typedef struct Crossing {
    double t;
    size_t chain;
} Crossing;

static int by_t(const void *a, const void *b) {
    const Crossing *one = a, *two = b;
    if (one->t != two->t) return one->t < two->t ? -1 : 1;
    return (one->chain > two->chain) - (one->chain < two->chain);
}

/* next[c]: the chain that comes in where chain c went out; the k-th way out along the line leads to
 * the k-th way in. */
static Status join_chains(const ClipScratch *scratch, size_t *next) {
    size_t n = scratch->n_chains;
    Crossing *way = malloc(2 * n * sizeof *way);
    if (!way) return STATUS_NO_MEMORY;
    for (size_t c = 0; c < n; c++) {
        way[c] = (Crossing){scratch->chain[c].t_exit, c};
        way[n + c] = (Crossing){scratch->chain[c].t_entry, c};
    }
    qsort(way, n, sizeof *way, by_t);
    qsort(way + n, n, sizeof *way, by_t);
    for (size_t k = 0; k < n; k++) next[way[k].chain] = way[n + k].chain;
    free(way);
    return STATUS_OK;
}

/* A way out that is at once a way in is one corner, and that of the source's border if it has one.
 */
static void merge_corners(ClipScratch *scratch, const size_t *next) {
    for (size_t c = 0; c < scratch->n_chains; c++) {
        const ClipChain *chain = &scratch->chain[c];
        ClipVertex *out = &scratch->vertex[chain->end - 1];
        ClipVertex *in = &scratch->vertex[scratch->chain[next[c]].begin];
        if (hypot(out->x - in->x, out->y - in->y) > ON_LINE_M) continue;
        bool keep_out = chain->exit_on_border && in->label < 0;
        const ClipVertex *kept = keep_out ? out : in;
        double x = kept->x, y = kept->y;
        out->x = in->x = x;
        out->y = in->y = y;
    }
}

static Status put_rings(const Cut *cut, const size_t *next) {
    const ClipScratch *scratch = cut->scratch;
    Status status = STATUS_OK;
    for (size_t c = 0; c < scratch->n_chains && status == STATUS_OK; c++) {
        if (scratch->chain[c].used) continue;
        for (size_t at = c; !scratch->chain[at].used && status == STATUS_OK; at = next[at]) {
            ClipChain *chain = &scratch->chain[at];
            chain->used = true;
            for (size_t i = chain->begin; i < chain->end && status == STATUS_OK; i++)
                status = clip_add_vertex(cut->to, scratch->vertex[i].x, scratch->vertex[i].y,
                                         scratch->vertex[i].label);
        }
        if (status == STATUS_OK) status = clip_end_ring(cut->to);
    }
    return status;
}

Status clip_rings(const ClipRings *from, const ClipLine *line, ClipScratch *scratch,
                  ClipRings *to) {
    Cut cut = {line, ON_LINE_M * hypot(line->dx, line->dy), scratch, to};
    Status status = STATUS_OK;
    to->n = to->n_rings = scratch->n = scratch->n_chains = 0;
    for (size_t r = 0; r < from->n_rings && status == STATUS_OK; r++) {
        size_t begin = clip_begin(from, r);
        status = take_ring(&cut, from->vertex + begin, from->end[r] - begin);
    }
    if (status != STATUS_OK || scratch->n_chains == 0) return status;
    size_t *next = malloc(scratch->n_chains * sizeof *next);
    status = next ? join_chains(scratch, next) : STATUS_NO_MEMORY;
    if (status == STATUS_OK) {
        merge_corners(scratch, next);
        status = put_rings(&cut, next);
    }
    free(next);
    return status;
}
