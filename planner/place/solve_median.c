#include "planner/place/solve_median.h"
#include "planner/place/stability.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void median_job_free(MedianJob *median) {
    median_rows_free(&median->rows);
    free(median->state);
    free(median->group);
    free(median->count);
    free(median->weight);
}

Status median_job_init(MedianJob *median, size_t n_groups) {
    const Pose *pose = &median->job->pose;
    size_t m = pose->n_candidates + 1, extra = median->job->input->country->n_units;
    median->state = calloc(m + 1, sizeof *median->state);
    median->group = calloc(m + 1, sizeof *median->group);
    median->count = calloc(n_groups + 2, sizeof *median->count);
    median->weight = malloc((pose->n_demand + extra + 1) * sizeof *median->weight);
    if (!median->state || !median->group || !median->count || !median->weight)
        return STATUS_NO_MEMORY;
    memcpy(median->state, pose->state, pose->n_candidates * sizeof *median->state);
    memcpy(median->weight, pose->weight, pose->n_demand * sizeof *median->weight);
    median->problem = (MedianProblem){.n_demand = pose->n_demand,
                                      .n_candidates = pose->n_candidates,
                                      .n_groups = n_groups,
                                      .weight = median->weight,
                                      .group = median->group,
                                      .state = median->state,
                                      .group_count = median->count};
    return STATUS_OK;
}

static void borrow_rows(MedianJob *median) {
    median->problem.row_start = median->rows.start;
    median->problem.row_candidate = median->rows.candidate;
    median->problem.row_cost = median->rows.cost;
    median->problem.row_cap = median->rows.cap;
}

Status median_job_whole_rows(MedianJob *median) {
    CoverPoints points = solve_points(median->job);
    CoverRows rows;
    Status status = distance_rows_planar(&points, INFINITY, median->job->input->threads, &rows);
    if (status != STATUS_OK) return status;
    median->rows = (MedianRows){rows.start, rows.candidate, rows.value, NULL};
    return STATUS_OK;
}

Status median_job_cut_rows(MedianJob *median, double widening) {
    const Pose *pose = &median->job->pose;
    return median_rows_widened(&median->problem, pose->candidate_xy, pose->demand_xy,
                               pose->n_demand, widening, median->job->input->threads,
                               &median->rows);
}

Status median_job_solve(MedianJob *median, SolveGroups groups, MedianResult *result) {
    SearchFault fault = {0};
    borrow_rows(median);
    SearchOptions options = solve_options(median->job);
    Status status = median_solve(&median->problem, &options, result, &fault);
    return status == STATUS_OK ? status : solve_fault(median->job, status, &fault, groups);
}

void median_job_use(MedianJob *median, const MedianResult *result, double person_m) {
    SolveJob *job = median->job;
    for (size_t k = 0; k < result->n_chosen; k++)
        if ((size_t)result->chosen[k] < job->pose.n_candidates)
            solve_open(job, &result->chosen[k], 1);
    double gap = person_m > 0 ? fmax(0, (person_m - result->bound) / person_m) : 0;
    SearchOutcome outcome = result->outcome;
    if (result->gap < gap && gap > MEDIAN_TOLERANCE) outcome = SEARCH_LIMIT;
    if (outcome == SEARCH_OPTIMAL) gap = result->gap;
    solve_told(job, "median", "person-km", 1e-3, person_m, result->bound, gap, outcome);
    job->solution->iterations = result->iterations;
    job->solution->nodes = result->nodes;
}

double median_job_widening(const MedianJob *median) {
    const PlacementSpec *spec = median->job->spec;
    return spec->trials > 0 ? stability_widening(spec->spread) : 1;
}

Status median_job_stability(MedianJob *median) {
    const SolveJob *job = median->job;
    const PlacementSpec *spec = job->spec;
    size_t n = median->problem.n_candidates;
    if (spec->trials == 0) return STATUS_OK;
    double *share = malloc((n + 1) * sizeof *share);
    if (!share) return STATUS_NO_MEMORY;
    StabilityRules rules = {.spread = spec->spread,
                            .trials = (int)spec->trials,
                            .seed = (uint64_t)spec->seed,
                            .threads = job->input->threads,
                            .options = solve_options(job)};
    Status status = stability_of(&median->problem, &rules, share, NULL, NULL);
    for (size_t k = 0; k < job->pose.n_candidates && status == STATUS_OK; k++)
        if (job->pose.state[k] == SITE_FREE)
            job->solution->stability[job->pose.facility[k]] = share[k];
    free(share);
    return status;
}
