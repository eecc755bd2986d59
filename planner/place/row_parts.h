/*
 * row_parts.h - the independent parts of a problem given as rows: nodes that meet in a row belong
 * together (union of disjoint sets: R. E. Tarjan, 1975, https://doi.org/10.1145/321879.321884).
 */
#ifndef PLANNER_PLACE_ROW_PARTS_H
#define PLANNER_PLACE_ROW_PARTS_H

#include <stdint.h>

typedef struct PartRows {
    int32_t n_rows; /* each with at least one item */
    const int64_t *row_start;
    const int32_t *row_item;
    const int32_t *node_of; /* of an item, 0 … n_nodes - 1; NULL: items are the nodes */
    int32_t n_nodes;
} PartRows;

/*
 * part[n_nodes] gets the number of each node's part, 0 … n - 1, in the order of their lowest nodes;
 * returns n. parent[n_nodes] is scratch. O(entries · log nodes).
 */
int32_t row_parts(const PartRows *rows, int32_t *part, int32_t *parent);

#endif
