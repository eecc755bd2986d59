/*
 * sharing_fixture.h - a country of three units in a row, 1,000 people at the middle of each: point
 * a1 in the first, an office of NVA in the second and the third, one of VSAA 1 km from that in the
 * second; and scenarios of it with their studies.
 */
#ifndef TESTS_UNIT_SHARING_FIXTURE_H
#define TESTS_UNIT_SHARING_FIXTURE_H

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

static inline void place(Country *country, const char *id, FacilityKind kind, double x, int unit,
                         const char *institution) {
    made_facility(country, id, kind, x, 5000, unit);
    country->facility[country->n_facilities - 1].institution = institution;
}

static inline void make_plan(Fixture *f) {
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

static inline int set_up(void **state) {
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

static inline int tear_down(void **state) {
    Fixture *f = *state;
    scenario_free(&f->present);
    measures_free(&f->measures);
    country_free(&f->country);
    free(f);
    return 0;
}

static inline Scenario make(Fixture *f, ScenarioSpec *spec) {
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

static inline double total(const Scenario *scenario, const char *name) {
    return made_indicator(scenario, SCOPE_COUNTRY, 0, name);
}

static inline void near(double value, double wanted) {
    if (!(fabs(value - wanted) <= 1e-9 * fmax(1, fabs(wanted))))
        fail_msg("%.17g instead of %.17g", value, wanted);
}

/* NaN: there is no such figure. */
static inline double figure(const Scenario *s, const char *network, Catchment catchment,
                            const char *name, double threshold) {
    for (size_t i = 0; i < s->study.n_network_figures; i++) {
        const NetworkFigure *row = &s->study.network_figure[i];
        bool same = isnan(threshold) ? isnan(row->threshold) : row->threshold == threshold;
        if (same && strcmp(row->network, network) == 0 && row->catchment == (int)catchment &&
            strcmp(row->name, name) == 0)
            return row->value;
    }
    return NAN;
}

static inline double any(const Scenario *s, const char *network, const char *name) {
    return figure(s, network, CATCHMENT_ANY, name, NAN);
}

static inline const NetworkPlace *place_of(const Scenario *s, const char *network,
                                           int32_t facility) {
    for (size_t i = 0; i < s->study.n_network_places; i++)
        if (s->study.network_place[i].facility == facility &&
            strcmp(s->study.network_place[i].network, network) == 0)
            return &s->study.network_place[i];
    return NULL;
}

static inline double clients_at(const Scenario *s, const char *network, int32_t facility) {
    const NetworkPlace *found = place_of(s, network, facility);
    return found ? found->clients : NAN;
}

/* Nobody is lost, and the places carry what the totals say. */
static inline void assert_conserved(const Scenario *s) {
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
        assert_non_null(passport);
        assert_string_equal(passport->unit, row->unit);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
