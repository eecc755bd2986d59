/*
 * temp_file.h - an output that appears only when it is whole: it grows as ".NAME.PID.tmp" beside
 * its target and takes the target's name at the end.
 */
#ifndef LAYERS_STORE_TEMP_FILE_H
#define LAYERS_STORE_TEMP_FILE_H

#include "layers/error.h"

/*
 * Finds the temporary name for `target`, checks that the directory takes a file, and removes what
 * killed runs left there for the same target. *temp is the caller's (free); no file of that name
 * exists. STATUS_NOT_WRITABLE, STATUS_NO_MEMORY.
 */
Status temp_file_name(const char *target, char **temp, Error *error);

/*
 * STATUS_NOT_WRITABLE where a plan stands at `target`, by the number in its header: pages, pictures
 * and exports never take the place of one, whatever it is called.
 */
Status temp_file_spare_plan(const char *target, Error *error);

/*
 * Whether an output that is no plan may take this name: STATUS_NOT_WRITABLE where a directory, a
 * device, a pipe or a plan stands there. The rename at the end would replace all but the first of
 * them. Every output but a plan asks before it finishes, and before its work where it knows the
 * name by then; an output of several files asks for all names before the first is there.
 */
Status temp_file_may_replace(const char *target, Error *error);

/* Syncs the file, renames it to the target, and syncs the directory. STATUS_NOT_WRITABLE. */
Status temp_file_finish(const char *temp, const char *target, Error *error);

/*
 * For outputs of several files: makes the directory ".export.PID.tmp" in `directory`, which is made
 * too where it is missing, and removes those that killed runs left. *temp is the caller's (free).
 * STATUS_NOT_WRITABLE, STATUS_NO_MEMORY.
 */
Status temp_directory_make(const char *directory, char **temp, Error *error);

/* Removes the directory with its files; NULL is allowed. */
void temp_directory_remove(const char *temp);

#endif
