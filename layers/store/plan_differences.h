/*
 * plan_differences.h - what two plans say differently: row by row, table by table.
 *
 * Compared are the tables that hold inputs and results. Left out are what changes from run to run
 * (times, the program's version, run numbers), what planners write into a plan by hand
 * (proposal.status and year), the tables that describe the plan (meta, table_info) and comparisons,
 * which are made on demand. Numbers are equal when they are the same to the bit.
 */
#ifndef LAYERS_STORE_PLAN_DIFFERENCES_H
#define LAYERS_STORE_PLAN_DIFFERENCES_H

#include "layers/store/store.h"

enum { DIFFERENCE_TEXT = 400, DIFFERENCES_MAX = 64 };

typedef struct TableDifference {
    char table[64];
    int64_t only_here, only_there; /* rows of the plan, and of the other, without an equal */
    char first[DIFFERENCE_TEXT]; /* the first such row: "column=value, …"; cut where it is long */
} TableDifference;

typedef struct PlanDifferences {
    TableDifference table[DIFFERENCES_MAX]; /* those that differ, by name */
    size_t n;
    int64_t n_tables, n_rows; /* compared; rows of the plan */
} PlanDifferences;

/*
 * Compares an open plan with the one at `other`, which is read only; both of this program's schema.
 * STATUS_UNREADABLE where the open plan is of an older one; STATUS_DATABASE, STATUS_INTERRUPTED.
 * O(rows log rows).
 */
Status store_differences(Store *store, const char *other, PlanDifferences *out, Error *error);

#endif
