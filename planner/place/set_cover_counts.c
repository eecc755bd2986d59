#include "planner/place/set_cover_counts.h"
#include "geo/clock.h"
#include "planner/place/max_cover_search.h"
#include "planner/place/max_cover_swap.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* See set_cover_search.h, whose marks do not go together with those of the covering engine. */
double cover_target(const SetCoverProblem *problem, double *total);
double cover_weight(const SetCoverProblem *problem, const uint8_t *open);

/* Nodes a number may take before the others have had as many; the first round is a brief one. */
static const int64_t FIRST_NODES = 1, NODES_GROW = 30;

typedef enum Answer { ANSWER_YES, ANSWER_NO, ANSWER_UNKNOWN } Answer;

typedef struct Counting {
    const SetCoverProblem *problem;
    SetCoverCounts *counts;
    CoverCore *core;    /* with the states applied; its need is set for each number */
    CoverSearch search; /* the limits, as they are at the start of each number */
    double target;
    int64_t required; /* of the sites, open in any case */
    int64_t most_nodes;
    const uint8_t *mark; /* [items] all free */
    bool cut;            /* a limit was reached */
} Counting;

bool set_cover_is_counting(const SetCoverProblem *problem, double *one_price) {
    bool found = false;
    if (problem->times != 1 || !(problem->share < 1)) return false;
    for (size_t j = 0; j < problem->n_candidates; j++) {
        if (problem->state && problem->state[j] != SITE_FREE) continue;
        double price = problem->price ? problem->price[j] : 1;
        if (found && price != *one_price) return false;
        found = true;
        *one_price = price;
    }
    return found && *one_price > 0;
}

/* ---- one number ---- */

static bool is_over(const Counting *counting) {
    const CoverSearch *search = &counting->search;
    return clock_s() >= search->deadline_s ||
           (search->max_nodes > 0 && counting->counts->nodes >= search->max_nodes) ||
           (search->stop && search->stop(search->stop_context));
}

/* Keeps a selection where it is better; false where rounding says it does not reach the target. */
static bool keep(Counting *counting, const uint8_t *best) {
    SetCoverCounts *counts = counting->counts;
    int64_t n = 0;
    if (cover_weight(counting->problem, best) < counting->target) return false;
    for (size_t j = 0; j < counting->problem->n_candidates; j++) n += best[j];
    if (counts->n_open > 0 && n >= counts->n_open) return true;
    memcpy(counts->open, best, counting->problem->n_candidates);
    counts->n_open = n;
    return true;
}

static Answer answer_of(Counting *counting, const CoverSearch *search, double bound) {
    if (search->best_value >= search->enough) {
        if (keep(counting, search->best)) return ANSWER_YES;
        counting->counts->unsure = true;
    }
    return bound < search->enough ? ANSWER_NO : ANSWER_UNKNOWN;
}

/* Can `number` sites reach the target? */
static Status ask(Counting *counting, int64_t number, Answer *answer) {
    SetCoverCounts *counts = counting->counts;
    CoverSearch search = counting->search;
    CoverCore *core = NULL;
    double bound;
    int64_t left = search.max_nodes - counts->nodes;
    search.max_nodes = counting->most_nodes;
    if (counting->search.max_nodes > 0 && left < search.max_nodes) search.max_nodes = left;
    memset(search.best, 0, search.n_candidates);
    counting->core->need = (int32_t)(number - counting->required);
    *answer = ANSWER_UNKNOWN;
    search.brief = counting->most_nodes == FIRST_NODES;
    Status status = cover_core_settle(counting->core, counting->mark, &core);
    if (status != STATUS_OK) return status;
    core->users++; /* the search consumes one */
    status = cover_search(&search, core, NULL, &bound);
    /* The rows are the same for all numbers, and good prices for one are good for the next. */
    memcpy(counting->core->price, core->price, (size_t)core->n_rows * sizeof *core->price);
    cover_core_release(core);
    if (status != STATUS_OK) return status;
    counts->iterations += search.iterations;
    counts->nodes += search.nodes;
    *answer = answer_of(counting, &search, bound);
    return STATUS_OK;
}

/* ---- all numbers ---- */

/* Halves [low, high): what is unknown counts as too few (`low` may grow past it) or as enough. */
static Status halve(Counting *counting, int64_t low, int64_t high, bool unknown_is_few) {
    SetCoverCounts *counts = counting->counts;
    Status status = STATUS_OK;
    while (low < high && status == STATUS_OK && !counts->unsure) {
        int64_t middle = low + (high - low) / 2;
        Answer answer;
        counting->cut = counting->cut || is_over(counting);
        if (counting->cut) break;
        status = ask(counting, middle, &answer);
        if (answer == ANSWER_NO && middle >= counts->least) counts->least = middle + 1;
        if (answer == ANSWER_NO || (answer == ANSWER_UNKNOWN && unknown_is_few))
            low = middle + 1;
        else
            high = middle;
    }
    return status;
}

/* Both ends with few nodes a number, then with more of them. */
static Status narrow(Counting *counting) {
    SetCoverCounts *counts = counting->counts;
    Status status = STATUS_OK;
    counting->most_nodes = FIRST_NODES;
    while (counts->least < counts->n_open && status == STATUS_OK && !counting->cut &&
           !counts->unsure) {
        status = halve(counting, counts->least, counts->n_open, false);
        if (status == STATUS_OK) status = halve(counting, counts->least + 1, counts->n_open, true);
        if (counting->most_nodes < INT64_MAX / NODES_GROW) counting->most_nodes *= NODES_GROW;
    }
    return status;
}

/* Keeps a selection of the core. */
static void keep_open(Counting *counting, const uint8_t *open) {
    const CoverCore *core = counting->core;
    uint8_t *best = counting->search.best;
    memset(best, 0, counting->problem->n_candidates);
    for (int32_t k = 0; k < core->n_taken; k++) best[core->taken[k]] = 1;
    for (int32_t j = 0; j < core->n_items; j++)
        if (open[j]) best[core->item_id[j]] = 1;
    keep(counting, best);
}

/* Opens items one by one until the target is reached: twice as many each time, then by halving. */
static Status greedy_end(Counting *counting, uint8_t *open, uint8_t *next) {
    CoverCore *core = counting->core;
    int32_t few = 0, many = 0; /* `open` has `few`, too few; 0: not reached yet */
    Status status = STATUS_OK;
    if (core->n_items == 0) { /* one item does for all others, and is taken */
        keep_open(counting, open);
        return STATUS_OK;
    }
    while (status == STATUS_OK && (many == 0 || many > few + 1)) {
        core->need = many > 0 ? few + (many - few) / 2 : 2 * few + 1;
        if (core->need > core->n_items) core->need = core->n_items;
        memcpy(next, open, (size_t)core->n_items);
        status = cover_greedy(core, next);
        if (status == STATUS_OK && cover_value(core, next) >= counting->search.enough) {
            many = core->need;
            keep_open(counting, next);
        } else {
            if (core->need == core->n_items) break;
            few = core->need;
            memcpy(open, next, (size_t)core->n_items);
        }
    }
    return status;
}

static Status start_greedy(Counting *counting) {
    size_t items = (size_t)counting->core->n_items + 1;
    uint8_t *open = calloc(items, 1), *next = malloc(items);
    Status status = open && next ? greedy_end(counting, open, next) : STATUS_NO_MEMORY;
    free(open);
    free(next);
    return status;
}

/* All sites that may be open, and those that must be: the first two ends. True where they meet. */
static bool first_ends(Counting *counting) {
    const SetCoverProblem *problem = counting->problem;
    SetCoverCounts *counts = counting->counts;
    uint8_t *best = counting->search.best;
    for (size_t j = 0; j < problem->n_candidates; j++) {
        best[j] = problem->state && problem->state[j] == SITE_REQUIRED;
        counting->required += best[j];
    }
    if (keep(counting, best)) {
        counts->least = counting->required;
        return true;
    }
    if (counts->least <= counting->required) counts->least = counting->required + 1;
    for (size_t j = 0; counts->n_open == 0 && j < problem->n_candidates; j++)
        best[j] = !problem->state || problem->state[j] != SITE_FORBIDDEN;
    if (counts->n_open == 0) keep(counting, best);
    return counts->least >= counts->n_open;
}

/* The core of one site more than the required ones, which keeps all that is free. */
static Status build(Counting *counting) {
    const SetCoverProblem *problem = counting->problem;
    MaxCoverProblem cover = {.n_demand = problem->n_demand,
                             .n_candidates = problem->n_candidates,
                             .weight = problem->weight,
                             .row_start = problem->row_start,
                             .row_candidate = problem->row_candidate,
                             .state = problem->state,
                             .count = counting->required + 1};
    CoverSearch *search = &counting->search;
    search->integral = max_cover_integral(&cover);
    cover_search_until(search, counting->target);
    search->reduced = true;
    Status status = cover_core_build(&cover, &counting->core);
    return status == STATUS_OK ? cover_reduce(&counting->core) : status;
}

Status set_cover_counts(const SetCoverProblem *problem, const SearchOptions *options,
                        double start_s, SetCoverCounts *counts) {
    double total;
    Counting counting = {.problem = problem,
                         .counts = counts,
                         .target = cover_target(problem, &total),
                         .search = {.deadline_s = INFINITY}};
    if (options) {
        if (options->time_limit_s > 0) counting.search.deadline_s = start_s + options->time_limit_s;
        counting.search.max_nodes = options->max_nodes;
        counting.search.stop = options->stop;
        counting.search.stop_context = options->stop_context;
    }
    uint8_t *best = calloc(problem->n_candidates + 1, 1),
            *mark = calloc(problem->n_candidates + 1, 1);
    counting.search.n_candidates = problem->n_candidates;
    counting.search.best = best;
    counting.mark = mark;
    Status status = best && mark ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK && !first_ends(&counting) && !is_over(&counting)) {
        status = build(&counting);
        if (status == STATUS_OK) status = start_greedy(&counting);
        if (status == STATUS_OK) status = narrow(&counting);
    }
    free(best);
    free(mark);
    cover_core_release(counting.core);
    return status;
}
