#include "planner/demo/adjacency.h"
#include "layers/model/grow.h"
#include <stdlib.h>

typedef struct Pairs {
    uint64_t *items; /* from << 32 | to */
    size_t n, capacity;
} Pairs;

static Status add_pair(Pairs *pairs, int32_t from, int32_t to) {
    if (!grow((void **)&pairs->items, pairs->n, &pairs->capacity, sizeof *pairs->items))
        return STATUS_NO_MEMORY;
    pairs->items[pairs->n++] = (uint64_t)(uint32_t)from << 32 | (uint32_t)to;
    return STATUS_OK;
}

static int compare_u64(const void *a, const void *b) {
    uint64_t p = *(const uint64_t *)a, q = *(const uint64_t *)b;
    return (p > q) - (p < q);
}

static void sort_unique(Pairs *pairs) {
    if (pairs->n == 0) return;
    qsort(pairs->items, pairs->n, sizeof *pairs->items, compare_u64);
    size_t kept = 1;
    for (size_t i = 1; i < pairs->n; i++)
        if (pairs->items[i] != pairs->items[kept - 1]) pairs->items[kept++] = pairs->items[i];
    pairs->n = kept;
}

static Status from_pairs(Pairs *pairs, int32_t n, Adjacency *adjacency) {
    sort_unique(pairs);
    size_t *start = calloc((size_t)n + 1, sizeof *start);
    int32_t *neighbour = malloc((pairs->n + 1) * sizeof *neighbour);
    if (!start || !neighbour) {
        free(start);
        free(neighbour);
        return STATUS_NO_MEMORY;
    }
    for (size_t i = 0; i < pairs->n; i++) {
        start[(pairs->items[i] >> 32) + 1]++;
        neighbour[i] = (int32_t)(uint32_t)pairs->items[i];
    }
    for (int32_t i = 0; i < n; i++) start[i + 1] += start[i];
    *adjacency = (Adjacency){n, start, neighbour};
    return STATUS_OK;
}

Status adjacency_of_units(const Lattice *lattice, int32_t n_units, Adjacency *adjacency) {
    Pairs pairs = {0};
    Status status = STATUS_OK;
    int32_t n_cells = lattice->columns * lattice->rows;
    for (int32_t cell = 0; cell < n_cells && status == STATUS_OK; cell++) {
        int32_t unit = lattice->unit[cell];
        for (int side = 0; side < SIDES && unit >= 0 && status == STATUS_OK; side++) {
            int32_t other = lattice_unit_of(lattice, lattice_neighbour(lattice, cell, side));
            if (other >= 0 && other != unit) status = add_pair(&pairs, unit, other);
        }
    }
    if (status == STATUS_OK) status = from_pairs(&pairs, n_units, adjacency);
    free(pairs.items);
    return status;
}

Status adjacency_of_groups(const Adjacency *finer, const int32_t *group, int32_t n_groups,
                           Adjacency *adjacency) {
    Pairs pairs = {0};
    Status status = STATUS_OK;
    for (int32_t i = 0; i < finer->n && status == STATUS_OK; i++) {
        for (size_t k = finer->start[i]; k < finer->start[i + 1] && status == STATUS_OK; k++) {
            int32_t other = group[finer->neighbour[k]];
            if (other != group[i]) status = add_pair(&pairs, group[i], other);
        }
    }
    if (status == STATUS_OK) status = from_pairs(&pairs, n_groups, adjacency);
    free(pairs.items);
    return status;
}

void adjacency_free(Adjacency *adjacency) {
    free(adjacency->start);
    free(adjacency->neighbour);
    *adjacency = (Adjacency){0};
}
