#include "planner/scenario/evaluate.h"
#include "geo/clock.h"
#include "layers/model/json_put.h"
#include "planner/access/assign.h"
#include "planner/access/catchment_areas.h"
#include "planner/access/client_groups.h"
#include "planner/access/coverage.h"
#include "planner/access/indicators.h"
#include "planner/access/network.h"
#include "planner/place/baseline.h"
#include "planner/place/removal.h"
#include "planner/scenario/begin.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the scenario was computed with, so that it can be computed again. */
static Status describe(const EvaluateRules *rules, const char *spec_json, Scenario *scenario) {
    json_t *thresholds = json_array();
    for (size_t i = 0; i < rules->n_coverage; i++)
        json_add(&thresholds, json_real(rules->coverage_m[i]));
    json_t *parameters = json_pack("{s:s, s:f, s:o}", "method", scenario->method, "stop_distance_m",
                                   rules->stop_distance_m, "coverage_m", thresholds);
    if (spec_json) json_put(&parameters, "spec", json_loads(spec_json, 0, NULL));
    char *text = json_dumps(parameters, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(15));
    json_decref(parameters);
    if (!text) return STATUS_NO_MEMORY;
    scenario->parameters = strings_dup(&scenario->strings, text);
    free(text);
    return scenario->parameters ? STATUS_OK : STATUS_NO_MEMORY;
}

static PointLoad point_load(int32_t facility, double pop, double services, double capacity) {
    return (PointLoad){.facility = facility,
                       .pop = pop,
                       .services = services,
                       .capacity = capacity,
                       .over = services > capacity ? services - capacity : 0,
                       .minutes_year = NAN,
                       .staff = -1};
}

/* What is asked of each open point and what it can give. */
static Status add_loads(const Country *country, const EvaluateRules *rules, const int32_t *open,
                        size_t n, Scenario *scenario) {
    const Assignment *assignment = scenario->assignment[scenario->catchment];
    double *services = calloc(country->n_facilities + 1, sizeof *services);
    double *pop = calloc(country->n_facilities + 1, sizeof *pop);
    scenario->load = malloc((n + 1) * sizeof *scenario->load);
    Status status = services && pop && scenario->load ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) {
        LoadRules usual = load_rules_default();
        const LoadRules *load = rules->load ? rules->load : &usual;
        load_of_points(country, load, assignment, services);
        for (size_t d = 0; d < country->n_demand; d++)
            if (assignment[d].facility >= 0) pop[assignment[d].facility] += country->demand[d].pop;
        for (size_t p = 0; p < n; p++)
            scenario->load[p] =
                point_load(open[p], pop[open[p]], services[open[p]], load_capacity(load));
        scenario->n_loads = n;
    }
    free(services);
    free(pop);
    return status;
}

Status scenario_evaluate(const Country *country, const Measures *measures,
                         const EvaluateRules *rules, Scenario *scenario) {
    Scopes scopes = scopes_of(country);
    GroupRules groups = {rules->coverage_m, rules->n_coverage, NAN};
    RemovalRules removal = {rules->coverage_m, rules->n_coverage, CATCHMENT_ANY, rules->threads};
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
        status = group_figures(country, scenario->assignment, &groups, &scenario->group_figure,
                               &scenario->n_group_figures);
    if (status == STATUS_OK)
        status = network_table(&scopes, open, n, &scenario->network, &scenario->n_network);
    if (status == STATUS_OK)
        status = removals_by_line(country, open, n, &removal, &scenario->removals);
    if (status == STATUS_OK)
        status = catchment_areas(country, open, n, scenario->assignment, rules->threads,
                                 &scenario->catchment_area, &scenario->n_catchment_areas,
                                 &scenario->catchment_shape);
    if (status == STATUS_OK) status = add_loads(country, rules, open, n, scenario);
    free(open);
    return status;
}

Scenario scenario_begin(const char *name) {
    return (Scenario){.name = name,
                      .catchment = CATCHMENT_ANY,
                      .impedance = IMPEDANCE_NAME[IMPEDANCE_LINE],
                      .status = "measured",
                      .objective = NAN,
                      .bound = NAN,
                      .gap = NAN,
                      .method = "rule",
                      .seed = -1};
}

Status scenario_finish(Status status, double started_s, const char *spec_json,
                       const Country *country, const Measures *measures, const EvaluateRules *rules,
                       Scenario *scenario, Scenario *out) {
    if (status == STATUS_OK) status = describe(rules, spec_json, scenario);
    if (status == STATUS_OK) status = scenario_evaluate(country, measures, rules, scenario);
    if (status != STATUS_OK) {
        scenario_free(scenario);
        return status;
    }
    scenario->seconds = clock_s() - started_s;
    *out = *scenario;
    return STATUS_OK;
}

typedef Status (*ProposalMaker)(const Country *, const StopDistance *, Strings *, Proposal **,
                                size_t *);

/* A scenario whose proposals follow from a rule, without a search. */
static Status by_rule(const char *name, ProposalMaker propose, const Country *country,
                      const Measures *measures, const EvaluateRules *rules, Scenario *out) {
    double started_s = clock_s();
    Scenario scenario = scenario_begin(name);
    Status status = propose(country, measures->stop_distance, &scenario.strings, &scenario.proposal,
                            &scenario.n_proposals);
    return scenario_finish(status, started_s, NULL, country, measures, rules, &scenario, out);
}

Status scenario_present(const Country *country, const Measures *measures,
                        const EvaluateRules *rules, Scenario *out) {
    return by_rule("present", present_proposals, country, measures, rules, out);
}

Status scenario_baseline(const Country *country, const Measures *measures,
                         const EvaluateRules *rules, Scenario *out) {
    return by_rule("baseline", baseline_proposals, country, measures, rules, out);
}

size_t scenario_thresholds(const Scenario *scenario, double *threshold_m) {
    size_t n = 0;
    for (size_t i = 0; i < scenario->n_coverage; i++) {
        const Coverage *row = &scenario->coverage[i];
        if (row->scope == SCOPE_COUNTRY && row->catchment == CATCHMENT_ANY)
            threshold_m[n++] = row->threshold;
    }
    return n;
}
