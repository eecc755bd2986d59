#include "planner/place/set_cover_core.h"
#include <stdlib.h>
#include <string.h>

void set_core_free(SetCoverCore *core) {
    if (!core) return;
    free(core->row_start);
    free(core->row_item);
    free(core->need);
    free(core->must);
    free(core->weight);
    free(core->mult);
    free(core->col_start);
    free(core->col_row);
    free(core->price);
    free(core->item_id);
    free(core->taken);
    free(core);
}

Status set_core_room(SetCoverCore *core, size_t rows, size_t entries, size_t items, size_t taken) {
    core->row_start = malloc((rows + 2) * sizeof *core->row_start);
    core->row_item = malloc((entries + 1) * sizeof *core->row_item);
    core->need = malloc((rows + 1) * sizeof *core->need);
    core->must = malloc(rows + 1);
    core->weight = malloc((rows + 1) * sizeof *core->weight);
    core->mult = malloc((rows + 1) * sizeof *core->mult);
    core->price = malloc((items + 1) * sizeof *core->price);
    core->item_id = malloc((items + 1) * sizeof *core->item_id);
    core->taken = malloc((taken + 1) * sizeof *core->taken);
    if (!core->row_start || !core->row_item || !core->need || !core->must || !core->weight ||
        !core->mult || !core->price || !core->item_id || !core->taken)
        return STATUS_NO_MEMORY;
    core->row_start[0] = 0;
    return STATUS_OK;
}

Status set_core_columns(SetCoverCore *core) {
    int64_t entries = core->row_start[core->n_rows];
    core->col_start = calloc((size_t)core->n_items + 2, sizeof *core->col_start);
    core->col_row = malloc(((size_t)entries + 1) * sizeof *core->col_row);
    if (!core->col_start || !core->col_row) return STATUS_NO_MEMORY;
    int64_t *next = core->col_start + 1;
    for (int64_t at = 0; at < entries; at++) next[core->row_item[at] + 1]++;
    for (int32_t j = 0; j < core->n_items; j++) next[j + 1] += next[j];
    for (int32_t row = 0; row < core->n_rows; row++)
        for (int64_t at = core->row_start[row]; at < core->row_start[row + 1]; at++)
            core->col_row[next[core->row_item[at]]++] = row;
    return STATUS_OK;
}

/* ---- equal rows ---- */

Status row_table_init(RowTable *table, size_t rows) {
    size_t size = 16;
    while (size < 2 * rows) size *= 2;
    table->mask = (uint32_t)(size - 1);
    table->slot = calloc(size, sizeof *table->slot);
    return table->slot ? STATUS_OK : STATUS_NO_MEMORY;
}

void row_table_free(RowTable *table) {
    free(table->slot);
}

static uint32_t row_hash(const SetCoverCore *core, int32_t row) {
    uint64_t hash = 1469598103934665603u + (uint64_t)core->need[row] * 2 + core->must[row];
    for (int64_t at = core->row_start[row]; at < core->row_start[row + 1]; at++)
        hash = (hash ^ (uint32_t)core->row_item[at]) * 0x9e3779b97f4a7c15u;
    return (uint32_t)(hash >> 32);
}

static bool rows_equal(const SetCoverCore *core, int32_t a, int32_t b) {
    int64_t length = core->row_start[a + 1] - core->row_start[a];
    return core->need[a] == core->need[b] && core->must[a] == core->must[b] &&
           core->row_start[b + 1] - core->row_start[b] == length &&
           memcmp(core->row_item + core->row_start[a], core->row_item + core->row_start[b],
                  (size_t)length * sizeof *core->row_item) == 0;
}

void row_table_add(RowTable *table, SetCoverCore *core) {
    int32_t row = core->n_rows;
    uint32_t place = row_hash(core, row) & table->mask;
    while (table->slot[place] && !rows_equal(core, table->slot[place] - 1, row))
        place = (place + 1) & table->mask;
    if (!table->slot[place]) {
        table->slot[place] = ++core->n_rows;
        return;
    }
    int32_t same = table->slot[place] - 1;
    if (!core->must[row]) core->weight[same] += core->weight[row];
    core->mult[same] += core->mult[row]; /* needs are equal, so the bound stays as it is */
}

/* ---- the first core ---- */

static int by_number(const void *left, const void *right) {
    int32_t l = *(const int32_t *)left, r = *(const int32_t *)right;
    return (l > r) - (l < r);
}

/* The row of demand i at the end of the core; item: [candidates] -1: forbidden. */
static void append_demand(const SetCoverProblem *problem, size_t i, const int32_t *item, bool full,
                          SetCoverCore *core) {
    int32_t row = core->n_rows;
    int64_t begin = core->row_start[row], end = begin;
    bool sorted = true;
    for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1]; at++) {
        int32_t j = item[problem->row_candidate[at]];
        if (j < 0) continue;
        if (end > begin && core->row_item[end - 1] > j) sorted = false;
        core->row_item[end++] = j;
    }
    if (!sorted)
        qsort(core->row_item + begin, (size_t)(end - begin), sizeof *core->row_item, by_number);
    core->row_start[row + 1] = end;
    core->need[row] = problem->times;
    core->must[row] = full;
    core->weight[row] = full ? 1 : problem->weight[i];
    core->mult[row] = 0;
}

static void number_items(const SetCoverProblem *problem, int32_t *item, SetCoverCore *core) {
    for (size_t j = 0; j < problem->n_candidates; j++) {
        item[j] = -1;
        if (problem->state && problem->state[j] == SITE_FORBIDDEN) continue;
        item[j] = core->n_items;
        core->price[core->n_items] = problem->price ? problem->price[j] : 1;
        core->item_id[core->n_items++] = (int32_t)j;
    }
}

static Status fill_core(const SetCoverProblem *problem, int32_t *item, bool full,
                        SetCoverCore *core) {
    RowTable table = {0};
    Status status =
        set_core_room(core, problem->n_demand, (size_t)problem->row_start[problem->n_demand],
                      problem->n_candidates, 0);
    if (status == STATUS_OK) status = row_table_init(&table, problem->n_demand);
    if (status == STATUS_OK) number_items(problem, item, core);
    for (size_t i = 0; i < problem->n_demand && status == STATUS_OK; i++) {
        if (!(problem->weight[i] > 0)) continue;
        append_demand(problem, i, item, full, core);
        if (core->row_start[core->n_rows + 1] - core->row_start[core->n_rows] >= problem->times)
            row_table_add(&table, core);
        else if (full)
            status = STATUS_INFEASIBLE;
    }
    row_table_free(&table);
    return status == STATUS_OK ? set_core_columns(core) : status;
}

Status set_core_build(const SetCoverProblem *problem, double target, double total,
                      SetCoverCore **core) {
    bool full = problem->share >= 1;
    SetCoverCore *made = calloc(1, sizeof *made);
    int32_t *item = malloc((problem->n_candidates + 1) * sizeof *item);
    Status status = made && item ? fill_core(problem, item, full, made) : STATUS_NO_MEMORY;
    free(item);
    if (status != STATUS_OK) {
        set_core_free(made);
        return status;
    }
    made->target = full ? 0 : target;
    made->grain = full ? 0 : COVER_SLACK * total;
    *core = made;
    return STATUS_OK;
}
