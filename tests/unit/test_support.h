/*
 * test_support.h - what tests and benchmarks share: seeded random numbers and random polygons.
 */
#ifndef TESTS_UNIT_TEST_SUPPORT_H
#define TESTS_UNIT_TEST_SUPPORT_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

/* splitmix64 (Steele, Lea, Flood 2014, https://doi.org/10.1145/2660193.2660195). */
static inline uint64_t random_bits(uint64_t *state) {
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* Uniform in [low, high). */
static inline double random_in(uint64_t *state, double low, double high) {
    return low + (high - low) * ((double)(random_bits(state) >> 11) * 0x1p-53);
}

/* Uniform in 0 … n - 1. */
static inline size_t random_below(uint64_t *state, size_t n) {
    return (size_t)(random_bits(state) % n);
}

/*
 * A simple (star-shaped) closed ring of n + 1 points around (x, y), counter-clockwise, with radii
 * in [min_m, max_m). xy holds 2 * (n + 1).
 */
static inline void random_star(uint64_t *state, double x, double y, double min_m, double max_m,
                               size_t n, double *xy) {
    for (size_t i = 0; i < n; i++) {
        double angle =
            2 * 3.14159265358979323846 * ((double)i + random_in(state, 0, 0.9)) / (double)n;
        double radius_m = random_in(state, min_m, max_m);
        xy[2 * i] = x + radius_m * cos(angle);
        xy[2 * i + 1] = y + radius_m * sin(angle);
    }
    xy[2 * n] = xy[0];
    xy[2 * n + 1] = xy[1];
}

#endif
