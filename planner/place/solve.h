/*
 * solve.h - from what a user asks (placement.h) to the points that answer it, with the proof: poses
 * the problem as arrays, hands it to its solver and brings the answer back to facilities.
 *
 *   one_per_unit, median, relocate   median.h
 *   max_cover                        max_cover.h
 *   fewest                           set_cover.h
 *   center                           center.h
 *   … with capacities                capacitated.h, people of a unit taken together
 */
#ifndef PLANNER_PLACE_SOLVE_H
#define PLANNER_PLACE_SOLVE_H

#include "layers/error.h"
#include "planner/place/pose.h"

/* One value a facility each; all owned, free with place_solution_free. */
typedef struct PlaceSolution {
    uint8_t *open;
    int32_t *runner_up; /* of an open new point: the site that would cost least in its place */
    double *margin_pkm; /* and by how much it is worse, in person-kilometres; NaN: none */
    /* Sites that a rule keeps out, of the unit of an open point, where people would travel less: */
    int32_t *kept_out;
    double *saves_pkm;
    /* max_cover, fewest: what only this point covers (persons or m²); center: the farthest person
     * it serves, in metres; else NaN */
    double *alone;
    double *stability; /* share of the trials that open it; NaN: not tried */
    double *services;  /* capacitated: what the point serves, a year; NaN where not asked for */
    Sites sites;

    const char *method;         /* static text: median, max_cover, … */
    const char *objective_unit; /* person-km, points, share, m, price */
    double objective, bound, gap;
    bool proven;
    int64_t iterations, nodes;
    double left_out_pop; /* home: people whose municipality has no candidate */
    size_t short_units;  /* points_by_load: units with fewer hosts than their load needs */
    double seconds;      /* volatile */
} PlaceSolution;

/*
 * Solves. STATUS_OK also where a limit cut (proven is false then). STATUS_INFEASIBLE: no selection
 * does what is asked; the error says which unit, person or number is the cause. STATUS_LIMIT: a
 * limit cut before there was any selection. STATUS_MISSING: a program that the problem needs is not
 * installed. STATUS_NO_MEMORY, STATUS_INTERRUPTED.
 */
Status place_solve(const PlacementSpec *spec, const PlaceInput *input, PlaceSolution *solution,
                   Error *error);
void place_solution_free(PlaceSolution *solution);

/* The open facilities in increasing order, the caller's. STATUS_NO_MEMORY. */
Status place_solution_points(const Country *country, const PlaceSolution *solution, int32_t **open,
                             size_t *n);

#endif
