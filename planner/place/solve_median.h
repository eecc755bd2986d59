/*
 * solve_median.h - what the problems share in which people are to travel least: the median problem
 * in the making, its rows, and its answer.
 */
#ifndef PLANNER_PLACE_SOLVE_MEDIAN_H
#define PLANNER_PLACE_SOLVE_MEDIAN_H

#include "planner/place/median.h"
#include "planner/place/median_rows.h"
#include "planner/place/solve_internal.h"

typedef struct MedianJob {
    SolveJob *job;
    MedianProblem problem; /* borrows the arrays below */
    MedianRows rows;
    SiteState *state;
    int32_t *group, *count;
    double *weight;
} MedianJob;

/* One candidate, one group and a demand for each unit more than the pose has, for what the problems
 * add. STATUS_NO_MEMORY. */
Status median_job_init(MedianJob *median, size_t n_groups);
void median_job_free(MedianJob *median);

/* Complete rows: with the catchment `home` of the candidates of each home, which are few; else of
 * all. */
Status median_job_whole_rows(MedianJob *median);

/* Rows cut where no selection needs more, times `widening` (>= 1). */
Status median_job_cut_rows(MedianJob *median, double widening);

Status median_job_solve(MedianJob *median, SolveGroups groups, MedianResult *result);

/* Brings an answer back to facilities; person_m: its objective by complete distances. */
void median_job_use(MedianJob *median, const MedianResult *result, double person_m);

/* The share of trials that keep each choice, where the spec asks for trials. The rows must reach as
 * far as stability.h says. */
Status median_job_stability(MedianJob *median);

/* How far rows must reach for the spec's trials; 1 where there are none. */
double median_job_widening(const MedianJob *median);

#endif
