/*
 * solve_counts.c - so many points in the country (median), or so many of today's and so many new
 * ones (relocate), so that people travel least.
 */
#include "geo/point_index.h"
#include "layers/text.h"
#include "planner/place/solve_median.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rows of a free median grow until no one is farther than they reach, or until there are so many
 * entries (about 3 GB in the solver). */
enum { MAX_ENTRIES = 40000000 };

/* Trials of the stability want complete rows where nothing is kept; each thread copies them. */
enum { MAX_TRIAL_ENTRIES = 4000000 };

/* Rows within a radius, closed by a made-up candidate at the radius that is always open: people
 * beyond it count as if they were there, which never makes a selection look worse than it is. */
static Status rows_within(MedianJob *median, double radius_m) {
    const Pose *pose = &median->job->pose;
    CoverPoints points = solve_points(median->job);
    CoverRows near;
    Status status = distance_rows_planar(&points, radius_m, median->job->input->threads, &near);
    if (status != STATUS_OK) return status;
    size_t n = pose->n_demand, entries = (size_t)near.start[n] + n;
    MedianRows *rows = &median->rows;
    median_rows_free(rows);
    *rows = (MedianRows){
        malloc((n + 1) * sizeof *rows->start), malloc((entries + 1) * sizeof *rows->candidate),
        malloc((entries + 1) * sizeof *rows->cost), malloc((n + 1) * sizeof *rows->cap)};
    status =
        rows->start && rows->candidate && rows->cost && rows->cap ? STATUS_OK : STATUS_NO_MEMORY;
    int64_t at = 0;
    if (rows->start) rows->start[0] = 0;
    for (size_t d = 0; d < n && status == STATUS_OK; d++) {
        size_t length = (size_t)(near.start[d + 1] - near.start[d]);
        memcpy(rows->candidate + at, near.candidate + near.start[d],
               length * sizeof *rows->candidate);
        memcpy(rows->cost + at, near.value + near.start[d], length * sizeof *rows->cost);
        at += (int64_t)length;
        rows->candidate[at] = (int32_t)pose->n_candidates;
        rows->cost[at++] = radius_m;
        rows->cap[d] = radius_m;
        rows->start[d + 1] = at;
    }
    cover_rows_free(&near);
    return status;
}

/* Person-metres of a selection with complete distances, and who lives beyond the radius. */
static Status true_distance(const MedianJob *median, const MedianResult *result, double radius_m,
                            double *person_m, double *beyond) {
    const Pose *pose = &median->job->pose;
    double *xy = malloc((2 * result->n_chosen + 2) * sizeof *xy);
    PointHit *hit = malloc((pose->n_demand + 1) * sizeof *hit);
    PointIndex *index = NULL;
    size_t n = 0;
    Status status = xy && hit ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t k = 0; k < result->n_chosen && status == STATUS_OK; k++)
        if ((size_t)result->chosen[k] < pose->n_candidates)
            memcpy(xy + 2 * n++, pose->candidate_xy + 2 * (size_t)result->chosen[k],
                   2 * sizeof *xy);
    if (status == STATUS_OK) status = point_index_build(xy, n, &index);
    if (status == STATUS_OK)
        status = point_index_nearest_many(index, pose->demand_xy, pose->n_demand,
                                          median->job->input->threads, hit);
    *person_m = *beyond = 0;
    for (size_t d = 0; d < pose->n_demand && status == STATUS_OK; d++) {
        if (!(pose->weight[d] > 0)) continue;
        *person_m += pose->weight[d] * hit[d].dist_m;
        if (hit[d].dist_m > radius_m) *beyond += pose->weight[d];
    }
    point_index_free(index);
    free(xy);
    free(hit);
    return status;
}

/* How far apart things can be at all. */
static double diameter(const Pose *pose) {
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    for (size_t k = 0; k < pose->n_candidates + pose->n_demand; k++) {
        const double *xy = k < pose->n_candidates ? pose->candidate_xy + 2 * k
                                                  : pose->demand_xy + 2 * (k - pose->n_candidates);
        for (int axis = 0; axis < 2; axis++) {
            low[axis] = fmin(low[axis], xy[axis]);
            high[axis] = fmax(high[axis], xy[axis]);
        }
    }
    return hypot(high[0] - low[0], high[1] - low[1]);
}

/* Entries that rows of this radius have, from a sample: every 64th demand. */
static double entries_within(const SolveJob *job, double radius_m) {
    const Pose *pose = &job->pose;
    double found = 0, asked = 0;
    for (size_t d = 0; d < pose->n_demand; d += 64, asked++)
        for (size_t k = 0; k < pose->n_candidates; k++)
            found += hypot(pose->candidate_xy[2 * k] - pose->demand_xy[2 * d],
                           pose->candidate_xy[2 * k + 1] - pose->demand_xy[2 * d + 1]) <= radius_m;
    return asked > 0 ? found / asked * (double)pose->n_demand : 0;
}

/* A radius at which `count` discs could cover the box twice over: a fair start. */
static double first_radius(const Pose *pose, int64_t count) {
    double all = diameter(pose), start = all / sqrt((double)(count > 0 ? count : 1));
    return start > 1 ? fmin(start, all + 1) : all + 1;
}

/* With the made-up candidate open in a group of its own. */
static Status solve_within(MedianJob *median, SolveGroups groups, double radius_m,
                           MedianResult *result) {
    size_t m = median->job->pose.n_candidates, last = median->problem.n_groups;
    Status status = rows_within(median, radius_m);
    if (status != STATUS_OK) return status;
    median->state[m] = SITE_REQUIRED;
    median->group[m] = (int32_t)last;
    median->count[last] = 1;
    median->problem.n_candidates = m + 1;
    median->problem.n_groups = last + 1;
    status = median_job_solve(median, groups, result);
    median->problem.n_candidates = m;
    median->problem.n_groups = last;
    return status;
}

/* No point at all, and no made-up one may hide it. */
static Status nobody_is_served(MedianJob *median, SolveGroups groups) {
    const Pose *pose = &median->job->pose;
    SearchFault fault = {.cause = FAULT_UNSERVED, .where = 0};
    for (size_t d = 0; d < pose->n_demand; d++) {
        fault.where = (int64_t)d;
        if (pose->weight[d] > 0) break;
    }
    return solve_fault(median->job, STATUS_INFEASIBLE, &fault, groups);
}

/* Whom the bound leaves out of sight: with wider rows the answer may still change. */
static Status solve_widening(MedianJob *median, SolveGroups groups, int64_t count) {
    const Pose *pose = &median->job->pose;
    if (count == 0) return nobody_is_served(median, groups);
    double all = diameter(pose) + 1, radius_m = first_radius(pose, count);
    for (;;) {
        MedianResult result = {0};
        double person_m = NAN, beyond = 0;
        Status status = solve_within(median, groups, radius_m, &result);
        if (status == STATUS_OK)
            status = true_distance(median, &result, radius_m, &person_m, &beyond);
        bool cut = result.outcome != SEARCH_OPTIMAL;
        bool done = beyond == 0 || radius_m >= all || cut ||
                    entries_within(median->job, 2 * radius_m) > MAX_ENTRIES;
        if (status == STATUS_OK && done) median_job_use(median, &result, person_m);
        median_result_free(&result);
        if (status != STATUS_OK || done) return status;
        radius_m = fmin(2 * radius_m, all);
    }
}

/* Without a point that is kept, nothing says how far people might have to go in a trial. */
static Status check_trials(const SolveJob *job) {
    double entries = (double)job->pose.n_demand * (double)job->pose.n_candidates;
    if (entries <= MAX_TRIAL_ENTRIES) return STATUS_OK;
    return error_set(
        job->error, STATUS_INFEASIBLE, "%s",
        _("stability is for one_per_unit, and for median with the existing centres kept"));
}

static Status rows_of_counts(MedianJob *median) {
    const SolveJob *job = median->job;
    if (job->spec->catchment == CATCHMENT_HOME) return median_job_whole_rows(median);
    if (job->pose.n_required > 0) return median_job_cut_rows(median, median_job_widening(median));
    Status status = check_trials(job);
    return status == STATUS_OK ? median_job_whole_rows(median) : status;
}

static Status solve_counts(MedianJob *median, SolveGroups groups, int64_t count) {
    const SolveJob *job = median->job;
    MedianResult result = {0};
    bool home = job->spec->catchment == CATCHMENT_HOME;
    if (!home && job->pose.n_required == 0 && job->spec->trials == 0)
        return solve_widening(median, groups, count);
    Status status = rows_of_counts(median);
    if (status == STATUS_OK) status = median_job_solve(median, groups, &result);
    if (status == STATUS_OK) median_job_use(median, &result, result.objective);
    if (status == STATUS_OK) status = median_job_stability(median);
    median_result_free(&result);
    return status;
}

static int32_t group_size(int64_t count) {
    return (int32_t)(count > INT32_MAX ? INT32_MAX : count);
}

Status solve_median(SolveJob *job) {
    MedianJob median = {.job = job};
    Status status = median_job_init(&median, 1);
    if (status == STATUS_OK) {
        median.count[0] = group_size(solve_count(job));
        status = solve_counts(&median, SOLVE_ONE, solve_count(job));
    }
    median_job_free(&median);
    return status;
}

/* Group 0: the existing centres, all but the closings stay; group 1: all else, required ones among
 * the openings' number. */
Status solve_relocate(SolveJob *job) {
    const Country *country = job->input->country;
    MedianJob median = {.job = job};
    Status status = median_job_init(&median, 2);
    int64_t existing = 0, required = 0;
    for (size_t k = 0; k < job->pose.n_candidates && status == STATUS_OK; k++) {
        bool is_existing = facility_is_existing_centre(&country->facility[job->pose.facility[k]]);
        median.group[k] = is_existing ? 0 : 1;
        existing += is_existing;
        required += !is_existing && job->pose.state[k] == SITE_REQUIRED;
        if (is_existing) {
            job->pose.n_required -= job->pose.state[k] == SITE_REQUIRED;
            median.state[k] = SITE_FREE;
            job->pose.state[k] = SITE_FREE;
        }
    }
    if (status == STATUS_OK) {
        median.count[0] = group_size(existing - job->spec->closings);
        median.count[1] = group_size(required + job->spec->openings);
        status = solve_counts(&median, SOLVE_OLD_AND_NEW,
                              existing - job->spec->closings + required + job->spec->openings);
    }
    median_job_free(&median);
    return status;
}
