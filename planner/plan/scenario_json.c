#include "planner/plan/scenario_json.h"
#include "layers/text.h"
#include "planner/plan/placement_keys.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Reader {
    Strings *strings;
    ScenarioSpec *spec;
    char *why;
    size_t size;
} Reader;

static Status refuse(const Reader *reader, const char *key) {
    snprintf(reader->why, reader->size, _("\"%s\" is not to be made again from a scenario alone"),
             key);
    return STATUS_REFUSED;
}

bool scenario_json_is_derived(const char *json) {
    json_t *object = json ? json_loads(json, 0, NULL) : NULL;
    bool derived = json_is_string(json_object_get(object, "from"));
    json_decref(object);
    return derived;
}

static int change_kind(const char *key) {
    for (int kind = 0; kind < CHANGE_KINDS; kind++)
        if (strcmp(CHANGE_NAME[kind], key) == 0) return kind;
    return -1;
}

static Status add_change(const Reader *reader, ChangeKind kind, const char *id, const char *to) {
    ScenarioSpec *spec = reader->spec;
    NetworkChange *grown = realloc(spec->change, (spec->n_changes + 1) * sizeof *spec->change);
    if (!grown) return STATUS_NO_MEMORY;
    spec->change = grown;
    NetworkChange change = {kind, strings_dup(reader->strings, id),
                            strings_dup(reader->strings, to), 0};
    if (!change.facility || (to && !change.to)) return STATUS_NO_MEMORY;
    spec->change[spec->n_changes++] = change;
    return STATUS_OK;
}

static Status read_changes(const Reader *reader, ChangeKind kind, json_t *list) {
    Status status = STATUS_OK;
    if (kind == CHANGE_MOVE) {
        const char *from;
        json_t *to;
        json_object_foreach(list, from, to) {
            if (!json_is_string(to)) return refuse(reader, CHANGE_NAME[kind]);
            status = add_change(reader, kind, from, json_string_value(to));
            if (status != STATUS_OK) return status;
        }
        return status;
    }
    for (size_t i = 0; i < json_array_size(list) && status == STATUS_OK; i++) {
        const char *id = json_string_value(json_array_get(list, i));
        status = id ? add_change(reader, kind, id, NULL) : refuse(reader, CHANGE_NAME[kind]);
    }
    return status;
}

static int by_year(const void *left, const void *right) {
    const Phase *l = left, *r = right;
    return (l->year > r->year) - (l->year < r->year);
}

static Status read_phases(const Reader *reader, json_t *object) {
    PhasePlan *plan = &reader->spec->phases;
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value) {
        if (strcmp(key, "order") == 0) {
            for (int order = 0; order < PHASE_ORDERS; order++)
                if (json_is_string(value) &&
                    strcmp(json_string_value(value), PHASE_ORDER_NAME[order]) == 0)
                    plan->order = (PhaseOrder)order;
            continue;
        }
        if (plan->n == PHASES_MAX || !json_is_number(value)) return refuse(reader, "phases");
        plan->phase[plan->n++] = (Phase){(int)strtol(key, NULL, 10), json_number_value(value)};
    }
    qsort(plan->phase, plan->n, sizeof *plan->phase, by_year);
    return STATUS_OK;
}

static Status read_place(const Reader *reader, json_t *object) {
    char *text = json_dumps(object, JSON_COMPACT);
    if (!text) return STATUS_NO_MEMORY;
    reader->spec->search = true;
    Status status = placement_spec_from_json(text, reader->strings, &reader->spec->place,
                                             reader->why, reader->size);
    reader->spec->catchment = reader->spec->place.catchment;
    free(text);
    return status;
}

static Status read_key(const Reader *reader, const char *key, json_t *value) {
    int kind = change_kind(key);
    if (kind >= 0) return read_changes(reader, (ChangeKind)kind, value);
    if (strcmp(key, "phases") == 0) return read_phases(reader, value);
    if (strcmp(key, "place") == 0) return read_place(reader, value);
    if (strcmp(key, "from") != 0 || !json_is_string(value)) return refuse(reader, key);
    reader->spec->from = strings_dup(reader->strings, json_string_value(value));
    return reader->spec->from ? STATUS_OK : STATUS_NO_MEMORY;
}

Status scenario_spec_from_json(const char *json, Strings *strings, ScenarioSpec *spec, char *why,
                               size_t size) {
    Reader reader = {strings, spec, why, size};
    json_t *object = json_loads(json, 0, NULL), *value;
    const char *key;
    memset(spec, 0, sizeof *spec);
    if (size > 0) why[0] = '\0';
    Status status = json_is_object(object) ? STATUS_OK : refuse(&reader, "spec");
    json_object_foreach(object, key, value) {
        if (status != STATUS_OK) break;
        status = read_key(&reader, key, value);
    }
    if (status == STATUS_OK && !spec->from) status = refuse(&reader, "from");
    json_decref(object);
    if (status == STATUS_OK) return STATUS_OK;
    free(spec->change);
    memset(spec, 0, sizeof *spec);
    return status;
}
