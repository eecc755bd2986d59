/*
 * compare_groups.h - who gains and who loses from one scenario to another, group by group, and how
 * evenly the distances of each group are spread before and after.
 */
#ifndef PLANNER_COMPARE_COMPARE_GROUPS_H
#define PLANNER_COMPARE_COMPARE_GROUPS_H

#include "planner/compare/compare.h"

/*
 * Adds the groups of the country to a comparison that compare_scenarios has made with these rules:
 * the figures of compare.h and client_groups.h, counted among the group's people. Costs are not
 * told by group. beyond_m: as in client_groups.h. On failure the comparison stays as it was.
 * STATUS_NO_MEMORY; STATUS_BAD_ARGUMENT as compare_scenarios. O(groups × that).
 */
Status compare_groups(const Country *country, const Scenario *before, const Scenario *after,
                      const CompareRules *rules, double beyond_m, Comparison *out);

#endif
