/* Scenarios whose institutions share places, on random countries, against plain counting. */
#include "tests/unit/sharing_fixture.h"

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
        int unit = i / 4;
        snprintf(id, sizeof id, "f%02d", i);
        place(country, id, i % 4 ? FACILITY_OFFICE : FACILITY_VPVKAC,
              (double)(10000 * unit) + (double)random_below(seed, 10000), i / 4,
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

/* A random country with its present network, and what a scenario of it does with two offices. */
static ScenarioSpec random_scenario(Fixture *f, uint64_t *seed, int trial, OfficeRule *rule) {
    rule[0] = (OfficeRule){"NVA", (OfficeFate)random_below(seed, 3), 1};
    ScenarioSpec spec = {.shares = true,
                         .sharing = (Sharing)(trial % SHARINGS),
                         .catchment = (Catchment)random_below(seed, 2),
                         .office = rule};
    MeasureRules rules = {700, 100, 1};
    scatter(f, seed);
    for (size_t i = 0; i < f->country.n_facilities; i++) {
        const char *whose = f->country.facility[i].institution;
        if (whose && strcmp(whose, "NVA") == 0) spec.n_offices = 1;
    }
    scenario_free(&f->present);
    measures_free(&f->measures);
    assert_int_equal(measure_all(&f->country, &rules, &f->measures), STATUS_OK);
    assert_int_equal(scenario_present(&f->country, &f->measures, &f->propose.evaluate, &f->present),
                     STATUS_OK);
    return spec;
}

static void check_clients(const Fixture *f, const ScenarioSpec *spec, const Scenario *s) {
    static const char *const NAME[] = {
        "clients_kept",     "clients_shared",     "clients_taken",    "clients_turned_away",
        "clients_unserved", "clients_officeless", "clients_at_points"};
    static Counted sum;
    bool open[PLACES * 4] = {false};
    double people = 0, at[PLACES * 4] = {0};
    memset(&sum, 0, sizeof sum);
    for (size_t i = 0; i < s->n_proposals; i++)
        if (s->proposal[i].facility >= 0) open[s->proposal[i].facility] = true;
    for (size_t d = 0; d < f->country.n_demand; d++) people += f->country.demand[d].pop;
    for (size_t k = 0; k < INSTITUTIONS; k++) count_institution(f, spec, open, k, people, &sum);
    const double wanted[] = {sum.kept,     sum.shared,     sum.taken,    sum.turned_away,
                             sum.unserved, sum.officeless, sum.at_points};
    for (size_t i = 0; i < 7; i++) near(total(s, NAME[i]), wanted[i]);
    for (size_t i = 0; i < s->study.n_network_places; i++)
        if (!isnan(s->study.network_place[i].clients))
            at[s->study.network_place[i].facility] += s->study.network_place[i].clients;
    for (size_t i = 0; i < f->country.n_facilities; i++) near(at[i], sum.at[i]);
}

/* The same on one thread, to the bit. */
static void check_threads(Fixture *f, ScenarioSpec *spec, const Scenario *s) {
    f->rules.threads = 1;
    Scenario twin = make(f, spec);
    f->rules.threads = 3;
    assert_int_equal(twin.study.n_network_figures, s->study.n_network_figures);
    for (size_t i = 0; i < s->study.n_network_figures; i++)
        assert_true(twin.study.network_figure[i].value == s->study.network_figure[i].value);
    scenario_free(&twin);
}

static void random_countries(void **state) {
    Fixture *f = *state;
    uint64_t seed = 5;
    for (int trial = 0; trial < 60; trial++) {
        OfficeRule rule[1];
        ScenarioSpec spec = random_scenario(f, &seed, trial, rule);
        Scenario s = make(f, &spec);
        assert_conserved(&s);
        check_clients(f, &spec, &s);
        check_threads(f, &spec, &s);
        scenario_free(&s);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(random_countries)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
