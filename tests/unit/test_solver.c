/* The solver's process: models with a known answer, random ones against full enumeration, what a
 * limit leaves, and another locale. */
#include "tests/unit/comma_locale.h"
#include "tests/unit/solver_support.h"

/* ---- models with a known answer ---- */

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

/* Returns whether there is a solution. */
static bool check_random(const Small *small) {
    double value[MOST_COLUMNS];
    double best = enumerate(small, value, 0);
    SolverResult result = solve(small);
    if (isnan(best)) {
        assert_int_equal(result.outcome, SOLVER_INFEASIBLE);
        return false;
    }
    assert_int_equal(result.outcome, SOLVER_OPTIMAL);
    assert_true(is_allowed(small, result.value));
    assert_true(fabs(result.objective - best) <= 1e-9 * (1 + fabs(best)));
    solver_result_free(&result);
    return true;
}

static void test_against_enumeration(void **state) {
    (void)state;
    uint64_t seed = 1;
    Small small;
    int solved = 0;
    for (int round = 0; round < 400; round++) {
        make_random(&small, &seed);
        solved += check_random(&small);
    }
    assert_true(solved > 100 && solved < 300);
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

/* A market split problem (Cornuéjols and Dawande, 1999, https://doi.org/10.1287/ijoc.11.2.205):
 * halve five sums of 40 numbers at once. Branch and bound needs hours, so no machine is too fast,
 * and no signal too late, to see it cut. */
static void make_endless(Small *small) {
    enum { SUMS = 5, NUMBERS = 40 };
    uint64_t seed = 7;
    double row[SUMS][MOST_COLUMNS] = {{0}}, sum[SUMS] = {0};
    init(small, NUMBERS + 2 * SUMS);
    for (size_t c = 0; c < NUMBERS; c++) {
        small->integer[c] = 1;
        small->upper[c] = 1;
        for (size_t r = 0; r < SUMS; r++) sum[r] += row[r][c] = floor(random_in(&seed, 0, 100));
    }
    for (size_t r = 0; r < SUMS; r++) { /* what is missing, what is too much */
        size_t missing = NUMBERS + 2 * r;
        small->objective[missing] = small->objective[missing + 1] = 1;
        small->integer[missing] = small->integer[missing + 1] = 1;
        row[r][missing] = 1;
        row[r][missing + 1] = -1;
        add_row(small, row[r], SOLVER_EQUAL, floor(sum[r] / 2));
    }
}

static void expect_cut(const Small *small, const SolverLimits *limits) {
    SolverResult result;
    assert_int_equal(solver_run(&small->model, limits, &result, NULL), STATUS_OK);
    assert_in_range(result.outcome, SOLVER_LIMIT, SOLVER_LIMIT_EMPTY);
    assert_true((result.value != NULL) == (result.outcome == SOLVER_LIMIT));
    if (result.value) assert_true(is_allowed(small, result.value));
    assert_true(isnan(result.objective) == (result.value == NULL));
    solver_result_free(&result);
    assert_nothing_left();
}

static void test_time_limit(void **state) {
    (void)state;
    Small small;
    make_endless(&small);
    SolverLimits limits = {.time_limit_s = 0.05};
    double start_s = now_s();
    expect_cut(&small, &limits);
    assert_true(now_s() - start_s < 40); /* promised are 1.5 times the limit and 30 s */
}

/* At any moment: while cbc starts, reads, sets up its search (its signal is lost then), searches.
 */
static void test_stop(void **state) {
    (void)state;
    Small small;
    make_endless(&small);
    for (int asked = 0; asked <= 24; asked++) {
        int left = asked, *pointer = &left;
        SolverLimits limits = {.stop = stop_after, .stop_context = &pointer};
        expect_cut(&small, &limits);
        assert_true(left < 0);
    }
}

/* A locale that writes 0,5 changes nothing here; the child has one of its own (test_solver_faults).
 */
static void test_comma_locale(void **state) {
    (void)state;
    char folder[TEMP_FILE_SIZE];
    snprintf(folder, sizeof folder, "%s-locale", temp);
    comma_locale_begin(folder);
    const char *name = setlocale(LC_ALL, "");
    unsetenv("LOCPATH"); /* newlocale of glibc 2.36 leaks a copy of it */
    assert_non_null(name);
    assert_half_is("0,5");
    test_precision(state);
    test_node_limit(state);
    test_time_limit(state);
    assert_half_is("0,5"); /* put back */
    comma_locale_end(folder);
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
        cmocka_unit_test(test_comma_locale),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
