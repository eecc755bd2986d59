/*
 * strings.h - an arena of immutable strings that live as long as their owner.
 */
#ifndef LAYERS_MODEL_STRINGS_H
#define LAYERS_MODEL_STRINGS_H

#include <stddef.h>

typedef struct StringBlock StringBlock;

/* Zero-initialise ({0}) before use; freed as a whole by strings_free. */
typedef struct Strings {
    StringBlock *head;
} Strings;

/* A NUL-terminated copy of n bytes; NULL when out of memory. Owned by the arena. O(n). */
const char *strings_copy(Strings *strings, const char *text, size_t n);

/* The same for a NUL-terminated string; NULL stays NULL. */
const char *strings_dup(Strings *strings, const char *text);

void strings_free(Strings *strings);

#endif
