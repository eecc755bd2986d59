/*
 * solve_capacitated.c - median and max_cover where no point serves more than its capacity.
 *
 * The people of a unit are taken together: they split over the points in the same proportions
 * wherever they live, so that a unit's mean distance to a site is all that counts. That keeps the
 * integer program at units × sites; person-kilometres and loads are exact for such a split.
 */
#include "planner/place/capacitated.h"
#include "planner/place/solve_internal.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The sites that serve a unit best, to begin with; kept ones always stand among them. A made-up
 * site without limits stands for all that are left out, at the value of the best of them, so that
 * the bound holds for the whole problem; where people use it, the rows are made longer. */
enum { FIRST_SITES_A_UNIT = 25 };

typedef struct UnitJob {
    SolveJob *job;
    size_t sites_a_unit;
    double *people, *services; /* [n_units] */
    double *value;             /* [n_candidates] of the unit at hand: mean metres, or credit */
    int32_t *first, *demand;   /* demand by unit */
    int64_t *start;
    int32_t *candidate;
    double *entry;
    double *capacity;
} UnitJob;

static void unit_job_free(UnitJob *unit) {
    void *const owned[] = {unit->people, unit->services,  unit->value, unit->first,   unit->demand,
                           unit->start,  unit->candidate, unit->entry, unit->capacity};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) free(owned[i]);
}

static Status unit_job_init(UnitJob *unit) {
    const Pose *pose = &unit->job->pose;
    size_t units = unit->job->input->country->n_units, m = pose->n_candidates;
    size_t a_unit = m < unit->sites_a_unit ? m : unit->sites_a_unit + pose->n_required;
    a_unit += 1; /* the made-up one */
    unit->people = calloc(units + 1, sizeof *unit->people);
    unit->services = calloc(units + 1, sizeof *unit->services);
    unit->value = malloc((m + 1) * sizeof *unit->value);
    unit->first = calloc(units + 2, sizeof *unit->first);
    unit->demand = malloc((pose->n_demand + 1) * sizeof *unit->demand);
    unit->start = calloc(units + 1, sizeof *unit->start);
    unit->candidate = malloc((units * a_unit + 1) * sizeof *unit->candidate);
    unit->entry = malloc((units * a_unit + 1) * sizeof *unit->entry);
    unit->capacity = malloc((m + 2) * sizeof *unit->capacity);
    return unit->people && unit->services && unit->value && unit->first && unit->demand &&
                   unit->start && unit->candidate && unit->entry && unit->capacity
               ? STATUS_OK
               : STATUS_NO_MEMORY;
}

/* Demand by unit (a counting sort), and what each unit asks for. */
static Status sum_units(UnitJob *unit) {
    const SolveJob *job = unit->job;
    const Country *country = job->input->country;
    double *load = malloc((country->n_demand + 1) * sizeof *load);
    if (!load) return STATUS_NO_MEMORY;
    load_of_demand(country, &job->spec->load, load);
    for (size_t d = 0; d < country->n_demand; d++) unit->first[country->demand[d].unit + 2]++;
    for (size_t u = 0; u < country->n_units; u++) unit->first[u + 1] += unit->first[u];
    for (size_t d = 0; d < country->n_demand; d++) {
        int32_t u = country->demand[d].unit;
        bool counts = job->pose.weight[d] > 0;
        unit->people[u] += job->pose.weight[d];
        if (counts) unit->services[u] += load[d];
        unit->demand[unit->first[u + 1]++] = (int32_t)d;
    }
    free(load);
    return STATUS_OK;
}

/* The mean distance (median) or credit (cover) of a unit's people at a candidate; NaN: it does not
 * serve the unit. */
static double value_at(const UnitJob *unit, size_t u, size_t k, const CoverCredit *credit) {
    const SolveJob *job = unit->job;
    const Pose *pose = &job->pose;
    double sum = 0;
    bool home = job->spec->catchment == CATCHMENT_HOME;
    for (int32_t i = unit->first[u]; i < unit->first[u + 1]; i++) {
        int32_t d = unit->demand[i];
        if (home && pose->demand_home[d] != pose->candidate_home[k]) return NAN;
        double dist_m = hypot(pose->demand_xy[2 * d] - pose->candidate_xy[2 * k],
                              pose->demand_xy[2 * d + 1] - pose->candidate_xy[2 * k + 1]);
        sum += pose->weight[d] * (credit ? cover_credit_at(credit, dist_m) : dist_m);
    }
    double mean = sum / unit->people[u];
    return credit && !(mean > 0) ? NAN : mean;
}

typedef struct Valued {
    double value;
    int32_t candidate;
} Valued;

static int better_first(const void *left, const void *right) {
    const Valued *l = left, *r = right;
    if (l->value != r->value) return l->value < r->value ? -1 : 1;
    return l->candidate < r->candidate ? -1 : l->candidate > r->candidate;
}

/* The best sites of a unit and all kept ones, in increasing order of value as a cost. */
static int64_t list_row(UnitJob *unit, size_t u, const CoverCredit *credit, Valued *valued,
                        int64_t at) {
    const Pose *pose = &unit->job->pose;
    size_t n = 0, taken = 0;
    for (size_t k = 0; k < pose->n_candidates; k++) {
        double value = value_at(unit, u, k, credit);
        if (!isnan(value)) valued[n++] = (Valued){credit ? -value : value, (int32_t)k};
    }
    qsort(valued, n, sizeof *valued, better_first);
    bool cut = false;
    for (size_t i = 0; i < n; i++) {
        bool kept = pose->state[valued[i].candidate] == SITE_REQUIRED;
        if (taken >= unit->sites_a_unit && !kept && cut) continue;
        bool made_up = taken >= unit->sites_a_unit && !kept;
        cut |= made_up;
        taken += !kept;
        unit->candidate[at] = made_up ? (int32_t)pose->n_candidates : valued[i].candidate;
        unit->entry[at++] = fabs(valued[i].value);
    }
    return at;
}

static Status list_rows(UnitJob *unit, const CoverCredit *credit) {
    const SolveJob *job = unit->job;
    size_t units = job->input->country->n_units;
    Valued *valued = malloc((job->pose.n_candidates + 1) * sizeof *valued);
    if (!valued) return STATUS_NO_MEMORY;
    for (size_t u = 0; u < units; u++)
        unit->start[u + 1] = unit->people[u] > 0 ? list_row(unit, u, credit, valued, unit->start[u])
                                                 : unit->start[u];
    free(valued);
    for (size_t k = 0; k < job->pose.n_candidates; k++)
        unit->capacity[k] = load_capacity(&job->spec->load);
    double all = 0;
    for (size_t u = 0; u < units; u++) all += unit->services[u];
    unit->capacity[job->pose.n_candidates] = all + 1;
    return STATUS_OK;
}

/* What stands for the solver besides the pose: the made-up site, open, in a group of its own. */
typedef struct WithMadeUp {
    SiteState *state;
    int32_t *group, count[2];
} WithMadeUp;

static Status made_up_init(const SolveJob *job, WithMadeUp *with) {
    size_t m = job->pose.n_candidates;
    int64_t wanted = solve_count(job);
    with->state = malloc((m + 1) * sizeof *with->state);
    with->group = calloc(m + 1, sizeof *with->group);
    if (!with->state || !with->group) return STATUS_NO_MEMORY;
    memcpy(with->state, job->pose.state, m * sizeof *with->state);
    with->state[m] = SITE_REQUIRED;
    with->group[m] = 1;
    with->count[0] = (int32_t)(wanted > INT32_MAX ? INT32_MAX : wanted);
    with->count[1] = 1;
    return STATUS_OK;
}

static void use_result(UnitJob *unit, const CapacitatedResult *result, bool cover) {
    SolveJob *job = unit->job;
    size_t m = job->pose.n_candidates;
    for (size_t i = 0; i < result->n_chosen; i++) {
        if ((size_t)result->chosen[i] == m) continue;
        solve_open(job, &result->chosen[i], 1);
        job->solution->services[job->pose.facility[result->chosen[i]]] =
            result->load[result->chosen[i]];
    }
    solve_told(job, "capacitated", cover ? "share" : "person-km", cover ? solve_share(job) : 1e-3,
               result->objective, result->bound, result->gap, result->outcome);
}

/* *again: people use the made-up site, so that the rows are too short. */
static Status solve_units(UnitJob *unit, bool cover, bool *again) {
    SolveJob *job = unit->job;
    size_t m = job->pose.n_candidates;
    WithMadeUp with = {0};
    CapacitatedResult result = {0};
    SearchFault fault = {0};
    Status status = made_up_init(job, &with);
    CapacitatedProblem problem = {.goal = cover ? CAPACITATED_COVER : CAPACITATED_MEDIAN,
                                  .n_demand = job->input->country->n_units,
                                  .n_candidates = m + 1,
                                  .weight = unit->people,
                                  .load = unit->services,
                                  .row_start = unit->start,
                                  .row_candidate = unit->candidate,
                                  .row_value = unit->entry,
                                  .capacity = unit->capacity,
                                  .state = with.state,
                                  .group = with.group,
                                  .group_count = with.count,
                                  .n_groups = 2};
    if (status == STATUS_OK) {
        SearchOptions options = solve_options(job);
        status = capacitated_solve(&problem, &options, &result, &fault, job->error);
        if (status != STATUS_OK) status = solve_fault(job, status, &fault, SOLVE_ONE);
    }
    *again = status == STATUS_OK && result.load[m] > 1e-9 * unit->capacity[m];
    if (*again && result.outcome != SEARCH_OPTIMAL)
        status = solve_fault(job, STATUS_LIMIT, &fault, SOLVE_ONE);
    if (status == STATUS_OK && !*again) use_result(unit, &result, cover);
    capacitated_result_free(&result);
    free(with.state);
    free(with.group);
    return status;
}

/* The made-up site must not hide that the country cannot be served at all. */
static Status check_capacity(UnitJob *unit) {
    SolveJob *job = unit->job;
    double asked = 0;
    for (size_t u = 0; u < job->input->country->n_units; u++) asked += unit->services[u];
    double count = fmin((double)solve_count(job), (double)job->pose.n_candidates);
    SearchFault fault = {.cause = FAULT_CAPACITY,
                         .where = -1,
                         .needed = asked,
                         .found = count * load_capacity(&job->spec->load)};
    if (asked <= fault.found) return STATUS_OK;
    return solve_fault(job, STATUS_INFEASIBLE, &fault, SOLVE_ONE);
}

static Status solve_with_rows(SolveJob *job, size_t sites_a_unit, bool *again) {
    UnitJob unit = {.job = job, .sites_a_unit = sites_a_unit};
    bool cover = job->spec->problem == PLACE_MAX_COVER;
    CoverCredit credit = {.shape = job->spec->credit,
                          .radius_m = job->spec->within_m,
                          .step_m = job->spec->steps.m,
                          .credit = job->spec->steps.credit,
                          .n_steps = job->spec->steps.n,
                          .full_m = job->spec->full_m,
                          .scale_m = job->spec->scale_m};
    Status status = unit_job_init(&unit);
    if (status == STATUS_OK) status = sum_units(&unit);
    if (status == STATUS_OK && !cover) status = check_capacity(&unit);
    if (status == STATUS_OK) status = list_rows(&unit, cover ? &credit : NULL);
    if (status == STATUS_OK) status = solve_units(&unit, cover, again);
    unit_job_free(&unit);
    return status;
}

Status solve_capacitated(SolveJob *job) {
    bool again = true;
    Status status = STATUS_OK;
    for (size_t sites = FIRST_SITES_A_UNIT; status == STATUS_OK && again; sites *= 2)
        status = solve_with_rows(job, sites, &again);
    return status;
}
