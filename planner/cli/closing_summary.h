/*
 * closing_summary.h - what a closing study found, for the end of a run: the closings that do least
 * harm, and points near each other. All of it is in the tables closing and near_duplicate.
 */
#ifndef PLANNER_CLI_CLOSING_SUMMARY_H
#define PLANNER_CLI_CLOSING_SUMMARY_H

#include "planner/cli/run_plan.h"
#include "planner/cli/text_table.h"
#include <stdio.h>

/* Nothing where no scenario has a closing study. `table` is scratch. */
void closing_print_summary(const Run *run, TextTable *table, FILE *file);

#endif
