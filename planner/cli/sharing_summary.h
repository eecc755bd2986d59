/*
 * sharing_summary.h - what `pietura run` says of the networks of scenarios with sharing: how many
 * places each has, how far they are, and how many clients come to them.
 */
#ifndef PLANNER_CLI_SHARING_SUMMARY_H
#define PLANNER_CLI_SHARING_SUMMARY_H

#include "planner/cli/run_plan.h"
#include "planner/cli/text_table.h"
#include <stdio.h>

/* Nothing where no scenario has sharing. */
void sharing_print_summary(const Run *run, TextTable *table, FILE *file);

#endif
