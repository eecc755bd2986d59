/*
 * convex_cell.h - the Voronoi cell of one point within a frame. Internal to geo/catchment_cells.
 */
#ifndef GEO_CONVEX_CELL_H
#define GEO_CONVEX_CELL_H

#include "geo/point_index.h"
#include "geo/ring_clip.h"

/* The line between points i and j, keeping the side of i. */
ClipLine bisector(const double *xy, int32_t i, int32_t j);

/* The points of a plane, and room for the work of one thread. */
typedef struct CellPoints {
    const double *xy;
    size_t n;
    const PointIndex *index;
    const bool *hidden; /* another point of lower number is at the same place */
} CellPoints;

/* What one thread works with; starts as zeros. */
typedef struct CellRoom {
    ClipRings ring[2];
    ClipScratch scratch;
    PointHit *hit;
    size_t hits;
} CellRoom;
void cell_room_free(CellRoom *room);

/*
 * The cell of point i within the frame (which need not hold the point): *cell points into the room,
 * until its next use, and has one ring, or none where nothing of the frame is nearest to i. The
 * labels of its edges tell the neighbours. O(log n + neighbours^2) expected. STATUS_NO_MEMORY.
 */
Status convex_cell(const CellPoints *points, int32_t i, const Box *frame, CellRoom *room,
                   const ClipRings **cell);

#endif
