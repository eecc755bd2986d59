/*
 * draw_bytes.h - a growing array of bytes: a picture's file, a text of XML, numbers packed for a
 * web page. Private to layers/draw and its tests.
 */
#ifndef LAYERS_DRAW_DRAW_BYTES_H
#define LAYERS_DRAW_DRAW_BYTES_H

#include "layers/error.h"
#include <stdbool.h>
#include <stddef.h>

/* Zero-initialise ({0}). Once memory has run out, it stays `failed` and takes no more. */
typedef struct DrawBytes {
    unsigned char *byte; /* owned (draw_bytes_free); NULL while n is 0 */
    size_t n, capacity;
    bool failed;
} DrawBytes;

/* Each adds at the end, in amortised O(n). */
void draw_bytes_add(DrawBytes *bytes, const void *from, size_t n);
/* As printf writes it; 512 bytes and more fail. For numbers and tags, not for texts of users. */
void draw_bytes_text(DrawBytes *bytes, const char *format, ...) PRINTF_LIKE(2, 3);
/* The text as XML wants it: & < > and quotes as entities, no control characters. */
void draw_bytes_xml(DrawBytes *bytes, const char *text);
void draw_bytes_free(DrawBytes *bytes);

#endif
