/*
 * pose.h - a placement problem as arrays: the candidates with their places and states, the demand
 * with its places and weights, both with their homes.
 */
#ifndef PLANNER_PLACE_POSE_H
#define PLANNER_PLACE_POSE_H

#include "planner/place/search.h"
#include "planner/place/sites.h"

/* What a proposal is made from. All is borrowed. */
typedef struct PlaceInput {
    const Country *country;
    const StopDistance *stop_distance; /* one a facility */
    const uint8_t *fails;              /* one a facility: it fails a must; NULL: none does */
    const int32_t *points;             /* the points of another scenario, increasing, where the */
    size_t n_points;                   /* spec takes its candidates from there; else NULL */
    int threads;
    bool (*stop)(const void *context); /* may be NULL */
    const void *stop_context;
} PlaceInput;

/* Candidates are numbered in the order of facilities, which is the contract's order of ties. */
typedef struct Pose {
    Sites sites;
    size_t n_candidates;
    int32_t *facility; /* [n_candidates] */
    double *candidate_xy;
    int32_t *candidate_home; /* number of the home (access/scopes.h) */
    SiteState *state;
    size_t n_required;
    int32_t *unit_count; /* [n_units] one_per_unit: points of each unit; else NULL */
    size_t short_units;  /* by load: units with fewer hosts than they need */

    size_t n_demand; /* people: the country's demand; territory: points of a lattice */
    double *demand_xy, *weight;
    int32_t *demand_home;
    double total_weight;    /* of all demand */
    double left_out_weight; /* home: of that, in homes without a candidate (its weight is 0) */
} Pose;

/*
 * Finds the sites of a problem and lists candidates and demand. *pose is the caller's (pose_free),
 * also after a failure. O(facilities + demand). STATUS_NO_MEMORY.
 */
Status pose_build(const PlacementSpec *spec, const PlaceInput *input, Pose *pose);
void pose_free(Pose *pose);

#endif
