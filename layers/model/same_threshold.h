/*
 * same_threshold.h - keys of rows that have a distance or another threshold, or none.
 */
#ifndef LAYERS_MODEL_SAME_THRESHOLD_H
#define LAYERS_MODEL_SAME_THRESHOLD_H

#include <math.h>
#include <stdbool.h>

/* NaN, which stands for a row without a threshold, is the same as NaN. */
static inline bool same_threshold(double a, double b) {
    return a == b || (isnan(a) && isnan(b));
}

#endif
