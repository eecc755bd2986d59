/*
 * compare.h - what changes for people and territory from one scenario to another of the same
 * country: before and after for every unit, municipality, region and the country.
 *
 * A gainer is somebody whose distance falls by more than the tolerance, or who reached no point
 * before and does after; a loser the other way round; everybody else is unchanged. So gainers +
 * losers + unchanged = all people, in every area. Both scenarios are evaluated (evaluate.h). People
 * are those of the country given, also where a scenario counts those of another year.
 */
#ifndef PLANNER_COMPARE_COMPARE_H
#define PLANNER_COMPARE_COMPARE_H

#include "layers/model/country.h"
#include "layers/model/results.h"

typedef struct CompareRules {
    double tolerance_m; /* >= 0; a change of no more than this is none; usually 1 */
    const double *threshold_m;
    size_t n_thresholds;
    /* What the second scenario costs more a year, by slot (planner/access/scopes.h); NaN: not
     * known; NULL: not known anywhere. */
    const double *extra_eur_a_year;
} CompareRules;

/* Those who gain, or those who lose. */
typedef struct Change {
    double pop;
    double step_pop;  /* of them: who had no point before (or have none after): no distance */
    double person_km; /* by how much the distances of the others change, in sum */
    double mean_m;    /* person_km over the others; NaN: nobody */
    double largest_m; /* of the others with people in them; NaN: nobody */
} Change;

/* One for every area and catchment. Means and medians as in distances.h, of all who reach a point
 * in that scenario; NaN where nobody does. */
typedef struct CompareRow {
    Scope scope;
    int32_t area;
    Catchment catchment;
    double mean_before_m, mean_after_m, median_before_m, median_after_m;
    Change gain, loss;
    double unchanged_pop;
    int64_t opened, closed, kept; /* points of the area's units; the same for each catchment */
} CompareRow;

/* One for every area, catchment and threshold. "Within" holds at distance <= threshold. */
typedef struct CompareThreshold {
    Scope scope;
    int32_t area;
    Catchment catchment;
    double threshold_m;
    double within_before_pop, within_after_pop;
    double newly_within_pop, newly_beyond_pop;
    /* Covered territory, of both scenarios' coverage rows, and the difference: what is newly
     * covered less what no longer is. NaN where a scenario has no row for this threshold. */
    double area_share_before, area_share_after, area_gain_m2;
    double eur_per_newly_within; /* extra euros a year ÷ newly within; NaN: nobody is, or no cost */
    double eur_per_net_within; /* ÷ (newly within − newly beyond); NaN unless that is above 0 */
} CompareThreshold;

/* What changes for a group of people besides (client_groups.h): after − before; NaN where one of
 * the two does not exist. */
typedef struct GroupChange {
    double gini, theil, palma, concentration;
    double beyond_m, fgt[3], beyond_share; /* beyond_m NaN: not asked for */
} GroupChange;

typedef struct Comparison {
    CompareRow *row; /* by scope, area, catchment */
    size_t n_rows;
    CompareThreshold *threshold; /* by scope, area, catchment, threshold in the order given */
    size_t n_thresholds;
    int32_t *opened, *closed, *kept; /* facilities, in increasing order */
    size_t n_opened, n_closed, n_kept;
    /* Of groups (compare_groups.h), empty without them; scope SCOPE_GROUP, area: the group. Points
     * and territory belong to no group: 0 and NaN. */
    CompareRow *group_row;     /* by group, catchment */
    GroupChange *group_change; /* of each of these rows */
    size_t n_group_rows;
    CompareThreshold *group_threshold; /* by group, catchment, threshold */
    size_t n_group_thresholds;
} Comparison;

/*
 * *out is the caller's (comparison_free). Sums are made in the order of the demand.
 * STATUS_NO_MEMORY; STATUS_BAD_ARGUMENT where a scenario has no assignment, or the tolerance is
 * negative or NaN. O(demand × (log demand + thresholds)).
 */
Status compare_scenarios(const Country *country, const Scenario *before, const Scenario *after,
                         const CompareRules *rules, Comparison *out);
void comparison_free(Comparison *comparison);

#endif
