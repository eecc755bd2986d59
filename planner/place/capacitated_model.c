#include "planner/place/capacitated_model.h"
#include "planner/place/capacitated_check.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BROKEN 1e-6 /* y beyond x by less is left to the tolerance of the solver */

void capacitated_model_free(CapacitatedModel *model) {
    free(model->x_of);
    free(model->y_of);
    free(model->tied);
    free(model->lower);
    free(model->upper);
    free(model->objective);
    free(model->integer);
    free(model->row_start);
    free(model->row_column);
    free(model->row_value);
    free(model->rhs);
    free(model->sense);
    *model = (CapacitatedModel){0};
}

/* ---- rows ---- */

/* Room for n rows and one more. */
static bool reserve_rows(CapacitatedModel *model, size_t n) {
    int64_t *start = realloc(model->row_start, (n + 1) * sizeof *start);
    if (start) model->row_start = start;
    double *rhs = realloc(model->rhs, n * sizeof *rhs);
    if (rhs) model->rhs = rhs;
    uint8_t *sense = realloc(model->sense, n);
    if (sense) model->sense = sense;
    if (!start || !rhs || !sense) return false;
    if (model->n_rows == 0) start[0] = 0;
    model->room_rows = n;
    return true;
}

static bool reserve_entries(CapacitatedModel *model, size_t n) {
    int32_t *column = realloc(model->row_column, n * sizeof *column);
    if (column) model->row_column = column;
    double *value = realloc(model->row_value, n * sizeof *value);
    if (value) model->row_value = value;
    if (!column || !value) return false;
    model->room_entries = n;
    return true;
}

/* Room for another row of n entries. */
static bool reserve(CapacitatedModel *model, size_t n) {
    if (model->n_rows == model->room_rows && !reserve_rows(model, 2 * model->n_rows + 64))
        return false;
    size_t needed = model->n_entries + n;
    return needed <= model->room_entries || reserve_entries(model, 2 * needed + 256);
}

/* Into the row that is being written; there must be room. */
static void put(CapacitatedModel *model, int32_t column, double value) {
    model->row_column[model->n_entries] = column;
    model->row_value[model->n_entries++] = value;
}

static void end_row(CapacitatedModel *model, SolverSense sense, double rhs) {
    model->sense[model->n_rows] = (uint8_t)sense;
    model->rhs[model->n_rows++] = rhs;
    model->row_start[model->n_rows] = (int64_t)model->n_entries;
}

static Status add_demand_rows(CapacitatedModel *model) {
    const CapacitatedProblem *problem = model->problem;
    bool whole = problem->goal == CAPACITATED_MEDIAN;
    for (size_t i = 0; i < problem->n_demand; i++) {
        int64_t begin = problem->row_start[i], end = problem->row_start[i + 1];
        if (!capacitated_counts(problem, i)) continue;
        if (!reserve(model, (size_t)(end - begin))) return STATUS_NO_MEMORY;
        for (int64_t at = begin; at < end; at++)
            if (model->y_of[at] >= 0) put(model, model->y_of[at], 1);
        end_row(model, whole ? SOLVER_EQUAL : SOLVER_AT_MOST, 1);
    }
    return STATUS_OK;
}

/* One row a group; candidates by group first (counting sort), so that groups may be many. */
static Status add_group_rows(CapacitatedModel *model) {
    const CapacitatedProblem *problem = model->problem;
    size_t *next = calloc(problem->n_groups + 1, sizeof *next);
    int32_t *column = calloc(problem->n_candidates + 1, sizeof *column);
    Status status = next && column ? STATUS_OK : STATUS_NO_MEMORY;
    if (status != STATUS_OK) goto done;
    for (size_t j = 0; j < problem->n_candidates; j++)
        if (model->x_of[j] >= 0) next[capacitated_group(problem, j) + 1]++;
    for (size_t g = 0; g < problem->n_groups; g++) next[g + 1] += next[g];
    for (size_t j = 0; j < problem->n_candidates; j++)
        if (model->x_of[j] >= 0) column[next[capacitated_group(problem, j)]++] = model->x_of[j];
    for (size_t g = 0, k = 0; g < problem->n_groups && status == STATUS_OK; g++) {
        if (k == next[g]) continue; /* no candidate: count 0, as was checked */
        if (!reserve(model, next[g] - k)) status = STATUS_NO_MEMORY;
        for (; status == STATUS_OK && k < next[g]; k++) put(model, column[k], 1);
        if (status == STATUS_OK) end_row(model, SOLVER_EQUAL, problem->group_count[g]);
    }
done:
    free(next);
    free(column);
    return status;
}

/* The entries of each candidate: at[start[j]] … at[start[j + 1] - 1], in order. */
static Status entries_by_candidate(const CapacitatedProblem *problem, int64_t **start,
                                   int64_t **entry) {
    size_t entries = (size_t)problem->row_start[problem->n_demand];
    *start = calloc(problem->n_candidates + 2, sizeof **start);
    *entry = malloc((entries + 1) * sizeof **entry);
    if (!*start || !*entry) return STATUS_NO_MEMORY;
    int64_t *next = *start + 1;
    for (size_t at = 0; at < entries; at++) next[problem->row_candidate[at] + 1]++;
    for (size_t j = 0; j < problem->n_candidates; j++) next[j + 1] += next[j];
    for (size_t at = 0; at < entries; at++)
        (*entry)[next[problem->row_candidate[at]]++] = (int64_t)at;
    return STATUS_OK;
}

/* The demand of each entry. */
static int32_t *demand_by_entry(const CapacitatedProblem *problem) {
    size_t entries = (size_t)problem->row_start[problem->n_demand];
    int32_t *demand = malloc((entries + 1) * sizeof *demand);
    for (size_t i = 0; demand && i < problem->n_demand; i++)
        for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1]; at++)
            demand[at] = (int32_t)i;
    return demand;
}

/* The row of candidate j, in units of its capacity, so that tolerances are shares of it. */
static Status add_capacity_row(CapacitatedModel *model, size_t j, const int64_t *entry, size_t n,
                               const int32_t *demand) {
    const CapacitatedProblem *problem = model->problem;
    double capacity = problem->capacity[j];
    size_t first = model->n_entries;
    if (!reserve(model, n + 1)) return STATUS_NO_MEMORY;
    for (size_t k = 0; k < n; k++) {
        double load = capacitated_load(problem, (size_t)demand[entry[k]]);
        if (model->y_of[entry[k]] < 0 || !(load > 0)) continue;
        put(model, model->y_of[entry[k]], load / capacity);
        if (load >= capacity) model->tied[entry[k]] = 1; /* y <= capacity / load × x */
    }
    if (first == model->n_entries) return STATUS_OK;
    if (model->x_of[j] >= 0) put(model, model->x_of[j], -1);
    end_row(model, SOLVER_AT_MOST, model->x_of[j] >= 0 ? 0 : 1);
    return STATUS_OK;
}

static Status add_capacity_rows(CapacitatedModel *model) {
    const CapacitatedProblem *problem = model->problem;
    int64_t *start = NULL, *entry = NULL;
    int32_t *demand = demand_by_entry(problem);
    Status status = entries_by_candidate(problem, &start, &entry);
    if (!demand) status = STATUS_NO_MEMORY;
    for (size_t j = 0; status == STATUS_OK && j < problem->n_candidates; j++)
        status =
            add_capacity_row(model, j, entry + start[j], (size_t)(start[j + 1] - start[j]), demand);
    free(start);
    free(entry);
    free(demand);
    return status;
}

static Status add_total_row(CapacitatedModel *model) {
    const CapacitatedProblem *problem = model->problem;
    double load = 0;
    for (size_t i = 0; i < problem->n_demand; i++) load += capacitated_load(problem, i);
    if (problem->goal != CAPACITATED_MEDIAN || !(load > 0)) return STATUS_OK;
    if (!reserve(model, problem->n_candidates)) return STATUS_NO_MEMORY;
    for (size_t j = 0; j < problem->n_candidates; j++)
        if (model->x_of[j] >= 0 && problem->capacity[j] > 0)
            put(model, model->x_of[j], fmin(problem->capacity[j] / load, 1));
    end_row(model, SOLVER_AT_LEAST, 1);
    return STATUS_OK;
}

/* y <= x where neither a capacity nor anything else says that the closed serve nobody. */
static Status add_needed_ties(CapacitatedModel *model) {
    const CapacitatedProblem *problem = model->problem;
    for (size_t i = 0; i < problem->n_demand; i++)
        for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1]; at++) {
            if (model->y_of[at] < 0 || capacitated_load(problem, i) > 0) continue;
            if (!reserve(model, 2)) return STATUS_NO_MEMORY;
            put(model, model->y_of[at], 1);
            put(model, model->x_of[problem->row_candidate[at]], -1);
            end_row(model, SOLVER_AT_MOST, 0);
            model->tied[at] = 1;
        }
    return STATUS_OK;
}

Status capacitated_tighten(CapacitatedModel *model, const double *value, size_t *added) {
    const CapacitatedProblem *problem = model->problem;
    size_t entries = (size_t)problem->row_start[problem->n_demand];
    *added = 0;
    for (size_t at = 0; at < entries; at++) {
        int32_t y = model->y_of[at], x = model->x_of[problem->row_candidate[at]];
        if (y < 0 || x < 0 || model->tied[at] || (value && value[y] <= value[x] + BROKEN)) continue;
        if (!reserve(model, 2)) return STATUS_NO_MEMORY;
        put(model, y, 1);
        put(model, x, -1);
        end_row(model, SOLVER_AT_MOST, 0);
        model->tied[at] = 1;
        ++*added;
    }
    return STATUS_OK;
}

/* ---- columns ---- */

static Status number_columns(CapacitatedModel *model, const uint8_t *open) {
    const CapacitatedProblem *problem = model->problem;
    size_t n = 0;
    for (size_t j = 0; j < problem->n_candidates; j++) {
        bool free_x = !open && capacitated_state(problem, j) != SITE_FORBIDDEN;
        model->x_of[j] = free_x ? (int32_t)n++ : -1;
    }
    for (size_t i = 0; i < problem->n_demand; i++)
        for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1]; at++) {
            size_t j = (size_t)problem->row_candidate[at];
            bool used = open ? open[j] != 0 : model->x_of[j] >= 0;
            used = used && capacitated_counts(problem, i) &&
                   (problem->capacity[j] > 0 || !(capacitated_load(problem, i) > 0));
            if (n == INT32_MAX) return STATUS_BAD_ARGUMENT;
            model->y_of[at] = used ? (int32_t)n++ : -1;
        }
    model->n_columns = n;
    return STATUS_OK;
}

static void fill_columns(CapacitatedModel *model) {
    const CapacitatedProblem *problem = model->problem;
    for (size_t c = 0; c < model->n_columns; c++) model->upper[c] = 1;
    for (size_t j = 0; j < problem->n_candidates; j++) {
        if (model->x_of[j] < 0) continue;
        model->integer[model->x_of[j]] = 1;
        if (capacitated_state(problem, j) == SITE_REQUIRED) model->lower[model->x_of[j]] = 1;
    }
    for (size_t i = 0; i < problem->n_demand; i++)
        for (int64_t at = problem->row_start[i]; at < problem->row_start[i + 1]; at++)
            if (model->y_of[at] >= 0)
                model->objective[model->y_of[at]] = problem->weight[i] * problem->row_value[at];
}

static Status make_columns(CapacitatedModel *model, const uint8_t *open) {
    const CapacitatedProblem *problem = model->problem;
    size_t entries = (size_t)problem->row_start[problem->n_demand];
    model->x_of = calloc(problem->n_candidates + 1, sizeof *model->x_of);
    model->y_of = calloc(entries + 1, sizeof *model->y_of);
    model->tied = calloc(entries + 1, 1);
    if (!model->x_of || !model->y_of || !model->tied) return STATUS_NO_MEMORY;
    Status status = number_columns(model, open);
    if (status != STATUS_OK) return status;
    size_t n = model->n_columns + 1;
    model->lower = calloc(n, sizeof *model->lower);
    model->upper = calloc(n, sizeof *model->upper);
    model->objective = calloc(n, sizeof *model->objective);
    model->integer = calloc(n, 1);
    if (!model->lower || !model->upper || !model->objective || !model->integer)
        return STATUS_NO_MEMORY;
    fill_columns(model);
    return STATUS_OK;
}

Status capacitated_model_make(const CapacitatedProblem *problem, const uint8_t *open,
                              CapacitatedModel *model) {
    *model = (CapacitatedModel){.problem = problem};
    Status status = make_columns(model, open);
    if (status == STATUS_OK && !reserve(model, 1)) status = STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = add_demand_rows(model);
    if (status == STATUS_OK) status = add_capacity_rows(model);
    if (status != STATUS_OK || open) return status;
    status = add_group_rows(model);
    if (status == STATUS_OK) status = add_total_row(model);
    if (status == STATUS_OK) status = add_needed_ties(model);
    return status;
}

SolverModel capacitated_program(const CapacitatedModel *model, bool relaxed) {
    return (SolverModel){.n_columns = model->n_columns,
                         .n_rows = model->n_rows,
                         .lower = model->lower,
                         .upper = model->upper,
                         .objective = model->objective,
                         .integer = relaxed ? NULL : model->integer,
                         .row_start = model->row_start,
                         .row_column = model->row_column,
                         .row_value = model->row_value,
                         .sense = model->sense,
                         .rhs = model->rhs,
                         .maximise = model->problem->goal == CAPACITATED_COVER};
}
