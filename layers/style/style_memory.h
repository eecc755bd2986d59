/*
 * style_memory.h - what the texts and arrays of a style sheet live in, freed as a whole. Private to
 * layers/style.
 *
 * Out of memory is remembered: every call then gives NULL, and whoever builds a sheet asks once at
 * the end.
 */
#ifndef LAYERS_STYLE_STYLE_MEMORY_H
#define LAYERS_STYLE_STYLE_MEMORY_H

#include "layers/model/strings.h"
#include <stdbool.h>
#include <stddef.h>

typedef struct StyleBlock StyleBlock;

typedef struct StyleMemory {
    Strings strings;
    StyleBlock *block;
    bool failed;
} StyleMemory;

StyleMemory *style_memory_new(void);
void style_memory_free(StyleMemory *memory);

/* n zeroed items of `size` bytes. */
void *style_array(StyleMemory *memory, size_t n, size_t size);

const char *style_copy(StyleMemory *memory, const char *text);

/* A copy of printf's text. */
const char *style_text(StyleMemory *memory, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
