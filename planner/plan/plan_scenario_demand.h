/*
 * plan_scenario_demand.h - the keys of a scenario (plan_scenarios.h) that say who comes to its
 * points:
 *
 *   population: {year: 2030, method: linear}    # or constant_rate; or only the year
 *   demand_year: 2027                           # growth of the demand model
 *   offices: close                              # keep, close, take_in: of all institutions
 *   offices: {NVA: close, VSAA: take_in}        # or by institution; the others keep theirs
 *   sharing: sector                             # all, sector, institution
 *   closing_study: yes
 */
#ifndef PLANNER_PLAN_PLAN_SCENARIO_DEMAND_H
#define PLANNER_PLAN_PLAN_SCENARIO_DEMAND_H

#include "planner/plan/plan.h"
#include "planner/plan/yaml_map.h"

/* Into the spec, whose array of offices is its owner's. The plan's demand has been read. */
Status plan_read_scenario_demand(YamlReader *reader, yaml_node_t *item, Plan *plan,
                                 ScenarioSpec *spec);

#endif
