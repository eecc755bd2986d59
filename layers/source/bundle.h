/*
 * bundle.h - a set of files that belong together: a zip archive or a folder (GTFS comes as both).
 *
 * A zip is checked when it is opened: it must be whole, and no member's name may be absolute or
 * climb out by "..". A member's checksum is verified when it is read. Members may lie in one
 * folder inside the zip.
 */
#ifndef LAYERS_SOURCE_BUNDLE_H
#define LAYERS_SOURCE_BUNDLE_H

#include "layers/source/file_bytes.h"
#include "layers/source/hash.h"
#include <stdbool.h>

typedef struct Bundle Bundle;

/*
 * Opens the zip or folder at `path`; `name` (borrowed) stands for it in messages. *bundle is the
 * caller's, to be closed by bundle_close. STATUS_MISSING, STATUS_UNREADABLE, STATUS_NO_MEMORY.
 */
Status bundle_open(const char *path, const char *name, Bundle **bundle, Error *error);
void bundle_close(Bundle *bundle); /* NULL is allowed */

bool bundle_has(const Bundle *bundle, const char *member);

/* Reads one member. STATUS_MISSING, STATUS_UNREADABLE (also too large), STATUS_NO_MEMORY. */
Status bundle_read(const Bundle *bundle, const char *member, FileBytes *bytes, Error *error);

/* SHA-256 of the zip, or of the named members of the folder that exist, in byte order. */
Status bundle_hash(const Bundle *bundle, const char *const *members, size_t n,
                   char text[HASH_TEXT_SIZE], Error *error);

#endif
