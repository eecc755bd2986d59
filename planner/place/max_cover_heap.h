/* max_cover_heap.h - the nodes that wait to be searched; internal to the engine. */
#ifndef PLANNER_PLACE_MAX_COVER_HEAP_H
#define PLANNER_PLACE_MAX_COVER_HEAP_H

#include "planner/place/max_cover_core.h"

/* A node: a core, one item of which is settled besides. */
typedef struct CoverOpenNode {
    CoverCore *core; /* shared with the other side */
    double bound;
    int64_t number; /* in order of arrival */
    int32_t item, depth;
    CoverMark as;
} CoverOpenNode;

/* All 0 is an empty one. */
typedef struct CoverHeap {
    CoverOpenNode *node; /* a binary heap: the greatest bound first, of equal ones the newest */
    size_t n, most;
    int64_t pushed;
    int64_t bytes; /* of the cores, those shared by two nodes counted twice */
} CoverHeap;

void cover_heap_free(CoverHeap *heap);

/* Adds a node, as one more user of its core. O(log n). STATUS_NO_MEMORY. */
Status cover_heap_push(CoverHeap *heap, const CoverOpenNode *node);

/*
 * Takes the next node (its core is then the caller's to release): the one with the greatest bound,
 * or, where the cores take too much memory, the deepest. Drops those below the cutoff; false: none
 * is left.
 */
bool cover_heap_pop(CoverHeap *heap, double cutoff, CoverOpenNode *node);

/* The greatest bound; -INFINITY where there is none. */
double cover_heap_bound(const CoverHeap *heap);

#endif
