/*
 * catchment_areas.h - the land that is nearest to each open point: what assign.h says of people,
 * said of the territory.
 *
 * Catchment `any`: the country is shared out among all open points; `home`: each municipality (a
 * unit without one is its own) among its own points, and one without a point belongs to none. Ties
 * as in assign.h: of points at one place the first has the land. Areas of a catchment do not
 * overlap; those of `any` sum to the country.
 */
#ifndef PLANNER_ACCESS_CATCHMENT_AREAS_H
#define PLANNER_ACCESS_CATCHMENT_AREAS_H

#include "layers/model/country.h"
#include "layers/model/results.h"

/*
 * open: n facility numbers in increasing order; assignment: of both catchments, for the people
 * (NULL: none are told). *areas gets a row for each open point that has land, by catchment and
 * facility, and polygon i of *shapes is that of row i; both are the caller's. Rows have shades that
 * differ between neighbours (geo/shades.h), also across the borders of municipalities. A country
 * whose areas are not united has no rows. Same result for any number of threads. Cost: that of
 * geo/catchment_cells.h. STATUS_NO_MEMORY.
 */
Status catchment_areas(const Country *country, const int32_t *open, size_t n,
                       Assignment *const assignment[CATCHMENTS], int threads, CatchmentArea **areas,
                       size_t *n_areas, PolygonSet *shapes);

#endif
