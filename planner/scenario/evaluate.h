/*
 * evaluate.h - everything a scenario is told by, from its proposals: who goes where under both
 * catchments, coverage, indicators, figures of groups, the network table, what each point would
 * leave behind if it closed, and its load.
 */
#ifndef PLANNER_SCENARIO_EVALUATE_H
#define PLANNER_SCENARIO_EVALUATE_H

#include "layers/model/country.h"
#include "layers/model/results.h"
#include "planner/place/load.h"

typedef struct EvaluateRules {
    const double *coverage_m; /* increasing */
    size_t n_coverage;
    double stop_distance_m; /* for the scenario's parameters */
    int threads;
    const LoadRules *load; /* NULL: the documents' numbers */
} EvaluateRules;

/*
 * Fills a scenario that has its proposals (name, proposal, n_proposals, strings) with all the
 * rest. On failure the scenario is still whole enough for scenario_free. O(demand log demand).
 */
Status scenario_evaluate(const Country *country, const Measures *measures,
                         const EvaluateRules *rules, Scenario *scenario);

/* The distances that an evaluated scenario's coverage is told for, rising; threshold_m has room for
 * n_coverage. Returns how many there are. */
size_t scenario_thresholds(const Scenario *scenario, double *threshold_m);

/* The scenarios of every plan; *scenario is the caller's (scenario_free). STATUS_NO_MEMORY. */
Status scenario_present(const Country *country, const Measures *measures,
                        const EvaluateRules *rules, Scenario *scenario);
Status scenario_baseline(const Country *country, const Measures *measures,
                         const EvaluateRules *rules, Scenario *scenario);

#endif
