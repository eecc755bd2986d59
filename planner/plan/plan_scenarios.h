/*
 * plan_scenarios.h - the part of a plan file that makes scenarios from others: `scenarios`.
 *
 *   scenarios:
 *     - name: without Salaca
 *       from: optimal               # default: present
 *       open: [lib-12, lib-40]      # open, close, require, forbid: ids of facilities
 *       move: {vpvkac-7: lib-9}     # from: to
 *       place: {problem: fewest, …} # a search on the changed network, keys of a proposal
 *       catchment: home
 *       coverage_m: [5000, 15000]
 *       phases: {2025: 0.3, 2027: 1}  # share of the new points open by the end of a year
 *       phase_order: unit             # default: person_km
 *       costs: A                      # a scheme of the section costs (plan_scenario_costs.h)
 *       population, demand_year, offices, sharing, closing_study   # plan_scenario_demand.h
 *
 * and the keys of plan_scenario_demand.h: population, demand_year, offices, sharing, closing_study.
 * They may stand in any order; a name that nobody has and a circle are refused.
 */
#ifndef PLANNER_PLAN_PLAN_SCENARIOS_H
#define PLANNER_PLAN_PLAN_SCENARIOS_H

#include "planner/plan/plan.h"
#include "planner/plan/yaml_map.h"

/* Reads them into the plan, after its proposals, in an order in which each comes after those it
 * is made from. Returns reader->status. */
Status plan_read_scenarios(YamlReader *reader, yaml_node_t *root, Plan *plan);

/* Whether a scenario of that name is among those that every plan has, the plan file's or the known
 * ones. */
bool plan_has_scenario(const Plan *plan, const char *name);

void plan_free_scenarios(Plan *plan);

#endif
