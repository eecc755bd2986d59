/*
 * The studies of scenarios on a country of three units in a row, 1,000 people at the middle of
 * each, counted by eye: point v0 in the first, an office of NVA in the second and the third, one of
 * VSAA and a library in the second.
 */
#include "planner/access/measures.h"
#include "planner/compare/passports.h"
#include "planner/demand/latvian_holidays.h"
#include "planner/scenario/derive.h"
#include "planner/scenario/study_parts.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

enum { V0, NVA1, VSAA1, LIBRARY, NVA2 };

typedef struct Fixture {
    Country country;
    Measures measures;
    DemandPlan plan;
    DemandInstitution institution[2];
    SectorShare sector[1];
    Service service[3];
    StudyRules rules;
    ProposeRules propose;
    Scenario present;
} Fixture;

static void place(Country *country, const char *id, FacilityKind kind, double x, int unit,
                  const char *institution, const char *hours) {
    made_facility(country, id, kind, x, 5000, unit);
    Facility *facility = &country->facility[country->n_facilities - 1];
    facility->institution = institution;
    facility->opening_hours = hours;
}

static void make_country(Country *country) {
    made_country(country, 3, 3, 1, 3);
    country->unit[1].kind = UNIT_TOWN;
    country_add_source(country, "facilities", "f.csv");
    for (int u = 0; u < 3; u++) made_demand(country, 5000 + 10000 * u, 5000, 1000, u);
    place(country, "v0", FACILITY_VPVKAC, 5000, 0, NULL, "Mo-Fr 08:00-17:00");
    place(country, "b1", FACILITY_OFFICE, 15000, 1, "NVA", "Mo-Fr 08:30-12:00");
    place(country, "b2", FACILITY_OFFICE, 15000, 1, "VSAA", NULL);
    place(country, "b3", FACILITY_LIBRARY, 15000, 1, NULL, "Mo-Fr 25 to 30");
    place(country, "c1", FACILITY_OFFICE, 25000, 2, "NVA", " ");
}

static void make_plan(Fixture *f) {
    f->sector[0] = (SectorShare){"welfare", 0.5};
    f->institution[0] = (DemandInstitution){"NVA", "welfare", 3000, NULL, 0};
    f->institution[1] = (DemandInstitution){"PMLP", "welfare", NAN, NULL, 0};
    f->plan = (DemandPlan){.given = true,
                           .load = load_rules_default(),
                           .channel = {{"in_person", 0.5, true}, {"online", 0.5, false}},
                           .n_channels = 2,
                           .base_year = 2019,
                           .growth = {2},
                           .n_growth = 1,
                           .client_growth = {3},
                           .n_client_growth = 1,
                           .sector = f->sector,
                           .n_sectors = 1,
                           .institution = f->institution,
                           .n_institutions = 2,
                           .own_hours = true,
                           .population_base_year = 2019,
                           .duplicates_m = -1};
    f->plan.load.services_per_1000_rural = 100;
    f->plan.load.services_per_1000_town = 50;
    f->service[0] = (Service){.id = "near",
                              .importance = 1,
                              .channel_share = {1},
                              .offer = {OFFER_YES, OFFER_YES, OFFER_NO, OFFER_NO},
                              .threshold_m = 10000,
                              .pop_share = 0.6};
    f->service[1] = f->service[0];
    f->service[1].id = "jobs";
    f->service[1].institution = "NVA";
    f->service[1].pop_share = 1;
    f->service[2] = (Service){.id = "web", .importance = 1, .channel_share = {0, 0, 0, 1}};
    f->rules = (StudyRules){.demand = &f->plan,
                            .service = f->service,
                            .n_services = 3,
                            .own_offices = true,
                            .threads = 2};
}

static int set_up(void **state) {
    static const double COVERAGE[] = {10000};
    Fixture *f = calloc(1, sizeof *f);
    make_country(&f->country);
    make_plan(f);
    MeasureRules rules = {700, 100, 1};
    assert_int_equal(measure_all(&f->country, &rules, &f->measures), STATUS_OK);
    f->propose.evaluate = (EvaluateRules){
        .coverage_m = COVERAGE, .n_coverage = 1, .stop_distance_m = 700, .threads = 1};
    assert_int_equal(scenario_present(&f->country, &f->measures, &f->propose.evaluate, &f->present),
                     STATUS_OK);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    Fixture *f = *state;
    scenario_free(&f->present);
    measures_free(&f->measures);
    country_free(&f->country);
    free(f);
    return 0;
}

/* From `present`, with its studies. */
static Scenario make(Fixture *f, ScenarioSpec *spec) {
    Scenario scenario;
    StudyContext *context = NULL;
    Error error = {0};
    spec->name = "s";
    spec->from = "present";
    Status status = scenario_derive(spec, NULL, &f->country, &f->measures, &f->propose, &f->present,
                                    NULL, "plan.yaml", &scenario, &error);
    if (status != STATUS_OK) fail_msg("%s", error.message);
    assert_int_equal(study_context_make(&f->country, &f->rules, &context), STATUS_OK);
    status = scenario_studies(context, &(StudyRequest){.spec = spec}, &scenario, &error);
    if (status != STATUS_OK) fail_msg("%s", error.message);
    study_context_free(context);
    return scenario;
}

static double figure(const Scenario *scenario, const char *name) {
    return made_indicator(scenario, SCOPE_COUNTRY, 0, name);
}

static void near(double value, double wanted) {
    if (!(fabs(value - wanted) <= 1e-9 * fmax(1, fabs(wanted))))
        fail_msg("%.17g instead of %.17g", value, wanted);
}

/* What the points carry is what the totals say, and nobody is lost. */
static void assert_conserved(const Scenario *s) {
    double services = 0, clients = 0, staff = 0, over = 0;
    for (size_t i = 0; i < s->n_loads; i++) {
        services += s->load[i].services;
        clients += s->load[i].clients;
        staff += (double)s->load[i].staff;
        over += s->load[i].over > 0;
    }
    near(clients, figure(s, "clients_taken") + figure(s, "clients_kept_at_points"));
    near(services, figure(s, "services_residents") + clients);
    near(staff, figure(s, "staff_needed"));
    near(over, figure(s, "points_over_capacity"));
    near(figure(s, "services_asked"), figure(s, "services_remote") +
                                          figure(s, "services_residents") +
                                          figure(s, "services_unserved"));
    near(figure(s, "clients_all"),
         figure(s, "clients_kept") + figure(s, "clients_taken") + figure(s, "clients_turned_away") +
             figure(s, "clients_unserved") + figure(s, "clients_officeless"));
    for (size_t i = 0; i < s->n_indicators; i++) {
        const Passport *passport = passport_find(s->indicator[i].name);
        assert_non_null(passport);
        assert_string_equal(passport->unit, s->indicator[i].unit);
    }
    for (size_t i = 1; i < s->n_indicators; i++) {
        const Indicator *a = &s->indicator[i - 1], *b = &s->indicator[i];
        bool rises = a->scope < b->scope || (a->scope == b->scope && a->area < b->area) ||
                     (a->scope == b->scope && a->area == b->area && strcmp(a->name, b->name) < 0);
        assert_true(rises);
    }
}

static double minutes_of_2019(void) {
    YearDays days;
    assert_int_equal(latvian_year(2019, &days, NULL), STATUS_OK);
    return 540.0 * year_days_working(&days);
}

static void offices_stay(void **state) {
    Fixture *f = *state;
    ScenarioSpec spec = {.line = 1};
    Scenario s = make(f, &spec);
    assert_conserved(&s);
    assert_int_equal(s.n_loads, 1);
    const PointLoad *load = &s.load[0];
    near(load->services, 125); /* half of 100 + 50 + 100 */
    assert_true(load->clients == 0 && load->over == 0 && load->year == 2019 && load->staff == 1);
    near(load->minutes_year, minutes_of_2019());
    near(load->capacity, minutes_of_2019() * 0.75 / 15);
    near(figure(&s, "clients_kept"), 3000);
    near(figure(&s, "institutions_without_data"), 1);
    scenario_free(&s);
}

static void offices_close(void **state) {
    Fixture *f = *state;
    OfficeRule rule = {"NVA", OFFICE_CLOSE, 3};
    ScenarioSpec spec = {.line = 1, .office = &rule, .n_offices = 1};
    Scenario s = make(f, &spec);
    assert_conserved(&s);
    near(s.load[0].clients, 1500); /* half of the 3,000 come along, all to v0 */
    near(s.load[0].services, 1625);
    near(figure(&s, "clients_turned_away"), 1500);
    scenario_free(&s);
    spec.demand_year = 2020; /* twice the services, three times the clients */
    s = make(f, &spec);
    assert_conserved(&s);
    near(s.load[0].services, 250 + 4500);
    assert_int_equal(s.load[0].year, 2020);
    scenario_free(&s);
    spec.demand_year = 0;
    spec.catchment = CATCHMENT_HOME; /* only the first municipality has a point */
    s = make(f, &spec);
    assert_conserved(&s);
    near(s.load[0].services, 50 + 500);
    near(figure(&s, "services_unserved"), 75);
    near(figure(&s, "clients_unserved"), 1000);
    scenario_free(&s);
}

static void offices_taken_in(void **state) {
    Fixture *f = *state;
    OfficeRule rule = {"NVA", OFFICE_TAKE_IN, 3};
    ScenarioSpec spec = {.line = 1, .office = &rule, .n_offices = 1};
    Scenario s = make(f, &spec);
    assert_conserved(&s);
    assert_int_equal(s.n_loads, 3);
    static const double SERVICES[] = {50, 25 + 2000, 50 + 1000};
    static const int32_t AT[] = {V0, NVA1, NVA2};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(s.load[i].facility, AT[i]);
        near(s.load[i].services, SERVICES[i]);
    }
    near(figure(&s, "clients_kept"), 3000);
    near(figure(&s, "clients_kept_at_points"), 3000);
    /* c1 has no hours: 40 hours in each week of working days */
    near(s.load[2].minutes_year, 2400 * (minutes_of_2019() / 540 / 5));
    near(s.load[1].minutes_year, minutes_of_2019() / 540 * 210);
    assert_true(s.load[1].over == 0 && s.load[1].staff == 1);
    scenario_free(&s);
    f->institution[0].clients = 30000; /* 20,000 at b1, which can give about 2,600 */
    s = make(f, &spec);
    assert_conserved(&s);
    double one = minutes_of_2019() / 540 * 210 * 0.75 / 15;
    near(s.load[1].over, 20025 - one);
    assert_int_equal(s.load[1].staff, (int)ceil(20025 / one));
    f->plan.own_hours = false;
    scenario_free(&s);
    s = make(f, &spec);
    assert_true(s.load[1].minutes_year == s.load[2].minutes_year);
    scenario_free(&s);
}

static const ComplianceFigure *of_country(const Scenario *s, const char *service) {
    for (size_t i = 0; i < s->study.n_compliances; i++)
        if (strcmp(s->study.compliance[i].service, service) == 0 &&
            s->study.compliance[i].scope == SCOPE_COUNTRY)
            return &s->study.compliance[i];
    return NULL;
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
    OfficeRule rule = {"NVA", OFFICE_TAKE_IN, 3};
    ScenarioSpec spec = {
        .line = 1, .office = &rule, .n_offices = 1, .population = {2020, 2019, FORECAST_LINEAR, 5}};
    Scenario s = make(f, &spec);
    assert_conserved(&s);
    assert_true(s.unit_factor[0] == 0.5 && s.unit_factor[1] == 1);
    near(s.load[0].pop, 500);
    near(s.load[0].services, 25);
    near(s.load[1].services, 25 + 3000 * 1.5 / 3.0); /* 1,500 of what 3,000 people asked for */
    near(s.load[2].services, 50 + 3000 * 1.0 / 3.0);
    near(figure(&s, "clients_all"), 2500);
    assert_int_equal(s.load[0].year, 2020);
    assert_non_null(strstr(s.parameters, "\"units_given\":3"));
    assert_non_null(strstr(s.parameters, "\"offices\":{\"NVA\":\"take_in\"}"));
    near(of_country(&s, "near")->pop, 2500);
    scenario_free(&s);
}

static void found_services_stay(void **state) {
    Fixture *f = *state;
    StudyContext *context = NULL;
    Error error = {0};
    PlacementSpec place = {.capacitated = true, .load = load_rules_default()};
    place.load.capacity = 60;
    assert_int_equal(study_context_make(&f->country, &f->rules, &context), STATUS_OK);
    f->present.method = "capacitated";
    f->present.load[0].services = 70;
    assert_int_equal(
        study_demand(context, &(StudyRequest){.place = &place}, NULL, &f->present, &error),
        STATUS_OK);
    near(f->present.load[0].services, 70);
    near(f->present.load[0].capacity, 60);
    near(f->present.load[0].over, 10);
    near(figure(&f->present, "points_over_capacity"), 1);
    study_context_free(context);
}

static void hours(void **state) {
    Fixture *f = *state;
    NetworkChange open[] = {
        {CHANGE_OPEN, "b1", NULL, 2}, {CHANGE_OPEN, "b3", NULL, 2}, {CHANGE_OPEN, "c1", NULL, 2}};
    ScenarioSpec spec = {.line = 1, .change = open, .n_changes = 3};
    Scenario s = make(f, &spec);
    assert_int_equal(s.study.n_openings, 7 * 24);
    const OpeningHour *monday = s.study.opening, *sunday = s.study.opening + (size_t)6 * 24;
    assert_true(monday[7].any == 0 && sunday[10].any == 0);
    assert_true(monday[8].at_start == 1 && monday[8].whole == 1 && monday[8].any == 2);
    assert_true(monday[8].weekday == 0 && monday[8].hour == 8);
    near(monday[8].share, 0.75);
    assert_true(monday[11].at_start == 2 && monday[12].at_start == 1 && monday[17].at_start == 0);
    near(figure(&s, "hours_known"), 2);
    near(figure(&s, "hours_unknown"), 2); /* the text nobody understands, and the blank one */
    near(figure(&s, "opening_minutes_week"), (5 * 540 + 5 * 210) / 2.0);
    scenario_free(&s);
    assert_int_equal(opening_notices(&f->country), STATUS_OK);
    assert_int_equal(f->country.n_notes, 1);
    assert_int_equal(f->country.note[0].reason, ROW_NOTE_OPENING_HOURS);
    assert_non_null(strstr(f->country.note[0].detail, "b3: \"Mo-Fr 25 to 30\", "));
    for (size_t i = 0; i < f->country.n_facilities; i++)
        f->country.facility[i].opening_hours = NULL;
    spec.n_changes = 0;
    s = make(f, &spec);
    assert_int_equal(s.study.n_openings, 0);
    assert_true(isnan(figure(&s, "hours_known")));
    scenario_free(&s);
}

static void services_within_reach(void **state) {
    Fixture *f = *state;
    ScenarioSpec spec = {.line = 1};
    Scenario s = make(f, &spec);
    near(of_country(&s, "near")->within_pop, 2000); /* v0: at 10 km exactly is within */
    assert_true(of_country(&s, "near")->met && of_country(&s, "web")->met);
    near(of_country(&s, "jobs")->within_pop, 3000); /* the offices of NVA offer it, too */
    near(figure(&s, "services_not_met"), 0);
    scenario_free(&s);
    OfficeRule rule = {"NVA", OFFICE_CLOSE, 3};
    spec.office = &rule;
    spec.n_offices = 1;
    s = make(f, &spec);
    near(of_country(&s, "jobs")->within_pop, 2000);
    near(of_country(&s, "jobs")->gap_pop, 1000);
    near(figure(&s, "services_not_met"), 1);
    scenario_free(&s);
}

static void closings(void **state) {
    Fixture *f = *state;
    ScenarioSpec spec = {.line = 1, .closing_study = true, .sharing = SHARING_INSTITUTION};
    f->plan.duplicates_m = 10000;
    Scenario s = make(f, &spec);
    const Study *study = &s.study;
    assert_int_equal(study->n_closings, 4); /* NVA b1 and c1, VSAA b2, points v0, by name */
    assert_string_equal(study->closing[0].network, "NVA");
    assert_int_equal(study->closing[0].facility, NVA1);
    near(study->closing[0].pop, 2000);
    near(study->closing[0].person_km, 10000 + 10000);
    assert_string_equal(study->closing[2].network, "VSAA");
    near(study->closing[2].unserved_pop, 3000);
    assert_string_equal(study->closing[3].network, "points");
    assert_int_equal(study->n_receivers, 2);
    assert_int_equal(study->receiver[1].receiver, NVA1);
    assert_int_equal(study->n_duplicates, 1);
    assert_int_equal(study->duplicate[0].small, NVA2);
    scenario_free(&s);
    OfficeRule rule = {"NVA", OFFICE_CLOSE, 3};
    spec.office = &rule;
    spec.n_offices = 1;
    spec.sharing = SHARING_ALL;
    s = make(f, &spec);
    assert_int_equal(s.study.n_closings, 2); /* v0 and the office of VSAA */
    assert_string_equal(s.study.closing[0].network, "all");
    scenario_free(&s);
    spec.closing_study = false;
    s = make(f, &spec);
    assert_int_equal(s.study.n_closings, 0);
    scenario_free(&s);
    StudyContext *context = NULL;
    Error error = {0};
    f->country.facility[NVA1].institution = "points"; /* one of our own names */
    f->plan.closing_study = true;
    assert_int_equal(study_context_make(&f->country, &f->rules, &context), STATUS_OK);
    assert_int_equal(scenario_studies(context, &(StudyRequest){NULL, NULL}, &f->present, &error),
                     STATUS_OK);
    study_context_free(context);
    assert_int_equal(f->present.study.n_closings, 4);
    assert_string_equal(f->present.study.closing[2].network, "points");
    assert_string_equal(f->present.study.closing[3].network, "points*");
}

/* A plan without a model: the usual rates and hours, and no totals. */
static void without_a_model(void **state) {
    Fixture *f = *state;
    f->plan = (DemandPlan){.load = load_rules_default(), .base_year = 2019, .duplicates_m = -1};
    ScenarioSpec spec = {.line = 1};
    Scenario s = make(f, &spec);
    near(s.load[0].services, f->present.load[0].services);
    near(s.load[0].services, 112 + 27.5 + 112);
    near(s.load[0].capacity, 6240);
    near(s.load[0].minutes_year, 2400 * 52);
    assert_int_equal(s.load[0].year, 0);
    assert_true(isnan(figure(&s, "services_asked")));
    scenario_free(&s);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(offices_stay),          TEST(offices_close),
        TEST(offices_taken_in),      TEST(people_of_another_year),
        TEST(found_services_stay),   TEST(hours),
        TEST(services_within_reach), TEST(closings),
        TEST(without_a_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
