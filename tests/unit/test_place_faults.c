/* What place_solve says where no network does what is asked, and the last problem that has one. */
#include "layers/language.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/placement_support.h"

/*
 * Four units in two municipalities: a centre in units 0 and 1, a library in each of 0, 1 and 2,
 * none in 3; 100 people at each library and in unit 3, whose home the library of 2 is.
 */
static void make_place(SmallPlace *place, bool with_centres) {
    small_place(place, 4, 2);
    for (int u = 0; u < 3; u++) {
        double x = u * 10000.0;
        if (with_centres && u < 2) small_site(place, FACILITY_VPVKAC, x + 100, 100, u, 100);
        small_site(place, FACILITY_LIBRARY, x + 5000, 5000, u, 100);
        made_demand(&place->country, x + 5000, 5000, 100, u);
    }
    made_demand(&place->country, 5000, 15000, 100, 3);
}

static PlacementSpec spec_of(PlaceProblem problem, int64_t points) {
    PlacementSpec spec = placement_spec_default();
    spec.problem = problem;
    spec.points = points;
    if (needs_distance(&spec)) spec.within_m = 3000;
    return spec;
}

static void refused(const SmallPlace *place, const PlacementSpec *spec, const char *says) {
    PlaceSolution solution = {0};
    Error error = {0};
    const char *key;
    assert_null(placement_spec_fault(spec, &key));
    assert_int_equal(place_solve(spec, &place->input, &solution, &error), STATUS_INFEASIBLE);
    assert_int_equal(error.status, STATUS_INFEASIBLE);
    assert_string_equal(error.message, says);
    assert_null(solution.open); /* nothing is handed out */
    assert_int_equal(place_solve(spec, &place->input, &solution, NULL), STATUS_INFEASIBLE);
}

static void more_points_than_facilities(void **state) {
    (void)state;
    static const char SAYS[] = "9 points are asked for, and only 5 facilities may become one";
    static const PlaceProblem PROBLEMS[] = {PLACE_MEDIAN, PLACE_CENTER, PLACE_MAX_COVER};
    for (int i = 0; i < 6; i++) {
        SmallPlace place;
        make_place(&place, true);
        PlacementSpec spec = spec_of(PROBLEMS[i % 3], 9);
        spec.free_existing = i >= 3;
        refused(&place, &spec, SAYS);
        spec.catchment = CATCHMENT_HOME;
        refused(&place, &spec, SAYS);
        small_place_free(&place);
    }
}

static void fewer_points_than_are_kept(void **state) {
    (void)state;
    static const PlaceProblem PROBLEMS[] = {PLACE_MEDIAN, PLACE_CENTER, PLACE_MAX_COVER};
    for (int i = 0; i < 3; i++) {
        SmallPlace place;
        make_place(&place, true);
        PlacementSpec spec = spec_of(PROBLEMS[i], 1);
        refused(&place, &spec,
                "1 points are asked for, and 2 are kept or required already; ask for more, or let "
                "existing centres be free");
        small_place_free(&place);
    }
}

static void relocate_names_what_there_is_too_little_of(void **state) {
    (void)state;
    SmallPlace place;
    make_place(&place, true);
    PlacementSpec spec = spec_of(PLACE_RELOCATE, -1);
    spec.openings = 7;
    refused(&place, &spec, "7 new points are asked for, and only 3 facilities may become one");
    spec.openings = 0;
    spec.closings = 3;
    refused(&place, &spec, "more points are to be closed than there are");
    /* the same with a required point, which cuts the rows */
    place.country.facility[4].state = FACILITY_REQUIRED;
    refused(&place, &spec, "more points are to be closed than there are");
    spec.openings = 3;
    spec.closings = 0;
    refused(&place, &spec, "4 new points are asked for, and only 3 facilities may become one");
    small_place_free(&place);
}

static void closing_all_and_opening_none_serves_nobody(void **state) {
    (void)state;
    SmallPlace place;
    make_place(&place, true);
    PlacementSpec spec = spec_of(PLACE_RELOCATE, -1);
    spec.closings = 2;
    refused(&place, &spec,
            "so few points cannot serve everybody: people of Unit 0 are left out, among others");
    for (int i = 0; i < 2; i++) {
        spec = spec_of(i ? PLACE_CENTER : PLACE_MEDIAN, 0);
        spec.free_existing = true;
        refused(&place, &spec,
                "so few points cannot serve everybody: people of Unit 0 are left out, among "
                "others");
    }
    small_place_free(&place);
}

/* Everybody at one place, where rows of any length are whole. */
static void no_point_is_too_few_even_at_no_distance(void **state) {
    (void)state;
    SmallPlace place;
    small_place(&place, 1, 1);
    small_site(&place, FACILITY_LIBRARY, 5000, 5000, 0, 0);
    made_demand(&place.country, 5000, 5000, 10, 0);
    for (int i = 0; i < 2; i++) {
        PlacementSpec spec = spec_of(i ? PLACE_CENTER : PLACE_MEDIAN, 0);
        refused(&place, &spec,
                "so few points cannot serve everybody: people of Unit 0 are left out, among "
                "others");
        spec.points = 1;
        PlaceSolution solution;
        assert_int_equal(place_solve(&spec, &place.input, &solution, NULL), STATUS_OK);
        assert_true(solution.objective == 0 && solution.proven);
        place_solution_free(&solution);
    }
    small_place_free(&place);
}

static void people_who_can_only_go_home_need_a_point_there(void **state) {
    (void)state;
    SmallPlace place;
    make_place(&place, false);
    for (int i = 0; i < 2; i++) {
        PlacementSpec spec = spec_of(i ? PLACE_CENTER : PLACE_MEDIAN, 1);
        PlaceSolution solution = {0};
        Error error = {0};
        spec.catchment = CATCHMENT_HOME;
        assert_int_equal(place_solve(&spec, &place.input, &solution, &error), STATUS_INFEASIBLE);
        assert_non_null(strstr(error.message, "so few points cannot serve everybody: people of "));
        assert_null(strstr(error.message, "?"));
    }
    small_place_free(&place);
}

static void a_share_beyond_reach_is_told_with_what_can_be_reached(void **state) {
    (void)state;
    SmallPlace place;
    make_place(&place, false);
    PlacementSpec spec = spec_of(PLACE_FEWEST, -1);
    spec.share = 0.8;
    refused(
        &place, &spec,
        "a share of 80.00\u00a0% is asked for, and all possible points together reach 75.00\u00a0% "
        "within 3000 m");
    /* all means all that can be reached, and who cannot be is told */
    spec.share = 1;
    PlaceSolution solution;
    assert_int_equal(place_solve(&spec, &place.input, &solution, NULL), STATUS_OK);
    assert_true(solution.objective == 3 && solution.left_out_pop == 100);
    place_solution_free(&solution);
    small_place_free(&place);
}

static void nobody_may_become_a_point(void **state) {
    (void)state;
    for (int problem = PLACE_MEDIAN; problem < PLACE_PROBLEMS; problem++) {
        SmallPlace place;
        make_place(&place, false);
        PlacementSpec spec = spec_of((PlaceProblem)problem, -1);
        if (problem == PLACE_RELOCATE)
            spec.openings = 1;
        else if (problem != PLACE_FEWEST)
            spec.points = 1;
        spec.host[FACILITY_LIBRARY] = false;
        refused(&place, &spec, "no facility may become a point by the rules of this proposal");
        small_place_free(&place);
    }
}

/* 100 people in each of four units: 2.75 services a year in the towns 0 and 3, 11.2 in 1 and 2. */
static void capacities_that_do_not_suffice(void **state) {
    (void)state;
    SmallPlace place;
    make_place(&place, false);
    PlacementSpec spec = spec_of(PLACE_MEDIAN, 2);
    spec.capacitated = true;
    spec.load.capacity = 13;
    refused(&place, &spec,
            "the country asks for 28 services a year, and so many points give at most 26; ask for "
            "more points or more capacity");
    spec.load.capacity = 13.95; /* 2 × 2.75 + 2 × 11.2 = 27.9, exactly what two give */
    PlaceSolution solution;
    assert_int_equal(place_solve(&spec, &place.input, &solution, NULL), STATUS_OK);
    place_solution_free(&solution);
    small_place_free(&place);
}

/* Home of units 2 and 3 is one library, which is too small, though the country has enough. */
static void a_home_whose_points_are_too_small_is_named(void **state) {
    (void)state;
    SmallPlace place;
    make_place(&place, false);
    PlacementSpec spec = spec_of(PLACE_MEDIAN, 3);
    spec.capacitated = true;
    spec.catchment = CATCHMENT_HOME;
    spec.load.capacity = 10;
    refused(&place, &spec,
            "Unit 2 asks for 14 services a year, and the points that may serve it give 10");
    small_place_free(&place);
}

/* One point is enough for all that is asked, and yet each of two homes needs its own. */
static void capacities_that_suffice_in_sum_only(void **state) {
    (void)state;
    SmallPlace place;
    make_place(&place, false);
    PlacementSpec spec = spec_of(PLACE_MEDIAN, 1);
    spec.capacitated = true;
    spec.catchment = CATCHMENT_HOME;
    spec.load.capacity = 1000;
    refused(&place, &spec, "no choice of so many points serves everybody within their capacities");
    small_place_free(&place);
}

static void counts_are_told_with_capacities_too(void **state) {
    (void)state;
    SmallPlace place;
    make_place(&place, true);
    for (int cover = 0; cover < 2; cover++) {
        PlacementSpec spec = spec_of(cover ? PLACE_MAX_COVER : PLACE_MEDIAN, 9);
        spec.capacitated = true;
        spec.load.capacity = 1000;
        refused(&place, &spec, "9 points are asked for, and only 5 facilities may become one");
        spec.points = 1;
        refused(&place, &spec,
                "1 points are asked for, and 2 are kept or required already; ask for more, or let "
                "existing centres be free");
    }
    small_place_free(&place);
}

static double solved(const SmallPlace *place, const PlacementSpec *spec) {
    PlaceSolution solution = {0};
    Error error = {0};
    const char *key;
    assert_null(placement_spec_fault(spec, &key));
    Status status = place_solve(spec, &place->input, &solution, &error);
    if (status != STATUS_OK) print_error("%s\n", error.message);
    assert_int_equal(status, STATUS_OK);
    assert_true(solution.proven);
    double objective = solution.objective;
    place_solution_free(&solution);
    return objective;
}

/* Every number that is refused above, and the last one that is not. */
static void the_last_numbers_that_can_be_are_solved(void **state) {
    (void)state;
    static const PlaceProblem PROBLEMS[] = {PLACE_MEDIAN, PLACE_CENTER, PLACE_MAX_COVER};
    SmallPlace place;
    make_place(&place, true);
    for (int i = 0; i < 3; i++) {
        PlacementSpec spec = spec_of(PROBLEMS[i], 5);
        solved(&place, &spec); /* all there are */
        spec.points = 2;
        solved(&place, &spec); /* no more than are kept */
        spec.points = -1;
        spec.new_points = 3;
        solved(&place, &spec);
        spec.new_points = 0;
        solved(&place, &spec);
        spec.new_points = 4;
        refused(&place, &spec, "6 points are asked for, and only 5 facilities may become one");
        spec = spec_of(PROBLEMS[i], 1);
        spec.free_existing = true;
        solved(&place, &spec);
    }
    PlacementSpec spec = spec_of(PLACE_RELOCATE, -1);
    spec.closings = 2;
    spec.openings = 3;
    solved(&place, &spec);
    spec.openings = 1;
    solved(&place, &spec);
    small_place_free(&place);
}

/* 100 of 400 people in each library's unit; the share asked for is reached exactly, or just not. */
static void a_share_that_is_just_reached_is_enough(void **state) {
    (void)state;
    SmallPlace place;
    make_place(&place, false);
    PlacementSpec spec = spec_of(PLACE_FEWEST, -1);
    spec.share = 0.75;
    assert_true(solved(&place, &spec) == 3);
    spec.share = 0.5;
    assert_true(solved(&place, &spec) == 2);
    spec.share = 0.50000001;
    assert_true(solved(&place, &spec) == 3);
    spec.share = 0.75000001;
    refused(
        &place, &spec,
        "a share of 75.00\u00a0% is asked for, and all possible points together reach 75.00\u00a0% "
        "within 3000 m");
    spec.share = 0;
    assert_true(solved(&place, &spec) == 0);
    /* exactly at the distance, and a millimetre less */
    spec.share = 1;
    spec.within_m = 10000;
    assert_true(solved(&place, &spec) == 2);
    spec.within_m = 9999.999;
    assert_true(solved(&place, &spec) == 3);
    small_place_free(&place);
}

static void territory_beyond_reach_is_told(void **state) {
    (void)state;
    SmallPlace place;
    make_place(&place, false);
    PlacementSpec spec = spec_of(PLACE_FEWEST, -1);
    PlaceSolution solution = {0};
    Error error = {0};
    spec.goal = GOAL_TERRITORY;
    spec.share = 0.9;
    assert_int_equal(place_solve(&spec, &place.input, &solution, &error), STATUS_INFEASIBLE);
    /* three discs of 3 km in four squares of 10 km: 21.2 %, on a lattice */
    double reached = 0;
    assert_int_equal(
        sscanf(error.message,
               "a share of 90.00\u00a0%% is asked for, and all possible points together "
               "reach %lf",
               &reached),
        1);
    assert_true(fabs(reached - 21.2) < 1);
    small_place_free(&place);
}

/* So many people and places that trials need a point that is kept. */
static void trials_in_a_large_country_need_a_kept_point(void **state) {
    (void)state;
    SmallPlace place;
    uint64_t seed = 9;
    small_place(&place, 1, 1);
    StopDistance *stop_distance = calloc(2001, sizeof *stop_distance);
    assert_non_null(stop_distance);
    for (int i = 0; i < 2001; i++) {
        made_facility(&place.country, "f", FACILITY_LIBRARY, random_in(&seed, 0, 10000),
                      random_in(&seed, 0, 10000), 0);
        made_demand(&place.country, random_in(&seed, 0, 10000), random_in(&seed, 0, 10000), 1, 0);
    }
    place.input.stop_distance = stop_distance;
    place.input.fails = NULL;
    PlacementSpec spec = spec_of(PLACE_MEDIAN, 1);
    spec.stop_rule = STOP_IGNORE;
    spec.trials = 1;
    refused(&place, &spec,
            "stability is for one_per_unit, and for median with the existing centres kept");
    place.country.facility[0].state = FACILITY_REQUIRED;
    solved(&place, &spec);
    free(stop_distance);
    small_place_free(&place);
}

/* A country without people, and one in which nobody is counted: nothing is asked for. */
static void nobody_asks_for_anything(void **state) {
    (void)state;
    for (int counted = 0; counted < 2; counted++)
        for (int problem = 0; problem < PLACE_PROBLEMS; problem++) {
            SmallPlace place;
            small_place(&place, 2, 1);
            small_site(&place, FACILITY_LIBRARY, 1000, 1000, 0, 0);
            small_site(&place, FACILITY_LIBRARY, 2000, 1000, 0, 0);
            small_site(&place, FACILITY_LIBRARY, 12000, 1000, 1, 0);
            if (counted) made_demand(&place.country, 1500, 1500, 0, 0);
            PlacementSpec spec = spec_of((PlaceProblem)problem, -1);
            if (problem == PLACE_RELOCATE)
                spec.openings = 1;
            else if (problem != PLACE_FEWEST && problem != PLACE_ONE_PER_UNIT)
                spec.points = 1;
            for (int home = 0; home < 2; home++) {
                spec.catchment = home ? CATCHMENT_HOME : CATCHMENT_ANY;
                assert_true(solved(&place, &spec) == 0);
            }
            spec.capacitated = problem == PLACE_MEDIAN || problem == PLACE_MAX_COVER;
            if (spec.capacitated) assert_true(solved(&place, &spec) == 0);
            small_place_free(&place);
        }
}

/* The numbers of a message are those of its language (without a catalogue the words are English).
 */
static void numbers_in_latvian(void **state) {
    (void)state;
    SmallPlace place;
    make_place(&place, false);
    PlacementSpec spec = spec_of(PLACE_FEWEST, -1);
    spec.share = 0.8;
    spec.within_m = 3000.5;
    language_use(LANGUAGE_LV);
    refused(&place, &spec,
            "a share of 80,00\u00a0% is asked for, and all possible points together reach "
            "75,00\u00a0% within 3000,5 m");
    language_use(LANGUAGE_EN);
    refused(&place, &spec,
            "a share of 80.00\u00a0% is asked for, and all possible points together reach "
            "75.00\u00a0% within 3000.5 m");
    spec = spec_of(PLACE_MEDIAN, 4000);
    language_use(LANGUAGE_LV);
    refused(&place, &spec, "4\u00a0000 points are asked for, and only 3 facilities may become one");
    language_use(LANGUAGE_EN);
    refused(&place, &spec, "4,000 points are asked for, and only 3 facilities may become one");
    small_place_free(&place);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_points_than_facilities),
        cmocka_unit_test(fewer_points_than_are_kept),
        cmocka_unit_test(relocate_names_what_there_is_too_little_of),
        cmocka_unit_test(closing_all_and_opening_none_serves_nobody),
        cmocka_unit_test(no_point_is_too_few_even_at_no_distance),
        cmocka_unit_test(people_who_can_only_go_home_need_a_point_there),
        cmocka_unit_test(a_share_beyond_reach_is_told_with_what_can_be_reached),
        cmocka_unit_test(nobody_may_become_a_point),
        cmocka_unit_test(capacities_that_do_not_suffice),
        cmocka_unit_test(a_home_whose_points_are_too_small_is_named),
        cmocka_unit_test(capacities_that_suffice_in_sum_only),
        cmocka_unit_test(counts_are_told_with_capacities_too),
        cmocka_unit_test(the_last_numbers_that_can_be_are_solved),
        cmocka_unit_test(a_share_that_is_just_reached_is_enough),
        cmocka_unit_test(territory_beyond_reach_is_told),
        cmocka_unit_test(trials_in_a_large_country_need_a_kept_point),
        cmocka_unit_test(nobody_asks_for_anything),
        cmocka_unit_test(numbers_in_latvian),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
