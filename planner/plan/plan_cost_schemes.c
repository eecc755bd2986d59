#include "planner/plan/plan_cost_schemes.h"
#include "layers/numbers.h"
#include "layers/source/number.h"
#include "layers/text.h"
#include "planner/cost/cost_published.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_SCHEMES = 50, MAX_NAME = 80 };

/* ---- numbers by year ---- */

static bool year_of(YamlReader *reader, yaml_node_item_t item, const CostYears *years, int from,
                    const char *key, int *year) {
    const yaml_node_t *node = yaml_document_get_node(&reader->document, item);
    int64_t number = 0;
    bool plain = node->type == YAML_SCALAR_NODE &&
                 parse_count((const char *)node->data.scalar.value, &number);
    if (!plain || number < from || number > years->last) {
        yaml_refuse(reader, node, key, _("expected a year from %d to %d, with its number"), from,
                    years->last);
        return false;
    }
    *year = (int)number;
    return true;
}

void plan_read_years_map(YamlReader *reader, yaml_node_t *map, const char *key,
                         const CostYears *years, int from, CostNumberReader *number,
                         double *series) {
    bool seen[COST_YEARS_MAX] = {false};
    for (const yaml_node_pair_t *pair = map->data.mapping.pairs.start;
         pair < map->data.mapping.pairs.top; pair++) {
        int year = from;
        if (!year_of(reader, pair->key, years, from, key, &year)) return;
        yaml_node_t *node = yaml_document_get_node(&reader->document, pair->value);
        if (seen[year - years->first])
            yaml_refuse(reader, node, key, _("the year %d stands here twice; keep one of them"),
                        year);
        seen[year - years->first] = true;
        series[year - years->first] = number(reader, node, key);
    }
}

static double read_factor(YamlReader *reader, yaml_node_t *node, const char *key) {
    char factor[NUMBER_TEXT_SIZE], growth[NUMBER_TEXT_SIZE];
    double value = yaml_node_number(reader, node, key, -DBL_MAX, 1000);
    if (reader->status == STATUS_OK && value <= 0)
        yaml_refuse(reader, node, key,
                    _("%s is a growth of %s %%; a growth factor is above 0, and 1 is no growth"),
                    value_text(value, factor), value_text((value - 1) * 100, growth));
    return value;
}

static double read_share(YamlReader *reader, yaml_node_t *node, const char *key) {
    return yaml_node_number(reader, node, key, 0, 1);
}

/* One number for all years, one for each year in a list, or {year: number} over what is there. */
static void read_series(YamlReader *reader, yaml_node_t *item, CostSeries number,
                        const CostYears *years, double *series) {
    const char *key = COST_SERIES_NAME[number];
    bool growth = number == COST_SERVICES_FACTOR || number == COST_CONTACTS_FACTOR;
    CostNumberReader *read = growth ? read_factor : read_share;
    int from = growth ? years->first + 1 : years->start;
    yaml_node_t *node = yaml_get(reader, item, key);
    if (!node) return;
    if (node->type == YAML_MAPPING_NODE) {
        plan_read_years_map(reader, node, key, years, from, read, series);
    } else if (node->type == YAML_SCALAR_NODE) {
        double value = read(reader, node, key);
        for (int year = from; year <= years->last; year++) series[year - years->first] = value;
    } else {
        size_t n = yaml_count(reader, item, key, false);
        size_t wanted = (size_t)years->last - (size_t)from + 1;
        if (n != wanted)
            yaml_refuse(reader, node, key,
                        _("%zu numbers for %zu years; give one for each year from %d to %d"), n,
                        wanted, from, years->last);
        for (size_t i = 0; i < n && reader->status == STATUS_OK; i++)
            series[(size_t)(from - years->first) + i] =
                read(reader, yaml_item(reader, item, key, i), key);
    }
}

/* ---- schemes ---- */

static void read_state_pays(YamlReader *reader, yaml_node_t *item, CostScheme *scheme) {
    const char *keys[COST_PARTS + 1] = {NULL};
    for (int part = 0; part < COST_PARTS; part++)
        keys[part] = COST_POSITION_NAME[COST_PART_POSITION[part]];
    yaml_node_t *map = yaml_get(reader, item, "state_pays");
    if (!map || !yaml_check_map(reader, map, "state_pays", keys)) return;
    for (int part = 0; part < COST_PARTS; part++)
        scheme->cover[part] = (CostCover)yaml_choice(reader, map, keys[part], COST_COVER_NAME,
                                                     COST_COVERS, (int)scheme->cover[part]);
}

static void empty_scheme(CostScheme *scheme) {
    memset(scheme, 0, sizeof *scheme);
    for (int part = 0; part < COST_PARTS; part++) scheme->cover[part] = COVER_SHARE;
    for (int s = 0; s < COST_SERIES; s++)
        for (size_t i = 0; i < COST_YEARS_MAX; i++)
            scheme->series[s][i] = s == COST_SAVING_SERVICES || s == COST_SAVING_CONTACTS ? 0 : NAN;
}

/* What a scheme starts from: the one it is like (above it, or published), or nothing. */
static void start_scheme(YamlReader *reader, yaml_node_t *item, const char *name,
                         const PlanCosts *costs, CostScheme *scheme) {
    const char *like = yaml_text(reader, item, "like", false);
    empty_scheme(scheme);
    if (!like) {
        cost_scheme_published(name, &costs->years, scheme);
        return;
    }
    const CostScheme *above = plan_costs_scheme(costs, like);
    if (above)
        *scheme = *above;
    else if (!cost_scheme_published(like, &costs->years, scheme))
        yaml_refuse(reader, yaml_get(reader, item, "like"), "like",
                    _("there is no scheme \"%s\"; known here: A, B and those above this one"),
                    like);
}

/* What the model itself finds wrong, at the series concerned where the scheme gives it. */
static void check_scheme(YamlReader *reader, yaml_node_t *at, const CostScheme *scheme,
                         const PlanCosts *costs) {
    if (reader->status != STATUS_OK) return;
    CostSeries series;
    int year;
    const CostYears *years = &costs->years;
    if (cost_scheme_missing(scheme, years, &series, &year)) {
        const char *key = COST_SERIES_NAME[series];
        const yaml_node_t *given = yaml_get(reader, at, key);
        yaml_refuse(reader, given ? given : at, key,
                    _("scheme %s has no number for %d; give one for each year up to %d"),
                    scheme->name, year, years->last);
        return;
    }
    CostNetwork network = {.second_wave_opened =
                               costs->openings_given ? costs->second_wave_opened : NULL};
    CostInput input = {*years, &costs->assumptions, scheme, &network, 0};
    const char *key, *fault = cost_fault(&input, &key);
    if (!fault) return;
    const yaml_node_t *given = yaml_get(reader, at, key);
    yaml_refuse(reader, given ? given : at, key, "%s", _(fault));
}

static void read_scheme(YamlReader *reader, yaml_node_t *item, Strings *strings, PlanCosts *costs) {
    const char *keys[COST_SERIES + 4] = {"name", "like", "state_pays"};
    for (int s = 0; s < COST_SERIES; s++) keys[3 + s] = COST_SERIES_NAME[s];
    if (!yaml_check_map(reader, item, "schemes", keys)) return;
    const char *name = yaml_text(reader, item, "name", true);
    if (!name) return;
    if (strlen(name) > MAX_NAME)
        yaml_refuse(reader, yaml_get(reader, item, "name"), "name",
                    _("a scheme has a name of 1 to 80 letters"));
    if (plan_costs_scheme(costs, name))
        yaml_refuse(reader, yaml_get(reader, item, "name"), "name",
                    _("two schemes have this name; a name is used once"));
    CostScheme *scheme = &costs->scheme[costs->n_schemes];
    start_scheme(reader, item, name, costs, scheme);
    read_state_pays(reader, item, scheme);
    for (int s = 0; s < COST_SERIES; s++)
        read_series(reader, item, (CostSeries)s, &costs->years, scheme->series[s]);
    scheme->name = strings_dup(strings, name);
    if (!scheme->name)
        reader->status = error_status(reader->error, STATUS_NO_MEMORY);
    else
        check_scheme(reader, item, scheme, costs);
    costs->n_schemes++;
}

static void published_schemes(YamlReader *reader, yaml_node_t *section, PlanCosts *costs) {
    static const char *const NAMES[] = {"A", "B"};
    for (int i = 0; i < 2; i++) {
        cost_scheme_published(NAMES[i], &costs->years, &costs->scheme[i]);
        costs->n_schemes = (size_t)i + 1;
        check_scheme(reader, section, &costs->scheme[i], costs);
    }
}

void plan_read_cost_schemes(YamlReader *reader, yaml_node_t *section, Strings *strings,
                            PlanCosts *costs) {
    bool given = yaml_get(reader, section, "schemes") != NULL;
    size_t n = yaml_count(reader, section, "schemes", given);
    if (n > MAX_SCHEMES)
        yaml_refuse(reader, yaml_get(reader, section, "schemes"), "schemes",
                    _("%zu schemes are too many; at most %d"), n, (int)MAX_SCHEMES);
    if (reader->status != STATUS_OK) return;
    costs->scheme = calloc(given ? n : 2, sizeof *costs->scheme);
    if (!costs->scheme) {
        reader->status = error_status(reader->error, STATUS_NO_MEMORY);
        return;
    }
    if (!given) published_schemes(reader, section, costs);
    for (size_t i = 0; given && i < n && reader->status == STATUS_OK; i++)
        read_scheme(reader, yaml_item(reader, section, "schemes", i), strings, costs);
}
