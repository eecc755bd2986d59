/*
 * closing.h - what closing each contact point and each institution's office would do: who was near
 * it, where they would go instead, how much farther, and which points double a neighbour.
 *
 * Who may stand in for whom is a matter of sharing (ZM 2009: one network for all institutions, one
 * a sector, one an institution). Under SHARING_ALL the open points and all offices are one network;
 * otherwise the open points are a network, and the offices of each sector or institution are one of
 * their own, where only the others of the same network take over. Within a network one point is
 * closed at a time and nothing else changes. Straight lines; ties as in planner/access/assign.h.
 */
#ifndef PLANNER_COMPARE_CLOSING_H
#define PLANNER_COMPARE_CLOSING_H

#include "layers/model/country.h"
#include "layers/model/results.h"

typedef enum Sharing { SHARING_ALL, SHARING_SECTOR, SHARING_INSTITUTION, SHARINGS } Sharing;
extern const char *const SHARING_NAME[SHARINGS]; /* all, sector, institution */

/* Which sector an institution belongs to; one that is not listed is a sector by itself. */
typedef struct Sector {
    const char *institution, *sector;
} Sector;

typedef struct ClosingRules {
    Sharing sharing;
    const Sector *sector; /* of SHARING_SECTOR */
    size_t n_sectors;
    Catchment catchment;       /* where people may go */
    const double *threshold_m; /* people pushed beyond each are counted */
    size_t n_thresholds;
    double duplicate_m; /* points of a network at distance <= this double each other; < 0: none */
    int threads;
} ClosingRules;

/* A network and its share of the rows. */
typedef struct ClosingNetwork {
    bool points, offices; /* what it is made of; both under SHARING_ALL */
    bool joins;           /* offices of a sector or institution that use the points as well */
    const char *name;     /* of the sector or institution, borrowed; NULL: points, all, or offices
                             whose institution is not given */
    size_t first, n;      /* in ClosingStudy.row */
    double pop, unreached_pop; /* people whom the network serves today, and does not */
    double person_km;          /* to its points today */
} ClosingNetwork;

typedef struct Closing {
    int32_t facility;
    int32_t network;
    double pop;            /* people who go there */
    double unserved_pop;   /* of them, whom no other point of the network serves */
    double person_km;      /* how much farther the others go, in sum */
    double mean_m, most_m; /* how much farther on average and at most; NaN: nobody moves */
    size_t first_receiver, n_receivers;
    int32_t rank; /* in its network, 1: does least harm */
} Closing;

/* Who takes over how many of a closed point's people. */
typedef struct Receiver {
    int32_t facility;
    double pop, person_km;
} Receiver;

/* Two points of a network close to each other. */
typedef struct Duplicate {
    int32_t network;
    int32_t small, large; /* small has fewer people of its own (ties: the later one) */
    double dist_m;
    double small_pop, large_pop;
} Duplicate;

typedef struct ClosingStudy {
    ClosingNetwork *network; /* all or points first, then by name; the nameless last */
    size_t n_networks;
    Closing *row; /* by network, facility */
    size_t n_rows;
    Receiver *receiver; /* of all rows; each row's by people (most first), then facility */
    size_t n_receivers;
    double *threshold_m; /* [n_thresholds] */
    size_t n_thresholds;
    double *beyond_pop;   /* [n_rows × n_thresholds] within today, beyond or unserved then */
    Duplicate *duplicate; /* by network, small_pop, small, large */
    size_t n_duplicates;
} ClosingStudy;

/*
 * open: the n points of a scenario in increasing order; offices are all facilities of kind
 * FACILITY_OFFICE, none of which need be open. Rank: fewest left unserved, then fewest
 * person-kilometres, then fewest people, then facility. People who reach no point of a network play
 * no part in it. *out is the caller's (closing_free). Same for any number of threads.
 * O(networks × demand × (log n + thresholds) + Σ points of a network within duplicate_m along x).
 * STATUS_NO_MEMORY.
 */
Status closing_study(const Country *country, const int32_t *open, size_t n,
                     const ClosingRules *rules, ClosingStudy *out);
void closing_free(ClosingStudy *study);

#endif
