/* The frontier of a scenario as rows: order, shares against adding up, best and bound against
 * enumeration, the territory of units that have a point. */
#include "planner/place/territory_points.h"
#include "planner/scenario/begin.h"
#include "planner/scenario/propose.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/country_support.h"
#include "tests/unit/test_support.h"

enum { MOST_POINTS = 8 };

typedef struct Small {
    Country country;
    TerritoryPoints territory;
    Proposal proposal[MOST_POINTS + 4];
    Scenario scenario;
    DistanceList distances;
    uint32_t existing; /* bits by facility */
} Small;

static const ProposeRules RULES = {.evaluate = {.threads = 2}};

static void small_begin(Small *small, int n_units) {
    memset(small, 0, sizeof *small);
    made_country(&small->country, n_units, 2, 1, 10);
    small->scenario = scenario_begin("made");
    small->scenario.proposal = small->proposal;
}

/* A facility that the scenario opens. */
static void add_point(Small *small, double x, double y, int unit, Role role) {
    int32_t f = (int32_t)small->country.n_facilities;
    made_facility(&small->country, "f", FACILITY_LIBRARY, x, y, unit);
    small->proposal[small->scenario.n_proposals++] =
        (Proposal){.unit = unit, .facility = f, .role = role};
    if (role == ROLE_EXISTING) small->existing |= 1u << f;
}

static void add_none(Small *small, int unit) {
    small->proposal[small->scenario.n_proposals++] =
        (Proposal){.unit = unit, .facility = -1, .role = ROLE_NONE};
}

static void add_rows(Small *small) {
    assert_int_equal(
        scenario_add_frontier(&small->country, &RULES, &small->distances, &small->scenario),
        STATUS_OK);
}

static void small_free(Small *small) {
    small->scenario.proposal = NULL; /* the test's own */
    scenario_free(&small->scenario);
    territory_points_free(&small->territory);
    country_free(&small->country);
}

static void make_random(Small *small, uint64_t *seed) {
    int n_units = 1 + (int)random_below(seed, 4);
    small_begin(small, n_units);
    for (int u = 0; u < n_units; u++) {
        double x = u % 2 * 10000.0, y = u / 2 * 10000.0;
        size_t points = random_below(seed, 3);
        for (size_t i = 0; i < points; i++)
            add_point(small, random_in(seed, x, x + 10000), random_in(seed, y, y + 10000), u,
                      random_below(seed, 3) ? ROLE_NEW : ROLE_EXISTING);
        if (points == 0) add_none(small, u);
        for (int d = 0; d < 12; d++)
            made_demand(&small->country, random_in(seed, x, x + 10000),
                        random_in(seed, y, y + 10000), (double)random_below(seed, 30), u);
        small->country.unit[u].area_m2 = random_in(seed, 1e7, 1e8);
    }
    small->distances =
        (DistanceList){2, {random_in(seed, 1000, 4000), random_in(seed, 4000, 9000)}};
}

/* ---- the twin ---- */

static double near_weight(const double *xy, size_t d, const Country *country, uint32_t open,
                          double within_m) {
    for (size_t f = 0; f < country->n_facilities; f++) {
        double dx = xy[2 * d] - country->facility_xy[2 * f];
        double dy = xy[2 * d + 1] - country->facility_xy[2 * f + 1];
        if ((open >> f & 1) && sqrt(dx * dx + dy * dy) <= within_m) return 1;
    }
    return 0;
}

/* The share of people or of territory that a set of facilities covers. */
static double covered(const Small *small, uint32_t open, const FrontierRow *row) {
    const Country *country = &small->country;
    double sum = 0, all = 0;
    if (strcmp(row->goal, "territory_units") == 0) {
        for (size_t u = 0; u < country->n_units; u++) {
            bool has = false;
            for (size_t f = 0; f < country->n_facilities; f++)
                has |= (open >> f & 1) && country->facility[f].unit == (int32_t)u;
            all += country->unit[u].area_m2;
            sum += has ? country->unit[u].area_m2 : 0;
        }
        return sum / all;
    }
    bool people = strcmp(row->goal, "people") == 0;
    size_t n = people ? country->n_demand : small->territory.n;
    const double *xy = people ? country->demand_xy : small->territory.xy;
    for (size_t d = 0; d < n; d++) {
        double weight = people ? country->demand[d].pop : small->territory.area_m2[d];
        all += weight;
        sum += weight * near_weight(xy, d, country, open, row->threshold);
    }
    return all > 0 ? sum / all : 0;
}

/* The most that so many points reach, the existing ones among them. */
static double most_of(const Small *small, const FrontierRow *row) {
    double most = 0;
    for (uint32_t set = 0; set < 1u << small->country.n_facilities; set++)
        if (__builtin_popcount(set) == row->points && (set & small->existing) == small->existing)
            most = fmax(most, covered(small, set, row));
    return most;
}

/* One goal and threshold: from the existing points to all, each row adding its facility, none of
 * which would have added less than another one. Returns the first row after it. */
static size_t check_series(const Small *small, size_t at) {
    const Scenario *scenario = &small->scenario;
    size_t n = small->country.n_facilities;
    uint32_t open = small->existing;
    double before = 0;
    for (bool first = true; open != (1u << n) - 1 || first; at++, first = false) {
        assert_true(at < scenario->n_frontier);
        const FrontierRow *row = &scenario->frontier[at];
        assert_int_equal(row->facility < 0, first);
        double other = 0;
        for (size_t f = 0; f < n && !first; f++)
            if (!(open >> f & 1)) other = fmax(other, covered(small, open | 1u << f, row));
        if (!first) {
            assert_false(open >> row->facility & 1);
            open |= 1u << row->facility;
        }
        assert_int_equal(row->points, __builtin_popcount(open));
        assert_true(fabs(row->share - covered(small, open, row)) < 1e-9);
        assert_true(first || row->share > other - 1e-9);
        double most = most_of(small, row);
        assert_true(row->share <= row->best_share && row->best_share <= row->bound_share);
        assert_true(row->best_share <= most + 1e-9 && row->bound_share >= most - 1e-9);
        assert_true(row->bound_share <= 1 && row->share >= before);
        before = row->share;
    }
    const FrontierRow *last = &scenario->frontier[at - 1];
    assert_true(last->share == last->best_share && last->best_share == last->bound_share);
    return at;
}

static void every_row_is_what_its_points_cover(void **state) {
    (void)state;
    uint64_t seed = 31;
    size_t rows = 0;
    for (int round = 0; round < 120; round++) {
        Small small;
        make_random(&small, &seed);
        assert_int_equal(
            territory_points_make(&small.country, TERRITORY_STEP_M, 1, &small.territory),
            STATUS_OK);
        add_rows(&small);
        static const char *const GOALS[] = {"people", "people", "territory", "territory",
                                            "territory_units"};
        size_t at = 0;
        for (int series = 0; series < 5 && small.country.n_facilities > 0; series++) {
            const FrontierRow *row = &small.scenario.frontier[at];
            assert_string_equal(row->goal, GOALS[series]);
            if (series < 4)
                assert_true(row->threshold == small.distances.m[series % 2]);
            else
                assert_true(isnan(row->threshold));
            at = check_series(&small, at);
        }
        assert_int_equal(at, small.scenario.n_frontier);
        rows += at;
        small_free(&small);
    }
    assert_true(rows > 1000);
}

/* ---- by hand ---- */

/* 4 units of 100, 200, 300 and 400 ha: an existing point in the first, two new ones in the second,
 * one in the fourth. */
static void the_largest_units_come_first_and_count_once(void **state) {
    (void)state;
    Small small;
    small_begin(&small, 4);
    for (int u = 0; u < 4; u++) small.country.unit[u].area_m2 = 1e6 * (u + 1);
    add_point(&small, 5000, 5000, 0, ROLE_EXISTING);
    add_point(&small, 15000, 5000, 1, ROLE_NEW);
    add_point(&small, 16000, 5000, 1, ROLE_NEW);
    add_none(&small, 2);
    add_point(&small, 15000, 15000, 3, ROLE_NEW);
    add_rows(&small); /* no distance is asked for: this goal alone */
    static const double SHARES[] = {0.1, 0.5, 0.7, 0.7};
    static const int32_t FACILITIES[] = {-1, 3, 1, 2};
    assert_int_equal(small.scenario.n_frontier, 4);
    for (int k = 0; k < 4; k++) {
        const FrontierRow *row = &small.scenario.frontier[k];
        assert_string_equal(row->goal, "territory_units");
        assert_int_equal(row->points, 1 + k);
        assert_int_equal(row->facility, FACILITIES[k]);
        assert_true(fabs(row->share - SHARES[k]) < 1e-12);
        assert_true(row->best_share == row->share && row->bound_share == row->share);
    }
    small_free(&small);
}

static void without_points_there_is_no_frontier(void **state) {
    (void)state;
    Small small;
    small_begin(&small, 2);
    add_none(&small, 0);
    add_none(&small, 1);
    made_demand(&small.country, 5000, 5000, 10, 0);
    small.distances = (DistanceList){1, {5000}};
    add_rows(&small);
    assert_int_equal(small.scenario.n_frontier, 0);
    small_free(&small);
}

/* Shares of nobody are nothing, and rows made anew take the place of the old ones. */
static void nobody_and_again(void **state) {
    (void)state;
    Small small;
    small_begin(&small, 1);
    add_point(&small, 5000, 5000, 0, ROLE_NEW);
    small.distances = (DistanceList){1, {20000}};
    for (int again = 0; again < 2; again++) {
        add_rows(&small);
        assert_int_equal(small.scenario.n_frontier, 6);
        for (int k = 0; k < 2; k++) {
            assert_string_equal(small.scenario.frontier[k].goal, "people");
            assert_true(small.scenario.frontier[k].share == 0);
            assert_true(small.scenario.frontier[k].bound_share == 0);
            assert_true(small.scenario.frontier[2 + k].share == k); /* none, then all of it */
            assert_true(small.scenario.frontier[4 + k].share == k);
        }
    }
    small_free(&small);
}

static bool at_once(const void *context) {
    (void)context;
    return true;
}

/* Stopped, the scenario keeps the rows it had. */
static void a_stop_leaves_the_scenario_as_it_was(void **state) {
    (void)state;
    Small small;
    small_begin(&small, 1);
    for (int i = 0; i < MOST_POINTS; i++) add_point(&small, 1000 * i, 5000, 0, ROLE_NEW);
    for (int d = 0; d < 200; d++) made_demand(&small.country, 50 * d, 5000, 1 + d % 7, 0);
    small.distances = (DistanceList){1, {1200}};
    add_rows(&small);
    const FrontierRow *rows = small.scenario.frontier;
    size_t n = small.scenario.n_frontier;
    ProposeRules stopped = {.evaluate = {.threads = 2}, .stop = at_once};
    assert_int_equal(
        scenario_add_frontier(&small.country, &stopped, &small.distances, &small.scenario),
        STATUS_LIMIT);
    assert_ptr_equal(small.scenario.frontier, rows);
    assert_int_equal(small.scenario.n_frontier, n);
    small_free(&small);
}

static void threads_change_no_row(void **state) {
    (void)state;
    uint64_t seed = 32;
    for (int round = 0; round < 20; round++) {
        Small small;
        make_random(&small, &seed);
        add_rows(&small);
        size_t n = small.scenario.n_frontier;
        FrontierRow *two = small.scenario.frontier;
        small.scenario.frontier = NULL;
        ProposeRules one = {.evaluate = {.threads = 1}};
        assert_int_equal(
            scenario_add_frontier(&small.country, &one, &small.distances, &small.scenario),
            STATUS_OK);
        assert_int_equal(small.scenario.n_frontier, n);
        for (size_t k = 0; k < n; k++) {
            const FrontierRow *row = &small.scenario.frontier[k];
            assert_int_equal(row->facility, two[k].facility);
            assert_memory_equal(&row->share, &two[k].share, sizeof row->share);
            assert_memory_equal(&row->best_share, &two[k].best_share, sizeof row->best_share);
            assert_memory_equal(&row->bound_share, &two[k].bound_share, sizeof row->bound_share);
        }
        free(two);
        small_free(&small);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_what_its_points_cover),
        cmocka_unit_test(the_largest_units_come_first_and_count_once),
        cmocka_unit_test(without_points_there_is_no_frontier),
        cmocka_unit_test(nobody_and_again),
        cmocka_unit_test(a_stop_leaves_the_scenario_as_it_was),
        cmocka_unit_test(threads_change_no_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
