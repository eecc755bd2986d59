/* What maps and charts are laid out with: round numbers, paper, labels, symbols, legends. */
#include "tests/unit/cmocka_all.h"

#include "layers/draw/chart_internal.h"
#include "layers/draw/map_internal.h"
#include "tests/unit/test_support.h"
#include <stdlib.h>
#include <string.h>

/* ---- round numbers ---- */

static bool is_one_two_five(double value) {
    double digit = value / pow(10, floor(log10(value) + 1e-9));
    return fabs(digit - 1) < 1e-6 || fabs(digit - 2) < 1e-6 || fabs(digit - 5) < 1e-6;
}

static void scale_bars_are_round(void **state) {
    (void)state;
    assert_true(ruler_round_m(99999) == 50000);
    assert_true(ruler_round_m(100000) == 100000);
    assert_true(ruler_round_m(199.9) == 100);
    assert_true(ruler_round_m(200) == 200);
    assert_true(ruler_round_m(0.7) == 0.5);
    assert_true(ruler_round_m(0) == 0 && ruler_round_m(-5) == 0 && ruler_round_m(INFINITY) == 0);
    uint64_t seed = 3;
    for (int i = 0; i < 2000; i++) {
        double most = pow(10, random_in(&seed, -2, 7)), round = ruler_round_m(most);
        assert_true(round <= most * (1 + 1e-8) && round > most / 2.5001);
        assert_true(is_one_two_five(round));
    }
}

static void scales_are_round_and_not_larger(void **state) {
    (void)state;
    assert_true(fabs(map_round_scale(1612) - 1650) < 1e-9);
    assert_true(fabs(map_round_scale(1650) - 1650) < 1e-9);
    assert_true(fabs(map_round_scale(5120) - 5200) < 1e-9);
    uint64_t seed = 4;
    for (int i = 0; i < 2000; i++) {
        double m = pow(10, random_in(&seed, -1, 5)), round = map_round_scale(m);
        assert_true(round >= m && round <= m * 1.0501);
        double step = pow(10, floor(log10(round) + 1e-9)) / 20;
        assert_true(fabs(round / step - nearbyint(round / step)) < 1e-6);
    }
}

static void ticks_hold_all_values_and_are_round(void **state) {
    (void)state;
    ChartAxis axis = axis_round(-4.2, 0.9, 7);
    assert_true(axis.step == 1 && axis.low == -5 && axis.high == 1 && axis.decimals == 0);
    axis = axis_round(0, 1, 5);
    assert_true(fabs(axis.step - 0.2) < 1e-12 && axis.decimals == 1);
    axis = axis_round(7, 7, 5); /* one value */
    assert_true(axis.low <= 7 && axis.high > 7);
    axis = axis_round(NAN, 2, 5);
    assert_true(axis.low == 0 && axis.high == 1);
    uint64_t seed = 5;
    for (int i = 0; i < 2000; i++) {
        double low = random_in(&seed, -1, 1) * pow(10, random_in(&seed, -3, 6));
        double high = low + pow(10, random_in(&seed, -3, 6));
        axis = axis_round(low, high, 6);
        double n = (axis.high - axis.low) / axis.step;
        assert_true(axis.low <= low + 1e-6 * axis.step && axis.high >= high - 1e-6 * axis.step);
        assert_true(is_one_two_five(axis.step) && n >= 1 && n <= 8.001);
    }
}

static void paper_is_known_by_name(void **state) {
    (void)state;
    double width, height;
    bool turnable;
    assert_true(page_paper("A4", &width, &height, &turnable));
    assert_true(width == 210 && height == 297 && turnable);
    assert_true(page_paper("A3-landscape", &width, &height, &turnable));
    assert_true(width == 420 && height == 297 && !turnable);
    assert_true(page_paper("a5-portrait", &width, &height, &turnable));
    assert_true(width == 148 && height == 210 && !turnable);
    assert_true(page_paper("297x210.5", &width, &height, &turnable));
    assert_true(width == 297 && height == 210.5 && !turnable);
    const char *const odd[] = {"",    "A",       "A7",    "A44",  "A4-",       "A4-Landscape",
                               "B5",  "210",     "210x",  "x210", "210x297mm", "-5x10",
                               "0x9", "1e999x5", "nanx5", "A4 x5"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        if (page_paper(odd[i], &width, &height, &turnable)) fail_msg("“%s” is paper", odd[i]);
}

/* ---- a made-up layer ---- */

static Canvas *make_canvas(CanvasFormat format) {
    CanvasSetup setup = {.format = format, .width_mm = 100, .height_mm = 100, .dpi = 50};
    Canvas *canvas = NULL;
    assert_int_equal(canvas_make(&setup, &canvas, NULL), STATUS_OK);
    return canvas;
}

enum { MANY = 300 };
static const StyleClass DOT[] = {
    {.label = "dot",
     .symbol = {
         .shape = STYLE_CIRCLE, .size_mm = 2, .fill = {9, 9, 9, 255}, .stroke = {1, 1, 1, 255}}}};

typedef struct Made {
    StyleLayer layer;
    Features features;
    double xy[2 * MANY], value[MANY], priority[MANY];
    int32_t class[MANY];
    const char *label[MANY];
    MapView view;
} Made;

static void make_points(Made *made, uint64_t seed, double spread_mm) {
    static const char *const NAME[] = {"Rīga", "Daugavpils", "Ķīšezera pagasts", "Ape", "Ērgļi"};
    *made = (Made){.layer = {.id = "dots",
                             .title = "Dots",
                             .kind = STYLE_SINGLE,
                             .style_class = DOT,
                             .n_classes = 1,
                             .label = {.field = "name", .size_pt = 7},
                             .spread = true},
                   .view = {.frame = {0, 0, 100, 100}, .m_per_mm = 1, .top_m = 100}};
    for (size_t i = 0; i < MANY; i++) {
        made->xy[2 * i] = 50 + random_in(&seed, -spread_mm, spread_mm);
        made->xy[2 * i + 1] = 50 + random_in(&seed, -spread_mm, spread_mm);
        made->priority[i] = (double)random_below(&seed, 5);
        made->label[i] = NAME[random_below(&seed, 5)];
    }
    made->features = (Features){.n = MANY,
                                .geometry = STYLE_POINT,
                                .xy = made->xy,
                                .style_class = made->class,
                                .value = made->value,
                                .label = made->label,
                                .priority = made->priority};
}

/* ---- labels ---- */

static void labels_never_overlap(void **state) {
    (void)state;
    Canvas *canvas = make_canvas(CANVAS_SVG);
    static Made made;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        MapSource source = {0};
        MapLabels labels = {0};
        make_points(&made, seed, seed % 2 ? 49 : 20);
        double *place = malloc(2 * MANY * sizeof *place);
        assert_non_null(place);
        assert_int_equal(symbol_places(&made.layer, &made.features, &made.view, 1, place),
                         STATUS_OK);
        PageRect legend = {60, 60, 30, 30};
        assert_true(labels_avoid(&labels, legend));
        for (size_t i = 0; i < MANY; i++)
            assert_true(
                labels_avoid(&labels, (PageRect){place[2 * i] - 1, place[2 * i + 1] - 1, 2, 2}));
        assert_int_equal(labels_place(&labels, &source, &made.layer, &made.features, &made.view,
                                      place, 1, canvas),
                         STATUS_OK);
        assert_true(labels.n > 5 && labels.n < MANY);
        for (size_t i = 0; i < labels.n; i++) {
            const MapLabel *a = &labels.label[i];
            PageRect box = {a->x, a->y, a->width, a->height};
            assert_true(a->x >= 0 && a->y >= 0 && a->x + a->width <= 100 &&
                        a->y + a->height <= 100);
            assert_false(rects_meet(&box, &legend));
            for (size_t k = 0; k < MANY; k++) {
                PageRect dot = {place[2 * k] - 1, place[2 * k + 1] - 1, 2, 2};
                assert_false(rects_meet(&box, &dot));
            }
            for (size_t j = 0; j < i; j++) {
                const MapLabel *b = &labels.label[j];
                PageRect other = {b->x, b->y, b->width, b->height};
                assert_false(rects_meet(&box, &other));
            }
        }
        labels_free(&labels);
        free(place);
    }
    canvas_free(canvas);
}

/* Two points side by side that cannot both have their label: the larger priority has it. */
static void the_larger_priority_is_placed(void **state) {
    (void)state;
    Canvas *canvas = make_canvas(CANVAS_SVG);
    static Made made;
    for (int winner = 0; winner < 2; winner++) {
        make_points(&made, 1, 1);
        made.features.n = 2;
        made.xy[0] = made.xy[1] = made.xy[2] = made.xy[3] = 5;
        made.label[0] = "Daugavpils";
        made.label[1] = "Jelgava pie Lielupes";
        made.priority[winner] = 10;
        made.priority[1 - winner] = 1;
        made.view.frame = (PageRect){0, 90, 45, 10}; /* room for one */
        made.view.top_m = 10;
        MapSource source = {0};
        MapLabels labels = {0};
        double place[4];
        made.layer.spread = false;
        symbol_places(&made.layer, &made.features, &made.view, 1, place);
        labels_avoid(&labels, (PageRect){0, 85, 45, 8.2});
        labels_avoid(&labels, (PageRect){0, 96.8, 45, 8});
        labels_place(&labels, &source, &made.layer, &made.features, &made.view, place, 1, canvas);
        assert_int_equal(labels.n, 1);
        assert_string_equal(labels.label[0].text, made.label[winner]);
        labels_free(&labels);
    }
    canvas_free(canvas);
}

/* Labels of a scale are not there at a smaller one. */
static void labels_have_their_scale(void **state) {
    (void)state;
    Canvas *canvas = make_canvas(CANVAS_SVG);
    static Made made;
    make_points(&made, 7, 40);
    MapSource source = {0};
    MapLabels labels = {0};
    double *place = calloc(2 * MANY, sizeof *place);
    assert_non_null(place);
    symbol_places(&made.layer, &made.features, &made.view, 1, place);
    made.layer.label.max_scale = 999; /* the view's is 1 : 1,000 */
    labels_place(&labels, &source, &made.layer, &made.features, &made.view, place, 1, canvas);
    assert_int_equal(labels.n, 0);
    made.layer.label.max_scale = 1000;
    labels_place(&labels, &source, &made.layer, &made.features, &made.view, place, 1, canvas);
    assert_true(labels.n > 0);
    labels_free(&labels);
    free(place);
    canvas_free(canvas);
}

/* ---- points at one place ---- */

static void points_at_one_place_are_set_side_by_side(void **state) {
    (void)state;
    static Made made;
    double place[2 * MANY];
    make_points(&made, 1, 0); /* all at 50, 50 */
    made.features.n = 40;
    symbol_places(&made.layer, &made.features, &made.view, 1, place);
    assert_true(place[0] == 50 && place[1] == 50);
    for (size_t i = 0; i < 40; i++) {
        assert_true(hypot(place[2 * i] - 50, place[2 * i + 1] - 50) < 12);
        for (size_t j = 0; j < i; j++)
            assert_true(hypot(place[2 * i] - place[2 * j], place[2 * i + 1] - place[2 * j + 1]) >
                        1.89); /* of a width of 2 */
    }
    made.layer.spread = false;
    symbol_places(&made.layer, &made.features, &made.view, 1, place);
    assert_true(place[2] == 50 && place[3] == 50);
}

/* ---- cells ---- */

/* As wide as its ground at every scale, but never too small to be seen. */
static void a_cell_of_a_grid_covers_its_ground(void **state) {
    (void)state;
    static const StyleClass CELL[] = {
        {.label = "cell",
         .symbol = {.shape = STYLE_SQUARE, .size_mm = 0.7, .fill = {9, 9, 9, 255}}}};
    int32_t class[3] = {0};
    double side_m[] = {1000, 100, 0};
    StyleLayer layer = {.geometry = STYLE_POINT, .style_class = CELL, .n_classes = 1};
    Features features = {.n = 3, .style_class = class, .side_m = side_m};
    MapView view = {.m_per_mm = 21.5}; /* 1 : 21,500 */
    assert_true(fabs(symbol_size_mm(&layer, &features, 0, &view, 3, 1) - 1000 / 21.5) < 1e-9);
    assert_true(fabs(symbol_size_mm(&layer, &features, 1, &view, 3, 1) - 100 / 21.5) < 1e-9);
    /* which is no cell has the size of the layer's symbols */
    assert_true(fabs(symbol_size_mm(&layer, &features, 2, &view, 3, 1) - 2.1) < 1e-9);
    view.m_per_mm = 1800;
    assert_true(fabs(symbol_size_mm(&layer, &features, 0, &view, 3, 1) - 1 / 1.8) < 1e-9);
    assert_true(fabs(symbol_size_mm(&layer, &features, 1, &view, 3, 2) - 0.56) < 1e-9);
    features.side_m = NULL;
    assert_true(fabs(symbol_size_mm(&layer, &features, 0, &view, 3, 1) - 2.1) < 1e-9);
    /* a symbol that is no square stands for a place, not for its ground */
    layer.style_class = DOT;
    features.side_m = side_m;
    assert_true(symbol_size_mm(&layer, &features, 0, &view, 1, 1) == 2);
}

/* ---- layout ---- */

static void make_source(MapSource *source, double width_m, double height_m) {
    *source = (MapSource){.box = {0, 0, width_m, height_m}};
    polygon_set_init(&source->focus.shape);
    polygon_set_add_polygon(&source->focus.shape);
    /* a land whose lower left corner is sea */
    double xy[] = {
        0,       height_m, 0,       height_m / 2, width_m / 2, height_m / 2, width_m / 2, 0,
        width_m, 0,        width_m, height_m,     0,           height_m};
    assert_int_equal(polygon_set_add_ring(&source->focus.shape, xy, 7, false), STATUS_OK);
}

static LegendRow ROWS[] = {
    {.text = "one", .begins = true, .width_mm = 40, .height_mm = 3},
    {.text = "two", .width_mm = 30, .height_mm = 3, .symbol = &DOT[0].symbol},
    {.text = "three", .width_mm = 30, .height_mm = 3, .symbol = &DOT[0].symbol},
    {.text = "four", .begins = true, .width_mm = 50, .height_mm = 3},
    {.text = "five", .width_mm = 30, .height_mm = 3, .symbol = &DOT[0].symbol}};

static bool inside(const PageRect *in, const PageRect *out) {
    return in->x >= out->x - 1e-6 && in->y >= out->y - 1e-6 &&
           in->x + in->width <= out->x + out->width + 1e-6 &&
           in->y + in->height <= out->y + out->height + 1e-6;
}

static void layouts_keep_legend_and_panels_apart(void **state) {
    (void)state;
    Legend legend = {.row = ROWS, .n = 5, .scale = 1};
    const double size[][2] = {{277, 160}, {190, 250}, {120, 120}, {80, 260}, {380, 70}};
    const double land[][2] = {{450e3, 270e3}, {100e3, 400e3}, {5e3, 5e3}};
    for (size_t s = 0; s < 5; s++)
        for (size_t l = 0; l < 3; l++)
            for (size_t n = 1; n <= 2; n++) {
                MapSource source;
                MapLayout layout = {0};
                StyleMap map = {.n_panels = n};
                PageRect room = {10, 25, size[s][0], size[s][1]};
                Status status;
                make_source(&source, land[l][0], land[l][1]);
                layout_find(&source, &map, &legend, room, 1, &layout, &status);
                assert_int_equal(status, STATUS_OK);
                assert_false(layout.crowded);
                assert_true(inside(&layout.legend, &room));
                for (size_t p = 0; p < n; p++) {
                    const MapView *view = &layout.view[p];
                    PageRect ground = {view_x(view, 0), view_y(view, land[l][1]),
                                       land[l][0] / view->m_per_mm, land[l][1] / view->m_per_mm};
                    assert_true(inside(&view->frame, &room));
                    assert_true(inside(&ground, &view->frame));
                    assert_true(view->m_per_mm == layout.view[0].m_per_mm);
                    if (layout.inside) { /* only in the sea */
                        assert_true(layout.legend.x + layout.legend.width <
                                        view_x(view, land[l][0] / 2) ||
                                    !rects_meet(&layout.legend, &ground));
                        assert_true(layout.legend.y > view_y(view, land[l][1] / 2) ||
                                    !rects_meet(&layout.legend, &ground));
                    } else {
                        assert_false(rects_meet(&layout.legend, &view->frame));
                    }
                }
                if (n == 2) assert_false(rects_meet(&layout.view[0].frame, &layout.view[1].frame));
                polygon_set_free(&source.focus.shape);
            }
}

/* The sea is used: the map fills the width, which it could not with the legend outside. */
static void the_legend_uses_empty_ground(void **state) {
    (void)state;
    Legend legend = {.row = ROWS, .n = 5, .scale = 1};
    MapSource source;
    MapLayout layout = {0};
    StyleMap map = {.n_panels = 1};
    Status status;
    make_source(&source, 270e3, 160e3);
    layout_find(&source, &map, &legend, (PageRect){0, 0, 277, 164}, 1, &layout, &status);
    assert_true(layout.inside);
    assert_true(layout.view[0].m_per_mm <= 1000);
    polygon_set_free(&source.focus.shape);
}

static void legends_keep_layers_together(void **state) {
    (void)state;
    Legend legend = {.row = ROWS, .n = 5, .scale = 1};
    double width[4], height[4];
    for (size_t c = 1; c <= 3; c++) legend_size(&legend, c, &width[c], &height[c]);
    assert_true(height[2] < height[1] && width[2] > width[1]);
    assert_true(height[3] == height[2] && width[3] == width[2]); /* two layers: two columns */
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(scale_bars_are_round),
                                       cmocka_unit_test(scales_are_round_and_not_larger),
                                       cmocka_unit_test(ticks_hold_all_values_and_are_round),
                                       cmocka_unit_test(paper_is_known_by_name),
                                       cmocka_unit_test(labels_never_overlap),
                                       cmocka_unit_test(the_larger_priority_is_placed),
                                       cmocka_unit_test(labels_have_their_scale),
                                       cmocka_unit_test(points_at_one_place_are_set_side_by_side),
                                       cmocka_unit_test(a_cell_of_a_grid_covers_its_ground),
                                       cmocka_unit_test(layouts_keep_legend_and_panels_apart),
                                       cmocka_unit_test(the_legend_uses_empty_ground),
                                       cmocka_unit_test(legends_keep_layers_together)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
