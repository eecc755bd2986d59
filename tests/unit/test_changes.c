/* Scenarios from others: what changes make of a network, what they refuse, how points are told. */
#include "planner/place/baseline.h"
#include "planner/place/proposal_list.h"
#include "planner/scenario/changes.h"
#include "planner/scenario/derive.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"

/* Facilities of the country below, by number. */
enum { CENTRE_0, LIBRARY_0, LIBRARY_1, SCHOOL_1, LIBRARY_2, BARRED_3, ALL };

/* Four units: a centre and a library in 0, library and school in 1, a library that the plan
 * requires in 2, one that it forbids in 3. 100 people at the middle of each. */
static void make_country(Country *country, StopDistance *stops) {
    made_country(country, 4, 4, 2, 4);
    made_facility(country, "centre-0", FACILITY_VPVKAC, 5000, 5000, 0);
    made_facility(country, "lib-0", FACILITY_LIBRARY, 6000, 5000, 0);
    made_facility(country, "lib-1", FACILITY_LIBRARY, 15000, 5000, 1);
    made_facility(country, "school-1", FACILITY_SCHOOL, 16000, 5000, 1);
    made_facility(country, "lib-2", FACILITY_LIBRARY, 25000, 5000, 2);
    made_facility(country, "lib-3", FACILITY_LIBRARY, 35000, 5000, 3);
    country->facility[LIBRARY_2].state = FACILITY_REQUIRED;
    country->facility[BARRED_3].state = FACILITY_FORBIDDEN;
    for (int u = 0; u < 4; u++) made_demand(country, 5000 + 10000 * u, 5000, 100, u);
    for (int f = 0; f < ALL; f++) stops[f] = (StopDistance){-1, INFINITY, false};
}

/* centre-0, lib-1 and lib-2 are points; unit 3 has none. */
static const Proposal BEFORE[] = {
    {.unit = 0,
     .facility = CENTRE_0,
     .role = ROLE_EXISTING,
     .reason = REASON_EXISTING_KEPT,
     .runner_up = -1,
     .margin_person_km = NAN},
    {.unit = 1,
     .facility = LIBRARY_1,
     .role = ROLE_NEW,
     .reason = REASON_OPTIMAL_LEAST_DISTANCE,
     .reason_args = "{\"n\":2}",
     .runner_up = SCHOOL_1,
     .margin_person_km = 12.5,
     .stability = 0.75},
    {.unit = 2,
     .facility = LIBRARY_2,
     .role = ROLE_NEW,
     .reason = REASON_REQUIRED,
     .runner_up = -1,
     .margin_person_km = NAN},
    {.unit = 3,
     .facility = -1,
     .role = ROLE_NONE,
     .reason = REASON_NO_HOST,
     .reason_args = "{\"place\":\"X\"}",
     .runner_up = -1,
     .margin_person_km = NAN},
};

static Status apply(const Country *country, const NetworkChange *change, size_t n,
                    ChangedNetwork *out, Error *error) {
    memset(error, 0, sizeof *error);
    return changes_apply(country, BEFORE, 4, change, n, "plan.yaml", out, error);
}

static void refuses_what_does_not_fit(void **state) {
    (void)state;
    static const struct {
        NetworkChange change[2];
        size_t n;
        const char *key, *says;
        long line;
    } CASES[] = {
        {{{CHANGE_OPEN, "nobody", NULL, 7}}, 1, "open", "there is no facility \"nobody\"", 7},
        {{{CHANGE_MOVE, "lib-1", "nobody", 8}}, 1, "move", "there is no facility \"nobody\"", 8},
        {{{CHANGE_OPEN, "lib-1", NULL, 7}}, 1, "open", "\"lib-1\" is a point already", 7},
        {{{CHANGE_MOVE, "centre-0", "lib-1", 7}}, 1, "move", "\"lib-1\" is a point already", 7},
        {{{CHANGE_OPEN, "lib-3", NULL, 7}}, 1, "open", "the plan forbids \"lib-3\"", 7},
        {{{CHANGE_REQUIRE, "lib-3", NULL, 7}}, 1, "require", "the plan forbids \"lib-3\"", 7},
        {{{CHANGE_CLOSE, "lib-0", NULL, 7}}, 1, "close", "\"lib-0\" is no point", 7},
        {{{CHANGE_MOVE, "lib-0", "school-1", 7}}, 1, "move", "\"lib-0\" is no point", 7},
        {{{CHANGE_CLOSE, "lib-2", NULL, 7}}, 1, "close", "the plan requires \"lib-2\"", 7},
        {{{CHANGE_FORBID, "lib-2", NULL, 7}}, 1, "forbid", "the plan requires \"lib-2\"", 7},
        {{{CHANGE_OPEN, "lib-0", NULL, 7}, {CHANGE_CLOSE, "lib-0", NULL, 9}},
         2,
         "close",
         "\"lib-0\" is named in two changes",
         9},
        {{{CHANGE_CLOSE, "lib-1", NULL, 7}, {CHANGE_MOVE, "centre-0", "lib-1", 9}},
         2,
         "move",
         "\"lib-1\" is named in two changes",
         9},
        {{{CHANGE_MOVE, "lib-1", "lib-1", 7}}, 1, "move", "named in two changes", 7},
    };
    Country country;
    StopDistance stops[ALL];
    make_country(&country, stops);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ChangedNetwork network = {0};
        Error error;
        assert_int_equal(apply(&country, CASES[i].change, CASES[i].n, &network, &error),
                         STATUS_PLAN_FILE);
        if (error.line != CASES[i].line || strcmp(error.key, CASES[i].key) != 0 ||
            !strstr(error.message, CASES[i].says))
            fail_msg("case %zu: line %ld, key %s: %s", i, error.line, error.key, error.message);
        assert_string_equal(error.file, "plan.yaml");
        assert_null(network.open);
    }
    country_free(&country);
}

static void says_who_is_a_point(void **state) {
    (void)state;
    static const NetworkChange CHANGES[] = {{CHANGE_OPEN, "lib-0", NULL, 0},
                                            {CHANGE_CLOSE, "centre-0", NULL, 0},
                                            {CHANGE_MOVE, "lib-1", "school-1", 0},
                                            {CHANGE_REQUIRE, "lib-2", NULL, 0},
                                            {CHANGE_FORBID, "lib-3", NULL, 0}};
    static const uint8_t OPEN[ALL] = {0, 1, 0, 1, 1, 0}, FORBIDDEN[ALL] = {1, 0, 1, 0, 0, 1};
    static const FacilityState STATE[ALL] = {FACILITY_FORBIDDEN, FACILITY_REQUIRED,
                                             FACILITY_FORBIDDEN, FACILITY_REQUIRED,
                                             FACILITY_REQUIRED,  FACILITY_FORBIDDEN};
    Country country;
    StopDistance stops[ALL];
    ChangedNetwork network, turned;
    Error error;
    make_country(&country, stops);
    assert_int_equal(apply(&country, CHANGES, 5, &network, &error), STATUS_OK);
    assert_memory_equal(network.open, OPEN, ALL);
    assert_memory_equal(network.forbidden, FORBIDDEN, ALL);
    for (int f = 0; f < ALL; f++)
        assert_int_equal(network.moved[f], f == SCHOOL_1 ? LIBRARY_1 : -1);
    FacilityState *states;
    assert_int_equal(changes_states(&country, &network, &states), STATUS_OK);
    for (int f = 0; f < ALL; f++) assert_int_equal(states[f], STATE[f]);
    free(states);

    /* in any order the same */
    NetworkChange other[5];
    for (int i = 0; i < 5; i++) other[i] = CHANGES[4 - i];
    assert_int_equal(apply(&country, other, 5, &turned, &error), STATUS_OK);
    assert_memory_equal(turned.open, OPEN, ALL);
    assert_memory_equal(turned.forbidden, FORBIDDEN, ALL);
    changed_network_free(&turned);
    changed_network_free(&network);
    country_free(&country);
}

/* Without changes a search sees the centre as existing, so that it may still be freed or closed. */
static void leaves_a_centre_that_stays(void **state) {
    (void)state;
    Country country;
    StopDistance stops[ALL];
    ChangedNetwork network;
    Error error;
    FacilityState *states;
    make_country(&country, stops);
    assert_int_equal(apply(&country, NULL, 0, &network, &error), STATUS_OK);
    assert_int_equal(changes_states(&country, &network, &states), STATUS_OK);
    assert_int_equal(states[CENTRE_0], FACILITY_EXISTING);
    assert_int_equal(states[LIBRARY_0], FACILITY_CANDIDATE);
    assert_int_equal(states[LIBRARY_1], FACILITY_REQUIRED);
    free(states);
    /* a centre that the network left out already is not found again */
    network.open[CENTRE_0] = 0;
    assert_int_equal(changes_states(&country, &network, &states), STATUS_OK);
    assert_int_equal(states[CENTRE_0], FACILITY_FORBIDDEN);
    free(states);
    changed_network_free(&network);
    country_free(&country);
}

static void tells_each_point(void **state) {
    (void)state;
    static const NetworkChange CHANGES[] = {{CHANGE_CLOSE, "centre-0", NULL, 0},
                                            {CHANGE_MOVE, "lib-1", "school-1", 0}};
    Country country;
    StopDistance stops[ALL];
    ChangedNetwork network;
    Error error;
    Strings strings = {0};
    Proposal *told;
    size_t n;
    make_country(&country, stops);
    assert_int_equal(apply(&country, CHANGES, 2, &network, &error), STATUS_OK);
    assert_int_equal(changes_proposals(&country, stops, BEFORE, 4, &network, &strings, &told, &n),
                     STATUS_OK);
    assert_int_equal(n, 4);
    assert_int_equal(told[0].role, ROLE_NONE);
    assert_int_equal(told[0].reason, REASON_CLOSED);
    assert_string_equal(told[0].reason_args, "{\"name\":\"centre-0\"}");
    assert_int_equal(told[1].facility, SCHOOL_1);
    assert_int_equal(told[1].role, ROLE_NEW);
    assert_int_equal(told[1].reason, REASON_MOVED);
    assert_string_equal(told[1].reason_args, "{\"name\":\"lib-1\"}");
    assert_int_equal(told[2].facility, LIBRARY_2);
    assert_int_equal(told[2].reason, REASON_REQUIRED);
    assert_int_equal(told[3].reason, REASON_NO_HOST);
    assert_string_equal(told[3].reason_args, "{\"place\":\"X\"}");
    free(told);
    strings_free(&strings);
    changed_network_free(&network);
    country_free(&country);
}

/* What a point is better than holds for the network it was chosen in, and for no other. */
static void keeps_margins_only_where_nothing_changes(void **state) {
    (void)state;
    static const NetworkChange CHANGES[] = {{CHANGE_OPEN, "lib-0", NULL, 0}};
    Country country;
    StopDistance stops[ALL];
    make_country(&country, stops);
    for (size_t changes = 0; changes < 2; changes++) {
        ChangedNetwork network;
        Error error;
        Strings strings = {0};
        Proposal *told;
        size_t n;
        assert_int_equal(apply(&country, CHANGES, changes, &network, &error), STATUS_OK);
        assert_int_equal(
            changes_proposals(&country, stops, BEFORE, 4, &network, &strings, &told, &n),
            STATUS_OK);
        assert_int_equal(n, 4 + changes);
        const Proposal *library = &told[1 + changes];
        assert_int_equal(library->facility, LIBRARY_1);
        assert_string_equal(library->reason_args, "{\"n\":2}");
        assert_int_equal(library->runner_up, changes ? -1 : SCHOOL_1);
        assert_int_equal(isnan(library->margin_person_km), changes != 0);
        assert_int_equal(isnan(library->stability), changes != 0);
        if (changes) {
            assert_int_equal(told[1].facility, LIBRARY_0);
            assert_int_equal(told[1].reason, REASON_OPENED);
            assert_int_equal(told[1].role, ROLE_NEW);
        }
        free(told);
        strings_free(&strings);
        changed_network_free(&network);
    }
    country_free(&country);
}

/* ---- whole scenarios ---- */

static Status derive(const ScenarioSpec *spec, const Country *country, StopDistance *stops,
                     const Scenario *from, Scenario *out, Error *error) {
    static const double COVERAGE_M[] = {1000, 12000};
    Measures measures = {.stop_distance = stops};
    ProposeRules rules = {
        .evaluate = {
            .coverage_m = COVERAGE_M, .n_coverage = 2, .stop_distance_m = 700, .threads = 1}};
    memset(error, 0, sizeof *error);
    return scenario_derive(spec, spec->search ? "{\"problem\":\"x\"}" : NULL, country, &measures,
                           &rules, from, NULL, "plan.yaml", out, error);
}

static Scenario scenario_of_before(void) {
    Scenario from = {.name = "before", .n_proposals = 4};
    from.proposal = malloc(sizeof BEFORE);
    assert_non_null(from.proposal);
    memcpy(from.proposal, BEFORE, sizeof BEFORE);
    return from;
}

/* Closing the centre sends its 100 people to lib-1, 10 km away; opened again, all is as before. */
static void applied_and_undone_gives_the_base(void **state) {
    (void)state;
    NetworkChange close = {CHANGE_CLOSE, "centre-0", NULL, 0},
                  open = {CHANGE_OPEN, "centre-0", NULL, 0};
    ScenarioSpec none = {.name = "none", .from = "before"},
                 closed = {.name = "closed", .from = "none", .change = &close, .n_changes = 1},
                 undone = {.name = "undone", .from = "closed", .change = &open, .n_changes = 1};
    Country country;
    StopDistance stops[ALL];
    Error error;
    Scenario from = scenario_of_before(), base, without, again;
    make_country(&country, stops);
    assert_int_equal(derive(&none, &country, stops, &from, &base, &error), STATUS_OK);
    assert_int_equal(derive(&closed, &country, stops, &base, &without, &error), STATUS_OK);
    assert_int_equal(derive(&undone, &country, stops, &without, &again, &error), STATUS_OK);
    double km = made_indicator(&base, SCOPE_COUNTRY, 0, "person_km");
    assert_true(km == 1000); /* the people of unit 3 go 10 km to lib-2 */
    assert_true(made_indicator(&without, SCOPE_COUNTRY, 0, "person_km") == 2000);
    assert_true(made_indicator(&again, SCOPE_COUNTRY, 0, "person_km") == km);
    assert_int_equal(without.proposal[0].reason, REASON_CLOSED);
    assert_int_equal(again.n_proposals, base.n_proposals);
    for (size_t i = 0; i < base.n_proposals; i++) {
        assert_int_equal(again.proposal[i].facility, base.proposal[i].facility);
        assert_int_equal(again.proposal[i].role, base.proposal[i].role);
    }
    assert_int_equal(again.n_coverage, base.n_coverage);
    for (size_t i = 0; i < base.n_coverage; i++)
        assert_true(again.coverage[i].pop_share == base.coverage[i].pop_share &&
                    again.coverage[i].area_share == base.coverage[i].area_share);
    assert_string_equal(without.status, "measured");
    assert_string_equal(without.method, "changes");
    scenario_free(&again);
    scenario_free(&without);
    scenario_free(&base);
    scenario_free(&from);
    country_free(&country);
}

/* Without its centre unit 0 takes its library, the only one within 6 km; what was there before is
 * told as before. Nothing that may be opened serves unit 3: a share of 99 % cannot be reached. */
static void searches_on_the_changed_network(void **state) {
    (void)state;
    NetworkChange forbid = {CHANGE_FORBID, "centre-0", NULL, 0};
    ScenarioSpec spec = {
        .name = "searched", .from = "before", .search = true, .change = &forbid, .n_changes = 1};
    Country country;
    StopDistance stops[ALL];
    Error error;
    Scenario from = scenario_of_before(), found;
    make_country(&country, stops);
    spec.place = placement_spec_default();
    spec.place.problem = PLACE_FEWEST;
    spec.place.share = 1;
    spec.place.within_m = 6000;
    country.demand[3].pop = 0; /* nobody in unit 3, which no host may serve */
    assert_int_equal(derive(&spec, &country, stops, &from, &found, &error), STATUS_OK);
    assert_int_equal(found.n_proposals, 4);
    assert_int_equal(found.proposal[0].facility, LIBRARY_0);
    assert_int_equal(found.proposal[0].reason, REASON_SEARCH);
    assert_int_equal(found.proposal[1].facility, LIBRARY_1);
    assert_int_equal(found.proposal[1].reason, REASON_OPTIMAL_LEAST_DISTANCE); /* as before */
    assert_string_equal(found.proposal[1].reason_args, "{\"n\":2}");
    assert_int_equal(found.proposal[2].reason, REASON_REQUIRED);
    assert_string_equal(found.status, "optimal");
    assert_non_null(strstr(found.parameters, "\"forbid\":[\"centre-0\"]"));
    scenario_free(&found);

    country.demand[3].pop = 100;
    spec.place.share = 0.99;
    assert_int_equal(derive(&spec, &country, stops, &from, &found, &error), STATUS_INFEASIBLE);
    scenario_free(&from);
    country_free(&country);
}

static void takes_its_own_distances(void **state) {
    (void)state;
    ScenarioSpec spec = {.name = "own", .from = "before", .coverage_m = {1, {10000}}};
    Country country;
    StopDistance stops[ALL];
    Error error;
    Scenario from = scenario_of_before(), made;
    make_country(&country, stops);
    assert_int_equal(derive(&spec, &country, stops, &from, &made, &error), STATUS_OK);
    assert_non_null(made_coverage(&made, SCOPE_COUNTRY, 0, CATCHMENT_ANY, 10000));
    assert_null(made_coverage(&made, SCOPE_COUNTRY, 0, CATCHMENT_ANY, 12000));
    assert_int_equal(made.removals.n_thresholds, 1);
    scenario_free(&made);
    scenario_free(&from);
    country_free(&country);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_does_not_fit),
        cmocka_unit_test(says_who_is_a_point),
        cmocka_unit_test(leaves_a_centre_that_stays),
        cmocka_unit_test(tells_each_point),
        cmocka_unit_test(keeps_margins_only_where_nothing_changes),
        cmocka_unit_test(applied_and_undone_gives_the_base),
        cmocka_unit_test(searches_on_the_changed_network),
        cmocka_unit_test(takes_its_own_distances),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
