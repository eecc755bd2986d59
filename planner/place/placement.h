/*
 * placement.h - what a user asks of a proposal, as one struct: which problem, who may become a
 * point, how many points, how far people may have to go, how long to search.
 *
 * Distances are straight lines in metres; people are the demand's weights. The problems:
 *   one_per_unit  exactly one point in every unit (several where load asks for it), so that people
 *                 travel least
 *   median        so many points in the country, so that people travel least
 *   center        so many points, so that the farthest person is as near as can be
 *   max_cover     so many points, so that most people or most territory lie within a distance
 *   fewest        the fewest (or cheapest) points so that a share of people or of territory lies
 *                 within a distance of one point, or of several
 *   relocate      close so many existing points and open so many new ones, so that people travel
 *                 least
 * docs/model.md has every formula.
 */
#ifndef PLANNER_PLACE_PLACEMENT_H
#define PLANNER_PLACE_PLACEMENT_H

#include "layers/model/country.h"
#include "layers/model/results.h"
#include "planner/place/cover_rows.h"
#include "planner/place/load.h"

typedef enum PlaceProblem {
    PLACE_ONE_PER_UNIT,
    PLACE_MEDIAN,
    PLACE_CENTER,
    PLACE_MAX_COVER,
    PLACE_FEWEST,
    PLACE_RELOCATE,
    PLACE_PROBLEMS
} PlaceProblem;

/* How the rule "within the stop distance" is kept. */
typedef enum StopPolicy {
    STOP_FIRST,  /* a unit that has hosts within it takes one of these */
    STOP_MUST,   /* nothing beyond it is taken at all */
    STOP_IGNORE, /* it decides nothing (a penalty may still speak for it) */
    STOP_POLICIES
} StopPolicy;

typedef enum PlaceGoal { GOAL_PEOPLE, GOAL_TERRITORY, PLACE_GOALS } PlaceGoal;

enum { CREDIT_STEPS_MAX = 16 };

/* Credits by distance: credit[k] up to m[k], both for k < n. */
typedef struct CreditSteps {
    size_t n;
    double m[CREDIT_STEPS_MAX], credit[CREDIT_STEPS_MAX];
} CreditSteps;

extern const char *const PLACE_PROBLEM_NAME[PLACE_PROBLEMS];
extern const char *const STOP_POLICY_NAME[STOP_POLICIES]; /* first, must, ignore */
extern const char *const PLACE_GOAL_NAME[PLACE_GOALS];    /* people, territory */

enum { DISTANCES_MAX = 16 };

typedef struct DistanceList {
    size_t n;
    double m[DISTANCES_MAX]; /* rising */
} DistanceList;

typedef struct PlacementSpec {
    PlaceProblem problem;
    Catchment catchment;

    /* who may become a point */
    const char *points_of;     /* candidates are the points of this scenario; NULL: the hosts */
    bool host[FACILITY_KINDS]; /* kinds that may host one; populated places where a unit has none */
    bool free_existing;        /* false: every existing centre stays */
    StopPolicy stop_rule;
    int host_rank[FACILITY_KINDS]; /* the lower the better, before distance; all 0: none */
    double stop_penalty_m; /* a point beyond the stop distance costs each resident of its unit this
                              much, as if it were so much farther; one_per_unit */
    double host_penalty_m[FACILITY_KINDS]; /* likewise by kind */

    /* how many, how far */
    int64_t points;     /* in all; -1: not given */
    int64_t new_points; /* beside the existing ones; -1: not given */
    int64_t closings, openings;
    double within_m;
    double share;  /* fewest: 0…1 */
    int64_t times; /* fewest: how many points must be within the distance */
    PlaceGoal goal;
    CreditShape credit; /* cover_rows.h */
    CreditSteps steps;
    double full_m;                /* linear: full credit up to here */
    double scale_m;               /* exponential: credit exp(-d / scale) */
    double price[FACILITY_KINDS]; /* of a new point by the kind of its host; fewest */

    /* load */
    bool points_by_load; /* one_per_unit: as many points as the unit's load needs */
    bool capacitated;    /* median, max_cover: no point serves more than its capacity */
    LoadRules load;

    /* the search and what is told besides */
    double time_limit_s; /* 0: none */
    int64_t max_nodes;
    int64_t trials; /* of the stability measure; 0: none */
    double spread;
    int64_t seed;
    DistanceList frontier; /* the frontier is told for these distances */
} PlacementSpec;

/* The spec of the scenario `optimal` (design: existing centres stay, a host within the stop
 * distance first, then the least distance), with the defaults of all else. */
PlacementSpec placement_spec_default(void);

/* What contradicts itself or is missing in a spec, as a text to be translated with one %s at most,
 * the key concerned in *key; NULL: nothing. */
const char *placement_spec_fault(const PlacementSpec *spec, const char **key);

#endif
