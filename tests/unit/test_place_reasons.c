/* What a proposal is told by: the rule that decided, its numbers, and what a rule keeps out. */
#include "planner/place/reasons.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/placement_support.h"

typedef struct Told {
    PlaceSolution solution;
    Strings strings;
    Proposal *proposal;
    size_t n;
} Told;

static void tell(const SmallPlace *place, const PlacementSpec *spec, Told *told) {
    const char *key;
    Error error = {0};
    memset(told, 0, sizeof *told);
    assert_null(placement_spec_fault(spec, &key));
    Status status = place_solve(spec, &place->input, &told->solution, &error);
    if (status != STATUS_OK) print_error("%s\n", error.message);
    assert_int_equal(status, STATUS_OK);
    assert_int_equal(place_proposals(spec, &place->input, &told->solution, &told->strings,
                                     &told->proposal, &told->n),
                     STATUS_OK);
}

static void told_free(Told *told) {
    free(told->proposal);
    strings_free(&told->strings);
    place_solution_free(&told->solution);
}

/* The k-th proposal; args NULL: it has none. */
static void expect(const Told *told, size_t k, int32_t facility, Role role, ProposalReason reason,
                   const char *args) {
    assert_true(k < told->n);
    const Proposal *proposal = &told->proposal[k];
    assert_int_equal(proposal->facility, facility);
    assert_int_equal(proposal->role, role);
    assert_string_equal(PROPOSAL_REASON_NAME[proposal->reason], PROPOSAL_REASON_NAME[reason]);
    if (args)
        assert_string_equal(proposal->reason_args, args);
    else
        assert_null(proposal->reason_args);
}

static PlacementSpec spec_of(PlaceProblem problem, int64_t points) {
    PlacementSpec spec = placement_spec_default();
    spec.problem = problem;
    spec.points = points;
    return spec;
}

/* ---- one per unit ---- */

/* Unit 0: a library far from any stop and a school near one, with the people at the library. */
static void make_unit(SmallPlace *place) {
    small_place(place, 1, 1);
    small_site(place, FACILITY_LIBRARY, 1000, 1000, 0, 900);
    small_site(place, FACILITY_SCHOOL, 4000, 1000, 0, 100);
    made_demand(&place->country, 1000, 1000, 50, 0);
}

static void what_a_rule_keeps_out_is_told_with_what_it_costs(void **state) {
    (void)state;
    SmallPlace place;
    Told told;
    PlacementSpec spec = spec_of(PLACE_ONE_PER_UNIT, -1);
    make_unit(&place);
    tell(&place, &spec, &told);
    expect(&told, 0, 1, ROLE_NEW, REASON_OPTIMAL_STOP_RULE,
           "{\"dist_m\":100.0,\"hosts\":2,\"kept_out\":\"f00\",\"kept_out_saves\":150.0,"
           "\"kept_out_why\":\"stop_rule\",\"kind\":\"school\",\"n\":2,\"stop_rule\":true}");
    told_free(&told);

    spec.stop_rule = STOP_IGNORE;
    spec.host_rank[FACILITY_LIBRARY] = 1;
    tell(&place, &spec, &told);
    expect(&told, 0, 1, ROLE_NEW, REASON_HOST_KIND,
           "{\"dist_m\":100.0,\"hosts\":2,\"kept_out\":\"f00\",\"kept_out_saves\":150.0,"
           "\"kept_out_why\":\"host_kind\",\"kind\":\"school\",\"n\":2,\"stop_rule\":false}");
    told_free(&told);

    spec.host_rank[FACILITY_LIBRARY] = 0;
    place.fails[0] = 1;
    tell(&place, &spec, &told);
    expect(&told, 0, 1, ROLE_NEW, REASON_OPTIMAL_ONLY_HOST,
           "{\"dist_m\":100.0,\"hosts\":1,\"kept_out\":\"f00\",\"kept_out_saves\":150.0,"
           "\"kept_out_why\":\"requirement\",\"kind\":\"school\",\"n\":1,\"stop_rule\":false}");
    told_free(&told);

    place.country.facility[0].state = FACILITY_FORBIDDEN;
    place.fails[0] = 0;
    tell(&place, &spec, &told);
    expect(&told, 0, 1, ROLE_NEW, REASON_OPTIMAL_ONLY_HOST,
           "{\"dist_m\":100.0,\"hosts\":1,\"kept_out\":\"f00\",\"kept_out_saves\":150.0,"
           "\"kept_out_why\":\"forbidden\",\"kind\":\"school\",\"n\":1,\"stop_rule\":false}");
    told_free(&told);

    place.country.facility[0].state = FACILITY_CANDIDATE;
    place.country.facility[1].state = FACILITY_REQUIRED;
    tell(&place, &spec, &told);
    expect(&told, 0, 1, ROLE_NEW, REASON_REQUIRED,
           "{\"kept_out\":\"f00\",\"kept_out_saves\":150.0,\"kept_out_why\":\"has_point\"}");
    told_free(&told);
    small_place_free(&place);
}

/* A host that would not save anybody a metre is not told. */
static void what_would_save_nothing_is_not_told(void **state) {
    (void)state;
    SmallPlace place;
    Told told;
    PlacementSpec spec = spec_of(PLACE_ONE_PER_UNIT, -1);
    make_unit(&place);
    place.country.demand_xy[0] = 2500; /* halfway */
    tell(&place, &spec, &told);
    expect(&told, 0, 1, ROLE_NEW, REASON_OPTIMAL_STOP_RULE,
           "{\"dist_m\":100.0,\"hosts\":2,\"kind\":\"school\",\"n\":2,\"stop_rule\":true}");
    told_free(&told);
    small_place_free(&place);
}

/* 100 people at 112 a thousand ask for 11.2; at 6 a point that makes two of three. */
static void a_point_of_several_is_told_by_its_load(void **state) {
    (void)state;
    SmallPlace place;
    Told told;
    PlacementSpec spec = spec_of(PLACE_ONE_PER_UNIT, -1);
    spec.points_by_load = true;
    spec.load.capacity = 6;
    small_place(&place, 2, 1);
    small_site(&place, FACILITY_LIBRARY, 1000, 1000, 0, 0); /* a town: one is enough */
    for (int i = 0; i < 3; i++) small_site(&place, FACILITY_LIBRARY, 11000 + 2000 * i, 1000, 1, 0);
    made_demand(&place.country, 1000, 1000, 100, 0);
    made_demand(&place.country, 11000, 1000, 60, 1);
    made_demand(&place.country, 15000, 1000, 40, 1);
    tell(&place, &spec, &told);
    assert_int_equal(told.n, 3);
    expect(&told, 0, 0, ROLE_NEW, REASON_OPTIMAL_ONLY_HOST,
           "{\"dist_m\":0.0,\"hosts\":1,\"kind\":\"library\",\"n\":1,\"stop_rule\":true}");
    expect(&told, 1, 1, ROLE_NEW, REASON_LOAD,
           "{\"capacity\":6.0,\"margin_person_km\":120.0,\"n\":2,"
           "\"runner_up\":\"f02\",\"services\":11.2}");
    expect(&told, 2, 3, ROLE_NEW, REASON_LOAD,
           "{\"capacity\":6.0,\"margin_person_km\":80.0,\"n\":2,"
           "\"runner_up\":\"f02\",\"services\":11.2}");
    told_free(&told);
    small_place_free(&place);
}

/* ---- among the points of another scenario ---- */

/* Unit 0: a library and a school that the scenario has, and a town hall in the middle of its people
 * that it has not. Unit 1: a library that it has not. Unit 2: a centre. */
static void make_points(SmallPlace *place, PlacementSpec *spec, const int32_t *points, size_t n) {
    *spec = spec_of(PLACE_ONE_PER_UNIT, -1);
    small_place(place, 3, 1);
    small_site(place, FACILITY_LIBRARY, 1000, 1000, 0, 0);
    small_site(place, FACILITY_SCHOOL, 5000, 1000, 0, 900);
    small_site(place, FACILITY_TOWNHALL, 6000, 1000, 0, 0);
    small_site(place, FACILITY_LIBRARY, 11000, 1000, 1, 0);
    small_site(place, FACILITY_VPVKAC, 21000, 1000, 2, 0);
    made_demand(&place->country, 6000, 1000, 50, 0);
    memcpy(place->points, points, n * sizeof *points);
    place->input.points = place->points;
    place->input.n_points = n;
}

/* Neither the hosts of the unit nor their stops have a say then, and what the scenario has not is
 * not among what is kept out. */
static void points_of_another_scenario_are_told_as_its_choice(void **state) {
    (void)state;
    SmallPlace place;
    PlacementSpec spec;
    Told told;
    make_points(&place, &spec, (const int32_t[]){0, 1, 4}, 3);
    tell(&place, &spec, &told);
    assert_int_equal(told.n, 3);
    expect(&told, 0, 1, ROLE_NEW, REASON_SEARCH,
           "{\"margin_m\":4000.0,\"margin_person_km\":200.0,\"n\":2,\"problem\":\"one_per_unit\","
           "\"runner_up\":\"f00\"}");
    expect(&told, 1, -1, ROLE_NONE, REASON_NOT_CHOSEN, "{\"problem\":\"one_per_unit\"}");
    expect(&told, 2, 4, ROLE_EXISTING, REASON_EXISTING_KEPT, NULL);
    told_free(&told);
    small_place_free(&place);
}

static void a_centre_that_the_other_scenario_has_not_closes(void **state) {
    (void)state;
    SmallPlace place;
    PlacementSpec spec;
    Told told;
    make_points(&place, &spec, (const int32_t[]){0}, 1);
    spec.free_existing = true;
    tell(&place, &spec, &told);
    assert_int_equal(told.n, 3);
    expect(&told, 0, 0, ROLE_NEW, REASON_SEARCH, "{\"n\":1,\"problem\":\"one_per_unit\"}");
    expect(&told, 2, -1, ROLE_NONE, REASON_CLOSED, "{\"name\":\"f04\"}");
    told_free(&told);
    small_place_free(&place);
}

/* A populated place of the other scenario is no last resort here, and several by load say so. */
static void places_and_loads_among_points_of_another_scenario(void **state) {
    (void)state;
    SmallPlace place;
    PlacementSpec spec;
    Told told;
    make_points(&place, &spec, (const int32_t[]){0, 1}, 2);
    place.country.facility[1].kind = FACILITY_PLACE;
    tell(&place, &spec, &told);
    expect(&told, 0, 1, ROLE_NEW, REASON_SEARCH,
           "{\"margin_m\":4000.0,\"margin_person_km\":200.0,\"n\":2,\"problem\":\"one_per_unit\","
           "\"runner_up\":\"f00\"}");
    told_free(&told);
    spec.points_by_load = true;
    spec.load.capacity = 1; /* 50 people of a town ask for 1.375 */
    tell(&place, &spec, &told);
    expect(&told, 0, 0, ROLE_NEW, REASON_LOAD, "{\"capacity\":1.0,\"n\":2,\"services\":1.375}");
    expect(&told, 1, 1, ROLE_NEW, REASON_LOAD, "{\"capacity\":1.0,\"n\":2,\"services\":1.375}");
    told_free(&told);
    small_place_free(&place);
}

/* ---- the country as a whole ---- */

/* Three libraries in a row, 10 km apart, with 10, 20 and 40 people at them. */
static void make_row(SmallPlace *place, bool with_centre) {
    small_place(place, 3, 1);
    for (int u = 0; u < 3; u++) {
        FacilityKind kind = with_centre && u == 0 ? FACILITY_VPVKAC : FACILITY_LIBRARY;
        small_site(place, kind, u * 10000.0 + 5000, 5000, u, 0);
        made_demand(&place->country, u * 10000.0 + 5000, 5000, 10 << u, u);
    }
}

static void the_choice_of_the_country_is_told_with_its_runner_up(void **state) {
    (void)state;
    SmallPlace place;
    Told told;
    make_row(&place, false);
    PlacementSpec spec = spec_of(PLACE_MEDIAN, 1);
    tell(&place, &spec, &told);
    expect(&told, 0, -1, ROLE_NONE, REASON_NOT_CHOSEN, "{\"problem\":\"median\"}");
    expect(&told, 2, 2, ROLE_NEW, REASON_SEARCH,
           "{\"margin_person_km\":100.0,\"n\":3,\"problem\":\"median\","
           "\"runner_up\":\"f01\"}");
    told_free(&told);

    spec = spec_of(PLACE_CENTER, 1);
    tell(&place, &spec, &told);
    expect(&told, 1, 1, ROLE_NEW, REASON_SEARCH,
           "{\"farthest_m\":10000.0,\"n\":3,\"problem\":\"center\"}");
    told_free(&told);
    small_place_free(&place);
}

static void what_a_point_alone_covers_is_told(void **state) {
    (void)state;
    SmallPlace place;
    Told told;
    make_row(&place, false);
    PlacementSpec spec = spec_of(PLACE_MAX_COVER, 2);
    spec.within_m = 10000;
    tell(&place, &spec, &told);
    /* the middle one reaches all; with it the first of equals */
    expect(&told, 0, 0, ROLE_NEW, REASON_SEARCH,
           "{\"alone\":0.0,\"goal\":\"people\",\"n\":3,\"problem\":\"max_cover\","
           "\"within_m\":10000.0}");
    expect(&told, 1, 1, ROLE_NEW, REASON_SEARCH,
           "{\"alone\":40.0,\"goal\":\"people\",\"n\":3,\"problem\":\"max_cover\","
           "\"within_m\":10000.0}");
    told_free(&told);

    /* steps end at their last distance, whatever within_m says */
    spec.credit = CREDIT_STEPS;
    spec.steps = (CreditSteps){2, {1000, 9000}, {1, 0.5}};
    tell(&place, &spec, &told);
    expect(&told, 1, 1, ROLE_NEW, REASON_SEARCH,
           "{\"alone\":20.0,\"goal\":\"people\",\"n\":3,\"problem\":\"max_cover\","
           "\"within_m\":9000.0}");
    told_free(&told);

    spec = spec_of(PLACE_FEWEST, -1);
    spec.within_m = 10000;
    tell(&place, &spec, &told);
    expect(&told, 1, 1, ROLE_NEW, REASON_SEARCH,
           "{\"alone\":70.0,\"goal\":\"people\",\"n\":3,\"problem\":\"fewest\","
           "\"within_m\":10000.0}");
    told_free(&told);
    small_place_free(&place);
}

static void a_centre_that_closes_is_named(void **state) {
    (void)state;
    SmallPlace place;
    Told told;
    make_row(&place, true);
    PlacementSpec spec = spec_of(PLACE_RELOCATE, -1);
    spec.closings = spec.openings = 1;
    tell(&place, &spec, &told);
    assert_int_equal(told.n, 3);
    expect(&told, 0, -1, ROLE_NONE, REASON_CLOSED, "{\"name\":\"f00\"}");
    expect(&told, 1, -1, ROLE_NONE, REASON_NOT_CHOSEN, "{\"problem\":\"relocate\"}");
    assert_int_equal(told.proposal[2].reason, REASON_SEARCH);
    told_free(&told);
    small_place_free(&place);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_rule_keeps_out_is_told_with_what_it_costs),
        cmocka_unit_test(what_would_save_nothing_is_not_told),
        cmocka_unit_test(a_point_of_several_is_told_by_its_load),
        cmocka_unit_test(points_of_another_scenario_are_told_as_its_choice),
        cmocka_unit_test(a_centre_that_the_other_scenario_has_not_closes),
        cmocka_unit_test(places_and_loads_among_points_of_another_scenario),
        cmocka_unit_test(the_choice_of_the_country_is_told_with_its_runner_up),
        cmocka_unit_test(what_a_point_alone_covers_is_told),
        cmocka_unit_test(a_centre_that_closes_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
