/*
 * targets.h - when a scenario that is built in phases meets what the documents ask of an indicator
 * (PwC 2020, table 16: services available on 75, 85, 90 % of the territory), and the passports of
 * all indicators, as rows for the plan.
 */
#ifndef PLANNER_COMPARE_TARGETS_H
#define PLANNER_COMPARE_TARGETS_H

#include "layers/error.h"
#include "layers/model/results.h"

/*
 * Fills scenario->study.target (what was there is freed) from its year_figure rows: for each
 * indicator with targets one row a threshold and target, by name, threshold, due year, target. A
 * scenario without years has none. O(rows²), a few hundred rows. STATUS_NO_MEMORY.
 */
Status targets_fill(Scenario *scenario);

/*
 * Puts every passport and every target of passports.h into empty *tables (plan_tables_free), by
 * name, and by name, due year, value. Texts are static and English. STATUS_NO_MEMORY.
 */
Status targets_put_passports(PlanTables *tables);

#endif
