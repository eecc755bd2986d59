/*
 * set_cover_bound.h - the Lagrangian bound of a core; internal to the set cover engine.
 *
 * With x[j] (item open) and z[i] (row covered; 1 for a must) the conditions
 * need[i] × z[i] <= sum of x over row i are priced with multipliers u[i] >= 0:
 *   L(u) = base + sum over j of min(0, price[j] - sum of u over column j)
 *        + sum over must rows of need × u + least sum over the others of need × u × z,
 * where 0 <= z <= 1 and the weight of z is at least the target: a continuous knapsack, filled by
 * rising need × u / weight. The greatest L is the bound of the linear relaxation (A. M. Geoffrion,
 * 1974, https://doi.org/10.1007/BFb0120690); it is approached by a deflected subgradient, with
 * steps scaled by the weights of rows.
 */
#ifndef PLANNER_PLACE_SET_COVER_BOUND_H
#define PLANNER_PLACE_SET_COVER_BOUND_H

#include "planner/place/set_cover_core.h"

typedef struct SetCoverEffort {
    int iterations;
    int patience; /* iterations without a better bound before the step is halved */
    double step, least_step;
    int offer_every; /* iterations between offers of a selection */
    double enough;   /* share of the items that is settled: stop */
} SetCoverEffort;

typedef struct SetCoverGuide {
    /* Makes a selection of the items with x = 1 (may be changed); may lower *cutoff. */
    Status (*offer)(void *context, uint8_t *open);
    bool (*expired)(void *context);
    void *context;
    const double *cutoff; /* bounds from here on up end the node */
    double known;         /* price of a selection, where the cutoff is infinite */
    int64_t *iterations;
} SetCoverGuide;

typedef struct SetCoverDual {
    double bound;  /* the best L */
    double *use;   /* [items] share of the late iterations in which it was open */
    uint8_t *mark; /* [items] SetCoverMark by reduced cost */
    int32_t settled;
} SetCoverDual;

Status set_dual_init(SetCoverDual *dual, const SetCoverCore *core);
void set_dual_free(SetCoverDual *dual);

/* Multipliers with no negative reduced cost: where a core has none yet. */
void cover_first_multipliers(SetCoverCore *core);
/* Raises the bound; core->mult gets the best multipliers. O(entries) an iteration. */
Status set_bound(SetCoverCore *core, const SetCoverEffort *effort, const SetCoverGuide *guide,
                 SetCoverDual *dual);
/* L at core->mult, for a core without a target. rho: [items] scratch. */
double cover_bound_at(const SetCoverCore *core, double *rho);

#endif
