/*
 * The polygons are drawn one after another, lowest number first, each into two bitmaps of its own
 * box: fine cells its border touches, and fine cells whose centre is inside. A cell that its border
 * does not touch is wholly inside or wholly outside, as its centre is. Then each coarse cell takes
 * note: the first polygon that covers it wholly, with no border of a lower number in it, owns it.
 *
 * A point and the borders near it are sorted into cells by the same monotone function, and borders
 * are drawn a little wide (`margin`), more than their rounding: a cell on which no border is drawn
 * has none in it.
 */
#include "geo/cover_grid.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    SIDE = 16, /* fine cells along a side of a coarse cell; the bits of a uint16_t */
    BLOCK_CELLS = SIDE * SIDE,
    MIN_COARSE = 256,
    MAX_COARSE = 1 << 17, /* 33.5 M fine cells: 60 m in Latvia */
};

/* What a fine cell holds; from CODE_FIRST on: the number of a candidate of its block. */
enum { CODE_NONE, CODE_UNSURE, CODE_FIRST, CODE_LAST = UINT8_MAX };

typedef struct Block {
    uint8_t code[BLOCK_CELLS];
} Block;

struct CoverGrid {
    Box box;
    int32_t nx, ny;            /* coarse cells */
    double x_scale, y_scale;   /* fine cells per metre */
    int32_t *cell;             /* nx * ny: a polygon, COVER_NONE, or first_block_ - block */
    Block *block;              /* n_blocks */
    uint32_t *first_candidate; /* n_blocks + 1 */
    int32_t *candidate;        /* block by block, ascending */
    size_t n_blocks;
};

enum { FIRST_BLOCK = -2 }; /* cell values from here down are blocks 0, 1, … */

/* ---- cells and coordinates ---- */

static int32_t fine_cell(double offset_m, double scale, int32_t coarse) {
    double cell = offset_m * scale;
    int32_t last = coarse * SIDE - 1;
    if (!(cell > 0)) return 0;
    return cell < last ? (int32_t)cell : last;
}

static int32_t column_at(const CoverGrid *g, double x) {
    return fine_cell(x - g->box.min_x, g->x_scale, g->nx);
}

static int32_t row_at(const CoverGrid *g, double y) {
    return fine_cell(y - g->box.min_y, g->y_scale, g->ny);
}

CellCover cover_grid_look_up(const CoverGrid *grid, double x, double y) {
    const Box *box = &grid->box;
    bool in_box = x >= box->min_x && x <= box->max_x && y >= box->min_y && y <= box->max_y;
    if (!in_box) return (CellCover){COVER_NONE, 0, NULL}; /* NaN is in no box */
    int32_t column = column_at(grid, x), row = row_at(grid, y);
    int32_t cell = grid->cell[(size_t)(row / SIDE) * (size_t)grid->nx + (size_t)(column / SIDE)];
    if (cell > FIRST_BLOCK) return (CellCover){cell, 0, NULL};

    size_t block = (size_t)(FIRST_BLOCK - cell);
    int code = grid->block[block].code[row % SIDE * SIDE + column % SIDE];
    if (code == CODE_NONE) return (CellCover){COVER_NONE, 0, NULL};
    uint32_t first = grid->first_candidate[block];
    if (code >= CODE_FIRST)
        return (CellCover){grid->candidate[first + (uint32_t)(code - CODE_FIRST)], 0, NULL};
    return (CellCover){COVER_UNSURE, grid->first_candidate[block + 1] - first,
                       grid->candidate + first};
}

/* ---- drawing one polygon ---- */

/* Polygon `polygon` is a candidate of a block. */
typedef struct Listing {
    uint32_t block;
    int32_t polygon;
} Listing;

/* The bitmaps cover whole coarse cells; the 16 fine cells of one row of a coarse cell are a word.
 */
typedef struct Drawing {
    CoverGrid *grid;
    double row_m;              /* height of a fine cell */
    double x_margin, y_margin; /* borders are this much wider on each side, in metres */
    int32_t column, row;       /* first coarse cell */
    int32_t columns, rows;     /* coarse cells */
    uint16_t *touched, *inside;
    size_t words, block_capacity;
    uint32_t *n_candidates; /* of each block; as many as block_capacity */
    Listing *listing;
    size_t n_listings, listing_capacity;
} Drawing;

static size_t word_at(const Drawing *d, int32_t row, int32_t coarse_column) {
    return (size_t)(row - d->row * SIDE) * (size_t)d->columns + (size_t)(coarse_column - d->column);
}

/* Frames the polygon's box and clears the bitmaps. */
static Status start_drawing(Drawing *d, Box box) {
    const CoverGrid *g = d->grid;
    d->column = column_at(g, box.min_x - d->x_margin) / SIDE;
    d->columns = column_at(g, box.max_x + d->x_margin) / SIDE - d->column + 1;
    d->row = row_at(g, box.min_y - d->y_margin) / SIDE;
    d->rows = row_at(g, box.max_y + d->y_margin) / SIDE - d->row + 1;
    size_t words = (size_t)d->columns * (size_t)d->rows * SIDE;
    if (words > d->words) {
        free(d->touched);
        d->words = 0;
        d->touched = malloc(2 * words * sizeof *d->touched);
        if (!d->touched) return STATUS_NO_MEMORY;
        d->words = words;
    }
    d->inside = d->touched + words;
    memset(d->touched, 0, 2 * words * sizeof *d->touched);
    return STATUS_OK;
}

static void touch_cells(Drawing *d, int32_t row, int32_t from, int32_t to) {
    for (int32_t coarse = from / SIDE; coarse <= to / SIDE; coarse++) {
        unsigned bits = UINT16_MAX;
        if (coarse == from / SIDE) bits &= (unsigned)UINT16_MAX << from % SIDE;
        if (coarse == to / SIDE) bits &= (unsigned)UINT16_MAX >> (SIDE - 1 - to % SIDE);
        d->touched[word_at(d, row, coarse)] |= (uint16_t)bits;
    }
}

/* x on the edge low-high, of which low is the lower end, at height y between the two. */
static double x_on_edge(const double *low, const double *high, double y) {
    return low[0] + (high[0] - low[0]) * ((y - low[1]) / (high[1] - low[1]));
}

static double between(double value, double low, double high) {
    return value < low ? low : value > high ? high : value;
}

/*
 * Row by row: the cells the edge touches, and, where it crosses the line of the cells' centres, a
 * bit at the crossing (in a touched cell), from which on the inside becomes the outside.
 */
static void draw_edge(Drawing *d, const double *a, const double *b) {
    const CoverGrid *g = d->grid;
    const double *low = a[1] <= b[1] ? a : b, *high = low == a ? b : a;
    bool level = low[1] == high[1];
    int32_t last_row = row_at(g, high[1] + d->y_margin);
    for (int32_t row = row_at(g, low[1] - d->y_margin); row <= last_row; row++) {
        double bottom = g->box.min_y + row * d->row_m, top = bottom + d->row_m;
        double y0 = between(bottom - d->y_margin, low[1], high[1]);
        double y1 = between(top + d->y_margin, low[1], high[1]);
        double x0 = level ? low[0] : x_on_edge(low, high, y0);
        double x1 = level ? high[0] : x_on_edge(low, high, y1);
        touch_cells(d, row, column_at(g, fmin(x0, x1) - d->x_margin),
                    column_at(g, fmax(x0, x1) + d->x_margin));
        double centre = bottom + d->row_m / 2;
        if (low[1] > centre || high[1] <= centre) continue;
        int32_t column = column_at(g, x_on_edge(low, high, centre));
        d->inside[word_at(d, row, column / SIDE)] ^= (uint16_t)(1u << column % SIDE);
    }
}

/* Turns the crossings of a row into its inside: each bit becomes the sum of those up to it. */
static void fill_rows(Drawing *d) {
    for (int32_t row = 0; row < d->rows * SIDE; row++) {
        uint16_t *word = d->inside + (size_t)row * (size_t)d->columns;
        unsigned carry = 0; /* all ones where the last cell before is inside */
        for (int32_t i = 0; i < d->columns; i++) {
            unsigned bits = word[i];
            if (bits) {
                bits ^= bits << 1;
                bits ^= bits << 2;
                bits ^= bits << 4;
                bits ^= bits << 8;
            }
            word[i] = (uint16_t)(bits ^ carry);
            carry = word[i] >> (SIDE - 1) ? UINT16_MAX : 0;
        }
    }
}

static Status draw_polygon(Drawing *d, const PolygonSet *set, size_t p) {
    Status status = start_drawing(d, polygon_set_box(set, p));
    if (status != STATUS_OK) return status;
    for (size_t r = set->polygon_ring[p]; r < set->polygon_ring[p + 1]; r++)
        for (size_t i = set->ring_point[r]; i + 1 < set->ring_point[r + 1]; i++)
            draw_edge(d, set->xy + 2 * i, set->xy + 2 * i + 2);
    fill_rows(d);
    return STATUS_OK;
}

/* ---- taking note of one polygon ---- */

static Status add_block(Drawing *d, uint32_t *block) {
    CoverGrid *g = d->grid;
    if (g->n_blocks == d->block_capacity) {
        size_t more = d->block_capacity ? 2 * d->block_capacity : 256;
        Block *blocks = realloc(g->block, more * sizeof *blocks);
        if (!blocks) return STATUS_NO_MEMORY;
        g->block = blocks;
        uint32_t *counts = realloc(d->n_candidates, more * sizeof *counts);
        if (!counts) return STATUS_NO_MEMORY;
        d->n_candidates = counts;
        d->block_capacity = more;
    }
    memset(&g->block[g->n_blocks], CODE_NONE, sizeof *g->block);
    d->n_candidates[g->n_blocks] = 0;
    *block = (uint32_t)g->n_blocks++;
    return STATUS_OK;
}

static Status list_candidate(Drawing *d, uint32_t block, int32_t p) {
    if (d->n_listings == d->listing_capacity) {
        size_t more = d->listing_capacity ? 2 * d->listing_capacity : 1024;
        Listing *listing = realloc(d->listing, more * sizeof *listing);
        if (!listing) return STATUS_NO_MEMORY;
        d->listing = listing;
        d->listing_capacity = more;
    }
    d->listing[d->n_listings++] = (Listing){block, p};
    d->n_candidates[block]++;
    return STATUS_OK;
}

/* Marks the fine cells that lower numbers have left open. `at` is the block's first word. */
static void mark_block(const Drawing *d, uint32_t block, size_t at) {
    uint8_t *code = d->grid->block[block].code;
    uint32_t number = d->n_candidates[block] - 1 + CODE_FIRST;
    uint8_t mine = number <= CODE_LAST ? (uint8_t)number : CODE_UNSURE;
    for (int row = 0; row < SIDE; row++, at += (size_t)d->columns, code += SIDE) {
        unsigned touched = d->touched[at], inside = d->inside[at];
        if (!(touched | inside)) continue;
        for (int i = 0; i < SIDE; i++) {
            if (code[i] != CODE_NONE) continue;
            if (touched >> i & 1)
                code[i] = CODE_UNSURE;
            else if (inside >> i & 1)
                code[i] = mine;
        }
    }
}

/* One coarse cell hears of polygon p. `at` is its first word in the bitmaps. */
static Status note_cell(Drawing *d, int32_t *cell, size_t at, int32_t p) {
    if (*cell >= 0) return STATUS_OK; /* a lower number has it all */
    unsigned touched = 0;
    for (size_t row = 0; row < SIDE; row++) touched |= d->touched[at + row * (size_t)d->columns];
    bool covered = !touched && d->inside[at];
    if (!touched && !covered) return STATUS_OK;
    if (covered && *cell == COVER_NONE) {
        *cell = p;
        return STATUS_OK;
    }
    uint32_t block = 0;
    Status status = STATUS_OK;
    if (*cell == COVER_NONE) {
        status = add_block(d, &block);
        if (status == STATUS_OK) *cell = FIRST_BLOCK - (int32_t)block;
    } else {
        block = (uint32_t)(FIRST_BLOCK - *cell);
    }
    if (status == STATUS_OK) status = list_candidate(d, block, p);
    if (status == STATUS_OK) mark_block(d, block, at);
    return status;
}

static Status note_polygon(Drawing *d, int32_t p) {
    for (int32_t row = d->row; row < d->row + d->rows; row++) {
        for (int32_t column = d->column; column < d->column + d->columns; column++) {
            int32_t *cell = &d->grid->cell[(size_t)row * (size_t)d->grid->nx + (size_t)column];
            Status status = note_cell(d, cell, word_at(d, row * SIDE, column), p);
            if (status != STATUS_OK) return status;
        }
    }
    return STATUS_OK;
}

/* Sorts the listings by block. They are in order of polygon and stay so within a block. */
static Status sort_listings(Drawing *d) {
    CoverGrid *g = d->grid;
    g->first_candidate = calloc(g->n_blocks + 2, sizeof *g->first_candidate);
    g->candidate = malloc((d->n_listings + 1) * sizeof *g->candidate);
    if (!g->first_candidate || !g->candidate) return STATUS_NO_MEMORY;
    uint32_t *next = g->first_candidate + 1; /* becomes the beginning of the next block */
    for (size_t block = 1; block < g->n_blocks; block++)
        next[block] = next[block - 1] + d->n_candidates[block - 1];
    for (size_t i = 0; i < d->n_listings; i++)
        g->candidate[next[d->listing[i].block]++] = d->listing[i].polygon;
    return STATUS_OK;
}

/* ---- the grid ---- */

static int32_t at_most(double wanted, int32_t most) {
    if (!(wanted > 1)) return 1;
    return wanted < most ? (int32_t)wanted : most;
}

/* About as many coarse cells as vertices, as square as may be. */
static void choose_cells(CoverGrid *g, size_t n_points) {
    double width_m = g->box.max_x - g->box.min_x, height_m = g->box.max_y - g->box.min_y;
    int32_t coarse = at_most((double)n_points, MAX_COARSE);
    if (coarse < MIN_COARSE) coarse = MIN_COARSE;
    g->nx = at_most(sqrt(coarse * (width_m / height_m)), coarse);
    g->ny = at_most((double)coarse / g->nx, coarse);
    g->x_scale = g->nx * SIDE / width_m;
    g->y_scale = g->ny * SIDE / height_m;
    if (!isfinite(g->x_scale)) g->x_scale = 0; /* no width: one column */
    if (!isfinite(g->y_scale)) g->y_scale = 0;
}

/* Far more than the rounding of a coordinate, far less than a cell. */
static double margin_m(double low, double high, double scale) {
    double cell_m = scale > 0 ? 1 / scale : 0;
    return 1e-6 * cell_m + 0x1p-48 * fmax(fabs(low), fabs(high));
}

static Status fill_cells(CoverGrid *g, const PolygonSet *set) {
    Drawing d = {.grid = g,
                 .row_m = g->y_scale > 0 ? 1 / g->y_scale : 0,
                 .x_margin = margin_m(g->box.min_x, g->box.max_x, g->x_scale),
                 .y_margin = margin_m(g->box.min_y, g->box.max_y, g->y_scale)};
    size_t n_cells = (size_t)g->nx * (size_t)g->ny;
    Status status = STATUS_NO_MEMORY;
    g->cell = malloc(n_cells * sizeof *g->cell);
    if (!g->cell) goto done;
    for (size_t i = 0; i < n_cells; i++) g->cell[i] = COVER_NONE;
    for (size_t p = 0; p < set->n; p++) {
        if (set->polygon_ring[p] == set->polygon_ring[p + 1]) continue; /* empty */
        status = draw_polygon(&d, set, p);
        if (status == STATUS_OK) status = note_polygon(&d, (int32_t)p);
        if (status != STATUS_OK) goto done;
    }
    status = sort_listings(&d);
done:
    free(d.touched);
    free(d.n_candidates);
    free(d.listing);
    return status;
}

Status cover_grid_build(const PolygonSet *set, CoverGrid **grid) {
    if (set->n > INT32_MAX) return STATUS_BAD_ARGUMENT;
    CoverGrid *built = calloc(1, sizeof *built);
    if (!built) return STATUS_NO_MEMORY;
    built->box = polygon_set_box_all(set);
    choose_cells(built, set->n_points);
    Status status = fill_cells(built, set);
    if (status != STATUS_OK) {
        cover_grid_free(built);
        return status;
    }
    *grid = built;
    return STATUS_OK;
}

void cover_grid_free(CoverGrid *grid) {
    if (!grid) return;
    free(grid->cell);
    free(grid->block);
    free(grid->first_candidate);
    free(grid->candidate);
    free(grid);
}
