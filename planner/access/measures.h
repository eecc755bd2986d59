/*
 * measures.h - what no scenario changes: every facility's nearest stop and the stop rule, every
 * demand point's nearest facility of each kind, and facilities close to one another.
 *
 * Distances are straight lines in the working CRS, in metres. "Within d" holds at dist <= d, as
 * the planners count: a centre at 701 m is beyond 700 m (PwC 2020, section 2.2). Ties go to the
 * first facility or stop in the country's order.
 */
#ifndef PLANNER_ACCESS_MEASURES_H
#define PLANNER_ACCESS_MEASURES_H

#include "layers/model/country.h"
#include "layers/model/results.h"

typedef struct MeasureRules {
    double stop_distance_m; /* PwC 2020, table 30, row 6.2: 700 */
    double close_pair_m;
    int threads;
} MeasureRules;

/* One StopDistance a facility, over the stops that count; *out is the caller's (free).
 * O((f + s) log s). STATUS_NO_MEMORY. */
Status measure_stop_distance(const Country *country, const MeasureRules *rules, StopDistance **out);

/* One NearestFacility a demand point for a kind; *out is the caller's, NULL where the country has
 * no facility of that kind. O(d log f). STATUS_NO_MEMORY. */
Status measure_nearest(const Country *country, FacilityKind kind, const MeasureRules *rules,
                       NearestFacility **out);

/* All pairs of facilities at dist <= close_pair_m, each once, ordered by the ids of a, then b.
 * O(f log f + pairs log pairs). STATUS_NO_MEMORY. */
Status measure_close_pairs(const Country *country, const MeasureRules *rules, ClosePair **out,
                           size_t *n);

/* All three. On failure *measures is empty. */
Status measure_all(const Country *country, const MeasureRules *rules, Measures *measures);

#endif
