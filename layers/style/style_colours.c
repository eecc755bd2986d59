#include "layers/style/style_colours.h"

static const StyleColour SEQUENCE[STYLE_SEQUENCE_MAX] = {
    STYLE_RGB(0xc7e9b4), STYLE_RGB(0x7fcdbb), STYLE_RGB(0x41b6c4), STYLE_RGB(0x1d91c0),
    STYLE_RGB(0x225ea8), STYLE_RGB(0x253494), STYLE_RGB(0x081d58)};

const StyleColour STYLE_SHADE[STYLE_SHADES] = {STYLE_RGB(0xcfe3f2), STYLE_RGB(0xe3c48a),
                                               STYLE_RGB(0xc4c4c4), STYLE_RGB(0xf4f0c0),
                                               STYLE_RGB(0x9fb8d9), STYLE_RGB(0xe0a899)};

const StyleColour STYLE_OPPOSITE[STYLE_OPPOSITES] = {
    STYLE_RGB(0x2166ac), STYLE_RGB(0x4393c3), STYLE_RGB(0x92c5de), STYLE_RGB(0xd1e5f0),
    STYLE_RGB(0xf7f7f7), STYLE_RGB(0xf4a582), STYLE_RGB(0xb2182b)};

const StyleColour STYLE_CATEGORY[STYLE_CATEGORY_COLOURS] = {
    STYLE_RGB(0x0072b2), STYLE_RGB(0xd55e00), STYLE_RGB(0x009e73), STYLE_RGB(0xe69f00),
    STYLE_RGB(0xcc79a7), STYLE_RGB(0x56b4e9), STYLE_RGB(0x000000), STYLE_RGB(0xf0e442)};

const StyleColour STYLE_LAND = STYLE_RGB(0xf4f3ef), STYLE_UNIT_LINE = STYLE_RGB(0xc4c4c0),
                  STYLE_BORDER_LINE = STYLE_RGB(0x6e6e6e), STYLE_INK = STYLE_RGB(0x202020),
                  STYLE_PAPER = STYLE_RGB(0xffffff), STYLE_UNKNOWN = STYLE_RGB(0x9a9a9a),
                  STYLE_NO_COLOUR = {0, 0, 0, 0};

StyleColour style_sequence(size_t i, size_t n) {
    if (n < 2) return SEQUENCE[STYLE_SEQUENCE_MAX / 2];
    if (n > STYLE_SEQUENCE_MAX) n = STYLE_SEQUENCE_MAX;
    if (i >= n) i = n - 1;
    /* the ends are always used; between them the nearest of the palette */
    return SEQUENCE[(i * (STYLE_SEQUENCE_MAX - 1) + (n - 1) / 2) / (n - 1)];
}

StyleColour style_series_colour(size_t i) {
    return STYLE_CATEGORY[i % (STYLE_CATEGORY_COLOURS - 1)]; /* yellow is too pale for a line */
}
