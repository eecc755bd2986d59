/*
 * text_file.h - writes a text file, or a CSV file (RFC 4180, LF line ends, UTF-8).
 *
 * Write errors are kept until text_file_close tells the first one: the calls in between need no
 * check. Numbers never depend on the locale.
 */
#ifndef LAYERS_WRITE_TEXT_FILE_H
#define LAYERS_WRITE_TEXT_FILE_H

#include "layers/error.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct TextFile {
    FILE *stream_;
    char path_[4096];
    int errno_; /* of the first failure; 0: none so far */
    bool in_row_;
} TextFile;

/* Creates or replaces the file. STATUS_NOT_WRITABLE. */
Status text_file_open(TextFile *file, const char *path, Error *error);

/* Closes it in any case. STATUS_NOT_WRITABLE where this or an earlier write failed. */
Status text_file_close(TextFile *file, Error *error);

/* Text as it is. */
void text_file_put(TextFile *file, const char *text);

/*
 * One field of the row that is being written; csv_end ends the row. Text is quoted where it must
 * be; NULL is an empty field. csv_fixed writes `value` rounded to `decimals` (0 … 9) places;
 * |value| must be below 9e9.
 */
void csv_text(TextFile *file, const char *text);
void csv_int(TextFile *file, int64_t value);
void csv_fixed(TextFile *file, double value, int decimals);
void csv_end(TextFile *file);

#endif
