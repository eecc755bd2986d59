/*
 * max_cover_bound.h - the Lagrangian bound of a covering core; internal to the engine.
 *
 * With a price u[i] in 0 … weight[i] for having row i covered, item j is worth
 * rho[j] = sum over its rows of max(0, u[i] - drop), and
 *     L(u) = base + sum (weight[i] - u[i]) + the sum of the `need` greatest rho
 * is never below the value of any selection (R. D. Galvão, C. ReVelle, 1996,
 * https://doi.org/10.1016/0377-2217(94)00159-6). Prices rise where nobody covers a row and fall
 * where several do: a deflected subgradient (P. M. Camerini, L. Fratta, F. Maffioli, 1975,
 * https://doi.org/10.1007/BFb0120697) with Polyak steps towards the cutoff, each row's step scaled
 * by its weight.
 *
 * Reduced costs settle items: where L(u) + rho[j] - (the least rho that is chosen) is below the
 * cutoff, no selection from the cutoff on up opens j; where L(u) - rho[j] + (the greatest rho that
 * is not chosen) is, all of them do.
 */
#ifndef PLANNER_PLACE_MAX_COVER_BOUND_H
#define PLANNER_PLACE_MAX_COVER_BOUND_H

#include "planner/place/max_cover_core.h"

/* How long and how boldly. */
typedef struct CoverEffort {
    int32_t iterations;      /* at most */
    int32_t patience;        /* iterations without progress before the step is halved */
    double step, least_step; /* first Polyak factor, and the one at which to give up */
    int32_t offer_every;     /* iterations between two offers of a selection; 0: none */
    double enough;           /* stop when this share of the items is settled; > 1: never */
} CoverEffort;

typedef struct CoverDual {
    double bound;    /* the best L(u); core->price holds its u */
    uint8_t *mark;   /* [n_items] CoverMark: what reduced costs settle */
    double *use;     /* [n_items] 0…1: how often an item was chosen of late */
    double *opened;  /* [n_items] a bound on selections that open the item */
    double *closed;  /* [n_items] a bound on selections that do not */
    int32_t settled; /* how many are marked */
} CoverDual;

/* What the bound asks of the search. */
typedef struct CoverGuide {
    /* Told a selection (may be changed by the callee); returns STATUS_OK, or what failed. */
    Status (*offer)(void *context, uint8_t *open);
    bool (*expired)(void *context); /* true: stop now */
    void *context;
    const double *cutoff; /* selections below are of no use; may rise at an offer */
    int64_t *iterations;  /* counted up */
} CoverGuide;

/* Room for a core's dual. STATUS_NO_MEMORY. */
Status cover_dual_init(CoverDual *dual, const CoverCore *core);
void cover_dual_free(CoverDual *dual);

/*
 * Lowers dual->bound, starting at core->price, until it is below the cutoff or the effort ends.
 * Deterministic. O(entries) an iteration. STATUS_NO_MEMORY.
 */
Status cover_bound(CoverCore *core, const CoverEffort *effort, const CoverGuide *guide,
                   CoverDual *dual);

#endif
