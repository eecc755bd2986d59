/*
 * client_groups.h - how far the people of each group travel (elderly, unemployed, farmers, …), and
 * how evenly.
 *
 * Nothing finer than the unit is known of a group, so its people are spread over the unit's demand
 * points in proportion to their weight: within a unit the group has the distances of everybody, and
 * groups differ only by where their units are. Groups may overlap; each is a distribution over its
 * own people. Left out are people of units of which the group's number is not known, and of units
 * without demand, where nobody can be placed.
 */
#ifndef PLANNER_ACCESS_CLIENT_GROUPS_H
#define PLANNER_ACCESS_CLIENT_GROUPS_H

#include "layers/model/country.h"
#include "layers/model/results.h"

/* A country whose people are those of one group: Demand.pop and Unit.demand_pop count them alone.
 */
typedef struct GroupCountry {
    Country country; /* borrows everything but units and demand: not for country_free */
} GroupCountry;

/* *out is the caller's (group_country_free). O(units + demand). STATUS_NO_MEMORY. */
Status group_country(const Country *country, size_t group, GroupCountry *out);
void group_country_free(GroupCountry *group);

/*
 * What people are ranked by for the concentration index, one number a demand point: the value of
 * their unit in the plan's ranking (NaN: not known), or, without a ranking, the people of their
 * unit's demand points. *out is the caller's (free). STATUS_NO_MEMORY.
 */
Status people_rank(const Country *country, double **out);

/* The name of that index: concentration_ranked_dist or, without a ranking, concentration_dist. */
const char *concentration_name(const Country *country);

/* The figures of all groups in one scenario, as group_figures makes them. */
typedef struct GroupTable {
    GroupFigure *row;
    size_t n;
} GroupTable;

typedef struct GroupRules {
    const double *threshold_m; /* increasing */
    size_t n_thresholds;
    double beyond_m; /* from where on a way is long, for fgt0_dist … and beyond_share; NaN: none */
} GroupRules;

/*
 * For each group and catchment, in this order: group_pop, unreached_pop, mean_dist_m,
 * median_dist_m, p90_dist_m (as in indicators.h), gini_dist, theil_dist, palma_dist, the
 * concentration (equity.h), pop_share_within for each threshold, then fgt0_dist … fgt2_dist and
 * beyond_share at beyond_m. group_pop: those who are placed; shares are of them. A figure without a
 * meaning has no row. *out is the caller's (free). STATUS_NO_MEMORY.
 * O(groups × demand log demand).
 */
Status group_figures(const Country *country, Assignment *const assignment[CATCHMENTS],
                     const GroupRules *rules, GroupFigure **out, size_t *n);

/* The value of that group, catchment, name and threshold (NaN: of a figure without one); NaN where
 * there is none. O(n). */
double group_value(const GroupFigure *figure, size_t n, int32_t group, Catchment catchment,
                   const char *name, double threshold);

#endif
