/*
 * demand_summary.h - the part of a run's summary on demand: what points are asked for, whether that
 * is too much, services that are not within reach, people of another year.
 */
#ifndef PLANNER_CLI_DEMAND_SUMMARY_H
#define PLANNER_CLI_DEMAND_SUMMARY_H

#include "planner/cli/run_plan.h"
#include "planner/cli/text_table.h"
#include <stdio.h>

/* Prints nothing of what the plan file does not ask for. `table` is room to work in. */
void demand_print_summary(const Run *run, TextTable *table, FILE *file);

/* Says that a scenario has people of another year and none of the growth that the plan gives,
 * because it names no demand_year; true where it does. Nothing is said of others. Where it is
 * priced by services: demand its costs have the growth, and so it is said of its load alone. */
bool demand_print_growth(const Plan *plan, const Scenario *scenario, FILE *file);

#endif
