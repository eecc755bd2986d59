#include "layers/draw/draw_bytes.h"
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool reserve(DrawBytes *bytes, size_t n) {
    if (bytes->failed) return false;
    if (n <= bytes->capacity - bytes->n) return true;
    size_t more = bytes->capacity ? bytes->capacity : 4096;
    while (more < SIZE_MAX / 2 && more - bytes->n < n) more *= 2;
    unsigned char *bigger = more - bytes->n < n ? NULL : realloc(bytes->byte, more);
    if (!bigger) {
        bytes->failed = true;
        return false;
    }
    bytes->byte = bigger;
    bytes->capacity = more;
    return true;
}

void draw_bytes_add(DrawBytes *bytes, const void *from, size_t n) {
    if (n == 0 || !reserve(bytes, n)) return;
    memcpy(bytes->byte + bytes->n, from, n);
    bytes->n += n;
}

void draw_bytes_text(DrawBytes *bytes, const char *format, ...) {
    char text[512];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof text)
        bytes->failed = true;
    else
        draw_bytes_add(bytes, text, (size_t)n);
}

void draw_bytes_xml(DrawBytes *bytes, const char *text) {
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        const char *entity = c == '&'   ? "&amp;"
                             : c == '<' ? "&lt;"
                             : c == '>' ? "&gt;"
                             : c == '"' ? "&quot;"
                             : c < ' '  ? " "
                                        : NULL;
        if (entity)
            draw_bytes_add(bytes, entity, strlen(entity));
        else
            draw_bytes_add(bytes, text, 1);
    }
}

void draw_bytes_free(DrawBytes *bytes) {
    free(bytes->byte);
    *bytes = (DrawBytes){0};
}
