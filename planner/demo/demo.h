/*
 * demo.h - `pietura demo`: the inputs and the plan file of a made-up country.
 */
#ifndef PLANNER_DEMO_DEMO_H
#define PLANNER_DEMO_DEMO_H

#include "layers/error.h"
#include <stdint.h>

enum {
    DEMO_DEFAULT_UNITS = 60,
    DEMO_MAX_UNITS = 50000,
    DEMO_DEFAULT_CELLS_PER_UNIT = 54,
    DEMO_MAX_CELLS_PER_UNIT = 1000
};

typedef struct DemoOptions {
    int units;             /* 1 … DEMO_MAX_UNITS; 0: the default */
    uint64_t seed;         /* any; the same seed gives the same bytes on every machine */
    double cells_per_unit; /* populated 1 km cells, on average; 0: the default. Above about 93 the
                              units grow, for a 1 km grid has no more than one cell a km2 */
} DemoOptions;

/*
 * Writes the country into directory `dir` (made where missing). All files are first written
 * beside their place and moved there when complete, plan.yaml last. An earlier demo in `dir` is
 * replaced; files of anyone else are never touched.
 *
 * STATUS_NOT_WRITABLE: `dir` holds other files, or a plan.yaml that was changed by hand, or
 * cannot be written; STATUS_USAGE: an option outside its domain; STATUS_NO_MEMORY;
 * STATUS_INTERRUPTED. Nothing half-written is left behind.
 */
Status demo_write(const char *dir, const DemoOptions *options, Error *error);

#endif
