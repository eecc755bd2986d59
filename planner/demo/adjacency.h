/*
 * adjacency.h - who borders on whom, as compressed rows.
 */
#ifndef PLANNER_DEMO_ADJACENCY_H
#define PLANNER_DEMO_ADJACENCY_H

#include "geo/status.h"
#include "planner/demo/lattice.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The neighbours of node i are neighbour[start[i]] … neighbour[start[i + 1] - 1], ascending. */
typedef struct Adjacency {
    int32_t n;
    size_t *start;
    int32_t *neighbour;
} Adjacency;

/*
 * Units that share a border line (n_units of them). *adjacency is the caller's to free.
 * STATUS_NO_MEMORY. O(cells log cells).
 */
Status adjacency_of_units(const Lattice *lattice, int32_t n_units, Adjacency *adjacency);

/*
 * The same one level up: node i of the finer graph belongs to group[i] (0 … n_groups - 1).
 * STATUS_NO_MEMORY.
 */
Status adjacency_of_groups(const Adjacency *finer, const int32_t *group, int32_t n_groups,
                           Adjacency *adjacency);
void adjacency_free(Adjacency *adjacency);

/*
 * Cuts the graph into n_parts connected parts of about equal numbers of nodes where the graph
 * allows it, near its n nodes' positions x, y. part[i] becomes 0 … n_parts - 1, or stays -1 where
 * skip[i] is true. At least n_parts nodes must not be skipped. STATUS_NO_MEMORY. O(n * n_parts) per
 * round, a few rounds.
 */
Status partition_graph(const Adjacency *adjacency, const double *x, const double *y,
                       const bool *skip, int32_t n_parts, int32_t *part);

#endif
