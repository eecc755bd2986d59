/* Scenarios whose institutions share places, counted by eye on the country of sharing_fixture.h. */
#include "tests/unit/sharing_fixture.h"

/* ---- by institution ---- */

static void each_by_itself(void **state) {
    Fixture *f = *state;
    ScenarioSpec spec = {.shares = true, .sharing = SHARING_INSTITUTION};
    Scenario s = make(f, &spec);
    assert_conserved(&s);
    near(any(&s, "points", "places"), 1);
    near(any(&s, "points", "points"), 1);
    near(any(&s, "points", "offices"), 0);
    near(any(&s, "points", "person_km"), 30000);
    near(any(&s, "points", "mean_dist_m"), 10000);
    near(any(&s, "points", "median_dist_m"), 10000);
    near(any(&s, "points", "p90_dist_m"), 20000);
    near(any(&s, "points", "max_dist_m"), 20000);
    near(any(&s, "NVA", "places"), 2);
    near(any(&s, "NVA", "points"), 0);
    near(any(&s, "NVA", "offices"), 2);
    near(any(&s, "NVA", "person_km"), 10000);
    near(any(&s, "VSAA", "person_km"), 21000);
    near(figure(&s, "points", CATCHMENT_ANY, "pop_share_within", 10000),
         2.0 / 3); /* 10 km is within */
    near(figure(&s, "NVA", CATCHMENT_ANY, "pop_share_within", 1000), 2.0 / 3);
    near(figure(&s, "VSAA", CATCHMENT_ANY, "pop_share_within", 1000), 1.0 / 3);
    near(figure(&s, "NVA", CATCHMENT_HOME, "unreached_pop", NAN), 1000);
    near(figure(&s, "VSAA", CATCHMENT_HOME, "unreached_pop", NAN), 2000);
    near(figure(&s, "VSAA", CATCHMENT_HOME, "person_km", NAN), 1000);
    near(figure(&s, "VSAA", CATCHMENT_HOME, "pop_share_within", 10000), 1.0 / 3);
    assert_true(isnan(any(&s, "PMLP", "places"))); /* it has no office in the plan */
    near(clients_at(&s, "NVA", B1), 2000);
    near(clients_at(&s, "NVA", C1), 1000);
    near(clients_at(&s, "VSAA", B2), 600);
    near(place_of(&s, "NVA", B1)->pop, 2000);
    near(place_of(&s, "NVA", B1)->person_km, 10000);
    assert_true(isnan(clients_at(&s, "points", A1))); /* no institution's clients go there */
    assert_non_null(strstr(s.parameters, "\"sharing\":\"institution\""));
    near(total(&s, "clients_kept"), 3600);
    /* the same as without sharing, where the demand is concerned */
    spec = (ScenarioSpec){.line = 1};
    Scenario twin = make(f, &spec);
    assert_int_equal(twin.study.n_network_figures + twin.study.n_network_places, 0);
    assert_int_equal(s.n_indicators, twin.n_indicators);
    for (size_t i = 0; i < s.n_indicators; i++) near(s.indicator[i].value, twin.indicator[i].value);
    assert_null(strstr(twin.parameters, "sharing"));
    scenario_free(&s);
    scenario_free(&twin);
}

static void by_sector(void **state) {
    Fixture *f = *state;
    ScenarioSpec spec = {.shares = true, .sharing = SHARING_SECTOR};
    Scenario s = make(f, &spec);
    assert_conserved(&s);
    near(any(&s, "welfare", "places"), 3);
    near(any(&s, "welfare", "person_km"), 10000);
    assert_true(isnan(any(&s, "NVA", "places")));
    /* VSAA's clients find an office of NVA nearer, in all three units */
    near(clients_at(&s, "welfare", B1), 2000 + 400);
    near(clients_at(&s, "welfare", B2), 0);
    near(clients_at(&s, "welfare", C1), 1000 + 200);
    near(total(&s, "clients_shared"), 600);
    near(total(&s, "clients_kept"), 3000);
    near(total(&s, "clients_at_points"), 0);
    scenario_free(&s);
}

static void all_together(void **state) {
    Fixture *f = *state;
    ScenarioSpec spec = {.shares = true, .sharing = SHARING_ALL};
    Scenario s = make(f, &spec);
    assert_conserved(&s);
    assert_int_equal(s.study.n_network_places, PLACES);
    near(any(&s, "all", "places"), 4);
    near(any(&s, "all", "points"), 1);
    near(any(&s, "all", "offices"), 3);
    near(any(&s, "all", "person_km"), 0);
    near(figure(&s, "all", CATCHMENT_ANY, "pop_share_within", 1000), 1);
    near(clients_at(&s, "all", A1), 1000 + 200);
    near(clients_at(&s, "all", B1), 1000 + 200);
    near(clients_at(&s, "all", B2), 0);
    near(clients_at(&s, "all", C1), 1000 + 200);
    near(total(&s, "clients_shared"), 1000 + 600);
    near(total(&s, "clients_kept"), 2000);
    near(s.load[0].clients, 1200);
    scenario_free(&s);
    f->institution[PMLP].clients = 300; /* it has no office, and now a place everywhere */
    s = make(f, &spec);
    assert_conserved(&s);
    near(total(&s, "clients_shared"), 1600 + 300);
    near(total(&s, "clients_officeless"), 0);
    scenario_free(&s);
    spec.sharing = SHARING_INSTITUTION;
    s = make(f, &spec);
    assert_conserved(&s);
    near(total(&s, "clients_officeless"), 300);
    scenario_free(&s);
}

/* ---- with offices that close or are taken in ---- */

static void offices_close(void **state) {
    Fixture *f = *state;
    OfficeRule rule = {"NVA", OFFICE_CLOSE, 3};
    ScenarioSpec spec = {.shares = true, .sharing = SHARING_ALL, .office = &rule, .n_offices = 1};
    Scenario s = make(f, &spec);
    assert_conserved(&s);
    near(any(&s, "all", "places"), 2);
    near(total(&s, "clients_turned_away"), 1500);
    near(total(&s, "clients_taken"), 1500);
    near(total(&s, "clients_shared"), 200);
    near(total(&s, "clients_kept"), 400);
    near(clients_at(&s, "all", A1), 500 + 200);
    near(clients_at(&s, "all", B2), 1000 + 400);
    assert_null(place_of(&s, "all", B1));
    scenario_free(&s);
    spec.catchment = CATCHMENT_HOME; /* the third municipality has no place */
    s = make(f, &spec);
    assert_conserved(&s);
    near(total(&s, "clients_unserved"), 500);
    near(total(&s, "clients_kept"), 200 + 200); /* VSAA's of the third stay with their office */
    near(total(&s, "clients_shared"), 200);
    scenario_free(&s);
    /* an institution that closes uses the points, the others do not */
    spec.catchment = CATCHMENT_ANY;
    spec.sharing = SHARING_INSTITUTION;
    s = make(f, &spec);
    assert_conserved(&s);
    near(any(&s, "NVA", "places"), 1);
    near(any(&s, "NVA", "points"), 1);
    near(clients_at(&s, "NVA", A1), 1500);
    near(any(&s, "VSAA", "points"), 0);
    near(clients_at(&s, "VSAA", B2), 600);
    scenario_free(&s);
}

static void offices_taken_in(void **state) {
    Fixture *f = *state;
    OfficeRule rule[] = {{"NVA", OFFICE_CLOSE, 3}, {"VSAA", OFFICE_TAKE_IN, 3}};
    ScenarioSpec spec = {
        .shares = true, .sharing = SHARING_INSTITUTION, .office = rule, .n_offices = 2};
    Scenario s = make(f, &spec);
    assert_conserved(&s);
    near(any(&s, "points", "places"), 2);
    near(any(&s, "points", "offices"), 1);
    near(any(&s, "VSAA", "places"), 2);
    near(any(&s, "VSAA", "points"), 2);
    near(clients_at(&s, "NVA", A1), 500);
    near(clients_at(&s, "NVA", B2), 1000);
    near(clients_at(&s, "VSAA", A1), 200); /* 0 m instead of 11 km */
    near(clients_at(&s, "VSAA", B2), 400);
    near(total(&s, "clients_kept_at_points"), 400);
    near(total(&s, "clients_at_points"), 2100);
    near(s.load[0].clients, 700);
    near(s.load[1].clients, 1400);
    scenario_free(&s);
    spec.sharing = SHARING_SECTOR; /* the sector's network is that of both */
    s = make(f, &spec);
    assert_conserved(&s);
    near(any(&s, "welfare", "places"), 2);
    near(clients_at(&s, "welfare", A1), 700);
    scenario_free(&s);
}

/* An institution may be called as a network of ours; an office may be of none that is known. */
static void names(void **state) {
    Fixture *f = *state;
    f->country.facility[B2].institution = "points";
    f->country.facility[C1].institution = NULL;
    ScenarioSpec spec = {.shares = true, .sharing = SHARING_INSTITUTION};
    Scenario s = make(f, &spec);
    assert_conserved(&s);
    near(any(&s, "points", "person_km"), 30000);
    near(any(&s, "points*", "person_km"), 21000);
    near(any(&s, "offices", "places"), 1);
    near(total(&s, "clients_officeless"), 600); /* VSAA has no office any longer */
    scenario_free(&s);
}

static void people_of_another_year(void **state) {
    Fixture *f = *state;
    static const int YEARS[] = {2019, 2020};
    static const double POP[] = {100, 50, 10, 10, 20, 20};
    f->country.n_pop_years = 2;
    f->country.pop_year = calloc(2, sizeof(int));
    f->country.pop_of_year = calloc(6, sizeof(double));
    memcpy(f->country.pop_year, YEARS, sizeof YEARS);
    memcpy(f->country.pop_of_year, POP, sizeof POP);
    ScenarioSpec spec = {.shares = true,
                         .sharing = SHARING_INSTITUTION,
                         .population = {2020, 2019, FORECAST_LINEAR, 5}};
    Scenario s = make(f, &spec);
    assert_conserved(&s);
    near(total(&s, "clients_all"), 3600 * 2500 / 3000.0); /* as many fewer as there are people */
    near(clients_at(&s, "NVA", B1), 1500);
    near(any(&s, "NVA", "person_km"), 5000); /* half of the people of the first unit */
    near(figure(&s, "points", CATCHMENT_ANY, "pop_share_within", 1000), 500 / 2500.0);
    near(place_of(&s, "points", A1)->pop, 2500);
    scenario_free(&s);
}

/* ---- closings ---- */

static double beyond(const Scenario *s, const char *network, int32_t facility, double threshold) {
    for (size_t i = 0; i < s->study.n_beyond; i++) {
        const ClosingBeyond *row = &s->study.beyond[i];
        if (strcmp(row->network, network) == 0 && row->facility == facility &&
            row->threshold == threshold)
            return row->beyond_pop;
    }
    return NAN;
}

static void closings(void **state) {
    Fixture *f = *state;
    ScenarioSpec spec = {.closing_study = true, .sharing = SHARING_INSTITUTION};
    Scenario s = make(f, &spec);
    assert_int_equal(s.study.n_beyond, PLACES * 2);
    near(beyond(&s, "points", A1, 1000), 1000); /* nobody else is there: beyond every distance */
    near(beyond(&s, "points", A1, 10000), 2000);
    near(beyond(&s, "NVA", B1, 1000), 1000);  /* the second unit goes 10 km to c1 … */
    near(beyond(&s, "NVA", B1, 10000), 1000); /* … within 10 km, but the first unit 20 km */
    near(beyond(&s, "NVA", C1, 1000), 1000);
    near(beyond(&s, "NVA", C1, 10000), 0);
    near(beyond(&s, "VSAA", B2, 10000), 2000); /* units 2 and 3, 1 and 9 km away */
    near(beyond(&s, "VSAA", B2, 1000), 1000);
    scenario_free(&s);
    spec.sharing = SHARING_ALL;
    s = make(f, &spec);
    near(beyond(&s, "all", B1, 1000), 0); /* b2 is exactly 1 km away, which is within */
    near(beyond(&s, "all", A1, 1000), 1000);
    near(beyond(&s, "all", A1, 10000), 0);
    scenario_free(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(each_by_itself),   TEST(by_sector), TEST(all_together),           TEST(offices_close),
        TEST(offices_taken_in), TEST(names),     TEST(people_of_another_year), TEST(closings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
