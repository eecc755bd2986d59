/* place_solve against plain enumeration: every problem, with its rules as their headers say them.
 */
#include "tests/unit/cmocka_all.h"
#include "tests/unit/placement_support.h"

/* ---- the twin: what a set of open facilities is worth, and whether it may be chosen ---- */

typedef struct Twin {
    const SmallPlace *place;
    const PlacementSpec *spec;
    size_t n;
    uint8_t kept[SMALL_SITES];   /* by the plan or today */
    uint8_t choice[SMALL_SITES]; /* may be opened */
    uint8_t asks[SMALL_SITES];   /* [demand] it has to be served, or counts */
} Twin;

static bool by_load(const Twin *twin) {
    return twin->spec->points_by_load;
}

static bool reaches(const Twin *twin, size_t d, size_t f, double within_m) {
    const Country *country = &twin->place->country;
    return twin_serves(country, twin->spec, d, f) && twin_dist_m(country, d, f) <= within_m;
}

/* How many of the facilities are within a distance that serve the demand. */
static int64_t count_near(const Twin *twin, const uint8_t *set, size_t d, double within_m) {
    int64_t near = 0;
    for (size_t f = 0; f < twin->n; f++) near += set[f] && reaches(twin, d, f, within_m);
    return near;
}

static void twin_init(Twin *twin, const SmallPlace *place, const PlacementSpec *spec) {
    *twin = (Twin){.place = place, .spec = spec, .n = place->country.n_facilities};
    twin_choices(place, spec, twin->choice);
    uint8_t any[SMALL_SITES] = {0};
    for (size_t f = 0; f < twin->n; f++) {
        twin->kept[f] = twin_kept(spec, &place->country.facility[f]);
        if (by_load(twin)) twin->choice[f] = !twin->kept[f] && twin_able(place, spec, f);
        any[f] = twin->kept[f] || twin->choice[f];
    }
    bool all_that_can_be = spec->problem == PLACE_FEWEST && spec->share == 1;
    for (size_t d = 0; d < place->country.n_demand; d++) {
        int64_t near = count_near(twin, any, d, all_that_can_be ? spec->within_m : INFINITY);
        bool left_out = spec->problem == PLACE_MAX_COVER || spec->problem == PLACE_FEWEST
                            ? all_that_can_be && near < spec->times
                            : near == 0;
        twin->asks[d] = place->country.demand[d].pop > 0 && !left_out;
    }
}

/* The points that a unit's residents need. */
static size_t needed_by_load(const Twin *twin, int32_t unit) {
    const Country *country = &twin->place->country;
    const LoadRules *load = &twin->spec->load;
    double rate = country->unit[unit].kind == UNIT_PARISH ? load->services_per_1000_rural
                                                          : load->services_per_1000_town;
    double services = country->unit[unit].demand_pop * rate / 1000;
    return services > 0 ? (size_t)ceil(services / load->capacity) : 1;
}

static bool unit_is_right(const Twin *twin, int32_t unit, const uint8_t *open) {
    const Country *country = &twin->place->country;
    size_t kept = 0, chosen = 0, choices = 0;
    for (size_t f = 0; f < twin->n; f++) {
        if (country->facility[f].unit != unit) continue;
        kept += twin->kept[f];
        choices += twin->choice[f];
        chosen += open[f] && !twin->kept[f];
        /* by load the better ones are taken before the others */
        for (size_t g = 0; g < twin->n && by_load(twin) && open[f] && !twin->kept[f]; g++)
            if (country->facility[g].unit == unit && twin->choice[g] && !open[g] &&
                twin_before(twin->place, twin->spec, g, f))
                return false;
    }
    if (!by_load(twin)) return chosen == (kept == 0 && choices > 0 ? 1 : 0);
    size_t needed = needed_by_load(twin, unit);
    size_t missing = needed > kept ? needed - kept : 0;
    return chosen == (missing < choices ? missing : choices);
}

static bool may_be_chosen(const Twin *twin, const uint8_t *open) {
    const Country *country = &twin->place->country;
    const PlacementSpec *spec = twin->spec;
    int64_t kept = 0, all = 0, existing = 0, existing_open = 0, new_open = 0;
    for (size_t f = 0; f < twin->n; f++) {
        bool old = twin_existing(&country->facility[f]);
        bool may_close = spec->problem == PLACE_RELOCATE && old;
        if (open[f] && !twin->kept[f] && !twin->choice[f]) return false;
        if (!open[f] && twin->kept[f] && !may_close) return false;
        kept += twin->kept[f];
        all += open[f];
        existing += old;
        existing_open += old && open[f];
        new_open += open[f] && !twin->kept[f];
    }
    if (spec->problem == PLACE_RELOCATE)
        return existing_open == existing - spec->closings && new_open == spec->openings;
    if (spec->problem == PLACE_FEWEST) return true;
    if (spec->problem != PLACE_ONE_PER_UNIT)
        return all == (spec->points >= 0 ? spec->points : kept + spec->new_points);
    for (size_t u = 0; u < country->n_units; u++)
        if (!unit_is_right(twin, (int32_t)u, open)) return false;
    return true;
}

static double nearest_m(const Twin *twin, const uint8_t *open, size_t d) {
    double least = INFINITY;
    for (size_t f = 0; f < twin->n; f++)
        if (open[f] && reaches(twin, d, f, INFINITY))
            least = fmin(least, twin_dist_m(&twin->place->country, d, f));
    return least;
}

/* Person-kilometres; NaN where somebody who asks is not served. */
static double travelled_pkm(const Twin *twin, const uint8_t *open) {
    double sum = 0;
    for (size_t d = 0; d < twin->place->country.n_demand; d++) {
        if (!twin->asks[d]) continue;
        double dist_m = nearest_m(twin, open, d);
        if (isinf(dist_m)) return NAN;
        sum += twin->place->country.demand[d].pop * dist_m;
    }
    return sum / 1000;
}

/* Of the points chosen, in person-kilometres of their units' people. */
static double penalties_pkm(const Twin *twin, const uint8_t *open) {
    const Country *country = &twin->place->country;
    double sum = 0;
    for (size_t f = 0; f < twin->n; f++) {
        const Facility *facility = &country->facility[f];
        if (!open[f] || twin->kept[f]) continue;
        double metres = twin->spec->host_penalty_m[facility->kind];
        if (!twin->place->stop_distance[f].within) metres += twin->spec->stop_penalty_m;
        sum += metres * country->unit[facility->unit].demand_pop;
    }
    return sum / 1000;
}

static double credit_at(const PlacementSpec *spec, double m) {
    if (spec->credit == CREDIT_STEPS) {
        for (size_t k = 0; k < spec->steps.n; k++)
            if (m <= spec->steps.m[k]) return spec->steps.credit[k];
        return 0;
    }
    if (m > spec->within_m) return 0;
    if (spec->credit == CREDIT_LINEAR && m > spec->full_m)
        return (spec->within_m - m) / (spec->within_m - spec->full_m);
    return spec->credit == CREDIT_EXPONENTIAL ? exp(-m / spec->scale_m) : 1;
}

static double covered_share(const Twin *twin, const uint8_t *open) {
    const Country *country = &twin->place->country;
    double sum = 0, all = 0;
    for (size_t d = 0; d < country->n_demand; d++) {
        double least_m = nearest_m(twin, open, d);
        all += country->demand[d].pop;
        if (isfinite(least_m)) sum += country->demand[d].pop * credit_at(twin->spec, least_m);
    }
    return sum / all;
}

static double farthest_m(const Twin *twin, const uint8_t *open) {
    double most = 0;
    for (size_t d = 0; d < twin->place->country.n_demand; d++)
        if (twin->asks[d]) most = fmax(most, nearest_m(twin, open, d));
    return isinf(most) ? NAN : most;
}

/* What has to be paid for a selection that reaches the share; NaN: it does not. */
static double price_of(const Twin *twin, const uint8_t *open) {
    const PlacementSpec *spec = twin->spec;
    double price = 0, covered = 0, all = 0;
    for (size_t f = 0; f < twin->n; f++)
        if (open[f] && !twin->kept[f]) price += spec->price[twin->place->country.facility[f].kind];
    for (size_t d = 0; d < twin->place->country.n_demand; d++) {
        if (!twin->asks[d]) continue;
        double pop = twin->place->country.demand[d].pop;
        all += pop;
        if (count_near(twin, open, d, spec->within_m) >= spec->times) covered += pop;
    }
    return covered >= spec->share * all * (1 - 1e-12) ? price : NAN;
}

static double worth(const Twin *twin, const uint8_t *open) {
    if (!may_be_chosen(twin, open)) return NAN;
    switch (twin->spec->problem) {
    case PLACE_CENTER:
        return farthest_m(twin, open);
    case PLACE_MAX_COVER:
        return covered_share(twin, open);
    case PLACE_FEWEST:
        return price_of(twin, open);
    case PLACE_ONE_PER_UNIT:
        return travelled_pkm(twin, open) + penalties_pkm(twin, open);
    default:
        return travelled_pkm(twin, open);
    }
}

/* The best over all sets; NaN: there is none. */
static double enumerate(const Twin *twin) {
    bool cover = twin->spec->problem == PLACE_MAX_COVER;
    double best = NAN;
    for (uint32_t set = 0; set < 1u << twin->n; set++) {
        uint8_t open[SMALL_SITES] = {0};
        for (size_t f = 0; f < twin->n; f++) open[f] = set >> f & 1;
        double value = worth(twin, open);
        if (!isnan(value) && (isnan(best) || (cover ? value > best : value < best))) best = value;
    }
    return best;
}

/* ---- checks ---- */

/* The second best by exchange: what the best other choice in the place of each point costs. */
static void check_margins(const Twin *twin, PlaceSolution *solution) {
    const Country *country = &twin->place->country;
    double value = worth(twin, solution->open);
    for (size_t p = 0; p < twin->n; p++) {
        if (!solution->open[p] || twin->kept[p]) continue;
        double least = INFINITY, told = NAN;
        for (size_t s = 0; s < twin->n; s++) {
            bool own = country->facility[s].unit == country->facility[p].unit;
            if (!twin->choice[s] || solution->open[s]) continue;
            if (twin->spec->problem == PLACE_ONE_PER_UNIT && !own) continue;
            solution->open[p] = 0;
            solution->open[s] = 1;
            double change = worth(twin, solution->open) - value;
            solution->open[p] = 1;
            solution->open[s] = 0;
            if (change < least) least = change;
            if ((int32_t)s == solution->runner_up[p]) told = change;
        }
        if (isinf(least)) {
            assert_int_equal(solution->runner_up[p], -1);
            assert_true(isnan(solution->margin_pkm[p]));
            continue;
        }
        assert_true(fabs(solution->margin_pkm[p] - least) <= 1e-9 * (value + 1));
        assert_true(fabs(told - least) <= 1e-9 * (value + 1));
    }
}

/* Hosts, or the points of the scenario that is chosen from; populated places are only told where
 * they are chosen. */
static bool may_be_told(const Twin *twin, size_t f) {
    const Facility *facility = &twin->place->country.facility[f];
    if (facility->kind == FACILITY_PLACE) return false;
    if (twin->place->input.points) return twin_listed(twin->place, f);
    return twin->spec->host[facility->kind] || twin_existing(facility);
}

/* The host of its unit that a rule keeps out, and that would save people most in its place. */
static void check_kept_out(const Twin *twin, PlaceSolution *solution) {
    const Country *country = &twin->place->country;
    double now = travelled_pkm(twin, solution->open);
    for (size_t p = 0; p < twin->n; p++) {
        double most = 0;
        for (size_t s = 0; s < twin->n && solution->open[p]; s++) {
            const Facility *facility = &country->facility[s];
            if (facility->unit != country->facility[p].unit || twin->choice[s] ||
                solution->open[s] || twin->kept[s])
                continue;
            if (!may_be_told(twin, s)) continue;
            solution->open[p] = 0;
            solution->open[s] = 1;
            most = fmax(most, now - travelled_pkm(twin, solution->open));
            solution->open[p] = 1;
            solution->open[s] = 0;
        }
        if (most > 1e-9 * (now + 1))
            assert_true(fabs(solution->saves_pkm[p] - most) <= 1e-9 * (now + 1));
        else
            assert_true(isnan(solution->saves_pkm[p]) ||
                        solution->saves_pkm[p] <= 1e-9 * (now + 1));
        assert_true((solution->kept_out[p] < 0) == isnan(solution->saves_pkm[p]));
    }
}

/* People whom no network of these facilities serves. */
static void check_left_out(const Twin *twin, const PlaceSolution *solution) {
    const Country *country = &twin->place->country;
    const PlacementSpec *spec = twin->spec;
    bool fewest = spec->problem == PLACE_FEWEST;
    double out = 0;
    for (size_t d = 0; d < country->n_demand; d++) {
        int64_t near = 0;
        for (size_t f = 0; f < twin->n; f++)
            near += (twin->kept[f] || twin->choice[f]) &&
                    reaches(twin, d, f, fewest ? spec->within_m : INFINITY);
        if (near < (fewest ? spec->times : 1)) out += country->demand[d].pop;
    }
    if (fewest && spec->share < 1) out = 0; /* the share has them in it */
    assert_true(fabs(solution->left_out_pop - out) <= 1e-9 * (out + 1));
}

/* What only this point covers, or how far the farthest is that goes to it. */
static double twin_alone(const Twin *twin, const uint8_t *open, size_t p) {
    const Country *country = &twin->place->country;
    double alone = 0, farthest = NAN;
    for (size_t d = 0; d < country->n_demand; d++) {
        double pop = country->demand[d].pop, to_p = twin_dist_m(country, d, p);
        int near = 0;
        for (size_t f = 0; f < twin->n; f++)
            near += open[f] && reaches(twin, d, f, INFINITY) &&
                    credit_at(twin->spec, twin_dist_m(country, d, f)) > 0;
        if (near == 1 && reaches(twin, d, p, INFINITY) && credit_at(twin->spec, to_p) > 0)
            alone += pop;
        if (pop > 0 && reaches(twin, d, p, INFINITY) && to_p == nearest_m(twin, open, d))
            farthest = fmax(farthest, to_p);
    }
    return twin->spec->problem == PLACE_CENTER ? farthest : alone;
}

static void check_alone(const Twin *twin, const PlaceSolution *solution) {
    bool told = twin->spec->problem == PLACE_CENTER || twin->spec->problem == PLACE_MAX_COVER ||
                twin->spec->problem == PLACE_FEWEST;
    for (size_t p = 0; p < twin->n; p++) {
        double alone = told && solution->open[p] ? twin_alone(twin, solution->open, p) : NAN;
        assert_int_equal(isnan(solution->alone[p]), isnan(alone));
        if (!isnan(alone)) assert_true(fabs(solution->alone[p] - alone) <= 1e-9 * (alone + 1));
    }
}

static bool by_distance(const PlacementSpec *spec) {
    return spec->problem == PLACE_ONE_PER_UNIT || spec->problem == PLACE_MEDIAN ||
           spec->problem == PLACE_RELOCATE;
}

static void check_solution(const Twin *twin, PlaceSolution *solution, double best) {
    bool cover = twin->spec->problem == PLACE_MAX_COVER;
    bool any = twin->spec->catchment == CATCHMENT_ANY;
    double close = 2e-9 * (best + 1);
    assert_true(solution->proven);
    assert_true(fabs(solution->objective - best) <= close);
    assert_true(fabs(worth(twin, solution->open) - best) <= close);
    assert_true(cover ? solution->bound >= best - close : solution->bound <= best + close);
    check_left_out(twin, solution);
    check_alone(twin, solution);
    if (!by_distance(twin->spec)) return;
    if (any || (twin->spec->problem == PLACE_ONE_PER_UNIT && !by_load(twin)))
        check_margins(twin, solution);
    if (any && !by_load(twin)) check_kept_out(twin, solution);
}

/* Solves and compares. Returns whether there is a solution at all. */
static bool check_place(const SmallPlace *place, const PlacementSpec *spec) {
    Twin twin;
    PlaceSolution solution = {0};
    Error error = {0};
    const char *key = NULL;
    assert_null(placement_spec_fault(spec, &key));
    twin_init(&twin, place, spec);
    double best = enumerate(&twin);
    bool empty = true;
    for (size_t f = 0; f < twin.n; f++) empty &= !twin.kept[f] && !twin.choice[f];
    Status status = place_solve(spec, &place->input, &solution, &error);
    if (isnan(best) || (empty && spec->problem != PLACE_ONE_PER_UNIT)) {
        assert_int_equal(status, STATUS_INFEASIBLE);
        assert_true(error.message[0] != '\0');
        return false;
    }
    if (status != STATUS_OK) print_error("%s\n", error.message);
    assert_int_equal(status, STATUS_OK);
    if (empty && spec->problem == PLACE_ONE_PER_UNIT)
        assert_true(isnan(solution.objective));
    else
        check_solution(&twin, &solution, best);
    place_solution_free(&solution);
    return true;
}

/* ---- random specs ---- */

static PlacementSpec random_spec(uint64_t *seed, PlaceProblem problem) {
    PlacementSpec spec = placement_spec_default();
    spec.problem = problem;
    spec.catchment = random_below(seed, 3) ? CATCHMENT_ANY : CATCHMENT_HOME;
    spec.stop_rule = (StopPolicy)random_below(seed, STOP_POLICIES);
    spec.host[FACILITY_OFFICE] = random_below(seed, 2);
    spec.host[FACILITY_SCHOOL] = random_below(seed, 4) > 0;
    if (random_below(seed, 3) == 0)
        for (int kind = 0; kind < FACILITY_KINDS; kind++)
            spec.host_rank[kind] = (int)random_below(seed, 3);
    spec.free_existing = problem != PLACE_RELOCATE && random_below(seed, 3) == 0;
    return spec;
}

static void random_number(uint64_t *seed, PlacementSpec *spec) {
    if (spec->free_existing || random_below(seed, 2))
        spec->points = 1 + (int64_t)random_below(seed, 5);
    else
        spec->new_points = (int64_t)random_below(seed, 3);
}

static void random_problem(uint64_t *seed, PlacementSpec *spec) {
    double within_m = random_in(seed, 1000, 12000);
    if (needs_distance(spec)) spec->within_m = within_m;
    switch (spec->problem) {
    case PLACE_MAX_COVER:
        spec->credit = (CreditShape)random_below(seed, 4);
        spec->full_m = spec->credit == CREDIT_LINEAR ? spec->within_m / 3 : 0;
        spec->scale_m = 3000;
        if (spec->credit == CREDIT_STEPS)
            spec->steps = (CreditSteps){3, {2000, 4000, 9000}, {1, 0.6, 0.25}};
        random_number(seed, spec);
        return;
    case PLACE_FEWEST:
        spec->share = random_below(seed, 2) ? 1 : 0.8;
        spec->times = 1 + (int64_t)random_below(seed, 2);
        for (int kind = 0; kind < FACILITY_KINDS && random_below(seed, 3); kind++)
            spec->price[kind] = 0.5 * (double)random_below(seed, 7);
        return;
    case PLACE_RELOCATE:
        spec->closings = (int64_t)random_below(seed, 2);
        spec->openings = (int64_t)random_below(seed, 3);
        if (spec->closings + spec->openings == 0) spec->openings = 1;
        return;
    case PLACE_ONE_PER_UNIT:
        spec->points_by_load = random_below(seed, 3) == 0;
        spec->load.capacity = spec->points_by_load ? random_in(seed, 1, 10) : 0;
        if (spec->points_by_load || random_below(seed, 3)) return;
        spec->stop_penalty_m = random_in(seed, 0, 3000);
        spec->host_penalty_m[FACILITY_LIBRARY] = random_in(seed, 0, 2000);
        spec->host_penalty_m[FACILITY_VPVKAC] = random_in(seed, 0, 2000);
        return;
    default:
        random_number(seed, spec);
    }
}

/* Sometimes only the points of another scenario may be taken. */
static void random_points(uint64_t *seed, SmallPlace *place) {
    for (size_t f = 0; f < place->country.n_facilities; f++)
        if (random_below(seed, 2)) place->points[place->input.n_points++] = (int32_t)f;
    place->input.points = place->points;
}

static void check_problem(PlaceProblem problem, int rounds) {
    uint64_t seed = 1000 + (uint64_t)problem;
    int solved = 0;
    for (int round = 0; round < rounds; round++) {
        SmallPlace place;
        small_random(&place, &seed);
        PlacementSpec spec = random_spec(&seed, problem);
        random_problem(&seed, &spec);
        if (random_below(&seed, 4) == 0) random_points(&seed, &place);
        solved += check_place(&place, &spec);
        small_place_free(&place);
    }
    assert_true(solved > rounds / 3 && (solved < rounds || problem == PLACE_ONE_PER_UNIT));
}

static void one_per_unit_is_the_best_of_all(void **state) {
    (void)state;
    check_problem(PLACE_ONE_PER_UNIT, 3000);
}

static void median_is_the_best_of_all(void **state) {
    (void)state;
    check_problem(PLACE_MEDIAN, 2000);
}

static void relocate_is_the_best_of_all(void **state) {
    (void)state;
    check_problem(PLACE_RELOCATE, 2000);
}

static void center_is_the_best_of_all(void **state) {
    (void)state;
    check_problem(PLACE_CENTER, 2000);
}

static void max_cover_is_the_best_of_all(void **state) {
    (void)state;
    check_problem(PLACE_MAX_COVER, 2000);
}

static void fewest_is_the_best_of_all(void **state) {
    (void)state;
    check_problem(PLACE_FEWEST, 2000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_per_unit_is_the_best_of_all),
        cmocka_unit_test(median_is_the_best_of_all),
        cmocka_unit_test(relocate_is_the_best_of_all),
        cmocka_unit_test(center_is_the_best_of_all),
        cmocka_unit_test(max_cover_is_the_best_of_all),
        cmocka_unit_test(fewest_is_the_best_of_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
