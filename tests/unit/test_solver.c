/* The solver's process: models against full enumeration, every outcome, every way it can fail, and
 * that neither a process nor a file is left behind. */
#include "tests/unit/cmocka_all.h"

#include "layers/solver/solver.h"
#include "tests/unit/test_support.h"
#include <dirent.h>
#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

static char temp[64]; /* TMPDIR of these tests; empty between them */

static void init(Small *small, size_t columns) {
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

static void add_row(Small *small, const double *value, SolverSense sense, double rhs) {
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

static size_t entries_of(const char *directory) {
    size_t n = 0;
    DIR *open = opendir(directory);
    assert_non_null(open);
    for (const struct dirent *entry = readdir(open); entry; entry = readdir(open))
        n += entry->d_name[0] != '.';
    closedir(open);
    return n;
}

static void assert_nothing_left(void) {
    assert_int_equal(entries_of(temp), 0);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static SolverResult solve(const Small *small) {
    SolverResult result;
    Error error = {0};
    Status status = solver_run(&small->model, NULL, &result, &error);
    if (status != STATUS_OK) print_error("%s: %s\n", error.file, error.message);
    assert_int_equal(status, STATUS_OK);
    assert_nothing_left();
    return result;
}

/* ---- models with a known answer ---- */

/* max 3x + 2y + 0.1z; x + y + z <= 4; x + 3y <= 6; x <= 3 (all >= 0): 3, 1, 0 → 11. */
static void make_plain(Small *small) {
    init(small, 3);
    small->objective[0] = 3;
    small->objective[1] = 2;
    small->objective[2] = 0.1;
    small->model.maximise = true;
    small->upper[0] = 3;
    add_row(small, (double[]){1, 1, 1}, SOLVER_AT_MOST, 4);
    add_row(small, (double[]){1, 3, 0}, SOLVER_AT_MOST, 6);
}

static void expect_optimal(const Small *small, double objective) {
    SolverResult result = solve(small);
    assert_int_equal(result.outcome, SOLVER_OPTIMAL);
    assert_true(fabs(result.objective - objective) <= 1e-9 * (1 + fabs(objective)));
    assert_true(result.bound == result.objective);
    assert_non_null(result.value);
    assert_true(result.seconds > 0);
    solver_result_free(&result);
}

static void test_known(void **state) {
    (void)state;
    Small small;
    make_plain(&small);
    expect_optimal(&small, 11);
    small.model.maximise = false;
    expect_optimal(&small, 0);
    small.model.integer = NULL;
    expect_optimal(&small, 0);
    /* min x - y, free below, x >= -2.5 by a row and whole: -2; y in -4 … -1.5: -1.5 */
    init(&small, 2);
    small.objective[0] = 1;
    small.objective[1] = -1;
    small.integer[0] = 1;
    small.lower[0] = -INFINITY;
    small.lower[1] = -4;
    small.upper[1] = -1.5;
    add_row(&small, (double[]){1, 0}, SOLVER_AT_LEAST, -2.5);
    expect_optimal(&small, -0.5);
    /* whole numbers without an upper bound are not 0 or 1 */
    init(&small, 1);
    small.objective[0] = 1;
    small.integer[0] = 1;
    add_row(&small, (double[]){2}, SOLVER_AT_LEAST, 13);
    expect_optimal(&small, 7);
}

static void test_no_rows(void **state) {
    (void)state;
    Small small;
    for (int integer = 0; integer < 2; integer++) {
        init(&small, 2);
        for (size_t c = 0; c < 2; c++) {
            small.lower[c] = -1;
            small.upper[c] = 2;
            small.integer[c] = (uint8_t)integer;
        }
        small.objective[0] = 1;
        small.objective[1] = -1;
        expect_optimal(&small, -3);
    }
    init(&small, 0);
    SolverResult result = solve(&small);
    assert_int_equal(result.outcome, SOLVER_OPTIMAL);
    assert_true(result.objective == 0 && result.bound == 0);
    add_row(&small, NULL, SOLVER_AT_LEAST, 1); /* 0 >= 1 */
    result = solve(&small);
    assert_int_equal(result.outcome, SOLVER_INFEASIBLE);
}

/* Numbers arrive with all their digits, large and small objectives are solved alike. */
static void test_precision(void **state) {
    (void)state;
    Small small;
    init(&small, 2);
    small.objective[0] = 1.0 / 3;
    small.objective[1] = 1e-7;
    small.upper[1] = 1e-3;
    add_row(&small, (double[]){3, 1}, SOLVER_EQUAL, 0.1234567890123456);
    SolverResult result = solve(&small);
    assert_int_equal(result.outcome, SOLVER_OPTIMAL);
    assert_true(fabs(result.value[0] - (0.1234567890123456 - 1e-3) / 3) <= 1e-15);
    assert_true(result.value[1] == 1e-3);
    solver_result_free(&result);
    for (int power = -12; power <= 12; power += 6) {
        make_plain(&small);
        for (size_t c = 0; c < 3; c++) {
            small.objective[c] *= pow(10, power);
            small.integer[c] = 1;
        }
        result = solve(&small);
        assert_true(fabs(result.objective - 11 * pow(10, power)) <= 1e-12 * result.objective);
        solver_result_free(&result);
    }
}

static void expect_without_solution(const Small *small, SolverOutcome outcome) {
    SolverResult result = solve(small);
    assert_int_equal(result.outcome, outcome);
    assert_null(result.value);
    assert_true(isnan(result.objective));
    if (outcome == SOLVER_UNBOUNDED)
        assert_true(result.bound == (small->model.maximise ? INFINITY : -INFINITY));
    else
        assert_true(isnan(result.bound));
}

static void test_infeasible_and_unbounded(void **state) {
    (void)state;
    Small small;
    for (int integer = 0; integer < 2; integer++) {
        make_plain(&small);
        memset(small.integer, integer, 3);
        add_row(&small, (double[]){1, 1, 1}, SOLVER_AT_LEAST, 4.5);
        expect_without_solution(&small, SOLVER_INFEASIBLE);
        make_plain(&small);
        memset(small.integer, integer, 3);
        small.model.n_rows = 0;
        expect_without_solution(&small, SOLVER_UNBOUNDED);
        small.model.maximise = false;
        small.objective[1] = -2;
        add_row(&small, (double[]){1, -1, 0}, SOLVER_AT_MOST, 6);
        expect_without_solution(&small, SOLVER_UNBOUNDED);
    }
    init(&small, 2); /* feasible only in fractions: 2x + 2y = 3 */
    small.integer[0] = small.integer[1] = 1;
    small.upper[0] = small.upper[1] = 5;
    add_row(&small, (double[]){2, 2}, SOLVER_EQUAL, 3);
    expect_without_solution(&small, SOLVER_INFEASIBLE);
}

/* ---- against enumeration ---- */

static void make_random(Small *small, uint64_t *seed) {
    init(small, 1 + random_below(seed, 7));
    small->model.maximise = random_below(seed, 2);
    bool whole = random_below(seed, 2);
    for (size_t c = 0; c < small->model.n_columns; c++) {
        small->integer[c] = 1;
        small->lower[c] = (double)random_below(seed, 3) - 1;
        small->upper[c] = small->lower[c] + (double)random_below(seed, MOST_VALUES);
        small->objective[c] = random_in(seed, -50, 50);
        if (whole) small->objective[c] = floor(small->objective[c]);
    }
    size_t rows = random_below(seed, 5);
    for (size_t r = 0; r < rows; r++) {
        double value[MOST_COLUMNS];
        for (size_t c = 0; c < small->model.n_columns; c++)
            value[c] = random_below(seed, 3) ? floor(random_in(seed, -9, 10)) : 0;
        add_row(small, value, (SolverSense)random_below(seed, 3), floor(random_in(seed, -6, 7)));
    }
}

static bool is_allowed(const Small *small, const double *value) {
    for (size_t r = 0; r < small->model.n_rows; r++) {
        double sum = 0;
        for (int64_t at = small->start[r]; at < small->start[r + 1]; at++)
            sum += small->value[at] * value[small->column[at]];
        SolverSense sense = (SolverSense)small->sense[r];
        if (sense != SOLVER_AT_LEAST && sum > small->rhs[r]) return false;
        if (sense != SOLVER_AT_MOST && sum < small->rhs[r]) return false;
    }
    return true;
}

/* The best of all points from column c on; NaN: none. */
static double enumerate(const Small *small, double *value, size_t c) {
    if (c == small->model.n_columns) {
        double sum = 0;
        for (size_t k = 0; k < c; k++) sum += small->objective[k] * value[k];
        return is_allowed(small, value) ? sum : NAN;
    }
    double best = NAN;
    for (value[c] = small->lower[c]; value[c] <= small->upper[c]; value[c] += 1) {
        double sum = enumerate(small, value, c + 1);
        if (isnan(sum)) continue;
        if (isnan(best) || (small->model.maximise ? sum > best : sum < best)) best = sum;
    }
    return best;
}

static void check_random(const Small *small) {
    double value[MOST_COLUMNS];
    double best = enumerate(small, value, 0);
    SolverResult result = solve(small);
    if (isnan(best)) {
        assert_int_equal(result.outcome, SOLVER_INFEASIBLE);
        return;
    }
    assert_int_equal(result.outcome, SOLVER_OPTIMAL);
    assert_true(is_allowed(small, result.value));
    assert_true(fabs(result.objective - best) <= 1e-9 * (1 + fabs(best)));
    solver_result_free(&result);
}

static void test_against_enumeration(void **state) {
    (void)state;
    uint64_t seed = 1;
    Small small;
    for (int round = 0; round < 400; round++) {
        make_random(&small, &seed);
        check_random(&small);
    }
}

/* ---- limits ---- */

/* A knapsack of several rows, too hard for a moment. */
static void make_hard(Small *small) {
    uint64_t seed = 3;
    init(small, MOST_COLUMNS);
    small->model.maximise = true;
    double row[5][MOST_COLUMNS], sum[5] = {0};
    for (size_t c = 0; c < MOST_COLUMNS; c++) {
        small->integer[c] = 1;
        small->upper[c] = 1;
        small->objective[c] = random_in(&seed, 0, 30);
        for (size_t r = 0; r < 5; r++) {
            row[r][c] = floor(random_in(&seed, 5, 120));
            sum[r] += row[r][c];
            small->objective[c] += row[r][c] / 5;
        }
    }
    for (size_t r = 0; r < 5; r++) add_row(small, row[r], SOLVER_AT_MOST, floor(sum[r] / 2));
}

static void test_node_limit(void **state) {
    (void)state;
    Small small;
    make_hard(&small);
    SolverResult best = solve(&small), cut, again;
    assert_int_equal(best.outcome, SOLVER_OPTIMAL);
    SolverLimits limits = {.max_nodes = 20};
    for (int turn = 0; turn < 2; turn++) {
        small.model.maximise = turn == 0;
        for (size_t c = 0; turn == 1 && c < MOST_COLUMNS; c++)
            small.objective[c] = -small.objective[c];
        double sign = turn == 0 ? 1 : -1;
        assert_int_equal(solver_run(&small.model, &limits, &cut, NULL), STATUS_OK);
        assert_int_equal(cut.outcome, SOLVER_LIMIT);
        assert_true(sign * cut.objective <= best.objective + 1e-9);
        assert_true(sign * cut.bound >= best.objective - 1e-9);
        assert_true(sign * cut.bound < 1.1 * best.objective);
        assert_true(cut.nodes > 0 && cut.nodes < best.nodes);
        assert_int_equal(solver_run(&small.model, &limits, &again, NULL), STATUS_OK);
        assert_memory_equal(again.value, cut.value, sizeof(double) * MOST_COLUMNS);
        assert_true(again.bound == cut.bound);
        solver_result_free(&cut);
        solver_result_free(&again);
    }
    solver_result_free(&best);
    assert_nothing_left();
}

static double now_s(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void test_time_limit(void **state) {
    (void)state;
    Small small;
    make_hard(&small);
    SolverResult result;
    SolverLimits limits = {.time_limit_s = 0.05};
    double start_s = now_s();
    assert_int_equal(solver_run(&small.model, &limits, &result, NULL), STATUS_OK);
    assert_true(now_s() - start_s < 10);
    assert_in_range(result.outcome, SOLVER_LIMIT, SOLVER_LIMIT_EMPTY);
    assert_true((result.value != NULL) == (result.outcome == SOLVER_LIMIT));
    solver_result_free(&result);
    assert_nothing_left();
}

/* True from the n-th question on. */
static bool stop_after(const void *context) {
    int *const *left = context;
    return --**left < 0;
}

static void test_stop(void **state) {
    (void)state;
    Small small;
    make_hard(&small);
    for (int asked = 0; asked < 40; asked += 13) {
        int left = asked, *pointer = &left;
        SolverLimits limits = {.stop = stop_after, .stop_context = &pointer};
        SolverResult result;
        assert_int_equal(solver_run(&small.model, &limits, &result, NULL), STATUS_OK);
        assert_in_range(result.outcome, SOLVER_LIMIT, SOLVER_LIMIT_EMPTY);
        assert_true(left < 0);
        if (result.value) assert_true(is_allowed(&small, result.value));
        assert_true(isnan(result.objective) == (result.value == NULL));
        solver_result_free(&result);
        assert_nothing_left();
    }
}

/* ---- programs that fail ---- */

/* Runs the plain model with a shell script in the place of cbc. The script stands outside TMPDIR;
 * $out is the text file, $bin the binary one. */
static Status run_fake(const char *script, const SolverLimits *limits, SolverResult *result,
                       Error *error) {
    char path[] = "/tmp/pietura-fake-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    FILE *stream = fdopen(file, "w");
    assert_non_null(stream);
    fprintf(stream,
            "#!/bin/sh\nwhile [ \"$1\" != -solution ]; do shift; done\nout=$2; bin=$4\n%s\n",
            script);
    fclose(stream);
    assert_int_equal(chmod(path, 0700), 0);
    setenv("PIETURA_CBC", path, 1);
    Small small;
    make_plain(&small);
    memset(error, 0, sizeof *error);
    Status status = solver_run(&small.model, limits, result, error);
    unsetenv("PIETURA_CBC");
    unlink(path);
    assert_nothing_left();
    return status;
}

static void expect_failure(const char *script, const char *last_line) {
    SolverResult result = {.nodes = 99};
    Error error;
    assert_int_equal(run_fake(script, NULL, &result, &error), STATUS_UNREADABLE);
    assert_int_equal(error.status, STATUS_UNREADABLE);
    assert_non_null(strstr(error.message, last_line));
    assert_int_equal(result.nodes, 99); /* untouched */
}

static void test_failures(void **state) {
    (void)state;
    expect_failure("echo nonsense; echo 'more of it'; echo", "more of it");
    expect_failure("printf 'z\\303\\244\\033[1m'", "z???[1m"); /* nothing that upsets a terminal */
    expect_failure("exit 1", "it wrote nothing");
    expect_failure("echo out of luck >&2; exit 1", "out of luck");
    expect_failure("kill -SEGV $$", "it wrote nothing");
    expect_failure("echo garbage > \"$out\"; echo g > \"$bin\"", "it wrote nothing");
    /* an answer, but the program crashed afterwards */
    expect_failure("echo 'Infeasible - objective value 0' > \"$out\"; echo bad; exit 3", "bad");
    /* claims an optimum without values, with too few, with another shape */
    expect_failure("echo 'Optimal - objective value 1' > \"$out\"", "it wrote nothing");
    expect_failure("echo 'Optimal - objective value 1' > \"$out\"; printf abcdefgh > \"$bin\"",
                   "it wrote nothing");
}

/* Writes the answer 3, 1, z in cbc's binary form: 2 rows, 3 columns. */
static int fake_values(double z, const char *path) {
    const int shape[2] = {2, 3};
    const double number[] = {11, 4, 6, 0, 0, 3, 1, z, 0, 0, 0};
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(shape, sizeof shape, 1, file);
    fwrite(number, sizeof number, 1, file);
    return fclose(file);
}

static void test_answers_are_checked(void **state) {
    (void)state;
    char values[] = "/tmp/pietura-values-XXXXXX", script[256];
    int file = mkstemp(values);
    assert_true(file >= 0);
    close(file);
    snprintf(script, sizeof script,
             "echo 'Optimal - objective value 99' > \"$out\"; cp %s \"$bin\"", values);
    fake_values(0, values);
    SolverResult result;
    Error error;
    assert_int_equal(run_fake(script, NULL, &result, &error), STATUS_OK);
    assert_true(result.objective == 11); /* computed, not believed */
    solver_result_free(&result);
    const double wrong[] = {0.001, -0.001, NAN, INFINITY};
    for (size_t k = 0; k < 4; k++) {
        fake_values(wrong[k], values);
        expect_failure(script, "it wrote nothing");
    }
    snprintf(script, sizeof script,
             "echo 'Stopped on time - objective value 99' > \"$out\"; cp %s \"$bin\"; "
             "echo 'Lower bound: -983040.0'",
             values);
    fake_values(0, values);
    assert_int_equal(run_fake(script, NULL, &result, &error), STATUS_OK);
    assert_int_equal(result.outcome, SOLVER_LIMIT);
    /* the objective went out times 2^13, turned round; the bound comes back a trifle wider */
    assert_true(result.bound > 120 && result.bound < 120.000001);
    solver_result_free(&result);
    fake_values(1, values);
    assert_int_equal(run_fake(script, NULL, &result, &error), STATUS_OK);
    assert_int_equal(result.outcome, SOLVER_LIMIT_EMPTY);
    assert_true(result.bound > 120 && !result.value);
    unlink(values);
}

/* cbc calls models infeasible that it had no time to look at: then it proves nothing. */
static void test_late_words(void **state) {
    (void)state;
    const char *script[] = {"sleep 0.05; echo 'Integer infeasible - objective value 0' > \"$out\"",
                            "sleep 0.05; echo 'Unbounded - objective value 0' > \"$out\""};
    const SolverOutcome outcome[] = {SOLVER_INFEASIBLE, SOLVER_UNBOUNDED};
    for (int k = 0; k < 2; k++) {
        SolverResult result;
        Error error;
        SolverLimits limits = {.time_limit_s = 100};
        assert_int_equal(run_fake(script[k], &limits, &result, &error), STATUS_OK);
        assert_int_equal(result.outcome, outcome[k]);
        limits.time_limit_s = 0.01;
        assert_int_equal(run_fake(script[k], &limits, &result, &error), STATUS_OK);
        assert_int_equal(result.outcome, SOLVER_LIMIT_EMPTY);
        assert_true(result.bound == INFINITY && !result.value);
    }
}

/* A program that hangs, also one that does not listen, is ended when asked. */
static void test_hanging_program(void **state) {
    (void)state;
    const char *script[] = {"exec sleep 60", "trap '' INT; while :; do :; done"};
    for (int k = 0; k < 2; k++) {
        int left = 3, *pointer = &left;
        SolverLimits limits = {.stop = stop_after, .stop_context = &pointer};
        SolverResult result;
        Error error;
        double start_s = now_s();
        assert_int_equal(run_fake(script[k], &limits, &result, &error), STATUS_OK);
        assert_true(now_s() - start_s < 20);
        assert_int_equal(result.outcome, SOLVER_LIMIT_EMPTY);
        assert_true(result.bound == INFINITY);
        assert_null(result.value);
    }
}

static void test_missing_program(void **state) {
    (void)state;
    Small small;
    make_plain(&small);
    SolverResult result;
    Error error = {0};
    setenv("PIETURA_CBC", "/nowhere/cbc", 1);
    assert_int_equal(solver_run(&small.model, NULL, &result, &error), STATUS_MISSING);
    assert_non_null(strstr(error.message, "apt install coinor-cbc"));
    unsetenv("PIETURA_CBC");
    char *path = strdup(getenv("PATH"));
    setenv("PATH", temp, 1);
    assert_int_equal(solver_run(&small.model, NULL, &result, NULL), STATUS_MISSING);
    setenv("PATH", path, 1);
    free(path);
    assert_nothing_left();
}

static void test_no_room(void **state) {
    (void)state;
    Small small;
    make_plain(&small);
    SolverResult result;
    Error error = {0};
    setenv("TMPDIR", "/nowhere/at all", 1);
    assert_int_equal(solver_run(&small.model, NULL, &result, &error), STATUS_NOT_WRITABLE);
    assert_string_equal(error.file, "/nowhere/at all");
    setenv("TMPDIR", temp, 1);
}

static void expect_refusal(const Small *small) {
    SolverResult result;
    Error error = {0};
    assert_int_equal(solver_run(&small->model, NULL, &result, &error), STATUS_BAD_ARGUMENT);
    assert_nothing_left();
}

static void test_bad_models(void **state) {
    (void)state;
    const double bad[] = {NAN, INFINITY, -INFINITY};
    for (size_t k = 0; k < 3; k++) {
        Small small;
        make_plain(&small);
        small.objective[2] = bad[k];
        expect_refusal(&small);
        make_plain(&small);
        small.value[4] = bad[k];
        expect_refusal(&small);
        make_plain(&small);
        small.rhs[1] = bad[k];
        expect_refusal(&small);
        make_plain(&small);
        small.lower[0] = bad[k];
        small.upper[0] = bad[k];
        expect_refusal(&small);
    }
    Small small;
    make_plain(&small);
    small.lower[0] = 3.5; /* above the upper bound */
    expect_refusal(&small);
    make_plain(&small);
    small.column[1] = small.column[0];
    expect_refusal(&small);
    make_plain(&small);
    small.column[4] = 3;
    expect_refusal(&small);
    make_plain(&small);
    small.column[4] = -1;
    expect_refusal(&small);
    make_plain(&small);
    small.sense[0] = 3;
    expect_refusal(&small);
    make_plain(&small);
    small.start[1] = 6;
    expect_refusal(&small);
}

/* A locale that writes 0,5 changes nothing, neither here nor in the child. */
static void test_comma_locale(void **state) {
    (void)state;
    char folder[] = "/tmp/pietura-locale-XXXXXX", command[256], half[16];
    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof command,
             "localedef -i lv_LV -f UTF-8 --no-archive %s/lv_LV.UTF-8 >/dev/null 2>&1", folder);
    bool made = system(command) == 0; /* NOLINT(cert-env33-c) */
    setenv("LOCPATH", folder, 1);
    setenv("LC_ALL", "lv_LV.UTF-8", 1);
    made = made && setlocale(LC_ALL, "") != NULL;
    unsetenv("LOCPATH"); /* newlocale of glibc 2.36 leaks a copy of it */
    snprintf(half, sizeof half, "%.1f", 0.5);
    if (made) {
        assert_string_equal(half, "0,5");
        test_precision(state);
        test_node_limit(state);
        test_time_limit(state);
        snprintf(half, sizeof half, "%.1f", 0.5);
        assert_string_equal(half, "0,5"); /* put back */
    }
    setlocale(LC_ALL, "C");
    unsetenv("LC_ALL");
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c) */
    if (!made) skip();
}

static int set_up(void **state) {
    (void)state;
    snprintf(temp, sizeof temp, "/tmp/pietura test solver-XXXXXX");
    return mkdtemp(temp) && setenv("TMPDIR", temp, 1) == 0 ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    return rmdir(temp);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known),
        cmocka_unit_test(test_no_rows),
        cmocka_unit_test(test_precision),
        cmocka_unit_test(test_infeasible_and_unbounded),
        cmocka_unit_test(test_against_enumeration),
        cmocka_unit_test(test_node_limit),
        cmocka_unit_test(test_time_limit),
        cmocka_unit_test(test_stop),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_answers_are_checked),
        cmocka_unit_test(test_late_words),
        cmocka_unit_test(test_hanging_program),
        cmocka_unit_test(test_missing_program),
        cmocka_unit_test(test_no_room),
        cmocka_unit_test(test_bad_models),
        cmocka_unit_test(test_comma_locale),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
