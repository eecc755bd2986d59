#include "planner/plan/plan_scenario_costs.h"
#include "layers/numbers.h"
#include "layers/text.h"
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

const char *plan_costs_names(const PlanCosts *costs, char *text, size_t size) {
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < costs->n_schemes && used < size; i++)
        used += (size_t)snprintf(text + used, size - used, "%s%s", i ? ", " : "",
                                 costs->scheme[i].name);
    return text;
}

CostRules plan_cost_rules(const PlanCosts *costs, const char *scheme, int threads) {
    return (CostRules){.years = costs->years,
                       .assumptions = &costs->assumptions,
                       .scheme = plan_costs_scheme(costs, scheme),
                       .second_wave_opened =
                           costs->openings_given ? costs->second_wave_opened : NULL,
                       .currency = costs->currency,
                       .price_year = costs->price_year,
                       .threads = threads};
}

const char *plan_cost_spec_fault(const CostSpec *spec, const PlanCosts *costs, const char **key) {
    bool numbers = !isnan(spec->first_wave) || !isnan(spec->second_wave);
    *key = isnan(spec->first_wave) ? "second_wave" : "first_wave";
    if (numbers && spec->points == COST_POINTS_OWN)
        return N_("a number of points goes with points: given; own ones are counted");
    *key = "centres";
    if (spec->centres && spec->points == COST_POINTS_GIVEN)
        return N_("centres are named among the scenario's own points; they do not go with points: "
                  "given");
    *key = "second_wave";
    if (!isnan(spec->second_wave) && costs->openings_given)
        return N_("the section costs gives second_wave_opened by year; leave one of them out");
    return NULL;
}

static double read_number(YamlReader *reader, yaml_node_t *map, const char *key) {
    yaml_node_t *node = yaml_get(reader, map, key);
    if (!node) return NAN;
    double points = yaml_node_number(reader, node, key, 0, COST_POINTS_MAX);
    if (points != floor(points))
        yaml_refuse(reader, node, key, _("expected a whole number of points"));
    return points;
}

/* The scheme stands in the plan's strings, so its own name is the one to keep. */
static void read_scheme_name(YamlReader *reader, const yaml_node_t *at, const char *name,
                             const PlanCosts *costs, CostSpec *spec) {
    char known[512];
    const CostScheme *scheme = name ? plan_costs_scheme(costs, name) : NULL;
    if (scheme)
        spec->scheme = scheme->name;
    else if (name)
        yaml_refuse(reader, at, "scheme", _("there is no scheme \"%s\" of costs; known: %s"), name,
                    plan_costs_names(costs, known, sizeof known));
}

/* The ids as a JSON list, which is how a priced scenario keeps them. */
static void read_centres(YamlReader *reader, yaml_node_t *map, Strings *strings, CostSpec *spec) {
    yaml_node_t *node = yaml_get(reader, map, "centres");
    if (!node) return;
    bool good = node->type == YAML_SEQUENCE_NODE;
    json_t *list = json_array();
    const yaml_node_item_t *end = good ? node->data.sequence.items.top : NULL;
    for (const yaml_node_item_t *item = good ? node->data.sequence.items.start : NULL; item < end;
         item++) {
        const yaml_node_t *id = yaml_document_get_node(&reader->document, *item);
        good = good && id->type == YAML_SCALAR_NODE;
        if (id->type == YAML_SCALAR_NODE)
            json_array_append_new(list, json_string((const char *)id->data.scalar.value));
    }
    if (!good || json_array_size(list) == 0) {
        yaml_refuse(reader, node, "centres", "%s",
                    _("expected a list of the ids of facilities: [id, id, …]"));
    } else {
        char *text = json_dumps(list, JSON_COMPACT);
        if (text) spec->centres = yaml_keep(reader, strings, text);
        if (!text) reader->status = error_status(reader->error, STATUS_NO_MEMORY);
        free(text);
    }
    json_decref(list);
}

static void read_map(YamlReader *reader, yaml_node_t *map, const PlanCosts *costs, Strings *strings,
                     CostSpec *spec) {
    static const char *const KEYS[] = {"scheme",     "points",      "services", "centres",
                                       "first_wave", "second_wave", NULL};
    if (!yaml_check_map(reader, map, "costs", KEYS)) return;
    const char *name = yaml_text(reader, map, "scheme", true);
    read_scheme_name(reader, yaml_get(reader, map, "scheme"), name, costs, spec);
    spec->first_wave = read_number(reader, map, "first_wave");
    spec->second_wave = read_number(reader, map, "second_wave");
    bool numbers = !isnan(spec->first_wave) || !isnan(spec->second_wave);
    spec->points =
        (CostPointsFrom)yaml_choice(reader, map, "points", COST_POINTS_NAME, COST_POINTS_FROM,
                                    numbers ? COST_POINTS_GIVEN : COST_POINTS_OWN);
    spec->services =
        (CostServicesFrom)yaml_choice(reader, map, "services", COST_SERVICES_NAME,
                                      COST_SERVICES_FROM, (int)COST_SERVICES_PUBLISHED);
    read_centres(reader, map, strings, spec);
    const char *key, *fault = plan_cost_spec_fault(spec, costs, &key);
    if (fault) yaml_refuse(reader, yaml_get(reader, map, key), key, "%s", _(fault));
}

static long line_of(YamlReader *reader, yaml_node_t *map, const char *key) {
    const yaml_node_t *node = yaml_get(reader, map, key);
    return node ? yaml_line(node) : 0;
}

static CostLines lines_of(YamlReader *reader, yaml_node_t *node) {
    CostLines lines = {.costs = yaml_line(node)};
    if (node->type != YAML_MAPPING_NODE) return lines;
    lines.points = line_of(reader, node, "points");
    lines.services = line_of(reader, node, "services");
    lines.first_wave = line_of(reader, node, "first_wave");
    lines.second_wave = line_of(reader, node, "second_wave");
    lines.centres = line_of(reader, node, "centres");
    return lines;
}

void plan_read_scenario_costs(YamlReader *reader, yaml_node_t *scenario, const PlanCosts *costs,
                              Strings *strings, CostSpec *spec, CostLines *lines) {
    *spec = cost_spec_default(NULL);
    *lines = (CostLines){0};
    yaml_node_t *node = yaml_get(reader, scenario, "costs");
    if (!node) return;
    *lines = lines_of(reader, node);
    if (node->type == YAML_MAPPING_NODE)
        read_map(reader, node, costs, strings, spec);
    else
        read_scheme_name(reader, node, yaml_text(reader, scenario, "costs", true), costs, spec);
}

/* Of several keys the one that the number of second-wave points hangs on. */
static const char *points_key(const CostSpec *spec, const CostLines *lines, long *line) {
    bool second = !isnan(spec->second_wave), first = !isnan(spec->first_wave);
    const char *key = second ? "second_wave" : first ? "first_wave" : "points";
    long at = !lines ? 0 : second ? lines->second_wave : first ? lines->first_wave : lines->points;
    *line = lines && at == 0 ? lines->costs : at;
    return key;
}

Status plan_check_cost_points(const char *scenario, const CostSpec *spec, const CostLines *lines,
                              const PlanCosts *costs, size_t n_units, const char *plan_path,
                              Error *error) {
    /* the published number, or the section's, where the scenario gives none */
    bool given = !isnan(spec->second_wave);
    double points = given ? spec->second_wave : costs->assumptions.second_wave_points;
    bool too_many = points > (double)n_units;
    if (!spec->scheme || spec->points == COST_POINTS_OWN || !too_many) return STATUS_OK;
    char text[NUMBER_TEXT_SIZE];
    long line;
    const char *key = points_key(spec, lines, &line);
    return error_line(
        error, STATUS_PLAN_FILE, lines ? plan_path : NULL, line, lines ? key : NULL,
        given
            ? _("scenario \"%s\": there are more second-wave points (%s) than units that can have "
                "one (%zu)")
            : _("scenario \"%s\": without second_wave the number of second-wave points is the "
                "assumption second_wave_points (%s), more than units that can have one (%zu)"),
        scenario, value_text(points, text), n_units);
}

void plan_check_cost_phases(YamlReader *reader, yaml_node_t *scenario, const PlanCosts *costs,
                            const CostSpec *spec, const PhasePlan *phases) {
    bool pays = spec->scheme && spec->points == COST_POINTS_OWN;
    if (!pays || phases->n == 0 || phases->phase[0].year >= costs->years.start) return;
    yaml_refuse(reader, yaml_get(reader, scenario, "phases"), "phases",
                _("points open in %d, and second-wave points are paid for from %d on (costs: "
                  "years: start)"),
                phases->phase[0].year, costs->years.start);
}

void plan_check_cost_demand(YamlReader *reader, yaml_node_t *scenario, const PlanCosts *costs,
                            const CostSpec *spec, const DemandPlan *demand) {
    double residents, clients;
    Error why = {0};
    yaml_node_t *node = yaml_get(reader, scenario, "costs");
    if (!spec->scheme || spec->services != COST_SERVICES_DEMAND) return;
    node = yaml_get(reader, node, "services");
    if (!demand->given)
        yaml_refuse(reader, node, "services", "%s",
                    _("services: demand needs the section demand_model in the plan file"));
    for (int year = costs->years.first; year <= costs->years.last; year++) {
        if (reader->status != STATUS_OK) return;
        if (demand_plan_growth(demand, year, &residents, &clients, &why) != STATUS_OK)
            yaml_refuse(reader, node, "services", _("the demand model: %s (costs: years)"),
                        why.message);
    }
}
