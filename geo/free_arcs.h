/*
 * free_arcs.h - the border of a union of equal discs: the arcs of circles that lie in no other
 * disc.
 */
#ifndef GEO_FREE_ARCS_H
#define GEO_FREE_ARCS_H

#include "geo/point_index.h"
#include "geo/polygon_set.h"
#include "geo/status.h"
#include <stddef.h>

/* Counter-clockwise; -pi <= from < to <= pi. An arc across the angle pi is given as two. */
typedef struct FreeArc {
    double from, to; /* angles as seen from the centre */
    Box box;         /* of the arc, a little wide */
} FreeArc;

typedef struct FreeArcs {
    size_t n_discs;
    size_t *first; /* n_discs + 1: disc i has arcs first[i] … first[i+1]-1, ascending */
    FreeArc *arc;
    size_t capacity_;
} FreeArcs;

/*
 * The free arcs of discs of radius_m (> 0) around the n centres xy, no two of which are equal;
 * index is the point index of xy. Free with free_arcs_free. STATUS_NO_MEMORY.
 * O(n k log k) with k discs that meet one disc; O(n log n) where near discs cover most circles.
 */
Status free_arcs_build(const double *xy, size_t n, double radius_m, const PointIndex *index,
                       FreeArcs *arcs);
void free_arcs_free(FreeArcs *arcs);

#endif
