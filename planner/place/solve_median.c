/*
 * solve_median.c - the problems in which people are to travel least: one per unit, median and
 * relocate.
 */
#include "geo/point_index.h"
#include "planner/place/median.h"
#include "planner/place/median_rows.h"
#include "planner/place/solve_internal.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rows of a free median grow until no one is farther than they reach, or until there are so many
 * entries (about 3 GB in the solver). */
enum { MAX_ENTRIES = 40000000 };

typedef struct MedianJob {
    SolveJob *job;
    MedianProblem problem; /* borrows the arrays below */
    MedianRows rows;
    SiteState *state;
    int32_t *group, *count;
    double *weight;
} MedianJob;

static void median_job_free(MedianJob *median) {
    median_rows_free(&median->rows);
    free(median->state);
    free(median->group);
    free(median->count);
    free(median->weight);
}

/* One candidate and one demand more than the pose has, each unit with room for another demand. */
static Status median_job_init(MedianJob *median, size_t n_groups) {
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

/* Complete rows within each home: a municipality is small. */
static Status home_rows(MedianJob *median) {
    CoverPoints points = solve_points(median->job);
    CoverRows rows;
    Status status = distance_rows_planar(&points, INFINITY, median->job->input->threads, &rows);
    if (status != STATUS_OK) return status;
    median->rows = (MedianRows){rows.start, rows.candidate, rows.value, NULL};
    return STATUS_OK;
}

static Status cut_rows(MedianJob *median) {
    const Pose *pose = &median->job->pose;
    return median_rows_planar(&median->problem, pose->candidate_xy, pose->demand_xy, pose->n_demand,
                              median->job->input->threads, &median->rows);
}

static Status solve_rows(MedianJob *median, SolveGroups groups, MedianResult *result) {
    SearchFault fault = {0};
    borrow_rows(median);
    Status status = median_solve(&median->problem, &median->job->options, result, &fault);
    return status == STATUS_OK ? status : solve_fault(median->job, status, &fault, groups);
}

static void use_result(MedianJob *median, const MedianResult *result, double person_m) {
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

/* ---- one per unit ---- */

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

/* Penalties as one more demand of weight 1 in every unit with a choice, which "goes" to the unit's
 * point at the cost of its penalty. One point a unit, so it always goes to that one. */
static Status add_penalties(MedianJob *median) {
    const Pose *pose = &median->job->pose;
    MedianRows *rows = &median->rows;
    size_t n = pose->n_demand, m = pose->n_candidates, n_units = median->problem.n_groups;
    size_t entries = (size_t)rows->start[n] + m;
    int64_t *start = realloc(rows->start, (n + n_units + 1) * sizeof *start);
    if (start) rows->start = start;
    int32_t *candidate = realloc(rows->candidate, (entries + 1) * sizeof *candidate);
    if (candidate) rows->candidate = candidate;
    double *cost = realloc(rows->cost, (entries + 1) * sizeof *cost);
    if (cost) rows->cost = cost;
    double *cap = rows->cap ? realloc(rows->cap, (n + n_units + 1) * sizeof *cap) : NULL;
    if (cap) rows->cap = cap;
    Priced *priced = malloc((m + 1) * sizeof *priced);
    if (!start || !candidate || !cost || !priced || (rows->cap && !cap)) {
        free(priced);
        return STATUS_NO_MEMORY;
    }
    int64_t at = start[n];
    for (size_t k = 0; k < m;) {
        size_t in_unit = 0;
        int32_t unit = median->group[k];
        for (; k < m && median->group[k] == unit; k++)
            priced[in_unit++] = (Priced){penalty(median->job, k), (int32_t)k};
        if (median->count[unit] != 1) continue;
        qsort(priced, in_unit, sizeof *priced, by_cost);
        for (size_t i = 0; i < in_unit; i++, at++) {
            candidate[at] = priced[i].candidate;
            cost[at] = priced[i].cost;
        }
        size_t row = median->problem.n_demand++;
        median->weight[row] = 1;
        start[row + 1] = at;
        if (cap) cap[row] = priced[in_unit - 1].cost;
    }
    free(priced);
    return STATUS_OK;
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
    Status status =
        median->job->spec->catchment == CATCHMENT_HOME ? home_rows(median) : cut_rows(median);
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
    if (status == STATUS_OK) status = solve_rows(&median, SOLVE_UNITS, &result);
    if (status == STATUS_OK) use_result(&median, &result, result.objective);
    if (status == STATUS_OK && (has_penalties(job->spec) || job->spec->catchment == CATCHMENT_HOME))
        status = tell_exchanges(&median, &result);
    median_result_free(&result);
    median_job_free(&median);
    return status;
}

/* ---- so many of one or two groups, all over the country ---- */

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
    for (size_t d = 0; d < n && status == STATUS_OK; d++) {
        size_t length = (size_t)(near.start[d + 1] - near.start[d]);
        rows->start[d] = at;
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
    status = solve_rows(median, groups, result);
    median->problem.n_candidates = m;
    median->problem.n_groups = last;
    return status;
}

/* Whom the bound leaves out of sight: with wider rows the answer may still change. */
static Status solve_widening(MedianJob *median, SolveGroups groups, int64_t count) {
    const Pose *pose = &median->job->pose;
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
        if (status == STATUS_OK && done) use_result(median, &result, person_m);
        median_result_free(&result);
        if (status != STATUS_OK || done) return status;
        radius_m = fmin(2 * radius_m, all);
    }
}

static Status solve_counts(MedianJob *median, SolveGroups groups, int64_t count) {
    const SolveJob *job = median->job;
    MedianResult result = {0};
    Status status;
    bool home = job->spec->catchment == CATCHMENT_HOME;
    if (!home && job->pose.n_required == 0) return solve_widening(median, groups, count);
    status = home ? home_rows(median) : cut_rows(median);
    if (status == STATUS_OK) status = solve_rows(median, groups, &result);
    if (status == STATUS_OK) use_result(median, &result, result.objective);
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
        bool is_existing = pose_is_existing(&country->facility[job->pose.facility[k]]);
        median.group[k] = is_existing ? 0 : 1;
        existing += is_existing;
        required += !is_existing && job->pose.state[k] == SITE_REQUIRED;
        if (is_existing) {
            median.state[k] = SITE_FREE;
            job->pose.state[k] = SITE_FREE;
            job->pose.n_required--;
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
