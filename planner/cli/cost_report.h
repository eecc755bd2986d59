/*
 * cost_report.h - a priced scenario for people and for programs.
 */
#ifndef PLANNER_CLI_COST_REPORT_H
#define PLANNER_CLI_COST_REPORT_H

#include "planner/cli/make_costs.h"
#include "planner/cli/text_table.h"
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/*
 * Positions by year in the shape of tables 43 and 44 of PwC 2020, totals, who pays, the
 * municipalities that cost most, what the result hangs on, and, where the price is the published
 * one, what the report's own totals say beside its tables. form: of the tables. STATUS_NO_MEMORY.
 */
Status cost_print(const Plan *plan, const Country *country, const PricedScenario *priced,
                  TableForm form, FILE *file);

/* Who pays for the priced ones of n scenarios, over all years; nothing where none is priced. */
void cost_print_summary(const Plan *plan, const Scenario *scenario, size_t n, TextTable *table,
                        FILE *file);

/* The same as cost_print with every municipality by year; the caller's (json_decref). */
json_t *cost_json(const Plan *plan, const Country *country, const PricedScenario *priced);

/* Whether a price is the published one, so that the report's totals can be held against it. */
bool cost_is_published(const Plan *plan, const PricedScenario *priced);

#endif
