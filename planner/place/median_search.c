#include "planner/place/median_search.h"
#include "geo/clock.h"
#include "planner/place/median_bound.h"
#include "planner/place/median_swap.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* About 24 bytes each. */
static const int64_t MOST_KEPT_ENTRIES = 60000000;

/* One node: a core that shrinks, and the best known. */
typedef struct Node {
    MedianSearch *search;
    MedianCore *core;
    MedianSelection *best;
    double cutoff; /* selections from here on up are of no use */
    double bound;  /* of the whole node */
    int depth;
} Node;

double median_cutoff(const MedianSearch *search, double value) {
    if (search->integral) return value - 1 + 1e-3;
    return value - MEDIAN_TOLERANCE * fabs(value);
}

static bool expired(void *context) {
    MedianSearch *search = ((Node *)context)->search;
    if (!search->cut && clock_s() >= search->deadline_s) search->cut = true;
    if (!search->cut && search->max_nodes > 0 && search->nodes > search->max_nodes)
        search->cut = true;
    if (!search->cut && search->stop && search->stop(search->stop_context)) search->cut = true;
    return search->cut || search->full;
}

/* Keeps a selection (open: of the core's items; NULL: nothing is left to choose). */
static void keep(Node *node, const uint8_t *open, double value) {
    const MedianCore *core = node->core;
    MedianSelection *best = node->best;
    if (!(value < best->value)) return;
    best->value = value;
    best->n = 0;
    for (int32_t k = 0; k < core->n_taken; k++) best->id[best->n++] = core->taken[k];
    for (int32_t j = 0; j < core->n_items; j++)
        if (open && open[j]) best->id[best->n++] = core->item_id[j];
    double cutoff = median_cutoff(node->search, value);
    if (cutoff < node->cutoff) node->cutoff = cutoff;
}

/* A selection from the bound: improved by exchanges where it is not hopeless. */
static Status offer(void *context, uint8_t *open) {
    Node *node = context;
    double value = median_value(node->core, open);
    if (node->depth > 0 && value > node->best->value * 1.05) return STATUS_OK;
    Status status = median_swap(node->core, open, &value);
    if (status == STATUS_OK) keep(node, open, value);
    return status;
}

static Status start_selection(Node *node) {
    uint8_t *open = malloc((size_t)node->core->n_items + 1);
    Status status = open ? median_greedy(node->core, open) : STATUS_NO_MEMORY;
    double value = 0;
    if (status == STATUS_OK) status = median_swap(node->core, open, &value);
    if (status == STATUS_OK) keep(node, open, value);
    free(open);
    return status;
}

/* Replaces the node's core by the smaller one; infeasible: nothing below the cutoff is left. */
static Status shrink(Node *node, const uint8_t *mark, bool *empty) {
    MedianCore *smaller = NULL;
    Status status = median_core_settle(node->core, mark, &smaller);
    *empty = status == STATUS_INFEASIBLE;
    if (status != STATUS_OK) return *empty ? STATUS_OK : status;
    median_core_free(node->core);
    node->core = smaller;
    return STATUS_OK;
}

/* Drops what is dominated, until nothing is. */
static Status reduce(Node *node) {
    Status status = STATUS_OK;
    for (bool again = true; again && status == STATUS_OK;) {
        uint8_t *mark = calloc((size_t)node->core->n_items + 1, 1);
        if (!mark) return STATUS_NO_MEMORY;
        bool empty;
        again = median_core_dominated(node->core, mark) > 0;
        if (again) status = shrink(node, mark, &empty);
        free(mark);
    }
    return status;
}

/* ---- parts ---- */

static Status solve_part(Node *node, MedianCore *part, double cutoff, MedianSelection *best,
                         double *bound) {
    best->id = malloc(((size_t)median_core_needs(part) + 1) * sizeof *best->id);
    best->n = 0;
    best->value = INFINITY;
    if (!best->id) {
        median_core_free(part);
        return STATUS_NO_MEMORY;
    }
    return median_search(node->search, part, cutoff, node->depth, best, bound);
}

/* Bounds of all parts at their present prices; bound: [n]. Returns their sum. */
static double part_bounds(MedianCore **part, int32_t n, double *rho, double *bound) {
    double sum = 0;
    for (int32_t k = 0; k < n; k++) sum += bound[k] = median_bound_at(part[k], rho);
    return sum;
}

/* Joins the parts' selections with what the core has taken. */
static void keep_parts(Node *node, const MedianSelection *selection, int32_t n) {
    MedianSelection *best = node->best;
    double value = node->core->base;
    for (int32_t k = 0; k < n; k++) value += selection[k].value;
    if (!(value < best->value)) return;
    best->value = value;
    best->n = 0;
    for (int32_t k = 0; k < node->core->n_taken; k++) best->id[best->n++] = node->core->taken[k];
    for (int32_t p = 0; p < n; p++)
        for (int32_t k = 0; k < selection[p].n; k++) best->id[best->n++] = selection[p].id[k];
}

static Status solve_parts(Node *node, MedianCore **part, int32_t n) {
    double *bound = calloc((size_t)n, sizeof *bound);
    double *rho = malloc(((size_t)node->core->n_items + 1) * sizeof *rho);
    MedianSelection *selection = calloc((size_t)n, sizeof *selection);
    Status status = bound && rho && selection ? STATUS_OK : STATUS_NO_MEMORY;
    double sum = status == STATUS_OK ? part_bounds(part, n, rho, bound) : 0;
    free(rho);
    double base = node->core->base;
    for (int32_t k = 0; selection && k < n; k++) selection[k].value = INFINITY;
    for (int32_t k = 0; k < n && status == STATUS_OK; k++) {
        /* What this part may cost at most if the others cost their bounds. */
        double others = base + sum - bound[k], found;
        status = solve_part(node, part[k], node->cutoff - others, &selection[k], &found);
        part[k] = NULL;
        if (status != STATUS_OK) break;
        if (node->depth == 0) node->search->full = false;
        if (found > bound[k]) bound[k] = found;
        sum = 0;
        for (int32_t p = 0; p < n; p++) sum += bound[p];
        if (!(selection[k].value < INFINITY) || base + sum >= node->cutoff) break;
    }
    if (status == STATUS_OK) {
        node->bound = base + sum;
        keep_parts(node, selection, n);
    }
    for (int32_t k = 0; k < n; k++) {
        median_core_free(part[k]);
        if (selection) free(selection[k].id);
    }
    free(part);
    free(bound);
    free(selection);
    return status;
}

/* ---- branching ---- */

/* The candidate whose use is nearest to one half; of those the one with most entries. */
static int32_t branch_item(const MedianCore *core, const MedianDual *dual) {
    int32_t best = -1;
    double best_score = -1;
    for (int32_t j = 0; j < core->n_items; j++) {
        if (dual->mark[j] != MARK_FREE) continue;
        double use = dual->use[j], half = 0.5 - fabs(use - 0.5);
        double entries = (double)(core->col_start[j + 1] - core->col_start[j]);
        double score = (half + 1e-4) * entries;
        if (score <= best_score) continue;
        best_score = score;
        best = j;
    }
    return best;
}

static Status solve_child(Node *node, uint8_t *mark, int32_t item, MedianMark as, double *bound) {
    MedianCore *child = NULL;
    *bound = INFINITY;
    mark[item] = (uint8_t)as;
    Status status = median_core_settle(node->core, mark, &child);
    if (status == STATUS_INFEASIBLE) return STATUS_OK;
    if (status == STATUS_OK)
        status =
            median_search(node->search, child, node->cutoff, node->depth + 1, node->best, bound);
    double cutoff = median_cutoff(node->search, node->best->value);
    if (cutoff < node->cutoff) node->cutoff = cutoff;
    return status;
}

/*
 * A core is kept while its children are searched. Where the kept ones would take too much memory
 * this part of the problem is left with the bound it has: a tree of that size would not be
 * searched to its end anyway. Other parts, which share nothing with it, go on.
 */
static bool keeps_too_much(MedianSearch *search, int64_t entries) {
    if (search->kept_entries + entries > MOST_KEPT_ENTRIES) search->full = true;
    return search->full;
}

static Status branch(Node *node, MedianDual *dual) {
    int64_t entries = node->core->row_start[node->core->n_rows];
    if (keeps_too_much(node->search, entries)) return STATUS_OK;
    node->search->kept_entries += entries;
    int32_t item = branch_item(node->core, dual);
    double first, second, bound = node->bound;
    MedianMark likely = dual->use[item] >= 0.5 ? MARK_OPEN : MARK_OUT;
    Status status = solve_child(node, dual->mark, item, likely, &first);
    if (status == STATUS_OK)
        status = solve_child(node, dual->mark, item, likely == MARK_OPEN ? MARK_OUT : MARK_OPEN,
                             &second);
    node->search->kept_entries -= entries;
    if (status != STATUS_OK) return status;
    double least = first < second ? first : second;
    /* Marks leave out selections from the cutoff on up. */
    if (least > node->cutoff) least = node->cutoff;
    if (least > bound) node->bound = least;
    return STATUS_OK;
}

/* ---- a node ---- */

/* Found by trying, on OR-Library's pmed1-20, on random graphs of up to 900 vertices and on the
 * national plans: the root is worth long ascents, stopped as soon as a fair share of the entries
 * can go; in the tree many short ones are better. */
static MedianEffort effort_of(const Node *node, int round) {
    if (node->depth == 0 && round == 0)
        return (MedianEffort){.iterations = 1000,
                              .patience = 15,
                              .step = 1,
                              .least_step = 0.01,
                              .offer_every = 40,
                              .enough = 0.3};
    if (node->depth == 0)
        return (MedianEffort){.iterations = 1000,
                              .patience = 15,
                              .step = 0.5,
                              .least_step = 0.005,
                              .offer_every = 40,
                              .enough = 0.2};
    return (MedianEffort){.iterations = round == 0 ? 150 : 60,
                          .patience = 8,
                          .step = 0.5,
                          .least_step = 0.02,
                          .offer_every = 30,
                          .enough = 0.2};
}

typedef enum Turn { TURN_DONE, TURN_AGAIN } Turn;

/* Bound, settle, shrink or branch: one turn of a node whose core hangs together. */
static Status take_turn(Node *node, int round, Turn *turn) {
    MedianGuide guide = {.offer = offer,
                         .expired = expired,
                         .context = node,
                         .cutoff = &node->cutoff,
                         .iterations = &node->search->iterations};
    MedianEffort effort = effort_of(node, round);
    MedianDual dual;
    Status status = median_dual_init(&dual, node->core);
    *turn = TURN_DONE;
    if (status == STATUS_OK) status = median_bound(node->core, &effort, &guide, &dual);
    if (status == STATUS_OK && dual.bound > node->bound) node->bound = dual.bound;
    if (status != STATUS_OK || node->bound >= node->cutoff || expired(node)) {
        /* the end of this node */
    } else if ((double)dual.settled >= 0.1 * (double)node->core->row_start[node->core->n_rows]) {
        bool empty;
        status = shrink(node, dual.mark, &empty);
        if (empty)
            node->bound = node->cutoff;
        else
            *turn = TURN_AGAIN;
    } else {
        status = branch(node, &dual);
    }
    median_dual_free(&dual);
    return status;
}

static Status run_node(Node *node) {
    Turn turn = TURN_AGAIN;
    Status status = STATUS_OK;
    for (int round = 0; turn == TURN_AGAIN && status == STATUS_OK; round++) {
        MedianCore **part = NULL;
        int32_t n = 1;
        status = reduce(node);
        if (status != STATUS_OK) break;
        if (node->core->n_items == 0) {
            /* Earlier marks left out only selections from the cutoff on up. */
            node->bound = node->core->base < node->cutoff ? node->core->base : node->cutoff;
            keep(node, NULL, node->core->base);
            return STATUS_OK;
        }
        status = median_core_split(node->core, &part, &n);
        if (status == STATUS_OK && n > 1) {
            status = solve_parts(node, part, n);
            if (node->bound > node->cutoff) node->bound = node->cutoff;
            return status;
        }
        if (status == STATUS_OK && round == 0 && !(node->best->value < INFINITY))
            status = start_selection(node);
        if (status == STATUS_OK) status = take_turn(node, round, &turn);
    }
    return status;
}

Status median_search(MedianSearch *search, MedianCore *core, double cutoff, int depth,
                     MedianSelection *best, double *bound) {
    Node node = {.search = search,
                 .core = core,
                 .best = best,
                 .cutoff = cutoff,
                 .bound = -INFINITY,
                 .depth = depth};
    double known = median_cutoff(search, best->value);
    if (best->value < INFINITY && known < node.cutoff) node.cutoff = known;
    search->nodes++;
    Status status = run_node(&node);
    median_core_free(node.core);
    *bound = search->integral ? ceil(node.bound - 1e-4) : node.bound;
    return status;
}
