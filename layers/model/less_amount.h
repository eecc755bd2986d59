/*
 * less_amount.h - whether an amount of money is less than another one, for rankings of scenarios.
 */
#ifndef LAYERS_MODEL_LESS_AMOUNT_H
#define LAYERS_MODEL_LESS_AMOUNT_H

#include <math.h>
#include <stdbool.h>

/* By more than 1e-9 of the larger one, and than 1e-9 itself: what differs by less is the rounding
 * of sums. False for a NaN on either side. Where b is not less than a and c not than b, a is less
 * than c if it is less than b, or b less than c. */
static inline bool less_amount(double a, double b) {
    return b - a > 1e-9 * fmax(1, fmax(fabs(a), fabs(b)));
}

#endif
