/*
 * median_search.h - the best selection of a core, by bounds, reduction and branching; internal to
 * the engine.
 *
 * A node reduces its core, splits it where parts share no row, improves the bound, settles
 * candidates by reduced cost and starts again with the smaller core; what does not shrink any
 * further is branched on one candidate, open or not. Parts are solved one by one, each to its own
 * optimum, so branching in one part does not multiply with that in another.
 */
#ifndef PLANNER_PLACE_MEDIAN_SEARCH_H
#define PLANNER_PLACE_MEDIAN_SEARCH_H

#include "planner/place/median_core.h"

typedef struct MedianSearch {
    double deadline_s; /* on median_clock_s; INFINITY: none */
    int64_t max_nodes; /* <= 0: none */
    bool (*stop)(const void *context);
    const void *stop_context;
    bool integral;        /* all values are integers: a better one is better by 1 */
    bool cut;             /* a limit was reached */
    int64_t kept_entries; /* of the cores above the present node */
    bool full;            /* these are too many: the part of the problem at hand is given up */
    int64_t iterations, nodes;
} MedianSearch;

/* A selection: numbers of the problem's candidates, in no order. */
typedef struct MedianSelection {
    int32_t *id; /* room for all that the core takes and needs; the caller's */
    int32_t n;
    double value; /* INFINITY: none yet */
} MedianSelection;

/*
 * Finds the best selection of a core among those below `cutoff`; the core is consumed. `best`
 * is replaced where a selection below its value is found. *bound gets a number that no selection
 * is below (it may exceed the value by no more than rounding). STATUS_NO_MEMORY.
 */
Status median_search(MedianSearch *search, MedianCore *core, double cutoff, int depth,
                     MedianSelection *best, double *bound);

/* How far below a value another one has to be to be worth finding. */
double median_cutoff(const MedianSearch *search, double value);

#endif
