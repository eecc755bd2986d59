#include "planner/plan/plan_demand.h"
#include "layers/numbers.h"
#include "layers/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LAST_YEAR = 2199, MAX_INSTITUTIONS = 200, BASE_YEAR = 2019, PER_1000_MAX = 1000000 };

/* In the order of the members that number_of picks. */
const DemandNumber DEMAND_NUMBERS[] = {
    {"minutes_per_service", 15, 0.01, 10000, "PwC 2020, table 41"},
    {"load_factor", 0.75, 0.001, 1, "PwC 2020, table 41"},
    {"opening_minutes_week", 2400, 1, 10080, "PwC 2020, section 2.7"},
    {"staff_per_point", 1, 0.01, 10000, "Pietura's default"},
    {"town", 27.5, 0, PER_1000_MAX, "worked out of PwC 2020, table 41"},
    {"rural", 112.0, 0, PER_1000_MAX, "PwC 2020, table 41"},
};

const PublishedClients PUBLISHED_CLIENTS[] = {
    {"VID", 1374126, "PwC 2020, tables 47-53 (2019)"},
    {"VSAA", 361700, "PwC 2020, tables 47-53 (2019)"},
    {"VMD", 265055, "PwC 2020, tables 47-53 (2019)"},
    {"NVA", 241136, "PwC 2020, tables 47-53 (2019)"},
    {"VZD", 42643, "PwC 2020, tables 47-53 (2019)"},
    {"LAD", 4079, "PwC 2020, tables 47-53 (2019)"},
    {"VDI", 17, "PwC 2020, tables 47-53 (2019)"},
};
const size_t N_PUBLISHED_CLIENTS = sizeof PUBLISHED_CLIENTS / sizeof *PUBLISHED_CLIENTS;

typedef struct Reading {
    YamlReader *reader;
    Strings *strings;
    DemandPlan *demand;
} Reading;

static void *room(const Reading *r, size_t n, size_t bytes) {
    void *array = calloc(n + 1, bytes);
    if (!array) r->reader->status = error_status(r->reader->error, STATUS_NO_MEMORY);
    return array;
}

/* ---- numbers ---- */

static double *number_of(LoadRules *load, int k) {
    double *const MEMBER[] = {&load->minutes_per_service,    &load->load_factor,
                              &load->opening_minutes_week,   &load->staff_per_point,
                              &load->services_per_1000_town, &load->services_per_1000_rural};
    return MEMBER[k];
}

enum { RATE_TOWN = 4 };

/* `key: 15`, or {value: 15, source: "…"}. */
static double read_number(const Reading *r, yaml_node_t *node, const char *key, double min,
                          double max) {
    static const char *const KEYS[] = {"value", "source", NULL};
    if (node->type != YAML_MAPPING_NODE) return yaml_node_number(r->reader, node, key, min, max);
    if (!yaml_check_map(r->reader, node, key, KEYS)) return min;
    yaml_node_t *value = yaml_get(r->reader, node, "value");
    if (!value) yaml_refuse(r->reader, node, key, _("give the number as value: …"));
    return value ? yaml_node_number(r->reader, value, key, min, max) : min;
}

static void read_numbers(const Reading *r, yaml_node_t *map, int first, int end) {
    for (int k = first; k < end; k++) {
        const DemandNumber *number = &DEMAND_NUMBERS[k];
        yaml_node_t *node = yaml_get(r->reader, map, number->name);
        if (node)
            *number_of(&r->demand->load, k) =
                read_number(r, node, number->name, number->min, number->max);
    }
}

/* {town: 27.5, rural: 112.0}, or one rate for all. */
static void read_rates(const Reading *r, yaml_node_t *map) {
    static const char *const KEYS[] = {"town", "rural", NULL};
    static const char KEY[] = "services_per_1000";
    yaml_node_t *node = yaml_get(r->reader, map, KEY);
    if (!node) return;
    bool by_kind = yaml_get(r->reader, node, "town") || yaml_get(r->reader, node, "rural");
    if (by_kind && yaml_check_map(r->reader, node, KEY, KEYS))
        read_numbers(r, node, RATE_TOWN, N_DEMAND_NUMBERS);
    else if (!by_kind)
        load_one_rate(&r->demand->load, read_number(r, node, KEY, 0, PER_1000_MAX));
}

/* ---- channels, growth, institutions ---- */

static bool is_in_person(const char *channel) {
    return strcmp(channel, "in_person") == 0;
}

static void read_channels(const Reading *r, yaml_node_t *map) {
    DemandPlan *demand = r->demand;
    yaml_node_t *node = yaml_get(r->reader, map, "channels"), *value = NULL;
    size_t n = yaml_pairs(r->reader, node, "channels");
    if (n > DEMAND_CHANNELS_MAX)
        yaml_refuse(r->reader, node, "channels", _("%zu channels are too many; at most %d"), n,
                    (int)DEMAND_CHANNELS_MAX);
    char text[NUMBER_TEXT_SIZE];
    double sum = 0;
    for (size_t i = 0; i < n && r->reader->status == STATUS_OK; i++) {
        const char *name = yaml_pair(r->reader, node, i, NULL, &value);
        double share = yaml_node_number(r->reader, value, name, 0, 1);
        demand->channel[i] =
            (ChannelShare){yaml_keep(r->reader, r->strings, name), share, is_in_person(name)};
        sum += share;
    }
    demand->n_channels = n;
    if (r->reader->status == STATUS_OK && n > 0 && fabs(sum - 1) > 1e-9)
        yaml_refuse(r->reader, node, "channels",
                    _("the shares of the channels must sum to 1 (100 %%); they sum to %s"),
                    value_text(sum, text));
}

/* {2020: 0.02, …}: by how much a year is above the one before; no year is left out. */
static size_t read_growth(const Reading *r, yaml_node_t *map, const char *key, double *factor) {
    yaml_node_t *node = yaml_get(r->reader, map, key), *name = NULL, *value = NULL;
    char text[NUMBER_TEXT_SIZE], percent[NUMBER_TEXT_SIZE];
    size_t n = yaml_pairs(r->reader, node, key);
    if (n > DEMAND_YEARS_MAX)
        yaml_refuse(r->reader, node, key, _("%zu years are too many; at most %d"), n,
                    (int)DEMAND_YEARS_MAX);
    for (size_t i = 0; i < n && r->reader->status == STATUS_OK; i++) {
        (void)yaml_pair(r->reader, node, i, &name, &value);
        int year = yaml_node_year(r->reader, name, key, DEMAND_FIRST_YEAR, LAST_YEAR);
        double share = yaml_node_number(r->reader, value, key, -1, 100);
        int wanted = r->demand->base_year + 1 + (int)i;
        if (r->reader->status != STATUS_OK) return 0;
        if (year != wanted)
            yaml_refuse(r->reader, name, key,
                        _("the year %d is missing: growth is given for each year from the one "
                          "after base_year (%d) on"),
                        wanted, r->demand->base_year);
        else if (share <= -1)
            yaml_refuse(r->reader, value, key,
                        _("a growth of %s (%s %%) leaves nothing; it must be above -1"),
                        value_text(share, text), value_text(100 * share, percent));
        factor[i] = 1 + share;
    }
    return n;
}

static void read_sectors(const Reading *r, yaml_node_t *map) {
    DemandPlan *demand = r->demand;
    yaml_node_t *node = yaml_get(r->reader, map, "sectors"), *value = NULL;
    size_t n = yaml_pairs(r->reader, node, "sectors");
    demand->sector = room(r, n, sizeof *demand->sector);
    for (size_t i = 0; i < n && r->reader->status == STATUS_OK; i++) {
        const char *name = yaml_pair(r->reader, node, i, NULL, &value);
        double share = yaml_node_number(r->reader, value, name, 0, 1);
        demand->sector[demand->n_sectors++] =
            (SectorShare){yaml_keep(r->reader, r->strings, name), share};
    }
}

/* What the documents say, where the plan file gives no number of its own. */
static void published_clients(DemandInstitution *institution) {
    for (size_t i = 0; i < N_PUBLISHED_CLIENTS; i++)
        if (strcmp(PUBLISHED_CLIENTS[i].institution, institution->name) == 0) {
            institution->clients = PUBLISHED_CLIENTS[i].clients;
            institution->source = PUBLISHED_CLIENTS[i].source;
        }
}

static void read_institution(const Reading *r, const char *name, yaml_node_t *node,
                             DemandInstitution *institution) {
    static const char *const KEYS[] = {"sector", "clients", "source", NULL};
    if (!yaml_check_map(r->reader, node, name, KEYS)) return;
    institution->name = yaml_keep(r->reader, r->strings, name);
    institution->line = yaml_line(node);
    institution->sector =
        yaml_keep(r->reader, r->strings, yaml_text(r->reader, node, "sector", true));
    institution->clients = NAN;
    if (institution->name) published_clients(institution);
    if (yaml_get(r->reader, node, "clients")) {
        institution->clients = yaml_number(r->reader, node, "clients", 0, 1e12, 0);
        institution->source =
            yaml_keep(r->reader, r->strings, yaml_text(r->reader, node, "source", false));
    }
    if (r->reader->status == STATUS_OK &&
        isnan(sector_share(r->demand->sector, r->demand->n_sectors, institution->sector)))
        yaml_refuse(r->reader, yaml_get(r->reader, node, "sector"), "sector",
                    _("there is no sector \"%s\" under sectors: give its share of clients that "
                      "come along"),
                    institution->sector);
}

static void read_institutions(const Reading *r, yaml_node_t *map) {
    DemandPlan *demand = r->demand;
    yaml_node_t *node = yaml_get(r->reader, map, "institutions"), *value = NULL;
    size_t n = yaml_pairs(r->reader, node, "institutions");
    if (n > MAX_INSTITUTIONS)
        yaml_refuse(r->reader, node, "institutions", _("%zu institutions are too many; at most %d"),
                    n, (int)MAX_INSTITUTIONS);
    demand->institution = room(r, n, sizeof *demand->institution);
    for (size_t i = 0; i < n && r->reader->status == STATUS_OK; i++) {
        const char *name = yaml_pair(r->reader, node, i, NULL, &value);
        read_institution(r, name, value, &demand->institution[demand->n_institutions++]);
    }
}

/* ---- the sections ---- */

static void read_model(const Reading *r, yaml_node_t *root) {
    static const char *const KEYS[] = {"services_per_1000",
                                       "channels",
                                       "base_year",
                                       "growth",
                                       "client_growth",
                                       "sectors",
                                       "institutions",
                                       "minutes_per_service",
                                       "load_factor",
                                       "opening_minutes_week",
                                       "staff_per_point",
                                       "own_hours",
                                       NULL};
    DemandPlan *demand = r->demand;
    yaml_node_t *map = yaml_get(r->reader, root, "demand_model");
    if (!map || !yaml_check_map(r->reader, map, "demand_model", KEYS)) return;
    demand->given = true;
    read_rates(r, map);
    read_numbers(r, map, 0, RATE_TOWN);
    read_channels(r, map);
    yaml_node_t *base = yaml_get(r->reader, map, "base_year");
    if (base)
        demand->base_year =
            yaml_node_year(r->reader, base, "base_year", DEMAND_FIRST_YEAR, LAST_YEAR);
    demand->n_growth = read_growth(r, map, "growth", demand->growth);
    demand->n_client_growth = read_growth(r, map, "client_growth", demand->client_growth);
    read_sectors(r, map);
    if (r->reader->status == STATUS_OK) read_institutions(r, map);
    demand->own_hours = yaml_yes(r->reader, map, "own_hours", true);
}

static void read_base_year(const Reading *r, yaml_node_t *root) {
    yaml_node_t *map = yaml_get(r->reader, root, "population_years");
    if (!map) return;
    yaml_node_t *year = yaml_get(r->reader, map, "base_year");
    if (!year)
        yaml_refuse(r->reader, map, "base_year",
                    _("this key is missing: the year of the people that demand counts"));
    else
        r->demand->population_base_year =
            yaml_node_year(r->reader, year, "base_year", DEMAND_FIRST_YEAR, LAST_YEAR);
}

Status plan_read_demand(YamlReader *reader, yaml_node_t *root, Strings *strings,
                        DemandPlan *demand) {
    Reading r = {reader, strings, demand};
    memset(demand, 0, sizeof *demand);
    demand->load = load_rules_default();
    demand->base_year = BASE_YEAR;
    for (int k = 0; k < N_DEMAND_NUMBERS; k++)
        *number_of(&demand->load, k) = DEMAND_NUMBERS[k].usual;
    read_model(&r, root);
    read_base_year(&r, root);
    demand->closing_study = yaml_yes(reader, root, "closing_study", false);
    demand->duplicates_m = yaml_number(reader, root, "duplicates_m", 0, 1e6, -1);
    return reader->status;
}

void plan_demand_free(DemandPlan *demand) {
    free(demand->sector);
    free(demand->institution);
    demand->sector = NULL;
    demand->institution = NULL;
    demand->n_sectors = demand->n_institutions = 0;
}
