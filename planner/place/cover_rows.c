#include "planner/place/cover_rows.h"
#include "geo/parallel.h"
#include "geo/point_index.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 1024 }; /* demand handled together; fixed, so that rows do not depend on threads */

/* The rows of one chunk. */
typedef struct Chunk {
    PointHit *hit; /* value in dist_m */
    size_t n, capacity;
    bool failed; /* out of memory */
} Chunk;

typedef struct Maker {
    const CoverPoints *points;
    const CoverCredit *credit; /* NULL: metres, by distance */
    double radius_m;
    PointIndex *index;
    Chunk *chunk;
    int64_t *start; /* [n_demand + 1]; while making: the length of row i in start[i + 1] */
} Maker;

/* A row in the making. */
typedef struct RowMaker {
    const Maker *maker;
    Chunk *chunk;
    size_t demand;
} RowMaker;

void cover_rows_free(CoverRows *rows) {
    free(rows->start);
    free(rows->candidate);
    free(rows->value);
    memset(rows, 0, sizeof *rows);
}

static double step_credit(const CoverCredit *credit, double dist_m) {
    for (size_t k = 0; k < credit->n_steps; k++)
        if (dist_m <= credit->step_m[k]) return credit->credit[k];
    return 0;
}

static double credit_radius_m(const CoverCredit *credit) {
    return credit->shape == CREDIT_STEPS ? credit->step_m[credit->n_steps - 1] : credit->radius_m;
}

double cover_credit_at(const CoverCredit *credit, double dist_m) {
    if (!(dist_m <= credit_radius_m(credit))) return 0;
    switch (credit->shape) {
    case CREDIT_STEPS:
        return step_credit(credit, dist_m);
    case CREDIT_LINEAR:
        return dist_m <= credit->full_m
                   ? 1
                   : (credit->radius_m - dist_m) / (credit->radius_m - credit->full_m);
    case CREDIT_EXPONENTIAL:
        return exp(-dist_m / credit->scale_m);
    case CREDIT_WHOLE:
    default:
        return 1;
    }
}

static bool are_steps(const CoverCredit *credit) {
    if (credit->n_steps < 1 || !credit->step_m || !credit->credit) return false;
    for (size_t k = 0; k < credit->n_steps; k++) {
        double step_m = credit->step_m[k], value = credit->credit[k];
        if (!(step_m >= 0 && step_m < INFINITY && value > 0 && value <= 1)) return false;
        if (k > 0 && !(step_m > credit->step_m[k - 1] && value <= credit->credit[k - 1]))
            return false;
    }
    return true;
}

static bool is_credit(const CoverCredit *credit) {
    if (credit->shape == CREDIT_STEPS) return are_steps(credit);
    if (!(credit->radius_m >= 0 && credit->radius_m < INFINITY)) return false;
    switch (credit->shape) {
    case CREDIT_LINEAR:
        return credit->full_m >= 0 && credit->full_m < credit->radius_m;
    case CREDIT_EXPONENTIAL:
        return credit->scale_m > 0;
    default:
        return credit->shape == CREDIT_WHOLE;
    }
}

static bool add_hit(void *context, int32_t item, double dist_m) {
    RowMaker *row = context;
    const CoverPoints *points = row->maker->points;
    Chunk *chunk = row->chunk;
    if (points->demand_area && points->demand_area[row->demand] != points->candidate_area[item])
        return true;
    double value = row->maker->credit ? cover_credit_at(row->maker->credit, dist_m) : dist_m;
    if (row->maker->credit && !(value > 0)) return true;
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
    chunk->hit[chunk->n++] = (PointHit){item, value};
    return true;
}

static int by_number(const void *left, const void *right) {
    const PointHit *l = left, *r = right;
    return (l->item > r->item) - (l->item < r->item);
}

static int by_distance(const void *left, const void *right) {
    const PointHit *l = left, *r = right;
    if (l->dist_m != r->dist_m) return l->dist_m < r->dist_m ? -1 : 1;
    return by_number(left, right);
}

static Status make_chunks(void *context, size_t begin, size_t end) {
    Maker *maker = context;
    const CoverPoints *points = maker->points;
    for (size_t c = begin; c < end; c++) {
        Chunk *chunk = &maker->chunk[c];
        size_t last = points->n_demand - c * CHUNK > CHUNK ? (c + 1) * CHUNK : points->n_demand;
        for (size_t i = c * CHUNK; i < last; i++) {
            size_t first = chunk->n;
            RowMaker row = {maker, chunk, i};
            point_index_within(maker->index, points->demand_xy[2 * i], points->demand_xy[2 * i + 1],
                               maker->radius_m, add_hit, &row);
            if (chunk->failed) return STATUS_NO_MEMORY;
            size_t n = chunk->n - first;
            if (n > 1)
                qsort(chunk->hit + first, n, sizeof *chunk->hit,
                      maker->credit ? by_number : by_distance);
            maker->start[i + 1] = (int64_t)n;
        }
    }
    return STATUS_OK;
}

static Status join_chunks(Maker *maker, size_t chunks, CoverRows *rows) {
    size_t entries = 0, at = 0;
    for (size_t c = 0; c < chunks; c++) entries += maker->chunk[c].n;
    rows->candidate = malloc((entries + 1) * sizeof *rows->candidate);
    rows->value = malloc((entries + 1) * sizeof *rows->value);
    if (!rows->candidate || !rows->value) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < maker->points->n_demand; i++) maker->start[i + 1] += maker->start[i];
    for (size_t c = 0; c < chunks; c++) {
        for (size_t k = 0; k < maker->chunk[c].n; k++, at++) {
            rows->candidate[at] = maker->chunk[c].hit[k].item;
            rows->value[at] = maker->chunk[c].hit[k].dist_m;
        }
        free(maker->chunk[c].hit);
        maker->chunk[c].hit = NULL;
    }
    return STATUS_OK;
}

static bool are_points(const CoverPoints *points) {
    if (points->n_demand > INT32_MAX || points->n_candidates > INT32_MAX) return false;
    if (!points->demand_area != !points->candidate_area) return false;
    for (size_t k = 0; k < 2 * points->n_demand; k++)
        if (!isfinite(points->demand_xy[k])) return false;
    return true; /* the index looks at the candidates */
}

static Status make_rows(const CoverPoints *points, const CoverCredit *credit, double radius_m,
                        int threads, CoverRows *out) {
    if (!are_points(points)) return STATUS_BAD_ARGUMENT;
    size_t chunks = (points->n_demand + CHUNK - 1) / CHUNK;
    CoverRows rows = {.start = calloc(points->n_demand + 1, sizeof *rows.start)};
    Maker maker = {.points = points,
                   .credit = credit,
                   .radius_m = radius_m,
                   .chunk = calloc(chunks + 1, sizeof *maker.chunk),
                   .start = rows.start};
    Status status = rows.start && maker.chunk ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK)
        status = point_index_build(points->candidate_xy, points->n_candidates, &maker.index);
    if (status == STATUS_OK)
        status = parallel_for(chunks, 1, parallel_threads(threads), make_chunks, &maker);
    if (status == STATUS_OK) status = join_chunks(&maker, chunks, &rows);
    for (size_t c = 0; maker.chunk && c < chunks; c++) free(maker.chunk[c].hit);
    free(maker.chunk);
    point_index_free(maker.index);
    if (status == STATUS_OK)
        *out = rows;
    else
        cover_rows_free(&rows);
    return status;
}

Status cover_rows_planar(const CoverPoints *points, const CoverCredit *credit, int threads,
                         CoverRows *rows) {
    if (!is_credit(credit)) return STATUS_BAD_ARGUMENT;
    return make_rows(points, credit, credit_radius_m(credit), threads, rows);
}

Status distance_rows_planar(const CoverPoints *points, double radius_m, int threads,
                            CoverRows *rows) {
    if (!(radius_m >= 0)) return STATUS_BAD_ARGUMENT;
    return make_rows(points, NULL, radius_m, threads, rows);
}
