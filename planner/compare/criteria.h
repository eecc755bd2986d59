/*
 * criteria.h - by what scenarios are weighed against each other: rows of the table of figures
 * (kpis.h), named by the user.
 *
 * A criterion is written NAME or NAME:METRES for a figure with a threshold; NAME_home is the same
 * for the catchment home. Words for the usual ones: cost (network_cost_a_year), coverage
 * (beyond_share at the threshold of equity, whose complement is the share within it) and distance
 * (mean_dist_m). Which way is better is told by the passport. Of points fewer are better, because
 * each costs money; any other figure that is neither good nor bad in itself, such as what residents
 * ask for, is no criterion.
 */
#ifndef PLANNER_COMPARE_CRITERIA_H
#define PLANNER_COMPARE_CRITERIA_H

#include "planner/compare/kpis.h"
#include "planner/compare/pareto.h"
#include <stdbool.h>

enum { CRITERIA_MAX = 8 };

typedef struct Criteria {
    const Kpi *kpi[CRITERIA_MAX]; /* borrowed from the table */
    Better better[CRITERIA_MAX];
    size_t n;
} Criteria;

typedef enum CriteriaFault {
    CRITERIA_GOOD,
    CRITERIA_UNKNOWN,   /* no figure of this name */
    CRITERIA_THRESHOLD, /* the figure does not exist at this threshold, or has none, or needs one */
    CRITERIA_NEITHER,   /* the figure is neither good nor bad: no way of it is better */
    CRITERIA_TWICE,
    CRITERIA_TOO_MANY, /* more than CRITERIA_MAX */
    CRITERIA_EMPTY,
} CriteriaFault;

/*
 * Reads a list with commas. NULL: the cost where every scenario has one, else the number of points;
 * coverage; distance. Of a fault `part` (of part_size bytes, > 0) gets the part that is wrong.
 */
CriteriaFault criteria_read(const KpiTable *table, const char *list, Criteria *out, char *part,
                            size_t part_size);

/* Which way of a figure is better as a criterion; BETTER_NEITHER: it is none. */
Better criteria_better(const char *name);

/* The row that a criterion names without looking at its distance, so that it can be told at which
 * distances there is one; NULL: no figure of that name. */
const Kpi *criteria_figure(const KpiTable *table, const char *part);

/* The front over these criteria, without the scenarios of left_out[n_scenarios] (NULL: with all),
 * which cannot be compared; *out is the caller's (pareto_free). STATUS_NO_MEMORY. */
Status criteria_front(const KpiTable *table, const Criteria *criteria, const bool *left_out,
                      Pareto *out);

#endif
