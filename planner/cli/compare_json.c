/*
 * compare_json.c - a comparison for programs. Names, units, scopes and catchments are the codes of
 * the plan's tables; a value that does not exist is null.
 */
#include "layers/model/same_threshold.h"
#include "planner/cli/compare_report.h"
#include "planner/cli/json_out.h"
#include "planner/compare/comparison_rows.h"
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *better_name(Better better) {
    return better == BETTER_LESS ? "less" : better == BETTER_MORE ? "more" : "neither";
}

/* ---- figures of scenarios ---- */

static json_t *kpi_json(const CompareWork *work, const Kpi *kpi) {
    json_t *values = json_object();
    const Passport *passport = passport_find(kpi->name);
    for (size_t s = 0; s < work->n; s++)
        json_object_set_new(values, work->name[s], number_or_null(kpi->value[s]));
    return json_pack("{s:s, s:s, s:s, s:o, s:s, s:o}", "name", kpi->name, "unit", kpi->unit,
                     "catchment", CATCHMENT_NAME[kpi->catchment], "threshold_m",
                     number_or_null(kpi->threshold_m), "better",
                     better_name(passport ? passport->better : BETTER_NEITHER), "value", values);
}

static json_t *kpis_json(const CompareWork *work) {
    json_t *list = json_array();
    for (size_t i = 0; i < work->kpis.n; i++)
        json_array_append_new(list, kpi_json(work, &work->kpis.row[i]));
    return list;
}

static json_t *equity_json(const Equity *equity) {
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:[o, o, o], s:o}", "pop",
                     number_or_null(equity->weight), "unreached_pop",
                     number_or_null(equity->unreached), "mean_dist_m", number_or_null(equity->mean),
                     "gini", number_or_null(equity->gini), "theil", number_or_null(equity->theil),
                     "palma", number_or_null(equity->palma), "fgt", number_or_null(equity->fgt[0]),
                     number_or_null(equity->fgt[1]), number_or_null(equity->fgt[2]), "beyond_share",
                     number_or_null(equity->beyond_share));
}

static json_t *equities_json(const CompareWork *work, size_t s) {
    json_t *by_catchment = json_object();
    for (int c = 0; c < CATCHMENTS; c++) {
        const KindEquity *equity = &work->equity[c][s];
        json_t *kinds = json_object();
        for (int k = 0; k < UNIT_KINDS; k++)
            json_object_set_new(kinds, UNIT_KIND_NAME[k], equity_json(&equity->kind[k]));
        json_object_set_new(by_catchment, CATCHMENT_NAME[c],
                            json_pack("{s:o, s:o, s:o, s:o}", "all", equity_json(&equity->all),
                                      "by_unit_kind", kinds, "theil_between",
                                      number_or_null(equity->theil_between), "theil_within",
                                      number_or_null(equity->theil_within)));
    }
    return by_catchment;
}

/* One object for all figures of a group and catchment, which follow each other; those of a distance
 * are in lists by their names. */
static json_t *groups_json(const CompareWork *work, size_t s) {
    const GroupTable *groups = &work->groups[s];
    json_t *list = json_array(), *values = NULL;
    for (size_t i = 0; i < groups->n; i++) {
        const GroupFigure *row = &groups->row[i], *last = i > 0 ? &row[-1] : NULL;
        if (!last || row->group != last->group || row->catchment != last->catchment) {
            values = json_object();
            json_array_append_new(list, json_pack("{s:s, s:s, s:o}", "group",
                                                  work->country.group[row->group].name, "catchment",
                                                  CATCHMENT_NAME[row->catchment], "value", values));
        }
        if (isnan(row->threshold)) {
            json_object_set_new(values, row->name, number_or_null(row->value));
            continue;
        }
        if (!json_object_get(values, row->name))
            json_object_set_new(values, row->name, json_array());
        json_array_append_new(json_object_get(values, row->name),
                              json_pack("{s:f, s:o}", "threshold_m", row->threshold, "value",
                                        number_or_null(row->value)));
    }
    return list;
}

static json_t *series_json(const UnitSeries *series) {
    return json_pack("{s:s, s:s?, s:s?}", "name", series->name, "label", series->label, "title",
                     series->title);
}

static json_t *all_groups_json(const Country *country) {
    json_t *list = json_array();
    for (size_t g = 0; g < country->n_groups; g++)
        json_array_append_new(list, series_json(&country->group[g]));
    return list;
}

static json_t *scenarios_json(const CompareWork *work) {
    json_t *list = json_array();
    for (size_t s = 0; s < work->n; s++) {
        const Scenario *scenario = &work->scenario[s];
        json_array_append_new(list, json_pack("{s:s, s:s?, s:s?, s:o, s:o}", "name", scenario->name,
                                              "status", scenario->status, "method",
                                              scenario->method, "equity", equities_json(work, s),
                                              "groups", groups_json(work, s)));
    }
    return list;
}

/* ---- pairs ---- */

/* Whether a row tells of the same area, catchment and threshold as another one. */
static bool same_key(const ComparisonFigure *a, const ComparisonFigure *b) {
    return a->scope == b->scope && a->area == b->area && a->catchment == b->catchment &&
           same_threshold(a->threshold, b->threshold);
}

/* One object for all figures of an area, catchment and threshold, which follow each other. */
static json_t *figures_json(const Country *country, const ComparisonTable *table) {
    json_t *list = json_array(), *values = NULL;
    for (size_t i = 0; i < table->n; i++) {
        const ComparisonFigure *row = &table->row[i];
        if (i == 0 || !same_key(row, &table->row[i - 1])) {
            values = json_object();
            json_array_append_new(
                list, json_pack("{s:s, s:s, s:s, s:o, s:o}", "scope", SCOPE_NAME[row->scope],
                                "code", area_code(country, row->scope, row->area), "catchment",
                                CATCHMENT_NAME[row->catchment], "threshold_m",
                                number_or_null(row->threshold), "value", values));
        }
        json_object_set_new(values, row->name, number_or_null(row->value));
    }
    return list;
}

static json_t *facilities_json(const Country *country, const int32_t *facility, size_t n) {
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_string(country->facility[facility[i]].id));
    return list;
}

static json_t *most_json(const CompareWork *work, const ComparePair *pair, Scope scope, bool gain) {
    const CompareRow *row[AREAS_TOLD];
    json_t *list = json_array();
    size_t n = comparison_most(&pair->comparison, scope, CATCHMENT_ANY, gain, row, AREAS_TOLD);
    for (size_t i = 0; i < n; i++)
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "code",
                            area_code(&work->country, scope, row[i]->area), "name",
                            area_label(&work->country, scope, row[i]->area), "gainers_pop",
                            number_or_null(row[i]->gain.pop), "losers_pop",
                            number_or_null(row[i]->loss.pop), "mean_before_m",
                            number_or_null(row[i]->mean_before_m), "mean_after_m",
                            number_or_null(row[i]->mean_after_m), "saved_person_km",
                            number_or_null(comparison_net_person_km(row[i]))));
    return list;
}

static Status pair_json(const CompareWork *work, const ComparePair *pair, json_t **out) {
    const Comparison *c = &pair->comparison;
    ComparisonTable table = {0};
    Status status = comparison_rows(pair->before->name, pair->after->name, c, &table);
    if (status != STATUS_OK) return status;
    json_t *figures = figures_json(&work->country, &table);
    free(table.row);
    *out = json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "before",
                     pair->before->name, "after", pair->after->name, "extra_cost_a_year",
                     number_or_null(pair->extra_eur), "opened",
                     facilities_json(&work->country, c->opened, c->n_opened), "closed",
                     facilities_json(&work->country, c->closed, c->n_closed), "kept",
                     facilities_json(&work->country, c->kept, c->n_kept), "units_gain_most",
                     most_json(work, pair, SCOPE_UNIT, true), "units_lose_most",
                     most_json(work, pair, SCOPE_UNIT, false), "municipalities_gain_most",
                     most_json(work, pair, SCOPE_MUNICIPALITY, true), "municipalities_lose_most",
                     most_json(work, pair, SCOPE_MUNICIPALITY, false), "figures", figures);
    return *out ? STATUS_OK : STATUS_NO_MEMORY;
}

/* ---- the front and the targets ---- */

static json_t *pareto_row_json(const CompareWork *work, size_t s) {
    const ParetoRow *row = &work->pareto.row[s];
    json_t *dominators = json_array(), *values = json_array();
    for (size_t d = 0; d < row->n_dominators; d++)
        json_array_append_new(
            dominators, json_string(work->name[work->pareto.dominator[row->first_dominator + d]]));
    for (size_t c = 0; c < work->criteria.n; c++)
        json_array_append_new(values, number_or_null(work->criteria.kpi[c]->value[s]));
    return json_pack("{s:s, s:b, s:b, s:s?, s:o, s:o}", "scenario", work->name[s], "complete",
                     (int)row->complete, "front", (int)row->front, "same_as",
                     row->same_as >= 0 ? work->name[row->same_as] : NULL, "value", values,
                     "dominated_by", dominators);
}

static json_t *pareto_json(const CompareWork *work) {
    json_t *criteria = json_array(), *rows = json_array();
    for (size_t c = 0; c < work->criteria.n; c++) {
        const Kpi *kpi = work->criteria.kpi[c];
        json_array_append_new(criteria,
                              json_pack("{s:s, s:s, s:o, s:s, s:s}", "name", kpi->name, "catchment",
                                        CATCHMENT_NAME[kpi->catchment], "threshold_m",
                                        number_or_null(kpi->threshold_m), "unit", kpi->unit,
                                        "better", better_name(work->criteria.better[c])));
    }
    for (size_t s = 0; s < work->n; s++) json_array_append_new(rows, pareto_row_json(work, s));
    return json_pack("{s:o, s:o}", "criteria", criteria, "scenarios", rows);
}

static json_t *year_or_null(int year) {
    return year > 0 ? json_integer(year) : json_null();
}

static json_t *target_json(const CompareWork *work, const TargetLine *line) {
    json_t *states = json_object();
    for (size_t s = 0; s < work->n; s++) {
        TargetState state = compare_target(work, s, line);
        const TargetFigure *row = state.by_year;
        json_object_set_new(states, work->name[s],
                            json_pack("{s:o, s:o, s:o, s:o}", "met",
                                      isnan(state.value) ? json_null() : json_boolean(state.met),
                                      "reached_year", year_or_null(row ? row->reached_year : 0),
                                      "lasting_year", year_or_null(row ? row->lasting_year : 0),
                                      "in_time", row ? json_boolean(row->in_time) : json_null()));
    }
    return json_pack("{s:s, s:o, s:o, s:f, s:s, s:o}", "name", line->passport->name, "threshold_m",
                     number_or_null(line->kpi->threshold_m), "due_year",
                     year_or_null(line->target->due_year), "target", line->target->value, "source",
                     line->target->source, "scenario", states);
}

static Status targets_json(const CompareWork *work, json_t *list) {
    TargetLine *line = NULL;
    size_t n = 0;
    Status status = compare_targets(work, &line, &n);
    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        json_array_append_new(list, target_json(work, &line[i]));
    free(line);
    return status;
}

/* ---- what the costs hang on ---- */

static json_t *place_or_null(size_t place) {
    return place > 0 ? json_integer((json_int_t)place) : json_null();
}

static json_t *swing_json(const CompareWork *work, const Swing *row) {
    const SwingTable *swings = &work->swings;
    json_t *scenarios = json_object(), *turns = json_array();
    for (size_t s = 0; s < work->n; s++) {
        const double *value = row->value[s];
        if (!swings->priced[s]) continue;
        json_object_set_new(
            scenarios, work->name[s],
            json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "base", number_or_null(value[SWING_BASE]),
                      "low", number_or_null(value[SWING_LOW]), "high",
                      number_or_null(value[SWING_HIGH]), "place",
                      place_or_null(swing_place(swings, row, s, SWING_BASE)), "place_low",
                      place_or_null(swing_place(swings, row, s, SWING_LOW)), "place_high",
                      place_or_null(swing_place(swings, row, s, SWING_HIGH))));
    }
    for (size_t t = 0; t < row->n_turns; t++) {
        const SwingTurn *turn = &swings->turn[row->first_turn + t];
        json_array_append_new(
            turns, json_pack("{s:s, s:s, s:s}", "change", turn->side == SWING_LOW ? "less" : "more",
                             "first", work->name[turn->first], "second", work->name[turn->second]));
    }
    return json_pack("{s:s, s:s, s:o, s:o}", "figure", SWING_FIGURE_NAME[row->figure], "assumption",
                     row->assumption, "scenario", scenarios, "order_changes", turns);
}

/* null where no assumption is known to move a figure: no scenario has a price, all were priced with
 * sensitivity: 0, or nothing moves. */
static json_t *swings_json(const CompareWork *work) {
    json_t *rows = json_array();
    for (size_t i = 0; i < work->swings.n; i++)
        json_array_append_new(rows, swing_json(work, &work->swings.row[i]));
    if (work->swings.n > 0)
        return json_pack("{s:f, s:o}", "share", work->swings.share, "assumptions", rows);
    json_decref(rows);
    return json_null();
}

/* ---- all of it ---- */

static Status whole_json(const CompareWork *work, json_t **out) {
    json_t *pairs = json_array(), *targets = json_array(), *years = json_array();
    Status status = targets_json(work, targets);
    for (size_t p = 0; p + 1 < work->n && status == STATUS_OK; p++) {
        json_t *pair = NULL;
        status = pair_json(work, &work->pair[p], &pair);
        if (status == STATUS_OK) json_array_append_new(pairs, pair);
    }
    for (size_t y = 0; y < work->cost_years.n; y++)
        json_array_append_new(years, json_integer(work->cost_years.year[y]));
    *out = json_pack(
        "{s:s, s:s, s:s, s:f, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b}", "plan",
        work->plan.name, "base", work->name[0], "currency", work->plan.costs.currency,
        "threshold_m", work->beyond_m, "groups", all_groups_json(&work->country), "ranking",
        work->country.ranking.name ? series_json(&work->country.ranking) : json_null(),
        "cost_years", years, "figures", kpis_json(work), "scenarios", scenarios_json(work), "pairs",
        pairs, "pareto", pareto_json(work), "sensitivity", swings_json(work), "targets", targets,
        "stored", (int)work->stored);
    if (status == STATUS_OK && *out) return STATUS_OK;
    json_decref(*out);
    return status == STATUS_OK ? STATUS_NO_MEMORY : status;
}

Status compare_print_json(const CompareWork *work, FILE *file) {
    json_t *json = NULL;
    Status status = whole_json(work, &json);
    if (status != STATUS_OK) return status;
    json_dumpf(json, file, JSON_INDENT(1) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));
    fputc('\n', file);
    json_decref(json);
    return STATUS_OK;
}
