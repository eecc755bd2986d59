/*
 * style_colours.h - the palettes. Private to layers/style and its tests.
 *
 * Sequences run from light to dark, so they also read in grey; categories are never told by colour
 * alone (style_classes.c gives each its shape). tests/unit/test_style.c holds them against
 * simulated colour blindness (Machado, Oliveira, Fernandes 2009, doi:10.1109/TVCG.2009.113).
 *
 * Sources: sequence YlGnBu and opposites RdBu of ColorBrewer (Harrower, Brewer 2003,
 * doi:10.1179/000870403235002042); categories of Okabe and Ito (2008, "Color Universal Design").
 */
#ifndef LAYERS_STYLE_STYLE_COLOURS_H
#define LAYERS_STYLE_STYLE_COLOURS_H

#include "layers/style/style.h"

enum {
    STYLE_SEQUENCE_MAX = 7, /* colours that a sequence can tell apart */
    STYLE_CATEGORY_COLOURS = 8,
    STYLE_SHADES = 6,
    STYLE_OPPOSITES = 7
};

#define STYLE_RGB(hex)                                                                             \
    { ((hex) >> 16) & 255, ((hex) >> 8) & 255, (hex)&255, 255 }

/* Colour i of a sequence of n, light to dark; the last one stands for all beyond the palette. */
StyleColour style_sequence(size_t i, size_t n);

/* Light grounds that neighbouring areas are told apart by. */
extern const StyleColour STYLE_SHADE[STYLE_SHADES];

/* From much nearer (blue) over no change to much farther (red). */
extern const StyleColour STYLE_OPPOSITE[STYLE_OPPOSITES];

extern const StyleColour STYLE_CATEGORY[STYLE_CATEGORY_COLOURS];

/* Ground of the country, lines of borders, ink of letters, ground of letters, "nothing known". */
extern const StyleColour STYLE_LAND, STYLE_UNIT_LINE, STYLE_BORDER_LINE, STYLE_INK, STYLE_PAPER,
    STYLE_UNKNOWN, STYLE_NO_COLOUR;

#endif
