/*
 * hash.h - SHA-256 of what was read, as 64 hexadecimal digits.
 */
#ifndef LAYERS_SOURCE_HASH_H
#define LAYERS_SOURCE_HASH_H

#include "layers/error.h"
#include <stddef.h>

enum { HASH_TEXT_SIZE = 65 };

/* Of n bytes in memory. */
void hash_bytes(const char *data, size_t n, char text[HASH_TEXT_SIZE]);

/*
 * Of the bytes of n files one after the other, taken in byte order of their names (the last part
 * of the path), so that the order in which a driver lists them does not matter. `name` stands for
 * them in messages. STATUS_MISSING, STATUS_UNREADABLE, STATUS_NO_MEMORY.
 */
Status hash_files(const char *const *paths, size_t n, const char *name, char text[HASH_TEXT_SIZE],
                  Error *error);

/* Of data that comes piece by piece: begin, add …, end, which frees it. NULL where memory is
 * lacking. */
typedef struct HashRun HashRun;
HashRun *hash_begin(void);
void hash_add(HashRun *run, const void *data, size_t n);
void hash_end(HashRun *run, char text[HASH_TEXT_SIZE]); /* NULL is allowed: text stays */

#endif
