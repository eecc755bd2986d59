#include "layers/source/file_bytes.h"
#include "layers/source/memory.h"
#include "layers/text.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static Status read_open(FILE *file, size_t size, const char *name, FileBytes *bytes, Error *error) {
    char *data = malloc(size + 1);
    if (!data) return out_of_memory(error);
    size_t n = fread(data, 1, size, file);
    if (n != size || ferror(file)) {
        free(data);
        return error_file(error, STATUS_UNREADABLE, name,
                          _("only %zu of %zu bytes could be read; check the disk"), n, size);
    }
    data[n] = '\0';
    bytes->data = data;
    bytes->n = n;
    return STATUS_OK;
}

Status file_bytes_read(const char *path, const char *name, FileBytes *bytes, Error *error) {
    struct stat info;
    if (stat(path, &info) != 0)
        return error_file(error, errno == ENOENT ? STATUS_MISSING : STATUS_UNREADABLE, name,
                          _("cannot be opened: %s"), strerror(errno));
    if (!S_ISREG(info.st_mode))
        return error_file(error, STATUS_UNREADABLE, name, _("is not a file; name a file"));
    if ((unsigned long long)info.st_size > FILE_BYTES_MAX)
        return error_file(error, STATUS_UNREADABLE, name,
                          _("is larger than 4 GB; divide it into several sources"));
    FILE *file = fopen(path, "rb");
    if (!file)
        return error_file(error, STATUS_UNREADABLE, name, _("cannot be opened: %s"),
                          strerror(errno));
    Status status = read_open(file, (size_t)info.st_size, name, bytes, error);
    fclose(file);
    return status;
}

void file_bytes_free(FileBytes *bytes) {
    free(bytes->data);
    bytes->data = NULL;
    bytes->n = 0;
}
