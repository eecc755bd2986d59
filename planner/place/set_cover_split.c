/* The independent parts of a core. */
#include "planner/place/row_parts.h"
#include "planner/place/set_cover_core.h"
#include <stdlib.h>
#include <string.h>

/* Room for each part. */
static Status size_parts(const SetCoverCore *core, const int32_t *part, int32_t n,
                         SetCoverCore **made) {
    int64_t *count = calloc(3 * (size_t)n, sizeof *count);
    if (!count) return STATUS_NO_MEMORY;
    for (int32_t j = 0; j < core->n_items; j++) count[3 * part[j]]++;
    for (int32_t row = 0; row < core->n_rows; row++) {
        int64_t *of_part = count + 3 * part[core->row_item[core->row_start[row]]];
        of_part[1]++;
        of_part[2] += core->row_start[row + 1] - core->row_start[row];
    }
    Status status = STATUS_OK;
    for (int32_t k = 0; k < n && status == STATUS_OK; k++) {
        made[k] = calloc(1, sizeof **made);
        status = made[k] ? set_core_room(made[k], (size_t)count[3 * k + 1],
                                         (size_t)count[3 * k + 2], (size_t)count[3 * k], 0)
                         : STATUS_NO_MEMORY;
    }
    free(count);
    return status;
}

static void copy_row(const SetCoverCore *core, int32_t row, const int32_t *new_item,
                     SetCoverCore *out) {
    int32_t last = out->n_rows++;
    int64_t end = out->row_start[last];
    for (int64_t at = core->row_start[row]; at < core->row_start[row + 1]; at++)
        out->row_item[end++] = new_item[core->row_item[at]];
    out->row_start[last + 1] = end;
    out->need[last] = core->need[row];
    out->must[last] = core->must[row];
    out->weight[last] = core->weight[row];
    out->mult[last] = core->mult[row];
}

static Status make_parts(const SetCoverCore *core, const int32_t *part, int32_t n,
                         SetCoverCore **made) {
    int32_t *new_item = malloc(((size_t)core->n_items + 1) * sizeof *new_item);
    Status status = new_item ? size_parts(core, part, n, made) : STATUS_NO_MEMORY;
    for (int32_t j = 0; j < core->n_items && status == STATUS_OK; j++) {
        SetCoverCore *out = made[part[j]];
        new_item[j] = out->n_items;
        out->price[out->n_items] = core->price[j];
        out->item_id[out->n_items++] = core->item_id[j];
    }
    for (int32_t row = 0; row < core->n_rows && status == STATUS_OK; row++)
        copy_row(core, row, new_item, made[part[core->row_item[core->row_start[row]]]]);
    for (int32_t k = 0; k < n && status == STATUS_OK; k++) status = set_core_columns(made[k]);
    free(new_item);
    return status;
}

Status set_core_split(const SetCoverCore *core, SetCoverCore ***part, int32_t *n) {
    *part = NULL;
    *n = 1;
    if (core->target > 0) return STATUS_OK; /* the weight ties all together */
    size_t items = (size_t)core->n_items + 1;
    int32_t *number = malloc(items * sizeof *number), *parent = malloc(items * sizeof *parent);
    Status status = number && parent ? STATUS_OK : STATUS_NO_MEMORY;
    const PartRows rows = {core->n_rows, core->row_start, core->row_item, NULL, core->n_items};
    int32_t parts = status == STATUS_OK ? row_parts(&rows, number, parent) : 1;
    free(parent);
    SetCoverCore **made = NULL;
    if (status == STATUS_OK && parts > 1) {
        made = calloc((size_t)parts, sizeof(SetCoverCore *));
        status = made ? make_parts(core, number, parts, made) : STATUS_NO_MEMORY;
    }
    free(number);
    if (status == STATUS_OK && parts > 1) {
        *part = made;
        *n = parts;
        return STATUS_OK;
    }
    for (int32_t k = 0; made && k < parts; k++) set_core_free(made[k]);
    free(made);
    return status;
}
