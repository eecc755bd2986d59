#include "planner/place/solve.h"
#include "geo/clock.h"
#include "layers/text.h"
#include "planner/place/solve_internal.h"
#include "planner/place/swap_value.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void place_solution_free(PlaceSolution *solution) {
    free(solution->open);
    free(solution->runner_up);
    free(solution->margin_pkm);
    free(solution->kept_out);
    free(solution->saves_pkm);
    free(solution->alone);
    free(solution->services);
    free(solution->stability);
    sites_free(&solution->sites);
    memset(solution, 0, sizeof *solution);
}

static Status solution_init(PlaceSolution *solution, size_t n_facilities) {
    size_t n = n_facilities + 1;
    memset(solution, 0, sizeof *solution);
    solution->open = calloc(n, 1);
    solution->runner_up = malloc(n * sizeof *solution->runner_up);
    solution->kept_out = malloc(n * sizeof *solution->kept_out);
    double **values[] = {&solution->margin_pkm, &solution->saves_pkm, &solution->alone,
                         &solution->services, &solution->stability};
    bool whole = solution->open && solution->runner_up && solution->kept_out;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        *values[i] = malloc(n * sizeof **values[i]);
        whole = whole && *values[i];
        for (size_t f = 0; f < n && *values[i]; f++) (*values[i])[f] = NAN;
    }
    if (!whole) return STATUS_NO_MEMORY;
    for (size_t f = 0; f < n; f++) solution->runner_up[f] = solution->kept_out[f] = -1;
    solution->objective = solution->bound = solution->gap = NAN;
    return STATUS_OK;
}

/* ---- shared by the solvers' parts ---- */

/* A search without any time left still looks once: it may have nothing else to show. */
SearchOptions solve_options(const SolveJob *job) {
    SearchOptions options = job->options;
    if (options.time_limit_s > 0)
        options.time_limit_s = fmax(1e-3, options.time_limit_s - (clock_s() - job->started_s));
    return options;
}

int64_t solve_count(const SolveJob *job) {
    if (job->spec->points >= 0) return job->spec->points;
    return (int64_t)job->pose.n_required + job->spec->new_points;
}

CoverPoints solve_points(const SolveJob *job) {
    const Pose *pose = &job->pose;
    bool home = job->spec->catchment == CATCHMENT_HOME;
    return (CoverPoints){.demand_xy = pose->demand_xy,
                         .candidate_xy = pose->candidate_xy,
                         .n_demand = pose->n_demand,
                         .n_candidates = pose->n_candidates,
                         .demand_area = home ? pose->demand_home : NULL,
                         .candidate_area = home ? pose->candidate_home : NULL};
}

void solve_open(SolveJob *job, const int32_t *chosen, size_t n) {
    for (size_t k = 0; k < n; k++) job->solution->open[job->pose.facility[chosen[k]]] = 1;
}

double solve_share(const SolveJob *job) {
    return job->pose.total_weight > 0 ? 1 / job->pose.total_weight : 0;
}

void solve_told(SolveJob *job, const char *method, const char *unit, double scale, double objective,
                double bound, double gap, SearchOutcome outcome) {
    PlaceSolution *solution = job->solution;
    solution->method = method;
    solution->objective_unit = unit;
    solution->objective = objective * scale;
    solution->bound = bound * scale;
    solution->gap = gap;
    solution->proven = outcome == SEARCH_OPTIMAL;
}

Status place_solution_points(const Country *country, const PlaceSolution *solution, int32_t **open,
                             size_t *n) {
    int32_t *list = malloc((country->n_facilities + 1) * sizeof *list);
    if (!list) return STATUS_NO_MEMORY;
    *n = 0;
    for (size_t f = 0; f < country->n_facilities; f++)
        if (solution->open[f]) list[(*n)++] = (int32_t)f;
    *open = list;
    return STATUS_OK;
}

/* ---- runners-up, and what rules keep out ---- */

static Status swaps(SolveJob *job, const uint8_t *may, SwapScope scope, const int32_t *open,
                    size_t n, SwapValue **value) {
    return swap_values_by_line(job->input->country, open, n, may, scope, job->input->threads,
                               value);
}

/* Runners-up by exchange, where the solver has not found them itself. */
static Status find_runners_up(SolveJob *job, const int32_t *open, size_t n, uint8_t *may) {
    PlaceSolution *solution = job->solution;
    const Sites *sites = &job->pose.sites;
    bool units = job->spec->problem == PLACE_ONE_PER_UNIT;
    size_t n_facilities = job->input->country->n_facilities;
    SwapValue *value = NULL;
    for (size_t f = 0; f < n_facilities; f++) may[f] = sites->part[f] == SITE_CHOICE;
    Status status = swaps(job, may, units ? SWAP_OWN_UNIT : SWAP_ANYWHERE, open, n, &value);
    for (size_t p = 0; p < n && status == STATUS_OK; p++) {
        if (sites->part[open[p]] != SITE_CHOICE || value[p].site < 0) continue;
        solution->runner_up[open[p]] = value[p].site;
        solution->margin_pkm[open[p]] = value[p].change_pkm;
    }
    free(value);
    return status;
}

/* What a rule, a preference or today's network costs people: the best host that may not be taken
 * in the place of a point of its unit. */
static Status find_kept_out(SolveJob *job, const int32_t *open, size_t n, uint8_t *may) {
    PlaceSolution *solution = job->solution;
    const Country *country = job->input->country;
    const Sites *sites = &job->pose.sites;
    SwapValue *value = NULL;
    for (size_t f = 0; f < country->n_facilities; f++)
        may[f] = sites->part[f] == SITE_OUT && sites->why[f] != WHY_KIND &&
                 sites->why[f] != WHY_UNLISTED && sites->why[f] != WHY_HAS_HOST &&
                 country->facility[f].kind != FACILITY_PLACE;
    Status status = swaps(job, may, SWAP_OWN_UNIT, open, n, &value);
    for (size_t p = 0; p < n && status == STATUS_OK; p++) {
        if (value[p].site < 0 || !(value[p].change_pkm < 0)) continue;
        solution->kept_out[open[p]] = value[p].site;
        solution->saves_pkm[open[p]] = -value[p].change_pkm;
    }
    free(value);
    return status;
}

static bool by_distance(const PlacementSpec *spec) {
    return spec->problem == PLACE_ONE_PER_UNIT || spec->problem == PLACE_MEDIAN ||
           spec->problem == PLACE_RELOCATE;
}

/* Exchanges are worked out for people who may go anywhere; with the catchment `home` and with
 * capacities they would not say what the scenario does. */
static Status tell_swaps(SolveJob *job) {
    if (!by_distance(job->spec) || job->spec->catchment != CATCHMENT_ANY || job->spec->capacitated)
        return STATUS_OK;
    int32_t *open = NULL;
    size_t n = 0;
    uint8_t *may = malloc(job->input->country->n_facilities + 1);
    Status status = may ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK)
        status = place_solution_points(job->input->country, job->solution, &open, &n);
    bool penalties = job->spec->stop_penalty_m > 0;
    for (int kind = 0; kind < FACILITY_KINDS; kind++)
        penalties |= job->spec->host_penalty_m[kind] > 0;
    if (status == STATUS_OK && !penalties) status = find_runners_up(job, open, n, may);
    if (status == STATUS_OK) status = find_kept_out(job, open, n, may);
    free(may);
    free(open);
    return status;
}

/* ---- the way through ---- */

static Status check_candidates(SolveJob *job) {
    if (job->pose.n_candidates > 0 || job->spec->problem == PLACE_ONE_PER_UNIT) return STATUS_OK;
    return error_set(job->error, STATUS_INFEASIBLE, "%s",
                     _("no facility may become a point by the rules of this proposal"));
}

static Status run_solver(SolveJob *job) {
    if (job->spec->capacitated) return solve_capacitated(job);
    switch (job->spec->problem) {
    case PLACE_MEDIAN:
        return solve_median(job);
    case PLACE_CENTER:
        return solve_center(job);
    case PLACE_MAX_COVER:
        return solve_max_cover(job);
    case PLACE_FEWEST:
        return solve_fewest(job);
    case PLACE_RELOCATE:
        return solve_relocate(job);
    default:
        return solve_one_per_unit(job);
    }
}

Status place_solve(const PlacementSpec *spec, const PlaceInput *input, PlaceSolution *solution,
                   Error *error) {
    double started_s = clock_s();
    PlaceSolution made;
    SolveJob job = {
        .spec = spec,
        .input = input,
        .options = {spec->time_limit_s, spec->max_nodes, input->stop, input->stop_context},
        .started_s = started_s,
        .solution = &made,
        .error = error};
    Status status = solution_init(&made, input->country->n_facilities);
    if (status == STATUS_OK) status = pose_build(spec, input, &job.pose);
    if (status == STATUS_OK) status = check_candidates(&job);
    if (status == STATUS_OK) status = run_solver(&job);
    if (status == STATUS_OK) status = tell_swaps(&job);
    if (status == STATUS_OK) {
        made.sites = job.pose.sites;
        job.pose.sites = (Sites){0};
        made.left_out_pop = job.pose.left_out_weight;
        made.seconds = clock_s() - started_s;
        *solution = made;
    } else {
        place_solution_free(&made);
        error_status(error, status);
    }
    pose_free(&job.pose);
    return status;
}
