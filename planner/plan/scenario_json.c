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

/* The number of a word in a list of names; -1: it is none of them. */
static int word_number(const json_t *value, const char *const *names, int n) {
    for (int i = 0; json_is_string(value) && i < n; i++)
        if (strcmp(json_string_value(value), names[i]) == 0) return i;
    return -1;
}

static Status read_distances(const Reader *reader, const json_t *array) {
    DistanceList *list = &reader->spec->coverage_m;
    if (!json_is_array(array) || json_array_size(array) > DISTANCES_MAX)
        return refuse(reader, "coverage_m");
    for (size_t i = 0; i < json_array_size(array); i++)
        list->m[list->n++] = json_number_value(json_array_get(array, i));
    return STATUS_OK;
}

static Status add_office(const Reader *reader, const char *institution, const json_t *fate) {
    ScenarioSpec *spec = reader->spec;
    int number = word_number(fate, OFFICE_FATE_NAME, OFFICE_FATES);
    if (number < 0) return refuse(reader, "offices");
    const char *name = strings_dup(reader->strings, institution);
    if (institution && !name) return STATUS_NO_MEMORY;
    spec->office[spec->n_offices++] = (OfficeRule){name, (OfficeFate)number, 0};
    return STATUS_OK;
}

/* One word for all, or a map of institutions. */
static Status read_offices(const Reader *reader, json_t *value) {
    const char *institution;
    json_t *fate;
    reader->spec->office = calloc(json_object_size(value) + 1, sizeof *reader->spec->office);
    if (!reader->spec->office) return STATUS_NO_MEMORY;
    if (!json_is_object(value)) return add_office(reader, NULL, value);
    json_object_foreach(value, institution, fate) {
        Status status = add_office(reader, institution, fate);
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}

static Status read_population(const Reader *reader, const json_t *value) {
    int method = word_number(json_object_get(value, "method"), FORECAST_METHOD_NAME, 2);
    PopulationSpec population = {.year = (int)json_integer_value(json_object_get(value, "year")),
                                 .base_year =
                                     (int)json_integer_value(json_object_get(value, "base_year")),
                                 .method = (ForecastMethod)method};
    if (method < 0 || population.year <= 0) return refuse(reader, "population");
    reader->spec->population = population;
    return STATUS_OK;
}

static Status read_words(const Reader *reader, const char *key, const json_t *value) {
    ScenarioSpec *spec = reader->spec;
    if (strcmp(key, "catchment") == 0) {
        int number = word_number(value, CATCHMENT_NAME, CATCHMENTS);
        if (number < 0) return refuse(reader, key);
        spec->catchment = (Catchment)number;
    } else {
        int number = word_number(value, SHARING_NAME, SHARINGS);
        if (number < 0) return refuse(reader, key);
        if (strcmp(key, "sharing") == 0)
            spec->shares = true;
        else
            spec->closing_study = true;
        spec->sharing = (Sharing)number;
    }
    return STATUS_OK;
}

static Status read_key(const Reader *reader, const char *key, json_t *value) {
    int kind = change_kind(key);
    if (strcmp(key, "catchment") == 0 || strcmp(key, "closing_study") == 0 ||
        strcmp(key, "sharing") == 0)
        return read_words(reader, key, value);
    if (strcmp(key, "coverage_m") == 0) return read_distances(reader, value);
    if (strcmp(key, "offices") == 0) return read_offices(reader, value);
    if (strcmp(key, "population") == 0) return read_population(reader, value);
    if (strcmp(key, "demand_year") == 0) {
        reader->spec->demand_year = (int)json_integer_value(value);
        return json_is_integer(value) ? STATUS_OK : refuse(reader, key);
    }
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
    spec->sharing = SHARING_INSTITUTION;
    spec->costs = cost_spec_default(NULL);
    if (size > 0) why[0] = '\0';
    Status status = json_is_object(object) ? STATUS_OK : refuse(&reader, "spec");
    json_object_foreach(object, key, value) {
        if (status != STATUS_OK) break;
        status = read_key(&reader, key, value);
    }
    if (status == STATUS_OK && !spec->from) status = refuse(&reader, "from");
    json_decref(object);
    if (status == STATUS_OK) return STATUS_OK;
    scenario_spec_free(spec);
    return status;
}

void scenario_spec_free(ScenarioSpec *spec) {
    free(spec->change);
    free(spec->office);
    memset(spec, 0, sizeof *spec);
}
