/*
 * compare_read.c - the plan, its scenarios and everything known of them, for `pietura compare`.
 */
#include "layers/store/get_country.h"
#include "layers/text.h"
#include "planner/cli/compare_work.h"
#include "planner/cli/open_plan.h"
#include "planner/cli/similar.h"
#include "planner/cli/stored_people.h"
#include "planner/compare/targets.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_OFFERED = 5 };

void compare_free(CompareWork *work) {
    swing_table_free(&work->swings);
    pareto_free(&work->pareto);
    for (int c = 0; c < CATCHMENTS; c++) free(work->equity[c]);
    for (size_t i = 0; work->groups && i < work->n; i++) free(work->groups[i].row);
    free(work->groups);
    kpis_free(&work->kpis);
    for (size_t i = 0; work->pair && i + 1 < work->n; i++)
        comparison_free(&work->pair[i].comparison);
    free(work->pair);
    free(work->cost_years.year);
    free(work->threshold_m);
    for (size_t i = 0; work->scenario && i < work->n; i++) scenario_free(&work->scenario[i]);
    free(work->scenario);
    for (size_t i = 0; work->people && i < work->n; i++) {
        if (work->people[i]) populated_free(work->people[i]);
        free(work->people[i]);
    }
    free(work->people);
    free(work->population);
    free(work->name);
    strings_free(&work->strings);
    country_free(&work->country);
    plan_free(&work->plan);
    store_close(work->store);
}

/* ---- which scenarios ---- */

typedef struct Names {
    const char **name; /* of the plan */
    size_t n;
} Names;

/* The name as the plan has it; NULL: unknown, and *error says what may be meant. */
static const char *find_name(const Names *names, const char *wanted, Error *error) {
    char similar[512];
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->name[i], wanted) == 0) return names->name[i];
    similar_names(wanted, names->name, names->n, NAMES_OFFERED, similar, sizeof similar);
    error_set(error, STATUS_USAGE, _("the plan has no scenario \"%s\"; did you mean: %s"), wanted,
              similar);
    return NULL;
}

static bool is_chosen(const CompareWork *work, const char *name) {
    for (size_t i = 0; i < work->n; i++)
        if (strcmp(work->name[i], name) == 0) return true;
    return false;
}

/* The first scenario of the plan, and behind it those chosen, in the order of the plan. */
static Status order_as_plan(const Names *names, CompareWork *work) {
    const char **ordered = calloc(names->n + 1, sizeof *ordered);
    size_t n = 0;
    if (!ordered) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < names->n; i++)
        if (i == 0 || is_chosen(work, names->name[i])) ordered[n++] = names->name[i];
    free(work->name);
    work->name = ordered;
    work->n = n;
    return STATUS_OK;
}

/* The base first, then the others as named, or all. */
static Status choose(const CompareRequest *request, const Names *names, CompareWork *work,
                     Error *error) {
    const char *base = request->base, *found;
    size_t wanted = request->n_named;
    if (base) {
        found = find_name(names, base, error);
        if (!found) return STATUS_USAGE;
        work->name[work->n++] = found;
    }
    for (size_t i = 0; i < wanted; i++) {
        const char *word = request->named[i];
        found = find_name(names, word, error);
        if (!found) return STATUS_USAGE;
        bool is_base = base && strcmp(word, base) == 0;
        if (!is_base && is_chosen(work, found))
            return error_set(error, STATUS_USAGE, _("the scenario \"%s\" is named twice"), word);
        if (!is_base) work->name[work->n++] = found;
    }
    for (size_t i = 0; i < names->n && wanted == 0; i++)
        if (!is_chosen(work, names->name[i])) work->name[work->n++] = names->name[i];
    if (request->for_report) return error_status(error, order_as_plan(names, work));
    if (work->n >= 2) return STATUS_OK;
    return error_set(error, STATUS_USAGE, "%s",
                     _("it takes two scenarios to compare; name another one, or none for all "
                       "scenarios of the plan"));
}

static Status choose_scenarios(const CompareRequest *request, CompareWork *work, Error *error) {
    Names names = {0};
    Status status = store_scenario_names(work->store, &work->strings, &names.name, &names.n, error);
    if (status != STATUS_OK) return status;
    work->n = 0;
    work->name = calloc(names.n + 1, sizeof *work->name);
    status =
        work->name ? choose(request, &names, work, error) : error_status(error, STATUS_NO_MEMORY);
    free(names.name);
    return status;
}

/* ---- what is known of them ---- */

static Status read_scenario(const CompareWork *work, const char *name, Scenario *scenario,
                            Error *error) {
    Status status = store_get_proposals(work->store, &work->country, name, scenario, error);
    if (status == STATUS_OK)
        status = store_get_assignments(work->store, &work->country, name, scenario, error);
    if (status == STATUS_OK)
        status = store_get_results(work->store, &work->country, name, scenario, error);
    if (status == STATUS_OK)
        status = store_get_closings(work->store, &work->country, scenario, error);
    if (status == STATUS_OK) status = store_get_sensitivity(work->store, scenario, error);
    for (int c = 0; c < CATCHMENTS && status == STATUS_OK; c++)
        if (!scenario->assignment[c])
            status = error_set(error, STATUS_UNREADABLE,
                               _("the plan does not say who goes where in the scenario \"%s\"; run "
                                 "it again"),
                               name);
    return status == STATUS_OK ? error_status(error, targets_fill(scenario)) : status;
}

static Status read_scenarios(CompareWork *work, Error *error) {
    work->scenario = calloc(work->n, sizeof *work->scenario);
    if (!work->scenario) return error_status(error, STATUS_NO_MEMORY);
    Status status = STATUS_OK;
    for (size_t i = 0; i < work->n && status == STATUS_OK; i++)
        status = read_scenario(work, work->name[i], &work->scenario[i], error);
    return status;
}

/* ---- for whom they were measured ---- */

const Country *compare_country(const CompareWork *work, size_t s) {
    return work->people[s] ? &work->people[s]->country : &work->country;
}

bool compare_same_people(const CompareWork *work, size_t s) {
    const PopulationSpec *base = &work->population[0], *spec = &work->population[s];
    return base->year == spec->year && (spec->year == 0 || base->method == spec->method);
}

static Status read_people(CompareWork *work, Error *error) {
    work->people = calloc(work->n, sizeof(PopulatedCountry *));
    work->population = calloc(work->n, sizeof *work->population);
    if (!work->people || !work->population) return error_status(error, STATUS_NO_MEMORY);
    Status status = STATUS_OK;
    for (size_t i = 0; i < work->n && status == STATUS_OK; i++) {
        PopulationSpec *spec = &work->population[i];
        status = stored_population(&work->scenario[i], spec, error);
        if (status != STATUS_OK || spec->year == 0) continue;
        work->people[i] = calloc(1, sizeof **work->people);
        status = work->people[i] ? population_of_year(&work->country, spec, work->plan.path,
                                                      work->people[i], error)
                                 : error_status(error, STATUS_NO_MEMORY);
    }
    return status;
}

Status compare_read(const CompareRequest *request, CompareWork *work, Error *error) {
    Status status = open_plan(request->path, request->write, &work->store, &work->plan, error);
    if (status == STATUS_OK) status = choose_scenarios(request, work, error);
    if (status == STATUS_OK) status = store_get_country(work->store, &work->country, error);
    if (status == STATUS_OK) status = read_scenarios(work, error);
    return status == STATUS_OK ? read_people(work, error) : status;
}
