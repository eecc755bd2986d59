/*
 * load.h - how many services a year a point is asked for, and how many it can give.
 *
 * Load: residents × services a year per 1,000 residents (PwC 2020, table 41: 27.5 in towns and
 * state cities, 112.0 outside). Capacity of one specialist: opening minutes a year ÷ minutes a
 * service × load factor (PwC 2020, table 41: 15 minutes, 75 %).
 */
#ifndef PLANNER_PLACE_LOAD_H
#define PLANNER_PLACE_LOAD_H

#include "layers/model/country.h"
#include "layers/model/results.h"

typedef struct LoadRules {
    double services_per_1000_town;  /* state cities and towns */
    double services_per_1000_rural; /* parishes */
    double minutes_per_service, load_factor;
    double opening_minutes_week, weeks_a_year;
    double staff_per_point; /* specialists at work at a time */
    double capacity;        /* services a year of a point, > 0: given; 0: computed from the rest */
} LoadRules;

/* The numbers of the documents named above; opening hours: 40 hours (PwC 2020, section 2.7). */
LoadRules load_rules_default(void);

/* Services a year that a point can give. */
double load_capacity(const LoadRules *rules);

/* Services a year that each demand point asks for: out[n_demand]. O(demand). */
void load_of_demand(const Country *country, const LoadRules *rules, double *out);

/* Services a year that come to each facility: out[n_facilities]; points nobody goes to get 0. */
void load_of_points(const Country *country, const LoadRules *rules, const Assignment *assignment,
                    double *out);

/* How many points of this capacity a load needs: the least whole number, at least 1. */
int64_t load_points_needed(double services, double capacity);

#endif
