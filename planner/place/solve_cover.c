/*
 * solve_cover.c - the problems in which people or territory are to lie within a distance:
 * max_cover, fewest and center.
 */
#include "layers/text.h"
#include "planner/place/center.h"
#include "planner/place/cover_rows.h"
#include "planner/place/max_cover.h"
#include "planner/place/set_cover.h"
#include "planner/place/solve_internal.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static CoverCredit credit_of(const PlacementSpec *spec) {
    return (CoverCredit){.shape = spec->credit,
                         .radius_m = spec->within_m,
                         .step_m = spec->steps.m,
                         .credit = spec->steps.credit,
                         .n_steps = spec->steps.n,
                         .full_m = spec->full_m,
                         .scale_m = spec->scale_m};
}

/* What each open point alone covers: demand that no other open point is near. */
static void tell_alone(SolveJob *job, const CoverRows *rows) {
    const Pose *pose = &job->pose;
    PlaceSolution *solution = job->solution;
    for (size_t k = 0; k < pose->n_candidates; k++)
        if (solution->open[pose->facility[k]]) solution->alone[pose->facility[k]] = 0;
    for (size_t d = 0; d < pose->n_demand; d++) {
        int32_t only = -1;
        int near = 0;
        for (int64_t e = rows->start[d]; e < rows->start[d + 1] && near < 2; e++) {
            int32_t f = pose->facility[rows->candidate[e]];
            if (!solution->open[f]) continue;
            only = f;
            near++;
        }
        if (near == 1) solution->alone[only] += pose->weight[d];
    }
}

static Status fault(SolveJob *job, Status status, const SearchFault *found) {
    return status == STATUS_OK ? status : solve_fault(job, status, found, SOLVE_ONE);
}

/* ---- most within a distance ---- */

Status solve_max_cover(SolveJob *job) {
    const Pose *pose = &job->pose;
    CoverPoints points = solve_points(job);
    CoverCredit credit = credit_of(job->spec);
    CoverRows rows = {0};
    MaxCoverResult result = {0};
    SearchFault found = {0};
    Status status = cover_rows_planar(&points, &credit, job->input->threads, &rows);
    if (status != STATUS_OK) return status;
    MaxCoverProblem problem = {.n_demand = pose->n_demand,
                               .n_candidates = pose->n_candidates,
                               .weight = pose->weight,
                               .row_start = rows.start,
                               .row_candidate = rows.candidate,
                               .row_credit = job->spec->credit == CREDIT_WHOLE ? NULL : rows.value,
                               .state = pose->state,
                               .count = solve_count(job)};
    SearchOptions options = solve_options(job);
    status = fault(job, max_cover_solve(&problem, &options, &result, &found), &found);
    if (status == STATUS_OK) {
        solve_open(job, result.chosen, result.n_chosen);
        solve_told(job, "max_cover", "share", solve_share(job), result.objective, result.bound,
                   result.gap, result.outcome);
        job->solution->iterations = result.iterations;
        job->solution->nodes = result.nodes;
        tell_alone(job, &rows);
    }
    max_cover_result_free(&result);
    cover_rows_free(&rows);
    return status;
}

/* ---- the fewest or cheapest ---- */

static bool all_prices_are_one(const PlacementSpec *spec) {
    for (int kind = 0; kind < FACILITY_KINDS; kind++)
        if (spec->price[kind] != 1) return false;
    return true;
}

/* What is kept costs nothing: the question is what has to be added. */
static void list_prices(const SolveJob *job, double *price) {
    const Pose *pose = &job->pose;
    for (size_t k = 0; k < pose->n_candidates; k++)
        price[k] = pose->state[k] == SITE_REQUIRED
                       ? 0
                       : job->spec->price[job->input->country->facility[pose->facility[k]].kind];
}

/* With share 1 "all" means all that can be reached: a person beyond every candidate is told, and
 * does not make the plan impossible. Returns the weight that no selection covers. */
static double leave_out_unreachable(const SolveJob *job, const CoverRows *rows, double *weight) {
    double left_out = 0;
    for (size_t d = 0; d < job->pose.n_demand; d++) {
        weight[d] = job->pose.weight[d];
        if (job->spec->share < 1 || rows->start[d + 1] - rows->start[d] >= job->spec->times)
            continue;
        left_out += weight[d];
        weight[d] = 0;
    }
    return left_out;
}

static Status solve_set_cover(SolveJob *job, const CoverRows *rows, const double *price,
                              const double *weight) {
    const Pose *pose = &job->pose;
    SetCoverResult result = {0};
    SearchFault found = {0};
    SetCoverProblem problem = {.n_demand = pose->n_demand,
                               .n_candidates = pose->n_candidates,
                               .weight = weight,
                               .row_start = rows->start,
                               .row_candidate = rows->candidate,
                               .price = price,
                               .state = pose->state,
                               .share = job->spec->share,
                               .times = (int32_t)job->spec->times};
    SearchOptions options = solve_options(job);
    Status status = fault(job, set_cover_solve(&problem, &options, &result, &found), &found);
    if (status != STATUS_OK) return status;
    solve_open(job, result.chosen, result.n_chosen);
    solve_told(job, "set_cover", all_prices_are_one(job->spec) ? "points" : "price", 1,
               result.objective, result.bound, result.gap, result.outcome);
    job->solution->iterations = result.iterations;
    job->solution->nodes = result.nodes;
    set_cover_result_free(&result);
    tell_alone(job, rows);
    return STATUS_OK;
}

Status solve_fewest(SolveJob *job) {
    const Pose *pose = &job->pose;
    CoverPoints points = solve_points(job);
    CoverCredit credit = {.shape = CREDIT_WHOLE, .radius_m = job->spec->within_m};
    CoverRows rows = {0};
    double *price = malloc((pose->n_candidates + 1) * sizeof *price);
    double *weight = malloc((pose->n_demand + 1) * sizeof *weight);
    Status status = price && weight ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK)
        status = cover_rows_planar(&points, &credit, job->input->threads, &rows);
    if (status == STATUS_OK) {
        list_prices(job, price);
        double left_out = leave_out_unreachable(job, &rows, weight);
        status = solve_set_cover(job, &rows, price, weight);
        job->pose.left_out_weight = left_out;
    }
    cover_rows_free(&rows);
    free(price);
    free(weight);
    return status;
}

/* ---- the farthest as near as can be ---- */

/* How far the farthest person is that each open point serves. */
static void tell_farthest(SolveJob *job, const CoverRows *rows) {
    const Pose *pose = &job->pose;
    for (size_t d = 0; d < pose->n_demand; d++) {
        if (!(pose->weight[d] > 0)) continue;
        for (int64_t e = rows->start[d]; e < rows->start[d + 1]; e++) {
            int32_t f = pose->facility[rows->candidate[e]];
            if (!job->solution->open[f]) continue;
            double *alone = &job->solution->alone[f];
            if (!(*alone >= rows->value[e])) *alone = rows->value[e];
            break;
        }
    }
}

/* One try with the rows cut at a radius; STATUS_LIMIT: wider rows are needed. */
static Status center_within(SolveJob *job, double radius_m) {
    const Pose *pose = &job->pose;
    CoverPoints points = solve_points(job);
    CoverRows rows = {0};
    CenterResult result = {0};
    SearchFault found = {0};
    Status status = distance_rows_planar(&points, radius_m, job->input->threads, &rows);
    if (status != STATUS_OK) return status;
    CenterProblem problem = {.n_demand = pose->n_demand,
                             .n_candidates = pose->n_candidates,
                             .weight = pose->weight,
                             .row_start = rows.start,
                             .row_candidate = rows.candidate,
                             .row_cost = rows.value,
                             .row_limit = radius_m,
                             .state = pose->state,
                             .count = solve_count(job)};
    SearchOptions options = solve_options(job);
    status = center_solve(&problem, &options, &result, &found);
    if (status != STATUS_OK && status != STATUS_LIMIT) status = fault(job, status, &found);
    if (status == STATUS_OK) {
        solve_open(job, result.chosen, result.n_chosen);
        solve_told(job, "center", "m", 1, result.objective, result.bound, result.gap,
                   result.outcome);
        job->solution->nodes = result.steps;
        tell_farthest(job, &rows);
    }
    center_result_free(&result);
    cover_rows_free(&rows);
    return status;
}

/* How far apart things can be at all, and a little more. */
static double extent_m(const Pose *pose) {
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    const double *places[2] = {pose->demand_xy, pose->candidate_xy};
    const size_t n[2] = {pose->n_demand, pose->n_candidates};
    for (int i = 0; i < 2; i++)
        for (size_t k = 0; k < 2 * n[i]; k++) {
            low[k % 2] = fmin(low[k % 2], places[i][k]);
            high[k % 2] = fmax(high[k % 2], places[i][k]);
        }
    return hypot(high[0] - low[0], high[1] - low[1]) + 1;
}

/* A first radius from the extent, doubled until it suffices; beyond the extent rows are whole, and
 * only then does the solver know whether there is any answer. */
Status solve_center(SolveJob *job) {
    double all = extent_m(&job->pose);
    double radius_m = 1 + all / sqrt(fmax(1, (double)solve_count(job))) / 2;
    if (job->spec->catchment == CATCHMENT_HOME) radius_m = INFINITY;
    for (;;) {
        if (radius_m >= all) radius_m = INFINITY;
        Status status = center_within(job, radius_m);
        if (status != STATUS_LIMIT) return status;
        if (isinf(radius_m)) return fault(job, status, &(SearchFault){0});
        radius_m *= 2;
    }
}
