#include "planner/plan/plan_costs.h"
#include "layers/numbers.h"
#include "layers/text.h"
#include "planner/cost/cost_published.h"
#include "planner/plan/currency.h"
#include "planner/plan/plan_cost_schemes.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2200, PUBLISHED_PRICES = 2020 };

#define SENSITIVITY     0.1 /* ± 10 % where the plan file says nothing */
#define SENSITIVITY_MAX 0.9

/* Assumptions of reckoning: they stand in the section itself, not under `assumptions`. */
static const char *const RULES[] = {"depreciation_years", "depreciation_charged_years",
                                    "share_of_first_year"};
enum { N_RULES = sizeof RULES / sizeof *RULES };

static bool is_rule(const char *name) {
    for (int i = 0; i < N_RULES; i++)
        if (strcmp(RULES[i], name) == 0) return true;
    return false;
}

static int read_year(YamlReader *reader, yaml_node_t *map, const char *key, int usual) {
    double year = yaml_number(reader, map, key, FIRST_YEAR, LAST_YEAR, usual);
    if (year != floor(year))
        yaml_refuse(reader, yaml_get(reader, map, key), key, _("expected a year such as 2022"));
    return (int)year;
}

static void read_years(YamlReader *reader, yaml_node_t *section, CostYears *years) {
    static const char *const KEYS[] = {"first", "start", "last", NULL};
    yaml_node_t *map = yaml_get(reader, section, "years");
    if (!map || !yaml_check_map(reader, map, "years", KEYS)) return;
    CostYears read = {.first = read_year(reader, map, "first", years->first),
                      .last = read_year(reader, map, "last", years->last)};
    read.start =
        read_year(reader, map, "start", read.first < read.last ? read.first + 1 : read.first);
    if (read.first > read.start || read.start > read.last)
        yaml_refuse(reader, map, "years",
                    _("the first year, the start year and the last year stand in this order"));
    else if (read.last - read.first >= COST_YEARS_MAX)
        yaml_refuse(reader, map, "years", _("these are too many years; at most 60"));
    else
        *years = read;
}

/* ---- money ---- */

static const char *read_currency(YamlReader *reader, yaml_node_t *map, Strings *strings,
                                 const char *usual) {
    const char *code = yaml_text(reader, map, "currency", false);
    if (!code) return usual;
    if (currency_known(code)) return yaml_keep(reader, strings, code);
    yaml_refuse(reader, yaml_get(reader, map, "currency"), "currency",
                _("\"%s\" is no currency of ISO 4217; expected a code such as EUR"), code);
    return usual;
}

/* The published amounts in the plan's currency; NAN where that takes a rate that law has not
 * fixed: then the plan file must give the amount. */
static void fill_published(PlanCosts *costs) {
    for (size_t k = 0; k < N_COST_KEYS; k++) {
        const CostKey *key = &COST_KEYS[k];
        bool money = cost_key_is_money(key);
        double value = key->published;
        if (money && !currency_convert(value, "EUR", costs->currency, &value)) value = NAN;
        cost_key_set(key, value, &costs->assumptions);
        costs->note[k] = (PlanCostNote){.value = key->published,
                                        .currency = money ? "EUR" : NULL,
                                        .year = PUBLISHED_PRICES,
                                        .source = key->source};
    }
}

static void check_all_amounts(YamlReader *reader, const yaml_node_t *section,
                              const PlanCosts *costs) {
    for (size_t k = 0; k < N_COST_KEYS && reader->status == STATUS_OK; k++)
        if (isnan(cost_key_get(&COST_KEYS[k], &costs->assumptions)))
            yaml_refuse(reader, section, COST_KEYS[k].name,
                        _("the published amount is in EUR; give it in %s under assumptions"),
                        costs->currency);
}

/* ---- assumptions ---- */

static double read_value(YamlReader *reader, yaml_node_t *node, const CostKey *key) {
    char text[NUMBER_TEXT_SIZE];
    double value = yaml_node_number(reader, node, key->name, -DBL_MAX, DBL_MAX);
    if (reader->status != STATUS_OK) return key->min;
    if (cost_key_is_money(key) && value < 0)
        yaml_refuse(reader, node, key->name, _("a cost is not negative: %s"),
                    value_text(value, text));
    else if (value < key->min || value > key->max)
        yaml_refuse_range(reader, node, key->name, value, key->min, key->max);
    return value;
}

/* {value, currency, year, source}: fills the note. */
static yaml_node_t *read_note(YamlReader *reader, yaml_node_t *map, const CostKey *key,
                              Strings *strings, PlanCosts *costs, PlanCostNote *note) {
    static const char *const KEYS[] = {"value", "currency", "year", "source", NULL};
    if (!yaml_check_map(reader, map, key->name, KEYS)) return NULL;
    yaml_node_t *value = yaml_get(reader, map, "value");
    if (!value) yaml_refuse(reader, map, key->name, _("give the number as value: …"));
    if (!cost_key_is_money(key) && yaml_get(reader, map, "currency"))
        yaml_refuse(reader, yaml_get(reader, map, "currency"), "currency",
                    _("this is no amount of money; leave the currency out"));
    else if (cost_key_is_money(key))
        note->currency = read_currency(reader, map, strings, costs->currency);
    note->year = read_year(reader, map, "year", costs->price_year);
    const char *source = yaml_text(reader, map, "source", false);
    if (source) note->source = yaml_keep(reader, strings, source);
    return value;
}

static void read_assumption(YamlReader *reader, yaml_node_t *map, size_t k, Strings *strings,
                            PlanCosts *costs) {
    const CostKey *key = &COST_KEYS[k];
    yaml_node_t *node = yaml_get(reader, map, key->name);
    if (!node) return;
    PlanCostNote note = {.given = true,
                         .currency = cost_key_is_money(key) ? costs->currency : NULL,
                         .year = costs->price_year,
                         .source = _("the plan file")};
    yaml_node_t *at = node->type == YAML_MAPPING_NODE
                          ? read_note(reader, node, key, strings, costs, &note)
                          : node;
    if (reader->status != STATUS_OK || !at) return;
    double value = note.value = read_value(reader, at, key);
    if (note.currency && !currency_convert(value, note.currency, costs->currency, &value))
        yaml_refuse(reader, node, key->name,
                    _("law fixes no rate from %s to %s; give the amount in %s"), note.currency,
                    costs->currency, costs->currency);
    cost_key_set(key, value, &costs->assumptions);
    costs->note[k] = note;
}

static void read_assumptions(YamlReader *reader, yaml_node_t *section, Strings *strings,
                             PlanCosts *costs) {
    const char *keys[COST_KEYS_MAX + 1];
    size_t n = 0;
    for (size_t k = 0; k < N_COST_KEYS; k++)
        if (!is_rule(COST_KEYS[k].name)) keys[n++] = COST_KEYS[k].name;
    keys[n] = NULL;
    yaml_node_t *map = yaml_get(reader, section, "assumptions");
    if (map && !yaml_check_map(reader, map, "assumptions", keys)) return;
    for (size_t k = 0; k < N_COST_KEYS; k++)
        read_assumption(reader, is_rule(COST_KEYS[k].name) ? section : map, k, strings, costs);
    const yaml_node_t *points = map ? yaml_get(reader, map, "second_wave_points") : NULL;
    if (points) costs->points_line = yaml_line(points);
}

/* ---- openings ---- */

static double read_points(YamlReader *reader, yaml_node_t *node, const char *key) {
    double points = yaml_node_number(reader, node, key, 0, 1e9);
    if (points != floor(points))
        yaml_refuse(reader, node, key, _("expected a whole number of points"));
    return points;
}

static void read_openings(YamlReader *reader, yaml_node_t *section, PlanCosts *costs) {
    static const char KEY[] = "second_wave_opened";
    yaml_node_t *map = yaml_get(reader, section, KEY);
    if (!map) return;
    if (map->type != YAML_MAPPING_NODE) {
        yaml_refuse(reader, map, KEY, _("expected a year from %d to %d, with its number"),
                    costs->years.start, costs->years.last);
        return;
    }
    plan_read_years_map(reader, map, KEY, &costs->years, costs->years.start, read_points,
                        costs->second_wave_opened);
    char opened[NUMBER_TEXT_SIZE], assumed[NUMBER_TEXT_SIZE];
    double sum = 0;
    for (size_t i = 0; i < cost_n_years(&costs->years); i++) sum += costs->second_wave_opened[i];
    if (costs->points_line > 0 && sum != costs->assumptions.second_wave_points)
        yaml_refuse(reader, map, KEY,
                    _("%s points are opened, but second_wave_points is %s; leave one of them out"),
                    value_text(sum, opened),
                    value_text(costs->assumptions.second_wave_points, assumed));
    if (reader->status != STATUS_OK) return;
    costs->assumptions.second_wave_points = sum;
    costs->openings_given = true;
    costs->points_line = yaml_line(map);
}

/* ---- the section ---- */

Status plan_read_costs(YamlReader *reader, yaml_node_t *root, Strings *strings, PlanCosts *costs) {
    static const char *const KEYS[] = {"currency",
                                       "price_year",
                                       "years",
                                       "assumptions",
                                       "second_wave_opened",
                                       "schemes",
                                       "depreciation_years",
                                       "depreciation_charged_years",
                                       "share_of_first_year",
                                       "sensitivity",
                                       NULL};
    yaml_node_t *section = yaml_get(reader, root, "costs");
    if (section && !yaml_check_map(reader, section, "costs", KEYS)) return reader->status;
    memset(costs, 0, sizeof *costs);
    costs->given = section != NULL;
    costs->years = COST_PUBLISHED_YEARS;
    costs->currency = read_currency(reader, section, strings, "EUR");
    costs->price_year = read_year(reader, section, "price_year", PUBLISHED_PRICES);
    costs->sensitivity =
        yaml_number(reader, section, "sensitivity", 0, SENSITIVITY_MAX, SENSITIVITY);
    read_years(reader, section, &costs->years);
    if (reader->status != STATUS_OK) return reader->status;
    fill_published(costs);
    read_assumptions(reader, section, strings, costs);
    check_all_amounts(reader, section, costs);
    if (reader->status == STATUS_OK) read_openings(reader, section, costs);
    if (reader->status == STATUS_OK) plan_read_cost_schemes(reader, section, strings, costs);
    return reader->status;
}

void plan_costs_free(PlanCosts *costs) {
    free(costs->scheme);
    costs->scheme = NULL;
    costs->n_schemes = 0;
}

const CostScheme *plan_costs_scheme(const PlanCosts *costs, const char *name) {
    for (size_t i = 0; i < costs->n_schemes; i++)
        if (strcmp(costs->scheme[i].name, name) == 0) return &costs->scheme[i];
    return NULL;
}

Status plan_costs_check_units(const PlanCosts *costs, size_t n_units, const char *plan_path,
                              Error *error) {
    char text[NUMBER_TEXT_SIZE];
    double points = costs->assumptions.second_wave_points;
    if (costs->points_line == 0 || points <= (double)n_units) return STATUS_OK;
    return error_line(
        error, STATUS_PLAN_FILE, plan_path, costs->points_line,
        costs->openings_given ? "second_wave_opened" : "second_wave_points",
        _("there are more second-wave points (%s) than units that can have one (%zu)"),
        value_text(points, text), n_units);
}
