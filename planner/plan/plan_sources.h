/*
 * plan_sources.h - the part of a plan file that names sources (internal to planner/plan).
 */
#ifndef PLANNER_PLAN_PLAN_SOURCES_H
#define PLANNER_PLAN_PLAN_SOURCES_H

#include "planner/plan/plan.h"
#include "planner/plan/yaml_map.h"

/* Reads units, demand, facilities, stops and settlements into plan->import. Problems are kept in
 * the reader; returns its status. */
Status plan_read_sources(YamlReader *reader, yaml_node_t *root, Plan *plan);

#endif
