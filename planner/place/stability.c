#include "planner/place/stability.h"
#include "geo/parallel.h"
#include "planner/place/median_check.h"
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

static const uint64_t GOLDEN_GAMMA = 0x9e3779b97f4a7c15u;
enum { KIND_WEIGHT = 1, KIND_COST = 2 };

static uint64_t mix64(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* A stream's key and a place in it make the key of a narrower stream, or a draw. */
static uint64_t key_at(uint64_t key, uint64_t place) {
    return mix64(key + GOLDEN_GAMMA * (place + 1));
}

static uint64_t trial_key(const StabilityRules *rules, int trial, int kind) {
    return key_at(key_at(mix64(rules->seed), (uint64_t)trial), (uint64_t)kind);
}

static double factor_of(double spread, uint64_t key) {
    return (1 - spread) + 2 * spread * ((double)(key >> 11) * 0x1p-53);
}

double stability_weight_factor(const StabilityRules *rules, int trial, size_t demand) {
    return factor_of(rules->spread, key_at(trial_key(rules, trial, KIND_WEIGHT), demand));
}

double stability_cost_factor(const StabilityRules *rules, int trial, size_t demand,
                             int32_t candidate) {
    uint64_t row = key_at(trial_key(rules, trial, KIND_COST), demand);
    return factor_of(rules->spread, key_at(row, (uint64_t)candidate));
}

/* ---- do rows reach far enough ---- */

/* Of each group: so many of its candidates that are not forbidden cannot all stay closed. */
static Status guarantee_ranks(const MedianProblem *problem, int64_t **rank) {
    int64_t *made = calloc(problem->n_groups + 1, sizeof *made);
    if (!made) return STATUS_NO_MEMORY;
    for (size_t j = 0; j < problem->n_candidates; j++)
        made[problem->group[j]] += !problem->state || problem->state[j] != SITE_FORBIDDEN;
    for (size_t g = 0; g < problem->n_groups; g++)
        made[g] += 1 - (problem->group_count ? problem->group_count[g] : 1);
    *rank = made;
    return STATUS_OK;
}

/* Whether every selection serves demand i within `reach`. seen: [groups], 0 before and after. */
static bool is_guaranteed(const MedianProblem *problem, size_t i, double reach, const int64_t *rank,
                          int64_t *seen) {
    bool sure = false;
    int64_t at, begin = problem->row_start[i], end = problem->row_start[i + 1];
    for (at = begin; at < end && problem->row_cost[at] <= reach && !sure; at++) {
        int32_t j = problem->row_candidate[at], g = problem->group[j];
        SiteState state = problem->state ? problem->state[j] : SITE_FREE;
        if (state == SITE_FREE) seen[g]++;
        sure = state == SITE_REQUIRED || seen[g] >= rank[g];
    }
    while (at-- > begin) seen[problem->group[problem->row_candidate[at]]] = 0;
    return sure;
}

static Status check_rows(const MedianProblem *problem, double spread, SearchFault *fault) {
    if (!problem->row_cap) return STATUS_OK;
    int64_t *rank = NULL, *seen = calloc(problem->n_groups + 1, sizeof *seen);
    Status status = seen ? guarantee_ranks(problem, &rank) : STATUS_NO_MEMORY;
    double narrowing = (1 - spread) / (1 + spread);
    for (size_t i = 0; i < problem->n_demand && status == STATUS_OK; i++) {
        double cap = problem->row_cap[i];
        if (isinf(cap) || problem->weight[i] == 0) continue;
        if (is_guaranteed(problem, i, cap * narrowing, rank, seen)) continue;
        *fault = (SearchFault){.cause = FAULT_ROW, .where = (int64_t)i};
        status = STATUS_BAD_ARGUMENT;
    }
    free(rank);
    free(seen);
    return status;
}

/* ---- one trial ---- */

typedef struct Entry {
    double cost;
    int32_t candidate;
} Entry;

/* The problem as a trial sees it: own weights, costs and caps. */
typedef struct Trial {
    MedianProblem problem;
    double *weight, *cost, *cap;
    int64_t *start;
    int32_t *candidate;
    Entry *entry; /* scratch: one row */
} Trial;

static void trial_free(Trial *trial) {
    free(trial->weight);
    free(trial->cost);
    free(trial->cap);
    free(trial->start);
    free(trial->candidate);
    free(trial->entry);
}

static Status trial_init(Trial *trial, const MedianProblem *problem) {
    size_t n = problem->n_demand, entries = (size_t)problem->row_start[n];
    *trial = (Trial){.problem = *problem,
                     .weight = malloc((n + 1) * sizeof(double)),
                     .cost = malloc((entries + 1) * sizeof(double)),
                     .cap = malloc((n + 1) * sizeof(double)),
                     .start = malloc((n + 1) * sizeof(int64_t)),
                     .candidate = malloc((entries + 1) * sizeof(int32_t)),
                     .entry = malloc((problem->n_candidates + 1) * sizeof(Entry))};
    if (!trial->weight || !trial->cost || !trial->cap || !trial->start || !trial->candidate ||
        !trial->entry)
        return STATUS_NO_MEMORY;
    trial->problem.weight = trial->weight;
    trial->problem.row_start = trial->start;
    trial->problem.row_candidate = trial->candidate;
    trial->problem.row_cost = trial->cost;
    if (problem->row_cap) trial->problem.row_cap = trial->cap;
    return STATUS_OK;
}

static int by_cost(const void *left, const void *right) {
    const Entry *l = left, *r = right;
    if (l->cost != r->cost) return l->cost < r->cost ? -1 : 1;
    return (l->candidate > r->candidate) - (l->candidate < r->candidate);
}

/* Row i of the problem with the trial's costs, in their order. Entries beyond the trial's cap stay
 * out: the engine takes no row that goes on beyond its cap. */
static void perturb_row(Trial *trial, const MedianProblem *problem, double spread, uint64_t row_key,
                        size_t i) {
    double cap = problem->row_cap ? problem->row_cap[i] * (1 - spread) : INFINITY;
    size_t n = 0;
    for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1]; at++) {
        int32_t j = problem->row_candidate[at];
        double cost = problem->row_cost[at] * factor_of(spread, key_at(row_key, (uint64_t)j));
        if (cost <= cap) trial->entry[n++] = (Entry){cost, j};
    }
    if (n > 1) qsort(trial->entry, n, sizeof *trial->entry, by_cost);
    int64_t to = trial->start[i];
    for (size_t k = 0; k < n; k++, to++) {
        trial->cost[to] = trial->entry[k].cost;
        trial->candidate[to] = trial->entry[k].candidate;
    }
    trial->cap[i] = cap;
    trial->start[i + 1] = to;
}

static void perturb(Trial *trial, const MedianProblem *problem, const StabilityRules *rules,
                    int number) {
    uint64_t weights = trial_key(rules, number, KIND_WEIGHT);
    uint64_t costs = trial_key(rules, number, KIND_COST);
    trial->start[0] = 0;
    for (size_t i = 0; i < problem->n_demand; i++) {
        trial->weight[i] = problem->weight[i] * factor_of(rules->spread, key_at(weights, i));
        perturb_row(trial, problem, rules->spread, key_at(costs, i), i);
    }
}

/* ---- all of them ---- */

typedef struct Job {
    const MedianProblem *problem;
    const StabilityRules *rules;
    atomic_int *times; /* [candidates] how often it was open: whole numbers, in any order */
    atomic_int proven;
    SearchFault *fault; /* of [trials] */
} Job;

static bool is_stopped(const SearchOptions *options) {
    return options->stop && options->stop(options->stop_context);
}

static Status run_trial(Job *job, int number) {
    Trial trial = {0};
    Status status = trial_init(&trial, job->problem);
    MedianResult result = {0};
    if (status == STATUS_OK) {
        perturb(&trial, job->problem, job->rules, number);
        status = median_solve(&trial.problem, &job->rules->options, &result, &job->fault[number]);
    }
    if (status == STATUS_OK && is_stopped(&job->rules->options)) status = STATUS_LIMIT;
    for (size_t k = 0; k < result.n_chosen && status == STATUS_OK; k++)
        atomic_fetch_add(&job->times[result.chosen[k]], 1);
    if (status == STATUS_OK && result.outcome == SEARCH_OPTIMAL) atomic_fetch_add(&job->proven, 1);
    median_result_free(&result);
    trial_free(&trial);
    return status;
}

static Status run_trials(void *context, size_t begin, size_t end) {
    Job *job = context;
    Status status = STATUS_OK;
    for (size_t k = begin; k < end && status == STATUS_OK; k++) {
        status = is_stopped(&job->rules->options) ? STATUS_LIMIT : run_trial(job, (int)k);
    }
    return status;
}

static Status check(const MedianProblem *problem, const StabilityRules *rules, SearchFault *fault) {
    if (!(rules->spread > 0 && rules->spread < 1) || rules->trials < 1) {
        *fault = (SearchFault){.cause = FAULT_SHAPE, .where = -1};
        return STATUS_BAD_ARGUMENT;
    }
    Status status = median_check(problem, fault);
    return status == STATUS_OK ? check_rows(problem, rules->spread, fault) : status;
}

/* The fault of the first trial that has one. */
static void pass_fault(const Job *job, SearchFault *fault) {
    for (int k = 0; k < job->rules->trials && fault->cause == FAULT_NONE; k++)
        *fault = job->fault[k];
}

Status stability_of(const MedianProblem *problem, const StabilityRules *rules, double *share,
                    int *n_proven, SearchFault *fault) {
    SearchFault unused;
    if (!fault) fault = &unused;
    *fault = (SearchFault){.where = -1};
    Status status = check(problem, rules, fault);
    if (status != STATUS_OK) return status;
    size_t m = problem->n_candidates;
    Job job = {.problem = problem,
               .rules = rules,
               .times = malloc(m * sizeof *job.times),
               .fault = calloc((size_t)rules->trials, sizeof *job.fault)};
    status = job.times && job.fault ? STATUS_OK : STATUS_NO_MEMORY;
    atomic_init(&job.proven, 0);
    for (size_t j = 0; job.times && j < m; j++) atomic_init(&job.times[j], 0);
    if (status == STATUS_OK)
        status = parallel_for((size_t)rules->trials, 1, parallel_threads(rules->threads),
                              run_trials, &job);
    if (status == STATUS_BAD_ARGUMENT || status == STATUS_INFEASIBLE) pass_fault(&job, fault);
    for (size_t j = 0; j < m && status == STATUS_OK; j++)
        share[j] = (double)atomic_load(&job.times[j]) / rules->trials;
    if (status == STATUS_OK && n_proven) *n_proven = atomic_load(&job.proven);
    free(job.times);
    free(job.fault);
    return status;
}
