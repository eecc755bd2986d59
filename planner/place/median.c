#include "planner/place/median.h"
#include "geo/clock.h"
#include "planner/place/median_check.h"
#include "planner/place/median_core.h"
#include "planner/place/median_search.h"
#include "planner/place/median_swap.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void median_result_free(MedianResult *result) {
    free(result->chosen);
    memset(result, 0, sizeof *result);
}

/* ---- values of a selection, from the problem's own rows ---- */

/* What demand i costs under a selection. */
static double demand_cost(const MedianProblem *problem, size_t i, const uint8_t *open) {
    if (!(problem->weight[i] > 0)) return 0;
    int64_t at = problem->row_start[i], end = problem->row_start[i + 1];
    while (at < end && !open[problem->row_candidate[at]]) at++;
    double cost = problem->row_cap ? problem->row_cap[i] : INFINITY;
    if (at < end) cost = problem->row_cost[at];
    return problem->weight[i] * cost;
}

static double objective_of(const MedianProblem *problem, const uint8_t *open) {
    double sum = 0;
    for (size_t i = 0; i < problem->n_demand; i++) sum += demand_cost(problem, i, open);
    return sum;
}

Status median_objective(const MedianProblem *problem, const int32_t *chosen, size_t n,
                        double *objective) {
    uint8_t *open = calloc(problem->n_candidates + 1, 1);
    if (!open) return STATUS_NO_MEMORY;
    for (size_t k = 0; k < n; k++) open[chosen[k]] = 1;
    *objective = objective_of(problem, open);
    free(open);
    return STATUS_OK;
}

/* ---- solving ---- */

/* Twice what a selection that serves everybody can cost at most; whole where all values are. */
static double unserved_cost(const MedianProblem *problem) {
    double sum = 1;
    for (size_t i = 0; i < problem->n_demand; i++) {
        int64_t begin = problem->row_start[i], end = problem->row_start[i + 1];
        double most = end > begin ? problem->row_cost[end - 1] : 0;
        if (problem->row_cap && isfinite(problem->row_cap[i])) most = problem->row_cap[i];
        sum += problem->weight[i] * most;
    }
    return 2 * ceil(sum);
}

/* True where all w × cost are integers, and their sums too. */
static bool is_integral(const MedianProblem *problem, double unserved) {
    if (unserved * (double)problem->n_demand > 9007199254740992.0) return false;
    for (size_t i = 0; i < problem->n_demand; i++) {
        double weight = problem->weight[i];
        for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1]; at++)
            if (weight * problem->row_cost[at] != floor(weight * problem->row_cost[at]))
                return false;
        double cap = problem->row_cap ? problem->row_cap[i] : INFINITY;
        if (isfinite(cap) && weight * cap != floor(weight * cap)) return false;
    }
    return true;
}

/* The demand that the selection leaves out; -1: none. */
static int64_t left_out(const MedianProblem *problem, const uint8_t *open) {
    for (size_t i = 0; i < problem->n_demand; i++)
        if (isinf(demand_cost(problem, i, open))) return (int64_t)i;
    return -1;
}

static size_t total_count(const MedianProblem *problem) {
    size_t sum = 0;
    for (size_t g = 0; g < problem->n_groups; g++)
        sum += problem->group_count ? (size_t)problem->group_count[g] : 1;
    return sum;
}

/* open: [candidates of the problem]; the first of the selections that equal `best`. */
static Status first_of_equals(const MedianProblem *problem, double unserved,
                              const MedianSelection *best, uint8_t *open) {
    for (int32_t k = 0; k < best->n; k++) open[best->id[k]] = 1;
    MedianCore *core = NULL;
    Status status = median_core_build(problem, unserved, &core);
    if (status != STATUS_OK) return status;
    uint8_t *part = malloc((size_t)core->n_items + 1);
    if (!part) status = STATUS_NO_MEMORY;
    for (int32_t j = 0; part && j < core->n_items; j++) part[j] = open[core->item_id[j]];
    if (status == STATUS_OK) status = median_first_of_equals(core, part);
    for (int32_t j = 0; status == STATUS_OK && j < core->n_items; j++)
        open[core->item_id[j]] = part[j];
    free(part);
    median_core_free(core);
    return status;
}

/* The open candidates in increasing order. */
static void list_chosen(const MedianProblem *problem, const uint8_t *open, MedianResult *result) {
    result->n_chosen = 0;
    for (size_t j = 0; j < problem->n_candidates; j++)
        if (open[j]) result->chosen[result->n_chosen++] = (int32_t)j;
}

static void fill_figures(const MedianSearch *search, double bound, MedianResult *result) {
    double slack = MEDIAN_TOLERANCE * result->objective;
    bool closed =
        search->integral ? bound >= result->objective : bound >= result->objective - 1.0001 * slack;
    result->outcome = closed ? SEARCH_OPTIMAL : SEARCH_LIMIT;
    result->bound = bound < result->objective ? bound : result->objective;
    if (result->bound < 0) result->bound = 0;
    result->gap =
        result->objective > 0 ? (result->objective - result->bound) / result->objective : 0;
    result->iterations = search->iterations;
    result->nodes = search->nodes;
}

/* Searches; open gets the best selection. */
static Status run_search(const MedianProblem *problem, MedianSearch *search, uint8_t *open,
                         double *bound) {
    double unserved = unserved_cost(problem);
    search->integral = is_integral(problem, unserved);
    MedianSelection best = {.id = malloc((total_count(problem) + 1) * sizeof *best.id),
                            .value = INFINITY};
    MedianCore *core = NULL;
    Status status = best.id ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = median_core_build(problem, unserved, &core);
    if (status == STATUS_OK) status = median_search(search, core, INFINITY, 0, &best, bound);
    if (status == STATUS_OK) status = first_of_equals(problem, unserved, &best, open);
    free(best.id);
    return status;
}

static Status solve(const MedianProblem *problem, MedianSearch *search, uint8_t *open,
                    MedianResult *result, SearchFault *fault) {
    double bound = 0;
    Status status = run_search(problem, search, open, &bound);
    if (status != STATUS_OK) return status;
    int64_t out = left_out(problem, open);
    if (out >= 0 && search->cut) return STATUS_LIMIT;
    if (out >= 0) {
        *fault = (SearchFault){.cause = FAULT_UNSERVED, .where = out};
        return STATUS_INFEASIBLE;
    }
    list_chosen(problem, open, result);
    result->objective = objective_of(problem, open);
    fill_figures(search, bound, result);
    return STATUS_OK;
}

Status median_solve(const MedianProblem *problem, const SearchOptions *options,
                    MedianResult *result, SearchFault *fault) {
    SearchFault unused;
    if (!fault) fault = &unused;
    *fault = (SearchFault){.where = -1};
    double start_s = clock_s();
    Status status = median_check(problem, fault);
    if (status != STATUS_OK) return status;
    MedianSearch search = {.deadline_s = INFINITY};
    if (options) {
        if (options->time_limit_s > 0) search.deadline_s = start_s + options->time_limit_s;
        search.max_nodes = options->max_nodes;
        search.stop = options->stop;
        search.stop_context = options->stop_context;
    }
    MedianResult made = {.chosen = malloc((total_count(problem) + 1) * sizeof *made.chosen)};
    uint8_t *open = calloc(problem->n_candidates + 1, 1);
    status = made.chosen && open ? solve(problem, &search, open, &made, fault) : STATUS_NO_MEMORY;
    free(open);
    if (status != STATUS_OK) {
        median_result_free(&made);
        return status;
    }
    made.seconds = clock_s() - start_s;
    *result = made;
    return STATUS_OK;
}
