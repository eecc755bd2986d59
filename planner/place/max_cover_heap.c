#include "planner/place/max_cover_heap.h"
#include <math.h>
#include <stdlib.h>

/* Cores that two nodes share are counted twice, so that this holds when one of them has gone. */
static const int64_t MOST_BYTES = 1400000000;

void cover_heap_free(CoverHeap *heap) {
    for (size_t k = 0; k < heap->n; k++) cover_core_release(heap->node[k].core);
    free(heap->node);
    *heap = (CoverHeap){.n = 0};
}

static bool is_before(const CoverOpenNode *a, const CoverOpenNode *b) {
    return a->bound > b->bound || (a->bound == b->bound && a->number > b->number);
}

/* Moves the node at a place up or down to where it belongs. */
static void settle_at(CoverHeap *heap, size_t at) {
    CoverOpenNode moved = heap->node[at];
    while (at > 0 && is_before(&moved, &heap->node[(at - 1) / 2])) {
        heap->node[at] = heap->node[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    for (size_t child = 2 * at + 1; child < heap->n; child = 2 * at + 1) {
        if (child + 1 < heap->n && is_before(&heap->node[child + 1], &heap->node[child])) child++;
        if (!is_before(&heap->node[child], &moved)) break;
        heap->node[at] = heap->node[child];
        at = child;
    }
    heap->node[at] = moved;
}

Status cover_heap_push(CoverHeap *heap, const CoverOpenNode *node) {
    if (heap->n == heap->most) {
        size_t most = heap->most ? 2 * heap->most : 256;
        CoverOpenNode *more = realloc(heap->node, most * sizeof *more);
        if (!more) return STATUS_NO_MEMORY;
        heap->node = more;
        heap->most = most;
    }
    heap->node[heap->n] = *node;
    heap->node[heap->n].number = heap->pushed++;
    node->core->users++;
    heap->bytes += cover_core_bytes(node->core);
    settle_at(heap, heap->n++);
    return STATUS_OK;
}

static CoverOpenNode take(CoverHeap *heap, size_t at) {
    CoverOpenNode taken = heap->node[at];
    heap->bytes -= cover_core_bytes(taken.core);
    heap->n--;
    if (at < heap->n) {
        heap->node[at] = heap->node[heap->n];
        settle_at(heap, at);
    }
    return taken;
}

static size_t deepest(const CoverHeap *heap) {
    size_t found = 0;
    for (size_t k = 1; k < heap->n; k++)
        if (heap->node[k].depth > heap->node[found].depth ||
            (heap->node[k].depth == heap->node[found].depth &&
             heap->node[k].number > heap->node[found].number))
            found = k;
    return found;
}

bool cover_heap_pop(CoverHeap *heap, double cutoff, CoverOpenNode *node) {
    while (heap->n > 0) {
        *node = take(heap, heap->bytes > MOST_BYTES ? deepest(heap) : 0);
        if (node->bound >= cutoff) return true;
        cover_core_release(node->core);
    }
    return false;
}

double cover_heap_bound(const CoverHeap *heap) {
    return heap->n > 0 ? heap->node[0].bound : -INFINITY;
}
