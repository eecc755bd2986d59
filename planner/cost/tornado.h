/*
 * tornado.h - what a figure of the cost model hangs on: each assumption made a share smaller and
 * larger, one at a time, and whether that changes which scenario is the cheaper.
 *
 * One-way sensitivity as in a tornado diagram (Eschenbach 1992,
 * https://doi.org/10.1287/inte.22.6.40). Amounts, numbers and shares are multiplied by 1 ± share,
 * within their range in the table of keys; of a growth factor f the growth is: 1 + (f - 1)(1 ±
 * share), since growth is what is assumed.
 */
#ifndef PLANNER_COST_TORNADO_H
#define PLANNER_COST_TORNADO_H

#include "planner/cost/cost_keys.h"

/* Each over all years, as a cost: above 0 where money is spent. */
typedef enum TornadoFigure {
    TORNADO_STATE_BUDGET,
    TORNADO_MUNICIPAL_BUDGET,
    TORNADO_NETWORK_COST,
    TORNADO_COST_PER_SERVICE,
    TORNADO_FIGURES
} TornadoFigure;

extern const char *const TORNADO_FIGURE_NAME[TORNADO_FIGURES];

/* A scenario. Cases are priced alike where they share the same assumptions (the pointer). */
typedef struct TornadoCase {
    CostInput input;
} TornadoCase;

enum { TORNADO_ROWS_MAX = COST_KEYS_MAX + COST_SERIES };

typedef struct TornadoRow {
    const char *name; /* of the assumption or the series */
    bool is_series;   /* a series of the scheme, all its years at once */
    double value;     /* as assumed; NAN for a series */
    double low_value; /* after the change; NAN for a series */
    double high_value;
    double low, high;    /* the figure of the case looked at, with the value made smaller, larger;
                            NAN where nothing can be priced with it */
    double swing;        /* |high - low|; INFINITY where one of them is NAN */
    bool ranking_at_low; /* another order of the cases by this figure, where all have one */
    bool ranking_at_high;
    bool cheapest_changes; /* another case comes first, at low or high */
} TornadoRow;

typedef struct Tornado {
    double base; /* the figure of the case looked at, as assumed */
    size_t n;
    TornadoRow row[TORNADO_ROWS_MAX]; /* by swing, the largest first; ties by name */
} Tornado;

/* The figure of one scenario. STATUS_BAD_ARGUMENT: see cost_fault. */
Status tornado_figure(const CostInput *input, TornadoFigure figure, double *value);

/*
 * Varies each assumption and series by `share` (0 < share < 1) for case[looked_at], and the ranking
 * of all n cases with it: it changes where one costs less than one that cost less than it as
 * assumed. What is alike to rounding (less_amount.h) has no order, neither as assumed nor then.
 * Every case takes the assumptions of case[looked_at]; a row is what pricing all of them again with
 * it gives. STATUS_BAD_ARGUMENT where an input is faulty or the figure has no value as assumed,
 * STATUS_NO_MEMORY. O(assumptions × cases × years²).
 */
Status tornado_run(const TornadoCase *cases, size_t n, size_t looked_at, TornadoFigure figure,
                   double share, Tornado *tornado);

/* The same for each of the n cases, into tornado[n]. Those that share their assumptions are priced
 * together: O(different assumptions × what tornado_run takes). */
Status tornado_run_all(const TornadoCase *cases, size_t n, TornadoFigure figure, double share,
                       Tornado *tornado);

#endif
