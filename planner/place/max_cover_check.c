#include "planner/place/max_cover_check.h"
#include <math.h>
#include <stdlib.h>

static Status bad(SearchFault *fault, FaultCause cause, int64_t where) {
    *fault = (SearchFault){.cause = cause, .where = where};
    return STATUS_BAD_ARGUMENT;
}

static bool has_shape(const MaxCoverProblem *problem) {
    return problem->n_candidates >= 1 && problem->n_candidates < INT32_MAX &&
           problem->n_demand < INT32_MAX && problem->row_start && problem->row_start[0] == 0 &&
           (problem->weight || problem->n_demand == 0) && (problem->start || problem->n_start == 0);
}

/* seen[j] is the last row (+ 1) that had candidate j. */
static bool is_row(const MaxCoverProblem *problem, size_t i, int32_t *seen) {
    int64_t begin = problem->row_start[i], end = problem->row_start[i + 1];
    if (end < begin || (end > begin && !problem->row_candidate)) return false;
    for (int64_t at = begin; at < end; at++) {
        int32_t j = problem->row_candidate[at];
        double credit = problem->row_credit ? problem->row_credit[at] : 1;
        if (j < 0 || (size_t)j >= problem->n_candidates || seen[j] == (int32_t)i + 1) return false;
        if (!(credit > 0 && credit <= 1)) return false;
        seen[j] = (int32_t)i + 1;
    }
    return true;
}

static Status check_demand(const MaxCoverProblem *problem, SearchFault *fault) {
    int32_t *seen = calloc(problem->n_candidates, sizeof *seen);
    if (!seen) return STATUS_NO_MEMORY;
    Status status = STATUS_OK;
    for (size_t i = 0; i < problem->n_demand && status == STATUS_OK; i++) {
        double weight = problem->weight[i];
        if (!(weight >= 0 && weight < INFINITY))
            status = bad(fault, FAULT_WEIGHT, (int64_t)i);
        else if (!is_row(problem, i, seen))
            status = bad(fault, FAULT_ROW, (int64_t)i);
    }
    free(seen);
    return status;
}

static Status check_candidates(const MaxCoverProblem *problem, SearchFault *fault) {
    for (size_t j = 0; problem->state && j < problem->n_candidates; j++) {
        SiteState state = problem->state[j];
        if (state != SITE_FREE && state != SITE_REQUIRED && state != SITE_FORBIDDEN)
            return bad(fault, FAULT_GROUP, (int64_t)j);
    }
    for (size_t k = 0; k < problem->n_start; k++)
        if (problem->start[k] < 0 || (size_t)problem->start[k] >= problem->n_candidates)
            return bad(fault, FAULT_SHAPE, -1);
    if (!(problem->enough >= 0) || !isfinite(problem->enough)) return bad(fault, FAULT_SHAPE, -1);
    return problem->count < 0 ? bad(fault, FAULT_COUNT, -1) : STATUS_OK;
}

static Status check_count(const MaxCoverProblem *problem, SearchFault *fault) {
    int64_t usable = 0, required = 0;
    for (size_t j = 0; j < problem->n_candidates; j++) {
        SiteState state = problem->state ? problem->state[j] : SITE_FREE;
        usable += state != SITE_FORBIDDEN;
        required += state == SITE_REQUIRED;
    }
    if (usable >= problem->count && required <= problem->count) return STATUS_OK;
    bool few = usable < problem->count;
    *fault = (SearchFault){.cause = few ? FAULT_TOO_FEW : FAULT_TOO_MANY,
                           .where = -1,
                           .needed = (double)problem->count,
                           .found = (double)(few ? usable : required)};
    return STATUS_INFEASIBLE;
}

Status max_cover_check(const MaxCoverProblem *problem, SearchFault *fault) {
    if (!has_shape(problem)) return bad(fault, FAULT_SHAPE, -1);
    Status status = check_demand(problem, fault);
    if (status == STATUS_OK) status = check_candidates(problem, fault);
    return status == STATUS_OK ? check_count(problem, fault) : status;
}
