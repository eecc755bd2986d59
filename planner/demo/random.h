/*
 * random.h - numbers for the made-up country: the same on every machine.
 *
 * splitmix64 (Steele, Lea, Flood 2014, doi:10.1145/2714064.2660195) as a stream (Rng) and as a
 * hash of coordinates. Only integer arithmetic and the exactly rounded +, -, *, / and sqrt of
 * ISO C are used, so that no library's last bit can show in the output. Nothing here can fail.
 *
 * C leaves the order of a call's arguments and of an initialiser's members open: draw two numbers
 * in two statements, never in one.
 */
#ifndef PLANNER_DEMO_RANDOM_H
#define PLANNER_DEMO_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Rng {
    uint64_t state;
} Rng;

/* A stream of its own for each stage: a change in one leaves the others as they were. */
typedef enum DemoStage {
    STAGE_OUTLINE = 1,
    STAGE_TILING,
    STAGE_TOWNS,
    STAGE_NAMES,
    STAGE_PLACES,
    STAGE_POPULATION,
    STAGE_FINE_CELLS,
    STAGE_ROADS,
    STAGE_STOPS,
    STAGE_TRIPS,
    STAGE_FACILITIES,
    STAGE_FILES
} DemoStage;

Rng rng_start(uint64_t seed, DemoStage stage);
uint64_t rng_next(Rng *rng);

/* Uniform in 0 … n-1; n > 0. */
uint32_t rng_below(Rng *rng, uint32_t n);

/* Uniform in [low, high). */
double rng_range(Rng *rng, double low, double high);

/* True in `share` of the cases (0 … 1). */
bool rng_chance(Rng *rng, double share);

/* A hash of two whole numbers under a seed, and the same as a number in [0, 1). */
uint64_t hash2(uint64_t seed, int64_t a, int64_t b);
double hash2_unit(uint64_t seed, int64_t a, int64_t b);

/*
 * Smooth noise in [0, 1) with mean 0.5: random values on the whole numbers, joined by smoothstep
 * (value noise). Features are about 1 wide. O(1).
 */
double noise2(uint64_t seed, double x, double y);

#endif
