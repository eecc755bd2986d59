#include "layers/write/zip_file.h"
#include "layers/text.h"
#include <stdio.h>
#include <zip.h>

/* 1 January 2024, midnight, in the format of MS-DOS */
static const zip_uint16_t DOS_DATE = (2024 - 1980) << 9 | 1 << 5 | 1, DOS_TIME = 0;

static Status failed(const char *path, const char *why, Error *error) {
    return error_file(error, STATUS_NOT_WRITABLE, path, _("cannot be written: %s"), why);
}

static Status add_member(zip_t *archive, const char *path, const char *dir, const char *name,
                         Error *error) {
    char from[4096];
    int length = snprintf(from, sizeof from, "%s/%s", dir, name);
    if (length < 0 || (size_t)length >= sizeof from)
        return failed(path, _("its path is too long"), error);
    zip_source_t *source = zip_source_file(archive, from, 0, -1);
    if (!source) return failed(path, zip_strerror(archive), error);
    zip_int64_t index = zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return failed(path, zip_strerror(archive), error);
    }
    zip_uint64_t at = (zip_uint64_t)index;
    if (zip_set_file_compression(archive, at, ZIP_CM_STORE, 0) != 0 ||
        zip_file_set_dostime(archive, at, DOS_TIME, DOS_DATE, 0) != 0)
        return failed(path, zip_strerror(archive), error);
    return STATUS_OK;
}

Status zip_file_write(const char *path, const char *dir, const char *const *names, int n,
                      Error *error) {
    int code = 0;
    zip_t *archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (!archive) {
        zip_error_t why;
        zip_error_init_with_code(&why, code);
        Status status = failed(path, zip_error_strerror(&why), error);
        zip_error_fini(&why);
        return status;
    }
    Status status = STATUS_OK;
    for (int i = 0; i < n && status == STATUS_OK; i++)
        status = add_member(archive, path, dir, names[i], error);
    if (status == STATUS_OK && zip_close(archive) == 0) return STATUS_OK;
    if (status == STATUS_OK) status = failed(path, zip_strerror(archive), error);
    zip_discard(archive);
    return status;
}
