/*
 * make_costs.h - prices scenarios by the schemes of a plan.
 */
#ifndef PLANNER_CLI_MAKE_COSTS_H
#define PLANNER_CLI_MAKE_COSTS_H

#include "planner/cost/scenario_costs.h"
#include "planner/plan/plan.h"

typedef struct PricedScenario {
    Scenario *scenario; /* borrowed; its study gets the rows */
    CostSpec spec;      /* its scheme is one of the plan */
    const CostLines
        *lines;      /* where the plan file says it, borrowed; NULL: it comes from elsewhere */
    CostRules rules; /* filled by price_scenarios, and so are: */
    double *demand;  /* services by the demand model, where the spec asks for them */
    ScenarioCost *cost;
} PricedScenario;

/*
 * Prices n scenarios, and then tells of each what it hangs on, ranked among all n. The plan and
 * priced[] stay where they are until priced_free. STATUS_PLAN_FILE where the numbers make no price,
 * with the scenario's name, and with line and key where the plan file says them.
 */
Status price_scenarios(const Plan *plan, const Country *country, int threads,
                       PricedScenario *priced, size_t n, Error *error);
void priced_free(PricedScenario *priced, size_t n);

/* Prices those of n made scenarios that the plan file wants priced. */
Status make_costs(const Plan *plan, const Country *country, int threads, Scenario *scenario,
                  size_t n, Error *error);

/* How a stored scenario was priced, by its parameters; texts go to `strings`. No scheme: it was
 * not. STATUS_UNREADABLE where they are damaged, or name a scheme that the plan does not have;
 * STATUS_NO_MEMORY. */
Status stored_cost_spec(const Plan *plan, const Scenario *scenario, Strings *strings,
                        CostSpec *spec, Error *error);

/* The scenario of the plan file that prices this one; NULL: it does not. */
const ScenarioSpec *plan_costs_of(const Plan *plan, const char *scenario);

/* What can be said of the plan file's prices before any scenario is made: as
 * plan_costs_check_units, and plan_check_cost_points of each scenario. */
Status check_cost_points(const Plan *plan, size_t n_units, Error *error);

#endif
