/*
 * temp_folder.h - a folder of a test's own for its files, and its removal with all in it.
 */
#ifndef TESTS_UNIT_TEMP_FOLDER_H
#define TESTS_UNIT_TEMP_FOLDER_H

#include "layers/write/folder.h"
#include "tests/unit/cmocka_all.h"
#include <dirent.h>
#include <stdio.h>
#include <string.h>

/* For the path of the folder, and for that of a file below it. */
enum { TEMP_SIZE = 256, TEMP_FILE_SIZE = 512 };

/* Its path into `path`, which is too short only where TMPDIR is very long. */
static inline void temp_folder(const char *name, char *path, size_t size) {
    char whole[FOLDER_PATH_SIZE];
    Error error = {0};
    if (folder_temporary(name, whole, &error) != STATUS_OK) fail_msg("%s", error.message);
    if (strlen(whole) >= size) fail_msg("set TMPDIR to a shorter path than that of %s", whole);
    memcpy(path, whole, strlen(whole) + 1);
}

/* The file, or the folder with everything below; links are not followed. */
static inline void remove_tree(const char *path) {
    if (remove(path) == 0) return;
    DIR *open = opendir(path);
    if (!open) return;
    for (const struct dirent *entry = readdir(open); entry; entry = readdir(open)) {
        char below[FOLDER_PATH_SIZE];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        if (folder_path(path, entry->d_name, below, NULL) == STATUS_OK) remove_tree(below);
    }
    closedir(open);
    remove(path);
}

#endif
