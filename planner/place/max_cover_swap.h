/*
 * max_cover_swap.h - good selections of a covering core by exchanges; internal to the engine.
 *
 * A start by lazy greedy additions (M. Minoux, 1978, https://doi.org/10.1007/BFb0006528); then
 * exchanges of one open item for another, gains and losses kept (M. G. C. Resende, R. F. Werneck,
 * 2007, https://doi.org/10.1007/s10479-006-0154-0), only where something near has changed; then
 * kicks, a few forced exchanges close to each other, kept where little is lost by them, and less
 * and less as they go on (iterated local search: H. R. Lourenço, O. C. Martin, T. Stützle, 2003,
 * https://doi.org/10.1007/0-306-48056-5_11; threshold accepting: G. Dueck, T. Scheuer, 1990,
 * https://doi.org/10.1016/0021-9991(90)90201-B); the best one is the result. open: [n_items], 1 for
 * the `need` that are open.
 */
#ifndef PLANNER_PLACE_MAX_COVER_SWAP_H
#define PLANNER_PLACE_MAX_COVER_SWAP_H

#include "planner/place/max_cover_core.h"

/* What a selection is worth, base included. O(entries). */
double cover_value(const CoverCore *core, const uint8_t *open);

/* Opens further items, each time the one that gains most (of equal ones the first), until `need`
 * are open. STATUS_NO_MEMORY. */
Status cover_greedy(const CoverCore *core, uint8_t *open);

typedef struct CoverKicks {
    int32_t kicks; /* how many; 0: exchanges only */
    uint64_t seed; /* where they go */
    bool (*expired)(void *context);
    void *context;
} CoverKicks;

/* Improves a selection by exchanges and kicks; *value is what it is worth then. Deterministic.
 * STATUS_NO_MEMORY. */
Status cover_improve(const CoverCore *core, const CoverKicks *kicks, uint8_t *open, double *value);

/* Exchanges open items for lower-numbered ones as long as nothing is lost by it (to 1e-12 of the
 * amounts that move). STATUS_NO_MEMORY. */
Status cover_first_of_equals(const CoverCore *core, uint8_t *open);

#endif
