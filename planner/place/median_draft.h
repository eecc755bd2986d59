/*
 * median_draft.h - the rows of a core in the making; internal to the median engine.
 *
 * Rows come one at a time. A row that equals an earlier one in its candidates and their order is
 * added to it; a row without entries goes to the base.
 */
#ifndef PLANNER_PLACE_MEDIAN_DRAFT_H
#define PLANNER_PLACE_MEDIAN_DRAFT_H

#include "planner/place/median_core.h"

typedef struct MedianDraft {
    int64_t *start;
    int32_t *item;
    double *cost, *cap, *price, *scale;
    int32_t n_rows;
    int64_t at;     /* end of the row in the making */
    int32_t *table; /* hash of item sequences: row + 1, 0: empty */
    uint32_t mask;
    double base;
} MedianDraft;

/* Room for so many rows and entries. STATUS_NO_MEMORY. */
Status median_draft_init(MedianDraft *draft, size_t rows, size_t entries);
void median_draft_free(MedianDraft *draft);

void median_draft_begin(MedianDraft *draft);
/* Entries come by rising cost. */
static inline void median_draft_entry(MedianDraft *draft, int32_t item, double cost) {
    draft->item[draft->at] = item;
    draft->cost[draft->at++] = cost;
}
/* Ends the row: entries at cost >= cap are dropped, the price is moved between first cost and cap.
 */
Status median_draft_end(MedianDraft *draft, double cap, double price, double scale);

/* Hands the rows to a core whose candidates are set, and makes its columns. The sum of the
 * settled rows is added to `base`. STATUS_NO_MEMORY. */
Status median_draft_finish(MedianDraft *draft, double base, MedianCore *core);

#endif
