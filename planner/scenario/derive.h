/*
 * derive.h - a scenario from another one: its changes, the search that may follow them, and the
 * evaluation that every scenario gets.
 */
#ifndef PLANNER_SCENARIO_DERIVE_H
#define PLANNER_SCENARIO_DERIVE_H

#include "planner/scenario/propose.h"
#include "planner/scenario/scenario_spec.h"

/*
 * Makes the scenario of a spec. from: the scenario it changes (of the same country); points_of: the
 * one whose points are a search's candidates, where the spec names one, else NULL. place_json: the
 * placement as text, for the parameters; NULL without a search. file: the plan's, for messages.
 *
 * Without a search the scenario is "measured". A search sees the points of the changed network as
 * required (existing centres are kept unless the placement frees them) and the forbidden and
 * closed ones as forbidden; the points that were there before keep their reasons.
 *
 * With a population of another year everything is of the people of that year (population_year.h),
 * and out->unit_factor says how they differ; what becomes of offices is in offices.h. Demand,
 * hours, services and closings come after it (scenario_studies.h).
 *
 * With phases each new point gets its year, and the figures of each year are told.
 *
 * *out is the caller's (scenario_free). Errors as changes_apply and scenario_propose; nothing is
 * handed out then.
 */
Status scenario_derive(const ScenarioSpec *spec, const char *place_json, const Country *country,
                       const Measures *measures, const ProposeRules *rules, const Scenario *from,
                       const Scenario *points_of, const char *file, Scenario *out, Error *error);

#endif
