/* In which year each point opens, and what is reached by then: by hand, and the greedy order
 * against looking at every point at every step. */
#include "planner/access/scopes.h"
#include "planner/scenario/phases.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

enum { MOST = 12 };

static size_t all_new(const Country *country, size_t n_existing, Proposal *proposal) {
    for (size_t f = 0; f < country->n_facilities; f++)
        proposal[f] = (Proposal){.unit = country->facility[f].unit,
                                 .facility = (int32_t)f,
                                 .role = f < n_existing ? ROLE_EXISTING : ROLE_NEW};
    return country->n_facilities;
}

static double line_m(const Country *country, size_t d, size_t f, Catchment catchment) {
    int32_t home = home_of_unit(country, country->demand[d].unit);
    if (catchment == CATCHMENT_HOME && home != home_of_unit(country, country->facility[f].unit))
        return INFINITY;
    double dx = country->demand_xy[2 * d] - country->facility_xy[2 * f];
    double dy = country->demand_xy[2 * d + 1] - country->facility_xy[2 * f + 1];
    return sqrt(dx * dx + dy * dy);
}

/* Opens what adds most people, then what saves most to those who are reached already. */
static void greedy_twin(const Country *country, bool *open, Catchment catchment, size_t *order) {
    for (size_t k = 0; order[k] != SIZE_MAX; k++) {
        double best_pop = -1, best_m = -1;
        size_t best = SIZE_MAX;
        for (size_t f = 0; f < country->n_facilities; f++) {
            if (open[f]) continue;
            double pop = 0, person_m = 0;
            for (size_t d = 0; d < country->n_demand; d++) {
                double now = INFINITY, then = line_m(country, d, f, catchment);
                for (size_t g = 0; g < country->n_facilities; g++)
                    if (open[g]) now = fmin(now, line_m(country, d, g, catchment));
                if (then < now && isinf(now)) pop += country->demand[d].pop;
                if (then < now && !isinf(now)) person_m += country->demand[d].pop * (now - then);
            }
            if (pop > best_pop || (pop == best_pop && person_m > best_m)) {
                best = f;
                best_pop = pop;
                best_m = person_m;
            }
        }
        open[best] = true;
        order[k] = best;
    }
}

static void order_is_that_of_looking_at_all(void **state) {
    (void)state;
    uint64_t seed = 11;
    for (int trial = 0; trial < 2000; trial++) {
        Country country;
        Proposal proposal[MOST];
        bool open[MOST] = {false};
        size_t order[MOST + 1], n_points = 1 + random_below(&seed, MOST - 1);
        size_t n_existing = random_below(&seed, n_points + 1);
        Catchment catchment = (Catchment)random_below(&seed, CATCHMENTS);
        made_country(&country, 4, 2, 2, 4);
        for (size_t f = 0; f < n_points; f++)
            made_facility(&country, "f", FACILITY_LIBRARY, 1000.0 * (double)random_below(&seed, 20),
                          1000.0 * (double)random_below(&seed, 20), (int)(f * 4 / n_points));
        for (int d = 0; d < 25; d++)
            made_demand(&country, 1000.0 * (double)random_below(&seed, 20),
                        1000.0 * (double)random_below(&seed, 20), (double)random_below(&seed, 4),
                        (int)random_below(&seed, 4));
        size_t n = all_new(&country, n_existing, proposal), n_new = n - n_existing;
        PhasePlan plan = {.n = n_new, .order = PHASE_PERSON_KM};
        for (size_t k = 0; k < n_new; k++)
            plan.phase[k] = (Phase){2000 + (int)k, (double)(k + 1) / (double)n_new};
        for (size_t k = 0; k <= n_new; k++) order[k] = k < n_new ? 0 : SIZE_MAX;
        for (size_t f = 0; f < n_existing; f++) open[f] = true;
        greedy_twin(&country, open, catchment, order);
        assert_int_equal(phases_assign(&country, &plan, catchment, proposal, n), STATUS_OK);
        for (size_t k = 0; k < n_new; k++) assert_int_equal(proposal[order[k]].year, 2000 + (int)k);
        for (size_t f = 0; f < n_existing; f++) assert_int_equal(proposal[f].year, 0);
        country_free(&country);
    }
}

/* Five new points in a row, four of them by the end of the first year: 0.7 × 5 is rounded up. */
static void shares_are_rounded_up(void **state) {
    (void)state;
    Country country;
    Proposal proposal[MOST];
    made_country(&country, 5, 5, 5, 5);
    for (int u = 0; u < 5; u++) {
        made_facility(&country, "f", FACILITY_LIBRARY, 10000.0 * u, 0, u);
        made_demand(&country, 10000.0 * u, 0, 10 * (u + 1), u);
    }
    size_t n = all_new(&country, 0, proposal);
    PhasePlan plan = {.phase = {{2025, 0}, {2026, 0.7}, {2028, 1}}, .n = 3, .order = PHASE_UNIT};
    static const int YEAR[] = {2026, 2026, 2026, 2026, 2028};
    assert_int_equal(phases_assign(&country, &plan, CATCHMENT_ANY, proposal, n), STATUS_OK);
    for (int f = 0; f < 5; f++) assert_int_equal(proposal[f].year, YEAR[f]);
    country_free(&country);
}

/* 0.55 × 100 is a bit more than 55 to the computer: the 56th point waited a year less. */
static void a_share_of_a_hundred_is_whole(void **state) {
    (void)state;
    Country country;
    static Proposal proposal[100];
    made_country(&country, 100, 10, 100, 100);
    for (int u = 0; u < 100; u++) made_facility(&country, "f", FACILITY_LIBRARY, 10.0 * u, 0, u);
    size_t n = all_new(&country, 0, proposal), early = 0;
    PhasePlan plan = {.phase = {{2025, 0.55}, {2026, 1}}, .n = 2, .order = PHASE_UNIT};
    assert_int_equal(phases_assign(&country, &plan, CATCHMENT_ANY, proposal, n), STATUS_OK);
    for (size_t i = 0; i < n; i++) early += proposal[i].year == 2025;
    assert_int_equal(early, 55);
    country_free(&country);
}

static double figure(const YearFigure *row, size_t n, int year, const char *name,
                     double threshold) {
    for (size_t i = 0; i < n; i++)
        if (row[i].year == year && strcmp(row[i].name, name) == 0 &&
            (row[i].threshold == threshold || (isnan(threshold) && isnan(row[i].threshold))))
            return row[i].value;
    return NAN;
}

/* Three units in a row, 10, 20 and 30 people, a centre in the first, which the plan closes with
 * the first year; a library each in the others. */
static void figures_by_year(void **state) {
    (void)state;
    static const double WITHIN_M[] = {1000};
    Country country;
    Proposal proposal[2];
    StopDistance stops[3] = {{-1, INFINITY, false}, {-1, INFINITY, false}, {-1, INFINITY, false}};
    made_country(&country, 3, 3, 3, 3);
    for (int u = 0; u < 3; u++) {
        made_facility(&country, "f", u ? FACILITY_LIBRARY : FACILITY_VPVKAC, 5000 + 10000.0 * u,
                      5000, u);
        made_demand(&country, 5000 + 10000.0 * u, 5000, 10 * (u + 1), u);
    }
    proposal[0] = (Proposal){.unit = 1, .facility = 1, .role = ROLE_NEW};
    proposal[1] = (Proposal){.unit = 2, .facility = 2, .role = ROLE_NEW};
    PhasePlan plan = {.phase = {{2025, 0.5}, {2026, 1}}, .n = 2, .order = PHASE_PERSON_KM};
    PhaseRules rules = {WITHIN_M, 1, 1};
    const int32_t before[] = {0};
    YearFigure *row;
    size_t n;
    assert_int_equal(phases_assign(&country, &plan, CATCHMENT_ANY, proposal, 2), STATUS_OK);
    /* either serves all; the order of facilities decides */
    assert_int_equal(proposal[0].year, 2025);
    assert_int_equal(proposal[1].year, 2026);
    assert_int_equal(
        phases_figures(&country, stops, &plan, &rules, before, 1, proposal, 2, &row, &n),
        STATUS_OK);
    assert_true(figure(row, n, 2024, "points", NAN) == 1);
    assert_true(figure(row, n, 2024, "pop_share", 1000) == 10.0 / 60);
    assert_true(figure(row, n, 2024, "person_km", NAN) == 20 * 10 + 30 * 20);
    assert_true(figure(row, n, 2025, "points", NAN) == 1);
    assert_true(figure(row, n, 2025, "pop_share", 1000) == 20.0 / 60);
    assert_true(figure(row, n, 2025, "person_km", NAN) == 10 * 10 + 30 * 10);
    assert_true(figure(row, n, 2026, "points", NAN) == 2);
    assert_true(figure(row, n, 2026, "pop_share", 1000) == 50.0 / 60);
    assert_true(figure(row, n, 2026, "mean_dist_m", NAN) == 10 * 10000 / 60.0);
    assert_true(fabs(figure(row, n, 2026, "area_share", 1000) - 2 * acos(-1) / 300) < 1e-9);
    assert_true(fabs(figure(row, n, 2026, "area_share_units_with_point", NAN) - 2.0 / 3) < 1e-12);
    for (size_t i = 1; i < n; i++) {
        int by_year = row[i].year - row[i - 1].year;
        int by_name = strcmp(row[i].name, row[i - 1].name);
        assert_true(by_year > 0 || (by_year == 0 && by_name > 0)); /* one threshold only */
    }
    free(row);
    country_free(&country);
}

static void without_years_there_is_nothing(void **state) {
    (void)state;
    Country country;
    PhasePlan plan = {.n = 0};
    PhaseRules rules = {NULL, 0, 1};
    Proposal proposal = {.facility = 0, .role = ROLE_NEW};
    YearFigure *row;
    size_t n;
    made_country(&country, 1, 1, 1, 1);
    made_facility(&country, "f", FACILITY_LIBRARY, 0, 0, 0);
    assert_int_equal(phases_assign(&country, &plan, CATCHMENT_ANY, &proposal, 1), STATUS_OK);
    assert_int_equal(proposal.year, 0);
    assert_int_equal(phases_figures(&country, NULL, &plan, &rules, NULL, 0, &proposal, 1, &row, &n),
                     STATUS_OK);
    assert_int_equal(n, 0);
    country_free(&country);
}

/* What may stand behind {2025: 0.5}, and what the fault is. */
static void a_year_stands_where_it_fits(void **state) {
    (void)state;
    static const struct {
        long year;
        double share;
        PhaseFault fault;
    } CASE[] = {{2026, 0.5, PHASE_FITS},
                {PHASE_LAST_YEAR, 1, PHASE_FITS},
                {2025, 1, PHASE_YEAR},
                {2024, 1, PHASE_YEAR},
                {PHASE_LAST_YEAR + 1, 1, PHASE_YEAR},
                {2026, 0.49, PHASE_SHARE},
                {2026, 1.01, PHASE_SHARE},
                {2026, NAN, PHASE_SHARE}};
    for (size_t i = 0; i < sizeof CASE / sizeof *CASE; i++) {
        PhasePlan plan = {.n = 0};
        assert_int_equal(phases_add(&plan, PHASE_FIRST_YEAR - 1, 0.5), PHASE_YEAR);
        assert_int_equal(phases_add(&plan, 2025, -0.01), PHASE_SHARE);
        assert_false(phases_end(&plan));
        assert_int_equal(phases_add(&plan, 2025, 0.5), PHASE_FITS);
        assert_int_equal(phases_add(&plan, CASE[i].year, CASE[i].share), CASE[i].fault);
        assert_int_equal(plan.n, CASE[i].fault == PHASE_FITS ? 2 : 1);
        assert_int_equal(phases_end(&plan), CASE[i].fault == PHASE_FITS && CASE[i].share == 1);
    }
    PhasePlan plan = {.n = 0};
    for (int i = 0; i < PHASES_MAX; i++)
        assert_int_equal(phases_add(&plan, PHASE_FIRST_YEAR + i, 0), PHASE_FITS);
    assert_int_equal(phases_add(&plan, PHASE_LAST_YEAR, 1), PHASE_NO_ROOM);
    assert_int_equal(plan.n, PHASES_MAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_is_that_of_looking_at_all),
        cmocka_unit_test(shares_are_rounded_up),
        cmocka_unit_test(a_share_of_a_hundred_is_whole),
        cmocka_unit_test(figures_by_year),
        cmocka_unit_test(without_years_there_is_nothing),
        cmocka_unit_test(a_year_stands_where_it_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
