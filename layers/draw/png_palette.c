#include "layers/draw/png_palette.h"
#include <stdlib.h>

/* A colour of the picture, and how many pixels have it. */
typedef struct Used {
    uint32_t rgb, uses;
    size_t slot;
} Used;

/* Colours that get one place in the palette: items begin … end - 1. */
typedef struct Cut {
    size_t begin, end;
    double weight; /* spread of the widest channel times uses: what a cut would gain */
    int channel;
} Cut;

static unsigned channel_of(uint32_t rgb, int channel) {
    return rgb >> (8 * channel) & 0xff;
}

static size_t slot_of(const PngPalette *palette, uint32_t rgb) {
    size_t mask = ((size_t)1 << palette->bits) - 1;
    size_t at = (size_t)((rgb * UINT32_C(0x9E3779B1)) >> (32 - palette->bits));
    while (palette->colour[at] && palette->colour[at] != rgb + 1) at = (at + 1) & mask;
    return at;
}

static void free_table(PngPalette *palette) {
    free(palette->colour);
    free(palette->uses);
    free(palette->place);
}

void png_palette_free(PngPalette *palette) {
    free_table(palette);
    *palette = (PngPalette){0};
}

static bool make_table(PngPalette *palette, size_t bits) {
    palette->bits = bits;
    palette->colour = calloc((size_t)1 << bits, sizeof *palette->colour);
    palette->uses = calloc((size_t)1 << bits, sizeof *palette->uses);
    palette->place = calloc((size_t)1 << bits, sizeof *palette->place);
    return palette->colour && palette->uses && palette->place;
}

/* Twice the room. */
static bool widen_table(PngPalette *palette) {
    PngPalette old = *palette;
    if (!make_table(palette, old.bits + 1)) {
        free_table(palette);
        *palette = old;
        return false;
    }
    for (size_t i = 0; i < (size_t)1 << old.bits; i++) {
        if (!old.colour[i]) continue;
        size_t at = slot_of(palette, old.colour[i] - 1);
        palette->colour[at] = old.colour[i];
        palette->uses[at] = old.uses[i];
    }
    free_table(&old);
    return true;
}

static Status count_colours(const PngPixels *pixels, PngPalette *palette) {
    uint32_t last = UINT32_MAX;
    size_t slot = 0;
    for (size_t y = 0; y < pixels->height; y++) {
        const unsigned char *row = pixels->data + y * pixels->stride_bytes;
        for (size_t x = 0; x < pixels->width; x++) {
            uint32_t rgb = png_pixel(row, x);
            if (rgb != last) slot = slot_of(palette, rgb);
            last = rgb;
            palette->uses[slot]++;
            if (palette->colour[slot]) continue;
            palette->colour[slot] = rgb + 1;
            last = UINT32_MAX;
            if (++palette->n_colours * 2 > (size_t)1 << palette->bits && !widen_table(palette))
                return STATUS_NO_MEMORY;
        }
    }
    return STATUS_OK;
}

static void weigh(const Used *used, Cut *cut) {
    unsigned low[3] = {255, 255, 255}, high[3] = {0, 0, 0};
    double uses = 0;
    for (size_t i = cut->begin; i < cut->end; i++) {
        uses += used[i].uses;
        for (int c = 0; c < 3; c++) {
            unsigned value = channel_of(used[i].rgb, c);
            if (value < low[c]) low[c] = value;
            if (value > high[c]) high[c] = value;
        }
    }
    cut->channel = 0;
    for (int c = 1; c < 3; c++)
        if (high[c] - low[c] > high[cut->channel] - low[cut->channel]) cut->channel = c;
    double spread = high[cut->channel] - low[cut->channel];
    /* much used colours draw the cuts to them, little used ones are not lost */
    cut->weight = cut->end - cut->begin > 1 ? spread * spread * (1 + uses) : 0;
}

#define COMPARE_BY(NAME, CHANNEL)                                                                  \
    static int NAME(const void *a, const void *b) {                                                \
        uint32_t x = ((const Used *)a)->rgb, y = ((const Used *)b)->rgb;                           \
        unsigned p = channel_of(x, CHANNEL), q = channel_of(y, CHANNEL);                           \
        return p != q ? (p < q ? -1 : 1) : (x > y) - (x < y);                                      \
    }
COMPARE_BY(by_channel_0, 0)
COMPARE_BY(by_channel_1, 1)
COMPARE_BY(by_channel_2, 2)

/* Divides a cut at the median of its pixels; both parts have a colour. */
static void divide(Used *used, Cut *cut, Cut *other) {
    static int (*const ORDER[3])(const void *, const void *) = {by_channel_0, by_channel_1,
                                                                by_channel_2};
    qsort(used + cut->begin, cut->end - cut->begin, sizeof *used, ORDER[cut->channel]);
    double uses = 0, half = 0;
    for (size_t i = cut->begin; i < cut->end; i++) uses += used[i].uses;
    size_t at = cut->begin;
    do half += used[at++].uses;
    while (at + 1 < cut->end && 2 * (half + used[at].uses) <= uses);
    *other = (Cut){.begin = at, .end = cut->end};
    cut->end = at;
    weigh(used, cut);
    weigh(used, other);
}

/* The mean colour of a cut becomes a place of the palette. */
static void set_place(PngPalette *palette, const Used *used, const Cut *cut) {
    double sum[3] = {0}, uses = 0;
    for (size_t i = cut->begin; i < cut->end; i++) {
        for (int c = 0; c < 3; c++) sum[c] += (double)channel_of(used[i].rgb, 2 - c) * used[i].uses;
        uses += used[i].uses;
        palette->place[used[i].slot] = (unsigned char)palette->n;
    }
    for (int c = 0; c < 3; c++) palette->rgb[palette->n][c] = (unsigned char)(sum[c] / uses + 0.5);
    palette->n++;
}

static void cut_colours(PngPalette *palette, Used *used) {
    Cut cut[PALETTE_MOST] = {{.begin = 0, .end = palette->n_colours}};
    size_t n = 1;
    weigh(used, &cut[0]);
    while (n < PALETTE_MOST) {
        size_t best = 0;
        for (size_t i = 1; i < n; i++)
            if (cut[i].weight > cut[best].weight) best = i;
        if (!(cut[best].weight > 0)) break;
        divide(used, &cut[best], &cut[n]);
        n++;
    }
    for (size_t i = 0; i < n; i++) set_place(palette, used, &cut[i]);
}

Status png_palette_make(const PngPixels *pixels, PngPalette *palette) {
    *palette = (PngPalette){0};
    Status status = make_table(palette, 12) ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = count_colours(pixels, palette);
    Used *used = status == STATUS_OK ? calloc(palette->n_colours + 1, sizeof *used) : NULL;
    if (used) {
        size_t n = 0;
        for (size_t i = 0; i < (size_t)1 << palette->bits; i++)
            if (palette->colour[i]) used[n++] = (Used){palette->colour[i] - 1, palette->uses[i], i};
        cut_colours(palette, used);
        free(used);
        return STATUS_OK;
    }
    png_palette_free(palette);
    return STATUS_NO_MEMORY;
}

unsigned char png_palette_place(const PngPalette *palette, uint32_t rgb) {
    return palette->place[slot_of(palette, rgb)];
}
