/*
 * network.h - how the open points are spread over units, municipalities and development centres.
 *
 * The summary has the shape of table 5 of the planners' report (PwC 2020): how many municipalities
 * have none, one or several points, and how many of the development centres of each level. Levels
 * come from the plan (`centre_level`); where it names no centre of the municipal level, that row's
 * numbers are "not given" (-1), since no open list of those centres exists.
 */
#ifndef PLANNER_ACCESS_NETWORK_H
#define PLANNER_ACCESS_NETWORK_H

#include "layers/model/results.h"
#include "planner/access/scopes.h"

typedef struct NetworkFigures {
    int64_t points, points_within_stop_rule;
    double area_share_units, area_share_municipalities; /* 0…1; NaN where there is no area */
    int64_t municipalities_none, municipalities_one, municipalities_several;
} NetworkFigures;

/* One NetworkFigures a slot; *out is the caller's (free). A facility counts for its own unit.
 * O(units + n). STATUS_NO_MEMORY. */
Status network_figures(const Scopes *scopes, const int32_t *open, size_t n,
                       const StopDistance *stop_distance, NetworkFigures **out);

/* The table: first all municipalities, then the development centres by level: national, regional,
 * municipal, then any other level by name. *out is the caller's. STATUS_NO_MEMORY. */
Status network_table(const Scopes *scopes, const int32_t *open, size_t n, NetworkRow **out,
                     size_t *n_out);

#endif
