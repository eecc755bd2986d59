/* Territory as the goal of place_solve, against enumeration on the same lattice. */
#include "planner/place/territory_points.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/placement_support.h"

/* Lattice points that the same sites reach, taken together. */
typedef struct Reach {
    size_t n;
    uint32_t sites[4096];
    double area_m2[4096];
    double total;
} Reach;

static void add_reach(Reach *reach, uint32_t sites, double area_m2) {
    size_t k = 0;
    while (k < reach->n && reach->sites[k] != sites) k++;
    if (k == reach->n) {
        assert_true(k < 4096);
        reach->sites[reach->n++] = sites;
        reach->area_m2[k] = 0;
    }
    reach->area_m2[k] += area_m2;
    reach->total += area_m2;
}

static void find_reach(const SmallPlace *place, const PlacementSpec *spec, Reach *reach) {
    const Country *country = &place->country;
    TerritoryPoints points;
    reach->n = 0;
    reach->total = 0;
    assert_int_equal(territory_points_make(country, TERRITORY_STEP_M, 1, &points), STATUS_OK);
    for (size_t d = 0; d < points.n; d++) {
        uint32_t sites = 0;
        for (size_t f = 0; f < country->n_facilities; f++) {
            double dx = points.xy[2 * d] - country->facility_xy[2 * f];
            double dy = points.xy[2 * d + 1] - country->facility_xy[2 * f + 1];
            bool home = country->unit[points.unit[d]].municipality ==
                        country->unit[country->facility[f].unit].municipality;
            if (sqrt(dx * dx + dy * dy) <= spec->within_m &&
                (home || spec->catchment == CATCHMENT_ANY))
                sites |= 1u << f;
        }
        add_reach(reach, sites, points.area_m2[d]);
    }
    territory_points_free(&points);
}

/* Every set of sites that may be: its area, and how many are new in it. */
static double enumerate(const SmallPlace *place, const PlacementSpec *spec, const Reach *reach) {
    uint8_t choice[SMALL_SITES];
    uint32_t kept = 0, may = 0, all;
    double asked = spec->share * reach->total, best = NAN;
    bool cover = spec->problem == PLACE_MAX_COVER;
    twin_choices(place, spec, choice);
    for (size_t f = 0; f < place->country.n_facilities; f++) {
        bool is_kept = twin_kept(spec, &place->country.facility[f]);
        kept |= (uint32_t)is_kept << f;
        may |= (uint32_t)(is_kept || choice[f]) << f;
    }
    all = may;
    if (!cover && spec->share == 1) /* all that can be */
        for (size_t k = 0; k < reach->n; k++)
            if (__builtin_popcount(reach->sites[k] & all) < spec->times) asked -= reach->area_m2[k];
    for (uint32_t set = 0; set < 1u << place->country.n_facilities; set++) {
        double area = 0;
        if ((set & ~may) || (kept & ~set)) continue;
        if (cover && __builtin_popcount(set) != spec->points) continue;
        for (size_t k = 0; k < reach->n; k++)
            if (__builtin_popcount(reach->sites[k] & set) >= spec->times) area += reach->area_m2[k];
        double value = cover ? area / reach->total : __builtin_popcount(set & ~kept);
        if (!cover && area < asked * (1 - 1e-9)) continue;
        if (isnan(best) || (cover ? value > best : value < best)) best = value;
    }
    return all == 0 ? NAN : best;
}

static PlacementSpec random_spec(uint64_t *seed, PlaceProblem problem) {
    PlacementSpec spec = placement_spec_default();
    spec.problem = problem;
    spec.goal = GOAL_TERRITORY;
    spec.catchment = random_below(seed, 3) ? CATCHMENT_ANY : CATCHMENT_HOME;
    spec.stop_rule = (StopPolicy)random_below(seed, STOP_POLICIES);
    spec.free_existing = random_below(seed, 2);
    spec.within_m = random_in(seed, 2000, 9000);
    if (problem == PLACE_MAX_COVER) {
        spec.points = 1 + (int64_t)random_below(seed, 4);
    } else {
        spec.share = random_below(seed, 2) ? 1 : random_in(seed, 0.1, 0.6);
        spec.times = 1 + (int64_t)random_below(seed, 2);
    }
    return spec;
}

static void check_problem(PlaceProblem problem, int rounds) {
    static Reach reach;
    uint64_t seed = 40 + (uint64_t)problem;
    int solved = 0;
    for (int round = 0; round < rounds; round++) {
        SmallPlace place;
        PlaceSolution solution = {0};
        small_random(&place, &seed);
        PlacementSpec spec = random_spec(&seed, problem);
        find_reach(&place, &spec, &reach);
        double best = enumerate(&place, &spec, &reach);
        Status status = place_solve(&spec, &place.input, &solution, NULL);
        assert_int_equal(status, isnan(best) ? STATUS_INFEASIBLE : STATUS_OK);
        if (status == STATUS_OK) {
            assert_true(solution.proven);
            assert_true(fabs(solution.objective - best) <= 1e-9 * (best + 1));
            place_solution_free(&solution);
            solved++;
        }
        small_place_free(&place);
    }
    assert_true(solved > rounds / 3 && solved < rounds);
}

static void max_cover_of_territory_is_the_best_of_all(void **state) {
    (void)state;
    check_problem(PLACE_MAX_COVER, 300);
}

static void fewest_for_territory_is_the_best_of_all(void **state) {
    (void)state;
    check_problem(PLACE_FEWEST, 300);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(max_cover_of_territory_is_the_best_of_all),
        cmocka_unit_test(fewest_for_territory_is_the_best_of_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
