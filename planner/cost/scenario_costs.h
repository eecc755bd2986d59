/*
 * scenario_costs.h - what a scenario costs: the cost model applied to its own points and services,
 * for the country and each municipality, and what the result hangs on.
 *
 * Points. Own: the existing centres that the scenario keeps are the first wave (before the start
 * year: all that there are today), its new points the second wave; each opens in its year
 * (Proposal.year), one without a year in the start year. A point that opens after the last year
 * costs nothing yet. New points that the spec names as centres are created and kept as centres of
 * the first wave from their year on, instead of as second-wave points. A point that opens before
 * the start year is refused, because the old model knows no second wave. Given: the numbers of the
 * assumptions or of the spec, for the municipalities divided as the scenario's own points are
 * (where it has none, as its services).
 *
 * Services. Published: the counted ones, growing by the scheme. Own: each resident asks for what
 * the counted year tells (services per 1,000 residents, in and outside towns) at the point that
 * serves him in the year, growing by the scheme; whom no point serves asks for none. The residents
 * are the scenario's (unit_factor), in all years alike. Demand: what the plan's demand model has
 * come to the points in the year (CostRules.demand_services). Contacts of
 * the help desk are always those of the scheme. Either way the services of the country are divided
 * among the municipalities by what the points there are asked for.
 *
 * O(networks by year × assignment + years × municipalities).
 */
#ifndef PLANNER_COST_SCENARIO_COSTS_H
#define PLANNER_COST_SCENARIO_COSTS_H

#include "layers/error.h"
#include "layers/model/country.h"
#include "layers/model/results.h"
#include "planner/cost/cost_model.h"
#include "planner/cost/cost_spec.h"

/* All borrowed. */
typedef struct CostRules {
    CostYears years;
    const CostAssumptions *assumptions;
    const CostScheme *scheme;         /* the one that the spec names */
    const double *second_wave_opened; /* given by year; NULL: all given ones in the start year */
    const double *demand_services; /* [years * n_facilities] services at each facility by year, by
                                      the demand model; of COST_SERVICES_DEMAND, else NULL */
    const char *currency;
    int price_year;
    int threads;
} CostRules;

/* A scenario with its price. It points into itself, and to the rules: not to be copied. */
typedef struct ScenarioCost {
    CostSpec spec;
    CostInput input;
    CostNetwork network;
    double first_wave[COST_YEARS_MAX];        /* centres at work, by year - years.first */
    double first_wave_opened[COST_YEARS_MAX]; /* new ones among them, by CostSpec.centres */
    double second_wave_opened[COST_YEARS_MAX];
    double served_town[COST_YEARS_MAX]; /* residents served; used by COST_SERVICES_OWN */
    double served_rural[COST_YEARS_MAX];
    double services[COST_YEARS_MAX]; /* of the demand model; used by COST_SERVICES_DEMAND */
    size_t opens_later;              /* own points that open after the last year */
    CostTable table;                 /* of the country */
} ScenarioCost;

/*
 * Prices a scenario (name, catchment, unit_factor and proposals are looked at): its study.cost is
 * made anew, a row for each municipality, year and position and then the country's, in the order of
 * study.h; cells without a value are left out. The rows of the municipalities add up to the
 * country's to rounding; points of units without a municipality have no row of their own. What the
 * price was made with goes into the scenario's parameters as "costs".
 *
 * *out is the caller's (scenario_cost_free), and the rules must outlive it. STATUS_PLAN_FILE: a
 * point that opens before the start year, or whatever cost_fault says of the numbers;
 * STATUS_NO_MEMORY. Nothing is changed then.
 */
Status scenario_cost_make(const CostSpec *spec, const CostRules *rules, const Country *country,
                          Scenario *scenario, ScenarioCost **out, Error *error);
void scenario_cost_free(ScenarioCost *cost); /* NULL is allowed */

/*
 * The points at work in a year, increasing, into open[n_facilities + n_proposals]; their number.
 * Before the start year the centres of today; from it on those that the scenario keeps, and the new
 * ones from their year (without one: the start year) on.
 */
size_t cost_network_of(const Country *country, const Scenario *scenario, const CostYears *years,
                       int year, int32_t *open);

/* Both borrowed. */
typedef struct CostedScenario {
    Scenario *scenario;
    const ScenarioCost *cost;
} CostedScenario;

/*
 * Makes study.sensitivity of n scenarios anew: each assumption and series a share smaller and
 * larger (tornado.h), for each figure of the tornado, with the ranking of all n. What changes
 * neither the figure nor the ranking has no row; rows are by figure, then assumption. Where a
 * figure has no value for one of them (nobody is served) it has no rows. share 0: no rows at all.
 * STATUS_NO_MEMORY, STATUS_BAD_ARGUMENT; nothing is changed then.
 * O(n · assumptions · years²) where all have the assumptions of one plan.
 */
Status scenario_cost_sensitivity(const CostedScenario *scenario, size_t n, double share);

#endif
