/*
 * draw_file.h - a finished picture as a file.
 */
#ifndef LAYERS_DRAW_DRAW_FILE_H
#define LAYERS_DRAW_DRAW_FILE_H

#include "layers/error.h"

/* The file appears when it is whole, in place of one that was there. STATUS_NOT_WRITABLE. */
Status draw_file_write(const char *path, const void *bytes, size_t n, Error *error);

#endif
