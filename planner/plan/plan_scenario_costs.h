/*
 * plan_scenario_costs.h - the key `costs` of a scenario in the plan file.
 *
 *   costs: A                           # the name of a scheme
 *   costs: {scheme: A, points: own|given, services: published|own|demand}
 *   costs: {scheme: A, first_wave: 129, second_wave: 458}    # points: given
 *   costs: {scheme: A, centres: [library-001]}   # new points that are centres of the first wave
 */
#ifndef PLANNER_PLAN_PLAN_SCENARIO_COSTS_H
#define PLANNER_PLAN_PLAN_SCENARIO_COSTS_H

#include "planner/cost/scenario_costs.h"
#include "planner/demand/demand_plan.h"
#include "planner/plan/plan_costs.h"
#include "planner/scenario/phases.h"

enum { COST_POINTS_MAX = 1000000 };

/* Reads the key of a scenario; without it *spec names no scheme. `costs`: the section of the plan,
 * read before. A scheme that it does not have is refused with those it has. Texts go to `strings`;
 * *lines: where each key stands. */
void plan_read_scenario_costs(YamlReader *reader, yaml_node_t *scenario, const PlanCosts *costs,
                              Strings *strings, CostSpec *spec, CostLines *lines);

/* What contradicts itself in a spec (a text marked with N_), or NULL; *key: what it is about. */
const char *plan_cost_spec_fault(const CostSpec *spec, const PlanCosts *costs, const char **key);

/*
 * STATUS_PLAN_FILE where a scenario is priced by a given number of second-wave points, and there
 * are fewer units that can have one: with the key that says so (in a spec without first_wave and
 * second_wave it is points), both numbers, and where the number is from. lines NULL: the spec is
 * not of the plan file, so there is no line and no key to tell.
 */
Status plan_check_cost_points(const char *scenario, const CostSpec *spec, const CostLines *lines,
                              const PlanCosts *costs, size_t n_units, const char *plan_path,
                              Error *error);

/* Refuses services of the demand model where the plan has none, or where its growth is given, but
 * not of all years of the costs. */
void plan_check_cost_demand(YamlReader *reader, yaml_node_t *scenario, const PlanCosts *costs,
                            const CostSpec *spec, const DemandPlan *demand);

/* Refuses phases that open points before the start year, where these points are to be paid for. */
void plan_check_cost_phases(YamlReader *reader, yaml_node_t *scenario, const PlanCosts *costs,
                            const CostSpec *spec, const PhasePlan *phases);

/* "A, B": the names of the schemes into text[size]. Returns text. */
const char *plan_costs_names(const PlanCosts *costs, char *text, size_t size);

/* What a scenario is priced with; borrows from the plan. The scheme must be there. */
CostRules plan_cost_rules(const PlanCosts *costs, const char *scheme, int threads);

#endif
