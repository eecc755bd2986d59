/*
 * demand_offices.h - the offices of institutions in a demand model: which one each resident uses
 * today, and which point takes the clients of one that closes.
 *
 * Straight lines; ties as everywhere: the facility that comes first.
 */
#ifndef PLANNER_DEMAND_DEMAND_OFFICES_H
#define PLANNER_DEMAND_DEMAND_OFFICES_H

#include "layers/model/country.h"
#include "layers/model/results.h"

/*
 * office[n_demand]: the nearest facility of kind `office` with this institution (of the resident's
 * municipality with catchment `home`); -1: none. *n_offices: how many there are. O(d log n).
 */
Status demand_offices(const Country *country, const char *institution, Catchment catchment,
                      int threads, int32_t *office, size_t *n_offices);

/* heir[n_facilities]: of an office that closes, the open point nearest to it; else, and where no
 * point is open, -1. open and closes: n_facilities each. O(facilities · log points). */
Status demand_heirs(const Country *country, const bool *open, const bool *closes, int32_t *heir);

#endif
