/*
 * plan.h - the plan file: what the user wants, as checked structs.
 *
 * The file (YAML) is described key by key in docs/plan-file.md. Everything is checked when it is
 * read: unknown keys, missing files, numbers out of range; the Error names file, line and key and
 * says what would be right. Paths are relative to the plan file.
 */
#ifndef PLANNER_PLAN_PLAN_H
#define PLANNER_PLAN_PLAN_H

#include "layers/error.h"
#include "layers/export/export.h"
#include "layers/source/import.h"
#include "planner/place/placement.h"
#include "planner/place/requirements.h"
#include "planner/plan/plan_costs.h"
#include "planner/plan/plan_demand.h"
#include "planner/plan/plan_services.h"
#include "planner/scenario/scenario_spec.h"

/* A number of the planners' rules, and the document it comes from. */
typedef struct Rule {
    double value;
    const char *source;
} Rule;

typedef struct PlanRules {
    Rule stop_distance_m;    /* contact point to bus stop, straight line */
    Rule close_pair_m;       /* facilities at most this far apart are listed as neighbours */
    Rule border_tolerance_m; /* how far outside all units a point may lie */
    Rule max_refused_share;  /* of a source's rows, 0…1 */
} PlanRules;

/* What `pietura run` may write beside the plan itself, in the order of the writing. */
typedef enum PlanOutput {
    OUTPUT_GPKG,
    OUTPUT_GEOJSON,
    OUTPUT_CSV,
    OUTPUT_SHP,
    OUTPUT_FGB,
    OUTPUT_XLSX,
    OUTPUT_QGIS,
    OUTPUT_MAPS,
    OUTPUT_REPORT,
    PLAN_OUTPUTS
} PlanOutput;
extern const char *const PLAN_OUTPUT_NAME[PLAN_OUTPUTS]; /* gpkg, geojson, csv, … */

/* A scenario that the plan asks for beside those that every plan has. */
typedef struct PlanProposal {
    const char *name;
    PlacementSpec spec;
} PlanProposal;

typedef struct Plan {
    Strings strings;  /* owns every text below */
    const char *path; /* of the plan file, as given */
    const char *text; /* its whole content, NFC, without passwords of databases */
    const char *name;
    const char *attribution; /* who published the data, for maps and pages; may be NULL */
    PlanRules rules;
    ImportSpec import;
    double *coverage_m; /* increasing */
    size_t n_coverage;
    DistanceList frontier_m; /* of the scenario `optimal` */
    bool output[PLAN_OUTPUTS];
    PlanProposal *proposal;
    size_t n_proposals;
    ScenarioSpec *scenario; /* each after those it is made from */
    size_t n_scenarios;
    SiteRequirement *requirement;
    size_t n_requirements;
    PlanCosts costs;
    DemandPlan demand;
    PlanServices services;
    const char *const *known; /* borrowed names of scenarios that are there already, beside those
                                 that every plan has; only plan_read_added looks at them */
    size_t n_known;
    void *owned_[8]; /* internal: the arrays of `import` */
    size_t n_owned_;
} Plan;

/* Reads and checks a plan file. On failure *plan is empty. STATUS_MISSING, STATUS_PLAN_FILE,
 * STATUS_NO_MEMORY. */
Status plan_read(const char *path, Plan *plan, Error *error);

/*
 * Reads the text of a plan file as a plan keeps it, for work on that plan: all but the sources,
 * which may be gone by now (plan->import holds only what the rules say). `path`: of the plan, for
 * messages.
 */
Status plan_read_stored(const char *text, const char *path, Plan *plan, Error *error);

/*
 * Reads a file that has only `proposals` and `scenarios`, with all their keys, for a plan that was
 * read by plan_read_stored: they take the place of those of its plan file, and plan->path is theirs
 * from then on. `known`: the names of the scenarios that the plan has, borrowed as long as the plan
 * lives; the file's may be made from these, and replace them. Whatever it returns the plan is the
 * caller's. STATUS_MISSING, STATUS_PLAN_FILE, STATUS_NO_MEMORY.
 */
Status plan_read_added(const char *path, const char *const *known, size_t n_known, Plan *plan,
                       Error *error);
void plan_free(Plan *plan);

#endif
