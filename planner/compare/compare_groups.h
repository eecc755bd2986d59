/*
 * compare_groups.h - who gains and who loses from one scenario to another, group by group, and how
 * evenly the distances of each group are spread before and after.
 */
#ifndef PLANNER_COMPARE_COMPARE_GROUPS_H
#define PLANNER_COMPARE_COMPARE_GROUPS_H

#include "planner/access/client_groups.h"
#include "planner/compare/compare.h"

/* A scenario with the figures of its groups; both are borrowed. */
typedef struct GroupedScenario {
    const Scenario *scenario;
    const GroupTable *groups; /* of the country given, with the same beyond_m */
} GroupedScenario;

/*
 * Adds the groups of the country to a comparison that compare_scenarios has made with these rules:
 * the figures of compare.h and client_groups.h, counted among the group's people. Costs are not
 * told by group. beyond_m: as in client_groups.h. The figures of groups are the caller's, because
 * one scenario stands in many comparisons. On failure the comparison stays as it was.
 * STATUS_NO_MEMORY; STATUS_BAD_ARGUMENT as compare_scenarios. O(groups × that).
 */
Status compare_groups(const Country *country, const GroupedScenario *before,
                      const GroupedScenario *after, const CompareRules *rules, double beyond_m,
                      Comparison *out);

#endif
