/*
 * priced_demand.h - the services by year of a scenario that is priced by the plan's demand model.
 */
#ifndef PLANNER_CLI_PRICED_DEMAND_H
#define PLANNER_CLI_PRICED_DEMAND_H

#include "planner/plan/plan.h"
#include "planner/scenario/demand_by_year.h"

/*
 * *services is the caller's (free): [years * n_facilities], see demand_by_year.h. How the scenario
 * was asked for (offices, sharing, rates of its search) is read from its parameters, be it made
 * just now or stored. Errors of recipe_of and demand_by_year.
 */
Status priced_demand(const Plan *plan, StudyContext *context, const Scenario *scenario,
                     double **services, Error *error);

#endif
