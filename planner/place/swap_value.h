/*
 * swap_value.h - what it would change if one open point were replaced by another site: the
 * runner-up of each point, its margin, and sites that a rule keeps out though people would travel
 * less to them.
 *
 * People go to their nearest open point of the country, in a straight line. Replacing point a by
 * site b changes their sum of weight × distance by
 *     sum over those whose nearest is a  of w × (min(d(b), second) - nearest)
 *   + sum over the others                of w × (min(d(b), nearest) - nearest).
 * (M. B. Teitz, P. Bart, 1968, https://doi.org/10.1287/opre.16.5.955.)
 */
#ifndef PLANNER_PLACE_SWAP_VALUE_H
#define PLANNER_PLACE_SWAP_VALUE_H

#include "layers/model/country.h"
#include "layers/model/results.h"

/* Which sites may take the place of a point. */
typedef enum SwapScope {
    SWAP_OWN_UNIT, /* those of its unit */
    SWAP_ANYWHERE,
} SwapScope;

typedef struct SwapValue {
    int32_t site;      /* the one whose taking over is best (ties: first); -1: none may */
    double change_pkm; /* person-kilometres more (or, where negative, fewer); NaN: none may */
} SwapValue;

/*
 * For each of the open facilities (n numbers in increasing order): the best site in its place.
 * may[f] (n_facilities) not 0: facility f may take a place; open ones never do. *out: n rows, the
 * caller's (free). Same for any number of threads. Expected O(demand log n + sites × demand within
 * the farthest second distance). STATUS_NO_MEMORY.
 */
Status swap_values_by_line(const Country *country, const int32_t *open, size_t n,
                           const uint8_t *may, SwapScope scope, int threads, SwapValue **out);

#endif
