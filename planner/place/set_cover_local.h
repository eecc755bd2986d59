/*
 * set_cover_local.h - good selections of a core without a proof; internal to the set cover engine.
 *
 * Greedy additions by gain over price, and a local search that removes what is missed least and
 * adds what helps most, with weights on the rows that stay uncovered (C. Gao, X. Yao, T. Weise,
 * J. Li, 2015, https://doi.org/10.1016/j.ejor.2015.05.038), here also with prices, needs above one
 * and rows of which only a share has to be covered (their weights stay as they are).
 */
#ifndef PLANNER_PLACE_SET_COVER_LOCAL_H
#define PLANNER_PLACE_SET_COVER_LOCAL_H

#include "planner/place/set_cover_core.h"

/* A selection of a core's items with all that follows from it. */
typedef struct SetCoverState {
    const SetCoverCore *core;
    uint8_t *open;   /* [items] */
    int32_t *count;  /* [rows] open items */
    double *work;    /* [rows] what covering is worth to the search */
    double *score;   /* [items] closed: gained by opening; open: lost by closing */
    int32_t *listed; /* [n_open] open items */
    int32_t *place;  /* [items] where in listed */
    int32_t n_open;
    int32_t *missed;    /* [n_missed] rows of a must that are not covered */
    int32_t *missed_at; /* [rows] where in missed */
    int32_t n_missed;
    double covered; /* weight of covered rows that are no must */
    double price;   /* of the open items */
    int64_t steps;  /* work done */
} SetCoverState;

/* open: [items] the selection to start from; NULL: none. O(entries). STATUS_NO_MEMORY. */
Status set_state_init(SetCoverState *state, const SetCoverCore *core, const uint8_t *open);
void set_state_free(SetCoverState *state);
/* Opens or closes an item. O(entries of its rows). */
void set_state_turn(SetCoverState *state, int32_t j);
/* True where all is covered that has to be; the weight is summed anew. */
bool set_state_serves(SetCoverState *state);

/* Adds items until the selection serves, then closes the ones that are not needed, the dearest
 * first. *value: its price with the base. False where adding all does not serve. */
bool set_state_complete(SetCoverState *state, double *value);

typedef struct SetCoverLocal {
    double cutoff; /* only selections below this are of use */
    double goal;   /* a selection at or below this ends the search */
    double unit;   /* prices are whole multiples of this; 0: no such thing */
    int64_t steps; /* work allowed */
    bool (*expired)(void *context);
    void *context;
} SetCoverLocal;

/*
 * Improves a selection: open is the start (it need not serve) and gets the best that is found below
 * the cutoff, *value its price with the base (INFINITY, open as it was: none found).
 * STATUS_NO_MEMORY.
 */
Status set_local_search(const SetCoverCore *core, const SetCoverLocal *local, uint8_t *open,
                        double *value);

#endif
