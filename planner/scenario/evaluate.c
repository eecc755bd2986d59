#include "planner/scenario/evaluate.h"
#include "planner/access/assign.h"
#include "planner/access/coverage.h"
#include "planner/access/indicators.h"
#include "planner/access/network.h"
#include "planner/place/baseline.h"
#include "planner/place/optimal.h"
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The national problem takes about a hundred nodes; a hard made-up one is told with its gap. */
enum { OPTIMAL_MAX_NODES = 2000 };

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* What the scenario was computed with, so that it can be computed again. */
static Status describe(const EvaluateRules *rules, const char *method, Scenario *scenario) {
    json_t *thresholds = json_array();
    for (size_t i = 0; i < rules->n_coverage; i++)
        json_array_append_new(thresholds, json_real(rules->coverage_m[i]));
    json_t *parameters = json_pack("{s:s, s:f, s:o}", "method", method, "stop_distance_m",
                                   rules->stop_distance_m, "coverage_m", thresholds);
    char *text =
        parameters ? json_dumps(parameters, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(15))
                   : NULL;
    json_decref(parameters);
    if (!text) return STATUS_NO_MEMORY;
    scenario->parameters = strings_dup(&scenario->strings, text);
    free(text);
    return scenario->parameters ? STATUS_OK : STATUS_NO_MEMORY;
}

Status scenario_evaluate(const Country *country, const Measures *measures,
                         const EvaluateRules *rules, Scenario *scenario) {
    Scopes scopes = scopes_of(country);
    int32_t *open = NULL;
    size_t n = 0;
    Status status = proposals_open(scenario->proposal, scenario->n_proposals, &open, &n);
    for (int c = 0; c < CATCHMENTS && status == STATUS_OK; c++)
        status = assign_by_line(country, open, n, (Catchment)c, rules->threads,
                                &scenario->assignment[c]);
    if (status == STATUS_OK)
        status = coverage_by_distance(country, open, n, scenario->assignment, rules->coverage_m,
                                      rules->n_coverage, rules->threads, &scenario->coverage,
                                      &scenario->n_coverage);
    if (status == STATUS_OK)
        status = indicators_of(country, open, n, scenario->assignment, measures->stop_distance,
                               &scenario->indicator, &scenario->n_indicators);
    if (status == STATUS_OK)
        status = network_table(&scopes, open, n, &scenario->network, &scenario->n_network);
    free(open);
    return status;
}

static Scenario started(const char *name) {
    return (Scenario){.name = name,
                      .catchment = CATCHMENT_ANY,
                      .impedance = "line",
                      .status = "measured",
                      .objective = NAN,
                      .bound = NAN,
                      .gap = NAN,
                      .method = "rule",
                      .seed = -1};
}

/* From its proposals to the end; `status` is that of the proposals. */
static Status finish(Status status, double started_s, const Country *country,
                     const Measures *measures, const EvaluateRules *rules, Scenario *scenario,
                     Scenario *out) {
    if (status == STATUS_OK) status = describe(rules, scenario->name, scenario);
    if (status == STATUS_OK) status = scenario_evaluate(country, measures, rules, scenario);
    if (status != STATUS_OK) {
        scenario_free(scenario);
        return status;
    }
    scenario->seconds = seconds_now() - started_s;
    *out = *scenario;
    return STATUS_OK;
}

typedef Status (*ProposalMaker)(const Country *, const StopDistance *, Strings *, Proposal **,
                                size_t *);

/* A scenario whose proposals follow from a rule, without a search. */
static Status by_rule(const char *name, ProposalMaker propose, const Country *country,
                      const Measures *measures, const EvaluateRules *rules, Scenario *out) {
    double started_s = seconds_now();
    Scenario scenario = started(name);
    Status status = propose(country, measures->stop_distance, &scenario.strings, &scenario.proposal,
                            &scenario.n_proposals);
    return finish(status, started_s, country, measures, rules, &scenario, out);
}

Status scenario_present(const Country *country, const Measures *measures,
                        const EvaluateRules *rules, Scenario *out) {
    return by_rule("present", present_proposals, country, measures, rules, out);
}

Status scenario_baseline(const Country *country, const Measures *measures,
                         const EvaluateRules *rules, Scenario *out) {
    return by_rule("baseline", baseline_proposals, country, measures, rules, out);
}

Status scenario_optimal(const Country *country, const Measures *measures,
                        const EvaluateRules *rules, bool (*stop)(const void *context),
                        Scenario *out) {
    double started_s = seconds_now();
    Scenario scenario = started("optimal");
    OptimalRules search = {.max_nodes = OPTIMAL_MAX_NODES, .threads = rules->threads, .stop = stop};
    OptimalProof proof = {0};
    Status status = optimal_proposals(country, measures->stop_distance, &search, &scenario.strings,
                                      &scenario.proposal, &scenario.n_proposals, &proof);
    scenario.status = proof.proven ? "optimal" : "feasible";
    scenario.objective = proof.person_m / 1000;
    scenario.bound = proof.bound_person_m / 1000;
    scenario.gap = proof.gap;
    scenario.method = "median";
    scenario.objective_unit = "person-km";
    return finish(status, started_s, country, measures, rules, &scenario, out);
}
