/* A core with marks carried out. */
#include "planner/place/set_cover_core.h"
#include <stdlib.h>
#include <string.h>

/* Marks with all that follows from them, and the state of each row under them. */
typedef struct Plan {
    const SetCoverCore *core;
    const uint8_t *drop;
    uint8_t *mark;     /* [items] */
    uint8_t *must;     /* [rows] */
    int32_t *need;     /* [rows] still to open; <= 0: covered */
    int32_t *left;     /* [rows] free items */
    int32_t *new_item; /* [items] */
    double target;     /* still to be brought by the rows that are no must (in the end: now) */
} Plan;

static void plan_free(Plan *plan) {
    free(plan->mark);
    free(plan->must);
    free(plan->need);
    free(plan->left);
    free(plan->new_item);
}

static Status plan_init(Plan *plan, const SetCoverCore *core, const uint8_t *mark,
                        const uint8_t *drop) {
    size_t rows = (size_t)core->n_rows + 1, items = (size_t)core->n_items + 1;
    *plan = (Plan){.core = core,
                   .drop = drop,
                   .mark = malloc(items),
                   .must = malloc(rows),
                   .need = malloc(rows * sizeof(int32_t)),
                   .left = malloc(rows * sizeof(int32_t)),
                   .new_item = malloc(items * sizeof(int32_t))};
    if (!plan->mark || !plan->must || !plan->need || !plan->left || !plan->new_item)
        return STATUS_NO_MEMORY;
    memcpy(plan->mark, mark, (size_t)core->n_items);
    memcpy(plan->must, core->must, (size_t)core->n_rows);
    for (int32_t row = 0; row < core->n_rows; row++) {
        plan->need[row] = core->need[row];
        plan->left[row] = (int32_t)(core->row_start[row + 1] - core->row_start[row]);
    }
    return STATUS_OK;
}

/* Item j leaves the free ones of its rows. */
static void carry_out(Plan *plan, int32_t j) {
    const SetCoverCore *core = plan->core;
    for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++) {
        plan->left[core->col_row[at]]--;
        plan->need[core->col_row[at]] -= plan->mark[j] == COVER_OPEN;
    }
}

static bool is_gone(const Plan *plan, int32_t row) {
    return plan->need[row] <= 0 || (plan->drop && plan->drop[row] == ROW_IMPLIED);
}

/* Opens the free items of a row. */
static void open_row(Plan *plan, int32_t row) {
    const SetCoverCore *core = plan->core;
    for (int64_t at = core->row_start[row]; at < core->row_start[row + 1]; at++) {
        int32_t j = core->row_item[at];
        if (plan->mark[j] != COVER_FREE) continue;
        plan->mark[j] = COVER_OPEN;
        carry_out(plan, j);
    }
}

/* The weight that is still to come, and the rows that are indispensable for it. */
static Status weigh(Plan *plan) {
    const SetCoverCore *core = plan->core;
    double within_reach = 0;
    plan->target = core->target;
    for (int32_t row = 0; row < core->n_rows; row++) {
        if (core->must[row]) continue;
        if (is_gone(plan, row))
            plan->target -= core->weight[row];
        else if (plan->left[row] >= plan->need[row])
            within_reach += core->weight[row];
    }
    if (plan->target <= 0) return STATUS_OK;
    double slack = within_reach - plan->target;
    if (slack < -core->grain) return STATUS_INFEASIBLE;
    for (int32_t row = 0; row < core->n_rows; row++)
        if (!core->must[row] && !is_gone(plan, row) && plan->left[row] >= plan->need[row] &&
            core->weight[row] > slack + core->grain)
            plan->must[row] = 1;
    return STATUS_OK;
}

/* Follows the marks until nothing more follows. A row of a must whose free items are all needed
 * opens them; more rows become a must as weight is lost. */
static Status follow(Plan *plan) {
    const SetCoverCore *core = plan->core;
    for (int32_t j = 0; j < core->n_items; j++)
        if (plan->mark[j] != COVER_FREE) carry_out(plan, j);
    for (bool again = true; again;) {
        again = false;
        if (weigh(plan) != STATUS_OK) return STATUS_INFEASIBLE;
        for (int32_t row = 0; row < core->n_rows; row++) {
            if (!plan->must[row] || is_gone(plan, row)) continue;
            if (plan->left[row] < plan->need[row]) return STATUS_INFEASIBLE;
            if (plan->left[row] > plan->need[row]) continue;
            open_row(plan, row);
            again = true;
        }
    }
    for (int32_t row = 0; row < core->n_rows; row++)
        if (plan->must[row] && !core->must[row] && !is_gone(plan, row))
            plan->target -= core->weight[row];
    return STATUS_OK;
}

static bool row_stays(const Plan *plan, int32_t row) {
    if (is_gone(plan, row)) return false;
    return plan->must[row] || (plan->target > 0 && plan->left[row] >= plan->need[row]);
}

/* Items in no row that stays are of no use. */
static void settle_items(Plan *plan, SetCoverCore *out) {
    const SetCoverCore *core = plan->core;
    if (core->n_taken > 0)
        memcpy(out->taken, core->taken, (size_t)core->n_taken * sizeof *out->taken);
    out->n_taken = core->n_taken;
    out->base = core->base;
    for (int32_t j = 0; j < core->n_items; j++) {
        plan->new_item[j] = -1;
        if (plan->mark[j] == COVER_OPEN) {
            out->taken[out->n_taken++] = core->item_id[j];
            out->base += core->price[j];
        }
        bool used = false;
        for (int64_t at = core->col_start[j]; at < core->col_start[j + 1] && !used; at++)
            used = row_stays(plan, core->col_row[at]);
        if (plan->mark[j] != COVER_FREE || !used) continue;
        plan->new_item[j] = out->n_items;
        out->price[out->n_items] = core->price[j];
        out->item_id[out->n_items++] = core->item_id[j];
    }
}

static Status settle_rows(const Plan *plan, size_t rows, SetCoverCore *out) {
    const SetCoverCore *core = plan->core;
    RowTable table;
    Status status = row_table_init(&table, rows);
    if (status != STATUS_OK) return status;
    out->target = plan->target;
    for (int32_t row = 0; row < core->n_rows; row++) {
        if (!row_stays(plan, row)) continue;
        int32_t last = out->n_rows;
        int64_t end = out->row_start[last];
        for (int64_t at = core->row_start[row]; at < core->row_start[row + 1]; at++)
            if (plan->new_item[core->row_item[at]] >= 0)
                out->row_item[end++] = plan->new_item[core->row_item[at]];
        out->row_start[last + 1] = end;
        out->need[last] = plan->need[row];
        out->must[last] = plan->must[row];
        out->weight[last] = core->weight[row];
        out->mult[last] = core->mult[row];
        row_table_add(&table, out);
    }
    row_table_free(&table);
    bool optional = false;
    for (int32_t row = 0; row < out->n_rows && !optional; row++) optional = !out->must[row];
    if (!optional) out->target = 0; /* what is left of it is rounding */
    return set_core_columns(out);
}

Status set_core_settle(const SetCoverCore *core, const uint8_t *mark, const uint8_t *drop,
                       SetCoverCore **result) {
    Plan plan;
    SetCoverCore *out = calloc(1, sizeof *out);
    Status status = out ? plan_init(&plan, core, mark, drop) : STATUS_NO_MEMORY;
    if (!out) return status;
    size_t rows = 0, entries = 0;
    if (status == STATUS_OK) status = follow(&plan);
    for (int32_t row = 0; row < core->n_rows && status == STATUS_OK; row++)
        if (row_stays(&plan, row)) {
            rows++;
            entries += (size_t)plan.left[row];
        }
    out->grain = core->grain;
    if (status == STATUS_OK)
        status = set_core_room(out, rows, entries, (size_t)core->n_items,
                               (size_t)core->n_taken + (size_t)core->n_items);
    if (status == STATUS_OK) settle_items(&plan, out);
    if (status == STATUS_OK) status = settle_rows(&plan, rows, out);
    plan_free(&plan);
    if (status == STATUS_OK)
        *result = out;
    else
        set_core_free(out);
    return status;
}
