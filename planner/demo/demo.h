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
    DEMO_DEFAULT_CELLS_PER_UNIT = 182, /* as in the national grids: 54 of 1 km, 128 of 100 m */
    DEMO_MAX_CELLS_PER_UNIT = 2000
};

typedef struct DemoOptions {
    int units;             /* 1 … DEMO_MAX_UNITS; 0: the default */
    uint64_t seed;         /* any; the same seed gives the same bytes on every machine */
    double cells_per_unit; /* populated cells of both grids, on average; 0: the default */
} DemoOptions;

/*
 * The country lies inside the area of use of EPSG:3059 whatever its number of units: a unit has
 * 109 km2 on average, and less from about 640 units on. The number of 1 km cells is then bounded
 * by the territory (70,000 km2), and 100 m cells make up for it.
 *
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
