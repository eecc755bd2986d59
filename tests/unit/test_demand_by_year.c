/*
 * Services by year of a priced scenario, on a country of three units in a row, 1,000 people at the
 * middle of each, counted by eye: point v0 in the first, an office of NVA and a library in the
 * second, an office of NVA in the third. Half of the services are in person.
 */
#include "planner/scenario/demand_by_year.h"
#include "planner/scenario/sharing.h"
#include "planner/scenario/study_parts.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"
#include <math.h>

enum { V0, NVA1, LIBRARY, NVA2, FACILITIES };

typedef struct Fixture {
    Country country;
    DemandPlan plan;
    DemandInstitution institution;
    SectorShare sector;
    Proposal proposal[4];
    Scenario scenario;
    ScenarioSpec spec;
    CostYears years;
    double *services;
    Error error;
} Fixture;

static void place(Country *country, const char *id, FacilityKind kind, double x, int unit) {
    made_facility(country, id, kind, x, 5000, unit);
    if (kind == FACILITY_OFFICE) country->facility[country->n_facilities - 1].institution = "NVA";
}

static int set_up(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    made_country(&f->country, 3, 3, 1, 3);
    f->country.unit[1].kind = UNIT_TOWN;
    for (int u = 0; u < 3; u++) made_demand(&f->country, 5000 + 10000 * u, 5000, 1000, u);
    place(&f->country, "v0", FACILITY_VPVKAC, 5000, 0);
    place(&f->country, "b1", FACILITY_OFFICE, 15000, 1);
    place(&f->country, "b3", FACILITY_LIBRARY, 15000, 1);
    place(&f->country, "c1", FACILITY_OFFICE, 25000, 2);
    f->sector = (SectorShare){"welfare", 0.5};
    f->institution = (DemandInstitution){"NVA", "welfare", 3000, NULL, 0};
    f->plan = (DemandPlan){.given = true,
                           .load = load_rules_default(),
                           .channel = {{"in_person", 0.5, true}, {"online", 0.5, false}},
                           .n_channels = 2,
                           .base_year = 2019,
                           .growth = {2, 1.5},
                           .n_growth = 2,
                           .client_growth = {3, 2},
                           .n_client_growth = 2,
                           .sector = &f->sector,
                           .n_sectors = 1,
                           .institution = &f->institution,
                           .n_institutions = 1};
    f->plan.load.services_per_1000_rural = 100;
    f->plan.load.services_per_1000_town = 50;
    f->proposal[0] = (Proposal){.unit = 0, .facility = V0, .role = ROLE_EXISTING};
    f->proposal[1] = (Proposal){.unit = 1, .facility = LIBRARY, .role = ROLE_NEW, .year = 2021};
    f->proposal[2] = (Proposal){.unit = 2, .facility = -1, .role = ROLE_NONE};
    f->scenario = (Scenario){.name = "s", .proposal = f->proposal, .n_proposals = 3};
    f->spec = (ScenarioSpec){.name = "s", .from = "present"};
    f->years = (CostYears){2019, 2020, 2021};
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    Fixture *f = *state;
    free(f->services);
    country_free(&f->country);
    free(f);
    return 0;
}

static Status make(Fixture *f) {
    const StudyRules rules = {.demand = &f->plan, .threads = 2};
    const StudyRequest request = {&f->spec, NULL};
    StudyContext *context = NULL;
    free(f->services);
    f->services = NULL;
    memset(&f->error, 0, sizeof f->error);
    assert_int_equal(study_context_make(&f->country, &rules, &context), STATUS_OK);
    Status status =
        demand_by_year(context, &request, &f->scenario, &f->years, &f->services, &f->error);
    study_context_free(context);
    return status;
}

/* What comes to the four facilities in a year. */
static void comes(const Fixture *f, int year, double v0, double nva1, double library, double nva2) {
    const double wanted[FACILITIES] = {v0, nva1, library, nva2};
    const double *found = f->services + (size_t)(year - f->years.first) * FACILITIES;
    for (int k = 0; k < FACILITIES; k++)
        if (!(fabs(found[k] - wanted[k]) <= 1e-9 * fmax(1, wanted[k])))
            fail_msg("%d, facility %d: %g where %g is expected", year, k, found[k], wanted[k]);
}

static void made(Fixture *f) {
    if (make(f) != STATUS_OK) fail_msg("%s", f->error.message);
}

static void residents_and_growth(void **state) {
    Fixture *f = *state;
    made(f);
    comes(f, 2019, 0.5 * 250, 0, 0, 0);
    comes(f, 2020, 2 * 0.5 * 250, 0, 0, 0); /* clients stay with their offices */
    comes(f, 2021, 3 * 0.5 * 100, 0, 3 * 0.5 * 150, 0);
    f->plan.n_growth = f->plan.n_client_growth = 0;
    made(f);
    comes(f, 2020, 0.5 * 250, 0, 0, 0);
    comes(f, 2021, 0.5 * 100, 0, 0.5 * 150, 0);
    f->scenario.catchment = CATCHMENT_HOME;
    made(f);
    comes(f, 2020, 0.5 * 100, 0, 0, 0);
    comes(f, 2021, 0.5 * 100, 0, 0.5 * 50, 0);
}

/* Half of the clients of an office that closes go on, from the start year on. */
static void offices_close_in_the_start_year(void **state) {
    Fixture *f = *state;
    OfficeRule rule = {"NVA", OFFICE_CLOSE, 0};
    f->spec.office = &rule;
    f->spec.n_offices = 1;
    made(f);
    comes(f, 2019, 125, 0, 0, 0);
    comes(f, 2020, 250 + 0.5 * 9000, 0, 0, 0);
    comes(f, 2021, 150 + 0.5 * 6000, 0, 225 + 0.5 * 12000, 0);
}

/* An office that is itself a point has its clients there, from its year on. */
static void offices_as_points(void **state) {
    Fixture *f = *state;
    f->proposal[2] = (Proposal){.unit = 2, .facility = NVA2, .role = ROLE_NEW, .year = 2021};
    OfficeRule rule = {"NVA", OFFICE_TAKE_IN, 0};
    f->spec.office = &rule;
    f->spec.n_offices = 1;
    made(f);
    comes(f, 2020, 250, 0, 0, 0);
    comes(f, 2021, 150, 0, 75, 150 + 6000);
}

static void places_are_shared_from_the_start_year(void **state) {
    Fixture *f = *state;
    f->spec.shares = true;
    f->spec.sharing = SHARING_ALL;
    made(f);
    comes(f, 2019, 125, 0, 0, 0);
    comes(f, 2020, 250 + 3000, 0, 0, 0);
    comes(f, 2021, 150 + 6000, 0, 225, 0); /* in the second unit the office comes first */
}

/* A year that is priced asks who goes where, by the scenario's catchment, and for no figures. */
static void networks_without_their_figures(void **state) {
    Fixture *f = *state;
    const StudyRules rules = {.demand = &f->plan, .threads = 1};
    StudyContext *context = NULL;
    f->spec.shares = true;
    f->spec.sharing = SHARING_ALL;
    f->country.demand_xy[2] = 21000; /* nearer to the next unit's office than to its own */
    assert_int_equal(study_context_make(&f->country, &rules, &context), STATUS_OK);
    for (int c = 0; c < CATCHMENTS; c++) {
        SharedPlaces places = {0};
        Scenario scenario = {.name = "s", .catchment = (Catchment)c, .n_proposals = 3};
        scenario.proposal = f->proposal;
        assert_int_equal(shared_places(context, &f->country, &f->spec, &scenario, &places),
                         STATUS_OK);
        assert_int_equal(scenario.study.n_network_figures, 0);
        assert_int_equal(places.list.n, 1);
        const int wanted[] = {V0, c == CATCHMENT_HOME ? NVA1 : NVA2, NVA2};
        for (int d = 0; d < 3; d++) assert_int_equal(places.assignment[0][d].facility, wanted[d]);
        assert_int_equal(shared_figures(context, &f->country, &places, &scenario), STATUS_OK);
        assert_true(scenario.study.n_network_figures > 0);
        size_t of_catchment[CATCHMENTS] = {0};
        for (size_t i = 0; i < scenario.study.n_network_figures; i++)
            of_catchment[scenario.study.network_figure[i].catchment]++;
        assert_true(of_catchment[0] > 0 && of_catchment[0] == of_catchment[1]);
        shared_free(&places);
        scenario.proposal = NULL;
        scenario_free(&scenario);
    }
    study_context_free(context);
}

static void people_of_another_year(void **state) {
    Fixture *f = *state;
    double factor[3] = {2, 1, 0};
    f->scenario.unit_factor = factor;
    made(f);
    comes(f, 2019, 0.5 * (200 + 50), 0, 0, 0);
    comes(f, 2021, 3 * 0.5 * 200, 0, 3 * 0.5 * 50, 0);
}

/* The year that the scenario's load is of has the same services. */
static void the_demand_year_is_among_them(void **state) {
    Fixture *f = *state;
    const StudyRules rules = {.demand = &f->plan, .threads = 1};
    const StudyRequest request = {&f->spec, NULL};
    StudyContext *context = NULL;
    Assignment at[3] = {{V0, 0}, {LIBRARY, 0}, {LIBRARY, 10000}};
    PointLoad load[2] = {{.facility = V0}, {.facility = LIBRARY}};
    OfficeRule rule = {"NVA", OFFICE_CLOSE, 0};
    f->spec.office = &rule;
    f->spec.n_offices = 1;
    made(f);
    f->spec.demand_year = 2021;
    Scenario scenario = f->scenario;
    scenario.load = load;
    scenario.n_loads = 2;
    scenario.assignment[CATCHMENT_ANY] = at;
    assert_int_equal(study_context_make(&f->country, &rules, &context), STATUS_OK);
    assert_int_equal(study_demand(context, &request, NULL, &scenario, &f->error), STATUS_OK);
    comes(f, 2021, load[0].services, 0, load[1].services, 0);
    free(scenario.indicator);
    study_context_free(context);
}

static void refuses(void **state) {
    Fixture *f = *state;
    f->years.last = 2022;
    assert_int_equal(make(f), STATUS_PLAN_FILE);
    assert_string_equal(f->error.message, "no growth is given for 2022, only for 2019 to 2021");
    assert_null(f->services);
    f->years = (CostYears){2018, 2019, 2021};
    assert_int_equal(make(f), STATUS_PLAN_FILE);
    assert_non_null(strstr(f->error.message, "no growth is given for 2018"));
    f->years = (CostYears){2019, 2020, 2021};
    f->plan.given = false;
    assert_int_equal(make(f), STATUS_PLAN_FILE);
    assert_string_equal(f->error.message,
                        "services: demand needs the section demand_model in the plan file");
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(residents_and_growth),
        TEST(offices_close_in_the_start_year),
        TEST(offices_as_points),
        TEST(places_are_shared_from_the_start_year),
        TEST(networks_without_their_figures),
        TEST(people_of_another_year),
        TEST(the_demand_year_is_among_them),
        TEST(refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
