/*
 * coverage.h - the share of people and of territory within a distance of an open point.
 *
 * People: share of all demand of the area (the unreached included) at cost <= r of the point that
 * serves it. Territory: share of the area of the unit polygons inside the union of discs of
 * radius r, exact but for rounding (geo/disc_cover.h). With catchment `home` only the points of
 * the own municipality count, for both. Areas are planar in the working CRS; the shares are free
 * of its scale.
 */
#ifndef PLANNER_ACCESS_COVERAGE_H
#define PLANNER_ACCESS_COVERAGE_H

#include "layers/model/country.h"
#include "layers/model/results.h"

/*
 * open: n facility numbers in increasing order; assignment: what assign_by_line made of them for
 * each catchment; threshold_m: n_thresholds distances (> 0), in increasing order.
 * *out gets (slots × catchments × thresholds) rows by scope, area, catchment, threshold and is the
 * caller's. O(thresholds × (demand + covers)). STATUS_NO_MEMORY.
 */
Status coverage_by_distance(const Country *country, const int32_t *open, size_t n,
                            Assignment *const assignment[CATCHMENTS], const double *threshold_m,
                            size_t n_thresholds, int threads, Coverage **out, size_t *n_out);

/*
 * The share of the country's territory within radius_m of an open point, as the rows above have it;
 * 0 where there is no territory. O(covers). STATUS_NO_MEMORY.
 */
Status territory_within(const Country *country, const int32_t *open, size_t n, Catchment catchment,
                        double radius_m, int threads, double *out);

#endif
