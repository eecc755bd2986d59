#include "planner/plan/plan_scenario_demand.h"
#include "layers/text.h"
#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 2003, LAST_YEAR = 2199, MAX_RULES = 200 };

static void read_population(YamlReader *reader, yaml_node_t *item, const Plan *plan,
                            PopulationSpec *population) {
    static const char *const KEYS[] = {"year", "method", NULL};
    yaml_node_t *node = yaml_get(reader, item, "population");
    if (!node) return;
    yaml_node_t *year = node;
    if (node->type != YAML_SCALAR_NODE) {
        if (!yaml_check_map(reader, node, "population", KEYS)) return;
        year = yaml_get(reader, node, "year");
        population->method = (ForecastMethod)yaml_choice(
            reader, node, "method", FORECAST_METHOD_NAME, FORECAST_METHODS, FORECAST_LINEAR);
    }
    if (!year) {
        yaml_refuse(reader, node, "population", _("the year is missing: {year: 2030}"));
        return;
    }
    population->line = yaml_line(node);
    population->year = yaml_node_year(reader, year, "population", FIRST_YEAR, LAST_YEAR);
    population->base_year = plan->demand.population_base_year;
    if (reader->status == STATUS_OK && population->base_year == 0)
        yaml_refuse(reader, node, "population",
                    _("the plan file has no population_years to take another year from"));
}

static void read_demand_year(YamlReader *reader, yaml_node_t *item, const Plan *plan,
                             ScenarioSpec *spec) {
    yaml_node_t *node = yaml_get(reader, item, "demand_year");
    if (!node) return;
    spec->demand_year = yaml_node_year(reader, node, "demand_year", FIRST_YEAR, LAST_YEAR);
    if (reader->status != STATUS_OK) return;
    const DemandPlan *demand = &plan->demand;
    double residents, clients;
    Error why = {0};
    if (!demand->given)
        yaml_refuse(reader, node, "demand_year",
                    _("the plan file has no demand_model whose growth this could be"));
    else if (demand->n_growth + demand->n_client_growth == 0 &&
             spec->demand_year != demand->base_year)
        yaml_refuse(reader, node, "demand_year",
                    _("the demand_model gives no growth by year; give it, or leave this out"));
    else if (demand_plan_growth(demand, spec->demand_year, &residents, &clients, &why) != STATUS_OK)
        yaml_refuse(reader, node, "demand_year", "%s", why.message);
    else if (spec->population.year > 0 && spec->population.year != spec->demand_year)
        yaml_refuse(reader, node, "demand_year",
                    _("the people are of %d and the demand is of %d; a scenario is of one year"),
                    spec->population.year, spec->demand_year);
}

/* One word for all, or a mapping of institutions. */
static void read_offices(YamlReader *reader, yaml_node_t *item, Plan *plan, ScenarioSpec *spec) {
    yaml_node_t *node = yaml_get(reader, item, "offices"), *value = NULL;
    if (!node) return;
    bool one = node->type == YAML_SCALAR_NODE;
    size_t n = one ? 1 : yaml_pairs(reader, node, "offices");
    if (n > MAX_RULES)
        yaml_refuse(reader, node, "offices", _("%zu institutions are too many; at most %d"), n,
                    (int)MAX_RULES);
    if (reader->status != STATUS_OK) return;
    spec->office = calloc(n + 1, sizeof *spec->office);
    if (!spec->office) {
        reader->status = error_status(reader->error, STATUS_NO_MEMORY);
        return;
    }
    for (size_t i = 0; i < n && reader->status == STATUS_OK; i++) {
        const char *key = one ? "offices" : yaml_pair(reader, node, i, NULL, &value);
        int fate = yaml_choice(reader, one ? item : node, key, OFFICE_FATE_NAME, OFFICE_FATES, -2);
        spec->office[i] = (OfficeRule){one ? NULL : yaml_keep(reader, &plan->strings, key),
                                       (OfficeFate)fate, yaml_line(one ? node : value)};
        spec->n_offices = i + 1;
    }
}

Status plan_read_scenario_demand(YamlReader *reader, yaml_node_t *item, Plan *plan,
                                 ScenarioSpec *spec) {
    read_population(reader, item, plan, &spec->population);
    read_demand_year(reader, item, plan, spec);
    read_offices(reader, item, plan, spec);
    spec->shares = yaml_get(reader, item, "sharing") != NULL;
    spec->sharing =
        (Sharing)yaml_choice(reader, item, "sharing", SHARING_NAME, SHARINGS, SHARING_INSTITUTION);
    spec->closing_study = yaml_yes(reader, item, "closing_study", false);
    return reader->status;
}
