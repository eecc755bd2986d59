/* The sheet of paper: formats, limits, letters that stay text, colours, the same bytes again. */
#include "tests/unit/cmocka_all.h"

#include "layers/draw/canvas.h"
#include "layers/draw/png_palette.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const StyleColour RED = {200, 0, 0, 255}, BLUE = {0, 0, 200, 128}, NONE = {0, 0, 0, 0};

typedef struct Bytes {
    unsigned char *byte;
    size_t n;
} Bytes;

static Bytes draw(CanvasSetup setup, const char *text) {
    Canvas *canvas = NULL;
    Bytes out = {0};
    assert_int_equal(canvas_make(&setup, &canvas, NULL), STATUS_OK);
    canvas_rectangle(canvas, 10, 10, 40, 20);
    canvas_paint(canvas, RED, BLUE, 1, 0);
    canvas_circle(canvas, 60, 30, 10);
    canvas_clip(canvas);
    canvas_move(canvas, 0, 30);
    canvas_line(canvas, 100, 30);
    canvas_paint(canvas, NONE, RED, 2, 3);
    canvas_unclip(canvas);
    CanvasText how = {.size_pt = 10, .colour = {0, 0, 0, 255}, .halo = {255, 255, 255, 255}};
    canvas_text(canvas, &how, 10, 40, text);
    how.upwards = true;
    canvas_text(canvas, &how, 2, 60, "up");
    assert_int_equal(canvas_finish(canvas, &out.byte, &out.n, NULL), STATUS_OK);
    canvas_free(canvas);
    return out;
}

static CanvasSetup setup_of(CanvasFormat format) {
    return (CanvasSetup){.format = format,
                         .width_mm = 100,
                         .height_mm = 80,
                         .dpi = 127,
                         .title = "Tests & <more>",
                         .date = "2024-01-31T12:00:00Z"};
}

static bool holds(Bytes bytes, const char *text) {
    size_t n = strlen(text);
    for (size_t i = 0; i + n <= bytes.n; i++)
        if (memcmp(bytes.byte + i, text, n) == 0) return true;
    return false;
}

static void the_same_calls_give_the_same_bytes(void **state) {
    (void)state;
    static const char *const START[CANVAS_FORMATS] = {"\x89PNG", "<svg ", "%PDF-1."};
    for (int format = 0; format < CANVAS_FORMATS; format++) {
        CanvasSetup setup = setup_of((CanvasFormat)format);
        Bytes a = draw(setup, "Ķekava"), other = draw(setup, "Ogre"), b = draw(setup, "Ķekava");
        assert_int_equal(a.n, b.n);
        assert_memory_equal(a.byte, b.byte, a.n);
        assert_true(a.n != other.n || memcmp(a.byte, other.byte, a.n) != 0);
        assert_memory_equal(a.byte, START[format], strlen(START[format]));
        free(a.byte);
        free(b.byte);
        free(other.byte);
    }
}

static unsigned long big_endian(const unsigned char *at) {
    return (unsigned long)at[0] << 24 | (unsigned long)at[1] << 16 | (unsigned long)at[2] << 8 |
           at[3];
}

static void a_png_has_its_size_and_resolution(void **state) {
    (void)state;
    for (int indexed = 0; indexed < 2; indexed++) {
        CanvasSetup setup = setup_of(CANVAS_PNG);
        setup.indexed = indexed;
        Bytes png = draw(setup, "x");
        assert_int_equal(big_endian(png.byte + 16), 500); /* 100 mm at 127 dpi */
        assert_int_equal(big_endian(png.byte + 20), 400);
        assert_int_equal(png.byte[25], indexed ? 3 : 2); /* palette, or RGB */
        assert_true(holds(png, "pHYs"));
        size_t at = 0;
        while (memcmp(png.byte + at, "pHYs", 4) != 0) at++;
        assert_int_equal(big_endian(png.byte + at + 4), 5000); /* dots a metre */
        assert_int_equal(big_endian(png.byte + at + 8), 5000);
        assert_int_equal(png.byte[at + 12], 1);
        free(png.byte);
    }
}

static void svg_keeps_letters_and_escapes_them(void **state) {
    (void)state;
    Bytes svg = draw(setup_of(CANVAS_SVG), "Ķīšu <&> \"iela\"");
    assert_true(holds(svg, ">Ķīšu &lt;&amp;&gt; &quot;iela&quot;</text>"));
    assert_true(holds(svg, "<title>Tests &amp; &lt;more&gt;</title>"));
    assert_true(holds(svg, "viewBox=\"0 0 10000 8000\""));
    assert_true(holds(svg, "fill=\"#c80000\" stroke=\"#0000c8\" stroke-opacity=\"0.502\""));
    assert_true(holds(svg, "M1000 1000h4000v2000h-4000z"));
    assert_true(holds(svg, "url(#c1)"));
    assert_true(holds(svg, "stroke-dasharray=\"300\""));
    assert_true(holds(svg, "paint-order=\"stroke\""));
    free(svg.byte);
}

static void sheets_beyond_the_limits_are_refused(void **state) {
    (void)state;
    const double odd[][3] = {{0, 10, 100},       {10, -1, 100},   {NAN, 10, 100}, {5001, 10, 10},
                             {4000, 10, 1200.0}, {100, 100, 0.0}, {10, 10, NAN}};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        CanvasSetup setup = {
            .format = CANVAS_PNG, .width_mm = odd[i][0], .height_mm = odd[i][1], .dpi = odd[i][2]};
        Canvas *canvas = NULL;
        assert_int_equal(canvas_make(&setup, &canvas, NULL), STATUS_BAD_ARGUMENT);
        assert_null(canvas);
    }
    CanvasSetup setup = setup_of(CANVAS_PNG);
    Canvas *canvas = NULL;
    assert_int_equal(canvas_make(&setup, &canvas, NULL), STATUS_OK);
    canvas_next_page(canvas, 100, 100); /* no PDF */
    unsigned char *bytes = NULL;
    size_t n = 0;
    assert_int_equal(canvas_finish(canvas, &bytes, &n, NULL), STATUS_BAD_ARGUMENT);
    assert_null(bytes);
    canvas_free(canvas);
    canvas_free(NULL);
}

/* Widths do not depend on the format, so a label that fits in one fits in all. */
static void letters_are_as_wide_in_every_format(void **state) {
    (void)state;
    double width[CANVAS_FORMATS], height[CANVAS_FORMATS];
    CanvasText how = {.size_pt = 8, .colour = {0, 0, 0, 255}};
    for (int format = 0; format < CANVAS_FORMATS; format++) {
        CanvasSetup setup = setup_of((CanvasFormat)format);
        Canvas *canvas = NULL;
        assert_int_equal(canvas_make(&setup, &canvas, NULL), STATUS_OK);
        canvas_text_size(canvas, &how, "Augšdaugavas novads", &width[format], &height[format]);
        assert_true(width[format] > 20 && width[format] < 40);
        assert_true(width[format] == width[0] && height[format] == height[0]);
        double narrow, high;
        CanvasText broken = how;
        broken.width_mm = 22;
        canvas_text_size(canvas, &broken, "Augšdaugavas novads", &narrow, &high);
        assert_true(narrow <= 22.01 && high > 1.9 * height[format]);
        broken = how;
        broken.upwards = true;
        canvas_text_size(canvas, &broken, "Augšdaugavas novads", &narrow, &high);
        assert_true(narrow == height[format] && high == width[format]);
        canvas_free(canvas);
    }
}

/* ---- palettes ---- */

static void few_colours_stay_as_they_are(void **state) {
    (void)state;
    uint32_t pixel[256 * 4];
    for (size_t i = 0; i < 1024; i++) pixel[i] = (uint32_t)(i % 256 * 0x010305) & 0xffffff;
    PngPixels pixels = {256, 4, 256 * sizeof *pixel, (const unsigned char *)pixel};
    PngPalette palette;
    assert_int_equal(png_palette_make(&pixels, &palette), STATUS_OK);
    assert_int_equal(palette.n, 256);
    for (size_t i = 0; i < 256; i++) {
        const unsigned char *rgb = palette.rgb[png_palette_place(&palette, pixel[i])];
        assert_int_equal((uint32_t)rgb[0] << 16 | (uint32_t)rgb[1] << 8 | rgb[2], pixel[i]);
    }
    png_palette_free(&palette);
}

/* With far more colours none is far from its own: the cube is cut into 256 parts. */
static void many_colours_find_near_ones(void **state) {
    (void)state;
    enum { N = 40 };
    uint32_t *pixel = malloc(N * N * N * sizeof *pixel);
    assert_non_null(pixel);
    for (uint32_t i = 0; i < N * N * N; i++)
        pixel[i] = (i % N * 6) << 16 | (i / N % N * 6) << 8 | (i / (N * N) * 6);
    PngPixels pixels = {N * N, N, N * N * sizeof *pixel, (const unsigned char *)pixel};
    PngPalette palette;
    assert_int_equal(png_palette_make(&pixels, &palette), STATUS_OK);
    assert_int_equal(palette.n, 256);
    int worst = 0;
    for (uint32_t i = 0; i < N * N * N; i++) {
        const unsigned char *rgb = palette.rgb[png_palette_place(&palette, pixel[i])];
        for (int c = 0; c < 3; c++) {
            int off = abs((int)rgb[c] - (int)(pixel[i] >> (16 - 8 * c) & 255));
            worst = off > worst ? off : worst;
        }
    }
    assert_true(worst <= 40);
    png_palette_free(&palette);
    free(pixel);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_same_calls_give_the_same_bytes),
                                       cmocka_unit_test(a_png_has_its_size_and_resolution),
                                       cmocka_unit_test(svg_keeps_letters_and_escapes_them),
                                       cmocka_unit_test(sheets_beyond_the_limits_are_refused),
                                       cmocka_unit_test(letters_are_as_wide_in_every_format),
                                       cmocka_unit_test(few_colours_stay_as_they_are),
                                       cmocka_unit_test(many_colours_find_near_ones)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
