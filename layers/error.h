/*
 * error.h - what went wrong, and where: a Status with the place and a sentence for the user.
 *
 * The first failure fills the caller's Error and is passed up unchanged. Messages are already in
 * the user's language and say what would be right; error_format joins place and message.
 */
#ifndef LAYERS_ERROR_H
#define LAYERS_ERROR_H

#include "geo/status.h"
#include <stddef.h>

typedef struct Error {
    Status status;
    char file[512];     /* file or directory; empty where none is concerned */
    char layer[128];    /* layer, table or archive member; may be empty */
    long row;           /* data row, 1 for the first one; 0 where none */
    long line;          /* line in a text file, 1 for the first one; 0 where none */
    char key[128];      /* key of the plan file; may be empty */
    char message[1024]; /* one sentence without a full stop at its end */
} Error;

#if defined(__GNUC__)
#define PRINTF_LIKE(format_at, first_at) __attribute__((format(printf, format_at, first_at)))
#else
#define PRINTF_LIKE(format_at, first_at)
#endif

/* Each fills *error (NULL is allowed: then nothing is told) and returns `status`. */
Status error_set(Error *error, Status status, const char *format, ...) PRINTF_LIKE(3, 4);
Status error_file(Error *error, Status status, const char *file, const char *format, ...)
    PRINTF_LIKE(4, 5);
Status error_row(Error *error, Status status, const char *file, long row, const char *format, ...)
    PRINTF_LIKE(5, 6);
Status error_line(Error *error, Status status, const char *file, long line, const char *key,
                  const char *format, ...) PRINTF_LIKE(6, 7);

/* For a bare kernel status: its text as the message, if no message is there yet. */
Status error_status(Error *error, Status status);

/* "file:line: key: message" as one line of UTF-8 text into text[size]. */
void error_format(const Error *error, char *text, size_t size);

#endif
