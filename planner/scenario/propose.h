/*
 * propose.h - a scenario from what a user asks of a proposal: solved, told unit by unit, evaluated
 * like every other scenario, with its loads and its list of site requirements.
 */
#ifndef PLANNER_SCENARIO_PROPOSE_H
#define PLANNER_SCENARIO_PROPOSE_H

#include "layers/error.h"
#include "planner/place/placement.h"
#include "planner/place/requirements.h"
#include "planner/scenario/evaluate.h"

typedef struct ProposeRules {
    EvaluateRules evaluate;
    const SiteRequirement *requirement; /* of the plan */
    size_t n_requirements;
    bool (*stop)(const void *context); /* asked between steps of the search; may be NULL */
} ProposeRules;

/*
 * Makes the scenario `name` (copied) of a spec; spec_json: the spec as text, for the parameters.
 * points_of: the scenario whose points are the candidates, where the spec names one; else NULL.
 * *out is the caller's (scenario_free). Its status is "optimal" where it is proven, else
 * "feasible". Errors as place_solve; nothing is handed out then.
 */
Status scenario_propose(const char *name, const PlacementSpec *spec, const char *spec_json,
                        const Country *country, const Measures *measures, const ProposeRules *rules,
                        const Scenario *points_of, Scenario *out, Error *error);

/*
 * Adds to a scenario the frontier from the existing centres to all of its points: people and
 * territory within each of the distances, and the territory of the units that have a point.
 * O(see frontier.h). STATUS_NO_MEMORY; STATUS_LIMIT where `stop` ended it.
 */
Status scenario_add_frontier(const Country *country, const ProposeRules *rules,
                             const DistanceList *distances, Scenario *scenario);

#endif
