#include "planner/cli/make_costs.h"
#include "layers/text.h"
#include "planner/plan/plan_scenario_costs.h"
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const CostSpec *plan_costs_of(const Plan *plan, const char *scenario) {
    for (size_t i = 0; i < plan->n_scenarios; i++)
        if (plan->scenario[i].costs.scheme && strcmp(plan->scenario[i].name, scenario) == 0)
            return &plan->scenario[i].costs;
    return NULL;
}

static double number_at(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

/* The list of new centres as text; NULL: none. */
static const char *stored_centres(const json_t *costs, Strings *strings) {
    json_t *list = json_object_get(costs, "centres");
    char *text = json_is_array(list) ? json_dumps(list, JSON_COMPACT) : NULL;
    const char *copy = text ? strings_dup(strings, text) : NULL;
    free(text);
    return copy;
}

bool stored_cost_spec(const Plan *plan, const Scenario *scenario, Strings *strings,
                      CostSpec *spec) {
    json_t *parameters = scenario->parameters ? json_loads(scenario->parameters, 0, NULL) : NULL;
    const json_t *costs = json_object_get(parameters, "costs");
    const char *name = json_string_value(json_object_get(costs, "scheme"));
    const char *points = json_string_value(json_object_get(costs, "points"));
    const char *services = json_string_value(json_object_get(costs, "services"));
    const CostScheme *scheme = name ? plan_costs_scheme(&plan->costs, name) : NULL;
    if (scheme && points && services)
        *spec = (CostSpec){.scheme = scheme->name,
                           .points = strcmp(points, COST_POINTS_NAME[COST_POINTS_GIVEN]) == 0
                                         ? COST_POINTS_GIVEN
                                         : COST_POINTS_OWN,
                           .services = strcmp(services, COST_SERVICES_NAME[COST_SERVICES_OWN]) == 0
                                           ? COST_SERVICES_OWN
                                           : COST_SERVICES_PUBLISHED,
                           .first_wave = number_at(costs, "first_wave"),
                           .second_wave = number_at(costs, "second_wave"),
                           .centres = stored_centres(costs, strings)};
    json_decref(parameters);
    return scheme && points && services;
}

/* Puts the scenario's name before what is wrong with it. */
static void name_error(Error *error, const char *name) {
    char text[sizeof error->message];
    if (!error) return;
    snprintf(text, sizeof text, "%.900s", error->message);
    snprintf(error->message, sizeof error->message, _("scenario \"%s\": costs: %s"), name, text);
}

static Status add_sensitivity(double share, const PricedScenario *priced, size_t n) {
    CostedScenario *costed = calloc(n + 1, sizeof *costed);
    if (!costed) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < n; i++) costed[i] = (CostedScenario){priced[i].scenario, priced[i].cost};
    Status status = scenario_cost_sensitivity(costed, n, share);
    free(costed);
    return status;
}

Status price_scenarios(const Plan *plan, const Country *country, int threads,
                       PricedScenario *priced, size_t n, Error *error) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        PricedScenario *one = &priced[i];
        one->rules = plan_cost_rules(&plan->costs, one->spec.scheme, threads);
        status =
            scenario_cost_make(&one->spec, &one->rules, country, one->scenario, &one->cost, error);
        if (status == STATUS_PLAN_FILE) name_error(error, one->scenario->name);
    }
    if (status == STATUS_OK)
        status = error_status(error, add_sensitivity(plan->costs.sensitivity, priced, n));
    return status;
}

void priced_free(PricedScenario *priced, size_t n) {
    for (size_t i = 0; i < n; i++) {
        scenario_cost_free(priced[i].cost);
        priced[i].cost = NULL;
    }
}

Status make_costs(const Plan *plan, const Country *country, int threads, Scenario *scenario,
                  size_t n, Error *error) {
    PricedScenario *priced = calloc(n + 1, sizeof *priced);
    size_t n_priced = 0;
    if (!priced) return error_status(error, STATUS_NO_MEMORY);
    for (size_t i = 0; i < n; i++) {
        const CostSpec *spec = plan_costs_of(plan, scenario[i].name);
        if (spec) priced[n_priced++] = (PricedScenario){.scenario = &scenario[i], .spec = *spec};
    }
    Status status = price_scenarios(plan, country, threads, priced, n_priced, error);
    priced_free(priced, n_priced);
    free(priced);
    return status;
}
