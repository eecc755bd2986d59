/*
 * stored_people.h - for whose people a scenario that stands in a plan was made.
 */
#ifndef PLANNER_CLI_STORED_PEOPLE_H
#define PLANNER_CLI_STORED_PEOPLE_H

#include "planner/plan/plan.h"
#include "planner/scenario/population_year.h"

/* By the scenario's parameters; a year of 0: the plan's own people. STATUS_UNREADABLE where the
 * parameters are damaged: they are never taken for those of the plan's own people. */
Status stored_population(const Scenario *scenario, PopulationSpec *out, Error *error);

/* Fills scenario->unit_factor where it is of another year. Errors of stored_population and
 * population_of_year. */
Status stored_unit_factor(const Plan *plan, const Country *country, Scenario *scenario,
                          Error *error);

#endif
