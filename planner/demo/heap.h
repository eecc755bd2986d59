/*
 * heap.h - a binary heap of (key, a, b), smallest first, equal keys by a, then b: the order in
 * which things leave it never depends on the order in which they came.
 */
#ifndef PLANNER_DEMO_HEAP_H
#define PLANNER_DEMO_HEAP_H

#include "geo/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct HeapItem {
    uint64_t key;
    int32_t a, b;
} HeapItem;

/* Zero-initialise ({0}) before use. */
typedef struct Heap {
    HeapItem *items;
    size_t n, capacity_;
} Heap;

/* STATUS_NO_MEMORY. O(log n) amortised. */
Status heap_push(Heap *heap, uint64_t key, int32_t a, int32_t b);

/* Takes the smallest out; false where the heap is empty. O(log n). */
bool heap_pop(Heap *heap, HeapItem *item);

/* Empties it and keeps its memory for the next use. */
void heap_clear(Heap *heap);
void heap_free(Heap *heap);

#endif
