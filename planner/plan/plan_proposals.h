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

/*
 * One proposal: a mapping of the keys of a placement, and the key `beside` (NULL: none). `where` is
 * told as its key. The spec is checked as a whole.
 */
void plan_read_placement(YamlReader *reader, yaml_node_t *map, const char *where,
                         const char *beside, Plan *plan, PlacementSpec *spec);

/* A list of distances in metres, rising, each once; none where the key is not given. */
void plan_read_distances(YamlReader *reader, yaml_node_t *map, const char *key, DistanceList *list);

/* present, baseline, optimal: the scenarios that every plan has. */
bool plan_is_standard_scenario(const char *name);

/* Why a scenario cannot have this name, UTF-8 as plan files and options are (translated); NULL: it
 * can. */
const char *plan_scenario_name_fault(const char *name);

/* Likewise because the plan has one (plan->known) whose name differs only in the case of letters.
 */
const char *plan_known_name_fault(const Plan *plan, const char *name);

#endif
