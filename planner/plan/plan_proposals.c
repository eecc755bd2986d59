#include "planner/plan/plan_proposals.h"
#include "layers/model/same_name.h"
#include "layers/text.h"
#include "planner/plan/placement_keys.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PROPOSALS = 200, MAX_REQUIREMENTS = 100, MAX_NAME = 80, VALUE_SIZE = 1024 };

/* ---- the value of a key as one text ---- */

static bool add_word(char *text, size_t *used, const char *before, const char *word) {
    int wrote = snprintf(text + *used, VALUE_SIZE - *used, "%s%s", before, word);
    if (wrote < 0 || (size_t)wrote >= VALUE_SIZE - *used) return false;
    *used += (size_t)wrote;
    return true;
}

static const char *scalar(yaml_document_t *document, yaml_node_item_t item) {
    const yaml_node_t *node = yaml_document_get_node(document, item);
    return node && node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : NULL;
}

/* A scalar as it is, [a, b] as "a,b", {a: 1, b: 2} as "a=1,b=2". False: something else. */
static bool value_text(YamlReader *reader, const yaml_node_t *node, char text[VALUE_SIZE]) {
    size_t used = 0;
    text[0] = '\0';
    if (node->type == YAML_SCALAR_NODE)
        return add_word(text, &used, "", (const char *)node->data.scalar.value);
    if (node->type == YAML_SEQUENCE_NODE) {
        for (yaml_node_item_t *at = node->data.sequence.items.start;
             at < node->data.sequence.items.top; at++) {
            const char *word = scalar(&reader->document, *at);
            if (!word || !add_word(text, &used, used ? "," : "", word)) return false;
        }
        return true;
    }
    for (yaml_node_pair_t *at = node->data.mapping.pairs.start; at < node->data.mapping.pairs.top;
         at++) {
        const char *key = scalar(&reader->document, at->key),
                   *value = scalar(&reader->document, at->value);
        if (!key || !value || !add_word(text, &used, used ? "," : "", key) ||
            !add_word(text, &used, "=", value))
            return false;
    }
    return true;
}

/* ---- proposals ---- */

static const char *const STANDARD[] = {"present", "baseline", "optimal"};

bool plan_is_standard_scenario(const char *name) {
    for (size_t i = 0; i < sizeof STANDARD / sizeof *STANDARD; i++)
        if (strcmp(name, STANDARD[i]) == 0) return true;
    return false;
}

/* Letters, not bytes: one begins with every byte that does not go on with another. */
static size_t letters_in(const char *text) {
    size_t n = 0;
    for (; *text; text++) n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

/* Without regard to case, because names of columns in SQL are alike then (view unit_coverage). */
const char *plan_scenario_name_fault(const char *name) {
    if (!*name || letters_in(name) > MAX_NAME) return _("a scenario has a name of 1 to 80 letters");
    for (const char *at = name; *at; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7f)
            return _("a scenario's name has no line breaks or other control characters");
    if (*name == ' ' || name[strlen(name) - 1] == ' ')
        return _("a scenario's name does not begin or end with a blank");
    for (size_t i = 0; i < sizeof STANDARD / sizeof *STANDARD; i++)
        if (same_name(name, STANDARD[i]))
            return _("every plan has a scenario of this name already; take another name");
    return NULL;
}

const char *plan_known_name_fault(const Plan *plan, const char *name) {
    for (size_t i = 0; i < plan->n_known; i++)
        if (strcmp(plan->known[i], name) != 0 && same_name(plan->known[i], name))
            return _("the plan has a scenario whose name differs only in the case of letters; take "
                     "another name");
    return NULL;
}

static void read_name(YamlReader *reader, yaml_node_t *item, size_t number, Plan *plan) {
    const char *name = yaml_text(reader, item, "name", true);
    if (!name) return;
    const char *fault = plan_scenario_name_fault(name);
    if (!fault) fault = plan_known_name_fault(plan, name);
    for (size_t i = 0; i < number && !fault; i++)
        if (same_name(plan->proposal[i].name, name))
            fault = _("two proposals have this name; a name is used once");
    if (fault)
        yaml_refuse(reader, yaml_get(reader, item, "name"), "name", "%s", fault);
    else
        plan->proposal[number].name = yaml_keep(reader, &plan->strings, name);
}

static void read_key(YamlReader *reader, yaml_node_t *item, const PlacementKey *key, Plan *plan,
                     PlacementSpec *spec) {
    char value[VALUE_SIZE], why[512];
    yaml_node_t *node = yaml_get(reader, item, key->name);
    if (!node) return;
    if (!value_text(reader, node, value)) {
        yaml_refuse(reader, node, key->name, _("expected a plain value or a list of such"));
        return;
    }
    Status status = placement_key_set(key, value, &plan->strings, spec, why, sizeof why);
    if (status == STATUS_REFUSED)
        yaml_refuse(reader, node, key->name, "%s", why);
    else if (status != STATUS_OK)
        reader->status = error_status(reader->error, status);
}

void plan_read_distances(YamlReader *reader, yaml_node_t *map, const char *key,
                         DistanceList *list) {
    size_t n = yaml_count(reader, map, key, false);
    if (n > DISTANCES_MAX)
        yaml_refuse(reader, yaml_get(reader, map, key), key,
                    _("%zu distances are too many; at most %d are measured"), n,
                    (int)DISTANCES_MAX);
    for (size_t i = 0; i < n && reader->status == STATUS_OK; i++) {
        yaml_node_t *item = yaml_item(reader, map, key, i);
        double m = yaml_node_number(reader, item, key, 1, 1e6);
        if (i > 0 && m <= list->m[i - 1])
            yaml_refuse(reader, item, key, _("distances stand in rising order, each once"));
        list->m[list->n++] = m;
    }
}

void plan_read_placement(YamlReader *reader, yaml_node_t *map, const char *where,
                         const char *beside, Plan *plan, PlacementSpec *spec) {
    const char *keys[64];
    size_t n = 0;
    if (beside) keys[n++] = beside;
    for (size_t k = 0; k < N_PLACEMENT_KEYS; k++) keys[n++] = PLACEMENT_KEYS[k].name;
    keys[n] = NULL;
    if (!yaml_check_map(reader, map, where, keys)) return;
    *spec = placement_spec_default();
    for (size_t k = 0; k < N_PLACEMENT_KEYS && reader->status == STATUS_OK; k++)
        read_key(reader, map, &PLACEMENT_KEYS[k], plan, spec);
    const char *key = NULL;
    const char *fault = reader->status == STATUS_OK ? placement_spec_fault(spec, &key) : NULL;
    if (!fault) return;
    const yaml_node_t *at = yaml_get(reader, map, key);
    yaml_refuse(reader, at ? at : map, key, "%s", _(fault));
}

static void read_proposals(YamlReader *reader, yaml_node_t *root, Plan *plan) {
    size_t n = yaml_count(reader, root, "proposals", false);
    if (n > MAX_PROPOSALS)
        yaml_refuse(reader, yaml_get(reader, root, "proposals"), "proposals",
                    _("%zu proposals are too many; at most %d"), n, (int)MAX_PROPOSALS);
    if (reader->status != STATUS_OK || n == 0) return;
    plan->proposal = calloc(n, sizeof *plan->proposal);
    if (!plan->proposal) {
        reader->status = error_status(reader->error, STATUS_NO_MEMORY);
        return;
    }
    for (size_t i = 0; i < n && reader->status == STATUS_OK; i++) {
        yaml_node_t *item = yaml_item(reader, root, "proposals", i);
        plan_read_placement(reader, item, "proposals", "name", plan, &plan->proposal[i].spec);
        read_name(reader, item, i, plan);
        plan->n_proposals = i + 1;
    }
}

/* ---- site requirements ---- */

static void read_requirement(YamlReader *reader, yaml_node_t *item, SiteRequirement *requirement,
                             Plan *plan) {
    static const char *const KEYS[] = {"name", "field", "must", "source", NULL};
    static const char *const ANSWERS[] = {"yes", "true", "no", "false"};
    if (!yaml_check_map(reader, item, "site_requirements", KEYS)) return;
    const char *name = yaml_text(reader, item, "name", true);
    const char *field = yaml_text(reader, item, "field", false);
    requirement->name = yaml_keep(reader, &plan->strings, name);
    requirement->field = field ? yaml_keep(reader, &plan->strings, field) : requirement->name;
    requirement->source =
        yaml_keep(reader, &plan->strings, yaml_text(reader, item, "source", false));
    requirement->must = yaml_choice(reader, item, "must", ANSWERS, 4, 2) < 2;
}

static void read_requirements(YamlReader *reader, yaml_node_t *root, Plan *plan) {
    size_t n = yaml_count(reader, root, "site_requirements", false);
    if (n > MAX_REQUIREMENTS)
        yaml_refuse(reader, yaml_get(reader, root, "site_requirements"), "site_requirements",
                    _("%zu requirements are too many; at most %d"), n, (int)MAX_REQUIREMENTS);
    if (reader->status != STATUS_OK || n == 0) return;
    plan->requirement = calloc(n, sizeof *plan->requirement);
    if (!plan->requirement) {
        reader->status = error_status(reader->error, STATUS_NO_MEMORY);
        return;
    }
    plan->n_requirements = n;
    for (size_t i = 0; i < n && reader->status == STATUS_OK; i++) {
        yaml_node_t *item = yaml_item(reader, root, "site_requirements", i);
        read_requirement(reader, item, &plan->requirement[i], plan);
        if (reader->status != STATUS_OK || !plan->requirement[i].name) return;
        for (size_t k = 0; k < i && reader->status == STATUS_OK; k++)
            if (strcmp(plan->requirement[k].name, plan->requirement[i].name) == 0)
                yaml_refuse(reader, item, "name", _("two requirements have this name"));
    }
}

Status plan_read_proposals(YamlReader *reader, yaml_node_t *root, Plan *plan) {
    read_proposals(reader, root, plan);
    read_requirements(reader, root, plan);
    return reader->status;
}
