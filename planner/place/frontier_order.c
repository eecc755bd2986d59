/*
 * Sums of gains are made in the same order each time, and every term only falls as more is open;
 * rounding keeps that order, so an old gain is never below the new one, to the last bit.
 */
#include "planner/place/frontier_core.h"
#include <stdlib.h>
#include <string.h>

typedef struct Offer {
    double gain; /* when it was looked at last */
    int32_t item;
    int32_t opened; /* how many were open then */
} Offer;

static bool comes_before(const Offer *a, const Offer *b) {
    return a->gain > b->gain || (a->gain == b->gain && a->item < b->item);
}

/* offer[at] goes down to its place in the heap of n. */
static void sink(Offer *offer, int32_t n, int32_t at) {
    Offer moved = offer[at];
    for (int32_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && comes_before(&offer[child + 1], &offer[child])) child++;
        if (!comes_before(&offer[child], &moved)) break;
        offer[at] = offer[child];
    }
    offer[at] = moved;
}

static double gain_of(const MedianCore *core, int32_t j, const double *near) {
    double gain = 0;
    for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++) {
        double saved = near[core->col_row[at]] - core->col_cost[at];
        if (saved > 0) gain += saved;
    }
    return gain;
}

static void open_item(const MedianCore *core, int32_t j, double *near) {
    for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++)
        if (core->col_cost[at] < near[core->col_row[at]])
            near[core->col_row[at]] = core->col_cost[at];
}

static void take_in_turn(const MedianCore *core, Offer *offer, double *near, int32_t *order) {
    int32_t left = core->n_items, opened = 0;
    for (int32_t j = 0; j < left; j++) offer[j] = (Offer){gain_of(core, j, near), j, 0};
    for (int32_t at = left / 2; at-- > 0;) sink(offer, left, at);
    while (left > 0) {
        if (offer[0].opened < opened) {
            offer[0].gain = gain_of(core, offer[0].item, near);
            offer[0].opened = opened;
        } else {
            order[opened++] = offer[0].item;
            open_item(core, offer[0].item, near);
            offer[0] = offer[--left];
        }
        if (left > 0) sink(offer, left, 0);
    }
}

Status frontier_order(const MedianCore *core, int32_t *order) {
    Offer *offer = calloc((size_t)core->n_items + 1, sizeof *offer);
    double *near = malloc(((size_t)core->n_rows + 1) * sizeof *near);
    Status status = offer && near ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) {
        memcpy(near, core->cap, (size_t)core->n_rows * sizeof *near);
        take_in_turn(core, offer, near, order);
    }
    free(offer);
    free(near);
    return status;
}
