/*
 * cover_grid.h - a two-level grid over polygons: what is known of a point from its cell alone.
 *
 * A cell that no border touches lies wholly in one polygon or in none. A coarse cell that a border
 * touches is a block of 16 x 16 fine cells; a fine cell that a border touches has candidates: every
 * polygon that could cover a point of its block.
 */
#ifndef GEO_COVER_GRID_H
#define GEO_COVER_GRID_H

#include "geo/polygon_set.h"
#include "geo/status.h"
#include <stddef.h>
#include <stdint.h>

typedef struct CoverGrid CoverGrid;

enum { COVER_NONE = -1, COVER_UNSURE = -2 };

/* What a cell tells: a polygon, COVER_NONE, or COVER_UNSURE and whom to ask. */
typedef struct CellCover {
    int32_t polygon;
    uint32_t n_candidates;    /* where COVER_UNSURE; else 0 */
    const int32_t *candidate; /* ascending; the grid's */
} CellCover;

/*
 * A grid over the set, which may be freed afterwards; *grid is the caller's. Where polygons
 * overlap, the lowest number counts. STATUS_NO_MEMORY.
 * O(vertices + fine cells that borders cross + cells); at most 35 MB for cells and 9 MB while
 * building, and 12 bytes for every polygon that touches or covers a block.
 */
Status cover_grid_build(const PolygonSet *set, CoverGrid **grid);
void cover_grid_free(CoverGrid *grid); /* NULL is allowed */

/* O(1). A point outside all boxes, or not finite, is in COVER_NONE. */
CellCover cover_grid_look_up(const CoverGrid *grid, double x, double y);

#endif
