/*
 * solver_file.h - what goes to cbc and comes back: the model as a free MPS file; the solution's
 * first line as text and its numbers in binary (cbc's text has 8 digits only); the log.
 */
#ifndef LAYERS_SOLVER_SOLVER_FILE_H
#define LAYERS_SOLVER_SOLVER_FILE_H

#include "layers/error.h"
#include "layers/solver/solver.h"
#include <stdio.h>

/*
 * Writes a model to be minimised, its objective times `factor`. Numbers have 17 digits and a point
 * whatever the locale. STATUS_NOT_WRITABLE, STATUS_NO_MEMORY.
 */
Status solver_write_model(const SolverModel *model, double factor, const char *path, Error *error);

/* What the solution's first line says; SOLVER_LIMIT stands for all ends by a limit. False: the
 * file is not there or says something else. */
bool solver_read_outcome(const char *path, SolverOutcome *outcome);

/* The values of the columns, from cbc's binary file; false where it is not as it should be. */
bool solver_read_values(const char *path, const SolverModel *model, double *value);

/* What the log tells: the bound on what was minimised (rounded down; -INFINITY: nothing), the
 * nodes (0: nothing) and the last line that is not empty. */
typedef struct SolverLog {
    double bound;
    int64_t nodes;
    char last[256];
} SolverLog;

void solver_read_log(const char *path, SolverLog *log);

#endif
