#include "geo/parallel.h"
#include "planner/place/frontier_core.h"
#include "planner/place/median_swap.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- from one number to the next ---- */

/* The closed candidate whose opening saves most; ties: the lowest number. change: scratch. */
static int32_t best_to_open(const MedianCore *core, const uint8_t *open, double *change) {
    memset(change, 0, (size_t)core->n_items * sizeof *change);
    for (int32_t row = 0; row < core->n_rows; row++) {
        int64_t begin = core->row_start[row], end = core->row_start[row + 1], at = begin;
        while (at < end && !open[core->row_item[at]]) at++;
        double near = at < end ? core->row_cost[at] : core->cap[row];
        for (int64_t k = begin; k < at; k++) change[core->row_item[k]] += near - core->row_cost[k];
    }
    int32_t best = -1;
    for (int32_t j = 0; j < core->n_items; j++)
        if (!open[j] && (best < 0 || change[j] > change[best])) best = j;
    return best;
}

/* The open candidate whose closing costs least; ties: the lowest number. change: scratch. */
static int32_t best_to_close(const MedianCore *core, const uint8_t *open, double *change) {
    memset(change, 0, (size_t)core->n_items * sizeof *change);
    for (int32_t row = 0; row < core->n_rows; row++) {
        int64_t end = core->row_start[row + 1], at = core->row_start[row];
        while (at < end && !open[core->row_item[at]]) at++;
        if (at == end) continue;
        int64_t next = at + 1;
        while (next < end && !open[core->row_item[next]]) next++;
        double then = next < end ? core->row_cost[next] : core->cap[row];
        change[core->row_item[at]] += then - core->row_cost[at];
    }
    int32_t best = -1;
    for (int32_t j = 0; j < core->n_items; j++)
        if (open[j] && (best < 0 || change[j] < change[best])) best = j;
    return best;
}

/* Scratch of one pass. */
typedef struct Pass {
    FrontierState *state;
    const MedianCore *core;
    uint8_t *open;
    double *change;
} Pass;

/* Gives number p what becomes of number `from`'s selection (one more or one less), if that is
 * better. */
static Status hand_on(Pass *pass, int32_t from, int32_t p) {
    const MedianCore *core = pass->core;
    FrontierState *state = pass->state;
    size_t items = (size_t)core->n_items;
    memcpy(pass->open, state->open + (size_t)from * items, items);
    int32_t changed = p > from ? best_to_open(core, pass->open, pass->change)
                               : best_to_close(core, pass->open, pass->change);
    pass->open[changed] = p > from;
    double value = median_value(core, pass->open);
    if (!(value < state->value[p])) return STATUS_OK;
    MedianCore view = frontier_view(core, &p, core->price);
    Status status = median_swap(&view, pass->open, &value);
    if (status != STATUS_OK) return status;
    state->value[p] = value;
    memcpy(state->open + (size_t)p * items, pass->open, items);
    return frontier_stopped(state->rules) ? STATUS_LIMIT : STATUS_OK;
}

Status frontier_spread(FrontierState *state) {
    const MedianCore *core = state->whole->core;
    Pass pass = {.state = state,
                 .core = core,
                 .open = malloc((size_t)core->n_items),
                 .change = malloc((size_t)core->n_items * sizeof(double))};
    Status status = pass.open && pass.change ? STATUS_OK : STATUS_NO_MEMORY;
    for (int32_t p = core->n_items - 2; p >= 1 && status == STATUS_OK; p--)
        status = hand_on(&pass, p + 1, p);
    for (int32_t p = 2; p < core->n_items && status == STATUS_OK; p++)
        status = hand_on(&pass, p - 1, p);
    free(pass.open);
    free(pass.change);
    return status;
}

/* ---- by the covering engine ---- */

typedef struct Search {
    FrontierState *state;
    double *credit; /* [entries] of the core's rows, as shares of their caps */
} Search;

static void take_result(const Search *search, int32_t p, const MaxCoverResult *result) {
    FrontierState *state = search->state;
    const MedianCore *core = state->whole->core;
    uint8_t *open = state->open + (size_t)p * (size_t)core->n_items;
    double whole = core->base;
    for (int32_t row = 0; row < core->n_rows; row++) whole += core->cap[row];
    if (whole - result->bound > state->least[p]) state->least[p] = whole - result->bound;
    if (!(whole - result->objective < state->value[p])) return;
    memset(open, 0, (size_t)core->n_items);
    for (size_t k = 0; k < result->n_chosen; k++) open[result->chosen[k]] = 1;
    state->value[p] = median_value(core, open);
}

static Status search_number(const Search *search, int32_t p, int32_t *start) {
    FrontierState *state = search->state;
    const MedianCore *core = state->whole->core;
    const uint8_t *open = state->open + (size_t)p * (size_t)core->n_items;
    size_t n_start = 0;
    for (int32_t j = 0; j < core->n_items; j++)
        if (open[j]) start[n_start++] = j;
    MaxCoverProblem problem = {.n_demand = (size_t)core->n_rows,
                               .n_candidates = (size_t)core->n_items,
                               .weight = core->cap,
                               .row_start = core->row_start,
                               .row_candidate = core->row_item,
                               .row_credit = search->credit,
                               .count = p,
                               .start = start,
                               .n_start = n_start};
    SearchOptions options = {.max_nodes = state->rules->max_nodes,
                             .stop = state->rules->stop,
                             .stop_context = state->rules->stop_context};
    MaxCoverResult result;
    Status status = max_cover_solve(&problem, &options, &result, NULL);
    if (status != STATUS_OK) return status;
    take_result(search, p, &result);
    max_cover_result_free(&result);
    return STATUS_OK;
}

static Status search_some(void *context, size_t begin, size_t end) {
    const Search *search = context;
    const FrontierState *state = search->state;
    int32_t *start = malloc((size_t)state->whole->core->n_items * sizeof *start);
    Status status = start ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t k = begin; k < end && status == STATUS_OK; k++) {
        size_t p = k + 1; /* no selection of 0 is left to find */
        double covered = state->whole->total - state->value[p];
        if (frontier_stopped(state->rules))
            status = STATUS_LIMIT;
        else if (state->value[p] - state->least[p] > MAX_COVER_TOLERANCE * covered)
            status = search_number(search, (int32_t)p, start);
    }
    free(start);
    return status;
}

Status frontier_search(FrontierState *state) {
    const MedianCore *core = state->whole->core;
    Search search = {state, malloc(((size_t)core->row_start[core->n_rows] + 1) * sizeof(double))};
    if (!search.credit) return STATUS_NO_MEMORY;
    for (int32_t row = 0; row < core->n_rows; row++)
        for (int64_t at = core->row_start[row]; at < core->row_start[row + 1]; at++)
            search.credit[at] = (core->cap[row] - core->row_cost[at]) / core->cap[row];
    Status status = parallel_for((size_t)core->n_items - 1, 1,
                                 parallel_threads(state->rules->threads), search_some, &search);
    free(search.credit);
    return status == STATUS_OK && frontier_stopped(state->rules) ? STATUS_LIMIT : status;
}
