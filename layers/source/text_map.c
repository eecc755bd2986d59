#include "layers/source/text_map.h"
#include <stdlib.h>
#include <string.h>

/* FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/), with a final mix. */
static uint32_t hash_text(const char *text) {
    uint32_t hash = 2166136261u;
    for (const unsigned char *p = (const unsigned char *)text; *p; p++)
        hash = (hash ^ *p) * 16777619u;
    hash ^= hash >> 15;
    return hash * 2246822519u;
}

/* The slot of the key, or the free slot where it belongs. */
static size_t probe(const TextMap *map, const char *key, uint32_t hash) {
    size_t mask = map->capacity - 1;
    size_t i = (hash ^ (hash >> 13)) & mask;
    while (map->slot[i].key && (map->slot[i].hash != hash || strcmp(map->slot[i].key, key) != 0))
        i = (i + 1) & mask;
    return i;
}

static Status enlarge(TextMap *map) {
    TextMap larger = {NULL, map->n, map->capacity ? map->capacity * 2 : 256};
    larger.slot = calloc(larger.capacity, sizeof *larger.slot);
    if (!larger.slot) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < map->capacity; i++) {
        const TextMapSlot *old = &map->slot[i];
        if (old->key) larger.slot[probe(&larger, old->key, old->hash)] = *old;
    }
    free(map->slot);
    *map = larger;
    return STATUS_OK;
}

void text_map_free(TextMap *map) {
    free(map->slot);
    memset(map, 0, sizeof *map);
}

Status text_map_add(TextMap *map, const char *key, int32_t value, bool *added) {
    if (map->n * 2 >= map->capacity && enlarge(map) != STATUS_OK) return STATUS_NO_MEMORY;
    uint32_t hash = hash_text(key);
    TextMapSlot *slot = &map->slot[probe(map, key, hash)];
    *added = !slot->key;
    if (*added) {
        *slot = (TextMapSlot){key, hash, value};
        map->n++;
    }
    return STATUS_OK;
}

int32_t text_map_find(const TextMap *map, const char *key) {
    if (map->n == 0) return -1;
    const TextMapSlot *slot = &map->slot[probe(map, key, hash_text(key))];
    return slot->key ? slot->value : -1;
}
