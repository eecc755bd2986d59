/*
 * png_palette.h - at most 256 colours for a picture. Private to layers/draw.
 */
#ifndef LAYERS_DRAW_PNG_PALETTE_H
#define LAYERS_DRAW_PNG_PALETTE_H

#include "layers/draw/png_bytes.h"
#include <stdint.h>

enum { PALETTE_MOST = 256 };

typedef struct PngPalette {
    size_t n;
    unsigned char rgb[PALETTE_MOST][3];
    /* the picture's colours by open addressing, and the place of each in the palette */
    uint32_t *colour; /* 1 + 0xRRGGBB; 0: free */
    uint32_t *uses;
    unsigned char *place;
    size_t bits, n_colours;
} PngPalette;

/* *palette is the caller's (png_palette_free). STATUS_NO_MEMORY. */
Status png_palette_make(const PngPixels *pixels, PngPalette *palette);
void png_palette_free(PngPalette *palette);

/* The place of a colour that the picture has. O(1) expected. */
unsigned char png_palette_place(const PngPalette *palette, uint32_t rgb);

#endif
