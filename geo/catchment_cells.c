#include "geo/catchment_cells.h"
#include "geo/cell_rings.h"
#include "geo/convex_cell.h"
#include "geo/parallel.h"
#include "geo/point_index.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    BLOCK_CELLS = 32, /* cells of one item of work: the whole polygon is cut to their box */
    DEPTH_MAX = 8     /* halvings of a block, and one for the polygon itself */
};

/* One cell before it is cut to the polygon. */
typedef struct Cell {
    int32_t point;
    uint32_t place; /* along a curve that keeps near cells together */
    Box box;
    int32_t *neighbour;
    size_t n_neighbours;
} Cell;

typedef struct CellWork {
    const PolygonSet *set;
    CellPoints points;
    bool *hidden;
    PointIndex *index;
    ClipRings source; /* the polygon */
    Box frame;        /* around it */
    Cell *cell;       /* by place, then point */
    ClipRings *done;  /* of each point */
} CellWork;

/* ---- corners ---- */

typedef struct Corners {
    const CellWork *work;
    int32_t point; /* whose cell is cut */
} Corners;

static void sort_three(int32_t of[3]) {
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < 2; i++)
            if (of[i] > of[i + 1]) {
                int32_t swap = of[i];
                of[i] = of[i + 1];
                of[i + 1] = swap;
            }
}

/* The point at the same distance from three; false where they are in line. */
static bool centre_of(const double *xy, int32_t of[3], double at[2]) {
    sort_three(of);
    const double *a = xy + 2 * (size_t)of[0], *b = xy + 2 * (size_t)of[1],
                 *c = xy + 2 * (size_t)of[2];
    double bx = b[0] - a[0], by = b[1] - a[1], cx = c[0] - a[0], cy = c[1] - a[1];
    double b2 = bx * bx + by * by, c2 = cx * cx + cy * cy, twice = 2 * (bx * cy - by * cx);
    if (twice == 0) return false;
    at[0] = a[0] + (cy * b2 - by * c2) / twice;
    at[1] = a[1] + (bx * c2 - cx * b2) / twice;
    return isfinite(at[0]) && isfinite(at[1]);
}

/* Where the whole edge of the polygon meets the line; the part of it that is left does not. */
static bool border_corner(const double *edge, const ClipLine *line, double at[2]) {
    double near = clip_side(line, edge[0], edge[1]), far = clip_side(line, edge[2], edge[3]);
    if (near == far) return false;
    double part = near / (near - far);
    at[0] = edge[0] + (edge[2] - edge[0]) * part;
    at[1] = edge[1] + (edge[3] - edge[1]) * part;
    return isfinite(at[0]) && isfinite(at[1]);
}

static bool corner(const void *context, int32_t edge, const ClipLine *line, double at[2]) {
    const Corners *corners = context;
    if (edge == CLIP_FRAME || line->label == CLIP_FRAME) return false;
    if (edge >= 0) return border_corner(corners->work->set->xy + 2 * (size_t)edge, line, at);
    int32_t of[3] = {corners->point, label_point(edge), label_point(line->label)};
    return centre_of(corners->work->points.xy, of, at);
}

/* ---- convex cells ---- */

static uint32_t spread_bits(uint32_t x) {
    x = (x | x << 8) & 0x00FF00FFu;
    x = (x | x << 4) & 0x0F0F0F0Fu;
    x = (x | x << 2) & 0x33333333u;
    return (x | x << 1) & 0x55555555u;
}

static uint32_t step_of(double at, double low, double high) {
    double part = high > low ? (at - low) / (high - low) * 65536 : 0;
    return part <= 0 ? 0 : part >= 65535 ? 65535 : (uint32_t)part;
}

/* Takes box, place and neighbours of a convex cell. */
static Status take_cell(const CellWork *work, const ClipRings *convex, Cell *cell) {
    cell->box = (Box){INFINITY, INFINITY, -INFINITY, -INFINITY};
    if (convex->n_rings == 0) return STATUS_OK;
    cell->neighbour = malloc(convex->n * sizeof *cell->neighbour);
    if (!cell->neighbour) return STATUS_NO_MEMORY;
    for (size_t v = 0; v < convex->n; v++) {
        const ClipVertex *vertex = &convex->vertex[v];
        cell->box.min_x = fmin(cell->box.min_x, vertex->x);
        cell->box.max_x = fmax(cell->box.max_x, vertex->x);
        cell->box.min_y = fmin(cell->box.min_y, vertex->y);
        cell->box.max_y = fmax(cell->box.max_y, vertex->y);
        if (vertex->label != CLIP_FRAME)
            cell->neighbour[cell->n_neighbours++] = label_point(vertex->label);
    }
    const Box *frame = &work->frame;
    double x = 0.5 * (cell->box.min_x + cell->box.max_x);
    double y = 0.5 * (cell->box.min_y + cell->box.max_y);
    cell->place = spread_bits(step_of(x, frame->min_x, frame->max_x)) |
                  spread_bits(step_of(y, frame->min_y, frame->max_y)) << 1;
    return STATUS_OK;
}

static Status make_some_cells(void *context, size_t begin, size_t end) {
    CellWork *work = context;
    CellRoom room = {0};
    Status status = STATUS_OK;
    for (size_t i = begin; i < end && status == STATUS_OK; i++) {
        Cell *cell = &work->cell[i];
        const ClipRings *convex = NULL;
        *cell = (Cell){.point = (int32_t)i, .box = {INFINITY, INFINITY, -INFINITY, -INFINITY}};
        if (work->hidden[i]) continue;
        status = convex_cell(&work->points, (int32_t)i, &work->frame, &room, &convex);
        if (status == STATUS_OK) status = take_cell(work, convex, cell);
    }
    cell_room_free(&room);
    return status;
}

static int by_place(const void *a, const void *b) {
    const Cell *one = a, *two = b;
    if (one->place != two->place) return one->place < two->place ? -1 : 1;
    return (one->point > two->point) - (one->point < two->point);
}

/* ---- cutting ---- */

typedef struct Cutter {
    CellWork *work;
    ClipScratch scratch;
    ClipRings piece[DEPTH_MAX]
                   [2]; /* of each halving: what is left, and the room for the next cut */
} Cutter;

/* Cuts *at by the line into the other room of its level, and lets *at point there. */
static Status cut(Cutter *cutter, int level, const ClipLine *line, const ClipRings **at) {
    ClipRings *room = cutter->piece[level];
    ClipRings *to = *at == &room[0] ? &room[1] : &room[0];
    Status status = clip_rings(*at, line, &cutter->scratch, to);
    if (status == STATUS_OK) *at = to;
    return status;
}

static Box box_of_cells(const Cell *cell, size_t n) {
    Box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < n; i++) {
        box.min_x = fmin(box.min_x, cell[i].box.min_x);
        box.max_x = fmax(box.max_x, cell[i].box.max_x);
        box.min_y = fmin(box.min_y, cell[i].box.min_y);
        box.max_y = fmax(box.max_y, cell[i].box.max_y);
    }
    return box;
}

/* To a box a metre around the cells', so that no edge along it is left when they are cut out. */
static Status cut_to_box(Cutter *cutter, int level, const Box *box, const ClipRings **at) {
    const Box *frame = &cutter->work->frame;
    const ClipLine line[] = {
        {.x = box->min_x - 1, .dx = 1, .label = CLIP_FRAME},
        {.x = box->max_x + 1, .dx = -1, .label = CLIP_FRAME},
        {.y = box->min_y - 1, .dy = 1, .label = CLIP_FRAME},
        {.y = box->max_y + 1, .dy = -1, .label = CLIP_FRAME},
    };
    const bool needed[] = {box->min_x - 1 > frame->min_x, box->max_x + 1 < frame->max_x,
                           box->min_y - 1 > frame->min_y, box->max_y + 1 < frame->max_y};
    Status status = STATUS_OK;
    for (int side = 0; side < 4 && status == STATUS_OK; side++)
        if (needed[side]) status = cut(cutter, level, &line[side], at);
    return status;
}

/* One cell out of the piece around it. */
static Status cut_cell(Cutter *cutter, int level, const Cell *cell, const ClipRings *at) {
    CellWork *work = cutter->work;
    Corners corners = {work, cell->point};
    Status status = STATUS_OK;
    for (size_t k = 0; k < cell->n_neighbours && status == STATUS_OK; k++) {
        ClipLine line = bisector(work->points.xy, cell->point, cell->neighbour[k]);
        line.corner = corner;
        line.context = &corners;
        status = cut(cutter, level, &line, &at);
    }
    return status == STATUS_OK ? cell_rings_split(at, &work->done[cell->point]) : status;
}

/* Cuts n cells out of a piece that holds all of them. */
static Status cut_cells(Cutter *cutter, int level, const Cell *cell, size_t n,
                        const ClipRings *piece) {
    Box box = box_of_cells(cell, n);
    if (box.min_x > box.max_x || piece->n_rings == 0) return STATUS_OK;
    Status status = cut_to_box(cutter, level, &box, &piece);
    if (status != STATUS_OK) return status;
    if (n == 1) return cut_cell(cutter, level, cell, piece);
    status = cut_cells(cutter, level + 1, cell, n / 2, piece);
    return status == STATUS_OK ? cut_cells(cutter, level + 1, cell + n / 2, n - n / 2, piece)
                               : status;
}

static Status cut_some_blocks(void *context, size_t begin, size_t end) {
    Cutter cutter = {.work = context};
    const CellWork *work = cutter.work;
    Status status = STATUS_OK;
    for (size_t block = begin; block < end && status == STATUS_OK; block++) {
        size_t first = block * BLOCK_CELLS, rest = work->points.n - first;
        status = cut_cells(&cutter, 0, work->cell + first, rest < BLOCK_CELLS ? rest : BLOCK_CELLS,
                           &work->source);
    }
    for (int level = 0; level < DEPTH_MAX; level++) {
        clip_rings_free(&cutter.piece[level][0]);
        clip_rings_free(&cutter.piece[level][1]);
    }
    clip_scratch_free(&cutter.scratch);
    return status;
}

/* ---- in and out ---- */

static Status take_source(CellWork *work, size_t p) {
    const PolygonSet *set = work->set;
    Status status = STATUS_OK;
    for (size_t r = set->polygon_ring[p]; r < set->polygon_ring[p + 1] && status == STATUS_OK;
         r++) {
        for (size_t i = set->ring_point[r]; i + 1 < set->ring_point[r + 1] && status == STATUS_OK;
             i++)
            status = clip_add_vertex(&work->source, set->xy[2 * i], set->xy[2 * i + 1], (int32_t)i);
        if (status == STATUS_OK) status = clip_end_ring(&work->source);
    }
    /* wider than the polygon: no edge of the frame is left in a cell that is cut to it */
    Box box = polygon_set_box(set, p);
    double margin_m = 0.01 * fmax(box.max_x - box.min_x, box.max_y - box.min_y) + 10;
    work->frame = (Box){box.min_x - margin_m, box.min_y - margin_m, box.max_x + margin_m,
                        box.max_y + margin_m};
    return status;
}

/* Of the points at one place all but the first are hidden. */
static Status hide_points(CellWork *work) {
    const CellPoints *points = &work->points;
    PointHit *hit = malloc((points->n + 1) * sizeof *hit);
    if (!hit) return STATUS_NO_MEMORY;
    Status status = point_index_nearest_many(work->index, points->xy, points->n, 1, hit);
    for (size_t i = 0; i < points->n && status == STATUS_OK; i++)
        work->hidden[i] = hit[i].item != (int32_t)i;
    free(hit);
    return status;
}

static Status put_all(const CellWork *work, CatchmentCells *cells) {
    size_t points = 0;
    for (size_t i = 0; i < work->points.n; i++) points += work->done[i].n + work->done[i].n_rings;
    cells->edge = malloc((points + 1) * sizeof *cells->edge);
    Status status = cells->edge ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; i < work->points.n && status == STATUS_OK; i++)
        status = cell_rings_put(&work->done[i], &cells->set, cells->edge);
    return status;
}

static void work_free(CellWork *work) {
    for (size_t i = 0; i < work->points.n; i++) {
        if (work->cell) free(work->cell[i].neighbour);
        if (work->done) clip_rings_free(&work->done[i]);
    }
    free(work->cell);
    free(work->done);
    free(work->hidden);
    clip_rings_free(&work->source);
    point_index_free(work->index);
}

static Status cut_all(CellWork *work, size_t p, int threads) {
    size_t n = work->points.n;
    work->cell = calloc(n + 1, sizeof *work->cell);
    work->done = calloc(n + 1, sizeof *work->done);
    work->hidden = calloc(n + 1, sizeof *work->hidden);
    if (!work->cell || !work->done || !work->hidden) return STATUS_NO_MEMORY;
    Status status = point_index_build(work->points.xy, n, &work->index);
    work->points.index = work->index;
    work->points.hidden = work->hidden;
    if (status == STATUS_OK) status = hide_points(work);
    if (status == STATUS_OK) status = take_source(work, p);
    if (status != STATUS_OK || work->source.n_rings == 0) return status;
    status = parallel_for(n, 32, threads, make_some_cells, work);
    if (status != STATUS_OK) return status;
    qsort(work->cell, n, sizeof *work->cell, by_place);
    return parallel_for((n + BLOCK_CELLS - 1) / BLOCK_CELLS, 1, threads, cut_some_blocks, work);
}

Status catchment_cells(const PolygonSet *set, size_t p, const double *xy, size_t n, int threads,
                       CatchmentCells *cells) {
    if (p >= set->n || n > INT32_MAX || set->n_points > INT32_MAX) return STATUS_BAD_ARGUMENT;
    CellWork work = {.set = set, .points = {.xy = xy, .n = n}};
    CatchmentCells made = {0};
    polygon_set_init(&made.set);
    Status status = cut_all(&work, p, threads);
    if (status == STATUS_OK) status = put_all(&work, &made);
    work_free(&work);
    if (status == STATUS_OK)
        *cells = made;
    else
        catchment_cells_free(&made);
    return status;
}

void catchment_cells_free(CatchmentCells *cells) {
    polygon_set_free(&cells->set);
    free(cells->edge);
    cells->edge = NULL;
}
