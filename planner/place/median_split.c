/* What a core can lose without a search: dominated candidates, and its connections. */
#include "planner/place/median_core.h"
#include "planner/place/median_draft.h"
#include "planner/place/row_parts.h"
#include <stdlib.h>
#include <string.h>

/* True where k serves every row of j at no higher cost. Rows of a column rise. */
static bool replaces(const MedianCore *core, int32_t k, int32_t j) {
    int64_t at = core->col_start[k], end = core->col_start[k + 1];
    for (int64_t i = core->col_start[j]; i < core->col_start[j + 1]; i++) {
        while (at < end && core->col_row[at] < core->col_row[i]) at++;
        if (at == end || core->col_row[at] != core->col_row[i] ||
            core->col_cost[at] > core->col_cost[i])
            return false;
    }
    return true;
}

static bool is_replaced(const MedianCore *core, int32_t j, int32_t begin, int32_t end,
                        const uint8_t *mark) {
    int64_t length = core->col_start[j + 1] - core->col_start[j];
    for (int32_t k = begin; k < end; k++) {
        if (k == j || mark[k] != MARK_FREE) continue;
        int64_t other = core->col_start[k + 1] - core->col_start[k];
        if (other < length || !replaces(core, k, j)) continue;
        if (other > length || k < j || !replaces(core, j, k)) return true;
    }
    return false;
}

int64_t median_core_dominated(const MedianCore *core, uint8_t *mark) {
    int64_t found = 0;
    for (int32_t g = 0; g < core->n_groups; g++) {
        int32_t begin = core->group_start[g], end = core->group_start[g + 1], free_items = 0;
        for (int32_t j = begin; j < end; j++) free_items += mark[j] == MARK_FREE;
        for (int32_t j = end - 1; j >= begin && free_items > core->need[g]; j--) {
            if (mark[j] != MARK_FREE || !is_replaced(core, j, begin, end, mark)) continue;
            mark[j] = MARK_OUT;
            free_items--;
            found++;
        }
    }
    return found;
}

/* ---- parts ---- */

/* Items of one part, renumbered in their order; new_item is filled for them. */
static Status part_items(const MedianCore *core, const int32_t *part, int32_t number,
                         int32_t *new_item, MedianCore *out) {
    int32_t groups = 0, items = 0;
    for (int32_t g = 0; g < core->n_groups; g++) {
        if (part[g] != number) continue;
        groups++;
        items += core->group_start[g + 1] - core->group_start[g];
    }
    out->group_start = malloc(((size_t)groups + 1) * sizeof *out->group_start);
    out->need = malloc(((size_t)groups + 1) * sizeof *out->need);
    out->item_group = malloc(((size_t)items + 1) * sizeof *out->item_group);
    out->item_id = malloc(((size_t)items + 1) * sizeof *out->item_id);
    if (!out->group_start || !out->need || !out->item_group || !out->item_id)
        return STATUS_NO_MEMORY;
    out->group_start[0] = 0;
    for (int32_t g = 0; g < core->n_groups; g++) {
        if (part[g] != number) continue;
        for (int32_t j = core->group_start[g]; j < core->group_start[g + 1]; j++) {
            new_item[j] = out->n_items;
            out->item_group[out->n_items] = out->n_groups;
            out->item_id[out->n_items++] = core->item_id[j];
        }
        out->need[out->n_groups++] = core->need[g];
        out->group_start[out->n_groups] = out->n_items;
    }
    return STATUS_OK;
}

/* The rows of a part, given as a list. */
static Status part_rows(const MedianCore *core, const int32_t *row, int32_t n,
                        const int32_t *new_item, MedianCore *out) {
    size_t entries = 0;
    for (int32_t i = 0; i < n; i++)
        entries += (size_t)(core->row_start[row[i] + 1] - core->row_start[row[i]]);
    MedianDraft draft;
    Status status = median_draft_init(&draft, (size_t)n, entries);
    for (int32_t i = 0; i < n && status == STATUS_OK; i++) {
        median_draft_begin(&draft);
        for (int64_t at = core->row_start[row[i]]; at < core->row_start[row[i] + 1]; at++)
            median_draft_entry(&draft, new_item[core->row_item[at]], core->row_cost[at]);
        status =
            median_draft_end(&draft, core->cap[row[i]], core->price[row[i]], core->scale[row[i]]);
    }
    if (status == STATUS_OK) status = median_draft_finish(&draft, 0, out);
    median_draft_free(&draft);
    return status;
}

/* Lists the rows by part: those of part k are list[start[k]] … list[start[k + 1] - 1]. */
static void list_rows(const MedianCore *core, const int32_t *part, int32_t n, int32_t *start,
                      int32_t *list) {
    memset(start, 0, ((size_t)n + 2) * sizeof *start);
    int32_t *next = start + 1;
    for (int32_t row = 0; row < core->n_rows; row++)
        next[part[core->item_group[core->row_item[core->row_start[row]]]] + 1]++;
    for (int32_t k = 0; k < n; k++) next[k + 1] += next[k];
    for (int32_t row = 0; row < core->n_rows; row++)
        list[next[part[core->item_group[core->row_item[core->row_start[row]]]]]++] = row;
}

static Status make_parts(const MedianCore *core, const int32_t *part, int32_t n,
                         MedianCore **made) {
    int32_t *start = malloc(((size_t)n + 2) * sizeof *start);
    int32_t *list = malloc(((size_t)core->n_rows + 1) * sizeof *list);
    int32_t *new_item = malloc(((size_t)core->n_items + 1) * sizeof *new_item);
    Status status = start && list && new_item ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) list_rows(core, part, n, start, list);
    for (int32_t k = 0; k < n && status == STATUS_OK; k++) {
        made[k] = calloc(1, sizeof **made);
        status = made[k] ? part_items(core, part, k, new_item, made[k]) : STATUS_NO_MEMORY;
        if (status == STATUS_OK)
            status = part_rows(core, list + start[k], start[k + 1] - start[k], new_item, made[k]);
    }
    free(start);
    free(list);
    free(new_item);
    return status;
}

Status median_core_split(const MedianCore *core, MedianCore ***part, int32_t *n) {
    size_t groups = (size_t)core->n_groups + 1;
    int32_t *number = malloc(groups * sizeof *number), *parent = malloc(groups * sizeof *parent);
    Status status = number && parent ? STATUS_OK : STATUS_NO_MEMORY;
    const PartRows rows = {core->n_rows, core->row_start, core->row_item, core->item_group,
                           core->n_groups};
    int32_t parts = status == STATUS_OK ? row_parts(&rows, number, parent) : 1;
    free(parent);
    MedianCore **made = NULL;
    if (status == STATUS_OK && parts > 1) {
        made = calloc((size_t)parts, sizeof(MedianCore *));
        status = made ? make_parts(core, number, parts, made) : STATUS_NO_MEMORY;
    }
    free(number);
    if (status != STATUS_OK) {
        for (int32_t k = 0; made && k < parts; k++) median_core_free(made[k]);
        free(made);
        return status;
    }
    *part = made;
    *n = parts;
    return STATUS_OK;
}
