/*
 * closing_summary.h - what a closing study found, for `pietura run` and `pietura compare`: the
 * closings that do least harm, and points near each other. All of it is in the tables closing and
 * near_duplicate.
 */
#ifndef PLANNER_CLI_CLOSING_SUMMARY_H
#define PLANNER_CLI_CLOSING_SUMMARY_H

#include "planner/cli/text_table.h"
#include "planner/plan/plan.h"
#include <stdio.h>

/* False, and nothing is printed, where the scenario has no closing study of its points. `table` is
 * scratch. */
bool closing_print(const Plan *plan, const Country *country, const Scenario *scenario,
                   TextTable *table, FILE *file);

#endif
