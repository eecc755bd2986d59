#include "layers/store/temp_file.h"
#include "layers/store/store.h"
#include "layers/text.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The directory with its slash, or "./". */
static char *directory_of(const char *path) {
    size_t n = (size_t)(base_name(path) - path);
    return n ? strndup(path, n) : strdup("./");
}

static char *join(const char *directory, const char *name) {
    size_t bytes = strlen(directory) + strlen(name) + 2;
    char *path = malloc(bytes);
    if (path) snprintf(path, bytes, "%s/%s", directory, name);
    return path;
}

/* Whether `name` is ".BASE.PID.tmp" of a process that is no more. */
static bool is_stale(const char *name, const char *base) {
    size_t n = strlen(base);
    if (name[0] != '.' || strncmp(name + 1, base, n) != 0 || name[n + 1] != '.') return false;
    const char *number = name + n + 2;
    char *end = NULL;
    long pid = strtol(number, &end, 10);
    if (end == number || strcmp(end, ".tmp") != 0 || pid <= 0) return false;
    return kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

void temp_directory_remove(const char *temp) {
    DIR *open = temp ? opendir(temp) : NULL;
    if (!open) return;
    for (const struct dirent *entry = readdir(open); entry; entry = readdir(open))
        unlinkat(dirfd(open), entry->d_name, 0); /* "." and ".." refuse */
    closedir(open);
    rmdir(temp);
}

/* What cannot be removed stays: it is in nobody's way. */
static void remove_stale(const char *directory, const char *base) {
    DIR *open = opendir(directory);
    if (!open) return;
    for (const struct dirent *entry = readdir(open); entry; entry = readdir(open)) {
        if (!is_stale(entry->d_name, base)) continue;
        char *path = join(directory, entry->d_name);
        if (path && unlink(path) != 0) temp_directory_remove(path);
        free(path);
    }
    closedir(open);
}

static bool is_directory(const char *path) {
    struct stat info;
    return path && stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static Status not_writable(const char *target, Error *error) {
    int why = errno;
    char *directory = directory_of(target);
    bool there = is_directory(directory); /* /proc refuses new files with the same number */
    free(directory);
    if (why == ENOENT && !there)
        return error_file(error, STATUS_NOT_WRITABLE, target, _("its directory does not exist"));
    return error_file(error, STATUS_NOT_WRITABLE, target, _("it cannot be written: %s"),
                      strerror(why));
}

static Status check_target(const char *target, Error *error) {
    struct stat info;
    bool there = stat(target, &info) == 0;
    if (there && S_ISDIR(info.st_mode))
        return error_file(error, STATUS_NOT_WRITABLE, target, _("it is a directory, not a file"));
    /* the rename at the end would put a file in place of a device, such as /dev/null */
    if (there && !S_ISREG(info.st_mode))
        return error_file(error, STATUS_NOT_WRITABLE, target,
                          _("it is a device or a pipe, not a file"));
    if (*base_name(target) == '\0')
        return error_file(error, STATUS_NOT_WRITABLE, target, _("a file name is missing"));
    return STATUS_OK;
}

/* Creating the file here, not in a library, gives the system's reason where it is refused. */
static Status try_to_create(const char *temp, const char *target, Error *error) {
    unlink(temp); /* an earlier output of this very process */
    int file = open(temp, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    if (file < 0) return not_writable(target, error);
    close(file);
    unlink(temp);
    return STATUS_OK;
}

Status temp_file_name(const char *target, char **temp, Error *error) {
    Status status = check_target(target, error);
    if (status != STATUS_OK) return status;
    const char *base = base_name(target);
    char *directory = directory_of(target);
    size_t bytes = strlen(target) + 40;
    char *name = malloc(bytes);
    if (!directory || !name) {
        status = error_status(error, STATUS_NO_MEMORY);
        goto done;
    }
    snprintf(name, bytes, "%s.%s.%ld.tmp", directory, base, (long)getpid());
    remove_stale(directory, base);
    status = try_to_create(name, target, error);
    if (status != STATUS_OK) goto done;
    *temp = name;
    name = NULL;
done:
    free(directory);
    free(name);
    return status;
}

/* SQLite's header: its name, and at byte 68 the number of the program, high byte first. */
static bool is_plan(const char *path) {
    enum { HEADER = 72, NUMBER = 68 };
    static const char NAME[16] = "SQLite format 3";
    unsigned char header[HEADER];
    struct stat info;
    bool file_there = stat(path, &info) == 0 && S_ISREG(info.st_mode); /* a pipe would block */
    FILE *file = file_there ? fopen(path, "rbe") : NULL;
    size_t n = file ? fread(header, 1, HEADER, file) : 0;
    if (file) fclose(file);
    if (n < HEADER || memcmp(header, NAME, sizeof NAME) != 0) return false;
    uint32_t number = 0;
    for (int i = NUMBER; i < HEADER; i++) number = number << 8 | header[i];
    return number == STORE_APPLICATION_ID;
}

Status temp_file_spare_plan(const char *target, Error *error) {
    if (!is_plan(target)) return STATUS_OK;
    return error_file(
        error, STATUS_NOT_WRITABLE, target,
        _("a plan stands there, and only another plan may replace it; give the output "
          "another name"));
}

Status temp_file_may_replace(const char *target, Error *error) {
    Status status = check_target(target, error);
    return status == STATUS_OK ? temp_file_spare_plan(target, error) : status;
}

/* Opens a file or directory, syncs it and closes it; false with errno set. */
static bool sync_path(const char *path, int flags) {
    int file = open(path, flags | O_CLOEXEC);
    if (file < 0) return false;
    bool done = fsync(file) == 0 || errno == EINVAL; /* some file systems cannot sync directories */
    int why = errno;
    close(file);
    errno = why;
    return done;
}

Status temp_file_finish(const char *temp, const char *target, Error *error) {
    char *directory = directory_of(target);
    if (!directory) return error_status(error, STATUS_NO_MEMORY);
    Status status = STATUS_OK;
    if (!sync_path(temp, O_RDONLY) || rename(temp, target) != 0 ||
        !sync_path(directory, O_RDONLY | O_DIRECTORY))
        status = not_writable(target, error);
    free(directory);
    return status;
}

/* Makes a directory and those above it that are missing. */
static bool make_directories(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        bool made = mkdir(path, 0777) == 0 || errno == EEXIST;
        *slash = '/';
        if (!made) return false;
    }
    return true;
}

Status temp_directory_make(const char *directory, char **temp, Error *error) {
    size_t bytes = strlen(directory) + 48;
    char *name = malloc(bytes);
    if (!name) return error_status(error, STATUS_NO_MEMORY);
    snprintf(name, bytes, "%s/.export.%ld.tmp", directory, (long)getpid());
    temp_directory_remove(name); /* an earlier output of this very process */
    remove_stale(directory, "export");
    if (!make_directories(name) || mkdir(name, 0777) != 0) {
        Status status = not_writable(directory, error);
        free(name);
        return status;
    }
    *temp = name;
    return STATUS_OK;
}
