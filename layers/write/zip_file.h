/*
 * zip_file.h - puts files into a ZIP archive, without compression and with one fixed date: the
 * bytes then depend neither on the version of zlib nor on the clock or the time zone.
 */
#ifndef LAYERS_WRITE_ZIP_FILE_H
#define LAYERS_WRITE_ZIP_FILE_H

#include "layers/error.h"

/*
 * Creates or replaces `path` with the files DIR/names[0 … n-1] under their names, in this order.
 * They are copied piece by piece: memory does not grow with their size. STATUS_NOT_WRITABLE.
 */
Status zip_file_write(const char *path, const char *dir, const char *const *names, int n,
                      Error *error);

#endif
