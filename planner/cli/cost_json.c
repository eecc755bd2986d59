/*
 * cost_json.c - a priced scenario for programs.
 */
#include "planner/cli/cost_report.h"
#include "planner/cli/json_out.h"
#include "planner/cost/cost_published.h"
#include <math.h>
#include <string.h>

static json_t *series_json(const double *series, size_t n) {
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) json_array_append_new(list, number_or_null(series[i]));
    return list;
}

static json_t *years_json(const CostYears *years) {
    json_t *list = json_array();
    for (int year = years->first; year <= years->last; year++)
        json_array_append_new(list, json_integer(year));
    return list;
}

/* ---- rows as positions by year ---- */

static json_t *empty_positions(size_t n_years) {
    json_t *positions = json_object();
    for (int p = 0; p < COST_POSITIONS; p++) {
        json_t *list = json_array();
        for (size_t i = 0; i < n_years; i++) json_array_append_new(list, json_null());
        json_object_set_new(positions, COST_POSITION_NAME[p], list);
    }
    return positions;
}

/* rows[*at …] of one area; moves *at to the next one. */
static json_t *positions_json(const Study *study, const CostYears *years, size_t *at) {
    json_t *positions = empty_positions(cost_n_years(years));
    const CostFigure *first = &study->cost[*at];
    for (; *at < study->n_costs; (*at)++) {
        const CostFigure *row = &study->cost[*at];
        if (row->scope != first->scope || row->area != first->area) break;
        json_array_set_new(json_object_get(positions, row->position),
                           (size_t)(row->year - years->first), json_real(row->eur));
    }
    return positions;
}

static json_t *totals_json(const ScenarioCost *cost) {
    json_t *totals = json_object();
    for (int p = 0; p < COST_POSITIONS; p++)
        json_object_set_new(
            totals, COST_POSITION_NAME[p],
            number_or_null(cost_total(&cost->table, &cost->input.years, (CostPosition)p)));
    return totals;
}

/* ---- the report, the sensitivity ---- */

static json_t *printed_json(const Plan *plan, const PricedScenario *priced) {
    json_t *list = json_array();
    if (!cost_is_published(plan, priced)) return list;
    for (size_t k = 0; k < N_COST_PRINTED; k++) {
        const CostPrinted *print = &COST_PRINTED[k];
        if (strcmp(print->scheme, priced->spec.scheme) != 0) continue;
        CostPrintedCheck check =
            cost_printed_check(print, &priced->cost->table, &priced->cost->input.years);
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:f, s:f, s:f, s:b}", "source", print->source, "position",
                            COST_POSITION_NAME[print->position], "printed", print->printed_eur,
                            "computed", check.computed_eur, "difference", check.difference_eur,
                            "agrees", (int)check.agrees));
    }
    return list;
}

static json_t *number(double value) {
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *sensitivity_json(const Study *study) {
    json_t *list = json_array();
    for (size_t i = 0; i < study->n_sensitivities; i++) {
        const SensitivityFigure *row = &study->sensitivity[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:f, s:f, s:o, s:o, s:b}", "figure",
                                              row->figure, "assumption", row->assumption, "share",
                                              row->share, "base", row->base, "low",
                                              number(row->low), "high", number(row->high),
                                              "ranking_changes", (int)row->ranking_changes));
    }
    return list;
}

/* ---- all ---- */

json_t *cost_json(const Plan *plan, const Country *country, const PricedScenario *priced) {
    const PlanCosts *costs = &plan->costs;
    const ScenarioCost *cost = priced->cost;
    const Study *study = &priced->scenario->study;
    size_t n_years = cost_n_years(&costs->years), at = 0;
    json_t *municipalities = json_array(), *positions = NULL;
    while (at < study->n_costs) {
        const CostFigure *first = &study->cost[at];
        json_t *of_area = positions_json(study, &costs->years, &at);
        if (first->scope == SCOPE_COUNTRY) {
            json_decref(positions);
            positions = of_area;
            continue;
        }
        const Area *area = &country->municipality[first->area];
        json_array_append_new(municipalities, json_pack("{s:s, s:s?, s:o}", "code", area->code,
                                                        "name", area->name, "positions", of_area));
    }
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:i, s:o, s:o, s:o, s:o, s:I, s:o, s:o, s:o, s:o, "
                     "s:o, s:o, s:o}",
                     "scenario", priced->scenario->name, "scheme", priced->spec.scheme,
                     "points_from", COST_POINTS_NAME[priced->spec.points], "services_from",
                     COST_SERVICES_NAME[priced->spec.services], "currency", costs->currency,
                     "price_year", costs->price_year, "years", years_json(&costs->years),
                     "first_wave", series_json(cost->first_wave, n_years), "first_wave_opened",
                     series_json(cost->first_wave_opened, n_years), "second_wave_opened",
                     series_json(cost->second_wave_opened, n_years), "opens_later",
                     (json_int_t)cost->opens_later, "services",
                     series_json(cost->table.services, n_years), "contacts",
                     series_json(cost->table.contacts, n_years), "positions",
                     positions ? positions : json_null(), "totals", totals_json(cost),
                     "municipalities", municipalities, "printed", printed_json(plan, priced),
                     "sensitivity", sensitivity_json(study));
}
