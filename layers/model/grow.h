/*
 * grow.h - room for one more item in a growing array, doubling its capacity.
 */
#ifndef LAYERS_MODEL_GROW_H
#define LAYERS_MODEL_GROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/*
 * Makes room for item number n (from 0) in *array of *capacity items; false when out of memory
 * (the array is kept). Amortised O(1).
 */
static inline bool grow(void **array, size_t n, size_t *capacity, size_t item_bytes) {
    if (n < *capacity) return true;
    size_t more = *capacity ? *capacity * 2 : 64;
    if (more > SIZE_MAX / item_bytes) return false;
    void *bigger = realloc(*array, more * item_bytes);
    if (!bigger) return false;
    *array = bigger;
    *capacity = more;
    return true;
}

#endif
