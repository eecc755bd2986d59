/*
 * edge_stripes.h - is a point in one polygon? Exact, and fast for polygons of many vertices.
 *
 * The polygon's box is cut into horizontal stripes of equal height, and each stripe lists the edges
 * that reach into it; a point is compared with the edges of its own stripe only. There are about
 * as many stripes as edges, as few as keep the lists short: each edge stands in four on average.
 */
#ifndef GEO_EDGE_STRIPES_H
#define GEO_EDGE_STRIPES_H

#include "geo/polygon_set.h"
#include "geo/status.h"
#include <stdbool.h>
#include <stdint.h>

typedef struct EdgeStripes {
    Box box;
    const double *xy;   /* the polygon's first point, in the set (borrowed) */
    uint32_t n_stripes; /* 0 where the polygon is empty */
    double stripes_per_m;
    uint32_t *first_edge; /* n_stripes + 1: where a stripe's edges begin in edge */
    uint32_t *edge;       /* numbers of points in xy; the edge runs to the next point */
} EdgeStripes;

/*
 * Stripes of polygon p of the set, which is borrowed. Free with edge_stripes_free.
 * STATUS_NO_MEMORY (also for a polygon of more than 2^29 points). O(points of p), ~24 bytes each.
 */
Status edge_stripes_build(const PolygonSet *set, size_t p, EdgeStripes *stripes);
void edge_stripes_free(EdgeStripes *stripes);

/*
 * True where (x, y) is in the polygon or exactly on its border; false where not finite.
 * Even-odd rule. O(edges in one stripe).
 */
bool edge_stripes_cover(const EdgeStripes *stripes, double x, double y);

#endif
