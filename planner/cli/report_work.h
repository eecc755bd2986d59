/*
 * report_work.h - what `pietura report` works with: everything that run, compare and cost know of a
 * plan, read back from it, and the plan's style.
 */
#ifndef PLANNER_CLI_REPORT_WORK_H
#define PLANNER_CLI_REPORT_WORK_H

#include "layers/style/plan_style.h"
#include "planner/cli/compare_work.h"
#include "planner/cli/make_costs.h"
#include "planner/cli/run_plan.h"

typedef struct ReportWork {
    CompareWork compare; /* the scenarios of the report, the first of the plan in front */
    Measures measures;
    Run run; /* the same as a run has it; borrows from the two above */
    StyleSheet sheet;
    PlanFacts facts;
    Scenario
        *costed; /* [n_priced] of all priced scenarios of the plan; they rank among each other */
    PricedScenario *priced;
    size_t n_priced;
} ReportWork;

/* Reads the plan and works out what is compared. named: the n scenarios of the report, none: all.
 * *work is zeroed and to be freed whatever is returned. Errors as compare_read. */
Status report_read(const char *path, const char *const *named, size_t n, int threads,
                   ReportWork *work, Error *error);
void report_free(ReportWork *work);

/* The scenario that a reader wants to see first: `optimal`, else the last. */
size_t report_main_scenario(const ReportWork *work);

/* Whether the report is about the scenario of that name. */
bool report_has(const ReportWork *work, const char *name);

#endif
