#include "planner/cli/make_costs.h"
#include "layers/text.h"
#include "planner/cli/make_scenarios.h"
#include "planner/cli/priced_demand.h"
#include "planner/plan/plan_scenario_costs.h"
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const ScenarioSpec *plan_costs_of(const Plan *plan, const char *scenario) {
    for (size_t i = 0; i < plan->n_scenarios; i++)
        if (plan->scenario[i].costs.scheme && strcmp(plan->scenario[i].name, scenario) == 0)
            return &plan->scenario[i];
    return NULL;
}

Status check_cost_points(const Plan *plan, size_t n_units, Error *error) {
    Status status = plan_costs_check_units(&plan->costs, n_units, plan->path, error);
    for (size_t i = 0; i < plan->n_scenarios && status == STATUS_OK; i++) {
        const ScenarioSpec *spec = &plan->scenario[i];
        status = plan_check_cost_points(spec->name, &spec->costs, &spec->cost_lines, &plan->costs,
                                        n_units, plan->path, error);
    }
    return status;
}

/* A number of points; NaN where there is none. False: it is no such number. */
static bool points_at(const json_t *costs, const char *key, double *points) {
    const json_t *value = json_object_get(costs, key);
    *points = value ? json_number_value(value) : NAN;
    return !value || (json_is_number(value) && *points >= 0 && *points <= COST_POINTS_MAX);
}

static bool word_at(const json_t *costs, const char *key, const char *const *names, int n,
                    int *number) {
    const char *word = json_string_value(json_object_get(costs, key));
    *number = word ? name_index(names, n, word) : -1;
    return *number >= 0;
}

/* All but the centres; false: something is missing or damaged. */
static bool read_spec(const json_t *costs, const PlanCosts *known, CostSpec *spec) {
    const char *name = json_string_value(json_object_get(costs, "scheme"));
    const CostScheme *scheme = name ? plan_costs_scheme(known, name) : NULL;
    int points, services;
    bool whole = scheme && word_at(costs, "points", COST_POINTS_NAME, COST_POINTS_FROM, &points) &&
                 word_at(costs, "services", COST_SERVICES_NAME, COST_SERVICES_FROM, &services) &&
                 points_at(costs, "first_wave", &spec->first_wave) &&
                 points_at(costs, "second_wave", &spec->second_wave);
    if (!whole) return false;
    spec->scheme = scheme->name;
    spec->points = (CostPointsFrom)points;
    spec->services = (CostServicesFrom)services;
    return true;
}

/* The list of new centres as text; NULL: none. STATUS_REFUSED: it is no list of ids. */
static Status read_centres(const json_t *costs, Strings *strings, const char **centres) {
    const json_t *list = json_object_get(costs, "centres");
    if (!list) return STATUS_OK;
    if (json_array_size(list) == 0) return STATUS_REFUSED;
    for (size_t i = 0; i < json_array_size(list); i++)
        if (!json_is_string(json_array_get(list, i))) return STATUS_REFUSED;
    char *text = json_dumps(list, JSON_COMPACT);
    *centres = text ? strings_dup(strings, text) : NULL;
    free(text);
    return *centres ? STATUS_OK : STATUS_NO_MEMORY;
}

/* Nothing there is no price; what is there must be whole. */
static Status read_costs(const char *parameters, const PlanCosts *known, Strings *strings,
                         CostSpec *out) {
    json_t *object = parameters ? json_loads(parameters, 0, NULL) : NULL;
    const json_t *costs = json_object_get(object, "costs");
    Status status = !parameters || json_is_object(object) ? STATUS_OK : STATUS_REFUSED;
    CostSpec spec = cost_spec_default(NULL);
    if (costs) status = read_spec(costs, known, &spec) ? STATUS_OK : STATUS_REFUSED;
    if (costs && status == STATUS_OK) status = read_centres(costs, strings, &spec.centres);
    json_decref(object);
    if (status == STATUS_OK) *out = spec;
    return status;
}

Status stored_cost_spec(const Plan *plan, const Scenario *scenario, Strings *strings,
                        CostSpec *spec, Error *error) {
    *spec = cost_spec_default(NULL);
    Status status = read_costs(scenario->parameters, &plan->costs, strings, spec);
    if (status != STATUS_REFUSED) return error_status(error, status);
    return error_set(error, STATUS_UNREADABLE,
                     _("the parameters of the scenario \"%s\" do not say how it was priced; price "
                       "it again"),
                     scenario->name);
}

/* Where the plan file says what a fault is about; else the key `costs` as a whole. */
static long line_of(const CostLines *lines, const char *key) {
    const struct {
        const char *key;
        long line;
    } LINES[] = {{"points", lines->points},
                 {"services", lines->services},
                 {"first_wave", lines->first_wave},
                 {"second_wave", lines->second_wave},
                 {"centres", lines->centres}};
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++)
        if (LINES[i].line > 0 && strcmp(LINES[i].key, key) == 0) return LINES[i].line;
    return lines->costs;
}

/* Adds to what is wrong with a price the scenario's name and, where there is one, the line. What
 * tells its own line is a fault of that line, and stays. */
static void place_error(const Plan *plan, const PricedScenario *priced, Error *error) {
    char text[sizeof error->message], key[sizeof error->key];
    if (!error || error->line > 0) return;
    snprintf(key, sizeof key, "%s", error->key);
    bool named = key[0] != '\0' && !priced->lines; /* else the key has its own place */
    snprintf(text, sizeof text, "%s%s%.800s", named ? key : "", named ? ": " : "", error->message);
    if (priced->lines)
        error_line(error, STATUS_PLAN_FILE, plan->path, line_of(priced->lines, key),
                   key[0] ? key : "costs", _("scenario \"%s\": %s"), priced->scenario->name, text);
    else
        error_set(error, STATUS_PLAN_FILE, _("scenario \"%s\": costs: %s"), priced->scenario->name,
                  text);
}

static Status add_sensitivity(double share, const PricedScenario *priced, size_t n) {
    CostedScenario *costed = calloc(n + 1, sizeof *costed);
    if (!costed) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < n; i++) costed[i] = (CostedScenario){priced[i].scenario, priced[i].cost};
    Status status = scenario_cost_sensitivity(costed, n, share);
    free(costed);
    return status;
}

/* The services of those that are priced by their demand. */
static Status add_demand(const Plan *plan, const Country *country, int threads,
                         PricedScenario *priced, size_t n, Error *error) {
    StudyContext *studies = NULL;
    Status status = STATUS_OK;
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        PricedScenario *one = &priced[i];
        if (one->spec.services != COST_SERVICES_DEMAND) continue;
        if (!studies) status = make_study_context(plan, country, threads, &studies, error);
        if (status != STATUS_OK) break; /* a fault of the plan, not of this scenario */
        status = priced_demand(plan, studies, one->scenario, &one->demand, error);
        if (status == STATUS_PLAN_FILE) place_error(plan, one, error);
    }
    study_context_free(studies);
    return status;
}

Status price_scenarios(const Plan *plan, const Country *country, int threads,
                       PricedScenario *priced, size_t n, Error *error) {
    Status status = add_demand(plan, country, threads, priced, n, error);
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        PricedScenario *one = &priced[i];
        one->rules = plan_cost_rules(&plan->costs, one->spec.scheme, threads);
        one->rules.demand_services = one->demand;
        status = plan_check_cost_points(one->scenario->name, &one->spec, one->lines, &plan->costs,
                                        country->n_units, plan->path, error);
        if (status != STATUS_OK) return status;
        status =
            scenario_cost_make(&one->spec, &one->rules, country, one->scenario, &one->cost, error);
        if (status == STATUS_PLAN_FILE) place_error(plan, one, error);
    }
    if (status == STATUS_OK)
        status = error_status(error, add_sensitivity(plan->costs.sensitivity, priced, n));
    return status;
}

void priced_free(PricedScenario *priced, size_t n) {
    for (size_t i = 0; i < n; i++) {
        scenario_cost_free(priced[i].cost);
        free(priced[i].demand);
        priced[i].cost = NULL;
        priced[i].demand = NULL;
    }
}

Status make_costs(const Plan *plan, const Country *country, int threads, Scenario *scenario,
                  size_t n, Error *error) {
    PricedScenario *priced = calloc(n + 1, sizeof *priced);
    size_t n_priced = 0;
    if (!priced) return error_status(error, STATUS_NO_MEMORY);
    for (size_t i = 0; i < n; i++) {
        const ScenarioSpec *spec = plan_costs_of(plan, scenario[i].name);
        if (spec)
            priced[n_priced++] = (PricedScenario){
                .scenario = &scenario[i], .spec = spec->costs, .lines = &spec->cost_lines};
    }
    Status status = price_scenarios(plan, country, threads, priced, n_priced, error);
    priced_free(priced, n_priced);
    free(priced);
    return status;
}
