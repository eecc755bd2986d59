/*
 * begin.h - how every scenario begins and ends, for the makers of scenarios.
 */
#ifndef PLANNER_SCENARIO_BEGIN_H
#define PLANNER_SCENARIO_BEGIN_H

#include "planner/scenario/evaluate.h"

/* A scenario without content; name is borrowed. */
Scenario scenario_begin(const char *name);

/*
 * From its proposals to the end: parameters, evaluation, time; `status` is that of what went
 * before. spec_json may be NULL. On failure the scenario is freed, else handed out.
 */
Status scenario_finish(Status status, double started_s, const char *spec_json,
                       const Country *country, const Measures *measures, const EvaluateRules *rules,
                       Scenario *scenario, Scenario *out);

#endif
