/*
 * set_cover_search.h - the cheapest selection of a core, by bounds, reduction and branching;
 * internal to the set cover and center engines.
 *
 * A node reduces its core, splits it where parts share no row, improves the bound, settles items by
 * reduced price and starts again with the smaller core; what does not shrink any further is
 * branched on one item, open or not.
 */
#ifndef PLANNER_PLACE_SET_COVER_SEARCH_H
#define PLANNER_PLACE_SET_COVER_SEARCH_H

#include "planner/place/set_cover_core.h"

typedef struct SetCoverSearch {
    double deadline_s; /* on set_clock_s; INFINITY: none */
    int64_t max_nodes; /* <= 0: none */
    bool (*stop)(const void *context);
    const void *stop_context;
    double unit;          /* prices are whole multiples of this; 0: no such thing */
    double goal;          /* a selection at or below this is good enough; -INFINITY: none is */
    bool cut;             /* a limit was reached */
    bool enough;          /* the goal was reached */
    int64_t kept_entries; /* of the cores above the present node */
    bool full;            /* these are too many: the part at hand is given up */
    int64_t iterations, nodes;
} SetCoverSearch;

/* Items that are open, as numbers of the problem's candidates, in no order. */
typedef struct SetCoverSelection {
    int32_t *id; /* room for all candidates; the caller's */
    int32_t n;
    double value; /* INFINITY: none yet */
} SetCoverSelection;

/* The cheapest selection of a core among those below the cutoff; the core is consumed. `best` is
 * replaced where a cheaper one is found. A selection at or below goal ends the whole search. *bound
 * as for set_search below. STATUS_NO_MEMORY. */
Status set_search_core(SetCoverSearch *search, SetCoverCore *core, double cutoff, double goal,
                       int depth, SetCoverSelection *best, double *bound);

/* Limits of a search that begins at start_s; options may be NULL. */
SetCoverSearch set_search_begin(const SearchOptions *options, double start_s);

/*
 * Finds the cheapest selection of a problem that has passed set_cover_check, with a price below
 * `cutoff` (INFINITY: any). open: [candidates] gets it, with all required ones; *value its price,
 * INFINITY where none was found. *bound gets a number that no selection is below (it does not
 * exceed the cutoff by more than rounding; INFINITY: there is none at all). With search->goal set
 * the search ends as soon as a selection is at or below it. STATUS_NO_MEMORY.
 */
Status set_search(SetCoverSearch *search, const SetCoverProblem *problem, double cutoff,
                  uint8_t *open, double *value, double *bound);

/*
 * The first of the selections that are as good: closes open candidates that nobody misses, then
 * exchanges open ones for lower-numbered ones where neither the price rises nor the covered weight
 * falls, until neither is possible. Required ones stay. STATUS_NO_MEMORY.
 */
Status set_first_of_equals(const SetCoverProblem *problem, uint8_t *open);

/* The weight a selection has to cover (less the slack), and all weight. O(demand). */
double cover_target(const SetCoverProblem *problem, double *total);
/* The covered weight of a selection, summed with a correction of rounding in the order of demand.
 */
double cover_weight(const SetCoverProblem *problem, const uint8_t *open);

#endif
