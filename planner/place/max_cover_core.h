/*
 * max_cover_core.h - a covering problem without everything that is settled; internal to the engine.
 *
 * Row i is worth the greatest value among its open items, or 0. weight[i] is the greatest value in
 * the row, and an entry at weight[i] - drop is worth that much: with whole credits every drop is 0,
 * the core is `plain` and keeps no drops. What open items are sure to give is taken off the values
 * and moves into `base`; entries that give no more than that are left out; a row without entries
 * vanishes. Rows that hold the same items in the same order are one row: their sums, exactly.
 *
 * All items are free, need of them must be opened, and 0 < need < n_items, or n_items is 0.
 */
#ifndef PLANNER_PLACE_MAX_COVER_CORE_H
#define PLANNER_PLACE_MAX_COVER_CORE_H

#include "planner/place/max_cover.h"

typedef enum CoverMark { COVER_FREE, COVER_OPEN, COVER_OUT } CoverMark;

typedef struct CoverCore {
    int32_t n_rows, n_items, need;
    bool plain;
    int64_t *row_start; /* [n_rows + 1] */
    int32_t *row_item;  /* values falling within a row; of equal values the lowest item first */
    double *row_drop;   /* NULL where plain */
    double *weight;     /* [n_rows] > 0 */
    double *price;      /* [n_rows] 0 … weight: multipliers, see max_cover_bound.h */
    int64_t *col_start; /* [n_items + 1]: the same entries by item, rows rising */
    int32_t *col_row;
    double *col_drop;
    int32_t *item_id; /* [n_items] candidate of the problem, rising */
    int32_t *taken;   /* candidates that are open for good, as numbers of the problem */
    int32_t n_taken;
    int32_t users; /* who hold it: cover_core_release frees with the last one */
    double base;   /* value of all that is settled */
} CoverCore;

/* What the entry of a column at place `at` is worth. */
static inline double cover_entry_value(const CoverCore *core, int64_t at) {
    return core->weight[core->col_row[at]] - (core->col_drop ? core->col_drop[at] : 0);
}

/*
 * The first core of a checked problem, states applied. It does not depend on the order of the
 * demand. *core is the caller's. O(entries + n log n). STATUS_NO_MEMORY.
 */
Status cover_core_build(const MaxCoverProblem *problem, CoverCore **core);

/*
 * A core in which the marked items are settled (mark: [n_items] CoverMark); values of selections
 * that respect the marks stay as they are. *out is the caller's. STATUS_INFEASIBLE where the marks
 * leave too few items or open too many; STATUS_NO_MEMORY. O(entries).
 */
Status cover_core_settle(const CoverCore *core, const uint8_t *mark, CoverCore **out);

/*
 * Marks OUT items that another one replaces everywhere at no lower value (of equal ones the lowest
 * number stays), while more than `need` are left. Adds to mark, returns how many.
 */
int32_t cover_core_dominated(const CoverCore *core, uint8_t *mark);

/* Drops what is dominated, until nothing is; *core is replaced (and one user of it released).
 * STATUS_NO_MEMORY. */
Status cover_reduce(CoverCore **core);

void cover_core_release(CoverCore *core); /* NULL is allowed */

/* About how much memory a core takes. */
int64_t cover_core_bytes(const CoverCore *core);

#endif
