/*
 * cmd_cost.c - `pietura cost`: prices scenarios of an existing plan and keeps the amounts in it.
 */
#include "geo/parallel.h"
#include "layers/interrupt.h"
#include "layers/store/get_country.h"
#include "layers/text.h"
#include "planner/cli/commands.h"
#include "planner/cli/cost_report.h"
#include "planner/cli/progress.h"
#include "planner/plan/plan_scenario_costs.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Work {
    Plan plan;
    Country country;
    Store *store;
    const char *wanted[MAX_VALUES + 1]; /* names of scenarios, as on the command line */
    Scenario *scenario;
    PricedScenario *priced; /* of each scenario */
    size_t n, n_made;
} Work;

static void work_free(Work *work) {
    if (work->priced) priced_free(work->priced, work->n_made);
    for (size_t i = 0; i < work->n_made; i++) scenario_free(&work->scenario[i]);
    free(work->priced);
    free(work->scenario);
    country_free(&work->country);
    plan_free(&work->plan);
    store_close(work->store);
}

static Status read_plan(const Invocation *invocation, Work *work, Error *error) {
    const char *path = invocation->argument[0], *text = NULL;
    Strings strings = {0};
    Status status =
        store_open(path, !option_given(invocation, "no-store"), &work->store, error);
    if (status == STATUS_OK)
        status = store_get_meta(work->store, "plan_file", &strings, &text, error);
    if (status == STATUS_OK && !text)
        status = error_file(error, STATUS_UNREADABLE, path, "%s",
                            _("the plan does not hold its plan file; run it again"));
    if (status == STATUS_OK) status = plan_read_stored(text, path, &work->plan, error);
    strings_free(&strings);
    return status;
}

/* ---- what is priced, and how ---- */

/* The scenarios named; without names those that the plan file prices. */
static Status find_wanted(const Invocation *invocation, Work *work, Error *error) {
    for (int a = 1; a < invocation->n_arguments; a++) {
        for (size_t i = 0; i < work->n; i++)
            if (strcmp(work->wanted[i], invocation->argument[a]) == 0)
                return error_set(error, STATUS_USAGE, _("the scenario \"%s\" is named twice"),
                                 invocation->argument[a]);
        work->wanted[work->n++] = invocation->argument[a];
    }
    return STATUS_OK;
}

static Status want_those_of_plan(Work *work, Error *error) {
    const Plan *plan = &work->plan;
    size_t n = 0;
    for (size_t i = 0; i < plan->n_scenarios; i++) n += plan->scenario[i].costs.scheme != NULL;
    if (n == 0)
        return error_set(error, STATUS_USAGE, "%s",
                         _("the plan file prices no scenario; say which one: pietura cost "
                           "PLAN.sqlite SCENARIO --scheme SCHEME"));
    return STATUS_OK;
}

/* The options over what the plan file says of the scenario. */
static Status read_spec(const Invocation *invocation, const Work *work, const char *scenario,
                        CostSpec *spec, Error *error) {
    const PlanCosts *costs = &work->plan.costs;
    const CostSpec *planned = plan_costs_of(&work->plan, scenario);
    const char *scheme = option_text(invocation, "scheme", NULL), *key;
    char known[512];
    *spec = planned ? *planned : cost_spec_default(NULL);
    plan_costs_names(costs, known, sizeof known);
    if (!scheme && !spec->scheme)
        return error_set(error, STATUS_USAGE,
                         _("the plan file does not say how to price \"%s\"; choose with --scheme "
                           "one of: %s"),
                         scenario, known);
    const CostScheme *found = scheme ? plan_costs_scheme(costs, scheme) : NULL;
    if (scheme && !found)
        return error_set(error, STATUS_USAGE, _("there is no scheme \"%s\" of costs; known: %s"),
                         scheme, known);
    if (found) spec->scheme = found->name;
    if (option_given(invocation, "first-wave"))
        spec->first_wave = (double)option_number(invocation, "first-wave", 0);
    if (option_given(invocation, "second-wave"))
        spec->second_wave = (double)option_number(invocation, "second-wave", 0);
    bool numbers =
        option_given(invocation, "first-wave") || option_given(invocation, "second-wave");
    const char *points = option_text(invocation, "points", numbers ? "given" : NULL);
    const char *services = option_text(invocation, "services", NULL);
    if (points)
        spec->points = strcmp(points, "own") == 0 ? COST_POINTS_OWN : COST_POINTS_GIVEN;
    if (points && spec->points == COST_POINTS_OWN && !numbers)
        spec->first_wave = spec->second_wave = NAN;
    if (services)
        spec->services =
            strcmp(services, "own") == 0 ? COST_SERVICES_OWN : COST_SERVICES_PUBLISHED;
    const char *fault = plan_cost_spec_fault(spec, costs, &key);
    return fault ? error_set(error, STATUS_USAGE, "%s: %s", key, _(fault)) : STATUS_OK;
}
