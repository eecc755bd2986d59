/*
 * folder.h - folders that outputs go to.
 */
#ifndef LAYERS_WRITE_FOLDER_H
#define LAYERS_WRITE_FOLDER_H

#include "layers/error.h"
#include <stdbool.h>

enum { FOLDER_PATH_SIZE = 4096 };

/* "DIR/NAME" into path. STATUS_NOT_WRITABLE where that is too long. */
Status folder_path(const char *dir, const char *name, char path[FOLDER_PATH_SIZE], Error *error);

/* Makes a folder and those above it; one that is there already is fine. STATUS_NOT_WRITABLE. */
Status folder_make(const char *dir, Error *error);

/* Makes the folder that is to hold the file `path`. STATUS_NOT_WRITABLE. */
Status folder_make_for(const char *path, Error *error);

/*
 * Tells whether `dir` holds anything besides an entry named `besides`; a folder that does not
 * exist holds nothing. STATUS_NOT_WRITABLE where it is no folder or cannot be looked into.
 */
Status folder_holds_anything(const char *dir, const char *besides, bool *holds, Error *error);

/*
 * Makes a folder for this process alone, named `name` and six letters, where temporary files go
 * (TMPDIR, else the system's place). The caller removes it (temp_file.h). STATUS_NOT_WRITABLE, and
 * path is empty.
 */
Status folder_temporary(const char *name, char path[FOLDER_PATH_SIZE], Error *error);

#endif
