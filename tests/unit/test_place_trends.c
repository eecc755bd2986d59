/* What must not change an answer of place_solve (order of the input, threads), and what may change
 * it to one side only (one more candidate, one more point, a longer way). */
#include "tests/unit/cmocka_all.h"
#include "tests/unit/placement_support.h"

enum { ROUNDS = 600 };

/* Every kind of problem in turn, on countries whose units have hosts only: a populated place stands
 * aside as soon as its unit has a host. */
static PlacementSpec make(SmallPlace *place, uint64_t *seed, int round) {
    PlacementSpec spec = placement_spec_default();
    small_random(place, seed);
    for (size_t f = 0; f < place->country.n_facilities; f++)
        if (place->country.facility[f].kind == FACILITY_PLACE)
            place->country.facility[f].kind = FACILITY_LIBRARY;
    spec.problem = (PlaceProblem)(round % PLACE_PROBLEMS);
    spec.catchment = random_below(seed, 3) ? CATCHMENT_ANY : CATCHMENT_HOME;
    spec.stop_rule = STOP_IGNORE;
    spec.free_existing = spec.problem != PLACE_RELOCATE;
    if (spec.problem == PLACE_RELOCATE)
        spec.openings = 1 + (int64_t)random_below(seed, 2);
    else if (spec.problem != PLACE_FEWEST && spec.problem != PLACE_ONE_PER_UNIT)
        spec.points = 1 + (int64_t)random_below(seed, 3);
    double within_m = random_in(seed, 3000, 9000);
    if (needs_distance(&spec)) spec.within_m = within_m;
    if (spec.problem == PLACE_FEWEST) spec.share = random_in(seed, 0.2, 0.9);
    if (spec.problem == PLACE_MAX_COVER && random_below(seed, 2)) spec.credit = CREDIT_LINEAR;
    return spec;
}

/* False: there is no network that does what is asked. */
static bool solve(const SmallPlace *place, const PlacementSpec *spec, PlaceSolution *solution) {
    Status status = place_solve(spec, &place->input, solution, NULL);
    if (status == STATUS_INFEASIBLE) return false;
    assert_int_equal(status, STATUS_OK);
    assert_true(solution->proven);
    return true;
}

/* Its worth, the less the better; INFINITY: it cannot be. *left_out: people nobody can serve. */
static double worth(const SmallPlace *place, const PlacementSpec *spec, double *left_out) {
    PlaceSolution solution = {0};
    *left_out = 0;
    if (!solve(place, spec, &solution)) return INFINITY;
    double value = solution.objective;
    *left_out = solution.left_out_pop;
    place_solution_free(&solution);
    return spec->problem == PLACE_MAX_COVER ? -value : value;
}

static bool no_worse(double now, double before) {
    return now <= before + 2e-9 * (fabs(before) + 1);
}

/* ---- what changes nothing ---- */

static void swap_facilities(SmallPlace *place, size_t a, size_t b) {
    Country *country = &place->country;
    Facility facility = country->facility[a];
    StopDistance stop = place->stop_distance[a];
    uint8_t fails = place->fails[a];
    country->facility[a] = country->facility[b];
    country->facility[b] = facility;
    place->stop_distance[a] = place->stop_distance[b];
    place->stop_distance[b] = stop;
    place->fails[a] = place->fails[b];
    place->fails[b] = fails;
    for (int axis = 0; axis < 2; axis++) {
        double value = country->facility_xy[2 * a + (size_t)axis];
        country->facility_xy[2 * a + (size_t)axis] = country->facility_xy[2 * b + (size_t)axis];
        country->facility_xy[2 * b + (size_t)axis] = value;
    }
}

/* Within their units, whose order is fixed; demand anyhow. */
static void shuffle(SmallPlace *place, uint64_t *seed) {
    Country *country = &place->country;
    for (size_t f = 0; f < country->n_facilities; f++) {
        size_t g = random_below(seed, country->n_facilities);
        if (country->facility[f].unit == country->facility[g].unit) swap_facilities(place, f, g);
    }
    for (size_t d = country->n_demand; d-- > 1;) {
        size_t e = random_below(seed, d + 1);
        Demand demand = country->demand[d];
        country->demand[d] = country->demand[e];
        country->demand[e] = demand;
        for (size_t axis = 0; axis < 2; axis++) {
            double value = country->demand_xy[2 * d + axis];
            country->demand_xy[2 * d + axis] = country->demand_xy[2 * e + axis];
            country->demand_xy[2 * e + axis] = value;
        }
    }
}

static bool by_distance(const PlacementSpec *spec) {
    return spec->problem == PLACE_ONE_PER_UNIT || spec->problem == PLACE_MEDIAN ||
           spec->problem == PLACE_RELOCATE;
}

/* Whether `id` is open; ids stay with their facility. */
static bool is_open(const Country *country, const PlaceSolution *solution, const char *id) {
    for (size_t f = 0; f < country->n_facilities; f++)
        if (strcmp(country->facility[f].id, id) == 0) return solution->open[f];
    return false;
}

static void the_order_of_the_input_changes_nothing(void **state) {
    (void)state;
    uint64_t seed = 12;
    for (int round = 0; round < ROUNDS; round++) {
        SmallPlace place;
        PlaceSolution before = {0}, after = {0};
        PlacementSpec spec = make(&place, &seed, round);
        bool can = solve(&place, &spec, &before);
        const char *open[SMALL_SITES];
        size_t n = 0;
        for (size_t f = 0; f < place.country.n_facilities && can; f++)
            if (before.open[f]) open[n++] = place.country.facility[f].id;
        shuffle(&place, &seed);
        assert_int_equal(solve(&place, &spec, &after), can);
        if (can) {
            assert_true(fabs(before.objective - after.objective) <=
                        1e-9 * (fabs(before.objective) + 1));
            /* distances have no ties here; covering has */
            for (size_t k = 0; k < n && by_distance(&spec) && before.objective > 0; k++)
                assert_true(is_open(&place.country, &after, open[k]));
            place_solution_free(&before);
            place_solution_free(&after);
        }
        small_place_free(&place);
    }
}

/* Where it is asked for it is told of every choice, and of nothing else. */
static void check_stability(const PlacementSpec *spec, const PlaceSolution *solution, size_t n) {
    for (size_t f = 0; f < n; f++) {
        bool told = spec->trials > 0 && solution->sites.part[f] == SITE_CHOICE;
        assert_int_equal(!isnan(solution->stability[f]), told);
        if (told) assert_true(solution->stability[f] >= 0 && solution->stability[f] <= 1);
    }
}

static void threads_change_no_bit(void **state) {
    (void)state;
    uint64_t seed = 13;
    int tried = 0;
    for (int round = 0; round < ROUNDS; round++) {
        SmallPlace place;
        PlaceSolution one = {0}, four = {0};
        PlacementSpec spec = make(&place, &seed, round);
        size_t n = place.country.n_facilities;
        if (spec.problem == PLACE_ONE_PER_UNIT || spec.problem == PLACE_MEDIAN) {
            spec.free_existing = false;
            spec.trials = random_below(&seed, 3) ? 0 : 6;
        }
        tried += spec.trials > 0;
        place.input.threads = 1;
        bool can = solve(&place, &spec, &one);
        place.input.threads = 4;
        assert_int_equal(solve(&place, &spec, &four), can);
        if (can) {
            assert_memory_equal(one.open, four.open, n);
            assert_memory_equal(&one.objective, &four.objective, sizeof one.objective);
            assert_memory_equal(&one.bound, &four.bound, sizeof one.bound);
            assert_memory_equal(one.runner_up, four.runner_up, n * sizeof *one.runner_up);
            assert_memory_equal(one.margin_pkm, four.margin_pkm, n * sizeof *one.margin_pkm);
            check_stability(&spec, &one, n);
            assert_memory_equal(one.stability, four.stability, n * sizeof *one.stability);
            assert_memory_equal(one.alone, four.alone, n * sizeof *one.alone);
            assert_memory_equal(one.saves_pkm, four.saves_pkm, n * sizeof *one.saves_pkm);
            assert_int_equal(one.nodes, four.nodes);
            place_solution_free(&one);
            place_solution_free(&four);
        }
        small_place_free(&place);
    }
    assert_true(tried > ROUNDS / 20);
}

/* ---- what changes it to one side ---- */

/* Puts one more library where it belongs in the order of units. */
static void add_candidate(SmallPlace *place, uint64_t *seed) {
    Country *country = &place->country;
    int unit = (int)random_below(seed, country->n_units);
    double x = unit % 3 * 10000.0, y = unit / 3 * 10000.0;
    size_t f = small_site(place, FACILITY_LIBRARY, random_in(seed, x, x + 10000),
                          random_in(seed, y, y + 10000), unit, 0);
    for (; f > 0 && country->facility[f - 1].unit > unit; f--) swap_facilities(place, f, f - 1);
}

static void one_more_candidate_never_worsens(void **state) {
    (void)state;
    uint64_t seed = 14;
    int better = 0, compared = 0;
    for (int round = 0; round < 2 * ROUNDS; round++) {
        SmallPlace place;
        double out_before, out_after;
        PlacementSpec spec = make(&place, &seed, round);
        double before = worth(&place, &spec, &out_before);
        add_candidate(&place, &seed);
        double after = worth(&place, &spec, &out_after);
        small_place_free(&place);
        /* a home's first candidate serves people who did not count before; NaN: no unit had any */
        if (!isfinite(before) || out_before != out_after) continue;
        assert_true(no_worse(after, before));
        better += after < before;
        compared++;
    }
    assert_true(compared > ROUNDS && better > compared / 20);
}

static void one_more_point_never_worsens(void **state) {
    (void)state;
    uint64_t seed = 15;
    int better = 0;
    for (int round = 0; round < ROUNDS; round++) {
        SmallPlace place;
        double left_out, before = INFINITY;
        PlacementSpec spec = make(&place, &seed, PLACE_MEDIAN + round % 3);
        for (spec.points = 0; spec.points <= 8; spec.points++) {
            double value = worth(&place, &spec, &left_out);
            if (isinf(value)) continue; /* fewer than are needed, or more than there are */
            assert_true(no_worse(value, before));
            better += value < before && isfinite(before);
            before = value;
        }
        small_place_free(&place);
    }
    assert_true(better > ROUNDS);
}

static void a_longer_way_never_covers_less(void **state) {
    (void)state;
    uint64_t seed = 16;
    int better = 0;
    for (int round = 0; round < ROUNDS; round++) {
        SmallPlace place;
        double left_out, before = INFINITY;
        PlaceProblem problem = round % 2 ? PLACE_MAX_COVER : PLACE_FEWEST;
        PlacementSpec spec = make(&place, &seed, problem);
        for (spec.within_m = 500; spec.within_m < 30000; spec.within_m *= 1.5) {
            double value = worth(&place, &spec, &left_out);
            assert_true(no_worse(value, before));
            better += value < before && isfinite(before);
            before = value;
        }
        small_place_free(&place);
    }
    assert_true(better > ROUNDS);
}

/* More people, or more points near each, never cost less. */
static void more_asked_for_never_costs_less(void **state) {
    (void)state;
    uint64_t seed = 17;
    int dearer = 0;
    for (int round = 0; round < ROUNDS; round++) {
        SmallPlace place;
        double left_out, before = 0;
        PlacementSpec spec = make(&place, &seed, PLACE_FEWEST);
        for (spec.share = 0; spec.share < 1; spec.share += 0.1) {
            double value = worth(&place, &spec, &left_out);
            assert_true(no_worse(before, value));
            dearer += value > before;
            before = value;
        }
        spec.share = 0.3;
        before = 0;
        for (spec.times = 1; spec.times <= 3; spec.times++) {
            double value = worth(&place, &spec, &left_out);
            assert_true(no_worse(before, value));
            before = value;
        }
        small_place_free(&place);
    }
    assert_true(dearer > ROUNDS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_the_input_changes_nothing),
        cmocka_unit_test(threads_change_no_bit),
        cmocka_unit_test(one_more_candidate_never_worsens),
        cmocka_unit_test(one_more_point_never_worsens),
        cmocka_unit_test(a_longer_way_never_covers_less),
        cmocka_unit_test(more_asked_for_never_costs_less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
