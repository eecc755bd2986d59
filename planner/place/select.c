#include "planner/place/select.h"

/* sign: 1 for the smallest, -1 for the greatest first. */
static inline void select_by(double *value, int64_t n, int64_t k, double sign) {
    int64_t low = 0, high = n - 1;
    while (low < high) {
        double pivot = sign * value[low + (high - low) / 2];
        int64_t i = low, j = high;
        while (i <= j) {
            while (sign * value[i] < pivot) i++;
            while (sign * value[j] > pivot) j--;
            if (i > j) break;
            double moved = value[i];
            value[i++] = value[j];
            value[j--] = moved;
        }
        if (k <= j)
            high = j;
        else if (k >= i)
            low = i;
        else
            return;
    }
}

void select_smallest(double *value, int64_t n, int64_t k) {
    select_by(value, n, k, 1);
}

void select_greatest(double *value, int64_t n, int64_t k) {
    select_by(value, n, k, -1);
}
