/*
 * people.h - the demand of a country with other people in it: so many times as many in each unit.
 */
#ifndef PLANNER_DEMAND_PEOPLE_H
#define PLANNER_DEMAND_PEOPLE_H

#include "geo/status.h"
#include "layers/model/country.h"

/* people[n_demand]: the demand with its people times factor[n_units] of their unit, the caller's
 * (free). Without factors *people is NULL: they are those of the country. STATUS_NO_MEMORY. */
Status people_scaled(const Country *country, const double *factor, Demand **people);

#endif
