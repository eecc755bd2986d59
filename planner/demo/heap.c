#include "planner/demo/heap.h"
#include "layers/model/grow.h"

static bool before(const HeapItem *p, const HeapItem *q) {
    if (p->key != q->key) return p->key < q->key;
    if (p->a != q->a) return p->a < q->a;
    return p->b < q->b;
}

Status heap_push(Heap *heap, uint64_t key, int32_t a, int32_t b) {
    if (!grow((void **)&heap->items, heap->n, &heap->capacity_, sizeof *heap->items))
        return STATUS_NO_MEMORY;
    HeapItem item = {key, a, b};
    size_t at = heap->n++;
    while (at > 0) {
        size_t parent = (at - 1) / 2;
        if (!before(&item, &heap->items[parent])) break;
        heap->items[at] = heap->items[parent];
        at = parent;
    }
    heap->items[at] = item;
    return STATUS_OK;
}

bool heap_pop(Heap *heap, HeapItem *item) {
    if (heap->n == 0) return false;
    *item = heap->items[0];
    HeapItem last = heap->items[--heap->n];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= heap->n) break;
        if (child + 1 < heap->n && before(&heap->items[child + 1], &heap->items[child])) child++;
        if (!before(&heap->items[child], &last)) break;
        heap->items[at] = heap->items[child];
        at = child;
    }
    if (heap->n > 0) heap->items[at] = last;
    return true;
}

void heap_clear(Heap *heap) {
    heap->n = 0;
}

void heap_free(Heap *heap) {
    free(heap->items);
    *heap = (Heap){0};
}
