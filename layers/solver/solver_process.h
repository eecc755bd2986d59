/*
 * solver_process.h - a program that is started, waited for and, where need be, ended.
 */
#ifndef LAYERS_SOLVER_SOLVER_PROCESS_H
#define LAYERS_SOLVER_SOLVER_PROCESS_H

#include "layers/error.h"
#include "layers/solver/solver.h"

typedef struct ProcessEnd {
    bool cut;       /* ended by us: `stop`, or long after its time limit */
    bool clean;     /* it ended by itself with code 0 */
    double seconds; /* wall clock */
} ProcessEnd;

/*
 * Runs argv[0] (looked for on PATH) with the locale C, its output and its complaints in the file
 * log, until it ends. Asked to end (`stop`, interrupted()) it gets a second to write what it has,
 * then it is killed. STATUS_INTERRUPTED; STATUS_MISSING, STATUS_UNREADABLE (cannot be started).
 */
Status process_run(char *const *argv, const char *log, const SolverLimits *limits, ProcessEnd *end,
                   Error *error);

#endif
