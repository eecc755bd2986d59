/* Points that serve no more than they can, by place_solve, against every choice of points with its
 * best split of the units' people over them. */
#include "tests/unit/cmocka_all.h"
#include "tests/unit/placement_support.h"

enum { MOST_UNITS = 8, NODES = 2 + MOST_UNITS + SMALL_SITES };

/* ---- the twin: the best split, by augmenting along cheapest paths ---- */

typedef struct Split {
    size_t n_units, n_sites;
    double services[MOST_UNITS];           /* that its people ask for */
    double value[MOST_UNITS][SMALL_SITES]; /* of one service: person-metres, or - people covered;
                                              NaN: the site does not serve the unit */
    double flow[MOST_UNITS][SMALL_SITES];
    double left[SMALL_SITES]; /* of the site's capacity; below 0: it is closed */
} Split;

static const double TINY = 1e-9;

/* Cheapest ways from the units with services left to every node, over what is not full: units are
 * nodes 0 …, sites follow. */
static void cheapest_ways(const Split *split, const double *rest, double *cost, int *from) {
    size_t nodes = split->n_units + split->n_sites;
    for (size_t v = 0; v < nodes; v++) {
        cost[v] = v < split->n_units && rest[v] > TINY ? 0 : INFINITY;
        from[v] = -1;
    }
    for (bool better = true; better;) {
        better = false;
        for (size_t u = 0; u < split->n_units; u++)
            for (size_t s = 0; s < split->n_sites; s++) {
                size_t site = split->n_units + s;
                if (split->left[s] < 0 || isnan(split->value[u][s])) continue;
                if (cost[u] + split->value[u][s] < cost[site] - 1e-7) {
                    cost[site] = cost[u] + split->value[u][s];
                    from[site] = (int)u;
                    better = true;
                }
                if (split->flow[u][s] > TINY && cost[site] - split->value[u][s] < cost[u] - 1e-7) {
                    cost[u] = cost[site] - split->value[u][s];
                    from[u] = (int)site;
                    better = true;
                }
            }
    }
}

/* Sends as much as fits along the way to a site; returns how much. */
static double send(Split *split, double *rest, const int *from, size_t site) {
    size_t n = split->n_units, v = n + site;
    double most = split->left[site];
    for (; from[v] >= 0; v = (size_t)from[v])
        if (v < n) most = fmin(most, split->flow[v][(size_t)from[v] - n]);
    most = fmin(most, rest[v]);
    rest[v] -= most;
    for (v = n + site; from[v] >= 0; v = (size_t)from[v]) {
        if (v < n)
            split->flow[v][(size_t)from[v] - n] -= most;
        else
            split->flow[from[v]][v - n] += most;
    }
    split->left[site] -= most;
    return most;
}

/* The least sum; whole: everybody has to be served (NaN: they cannot be). */
static double best_split(Split *split, bool whole) {
    double rest[MOST_UNITS], cost[NODES], sum = 0;
    int from[NODES];
    memset(split->flow, 0, sizeof split->flow);
    memcpy(rest, split->services, sizeof rest);
    for (;;) {
        size_t best = SIZE_MAX;
        cheapest_ways(split, rest, cost, from);
        for (size_t s = 0; s < split->n_sites; s++)
            if (split->left[s] > TINY && isfinite(cost[split->n_units + s]) &&
                (best == SIZE_MAX || cost[split->n_units + s] < cost[split->n_units + best]))
                best = s;
        if (best == SIZE_MAX || (!whole && cost[split->n_units + best] >= 0)) break;
        sum += cost[split->n_units + best] * send(split, rest, from, best);
    }
    for (size_t u = 0; u < split->n_units && whole; u++)
        if (rest[u] > 1e-6) return NAN;
    return sum;
}

static double credit_at(const PlacementSpec *spec, double m) {
    if (m > spec->within_m) return 0;
    if (spec->credit == CREDIT_LINEAR && m > spec->full_m)
        return (spec->within_m - m) / (spec->within_m - spec->full_m);
    return spec->credit == CREDIT_EXPONENTIAL ? exp(-m / spec->scale_m) : 1;
}

/* What a service of the unit is worth at each site. */
static void fill_unit(const SmallPlace *place, const PlacementSpec *spec, const uint8_t *any,
                      Split *split, size_t u) {
    const Country *country = &place->country;
    bool cover = spec->problem == PLACE_MAX_COVER;
    double people = 0, rate = country->unit[u].kind == UNIT_PARISH ? 0.112 : 0.0275;
    bool served = cover;
    for (size_t s = 0; s < split->n_sites; s++) {
        double sum = 0;
        bool serves = any[s];
        people = 0;
        for (size_t d = 0; d < country->n_demand; d++) {
            if (country->demand[d].unit != (int32_t)u) continue;
            double m = twin_dist_m(country, d, s), pop = country->demand[d].pop;
            serves = serves && twin_serves(country, spec, d, s);
            sum += pop * (cover ? -credit_at(spec, m) : m);
            people += pop;
        }
        served |= serves;
        split->value[u][s] = serves && people > 0 ? sum / people / rate : NAN;
    }
    /* nobody can serve the people of a home without any site */
    split->services[u] = served ? people * rate : 0;
}

/* *asked: services of all who can be served at all. */
static double enumerate(const SmallPlace *place, const PlacementSpec *spec, double *asked) {
    const Country *country = &place->country;
    bool cover = spec->problem == PLACE_MAX_COVER;
    size_t n = country->n_facilities;
    uint8_t choice[SMALL_SITES], any[SMALL_SITES];
    double best = NAN, all = 0;
    Split split = {.n_units = country->n_units, .n_sites = n};
    twin_choices(place, spec, choice);
    for (size_t f = 0; f < n; f++) any[f] = choice[f] || twin_kept(spec, &country->facility[f]);
    *asked = 0;
    for (size_t u = 0; u < country->n_units; u++) {
        fill_unit(place, spec, any, &split, u);
        *asked += split.services[u];
    }
    for (size_t d = 0; d < country->n_demand; d++) all += country->demand[d].pop;
    for (uint32_t set = 0; set < 1u << n; set++) {
        bool may = __builtin_popcount(set) == spec->points;
        for (size_t f = 0; f < n && may; f++) {
            bool open = set >> f & 1;
            may = open ? any[f] : !twin_kept(spec, &country->facility[f]);
            split.left[f] = open ? spec->load.capacity : -1;
        }
        if (!may) continue;
        double value = best_split(&split, !cover);
        if (!isnan(value) && !(value >= best)) best = value;
    }
    return cover ? -best / all : best / 1000;
}

/* ---- checks ---- */

/* What each point is told to serve: no more than it can, and in sum what is asked for. */
static void check_services(const SmallPlace *place, const PlacementSpec *spec,
                           const PlaceSolution *solution, double asked) {
    int64_t open = 0;
    double sum = 0;
    for (size_t f = 0; f < place->country.n_facilities; f++) {
        open += solution->open[f];
        assert_true(solution->open[f] != isnan(solution->services[f]));
        if (!solution->open[f]) continue;
        assert_true(solution->services[f] >= 0);
        assert_true(solution->services[f] <= spec->load.capacity * (1 + 1e-6));
        sum += solution->services[f];
    }
    if (spec->problem == PLACE_MEDIAN)
        assert_true(fabs(sum - asked) <= 1e-6 * (asked + 1));
    else
        assert_true(sum <= asked + 1e-6 * (asked + 1));
    assert_int_equal(open, spec->points);
}

static bool check_place(const SmallPlace *place, const PlacementSpec *spec) {
    PlaceSolution solution = {0};
    Error error = {0};
    double asked, best = enumerate(place, spec, &asked);
    Status status = place_solve(spec, &place->input, &solution, &error);
    if (isnan(best)) {
        assert_int_equal(status, STATUS_INFEASIBLE);
        assert_string_not_equal(error.message, "no solution exists");
        return false;
    }
    if (status != STATUS_OK) print_error("%s\n", error.message);
    assert_int_equal(status, STATUS_OK);
    assert_true(solution.proven);
    assert_true(fabs(solution.objective - best) <= 1e-6 * (best + 1));
    check_services(place, spec, &solution, asked);
    place_solution_free(&solution);
    return true;
}

static PlacementSpec random_spec(uint64_t *seed, PlaceProblem problem) {
    PlacementSpec spec = placement_spec_default();
    spec.problem = problem;
    spec.capacitated = true;
    spec.catchment = random_below(seed, 3) ? CATCHMENT_ANY : CATCHMENT_HOME;
    spec.stop_rule = (StopPolicy)random_below(seed, STOP_POLICIES);
    spec.free_existing = random_below(seed, 2);
    spec.points = 1 + (int64_t)random_below(seed, 5);
    spec.load.capacity = random_in(seed, 1, 20);
    double within_m = random_in(seed, 3000, 12000);
    if (needs_distance(&spec)) spec.within_m = within_m;
    if (problem != PLACE_MAX_COVER) return spec;
    spec.credit = random_below(seed, 2)   ? CREDIT_WHOLE
                  : random_below(seed, 2) ? CREDIT_LINEAR
                                          : CREDIT_EXPONENTIAL;
    spec.full_m = spec.within_m / 3;
    spec.scale_m = 4000;
    return spec;
}

static void check_problem(PlaceProblem problem, int rounds) {
    uint64_t seed = 500 + (uint64_t)problem;
    int solved = 0;
    for (int round = 0; round < rounds; round++) {
        SmallPlace place;
        small_random(&place, &seed);
        PlacementSpec spec = random_spec(&seed, problem);
        solved += check_place(&place, &spec);
        small_place_free(&place);
    }
    assert_true(solved > rounds / 5 && solved < rounds);
}

static void capacitated_median_is_the_best_of_all(void **state) {
    (void)state;
    check_problem(PLACE_MEDIAN, 150);
}

static void capacitated_cover_is_the_best_of_all(void **state) {
    (void)state;
    check_problem(PLACE_MAX_COVER, 100);
}

/* 40 sites in a row, one every 100 m, and the people of two units at its beginning, who fill 30 of
 * them: more than are looked at first. */
static void more_sites_are_looked_at_where_the_nearest_are_full(void **state) {
    (void)state;
    SmallPlace place;
    small_place(&place, 3, 1);
    place.country.unit[0].kind = UNIT_PARISH;
    for (int i = 0; i < 40; i++) small_site(&place, FACILITY_LIBRARY, 10000 + 100 * i, 500, 1, 0);
    made_demand(&place.country, 10000, 500, 500, 0);
    made_demand(&place.country, 10000, 500, 1000, 1);
    PlacementSpec spec = placement_spec_default();
    PlaceSolution solution = {0};
    spec.problem = PLACE_MEDIAN;
    spec.capacitated = true;
    spec.points = 30;
    spec.load.capacity = 1500 * 0.112 / 30;
    assert_int_equal(place_solve(&spec, &place.input, &solution, NULL), STATUS_OK);
    assert_true(solution.proven);
    for (int i = 0; i < 40; i++) assert_int_equal(solution.open[i], i < 30);
    /* 50 people go to each, 0 … 2.9 km */
    assert_true(fabs(solution.objective - 50 * 0.1 * (29 * 30 / 2)) < 1e-4);
    assert_true(solution.bound <= solution.objective);
    place_solution_free(&solution);
    small_place_free(&place);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(capacitated_median_is_the_best_of_all),
        cmocka_unit_test(capacitated_cover_is_the_best_of_all),
        cmocka_unit_test(more_sites_are_looked_at_where_the_nearest_are_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
