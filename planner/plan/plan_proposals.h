/*
 * plan_proposals.h - the parts of a plan file that ask for proposals: `proposals` (a list of
 * problems, placement_keys.h) and `site_requirements` (what premises must have).
 */
#ifndef PLANNER_PLAN_PLAN_PROPOSALS_H
#define PLANNER_PLAN_PLAN_PROPOSALS_H

#include "planner/plan/plan.h"
#include "planner/plan/yaml_map.h"

/* Reads both into the plan. Returns reader->status. */
Status plan_read_proposals(YamlReader *reader, yaml_node_t *root, Plan *plan);

/* Why a scenario cannot have this name (translated); NULL: it can. */
const char *plan_scenario_name_fault(const char *name);

#endif
