#include "planner/place/frontier_core.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static Status bad(SearchFault *fault, FaultCause cause, int64_t where) {
    *fault = (SearchFault){.cause = cause, .where = where};
    return STATUS_BAD_ARGUMENT;
}

static SiteState state_of(const MaxCoverProblem *problem, int32_t j) {
    return problem->state ? problem->state[j] : SITE_FREE;
}

static double credit_of(const MaxCoverProblem *problem, int64_t at) {
    return problem->row_credit ? problem->row_credit[at] : 1;
}

/* ---- is it inside its domain ---- */

/* seen[j] is the last row (+ 1) that had candidate j. */
static bool is_row(const MaxCoverProblem *problem, size_t i, int64_t *seen) {
    int64_t begin = problem->row_start[i], end = problem->row_start[i + 1];
    if (end < begin || (end > begin && !problem->row_candidate)) return false;
    for (int64_t at = begin; at < end; at++) {
        int32_t j = problem->row_candidate[at];
        double credit = credit_of(problem, at);
        if (j < 0 || (size_t)j >= problem->n_candidates || seen[j] == (int64_t)i + 1) return false;
        if (!(credit > 0 && credit <= 1)) return false;
        seen[j] = (int64_t)i + 1;
    }
    return true;
}

static Status check(const MaxCoverProblem *problem, SearchFault *fault) {
    if (problem->n_candidates < 1 || problem->n_candidates >= INT32_MAX ||
        problem->n_demand >= INT32_MAX || !problem->row_start || problem->row_start[0] != 0 ||
        (problem->n_demand > 0 && !problem->weight))
        return bad(fault, FAULT_SHAPE, -1);
    int64_t *seen = calloc(problem->n_candidates, sizeof *seen);
    Status status = seen ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; i < problem->n_demand && status == STATUS_OK; i++) {
        if (!(problem->weight[i] >= 0 && problem->weight[i] < INFINITY))
            status = bad(fault, FAULT_WEIGHT, (int64_t)i);
        else if (!is_row(problem, i, seen))
            status = bad(fault, FAULT_ROW, (int64_t)i);
    }
    for (size_t j = 0; j < problem->n_candidates && status == STATUS_OK; j++) {
        SiteState state = state_of(problem, (int32_t)j);
        if (state != SITE_FREE && state != SITE_REQUIRED && state != SITE_FORBIDDEN)
            status = bad(fault, FAULT_GROUP, (int64_t)j);
    }
    free(seen);
    return status;
}

/* ---- the core ---- */

typedef struct Entry {
    double cost;
    int32_t candidate;
} Entry;

static int by_cost(const void *left, const void *right) {
    const Entry *l = left, *r = right;
    if (l->cost != r->cost) return l->cost < r->cost ? -1 : 1;
    return (l->candidate > r->candidate) - (l->candidate < r->candidate);
}

/* The problem as a median problem of one group, with its own arrays. */
typedef struct Losses {
    MedianProblem problem;
    int32_t *candidate, *group;
    double *cost, *cap;
    int32_t count;
} Losses;

static void losses_free(Losses *losses) {
    free(losses->candidate);
    free(losses->group);
    free(losses->cost);
    free(losses->cap);
}

/* Rows by rising cost, which is 1 - credit. */
static Status sort_rows(const MaxCoverProblem *problem, Losses *losses) {
    Entry *entry = malloc((problem->n_candidates + 1) * sizeof *entry);
    if (!entry) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < problem->n_demand; i++) {
        int64_t begin = problem->row_start[i];
        size_t n = (size_t)(problem->row_start[i + 1] - begin);
        for (size_t k = 0; k < n; k++)
            entry[k] = (Entry){1 - credit_of(problem, begin + (int64_t)k),
                               problem->row_candidate[begin + (int64_t)k]};
        if (n > 1) qsort(entry, n, sizeof *entry, by_cost);
        for (size_t k = 0; k < n; k++) {
            losses->cost[begin + (int64_t)k] = entry[k].cost;
            losses->candidate[begin + (int64_t)k] = entry[k].candidate;
        }
        losses->cap[i] = 1;
    }
    free(entry);
    return STATUS_OK;
}

static Status losses_init(const MaxCoverProblem *problem, int32_t n_required, Losses *losses) {
    size_t n = problem->n_demand, entries = (size_t)problem->row_start[n];
    losses->candidate = malloc((entries + 1) * sizeof(int32_t));
    losses->group = calloc(problem->n_candidates + 1, sizeof(int32_t));
    losses->cost = malloc((entries + 1) * sizeof(double));
    losses->cap = malloc((n + 1) * sizeof(double));
    losses->count = n_required + 1; /* of more, the caps hold all the same */
    if (!losses->candidate || !losses->group || !losses->cost || !losses->cap)
        return STATUS_NO_MEMORY;
    losses->problem = (MedianProblem){.n_demand = n,
                                      .n_candidates = problem->n_candidates,
                                      .n_groups = 1,
                                      .weight = problem->weight,
                                      .row_start = problem->row_start,
                                      .row_candidate = losses->candidate,
                                      .row_cost = losses->cost,
                                      .row_cap = losses->cap,
                                      .group = losses->group,
                                      .state = problem->state,
                                      .group_count = &losses->count};
    return sort_rows(problem, losses);
}

/* What is covered by the required candidates, and by the free ones too. */
static double covered(const MaxCoverProblem *problem, bool free_too) {
    double sum = 0;
    for (size_t i = 0; i < problem->n_demand; i++) {
        double most = 0;
        for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1]; at++) {
            SiteState state = state_of(problem, problem->row_candidate[at]);
            double credit = credit_of(problem, at);
            if ((state == SITE_REQUIRED || (free_too && state == SITE_FREE)) && credit > most)
                most = credit;
        }
        sum += problem->weight[i] * most;
    }
    return sum;
}

void frontier_core_free(FrontierCore *core) {
    median_core_free(core->core);
    core->core = NULL;
}

Status frontier_core_build(const MaxCoverProblem *problem, FrontierCore *core, SearchFault *fault) {
    Status status = check(problem, fault);
    if (status != STATUS_OK) return status;
    *core = (FrontierCore){.only_free = -1};
    for (size_t j = 0; j < problem->n_candidates; j++) {
        core->n_required += state_of(problem, (int32_t)j) == SITE_REQUIRED;
        if (state_of(problem, (int32_t)j) != SITE_FREE) continue;
        core->n_free++;
        core->only_free = (int32_t)j;
    }
    for (size_t i = 0; i < problem->n_demand; i++) core->total += problem->weight[i];
    core->none = covered(problem, false);
    core->all = covered(problem, true);
    if (core->n_free < 2) return STATUS_OK;
    Losses losses = {0};
    status = losses_init(problem, core->n_required, &losses);
    if (status == STATUS_OK) status = median_core_build(&losses.problem, INFINITY, &core->core);
    losses_free(&losses);
    return status;
}

MedianCore frontier_view(const MedianCore *core, int32_t *need, double *price) {
    MedianCore view = *core;
    view.need = need;
    view.price = price;
    return view;
}

bool frontier_stopped(const FrontierRules *rules) {
    return rules->stop && rules->stop(rules->stop_context);
}
