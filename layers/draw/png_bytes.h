/*
 * png_bytes.h - pixels as a PNG file with its resolution. Private to layers/draw.
 */
#ifndef LAYERS_DRAW_PNG_BYTES_H
#define LAYERS_DRAW_PNG_BYTES_H

#include "layers/draw/draw_bytes.h"
#include <stdint.h>
#include <string.h>

/* Opaque pixels as cairo has them: a uint32 each, 0x00RRGGBB; rows of stride_bytes. */
typedef struct PngPixels {
    size_t width, height, stride_bytes;
    const unsigned char *data;
} PngPixels;

/* Pixel x of a row as 0xRRGGBB. */
static inline uint32_t png_pixel(const unsigned char *row, size_t x) {
    uint32_t pixel;
    memcpy(&pixel, row + 4 * x, sizeof pixel);
    return pixel & 0xffffff;
}

/*
 * Adds the file to *out. indexed: with a palette of at most 256 colours, exact where the picture
 * has no more, else found by median cut (P. Heckbert, 1982) weighted by use. The same pixels give
 * the same bytes. STATUS_NO_MEMORY. O(pixels + colours · log colours).
 */
Status png_bytes(const PngPixels *pixels, double dpi, bool indexed, DrawBytes *out);

#endif
