/*
 * cost_parts.h - internal to the cost model: the two steps that the country and a municipality
 * share. First what there is to pay for, then who pays it; the second is linear in the first, so
 * municipalities add up to the country.
 */
#ifndef PLANNER_COST_COST_PARTS_H
#define PLANNER_COST_COST_PARTS_H

#include "planner/cost/cost_model.h"

/* The points of a network or of a municipality in one year. */
typedef struct CostPoints {
    double first, first_opened, second_before, second_opened;
} CostPoints;

/* What the second step needs beside the positions of a table. */
typedef struct CostBasis {
    double new_first_wave_eur[COST_YEARS_MAX]; /* in creation_and_improvement, granted in part */
    double old_support_eur[COST_YEARS_MAX];    /* of the years of the old model */
} CostBasis;

static inline double cost_at(const double *series, size_t i) {
    return series ? series[i] : 0;
}

static inline bool cost_is_new(const CostYears *years, size_t i) {
    return years->first + (int)i >= years->start;
}

static inline bool cost_is_served(const CostNetwork *network) {
    return network && network->served_town && network->served_rural;
}

/* The services of the whole network: services[n_years]. NaN where the assumptions make no rates for
 * the residents served. The factors of the scheme must be there. */
void cost_services(const CostInput *input, double *services);

/* Points of the whole network in year i. */
CostPoints cost_network_points(const CostInput *input, size_t i);

/* Creation, improvement and wage supplement of some points in year i. */
void cost_of_points(const CostInput *input, size_t i, const CostPoints *points, CostBasis *basis,
                    CostTable *table);

/* All positions that follow from upkeep, creation, supplement, the central costs and the volumes
 * of `table`. */
void cost_finance(const CostInput *input, const CostBasis *basis, CostTable *table);

#endif
