/*
 * plan_sources.h - the part of a plan file that names sources (internal to planner/plan).
 */
#ifndef PLANNER_PLAN_PLAN_SOURCES_H
#define PLANNER_PLAN_PLAN_SOURCES_H

#include "planner/plan/plan.h"
#include "planner/plan/yaml_map.h"

/* What the reading of series needs at hand. */
typedef struct SeriesReading {
    YamlReader *reader;
    Plan *plan;
} SeriesReading;

/* The n items of `groups` into spec[n]. */
void plan_read_groups(const SeriesReading *reading, yaml_node_t *root, SeriesSpec *spec, size_t n);

/* `ranking`; false where the plan file has none. */
bool plan_read_ranking(const SeriesReading *reading, yaml_node_t *root, SeriesSpec *spec);

/* The key `source` of a mapping as a file that is there. */
SourceRef plan_source_at(YamlReader *reader, Plan *plan, yaml_node_t *map);

/* Reads units, groups, demand, facilities, stops and settlements into plan->import. Problems are
 * kept in the reader; returns its status. */
Status plan_read_sources(YamlReader *reader, yaml_node_t *root, Plan *plan);

#endif
