#include "planner/place/row_parts.h"

static int32_t find_root(int32_t *parent, int32_t node) {
    while (parent[node] != node) node = parent[node] = parent[parent[node]];
    return node;
}

static int32_t node_at(const PartRows *rows, int64_t at) {
    int32_t item = rows->row_item[at];
    return rows->node_of ? rows->node_of[item] : item;
}

int32_t row_parts(const PartRows *rows, int32_t *part, int32_t *parent) {
    for (int32_t node = 0; node < rows->n_nodes; node++) parent[node] = node;
    for (int32_t row = 0; row < rows->n_rows; row++) {
        int64_t begin = rows->row_start[row], end = rows->row_start[row + 1];
        int32_t first = find_root(parent, node_at(rows, begin));
        for (int64_t at = begin + 1; at < end; at++) {
            int32_t other = find_root(parent, node_at(rows, at));
            if (other < first) {
                parent[first] = other;
                first = other;
            } else {
                parent[other] = first;
            }
        }
    }
    int32_t n = 0;
    for (int32_t node = 0; node < rows->n_nodes; node++) {
        int32_t root = find_root(parent, node);
        part[node] = root == node ? n++ : part[root]; /* roots are the lowest of their part */
    }
    return n;
}
