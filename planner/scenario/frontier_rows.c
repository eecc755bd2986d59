/*
 * frontier_rows.c - the frontier of a scenario: from the existing centres to all of its points, how
 * far people and territory are covered by every number of points, and which to open first.
 */
#include "planner/access/scopes.h"
#include "planner/place/cover_rows.h"
#include "planner/place/frontier.h"
#include "planner/place/pose.h"
#include "planner/place/territory_points.h"
#include "planner/scenario/propose.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct FrontierJob {
    const Country *country;
    const ProposeRules *rules;
    const DistanceList *distances;
    const Scenario *scenario;
    size_t n; /* points of the scenario */
    int32_t *point;
    double *point_xy;
    SiteState *state; /* existing centres are there from the start */
    FrontierRow *row;
    size_t n_rows, capacity;
} FrontierJob;

/* What is to be covered. */
typedef struct FrontierGoal {
    const char *name;
    size_t n;
    const double *xy, *weight;
    double total;
} FrontierGoal;

static void frontier_job_free(FrontierJob *job) {
    free(job->point);
    free(job->point_xy);
    free(job->state);
    free(job->row);
}

static Status list_points(FrontierJob *job) {
    const Scenario *scenario = job->scenario;
    size_t n = scenario->n_proposals + 1;
    job->point = malloc(n * sizeof *job->point);
    job->point_xy = malloc(2 * n * sizeof *job->point_xy);
    job->state = malloc(n * sizeof *job->state);
    if (!job->point || !job->point_xy || !job->state) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < scenario->n_proposals; i++) {
        const Proposal *proposal = &scenario->proposal[i];
        if (proposal->facility < 0) continue;
        job->point[job->n] = proposal->facility;
        memcpy(job->point_xy + 2 * job->n,
               job->country->facility_xy + 2 * (size_t)proposal->facility,
               2 * sizeof *job->point_xy);
        job->state[job->n++] = proposal->role == ROLE_EXISTING ? SITE_REQUIRED : SITE_FREE;
    }
    return STATUS_OK;
}

static Status add_row(FrontierJob *job, const FrontierRow *row) {
    if (job->n_rows == job->capacity) {
        size_t capacity = job->capacity ? 2 * job->capacity : 1024;
        FrontierRow *grown = realloc(job->row, capacity * sizeof *grown);
        if (!grown) return STATUS_NO_MEMORY;
        job->row = grown;
        job->capacity = capacity;
    }
    job->row[job->n_rows++] = *row;
    return STATUS_OK;
}

static double share(double weight, double total) {
    double value = total > 0 ? weight / total : 0;
    return value > 1 ? 1 : value; /* a sum may miss the total by a few units in its last place */
}

static Status add_steps(FrontierJob *job, const FrontierGoal *goal, double threshold_m,
                        const FrontierStep *step, size_t n) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        FrontierRow row = {.goal = goal->name,
                           .threshold = threshold_m,
                           .points = (int)step[i].n_open,
                           .facility = step[i].candidate < 0 ? -1 : job->point[step[i].candidate],
                           .share = share(step[i].ordered, goal->total),
                           .best_share = share(step[i].best, goal->total),
                           .bound_share = share(step[i].bound, goal->total)};
        status = add_row(job, &row);
    }
    return status;
}

static Status add_goal(FrontierJob *job, const FrontierGoal *goal, double threshold_m) {
    CoverPoints points = {.demand_xy = goal->xy,
                          .candidate_xy = job->point_xy,
                          .n_demand = goal->n,
                          .n_candidates = job->n};
    CoverCredit credit = {.shape = CREDIT_WHOLE, .radius_m = threshold_m};
    FrontierRules rules = {.threads = job->rules->evaluate.threads, .stop = job->rules->stop};
    CoverRows rows = {0};
    FrontierStep *step = NULL;
    size_t n_steps = 0;
    Status status = cover_rows_planar(&points, &credit, rules.threads, &rows);
    if (status != STATUS_OK) return status;
    MaxCoverProblem problem = {.n_demand = goal->n,
                               .n_candidates = job->n,
                               .weight = goal->weight,
                               .row_start = rows.start,
                               .row_candidate = rows.candidate,
                               .state = job->state};
    status = frontier_of(&problem, &rules, &step, &n_steps, NULL);
    if (status == STATUS_OK) status = add_steps(job, goal, threshold_m, step, n_steps);
    free(step);
    cover_rows_free(&rows);
    return status;
}

/* ---- the territory of units that have a point ---- */

typedef struct UnitPoint {
    double area_m2;
    int32_t facility;
} UnitPoint;

static int largest_first(const void *left, const void *right) {
    const UnitPoint *l = left, *r = right;
    if (l->area_m2 != r->area_m2) return l->area_m2 > r->area_m2 ? -1 : 1;
    return l->facility < r->facility ? -1 : l->facility > r->facility;
}

/* What the unit of a point adds, where it has none yet. */
static double area_gained(const FrontierJob *job, size_t p, uint8_t *has_point) {
    int32_t unit = job->country->facility[job->point[p]].unit;
    double area_m2 = has_point[unit] ? 0 : job->country->unit[unit].area_m2;
    has_point[unit] = 1;
    return area_m2;
}

/* The existing centres' units at once, then one row a new point. list, has_point: scratch. */
static Status add_unit_rows(FrontierJob *job, UnitPoint *list, uint8_t *has_point) {
    const Country *country = job->country;
    double total = 0, covered = 0;
    int open = 0;
    size_t n = 0;
    Status status = STATUS_OK;
    for (size_t u = 0; u < country->n_units; u++) total += country->unit[u].area_m2;
    for (size_t p = 0; p < job->n; p++) {
        if (job->state[p] != SITE_REQUIRED) continue;
        covered += area_gained(job, p, has_point);
        open++;
    }
    for (size_t p = 0; p < job->n; p++)
        if (job->state[p] != SITE_REQUIRED)
            list[n++] = (UnitPoint){area_gained(job, p, has_point), job->point[p]};
    qsort(list, n, sizeof *list, largest_first);
    for (size_t k = 0; k <= n && status == STATUS_OK; k++) {
        if (k > 0) covered += list[k - 1].area_m2;
        double reached = share(covered, total);
        FrontierRow row = {
            "territory_units", NAN,     open + (int)k, k > 0 ? list[k - 1].facility : -1,
            reached,           reached, reached};
        status = add_row(job, &row);
    }
    return status;
}

/* Units' areas just add up, so the largest first is best for every number of points. */
static Status add_units(FrontierJob *job) {
    UnitPoint *list = malloc((job->n + 1) * sizeof *list);
    uint8_t *has_point = calloc(job->country->n_units + 1, 1);
    Status status = list && has_point ? add_unit_rows(job, list, has_point) : STATUS_NO_MEMORY;
    free(list);
    free(has_point);
    return status;
}

/* ---- all ---- */

static double sum(const double *value, size_t n) {
    double total = 0;
    for (size_t i = 0; i < n; i++) total += value[i];
    return total;
}

static Status add_people(FrontierJob *job) {
    const Country *country = job->country;
    double *pop = malloc((country->n_demand + 1) * sizeof *pop);
    if (!pop) return STATUS_NO_MEMORY;
    for (size_t d = 0; d < country->n_demand; d++) pop[d] = country->demand[d].pop;
    FrontierGoal goal = {"people", country->n_demand, country->demand_xy, pop,
                         sum(pop, country->n_demand)};
    Status status = STATUS_OK;
    for (size_t t = 0; t < job->distances->n && status == STATUS_OK; t++)
        status = add_goal(job, &goal, job->distances->m[t]);
    free(pop);
    return status;
}

static Status add_territory(FrontierJob *job) {
    const EvaluateRules *rules = &job->rules->evaluate;
    TerritoryPoints points;
    Status status = territory_points_make(job->country, TERRITORY_STEP_M, rules->threads, &points);
    if (status != STATUS_OK) return status;
    FrontierGoal goal = {"territory", points.n, points.xy, points.area_m2,
                         sum(points.area_m2, points.n)};
    for (size_t t = 0; t < job->distances->n && status == STATUS_OK; t++)
        status = add_goal(job, &goal, job->distances->m[t]);
    territory_points_free(&points);
    return status;
}

Status scenario_add_frontier(const Country *country, const ProposeRules *rules,
                             const DistanceList *distances, Scenario *scenario) {
    FrontierJob job = {
        .country = country, .rules = rules, .distances = distances, .scenario = scenario};
    Status status = list_points(&job);
    if (status == STATUS_OK && job.n > 0) status = add_people(&job);
    if (status == STATUS_OK && job.n > 0 && distances->n > 0) status = add_territory(&job);
    if (status == STATUS_OK && job.n > 0) status = add_units(&job);
    if (status == STATUS_OK) {
        free(scenario->frontier);
        scenario->frontier = job.row;
        scenario->n_frontier = job.n_rows;
        job.row = NULL;
    }
    frontier_job_free(&job);
    return status;
}
