/*
 * search.h - what every problem of placement has in common: the state of a candidate site, the
 * limits of a search, how it ended, and what makes a problem impossible.
 */
#ifndef PLANNER_PLACE_SEARCH_H
#define PLANNER_PLACE_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

/* A site is free, required (open in every selection) or forbidden (in none). */
typedef enum SiteState { SITE_FREE, SITE_REQUIRED, SITE_FORBIDDEN } SiteState;

typedef struct SearchOptions {
    double time_limit_s; /* <= 0: none; a limit that cuts makes results differ from run to run */
    int64_t max_nodes;   /* of branch and bound; <= 0: no limit; cuts the same way on every run */
    bool (*stop)(
        const void *context); /* asked between steps; NULL: never. True: stop as at limits */
    const void *stop_context;
} SearchOptions;

typedef enum SearchOutcome { SEARCH_OPTIMAL, SEARCH_LIMIT } SearchOutcome;

/* What is wrong with a problem. Each solver's header says which of these it finds. */
typedef enum FaultCause {
    FAULT_NONE,
    FAULT_SHAPE,    /* counts of zero or beyond INT32_MAX, a missing array, a share outside 0…1 */
    FAULT_WEIGHT,   /* demand: weight negative, NaN or infinite */
    FAULT_ROW,      /* demand: row_start falls, a candidate out of range or twice, */
                    /* costs or credits out of order or domain */
    FAULT_GROUP,    /* candidate: its group or state is out of range */
    FAULT_PRICE,    /* candidate: price or capacity negative, NaN or infinite */
    FAULT_COUNT,    /* group: count is negative */
    FAULT_TOO_FEW,  /* group: count exceeds its candidates that are not forbidden */
    FAULT_TOO_MANY, /* group: more candidates are required than count */
    FAULT_UNSERVED, /* demand: no selection serves all that must be; this one is left out */
    FAULT_SHARE,    /* the share asked for (needed) is beyond what all candidates reach (found) */
    FAULT_CAPACITY, /* the demand (needed) is beyond the capacity that may be opened (found) */
} FaultCause;

/* Filled on STATUS_BAD_ARGUMENT and STATUS_INFEASIBLE. */
typedef struct SearchFault {
    FaultCause cause;
    int64_t where;        /* number of the demand, candidate or group, as said above; else -1 */
    double needed, found; /* counts, weights or shares, as said above; else 0 */
} SearchFault;

#endif
