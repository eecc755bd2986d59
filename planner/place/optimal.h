/*
 * optimal.h - the scenario `optimal`: of all ways to give each unit one point, the one with the
 * least weighted mean distance, proven.
 *
 * Existing VPVKAC stay, and so does whatever the plan requires; a unit that has such takes no new
 * one. Every other unit takes exactly one of its hosts (library, townhall, post_office, school);
 * where it has hosts within the stop distance, one of these; where it has no host, one of its
 * populated places (facilities of kind `place`, see places.h); where it has none of these either,
 * none. Forbidden facilities are never taken. People go to the nearest open point of the country
 * (catchment `any`, straight line). Ties: see median.h; candidates are numbered as facilities are,
 * by unit code, then id.
 */
#ifndef PLANNER_PLACE_OPTIMAL_H
#define PLANNER_PLACE_OPTIMAL_H

#include "layers/model/country.h"
#include "layers/model/results.h"

typedef struct OptimalRules {
    double
        time_limit_s;  /* <= 0: none; a time limit that cuts makes results differ from run to run */
    int64_t max_nodes; /* of branch and bound, <= 0: no limit; cuts the same way on every run */
    int threads;
    bool (*stop)(const void *context); /* may be NULL; true: stop as at the limit */
    const void *stop_context;
} OptimalRules;

/* How good the proposals are, in person-metres (people × metres); NaN where no unit has a point. */
typedef struct OptimalProof {
    double person_m, bound_person_m, gap;
    bool proven;        /* bound and value agree to MEDIAN_TOLERANCE */
    int64_t iterations; /* of the bound */
    int64_t nodes;      /* of branch and bound */
    double seconds;     /* volatile */
} OptimalProof;

/* What decides about a facility in this scenario. */
typedef enum OptimalPart {
    OPTIMAL_NOT,    /* plays no part: not a host, forbidden, or its unit has better ones */
    OPTIMAL_KEPT,   /* existing or required: open */
    OPTIMAL_CHOICE, /* one of those of which its unit takes one */
} OptimalPart;

/* part: one a facility, filled. O(facilities). stop_distance: one a facility. */
void optimal_parts(const Country *country, const StopDistance *stop_distance, OptimalPart *part);

/*
 * Proposals by unit, then facility id, at least one a unit; *out is the caller's (free). A new
 * point carries its runner-up (the candidate of its unit that would cost least in its place, all
 * else as it is; ties: first) and the margin: by how many person-kilometres it is worse. Arguments
 * of the reasons (JSON) are kept in `strings`:
 *   required:               none
 *   optimal_only_host:      {"kind", "dist_m": to the nearest stop (null: no stop)}
 *   optimal_stop_rule:      {"kind", "n": hosts of the unit, "dist_m"}
 *   optimal_least_distance: {"kind", "n": candidates, "hosts": hosts of the unit, "stop_rule":
 *                            true where only those within the stop distance may be taken,
 *                            "dist_m", "runner_up": name or id, "margin_person_km"}
 *   optimal_place:          {"n": places, "name"}
 *   optimal_no_candidate:   none
 * STATUS_NO_MEMORY; STATUS_OK also where a limit cut (proof->proven is false then). Work as
 * median_solve.
 */
Status optimal_proposals(const Country *country, const StopDistance *stop_distance,
                         const OptimalRules *rules, Strings *strings, Proposal **out, size_t *n,
                         OptimalProof *proof);

#endif
