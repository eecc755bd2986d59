/*
 * solver_support.h - what the tests of the solver's process share: small models, a TMPDIR of their
 * own, and that neither a process nor a file is left behind.
 */
#ifndef TESTS_UNIT_SOLVER_SUPPORT_H
#define TESTS_UNIT_SOLVER_SUPPORT_H

#include "layers/solver/solver.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/temp_folder.h"
#include "tests/unit/test_support.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_COLUMNS = 64, MOST_ROWS = 64, MOST_VALUES = 4 };

typedef struct Small {
    SolverModel model;
    double lower[MOST_COLUMNS], upper[MOST_COLUMNS], objective[MOST_COLUMNS];
    uint8_t integer[MOST_COLUMNS], sense[MOST_ROWS];
    int64_t start[MOST_ROWS + 1];
    int32_t column[MOST_ROWS * MOST_COLUMNS];
    double value[MOST_ROWS * MOST_COLUMNS], rhs[MOST_ROWS];
} Small;

static char temp[TEMP_SIZE]; /* TMPDIR of these tests; empty between them */

static inline void init(Small *small, size_t columns) {
    memset(small, 0, sizeof *small);
    small->model = (SolverModel){.n_columns = columns,
                                 .lower = small->lower,
                                 .upper = small->upper,
                                 .objective = small->objective,
                                 .integer = small->integer,
                                 .row_start = small->start,
                                 .row_column = small->column,
                                 .row_value = small->value,
                                 .sense = small->sense,
                                 .rhs = small->rhs};
    for (size_t c = 0; c < columns; c++) small->upper[c] = INFINITY;
}

static inline void add_row(Small *small, const double *value, SolverSense sense, double rhs) {
    size_t r = small->model.n_rows++;
    int64_t at = small->start[r];
    for (size_t c = 0; c < small->model.n_columns; c++) {
        if (value[c] == 0) continue;
        small->column[at] = (int32_t)c;
        small->value[at++] = value[c];
    }
    small->start[r + 1] = at;
    small->sense[r] = (uint8_t)sense;
    small->rhs[r] = rhs;
}

static inline size_t entries_of(const char *directory) {
    size_t n = 0;
    DIR *open = opendir(directory);
    assert_non_null(open);
    for (const struct dirent *entry = readdir(open); entry; entry = readdir(open))
        n += entry->d_name[0] != '.';
    closedir(open);
    return n;
}

static inline void assert_nothing_left(void) {
    assert_int_equal(entries_of(temp), 0);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static inline SolverResult solve(const Small *small) {
    SolverResult result;
    Error error = {0};
    Status status = solver_run(&small->model, NULL, &result, &error);
    if (status != STATUS_OK) print_error("%s: %s\n", error.file, error.message);
    assert_int_equal(status, STATUS_OK);
    assert_nothing_left();
    return result;
}

/* max 3x + 2y + 0.1z; x + y + z <= 4; x + 3y <= 6; x <= 3 (all >= 0): 3, 1, 0 → 11. */
static inline void make_plain(Small *small) {
    init(small, 3);
    small->objective[0] = 3;
    small->objective[1] = 2;
    small->objective[2] = 0.1;
    small->model.maximise = true;
    small->upper[0] = 3;
    add_row(small, (double[]){1, 1, 1}, SOLVER_AT_MOST, 4);
    add_row(small, (double[]){1, 3, 0}, SOLVER_AT_MOST, 6);
}

static inline double now_s(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* True from the n-th question on. */
static inline bool stop_after(const void *context) {
    int *const *left = context;
    return --**left < 0;
}

static inline int set_up(void **state) {
    (void)state;
    temp_folder("pietura test solver", temp, sizeof temp);
    return setenv("TMPDIR", temp, 1);
}

static inline int tear_down(void **state) {
    (void)state;
    return rmdir(temp);
}

#endif
