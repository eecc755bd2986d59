/* What a selection is worth, and the greedy start. */
#include "planner/place/max_cover_swap.h"
#include <stdlib.h>

double cover_value(const CoverCore *core, const uint8_t *open) {
    double value = core->base;
    for (int32_t row = 0; row < core->n_rows; row++) {
        int64_t at = core->row_start[row], end = core->row_start[row + 1];
        while (at < end && !open[core->row_item[at]]) at++;
        if (at < end) value += core->weight[row] - (core->row_drop ? core->row_drop[at] : 0);
    }
    return value;
}

static double gain_over(const CoverCore *core, int32_t j, const double *best) {
    double gain = 0;
    for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++) {
        double more = cover_entry_value(core, at) - best[core->col_row[at]];
        if (more > 0) gain += more;
    }
    return gain;
}

static void raise_best(const CoverCore *core, int32_t j, double *best) {
    for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++) {
        double value = cover_entry_value(core, at);
        if (value > best[core->col_row[at]]) best[core->col_row[at]] = value;
    }
}

static int32_t greatest(const double *gain, int32_t n) {
    int32_t found = 0;
    for (int32_t j = 1; j < n; j++)
        if (gain[j] > gain[found]) found = j;
    return found;
}

Status cover_greedy(const CoverCore *core, uint8_t *open) {
    double *best = calloc((size_t)core->n_rows + 1, sizeof *best);
    double *gain = calloc((size_t)core->n_items + 1, sizeof *gain);
    int32_t left = core->need;
    Status status = best && gain ? STATUS_OK : STATUS_NO_MEMORY;
    for (int32_t j = 0; status == STATUS_OK && j < core->n_items; j++) {
        left -= open[j];
        if (open[j]) raise_best(core, j, best);
    }
    for (int32_t j = 0; status == STATUS_OK && j < core->n_items; j++)
        gain[j] = open[j] ? -1 : gain_over(core, j, best);
    while (status == STATUS_OK && left > 0) {
        int32_t j = greatest(gain, core->n_items);
        double now = gain_over(core, j, best);
        bool still = now >= gain[j]; /* gains only fall, so it is the greatest */
        gain[j] = now;
        if (!still) continue;
        open[j] = 1;
        gain[j] = -1;
        raise_best(core, j, best);
        left--;
    }
    free(best);
    free(gain);
    return status;
}
