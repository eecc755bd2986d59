/*
 * rings.h - the units' borders: rings traced along the lattice.
 */
#ifndef PLANNER_DEMO_RINGS_H
#define PLANNER_DEMO_RINGS_H

#include "geo/polygon_set.h"
#include "planner/demo/lattice.h"

/*
 * Adds polygon u for each unit u = 0 … n_units - 1 to an empty set. Each outer ring is followed
 * by its holes. Neighbours have the same points along their common border. Where cells of a unit
 * touch at a corner only, rings are split there, so that every polygon is valid as in OGC 06-103.
 * STATUS_NO_MEMORY; on failure the set is incomplete and the caller frees it. O(cells log cells).
 */
Status demo_rings(const Lattice *lattice, int32_t n_units, PolygonSet *set);

#endif
