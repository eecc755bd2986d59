/*
 * run_summary.h - the main figures of a run, as tables to read or as JSON, and where the results
 * lie; and the notices about rows that were refused or look odd.
 */
#ifndef PLANNER_CLI_RUN_SUMMARY_H
#define PLANNER_CLI_RUN_SUMMARY_H

#include "planner/cli/run_plan.h"
#include "planner/cli/text_table.h"
#include <stdio.h>

/* Refused and noted rows, one line a source and reason, with the first row concerned. */
void run_print_notices(const Run *run, FILE *file);

/* The summary in its parts, in their order, without the name and the files: for a report, whose Run
 * may hold a part of the scenarios. `table` is room to work in and says in which form tables come.
 */
typedef enum RunPart {
    RUN_HEAD,
    RUN_STOP_RULE,
    RUN_SCENARIOS,
    RUN_COVERAGE,
    RUN_NETWORK,
    RUN_DEMAND,
    RUN_COSTS,
    RUN_CLOSING,
    RUN_FINDINGS,
    RUN_PARTS
} RunPart;
void run_print_part(const Run *run, RunPart part, TextTable *table, FILE *file);

void run_print_summary(const Run *run, FILE *file);

/* STATUS_NO_MEMORY. */
Status run_print_json(const Run *run, FILE *file);

#endif
