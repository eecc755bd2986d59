#include "planner/place/set_cover_search.h"
#include "geo/clock.h"
#include "planner/place/set_cover_bound.h"
#include "planner/place/set_cover_local.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* About 16 bytes each: 1 GB. */
static const int64_t MOST_KEPT_ENTRIES = 60000000;
/* Work of the local search at the root, before and after the bound: at most, and by the size. */
static const int64_t EARLY_STEPS = 60000000, LATE_STEPS = 600000000;
static const int64_t EARLY_PASSES = 50, LATE_PASSES = 5000;

/* One node: a core that shrinks, and the best known. */
typedef struct Node {
    SetCoverSearch *search;
    SetCoverCore *core;
    SetCoverSelection *best;
    double cutoff; /* selections from here on up are of no use */
    double bound;  /* of the whole node */
    double goal;
    int depth;
    bool walked; /* the long local search is done */
} Node;

/* How far below a value another one has to be to be worth finding. */
static double cutoff_below(const SetCoverSearch *search, double value) {
    if (search->unit > 0) return value - (1 - 1e-4) * search->unit;
    return value - SET_COVER_TOLERANCE * fabs(value);
}

/* Prices come in units, so bounds may be rounded up to one. */
static double round_up(const SetCoverSearch *search, double bound) {
    if (search->unit <= 0 || !isfinite(bound)) return bound;
    return search->unit * ceil(bound / search->unit - 5e-5);
}

static bool expired(void *context) {
    SetCoverSearch *search = ((Node *)context)->search;
    if (!search->cut && clock_s() >= search->deadline_s) search->cut = true;
    if (!search->cut && search->max_nodes > 0 && search->nodes > search->max_nodes)
        search->cut = true;
    if (!search->cut && search->stop && search->stop(search->stop_context)) search->cut = true;
    return search->cut || search->full || search->enough;
}

static void lower_cutoff(Node *node) {
    double cutoff = cutoff_below(node->search, node->best->value);
    if (cutoff < node->cutoff) node->cutoff = cutoff;
    if (node->best->value <= node->goal) node->search->enough = true;
}

/* Keeps a selection (open: of the core's items; NULL: nothing is left to choose). */
static void keep(Node *node, const uint8_t *open, double value) {
    const SetCoverCore *core = node->core;
    SetCoverSelection *best = node->best;
    if (!(value < best->value)) return;
    best->value = value;
    best->n = 0;
    for (int32_t k = 0; k < core->n_taken; k++) best->id[best->n++] = core->taken[k];
    for (int32_t j = 0; j < core->n_items; j++)
        if (open && open[j]) best->id[best->n++] = core->item_id[j];
    lower_cutoff(node);
}

/* A selection from the bound, completed greedily. */
static Status offer(void *context, uint8_t *open) {
    Node *node = context;
    SetCoverState state;
    double value;
    Status status = set_state_init(&state, node->core, open);
    if (status == STATUS_OK && set_state_complete(&state, &value)) keep(node, state.open, value);
    set_state_free(&state);
    return status;
}

static int64_t steps_of(const SetCoverCore *core, int64_t passes, int64_t most) {
    int64_t size = core->row_start[core->n_rows] + core->n_rows + core->n_items;
    return size < most / passes ? passes * size : most;
}

/* Opens the items of the best selection that are in this core. */
static void recall(const Node *node, uint8_t *open) {
    const SetCoverCore *core = node->core;
    for (int32_t k = 0; k < node->best->n; k++) {
        int32_t low = 0, high = core->n_items - 1, id = node->best->id[k];
        while (low < high) {
            int32_t middle = low + (high - low) / 2;
            if (core->item_id[middle] < id)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == high && core->item_id[low] == id) open[low] = 1;
    }
}

/* The local search, from the best selection known, else from the greedy one. */
static Status walk(Node *node, int64_t steps) {
    SetCoverState state = {0};
    double value;
    uint8_t *start = calloc((size_t)node->core->n_items + 1, 1);
    Status status = start ? STATUS_OK : STATUS_NO_MEMORY;
    if (start) recall(node, start);
    if (start) status = set_state_init(&state, node->core, start);
    free(start);
    if (status == STATUS_OK && set_state_complete(&state, &value)) {
        SetCoverLocal local = {.cutoff = node->cutoff,
                               .goal = round_up(node->search, node->bound),
                               .unit = node->search->unit,
                               .steps = steps,
                               .expired = expired,
                               .context = node};
        if (node->goal > local.goal) local.goal = node->goal;
        if (!(node->best->value < INFINITY) || value < node->best->value)
            keep(node, state.open, value);
        status = set_local_search(node->core, &local, state.open, &value);
        if (status == STATUS_OK && value < INFINITY) keep(node, state.open, value);
    }
    set_state_free(&state);
    return status;
}

/* Replaces the node's core by the smaller one. */
static Status shrink(Node *node, const uint8_t *mark) {
    SetCoverCore *smaller = NULL;
    Status status = set_core_settle(node->core, mark, NULL, &smaller);
    if (status != STATUS_OK) return status;
    set_core_free(node->core);
    node->core = smaller;
    return STATUS_OK;
}

/* ---- parts ---- */

static Status solve_part(Node *node, SetCoverCore *part, double cutoff, SetCoverSelection *best,
                         double *bound) {
    best->id = malloc(((size_t)part->n_items + 1) * sizeof *best->id);
    best->n = 0;
    best->value = INFINITY;
    if (!best->id) {
        set_core_free(part);
        return STATUS_NO_MEMORY;
    }
    return set_search_core(node->search, part, cutoff, -INFINITY, node->depth, best, bound);
}

/* Joins the parts' selections with what the core has taken. */
static void keep_parts(Node *node, const SetCoverSelection *selection, int32_t n) {
    SetCoverSelection *best = node->best;
    double value = node->core->base;
    for (int32_t k = 0; k < n; k++) value += selection[k].value;
    if (!(value < best->value)) return;
    best->value = value;
    best->n = 0;
    for (int32_t k = 0; k < node->core->n_taken; k++) best->id[best->n++] = node->core->taken[k];
    for (int32_t p = 0; p < n; p++)
        for (int32_t k = 0; k < selection[p].n; k++) best->id[best->n++] = selection[p].id[k];
    lower_cutoff(node);
}

static double sum_of(const double *value, int32_t n) {
    double sum = 0;
    for (int32_t k = 0; k < n; k++) sum += value[k];
    return sum;
}

/* Part after part, each to its own best; bound: [n], selection: [n]. */
static Status run_parts(Node *node, SetCoverCore **part, int32_t n, double *bound,
                        SetCoverSelection *selection) {
    double base = node->core->base, *rho = malloc(((size_t)node->core->n_items + 1) * sizeof *rho);
    Status status = rho ? STATUS_OK : STATUS_NO_MEMORY;
    for (int32_t k = 0; k < n; k++) {
        selection[k].value = INFINITY;
        if (rho) bound[k] = round_up(node->search, cover_bound_at(part[k], rho));
    }
    free(rho);
    for (int32_t k = 0; k < n && status == STATUS_OK; k++) {
        /* What this part may cost at most if the others cost their bounds. */
        double others = base + sum_of(bound, n) - bound[k], found;
        status = solve_part(node, part[k], node->cutoff - others, &selection[k], &found);
        part[k] = NULL;
        if (status != STATUS_OK) break;
        if (node->depth == 0) node->search->full = false;
        if (found > bound[k]) bound[k] = found;
        if (!(selection[k].value < INFINITY) || base + sum_of(bound, n) >= node->cutoff) break;
    }
    return status;
}

static Status solve_parts(Node *node, SetCoverCore **part, int32_t n) {
    double *bound = calloc((size_t)n, sizeof *bound);
    SetCoverSelection *selection = calloc((size_t)n, sizeof *selection);
    Status status =
        bound && selection ? run_parts(node, part, n, bound, selection) : STATUS_NO_MEMORY;
    if (status == STATUS_OK) {
        double sum = node->core->base + sum_of(bound, n);
        if (sum > node->cutoff) sum = node->cutoff;
        if (sum > node->bound) node->bound = sum;
        keep_parts(node, selection, n);
    }
    for (int32_t k = 0; k < n; k++) {
        set_core_free(part[k]);
        if (selection) free(selection[k].id);
    }
    free(part);
    free(bound);
    free(selection);
    return status;
}

/* ---- branching ---- */

/* The item whose use is nearest to one half; of those the one with most rows. */
static int32_t branch_item(const SetCoverCore *core, const SetCoverDual *dual) {
    int32_t best = -1;
    double best_score = -1;
    for (int32_t j = 0; j < core->n_items; j++) {
        if (dual->mark[j] != COVER_FREE) continue;
        double half = 0.5 - fabs(dual->use[j] - 0.5);
        double score = (half + 1e-3) * (double)(core->col_start[j + 1] - core->col_start[j]);
        if (score <= best_score) continue;
        best_score = score;
        best = j;
    }
    return best;
}

static Status solve_child(Node *node, uint8_t *mark, int32_t item, SetCoverMark as, double *bound) {
    SetCoverCore *child = NULL;
    *bound = INFINITY;
    mark[item] = (uint8_t)as;
    Status status = set_core_settle(node->core, mark, NULL, &child);
    if (status == STATUS_INFEASIBLE) return STATUS_OK;
    if (status == STATUS_OK)
        status = set_search_core(node->search, child, node->cutoff, node->goal, node->depth + 1,
                                 node->best, bound);
    lower_cutoff(node);
    return status;
}

/* A core is kept while its children are searched. Where the kept ones would take too much memory
 * this part of the problem is left with the bound it has. */
static bool keeps_too_much(SetCoverSearch *search, int64_t entries) {
    if (search->kept_entries + entries > MOST_KEPT_ENTRIES) search->full = true;
    return search->full;
}

static Status branch(Node *node, SetCoverDual *dual) {
    int64_t entries = 4 * (int64_t)node->core->n_rows + node->core->row_start[node->core->n_rows];
    if (keeps_too_much(node->search, entries)) return STATUS_OK;
    int32_t item = branch_item(node->core, dual);
    if (item < 0)
        return shrink(node, dual->mark) == STATUS_NO_MEMORY ? STATUS_NO_MEMORY : STATUS_OK;
    node->search->kept_entries += entries;
    double first, second;
    SetCoverMark likely = dual->use[item] >= 0.5 ? COVER_OPEN : COVER_OUT;
    SetCoverMark other = likely == COVER_OPEN ? COVER_OUT : COVER_OPEN;
    Status status = solve_child(node, dual->mark, item, likely, &first);
    if (status == STATUS_OK) status = solve_child(node, dual->mark, item, other, &second);
    node->search->kept_entries -= entries;
    if (status != STATUS_OK) return status;
    double least = first < second ? first : second;
    /* Marks leave out selections from the cutoff on up. */
    if (least > node->cutoff) least = node->cutoff;
    if (least > node->bound) node->bound = least;
    return STATUS_OK;
}

/* ---- a node ---- */

static SetCoverEffort effort_of(const Node *node, int round) {
    if (node->depth == 0)
        return (SetCoverEffort){.iterations = 1500,
                                .patience = 12,
                                .step = round == 0 ? 1 : 0.5,
                                .least_step = 0.005,
                                .offer_every = 30,
                                .enough = 0.2};
    return (SetCoverEffort){.iterations = round == 0 ? 120 : 50,
                            .patience = 6,
                            .step = 0.5,
                            .least_step = 0.02,
                            .offer_every = 40,
                            .enough = 0.2};
}

typedef enum Turn { TURN_DONE, TURN_AGAIN } Turn;

/* What follows once the bound is known. */
static Status conclude(Node *node, SetCoverDual *dual, Turn *turn) {
    Status status = STATUS_OK;
    if (node->bound >= node->cutoff || expired(node)) return STATUS_OK;
    if (dual->settled >= 0.1 * node->core->n_items) {
        *turn = TURN_AGAIN;
        return shrink(node, dual->mark);
    }
    if (node->depth == 0 && !node->walked) {
        node->walked = true;
        status = walk(node, steps_of(node->core, LATE_PASSES, LATE_STEPS));
        /* A better selection settles more: the bound is looked at again. */
        *turn = TURN_AGAIN;
        return status;
    }
    return branch(node, dual);
}

/* Bound, settle, shrink or branch: one turn of a node whose core hangs together. */
static Status take_turn(Node *node, int round, Turn *turn) {
    SetCoverGuide guide = {.offer = offer,
                           .expired = expired,
                           .context = node,
                           .cutoff = &node->cutoff,
                           .known = node->best->value,
                           .iterations = &node->search->iterations};
    SetCoverEffort effort = effort_of(node, round);
    SetCoverDual dual;
    Status status = set_dual_init(&dual, node->core);
    *turn = TURN_DONE;
    if (!(guide.known < INFINITY)) { /* no selection yet: all there is costs that much */
        guide.known = node->core->base;
        for (int32_t j = 0; j < node->core->n_items; j++) guide.known += node->core->price[j];
    }
    if (status == STATUS_OK) status = set_bound(node->core, &effort, &guide, &dual);
    double bound = dual.bound < node->cutoff ? dual.bound : node->cutoff;
    if (status == STATUS_OK && bound > node->bound) node->bound = bound;
    if (status == STATUS_OK) status = conclude(node, &dual, turn);
    set_dual_free(&dual);
    return status;
}

/* Reduces, and deals with what needs no bound. */
static Status prepare(Node *node, int round, bool *done) {
    SetCoverCore **part = NULL;
    int32_t n = 1;
    *done = true;
    Status status = set_core_reduce(&node->core);
    if (status != STATUS_OK) return status;
    if (node->core->n_items == 0) {
        double base = node->core->base < node->cutoff ? node->core->base : node->cutoff;
        if (base > node->bound) node->bound = base;
        keep(node, NULL, node->core->base);
        return STATUS_OK;
    }
    if (node->core->base >= node->cutoff) {
        node->bound = node->cutoff;
        return STATUS_OK;
    }
    if (node->depth == 0 && round == 0) cover_first_multipliers(node->core);
    status = set_core_split(node->core, &part, &n);
    if (status == STATUS_OK && n > 1) return solve_parts(node, part, n);
    *done = false;
    if (status == STATUS_OK && node->depth == 0 && round == 0)
        status = walk(node, steps_of(node->core, EARLY_PASSES, EARLY_STEPS));
    return status;
}

static Status run_node(Node *node) {
    Turn turn = TURN_AGAIN;
    Status status = STATUS_OK;
    for (int round = 0; turn == TURN_AGAIN && status == STATUS_OK; round++) {
        bool done = false;
        status = prepare(node, round, &done);
        if (done || status != STATUS_OK) break;
        status = take_turn(node, round, &turn);
    }
    /* Nothing is left below the cutoff. */
    if (status == STATUS_INFEASIBLE) {
        node->bound = node->cutoff;
        status = STATUS_OK;
    }
    return status;
}

Status set_search_core(SetCoverSearch *search, SetCoverCore *core, double cutoff, double goal,
                       int depth, SetCoverSelection *best, double *bound) {
    Node node = {.search = search,
                 .core = core,
                 .best = best,
                 .cutoff = cutoff,
                 .bound = core->base,
                 .goal = goal,
                 .depth = depth};
    if (best->value < INFINITY) lower_cutoff(&node);
    search->nodes++;
    Status status = run_node(&node);
    set_core_free(node.core);
    *bound = round_up(search, node.bound);
    return status;
}
