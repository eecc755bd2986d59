#include "layers/draw/png_bytes.h"
#include "layers/draw/png_palette.h"
#include <math.h>
#include <png.h>
#include <stdlib.h>

/* What is written while libpng may jump out of it. */
typedef struct PngWork {
    const PngPixels *pixels;
    const PngPalette *palette; /* NULL: red, green and blue */
    unsigned char *row;
    double dpi;
    png_structp png;
    png_infop info;
    DrawBytes *out;
} PngWork;

static void take_bytes(png_structp png, png_bytep data, size_t n) {
    draw_bytes_add(png_get_io_ptr(png), data, n);
}

static void flush_bytes(png_structp png) {
    (void)png;
}

static void no_words(png_structp png, png_const_charp text) {
    (void)png;
    (void)text;
}

static void fill_row(const PngWork *work, size_t y) {
    const unsigned char *from = work->pixels->data + y * work->pixels->stride_bytes;
    uint32_t last = UINT32_MAX;
    unsigned char place = 0;
    for (size_t x = 0; x < work->pixels->width; x++) {
        uint32_t rgb = png_pixel(from, x);
        if (work->palette) {
            if (rgb != last) place = png_palette_place(work->palette, rgb);
            last = rgb;
            work->row[x] = place;
        } else {
            work->row[3 * x] = (unsigned char)(rgb >> 16);
            work->row[3 * x + 1] = (unsigned char)(rgb >> 8);
            work->row[3 * x + 2] = (unsigned char)rgb;
        }
    }
}

static void put_head(PngWork *work) {
    const PngPalette *palette = work->palette;
    png_set_IHDR(work->png, work->info, (png_uint_32)work->pixels->width,
                 (png_uint_32)work->pixels->height, 8,
                 palette ? PNG_COLOR_TYPE_PALETTE : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (palette) {
        png_color colours[PALETTE_MOST];
        for (size_t i = 0; i < palette->n; i++)
            colours[i] = (png_color){palette->rgb[i][0], palette->rgb[i][1], palette->rgb[i][2]};
        png_set_PLTE(work->png, work->info, colours, (int)palette->n);
    }
    png_uint_32 per_metre = (png_uint_32)lround(work->dpi / 0.0254);
    png_set_pHYs(work->png, work->info, per_metre, per_metre, PNG_RESOLUTION_METER);
    png_write_info(work->png, work->info);
}

/* Pictures of flat colours are the smallest, and the fastest to write, without row filters; more
 * than level 3 takes a quarter longer for a tenth of the size. */
static bool write_picture(PngWork *work) {
    if (setjmp(png_jmpbuf(work->png))) return false;
    png_set_write_fn(work->png, work->out, take_bytes, flush_bytes);
    png_set_filter(work->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_compression_level(work->png, 3);
    put_head(work);
    for (size_t y = 0; y < work->pixels->height; y++) {
        fill_row(work, y);
        png_write_row(work->png, work->row);
    }
    png_write_end(work->png, NULL);
    return true;
}

Status png_bytes(const PngPixels *pixels, double dpi, bool indexed, DrawBytes *out) {
    PngPalette palette = {0};
    PngWork work = {.pixels = pixels, .dpi = dpi, .out = out};
    Status status = indexed ? png_palette_make(pixels, &palette) : STATUS_OK;
    if (status != STATUS_OK) return status;
    if (indexed) work.palette = &palette;
    work.row = malloc(3 * pixels->width + 1);
    work.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, no_words, no_words);
    work.info = work.png ? png_create_info_struct(work.png) : NULL;
    bool done = work.row && work.info && write_picture(&work) && !out->failed;
    png_destroy_write_struct(&work.png, &work.info);
    free(work.row);
    png_palette_free(&palette);
    return done ? STATUS_OK : STATUS_NO_MEMORY;
}
