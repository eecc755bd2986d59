/* From a problem to its core, and back to a selection. */
#include "planner/place/set_cover_search.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

SetCoverSearch set_search_begin(const SearchOptions *options, double start_s) {
    SetCoverSearch search = {.deadline_s = INFINITY, .goal = -INFINITY};
    if (!options) return search;
    if (options->time_limit_s > 0) search.deadline_s = start_s + options->time_limit_s;
    search.max_nodes = options->max_nodes;
    search.stop = options->stop;
    search.stop_context = options->stop_context;
    return search;
}

/* What is required is open; so is what costs nothing. */
static Status first_settle(const SetCoverProblem *problem, SetCoverCore **core) {
    uint8_t *mark = calloc((size_t)(*core)->n_items + 1, 1);
    if (!mark) return STATUS_NO_MEMORY;
    for (int32_t j = 0; j < (*core)->n_items; j++)
        if ((*core)->price[j] == 0 ||
            (problem->state && problem->state[(*core)->item_id[j]] == SITE_REQUIRED))
            mark[j] = COVER_OPEN;
    SetCoverCore *settled = NULL;
    Status status = set_core_settle(*core, mark, NULL, &settled);
    free(mark);
    if (status != STATUS_OK) return status;
    set_core_free(*core);
    *core = settled;
    return STATUS_OK;
}

static Status search_problem(SetCoverSearch *search, const SetCoverProblem *problem, double cutoff,
                             SetCoverSelection *best, double *bound) {
    SetCoverCore *core = NULL;
    double total, target = cover_target(problem, &total);
    Status status = set_core_build(problem, target, total, &core);
    if (status == STATUS_OK) status = first_settle(problem, &core);
    if (status != STATUS_OK) {
        set_core_free(core);
        *bound = INFINITY;
        return status == STATUS_INFEASIBLE ? STATUS_OK : status;
    }
    return set_search_core(search, core, cutoff, search->goal, 0, best, bound);
}

Status set_search(SetCoverSearch *search, const SetCoverProblem *problem, double cutoff,
                  uint8_t *open, double *value, double *bound) {
    SetCoverSelection best = {.id = malloc((problem->n_candidates + 1) * sizeof *best.id),
                              .value = INFINITY};
    Status status =
        best.id ? search_problem(search, problem, cutoff, &best, bound) : STATUS_NO_MEMORY;
    memset(open, 0, problem->n_candidates);
    for (int32_t k = 0; k < best.n; k++) open[best.id[k]] = 1;
    *value = best.value;
    free(best.id);
    return status;
}
