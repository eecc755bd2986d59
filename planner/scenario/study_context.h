/*
 * study_context.h - what the studies of all scenarios of a plan share, so that it is worked out
 * once: opening hours as read, minutes open in a year, which office of an institution each resident
 * uses today.
 */
#ifndef PLANNER_SCENARIO_STUDY_CONTEXT_H
#define PLANNER_SCENARIO_STUDY_CONTEXT_H

#include "planner/compare/services.h"
#include "planner/demand/demand_plan.h"
#include "planner/demand/point_hours.h"

/* What the plan asks for; borrowed. */
typedef struct StudyRules {
    const DemandPlan *demand;
    const Service *service;
    size_t n_services;
    bool possible_counts, own_offices; /* see ServiceRules */
    int threads;
} StudyRules;

typedef struct StudyContext StudyContext;

/* *out is the caller's (study_context_free); country and rules are borrowed. STATUS_NO_MEMORY.
 * O(facilities). */
Status study_context_make(const Country *country, const StudyRules *rules, StudyContext **out);
void study_context_free(StudyContext *context); /* NULL is allowed */

const Country *study_country(const StudyContext *context);
const StudyRules *study_rules(const StudyContext *context);

/* Some facility of the plan has opening hours, be they understood or not. */
bool study_has_hours(const StudyContext *context);

/* The usual week of a facility; NULL: not known. */
const OpeningWeek *study_week(const StudyContext *context, int32_t facility);

/* Minutes open in a year, public holidays off; NaN where not known. Remembered for the year asked
 * last. */
Status study_minutes(StudyContext *context, int32_t facility, const YearDays *year,
                     double *minutes);

/* Of institution k of the demand plan: the office nearest to each demand point, [n_demand], -1:
 * none. Remembered. STATUS_NO_MEMORY. */
Status study_offices(StudyContext *context, size_t k, const int32_t **office);

/*
 * Notes each facility whose opening hours are not understood: with its id, the text, the place in
 * it and what is wrong. Their hours count as unknown. STATUS_NO_MEMORY.
 */
Status opening_notices(Country *country);

#endif
