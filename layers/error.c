#include "layers/error.h"
#include "layers/text.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void copy_text(char *to, size_t size, const char *from) {
    snprintf(to, size, "%s", from ? from : "");
}

__attribute__((format(printf, 3, 0))) static void fill(Error *error, Status status,
                                                       const char *format, va_list args) {
    memset(error, 0, sizeof *error);
    error->status = status;
    vsnprintf(error->message, sizeof error->message, format, args);
}

Status error_set(Error *error, Status status, const char *format, ...) {
    if (!error) return status;
    va_list args;
    va_start(args, format);
    fill(error, status, format, args);
    va_end(args);
    return status;
}

Status error_file(Error *error, Status status, const char *file, const char *format, ...) {
    if (!error) return status;
    va_list args;
    va_start(args, format);
    fill(error, status, format, args);
    va_end(args);
    copy_text(error->file, sizeof error->file, file);
    return status;
}

Status error_row(Error *error, Status status, const char *file, long row, const char *format, ...) {
    if (!error) return status;
    va_list args;
    va_start(args, format);
    fill(error, status, format, args);
    va_end(args);
    copy_text(error->file, sizeof error->file, file);
    error->row = row;
    return status;
}

Status error_line(Error *error, Status status, const char *file, long line, const char *key,
                  const char *format, ...) {
    if (!error) return status;
    va_list args;
    va_start(args, format);
    fill(error, status, format, args);
    va_end(args);
    copy_text(error->file, sizeof error->file, file);
    copy_text(error->key, sizeof error->key, key);
    error->line = line;
    return status;
}

Status error_status(Error *error, Status status) {
    if (error && status != STATUS_OK && error->message[0] == '\0')
        return error_set(error, status, "%s", _(status_text(status)));
    return status;
}

/* Appends formatted text and returns the new length, never beyond size - 1. */
PRINTF_LIKE(4, 5)
static size_t append(char *text, size_t size, size_t used, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int wrote = vsnprintf(text + used, size - used, format, args);
    va_end(args);
    if (wrote < 0) return used;
    return used + (size_t)wrote < size ? used + (size_t)wrote : size - 1;
}

void error_format(const Error *error, char *text, size_t size) {
    size_t used = 0;
    text[0] = '\0';
    if (error->file[0]) {
        used = append(text, size, used, "%s", error->file);
        if (error->layer[0]) used = append(text, size, used, " (%s)", error->layer);
        if (error->line > 0) used = append(text, size, used, ":%ld", error->line);
        used = append(text, size, used, ": ");
    }
    if (error->row > 0) used = append(text, size, used, _("row %ld: "), error->row);
    if (error->key[0]) used = append(text, size, used, "%s: ", error->key);
    append(text, size, used, "%s",
           error->message[0] ? error->message : _(status_text(error->status)));
}
