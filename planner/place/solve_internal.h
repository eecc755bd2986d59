/*
 * solve_internal.h - what the parts of place_solve share: the job, and the way of an answer back to
 * facilities.
 */
#ifndef PLANNER_PLACE_SOLVE_INTERNAL_H
#define PLANNER_PLACE_SOLVE_INTERNAL_H

#include "planner/place/solve.h"

typedef struct SolveJob {
    const PlacementSpec *spec;
    const PlaceInput *input;
    Pose pose;
    SearchOptions options; /* of the whole: solvers get solve_options */
    double started_s;
    PlaceSolution *solution;
    Error *error;
} SolveJob;

/* The limits of the next search: what is left of the time, which all searches of a job share. */
SearchOptions solve_options(const SolveJob *job);

/* The points to open: those asked for in all, or the kept ones and so many new. */
int64_t solve_count(const SolveJob *job);

/* Candidates with their homes where the catchment says so, and the demand. */
CoverPoints solve_points(const SolveJob *job);

/* Marks candidates (numbers in the pose) as open. */
void solve_open(SolveJob *job, const int32_t *chosen, size_t n);

/* What makes shares of weights: 1 / all demand; 0 where nobody asks for anything. */
double solve_share(const SolveJob *job);

/* objective and bound times `scale`, the gap as it is. */
void solve_told(SolveJob *job, const char *method, const char *unit, double scale, double objective,
                double bound, double gap, SearchOutcome outcome);

/* What a solver found wrong, in words with names and numbers, as the error. `what` says which
 * groups it numbered: SOLVE_UNITS or SOLVE_ONE. Returns the status. */
typedef enum SolveGroups { SOLVE_ONE, SOLVE_UNITS, SOLVE_OLD_AND_NEW } SolveGroups;
Status solve_fault(SolveJob *job, Status status, const SearchFault *fault, SolveGroups groups);

Status solve_one_per_unit(SolveJob *job);
Status solve_median(SolveJob *job);
Status solve_relocate(SolveJob *job);
Status solve_max_cover(SolveJob *job);
Status solve_fewest(SolveJob *job);
Status solve_center(SolveJob *job);
Status solve_capacitated(SolveJob *job);

#endif
