/* The state of a selection, kept up as items are opened and closed. */
#include "planner/place/set_cover_local.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the first of several needed items is credited with, where only full covering counts. */
static const double EARLY_CREDIT = 0.5;

/* What one more open item is worth to a row that has count of them. */
static double margin(const SetCoverCore *core, double work, int32_t row, int32_t count) {
    int32_t need = core->need[row];
    if (count < 0 || count >= need) return 0;
    if (need == 1) return work;
    if (core->must[row]) return work / need;
    double early = EARLY_CREDIT * work / need;
    return count < need - 1 ? early : work - early * (need - 1);
}

void set_state_free(SetCoverState *state) {
    free(state->open);
    free(state->count);
    free(state->work);
    free(state->score);
    free(state->listed);
    free(state->place);
    free(state->missed);
    free(state->missed_at);
}

static void miss(SetCoverState *state, int32_t row) {
    state->missed_at[row] = state->n_missed;
    state->missed[state->n_missed++] = row;
}

static void unmiss(SetCoverState *state, int32_t row) {
    int32_t last = state->missed[--state->n_missed], at = state->missed_at[row];
    state->missed[at] = last;
    state->missed_at[last] = at;
}

static void list_item(SetCoverState *state, int32_t j) {
    state->place[j] = state->n_open;
    state->listed[state->n_open++] = j;
    state->price += state->core->price[j];
}

static void unlist_item(SetCoverState *state, int32_t j) {
    int32_t last = state->listed[--state->n_open], at = state->place[j];
    state->listed[at] = last;
    state->place[last] = at;
    state->price -= state->core->price[j];
}

static void first_counts(SetCoverState *state) {
    const SetCoverCore *core = state->core;
    for (int32_t j = 0; j < core->n_items; j++) {
        if (!state->open[j]) continue;
        list_item(state, j);
        for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++)
            state->count[core->col_row[at]]++;
    }
    for (int32_t row = 0; row < core->n_rows; row++) {
        state->work[row] = core->weight[row];
        bool served = state->count[row] >= core->need[row];
        if (!served && core->must[row]) miss(state, row);
        if (served && !core->must[row]) state->covered += core->weight[row];
        double gain = margin(core, state->work[row], row, state->count[row]);
        double loss = margin(core, state->work[row], row, state->count[row] - 1);
        if (gain == 0 && loss == 0) continue;
        for (int64_t at = core->row_start[row]; at < core->row_start[row + 1]; at++)
            state->score[core->row_item[at]] += state->open[core->row_item[at]] ? loss : gain;
    }
}

Status set_state_init(SetCoverState *state, const SetCoverCore *core, const uint8_t *open) {
    size_t rows = (size_t)core->n_rows + 1, items = (size_t)core->n_items + 1;
    *state = (SetCoverState){.core = core,
                             .open = calloc(items, 1),
                             .count = calloc(rows, sizeof(int32_t)),
                             .work = calloc(rows, sizeof(double)),
                             .score = calloc(items, sizeof(double)),
                             .listed = calloc(items, sizeof(int32_t)),
                             .place = calloc(items, sizeof(int32_t)),
                             .missed = calloc(rows, sizeof(int32_t)),
                             .missed_at = calloc(rows, sizeof(int32_t))};
    if (!state->open || !state->count || !state->work || !state->score || !state->listed ||
        !state->place || !state->missed || !state->missed_at)
        return STATUS_NO_MEMORY;
    if (open) memcpy(state->open, open, (size_t)core->n_items);
    first_counts(state);
    return STATUS_OK;
}

/* One more (by = 1) or one less (-1) open item of a row. */
static void change_row(SetCoverState *state, int32_t row, int32_t by) {
    const SetCoverCore *core = state->core;
    int32_t before = state->count[row], after = before + by;
    double work = state->work[row];
    state->count[row] = after;
    double gain = margin(core, work, row, after) - margin(core, work, row, before);
    double loss = margin(core, work, row, after - 1) - margin(core, work, row, before - 1);
    bool was = before >= core->need[row], is = after >= core->need[row];
    if (was != is && core->must[row]) is ? unmiss(state, row) : miss(state, row);
    if (was != is && !core->must[row]) state->covered += by * core->weight[row];
    if (gain == 0 && loss == 0) return;
    int64_t end = core->row_start[row + 1];
    for (int64_t at = core->row_start[row]; at < end; at++)
        state->score[core->row_item[at]] += state->open[core->row_item[at]] ? loss : gain;
    state->steps += end - core->row_start[row];
}

void set_state_turn(SetCoverState *state, int32_t j) {
    const SetCoverCore *core = state->core;
    int32_t by = state->open[j] ? -1 : 1;
    double score = state->score[j]; /* what opening gains, closing loses again */
    for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++)
        change_row(state, core->col_row[at], by);
    state->score[j] = score;
    state->open[j] = by > 0;
    if (by > 0)
        list_item(state, j);
    else
        unlist_item(state, j);
    state->steps += 1 + core->col_start[j + 1] - core->col_start[j];
}

bool set_state_serves(SetCoverState *state) {
    const SetCoverCore *core = state->core;
    if (state->n_missed > 0) return false;
    if (core->target <= 0) return true;
    if (state->covered < core->target - core->grain) return false;
    double sum = 0;
    for (int32_t row = 0; row < core->n_rows; row++)
        if (!core->must[row] && state->count[row] >= core->need[row]) sum += core->weight[row];
    state->covered = sum;
    return sum >= core->target;
}

/* The closed item that gains most for its price; -1: none gains anything. */
static int32_t best_addition(const SetCoverState *state) {
    int32_t best = -1;
    double best_gain = 0;
    for (int32_t j = 0; j < state->core->n_items; j++) {
        double gain = state->open[j] ? 0 : state->score[j] / state->core->price[j];
        if (gain <= best_gain) continue;
        best_gain = gain;
        best = j;
    }
    return best;
}

/* The dearest open item that can go (of equals the one that is missed least, then the highest);
 * -1: none. */
static int32_t worst_open(const SetCoverState *state) {
    const SetCoverCore *core = state->core;
    double spare = core->target > 0 ? state->covered - core->target : 0;
    int32_t worst = -1;
    for (int32_t j = 0; j < core->n_items; j++) {
        if (!state->open[j]) continue;
        bool needed = false;
        double lost = 0;
        for (int64_t at = core->col_start[j]; at < core->col_start[j + 1] && !needed; at++) {
            int32_t row = core->col_row[at];
            if (state->count[row] != core->need[row]) continue;
            if (!core->must[row]) lost += core->weight[row];
            needed = core->must[row] || (core->target > 0 && lost > spare);
        }
        if (needed) continue;
        if (worst < 0 || core->price[j] > core->price[worst] ||
            (core->price[j] == core->price[worst] && state->score[j] <= state->score[worst]))
            worst = j;
    }
    return worst;
}

bool set_state_complete(SetCoverState *state, double *value) {
    while (!set_state_serves(state)) {
        int32_t j = best_addition(state);
        if (j < 0) return false;
        set_state_turn(state, j);
        state->steps += state->core->n_items;
    }
    for (int32_t j; (j = worst_open(state)) >= 0;) {
        set_state_turn(state, j);
        if (set_state_serves(state)) continue;
        set_state_turn(state, j); /* rounding: it is wanted after all */
        break;
    }
    *value = state->core->base;
    for (int32_t j = 0; j < state->core->n_items; j++)
        if (state->open[j]) *value += state->core->price[j];
    return true;
}
