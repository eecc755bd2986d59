/*
 * bench_cbc.h - the peer of our searches: the program cbc on the plain model, as anyone would
 * write it down, on the very same rows.
 */
#ifndef TESTS_BENCH_BENCH_CBC_H
#define TESTS_BENCH_BENCH_CBC_H

#include "layers/solver/solver.h"
#include "planner/place/median.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Owned arrays of a model whose columns are all in 0 … 1. */
typedef struct CbcModel {
    SolverModel model;
    double *lower, *upper, *objective, *value, *rhs;
    uint8_t *integer, *sense;
    int64_t *start;
    int32_t *column;
} CbcModel;

static inline void cbc_model_free(CbcModel *cbc) {
    free(cbc->lower);
    free(cbc->upper);
    free(cbc->objective);
    free(cbc->value);
    free(cbc->rhs);
    free(cbc->integer);
    free(cbc->sense);
    free(cbc->start);
    free(cbc->column);
}

/* Room for so much; the first n_whole columns are whole. */
static inline bool cbc_model_init(CbcModel *cbc, size_t columns, size_t n_whole, size_t rows,
                                  size_t entries) {
    *cbc = (CbcModel){.lower = calloc(columns + 1, sizeof(double)),
                      .upper = malloc((columns + 1) * sizeof(double)),
                      .objective = calloc(columns + 1, sizeof(double)),
                      .value = malloc((entries + 1) * sizeof(double)),
                      .rhs = malloc((rows + 1) * sizeof(double)),
                      .integer = calloc(columns + 1, 1),
                      .sense = malloc(rows + 1),
                      .start = calloc(rows + 1, sizeof(int64_t)),
                      .column = malloc((entries + 1) * sizeof(int32_t))};
    if (!cbc->lower || !cbc->upper || !cbc->objective || !cbc->value || !cbc->rhs ||
        !cbc->integer || !cbc->sense || !cbc->start || !cbc->column)
        return false;
    for (size_t c = 0; c < columns; c++) cbc->upper[c] = 1;
    memset(cbc->integer, 1, n_whole);
    cbc->model = (SolverModel){.n_columns = columns,
                               .lower = cbc->lower,
                               .upper = cbc->upper,
                               .objective = cbc->objective,
                               .integer = cbc->integer,
                               .row_start = cbc->start,
                               .row_column = cbc->column,
                               .row_value = cbc->value,
                               .sense = cbc->sense,
                               .rhs = cbc->rhs};
    return true;
}

/* Into the row that is being written. */
static inline void cbc_put(CbcModel *cbc, size_t column, double value) {
    int64_t at = cbc->start[cbc->model.n_rows + 1]++;
    cbc->column[at] = (int32_t)column;
    cbc->value[at] = value;
}

static inline void cbc_end_row(CbcModel *cbc, SolverSense sense, double rhs) {
    size_t r = cbc->model.n_rows++;
    cbc->sense[r] = (uint8_t)sense;
    cbc->rhs[r] = rhs;
}

/* A row starts where the one before ends. There must be room for one more row. */
static inline void cbc_begin_row(CbcModel *cbc) {
    cbc->start[cbc->model.n_rows + 1] = cbc->start[cbc->model.n_rows];
}

/* Solves and prints the rest of a line: objective, bound, seconds of the program, outcome. */
static inline bool cbc_run(const CbcModel *cbc, double limit_s) {
    SolverLimits limits = {.time_limit_s = limit_s};
    SolverResult result = {0};
    Error error = {0};
    char text[2048];
    if (solver_run(&cbc->model, &limits, &result, &error) != STATUS_OK) {
        error_format(&error, text, sizeof text);
        printf("  cbc: %s\n", text);
        return false;
    }
    static const char *const word[] = {"optimal", "limit", "limit, no solution", "infeasible",
                                       "unbounded"};
    double most = fmax(fabs(result.objective), fabs(result.bound));
    printf("  cbc: objective %.6f bound %.6f seconds %.3f nodes %lld %s", result.objective,
           result.bound, result.seconds, (long long)result.nodes, word[result.outcome]);
    if (result.outcome == SOLVER_LIMIT)
        printf(" gap %.4f %%", 100 * fabs(result.objective - result.bound) / most);
    printf("\n");
    fflush(stdout);
    solver_result_free(&result);
    return true;
}

/* The plain strong p-median model of a problem: every demand whole, y <= x, counts by group. */
static inline bool cbc_median(const MedianProblem *problem, double limit_s) {
    size_t m = problem->n_candidates, entries = (size_t)problem->row_start[problem->n_demand];
    size_t rows = problem->n_demand + entries + problem->n_groups;
    CbcModel cbc;
    bool ok = cbc_model_init(&cbc, m + entries, m, rows, 3 * entries + m);
    for (size_t i = 0; ok && i < problem->n_demand; i++) {
        int64_t begin = problem->row_start[i], end = problem->row_start[i + 1];
        cbc_begin_row(&cbc);
        for (int64_t at = begin; at < end; at++) cbc_put(&cbc, m + (size_t)at, 1);
        cbc_end_row(&cbc, SOLVER_EQUAL, 1);
        for (int64_t at = begin; at < end; at++) {
            cbc.objective[m + (size_t)at] = problem->weight[i] * problem->row_cost[at];
            cbc_begin_row(&cbc);
            cbc_put(&cbc, m + (size_t)at, 1);
            cbc_put(&cbc, (size_t)problem->row_candidate[at], -1);
            cbc_end_row(&cbc, SOLVER_AT_MOST, 0);
        }
    }
    for (size_t g = 0; ok && g < problem->n_groups; g++) {
        cbc_begin_row(&cbc);
        for (size_t j = 0; j < m; j++)
            if (problem->group[j] == (int32_t)g) cbc_put(&cbc, j, 1);
        cbc_end_row(&cbc, SOLVER_EQUAL, problem->group_count ? problem->group_count[g] : 1);
    }
    ok = ok && cbc_run(&cbc, limit_s);
    cbc_model_free(&cbc);
    return ok;
}

#endif
