#include "planner/plan/plan_services.h"
#include "layers/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_SERVICES = 500 };

typedef struct Reading {
    YamlReader *reader;
    Strings *strings;
    PlanServices *services;
} Reading;

static void read_id(const Reading *r, yaml_node_t *item, Service *service) {
    const char *id = yaml_text(r->reader, item, "id", true);
    for (size_t i = 0; id && i < r->services->n; i++)
        if (r->services->service[i].id && strcmp(r->services->service[i].id, id) == 0)
            yaml_refuse(r->reader, yaml_get(r->reader, item, "id"), "id",
                        _("two services have this id; an id is used once"));
    const char *name = yaml_text(r->reader, item, "name", false);
    service->id = yaml_keep(r->reader, r->strings, id);
    service->name = yaml_keep(r->reader, r->strings, name ? name : id);
    service->institution =
        yaml_keep(r->reader, r->strings, yaml_text(r->reader, item, "institution", false));
}

static void read_channels(const Reading *r, yaml_node_t *item, Service *service) {
    yaml_node_t *node = yaml_get(r->reader, item, "channels");
    const char *keys[CHANNELS + 1] = {NULL};
    for (int c = 0; c < CHANNELS; c++) keys[c] = CHANNEL_NAME[c];
    if (!node) {
        service->channel_share[CHANNEL_IN_PERSON] = 1;
        return;
    }
    if (!yaml_check_map(r->reader, node, "channels", keys)) return;
    for (int c = 0; c < CHANNELS; c++)
        service->channel_share[c] = yaml_number(r->reader, node, CHANNEL_NAME[c], 0, 1, 0);
}

/* A row of the documents' table, by its id. */
static void read_group(const Reading *r, yaml_node_t *item, Service *service) {
    const char *id = yaml_text(r->reader, item, "group", false);
    char known[400] = "";
    size_t used = 0;
    for (size_t g = 0; id && g < N_SERVICE_GROUPS; g++) {
        if (strcmp(SERVICE_GROUP[g].id, id) == 0) {
            memcpy(service->offer, SERVICE_GROUP[g].offer, sizeof service->offer);
            return;
        }
        int wrote =
            snprintf(known + used, sizeof known - used, "%s%s", g ? ", " : "", SERVICE_GROUP[g].id);
        if (wrote > 0 && (size_t)wrote < sizeof known - used) used += (size_t)wrote;
    }
    if (id)
        yaml_refuse(r->reader, yaml_get(r->reader, item, "group"), "group",
                    _("\"%s\" is not one of: %s"), id, known);
}

/* A list of kinds that offer it, or a mapping of kinds to no, possible, yes. */
static void read_offers(const Reading *r, yaml_node_t *item, Service *service) {
    yaml_node_t *node = yaml_get(r->reader, item, "offered_by");
    const char *keys[POINT_KINDS + 1] = {NULL};
    for (int k = 0; k < POINT_KINDS; k++) keys[k] = POINT_KIND_NAME[k];
    if (node->type == YAML_MAPPING_NODE) {
        if (!yaml_check_map(r->reader, node, "offered_by", keys)) return;
        for (int k = 0; k < POINT_KINDS; k++)
            service->offer[k] = (Offer)yaml_choice(r->reader, node, POINT_KIND_NAME[k], OFFER_NAME,
                                                   OFFERS, OFFER_NO);
        return;
    }
    size_t n = yaml_count(r->reader, item, "offered_by", true);
    for (size_t i = 0; i < n && r->reader->status == STATUS_OK; i++) {
        const yaml_node_t *kind = yaml_item(r->reader, item, "offered_by", i);
        int k = kind->type == YAML_SCALAR_NODE ? name_index(POINT_KIND_NAME, POINT_KINDS,
                                                            (const char *)kind->data.scalar.value)
                                               : -1;
        if (k < 0)
            yaml_refuse(r->reader, kind, "offered_by", _("a kind of point is one of: %s"),
                        "centre, parish, library, helpdesk");
        else
            service->offer[k] = OFFER_YES;
    }
}

static void read_who_offers(const Reading *r, yaml_node_t *item, Service *service) {
    bool group = yaml_get(r->reader, item, "group") != NULL,
         kinds = yaml_get(r->reader, item, "offered_by") != NULL;
    if (r->reader->status != STATUS_OK) return;
    if (group && kinds)
        yaml_refuse(r->reader, yaml_get(r->reader, item, "group"), "group",
                    _("either group or offered_by says who offers the service, not both"));
    else if (group)
        read_group(r, item, service);
    else if (kinds)
        read_offers(r, item, service);
    else if (!service_is_remote_only(service))
        yaml_refuse(r->reader, item, "offered_by",
                    _("say which kinds of point offer the service: offered_by or group"));
}

static const char *key_of_fault(ServiceFault fault) {
    switch (fault) {
    case SERVICE_IMPORTANCE:
        return "importance";
    case SERVICE_CHANNEL_SHARE:
    case SERVICE_CHANNEL_SUM:
        return "channels";
    case SERVICE_NOWHERE:
        return "offered_by";
    case SERVICE_THRESHOLD:
        return "threshold_m";
    default:
        return "pop_share";
    }
}

static void check(const Reading *r, yaml_node_t *item, const Service *service) {
    ServiceFault fault = service_check(service);
    if (r->reader->status != STATUS_OK || fault == SERVICE_GOOD) return;
    const char *key = key_of_fault(fault);
    const yaml_node_t *at = yaml_get(r->reader, item, key);
    yaml_refuse(r->reader, at ? at : item, key, "%s", _(service_fault_text(fault)));
}

/* A service that nobody uses in person needs no criterion. */
static double criterion(const Reading *r, yaml_node_t *item, const char *key, double max,
                        const Service *service) {
    if (!yaml_get(r->reader, item, key) && !service_is_remote_only(service))
        yaml_refuse(r->reader, item, key, _("this key is missing"));
    return yaml_number(r->reader, item, key, 0, max, NAN);
}

static void read_service(const Reading *r, yaml_node_t *item, Service *service) {
    static const char *const KEYS[] = {"id",          "name",       "institution", "importance",
                                       "channels",    "offered_by", "group",       "catchment",
                                       "threshold_m", "pop_share",  NULL};
    if (!yaml_check_map(r->reader, item, "services", KEYS)) return;
    read_id(r, item, service);
    double importance = yaml_number(r->reader, item, "importance", -1e6, 1e6, NAN);
    if (r->reader->status == STATUS_OK && isnan(importance))
        yaml_refuse(r->reader, item, "importance", _("this key is missing"));
    service->importance = importance == floor(importance) ? (int)importance : 0;
    read_channels(r, item, service);
    read_who_offers(r, item, service);
    service->catchment = (Catchment)yaml_choice(r->reader, item, "catchment", CATCHMENT_NAME,
                                                CATCHMENTS, CATCHMENT_ANY);
    service->threshold_m = criterion(r, item, "threshold_m", 1e7, service);
    service->pop_share = criterion(r, item, "pop_share", 1, service);
    check(r, item, service);
}

static void read_service_rules(const Reading *r, yaml_node_t *root) {
    static const char *const KEYS[] = {"possible_counts", "own_offices", NULL};
    yaml_node_t *map = yaml_get(r->reader, root, "service_rules");
    r->services->own_offices = true;
    if (!map || !yaml_check_map(r->reader, map, "service_rules", KEYS)) return;
    r->services->possible_counts = yaml_yes(r->reader, map, "possible_counts", false);
    r->services->own_offices = yaml_yes(r->reader, map, "own_offices", true);
}

Status plan_read_services(YamlReader *reader, yaml_node_t *root, Strings *strings,
                          PlanServices *services) {
    Reading r = {reader, strings, services};
    memset(services, 0, sizeof *services);
    size_t n = yaml_count(reader, root, "services", false);
    if (n > MAX_SERVICES)
        yaml_refuse(reader, yaml_get(reader, root, "services"), "services",
                    _("%zu services are too many; at most %d"), n, (int)MAX_SERVICES);
    read_service_rules(&r, root);
    if (reader->status != STATUS_OK || n == 0) return reader->status;
    services->service = calloc(n, sizeof *services->service);
    if (!services->service) return reader->status = error_status(reader->error, STATUS_NO_MEMORY);
    for (size_t i = 0; i < n && reader->status == STATUS_OK; i++) {
        read_service(&r, yaml_item(reader, root, "services", i), &services->service[i]);
        services->n = i + 1;
    }
    return reader->status;
}

void plan_services_free(PlanServices *services) {
    free(services->service);
    memset(services, 0, sizeof *services);
}

static int by_id(const void *left, const void *right) {
    return strcmp(((const ServiceRow *)left)->id, ((const ServiceRow *)right)->id);
}

Status plan_service_rows(const PlanServices *services, ServiceRow **out, size_t *n) {
    *out = NULL;
    *n = 0;
    if (services->n == 0) return STATUS_OK;
    ServiceRow *row = calloc(services->n, sizeof *row);
    if (!row) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < services->n; i++) {
        const Service *service = &services->service[i];
        row[i] = (ServiceRow){.id = service->id,
                              .name = service->name,
                              .institution = service->institution,
                              .importance = service->importance,
                              .catchment = CATCHMENT_NAME[service->catchment],
                              .threshold_m = service->threshold_m,
                              .pop_share = service->pop_share};
        for (int c = 0; c < CHANNELS; c++) row[i].channel_share[c] = service->channel_share[c];
        for (int k = 0; k < POINT_KINDS; k++) row[i].offer[k] = OFFER_NAME[service->offer[k]];
    }
    qsort(row, services->n, sizeof *row, by_id);
    *out = row;
    *n = services->n;
    return STATUS_OK;
}
