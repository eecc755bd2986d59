/*
 * cost_notes.h - what must be known of prices beside the numbers: services that were counted for
 * another network, and points that open when the years of the costs are over.
 */
#ifndef PLANNER_CLI_COST_NOTES_H
#define PLANNER_CLI_COST_NOTES_H

#include "planner/plan/plan.h"
#include <stdio.h>

/* One line with the names of those of n priced scenarios that take the published services with
 * points that are not the published ones; nothing where there are none. Services that the plan file
 * gives itself are taken to be the network's. */
void cost_note_services(const Plan *plan, const Scenario *scenario, size_t n, FILE *file);

/* A line for each priced scenario that opens points after the last year of the costs. */
void cost_note_later(const Plan *plan, const Scenario *scenario, size_t n, FILE *file);

#endif
