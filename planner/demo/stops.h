/*
 * stops.h - what the stages that make stops share.
 */
#ifndef PLANNER_DEMO_STOPS_H
#define PLANNER_DEMO_STOPS_H

#include "planner/demo/country.h"

/* Adds a stop and tells its index. STATUS_NO_MEMORY, also where the name is NULL. */
Status add_stop(DemoCountry *country, const char *name, double x_m, double y_m, int32_t *index);

/* Whether a point lies where no stop but the library's own may be. O(1). */
bool near_lonely_library(const DemoCountry *country, double x_m, double y_m);

#endif
