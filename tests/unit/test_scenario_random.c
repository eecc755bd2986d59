/*
 * Scenarios of small random countries, with offices that stay, close or are taken in and people of
 * another year: each point's load counted a second time, group of people by group of people.
 */
#include "planner/access/measures.h"
#include "planner/scenario/derive.h"
#include "planner/scenario/scenario_studies.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

enum { TRIALS = 3000, UNITS = 4, INSTITUTIONS = 2, FACILITIES = 10 };

static const char *const NAME[INSTITUTIONS] = {"NVA", "VSAA"};
static const double SHARE[INSTITUTIONS] = {0.25, 0.75}, CLIENTS[INSTITUTIONS] = {1000, 700};

typedef struct Trial {
    Country country;
    uint64_t seed;
    OfficeRule rule[INSTITUTIONS];
    size_t n_rules;
    ScenarioSpec spec;
    DemandPlan plan;
    SectorShare sector[INSTITUTIONS];
    DemandInstitution institution[INSTITUTIONS];
} Trial;

static int draw(Trial *t, int n) {
    t->seed = t->seed * 6364136223846793005u + 1442695040888963407u;
    return (int)((t->seed >> 33) % (uint64_t)n);
}

static double place(Trial *t) {
    return draw(t, 1 << 20) / 52.4288; /* up to 20 km, ties all but out of the question */
}

static void make_facilities(Trial *t) {
    static const FacilityKind KIND[] = {FACILITY_VPVKAC, FACILITY_LIBRARY, FACILITY_OFFICE};
    int n = 1 + draw(t, FACILITIES);
    for (int f = 0; f < n; f++) {
        char id[16];
        snprintf(id, sizeof id, "f%02d", f);
        FacilityKind kind = KIND[draw(t, 3)];
        made_facility(&t->country, id, kind, place(t), place(t), f * UNITS / n);
        if (kind == FACILITY_OFFICE)
            t->country.facility[f].institution = NAME[draw(t, INSTITUTIONS)];
    }
}

static bool has_office(const Trial *t, const char *institution) {
    for (size_t f = 0; f < t->country.n_facilities; f++)
        if (t->country.facility[f].institution == institution) return true;
    return false;
}

static void make_plan(Trial *t) {
    t->plan = (DemandPlan){.given = true,
                           .load = load_rules_default(),
                           .base_year = 2019,
                           .growth = {1.5},
                           .n_growth = 1,
                           .sector = t->sector,
                           .n_sectors = INSTITUTIONS,
                           .institution = t->institution,
                           .n_institutions = INSTITUTIONS,
                           .population_base_year = 2019,
                           .duplicates_m = -1};
    for (int k = 0; k < INSTITUTIONS; k++) {
        t->sector[k] = (SectorShare){NAME[k], SHARE[k]};
        t->institution[k] = (DemandInstitution){NAME[k], NAME[k], CLIENTS[k], NULL, 0};
    }
}

static void make_trial(Trial *t, uint64_t seed) {
    memset(t, 0, sizeof *t);
    t->seed = seed;
    Country *country = &t->country;
    made_country(country, UNITS, 2, 2, UNITS);
    country->unit[1].kind = UNIT_TOWN;
    int n = 1 + draw(t, 8);
    for (int d = 0; d < n; d++)
        made_demand(country, place(t), place(t), 1 + draw(t, 500), draw(t, UNITS));
    make_facilities(t);
    make_plan(t);
    country->n_pop_years = 2;
    country->pop_year = calloc(2, sizeof(int));
    country->pop_of_year = calloc(2 * UNITS, sizeof(double));
    country->pop_year[0] = 2019;
    country->pop_year[1] = 2020;
    for (int i = 0; i < 2 * UNITS; i++) country->pop_of_year[i] = 1 + draw(t, 50);
    for (int k = 0; k < INSTITUTIONS; k++)
        if (has_office(t, NAME[k]) && draw(t, 4) > 0)
            t->rule[t->n_rules++] = (OfficeRule){NAME[k], (OfficeFate)draw(t, OFFICE_FATES), 1};
    t->spec = (ScenarioSpec){.name = "s",
                             .from = "present",
                             .line = 1,
                             .catchment = (Catchment)draw(t, CATCHMENTS),
                             .office = t->rule,
                             .n_offices = t->n_rules,
                             .demand_year = draw(t, 2) ? 2020 : 0};
    if (draw(t, 2)) t->spec.population = (PopulationSpec){2020, 2019, FORECAST_LINEAR, 1};
}

/* ---- the second count ---- */

static double people(const Trial *t, size_t d) {
    const Demand *demand = &t->country.demand[d];
    const double *pop = t->country.pop_of_year + (size_t)2 * (size_t)demand->unit;
    return t->spec.population.year ? demand->pop * (pop[1] / pop[0]) : demand->pop;
}

static OfficeFate fate(const Trial *t, const char *institution) {
    for (size_t i = 0; i < t->n_rules; i++)
        if (t->rule[i].institution == institution) return t->rule[i].fate;
    return OFFICE_KEEP;
}

static bool is_point(const Trial *t, size_t f) {
    const Facility *facility = &t->country.facility[f];
    if (facility->kind == FACILITY_VPVKAC) return true;
    return facility->institution && fate(t, facility->institution) == OFFICE_TAKE_IN;
}

/* The nearest point (institution NULL) or office to a group of people; -1: none. */
static int nearest(const Trial *t, size_t d, const char *institution) {
    const Country *c = &t->country;
    int best = -1;
    double best_m = INFINITY;
    for (size_t f = 0; f < c->n_facilities; f++) {
        bool home =
            c->unit[c->facility[f].unit].municipality == c->unit[c->demand[d].unit].municipality;
        bool meant = institution ? c->facility[f].institution == institution
                                 : is_point(t, f) && (home || t->spec.catchment == CATCHMENT_ANY);
        double dist_m = hypot(c->facility_xy[2 * f] - c->demand_xy[2 * d],
                              c->facility_xy[2 * f + 1] - c->demand_xy[2 * d + 1]);
        if (!meant || dist_m >= best_m) continue;
        best = (int)f;
        best_m = dist_m;
    }
    return best;
}

static void count_again(const Trial *t, double *residents, double *clients) {
    double all = 0, growth = t->spec.demand_year ? 1.5 : 1;
    for (size_t d = 0; d < t->country.n_demand; d++) all += t->country.demand[d].pop;
    for (size_t d = 0; d < t->country.n_demand; d++) {
        bool town = t->country.unit[t->country.demand[d].unit].kind == UNIT_TOWN;
        int point = nearest(t, d, NULL);
        if (point >= 0) residents[point] += people(t, d) * growth * (town ? 27.5 : 112.0) / 1000;
        for (int k = 0; k < INSTITUTIONS; k++) {
            double own = CLIENTS[k] * people(t, d) / all;
            int office = nearest(t, d, NAME[k]);
            if (office < 0) continue;
            if (fate(t, NAME[k]) == OFFICE_TAKE_IN) clients[office] += own;
            if (fate(t, NAME[k]) == OFFICE_CLOSE && point >= 0) clients[point] += own * SHARE[k];
        }
    }
}

static void near(uint64_t seed, double value, double wanted) {
    if (!(fabs(value - wanted) <= 1e-9 * fmax(1, fabs(wanted))))
        fail_msg("seed %llu: %.17g instead of %.17g", (unsigned long long)seed, value, wanted);
}

static void compare(const Trial *t, uint64_t seed, const Scenario *scenario) {
    double residents[FACILITIES + 1] = {0}, clients[FACILITIES + 1] = {0};
    size_t points = 0;
    count_again(t, residents, clients);
    for (size_t f = 0; f < t->country.n_facilities; f++) points += is_point(t, f);
    assert_int_equal(scenario->n_loads, points);
    for (size_t i = 0; i < scenario->n_loads; i++) {
        const PointLoad *load = &scenario->load[i];
        near(seed, load->clients, clients[load->facility]);
        near(seed, load->services, residents[load->facility] + clients[load->facility]);
        double over = load->services - load->capacity;
        near(seed, load->over, over > 0 ? over : 0);
        assert_true((double)load->staff * load->capacity >= load->services * (1 - 1e-9));
        assert_true(load->staff == 1 ||
                    (double)(load->staff - 1) * load->capacity < load->services);
    }
}

static void every_load(void **state) {
    (void)state;
    size_t clients_moved = 0;
    for (uint64_t seed = 1; seed <= TRIALS; seed++) {
        static const double COVERAGE[] = {5000};
        static const MeasureRules MEASURE = {700, 100, 1};
        Trial t;
        Measures measures;
        Scenario present, scenario;
        StudyContext *context = NULL;
        Error error = {0};
        make_trial(&t, seed);
        const StudyRules rules = {.demand = &t.plan, .threads = 1};
        const ProposeRules propose = {.evaluate = {COVERAGE, 1, 700, 1, NULL}};
        assert_int_equal(measure_all(&t.country, &MEASURE, &measures), STATUS_OK);
        assert_int_equal(scenario_present(&t.country, &measures, &propose.evaluate, &present),
                         STATUS_OK);
        assert_int_equal(scenario_derive(&t.spec, NULL, &t.country, &measures, &propose, &present,
                                         NULL, "p", &scenario, &error),
                         STATUS_OK);
        assert_int_equal(study_context_make(&t.country, &rules, &context), STATUS_OK);
        assert_int_equal(
            scenario_studies(context, &(StudyRequest){.spec = &t.spec}, &scenario, &error),
            STATUS_OK);
        compare(&t, seed, &scenario);
        for (size_t i = 0; i < scenario.n_loads; i++) clients_moved += scenario.load[i].clients > 0;
        study_context_free(context);
        scenario_free(&scenario);
        scenario_free(&present);
        measures_free(&measures);
        country_free(&t.country);
    }
    assert_true(clients_moved > TRIALS / 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_load)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
