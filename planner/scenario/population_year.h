/*
 * population_year.h - a country as it is, or would be, in another year: its people scaled unit by
 * unit by the declared population (forecast.h). Where people live within a unit does not change,
 * nor does a group's share of them.
 */
#ifndef PLANNER_SCENARIO_POPULATION_YEAR_H
#define PLANNER_SCENARIO_POPULATION_YEAR_H

#include "layers/error.h"
#include "layers/model/country.h"
#include "planner/demand/forecast.h"

typedef struct PopulationSpec {
    int year;      /* 0: the demand as it is */
    int base_year; /* which the demand counts */
    ForecastMethod method;
    long line; /* in the plan file, for messages */
} PopulationSpec;

extern const char *const FORECAST_METHOD_NAME[FORECAST_METHODS]; /* linear, constant_rate */

typedef struct PopulatedCountry {
    Country country; /* borrows everything but units, demand and group_pop: not for country_free */
    double *factor;  /* [n_units] of the year's people over the demand's */
    ForecastSummary summary;
    double people_before, people; /* of the demand */
} PopulatedCountry;

/*
 * STATUS_PLAN_FILE where the country has no population by year, or where no unit has one for the
 * base year; STATUS_NO_MEMORY. Units whose population is not known stay as they are, and are
 * counted. *out is the caller's (populated_free). O(units × years + demand).
 */
Status population_of_year(const Country *country, const PopulationSpec *spec, const char *file,
                          PopulatedCountry *out, Error *error);
void populated_free(PopulatedCountry *populated);

#endif
