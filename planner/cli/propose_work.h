/*
 * propose_work.h - what `pietura propose` works with: the scenarios that are wanted, those of the
 * plan that were made from one of them, and all that are made, in the order of their making.
 * cmd_propose.c fills `job` with what is wanted, propose_make.c does the rest.
 */
#ifndef PLANNER_CLI_PROPOSE_WORK_H
#define PLANNER_CLI_PROPOSE_WORK_H

#include "layers/store/store.h"
#include "planner/cli/make_costs.h"
#include "planner/cli/progress.h"
#include "planner/cli/propose_report.h"
#include "planner/cli/recipe.h"

typedef struct ProposeJob {
    Recipe recipe;
    bool again;      /* not asked for: it was made from one that is replaced */
    bool had_price;  /* before: what others' prices were ranked with */
    Scenario stored; /* of one that is made again: name, parameters and proposals */
} ProposeJob;

typedef struct ProposeWork {
    const char *path; /* of the plan, borrowed */
    Plan plan;        /* its path is that of the file of scenarios, where there is one */
    Country country;
    Measures measures;
    Store *store;
    Strings strings;
    const char **name; /* [n_names] of the plan's scenarios before */
    size_t n_names;
    ProposeJob *job; /* first the wanted ones, then those made again */
    size_t n_jobs;
    const char **left; /* [n_left] those that would be made again and are to be kept */
    size_t n_left;
    Scenario *known; /* those of the plan that others need, then those made */
    size_t n_known, n_before;
    Scenario *priced_before; /* others that have a price, which is ranked anew */
    size_t n_priced_before;
    Compared compared;
} ProposeWork;

void propose_work_free(ProposeWork *work);

/* Finds the scenarios that were made from the wanted ones; they are made again too, or left (keep)
 * and told. STATUS_UNREADABLE where a scenario does not say how it was made. */
Status propose_find_others(ProposeWork *work, bool keep, Error *error);

/* Makes and prices all, each after those it needs. STATUS_PLAN_FILE for a circle. */
Status propose_make(ProposeWork *work, int threads, Progress *progress, Error *error);

/* Puts all into the plan, as one change. */
Status propose_write(ProposeWork *work, Error *error);

/* The job that made known[i], i >= n_before. */
const ProposeJob *propose_job_of(const ProposeWork *work, size_t i);

#endif
