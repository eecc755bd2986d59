#include "planner/place/max_cover_core.h"
#include <stdlib.h>
#include <string.h>

void cover_core_release(CoverCore *core) {
    if (!core || --core->users > 0) return;
    free(core->row_start);
    free(core->row_item);
    free(core->row_drop);
    free(core->weight);
    free(core->price);
    free(core->col_start);
    free(core->col_row);
    free(core->col_drop);
    free(core->item_id);
    free(core->taken);
    free(core);
}

int64_t cover_core_bytes(const CoverCore *core) {
    int64_t entries = core->row_start[core->n_rows];
    return entries * (core->plain ? 8 : 24) + 24 * (int64_t)core->n_rows +
           12 * (int64_t)core->n_items + 4 * (int64_t)core->n_taken + 200;
}

/* ---- settling ---- */

/* A core in the making. */
typedef struct Maker {
    const CoverCore *from;
    const uint8_t *mark;
    CoverCore *core;
    int32_t *number;  /* [items of from] number in the new core; -1: settled */
    int32_t *slot;    /* hash table of rows of the new core; -1: empty */
    uint64_t *hash;   /* [rows of the new core] */
    size_t slot_mask; /* its size - 1, a power of two - 1 */
} Maker;

static void maker_free(Maker *maker) {
    free(maker->number);
    free(maker->slot);
    free(maker->hash);
    cover_core_release(maker->core);
}

static Status make_slots(Maker *maker) {
    size_t size = 64;
    while (size < 2 * ((size_t)maker->from->n_rows + 1)) size *= 2;
    maker->slot_mask = size - 1;
    maker->slot = malloc(size * sizeof *maker->slot);
    maker->hash = malloc(((size_t)maker->from->n_rows + 1) * sizeof *maker->hash);
    if (!maker->slot || !maker->hash) return STATUS_NO_MEMORY;
    memset(maker->slot, 0xff, size * sizeof *maker->slot);
    return STATUS_OK;
}

static Status maker_init(Maker *maker) {
    const CoverCore *from = maker->from;
    size_t rows = (size_t)from->n_rows + 1, items = (size_t)from->n_items + 1,
           entries = (size_t)from->row_start[from->n_rows] + 1;
    CoverCore *core = calloc(1, sizeof *core);
    maker->core = core;
    maker->number = malloc(items * sizeof *maker->number);
    if (!core || !maker->number) return STATUS_NO_MEMORY;
    core->users = 1;
    core->plain = from->plain;
    core->base = from->base;
    core->row_start = malloc(rows * sizeof *core->row_start);
    core->row_item = malloc(entries * sizeof *core->row_item);
    core->row_drop = from->plain ? NULL : malloc(entries * sizeof *core->row_drop);
    core->weight = malloc(rows * sizeof *core->weight);
    core->price = malloc(rows * sizeof *core->price);
    core->item_id = malloc(items * sizeof *core->item_id);
    core->taken = malloc(((size_t)from->n_taken + (size_t)from->need + 1) * sizeof *core->taken);
    if (!core->row_start || !core->row_item || (!from->plain && !core->row_drop) || !core->weight ||
        !core->price || !core->item_id || !core->taken)
        return STATUS_NO_MEMORY;
    core->row_start[0] = 0;
    return make_slots(maker);
}

/* Numbers the free items, takes the open ones. All free ones are taken where just as many are
 * needed, and none is kept where no more is needed. */
static Status number_items(Maker *maker) {
    const CoverCore *from = maker->from;
    CoverCore *core = maker->core;
    int32_t n_open = 0, n_free = 0;
    for (int32_t j = 0; j < from->n_items; j++) {
        n_open += maker->mark[j] == COVER_OPEN;
        n_free += maker->mark[j] == COVER_FREE;
    }
    core->need = from->need - n_open;
    if (core->need < 0 || core->need > n_free) return STATUS_INFEASIBLE;
    bool all = core->need == n_free, none = core->need == 0;
    memcpy(core->taken, from->taken, (size_t)from->n_taken * sizeof *core->taken);
    core->n_taken = from->n_taken;
    for (int32_t j = 0; j < from->n_items; j++) {
        bool is_free = maker->mark[j] == COVER_FREE;
        maker->number[j] = -1; /* out */
        if (maker->mark[j] == COVER_OPEN || (is_free && all)) {
            core->taken[core->n_taken++] = from->item_id[j];
            maker->number[j] = -2; /* open */
        } else if (is_free && !none) {
            core->item_id[core->n_items] = from->item_id[j];
            maker->number[j] = core->n_items++;
        }
    }
    if (all) core->need = 0;
    return STATUS_OK;
}

/* The row of the new core that equals the one being written at its end, or its own number. */
static int32_t find_twin(Maker *maker, int32_t row, int64_t length) {
    const CoverCore *core = maker->core;
    const int32_t *item = core->row_item + core->row_start[row];
    uint64_t hash = 0x9e3779b97f4a7c15u ^ (uint64_t)length;
    for (int64_t k = 0; k < length; k++) {
        hash = (hash ^ (uint64_t)item[k]) * 0xff51afd7ed558ccdu;
        hash ^= hash >> 32;
    }
    size_t at = (size_t)hash & maker->slot_mask;
    for (; maker->slot[at] >= 0; at = (at + 1) & maker->slot_mask) {
        int32_t other = maker->slot[at];
        int64_t begin = core->row_start[other];
        if (maker->hash[other] == hash && core->row_start[other + 1] - begin == length &&
            memcmp(core->row_item + begin, item, (size_t)length * sizeof *item) == 0)
            return other;
    }
    maker->slot[at] = row;
    maker->hash[row] = hash;
    return row;
}

static void add_to_twin(CoverCore *core, int32_t row, int32_t twin, int64_t length) {
    core->weight[twin] += core->weight[row];
    core->price[twin] += core->price[row];
    for (int64_t k = 0; core->row_drop && k < length; k++)
        core->row_drop[core->row_start[twin] + k] += core->row_drop[core->row_start[row] + k];
}

/* Writes what is left of a row behind the others; keeps it as a new row or adds it to its twin. */
static void copy_row(Maker *maker, int32_t old) {
    const CoverCore *from = maker->from;
    CoverCore *core = maker->core;
    int32_t row = core->n_rows;
    int64_t begin = core->row_start[row], length = 0;
    double top = 0, sure = 0, weight = from->weight[old];
    for (int64_t at = from->row_start[old]; at < from->row_start[old + 1]; at++) {
        int32_t number = maker->number[from->row_item[at]];
        double drop = from->row_drop ? from->row_drop[at] : 0;
        if (number == -2) { /* nothing behind it is worth more */
            sure = weight - drop;
            break;
        }
        if (number < 0) continue;
        if (length == 0) top = drop;
        core->row_item[begin + length] = number;
        if (core->row_drop) core->row_drop[begin + length] = drop - top;
        length++;
    }
    core->base += sure;
    /* Entries worth as much as the sure one are of no use. */
    while (length > 0 &&
           weight - (core->row_drop ? core->row_drop[begin + length - 1] + top : 0) <= sure)
        length--;
    if (length == 0) return;
    double left = weight - top - sure, price = from->price[old] - top;
    core->weight[row] = left;
    core->price[row] = price < 0 ? 0 : price > left ? left : price;
    int32_t twin = find_twin(maker, row, length);
    if (twin != row) {
        add_to_twin(core, row, twin, length);
        return;
    }
    core->row_start[row + 1] = begin + length;
    core->n_rows++;
}

static Status make_columns(CoverCore *core) {
    size_t entries = (size_t)core->row_start[core->n_rows] + 1;
    core->col_start = calloc((size_t)core->n_items + 2, sizeof *core->col_start);
    core->col_row = malloc(entries * sizeof *core->col_row);
    core->col_drop = core->plain ? NULL : malloc(entries * sizeof *core->col_drop);
    if (!core->col_start || !core->col_row || (!core->plain && !core->col_drop))
        return STATUS_NO_MEMORY;
    int64_t *next = core->col_start + 1; /* becomes col_start once every column is filled */
    for (int64_t at = 0; at < core->row_start[core->n_rows]; at++)
        if (core->row_item[at] + 1 < core->n_items) next[core->row_item[at] + 1]++;
    for (int32_t j = 1; j < core->n_items; j++) next[j] += next[j - 1];
    for (int32_t row = 0; row < core->n_rows; row++)
        for (int64_t at = core->row_start[row]; at < core->row_start[row + 1]; at++) {
            int64_t to = next[core->row_item[at]]++;
            core->col_row[to] = row;
            if (core->col_drop) core->col_drop[to] = core->row_drop[at];
        }
    return STATUS_OK;
}

/* Gives back what was reserved and is not used; a failure to shrink is no failure. */
static void *trimmed(void *array, size_t bytes) {
    void *smaller = array ? realloc(array, bytes) : NULL;
    return smaller ? smaller : array;
}

static void trim(CoverCore *core) {
    size_t rows = (size_t)core->n_rows + 1, entries = (size_t)core->row_start[core->n_rows] + 1;
    core->row_start = trimmed(core->row_start, rows * sizeof *core->row_start);
    core->row_item = trimmed(core->row_item, entries * sizeof *core->row_item);
    core->row_drop = trimmed(core->row_drop, entries * sizeof *core->row_drop);
    core->weight = trimmed(core->weight, rows * sizeof *core->weight);
    core->price = trimmed(core->price, rows * sizeof *core->price);
    core->item_id = trimmed(core->item_id, ((size_t)core->n_items + 1) * sizeof *core->item_id);
    core->taken = trimmed(core->taken, ((size_t)core->n_taken + 1) * sizeof *core->taken);
}

Status cover_core_settle(const CoverCore *core, const uint8_t *mark, CoverCore **out) {
    Maker maker = {.from = core, .mark = mark};
    Status status = maker_init(&maker);
    if (status == STATUS_OK) status = number_items(&maker);
    if (status == STATUS_OK) {
        for (int32_t row = 0; row < core->n_rows; row++) copy_row(&maker, row);
        trim(maker.core);
        status = make_columns(maker.core);
    }
    if (status == STATUS_OK) {
        *out = maker.core;
        maker.core = NULL;
    }
    maker_free(&maker);
    return status;
}

/* ---- domination ---- */

/* Is item k in every row of j, worth at least as much there? *same: in no other, worth no more. */
static bool replaces(const CoverCore *core, int32_t k, int32_t j, bool *same) {
    int64_t at = core->col_start[k], end = core->col_start[k + 1], from = core->col_start[j],
            to = core->col_start[j + 1];
    *same = end - at == to - from;
    if (end - at < to - from) return false;
    for (int64_t here = from; here < to; here++, at++) {
        while (at < end && core->col_row[at] < core->col_row[here]) at++;
        if (at == end || core->col_row[at] != core->col_row[here]) return false;
        if (!core->col_drop) continue;
        if (core->col_drop[at] > core->col_drop[here]) return false;
        if (core->col_drop[at] < core->col_drop[here]) *same = false;
    }
    return true;
}

/* Only an item of j's shortest row can replace j. */
static bool is_dominated(const CoverCore *core, int32_t j) {
    int32_t shortest = -1;
    int64_t least = INT64_MAX;
    for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++) {
        int32_t row = core->col_row[at];
        int64_t length = core->row_start[row + 1] - core->row_start[row];
        if (length >= least) continue;
        least = length;
        shortest = row;
    }
    if (shortest < 0) return true; /* worth nothing, so anything else will do */
    for (int64_t at = core->row_start[shortest]; at < core->row_start[shortest + 1]; at++) {
        int32_t k = core->row_item[at];
        bool same;
        if (k != j && replaces(core, k, j, &same) && (!same || k < j)) return true;
    }
    return false;
}

int32_t cover_core_dominated(const CoverCore *core, uint8_t *mark) {
    int32_t n = 0;
    for (int32_t j = core->n_items - 1; j >= 0 && core->n_items - n > core->need; j--) {
        if (mark[j] != COVER_FREE || !is_dominated(core, j)) continue;
        mark[j] = COVER_OUT;
        n++;
    }
    return n;
}

Status cover_reduce(CoverCore **core) {
    Status status = STATUS_OK;
    for (bool again = (*core)->n_items > 0; again && status == STATUS_OK;) {
        CoverCore *smaller = NULL;
        uint8_t *mark = calloc((size_t)(*core)->n_items + 1, 1);
        if (!mark) return STATUS_NO_MEMORY;
        again = cover_core_dominated(*core, mark) > 0;
        if (again) status = cover_core_settle(*core, mark, &smaller);
        free(mark);
        if (!smaller) continue;
        cover_core_release(*core);
        *core = smaller;
    }
    return status;
}
