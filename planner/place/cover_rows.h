/*
 * cover_rows.h - which candidates are near which demand, as the rows of the problems of placement:
 * covering rows with credits (max_cover.h, set_cover.h) and rows by distance (center.h, median.h).
 *
 * Distances are Euclidean, sqrt(dx*dx + dy*dy), in metres; a candidate at the radius exactly is
 * within it. With areas, a candidate serves only demand of its own area (`home`).
 */
#ifndef PLANNER_PLACE_COVER_ROWS_H
#define PLANNER_PLACE_COVER_ROWS_H

#include "geo/status.h"
#include <stddef.h>
#include <stdint.h>

/* Owned arrays; free with cover_rows_free. */
typedef struct CoverRows {
    int64_t *start;     /* [n_demand + 1] */
    int32_t *candidate; /* [start[n_demand]] */
    double *value;      /* same shape: credits, or metres */
} CoverRows;

/* Pairs x, y of demand and candidates, all finite. Areas: both arrays or neither (NULL). */
typedef struct CoverPoints {
    const double *demand_xy, *candidate_xy;
    size_t n_demand, n_candidates; /* <= INT32_MAX */
    const int32_t *demand_area, *candidate_area;
} CoverPoints;

/*
 * What covering at a distance d is worth, in 0…1 and never more at a greater distance (gradual
 * covering: R. L. Church, K. L. Roberts, 1983, https://doi.org/10.1007/BF01939922 for steps;
 * O. Berman, D. Krass, 2002, https://doi.org/10.1016/S0305-0548(01)00079-X). r is the radius.
 *   whole:       1 for d <= r
 *   steps:       credit[k] of the first k with d <= step_m[k]; r is the last step
 *   linear:      1 for d <= full_m, (r - d) / (r - full_m) for d <= r
 *   exponential: exp(-d / scale_m) for d <= r
 */
typedef enum CreditShape {
    CREDIT_WHOLE,
    CREDIT_STEPS,
    CREDIT_LINEAR,
    CREDIT_EXPONENTIAL
} CreditShape;

typedef struct CoverCredit {
    CreditShape shape;
    double radius_m;      /* > 0 or 0, finite; not used for steps */
    const double *step_m; /* steps: rising, >= 0, finite */
    const double *credit; /* steps: not rising, in (0, 1] */
    size_t n_steps;       /* steps: >= 1 */
    double full_m;        /* linear: 0 <= full_m < radius_m */
    double scale_m;       /* exponential: > 0 */
} CoverCredit;

/* The credit at a distance; 0 beyond the radius. The credit must be inside its domain. */
double cover_credit_at(const CoverCredit *credit, double dist_m);

/*
 * The candidates that cover each demand, by number, with their credits (> 0: what is worth nothing
 * is left out). Same for any number of threads. Expected O(demand × log m + entries log entries a
 * row). STATUS_BAD_ARGUMENT: a credit outside its domain, a coordinate that is not finite, one
 * array of areas without the other. STATUS_NO_MEMORY.
 */
Status cover_rows_planar(const CoverPoints *points, const CoverCredit *credit, int threads,
                         CoverRows *rows);

/*
 * The candidates within radius_m (>= 0; INFINITY: all of them) of each demand with their distances,
 * by distance, then number. Otherwise as above.
 */
Status distance_rows_planar(const CoverPoints *points, double radius_m, int threads,
                            CoverRows *rows);

void cover_rows_free(CoverRows *rows);

#endif
