/*
 * compare_store.c - a comparison into the plan: every figure of each pair, and the passports and
 * targets that say what the figures are.
 */
#include "layers/store/read_figures.h"
#include "planner/cli/compare_work.h"
#include "planner/compare/targets.h"
#include <stdlib.h>

/* `pietura run` has put them, with the plan's services; only a plan of an older version lacks them.
 */
static Status put_passports(CompareWork *work, Error *error) {
    PlanTables tables = {0};
    bool has = false;
    Status status = store_has_passports(work->store, &has, error);
    if (status != STATUS_OK || has) return status;
    status = error_status(error, targets_put_passports(&tables));
    if (status == STATUS_OK) status = store_put_tables(work->store, &tables, error);
    plan_tables_free(&tables);
    return status;
}

static Status put_pair(CompareWork *work, const ComparePair *pair, Error *error) {
    ComparisonTable table = {0};
    Status status = error_status(
        error, comparison_rows(pair->before->name, pair->after->name, &pair->comparison, &table));
    if (status == STATUS_OK)
        status = store_put_comparison(work->store, &work->country, &table, error);
    free(table.row);
    return status;
}

Status compare_store(CompareWork *work, Error *error) {
    Status status = store_begin(work->store, error);
    if (status == STATUS_OK) status = put_passports(work, error);
    for (size_t p = 0; p + 1 < work->n && status == STATUS_OK; p++)
        status = put_pair(work, &work->pair[p], error);
    if (status == STATUS_OK) status = store_end(work->store, error);
    work->stored = status == STATUS_OK;
    return status;
}
