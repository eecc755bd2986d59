/* The solver's process: every way in which the program or the model can fail. */
#include "tests/unit/solver_support.h"
#include <sys/stat.h>

/* Runs the plain model with a shell script in the place of cbc. The script stands outside TMPDIR;
 * $out is the text file, $bin the binary one. */
static Status run_fake(const char *script, const SolverLimits *limits, SolverResult *result,
                       Error *error) {
    char path[TEMP_FILE_SIZE];
    snprintf(path, sizeof path, "%s-fake", temp);
    FILE *stream = fopen(path, "w");
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
    char values[TEMP_FILE_SIZE], script[TEMP_FILE_SIZE + 256];
    snprintf(values, sizeof values, "%s-values", temp);
    snprintf(script, sizeof script,
             "echo 'Optimal - objective value 99' > \"$out\"; cp '%s' \"$bin\"", values);
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
             "echo 'Stopped on time - objective value 99' > \"$out\"; cp '%s' \"$bin\"; "
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

/* The program is started in the plain locale and in no other, whatever this process has. */
static void test_plain_locale(void **state) {
    (void)state;
    static const char script[] = "[ \"$LC_ALL\" = C ] && [ \"$(tr '\\0' '\\n' < /proc/$$/environ | "
                                 "grep -c ^LC_ALL=)\" = 1 ] "
                                 "&& echo 'Integer infeasible - objective value 0' > \"$out\"";
    const char *const of_parent[] = {"lv_LV.UTF-8", "", NULL};
    for (int k = 0; k < 3; k++) {
        SolverResult result;
        Error error;
        if (of_parent[k]) setenv("LC_ALL", of_parent[k], 1);
        Status status = run_fake(script, NULL, &result, &error);
        unsetenv("LC_ALL");
        assert_int_equal(status, STATUS_OK);
        assert_int_equal(result.outcome, SOLVER_INFEASIBLE);
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

static bool stop_when_there(const void *context) {
    return access(context, F_OK) == 0;
}

/* The first signal is lost, as by cbc while it sets up its search: it is asked again, and what it
 * writes then counts. A machine that stands still may end the program before: five turns. */
static void test_lost_signal(void **state) {
    (void)state;
    char ready[TEMP_FILE_SIZE], script[TEMP_FILE_SIZE + 256];
    snprintf(ready, sizeof ready, "%s-ready", temp);
    snprintf(
        script, sizeof script,
        "n=0; trap 'n=$((n + 1)); [ $n -lt 2 ] || { echo Lower bound: -983040.0; exit; }' INT\n"
        ": > '%s'\nwhile :; do sleep 0.01; done",
        ready);
    bool heard = false;
    for (int turn = 0; turn < 5 && !heard; turn++) {
        SolverLimits limits = {.stop = stop_when_there, .stop_context = ready};
        SolverResult result;
        Error error;
        assert_int_equal(run_fake(script, &limits, &result, &error), STATUS_OK);
        assert_int_equal(result.outcome, SOLVER_LIMIT_EMPTY);
        heard = result.bound > 120 && result.bound < 120.000001;
        assert_int_equal(unlink(ready), 0);
    }
    assert_true(heard);
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_failures),     cmocka_unit_test(test_answers_are_checked),
        cmocka_unit_test(test_late_words),   cmocka_unit_test(test_hanging_program),
        cmocka_unit_test(test_lost_signal),  cmocka_unit_test(test_missing_program),
        cmocka_unit_test(test_plain_locale), cmocka_unit_test(test_no_room),
        cmocka_unit_test(test_bad_models),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
