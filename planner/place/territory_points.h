/*
 * territory_points.h - the territory as demand: a lattice of points, each standing for its part of
 * a unit's area, so that covering territory is a covering problem like that of people.
 *
 * The plane is cut into square cells of step_m, with borders at the whole multiples of the step;
 * the middle of a cell is a point of the unit that covers it (of several the lowest number;
 * geo/polygon_locator.h). The points of a unit share its area_m2 equally, so that their weights
 * sum to it but for rounding. A unit that no middle lies in gets one point inside it instead: the
 * middle of the widest stretch of its polygon on a horizontal line near the middle of its box.
 */
#ifndef PLANNER_PLACE_TERRITORY_POINTS_H
#define PLANNER_PLACE_TERRITORY_POINTS_H

#include "layers/model/country.h"

#define TERRITORY_STEP_M 500.0

/* Owned arrays; free with territory_points_free. Rows of the lattice from the south, each from the
 * west; then the points of units without a middle, by unit. */
typedef struct TerritoryPoints {
    size_t n;
    double *xy;      /* [2 × n] */
    double *area_m2; /* [n] > 0 */
    int32_t *unit;   /* [n] */
} TerritoryPoints;

/*
 * Makes the points of all units with area_m2 > 0. Same for any number of threads. O(cells of the
 * box of the country + vertices), 4 bytes a cell. STATUS_BAD_ARGUMENT: step_m not > 0 or not
 * finite, an area that is not a finite number, more than INT32_MAX cells. STATUS_NO_MEMORY.
 */
Status territory_points_make(const Country *country, double step_m, int threads,
                             TerritoryPoints *out);
void territory_points_free(TerritoryPoints *points);

#endif
