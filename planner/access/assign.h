/*
 * assign.h - who goes where: each demand point to its cheapest open point.
 *
 * Catchment `any`: of the whole country; `home`: of the demand's own municipality, where a demand
 * point in a municipality without an open point reaches none (facility -1, cost INFINITY).
 * Impedance `line`: metres in a straight line. Ties: unit code, then facility id, which is the
 * order of facilities in a Country.
 */
#ifndef PLANNER_ACCESS_ASSIGN_H
#define PLANNER_ACCESS_ASSIGN_H

#include "layers/model/country.h"
#include "layers/model/results.h"

/*
 * open: n facility numbers in increasing order. *out gets one Assignment a demand point and is the
 * caller's (free). Same result for any number of threads. O(d log n). STATUS_NO_MEMORY.
 */
Status assign_by_line(const Country *country, const int32_t *open, size_t n, Catchment catchment,
                      int threads, Assignment **out);

/*
 * The same, and where each demand point would go if the point that serves it were not there: the
 * second in the same order. Both arrays are the caller's.
 */
Status assign_two_by_line(const Country *country, const int32_t *open, size_t n,
                          Catchment catchment, int threads, Assignment **nearest,
                          Assignment **next);

#endif
