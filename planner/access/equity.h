/*
 * equity.h - how unevenly a distance (or any other value >= 0) is spread over people, and how far
 * those stand out who live beyond a threshold.
 *
 * With weights w (people) and values x (distances), W = Σ w and μ = Σ w x / W:
 *   Gini           Σᵢ Σⱼ wᵢ wⱼ |xᵢ − xⱼ| / (2 W² μ): 0 all alike, to 1
 *                  (J. L. Gastwirth, 1972, https://doi.org/10.2307/1937992)
 *   Theil          (1/W) Σ w (x/μ) ln(x/μ), with 0 ln 0 = 0: 0 … ln W; splits into a part between
 *                  groups and a part within them
 *                  (A. F. Shorrocks, 1980, https://doi.org/10.2307/1913126)
 *   Palma          what the tenth of the people with the largest values has together, over what the
 *                  four tenths with the smallest have; people who stand on the line between are
 *                  split exactly (J. G. Palma, 2011,
 *                  https://doi.org/10.1111/j.1467-7660.2011.01694.x). 0.25: all alike
 *   concentration  (2 / (W μ)) Σ w x R − 1, where R in 0 … 1 is the middle of a person's place in
 *                  the order of a ranking value; equal ranks share one place. Above 0: large values
 *                  are with those of high rank (A. Wagstaff, P. Paci, E. van Doorslaer, 1991,
 *                  https://doi.org/10.1016/0277-9536(91)90212-U; N. Kakwani, A. Wagstaff, E. van
 *                  Doorslaer, 1997, https://doi.org/10.1016/S0304-4076(96)01807-6)
 *   fgt[α]         (1/W) Σ over x > z of w ((x − z) / z)^α for α = 0, 1, 2: the share of people
 *                  beyond the threshold z, by how much of z on average over all people, and the
 *                  same with the farthest counting most (J. Foster, J. Greer, E. Thorbecke, 1984,
 *                  https://doi.org/10.2307/1913475). The convention of poverty is turned round: a
 *                  distance is a burden, so the poor are those above the line, not below it; a gap
 *                  can therefore exceed 1. x = z is within.
 *
 * What people are ranked by: client_groups.h.
 *
 * People whose value is infinite (they reach no point) have no place in these sums. They are told
 * as `unreached` and count in beyond_share, the share of all people at x > z or without a point.
 */
#ifndef PLANNER_ACCESS_EQUITY_H
#define PLANNER_ACCESS_EQUITY_H

#include "layers/model/country.h"
#include "layers/model/results.h"

enum { EQUITY_FGT = 3 };

typedef struct EquityData {
    const double *value;  /* [n] >= 0 or INFINITY */
    const double *weight; /* [n] >= 0, finite; items of weight 0 play no part */
    const double *rank;   /* [n] for the concentration index, NaN: not ranked; NULL: no index */
    const int32_t *group; /* [n] 0 … n_groups - 1, -1: in none; NULL: no groups */
    size_t n, n_groups;
    double threshold; /* z > 0; NaN: no figures beyond a threshold */
} EquityData;

/* NaN: not defined (nobody there, mean 0, nothing in the lower four tenths, no threshold). */
typedef struct Equity {
    double weight, unreached; /* people with and without a value */
    double mean;
    double gini, theil, palma;
    double concentration; /* of the people who are ranked */
    double fgt[EQUITY_FGT];
    double beyond_share;
} Equity;

/*
 * *all for everybody; by_group, where it is not NULL, holds n_groups and gets the figures of each
 * group by itself. Sums are made in order of value, then of the items: same result always.
 * O(n log n). STATUS_NO_MEMORY; STATUS_BAD_ARGUMENT for a value or weight that is negative or NaN,
 * an infinite weight, a threshold <= 0 or a group that is none.
 */
Status equity_figures(const EquityData *data, Equity *all, Equity *by_group);

/*
 * The part of the Theil index that lies between the groups, Σ (w_g μ_g / (W μ)) ln(μ_g / μ), where
 * every item is in a group. The rest, Σ (w_g μ_g / (W μ)) theil_g, lies within them. O(groups).
 */
double equity_theil_between(const Equity *all, const Equity *by_group, size_t n_groups);

/* The figures of a scenario's distances; rank, group: one a demand point, or NULL as above. */
Status equity_of_demand(const Country *country, const Assignment *assignment, double threshold,
                        const double *rank, const int32_t *group, size_t n_groups, Equity *all,
                        Equity *by_group);

#endif
