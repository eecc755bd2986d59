#include "planner/plan/plan_sources.h"
#include "layers/pg_target.h"
#include "layers/source/text_encoding.h"
#include "layers/text.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_POPULATION_YEARS = 200, FIRST_YEAR = 1500, LAST_YEAR = 2200 };

/* What a reading function needs at hand. */
typedef struct Context {
    YamlReader *reader;
    Plan *plan;
} Context;

static const char *optional(Context *c, yaml_node_t *map, const char *key) {
    return yaml_keep(c->reader, &c->plan->strings, yaml_text(c->reader, map, key, false));
}

static const char *required(Context *c, yaml_node_t *map, const char *key) {
    return yaml_keep(c->reader, &c->plan->strings, yaml_text(c->reader, map, key, true));
}

/* What names something outside the plan, with the bytes that the file has. */
static const char *as_written(Context *c, yaml_node_t *map, const char *key, bool is_required) {
    return yaml_keep(c->reader, &c->plan->strings,
                     yaml_text_as_written(c->reader, map, key, is_required));
}

/* An array of n zeroed items that lives as long as the plan. */
static void *keep_array(Context *c, size_t n, size_t bytes) {
    void *array = calloc(n ? n : 1, bytes);
    if (!array)
        c->reader->status = error_status(c->reader->error, STATUS_NO_MEMORY);
    else
        c->plan->owned_[c->plan->n_owned_++] = array;
    return array;
}

/* A path relative to the plan file; GDAL's virtual paths stay. */
static const char *resolve(Context *c, const char *uri) {
    const char *slash = strrchr(c->plan->path, '/');
    if (uri[0] == '/' || !slash) return uri;
    size_t folder = (size_t)(slash - c->plan->path) + 1, n = strlen(uri);
    char *joined = malloc(folder + n + 1);
    if (!joined) {
        c->reader->status = error_status(c->reader->error, STATUS_NO_MEMORY);
        return uri;
    }
    memcpy(joined, c->plan->path, folder);
    memcpy(joined + folder, uri, n + 1);
    const char *path = yaml_keep(c->reader, &c->plan->strings, joined);
    free(joined);
    return path;
}

static void check_exists(Context *c, yaml_node_t *map, const char *key, const SourceRef *ref) {
    struct stat info;
    if (!ref->path || strncmp(ref->path, "/vsi", 4) == 0) return;
    if (stat(ref->path, &info) == 0) {
        if (!S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode))
            yaml_refuse(c->reader, yaml_get(c->reader, map, key), key,
                        _("%s is neither a file nor a folder"), ref->path);
        return;
    }
    yaml_refuse(c->reader, yaml_get(c->reader, map, key), key,
                _("there is no file %s; paths are relative to the plan file"), ref->path);
    if (c->reader->error) c->reader->error->status = STATUS_MISSING;
    c->reader->status = STATUS_MISSING;
}

/* A database: what is told and kept of it is without the password. */
static void database_at(Context *c, yaml_node_t *map, const char *key, const char *written,
                        SourceRef *ref) {
    PgTarget target = {0};
    Error why = {0};
    if (pg_target_parse(written, &target, &why) != STATUS_OK) {
        ref->uri = "PG:";
        yaml_refuse(c->reader, yaml_get(c->reader, map, key), key, "%s", why.message);
        return;
    }
    Status kept = text_nfc(&c->plan->strings, target.shown, &ref->uri);
    if (kept != STATUS_OK) c->reader->status = error_status(c->reader->error, kept);
    ref->path = yaml_keep(c->reader, &c->plan->strings, target.connection);
    ref->schema = yaml_keep(c->reader, &c->plan->strings, target.schema);
    pg_target_free(&target);
}

/* What is told and kept is in the normal form, as all texts of a plan; what is opened is what the
 * file says, byte by byte: to the system the two forms are two names. */
static SourceRef source_at(Context *c, yaml_node_t *map, const char *key) {
    SourceRef ref = {0};
    ref.uri = required(c, map, key);
    const char *written = as_written(c, map, key, true);
    if (c->reader->status != STATUS_OK || !ref.uri || !written) return ref;
    ref.line = yaml_line(yaml_get(c->reader, map, key));
    if (pg_is_target(ref.uri)) {
        database_at(c, map, key, written, &ref);
        return ref;
    }
    ref.path = resolve(c, written);
    check_exists(c, map, key, &ref);
    return ref;
}

static SourceRef source_ref(Context *c, yaml_node_t *map) {
    SourceRef ref = source_at(c, map, "source");
    ref.layer = as_written(c, map, "layer", false);
    ref.crs = optional(c, map, "crs");
    ref.encoding = optional(c, map, "encoding");
    return ref;
}

#define SOURCE_KEYS "source", "layer", "crs", "encoding"
#define POINT_KEYS  "id", "name", "x", "y"

static PointFields point_fields(Context *c, yaml_node_t *map) {
    PointFields fields = {optional(c, map, "id"), optional(c, map, "name"), optional(c, map, "x"),
                          optional(c, map, "y")};
    if ((fields.x == NULL) != (fields.y == NULL))
        yaml_refuse(c->reader, map, fields.x ? "y" : "x",
                    _("x and y are given together or not at all"));
    return fields;
}

/* ---- units ---- */

static void read_kind_map(Context *c, yaml_node_t *kind, UnitsSpec *units) {
    static const char *const KEYS[] = {"field", "map", NULL};
    if (!yaml_check_map(c->reader, kind, "kind", KEYS)) return;
    units->kind = required(c, kind, "field");
    yaml_node_t *map = yaml_get(c->reader, kind, "map");
    if (!map) return;
    if (map->type != YAML_MAPPING_NODE) {
        yaml_refuse(c->reader, map, "map", _("expected keys with values, one a line"));
        return;
    }
    const yaml_node_pair_t *pairs = map->data.mapping.pairs.start;
    size_t n = (size_t)(map->data.mapping.pairs.top - pairs);
    KindMap *list = keep_array(c, n, sizeof *list);
    for (size_t i = 0; i < n && list && c->reader->status == STATUS_OK; i++) {
        yaml_node_t *from = yaml_document_get_node(&c->reader->document, pairs[i].key);
        if (from->type != YAML_SCALAR_NODE) {
            yaml_refuse(c->reader, from, "map", _("a key must be a plain word"));
            return;
        }
        list[i].from =
            yaml_keep(c->reader, &c->plan->strings, (const char *)from->data.scalar.value);
        list[i].to = yaml_choice(c->reader, map, (const char *)from->data.scalar.value,
                                 UNIT_KIND_NAME, UNIT_KINDS, -2);
    }
    units->kind_map = list;
    units->n_kind_map = n;
}

static void read_code_name(Context *c, yaml_node_t *units, const char *key, const char **code,
                           const char **name) {
    static const char *const KEYS[] = {"code", "name", NULL};
    yaml_node_t *map = yaml_get(c->reader, units, key);
    if (!map || !yaml_check_map(c->reader, map, key, KEYS)) return;
    *code = required(c, map, "code");
    *name = optional(c, map, "name");
}

static void read_population(Context *c, yaml_node_t *units, UnitsSpec *spec) {
    static const char *const KEYS[] = {"source", "encoding", "code", "value", NULL};
    yaml_node_t *map = yaml_get(c->reader, units, "population");
    if (!map || !yaml_check_map(c->reader, map, "population", KEYS)) return;
    spec->has_population = true;
    spec->population = source_at(c, map, "source");
    spec->population.encoding = optional(c, map, "encoding");
    spec->population_code = required(c, map, "code");
    spec->population_value = required(c, map, "value");
}

static void read_centres(Context *c, yaml_node_t *units, UnitsSpec *spec) {
    static const char *const KEYS[] = {"source", "encoding", "code", "level", NULL};
    yaml_node_t *map = yaml_get(c->reader, units, "centre_level");
    if (!map || !yaml_check_map(c->reader, map, "centre_level", KEYS)) return;
    spec->has_centres = true;
    spec->centres = source_at(c, map, "source");
    spec->centres.encoding = optional(c, map, "encoding");
    spec->centre_code = required(c, map, "code");
    spec->centre_level = required(c, map, "level");
}

static void read_units(Context *c, yaml_node_t *root) {
    static const char *const KEYS[] = {SOURCE_KEYS,  "code",         "name",
                                       "kind",       "municipality", "region",
                                       "population", "centre_level", NULL};
    UnitsSpec *spec = &c->plan->import.units;
    yaml_node_t *map = yaml_get(c->reader, root, "units");
    if (!map) {
        yaml_refuse(c->reader, root, "units", _("this key is missing"));
        return;
    }
    if (!yaml_check_map(c->reader, map, "units", KEYS)) return;
    spec->source = source_ref(c, map);
    spec->code = required(c, map, "code");
    spec->name = required(c, map, "name");
    yaml_node_t *kind = yaml_get(c->reader, map, "kind");
    if (kind && kind->type == YAML_SCALAR_NODE)
        spec->kind = optional(c, map, "kind");
    else if (kind)
        read_kind_map(c, kind, spec);
    read_code_name(c, map, "municipality", &spec->municipality_code, &spec->municipality_name);
    read_code_name(c, map, "region", &spec->region_code, &spec->region_name);
    read_population(c, map, spec);
    read_centres(c, map, spec);
}

/* `years: pop_` (all fields named so and a year), or {2011: field, …}. */
static void read_year_columns(Context *c, yaml_node_t *map, PopulationYearsSpec *spec) {
    yaml_node_t *years = yaml_get(c->reader, map, "years"), *key = NULL, *value = NULL;
    if (!years || years->type == YAML_SCALAR_NODE) {
        spec->prefix = required(c, map, "years");
        return;
    }
    size_t n = yaml_pairs(c->reader, years, "years");
    if (c->reader->status != STATUS_OK) return;
    if (n == 0 || n > MAX_POPULATION_YEARS) {
        yaml_refuse(c->reader, years, "years", _("expected 1 to %d years with their fields"),
                    (int)MAX_POPULATION_YEARS);
        return;
    }
    YearColumn *column = keep_array(c, n, sizeof *column);
    for (size_t i = 0; i < n && column && c->reader->status == STATUS_OK; i++) {
        const char *year = yaml_pair(c->reader, years, i, &key, &value);
        column[i].year = yaml_node_year(c->reader, key, "years", FIRST_YEAR, LAST_YEAR);
        column[i].field = required(c, years, year);
        if (i > 0 && column[i].year <= column[i - 1].year)
            yaml_refuse(c->reader, key, "years", _("years stand in rising order, each once"));
    }
    spec->column = column;
    spec->n_columns = n;
}

/* `base_year` is no business of the import: plan_demand.c reads it. */
static void read_population_years(Context *c, yaml_node_t *root) {
    static const char *const KEYS[] = {"source", "encoding", "code", "years", "base_year", NULL};
    PopulationYearsSpec *spec = &c->plan->import.population_years;
    yaml_node_t *map = yaml_get(c->reader, root, "population_years");
    if (!map || !yaml_check_map(c->reader, map, "population_years", KEYS)) return;
    c->plan->import.has_population_years = true;
    spec->source = source_at(c, map, "source");
    spec->source.encoding = optional(c, map, "encoding");
    spec->code = required(c, map, "code");
    read_year_columns(c, map, spec);
}

/* ---- groups of people and the ranking ---- */

SourceRef plan_source_at(YamlReader *reader, Plan *plan, yaml_node_t *map) {
    Context c = {reader, plan};
    return source_at(&c, map, "source");
}

static void read_series(Context *c, yaml_node_t *root) {
    ImportSpec *import = &c->plan->import;
    SeriesReading reading = {c->reader, c->plan};
    size_t n = yaml_count(c->reader, root, "groups", false);
    if (c->reader->status != STATUS_OK) return;
    SeriesSpec *group = keep_array(c, n, sizeof *group);
    if (!group) return;
    plan_read_groups(&reading, root, group, n);
    import->groups = group;
    import->n_groups = n;
    import->has_ranking = plan_read_ranking(&reading, root, &import->ranking);
}

/* ---- lists of sources ---- */

static void read_demand(Context *c, yaml_node_t *map, void *item) {
    static const char *const KEYS[] = {SOURCE_KEYS, POINT_KEYS, "format", "fine", "weight", NULL};
    static const char *const FORMATS[] = {"csp-grid", "ogr"};
    DemandSpec *spec = item;
    if (!yaml_check_map(c->reader, map, "demand", KEYS)) return;
    spec->source = source_ref(c, map);
    spec->format = (DemandFormat)yaml_choice(c->reader, map, "format", FORMATS, 2, -2);
    if (c->reader->status != STATUS_OK) return;
    spec->has_fine = yaml_get(c->reader, map, "fine") != NULL;
    if (spec->has_fine && spec->format != DEMAND_CSP_GRID)
        yaml_refuse(c->reader, map, "fine", _("only a csp-grid can be split over fine cells"));
    if (spec->has_fine) spec->fine = source_at(c, map, "fine");
    spec->fields = point_fields(c, map);
    spec->weight = yaml_text(c->reader, map, "weight", spec->format == DEMAND_OGR);
    spec->weight = yaml_keep(c->reader, &c->plan->strings, spec->weight);
}

static void read_facility(Context *c, yaml_node_t *map, void *item) {
    static const char *const KEYS[] = {SOURCE_KEYS, POINT_KEYS, "kind",  "state",
                                       "id_prefix", "unit",     "hours", "institution",
                                       "origin",    NULL};
    FacilitySpec *spec = item;
    if (!yaml_check_map(c->reader, map, "facilities", KEYS)) return;
    int kind = yaml_choice(c->reader, map, "kind", FACILITY_KIND_NAME, FACILITY_KINDS, -2);
    spec->kind = (FacilityKind)(kind < 0 ? 0 : kind);
    spec->source = source_ref(c, map);
    spec->fields = point_fields(c, map);
    if (!spec->fields.id) yaml_refuse(c->reader, map, "id", _("this key is missing"));
    /* today's centres stay (PwC 2020, section 2.2); everything else may become one */
    spec->state = spec->kind == FACILITY_VPVKAC ? FACILITY_EXISTING : FACILITY_CANDIDATE;
    yaml_node_t *state = yaml_get(c->reader, map, "state");
    static const char *const STATE_KEYS[] = {"field", NULL};
    if (state && state->type == YAML_MAPPING_NODE) {
        if (yaml_check_map(c->reader, state, "state", STATE_KEYS))
            spec->state_field = required(c, state, "field");
    } else {
        spec->state = (FacilityState)yaml_choice(c->reader, map, "state", FACILITY_STATE_NAME,
                                                 FACILITY_STATES, (int)spec->state);
    }
    spec->id_prefix = optional(c, map, "id_prefix");
    spec->unit = optional(c, map, "unit");
    spec->opening_hours = optional(c, map, "hours");
    spec->institution = optional(c, map, "institution");
    spec->origin = optional(c, map, "origin");
}

static void read_stop(Context *c, yaml_node_t *map, void *item) {
    static const char *const KEYS[] = {SOURCE_KEYS, POINT_KEYS, "format", "kind",
                                       "id_prefix", "origin",   NULL};
    static const char *const FORMATS[] = {"gtfs", "csv", "ogr"};
    StopSpec *spec = item;
    if (!yaml_check_map(c->reader, map, "stops", KEYS)) return;
    spec->source = source_ref(c, map);
    spec->fields = point_fields(c, map);
    /* a file with x and y columns is a table, a database a layer; all else is a timetable unless
     * the plan says so */
    int usual = spec->fields.x ? 1 : spec->source.path && pg_is_target(spec->source.path) ? 2 : 0;
    int format = yaml_choice(c->reader, map, "format", FORMATS, 3, usual);
    spec->format = format == 0 ? STOPS_GTFS : STOPS_TABLE;
    if (spec->format == STOPS_TABLE && !spec->fields.id)
        yaml_refuse(c->reader, map, "id", _("this key is missing"));
    spec->kind = optional(c, map, "kind");
    spec->id_prefix = optional(c, map, "id_prefix");
    spec->origin = optional(c, map, "origin");
}

static void read_settlement(Context *c, yaml_node_t *map, void *item) {
    static const char *const KEYS[] = {SOURCE_KEYS, POINT_KEYS, "place", "population", NULL};
    SettlementSpec *spec = item;
    if (!yaml_check_map(c->reader, map, "settlements", KEYS)) return;
    spec->source = source_ref(c, map);
    spec->fields = point_fields(c, map);
    if (!spec->fields.id) yaml_refuse(c->reader, map, "id", _("this key is missing"));
    spec->place = optional(c, map, "place");
    spec->population = optional(c, map, "population");
}

typedef void (*ItemReader)(Context *, yaml_node_t *, void *);

static const void *read_list(Context *c, yaml_node_t *root, const char *key, bool is_required,
                             size_t bytes, ItemReader read, size_t *n) {
    *n = yaml_count(c->reader, root, key, is_required);
    if (c->reader->status != STATUS_OK) return NULL;
    char *list = keep_array(c, *n, bytes);
    for (size_t i = 0; i < *n && list && c->reader->status == STATUS_OK; i++)
        read(c, yaml_item(c->reader, root, key, i), list + i * bytes);
    return list;
}

Status plan_read_sources(YamlReader *reader, yaml_node_t *root, Plan *plan) {
    Context c = {reader, plan};
    ImportSpec *import = &plan->import;
    read_units(&c, root);
    read_population_years(&c, root);
    read_series(&c, root);
    import->demand =
        read_list(&c, root, "demand", true, sizeof(DemandSpec), read_demand, &import->n_demand);
    import->facilities = read_list(&c, root, "facilities", false, sizeof(FacilitySpec),
                                   read_facility, &import->n_facilities);
    import->stops =
        read_list(&c, root, "stops", false, sizeof(StopSpec), read_stop, &import->n_stops);
    import->settlements = read_list(&c, root, "settlements", false, sizeof(SettlementSpec),
                                    read_settlement, &import->n_settlements);
    return reader->status;
}
