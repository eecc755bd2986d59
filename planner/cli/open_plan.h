/*
 * open_plan.h - an existing plan and the plan file that stands in it, for the commands that go on
 * from there.
 */
#ifndef PLANNER_CLI_OPEN_PLAN_H
#define PLANNER_CLI_OPEN_PLAN_H

#include "layers/store/store.h"
#include "planner/plan/plan.h"

/*
 * Opens the plan at `path` for reading or changing and reads its plan file, all but the sources.
 * *store and *plan are the caller's whatever comes (store_close, plan_free; both empty before).
 * As store_open and plan_read_stored; STATUS_UNREADABLE where the plan holds no plan file.
 */
Status open_plan(const char *path, bool write, Store **store, Plan *plan, Error *error);

#endif
