/*
 * text_map.h - a hash map from texts to small numbers: ids already seen, stops by id, …
 *
 * Keys are borrowed and must outlive the map. Nothing depends on the hash's order.
 */
#ifndef LAYERS_SOURCE_TEXT_MAP_H
#define LAYERS_SOURCE_TEXT_MAP_H

#include "geo/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct TextMapSlot {
    const char *key; /* NULL: free */
    uint32_t hash;
    int32_t value;
} TextMapSlot;

/* Zero-initialise ({0}) before use. */
typedef struct TextMap {
    TextMapSlot *slot;
    size_t n, capacity; /* capacity is 0 or a power of two */
} TextMap;

void text_map_free(TextMap *map);

/*
 * Adds key -> value. *added is false where the key was there already; its value is kept then.
 * STATUS_NO_MEMORY. O(1) expected.
 */
Status text_map_add(TextMap *map, const char *key, int32_t value, bool *added);

/* The value of a key (>= 0 by convention), or -1. O(1) expected. */
int32_t text_map_find(const TextMap *map, const char *key);

#endif
