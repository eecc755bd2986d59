/*
 * propose_changes.h - the options of `pietura propose` that make a scenario from another one:
 * --from, and what opens, closes or moves.
 */
#ifndef PLANNER_CLI_PROPOSE_CHANGES_H
#define PLANNER_CLI_PROPOSE_CHANGES_H

#include "planner/cli/options.h"
#include "planner/scenario/scenario_spec.h"

extern const Option CHANGE_OPTIONS[];
extern const size_t N_CHANGE_OPTIONS;

bool changes_given(const Invocation *invocation);

/*
 * The scenario that the options ask for, without name and search. Texts are kept in `strings`;
 * spec->change is the caller's (free), also after a failure. STATUS_USAGE, STATUS_NO_MEMORY.
 */
Status changes_from_options(const Invocation *invocation, Strings *strings, ScenarioSpec *spec,
                            Error *error);

#endif
