/*
 * propose_report.h - what a proposal came to, in words or as JSON: value, bound, proof, what it
 * saves, its new points, and what the frontier says.
 */
#ifndef PLANNER_CLI_PROPOSE_REPORT_H
#define PLANNER_CLI_PROPOSE_REPORT_H

#include "layers/model/country.h"
#include "layers/model/results.h"
#include <jansson.h>
#include <stdio.h>

/* Person-kilometres of the scenarios that every plan has; NaN: not known. */
typedef struct Compared {
    double present_pkm, baseline_pkm;
} Compared;

void propose_print(const Country *country, const Scenario *scenario, const Compared *compared,
                   FILE *file);

/* A new JSON object; NULL: out of memory. */
json_t *propose_json(const Country *country, const Scenario *scenario, const Compared *compared);

/* How many more points the frontier needs for 85 % and 90 % of people and territory (PwC 2020,
 * table 16), and which come first; nothing where the scenario has no frontier. */
void frontier_print(const Country *country, const Scenario *scenario, FILE *file);

/* The value of an indicator for the whole country; NaN: none. */
double scenario_indicator(const Scenario *scenario, const char *name);

#endif
