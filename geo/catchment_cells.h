/*
 * catchment_cells.h - which part of a polygon is nearest to which of n points: the Voronoi cells of
 * the points, cut to the polygon.
 *
 * Method: each point's convex cell by half-planes towards its neighbours, nearest first, until
 * twice the cell's radius is behind the next one (security radius; the neighbours come from a
 * PointIndex). Then the polygon is cut to boxes of cells that lie together, by halves, and at last
 * to each cell by its few lines. So no polygon overlay is needed, and a cell of a country costs its
 * own part of the border.
 *
 * Exactness: a cell's border is the bisector up to rounding, some 1e-9 m at a country's
 * coordinates; on polygons of a few kilometres areas sum to the polygon's to 1 mm2, on a country to
 * 1e-12 of it. A corner where a bisector meets an edge of the polygon, or another bisector, is
 * worked out from the original edge or from the three points in order of their numbers: it has the
 * same bits in every cell that has this corner. Of several points at the same place the first one
 * has the cell, the others are empty, as assignment breaks its ties (lowest number).
 *
 * O(v n / 32 + (v + n) log n) for a polygon of v points.
 */
#ifndef GEO_CATCHMENT_CELLS_H
#define GEO_CATCHMENT_CELLS_H

#include "geo/polygon_set.h"

typedef struct CatchmentCells {
    PolygonSet set; /* polygon i: the part nearest to point i; empty where there is none */
    /* Of each point of `set`, what the edge that begins there is of: >= 0: the edge of the source
     * that begins at that point of its set; -1 - j: the bisector with point j. Of no meaning at the
     * last point of a ring. */
    int32_t *edge;
} CatchmentCells;

/*
 * Cuts polygon p of the set among the n points xy (pairs, finite). *cells is the caller's
 * (catchment_cells_free). The same on any number of threads (>= 1). STATUS_NO_MEMORY;
 * STATUS_BAD_ARGUMENT where a coordinate is not finite or there are more than INT32_MAX points.
 */
Status catchment_cells(const PolygonSet *set, size_t p, const double *xy, size_t n, int threads,
                       CatchmentCells *cells);
void catchment_cells_free(CatchmentCells *cells);

#endif
