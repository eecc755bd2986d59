#include "planner/place/placement.h"
#include "layers/text.h"
#include <stddef.h>

const char *const PLACE_PROBLEM_NAME[PLACE_PROBLEMS] = {"one_per_unit", "median", "center",
                                                        "max_cover",    "fewest", "relocate"};
const char *const STOP_POLICY_NAME[STOP_POLICIES] = {"first", "must", "ignore"};
const char *const PLACE_GOAL_NAME[PLACE_GOALS] = {"people", "territory"};

/* The national problem takes about a hundred nodes; a hard made-up one is told with its gap. */
enum { DEFAULT_MAX_NODES = 2000 };

PlacementSpec placement_spec_default(void) {
    PlacementSpec spec = {.problem = PLACE_ONE_PER_UNIT,
                          .catchment = CATCHMENT_ANY,
                          .stop_rule = STOP_FIRST,
                          .points = -1,
                          .new_points = -1,
                          .share = 1,
                          .times = 1,
                          .load = load_rules_default(),
                          .max_nodes = DEFAULT_MAX_NODES,
                          .spread = 0.1,
                          .seed = 1};
    static const FacilityKind HOSTS[] = {FACILITY_LIBRARY, FACILITY_TOWNHALL, FACILITY_POST_OFFICE,
                                         FACILITY_SCHOOL};
    for (size_t i = 0; i < sizeof HOSTS / sizeof *HOSTS; i++) spec.host[HOSTS[i]] = true;
    for (int kind = 0; kind < FACILITY_KINDS; kind++) spec.price[kind] = 1;
    return spec;
}

static bool wants_a_number(const PlacementSpec *spec) {
    return spec->problem == PLACE_MEDIAN || spec->problem == PLACE_CENTER ||
           spec->problem == PLACE_MAX_COVER;
}

static bool wants_a_distance(const PlacementSpec *spec) {
    return spec->problem == PLACE_MAX_COVER || spec->problem == PLACE_FEWEST;
}

static bool has_penalty(const PlacementSpec *spec) {
    bool any = spec->stop_penalty_m > 0;
    for (int kind = 0; kind < FACILITY_KINDS; kind++) any |= spec->host_penalty_m[kind] > 0;
    return any;
}

static bool has_price(const PlacementSpec *spec) {
    bool any = false;
    for (int kind = 0; kind < FACILITY_KINDS; kind++) any |= spec->price[kind] != 1;
    return any;
}

/* How many points, and of which. */
static const char *count_fault(const PlacementSpec *spec, const char **key) {
    *key = "points";
    if (wants_a_number(spec) && (spec->points >= 0) == (spec->new_points >= 0))
        return N_("say how many: either points (in all) or new_points (beside the existing ones)");
    if (!wants_a_number(spec) && (spec->points >= 0 || spec->new_points >= 0))
        return N_("this problem finds the number of points itself");
    *key = "new_points";
    if (spec->new_points >= 0 && spec->free_existing)
        return N_("new_points counts beside the existing ones, which may not be free then");
    *key = "free_existing";
    if (spec->problem == PLACE_RELOCATE && spec->free_existing)
        return N_("relocate closes as many existing centres as it is told to; they are not free");
    return NULL;
}

/* What is to be within which distance. */
static const char *goal_fault(const PlacementSpec *spec, const char **key) {
    *key = "within_m";
    if (wants_a_distance(spec) && spec->within_m <= 0 && spec->credit != CREDIT_STEPS)
        return N_("say within what distance, in metres");
    *key = "goal";
    if (spec->goal == GOAL_TERRITORY && !wants_a_distance(spec))
        return N_("territory is a goal of max_cover and fewest only");
    if (spec->goal == GOAL_TERRITORY && spec->capacitated)
        return N_("capacities bind people, not territory");
    return NULL;
}

static const char *credit_fault(const PlacementSpec *spec, const char **key) {
    *key = "full_m";
    if (spec->credit == CREDIT_LINEAR && spec->full_m >= spec->within_m)
        return N_("full credit must end before the distance at which there is none");
    *key = "scale_m";
    if (spec->credit == CREDIT_EXPONENTIAL && spec->scale_m <= 0)
        return N_("say at what distance the credit has fallen to 37 % (1/e), in metres");
    *key = "steps";
    if (spec->credit == CREDIT_STEPS && spec->steps.n == 0)
        return N_("give the credit of each distance: {2000: 1, 5000: 0.5}");
    if (spec->credit != CREDIT_STEPS && spec->steps.n > 0)
        return N_("steps are for the credit \"steps\" only");
    *key = "credit";
    if (spec->credit != CREDIT_WHOLE && spec->problem != PLACE_MAX_COVER)
        return N_("partial credit is for max_cover only");
    return NULL;
}

/* What only some of the problems know. */
static const char *problem_fault(const PlacementSpec *spec, const char **key) {
    *key = "share";
    if (spec->share < 1 && spec->problem != PLACE_FEWEST)
        return N_("a share to be reached is for fewest only");
    *key = "times";
    if (spec->times > 1 && spec->problem != PLACE_FEWEST)
        return N_("several points within the distance are for fewest only");
    *key = "price";
    if (has_price(spec) && spec->problem != PLACE_FEWEST) return N_("prices are for fewest only");
    *key = "within_m";
    if (spec->within_m > 0 && !wants_a_distance(spec))
        return N_("a distance to be within is for max_cover and fewest only");
    *key = "capacitated";
    if (spec->capacitated && spec->problem != PLACE_MEDIAN && spec->problem != PLACE_MAX_COVER)
        return N_("capacities are for median and max_cover only");
    *key = "points_by_load";
    if (spec->points_by_load && spec->problem != PLACE_ONE_PER_UNIT)
        return N_("several points by load are for one_per_unit only");
    *key = "stop_penalty_m";
    if (has_penalty(spec) && (spec->problem != PLACE_ONE_PER_UNIT || spec->points_by_load))
        return N_("penalties are for one_per_unit with one point a unit only");
    *key = "stability_trials";
    if (spec->trials > 0 && spec->problem != PLACE_ONE_PER_UNIT &&
        (spec->problem != PLACE_MEDIAN || spec->free_existing || spec->capacitated))
        return N_("stability is for one_per_unit, and for median with the existing centres kept");
    *key = "close";
    if (spec->problem == PLACE_RELOCATE && spec->closings == 0 && spec->openings == 0)
        return N_("say how many points to close or to open");
    if (spec->problem != PLACE_RELOCATE && (spec->closings > 0 || spec->openings > 0))
        return N_("closings and openings are for relocate only");
    return NULL;
}

const char *placement_spec_fault(const PlacementSpec *spec, const char **key) {
    const char *fault = count_fault(spec, key);
    if (!fault) fault = goal_fault(spec, key);
    if (!fault) fault = credit_fault(spec, key);
    return fault ? fault : problem_fault(spec, key);
}
