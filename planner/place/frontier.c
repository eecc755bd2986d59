#include "planner/place/frontier.h"
#include "planner/place/frontier_core.h"
#include "planner/place/median_swap.h"
#include <stdlib.h>
#include <string.h>

/* The steps between the first and the last: value is what is lost, covered what is not. */
static Status fill_between(const FrontierState *state, FrontierStep *step) {
    const FrontierCore *whole = state->whole;
    uint8_t *open = calloc((size_t)whole->n_free, 1);
    if (!open) return STATUS_NO_MEMORY;
    for (int32_t p = 1; p < whole->n_free; p++) {
        open[state->order[p - 1]] = 1;
        step[p].candidate = whole->core->item_id[state->order[p - 1]];
        step[p].ordered = whole->total - median_value(whole->core, open);
        step[p].best = whole->total - state->value[p];
        step[p].bound = whole->total - state->least[p];
    }
    step[whole->n_free].candidate = whole->core->item_id[state->order[whole->n_free - 1]];
    free(open);
    return STATUS_OK;
}

/* Ends, and what holds by itself but for rounding and for bounds found one by one. */
static void settle(const FrontierCore *whole, FrontierStep *step) {
    int32_t last = whole->n_free;
    step[0].ordered = step[0].best = step[0].bound = whole->none;
    step[last].ordered = step[last].best = step[last].bound = last > 0 ? whole->all : whole->none;
    for (int32_t p = last - 1; p >= 1; p--) /* more points never cover less */
        if (step[p].bound > step[p + 1].bound) step[p].bound = step[p + 1].bound;
    for (int32_t p = 1; p < last; p++) {
        if (step[p].ordered > whole->all) step[p].ordered = whole->all;
        if (step[p].best > whole->all) step[p].best = whole->all;
        if (step[p].ordered < step[p - 1].ordered) step[p].ordered = step[p - 1].ordered;
        if (step[p].best < step[p - 1].best) step[p].best = step[p - 1].best;
        if (step[p].best < step[p].ordered) step[p].best = step[p].ordered;
        if (step[p].bound < step[p].best) step[p].bound = step[p].best;
    }
}

/* Between none and all of at least two free candidates. */
static Status work_out(const FrontierCore *whole, const FrontierRules *rules, FrontierStep *step) {
    size_t n = (size_t)whole->n_free;
    int32_t *order = malloc(n * sizeof *order);
    FrontierState state = {.whole = whole,
                           .rules = rules,
                           .order = order,
                           .open = calloc(n, n),
                           .value = malloc(n * sizeof(double)),
                           .least = malloc(n * sizeof(double))};
    Status status = STATUS_NO_MEMORY;
    if (order && state.open && state.value && state.least)
        status = frontier_order(whole->core, order);
    if (status == STATUS_OK) status = frontier_bounds(&state);
    if (status == STATUS_OK) status = frontier_spread(&state);
    if (status == STATUS_OK && rules->max_nodes > 0) {
        status = frontier_search(&state);
        if (status == STATUS_OK) status = frontier_spread(&state);
    }
    if (status == STATUS_OK) status = fill_between(&state, step);
    free(order);
    free(state.open);
    free(state.value);
    free(state.least);
    return status;
}

Status frontier_of(const MaxCoverProblem *problem, const FrontierRules *rules, FrontierStep **out,
                   size_t *n_steps, SearchFault *fault) {
    SearchFault unused;
    if (!fault) fault = &unused;
    *fault = (SearchFault){.where = -1};
    FrontierCore whole = {0};
    Status status = frontier_core_build(problem, &whole, fault);
    if (status != STATUS_OK) return status;
    FrontierStep *step = calloc((size_t)whole.n_free + 1, sizeof *step);
    if (!step) status = STATUS_NO_MEMORY;
    if (status == STATUS_OK && frontier_stopped(rules)) status = STATUS_LIMIT;
    if (status == STATUS_OK && whole.n_free == 1) step[1].candidate = whole.only_free;
    if (status == STATUS_OK && whole.n_free >= 2) status = work_out(&whole, rules, step);
    if (status == STATUS_OK) {
        step[0].candidate = -1;
        for (int32_t p = 0; p <= whole.n_free; p++) step[p].n_open = whole.n_required + p;
        settle(&whole, step);
        *out = step;
        *n_steps = (size_t)whole.n_free + 1;
    } else {
        free(step);
    }
    frontier_core_free(&whole);
    return status;
}
