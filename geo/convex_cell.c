#include "geo/convex_cell.h"
#include <math.h>
#include <stdlib.h>

enum { FIRST_HITS = 24 };

ClipLine bisector(const double *xy, int32_t i, int32_t j) {
    const double *a = xy + 2 * (size_t)i, *b = xy + 2 * (size_t)j;
    return (ClipLine){.x = 0.5 * (a[0] + b[0]),
                      .y = 0.5 * (a[1] + b[1]),
                      .dx = a[0] - b[0],
                      .dy = a[1] - b[1],
                      .label = cell_label(j)};
}

void cell_room_free(CellRoom *room) {
    clip_rings_free(&room->ring[0]);
    clip_rings_free(&room->ring[1]);
    clip_scratch_free(&room->scratch);
    free(room->hit);
    *room = (CellRoom){0};
}

static Status start(const Box *frame, ClipRings *ring) {
    ring->n = ring->n_rings = 0;
    Status status = clip_add_vertex(ring, frame->min_x, frame->min_y, CLIP_FRAME);
    if (status == STATUS_OK) status = clip_add_vertex(ring, frame->max_x, frame->min_y, CLIP_FRAME);
    if (status == STATUS_OK) status = clip_add_vertex(ring, frame->max_x, frame->max_y, CLIP_FRAME);
    if (status == STATUS_OK) status = clip_add_vertex(ring, frame->min_x, frame->max_y, CLIP_FRAME);
    return status == STATUS_OK ? clip_end_ring(ring) : status;
}

/* Distance from the point to the farthest corner of its cell. */
static double radius_m(const ClipRings *ring, const double *at) {
    double most = 0;
    for (size_t v = 0; v < ring->n; v++)
        most = fmax(most, hypot(ring->vertex[v].x - at[0], ring->vertex[v].y - at[1]));
    return most;
}

/* The k nearest points to point i, itself among them. */
static Status find_hits(const CellPoints *points, int32_t i, size_t k, CellRoom *room,
                        size_t *found) {
    if (k > room->hits) {
        PointHit *more = realloc(room->hit, k * sizeof *more);
        if (!more) return STATUS_NO_MEMORY;
        room->hit = more;
        room->hits = k;
    }
    const double *at = points->xy + 2 * (size_t)i;
    *found = point_index_k_nearest(points->index, at[0], at[1], k, room->hit);
    return STATUS_OK;
}

/* Cuts by the hits from `from` on; *done: the cell is whole. The cell is then ring[*now]. */
static Status cut_by_hits(const CellPoints *points, int32_t i, CellRoom *room, size_t from,
                          size_t found, int *now, bool *done) {
    const double *at = points->xy + 2 * (size_t)i;
    Status status = STATUS_OK;
    /* what lies within rounding of twice the radius does not matter, and is cut by all the same */
    double reach_m = 2 * radius_m(&room->ring[*now], at) * (1 + 1e-12);
    for (size_t h = from; h < found && status == STATUS_OK; h++) {
        const PointHit *hit = &room->hit[h];
        if (hit->dist_m > reach_m || room->ring[*now].n_rings == 0) {
            *done = true;
            return STATUS_OK;
        }
        if (hit->item == i || points->hidden[hit->item]) continue;
        ClipLine line = bisector(points->xy, i, hit->item);
        status = clip_rings(&room->ring[*now], &line, &room->scratch, &room->ring[!*now]);
        *now = !*now;
        reach_m = 2 * radius_m(&room->ring[*now], at) * (1 + 1e-12);
    }
    return status;
}

Status convex_cell(const CellPoints *points, int32_t i, const Box *frame, CellRoom *room,
                   const ClipRings **cell) {
    int now = 0;
    bool done = false;
    size_t found = 0;
    Status status = start(frame, &room->ring[0]);
    for (size_t k = FIRST_HITS; status == STATUS_OK && !done; k *= 4) {
        size_t before = found, wanted = k < points->n ? k : points->n;
        status = find_hits(points, i, wanted, room, &found);
        if (status == STATUS_OK) status = cut_by_hits(points, i, room, before, found, &now, &done);
        if (wanted == points->n) break;
    }
    if (status == STATUS_OK) *cell = &room->ring[now];
    return status;
}
