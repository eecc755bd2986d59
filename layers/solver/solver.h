/*
 * solver.h - a linear program, with integer columns or without, solved by the program `cbc`
 * (COIN-OR branch and cut, https://doi.org/10.5281/zenodo.2720283; Debian package coinor-cbc).
 *
 * Why a program and not a library: cbc is under the Eclipse Public License (1.0 by the Debian
 * package, 2.0 by its authors), which does not go together with the GPL parts of this binary
 * (docs/architecture.md). It runs as a process of its own that gets a model as a file and gives a
 * file back, so nothing of it is linked, and where it is not installed only the scenarios that need
 * it are missing.
 *
 * What is asked of cbc: one thread, gaps of 0 (-ratio 0 -allow 0), integers to 1e-9. Its other
 * tolerances are absolute (rows 1e-7; solutions better by less than 1e-5 are not looked for), so
 * the objective is multiplied by a power of two that brings its largest coefficient to 2^14 … 2^15.
 * What it answers is not believed but checked: the solution must keep the model's bounds, integers
 * and rows (to SOLVER_TOLERANCE), and the objective is computed here.
 *
 * cbc is looked for on PATH; the environment variable PIETURA_CBC names another program (for
 * tests). The files are in a fresh directory of TMPDIR, which is removed whatever happens.
 */
#ifndef LAYERS_SOLVER_SOLVER_H
#define LAYERS_SOLVER_SOLVER_H

#include "layers/error.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SOLVER_TOLERANCE 1e-6 /* of a row, relative to its amounts; of an integer, absolute */

typedef enum SolverSense { SOLVER_AT_MOST, SOLVER_EQUAL, SOLVER_AT_LEAST } SolverSense;

/* All arrays are borrowed. Numbers are finite but for bounds, which may be infinite. */
typedef struct SolverModel {
    size_t n_columns, n_rows;    /* <= INT32_MAX */
    const double *lower, *upper; /* [n_columns] lower <= upper; -INFINITY, INFINITY: none */
    const double *objective;     /* [n_columns] */
    const uint8_t *integer;      /* [n_columns] or NULL: none is */
    const int64_t *row_start;    /* [n_rows + 1], from 0, not falling */
    const int32_t *row_column;   /* [row_start[n_rows]]; once a row */
    const double *row_value;     /* same shape */
    const uint8_t *sense;        /* [n_rows] SolverSense */
    const double *rhs;           /* [n_rows] */
    bool maximise;
} SolverModel;

typedef struct SolverLimits {
    /* <= 0: none. cbc may see it late: half as much again and 30 s later at most it is ended. */
    double time_limit_s;
    int64_t max_nodes;                 /* <= 0: none */
    bool (*stop)(const void *context); /* asked some 50 times a second; NULL: never */
    const void *stop_context;
} SolverLimits;

typedef enum SolverOutcome {
    SOLVER_OPTIMAL,
    SOLVER_LIMIT,       /* cut by a limit or by `stop`: a solution, and a bound */
    SOLVER_LIMIT_EMPTY, /* cut before any solution was found: value is NULL */
    SOLVER_INFEASIBLE,
    SOLVER_UNBOUNDED
} SolverOutcome;

typedef struct SolverResult {
    SolverOutcome outcome;
    double *value;    /* [n_columns], integers rounded; NULL where there is no solution */
    double objective; /* of `value`, summed in the order of columns; NaN where there is none */
    double bound;     /* no solution is better; infinite where none is known; NaN: infeasible */
    int64_t nodes;    /* of branch and bound */
    double seconds;   /* of the program, wall clock; volatile */
} SolverResult;

/*
 * Solves a model. limits may be NULL. STATUS_OK: *result is filled (solver_result_free), whatever
 * the outcome. STATUS_MISSING: the program is not there (the message says how to get it);
 * STATUS_UNREADABLE: it failed, or its answer is not a solution (the message has the last line it
 * wrote); STATUS_NOT_WRITABLE: no room for the files; STATUS_BAD_ARGUMENT: a number or an index out
 * of its domain; STATUS_INTERRUPTED (interrupt.h); STATUS_NO_MEMORY. No process is left behind.
 */
Status solver_run(const SolverModel *model, const SolverLimits *limits, SolverResult *result,
                  Error *error);
void solver_result_free(SolverResult *result);

#endif
