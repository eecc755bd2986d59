#define _DEFAULT_SOURCE /* P_tmpdir */

#include "layers/write/folder.h"
#include "layers/text.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static Status failed(const char *path, int why, Error *error) {
    return error_file(error, STATUS_NOT_WRITABLE, path, _("cannot be written: %s"), strerror(why));
}

Status folder_path(const char *dir, const char *name, char path[FOLDER_PATH_SIZE], Error *error) {
    int length = snprintf(path, FOLDER_PATH_SIZE, "%s/%s", dir, name);
    if (length < 0 || length >= FOLDER_PATH_SIZE) return failed(dir, ENAMETOOLONG, error);
    return STATUS_OK;
}

/* Makes every folder whose name ends before a slash, and the whole path where `all` is set. */
static Status make_each(const char *path, bool all, Error *error) {
    char part[FOLDER_PATH_SIZE];
    size_t length = strlen(path);
    if (length >= sizeof part) return failed(path, ENAMETOOLONG, error);
    for (size_t i = 1; i <= length; i++) {
        if (path[i] != '/' && !(all && i == length)) continue;
        memcpy(part, path, i);
        part[i] = '\0';
        struct stat info;
        if (mkdir(part, 0777) == 0) continue;
        int why = errno;
        if (stat(part, &info) != 0) return failed(part, why, error);
        if (!S_ISDIR(info.st_mode)) return failed(part, ENOTDIR, error);
    }
    return STATUS_OK;
}

Status folder_make(const char *dir, Error *error) {
    return make_each(dir, true, error);
}

Status folder_make_for(const char *path, Error *error) {
    return make_each(path, false, error);
}

Status folder_holds_anything(const char *dir, const char *besides, bool *holds, Error *error) {
    DIR *stream = opendir(dir);
    if (!stream && errno == ENOENT) {
        *holds = false;
        return STATUS_OK;
    }
    if (!stream) return failed(dir, errno, error);
    *holds = false;
    for (struct dirent *entry = readdir(stream); entry; entry = readdir(stream))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            strcmp(entry->d_name, besides) != 0)
            *holds = true;
    closedir(stream);
    return STATUS_OK;
}

enum { LETTERS = 6 }; /* that mkdtemp chooses, in the place of as many X */

Status folder_temporary(const char *name, char path[FOLDER_PATH_SIZE], Error *error) {
    const char *top = getenv("TMPDIR");
    if (!top || !*top) top = P_tmpdir;
    int length = snprintf(path, FOLDER_PATH_SIZE - LETTERS, "%s/%s-", top, name);
    errno = ENAMETOOLONG;
    bool fits = length >= 0 && length < FOLDER_PATH_SIZE - LETTERS;
    if (fits) {
        memset(path + length, 'X', LETTERS);
        path[length + LETTERS] = '\0';
    }
    if (fits && mkdtemp(path)) return STATUS_OK;
    path[0] = '\0';
    return error_file(error, STATUS_NOT_WRITABLE, top,
                      _("no temporary folder can be made: %s; set TMPDIR to one with room"),
                      strerror(errno));
}
