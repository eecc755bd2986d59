#include "planner/scenario/propose.h"
#include "geo/clock.h"
#include "planner/access/coverage.h"
#include "planner/place/baseline.h"
#include "planner/place/reasons.h"
#include "planner/place/solve.h"
#include "planner/scenario/begin.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the making of one proposal holds. */
typedef struct Making {
    const PlacementSpec *spec;
    PlaceInput input;
    uint8_t *fails, *host;
    int32_t *points;
    PlaceSolution solution;
} Making;

static void making_free(Making *making) {
    free(making->fails);
    free(making->host);
    free(making->points);
    place_solution_free(&making->solution);
}

static Status making_init(Making *making, const Country *country, const Measures *measures,
                          const ProposeRules *rules, const Scenario *points_of) {
    size_t n_points = 0;
    making->fails = calloc(country->n_facilities + 1, 1);
    making->host = calloc(country->n_facilities + 1, 1);
    if (!making->fails || !making->host) return STATUS_NO_MEMORY;
    requirements_failed(country, rules->requirement, rules->n_requirements, making->fails);
    for (size_t f = 0; f < country->n_facilities; f++)
        making->host[f] = site_is_host(making->spec, &country->facility[f]);
    Status status = STATUS_OK;
    if (points_of)
        status =
            proposals_open(points_of->proposal, points_of->n_proposals, &making->points, &n_points);
    making->input = (PlaceInput){.country = country,
                                 .stop_distance = measures->stop_distance,
                                 .fails = making->fails,
                                 .points = making->points,
                                 .n_points = n_points,
                                 .threads = rules->evaluate.threads,
                                 .stop = rules->stop};
    return status;
}

static void take_over(const PlacementSpec *spec, const PlaceSolution *solution,
                      Scenario *scenario) {
    scenario->catchment = spec->catchment;
    scenario->status = solution->proven ? "optimal" : "feasible";
    scenario->method = solution->method;
    scenario->objective_unit = solution->objective_unit;
    scenario->objective = solution->objective;
    scenario->bound = solution->bound;
    scenario->gap = solution->gap;
    scenario->left_out = spec->problem == PLACE_FEWEST ? solution->left_out_pop : 0;
    scenario->short_units = solution->short_units;
    if (spec->trials > 0) scenario->seed = spec->seed;
}

/* With capacities a point serves what the solution gives it, not whoever is nearest. */
static void take_over_services(const PlaceSolution *solution, Scenario *scenario) {
    if (!solution->services) return;
    for (size_t i = 0; i < scenario->n_loads; i++) {
        double services = solution->services[scenario->load[i].facility];
        if (isnan(services)) continue;
        scenario->load[i].services = services;
        double over = services - scenario->load[i].capacity;
        scenario->load[i].over = over > 0 ? over : 0;
    }
}

static Status add_site_checks(const Making *making, const ProposeRules *rules, Scenario *scenario) {
    if (rules->n_requirements == 0) return STATUS_OK;
    Status status = requirements_list(making->input.country, rules->requirement,
                                      rules->n_requirements, making->solution.open, making->host,
                                      &scenario->site_check, &scenario->n_site_checks);
    for (size_t i = 0; i < scenario->n_site_checks && status == STATUS_OK; i++) {
        SiteCheck *check = &scenario->site_check[i];
        check->requirement = strings_dup(&scenario->strings, check->requirement);
        if (!check->requirement) status = STATUS_NO_MEMORY;
    }
    return status;
}

/* The territory that the solution covers, exactly. */
static Status exact_territory(const Making *making, double *share) {
    const PlaceInput *input = &making->input;
    int32_t *open = NULL;
    size_t n = 0;
    Status status = place_solution_points(input->country, &making->solution, &open, &n);
    if (status == STATUS_OK)
        status = territory_within(input->country, open, n, making->spec->catchment,
                                  making->spec->within_m, input->threads, share);
    free(open);
    return status;
}

/* A search sees territory as a lattice, whose share may lie a little beside that of the area. So
 * that 90 % asked for are 90 % reached, more is asked of the lattice until the area holds them. */
static Status solve(Making *making, Error *error) {
    enum { TRIES = 6 };
    const PlacementSpec *spec = making->spec;
    bool by_lattice = spec->problem == PLACE_FEWEST && spec->goal == GOAL_TERRITORY &&
                      spec->share < 1 && spec->times == 1;
    PlacementSpec asked = *spec;
    for (int k = 0;; k++) {
        double reached = 1;
        Status status = place_solve(&asked, &making->input, &making->solution, error);
        if (status != STATUS_OK || !by_lattice || k == TRIES) return status;
        status = exact_territory(making, &reached);
        double more = asked.share + (spec->share - reached) + 1e-6;
        if (status != STATUS_OK || reached >= spec->share || more >= 1) return status;
        asked.share = more;
        place_solution_free(&making->solution);
        making->solution = (PlaceSolution){0};
    }
}

Status scenario_propose(const char *name, const PlacementSpec *spec, const char *spec_json,
                        const Country *country, const Measures *measures, const ProposeRules *rules,
                        const Scenario *points_of, Scenario *out, Error *error) {
    double started_s = clock_s();
    Making making = {.spec = spec};
    EvaluateRules evaluate = rules->evaluate;
    Scenario scenario = scenario_begin(NULL);
    evaluate.load = &spec->load;
    scenario.name = strings_dup(&scenario.strings, name);
    Status status = scenario.name ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = making_init(&making, country, measures, rules, points_of);
    if (status == STATUS_OK) status = solve(&making, error);
    if (status == STATUS_OK) {
        take_over(spec, &making.solution, &scenario);
        status = place_proposals(spec, &making.input, &making.solution, &scenario.strings,
                                 &scenario.proposal, &scenario.n_proposals);
    }
    if (status == STATUS_OK) status = add_site_checks(&making, rules, &scenario);
    status =
        scenario_finish(status, started_s, spec_json, country, measures, &evaluate, &scenario, out);
    if (status == STATUS_OK) take_over_services(&making.solution, out);
    if (status == STATUS_OK) {
        status = scenario_add_frontier(country, rules, &spec->frontier, out);
        if (status != STATUS_OK) scenario_free(out);
    }
    making_free(&making);
    return error_status(error, status);
}
