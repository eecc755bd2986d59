/*
 * make_tables.h - the tables that belong to a plan and to no scenario: what its indicators are,
 * what is asked of them, and the services it names.
 */
#ifndef PLANNER_CLI_MAKE_TABLES_H
#define PLANNER_CLI_MAKE_TABLES_H

#include "layers/store/store.h"
#include "planner/plan/plan.h"

/* Writes them into a plan in the making. STATUS_NO_MEMORY, STATUS_DATABASE. */
Status put_plan_tables(Store *store, const Plan *plan, Error *error);

#endif
