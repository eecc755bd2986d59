/*
 * median_core.h - a median problem without everything that is settled; internal to the engine.
 *
 * Costs are weighted (w × cost). A row's value under a selection is min(cap, costs of its open
 * candidates): cap is a cost that some open candidate is sure to offer, because it is open
 * already or because its group must open somebody at least that near. Entries at cost >= cap are
 * left out, so rows are short; a row without entries is a constant and moves into `base`. Rows
 * that hold the same candidates in the same order are one row: sums of costs, exactly.
 *
 * Candidates are numbered by group, within it in the order of the problem; all of them are free,
 * and every group of a core has more candidates than it needs.
 */
#ifndef PLANNER_PLACE_MEDIAN_CORE_H
#define PLANNER_PLACE_MEDIAN_CORE_H

#include "planner/place/median.h"

typedef enum MedianMark { MARK_FREE, MARK_OPEN, MARK_OUT } MedianMark;

typedef struct MedianCore {
    int32_t n_rows, n_items, n_groups;
    int64_t *row_start; /* [n_rows + 1] */
    int32_t *row_item;
    double *row_cost;   /* rising within a row, below its cap */
    double *cap;        /* [n_rows] */
    double *price;      /* [n_rows] multipliers of the Lagrangian, first cost <= price <= cap */
    double *scale;      /* [n_rows] sum of the weights of the demand in the row */
    int64_t *col_start; /* [n_items + 1]: the same entries by candidate, rows rising */
    int32_t *col_row;
    double *col_cost;
    int32_t *group_start; /* [n_groups + 1]: items of a group */
    int32_t *need;        /* [n_groups] 1 … items - 1 */
    int32_t *item_group;  /* [n_items] */
    int32_t *item_id;     /* [n_items] candidate of the problem */
    int32_t *taken;       /* candidates that are open for good, as numbers of the problem */
    int32_t n_taken;
    double base; /* value of all that is settled */
} MedianCore;

/*
 * The first core of a checked problem: weighted costs, caps, states applied. `unserved` is the
 * cost of a row without any sure candidate. *core is the caller's. STATUS_NO_MEMORY.
 */
Status median_core_build(const MedianProblem *problem, double unserved, MedianCore **core);

/*
 * A core in which the marked candidates are settled (mark: [n_items]); values of selections that
 * respect the marks stay as they are. *out is the caller's. STATUS_INFEASIBLE where a group cannot
 * meet its count; STATUS_NO_MEMORY. O(entries).
 */
Status median_core_settle(const MedianCore *core, const uint8_t *mark, MedianCore **out);

/*
 * Marks OUT candidates that another one of their group replaces everywhere at no higher cost (of
 * equal ones the lowest number stays). Adds to mark, returns how many; -1: out of memory.
 */
int64_t median_core_dominated(const MedianCore *core, uint8_t *mark);

/*
 * Splits a core into parts that share no row: *part gets *n cores (base 0, nothing taken), each
 * the caller's, and the array too. *n is 1 and *part NULL where it hangs together.
 */
Status median_core_split(const MedianCore *core, MedianCore ***part, int32_t *n);

void median_core_free(MedianCore *core);

/* How many candidates a selection of the core's free part opens. */
int32_t median_core_needs(const MedianCore *core);

#endif
