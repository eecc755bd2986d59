#include "planner/place/median_swap.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Swap {
    const MedianCore *core;
    uint8_t *open;
    int32_t *near_item;  /* nearest open candidate of a row; -1: the cap */
    double *near, *next; /* cost to it and to the second nearest (or the cap) */
    double *loss;        /* of an open candidate: what its closing would cost */
    double *extra;       /* scratch by candidate, all 0 between uses */
    int32_t *listed;     /* open candidates by group, need[g] of them at list_start[g] */
    int32_t *list_start;
} Swap;

double median_value(const MedianCore *core, const uint8_t *open) {
    double value = core->base;
    for (int32_t row = 0; row < core->n_rows; row++) {
        int64_t at = core->row_start[row], end = core->row_start[row + 1];
        while (at < end && !open[core->row_item[at]]) at++;
        value += at < end ? core->row_cost[at] : core->cap[row];
    }
    return value;
}

static double column_gain(const MedianCore *core, int32_t j, const double *near) {
    double gain = 0;
    for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++) {
        double saved = near[core->col_row[at]] - core->col_cost[at];
        if (saved > 0) gain += saved;
    }
    return gain;
}

Status median_greedy(const MedianCore *core, uint8_t *open) {
    double *near = malloc(((size_t)core->n_rows + 1) * sizeof *near);
    if (!near) return STATUS_NO_MEMORY;
    memcpy(near, core->cap, (size_t)core->n_rows * sizeof *near);
    memset(open, 0, (size_t)core->n_items);
    for (int32_t g = 0; g < core->n_groups; g++)
        for (int32_t k = 0; k < core->need[g]; k++) {
            int32_t best = -1;
            double best_gain = -1;
            for (int32_t j = core->group_start[g]; j < core->group_start[g + 1]; j++) {
                double gain = open[j] ? -1 : column_gain(core, j, near);
                if (gain <= best_gain) continue;
                best_gain = gain;
                best = j;
            }
            open[best] = 1;
            for (int64_t at = core->col_start[best]; at < core->col_start[best + 1]; at++)
                if (core->col_cost[at] < near[core->col_row[at]])
                    near[core->col_row[at]] = core->col_cost[at];
        }
    free(near);
    return STATUS_OK;
}

/* Finds the two nearest open candidates of a row, and books what the nearest one's closing costs.
 */
static void serve_row(Swap *swap, int32_t row) {
    const MedianCore *core = swap->core;
    int64_t at = core->row_start[row], end = core->row_start[row + 1];
    while (at < end && !swap->open[core->row_item[at]]) at++;
    swap->near_item[row] = at < end ? core->row_item[at] : -1;
    swap->near[row] = at < end ? core->row_cost[at] : core->cap[row];
    if (at < end) at++;
    while (at < end && !swap->open[core->row_item[at]]) at++;
    swap->next[row] = at < end ? core->row_cost[at] : core->cap[row];
    if (swap->near_item[row] >= 0)
        swap->loss[swap->near_item[row]] += swap->next[row] - swap->near[row];
}

static void unserve_row(Swap *swap, int32_t row) {
    if (swap->near_item[row] >= 0)
        swap->loss[swap->near_item[row]] -= swap->next[row] - swap->near[row];
}

static void swap_free(Swap *swap) {
    free(swap->near_item);
    free(swap->near);
    free(swap->next);
    free(swap->loss);
    free(swap->extra);
    free(swap->listed);
    free(swap->list_start);
}

/* open is changed by way of swap, which clang-tidy does not see. */
// NOLINTNEXTLINE(readability-non-const-parameter)
static Status swap_init(Swap *swap, const MedianCore *core, uint8_t *open) {
    size_t rows = (size_t)core->n_rows + 1, items = (size_t)core->n_items + 1;
    *swap = (Swap){.core = core,
                   .open = open,
                   .near_item = calloc(rows, sizeof(int32_t)),
                   .near = calloc(rows, sizeof(double)),
                   .next = calloc(rows, sizeof(double)),
                   .loss = calloc(items, sizeof(double)),
                   .extra = calloc(items, sizeof(double)),
                   .listed = calloc(items, sizeof(int32_t)),
                   .list_start = calloc((size_t)core->n_groups + 1, sizeof(int32_t))};
    if (!swap->near_item || !swap->near || !swap->next || !swap->loss || !swap->extra ||
        !swap->listed || !swap->list_start)
        return STATUS_NO_MEMORY;
    int32_t n = 0;
    for (int32_t g = 0; g < core->n_groups; g++) {
        swap->list_start[g] = n;
        for (int32_t j = core->group_start[g]; j < core->group_start[g + 1]; j++)
            if (open[j]) swap->listed[n++] = j;
    }
    for (int32_t row = 0; row < core->n_rows; row++) serve_row(swap, row);
    return STATUS_OK;
}

/* What opening j saves by itself; extra[r]: what it saves besides when r of its group closes. */
static double walk_column(Swap *swap, int32_t j) {
    const MedianCore *core = swap->core;
    int32_t g = core->item_group[j];
    double gain = 0;
    for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++) {
        int32_t row = core->col_row[at], r = swap->near_item[row];
        double cost = core->col_cost[at], near = swap->near[row];
        if (cost < near) gain += near - cost;
        if (r >= 0 && core->item_group[r] == g && cost < swap->next[row])
            swap->extra[r] += swap->next[row] - (cost > near ? cost : near);
    }
    return gain;
}

static void clear_extra(Swap *swap, int32_t j) {
    const MedianCore *core = swap->core;
    for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++) {
        int32_t r = swap->near_item[core->col_row[at]];
        if (r >= 0) swap->extra[r] = 0;
    }
}

/* The place in `listed` of the candidate that j had best replace, and what that changes. */
static int32_t best_exchange(Swap *swap, int32_t j, double *change) {
    const MedianCore *core = swap->core;
    int32_t g = core->item_group[j], begin = swap->list_start[g], best = begin;
    double gain = walk_column(swap, j), least = INFINITY;
    for (int32_t k = begin; k < begin + core->need[g]; k++) {
        double kept = swap->loss[swap->listed[k]] - swap->extra[swap->listed[k]];
        if (kept >= least) continue;
        least = kept;
        best = k;
    }
    clear_extra(swap, j);
    *change = least - gain;
    return best;
}

static void update_column(Swap *swap, int32_t j) {
    const MedianCore *core = swap->core;
    for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++) {
        int32_t row = core->col_row[at];
        if (core->col_cost[at] > swap->next[row]) continue; /* neither first nor second */
        unserve_row(swap, row);
        serve_row(swap, row);
    }
}

static void exchange(Swap *swap, int32_t place, int32_t in) {
    int32_t out = swap->listed[place];
    swap->listed[place] = in;
    swap->open[in] = 1;
    swap->loss[in] = 0;
    update_column(swap, in);
    swap->open[out] = 0;
    update_column(swap, out);
}

Status median_swap(const MedianCore *core, uint8_t *open, double *value) {
    Swap swap;
    Status status = swap_init(&swap, core, open);
    double least_gain = status == STATUS_OK ? 1e-10 * fabs(median_value(core, open)) : 0;
    int32_t quiet = 0; /* candidates tried in a row without an exchange */
    /* Kept losses carry rounding; the limit makes sure that no cycle can come of it. */
    int64_t left = 1000 + 100 * (int64_t)core->n_items;
    for (int32_t j = 0; status == STATUS_OK && quiet < core->n_items && left > 0;
         j = j + 1 < core->n_items ? j + 1 : 0) {
        double change;
        quiet++;
        if (open[j]) continue;
        int32_t place = best_exchange(&swap, j, &change);
        if (!(change < -least_gain)) continue;
        exchange(&swap, place, j);
        quiet = 0;
        left--;
    }
    swap_free(&swap);
    if (status == STATUS_OK) *value = median_value(core, open);
    return status;
}

/* The place in `listed` of the highest candidate above j that j replaces at no cost; -1: none. */
static int32_t equal_exchange(Swap *swap, int32_t j) {
    const MedianCore *core = swap->core;
    int32_t g = core->item_group[j], begin = swap->list_start[g], found = -1;
    double gain = walk_column(swap, j);
    for (int32_t k = begin; k < begin + core->need[g]; k++) {
        int32_t r = swap->listed[k];
        double loss = swap->loss[r], saved = swap->extra[r] + gain;
        if (r > j && loss - saved <= 1e-12 * (loss + saved) &&
            (found < 0 || r > swap->listed[found]))
            found = k;
    }
    clear_extra(swap, j);
    return found;
}

Status median_first_of_equals(const MedianCore *core, uint8_t *open) {
    Swap swap;
    Status status = swap_init(&swap, core, open);
    /* Each exchange lowers a number, so this ends. */
    for (bool again = true; again && status == STATUS_OK;) {
        again = false;
        for (int32_t j = 0; j < core->n_items; j++) {
            int32_t place = open[j] ? -1 : equal_exchange(&swap, j);
            if (place < 0) continue;
            exchange(&swap, place, j);
            again = true;
        }
    }
    swap_free(&swap);
    return status;
}
