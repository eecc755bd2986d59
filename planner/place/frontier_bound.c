/*
 * Numbers of points are handled in blocks, each from its own beginning, so that threads do not
 * matter. Within a block every TARGET_EVERY-th number improves the prices that the one before it
 * left; every vector so found bounds all numbers.
 */
#include "geo/parallel.h"
#include "planner/place/frontier_core.h"
#include "planner/place/median_bound.h"
#include "planner/place/median_swap.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 32, TARGET_EVERY = 2 };

typedef struct Blocks {
    FrontierState *state;
    double *least; /* [blocks][n_free] */
} Blocks;

/* One block at work. */
typedef struct Block {
    FrontierState *state;
    MedianCore view;
    int32_t need;
    double *price, *rho;
    double *least;     /* [n_free] of this block's prices */
    uint8_t *best;     /* the selection of the number at hand, */
    double best_value; /* and its value */
    bool warm;         /* the prices come from an earlier number */
    int64_t iterations;
} Block;

static bool expired(void *context) {
    const Block *block = context;
    return frontier_stopped(block->state->rules);
}

static Status offer(void *context, uint8_t *open) {
    Block *block = context;
    double value;
    Status status = median_swap(&block->view, open, &value);
    if (status == STATUS_OK && value < block->best_value) {
        block->best_value = value;
        memcpy(block->best, open, (size_t)block->view.n_items);
    }
    return status;
}

static int by_size(const void *left, const void *right) {
    double l = *(const double *)left, r = *(const double *)right;
    return (l > r) - (l < r);
}

/* What the prices say of every number of points. */
static void bound_all(Block *block) {
    const MedianCore *core = &block->view;
    double sum = core->base;
    memset(block->rho, 0, (size_t)core->n_items * sizeof *block->rho);
    for (int32_t row = 0; row < core->n_rows; row++) {
        double price = core->price[row];
        sum += price;
        for (int64_t at = core->row_start[row];
             at < core->row_start[row + 1] && core->row_cost[at] < price; at++)
            block->rho[core->row_item[at]] += core->row_cost[at] - price;
    }
    qsort(block->rho, (size_t)core->n_items, sizeof *block->rho, by_size);
    for (int32_t p = 1; p < core->n_items; p++) {
        sum += block->rho[p - 1];
        if (sum > block->least[p]) block->least[p] = sum;
    }
}

static Status improve_prices(Block *block) {
    MedianEffort effort = {.iterations = block->warm ? 150 : 500,
                           .patience = 10,
                           .step = block->warm ? 0.5 : 1,
                           .least_step = 0.02,
                           .offer_every = 25,
                           .enough = 2};
    MedianGuide guide = {.offer = offer,
                         .expired = expired,
                         .context = block,
                         .cutoff = &block->best_value,
                         .iterations = &block->iterations};
    MedianDual dual;
    Status status = median_dual_init(&dual, &block->view);
    if (status == STATUS_OK) status = median_bound(&block->view, &effort, &guide, &dual);
    median_dual_free(&dual);
    block->warm = true;
    if (status == STATUS_OK) bound_all(block);
    return status;
}

static Status handle_number(Block *block, int32_t p) {
    FrontierState *state = block->state;
    block->need = p;
    block->best = state->open + (size_t)p * (size_t)block->view.n_items;
    for (int32_t k = 0; k < p; k++) block->best[state->order[k]] = 1;
    Status status = median_swap(&block->view, block->best, &block->best_value);
    if (status == STATUS_OK && (p - 1) % TARGET_EVERY == 0) status = improve_prices(block);
    state->value[p] = block->best_value;
    return status == STATUS_OK && frontier_stopped(state->rules) ? STATUS_LIMIT : status;
}

static Status handle_block(Blocks *blocks, size_t number) {
    FrontierState *state = blocks->state;
    const MedianCore *core = state->whole->core;
    Block block = {.state = state,
                   .price = malloc(((size_t)core->n_rows + 1) * sizeof(double)),
                   .rho = malloc(((size_t)core->n_items + 1) * sizeof(double)),
                   .least = blocks->least + number * (size_t)core->n_items};
    Status status = block.price && block.rho ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) {
        block.view = frontier_view(core, &block.need, block.price);
        memcpy(block.price, core->cap, (size_t)core->n_rows * sizeof(double));
        for (int32_t p = 0; p < core->n_items; p++) block.least[p] = -INFINITY;
        if (number == 0) bound_all(&block); /* the p greatest gains: exact for one point */
    }
    int32_t begin = 1 + (int32_t)number * BLOCK;
    int32_t end = core->n_items - begin > BLOCK ? begin + BLOCK : core->n_items;
    for (int32_t p = begin; p < end && status == STATUS_OK; p++) status = handle_number(&block, p);
    free(block.price);
    free(block.rho);
    return status;
}

static Status handle_blocks(void *context, size_t begin, size_t end) {
    Status status = STATUS_OK;
    for (size_t k = begin; k < end && status == STATUS_OK; k++) status = handle_block(context, k);
    return status;
}

Status frontier_bounds(FrontierState *state) {
    size_t items = (size_t)state->whole->core->n_items, n = (items - 1 + BLOCK - 1) / BLOCK;
    Blocks blocks = {state, malloc(n * items * sizeof(double))};
    if (!blocks.least) return STATUS_NO_MEMORY;
    Status status =
        parallel_for(n, 1, parallel_threads(state->rules->threads), handle_blocks, &blocks);
    for (size_t p = 1; p < items && status == STATUS_OK; p++) {
        state->least[p] = blocks.least[p];
        for (size_t k = 1; k < n; k++)
            if (blocks.least[k * items + p] > state->least[p])
                state->least[p] = blocks.least[k * items + p];
    }
    free(blocks.least);
    return status;
}
