/* What place_solve keeps where a limit ends its search. */
#include "tests/unit/cmocka_all.h"
#include "tests/unit/placement_support.h"

static bool at_once(const void *context) {
    (void)context;
    return true;
}

static void make_many(SmallPlace *place, uint64_t *seed) {
    small_place(place, 6, 2);
    for (int u = 0; u < 6; u++) {
        double x = u % 3 * 10000.0, y = u / 3 * 10000.0;
        for (int i = 0; i < 8; i++)
            small_site(place, FACILITY_LIBRARY, random_in(seed, x, x + 10000),
                       random_in(seed, y, y + 10000), u, 0);
        for (int i = 0; i < 40; i++)
            made_demand(&place->country, random_in(seed, x, x + 10000),
                        random_in(seed, y, y + 10000), random_in(seed, 1, 9), u);
    }
}

static PlacementSpec limited_spec(PlaceProblem problem) {
    PlacementSpec spec = placement_spec_default();
    spec.problem = problem;
    if (needs_distance(&spec)) spec.within_m = 3000;
    if (problem == PLACE_RELOCATE)
        spec.openings = 5;
    else if (problem != PLACE_FEWEST && problem != PLACE_ONE_PER_UNIT)
        spec.points = 5;
    return spec;
}

/* Whatever cuts the search, the best found is kept, and its bound holds: it is not better than what
 * the whole search proves. */
static void check_limited(const PlaceSolution *at_limit, const PlaceSolution *whole, bool cover) {
    double slack = 1e-9 * (fabs(whole->objective) + 1), worse = cover ? -1 : 1;
    assert_true(worse * at_limit->objective >= worse * whole->objective - slack);
    assert_true(worse * at_limit->bound <= worse * whole->objective + slack);
    assert_true(at_limit->gap >= 0 && isfinite(at_limit->gap));
    if (at_limit->proven)
        assert_true(fabs(at_limit->objective - whole->objective) <= slack);
    else
        assert_true(fabs(at_limit->objective - at_limit->bound) > 0);
}

static void limits_keep_a_bound_that_holds(void **state) {
    (void)state;
    uint64_t seed = 3;
    int cut = 0;
    for (int round = 0; round < 90; round++) {
        PlaceProblem problem = (PlaceProblem)(round % PLACE_PROBLEMS);
        SmallPlace place;
        make_many(&place, &seed);
        PlacementSpec spec = limited_spec(problem);
        PlaceSolution whole, at_limit;
        spec.max_nodes = 0;
        assert_int_equal(place_solve(&spec, &place.input, &whole, NULL), STATUS_OK);
        assert_true(whole.proven);
        for (int way = 0; way < 2; way++) {
            spec.max_nodes = way == 0;
            place.input.stop = way ? at_once : NULL;
            assert_int_equal(place_solve(&spec, &place.input, &at_limit, NULL), STATUS_OK);
            check_limited(&at_limit, &whole, problem == PLACE_MAX_COVER);
            cut += !at_limit.proven;
            place_solution_free(&at_limit);
        }
        place.input.stop = NULL;
        place_solution_free(&whole);
        small_place_free(&place);
    }
    assert_true(cut > 10);
}

static const char NONE_FOUND[] = "the limit was reached before any network was found that serves "
                                 "everybody; allow more time or more steps";

/* Capacities go to another program, which is not asked for its first thoughts. */
static void a_limit_before_anything_is_found_is_told(void **state) {
    (void)state;
    uint64_t seed = 8;
    SmallPlace place;
    make_many(&place, &seed);
    PlacementSpec spec = limited_spec(PLACE_MEDIAN);
    PlaceSolution solution = {0};
    Error error = {0};
    spec.capacitated = true;
    place.input.stop = at_once;
    assert_int_equal(place_solve(&spec, &place.input, &solution, &error), STATUS_LIMIT);
    assert_string_equal(error.message, NONE_FOUND);
    assert_null(solution.open);
    small_place_free(&place);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_keep_a_bound_that_holds),
        cmocka_unit_test(a_limit_before_anything_is_found_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
