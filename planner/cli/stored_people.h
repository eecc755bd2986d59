/*
 * stored_people.h - for whose people a scenario that stands in a plan was made.
 */
#ifndef PLANNER_CLI_STORED_PEOPLE_H
#define PLANNER_CLI_STORED_PEOPLE_H

#include "planner/plan/plan.h"
#include "planner/scenario/population_year.h"

/* By the scenario's parameters; a year of 0: the plan's own people. */
PopulationSpec stored_population(const Scenario *scenario);

/* Fills scenario->unit_factor where it is of another year. Errors of population_of_year. */
Status stored_unit_factor(const Plan *plan, const Country *country, Scenario *scenario,
                          Error *error);

#endif
