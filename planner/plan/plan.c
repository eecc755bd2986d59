#include "planner/plan/plan.h"
#include "layers/numbers.h"
#include "layers/pg_target.h"
#include "layers/source/text_encoding.h"
#include "layers/text.h"
#include "planner/plan/plan_proposals.h"
#include "planner/plan/plan_scenarios.h"
#include "planner/plan/plan_sources.h"
#include "planner/plan/yaml_map.h"
#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Each distance makes four columns a scenario in the view that maps show. */
enum { MAX_COVERAGE = 40 };

enum { PLAN_FILE_MAX_BYTES = 16 << 20 }; /* a plan file is written by hand */

/* The rules' numbers where the plan file gives none, each with its document. */
static const PlanRules DEFAULT_RULES = {
    .stop_distance_m = {700, "PwC 2020, table 30, row 6.2"},
    .close_pair_m = {100, "Pietura's default; PPS 2013, P6 asks for duplicates without a number"},
    .border_tolerance_m = {5000, "Pietura's default: published borders are generalised"},
    .max_refused_share = {0.05, "Pietura's default"},
};

/* Where the plan file gives none: the steps of the planners' coverage maps. */
static const double DEFAULT_COVERAGE_M[] = {2000, 5000, 10000, 15000, 20000, 30000};

static Status read_text(const char *path, Plan *plan, size_t *n, Error *error) {
    struct stat info;
    FILE *file = fopen(path, "rb");
    if (!file)
        return error_file(error, errno == ENOENT ? STATUS_MISSING : STATUS_UNREADABLE, path,
                          _("cannot open the plan file: %s"), strerror(errno));
    Status status = STATUS_OK;
    char *text = NULL;
    if (fstat(fileno(file), &info) != 0 || !S_ISREG(info.st_mode) ||
        info.st_size > PLAN_FILE_MAX_BYTES) {
        status = error_file(error, STATUS_PLAN_FILE, path,
                            _("a plan file is a YAML text; this is not one"));
        goto done;
    }
    text = malloc((size_t)info.st_size + 1);
    if (!text) {
        status = error_status(error, STATUS_NO_MEMORY);
        goto done;
    }
    *n = fread(text, 1, (size_t)info.st_size, file);
    plan->text = strings_copy(&plan->strings, text, *n);
    plan->path = strings_dup(&plan->strings, path);
    if (!plan->text || !plan->path) status = error_status(error, STATUS_NO_MEMORY);
done:
    free(text);
    fclose(file);
    return status;
}

/* `rule: 700` or `rule: {value: 700, source: "…"}` */
static void read_rule(YamlReader *reader, yaml_node_t *map, const char *key, double min, double max,
                      Plan *plan, Rule *rule) {
    static const char *const KEYS[] = {"value", "source", NULL};
    yaml_node_t *node = yaml_get(reader, map, key);
    if (!node) return;
    if (node->type == YAML_SCALAR_NODE) {
        *rule = (Rule){yaml_node_number(reader, node, key, min, max), _("the plan file")};
        return;
    }
    if (!yaml_check_map(reader, node, key, KEYS)) return;
    yaml_node_t *value = yaml_get(reader, node, "value");
    if (!value) {
        yaml_refuse(reader, node, key, _("give the number as value: …"));
        return;
    }
    rule->value = yaml_node_number(reader, value, key, min, max);
    const char *source = yaml_text(reader, node, "source", false);
    rule->source = strings_dup(&plan->strings, source ? source : _("the plan file"));
}

static void read_stops_reading(YamlReader *reader, yaml_node_t *rules, Plan *plan) {
    static const char *const READINGS[] = {"all", "served"};
    static const char *const KEYS[] = {"value", "source", NULL};
    yaml_node_t *node = yaml_get(reader, rules, "stops_that_count");
    if (!node) return;
    int reading;
    if (node->type == YAML_MAPPING_NODE) {
        if (!yaml_check_map(reader, node, "stops_that_count", KEYS)) return;
        reading = yaml_choice(reader, node, "value", READINGS, 2, -2);
    } else {
        reading = yaml_choice(reader, rules, "stops_that_count", READINGS, 2, 0);
    }
    plan->import.stops_served_only = reading == 1;
}

static void read_rules(YamlReader *reader, yaml_node_t *root, Plan *plan) {
    static const char *const KEYS[] = {"stop_distance_m",    "close_pair_m",
                                       "border_tolerance_m", "max_refused_share",
                                       "stops_that_count",   NULL};
    plan->rules = DEFAULT_RULES;
    /* these two may also stand at the top of the plan file */
    read_rule(reader, root, "border_tolerance_m", 0, 1e6, plan, &plan->rules.border_tolerance_m);
    read_rule(reader, root, "max_refused_share", 0, 1, plan, &plan->rules.max_refused_share);
    yaml_node_t *map = yaml_get(reader, root, "rules");
    if (map && yaml_check_map(reader, map, "rules", KEYS)) {
        read_rule(reader, map, "stop_distance_m", 0, 1e6, plan, &plan->rules.stop_distance_m);
        read_rule(reader, map, "close_pair_m", 0, 1e5, plan, &plan->rules.close_pair_m);
        read_rule(reader, map, "border_tolerance_m", 0, 1e6, plan, &plan->rules.border_tolerance_m);
        read_rule(reader, map, "max_refused_share", 0, 1, plan, &plan->rules.max_refused_share);
        read_stops_reading(reader, map, plan);
    }
    plan->import.border_tolerance_m = plan->rules.border_tolerance_m.value;
    plan->import.max_refused_share = plan->rules.max_refused_share.value;
}

static int by_value(const void *left, const void *right) {
    double l = *(const double *)left, r = *(const double *)right;
    return (l > r) - (l < r);
}

static void read_coverage(YamlReader *reader, yaml_node_t *root, Plan *plan) {
    size_t n = yaml_count(reader, root, "coverage_m", false);
    bool given = n > 0;
    char text[NUMBER_TEXT_SIZE];
    if (n > MAX_COVERAGE)
        yaml_refuse(reader, yaml_get(reader, root, "coverage_m"), "coverage_m",
                    _("%zu distances are too many; at most %d are measured"), n, (int)MAX_COVERAGE);
    if (!given) n = sizeof DEFAULT_COVERAGE_M / sizeof *DEFAULT_COVERAGE_M;
    if (reader->status != STATUS_OK) return;
    plan->coverage_m = malloc(n * sizeof *plan->coverage_m);
    if (!plan->coverage_m) {
        reader->status = error_status(reader->error, STATUS_NO_MEMORY);
        return;
    }
    plan->n_coverage = n;
    for (size_t i = 0; i < n; i++)
        plan->coverage_m[i] =
            given ? yaml_node_number(reader, yaml_item(reader, root, "coverage_m", i), "coverage_m",
                                     1, 1e6)
                  : DEFAULT_COVERAGE_M[i];
    qsort(plan->coverage_m, n, sizeof *plan->coverage_m, by_value);
    for (size_t i = 1; i < n; i++)
        if (plan->coverage_m[i] == plan->coverage_m[i - 1])
            yaml_refuse(reader, yaml_get(reader, root, "coverage_m"), "coverage_m",
                        _("the distance %s stands here twice; keep one of them"),
                        value_text(plan->coverage_m[i], text));
}

const char *const PLAN_OUTPUT_NAME[PLAN_OUTPUTS] = {"gpkg", "geojson", "csv",  "shp",   "fgb",
                                                    "xlsx", "qgis",    "maps", "report"};

static void refuse_output(YamlReader *reader, const yaml_node_t *item) {
    char known[200] = "";
    for (size_t i = 0, used = 0; i < PLAN_OUTPUTS && used < sizeof known; i++)
        used += (size_t)snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "",
                                 PLAN_OUTPUT_NAME[i]);
    yaml_refuse(reader, item, "outputs", _("an output is one of: %s"), known);
}

static void read_outputs(YamlReader *reader, yaml_node_t *root, Plan *plan) {
    size_t n = yaml_count(reader, root, "outputs", false);
    for (size_t i = 0; i < n && reader->status == STATUS_OK; i++) {
        const yaml_node_t *item = yaml_item(reader, root, "outputs", i);
        int output =
            item->type == YAML_SCALAR_NODE
                ? name_index(PLAN_OUTPUT_NAME, PLAN_OUTPUTS, (const char *)item->data.scalar.value)
                : -1;
        if (output < 0)
            refuse_output(reader, item);
        else
            plan->output[output] = true;
    }
}

static void read_crs(YamlReader *reader, yaml_node_t *root, Plan *plan) {
    const char *crs = yaml_text(reader, root, "crs", true);
    if (!crs) return;
    char *end = NULL;
    long code = strncmp(crs, "EPSG:", 5) == 0 ? strtol(crs + 5, &end, 10) : 0;
    if (code <= 0 || *end != '\0')
        yaml_refuse(reader, yaml_get(reader, root, "crs"), "crs",
                    _("expected a projected coordinate system in metres such as EPSG:3059"));
    plan->import.crs = strings_dup(&plan->strings, crs);
}

static Status read_plan(YamlReader *reader, Plan *plan, bool with_sources) {
    static const char *const KEYS[] = {"name",
                                       "attribution",
                                       "country",
                                       "crs",
                                       "units",
                                       "demand",
                                       "facilities",
                                       "stops",
                                       "rules",
                                       "outputs",
                                       "coverage_m",
                                       "settlements",
                                       "proposals",
                                       "scenarios",
                                       "frontier_m",
                                       "site_requirements",
                                       "costs",
                                       "population_years",
                                       "groups",
                                       "ranking",
                                       "demand_model",
                                       "closing_study",
                                       "duplicates_m",
                                       "services",
                                       "service_rules",
                                       "border_tolerance_m",
                                       "max_refused_share",
                                       NULL};
    yaml_node_t *root = yaml_root(reader);
    if (!root || !yaml_check_map(reader, root, "", KEYS)) return reader->status;
    plan->name = strings_dup(&plan->strings, yaml_text(reader, root, "name", true));
    plan->attribution = strings_dup(&plan->strings, yaml_text(reader, root, "attribution", false));
    const char *country = yaml_text(reader, root, "country", false);
    plan->import.country = strings_dup(&plan->strings, country ? country : "LV");
    read_crs(reader, root, plan);
    read_rules(reader, root, plan);
    read_coverage(reader, root, plan);
    /* of the scenario optimal, which every plan has */
    plan_read_distances(reader, root, "frontier_m", &plan->frontier_m);
    read_outputs(reader, root, plan);
    if (plan_read_proposals(reader, root, plan) != STATUS_OK) return reader->status;
    if (plan_read_costs(reader, root, &plan->strings, &plan->costs) != STATUS_OK)
        return reader->status;
    if (plan_read_demand(reader, root, &plan->strings, &plan->demand) != STATUS_OK)
        return reader->status;
    if (plan_read_services(reader, root, &plan->strings, &plan->services) != STATUS_OK)
        return reader->status;
    if (plan_read_scenarios(reader, root, plan) != STATUS_OK) return reader->status;
    return with_sources ? plan_read_sources(reader, root, plan) : reader->status;
}

static Status read_yaml(Plan *plan, size_t n, bool with_sources, Error *error) {
    YamlReader reader;
    Status status = yaml_reader_open(&reader, plan->path, plan->text, n, error);
    if (status == STATUS_OK) status = read_plan(&reader, plan, with_sources);
    yaml_reader_close(&reader);
    return status;
}

/* The text goes into the plan, which is passed on: a password does not, and like all texts there it
 * is in the normal form. (Paths in it are not opened again.) */
static Status make_text_to_keep(Plan *plan, Error *error) {
    char *text = strdup(plan->text);
    if (!text) return error_status(error, STATUS_NO_MEMORY);
    pg_hide_passwords(text);
    Status status = text_nfc(&plan->strings, text, &plan->text);
    free(text);
    return error_status(error, status);
}

Status plan_read(const char *path, Plan *plan, Error *error) {
    size_t n = 0;
    memset(plan, 0, sizeof *plan);
    Status status = read_text(path, plan, &n, error);
    if (status == STATUS_OK) status = read_yaml(plan, n, true, error);
    if (status == STATUS_OK) status = make_text_to_keep(plan, error);
    if (status != STATUS_OK) plan_free(plan);
    return status;
}

Status plan_read_stored(const char *text, const char *path, Plan *plan, Error *error) {
    memset(plan, 0, sizeof *plan);
    plan->text = strings_dup(&plan->strings, text);
    plan->path = strings_dup(&plan->strings, path);
    Status status = plan->text && plan->path ? STATUS_OK : error_status(error, STATUS_NO_MEMORY);
    if (status == STATUS_OK) status = read_yaml(plan, strlen(text), false, error);
    if (status != STATUS_OK) plan_free(plan);
    return status;
}

/* Here a proposal may choose among the points of any scenario of the file or of the plan. */
static void check_points_of(YamlReader *reader, yaml_node_t *root, const Plan *plan) {
    for (size_t i = 0; i < plan->n_proposals && reader->status == STATUS_OK; i++) {
        const char *wanted = plan->proposal[i].spec.points_of;
        if (!wanted || plan_has_scenario(plan, wanted)) continue;
        yaml_refuse(reader, yaml_get(reader, yaml_item(reader, root, "proposals", i), "points_of"),
                    "points_of", _("there is no scenario \"%s\" to take points from"), wanted);
    }
}

static Status read_added(YamlReader *reader, Plan *plan) {
    static const char *const KEYS[] = {"proposals", "scenarios", NULL};
    yaml_node_t *root = yaml_root(reader);
    if (!root || !yaml_check_map(reader, root, "", KEYS)) return reader->status;
    if (plan_read_proposals(reader, root, plan) != STATUS_OK) return reader->status;
    if (plan_read_scenarios(reader, root, plan) != STATUS_OK) return reader->status;
    check_points_of(reader, root, plan);
    if (reader->status == STATUS_OK && plan->n_proposals + plan->n_scenarios == 0)
        yaml_refuse(reader, root, "scenarios", _("the file has no scenarios and no proposals"));
    return reader->status;
}

Status plan_read_added(const char *path, const char *const *known, size_t n_known, Plan *plan,
                       Error *error) {
    YamlReader reader;
    size_t n = 0;
    plan_free_scenarios(plan);
    free(plan->proposal);
    plan->proposal = NULL;
    plan->n_proposals = 0;
    plan->known = known;
    plan->n_known = n_known;
    Status status = read_text(path, plan, &n, error);
    if (status != STATUS_OK) return status;
    status = yaml_reader_open(&reader, plan->path, plan->text, n, error);
    if (status == STATUS_OK) status = read_added(&reader, plan);
    yaml_reader_close(&reader);
    return status;
}

void plan_free(Plan *plan) {
    for (size_t i = 0; i < plan->n_owned_; i++) free(plan->owned_[i]);
    free(plan->coverage_m);
    free(plan->proposal);
    free(plan->requirement);
    plan_free_scenarios(plan);
    plan_costs_free(&plan->costs);
    plan_demand_free(&plan->demand);
    plan_services_free(&plan->services);
    strings_free(&plan->strings);
    memset(plan, 0, sizeof *plan);
}
