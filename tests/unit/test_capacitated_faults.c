/* Placement with capacities: what cannot be solved and what is no problem, each told by its cause.
 */
#include "tests/unit/capacitated_twin.h"

static SearchFault expect(const Small *small, Status status, FaultCause cause, int64_t where) {
    CapacitatedResult result = {.n_chosen = 99};
    SearchFault fault;
    Error error = {0};
    assert_int_equal(capacitated_solve(&small->problem, NULL, &result, &fault, &error), status);
    assert_int_equal(error.status, status);
    assert_int_equal(fault.cause, cause);
    assert_int_equal(fault.where, where);
    assert_int_equal(result.n_chosen, 99); /* untouched */
    assert_int_equal(capacitated_solve(&small->problem, NULL, &result, NULL, NULL), status);
    return fault;
}

static void test_infeasible(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    make_plain(small);
    small->count[0] = 4;
    SearchFault fault = expect(small, STATUS_INFEASIBLE, FAULT_TOO_FEW, 0);
    assert_true(fault.needed == 4 && fault.found == 3);
    make_plain(small);
    small->state[1] = small->state[3] = SITE_REQUIRED;
    fault = expect(small, STATUS_INFEASIBLE, FAULT_TOO_MANY, 1);
    assert_true(fault.needed == 1 && fault.found == 2);
    make_plain(small);
    small->state[0] = small->state[2] = SITE_FORBIDDEN;
    for (size_t j = 0; j < 6; j++)
        if (j != 2) small->table[3][j] = NAN;
    link_arrays(small);
    expect(small, STATUS_INFEASIBLE, FAULT_UNSERVED, 3);
    small->weight[3] = 0;
    expect(small, STATUS_INFEASIBLE, FAULT_UNSERVED, 3); /* its load is still there */
    small->load[3] = 0;                                  /* nobody at all */
    check_against_enumeration(small);
    small->problem.goal = CAPACITATED_COVER;
    for (size_t at = 0; at < (size_t)small->start[4]; at++) small->value[at] = 1;
    CapacitatedResult result;
    assert_int_equal(capacitated_solve(&small->problem, NULL, &result, NULL, NULL), STATUS_OK);
    assert_true(result.objective == 3);
    capacitated_result_free(&result);
    free(small);
}

static void test_too_small(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    make_plain(small);
    small->load[0] = 21; /* 51 in all; 25 + 25 */
    SearchFault fault = expect(small, STATUS_INFEASIBLE, FAULT_CAPACITY, -1);
    assert_true(fault.needed == 51 && fault.found == 50);
    small->capacity[3] = 26; /* just enough */
    check_against_enumeration(small);
    make_plain(small); /* 1 and 2 go to 3 and 5 only, of which one opens */
    small->load[1] = 16;
    small->load[2] = 14;
    small->load[0] = small->load[3] = 5;
    for (size_t i = 1; i < 3; i++)
        for (size_t j = 0; j < 6; j++)
            if (j != 3 && j != 5) small->table[i][j] = NAN;
    link_arrays(small);
    fault = expect(small, STATUS_INFEASIBLE, FAULT_CAPACITY, 1);
    assert_true(fault.needed == 30 && fault.found == 25);
    small->capacity[5] = 30;
    check_against_enumeration(small);
    small->state[1] = SITE_REQUIRED; /* takes the only place of its group */
    fault = expect(small, STATUS_INFEASIBLE, FAULT_CAPACITY, 1);
    assert_true(fault.needed == 30 && fault.found == 0);
    /* no set is too small by itself, but 0 wants 0, 1 wants 2, of which one opens */
    make_plain(small);
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < 6; j++)
            if (j != 2 * i) small->table[i][j] = NAN;
    link_arrays(small);
    fault = expect(small, STATUS_INFEASIBLE, FAULT_CAPACITY, -1);
    assert_true(fault.needed == 0 && fault.found == 0);
    free(small);
}

static void test_bad_numbers(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    const double bad[] = {-1, NAN, INFINITY};
    for (size_t k = 0; k < 3; k++) {
        make_plain(small);
        small->weight[3] = bad[k];
        expect(small, STATUS_BAD_ARGUMENT, FAULT_WEIGHT, 3);
        make_plain(small);
        small->load[2] = bad[k];
        expect(small, STATUS_BAD_ARGUMENT, FAULT_WEIGHT, 2);
        make_plain(small);
        small->capacity[4] = bad[k];
        expect(small, STATUS_BAD_ARGUMENT, FAULT_PRICE, 4);
        make_plain(small);
        small->value[7] = bad[k];
        expect(small, STATUS_BAD_ARGUMENT, FAULT_ROW, 1);
    }
    make_plain(small);
    small->problem.goal = CAPACITATED_COVER;
    expect(small, STATUS_BAD_ARGUMENT, FAULT_ROW, 0); /* credits of 0 and above 1 */
    make_plain(small);
    small->candidate[1] = small->candidate[0];
    expect(small, STATUS_BAD_ARGUMENT, FAULT_ROW, 0);
    make_plain(small);
    small->candidate[6] = 6;
    expect(small, STATUS_BAD_ARGUMENT, FAULT_ROW, 1);
    make_plain(small);
    small->start[2] = 1;
    expect(small, STATUS_BAD_ARGUMENT, FAULT_ROW, 1);
    make_plain(small);
    small->group[5] = 2;
    expect(small, STATUS_BAD_ARGUMENT, FAULT_GROUP, 5);
    make_plain(small);
    small->state[5] = (SiteState)3;
    expect(small, STATUS_BAD_ARGUMENT, FAULT_GROUP, 5);
    make_plain(small);
    small->count[1] = -1;
    expect(small, STATUS_BAD_ARGUMENT, FAULT_COUNT, 1);
    make_plain(small);
    small->problem.group = NULL; /* of two groups */
    expect(small, STATUS_BAD_ARGUMENT, FAULT_SHAPE, -1);
    make_plain(small);
    small->problem.n_candidates = 0;
    expect(small, STATUS_BAD_ARGUMENT, FAULT_SHAPE, -1);
    free(small);
}

/* Nobody lives here; a point opens all the same, the one that is required. */
static void test_nobody(void **state) {
    (void)state;
    int64_t start = 0;
    const double capacity[] = {1, 1};
    const SiteState states[] = {SITE_FREE, SITE_REQUIRED};
    const int32_t count = 1;
    CapacitatedProblem problem = {.n_candidates = 2,
                                  .n_groups = 1,
                                  .row_start = &start,
                                  .capacity = capacity,
                                  .state = states,
                                  .group_count = &count};
    CapacitatedResult result;
    assert_int_equal(capacitated_solve(&problem, NULL, &result, NULL, NULL), STATUS_OK);
    assert_int_equal(result.n_chosen, 1);
    assert_int_equal(result.chosen[0], 1);
    assert_true(result.objective == 0 && result.bound == 0 && result.gap == 0);
    capacitated_result_free(&result);
}

static void test_missing_program(void **state) {
    (void)state;
    Small *small = malloc(sizeof *small);
    assert_non_null(small);
    make_plain(small);
    setenv("PIETURA_CBC", "/nowhere/cbc", 1);
    CapacitatedResult result;
    Error error = {0};
    assert_int_equal(capacitated_solve(&small->problem, NULL, &result, NULL, &error),
                     STATUS_MISSING);
    assert_non_null(strstr(error.message, "coinor-cbc"));
    unsetenv("PIETURA_CBC");
    free(small);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_infeasible),      cmocka_unit_test(test_too_small),
        cmocka_unit_test(test_bad_numbers),     cmocka_unit_test(test_nobody),
        cmocka_unit_test(test_missing_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
