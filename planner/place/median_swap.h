/*
 * median_swap.h - a good selection: greedy opening, then exchanges; internal to the engine.
 *
 * An exchange closes an open candidate and opens another one of the same group. Its gain is
 * loss[out] - extra[in][out] - gain[in]; loss is kept for all open candidates, gain and the few
 * extras of a candidate come from one walk along its column (M. G. C. Resende, R. F. Werneck,
 * 2007, https://doi.org/10.1007/s10479-006-0154-0). Candidates are tried in turn and the best
 * exchange of each is made at once where it gains.
 */
#ifndef PLANNER_PLACE_MEDIAN_SWAP_H
#define PLANNER_PLACE_MEDIAN_SWAP_H

#include "planner/place/median_core.h"

/* Opens candidates group by group, each time the one that saves most; open: [n_items] filled. */
Status median_greedy(const MedianCore *core, uint8_t *open);

/*
 * Improves a selection (need[g] open in every group) until no exchange gains more than 1e-10 of
 * its value; *value gets its value, base included. O(entries) a round. STATUS_NO_MEMORY.
 */
Status median_swap(const MedianCore *core, uint8_t *open, double *value);

/*
 * Replaces open candidates by lower-numbered ones of their group as long as that changes the value
 * by no more than rounding (1e-12 of the amounts that move): the first of equal selections, as far
 * as single exchanges lead. STATUS_NO_MEMORY.
 */
Status median_first_of_equals(const MedianCore *core, uint8_t *open);

/* The value of a selection, base included. O(entries). */
double median_value(const MedianCore *core, const uint8_t *open);

#endif
