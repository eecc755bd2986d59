#include "planner/place/median_check.h"
#include <math.h>
#include <stdlib.h>

static Status bad(SearchFault *fault, FaultCause cause, size_t where) {
    *fault = (SearchFault){.cause = cause, .where = (int64_t)where};
    return STATUS_BAD_ARGUMENT;
}

/* A number that costs and weights may be. */
static bool is_amount(double value) {
    return value >= 0 && value < INFINITY;
}

static Status check_shape(const MedianProblem *problem, SearchFault *fault) {
    bool ok = problem->n_candidates >= 1 && problem->n_candidates < INT32_MAX &&
              problem->n_groups >= 1 && problem->n_groups < INT32_MAX &&
              problem->n_demand < INT32_MAX && problem->row_start && problem->group &&
              problem->row_start[0] == 0 && (problem->weight || problem->n_demand == 0);
    if (ok) return STATUS_OK;
    *fault = (SearchFault){.cause = FAULT_SHAPE, .where = -1};
    return STATUS_BAD_ARGUMENT;
}

/* seen[j] is the last row (+ 1) that had candidate j. */
static bool is_row(const MedianProblem *problem, size_t i, int64_t *seen) {
    int64_t begin = problem->row_start[i], end = problem->row_start[i + 1];
    double before = 0;
    if (end < begin || (end > begin && (!problem->row_candidate || !problem->row_cost)))
        return false;
    for (int64_t at = begin; at < end; at++) {
        int32_t j = problem->row_candidate[at];
        if (j < 0 || (size_t)j >= problem->n_candidates || seen[j] == (int64_t)i + 1) return false;
        if (!is_amount(problem->row_cost[at]) || problem->row_cost[at] < before) return false;
        seen[j] = (int64_t)i + 1;
        before = problem->row_cost[at];
    }
    return !problem->row_cap || problem->row_cap[i] >= before;
}

static Status check_demand(const MedianProblem *problem, SearchFault *fault) {
    int64_t *seen = calloc(problem->n_candidates, sizeof *seen);
    if (!seen) return STATUS_NO_MEMORY;
    Status status = STATUS_OK;
    for (size_t i = 0; i < problem->n_demand && status == STATUS_OK; i++) {
        if (!is_amount(problem->weight[i]))
            status = bad(fault, FAULT_WEIGHT, i);
        else if (!is_row(problem, i, seen))
            status = bad(fault, FAULT_ROW, i);
    }
    free(seen);
    return status;
}

static Status check_candidates(const MedianProblem *problem, SearchFault *fault) {
    for (size_t j = 0; j < problem->n_candidates; j++) {
        int32_t g = problem->group[j];
        SiteState state = problem->state ? problem->state[j] : SITE_FREE;
        if (g < 0 || (size_t)g >= problem->n_groups ||
            (state != SITE_FREE && state != SITE_REQUIRED && state != SITE_FORBIDDEN))
            return bad(fault, FAULT_GROUP, j);
    }
    for (size_t g = 0; problem->group_count && g < problem->n_groups; g++)
        if (problem->group_count[g] < 0) return bad(fault, FAULT_COUNT, g);
    return STATUS_OK;
}

/* Counts against candidates: usable and required ones of each group. */
static Status compare_counts(const MedianProblem *problem, const int64_t *usable,
                             const int64_t *required, SearchFault *fault) {
    for (size_t g = 0; g < problem->n_groups; g++) {
        int64_t count = problem->group_count ? problem->group_count[g] : 1;
        if (usable[g] >= count && required[g] <= count) continue;
        bool few = usable[g] < count;
        *fault = (SearchFault){.cause = few ? FAULT_TOO_FEW : FAULT_TOO_MANY,
                               .where = (int64_t)g,
                               .needed = count,
                               .found = few ? usable[g] : required[g]};
        return STATUS_INFEASIBLE;
    }
    return STATUS_OK;
}

static Status check_counts(const MedianProblem *problem, SearchFault *fault) {
    int64_t *usable = calloc(2 * problem->n_groups, sizeof *usable);
    if (!usable) return STATUS_NO_MEMORY;
    int64_t *required = usable + problem->n_groups;
    for (size_t j = 0; j < problem->n_candidates; j++) {
        SiteState state = problem->state ? problem->state[j] : SITE_FREE;
        usable[problem->group[j]] += state != SITE_FORBIDDEN;
        required[problem->group[j]] += state == SITE_REQUIRED;
    }
    Status status = compare_counts(problem, usable, required, fault);
    free(usable);
    return status;
}

Status median_check(const MedianProblem *problem, SearchFault *fault) {
    Status status = check_shape(problem, fault);
    if (status == STATUS_OK) status = check_demand(problem, fault);
    if (status == STATUS_OK) status = check_candidates(problem, fault);
    return status == STATUS_OK ? check_counts(problem, fault) : status;
}
