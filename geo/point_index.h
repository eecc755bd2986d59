/*
 * point_index.h - a static index of points in the plane: nearest, k nearest, within a radius.
 *
 * Points are pairs x0, y0, x1, y1, … in metres (any planar unit). All coordinates must be finite.
 * Distances are Euclidean, computed as sqrt(dx*dx + dy*dy) in double precision. Among points at
 * the same distance the one with the lowest number comes first, so a caller that numbers its
 * points in the contract's tie order (unit code, then id) gets the contract's ties.
 *
 * Method: implicit balanced k-d tree over buckets (J. L. Bentley, 1975,
 * https://doi.org/10.1145/361002.361007). A subtree is left out only where it lies strictly
 * farther than the best so far, so no tie is lost.
 */
#ifndef GEO_POINT_INDEX_H
#define GEO_POINT_INDEX_H

#include "geo/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct PointIndex PointIndex;

/* One answer. item is -1 and dist_m is INFINITY where there is none. */
typedef struct PointHit {
    int32_t item;
    double dist_m;
} PointHit;

/*
 * Builds an index of n points (0 <= n <= INT32_MAX); xy is copied. *index is the caller's, to be
 * freed by point_index_free. STATUS_NO_MEMORY; STATUS_BAD_ARGUMENT where a coordinate is not
 * finite. O(n log n) time, O(n) memory.
 */
Status point_index_build(const double *xy, size_t n, PointIndex **index);
void point_index_free(PointIndex *index); /* NULL is allowed */

size_t point_index_size(const PointIndex *index);

/* The nearest point to (x, y). O(log n) expected. Thread-safe, as all queries are. */
PointHit point_index_nearest(const PointIndex *index, double x, double y);

/* Fills hits with the min(k, n) nearest points, nearest first; returns their number. */
size_t point_index_k_nearest(const PointIndex *index, double x, double y, size_t k, PointHit *hits);

/* Called for every point within the radius, in no promised order; return false to stop. */
typedef bool (*PointVisitor)(void *context, int32_t item, double dist_m);

/* Visits every point at distance <= radius_m (>= 0). O(log n + found) expected. */
void point_index_within(const PointIndex *index, double x, double y, double radius_m,
                        PointVisitor visit, void *context);

/* point_index_nearest for n points xy, on up to `threads` threads; hits holds n. */
Status point_index_nearest_many(const PointIndex *index, const double *xy, size_t n, int threads,
                                PointHit *hits);

#endif
