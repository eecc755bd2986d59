/*
 * page_bytes.h - numbers packed for a web page: small integers in few bytes, and base64 around
 * them.
 *
 * Integers are written seven bits at a time, the low ones first, the eighth bit where more follow;
 * signed ones change their sign into the lowest bit before (0, -1, 1, -2 … become 0, 1, 2, 3), as
 * in Protocol Buffers. data.js reads the same back.
 */
#ifndef LAYERS_DRAW_PAGE_BYTES_H
#define LAYERS_DRAW_PAGE_BYTES_H

#include "layers/draw/draw_bytes.h"
#include <stdint.h>

void page_bytes_unsigned(DrawBytes *bytes, uint64_t value);
void page_bytes_signed(DrawBytes *bytes, int64_t value);

/* n numbers from 0 to 255: two a byte, the first in its low half, where none is above 15. Returns
 * the bits of a number, 4 or 8. */
int page_bytes_classes(DrawBytes *bytes, const uint8_t *value, size_t n);

/* A text of base64 (RFC 4648, with padding); the caller's (free). NULL: out of memory, also where
 * the bytes failed. */
char *page_bytes_base64(const DrawBytes *bytes);
char *base64_text(const unsigned char *byte, size_t n);

#endif
