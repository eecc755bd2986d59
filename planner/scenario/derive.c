#include "planner/scenario/derive.h"
#include "geo/clock.h"
#include "layers/model/json_put.h"
#include "planner/compare/targets.h"
#include "planner/place/baseline.h"
#include "planner/scenario/begin.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the making of one scenario holds. */
typedef struct Making {
    const ScenarioSpec *spec;
    const Country *country;
    const Measures *measures;
    const ProposeRules *rules;
    const Scenario *from;
    ChangedNetwork network;
    PopulatedCountry populated; /* `country` where the people are of another year */
    char *json;                 /* the spec as text, for the parameters */
} Making;

/* ---- the spec as text ---- */

static json_t *changes_json(const ScenarioSpec *spec, ChangeKind kind) {
    json_t *list = kind == CHANGE_MOVE ? json_object() : json_array();
    for (size_t i = 0; i < spec->n_changes; i++) {
        const NetworkChange *change = &spec->change[i];
        if (change->kind != kind) continue;
        if (kind == CHANGE_MOVE)
            json_put(&list, change->facility, json_string(change->to));
        else
            json_add(&list, json_string(change->facility));
    }
    return list;
}

static bool is_empty(const json_t *list) {
    return json_is_object(list) ? json_object_size(list) == 0 : json_array_size(list) == 0;
}

static json_t *phases_json(const PhasePlan *plan) {
    json_t *object = json_pack("{s:s}", "order", PHASE_ORDER_NAME[plan->order]);
    for (size_t k = 0; k < plan->n; k++) {
        char year[16];
        snprintf(year, sizeof year, "%d", plan->phase[k].year);
        json_put(&object, year, json_real(plan->phase[k].share));
    }
    return object;
}

static json_t *distances_json(const DistanceList *list) {
    json_t *array = json_array();
    for (size_t i = 0; i < list->n; i++) json_add(&array, json_real(list->m[i]));
    return array;
}

static json_t *offices_json(const ScenarioSpec *spec) {
    if (!spec->office[0].institution) return json_string(OFFICE_FATE_NAME[spec->office[0].fate]);
    json_t *object = json_object();
    for (size_t i = 0; i < spec->n_offices; i++)
        json_put(&object, spec->office[i].institution,
                 json_string(OFFICE_FATE_NAME[spec->office[i].fate]));
    return object;
}

/* What a reader needs to judge the people of another year: how many units stand in the table, lie
 * between two of its years, are extended beyond it, or are not known and stay as they are; and how
 * many have no people left. */
static json_t *population_json(const PopulationSpec *spec, const PopulatedCountry *populated) {
    const ForecastSummary *summary = &populated->summary;
    return json_pack("{s:i, s:i, s:s, s:f, s:f, s:I, s:I, s:I, s:I, s:I}", "year", spec->year,
                     "base_year", spec->base_year, "method", FORECAST_METHOD_NAME[spec->method],
                     "people_before", populated->people_before, "people", populated->people,
                     "units_given", (json_int_t)summary->count[FORECAST_GIVEN], "units_between",
                     (json_int_t)summary->count[FORECAST_BETWEEN], "units_extended",
                     (json_int_t)summary->count[FORECAST_EXTENDED], "units_unknown",
                     (json_int_t)summary->count[FORECAST_NONE], "units_emptied",
                     (json_int_t)summary->emptied);
}

static char *spec_json(const ScenarioSpec *spec, const PopulatedCountry *populated,
                       const char *place_json) {
    json_t *object = json_pack("{s:s}", "from", spec->from);
    for (int kind = 0; kind < CHANGE_KINDS; kind++) {
        json_t *list = changes_json(spec, (ChangeKind)kind);
        if (list && is_empty(list))
            json_decref(list);
        else
            json_put(&object, CHANGE_NAME[kind], list);
    }
    if (!spec->search && spec->catchment != CATCHMENT_ANY)
        json_put(&object, "catchment", json_string(CATCHMENT_NAME[spec->catchment]));
    if (spec->names_impedance)
        json_put(&object, "impedance", json_string(IMPEDANCE_NAME[spec->impedance]));
    if (spec->coverage_m.n > 0) json_put(&object, "coverage_m", distances_json(&spec->coverage_m));
    if (spec->phases.n > 0) json_put(&object, "phases", phases_json(&spec->phases));
    if (spec->n_offices > 0) json_put(&object, "offices", offices_json(spec));
    if (spec->population.year > 0)
        json_put(&object, "population", population_json(&spec->population, populated));
    if (spec->demand_year > 0) json_put(&object, "demand_year", json_integer(spec->demand_year));
    if (spec->shares) json_put(&object, "sharing", json_string(SHARING_NAME[spec->sharing]));
    if (spec->closing_study)
        json_put(&object, "closing_study", json_string(SHARING_NAME[spec->sharing]));
    if (place_json) json_put(&object, "place", json_loads(place_json, 0, NULL));
    char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(15));
    json_decref(object);
    return text;
}

/* ---- without and with a search ---- */

static EvaluateRules evaluate_rules(const Making *making) {
    EvaluateRules rules = making->rules->evaluate;
    if (making->spec->coverage_m.n > 0) {
        rules.coverage_m = making->spec->coverage_m.m;
        rules.n_coverage = making->spec->coverage_m.n;
    }
    return rules;
}

static Status proposals_of(const Making *making, Strings *strings, Proposal **out, size_t *n) {
    return changes_proposals(making->country, making->measures->stop_distance,
                             making->from->proposal, making->from->n_proposals, &making->network,
                             strings, out, n);
}

static Status measure(const Making *making, Scenario *out) {
    double started_s = clock_s();
    EvaluateRules rules = evaluate_rules(making);
    Scenario scenario = scenario_begin(NULL);
    scenario.name = strings_dup(&scenario.strings, making->spec->name);
    scenario.catchment = making->spec->catchment;
    scenario.method = "changes";
    Status status = scenario.name ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK)
        status = proposals_of(making, &scenario.strings, &scenario.proposal, &scenario.n_proposals);
    return scenario_finish(status, started_s, making->json, making->country, making->measures,
                           &rules, &scenario, out);
}

/* The points that were there before the search are told as before it. */
static Status tell_as_before(const Making *making, Scenario *scenario) {
    Proposal *before = NULL;
    size_t n = 0, b = 0;
    Status status = proposals_of(making, &scenario->strings, &before, &n);
    for (size_t i = 0; i < scenario->n_proposals && status == STATUS_OK; i++) {
        Proposal *proposal = &scenario->proposal[i];
        if (proposal->facility < 0 || !making->network.open[proposal->facility]) continue;
        while (b < n && before[b].facility != proposal->facility) b++;
        if (b == n) break; /* both are in the order of facilities, so all were found */
        proposal->role = before[b].role;
        proposal->reason = before[b].reason;
        proposal->reason_args = before[b].reason_args;
    }
    free(before);
    return status;
}

static Status search(const Making *making, const Scenario *points_of, Scenario *out, Error *error) {
    const Country *country = making->country;
    Country changed = *country; /* borrows everything but the facilities */
    ProposeRules rules = *making->rules;
    FacilityState *state = NULL;
    rules.evaluate = evaluate_rules(making);
    changed.facility = malloc((country->n_facilities + 1) * sizeof *changed.facility);
    Status status =
        changed.facility ? changes_states(country, &making->network, &state) : STATUS_NO_MEMORY;
    if (status == STATUS_OK) {
        for (size_t f = 0; f < country->n_facilities; f++) {
            changed.facility[f] = country->facility[f];
            changed.facility[f].state = state[f];
        }
        status = scenario_propose(making->spec->name, &making->spec->place, making->json, &changed,
                                  making->measures, &rules, points_of, out, error);
    }
    if (status == STATUS_OK) {
        status = tell_as_before(making, out);
        if (status != STATUS_OK) scenario_free(out);
    }
    free(state);
    free(changed.facility);
    return status;
}

/* ---- years ---- */

static Status add_years(const Making *making, Scenario *scenario) {
    const PhasePlan *plan = &making->spec->phases;
    const Country *country = making->country;
    EvaluateRules evaluate = evaluate_rules(making);
    PhaseRules rules = {evaluate.coverage_m, evaluate.n_coverage, evaluate.threads};
    if (plan->n == 0) return STATUS_OK;
    Proposal *today = NULL;
    int32_t *before = NULL;
    size_t n_today = 0, n_before = 0;
    Status status = present_proposals(country, making->measures->stop_distance, &scenario->strings,
                                      &today, &n_today);
    if (status == STATUS_OK) status = proposals_open(today, n_today, &before, &n_before);
    if (status == STATUS_OK)
        status = phases_assign(country, plan, scenario->catchment, scenario->proposal,
                               scenario->n_proposals);
    if (status == STATUS_OK)
        status = phases_figures(country, making->measures->stop_distance, plan, &rules, before,
                                n_before, scenario->proposal, scenario->n_proposals,
                                &scenario->year_figure, &scenario->n_year_figures);
    if (status == STATUS_OK) status = targets_fill(scenario);
    free(today);
    free(before);
    return status;
}

/* The country of the scenario's year, and the network that its changes and its offices make. */
static Status prepare(Making *making, const char *place_json, const char *file, Error *error) {
    const ScenarioSpec *spec = making->spec;
    const Scenario *from = making->from;
    NetworkChange *change = NULL;
    size_t n_changes = 0;
    Status status = STATUS_OK;
    if (spec->population.year > 0) {
        status =
            population_of_year(making->country, &spec->population, file, &making->populated, error);
        if (status == STATUS_OK) making->country = &making->populated.country;
    }
    if (status == STATUS_OK)
        status = offices_changes(making->country, from->proposal, from->n_proposals, spec->office,
                                 spec->n_offices, spec->change, spec->n_changes, file, &change,
                                 &n_changes, error);
    if (status == STATUS_OK)
        status = changes_apply(making->country, from->proposal, from->n_proposals, change,
                               n_changes, file, &making->network, error);
    free(change);
    if (status != STATUS_OK) return status;
    making->json = spec_json(spec, &making->populated, place_json);
    return making->json ? STATUS_OK : STATUS_NO_MEMORY;
}

Status scenario_derive(const ScenarioSpec *spec, const char *place_json, const Country *country,
                       const Measures *measures, const ProposeRules *rules, const Scenario *from,
                       const Scenario *points_of, const char *file, Scenario *out, Error *error) {
    Making making = {
        .spec = spec, .country = country, .measures = measures, .rules = rules, .from = from};
    Status status = prepare(&making, place_json, file, error);
    if (status == STATUS_OK)
        status = spec->search ? search(&making, points_of, out, error) : measure(&making, out);
    if (status == STATUS_OK) {
        out->impedance = IMPEDANCE_NAME[spec->impedance];
        out->unit_factor = making.populated.factor;
        making.populated.factor = NULL;
        status = add_years(&making, out);
        if (status != STATUS_OK) scenario_free(out);
    }
    free(making.json);
    changed_network_free(&making.network);
    populated_free(&making.populated);
    return error_status(error, status);
}
