/*
 * scenario_spec.h - what a plan asks of one scenario that is made from another: the changes, the
 * search that may follow them, and by what it is measured.
 */
#ifndef PLANNER_SCENARIO_SCENARIO_SPEC_H
#define PLANNER_SCENARIO_SCENARIO_SPEC_H

#include "planner/compare/closing.h"
#include "planner/cost/cost_spec.h"
#include "planner/place/placement.h"
#include "planner/scenario/changes.h"
#include "planner/scenario/offices.h"
#include "planner/scenario/phases.h"
#include "planner/scenario/population_year.h"

typedef struct ScenarioSpec {
    const char *name;
    const char *from;      /* the scenario whose network is changed */
    long line;             /* in the plan file, for messages */
    NetworkChange *change; /* owned by the plan */
    size_t n_changes;
    bool search; /* a search goes on from the changed network: `place` says what it looks for */
    PlacementSpec place;
    Catchment catchment;     /* of the measures told first; a search has its own in `place` */
    Impedance impedance;     /* by what ways are measured */
    bool names_impedance;    /* asked for by name, which its parameters then keep */
    DistanceList coverage_m; /* the distances of coverage; n = 0: the plan's */
    PhasePlan phases;
    CostSpec costs; /* how it is priced; no scheme: it is not */
    CostLines cost_lines;
    OfficeRule *office; /* owned by the plan */
    size_t n_offices;
    PopulationSpec population;
    int demand_year;    /* of the demand model's growth; 0: its base year */
    bool shares;        /* asked for: institutions share their places as `sharing` says */
    Sharing sharing;    /* the same for who stands in for whom in the closing study */
    bool closing_study; /* asked for */
} ScenarioSpec;

#endif
