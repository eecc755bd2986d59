/*
 * compare_tables.h - the wide tables of a comparison, split into blocks of scenarios that a
 * terminal can hold. `table` is room to work in.
 */
#ifndef PLANNER_CLI_COMPARE_TABLES_H
#define PLANNER_CLI_COMPARE_TABLES_H

#include "planner/cli/compare_work.h"
#include "planner/cli/figure_words.h"
#include "planner/cli/text_table.h"

/* Scenarios side by side in one table on a terminal. */
enum { COMPARE_COLUMNS = 6 };

/* The next figure of a topic behind `last` (NULL: the first one): by its place in the topic, then
 * as the table has them. NULL: no more. */
const Kpi *compare_next_kpi(const KpiTable *kpis, FigureTopic topic, const Kpi *last);

/* The figures of each scenario by topic; the base stands first in every block. */
void compare_print_figures(const CompareWork *work, TextTable *table, FILE *file);

/* What changes from the base to each other scenario, for both catchments. */
void compare_print_changes(const CompareWork *work, TextTable *table, FILE *file);

/* Groups of people: their distances and how evenly they are spread, who gains and who loses.
 * Nothing where the plan has no groups. */
void compare_print_groups(const CompareWork *work, TextTable *table, FILE *file);

/* Distance and its spread in state cities, towns and parishes. */
void compare_print_equity(const CompareWork *work, TextTable *table, FILE *file);

#endif
