/*
 * capacitated_model.h - a capacitated problem as a mixed integer program; internal.
 *
 * Columns: x[j] of each candidate that is not forbidden (whole, 0 … 1; required: 1), then y of each
 * entry that may be used. Rows:
 *   demand i that counts:  sum of y[i][j] = 1 (cover: <= 1)
 *   group g:               sum of x[j] = count[g]
 *   candidate j:           sum of load[i] / capacity[j] × y[i][j] <= x[j]
 *   median, all together:  sum of capacity[j] / all load × x[j] >= 1 (follows; helps the search)
 *   entry (i, j):          y[i][j] <= x[j]
 * The last are many and follow from the others for whole x wherever load[i] > 0, but without them
 * the relaxation is weak. Of large models only those that the relaxation breaks are added, in
 * rounds (capacitated_tighten).
 */
#ifndef PLANNER_PLACE_CAPACITATED_MODEL_H
#define PLANNER_PLACE_CAPACITATED_MODEL_H

#include "layers/solver/solver.h"
#include "planner/place/capacitated.h"

/* Owns its arrays. */
typedef struct CapacitatedModel {
    const CapacitatedProblem *problem;
    size_t n_columns, n_rows, n_entries;
    size_t room_rows, room_entries;
    int32_t *x_of; /* [n_candidates] column; -1: forbidden */
    int32_t *y_of; /* [entries of the problem] column; -1: not used */
    uint8_t *tied; /* [entries of the problem] y <= x is a row, or follows from one */
    double *lower, *upper, *objective;
    uint8_t *integer;
    int64_t *row_start;
    int32_t *row_column;
    double *row_value, *rhs;
    uint8_t *sense;
} CapacitatedModel;

/*
 * Makes the program; the problem must have passed capacitated_check and outlive the model. With
 * open (n_candidates flags) the candidates are settled: only y of open ones are columns and there
 * is no x; what is left is a transport problem. STATUS_NO_MEMORY; STATUS_BAD_ARGUMENT where it has
 * more than INT32_MAX columns. The caller frees the model in any case.
 */
Status capacitated_model_make(const CapacitatedProblem *problem, const uint8_t *open,
                              CapacitatedModel *model);
void capacitated_model_free(CapacitatedModel *model);

/*
 * Adds the rows y <= x that `value` (a solution of the relaxation) breaks, or all where value is
 * NULL. *added: how many. STATUS_NO_MEMORY.
 */
Status capacitated_tighten(CapacitatedModel *model, const double *value, size_t *added);

/* The model as solver.h takes it, borrowed; relaxed: x need not be whole. */
SolverModel capacitated_program(const CapacitatedModel *model, bool relaxed);

#endif
