#include "planner/place/median_rows.h"
#include "geo/parallel.h"
#include "geo/point_index.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK = 256,      /* points handled together; fixed, so that rows do not depend on threads */
    NEARBY_GROUPS = 8 /* groups that are asked for a cap */
};

/* The rows of one chunk of points. */
typedef struct Chunk {
    PointHit *hit;
    size_t n, capacity;
    bool failed; /* out of memory */
} Chunk;

typedef struct Maker {
    const MedianProblem *problem;
    const double *candidate_xy, *demand_xy;
    size_t n;
    double widening;    /* of the caps */
    PointIndex *usable; /* candidates that are not forbidden */
    int32_t *usable_id;
    PointIndex *middle; /* of the boxes of the groups that guarantee something */
    int32_t *middle_group;
    int32_t *member_start, *member; /* candidates of a group that its guarantee rests on */
    int32_t *rank; /* [groups] the guarantee is the rank-th nearest member; 0: none */
    Chunk *chunk;
    double *cap;
    int64_t *length; /* [n] of each row */
} Maker;

void median_rows_free(MedianRows *rows) {
    free(rows->start);
    free(rows->candidate);
    free(rows->cost);
    free(rows->cap);
    memset(rows, 0, sizeof *rows);
}

static SiteState state_of(const MedianProblem *problem, size_t j) {
    return problem->state ? problem->state[j] : SITE_FREE;
}

/* Members by group, and each group's rank: with a required candidate these are the members and
 * the nearest counts, else of f free ones with n to be opened the (f - n + 1)-th nearest. */
static Status list_members(Maker *maker) {
    const MedianProblem *problem = maker->problem;
    size_t m = problem->n_candidates, groups = problem->n_groups;
    maker->member_start = calloc(groups + 2, sizeof *maker->member_start);
    maker->member = malloc(m * sizeof *maker->member);
    maker->rank = calloc(groups, sizeof *maker->rank);
    if (!maker->member_start || !maker->member || !maker->rank) return STATUS_NO_MEMORY;
    int32_t *required = maker->rank; /* first used to count them */
    for (size_t j = 0; j < m; j++)
        required[problem->group[j]] += state_of(problem, j) == SITE_REQUIRED;
    int32_t *next = maker->member_start + 1;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t j = 0; j < m; j++) {
            int32_t g = problem->group[j];
            if (state_of(problem, j) != (required[g] > 0 ? SITE_REQUIRED : SITE_FREE)) continue;
            if (pass == 0)
                next[g + 1]++;
            else
                maker->member[next[g]++] = (int32_t)j;
        }
        for (size_t g = 0; pass == 0 && g < groups; g++) next[g + 1] += next[g];
    }
    for (size_t g = 0; g < groups; g++) {
        int32_t members = maker->member_start[g + 1] - maker->member_start[g];
        int32_t count = problem->group_count ? problem->group_count[g] : 1;
        if (required[g] > 0)
            maker->rank[g] = 1;
        else
            maker->rank[g] = count > 0 && count <= members ? members - count + 1 : 0;
    }
    return STATUS_OK;
}

static void box_middle(const Maker *maker, int32_t g, double *xy) {
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    for (int32_t k = maker->member_start[g]; k < maker->member_start[g + 1]; k++)
        for (int axis = 0; axis < 2; axis++) {
            double at = maker->candidate_xy[2 * maker->member[k] + axis];
            if (at < low[axis]) low[axis] = at;
            if (at > high[axis]) high[axis] = at;
        }
    for (int axis = 0; axis < 2; axis++) xy[axis] = low[axis] / 2 + high[axis] / 2;
}

static Status index_middles(Maker *maker) {
    size_t groups = maker->problem->n_groups, n = 0;
    double *xy = malloc(2 * groups * sizeof *xy);
    maker->middle_group = malloc(groups * sizeof *maker->middle_group);
    Status status = xy && maker->middle_group ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t g = 0; g < groups && status == STATUS_OK; g++) {
        if (maker->rank[g] == 0) continue;
        box_middle(maker, (int32_t)g, xy + 2 * n);
        maker->middle_group[n++] = (int32_t)g;
    }
    if (status == STATUS_OK) status = point_index_build(xy, n, &maker->middle);
    free(xy);
    return status;
}

static Status index_usable(Maker *maker) {
    size_t m = maker->problem->n_candidates, n = 0;
    double *xy = malloc(2 * m * sizeof *xy);
    maker->usable_id = malloc(m * sizeof *maker->usable_id);
    Status status = xy && maker->usable_id ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t j = 0; j < m && status == STATUS_OK; j++) {
        if (state_of(maker->problem, j) == SITE_FORBIDDEN) continue;
        memcpy(xy + 2 * n, maker->candidate_xy + 2 * j, 2 * sizeof *xy);
        maker->usable_id[n++] = (int32_t)j;
    }
    if (status == STATUS_OK) status = point_index_build(xy, n, &maker->usable);
    free(xy);
    return status;
}

static int by_size(const void *left, const void *right) {
    double l = *(const double *)left, r = *(const double *)right;
    return (l > r) - (l < r);
}

/* The distance at which group g surely serves (x, y); `least` where it is not below that. */
static double guarantee(const Maker *maker, int32_t g, const double *at, double least,
                        double *scratch) {
    int32_t begin = maker->member_start[g], n = maker->member_start[g + 1] - begin;
    int32_t rank = maker->rank[g], beyond = 0;
    for (int32_t k = 0; k < n; k++) {
        const double *xy = maker->candidate_xy + 2 * (size_t)maker->member[begin + k];
        double dx = xy[0] - at[0], dy = xy[1] - at[1];
        scratch[k] = sqrt(dx * dx + dy * dy);
        beyond += scratch[k] >= least;
        if (beyond > n - rank) return least;
    }
    if (n < 1) return least;
    double result = scratch[0];
    if (rank == n) {
        for (int32_t k = 1; k < n; k++)
            if (scratch[k] > result) result = scratch[k];
    } else if (rank == 1) {
        for (int32_t k = 1; k < n; k++)
            if (scratch[k] < result) result = scratch[k];
    } else {
        qsort(scratch, (size_t)n, sizeof *scratch, by_size);
        result = scratch[rank - 1];
    }
    return result < least ? result : least;
}

static bool add_hit(void *context, int32_t item, double dist_m) {
    Chunk *chunk = context;
    if (chunk->n == chunk->capacity) {
        size_t more = chunk->capacity ? 2 * chunk->capacity : 4096;
        PointHit *bigger = realloc(chunk->hit, more * sizeof *bigger);
        if (!bigger) {
            chunk->failed = true;
            return false;
        }
        chunk->hit = bigger;
        chunk->capacity = more;
    }
    chunk->hit[chunk->n++] = (PointHit){item, dist_m};
    return true;
}

static int by_distance(const void *left, const void *right) {
    const PointHit *l = left, *r = right;
    if (l->dist_m != r->dist_m) return l->dist_m < r->dist_m ? -1 : 1;
    return (l->item > r->item) - (l->item < r->item);
}

static void make_row(const Maker *maker, size_t i, Chunk *chunk, double *scratch) {
    const double *at = maker->demand_xy + 2 * i;
    PointHit near[NEARBY_GROUPS];
    size_t groups = point_index_k_nearest(maker->middle, at[0], at[1], NEARBY_GROUPS, near);
    double cap = INFINITY;
    for (size_t k = 0; k < groups; k++)
        cap = guarantee(maker, maker->middle_group[near[k].item], at, cap, scratch);
    cap *= maker->widening;
    size_t first = chunk->n;
    point_index_within(maker->usable, at[0], at[1], cap, add_hit, chunk);
    qsort(chunk->hit + first, chunk->n - first, sizeof *chunk->hit, by_distance);
    maker->cap[i] = cap;
    maker->length[i] = (int64_t)(chunk->n - first);
}

static Status make_chunks(void *context, size_t begin, size_t end) {
    Maker *maker = context;
    double *scratch = malloc(maker->problem->n_candidates * sizeof *scratch);
    if (!scratch) return STATUS_NO_MEMORY;
    Status status = STATUS_OK;
    for (size_t c = begin; c < end && status == STATUS_OK; c++) {
        Chunk *chunk = &maker->chunk[c];
        size_t last = (c + 1) * CHUNK < maker->n ? (c + 1) * CHUNK : maker->n;
        for (size_t i = c * CHUNK; i < last && !chunk->failed; i++)
            make_row(maker, i, chunk, scratch);
        if (chunk->failed) status = STATUS_NO_MEMORY;
    }
    free(scratch);
    return status;
}

/* Joins the chunks; candidates get their numbers in the problem. */
static Status join_chunks(Maker *maker, size_t chunks, MedianRows *rows) {
    size_t entries = 0;
    for (size_t c = 0; c < chunks; c++) entries += maker->chunk[c].n;
    rows->start = malloc((maker->n + 1) * sizeof *rows->start);
    rows->candidate = malloc((entries + 1) * sizeof *rows->candidate);
    rows->cost = malloc((entries + 1) * sizeof *rows->cost);
    if (!rows->start || !rows->candidate || !rows->cost) return STATUS_NO_MEMORY;
    rows->start[0] = 0;
    for (size_t i = 0; i < maker->n; i++) rows->start[i + 1] = rows->start[i] + maker->length[i];
    size_t at = 0;
    for (size_t c = 0; c < chunks; c++)
        for (size_t k = 0; k < maker->chunk[c].n; k++, at++) {
            rows->candidate[at] = maker->usable_id[maker->chunk[c].hit[k].item];
            rows->cost[at] = maker->chunk[c].hit[k].dist_m;
        }
    return STATUS_OK;
}

static Status make_rows(Maker *maker, int threads, MedianRows *rows) {
    size_t chunks = (maker->n + CHUNK - 1) / CHUNK;
    Status status = list_members(maker);
    if (status == STATUS_OK) status = index_middles(maker);
    if (status == STATUS_OK) status = index_usable(maker);
    if (status != STATUS_OK) return status;
    maker->chunk = calloc(chunks + 1, sizeof *maker->chunk);
    maker->length = malloc((maker->n + 1) * sizeof *maker->length);
    rows->cap = maker->cap = malloc((maker->n + 1) * sizeof *maker->cap);
    if (!maker->chunk || !maker->length || !maker->cap) return STATUS_NO_MEMORY;
    status = parallel_for(chunks, 1, parallel_threads(threads), make_chunks, maker);
    if (status == STATUS_OK) status = join_chunks(maker, chunks, rows);
    for (size_t c = 0; c < chunks; c++) free(maker->chunk[c].hit);
    return status;
}

Status median_rows_widened(const MedianProblem *problem, const double *candidate_xy,
                           const double *demand_xy, size_t n, double widening, int threads,
                           MedianRows *rows) {
    if (problem->n_candidates == 0 || problem->n_groups == 0) return STATUS_BAD_ARGUMENT;
    if (!(widening >= 1 && widening < INFINITY)) return STATUS_BAD_ARGUMENT;
    for (size_t k = 0; k < 2 * n; k++)
        if (!isfinite(demand_xy[k])) return STATUS_BAD_ARGUMENT;
    Maker maker = {.problem = problem,
                   .candidate_xy = candidate_xy,
                   .demand_xy = demand_xy,
                   .n = n,
                   .widening = widening};
    MedianRows made = {0};
    Status status = make_rows(&maker, threads, &made);
    point_index_free(maker.usable);
    point_index_free(maker.middle);
    free(maker.usable_id);
    free(maker.middle_group);
    free(maker.member_start);
    free(maker.member);
    free(maker.rank);
    free(maker.chunk);
    free(maker.length);
    if (status == STATUS_OK)
        *rows = made;
    else
        median_rows_free(&made);
    return status;
}

Status median_rows_planar(const MedianProblem *problem, const double *candidate_xy,
                          const double *demand_xy, size_t n, int threads, MedianRows *rows) {
    return median_rows_widened(problem, candidate_xy, demand_xy, n, 1, threads, rows);
}
