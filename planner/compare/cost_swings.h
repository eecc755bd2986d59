/*
 * cost_swings.h - what the costs of the scenarios compared hang on: each assumption a share smaller
 * and larger, beside each other for all of them, and which of them change places.
 *
 * The plan stores for each priced scenario the figure as assumed, with less and with more of an
 * assumption (study.sensitivity; tornado.h). Every scenario takes the same change, so these numbers
 * alone rank any choice of scenarios anew, without the cost model. A scenario that has no row for
 * an assumption has its figure as assumed with either change: rows that change nothing are not
 * stored.
 * (`ranking_changes` of the plan is of all its priced scenarios and is not looked at.)
 */
#ifndef PLANNER_COMPARE_COST_SWINGS_H
#define PLANNER_COMPARE_COST_SWINGS_H

#include "geo/status.h"
#include "layers/model/results.h"
#include <stdbool.h>
#include <stddef.h>

/* Figures are costs: above 0 where money is spent. */
typedef enum SwingFigure {
    SWING_NETWORK_COST,
    SWING_STATE_BUDGET,
    SWING_MUNICIPAL_BUDGET,
    SWING_COST_PER_SERVICE,
    SWING_FIGURES
} SwingFigure;

extern const char *const SWING_FIGURE_NAME[SWING_FIGURES]; /* as in the plan */

typedef enum SwingSide { SWING_BASE, SWING_LOW, SWING_HIGH, SWING_SIDES } SwingSide;

/* One assumption and one figure. */
typedef struct Swing {
    SwingFigure figure;
    const char *assumption;       /* or the series; borrowed from a scenario's strings */
    double (*value)[SWING_SIDES]; /* [n_scenarios]; NaN: the scenario has no such figure */
    double widest;    /* the largest |high - low| of them; INFINITY: one has no price at a side */
    size_t widest_of; /* the first scenario that has it */
    size_t first_turn, n_turns; /* in SwingTable.turn, low before high */
} Swing;

/* With less (or more) of an assumption `first` costs less than `second`, which costs less than
 * `first` as assumed. */
typedef struct SwingTurn {
    SwingSide side; /* LOW or HIGH */
    size_t first, second;
} SwingTurn;

typedef struct SwingTable {
    size_t n_scenarios;
    bool *priced; /* [n_scenarios] has a sensitivity of this share */
    size_t n_priced;
    double share; /* by how much: 0.1 is ± 10 %; that of the first scenario that has any */
    Swing *row;   /* by figure, widest first, assumption */
    size_t n;
    SwingTurn *turn;
    size_t n_turns, turn_capacity_;
    double (*value_)[SWING_SIDES];
} SwingTable;

/*
 * *out is the caller's (swing_table_free), with n = 0 where no scenario has a sensitivity. A
 * scenario whose sensitivity has another share than the first one's is left out (priced false).
 * Amounts that differ by rounding alone (less_amount.h) are the same: neither costs less. What
 * moves no figure of the scenarios given has no row. STATUS_NO_MEMORY. O(rows log rows +
 * assumptions × (scenarios × rows of one + scenarios²)).
 */
Status swing_table_make(const Scenario *scenario, size_t n, SwingTable *out);
void swing_table_free(SwingTable *table);

/* The place of a scenario by a row's figure: 1 + how many cost less. 0, there is no place: it has
 * no such figure, or the change leaves nothing to price of one that has it as assumed. (Turns are
 * of two scenarios, and hang on no third one.) */
size_t swing_place(const SwingTable *table, const Swing *row, size_t scenario, SwingSide side);

#endif
