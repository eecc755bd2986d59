/* What a core can lose without a search: rows and items that others dominate. */
#include "planner/place/set_cover_core.h"
#include <stdlib.h>

/* Steps of comparing lists; beyond that the rest is left to the search. */
static const int64_t MOST_STEPS = 200000000;

/* True where all of a is in b; both rise. */
static bool is_subset(const int32_t *a, int64_t a_length, const int32_t *b, int64_t b_length,
                      int64_t *steps) {
    int64_t at = 0;
    for (int64_t i = 0; i < a_length; i++) {
        /* what is left of b must have room for what is left of a */
        while (b_length - at >= a_length - i && b[at] < a[i]) at++;
        if (b_length - at < a_length - i || b[at] != a[i]) {
            *steps += at + 1;
            return false;
        }
        at++;
    }
    *steps += at + 1;
    return true;
}

static int64_t row_length(const SetCoverCore *core, int32_t row) {
    return core->row_start[row + 1] - core->row_start[row];
}

static int64_t col_length(const SetCoverCore *core, int32_t j) {
    return core->col_start[j + 1] - core->col_start[j];
}

/* Marks the rows that are covered whenever row k, which has to be, is. */
static int64_t imply_rows(SetCoverCore *core, int32_t k, uint8_t *drop, int64_t *steps) {
    const int32_t *items = core->row_item + core->row_start[k];
    int64_t length = row_length(core, k), found = 0;
    int32_t rare = items[0];
    for (int64_t i = 1; i < length; i++)
        if (col_length(core, items[i]) < col_length(core, rare)) rare = items[i];
    for (int64_t at = core->col_start[rare]; at < core->col_start[rare + 1]; at++) {
        int32_t row = core->col_row[at];
        if (row == k || drop[row] || core->need[row] > core->need[k] ||
            !is_subset(items, length, core->row_item + core->row_start[row], row_length(core, row),
                       steps))
            continue;
        drop[row] = ROW_IMPLIED;
        core->mult[k] += core->mult[row] * core->need[row] / core->need[k];
        found++;
    }
    *steps += col_length(core, rare);
    return found;
}

static int64_t drop_rows(SetCoverCore *core, uint8_t *drop) {
    int64_t found = 0, steps = 0;
    for (int32_t row = 0; row < core->n_rows && steps < MOST_STEPS; row++)
        if (core->must[row] && !drop[row]) found += imply_rows(core, row, drop, &steps);
    return found;
}

/* True where another free item does all that j does at no higher price. */
static bool is_replaced(const SetCoverCore *core, int32_t j, const uint8_t *mark, int64_t *steps) {
    const int32_t *rows = core->col_row + core->col_start[j];
    int64_t length = col_length(core, j);
    int32_t rare = rows[0];
    for (int64_t i = 0; i < length; i++) {
        /* Where two of a row are needed, j may be wanted besides the one that dominates it. */
        if (core->need[rows[i]] > 1) return false;
        if (row_length(core, rows[i]) < row_length(core, rare)) rare = rows[i];
    }
    *steps += length + row_length(core, rare);
    for (int64_t at = core->row_start[rare]; at < core->row_start[rare + 1]; at++) {
        int32_t k = core->row_item[at];
        if (k == j || mark[k] != COVER_FREE || core->price[k] > core->price[j]) continue;
        bool same = col_length(core, k) == length && core->price[k] == core->price[j];
        if (same && k > j) continue; /* of equals the lowest stays */
        if (is_subset(rows, length, core->col_row + core->col_start[k], col_length(core, k), steps))
            return true;
    }
    return false;
}

static int64_t drop_items(const SetCoverCore *core, uint8_t *mark) {
    int64_t found = 0, steps = 0;
    for (int32_t j = core->n_items - 1; j >= 0 && steps < MOST_STEPS; j--) {
        if (!is_replaced(core, j, mark, &steps)) continue;
        mark[j] = COVER_OUT;
        found++;
    }
    return found;
}

/* One round; *again: something was found. */
static Status reduce_once(SetCoverCore **core, bool *again) {
    uint8_t *mark = calloc((size_t)(*core)->n_items + 1, 1);
    uint8_t *drop = calloc((size_t)(*core)->n_rows + 1, 1);
    Status status = mark && drop ? STATUS_OK : STATUS_NO_MEMORY;
    *again = false;
    if (status == STATUS_OK) {
        int64_t rows = drop_rows(*core, drop);
        *again = rows + drop_items(*core, mark) > 0;
    }
    SetCoverCore *smaller = NULL;
    if (status == STATUS_OK && *again) status = set_core_settle(*core, mark, drop, &smaller);
    if (status == STATUS_OK && *again) {
        set_core_free(*core);
        *core = smaller;
    }
    free(mark);
    free(drop);
    return status;
}

Status set_core_reduce(SetCoverCore **core) {
    Status status = STATUS_OK;
    for (bool again = true; again && status == STATUS_OK;) status = reduce_once(core, &again);
    return status;
}
