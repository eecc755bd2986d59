/*
 * phases.h - in which year each new point of a scenario opens, and what the network reaches by the
 * end of each year.
 *
 * A plan gives the share of the new points that are open by the end of some years; in between
 * nothing opens. In which order they open:
 *   person_km  each next one saves most person-kilometres to those who reach a point already, and
 *              before that serves most people who reach none (greedy; gains never grow, so they
 *              are looked at again only where they may be the greatest: M. Minoux, 1978,
 *              https://doi.org/10.1007/BFb0006528)
 *   unit       by unit code, then facility id
 * Ties: unit code, then facility id. Existing centres are open before the first year; what the
 * scenario closes is closed from the first year on.
 */
#ifndef PLANNER_SCENARIO_PHASES_H
#define PLANNER_SCENARIO_PHASES_H

#include "layers/error.h"
#include "layers/model/country.h"
#include "layers/model/results.h"

typedef enum PhaseOrder { PHASE_PERSON_KM, PHASE_UNIT, PHASE_ORDERS } PhaseOrder;

extern const char *const PHASE_ORDER_NAME[PHASE_ORDERS]; /* person_km, unit */

enum { PHASES_MAX = 40, PHASE_FIRST_YEAR = 1990, PHASE_LAST_YEAR = 2200 };

typedef struct Phase {
    int year;
    double share; /* of the new points open by its end; never falls, the last one is 1 */
} Phase;

typedef struct PhasePlan {
    Phase phase[PHASES_MAX]; /* by year */
    size_t n;                /* 0: the scenario has no years */
    PhaseOrder order;
} PhasePlan;

/* What keeps a year from standing behind those that are there. */
typedef enum PhaseFault {
    PHASE_FITS,
    PHASE_NO_ROOM,
    PHASE_YEAR, /* out of range, or it does not rise */
    PHASE_SHARE /* out of range, or it falls */
} PhaseFault;

/* Puts a year behind those that are there; the plan stays as it was where there is a fault. */
PhaseFault phases_add(PhasePlan *plan, long year, double share);

/* Whether all new points are open in the end, as they must be. */
bool phases_end(const PhasePlan *plan);

typedef struct PhaseRules {
    const double *coverage_m; /* increasing */
    size_t n_coverage;
    int threads;
} PhaseRules;

/*
 * The year of each proposal with ROLE_NEW goes to proposal[i].year; 0 stays where nothing opens.
 * Of n new points the first ⌈share × n⌉ are open by the end of a year, the product as floating
 * point gives it. O(new × demand) for a first look, and as much again for each gain that is looked
 * at once more. STATUS_NO_MEMORY.
 */
Status phases_assign(const Country *country, const PhasePlan *plan, Catchment catchment,
                     Proposal *proposal, size_t n);

/*
 * What the network reaches by the end of each year of the plan, and of the year before the first
 * (`before`: the open points then, increasing). *out is the caller's (free), by year, name,
 * threshold: points, person_km, mean_dist_m, pop_share and area_share (catchment any, within each
 * threshold), area_share_units_with_point, area_share_municipalities_with_point; the country's.
 * O(years × evaluation). STATUS_NO_MEMORY.
 */
Status phases_figures(const Country *country, const StopDistance *stop_distance,
                      const PhasePlan *plan, const PhaseRules *rules, const int32_t *before,
                      size_t n_before, const Proposal *proposal, size_t n, YearFigure **out,
                      size_t *n_out);

#endif
