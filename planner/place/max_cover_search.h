/*
 * max_cover_search.h - the best selection of a covering core, by bounds, reduction and branching;
 * internal to the engine.
 *
 * A node drops dominated items, improves the bound, settles items by reduced cost and starts again
 * with the smaller core, in which rows have become shorter and more of them equal; what does not
 * shrink any further is branched on one item, open or not. Of the nodes that are left the one with
 * the greatest bound is next, so that the bound falls all the way; once their cores take too much
 * memory, the deepest one is.
 *
 * Before the first branch selections are sought near the bound: a search (an aim) that looks only
 * for what is worth almost the bound, in the little that reduced costs leave of the problem then
 * (in the way of E. Danna, E. Rothberg, C. Le Pape, 2005,
 * https://doi.org/10.1007/s10107-004-0518-7). What it proves holds for the whole.
 */
#ifndef PLANNER_PLACE_MAX_COVER_SEARCH_H
#define PLANNER_PLACE_MAX_COVER_SEARCH_H

#include "planner/place/max_cover_core.h"

typedef struct CoverSearch {
    double deadline_s; /* on cover_clock_s; INFINITY: none */
    int64_t max_nodes; /* <= 0: none */
    bool (*stop)(const void *context);
    const void *stop_context;
    double floor;   /* selections below are not looked for; what is found is kept; 0: none */
    double enough;  /* a selection worth this ends the search; 0: none */
    bool integral;  /* all values are integers: a better one is better by 1 */
    bool cut;       /* a limit was reached */
    bool is_region; /* a search inside another one: it starts from the best known */
    bool reduced;   /* nothing in the core is dominated */
    bool brief;     /* what the first descent of the bound does not decide is left, as at a limit */
    int64_t iterations, nodes;
    uint8_t *best; /* [n_candidates] the best selection known */
    size_t n_candidates;
    double best_value; /* -INFINITY: none yet */
} CoverSearch;

/*
 * Finds the best selection of a core, which is consumed; `start` are candidates to start from
 * ([n_candidates], 0 or 1; NULL: none). *bound gets a number that no selection is above.
 * STATUS_NO_MEMORY.
 */
Status cover_search(CoverSearch *search, CoverCore *core, const uint8_t *start, double *bound);

/* Makes it a search for any selection that is worth `enough` (0: for the best one). */
void cover_search_until(CoverSearch *search, double enough);

/* True where all w × credit are integers, and so small that sums of them are exact. O(entries) */
bool max_cover_integral(const MaxCoverProblem *problem);

#endif
