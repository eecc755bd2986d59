/*
 * forecast.h - the population of a unit in any year, from a table of some years.
 *
 * A year of the table is taken as it is. Between two years the value lies on the straight line
 * between them. Beyond the table the value is extended from the last (or first) year that has one:
 *   linear:   by the slope of the least-squares line through all usable years;
 *   constant: by the yearly rate (last / first)^(1 / years) between the first and last usable year
 *             with people.
 * Both start at the nearest known value and not on the fitted line, so that the first year beyond
 * the table makes no jump which is none of the population's. The constant rate is that between the
 * ends (the mean growth rate of demographers) because a fit in logarithms has no answer for
 * years without people. Years without people before the first with people are not used for a
 * trend: the unit was not there yet. From an empty year an empty unit stays empty; a value is never
 * negative; with one usable year it stays.
 */
#ifndef PLANNER_DEMAND_FORECAST_H
#define PLANNER_DEMAND_FORECAST_H

#include "layers/error.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum ForecastMethod {
    FORECAST_LINEAR,
    FORECAST_CONSTANT_RATE,
    FORECAST_METHODS
} ForecastMethod;

/* Where a value comes from. */
typedef enum ForecastOrigin {
    FORECAST_GIVEN,    /* in the table */
    FORECAST_BETWEEN,  /* between two years of the table */
    FORECAST_EXTENDED, /* beyond it: an extension, to be told as such */
    FORECAST_NONE,     /* the unit has no value at all */
    FORECAST_ORIGINS
} ForecastOrigin;

/* Units × years, borrowed. */
typedef struct PopulationTable {
    size_t n_units, n_years;
    const int *year;   /* [n_years] ascending */
    const double *pop; /* [n_units × n_years]; NaN: missing */
} PopulationTable;

typedef struct PopulationForecast {
    double pop; /* >= 0; NaN for FORECAST_NONE */
    ForecastOrigin origin;
} PopulationForecast;

/* STATUS_BAD_ARGUMENT: years that do not ascend, negative or infinite population. O(table). */
Status forecast_check(const PopulationTable *table, Error *error);

/* One unit of a checked table. O(years). */
PopulationForecast forecast_population(const PopulationTable *table, size_t unit, int year,
                                       ForecastMethod method);

/* By which factor a unit's demand of the base year becomes that of another year. */
typedef struct ForecastScale {
    double factor;
    ForecastOrigin origin; /* of the other year's population; NONE: unknown in either year */
    bool no_base;          /* nobody lived there in the base year: factor 1, nothing to scale */
} ForecastScale;

typedef struct ForecastSummary {
    double base_pop, pop;           /* sums over units that have both */
    size_t count[FORECAST_ORIGINS]; /* units by origin */
    size_t no_base;
    size_t emptied; /* units with people in the base year and none in the other */
} ForecastSummary;

/*
 * pop(year) / pop(base_year) of every unit: scale[n_units], checked table. Factor 1 where one of
 * them is not known, or where the base is 0. O(table).
 */
void forecast_scales(const PopulationTable *table, int base_year, int year, ForecastMethod method,
                     ForecastScale *scale, ForecastSummary *summary);

#endif
