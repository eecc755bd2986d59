/*
 * cost_compare.h - what scenarios cost beside each other: means over the years that all of them
 * have, so that nobody looks cheap for having fewer years.
 */
#ifndef PLANNER_COST_COST_COMPARE_H
#define PLANNER_COST_COST_COMPARE_H

#include "layers/model/country.h"
#include "layers/model/results.h"

typedef struct CostSpan {
    int *year; /* increasing; the caller's (free) */
    size_t n;  /* 0: no scenario has costs, or they have no year in common */
} CostSpan;

/*
 * The years in which every scenario that has costs at all has the cost of its network
 * (network_cost, country). O(scenarios × years × rows). STATUS_NO_MEMORY.
 */
Status cost_common_years(const Scenario *scenario, size_t n, CostSpan *out);

/* The mean of a position over these years; NaN where the scenario lacks it in one of them, or
 * without years. O(years × rows). */
double cost_mean_a_year(const Scenario *scenario, Scope scope, int32_t area, const char *position,
                        const CostSpan *span);

/*
 * What the second scenario's network costs more a year than the first one's, in the mean over the
 * years, by slot of planner/access/scopes.h (eur holds scopes_count); NaN where that is not known:
 * units and regions always. O(municipalities × years × rows).
 */
void cost_extra_a_year(const Country *country, const Scenario *before, const Scenario *after,
                       const CostSpan *span, double *eur);

#endif
