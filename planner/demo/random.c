#include "planner/demo/random.h"
#include <math.h>

static const uint64_t GOLDEN_GAMMA = 0x9E3779B97F4A7C15u;

static uint64_t mix64(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* The upper 53 bits as a double: exact. */
static double to_unit(uint64_t bits) {
    return (double)(bits >> 11) * 0x1p-53;
}

Rng rng_start(uint64_t seed, DemoStage stage) {
    return (Rng){mix64(seed + GOLDEN_GAMMA) ^ mix64((uint64_t)stage * GOLDEN_GAMMA)};
}

uint64_t rng_next(Rng *rng) {
    rng->state += GOLDEN_GAMMA;
    return mix64(rng->state);
}

uint32_t rng_below(Rng *rng, uint32_t n) {
    return (uint32_t)(((rng_next(rng) >> 32) * n) >> 32);
}

double rng_range(Rng *rng, double low, double high) {
    return low + (high - low) * to_unit(rng_next(rng));
}

bool rng_chance(Rng *rng, double share) {
    return to_unit(rng_next(rng)) < share;
}

uint64_t hash2(uint64_t seed, int64_t a, int64_t b) {
    uint64_t h = mix64(seed + GOLDEN_GAMMA * ((uint64_t)a + 1));
    return mix64(h + GOLDEN_GAMMA * ((uint64_t)b + 1));
}

double hash2_unit(uint64_t seed, int64_t a, int64_t b) {
    return to_unit(hash2(seed, a, b));
}

static double smooth(double t) {
    return t * t * (3.0 - 2.0 * t);
}

double noise2(uint64_t seed, double x, double y) {
    double fx = floor(x), fy = floor(y);
    int64_t i = (int64_t)fx, j = (int64_t)fy;
    double u = smooth(x - fx), v = smooth(y - fy);
    double low = hash2_unit(seed, i, j) * (1.0 - u) + hash2_unit(seed, i + 1, j) * u;
    double high = hash2_unit(seed, i, j + 1) * (1.0 - u) + hash2_unit(seed, i + 1, j + 1) * u;
    return low * (1.0 - v) + high * v;
}
