#include "planner/plan/plan_scenarios.h"
#include "layers/model/same_name.h"
#include "layers/text.h"
#include "planner/plan/plan_proposals.h"
#include "planner/plan/plan_scenario_costs.h"
#include "planner/plan/plan_scenario_demand.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_SCENARIOS = 200, MAX_CHANGES = 20000 };

static const char *scalar(YamlReader *reader, yaml_node_item_t item) {
    const yaml_node_t *node = yaml_document_get_node(&reader->document, item);
    return node && node->type == YAML_SCALAR_NODE && node->data.scalar.length > 0
               ? (const char *)node->data.scalar.value
               : NULL;
}

/* ---- changes ---- */

static size_t count_of(const yaml_node_t *node) {
    if (!node) return 0;
    if (node->type == YAML_SEQUENCE_NODE)
        return (size_t)(node->data.sequence.items.top - node->data.sequence.items.start);
    return node->type == YAML_MAPPING_NODE
               ? (size_t)(node->data.mapping.pairs.top - node->data.mapping.pairs.start)
               : 0;
}

static void add_change(YamlReader *reader, Plan *plan, ScenarioSpec *spec, ChangeKind kind,
                       const yaml_node_t *at, const char *facility, const char *to) {
    bool has_all = facility && (to || kind != CHANGE_MOVE);
    if (!has_all) {
        yaml_refuse(reader, at, CHANGE_NAME[kind], _("expected the id of a facility"));
        return;
    }
    spec->change[spec->n_changes++] =
        (NetworkChange){kind, yaml_keep(reader, &plan->strings, facility),
                        to ? yaml_keep(reader, &plan->strings, to) : NULL, yaml_line(at)};
}

/* open, close, require, forbid: a list of ids; move: a mapping of ids. */
static void read_changes_of_kind(YamlReader *reader, yaml_node_t *item, ChangeKind kind, Plan *plan,
                                 ScenarioSpec *spec) {
    yaml_node_t *node = yaml_get(reader, item, CHANGE_NAME[kind]);
    if (!node) return;
    if (node->type != (kind == CHANGE_MOVE ? YAML_MAPPING_NODE : YAML_SEQUENCE_NODE)) {
        yaml_refuse(reader, node, CHANGE_NAME[kind],
                    kind == CHANGE_MOVE
                        ? _("expected {id of the point: id of the facility it moves to, …}")
                        : _("expected a list of the ids of facilities: [id, id, …]"));
        return;
    }
    for (size_t i = 0; i < count_of(node) && reader->status == STATUS_OK; i++) {
        if (kind == CHANGE_MOVE) {
            yaml_node_pair_t pair = node->data.mapping.pairs.start[i];
            add_change(reader, plan, spec, kind,
                       yaml_document_get_node(&reader->document, pair.key),
                       scalar(reader, pair.key), scalar(reader, pair.value));
        } else {
            yaml_node_item_t id = node->data.sequence.items.start[i];
            add_change(reader, plan, spec, kind, yaml_document_get_node(&reader->document, id),
                       scalar(reader, id), NULL);
        }
    }
}

static void read_changes(YamlReader *reader, yaml_node_t *item, Plan *plan, ScenarioSpec *spec) {
    size_t n = 0;
    for (int kind = 0; kind < CHANGE_KINDS; kind++)
        n += count_of(yaml_get(reader, item, CHANGE_NAME[kind]));
    if (n > MAX_CHANGES)
        yaml_refuse(reader, item, "scenarios", _("%zu changes are too many; at most %d"), n,
                    (int)MAX_CHANGES);
    if (reader->status != STATUS_OK) return;
    spec->change = calloc(n + 1, sizeof *spec->change);
    if (!spec->change) {
        reader->status = error_status(reader->error, STATUS_NO_MEMORY);
        return;
    }
    for (int kind = 0; kind < CHANGE_KINDS && reader->status == STATUS_OK; kind++)
        read_changes_of_kind(reader, item, (ChangeKind)kind, plan, spec);
}

/* ---- one scenario ---- */

/* Without regard to case: see plan_scenario_name_fault. */
static bool name_is_taken(const Plan *plan, const char *name) {
    for (size_t i = 0; i < plan->n_proposals; i++)
        if (same_name(plan->proposal[i].name, name)) return true;
    for (size_t i = 0; i < plan->n_scenarios; i++)
        if (plan->scenario[i].name && same_name(plan->scenario[i].name, name)) return true;
    return false;
}

static void read_name(YamlReader *reader, yaml_node_t *item, Plan *plan, ScenarioSpec *spec) {
    const char *name = yaml_text(reader, item, "name", true);
    if (!name) return;
    const char *fault = plan_scenario_name_fault(name);
    if (!fault) fault = plan_known_name_fault(plan, name);
    if (!fault && name_is_taken(plan, name))
        fault = _("two scenarios or proposals have this name; a name is used once");
    if (fault)
        yaml_refuse(reader, yaml_get(reader, item, "name"), "name", "%s", fault);
    else
        spec->name = yaml_keep(reader, &plan->strings, name);
}

/* {2025: 0.3, 2027: 1}: rising years, shares that never fall, 1 in the end. */
static void read_phases(YamlReader *reader, yaml_node_t *item, PhasePlan *plan) {
    const yaml_node_t *node = yaml_get(reader, item, "phases");
    plan->order = (PhaseOrder)yaml_choice(reader, item, "phase_order", PHASE_ORDER_NAME,
                                          PHASE_ORDERS, PHASE_PERSON_KM);
    if (!node) return;
    if (node->type != YAML_MAPPING_NODE || count_of(node) == 0 || count_of(node) > PHASES_MAX) {
        yaml_refuse(reader, node, "phases",
                    _("expected 1 to %d years with the share of the new points open by the end of "
                      "each: {2025: 0.3, 2027: 1}"),
                    (int)PHASES_MAX);
        return;
    }
    for (size_t i = 0; i < count_of(node) && reader->status == STATUS_OK; i++) {
        yaml_node_pair_t pair = node->data.mapping.pairs.start[i];
        yaml_node_t *key = yaml_document_get_node(&reader->document, pair.key),
                    *value = yaml_document_get_node(&reader->document, pair.value);
        double year = yaml_node_number(reader, key, "phases", PHASE_FIRST_YEAR, PHASE_LAST_YEAR);
        double share = yaml_node_number(reader, value, "phases", 0, 1);
        if (reader->status != STATUS_OK) return;
        PhaseFault fault = year == floor(year) ? phases_add(plan, (long)year, share) : PHASE_YEAR;
        if (fault == PHASE_YEAR)
            yaml_refuse(reader, key, "phases", _("years stand in rising order, each once"));
        else if (fault != PHASE_FITS)
            yaml_refuse(reader, value, "phases",
                        _("the share of the points that are open does not fall"));
    }
    if (reader->status == STATUS_OK && !phases_end(plan))
        yaml_refuse(reader, node, "phases", _("by the end of the last year all are open: 1"));
}

static void read_scenario(YamlReader *reader, yaml_node_t *item, Plan *plan, ScenarioSpec *spec) {
    static const char *const KEYS[] = {"name",          "from",        "open",      "close",
                                       "move",          "require",     "forbid",    "place",
                                       "catchment",     "coverage_m",  "phases",    "phase_order",
                                       "population",    "demand_year", "offices",   "sharing",
                                       "closing_study", "costs",       "impedance", NULL};
    if (!yaml_check_map(reader, item, "scenarios", KEYS)) return;
    spec->line = yaml_line(item);
    read_name(reader, item, plan, spec);
    const char *from = yaml_text(reader, item, "from", false);
    spec->from = from ? yaml_keep(reader, &plan->strings, from) : "present";
    read_changes(reader, item, plan, spec);
    spec->catchment = (Catchment)yaml_choice(reader, item, "catchment", CATCHMENT_NAME, CATCHMENTS,
                                             CATCHMENT_ANY);
    spec->names_impedance = yaml_get(reader, item, "impedance") != NULL;
    spec->impedance = (Impedance)yaml_choice(reader, item, "impedance", IMPEDANCE_NAME, IMPEDANCES,
                                             IMPEDANCE_LINE);
    plan_read_distances(reader, item, "coverage_m", &spec->coverage_m);
    read_phases(reader, item, &spec->phases);
    plan_read_scenario_costs(reader, item, &plan->costs, &plan->strings, &spec->costs,
                             &spec->cost_lines);
    plan_check_cost_demand(reader, item, &plan->costs, &spec->costs, &plan->demand);
    plan_check_cost_phases(reader, item, &plan->costs, &spec->costs, &spec->phases);
    plan_read_scenario_demand(reader, item, plan, spec);
    yaml_node_t *place = yaml_get(reader, item, "place");
    spec->search = place != NULL;
    if (place) plan_read_placement(reader, place, "place", NULL, plan, &spec->place);
    if (place && reader->status == STATUS_OK && yaml_get(reader, item, "catchment"))
        yaml_refuse(reader, yaml_get(reader, item, "catchment"), "catchment",
                    _("the search says whom a point may serve; write it into \"place\""));
    if (place) spec->catchment = spec->place.catchment;
}

/* ---- their order ---- */

/* One that the plan has and the file does not: the file's own must come before those made from it.
 */
static bool is_known(const Plan *plan, const char *name) {
    for (size_t i = 0; i < plan->n_scenarios; i++)
        if (strcmp(plan->scenario[i].name, name) == 0) return false;
    for (size_t i = 0; i < plan->n_known; i++)
        if (strcmp(plan->known[i], name) == 0) return true;
    return false;
}

static bool is_ready(const Plan *plan, const ScenarioSpec *ready, size_t n_ready,
                     const char *name) {
    if (!name || plan_is_standard_scenario(name) || is_known(plan, name)) return true;
    for (size_t i = 0; i < plan->n_proposals; i++)
        if (strcmp(plan->proposal[i].name, name) == 0) return true;
    for (size_t i = 0; i < n_ready; i++)
        if (ready[i].name && strcmp(ready[i].name, name) == 0) return true;
    return false;
}

static const char *points_of(const ScenarioSpec *spec) {
    return spec->search ? spec->place.points_of : NULL;
}

/* Why the scenarios that wait cannot be made: a name nobody has, or a circle. */
static void refuse_order(YamlReader *reader, const Plan *plan, const ScenarioSpec *waits,
                         size_t n_waits) {
    char names[512] = "";
    size_t used = 0;
    for (size_t i = 0; i < n_waits; i++) {
        const char *wanted[] = {waits[i].from, points_of(&waits[i])};
        for (int k = 0; k < 2; k++)
            if (!is_ready(plan, plan->scenario, plan->n_scenarios, wanted[k])) {
                reader->status =
                    error_line(reader->error, STATUS_PLAN_FILE, plan->path, waits[i].line,
                               k == 0 ? "from" : "points_of",
                               _("\"%s\" is made from \"%s\", and there is no such scenario"),
                               waits[i].name, wanted[k]);
                return;
            }
        int wrote =
            snprintf(names + used, sizeof names - used, "%s%s", used ? ", " : "", waits[i].name);
        if (wrote > 0 && (size_t)wrote < sizeof names - used) used += (size_t)wrote;
    }
    reader->status = error_line(reader->error, STATUS_PLAN_FILE, plan->path, waits[0].line, "from",
                                _("these scenarios are made from one another in a circle, or from "
                                  "one that is: %s"),
                                names);
}

/* Each after those it is made from; among those that are ready the order of the file. */
static void put_in_order(YamlReader *reader, Plan *plan) {
    size_t n = plan->n_scenarios, n_ready = 0, n_waits = n;
    ScenarioSpec *ready = calloc(n + 1, sizeof *ready), *waits = calloc(n + 1, sizeof *waits);
    if (!ready || !waits) {
        reader->status = error_status(reader->error, STATUS_NO_MEMORY);
        free(ready);
        free(waits);
        return;
    }
    memcpy(waits, plan->scenario, n * sizeof *waits);
    for (size_t before = n + 1; n_waits > 0 && n_waits < before;) {
        size_t still = 0;
        before = n_waits;
        for (size_t i = 0; i < n_waits; i++) {
            bool can = is_ready(plan, ready, n_ready, waits[i].from) &&
                       is_ready(plan, ready, n_ready, points_of(&waits[i]));
            if (can)
                ready[n_ready++] = waits[i];
            else
                waits[still++] = waits[i];
        }
        n_waits = still;
    }
    if (n_waits > 0)
        refuse_order(reader, plan, waits, n_waits);
    else
        memcpy(plan->scenario, ready, n * sizeof *ready);
    free(ready);
    free(waits);
}

Status plan_read_scenarios(YamlReader *reader, yaml_node_t *root, Plan *plan) {
    size_t n = yaml_count(reader, root, "scenarios", false);
    if (n > MAX_SCENARIOS)
        yaml_refuse(reader, yaml_get(reader, root, "scenarios"), "scenarios",
                    _("%zu scenarios are too many; at most %d"), n, (int)MAX_SCENARIOS);
    if (reader->status != STATUS_OK || n == 0) return reader->status;
    plan->scenario = calloc(n, sizeof *plan->scenario);
    if (!plan->scenario) return reader->status = error_status(reader->error, STATUS_NO_MEMORY);
    for (size_t i = 0; i < n && reader->status == STATUS_OK; i++) {
        ScenarioSpec spec = {0};
        read_scenario(reader, yaml_item(reader, root, "scenarios", i), plan, &spec);
        plan->scenario[i] = spec;
        plan->n_scenarios = i + 1;
    }
    if (reader->status == STATUS_OK) put_in_order(reader, plan);
    return reader->status;
}

void plan_free_scenarios(Plan *plan) {
    for (size_t i = 0; i < plan->n_scenarios; i++) {
        free(plan->scenario[i].change);
        free(plan->scenario[i].office);
    }
    free(plan->scenario);
    plan->scenario = NULL;
    plan->n_scenarios = 0;
}

bool plan_has_scenario(const Plan *plan, const char *name) {
    return is_ready(plan, plan->scenario, plan->n_scenarios, name) || is_known(plan, name);
}
