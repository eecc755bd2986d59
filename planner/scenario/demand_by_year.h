/*
 * demand_by_year.h - what the demand model has come to a scenario's points in each year that is
 * priced: services: demand of scenario_costs.h.
 *
 * In each year the points at work are those of cost_network_of, everybody goes to the nearest of
 * them by the scenario's catchment (also where a search with capacities sent people farther), and
 * demand and clients are those of the model with the growth of that year. The people are the
 * scenario's in all years. Before the start year all is as today: today's centres, every office
 * open, nothing shared. From it on offices close and places are shared as the scenario says.
 */
#ifndef PLANNER_SCENARIO_DEMAND_BY_YEAR_H
#define PLANNER_SCENARIO_DEMAND_BY_YEAR_H

#include "planner/cost/scenario_costs.h"
#include "planner/scenario/scenario_studies.h"

/*
 * *services is the caller's (free): [years * n_facilities], 0 where no point is. The scenario's
 * name, catchment, unit_factor and proposals are looked at. STATUS_PLAN_FILE: the plan has no
 * demand model, or its growth is given, but not of one of the years; STATUS_NO_MEMORY.
 * O(years × (demand log points + demand × institutions)).
 */
Status demand_by_year(StudyContext *context, const StudyRequest *request, const Scenario *scenario,
                      const CostYears *years, double **services, Error *error);

#endif
