#include "layers/write/text_file.h"
#include "layers/text.h"
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

static void keep_errno(TextFile *file, bool failed) {
    if (failed && file->errno_ == 0) file->errno_ = errno != 0 ? errno : EIO;
}

static Status not_writable(const TextFile *file, Error *error) {
    return error_file(error, STATUS_NOT_WRITABLE, file->path_, _("cannot be written: %s"),
                      strerror(file->errno_));
}

Status text_file_open(TextFile *file, const char *path, Error *error) {
    *file = (TextFile){0};
    snprintf(file->path_, sizeof file->path_, "%s", path);
    errno = 0;
    file->stream_ = fopen(path, "wb");
    keep_errno(file, !file->stream_);
    return file->stream_ ? STATUS_OK : not_writable(file, error);
}

Status text_file_close(TextFile *file, Error *error) {
    if (file->stream_) {
        errno = 0;
        bool failed = ferror(file->stream_) != 0;
        failed |= fclose(file->stream_) != 0;
        keep_errno(file, failed);
        file->stream_ = NULL;
    }
    return file->errno_ == 0 ? STATUS_OK : not_writable(file, error);
}

void text_file_put(TextFile *file, const char *text) {
    if (file->errno_ == 0) keep_errno(file, fputs(text, file->stream_) < 0);
}

static void separate(TextFile *file) {
    if (file->in_row_) text_file_put(file, ",");
    file->in_row_ = true;
}

void csv_text(TextFile *file, const char *text) {
    separate(file);
    if (!text) return;
    if (!strpbrk(text, ",\"\r\n")) {
        text_file_put(file, text);
        return;
    }
    text_file_put(file, "\"");
    for (const char *p = text; *p != '\0'; p++) {
        char piece[3] = {*p, *p == '"' ? '"' : '\0', '\0'};
        text_file_put(file, piece);
    }
    text_file_put(file, "\"");
}

void csv_int(TextFile *file, int64_t value) {
    char text[32];
    snprintf(text, sizeof text, "%" PRId64, value);
    separate(file);
    text_file_put(file, text);
}

void csv_fixed(TextFile *file, double value, int decimals) {
    int64_t scale = 1;
    for (int i = 0; i < decimals; i++) scale *= 10;
    int64_t scaled = (int64_t)floor(fabs(value) * (double)scale + 0.5);
    char text[32]; /* written from its end */
    char *p = text + sizeof text - 1;
    *p = '\0';
    for (int digit = 0; digit <= decimals || scaled > 0; digit++) {
        if (digit == decimals && decimals > 0) *--p = '.';
        *--p = (char)('0' + scaled % 10);
        scaled /= 10;
    }
    if (value < 0 && strpbrk(p, "123456789")) *--p = '-';
    separate(file);
    text_file_put(file, p);
}

void csv_end(TextFile *file) {
    text_file_put(file, "\n");
    file->in_row_ = false;
}
