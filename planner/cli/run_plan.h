/*
 * run_plan.h - the main job, end to end: plan file → country → measures → scenarios → plan.
 */
#ifndef PLANNER_CLI_RUN_PLAN_H
#define PLANNER_CLI_RUN_PLAN_H

#include "layers/model/results.h"
#include "planner/cli/progress.h"
#include "planner/plan/plan.h"

enum { RUN_FILES = 1 + PLAN_OUTPUTS };

/* What a run has made; all of it is owned and freed by run_free. */
typedef struct Run {
    Plan plan;
    Country country;
    Measures measures;
    Scenario *scenario; /* present, baseline, optimal, then those the plan asks for */
    size_t n_scenarios;
    char store_path[4096];
    char *file[RUN_FILES]; /* the files and folders written, the plan first */
    size_t n_files;
    double seconds;
} Run;

/*
 * Runs the plan file and leaves output_dir/plan.sqlite and the outputs the plan names. A plan
 * that was there stays as it is until the new one is whole. *run is to be freed by run_free
 * whatever is returned. STATUS_LIMIT: all is done, and a search ended before its proof.
 */
Status run_plan(const char *plan_path, const char *output_dir, int threads, Progress *progress,
                Run *run, Error *error);
void run_free(Run *run);

#endif
