#include "planner/scenario/evaluate.h"
#include "planner/access/assign.h"
#include "planner/access/coverage.h"
#include "planner/access/indicators.h"
#include "planner/access/network.h"
#include "planner/place/baseline.h"
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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

typedef Status (*ProposalMaker)(const Country *, const StopDistance *, Strings *, Proposal **,
                                size_t *);

static Status make_scenario(const char *name, ProposalMaker maker, const Country *country,
                            const Measures *measures, const EvaluateRules *rules, Scenario *out) {
    double started = seconds_now();
    Scenario scenario = {.name = name,
                         .catchment = CATCHMENT_ANY,
                         .impedance = "line",
                         .status = "measured",
                         .objective = NAN,
                         .bound = NAN,
                         .gap = NAN};
    Status status = describe(rules, name, &scenario);
    if (status == STATUS_OK)
        status = maker(country, measures->stop_distance, &scenario.strings, &scenario.proposal,
                       &scenario.n_proposals);
    if (status == STATUS_OK) status = scenario_evaluate(country, measures, rules, &scenario);
    if (status != STATUS_OK) {
        scenario_free(&scenario);
        return status;
    }
    scenario.seconds = seconds_now() - started;
    *out = scenario;
    return STATUS_OK;
}

Status scenario_present(const Country *country, const Measures *measures,
                        const EvaluateRules *rules, Scenario *scenario) {
    return make_scenario("present", present_proposals, country, measures, rules, scenario);
}

Status scenario_baseline(const Country *country, const Measures *measures,
                         const EvaluateRules *rules, Scenario *scenario) {
    return make_scenario("baseline", baseline_proposals, country, measures, rules, scenario);
}
