#include "planner/cli/make_scenarios.h"
#include "layers/interrupt.h"
#include "layers/scenario_words.h"
#include "layers/text.h"
#include "planner/plan/placement_keys.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool wants_to_stop(const void *context) {
    (void)context;
    return interrupted();
}

static ProposeRules rules_of(const ScenarioMaker *maker) {
    const Plan *plan = maker->plan;
    return (ProposeRules){.evaluate = {.coverage_m = plan->coverage_m,
                                       .n_coverage = plan->n_coverage,
                                       .stop_distance_m = plan->rules.stop_distance_m.value,
                                       .threads = maker->threads},
                          .requirement = plan->requirement,
                          .n_requirements = plan->n_requirements,
                          .stop = wants_to_stop};
}

/* A search that is asked to stop says that it was cut, as by a limit. */
static Status told_to_stop(Status status, Error *error) {
    return status == STATUS_LIMIT && interrupted()
               ? error_set(error, STATUS_INTERRUPTED, "%s", _("interrupted"))
               : status;
}

static Status propose(const ScenarioMaker *maker, const char *name, const PlacementSpec *spec,
                      const Scenario *points_of, Scenario *out, Error *error) {
    ProposeRules rules = rules_of(maker);
    char *json = placement_spec_json(spec);
    if (!json) return error_status(error, STATUS_NO_MEMORY);
    Status status = scenario_propose(name, spec, json, maker->country, maker->measures, &rules,
                                     points_of, out, error);
    free(json);
    return told_to_stop(status, error);
}

static Status make_optimal(const ScenarioMaker *maker, Scenario *out, Error *error) {
    PlacementSpec spec = placement_spec_default();
    spec.frontier = maker->plan->frontier_m;
    return propose(maker, "optimal", &spec, NULL, out, error);
}

Status make_study_context(const Plan *plan, const Country *country, int threads, StudyContext **out,
                          Error *error) {
    const StudyRules rules = {.demand = &plan->demand,
                              .service = plan->services.service,
                              .n_services = plan->services.n,
                              .possible_counts = plan->services.possible_counts,
                              .own_offices = plan->services.own_offices,
                              .threads = threads};
    return error_status(error, study_context_make(country, &rules, out));
}

/* The studies of a scenario that was made; a scenario without them is none. */
static Status study(const ScenarioMaker *maker, Status status, const ScenarioSpec *spec,
                    const PlacementSpec *place, Scenario *out, Error *error) {
    if (status != STATUS_OK || !maker->studies) return status;
    status = scenario_studies(maker->studies, &(StudyRequest){spec, place}, out, error);
    if (status != STATUS_OK) scenario_free(out);
    return status;
}

Status make_standard_scenario(const ScenarioMaker *maker, int number, Scenario *out, Error *error) {
    ProposeRules rules = rules_of(maker);
    Status status;
    switch (number) {
    case 0:
        status = scenario_present(maker->country, maker->measures, &rules.evaluate, out);
        break;
    case 1:
        status = scenario_baseline(maker->country, maker->measures, &rules.evaluate, out);
        break;
    default:
        status = make_optimal(maker, out, error);
    }
    return error_status(error, study(maker, status, NULL, NULL, out, error));
}

/* Puts the scenario's name before what is wrong with it. */
static void name_error(Error *error, const char *name) {
    char text[sizeof error->message];
    if (!error) return;
    snprintf(text, sizeof text, "%.900s", error->message);
    snprintf(error->message, sizeof error->message, _("scenario \"%s\": %s"), name, text);
}

static const Scenario *find_known(const char *name, const Scenario *known, size_t n_known) {
    for (size_t i = 0; i < n_known && name; i++)
        if (strcmp(known[i].name, name) == 0) return &known[i];
    return NULL;
}

Status make_proposal(const ScenarioMaker *maker, const PlanProposal *proposal,
                     const Scenario *known, size_t n_known, Scenario *out, Error *error) {
    const char *wanted = proposal->spec.points_of;
    const Scenario *points_of = find_known(wanted, known, n_known);
    if (wanted && !points_of)
        return error_set(error, STATUS_PLAN_FILE,
                         _("proposal \"%s\": there is no scenario \"%s\" before it to take points "
                           "from"),
                         proposal->name, wanted);
    Status status = propose(maker, proposal->name, &proposal->spec, points_of, out, error);
    status = study(maker, status, NULL, &proposal->spec, out, error);
    if (status != STATUS_OK && status != STATUS_INTERRUPTED) name_error(error, proposal->name);
    return status;
}

Status make_scenario(const ScenarioMaker *maker, const ScenarioSpec *spec, const Scenario *known,
                     size_t n_known, Scenario *out, Error *error) {
    const char *wanted = spec->search ? spec->place.points_of : NULL;
    const Scenario *from = find_known(spec->from, known, n_known),
                   *points_of = find_known(wanted, known, n_known);
    const char *missing = !from ? spec->from : wanted && !points_of ? wanted : NULL;
    if (missing)
        return error_set(error, STATUS_PLAN_FILE,
                         _("\"%s\" is made from \"%s\", and there is no such scenario"), spec->name,
                         missing);
    ProposeRules rules = rules_of(maker);
    char *json = spec->search ? placement_spec_json(&spec->place) : NULL;
    if (spec->search && !json) return error_status(error, STATUS_NO_MEMORY);
    Status status = scenario_derive(spec, json, maker->country, maker->measures, &rules, from,
                                    points_of, maker->plan->path, out, error);
    free(json);
    status = told_to_stop(status, error);
    status = study(maker, status, spec, spec->search ? &spec->place : NULL, out, error);
    if (status != STATUS_OK && status != STATUS_INTERRUPTED) name_error(error, spec->name);
    return status;
}

size_t scenarios_of_plan(const Plan *plan) {
    return STANDARD_SCENARIOS + plan->n_proposals + plan->n_scenarios;
}

const char *scenario_of_plan(const Plan *plan, size_t i) {
    static const char *const STANDARD[STANDARD_SCENARIOS] = {"present", "baseline", "optimal"};
    if (i < STANDARD_SCENARIOS) return STANDARD[i];
    i -= STANDARD_SCENARIOS;
    return i < plan->n_proposals ? plan->proposal[i].name
                                 : plan->scenario[i - plan->n_proposals].name;
}

Status make_scenario_of_plan(const ScenarioMaker *maker, size_t i, const Scenario *known,
                             size_t n_known, Scenario *out, Error *error) {
    const Plan *plan = maker->plan;
    if (i < STANDARD_SCENARIOS) return make_standard_scenario(maker, (int)i, out, error);
    i -= STANDARD_SCENARIOS;
    if (i < plan->n_proposals)
        return make_proposal(maker, &plan->proposal[i], known, n_known, out, error);
    return make_scenario(maker, &plan->scenario[i - plan->n_proposals], known, n_known, out, error);
}

Status check_proofs(const Scenario *scenario, size_t n, Error *error) {
    char names[512] = "";
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(scenario[i].status, "feasible") != 0) continue;
        int wrote = snprintf(names + used, sizeof names - used, "%s%s", used ? ", " : "",
                             scenario_words(scenario[i].name));
        if (wrote > 0 && (size_t)wrote < sizeof names - used) used += (size_t)wrote;
    }
    if (used == 0) return STATUS_OK;
    return error_set(error, STATUS_LIMIT,
                     _("a limit ended the search before its proof; the best network found is kept "
                       "with its gap: %s"),
                     names);
}
