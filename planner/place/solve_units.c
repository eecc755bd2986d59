/*
 * solve_units.c - one point in every unit, or as many as its load needs, so that people travel
 * least; with penalties for what a site lacks.
 */
#include "planner/place/solve_median.h"
#include <math.h>
#include <stdlib.h>

static bool has_penalties(const PlacementSpec *spec) {
    bool any = spec->stop_penalty_m > 0;
    for (int kind = 0; kind < FACILITY_KINDS; kind++) any |= spec->host_penalty_m[kind] > 0;
    return any;
}

/* What a site costs beside the way to it, in person-metres of its unit's people. */
static double penalty(const SolveJob *job, size_t candidate) {
    const Country *country = job->input->country;
    int32_t f = job->pose.facility[candidate];
    const Facility *facility = &country->facility[f];
    double metres = job->spec->host_penalty_m[facility->kind];
    if (!job->input->stop_distance[f].within) metres += job->spec->stop_penalty_m;
    return metres * country->unit[facility->unit].demand_pop;
}

typedef struct Priced {
    double cost;
    int32_t candidate;
} Priced;

static int by_cost(const void *left, const void *right) {
    const Priced *l = left, *r = right;
    if (l->cost != r->cost) return l->cost < r->cost ? -1 : 1;
    return l->candidate < r->candidate ? -1 : l->candidate > r->candidate;
}

/* Room for one more row a unit, each candidate in one of them. */
static Status make_room(MedianJob *median) {
    MedianRows *rows = &median->rows;
    size_t n_rows = median->job->pose.n_demand + median->problem.n_groups;
    size_t entries =
        (size_t)rows->start[median->job->pose.n_demand] + median->job->pose.n_candidates;
    int64_t *start = realloc(rows->start, (n_rows + 1) * sizeof *start);
    if (start) rows->start = start;
    int32_t *candidate = realloc(rows->candidate, (entries + 1) * sizeof *candidate);
    if (candidate) rows->candidate = candidate;
    double *cost = realloc(rows->cost, (entries + 1) * sizeof *cost);
    if (cost) rows->cost = cost;
    double *cap = rows->cap ? realloc(rows->cap, (n_rows + 1) * sizeof *cap) : NULL;
    if (cap) rows->cap = cap;
    return start && candidate && cost && (cap || !rows->cap) ? STATUS_OK : STATUS_NO_MEMORY;
}

/* One more row, complete, of the sites of a unit. */
static void add_row(MedianJob *median, const Priced *priced, size_t n) {
    MedianRows *rows = &median->rows;
    size_t row = median->problem.n_demand++;
    int64_t at = rows->start[row];
    for (size_t i = 0; i < n; i++, at++) {
        rows->candidate[at] = priced[i].candidate;
        rows->cost[at] = priced[i].cost;
    }
    median->weight[row] = 1;
    rows->start[row + 1] = at;
    if (rows->cap) rows->cap[row] = INFINITY;
}

/* Penalties as one more demand of weight 1 in every unit with a choice, which "goes" to the unit's
 * point at the cost of its penalty. One point a unit, so it always goes to that one. */
static Status add_penalties(MedianJob *median) {
    const Pose *pose = &median->job->pose;
    size_t m = pose->n_candidates;
    Priced *priced = malloc((m + 1) * sizeof *priced);
    Status status = priced ? make_room(median) : STATUS_NO_MEMORY;
    for (size_t k = 0; k < m && status == STATUS_OK;) {
        size_t in_unit = 0;
        int32_t unit = median->group[k];
        for (; k < m && median->group[k] == unit; k++)
            priced[in_unit++] = (Priced){penalty(median->job, k), (int32_t)k};
        /* a point that is kept pays nothing */
        if (median->count[unit] != 1 || pose->state[k - 1] == SITE_REQUIRED) continue;
        qsort(priced, in_unit, sizeof *priced, by_cost);
        add_row(median, priced, in_unit);
    }
    free(priced);
    return status;
}

static size_t pose_units(MedianJob *median) {
    const SolveJob *job = median->job;
    const Country *country = job->input->country;
    size_t points = 0;
    for (size_t k = 0; k < job->pose.n_candidates; k++)
        median->group[k] = country->facility[job->pose.facility[k]].unit;
    for (size_t u = 0; u < country->n_units; u++) {
        median->count[u] = job->pose.unit_count[u];
        points += (size_t)median->count[u];
    }
    return points;
}

static Status rows_of_units(MedianJob *median) {
    Status status = median->job->spec->catchment == CATCHMENT_HOME
                        ? median_job_whole_rows(median)
                        : median_job_cut_rows(median, median_job_widening(median));
    if (status == STATUS_OK && has_penalties(median->job->spec)) status = add_penalties(median);
    return status;
}

/* With penalties the runner-up is the solver's to find: the exchange counts them. */
static Status tell_exchanges(MedianJob *median, const MedianResult *result) {
    const Pose *pose = &median->job->pose;
    PlaceSolution *solution = median->job->solution;
    double *increase = malloc((pose->n_candidates + 1) * sizeof *increase);
    if (!increase) return STATUS_NO_MEMORY;
    Status status = median_exchanges(&median->problem, result->chosen, result->n_chosen, increase);
    for (size_t i = 0; i < result->n_chosen && status == STATUS_OK; i++) {
        size_t open = (size_t)result->chosen[i], best = SIZE_MAX;
        int32_t unit = median->group[open];
        if (pose->state[open] != SITE_FREE || median->count[unit] != 1) continue;
        for (size_t k = 0; k < pose->n_candidates; k++)
            if (median->group[k] == unit && k != open && isfinite(increase[k]) &&
                (best == SIZE_MAX || increase[k] < increase[best]))
                best = k;
        if (best == SIZE_MAX) continue;
        solution->runner_up[pose->facility[open]] = pose->facility[best];
        solution->margin_pkm[pose->facility[open]] = increase[best] / 1000;
    }
    free(increase);
    return status;
}

Status solve_one_per_unit(SolveJob *job) {
    MedianJob median = {.job = job};
    MedianResult result = {0};
    Status status = median_job_init(&median, job->input->country->n_units);
    job->solution->short_units = job->pose.short_units;
    if (status == STATUS_OK && pose_units(&median) == 0) {
        /* nobody can be proposed anywhere: every unit is told so */
        solve_told(job, "median", "person-km", 1, NAN, NAN, NAN, SEARCH_OPTIMAL);
        median_job_free(&median);
        return STATUS_OK;
    }
    if (status == STATUS_OK) status = rows_of_units(&median);
    if (status == STATUS_OK) status = median_job_solve(&median, SOLVE_UNITS, &result);
    if (status == STATUS_OK) median_job_use(&median, &result, result.objective);
    if (status == STATUS_OK && (has_penalties(job->spec) || job->spec->catchment == CATCHMENT_HOME))
        status = tell_exchanges(&median, &result);
    if (status == STATUS_OK) status = median_job_stability(&median);
    median_result_free(&result);
    median_job_free(&median);
    return status;
}
