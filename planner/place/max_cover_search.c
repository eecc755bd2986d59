#include "planner/place/max_cover_search.h"
#include "geo/clock.h"
#include "planner/place/max_cover_bound.h"
#include "planner/place/max_cover_heap.h"
#include "planner/place/max_cover_region.h"
#include "planner/place/max_cover_swap.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rounds of kicks before the first branch. */
enum { KICKS = 1000 };

/* An aim is so far below the bound, as a share of the way to the best selection, and so long. */
static const double AIM_SHARE = 0.25;
enum { AIM_NODES = 100 };

/* One node: a core that shrinks. */
typedef struct Node {
    CoverSearch *search;
    CoverHeap *heap;
    CoverCore *core;
    double cutoff; /* selections below are of no use */
    double bound;  /* of this node */
    int32_t depth;
    bool regions;   /* the regions have been searched */
    bool aimed;     /* there is no more to hope for from aims */
    uint64_t kicks; /* how many rounds of kicks there have been: the seed of the next */
} Node;

/* How much a selection must be worth to be worth finding. */
static double cutoff_of(const CoverSearch *search) {
    double better = search->best_value + MAX_COVER_TOLERANCE * fabs(search->best_value);
    if (search->integral) better = search->best_value + 1 - 1e-3;
    return fmax(better, search->floor);
}

static bool expired(void *context) {
    CoverSearch *search = ((Node *)context)->search;
    if (!search->cut && clock_s() >= search->deadline_s) search->cut = true;
    if (!search->cut && search->max_nodes > 0 && search->nodes > search->max_nodes)
        search->cut = true;
    if (search->enough > 0 && search->best_value >= search->enough) search->cut = true;
    if (!search->cut && search->stop && search->stop(search->stop_context)) search->cut = true;
    return search->cut;
}

/* ---- selections ---- */

/* Keeps a selection (open: of the core's items; NULL: nothing is left to choose). */
static void keep(Node *node, const uint8_t *open, double value) {
    const CoverCore *core = node->core;
    CoverSearch *search = node->search;
    if (!(value > search->best_value)) return;
    search->best_value = value;
    memset(search->best, 0, search->n_candidates);
    for (int32_t k = 0; k < core->n_taken; k++) search->best[core->taken[k]] = 1;
    for (int32_t j = 0; open && j < core->n_items; j++)
        if (open[j]) search->best[core->item_id[j]] = 1;
    node->cutoff = cutoff_of(search);
}

static Status improve_and_keep(Node *node, int32_t n_kicks, uint8_t *open) {
    CoverKicks kicks = {
        .kicks = n_kicks, .seed = node->kicks++, .expired = expired, .context = node};
    double value;
    Status status = cover_improve(node->core, &kicks, open, &value);
    if (status == STATUS_OK) keep(node, open, value);
    return status;
}

/* A selection from the bound: improved by exchanges where it is not hopeless. */
static Status offer(void *context, uint8_t *open) {
    Node *node = context;
    if (node->depth > 0 && cover_value(node->core, open) < 0.98 * node->search->best_value)
        return STATUS_OK;
    return improve_and_keep(node, 0, open);
}

static Status start_selection(Node *node, const uint8_t *start) {
    const CoverCore *core = node->core;
    uint8_t *open = calloc((size_t)core->n_items + 1, 1);
    Status status = open ? STATUS_OK : STATUS_NO_MEMORY;
    int32_t left = core->need;
    for (int32_t j = 0; start && open && j < core->n_items && left > 0; j++)
        left -= open[j] = start[core->item_id[j]];
    if (status == STATUS_OK) status = cover_greedy(core, open);
    if (status == STATUS_OK) keep(node, open, cover_value(core, open));
    if (status == STATUS_OK) status = improve_and_keep(node, 0, open);
    free(open);
    return status;
}

/* Kicks about the best selection, as far as it lies in this core. */
static Status kick_best(Node *node, int32_t n_kicks) {
    const CoverCore *core = node->core;
    uint8_t *open = calloc((size_t)core->n_items + 1, 1);
    if (!open) return STATUS_NO_MEMORY;
    int32_t left = core->need;
    for (int32_t j = 0; j < core->n_items && left > 0; j++)
        left -= open[j] = node->search->best[core->item_id[j]];
    Status status = cover_greedy(core, open);
    if (status == STATUS_OK) status = improve_and_keep(node, n_kicks, open);
    free(open);
    return status;
}

/* ---- shrinking ---- */

/* Replaces the node's core by the smaller one; *empty: nothing from the cutoff on up is left. */
static Status shrink(Node *node, const uint8_t *mark, bool *empty) {
    CoverCore *smaller = NULL;
    Status status = cover_core_settle(node->core, mark, &smaller);
    *empty = status == STATUS_INFEASIBLE;
    if (status != STATUS_OK) return *empty ? STATUS_OK : status;
    cover_core_release(node->core);
    node->core = smaller;
    return STATUS_OK;
}

/* ---- branching ---- */

/* The item whose use is nearest to one half, weighed by its rows. */
static int32_t branch_item(const CoverCore *core, const CoverDual *dual) {
    int32_t best = -1;
    double best_score = -1;
    for (int32_t j = 0; j < core->n_items; j++) {
        if (dual->mark[j] != COVER_FREE) continue;
        double use = dual->use[j], half = 0.5 - fabs(use - 0.5);
        double worth = 0;
        for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++)
            worth += core->weight[core->col_row[at]];
        double score = (half + 1e-4) * worth;
        if (score <= best_score) continue;
        best_score = score;
        best = j;
    }
    return best;
}

static int32_t item_of(const CoverCore *core, int32_t id) {
    int32_t low = 0, high = core->n_items;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (core->item_id[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Puts both sides on the heap; they share what is left of the core. */
static Status branch(Node *node, const CoverDual *dual) {
    int32_t item = branch_item(node->core, dual);
    double opened = fmin(node->bound, dual->opened[item]),
           closed = fmin(node->bound, dual->closed[item]);
    int32_t id = node->core->item_id[item];
    bool empty = false;
    Status status = dual->settled > 0 ? shrink(node, dual->mark, &empty) : STATUS_OK;
    if (status != STATUS_OK || empty) return status;
    CoverOpenNode side = {.core = node->core, .depth = node->depth + 1};
    if (node->core->n_items == 0) { /* the marks leave one selection */
        keep(node, NULL, node->core->base);
        return STATUS_OK;
    }
    side.item = item_of(node->core, id);
    side.as = COVER_OPEN;
    side.bound = opened;
    if (opened >= node->cutoff) status = cover_heap_push(node->heap, &side);
    side.as = COVER_OUT;
    side.bound = closed;
    if (status == STATUS_OK && closed >= node->cutoff) status = cover_heap_push(node->heap, &side);
    return status;
}

/* ---- a node ---- */

/* Before the first branch: a better selection settles more items. */
static Status improve_regions(Node *node) {
    node->regions = true;
    Status status = kick_best(node, KICKS);
    if (status == STATUS_OK && !(node->search->enough > 0) &&
        node->core->need > 2 * COVER_REGION_OPEN)
        status = cover_regions(node->search, node->core);
    node->cutoff = cutoff_of(node->search);
    return status;
}

/* Searches a copy of the node for a selection that is worth at least `floor`. */
static Status aim_at(Node *node, double floor, double *bound) {
    CoverSearch *search = node->search, inner = *search;
    CoverCore *copy = NULL;
    uint8_t *mark = calloc((size_t)node->core->n_items + 1, 1);
    Status status = mark ? cover_core_settle(node->core, mark, &copy) : STATUS_NO_MEMORY;
    free(mark);
    inner.is_region = true;
    inner.floor = floor;
    inner.nodes = 0;
    inner.max_nodes = AIM_NODES;
    if (search->max_nodes > 0 && search->max_nodes - search->nodes + 1 < AIM_NODES)
        inner.max_nodes = search->max_nodes - search->nodes + 1;
    if (status == STATUS_OK) status = cover_search(&inner, copy, NULL, bound);
    search->best_value = inner.best_value;
    search->iterations = inner.iterations;
    search->nodes += inner.nodes - 1;
    return status;
}

/*
 * Aims high: little is left of a problem in which a selection is to be worth almost the bound, so
 * that good ones, if there are any, are soon found; where there are none, that lowers the bound.
 */
static Status aim(Node *node) {
    CoverSearch *search = node->search;
    Status status = STATUS_OK;
    node->aimed = true;
    for (bool better = true; better && status == STATUS_OK && !expired(node);) {
        double before = search->best_value, bound = INFINITY;
        double aimed = node->bound - AIM_SHARE * (node->bound - fmax(before, search->floor));
        if (search->integral) aimed = ceil(aimed) - 1e-3;
        if (node->bound < cutoff_of(search)) break;
        status = aim_at(node, aimed, &bound);
        if (bound < node->bound) node->bound = bound;
        better = search->best_value > before;
    }
    node->cutoff = cutoff_of(search);
    return status;
}

static CoverEffort effort_of(const Node *node, int round) {
    if (node->depth == 0)
        return (CoverEffort){.iterations = 20000,
                             .patience = node->search->is_region ? 30 : 300,
                             .step = round == 0 ? 1 : 0.5,
                             .least_step = 0.005,
                             .offer_every = 40,
                             .enough = 0.3};
    return (CoverEffort){.iterations = round == 0 ? 60 : 30,
                         .patience = 20,
                         .step = 0.5,
                         .least_step = 0.02,
                         .offer_every = round == 0 ? 59 : 0,
                         .enough = 0.2};
}

typedef enum Turn { TURN_DONE, TURN_AGAIN } Turn;

/* Bound, settle, shrink or branch: one turn of a node. */
static Status take_turn(Node *node, int round, Turn *turn) {
    CoverGuide guide = {.offer = offer,
                        .expired = expired,
                        .context = node,
                        .cutoff = &node->cutoff,
                        .iterations = &node->search->iterations};
    CoverEffort effort = effort_of(node, round);
    CoverDual dual;
    Status status = cover_dual_init(&dual, node->core);
    *turn = TURN_DONE;
    if (status == STATUS_OK) status = cover_bound(node->core, &effort, &guide, &dual);
    if (status == STATUS_OK && dual.bound < node->bound) node->bound = dual.bound;
    bool empty = false;
    if (status != STATUS_OK || node->bound < node->cutoff) {
        /* the end of this node */
    } else if (dual.settled >= 0.1 * node->core->n_items) {
        status = shrink(node, dual.mark, &empty);
        *turn = empty ? TURN_DONE : TURN_AGAIN;
    } else if (node->search->brief) {
        node->search->cut = true;
    } else if (node->depth == 0 && !node->regions && !node->search->is_region) {
        status = improve_regions(node);
        *turn = TURN_AGAIN;
    } else if (node->depth == 0 && !node->aimed && !node->search->is_region) {
        status = aim(node);
        *turn = TURN_AGAIN;
    } else {
        status = branch(node, &dual);
    }
    cover_dual_free(&dual);
    return status;
}

static Status run_node(Node *node, const uint8_t *start) {
    Turn turn = TURN_AGAIN;
    Status status = STATUS_OK;
    for (int round = 0; turn == TURN_AGAIN && status == STATUS_OK; round++) {
        bool done_before = node->depth == 0 && round == 0 && node->search->reduced;
        status = done_before ? STATUS_OK : cover_reduce(&node->core);
        if (status != STATUS_OK) break;
        if (node->core->n_items == 0) {
            keep(node, NULL, node->core->base);
            break;
        }
        if (node->depth == 0 && round == 0 && !node->search->is_region)
            status = start_selection(node, start);
        if (status == STATUS_OK) status = take_turn(node, round, &turn);
    }
    return status;
}

/* Takes a node from the heap: its core is its parent's with one more item settled. */
static Status open_node(Node *node, const CoverOpenNode *from, bool *empty) {
    uint8_t *mark = calloc((size_t)from->core->n_items + 1, 1);
    if (!mark) return STATUS_NO_MEMORY;
    mark[from->item] = (uint8_t)from->as;
    Status status = cover_core_settle(from->core, mark, &node->core);
    free(mark);
    *empty = status == STATUS_INFEASIBLE;
    node->bound = from->bound;
    node->depth = from->depth;
    return *empty ? STATUS_OK : status;
}

/* The greatest bound of what has not been searched to its end. */
static Status search_tree(Node *node, const uint8_t *start, double *left) {
    CoverSearch *search = node->search;
    search->nodes++;
    Status status = run_node(node, start);
    cover_core_release(node->core);
    node->core = NULL;
    *left = search->cut ? node->bound : -INFINITY;
    CoverOpenNode next;
    while (status == STATUS_OK && !expired(node) &&
           cover_heap_pop(node->heap, node->cutoff, &next)) {
        search->nodes++;
        bool empty;
        status = open_node(node, &next, &empty);
        if (status == STATUS_OK && !empty) status = run_node(node, NULL);
        if (search->cut) *left = fmax(*left, node->bound);
        cover_core_release(node->core);
        cover_core_release(next.core);
        node->core = NULL;
    }
    *left = fmax(*left, cover_heap_bound(node->heap));
    return status;
}

void cover_search_until(CoverSearch *search, double enough) {
    search->enough = enough;
    search->floor = search->integral && enough > 0 ? ceil(enough) - 1e-3 : enough;
}

Status cover_search(CoverSearch *search, CoverCore *core, const uint8_t *start, double *bound) {
    CoverHeap heap = {.n = 0};
    Node node = {
        .search = search, .heap = &heap, .core = core, .cutoff = -INFINITY, .bound = core->base};
    if (!search->is_region) search->best_value = -INFINITY;
    if (search->best_value > -INFINITY) node.cutoff = cutoff_of(search);
    for (int32_t row = 0; row < core->n_rows; row++) node.bound += core->weight[row];
    double left = -INFINITY;
    Status status = search_tree(&node, start, &left);
    cover_heap_free(&heap);
    if (status != STATUS_OK) return status;
    /* What was left out on the way is below the cutoff. */
    double closed = search->integral ? floor(node.cutoff) : nextafter(node.cutoff, -INFINITY);
    if (search->integral) left = floor(left + 1e-3);
    *bound = fmax(left, closed);
    return STATUS_OK;
}
