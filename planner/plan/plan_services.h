/*
 * plan_services.h - the part of a plan file that lists the services which the network is for:
 *
 *   services:
 *     - id: pension
 *       name: Pension application
 *       institution: VSAA
 *       importance: 1                                  # 1 critical … 4 minor
 *       channels: {in_person: 0.4, online: 0.6}        # default: all in person
 *       offered_by: [centre, parish]                   # or {centre: yes, library: possible}
 *       group: consultation                            # or the row of PwC 2020, table 17
 *       catchment: any                                 # default: any
 *       threshold_m: 15000
 *       pop_share: 0.9
 *   service_rules: {possible_counts: no, own_offices: yes}
 */
#ifndef PLANNER_PLAN_PLAN_SERVICES_H
#define PLANNER_PLAN_PLAN_SERVICES_H

#include "layers/error.h"
#include "layers/model/strings.h"
#include "layers/model/study.h"
#include "planner/compare/services.h"
#include "planner/plan/yaml_map.h"

typedef struct PlanServices {
    Service *service; /* owned; in the order of the file, each checked */
    size_t n;
    bool possible_counts; /* "if possible" counts as offered */
    bool own_offices;     /* an institution's offices offer its services, too */
} PlanServices;

/* *services is to be freed whatever comes. Returns reader->status. */
Status plan_read_services(YamlReader *reader, yaml_node_t *root, Strings *strings,
                          PlanServices *services);
void plan_services_free(PlanServices *services);

/* The services as rows of the plan, by id; texts are borrowed. *out is the caller's (free); NULL
 * where there are none. STATUS_NO_MEMORY. */
Status plan_service_rows(const PlanServices *services, ServiceRow **out, size_t *n);

#endif
