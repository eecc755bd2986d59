/*
 * plan_demand.h - the parts of a plan file that say what people ask of points and when: the
 * population by year, the demand model, and what the closing study is to look at.
 *
 *   population_years: {source: by_unit.csv, code: ATVK, years: pop_, base_year: 2019}
 *   demand_model:
 *     services_per_1000: {town: 27.5, rural: 112.0}   # or one rate: 54.1
 *     channels: {in_person: 0.6, telephone: 0.1, online: 0.3}
 *     base_year: 2019
 *     growth: {2020: 0.02, 2021: -0.1}                # over the year before, without a gap
 *     client_growth: {2020: 0, 2021: -0.2}            # of the institutions' own clients
 *     sectors: {welfare: 0.3, tax: 0.5}               # share of clients that come along
 *     institutions: {NVA: {sector: welfare}, X: {sector: tax, clients: 1000, source: "…"}}
 *     minutes_per_service, load_factor, opening_minutes_week, staff_per_point: numbers
 *     own_hours: yes                                  # each point by its opening_hours
 *   closing_study: yes                                # of `present`
 *   duplicates_m: 300
 *
 * A number may be {value: …, source: "the document it comes from"}.
 */
#ifndef PLANNER_PLAN_PLAN_DEMAND_H
#define PLANNER_PLAN_PLAN_DEMAND_H

#include "layers/error.h"
#include "layers/model/strings.h"
#include "planner/demand/demand_plan.h"
#include "planner/plan/yaml_map.h"

/* A number of the model, its bounds, and the document of the one that is used where the plan file
 * gives none. */
typedef struct DemandNumber {
    const char *name;
    double usual, min, max;
    const char *source;
} DemandNumber;
extern const DemandNumber DEMAND_NUMBERS[];
enum { N_DEMAND_NUMBERS = 6 };

/* Services in person that an institution had in a year of the documents. */
typedef struct PublishedClients {
    const char *institution;
    double clients;
    const char *source;
} PublishedClients;
extern const PublishedClients PUBLISHED_CLIENTS[];
extern const size_t N_PUBLISHED_CLIENTS;

/* Reads all of it. What is not given has its usual value; *demand is to be freed whatever comes.
 * Returns reader->status. */
Status plan_read_demand(YamlReader *reader, yaml_node_t *root, Strings *strings,
                        DemandPlan *demand);
void plan_demand_free(DemandPlan *demand);

#endif
