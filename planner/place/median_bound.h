/*
 * median_bound.h - the Lagrangian bound of a core; internal to the engine.
 *
 * With a price v[i] for serving row i, candidate j is worth rho[j] = sum over its rows of
 * min(0, cost - v[i]), and
 *     L(v) = base + sum v[i] + sum over groups of the need[g] smallest rho
 * is never above the least value of a selection, for any v. Prices rise where nobody serves a row
 * and fall where several do: a deflected subgradient (P. M. Camerini, L. Fratta, F. Maffioli,
 * 1975, https://doi.org/10.1007/BFb0120697) with Polyak steps towards the cutoff, each row's step
 * scaled by its weight, so that prices of heavy and light demand move by the same distance.
 *
 * Reduced costs settle candidates: where L(v) + rho[j] - (the largest rho that is chosen in its
 * group) reaches the cutoff, no selection below the cutoff opens j; where L(v) + (the smallest rho
 * that is not chosen) - rho[j] does, all of them do.
 */
#ifndef PLANNER_PLACE_MEDIAN_BOUND_H
#define PLANNER_PLACE_MEDIAN_BOUND_H

#include "planner/place/median_core.h"

/* How long and how boldly. */
typedef struct MedianEffort {
    int32_t iterations;      /* at most */
    int32_t patience;        /* iterations without progress before the step is halved */
    double step, least_step; /* first Polyak factor, and the one at which to give up */
    int32_t offer_every;     /* iterations between two offers of a selection */
    double enough;           /* stop when this share of the entries is settled; > 1: never */
} MedianEffort;

typedef struct MedianDual {
    double bound;    /* the best L(v); core->price holds its v */
    uint8_t *mark;   /* [n_items] MedianMark: what reduced costs settle below the cutoff */
    double *use;     /* [n_items] 0…1: how often a candidate was chosen of late */
    int64_t settled; /* entries of the candidates that are settled */
} MedianDual;

/* What the bound asks of the search. */
typedef struct MedianGuide {
    /* Told a selection (may be changed by the callee); returns STATUS_OK, or what failed. */
    Status (*offer)(void *context, uint8_t *open);
    bool (*expired)(void *context); /* true: stop now */
    void *context;
    double *cutoff;      /* selections from here on up are of no use; may fall at an offer */
    int64_t *iterations; /* counted up */
} MedianGuide;

/* Room for a core's dual; price and marks are kept between calls. STATUS_NO_MEMORY. */
Status median_dual_init(MedianDual *dual, const MedianCore *core);
void median_dual_free(MedianDual *dual);

/*
 * Raises dual->bound (start: -INFINITY), starting at core->price, until it reaches the cutoff or
 * the effort ends. Deterministic. O(entries below the prices) an iteration. STATUS_NO_MEMORY.
 */
Status median_bound(MedianCore *core, const MedianEffort *effort, const MedianGuide *guide,
                    MedianDual *dual);

/* L(price), or the sum of the rows' first costs if that is more; without base. O(entries). rho:
 * [n_items] scratch. */
double median_bound_at(const MedianCore *core, double *rho);

#endif
