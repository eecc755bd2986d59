/* p-center by bisection over the costs that occur; each step is a covering problem that stops as
 * soon as it is decided (set_cover_search.h). */
#include "planner/place/center.h"
#include "geo/clock.h"
#include "planner/place/center_check.h"
#include "planner/place/select.h"
#include "planner/place/set_cover_search.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Hunt {
    const CenterProblem *problem;
    SetCoverSearch search;
    double *weight;   /* [demand] 1: counts */
    int64_t *start;   /* [demand + 1] rows cut at a cost */
    int32_t *item;    /* [entries] */
    double *cost;     /* costs that are neither reached nor ruled out */
    uint8_t *open;    /* [candidates] of the last step */
    uint8_t *best;    /* [candidates] */
    double low, high; /* no selection is at or below low; best has high */
    int64_t steps;
} Hunt;

void center_result_free(CenterResult *result) {
    free(result->chosen);
    memset(result, 0, sizeof *result);
}

static bool is_usable(const CenterProblem *problem, int32_t j) {
    return !problem->state || problem->state[j] != SITE_FORBIDDEN;
}

/* The greatest cost of a selection; INFINITY where somebody is left out. */
static double value_of(const CenterProblem *problem, const uint8_t *open) {
    double most = 0;
    for (size_t i = 0; i < problem->n_demand; i++) {
        if (!(problem->weight[i] > 0)) continue;
        int64_t at = problem->row_start[i], end = problem->row_start[i + 1];
        while (at < end && !open[problem->row_candidate[at]]) at++;
        double cost = at < end ? problem->row_cost[at] : INFINITY;
        if (cost > most) most = cost;
    }
    return most;
}

/* Opens the lowest-numbered candidates until `count` are open. */
static void fill_up(const CenterProblem *problem, uint8_t *open) {
    int64_t n = 0;
    for (size_t j = 0; j < problem->n_candidates; j++) n += open[j];
    for (size_t j = 0; j < problem->n_candidates && n < problem->count; j++)
        if (!open[j] && is_usable(problem, (int32_t)j)) {
            open[j] = 1;
            n++;
        }
}

/* Rows with the costs up to a limit. */
static void cut_rows(Hunt *hunt, double limit) {
    const CenterProblem *problem = hunt->problem;
    int64_t end = 0;
    hunt->start[0] = 0;
    for (size_t i = 0; i < problem->n_demand; i++) {
        for (int64_t at = problem->row_start[i];
             at < problem->row_start[i + 1] && problem->row_cost[at] <= limit; at++)
            hunt->item[end++] = problem->row_candidate[at];
        hunt->start[i + 1] = end;
    }
}

typedef enum Answer { ANSWER_NO, ANSWER_YES, ANSWER_UNKNOWN } Answer;

/* Can `count` candidates keep everybody within a limit? Yes: best and high are renewed. */
static Status decide(Hunt *hunt, double limit, Answer *answer) {
    const CenterProblem *problem = hunt->problem;
    double most = (double)problem->count, value, bound;
    cut_rows(hunt, limit);
    SetCoverProblem cover = {.n_demand = problem->n_demand,
                             .n_candidates = problem->n_candidates,
                             .weight = hunt->weight,
                             .row_start = hunt->start,
                             .row_candidate = hunt->item,
                             .state = problem->state,
                             .share = 1,
                             .times = 1};
    hunt->search.unit = 1;
    hunt->search.goal = most;
    hunt->search.enough = hunt->search.full = false;
    hunt->steps++;
    Status status = set_search(&hunt->search, &cover, most + 1e-4, hunt->open, &value, &bound);
    if (status != STATUS_OK) return status;
    *answer = value <= most ? ANSWER_YES : bound > most ? ANSWER_NO : ANSWER_UNKNOWN;
    if (*answer == ANSWER_NO) hunt->low = limit;
    if (*answer != ANSWER_YES) return STATUS_OK;
    status = set_first_of_equals(&cover, hunt->open);
    if (status != STATUS_OK) return status;
    fill_up(problem, hunt->open);
    hunt->high = value_of(problem, hunt->open);
    memcpy(hunt->best, hunt->open, problem->n_candidates);
    return STATUS_OK;
}

/* ---- the costs in between ---- */

/* Keeps the costs between low and high; returns their number. */
static int64_t narrow(Hunt *hunt, int64_t n) {
    int64_t kept = 0;
    for (int64_t k = 0; k < n; k++)
        if (hunt->cost[k] > hunt->low && hunt->cost[k] < hunt->high)
            hunt->cost[kept++] = hunt->cost[k];
    return kept;
}

static int64_t list_costs(Hunt *hunt) {
    const CenterProblem *problem = hunt->problem;
    int64_t n = 0;
    for (size_t i = 0; i < problem->n_demand; i++)
        for (int64_t at = problem->row_start[i];
             problem->weight[i] > 0 && at < problem->row_start[i + 1]; at++)
            if (problem->row_cost[at] > hunt->low && problem->row_cost[at] < hunt->high)
                hunt->cost[n++] = problem->row_cost[at];
    return n;
}

/* Demand cannot be nearer than its nearest usable candidate: everything below is ruled out. */
static double nearest_bound(const CenterProblem *problem) {
    double most = 0;
    for (size_t i = 0; i < problem->n_demand; i++) {
        if (!(problem->weight[i] > 0)) continue;
        int64_t at = problem->row_start[i];
        while (at < problem->row_start[i + 1] && !is_usable(problem, problem->row_candidate[at]))
            at++;
        if (at < problem->row_start[i + 1] && problem->row_cost[at] > most)
            most = problem->row_cost[at];
    }
    return most;
}

/* Halves the costs in between until none is left or a limit is reached. */
static Status bisect(Hunt *hunt, double nearest) {
    Status status = STATUS_OK;
    hunt->low = nextafter(nearest, -INFINITY);
    for (int64_t n = list_costs(hunt); n > 0 && status == STATUS_OK; n = narrow(hunt, n)) {
        Answer answer = ANSWER_UNKNOWN;
        select_smallest(hunt->cost, n, n / 2);
        status = decide(hunt, hunt->cost[n / 2], &answer);
        if (status != STATUS_OK || answer == ANSWER_UNKNOWN) break;
    }
    return status;
}

/* The least cost that is not ruled out. */
static double bound_of(const Hunt *hunt) {
    const CenterProblem *problem = hunt->problem;
    double bound = hunt->high;
    for (size_t i = 0; i < problem->n_demand; i++)
        for (int64_t at = problem->row_start[i];
             problem->weight[i] > 0 && at < problem->row_start[i + 1]; at++)
            if (problem->row_cost[at] > hunt->low && problem->row_cost[at] < bound)
                bound = problem->row_cost[at];
    return bound;
}

/* ---- solving ---- */

static void hunt_free(Hunt *hunt) {
    free(hunt->weight);
    free(hunt->start);
    free(hunt->item);
    free(hunt->cost);
    free(hunt->open);
    free(hunt->best);
}

static Status hunt_init(Hunt *hunt, const CenterProblem *problem, const SearchOptions *options,
                        double start_s) {
    size_t n = problem->n_demand, entries = (size_t)problem->row_start[n];
    *hunt = (Hunt){.problem = problem,
                   .search = set_search_begin(options, start_s),
                   .weight = malloc((n + 1) * sizeof(double)),
                   .start = malloc((n + 1) * sizeof(int64_t)),
                   .item = malloc((entries + 1) * sizeof(int32_t)),
                   .cost = malloc((entries + 1) * sizeof(double)),
                   .open = calloc(problem->n_candidates, 1),
                   .best = calloc(problem->n_candidates, 1),
                   .low = -INFINITY,
                   .high = INFINITY};
    if (!hunt->weight || !hunt->start || !hunt->item || !hunt->cost || !hunt->open || !hunt->best)
        return STATUS_NO_MEMORY;
    for (size_t i = 0; i < n; i++) hunt->weight[i] = problem->weight[i] > 0;
    return STATUS_OK;
}

/* A demand that a good selection of `count` leaves out, where rows are complete. */
static int64_t left_out(const Hunt *hunt, const uint8_t *open) {
    const CenterProblem *problem = hunt->problem;
    for (size_t i = 0; i < problem->n_demand; i++) {
        bool served = !(problem->weight[i] > 0);
        for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1] && !served; at++)
            served = open[problem->row_candidate[at]];
        if (!served) return (int64_t)i;
    }
    return -1;
}

/* Nobody can be served by so few, or the rows do not say. */
static Status give_up(Hunt *hunt, Answer answer, SearchFault *fault) {
    const CenterProblem *problem = hunt->problem;
    if (answer == ANSWER_UNKNOWN || problem->row_limit < INFINITY) return STATUS_LIMIT;
    memset(hunt->open, 0, problem->n_candidates);
    for (size_t j = 0; j < problem->n_candidates; j++)
        hunt->open[j] = problem->state && problem->state[j] == SITE_REQUIRED;
    fill_up(problem, hunt->open);
    *fault = (SearchFault){.cause = FAULT_UNSERVED, .where = left_out(hunt, hunt->open)};
    return STATUS_INFEASIBLE;
}

/* A demand whose row has no usable candidate: it is out of reach, or beyond the rows. */
static Status check_reach(const CenterProblem *problem, SearchFault *fault) {
    for (size_t i = 0; i < problem->n_demand; i++) {
        bool reached = !(problem->weight[i] > 0);
        for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1] && !reached; at++)
            reached = problem->row_cost[at] <= problem->row_limit &&
                      is_usable(problem, problem->row_candidate[at]);
        if (reached) continue;
        if (problem->row_limit < INFINITY) return STATUS_LIMIT;
        *fault = (SearchFault){.cause = FAULT_UNSERVED, .where = (int64_t)i};
        return STATUS_INFEASIBLE;
    }
    return STATUS_OK;
}

static Status run_hunt(Hunt *hunt, SearchFault *fault) {
    Answer answer = ANSWER_UNKNOWN;
    Status status = check_reach(hunt->problem, fault);
    if (status == STATUS_OK) status = decide(hunt, hunt->problem->row_limit, &answer);
    if (status != STATUS_OK) return status;
    if (answer != ANSWER_YES) return give_up(hunt, answer, fault);
    return bisect(hunt, nearest_bound(hunt->problem));
}

static void fill_result(const Hunt *hunt, CenterResult *result) {
    result->n_chosen = 0;
    for (size_t j = 0; j < hunt->problem->n_candidates; j++)
        if (hunt->best[j]) result->chosen[result->n_chosen++] = (int32_t)j;
    result->objective = hunt->high;
    result->bound = bound_of(hunt);
    result->gap =
        result->objective > 0 ? (result->objective - result->bound) / result->objective : 0;
    result->outcome = result->bound < result->objective ? SEARCH_LIMIT : SEARCH_OPTIMAL;
    result->steps = hunt->steps;
}

Status center_solve(const CenterProblem *problem, const SearchOptions *options,
                    CenterResult *result, SearchFault *fault) {
    SearchFault unused;
    if (!fault) fault = &unused;
    *fault = (SearchFault){.where = -1};
    double start_s = clock_s();
    Status status = center_check(problem, fault);
    if (status != STATUS_OK) return status;
    Hunt hunt;
    CenterResult made = {.chosen = malloc(problem->n_candidates * sizeof *made.chosen)};
    status = hunt_init(&hunt, problem, options, start_s);
    if (!made.chosen) status = STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = run_hunt(&hunt, fault);
    if (status == STATUS_OK) fill_result(&hunt, &made);
    hunt_free(&hunt);
    if (status != STATUS_OK) {
        center_result_free(&made);
        return status;
    }
    made.seconds = clock_s() - start_s;
    *result = made;
    return STATUS_OK;
}
