#include "planner/place/capacitated.h"
#include "geo/clock.h"
#include "planner/place/capacitated_check.h"
#include "planner/place/capacitated_model.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    TIES_AT_ONCE = 20000, /* entries up to which all rows y <= x are there from the start */
    MOST_ROUNDS = 30
};

#define TRIFLE 1e-9 /* a part of a demand that is the solver's tolerance, not a choice */

typedef struct Run {
    const CapacitatedProblem *problem;
    const SearchOptions *options;
    double start_s;
    uint8_t *open; /* [n_candidates] */
    CapacitatedModel model;
    SolverResult solved; /* of the whole program */
    Error *error;
    SearchFault *fault;
} Run;

void capacitated_result_free(CapacitatedResult *result) {
    free(result->chosen);
    free(result->served);
    free(result->load);
    memset(result, 0, sizeof *result);
}

/* What is left of the limits; at least a moment, so that a limit is told by the solver alone. */
static SolverLimits limits_left(const Run *run) {
    const SearchOptions *options = run->options;
    SolverLimits limits = {.max_nodes = options->max_nodes,
                           .stop = options->stop,
                           .stop_context = options->stop_context};
    if (options->time_limit_s > 0)
        limits.time_limit_s = fmax(1e-3, options->time_limit_s - (clock_s() - run->start_s));
    return limits;
}

static Status no_solution(Run *run) {
    *run->fault = (SearchFault){.cause = FAULT_CAPACITY, .where = -1};
    return error_status(run->error, STATUS_INFEASIBLE);
}

/* Solves the relaxation and adds the rows that it breaks, until it breaks none. */
static Status tighten_in_rounds(Run *run) {
    Status status = STATUS_OK;
    size_t added = 1;
    for (int round = 0; round < MOST_ROUNDS && added > 0 && status == STATUS_OK; round++) {
        SolverLimits limits = limits_left(run);
        SolverModel program = capacitated_program(&run->model, true);
        SolverResult relaxed = {0};
        status = solver_run(&program, &limits, &relaxed, run->error);
        if (status != STATUS_OK) return status;
        if (relaxed.outcome == SOLVER_INFEASIBLE) return no_solution(run);
        if (relaxed.outcome != SOLVER_OPTIMAL) {
            solver_result_free(&relaxed); /* at a limit: the rows so far must do */
            return STATUS_OK;
        }
        status = capacitated_tighten(&run->model, relaxed.value, &added);
        solver_result_free(&relaxed);
    }
    return error_status(run->error, status);
}

static Status solve_program(Run *run) {
    const CapacitatedProblem *problem = run->problem;
    size_t added;
    Status status = capacitated_model_make(problem, NULL, &run->model);
    if (status == STATUS_OK && problem->row_start[problem->n_demand] <= TIES_AT_ONCE)
        status = capacitated_tighten(&run->model, NULL, &added);
    if (status != STATUS_OK) return error_status(run->error, status);
    if (problem->row_start[problem->n_demand] > TIES_AT_ONCE) status = tighten_in_rounds(run);
    if (status != STATUS_OK) return status;
    SolverLimits limits = limits_left(run);
    SolverModel program = capacitated_program(&run->model, false);
    status = solver_run(&program, &limits, &run->solved, run->error);
    if (status != STATUS_OK) return status;
    switch (run->solved.outcome) {
    case SOLVER_OPTIMAL:
    case SOLVER_LIMIT:
        return STATUS_OK;
    case SOLVER_LIMIT_EMPTY:
        return error_status(run->error, STATUS_LIMIT);
    default: /* nothing is unbounded here: all columns are 0 … 1 */
        return no_solution(run);
    }
}

/* ---- from the program's solution to the result ---- */

static void open_chosen(const Run *run, CapacitatedResult *result) {
    for (size_t j = 0; j < run->problem->n_candidates; j++) {
        int32_t x = run->model.x_of[j];
        run->open[j] = x >= 0 && run->solved.value[x] > 0.5;
        if (run->open[j]) result->chosen[result->n_chosen++] = (int32_t)j;
    }
}

/* Copies the y of a model; those of closed candidates are what tolerances leave. */
static void copy_parts(const Run *run, const CapacitatedModel *model, const double *value,
                       double *served) {
    size_t entries = (size_t)run->problem->row_start[run->problem->n_demand];
    for (size_t at = 0; at < entries; at++) {
        bool open = run->open[run->problem->row_candidate[at]];
        served[at] = open && model->y_of[at] >= 0 ? value[model->y_of[at]] : 0;
    }
}

/*
 * With x settled the parts are those of a transport problem, which is solved anew: its solution
 * does not carry the tolerances of the search. Where it has none (capacities tight to the last
 * digit) or is stopped, the parts of the search stand.
 */
static Status assign(const Run *run, double *served) {
    CapacitatedModel transport;
    SolverResult solved = {0};
    SolverLimits limits = {.stop = run->options->stop, .stop_context = run->options->stop_context};
    copy_parts(run, &run->model, run->solved.value, served);
    Status status = capacitated_model_make(run->problem, run->open, &transport);
    if (status == STATUS_OK) {
        SolverModel program = capacitated_program(&transport, true);
        status = solver_run(&program, &limits, &solved, run->error);
    }
    if (status == STATUS_OK && solved.outcome == SOLVER_OPTIMAL)
        copy_parts(run, &transport, solved.value, served);
    solver_result_free(&solved);
    capacitated_model_free(&transport);
    return error_status(run->error, status);
}

/* Demand that asks for nothing goes to the best open candidate: the least cost, the first of
 * equals; where none is open in its row it stays. */
static void serve_idle(const Run *run, size_t i, double *served) {
    const CapacitatedProblem *problem = run->problem;
    int64_t best = -1;
    for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1]; at++)
        if (run->open[problem->row_candidate[at]] &&
            (best < 0 || problem->row_value[at] < problem->row_value[best]))
            best = at;
    if (best >= 0) served[best] = 1;
}

/* Parts into 0 … 1 without trifles; they sum to 1 (cover: to 1 at most). */
static void tidy_parts(const Run *run, size_t i, double *served) {
    const CapacitatedProblem *problem = run->problem;
    bool whole = problem->goal == CAPACITATED_MEDIAN;
    double sum = 0;
    for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1]; at++) {
        if (served[at] < TRIFLE) served[at] = 0;
        if (served[at] > 1 - TRIFLE) served[at] = 1;
        sum += served[at];
    }
    if (!(sum > 0) || (!whole && sum < 1 - TRIFLE)) return;
    for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1]; at++)
        served[at] /= sum;
}

static void add_up(const Run *run, CapacitatedResult *result) {
    const CapacitatedProblem *problem = run->problem;
    for (size_t i = 0; i < problem->n_demand; i++) {
        if (capacitated_counts(problem, i))
            tidy_parts(run, i, result->served);
        else if (problem->goal == CAPACITATED_MEDIAN)
            serve_idle(run, i, result->served);
        for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1]; at++) {
            double part = result->served[at];
            result->objective += problem->weight[i] * problem->row_value[at] * part;
            result->load[problem->row_candidate[at]] += capacitated_load(problem, i) * part;
        }
    }
}

/* The bound is the search's, but never on the wrong side of what was found. */
static void set_bound(const Run *run, CapacitatedResult *result) {
    bool cover = run->problem->goal == CAPACITATED_COVER;
    double found = result->objective, bound = run->solved.bound;
    result->bound = cover ? fmax(found, bound) : fmax(0, fmin(found, bound));
    double most = fmax(found, result->bound);
    result->gap = most > 0 ? fabs(found - result->bound) / most : 0;
    if (isinf(result->bound)) result->gap = 1;
    result->outcome = run->solved.outcome == SOLVER_OPTIMAL ? SEARCH_OPTIMAL : SEARCH_LIMIT;
}

static Status fill_result(const Run *run, CapacitatedResult *result) {
    const CapacitatedProblem *problem = run->problem;
    size_t entries = (size_t)problem->row_start[problem->n_demand];
    result->chosen = malloc(problem->n_candidates * sizeof *result->chosen);
    result->served = calloc(entries + 1, sizeof *result->served);
    result->load = calloc(problem->n_candidates, sizeof *result->load);
    if (!result->chosen || !result->served || !result->load)
        return error_status(run->error, STATUS_NO_MEMORY);
    open_chosen(run, result);
    Status status = assign(run, result->served);
    if (status != STATUS_OK) return status;
    add_up(run, result);
    set_bound(run, result);
    result->seconds = clock_s() - run->start_s;
    return STATUS_OK;
}

Status capacitated_solve(const CapacitatedProblem *problem, const SearchOptions *options,
                         CapacitatedResult *result, SearchFault *fault, Error *error) {
    const SearchOptions none = {0};
    SearchFault unseen;
    CapacitatedResult made = {0};
    Run run = {.problem = problem,
               .options = options ? options : &none,
               .start_s = clock_s(),
               .error = error,
               .fault = fault ? fault : &unseen};
    Status status = capacitated_check(problem, run.fault);
    if (status != STATUS_OK) return error_status(error, status);
    run.open = calloc(problem->n_candidates, 1);
    if (!run.open) return error_status(error, STATUS_NO_MEMORY);
    status = solve_program(&run);
    if (status == STATUS_OK) status = fill_result(&run, &made);
    free(run.open);
    capacitated_model_free(&run.model);
    solver_result_free(&run.solved);
    if (status == STATUS_OK)
        *result = made;
    else
        capacitated_result_free(&made);
    return status;
}
