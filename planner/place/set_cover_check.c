#include "planner/place/set_cover_check.h"
#include "planner/place/set_cover_search.h"
#include <math.h>
#include <stdlib.h>

static Status bad(SearchFault *fault, FaultCause cause, int64_t where) {
    *fault = (SearchFault){.cause = cause, .where = where};
    return STATUS_BAD_ARGUMENT;
}

/* A number that prices and weights may be. */
static bool is_amount(double value) {
    return value >= 0 && value < INFINITY;
}

static bool is_shape(const SetCoverProblem *problem) {
    return problem->n_candidates >= 1 && problem->n_candidates < INT32_MAX &&
           problem->n_demand < INT32_MAX && problem->row_start && problem->row_start[0] == 0 &&
           (problem->weight || problem->n_demand == 0) && problem->share >= 0 &&
           problem->share <= 1 && problem->times >= 1;
}

/* seen[j] is the last row (+ 1) that had candidate j. */
static bool is_row(const SetCoverProblem *problem, size_t i, int64_t *seen) {
    int64_t begin = problem->row_start[i], end = problem->row_start[i + 1];
    if (end < begin || (end > begin && !problem->row_candidate)) return false;
    for (int64_t at = begin; at < end; at++) {
        int32_t j = problem->row_candidate[at];
        if (j < 0 || (size_t)j >= problem->n_candidates || seen[j] == (int64_t)i + 1) return false;
        seen[j] = (int64_t)i + 1;
    }
    return true;
}

static Status check_demand(const SetCoverProblem *problem, SearchFault *fault) {
    int64_t *seen = calloc(problem->n_candidates, sizeof *seen);
    if (!seen) return STATUS_NO_MEMORY;
    Status status = STATUS_OK;
    double total = 0;
    for (size_t i = 0; i < problem->n_demand && status == STATUS_OK; i++) {
        total += is_amount(problem->weight[i]) ? problem->weight[i] : INFINITY;
        if (!is_amount(total)) /* a sum beyond all numbers is of no use either */
            status = bad(fault, FAULT_WEIGHT, (int64_t)i);
        else if (!is_row(problem, i, seen))
            status = bad(fault, FAULT_ROW, (int64_t)i);
    }
    free(seen);
    return status;
}

static Status check_candidates(const SetCoverProblem *problem, SearchFault *fault) {
    double total = 0;
    for (size_t j = 0; j < problem->n_candidates; j++) {
        SiteState state = problem->state ? problem->state[j] : SITE_FREE;
        if (state != SITE_FREE && state != SITE_REQUIRED && state != SITE_FORBIDDEN)
            return bad(fault, FAULT_GROUP, (int64_t)j);
        double price = problem->price ? problem->price[j] : 1;
        total += is_amount(price) ? price : INFINITY;
        if (!is_amount(total)) return bad(fault, FAULT_PRICE, (int64_t)j);
    }
    return STATUS_OK;
}

static int64_t usable_of(const SetCoverProblem *problem, size_t i) {
    int64_t usable = 0;
    for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1]; at++)
        usable += !problem->state || problem->state[problem->row_candidate[at]] != SITE_FORBIDDEN;
    return usable;
}

static Status check_full(const SetCoverProblem *problem, SearchFault *fault) {
    for (size_t i = 0; i < problem->n_demand; i++) {
        int64_t usable = problem->weight[i] > 0 ? usable_of(problem, i) : problem->times;
        if (usable >= problem->times) continue;
        *fault = (SearchFault){.cause = FAULT_UNSERVED,
                               .where = (int64_t)i,
                               .needed = problem->times,
                               .found = (double)usable};
        return STATUS_INFEASIBLE;
    }
    return STATUS_OK;
}

static Status check_share(const SetCoverProblem *problem, SearchFault *fault) {
    uint8_t *open = malloc(problem->n_candidates);
    if (!open) return STATUS_NO_MEMORY;
    for (size_t j = 0; j < problem->n_candidates; j++)
        open[j] = !problem->state || problem->state[j] != SITE_FORBIDDEN;
    double total, target = cover_target(problem, &total), reached = cover_weight(problem, open);
    free(open);
    if (reached >= target) return STATUS_OK;
    *fault = (SearchFault){.cause = FAULT_SHARE,
                           .where = -1,
                           .needed = problem->share,
                           .found = total > 0 ? reached / total : 0};
    return STATUS_INFEASIBLE;
}

Status set_cover_check(const SetCoverProblem *problem, SearchFault *fault) {
    Status status = is_shape(problem) ? STATUS_OK : bad(fault, FAULT_SHAPE, -1);
    if (status == STATUS_OK) status = check_demand(problem, fault);
    if (status == STATUS_OK) status = check_candidates(problem, fault);
    if (status != STATUS_OK) return status;
    return problem->share >= 1 ? check_full(problem, fault) : check_share(problem, fault);
}
