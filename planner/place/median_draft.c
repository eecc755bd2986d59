#include "planner/place/median_draft.h"
#include <stdlib.h>
#include <string.h>

Status median_draft_init(MedianDraft *draft, size_t rows, size_t entries) {
    size_t slots = 16;
    while (slots < 2 * rows) slots *= 2;
    *draft = (MedianDraft){.start = malloc((rows + 2) * sizeof(int64_t)),
                           .item = malloc((entries + 1) * sizeof(int32_t)),
                           .cost = malloc((entries + 1) * sizeof(double)),
                           .cap = malloc((rows + 1) * sizeof(double)),
                           .price = malloc((rows + 1) * sizeof(double)),
                           .scale = malloc((rows + 1) * sizeof(double)),
                           .table = calloc(slots, sizeof(int32_t)),
                           .mask = (uint32_t)(slots - 1)};
    if (!draft->start || !draft->item || !draft->cost || !draft->cap || !draft->price ||
        !draft->scale || !draft->table)
        return STATUS_NO_MEMORY;
    draft->start[0] = 0;
    return STATUS_OK;
}

void median_draft_free(MedianDraft *draft) {
    free(draft->start);
    free(draft->item);
    free(draft->cost);
    free(draft->cap);
    free(draft->price);
    free(draft->scale);
    free(draft->table);
    memset(draft, 0, sizeof *draft);
}

void median_draft_begin(MedianDraft *draft) {
    draft->at = draft->start[draft->n_rows];
}

/* FNV-1a over the numbers. */
static uint32_t hash_items(const int32_t *item, int64_t n) {
    uint64_t hash = 14695981039346656037u;
    for (int64_t i = 0; i < n; i++) hash = (hash ^ (uint32_t)item[i]) * 1099511628211u;
    return (uint32_t)(hash ^ (hash >> 32));
}

static bool same_items(const MedianDraft *draft, int32_t row, const int32_t *item, int64_t n) {
    int64_t begin = draft->start[row];
    return draft->start[row + 1] - begin == n &&
           memcmp(draft->item + begin, item, (size_t)n * sizeof *item) == 0;
}

static void add_to_row(MedianDraft *draft, int32_t row, int64_t from, double cap, double price,
                       double scale) {
    int64_t begin = draft->start[row], n = draft->start[row + 1] - begin;
    for (int64_t i = 0; i < n; i++) draft->cost[begin + i] += draft->cost[from + i];
    draft->cap[row] += cap;
    draft->price[row] += price;
    draft->scale[row] += scale;
}

Status median_draft_end(MedianDraft *draft, double cap, double price, double scale) {
    int64_t begin = draft->start[draft->n_rows];
    while (draft->at > begin && draft->cost[draft->at - 1] >= cap) draft->at--;
    int64_t n = draft->at - begin;
    if (n == 0) {
        draft->base += cap;
        return STATUS_OK;
    }
    if (price > cap) price = cap;
    if (price < draft->cost[begin]) price = draft->cost[begin];
    uint32_t slot = hash_items(draft->item + begin, n) & draft->mask;
    for (; draft->table[slot] != 0; slot = (slot + 1) & draft->mask) {
        if (!same_items(draft, draft->table[slot] - 1, draft->item + begin, n)) continue;
        add_to_row(draft, draft->table[slot] - 1, begin, cap, price, scale);
        return STATUS_OK;
    }
    if (draft->n_rows == INT32_MAX - 1) return STATUS_NO_MEMORY;
    int32_t row = draft->n_rows++;
    draft->table[slot] = row + 1;
    draft->start[row + 1] = draft->at;
    draft->cap[row] = cap;
    draft->price[row] = price;
    draft->scale[row] = scale;
    return STATUS_OK;
}

/* Rows are walked in order, so the rows of a column rise. */
static Status make_columns(MedianCore *core) {
    int64_t entries = core->row_start[core->n_rows];
    size_t items = (size_t)core->n_items;
    core->col_start = calloc(items + 2, sizeof *core->col_start);
    core->col_row = malloc(((size_t)entries + 1) * sizeof *core->col_row);
    core->col_cost = malloc(((size_t)entries + 1) * sizeof *core->col_cost);
    if (!core->col_start || !core->col_row || !core->col_cost) return STATUS_NO_MEMORY;
    int64_t *next = core->col_start + 1;
    for (int64_t at = 0; at < entries; at++) next[core->row_item[at] + 1]++;
    for (size_t j = 0; j < items; j++) next[j + 1] += next[j];
    for (int32_t row = 0; row < core->n_rows; row++)
        for (int64_t at = core->row_start[row]; at < core->row_start[row + 1]; at++) {
            int64_t to = next[core->row_item[at]]++;
            core->col_row[to] = row;
            core->col_cost[to] = core->row_cost[at];
        }
    return STATUS_OK;
}

/* A smaller copy of an array that is too large; the original where there is no room to move. */
static void *trimmed(void *array, size_t bytes) {
    void *smaller = realloc(array, bytes);
    return smaller ? smaller : array;
}

Status median_draft_finish(MedianDraft *draft, double base, MedianCore *core) {
    size_t rows = (size_t)draft->n_rows, entries = (size_t)draft->start[rows];
    core->n_rows = draft->n_rows;
    core->base = base + draft->base;
    core->row_start = trimmed(draft->start, (rows + 1) * sizeof *draft->start);
    core->row_item = trimmed(draft->item, (entries + 1) * sizeof *draft->item);
    core->row_cost = trimmed(draft->cost, (entries + 1) * sizeof *draft->cost);
    core->cap = trimmed(draft->cap, (rows + 1) * sizeof *draft->cap);
    core->price = trimmed(draft->price, (rows + 1) * sizeof *draft->price);
    core->scale = trimmed(draft->scale, (rows + 1) * sizeof *draft->scale);
    draft->start = NULL;
    draft->item = NULL;
    draft->cost = draft->cap = draft->price = draft->scale = NULL;
    return make_columns(core);
}
