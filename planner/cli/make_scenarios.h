/*
 * make_scenarios.h - the scenarios of a plan: the three that every plan has, and those it asks for.
 */
#ifndef PLANNER_CLI_MAKE_SCENARIOS_H
#define PLANNER_CLI_MAKE_SCENARIOS_H

#include "planner/plan/plan.h"
#include "planner/scenario/derive.h"
#include "planner/scenario/scenario_studies.h"

enum { STANDARD_SCENARIOS = 3 }; /* present, baseline, optimal */

typedef struct ScenarioMaker {
    const Plan *plan;
    const Country *country;
    const Measures *measures;
    int threads;
    StudyContext *studies; /* NULL: only the measures are made */
} ScenarioMaker;

/* The context of the studies that the plan asks for; *out is the caller's (study_context_free). */
Status make_study_context(const Plan *plan, const Country *country, int threads, StudyContext **out,
                          Error *error);

/* Makes standard scenario `number` (0 … STANDARD_SCENARIOS - 1). */
Status make_standard_scenario(const ScenarioMaker *maker, int number, Scenario *out, Error *error);

/*
 * Makes a proposal. `known`: the scenarios made so far, where points_of is looked up.
 * STATUS_PLAN_FILE where it names none of them; else as scenario_propose, the name in front.
 */
Status make_proposal(const ScenarioMaker *maker, const PlanProposal *proposal,
                     const Scenario *known, size_t n_known, Scenario *out, Error *error);

/*
 * Makes a scenario from another one of `known`. STATUS_PLAN_FILE where that is not there or the
 * changes do not fit; else as scenario_derive.
 */
Status make_scenario(const ScenarioMaker *maker, const ScenarioSpec *spec, const Scenario *known,
                     size_t n_known, Scenario *out, Error *error);

/* All scenarios of a plan: those that every plan has, its proposals, those made from others; each
 * comes after those it is made from. */
size_t scenarios_of_plan(const Plan *plan);
const char *scenario_of_plan(const Plan *plan, size_t i);
Status make_scenario_of_plan(const ScenarioMaker *maker, size_t i, const Scenario *known,
                             size_t n_known, Scenario *out, Error *error);

/* STATUS_LIMIT with the names where a search ended before its proof; else STATUS_OK. */
Status check_proofs(const Scenario *scenario, size_t n, Error *error);

#endif
