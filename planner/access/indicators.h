/*
 * indicators.h - the figures that every scenario has, for every area they make sense for.
 *
 *   mean_dist_m, median_dist_m, p90_dist_m, max_dist_m   over the people who reach a point,
 *       weighted by demand; a quantile is the smallest distance within which at least that share
 *       of them lives; maximum: over points with demand > 0
 *   unreached_pop    people who reach none
 *   person_km        sum of people × distance, in person-kilometres (one way)
 *   … each with the suffix _home for the catchment `home`; home_extra_person_km: what keeping to
 *       the own municipality adds for those whom both catchments serve
 *   points, points_within_stop_rule                      open points, and those of them within
 *       the stop distance
 *   area_share_units_with_point, area_share_municipalities_with_point   share of the area that lies
 *       in units (municipalities) with at least one open point: the first reading of the
 *       territory indicator (PwC 2020, table 16), which its source does not define
 *   municipalities_none, _one, _several                  by number of open points (region, country)
 * A figure without a meaning (the mean distance where nobody lives) has no row.
 */
#ifndef PLANNER_ACCESS_INDICATORS_H
#define PLANNER_ACCESS_INDICATORS_H

#include "layers/model/country.h"
#include "layers/model/results.h"

/*
 * open: n facility numbers in increasing order; assignment for each catchment; stop_distance: one
 * a facility. *out gets the rows by scope, area and a fixed order of names; the caller's (free).
 * O(demand log demand). STATUS_NO_MEMORY.
 */
Status indicators_of(const Country *country, const int32_t *open, size_t n,
                     Assignment *const assignment[CATCHMENTS], const StopDistance *stop_distance,
                     Indicator **out, size_t *n_out);

#endif
