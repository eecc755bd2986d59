/*
 * median_rows.h - the rows of a planar median problem, cut where no selection needs more.
 *
 * A group that opens one of its candidates serves a point at no more than the distance to its
 * farthest candidate that is not forbidden (the nearest required one, where there is one). The
 * least of these over some groups near the point caps its cost; the row holds the candidates up
 * to there. Distances are Euclidean, sqrt(dx*dx + dy*dy), in the unit of the coordinates.
 */
#ifndef PLANNER_PLACE_MEDIAN_ROWS_H
#define PLANNER_PLACE_MEDIAN_ROWS_H

#include "planner/place/median.h"

/* Owned arrays in the shape of MedianProblem; free with median_rows_free. */
typedef struct MedianRows {
    int64_t *start;
    int32_t *candidate;
    double *cost, *cap;
} MedianRows;

/*
 * Makes the rows of points demand_xy (n pairs) for `problem`, whose candidate arrays (n_candidates,
 * n_groups, group, state, group_count) are set and valid, at candidate_xy (pairs). Groups of count
 * 0 guarantee nothing; where no group guarantees anything, the rows are complete. All coordinates
 * finite. Same rows for any number of threads. Expected O(n (log m + g + entries log entries)),
 * g the candidates of a few nearby groups. STATUS_BAD_ARGUMENT, STATUS_NO_MEMORY.
 */
Status median_rows_planar(const MedianProblem *problem, const double *candidate_xy,
                          const double *demand_xy, size_t n, int threads, MedianRows *rows);

/*
 * The same with wider rows: each reaches to its cap × `widening` (>= 1), which becomes its cap.
 * Problems whose distances are not quite certain need them (stability.h).
 */
Status median_rows_widened(const MedianProblem *problem, const double *candidate_xy,
                           const double *demand_xy, size_t n, double widening, int threads,
                           MedianRows *rows);
void median_rows_free(MedianRows *rows);

#endif
