#include "planner/place/center_check.h"
#include <math.h>
#include <stdlib.h>

static Status bad(SearchFault *fault, FaultCause cause, int64_t where) {
    *fault = (SearchFault){.cause = cause, .where = where};
    return STATUS_BAD_ARGUMENT;
}

/* A number that costs and weights may be. */
static bool is_amount(double value) {
    return value >= 0 && value < INFINITY;
}

static bool is_shape(const CenterProblem *problem) {
    return problem->n_candidates >= 1 && problem->n_candidates < INT32_MAX &&
           problem->n_demand < INT32_MAX && problem->row_start && problem->row_start[0] == 0 &&
           (problem->weight || problem->n_demand == 0) && problem->row_limit >= 0;
}

/* seen[j] is the last row (+ 1) that had candidate j. */
static bool is_row(const CenterProblem *problem, size_t i, int64_t *seen) {
    int64_t begin = problem->row_start[i], end = problem->row_start[i + 1];
    double before = 0;
    if (end < begin || (end > begin && (!problem->row_candidate || !problem->row_cost)))
        return false;
    for (int64_t at = begin; at < end; at++) {
        int32_t j = problem->row_candidate[at];
        double cost = problem->row_cost[at];
        if (j < 0 || (size_t)j >= problem->n_candidates || seen[j] == (int64_t)i + 1) return false;
        if (!is_amount(cost) || cost < before) return false;
        seen[j] = (int64_t)i + 1;
        before = cost;
    }
    return true;
}

static Status check_demand(const CenterProblem *problem, SearchFault *fault) {
    int64_t *seen = calloc(problem->n_candidates, sizeof *seen);
    if (!seen) return STATUS_NO_MEMORY;
    Status status = STATUS_OK;
    for (size_t i = 0; i < problem->n_demand && status == STATUS_OK; i++) {
        if (!is_amount(problem->weight[i]))
            status = bad(fault, FAULT_WEIGHT, (int64_t)i);
        else if (!is_row(problem, i, seen))
            status = bad(fault, FAULT_ROW, (int64_t)i);
    }
    free(seen);
    return status;
}

static Status check_count(const CenterProblem *problem, SearchFault *fault) {
    int64_t usable = 0, required = 0;
    for (size_t j = 0; j < problem->n_candidates; j++) {
        SiteState state = problem->state ? problem->state[j] : SITE_FREE;
        if (state != SITE_FREE && state != SITE_REQUIRED && state != SITE_FORBIDDEN)
            return bad(fault, FAULT_GROUP, (int64_t)j);
        usable += state != SITE_FORBIDDEN;
        required += state == SITE_REQUIRED;
    }
    if (problem->count < 0) return bad(fault, FAULT_COUNT, -1);
    if (usable >= problem->count && required <= problem->count) return STATUS_OK;
    bool few = usable < problem->count;
    *fault = (SearchFault){.cause = few ? FAULT_TOO_FEW : FAULT_TOO_MANY,
                           .where = -1,
                           .needed = (double)problem->count,
                           .found = (double)(few ? usable : required)};
    return STATUS_INFEASIBLE;
}

Status center_check(const CenterProblem *problem, SearchFault *fault) {
    Status status = is_shape(problem) ? STATUS_OK : bad(fault, FAULT_SHAPE, -1);
    if (status == STATUS_OK) status = check_demand(problem, fault);
    return status == STATUS_OK ? check_count(problem, fault) : status;
}
