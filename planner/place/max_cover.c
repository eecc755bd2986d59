#include "planner/place/max_cover.h"
#include "geo/clock.h"
#include "planner/place/max_cover_check.h"
#include "planner/place/max_cover_core.h"
#include "planner/place/max_cover_search.h"
#include "planner/place/max_cover_swap.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void max_cover_result_free(MaxCoverResult *result) {
    free(result->chosen);
    memset(result, 0, sizeof *result);
}

/* ---- values of a selection, from the problem's own rows ---- */

static double objective_of(const MaxCoverProblem *problem, const uint8_t *open) {
    double sum = 0;
    for (size_t i = 0; i < problem->n_demand; i++) {
        double credit = 0;
        for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1]; at++) {
            double offered = problem->row_credit ? problem->row_credit[at] : 1;
            if (open[problem->row_candidate[at]] && offered > credit) credit = offered;
        }
        sum += problem->weight[i] * credit;
    }
    return sum;
}

Status max_cover_objective(const MaxCoverProblem *problem, const int32_t *chosen, size_t n,
                           double *objective) {
    uint8_t *open = calloc(problem->n_candidates + 1, 1);
    if (!open) return STATUS_NO_MEMORY;
    for (size_t k = 0; k < n; k++) open[chosen[k]] = 1;
    *objective = objective_of(problem, open);
    free(open);
    return STATUS_OK;
}

/* ---- solving ---- */

/* The rule of ties, on all that is free: the search itself leaves out what is dominated. */
static Status first_of_equals(const CoverCore *core, uint8_t *best) {
    uint8_t *open = malloc((size_t)core->n_items + 1);
    if (!open) return STATUS_NO_MEMORY;
    for (int32_t j = 0; j < core->n_items; j++) open[j] = best[core->item_id[j]];
    Status status = cover_first_of_equals(core, open);
    for (int32_t j = 0; status == STATUS_OK && j < core->n_items; j++)
        best[core->item_id[j]] = open[j];
    free(open);
    return status;
}

static void fill_result(const MaxCoverProblem *problem, const CoverSearch *search, double bound,
                        MaxCoverResult *result) {
    result->n_chosen = 0;
    for (size_t j = 0; j < problem->n_candidates; j++)
        if (search->best[j]) result->chosen[result->n_chosen++] = (int32_t)j;
    double objective = objective_of(problem, search->best);
    double slack = search->integral ? 0 : MAX_COVER_TOLERANCE * objective;
    result->objective = objective;
    result->bound = bound > objective ? bound : objective;
    bool proven = bound <= objective + 1.0001 * slack, enough = problem->enough > 0,
         decided = enough && (objective >= problem->enough || result->bound < problem->enough);
    result->outcome = proven || decided ? SEARCH_OPTIMAL : SEARCH_LIMIT;
    result->gap = result->bound > 0 ? (result->bound - objective) / result->bound : 0;
    result->iterations = search->iterations;
    result->nodes = search->nodes;
}

static void mark_start(const MaxCoverProblem *problem, uint8_t *start) {
    for (size_t k = 0; k < problem->n_start; k++) start[problem->start[k]] = 1;
}

static Status solve(const MaxCoverProblem *problem, CoverSearch *search, uint8_t *start,
                    MaxCoverResult *result) {
    CoverCore *core = NULL;
    double bound;
    mark_start(problem, start);
    search->integral = max_cover_integral(problem);
    cover_search_until(search, problem->enough);
    Status status = cover_core_build(problem, &core);
    if (status != STATUS_OK) return status;
    result->n_classes = (size_t)core->n_rows;
    core->users++; /* the search consumes one */
    status = cover_search(search, core, start, &bound);
    if (status == STATUS_OK) status = first_of_equals(core, search->best);
    if (status == STATUS_OK) fill_result(problem, search, bound, result);
    cover_core_release(core);
    return status;
}

Status max_cover_solve(const MaxCoverProblem *problem, const SearchOptions *options,
                       MaxCoverResult *result, SearchFault *fault) {
    SearchFault unused;
    if (!fault) fault = &unused;
    *fault = (SearchFault){.where = -1};
    double start_s = clock_s();
    Status status = max_cover_check(problem, fault);
    if (status != STATUS_OK) return status;
    CoverSearch search = {.deadline_s = INFINITY, .n_candidates = problem->n_candidates};
    if (options) {
        if (options->time_limit_s > 0) search.deadline_s = start_s + options->time_limit_s;
        search.max_nodes = options->max_nodes;
        search.stop = options->stop;
        search.stop_context = options->stop_context;
    }
    MaxCoverResult made = {.chosen = malloc(((size_t)problem->count + 1) * sizeof(int32_t))};
    search.best = calloc(problem->n_candidates + 1, 1);
    uint8_t *start = calloc(problem->n_candidates + 1, 1);
    status = made.chosen && search.best && start ? solve(problem, &search, start, &made)
                                                 : STATUS_NO_MEMORY;
    free(search.best);
    free(start);
    if (status != STATUS_OK) {
        max_cover_result_free(&made);
        return status;
    }
    made.seconds = clock_s() - start_s;
    *result = made;
    return STATUS_OK;
}
