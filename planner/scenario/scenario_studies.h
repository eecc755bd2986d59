/*
 * scenario_studies.h - what is worked out of a scenario beyond its measures, in one call: demand
 * and load of its points, opening hours, services, closings.
 */
#ifndef PLANNER_SCENARIO_SCENARIO_STUDIES_H
#define PLANNER_SCENARIO_SCENARIO_STUDIES_H

#include "planner/scenario/scenario_spec.h"
#include "planner/scenario/study_context.h"

/* What was asked of the scenario; both may be NULL. */
typedef struct StudyRequest {
    const ScenarioSpec *spec;   /* it was made from another one */
    const PlacementSpec *place; /* it was searched for */
} StudyRequest;

/*
 * Fills the studies of a scenario that has been evaluated: load, study.opening, compliance and
 * closing, and indicators of the country. Nothing is left behind twice: call it once a scenario.
 * STATUS_PLAN_FILE where the plan and the scenario do not fit, STATUS_NO_MEMORY.
 */
Status scenario_studies(StudyContext *context, const StudyRequest *request, Scenario *scenario,
                        Error *error);

#endif
