/*
 * scenario_json.h - a scenario made from another one, as it stands in its parameters: all that a
 * plan file may say of it but its costs, which stand beside (stored_cost_spec in make_costs.h).
 */
#ifndef PLANNER_PLAN_SCENARIO_JSON_H
#define PLANNER_PLAN_SCENARIO_JSON_H

#include "layers/model/strings.h"
#include "planner/scenario/scenario_spec.h"
#include <jansson.h>

/* Whether a JSON object is of a scenario made from another (it says from which). */
bool scenario_json_is_derived(const char *json);

/* For whose people it is: what stands there under "population", all of it. False, and *out empty,
 * where it is not whole or makes no sense. */
bool population_from_json(const json_t *told, PopulationSpec *out);

/*
 * Fills *spec but its name; texts are kept in `strings`, the rest is the caller's
 * (scenario_spec_free). STATUS_REFUSED with what would be right in why[size], because a damaged
 * value is never read as a default; STATUS_NO_MEMORY. *spec is empty then.
 */
Status scenario_spec_from_json(const char *json, Strings *strings, ScenarioSpec *spec, char *why,
                               size_t size);
void scenario_spec_free(ScenarioSpec *spec);

#endif
