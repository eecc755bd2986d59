/*
 * cmd_cost.c - `pietura cost`: prices scenarios of an existing plan and keeps the amounts in it.
 *
 * Those that were priced before are priced again with them, each as it was: the ranking in the
 * sensitivity is of all scenarios with costs, in whatever order they came.
 */
#include "geo/parallel.h"
#include "layers/interrupt.h"
#include "layers/store/get_country.h"
#include "layers/text.h"
#include "planner/cli/commands.h"
#include "planner/cli/cost_report.h"
#include "planner/cli/json_out.h"
#include "planner/cli/open_plan.h"
#include "planner/cli/stored_people.h"
#include "planner/plan/plan_scenario_costs.h"
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Work {
    Plan plan;
    Country country;
    Store *store;
    const char **wanted; /* names of scenarios, borrowed */
    size_t n_wanted;
    Strings strings;
    const char **name; /* of all scenarios of the plan, in `strings` */
    size_t n_names;
    Scenario *scenario; /* those read so far: first the wanted ones, then those priced before */
    PricedScenario *priced;
    size_t n_read;
} Work;

static void work_free(Work *work) {
    if (work->priced) priced_free(work->priced, work->n_read);
    for (size_t i = 0; i < work->n_read; i++) scenario_free(&work->scenario[i]);
    free(work->wanted);
    free(work->name);
    strings_free(&work->strings);
    free(work->priced);
    free(work->scenario);
    country_free(&work->country);
    plan_free(&work->plan);
    store_close(work->store);
}

/* ---- what is priced, and how ---- */

/* The scenarios named; without names those that the plan file prices. */
static Status find_wanted(const Invocation *invocation, Work *work, Error *error) {
    const Plan *plan = &work->plan;
    size_t most = (size_t)invocation->n_arguments + plan->n_scenarios;
    work->wanted = calloc(most, sizeof *work->wanted);
    if (!work->wanted) return error_status(error, STATUS_NO_MEMORY);
    for (int a = 1; a < invocation->n_arguments; a++) {
        for (int b = 1; b < a; b++)
            if (strcmp(invocation->argument[b], invocation->argument[a]) == 0)
                return error_set(error, STATUS_USAGE, _("the scenario \"%s\" is named twice"),
                                 invocation->argument[a]);
        work->wanted[work->n_wanted++] = invocation->argument[a];
    }
    if (invocation->n_arguments > 1) return STATUS_OK;
    for (size_t i = 0; i < plan->n_scenarios; i++)
        if (plan->scenario[i].costs.scheme) work->wanted[work->n_wanted++] = plan->scenario[i].name;
    if (work->n_wanted > 0) return STATUS_OK;
    return error_set(error, STATUS_USAGE, "%s",
                     _("the plan file prices no scenario; say which one and how: pietura cost "
                       "PLAN.sqlite SCENARIO --scheme SCHEME"));
}

static Status choose_scheme(const Invocation *invocation, const Work *work, const char *scenario,
                            CostSpec *spec, Error *error) {
    const PlanCosts *costs = &work->plan.costs;
    const char *scheme = option_text(invocation, "scheme", NULL);
    const CostScheme *found = scheme ? plan_costs_scheme(costs, scheme) : NULL;
    char known[512];
    plan_costs_names(costs, known, sizeof known);
    if (scheme && !found)
        return error_set(error, STATUS_USAGE, _("there is no scheme \"%s\" of costs; known: %s"),
                         scheme, known);
    if (!scheme && !spec->scheme)
        return error_set(error, STATUS_USAGE,
                         _("the plan file does not say how to price \"%s\"; choose with --scheme "
                           "one of: %s"),
                         scenario, known);
    if (found) spec->scheme = found->name;
    return STATUS_OK;
}

static void choose_numbers(const Invocation *invocation, CostSpec *spec) {
    bool first = option_given(invocation, "first-wave"),
         second = option_given(invocation, "second-wave");
    const char *points = option_text(invocation, "points", first || second ? "given" : NULL);
    const char *services = option_text(invocation, "services", NULL);
    int whose = services ? name_index(COST_SERVICES_NAME, COST_SERVICES_FROM, services) : -1;
    /* points said on the command line are not those of the plan file, nor are its centres, which
     * are some of its own points */
    if (points) spec->first_wave = spec->second_wave = NAN;
    if (points) spec->points = strcmp(points, "own") == 0 ? COST_POINTS_OWN : COST_POINTS_GIVEN;
    if (points && spec->points == COST_POINTS_GIVEN) spec->centres = NULL;
    if (whose >= 0) spec->services = (CostServicesFrom)whose;
    if (first) spec->first_wave = (double)option_number(invocation, "first-wave", 0);
    if (second) spec->second_wave = (double)option_number(invocation, "second-wave", 0);
}

/* "a,b" as the list that a spec has; where none are said it stays as it is. */
static Status choose_centres(const Invocation *invocation, Work *work, CostSpec *spec,
                             Error *error) {
    const char *ids = option_text(invocation, "centres", NULL);
    if (!ids) return STATUS_OK;
    json_t *list = json_array();
    for (const char *id = ids; id;) {
        size_t length = strcspn(id, ",");
        json_array_append_new(list, json_stringn(id, length));
        id = id[length] ? id + length + 1 : NULL;
    }
    char *text = json_dumps(list, JSON_COMPACT);
    json_decref(list);
    spec->centres = text ? strings_dup(&work->strings, text) : NULL;
    free(text);
    return spec->centres ? STATUS_OK : error_status(error, STATUS_NO_MEMORY);
}

/* Whether an option says how a scenario is priced, so that a fault is not of the plan file. */
static bool prices_otherwise(const Invocation *invocation) {
    static const char *const OPTION[] = {"scheme",      "points",  "first-wave",
                                         "second-wave", "centres", "services"};
    for (size_t i = 0; i < sizeof OPTION / sizeof *OPTION; i++)
        if (option_given(invocation, OPTION[i])) return true;
    return false;
}

/* The options over what the plan file says of the scenario. */
static Status choose_spec(const Invocation *invocation, Work *work, const char *scenario,
                          PricedScenario *priced, Error *error) {
    const ScenarioSpec *planned = plan_costs_of(&work->plan, scenario);
    CostSpec *spec = &priced->spec;
    const char *key;
    *spec = planned ? planned->costs : cost_spec_default(NULL);
    priced->lines = planned && !prices_otherwise(invocation) ? &planned->cost_lines : NULL;
    Status status = choose_scheme(invocation, work, scenario, spec, error);
    if (status != STATUS_OK) return status;
    choose_numbers(invocation, spec);
    status = choose_centres(invocation, work, spec, error);
    if (status != STATUS_OK) return status;
    const char *fault = plan_cost_spec_fault(spec, &work->plan.costs, &key);
    return fault ? error_set(error, STATUS_USAGE, "%s: %s", key, _(fault)) : STATUS_OK;
}

/* ---- reading, pricing, writing ---- */

static Status read_wanted(const Invocation *invocation, Work *work, Error *error) {
    for (size_t i = 0; i < work->n_wanted; i++) {
        PricedScenario *priced = &work->priced[i];
        Status status = choose_spec(invocation, work, work->wanted[i], priced, error);
        if (status == STATUS_OK)
            status = store_get_proposals(work->store, &work->country, work->wanted[i],
                                         &work->scenario[i], error);
        if (status != STATUS_OK) return status;
        priced->scenario = &work->scenario[i];
        work->n_read++;
        status = stored_unit_factor(&work->plan, &work->country, priced->scenario, error);
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}

static bool is_wanted(const Work *work, const char *name) {
    for (size_t i = 0; i < work->n_wanted; i++)
        if (strcmp(work->wanted[i], name) == 0) return true;
    return false;
}

static Status read_priced_before(Work *work, Error *error) {
    for (size_t i = 0; i < work->n_names; i++) {
        Scenario *scenario = &work->scenario[work->n_read];
        PricedScenario *priced = &work->priced[work->n_read];
        if (is_wanted(work, work->name[i])) continue;
        Status status =
            store_get_proposals(work->store, &work->country, work->name[i], scenario, error);
        if (status != STATUS_OK) return status;
        status = stored_cost_spec(&work->plan, scenario, &work->strings, &priced->spec, error);
        if (!priced->spec.scheme) scenario_free(scenario);
        if (status != STATUS_OK) return status;
        if (!priced->spec.scheme) continue;
        priced->scenario = scenario;
        work->n_read++;
        status = stored_unit_factor(&work->plan, &work->country, scenario, error);
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}

static Status read_scenarios(const Invocation *invocation, Work *work, Error *error) {
    Status status =
        store_scenario_names(work->store, &work->strings, &work->name, &work->n_names, error);
    if (status != STATUS_OK) return status;
    size_t most = work->n_wanted + work->n_names + 1;
    work->scenario = calloc(most, sizeof *work->scenario);
    work->priced = calloc(most, sizeof *work->priced);
    if (!work->scenario || !work->priced) return error_status(error, STATUS_NO_MEMORY);
    status = read_wanted(invocation, work, error);
    return status == STATUS_OK ? read_priced_before(work, error) : status;
}

static Status write_all(const Work *work, Error *error) {
    Status status = store_begin(work->store, error);
    for (size_t i = 0; i < work->n_read && status == STATUS_OK; i++)
        status = store_put_costs(work->store, &work->country, &work->scenario[i], error);
    if (status == STATUS_OK && interrupted())
        status = error_set(error, STATUS_INTERRUPTED, "%s", _("interrupted"));
    return status == STATUS_OK ? store_end(work->store, error) : status;
}

static Status print_all(const Invocation *invocation, const Work *work, Error *error) {
    json_t *list = option_json(invocation) ? json_array() : NULL;
    Status status = STATUS_OK;
    for (size_t i = 0; i < work->n_wanted && status == STATUS_OK; i++) {
        if (list)
            json_array_append_new(list, cost_json(&work->plan, &work->country, &work->priced[i]));
        else
            status =
                cost_print(&work->plan, &work->country, &work->priced[i], TABLE_ALIGNED, stdout);
    }
    if (list) status = json_write(list, stdout);
    return error_status(error, status);
}

static Status run_command(const Invocation *invocation, Error *error) {
    Work *work = calloc(1, sizeof *work);
    if (!work) return error_status(error, STATUS_NO_MEMORY);
    country_init(&work->country);
    int threads = parallel_threads((int)option_number(invocation, "threads", 0));
    Status status = open_plan(invocation->argument[0], !option_given(invocation, "no-store"),
                              &work->store, &work->plan, error);
    if (status == STATUS_OK) status = find_wanted(invocation, work, error);
    if (status == STATUS_OK) status = store_get_country(work->store, &work->country, error);
    if (status == STATUS_OK)
        status = plan_costs_check_units(&work->plan.costs, work->country.n_units, work->plan.path,
                                        error);
    if (status == STATUS_OK) status = read_scenarios(invocation, work, error);
    if (status == STATUS_OK)
        status = price_scenarios(&work->plan, &work->country, threads, work->priced, work->n_read,
                                 error);
    if (status == STATUS_OK && !option_given(invocation, "no-store"))
        status = write_all(work, error);
    if (status == STATUS_OK) status = print_all(invocation, work, error);
    work_free(work);
    free(work);
    return status;
}

static const Option OPTIONS[] = {
    {"scheme", OPTION_TEXT, "SCHEME", NULL, 0, 0,
     N_("who pays and how services grow: A, B or a scheme of the plan file (default: what the plan "
        "file says of the scenario)")},
    {"points", OPTION_TEXT, "WHOSE", "own|given", 0, 0,
     N_("points of the scenario (own, the default) or the numbers of the assumptions")},
    {"first-wave", OPTION_INTEGER, "N", NULL, 0, COST_POINTS_MAX,
     N_("so many first-wave centres (points: given)")},
    {"second-wave", OPTION_INTEGER, "N", NULL, 0, COST_POINTS_MAX,
     N_("so many second-wave points, all in the start year (points: given)")},
    {"centres", OPTION_TEXT, "ID,...", NULL, 0, 0,
     N_("new points of the scenario that are full centres of the first wave")},
    {"services", OPTION_TEXT, "WHOSE", "published|own|demand", 0, 0,
     N_("services a year as counted (published, the default), of the residents whom the "
        "scenario's points serve (own), or as the plan's demand model has them at its points, "
        "institutions' clients among them (demand)")},
    {"no-store", OPTION_FLAG, NULL, NULL, 0, 0, N_("show the costs and leave the plan as it is")},
};

const Command COMMAND_COST = {
    .name = "cost",
    .arguments = "PLAN.sqlite [SCENARIO...]",
    .min_arguments = 1,
    .max_arguments = MAX_VALUES,
    .summary = N_("price scenarios by year: who pays, who saves, what a service costs"),
    .options = OPTIONS,
    .n_options = sizeof OPTIONS / sizeof *OPTIONS,
    .run = run_command,
};
