/*
 * scenario_cost_support.h - a made country with a scenario and all that it is priced with, by hand
 * or at random.
 */
#ifndef TESTS_UNIT_SCENARIO_COST_SUPPORT_H
#define TESTS_UNIT_SCENARIO_COST_SUPPORT_H

#include "planner/cost/scenario_costs.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/cost_support.h"
#include "tests/unit/country_support.h"

typedef struct Case {
    Country country;
    Proposal proposal[32];
    Scenario scenario;
    CostAssumptions assumptions;
    CostScheme scheme;
    CostRules rules;
    CostSpec spec;
    ScenarioCost *cost;
    Error error;
} Case;

static Case made;

static inline void begin(int n_units, int per_municipality, const char *scheme) {
    memset(&made, 0, sizeof made);
    made_country(&made.country, n_units, 3, per_municipality, 100);
    made.scenario = (Scenario){.name = "made", .proposal = made.proposal};
    made.assumptions = cost_assumptions_published();
    assert_true(cost_scheme_published(scheme, &COST_PUBLISHED_YEARS, &made.scheme));
    made.rules = (CostRules){.years = COST_PUBLISHED_YEARS,
                             .assumptions = &made.assumptions,
                             .scheme = &made.scheme,
                             .currency = "EUR",
                             .price_year = 2020,
                             .threads = 2};
    made.spec = cost_spec_default(made.scheme.name);
}

/* The facility that was added last, as a point. */
static inline void point(Role role, int year) {
    size_t f = made.country.n_facilities - 1;
    made.proposal[made.scenario.n_proposals++] = (Proposal){
        .unit = made.country.facility[f].unit, .facility = (int32_t)f, .role = role, .year = year};
}

static inline void facility(FacilityKind kind, double x, int unit) {
    char id[16];
    snprintf(id, sizeof id, "f%02zu", made.country.n_facilities);
    made_facility(&made.country, id, kind, x, 5000, unit);
}

static inline Status price(void) {
    scenario_cost_free(made.cost);
    made.cost = NULL;
    memset(&made.error, 0, sizeof made.error);
    return scenario_cost_make(&made.spec, &made.rules, &made.country, &made.scenario, &made.cost,
                              &made.error);
}

static inline void priced(void) {
    if (price() != STATUS_OK) fail_msg("%s", made.error.message);
}

static inline void end(void) {
    scenario_cost_free(made.cost);
    made.scenario.proposal = NULL;
    scenario_free(&made.scenario);
    country_free(&made.country);
}
static inline size_t random_country(uint64_t *seed) {
    int n_units = 1 + (int)random_below(seed, 8);
    begin(n_units, 1 + (int)random_below(seed, 3), made_heads(seed) ? "A" : "B");
    made.assumptions.second_wave_points = (double)random_below(seed, (size_t)n_units + 1);
    size_t homeless = 0;
    for (int u = 0; u < n_units; u++) {
        Unit *unit = &made.country.unit[u];
        if (random_below(seed, 9) == 0) unit->municipality = -1;
        homeless += unit->municipality < 0;
        if (made_heads(seed)) unit->kind = UNIT_TOWN;
        for (size_t i = random_below(seed, 3); i > 0; i--) {
            bool centre = random_below(seed, 3) == 0;
            facility(centre ? FACILITY_VPVKAC : FACILITY_LIBRARY, random_in(seed, 0, 30000), u);
            if (random_below(seed, 4) == 0) continue;
            point(centre ? ROLE_EXISTING : ROLE_NEW,
                  centre || made_heads(seed) ? 0 : 2022 + (int)random_below(seed, 8));
        }
        for (size_t i = 1 + random_below(seed, 3); i > 0; i--)
            made_demand(&made.country, random_in(seed, 0, 30000), random_in(seed, 0, 20000),
                        random_in(seed, 0, 500), u);
    }
    if (random_below(seed, 7) == 0) made.country.n_municipalities = 0;
    made.spec.points = made_heads(seed) ? COST_POINTS_OWN : COST_POINTS_GIVEN;
    made.spec.services = made_heads(seed) ? COST_SERVICES_OWN : COST_SERVICES_PUBLISHED;
    made.scenario.catchment = made_heads(seed) ? CATCHMENT_HOME : CATCHMENT_ANY;
    for (int u = 0; u < n_units && made.country.n_municipalities == 0; u++)
        made.country.unit[u].municipality = -1;
    return homeless;
}

/* Every other country has people of another year. */
static inline void random_people(uint64_t *seed) {
    if (made_heads(seed)) return;
    made.scenario.unit_factor = malloc(made.country.n_units * sizeof(double));
    for (size_t u = 0; u < made.country.n_units; u++)
        made.scenario.unit_factor[u] = random_below(seed, 5) ? random_in(seed, 0.5, 2) : 0;
}

#endif
