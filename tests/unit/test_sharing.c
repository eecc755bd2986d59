/*
 * Scenarios whose institutions share places, on a country of three units in a row, 1,000 people at
 * the middle of each, counted by eye: point a1 in the first, an office of NVA in the second and the
 * third, one of VSAA 1 km from that in the second.
 */
#include "planner/access/measures.h"
#include "planner/compare/passports.h"
#include "planner/scenario/derive.h"
#include "planner/scenario/study_parts.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

enum { A1, B1, B2, C1, PLACES };
enum { NVA, VSAA, PMLP, INSTITUTIONS };

typedef struct Fixture {
    Country country;
    Measures measures;
    DemandPlan plan;
    DemandInstitution institution[INSTITUTIONS];
    SectorShare sector[2];
    StudyRules rules;
    ProposeRules propose;
    Scenario present;
} Fixture;

static void place(Country *country, const char *id, FacilityKind kind, double x, int unit,
                  const char *institution) {
    made_facility(country, id, kind, x, 5000, unit);
    country->facility[country->n_facilities - 1].institution = institution;
}

static void make_plan(Fixture *f) {
    f->sector[0] = (SectorShare){"welfare", 0.5};
    f->sector[1] = (SectorShare){"papers", 1};
    f->institution[NVA] = (DemandInstitution){"NVA", "welfare", 3000, NULL, 0};
    f->institution[VSAA] = (DemandInstitution){"VSAA", "welfare", 600, NULL, 0};
    f->institution[PMLP] = (DemandInstitution){"PMLP", "papers", NAN, NULL, 0};
    f->plan = (DemandPlan){.given = true,
                           .load = load_rules_default(),
                           .base_year = 2019,
                           .sector = f->sector,
                           .n_sectors = 2,
                           .institution = f->institution,
                           .n_institutions = INSTITUTIONS,
                           .duplicates_m = -1};
    f->rules = (StudyRules){.demand = &f->plan, .threads = 2};
}

static int set_up(void **state) {
    static const double COVERAGE[] = {1000, 10000};
    Fixture *f = calloc(1, sizeof *f);
    Country *country = &f->country;
    made_country(country, 3, 3, 1, 3);
    for (int u = 0; u < 3; u++) made_demand(country, 5000 + 10000 * u, 5000, 1000, u);
    place(country, "a1", FACILITY_VPVKAC, 5000, 0, NULL);
    place(country, "b1", FACILITY_OFFICE, 15000, 1, "NVA");
    place(country, "b2", FACILITY_OFFICE, 16000, 1, "VSAA");
    place(country, "c1", FACILITY_OFFICE, 25000, 2, "NVA");
    make_plan(f);
    MeasureRules rules = {700, 100, 1};
    assert_int_equal(measure_all(country, &rules, &f->measures), STATUS_OK);
    f->propose.evaluate = (EvaluateRules){
        .coverage_m = COVERAGE, .n_coverage = 2, .stop_distance_m = 700, .threads = 1};
    assert_int_equal(scenario_present(country, &f->measures, &f->propose.evaluate, &f->present),
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

static Scenario make(Fixture *f, ScenarioSpec *spec) {
    Scenario scenario;
    StudyContext *context = NULL;
    Error error = {0};
    spec->name = "s";
    spec->from = "present";
    spec->line = 1;
    Status status = scenario_derive(spec, NULL, &f->country, &f->measures, &f->propose, &f->present,
                                    NULL, "plan.yaml", &scenario, &error);
    if (status != STATUS_OK) fail_msg("%s", error.message);
    assert_int_equal(study_context_make(&f->country, &f->rules, &context), STATUS_OK);
    status = scenario_studies(context, &(StudyRequest){.spec = spec}, &scenario, &error);
    if (status != STATUS_OK) fail_msg("%s", error.message);
    study_context_free(context);
    return scenario;
}

static double total(const Scenario *scenario, const char *name) {
    return made_indicator(scenario, SCOPE_COUNTRY, 0, name);
}

static void near(double value, double wanted) {
    if (!(fabs(value - wanted) <= 1e-9 * fmax(1, fabs(wanted))))
        fail_msg("%.17g instead of %.17g", value, wanted);
}

/* NaN: there is no such figure. */
static double figure(const Scenario *s, const char *network, Catchment catchment, const char *name,
                     double threshold) {
    for (size_t i = 0; i < s->study.n_network_figures; i++) {
        const NetworkFigure *row = &s->study.network_figure[i];
        bool same = isnan(threshold) ? isnan(row->threshold) : row->threshold == threshold;
        if (same && strcmp(row->network, network) == 0 && row->catchment == (int)catchment &&
            strcmp(row->name, name) == 0)
            return row->value;
    }
    return NAN;
}

static double any(const Scenario *s, const char *network, const char *name) {
    return figure(s, network, CATCHMENT_ANY, name, NAN);
}

static const NetworkPlace *place_of(const Scenario *s, const char *network, int32_t facility) {
    for (size_t i = 0; i < s->study.n_network_places; i++)
        if (s->study.network_place[i].facility == facility &&
            strcmp(s->study.network_place[i].network, network) == 0)
            return &s->study.network_place[i];
    return NULL;
}

static double clients_at(const Scenario *s, const char *network, int32_t facility) {
    const NetworkPlace *found = place_of(s, network, facility);
    return found ? found->clients : NAN;
}

/* Nobody is lost, and the places carry what the totals say. */
static void assert_conserved(const Scenario *s) {
    double at_places = 0, at_points = 0, loads = 0;
    for (size_t i = 0; i < s->study.n_network_places; i++) {
        const NetworkPlace *row = &s->study.network_place[i];
        if (isnan(row->clients)) continue;
        at_places += row->clients;
        for (size_t k = 0; k < s->n_loads; k++)
            if (s->load[k].facility == row->facility) at_points += row->clients;
    }
    for (size_t i = 0; i < s->n_loads; i++) loads += s->load[i].clients;
    near(at_points, total(s, "clients_at_points"));
    near(loads, total(s, "clients_at_points"));
    near(at_places,
         total(s, "clients_kept") + total(s, "clients_shared") + total(s, "clients_taken"));
    near(total(s, "clients_all"), at_places + total(s, "clients_turned_away") +
                                      total(s, "clients_unserved") +
                                      total(s, "clients_officeless"));
    for (size_t i = 0; i < s->study.n_network_figures; i++) {
        const NetworkFigure *row = &s->study.network_figure[i];
        const Passport *passport = passport_find(row->name);
        if (!passport) fail_msg("no passport of %s", row->name);
        assert_string_equal(passport->unit, row->unit);
    }
}

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

/* ---- random countries against plain counting ---- */

static void scatter(Fixture *f, uint64_t *seed) {
    Country *country = &f->country;
    static const char *const WHOSE[] = {"NVA", "VSAA", "PMLP", "VID", NULL};
    country->n_demand = country->n_facilities = 0;
    for (int d = 0; d < 40; d++)
        made_demand(country, (double)random_below(seed, 30000), (double)random_below(seed, 10000),
                    (double)random_below(seed, 50), 0);
    for (size_t d = 0; d < country->n_demand; d++)
        country->demand[d].unit = (int32_t)(country->demand_xy[2 * d] / 10000);
    for (int i = 0; i < 12; i++) {
        char id[8];
        snprintf(id, sizeof id, "f%02d", i);
        place(country, id, i % 4 ? FACILITY_OFFICE : FACILITY_VPVKAC,
              i / 4 * 10000 + (double)random_below(seed, 10000), i / 4,
              i % 4 ? WHOSE[random_below(seed, 5)] : NULL);
    }
    f->institution[PMLP].clients = 90;
}

/* Whether facility f is a place of institution k, by the words of the contract. */
static bool is_place(const Fixture *f, const ScenarioSpec *spec, const bool *open, size_t k,
                     size_t facility) {
    const Facility *it = &f->country.facility[facility];
    bool office = it->kind == FACILITY_OFFICE, uses_points = spec->sharing == SHARING_ALL;
    bool has_network = uses_points, own = uses_points;
    for (size_t i = 0; i < f->country.n_facilities; i++) {
        const char *whose = f->country.facility[i].institution;
        bool fellow = f->country.facility[i].kind == FACILITY_OFFICE && whose &&
                      strcmp(whose, f->institution[k].name) == 0;
        for (size_t j = 0; j < INSTITUTIONS && spec->sharing == SHARING_SECTOR; j++)
            fellow |= f->country.facility[i].kind == FACILITY_OFFICE && whose &&
                      strcmp(whose, f->institution[j].name) == 0 &&
                      strcmp(f->institution[j].sector, f->institution[k].sector) == 0;
        if (!fellow) continue;
        has_network = true;
        uses_points |= office_fate(&f->country.facility[i], spec->office, spec->n_offices) != 0;
        own |= i == facility;
    }
    bool closed = office_fate(it, spec->office, spec->n_offices) == OFFICE_CLOSE;
    return has_network && ((office && own && !closed) || (uses_points && open[facility]));
}

static int32_t nearest_of(const Fixture *f, size_t d, bool home, const bool *member) {
    const double *at = f->country.demand_xy + 2 * d;
    int32_t best = -1;
    double least = INFINITY;
    for (size_t i = 0; i < f->country.n_facilities; i++) {
        const double *xy = f->country.facility_xy + 2 * i;
        double dx = xy[0] - at[0], dy = xy[1] - at[1], dist = sqrt(dx * dx + dy * dy);
        if (!member[i] || (home && f->country.facility[i].unit != f->country.demand[d].unit))
            continue;
        if (dist < least) {
            least = dist;
            best = (int32_t)i;
        }
    }
    return best;
}

typedef struct Counted {
    double kept, shared, taken, turned_away, unserved, officeless, at_points, at[MADE_MAX];
} Counted;

static void count_institution(const Fixture *f, const ScenarioSpec *spec, const bool *open,
                              size_t k, double people, Counted *out) {
    bool member[PLACES * 4] = {false}, office[PLACES * 4] = {false};
    double share = strcmp(f->institution[k].sector, "welfare") == 0 ? 0.5 : 1;
    for (size_t i = 0; i < f->country.n_facilities; i++) {
        const Facility *it = &f->country.facility[i];
        member[i] = is_place(f, spec, open, k, i);
        office[i] = it->kind == FACILITY_OFFICE && it->institution &&
                    strcmp(it->institution, f->institution[k].name) == 0;
    }
    for (size_t d = 0; d < f->country.n_demand; d++) {
        double clients = f->institution[k].clients * f->country.demand[d].pop / people;
        int32_t today = nearest_of(f, d, false, office);
        int32_t to = nearest_of(f, d, spec->catchment == CATCHMENT_HOME, member);
        bool closes = today >= 0 && office_fate(&f->country.facility[today], spec->office,
                                                spec->n_offices) == OFFICE_CLOSE;
        if (closes) out->turned_away += clients * (1 - share);
        if (closes) clients *= share;
        if (to < 0 && today >= 0 && !closes) to = today;
        *(to < 0        ? (closes ? &out->unserved : &out->officeless)
          : closes      ? &out->taken
          : to == today ? &out->kept
                        : &out->shared) += clients;
        if (to >= 0) out->at[to] += clients;
        if (to >= 0 && open[to]) out->at_points += clients;
    }
}

static void random_countries(void **state) {
    Fixture *f = *state;
    uint64_t seed = 5;
    static const char *const NAME[] = {
        "clients_kept",     "clients_shared",     "clients_taken",    "clients_turned_away",
        "clients_unserved", "clients_officeless", "clients_at_points"};
    for (int trial = 0; trial < 60; trial++) {
        OfficeRule rule[] = {{"NVA", (OfficeFate)random_below(&seed, 3), 1},
                             {"VID", (OfficeFate)random_below(&seed, 3), 1}};
        ScenarioSpec spec = {.shares = true,
                             .sharing = (Sharing)(trial % SHARINGS),
                             .catchment = (Catchment)random_below(&seed, 2),
                             .office = rule};
        scatter(f, &seed);
        for (size_t i = 0; i < f->country.n_facilities; i++) {
            const char *whose = f->country.facility[i].institution;
            if (whose && strcmp(whose, "NVA") == 0 && spec.n_offices == 0) spec.n_offices = 1;
        }
        scenario_free(&f->present);
        measures_free(&f->measures);
        MeasureRules rules = {700, 100, 1};
        assert_int_equal(measure_all(&f->country, &rules, &f->measures), STATUS_OK);
        assert_int_equal(
            scenario_present(&f->country, &f->measures, &f->propose.evaluate, &f->present),
            STATUS_OK);
        Scenario s = make(f, &spec);
        assert_conserved(&s);
        bool open[PLACES * 4] = {false};
        double people = 0;
        for (size_t i = 0; i < s.n_proposals; i++)
            if (s.proposal[i].facility >= 0) open[s.proposal[i].facility] = true;
        for (size_t d = 0; d < f->country.n_demand; d++) people += f->country.demand[d].pop;
        static Counted sum;
        memset(&sum, 0, sizeof sum);
        for (size_t k = 0; k < INSTITUTIONS; k++)
            count_institution(f, &spec, open, k, people, &sum);
        const double wanted[] = {sum.kept,     sum.shared,     sum.taken,    sum.turned_away,
                                 sum.unserved, sum.officeless, sum.at_points};
        for (size_t i = 0; i < 7; i++) near(total(&s, NAME[i]), wanted[i]);
        double at[PLACES * 4] = {0};
        for (size_t i = 0; i < s.study.n_network_places; i++)
            if (!isnan(s.study.network_place[i].clients))
                at[s.study.network_place[i].facility] += s.study.network_place[i].clients;
        for (size_t i = 0; i < f->country.n_facilities; i++) near(at[i], sum.at[i]);
        /* on one thread the same to the bit */
        f->rules.threads = 1;
        Scenario twin = make(f, &spec);
        f->rules.threads = 3;
        assert_int_equal(twin.study.n_network_figures, s.study.n_network_figures);
        for (size_t i = 0; i < s.study.n_network_figures; i++)
            assert_true(twin.study.network_figure[i].value == s.study.network_figure[i].value);
        scenario_free(&twin);
        scenario_free(&s);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(each_by_itself),         TEST(by_sector),        TEST(all_together),
        TEST(offices_close),          TEST(offices_taken_in), TEST(names),
        TEST(people_of_another_year), TEST(closings),         TEST(random_countries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
