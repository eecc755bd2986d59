/*
 * kpis.h - the table that a decision is made on: one row a figure of the whole country, one column
 * a scenario. Every row has its passport (passports.h).
 */
#ifndef PLANNER_COMPARE_KPIS_H
#define PLANNER_COMPARE_KPIS_H

#include "layers/model/country.h"
#include "layers/model/results.h"

/* Names and units are static text, or borrowed from whoever added the row. */
typedef struct Kpi {
    const char *name, *unit;
    Catchment catchment; /* of the figures within a threshold and of equity */
    double threshold_m;  /* NaN: the figure has none */
    double *value;       /* [n_scenarios]; NaN: the scenario does not have it */
} Kpi;

typedef struct KpiTable {
    size_t n_scenarios;
    Kpi *row;
    size_t n, capacity_;
} KpiTable;

/*
 * In this order: the indicators of the country, in the order in which the scenarios have them;
 * people and territory within each distance (pop_share_within, area_share_within), for each
 * catchment; gini_dist, theil_dist, palma_dist, concentration_dist (people ranked by the people
 * of their unit's demand points; where the plan has a ranking, concentration_ranked_dist instead,
 * by that), fgt0_dist … fgt2_dist and beyond_share for each catchment, the last four at threshold_m
 * (NaN: left out). *out is the caller's (kpis_free). country: one a scenario, with the people that
 * it was measured for (population_year.h). O(scenarios × demand log demand). STATUS_NO_MEMORY;
 * STATUS_BAD_ARGUMENT as equity.h.
 */
Status kpis_of(const Country *const *country, const Scenario *const *scenario, size_t n,
               double threshold_m, KpiTable *out);

/* Adds a row that comes from elsewhere (costs); value: n_scenarios, copied. STATUS_NO_MEMORY. */
Status kpis_add(KpiTable *table, const char *name, const char *unit, const double *value);

/* The row of that name, catchment and threshold (NaN: the first one of the name); NULL: none. */
const Kpi *kpis_find(const KpiTable *table, const char *name, Catchment catchment,
                     double threshold_m);

void kpis_free(KpiTable *table);

#endif
