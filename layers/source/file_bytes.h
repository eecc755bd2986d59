/*
 * file_bytes.h - a whole file in memory.
 */
#ifndef LAYERS_SOURCE_FILE_BYTES_H
#define LAYERS_SOURCE_FILE_BYTES_H

#include "layers/error.h"
#include <stddef.h>

/* No input is read beyond this size; it also stops a decompression bomb. */
#define FILE_BYTES_MAX ((size_t)4 << 30)

/* n bytes and a NUL behind them, so that text can be read as a C string. */
typedef struct FileBytes {
    char *data;
    size_t n;
} FileBytes;

/*
 * Reads the file at `path`; `name` stands for it in messages. bytes->data is the caller's, to be
 * freed by file_bytes_free. STATUS_MISSING, STATUS_UNREADABLE, STATUS_NO_MEMORY.
 */
Status file_bytes_read(const char *path, const char *name, FileBytes *bytes, Error *error);
void file_bytes_free(FileBytes *bytes);

#endif
