/* Which scenarios nobody beats: by hand, and from the words of the definition. */
#include "planner/compare/pareto.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/test_support.h"

/* Cost (less), coverage (more), mean distance (less). */
static const Better BETTER[] = {BETTER_LESS, BETTER_MORE, BETTER_LESS};

static void by_hand(void **state) {
    (void)state;
    double value[] = {
        100, 0.70, 9000, /* 0: cheapest */
        200, 0.80, 7000, /* 1: on the front */
        200, 0.80, 7000, /* 2: the same as 1 */
        200, 0.75, 7000, /* 3: beaten by 1 and 2 only in coverage */
        300, 0.80, 7000, /* 4: dearer than 1 and 2 */
        50,  0.90, NAN,  /* 5: nobody knows how far people go */
        300, 0.95, 9500, /* 6: dear and far, but covers most */
    };
    Pareto made;
    assert_int_equal(pareto_front(value, 7, BETTER, 3, &made), STATUS_OK);
    bool front[] = {true, true, true, false, false, false, true};
    int32_t same_as[] = {-1, -1, 1, -1, -1, -1, -1};
    size_t n_dominators[] = {0, 0, 0, 2, 2, 0, 0};
    for (int i = 0; i < 7; i++) {
        assert_int_equal(made.row[i].front, front[i]);
        assert_int_equal(made.row[i].same_as, same_as[i]);
        assert_int_equal(made.row[i].n_dominators, n_dominators[i]);
        assert_int_equal(made.row[i].complete, i != 5);
        for (size_t k = 0; k < n_dominators[i]; k++)
            assert_int_equal(made.dominator[made.row[i].first_dominator + k], k + 1);
    }
    pareto_free(&made);
}

static void few_scenarios_and_bad_criteria(void **state) {
    (void)state;
    double value[] = {1, 2};
    Better neither = BETTER_NEITHER;
    Pareto made;
    assert_int_equal(pareto_front(value, 0, BETTER, 1, &made), STATUS_OK);
    assert_int_equal(made.n, 0);
    pareto_free(&made);
    assert_int_equal(pareto_front(value, 1, BETTER, 2, &made), STATUS_OK);
    assert_true(made.row[0].front && made.row[0].same_as == -1);
    pareto_free(&made);
    assert_int_equal(pareto_front(value, 2, BETTER, 0, &made), STATUS_BAD_ARGUMENT);
    assert_int_equal(pareto_front(value, 2, &neither, 1, &made), STATUS_BAD_ARGUMENT);
}

enum { CRITERIA = 3 };

static bool dominates(const double *one, const double *other, const Better *better) {
    bool better_somewhere = false;
    for (int c = 0; c < CRITERIA; c++) {
        double by = better[c] == BETTER_MORE ? one[c] - other[c] : other[c] - one[c];
        if (!(by >= 0)) return false; /* worse, or one of them is not known */
        if (by > 0) better_somewhere = true;
    }
    return better_somewhere;
}

static bool known(const double *value) {
    return !isnan(value[0] + value[1] + value[2]);
}

static void from_the_definition(void **state) {
    (void)state;
    uint64_t seed = 3;
    int fronts = 0, beaten = 0, same = 0;
    for (int round = 0; round < 3000; round++) {
        double value[20 * CRITERIA];
        Better better[CRITERIA];
        size_t n = random_below(&seed, 20);
        for (int c = 0; c < CRITERIA; c++)
            better[c] = random_below(&seed, 2) ? BETTER_MORE : BETTER_LESS;
        for (size_t i = 0; i < n * CRITERIA; i++)
            value[i] = random_below(&seed, 40) ? (double)random_below(&seed, 4) : NAN;
        Pareto made;
        assert_int_equal(pareto_front(value, n, better, CRITERIA, &made), STATUS_OK);
        size_t total = 0;
        for (size_t i = 0; i < n; i++) {
            const double *own = value + i * CRITERIA;
            size_t count = 0;
            int32_t same_as = -1;
            for (size_t j = 0; j < n; j++) {
                const double *other = value + j * CRITERIA;
                if (known(own) && known(other) && dominates(other, own, better))
                    assert_int_equal(made.dominator[total + count++], j);
                if (same_as < 0 && j < i && own[0] == other[0] && own[1] == other[1] &&
                    own[2] == other[2])
                    same_as = (int32_t)j;
            }
            assert_int_equal(made.row[i].first_dominator, total);
            assert_int_equal(made.row[i].n_dominators, count);
            assert_int_equal(made.row[i].front, known(own) && count == 0);
            assert_int_equal(made.row[i].same_as, same_as);
            total += count;
            fronts += made.row[i].front;
            beaten += count > 0;
            same += same_as >= 0;
        }
        assert_int_equal(made.n_dominators, total);
        pareto_free(&made);
    }
    assert_true(fronts > 1000 && beaten > 1000 && same > 1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
        cmocka_unit_test(few_scenarios_and_bad_criteria),
        cmocka_unit_test(from_the_definition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
