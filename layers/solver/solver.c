#include "layers/solver/solver.h"
#include "layers/interrupt.h"
#include "layers/solver/solver_file.h"
#include "layers/solver/solver_process.h"
#include "layers/store/temp_file.h"
#include "layers/text.h"
#include "layers/write/folder.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A run's directory and the files in it. */
typedef struct Work {
    char directory[FOLDER_PATH_SIZE];
    char model[FOLDER_PATH_SIZE + 16], text[FOLDER_PATH_SIZE + 16], values[FOLDER_PATH_SIZE + 16],
        log[FOLDER_PATH_SIZE + 16];
} Work;

/* ---- is it a model? ---- */

static bool are_columns(const SolverModel *model) {
    for (size_t c = 0; c < model->n_columns; c++) {
        double low = model->lower[c], high = model->upper[c];
        if (!isfinite(model->objective[c]) || !(low <= high)) return false;
        if (low == INFINITY || high == -INFINITY) return false;
    }
    return true;
}

/* seen[c] is the last row (+ 1) that had column c. */
static bool is_row(const SolverModel *model, size_t r, int64_t *seen) {
    int64_t begin = model->row_start[r], end = model->row_start[r + 1];
    if (end < begin || !isfinite(model->rhs[r]) || model->sense[r] > SOLVER_AT_LEAST) return false;
    for (int64_t at = begin; at < end; at++) {
        int32_t c = model->row_column[at];
        if (c < 0 || (size_t)c >= model->n_columns || seen[c] == (int64_t)r + 1) return false;
        if (!isfinite(model->row_value[at])) return false;
        seen[c] = (int64_t)r + 1;
    }
    return true;
}

static Status check_model(const SolverModel *model, Error *error) {
    Status bad = STATUS_BAD_ARGUMENT;
    if (model->n_columns > INT32_MAX || model->n_rows > INT32_MAX || !model->row_start ||
        model->row_start[0] != 0 || !are_columns(model))
        return error_status(error, bad);
    int64_t *seen = calloc(model->n_columns + 1, sizeof *seen);
    if (!seen) return error_status(error, STATUS_NO_MEMORY);
    bool ok = true;
    for (size_t r = 0; ok && r < model->n_rows; r++) ok = is_row(model, r, seen);
    free(seen);
    return ok ? STATUS_OK : error_status(error, bad);
}

/* ---- is it a solution? ---- */

/* Whether `sum`, made of amounts of this size, keeps row r. */
static bool keeps(const SolverModel *model, size_t r, double sum, double size) {
    double over = sum - model->rhs[r], slack = SOLVER_TOLERANCE * (size + fabs(model->rhs[r]) + 1);
    if (model->sense[r] != SOLVER_AT_LEAST && over > slack) return false;
    return model->sense[r] == SOLVER_AT_MOST || over >= -slack;
}

static bool keeps_rows(const SolverModel *model, const double *value) {
    for (size_t r = 0; r < model->n_rows; r++) {
        double sum = 0, size = 0;
        for (int64_t at = model->row_start[r]; at < model->row_start[r + 1]; at++) {
            double amount = model->row_value[at] * value[model->row_column[at]];
            sum += amount;
            size += fabs(amount);
        }
        if (!keeps(model, r, sum, size)) return false;
    }
    return true;
}

static bool is_solution(const SolverModel *model, const double *value) {
    for (size_t c = 0; c < model->n_columns; c++) {
        double slack = SOLVER_TOLERANCE * (1 + fabs(value[c]));
        if (!isfinite(value[c]) || value[c] < model->lower[c] - slack ||
            value[c] > model->upper[c] + slack)
            return false;
        if (model->integer && model->integer[c] &&
            fabs(value[c] - round(value[c])) > SOLVER_TOLERANCE)
            return false;
    }
    return keeps_rows(model, value);
}

/* Onto the bounds and the whole numbers that were missed by a hair. */
static void tidy(const SolverModel *model, double *value) {
    for (size_t c = 0; c < model->n_columns; c++) {
        if (model->integer && model->integer[c]) value[c] = round(value[c]);
        if (value[c] < model->lower[c]) value[c] = model->lower[c];
        if (value[c] > model->upper[c]) value[c] = model->upper[c];
    }
}

static double objective_of(const SolverModel *model, const double *value) {
    double sum = 0;
    for (size_t c = 0; c < model->n_columns; c++) sum += model->objective[c] * value[c];
    return sum;
}

/* ---- the run ---- */

/* No columns: nothing to decide, and cbc wants at least one. */
static void solve_nothing(const SolverModel *model, SolverResult *result) {
    const double none = 0; /* rows without entries look at no value */
    bool ok = keeps_rows(model, &none);
    *result = (SolverResult){.outcome = ok ? SOLVER_OPTIMAL : SOLVER_INFEASIBLE,
                             .objective = ok ? 0 : NAN,
                             .bound = ok ? 0 : NAN};
}

/* What the objective is multiplied by: a power of two, negative to turn a maximum round. */
static double factor_of(const SolverModel *model) {
    double most = 0;
    for (size_t c = 0; c < model->n_columns; c++)
        if (fabs(model->objective[c]) > most) most = fabs(model->objective[c]);
    int exponent = 15;
    if (most > 0) frexp(most, &exponent);
    if (exponent < -900) exponent = -900; /* the factor itself is to stay finite */
    double factor = ldexp(1, 15 - exponent);
    return model->maximise ? -factor : factor;
}

static Status make_work(Work *work, Error *error) {
    Status status = folder_temporary("pietura-solver", work->directory, error);
    if (status != STATUS_OK) return status;
    snprintf(work->model, sizeof work->model, "%s/model.mps", work->directory);
    snprintf(work->text, sizeof work->text, "%s/solution.txt", work->directory);
    snprintf(work->values, sizeof work->values, "%s/values.bin", work->directory);
    snprintf(work->log, sizeof work->log, "%s/log.txt", work->directory);
    return STATUS_OK;
}

static Status run_program(Work *work, const SolverLimits *limits, ProcessEnd *end, Error *error) {
    char program[] = "cbc", solve[] = "-solve", text[] = "-solution", values[] = "-saveSolution";
    char ratio[] = "-ratioGap", allow[] = "-allowableGap", zero[] = "0";
    char whole[] = "-integerTolerance", tiny[] = "1e-9";
    char mode[] = "-timeMode", elapsed[] = "elapsed", sec[] = "-seconds", nodes[] = "-maxNodes";
    char seconds[40], most_nodes[32];
    char *other = getenv("PIETURA_CBC");
    char *argv[32] = {other && *other ? other : program,
                      work->model,
                      ratio,
                      zero,
                      allow,
                      zero,
                      whole,
                      tiny,
                      mode,
                      elapsed};
    size_t n = 10;
    if (limits->time_limit_s > 0 && limits->time_limit_s < 1e9) {
        int64_t ms = (int64_t)ceil(1000 * limits->time_limit_s); /* no comma in any locale */
        snprintf(seconds, sizeof seconds, "%lld.%03lld", (long long)(ms / 1000),
                 (long long)(ms % 1000));
        argv[n++] = sec;
        argv[n++] = seconds;
    }
    if (limits->max_nodes > 0) {
        int64_t most = limits->max_nodes < INT32_MAX ? limits->max_nodes : INT32_MAX;
        snprintf(most_nodes, sizeof most_nodes, "%lld", (long long)most);
        argv[n++] = nodes;
        argv[n++] = most_nodes;
    }
    argv[n++] = solve;
    argv[n++] = text;
    argv[n++] = work->text;
    argv[n++] = values;
    argv[n++] = work->values;
    argv[n] = NULL;
    return process_run(argv, work->log, limits, end, error);
}

static Status unreadable(const char *what, const SolverLog *log, Error *error) {
    return error_set(error, STATUS_UNREADABLE, "%s: %s", what,
                     log->last[0] ? log->last : _("it wrote nothing"));
}

/* Bounds go the way of the objective; a solution is never better than the bound. */
static void fill_bound(const SolverModel *model, double factor, const SolverLog *log,
                       SolverResult *result) {
    bool proven = result->outcome == SOLVER_OPTIMAL;
    result->bound = proven ? result->objective : log->bound / factor;
    if (!result->value) return;
    bool beyond =
        model->maximise ? result->bound < result->objective : result->bound > result->objective;
    if (beyond) result->bound = result->objective;
}

static void fill_empty(const SolverModel *model, double factor, const SolverLog *log,
                       SolverResult *result) {
    result->objective = result->bound = NAN;
    if (result->outcome == SOLVER_LIMIT_EMPTY) fill_bound(model, factor, log, result);
    if (result->outcome == SOLVER_UNBOUNDED) result->bound = model->maximise ? INFINITY : -INFINITY;
}

/* Past its time limit cbc may call a model infeasible that its preprocessing only had no time for:
 * such a word proves nothing. (A clock that started before cbc's own is on the safe side.) */
static void doubt_late_words(const SolverLimits *limits, const ProcessEnd *end,
                             SolverResult *result) {
    bool late = end->cut || (limits->time_limit_s > 0 && end->seconds >= limits->time_limit_s);
    if (late && (result->outcome == SOLVER_INFEASIBLE || result->outcome == SOLVER_UNBOUNDED))
        result->outcome = SOLVER_LIMIT_EMPTY;
}

/* Reads and checks what the program left. At a limit, values that are no solution are those of a
 * relaxation: cbc writes them where it has found none. */
static Status take_answer(const SolverModel *model, const Work *work, const SolverLimits *limits,
                          const ProcessEnd *end, double factor, SolverResult *result,
                          Error *error) {
    SolverLog log;
    solver_read_log(work->log, &log);
    result->nodes = log.nodes;
    result->seconds = end->seconds;
    bool told = solver_read_outcome(work->text, &result->outcome);
    if (!end->cut && (!told || !end->clean))
        return unreadable(_("the solver program (cbc) failed; its last line"), &log, error);
    if (!told) result->outcome = SOLVER_LIMIT;
    doubt_late_words(limits, end, result);
    double *value = NULL;
    if (result->outcome == SOLVER_OPTIMAL || result->outcome == SOLVER_LIMIT) {
        value = malloc(model->n_columns * sizeof *value);
        if (!value) return error_status(error, STATUS_NO_MEMORY);
        bool good = solver_read_values(work->values, model, value) && is_solution(model, value);
        if (!good) {
            free(value);
            value = NULL;
            if (result->outcome == SOLVER_OPTIMAL)
                return unreadable(_("the solver program (cbc) gave no solution; its last line"),
                                  &log, error);
            result->outcome = SOLVER_LIMIT_EMPTY;
        }
    }
    if (!value) {
        fill_empty(model, factor, &log, result);
        return STATUS_OK;
    }
    tidy(model, value);
    result->value = value;
    result->objective = objective_of(model, value);
    fill_bound(model, factor, &log, result);
    return STATUS_OK;
}

Status solver_run(const SolverModel *model, const SolverLimits *limits, SolverResult *result,
                  Error *error) {
    const SolverLimits none = {0};
    if (!limits) limits = &none;
    SolverResult found = {0};
    ProcessEnd end;
    Work *work = calloc(1, sizeof *work);
    if (!work) return error_status(error, STATUS_NO_MEMORY);
    double factor = 1;
    Status status = check_model(model, error);
    if (status == STATUS_OK && model->n_columns == 0) {
        solve_nothing(model, &found);
        goto done;
    }
    if (status == STATUS_OK && interrupted()) status = error_status(error, STATUS_INTERRUPTED);
    if (status == STATUS_OK) status = make_work(work, error);
    if (status != STATUS_OK) goto done;
    factor = factor_of(model);
    status = solver_write_model(model, factor, work->model, error);
    if (status == STATUS_OK) status = run_program(work, limits, &end, error);
    if (status == STATUS_OK) status = take_answer(model, work, limits, &end, factor, &found, error);
done:
    if (work->directory[0]) temp_directory_remove(work->directory);
    free(work);
    if (status == STATUS_OK) *result = found;
    return status;
}

void solver_result_free(SolverResult *result) {
    free(result->value);
    result->value = NULL;
}
