/*
 * plan_costs.h - the section `costs` of a plan file: years, currency, assumptions with their
 * documents, openings by year and schemes of who pays. What is not given is as published (PwC 2020,
 * tables 41-44).
 */
#ifndef PLANNER_PLAN_PLAN_COSTS_H
#define PLANNER_PLAN_PLAN_COSTS_H

#include "layers/error.h"
#include "layers/model/strings.h"
#include "planner/cost/cost_keys.h"
#include "planner/cost/cost_model.h"
#include "planner/plan/yaml_map.h"

/* Where an assumption comes from, as it was given there. */
typedef struct PlanCostNote {
    bool given;           /* by the plan file; else published */
    double value;         /* before any conversion */
    const char *currency; /* of `value`; NULL: no money */
    int year;             /* of its prices, or of the count */
    const char *source;
} PlanCostNote;

typedef struct PlanCosts {
    bool given;           /* the plan file has the section */
    const char *currency; /* of all amounts */
    int price_year;
    CostYears years;
    CostAssumptions assumptions;      /* in `currency` */
    PlanCostNote note[COST_KEYS_MAX]; /* by number in COST_KEYS */
    bool openings_given;
    double second_wave_opened[COST_YEARS_MAX]; /* by year - years.first, where given */
    long points_line;   /* where second-wave points are given; 0: they are not */
    double sensitivity; /* share by which assumptions are varied; 0: they are not */
    CostScheme *scheme; /* as in the plan file; where it has none: A and B */
    size_t n_schemes;
} PlanCosts;

/* Reads the section, or fills in the published model where there is none. `strings` keeps texts.
 * Whatever it returns, *costs is to be freed. */
Status plan_read_costs(YamlReader *reader, yaml_node_t *root, Strings *strings, PlanCosts *costs);
void plan_costs_free(PlanCosts *costs);

/* The scheme of this name; NULL: none. */
const CostScheme *plan_costs_scheme(const PlanCosts *costs, const char *name);

/* STATUS_PLAN_FILE where the plan file gives more second-wave points than there are units. */
Status plan_costs_check_units(const PlanCosts *costs, size_t n_units, const char *plan_path,
                              Error *error);

#endif
