#include "planner/plan/scenario_json.h"
#include "layers/text.h"
#include "planner/plan/placement_keys.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of years of people and of demand; which of them there are in the plan is asked elsewhere. */
enum { LAST_YEAR = 9999 };

/* In metres, as a plan file may give them. */
static const double NEAREST_M = 1, FARTHEST_M = 1e6;

typedef struct Reader {
    Strings *strings;
    ScenarioSpec *spec;
    char *why;
    size_t size;
} Reader;

/* A value that is not what it must be; nothing that is damaged is read as if it were not there. */
static Status refuse(const Reader *reader, const char *key, const char *expected) {
    snprintf(reader->why, reader->size, "%s: %s", key, expected);
    return STATUS_REFUSED;
}

/* The number of a word in a list of names. */
static Status read_word(const Reader *reader, const char *key, const json_t *value,
                        const char *const *names, int n, int *number) {
    char names_text[256] = "", expected[320];
    const char *word = json_string_value(value);
    *number = word ? name_index(names, n, word) : -1;
    if (*number >= 0) return STATUS_OK;
    for (int i = 0; i < n; i++) {
        size_t used = strlen(names_text);
        snprintf(names_text + used, sizeof names_text - used, "%s%s", i ? "|" : "", names[i]);
    }
    snprintf(expected, sizeof expected, _("expected one of: %s"), names_text);
    return refuse(reader, key, expected);
}

/* A whole number that a year can be; 0: it is none. */
static int year_of(const json_t *value) {
    json_int_t year = json_integer_value(value); /* 0 where it is no whole number */
    return year >= 1 && year <= LAST_YEAR ? (int)year : 0;
}

bool scenario_json_is_derived(const char *json) {
    json_t *object = json ? json_loads(json, 0, NULL) : NULL;
    bool derived = json_is_string(json_object_get(object, "from"));
    json_decref(object);
    return derived;
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

static Status read_moves(const Reader *reader, json_t *object) {
    const char *const expected = _("expected {id of the point: id of the facility it moves to, …}");
    const char *from;
    json_t *to;
    if (!json_is_object(object)) return refuse(reader, CHANGE_NAME[CHANGE_MOVE], expected);
    json_object_foreach(object, from, to) {
        if (!json_is_string(to)) return refuse(reader, CHANGE_NAME[CHANGE_MOVE], expected);
        Status status = add_change(reader, CHANGE_MOVE, from, json_string_value(to));
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}

static Status read_changes(const Reader *reader, ChangeKind kind, json_t *list) {
    const char *const expected = _("expected a list of the ids of facilities: [id, id, …]");
    Status status = STATUS_OK;
    if (kind == CHANGE_MOVE) return read_moves(reader, list);
    if (!json_is_array(list)) return refuse(reader, CHANGE_NAME[kind], expected);
    for (size_t i = 0; i < json_array_size(list) && status == STATUS_OK; i++) {
        const char *id = json_string_value(json_array_get(list, i));
        status =
            id ? add_change(reader, kind, id, NULL) : refuse(reader, CHANGE_NAME[kind], expected);
    }
    return status;
}

static int by_year(const void *left, const void *right) {
    const Phase *l = left, *r = right;
    return (l->year > r->year) - (l->year < r->year);
}

static Status refuse_phases(const Reader *reader) {
    snprintf(reader->why, reader->size,
             _("phases: expected 1 to %d rising years with shares that do not fall, 1 in the last"),
             (int)PHASES_MAX);
    return STATUS_REFUSED;
}

/* The years and shares, put in order: an object has none. */
static Status read_years(const Reader *reader, json_t *object) {
    Phase phase[PHASES_MAX];
    size_t n = 0;
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value) {
        char *end;
        if (strcmp(key, "order") == 0) continue;
        long year = strtol(key, &end, 10);
        if (n == PHASES_MAX || *end || year < PHASE_FIRST_YEAR || year > PHASE_LAST_YEAR ||
            !json_is_number(value))
            return refuse_phases(reader);
        phase[n++] = (Phase){(int)year, json_number_value(value)};
    }
    qsort(phase, n, sizeof *phase, by_year);
    for (size_t i = 0; i < n; i++)
        if (phases_add(&reader->spec->phases, phase[i].year, phase[i].share) != PHASE_FITS)
            return refuse_phases(reader);
    return phases_end(&reader->spec->phases) ? STATUS_OK : refuse_phases(reader);
}

static Status read_phases(const Reader *reader, json_t *object) {
    int order;
    if (!json_is_object(object)) return refuse_phases(reader);
    Status status = read_word(reader, "order", json_object_get(object, "order"), PHASE_ORDER_NAME,
                              PHASE_ORDERS, &order);
    reader->spec->phases.order = status == STATUS_OK ? (PhaseOrder)order : PHASE_PERSON_KM;
    return status == STATUS_OK ? read_years(reader, object) : status;
}

static Status read_place(const Reader *reader, json_t *object) {
    char *text = json_dumps(object, JSON_COMPACT | JSON_ENCODE_ANY);
    if (!text) return STATUS_NO_MEMORY;
    reader->spec->search = true;
    Status status = placement_spec_from_json(text, reader->strings, &reader->spec->place,
                                             reader->why, reader->size);
    reader->spec->catchment = reader->spec->place.catchment;
    free(text);
    return status;
}

static Status read_distances(const Reader *reader, const json_t *array) {
    DistanceList *list = &reader->spec->coverage_m;
    size_t n = json_array_size(array); /* 0 where it is no list */
    bool fits = n > 0 && n <= DISTANCES_MAX;
    for (size_t i = 0; fits && i < n; i++) {
        const json_t *value = json_array_get(array, i);
        double m = json_number_value(value);
        fits = json_is_number(value) && m >= NEAREST_M && m <= FARTHEST_M &&
               (i == 0 || m > list->m[i - 1]);
        list->m[list->n++] = m;
    }
    if (fits) return STATUS_OK;
    snprintf(reader->why, reader->size,
             _("coverage_m: expected 1 to %d distances in metres, rising: [5000, 10000]"),
             (int)DISTANCES_MAX);
    return STATUS_REFUSED;
}

static Status add_office(const Reader *reader, const char *institution, const json_t *fate) {
    ScenarioSpec *spec = reader->spec;
    int number;
    Status status = read_word(reader, "offices", fate, OFFICE_FATE_NAME, OFFICE_FATES, &number);
    if (status != STATUS_OK) return status;
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
    if (json_object_size(value) == 0) return add_office(reader, NULL, value);
    json_object_foreach(value, institution, fate) {
        Status status = add_office(reader, institution, fate);
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}

bool population_from_json(const json_t *told, PopulationSpec *out) {
    const char *word = json_string_value(json_object_get(told, "method"));
    int method = word ? name_index(FORECAST_METHOD_NAME, FORECAST_METHODS, word) : -1;
    PopulationSpec spec = {.year = year_of(json_object_get(told, "year")),
                           .base_year = year_of(json_object_get(told, "base_year")),
                           .method = (ForecastMethod)method};
    bool known = method >= 0 && spec.year > 0 && spec.base_year > 0;
    *out = known ? spec : (PopulationSpec){.year = 0};
    return known;
}

static Status read_population(const Reader *reader, const json_t *value) {
    if (population_from_json(value, &reader->spec->population)) return STATUS_OK;
    return refuse(reader, "population", _("expected a year, its base_year and a method"));
}

static Status read_demand_year(const Reader *reader, const json_t *value) {
    reader->spec->demand_year = year_of(value);
    return reader->spec->demand_year > 0
               ? STATUS_OK
               : refuse(reader, "demand_year", _("expected a year such as 2027"));
}

static Status read_catchment(const Reader *reader, const json_t *value) {
    int number;
    Status status = read_word(reader, "catchment", value, CATCHMENT_NAME, CATCHMENTS, &number);
    if (status == STATUS_OK) reader->spec->catchment = (Catchment)number;
    return status;
}

static Status read_impedance(const Reader *reader, const json_t *value) {
    int number;
    Status status = read_word(reader, "impedance", value, IMPEDANCE_NAME, IMPEDANCES, &number);
    if (status != STATUS_OK) return status;
    reader->spec->impedance = (Impedance)number;
    reader->spec->names_impedance = true;
    return STATUS_OK;
}

static Status read_sharing(const Reader *reader, const char *key, const json_t *value) {
    ScenarioSpec *spec = reader->spec;
    int number;
    Status status = read_word(reader, key, value, SHARING_NAME, SHARINGS, &number);
    if (status != STATUS_OK) return status;
    if (strcmp(key, "sharing") == 0)
        spec->shares = true;
    else
        spec->closing_study = true;
    spec->sharing = (Sharing)number;
    return STATUS_OK;
}

static Status read_from(const Reader *reader, const json_t *value) {
    if (!json_is_string(value)) return refuse(reader, "from", _("expected the name of a scenario"));
    reader->spec->from = strings_dup(reader->strings, json_string_value(value));
    return reader->spec->from ? STATUS_OK : STATUS_NO_MEMORY;
}

static Status read_key(const Reader *reader, const char *key, json_t *value) {
    int kind = name_index(CHANGE_NAME, CHANGE_KINDS, key);
    if (kind >= 0) return read_changes(reader, (ChangeKind)kind, value);
    if (strcmp(key, "from") == 0) return read_from(reader, value);
    if (strcmp(key, "catchment") == 0) return read_catchment(reader, value);
    if (strcmp(key, "impedance") == 0) return read_impedance(reader, value);
    if (strcmp(key, "closing_study") == 0 || strcmp(key, "sharing") == 0)
        return read_sharing(reader, key, value);
    if (strcmp(key, "coverage_m") == 0) return read_distances(reader, value);
    if (strcmp(key, "offices") == 0) return read_offices(reader, value);
    if (strcmp(key, "population") == 0) return read_population(reader, value);
    if (strcmp(key, "demand_year") == 0) return read_demand_year(reader, value);
    if (strcmp(key, "phases") == 0) return read_phases(reader, value);
    if (strcmp(key, "place") == 0) return read_place(reader, value);
    snprintf(reader->why, reader->size, _("\"%s\" is not to be made again from a scenario alone"),
             key);
    return STATUS_REFUSED;
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
    Status status = json_is_object(object)
                        ? STATUS_OK
                        : refuse(&reader, "spec", _("expected the keys of a scenario"));
    json_object_foreach(object, key, value) {
        if (status != STATUS_OK) break;
        status = read_key(&reader, key, value);
    }
    if (status == STATUS_OK && !spec->from) status = read_from(&reader, NULL);
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
