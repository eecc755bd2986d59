/*
 * run_summary.h - the main figures of a run, as tables to read or as JSON, and where the results
 * lie; and the notices about rows that were refused or look odd.
 */
#ifndef PLANNER_CLI_RUN_SUMMARY_H
#define PLANNER_CLI_RUN_SUMMARY_H

#include "planner/cli/run_plan.h"
#include <stdio.h>

/* Refused and noted rows, one line a source and reason, with the first row concerned. */
void run_print_notices(const Run *run, FILE *file);

void run_print_summary(const Run *run, FILE *file);

/* STATUS_NO_MEMORY. */
Status run_print_json(const Run *run, FILE *file);

#endif
