/*
 * plan_cost_schemes.h - internal to plan_costs: series by year, and the list `costs: schemes`.
 */
#ifndef PLANNER_PLAN_PLAN_COST_SCHEMES_H
#define PLANNER_PLAN_PLAN_COST_SCHEMES_H

#include "planner/plan/plan_costs.h"

/* Numbers by year that a mapping {2022: …} gives; years from..to are allowed. series[] is by
 * year - years.first. `number` reads one node. */
typedef double CostNumberReader(YamlReader *reader, yaml_node_t *node, const char *key);
void plan_read_years_map(YamlReader *reader, yaml_node_t *map, const char *key,
                         const CostYears *years, int from, CostNumberReader *number,
                         double *series);

/* Fills costs->scheme from the section (NULL: there is none); years are read already. */
void plan_read_cost_schemes(YamlReader *reader, yaml_node_t *section, Strings *strings,
                            PlanCosts *costs);

#endif
