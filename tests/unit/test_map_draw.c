/* Maps from a plan: what is read once and drawn often, what is too large, what is not there. */
#include "tests/unit/cmocka_all.h"

#include "layers/draw/map_internal.h"
#include "tests/unit/store_support.h"
#include "tests/unit/test_support.h"

static const StyleClass LAND[] = {
    {.label = "land",
     .symbol = {.fill = {200, 220, 200, 255}, .stroke = {90, 90, 90, 255}, .stroke_mm = 0.2}}};
static const StyleClass KINDS[] = {
    {.value = "library",
     .label = "library",
     .symbol = {.shape = STYLE_STAR, .size_mm = 2, .fill = {200, 0, 0, 255}}},
    {.value = "vpvkac",
     .label = "centre",
     .symbol = {.shape = STYLE_SQUARE, .size_mm = 2, .fill = {0, 0, 200, 255}}},
    {.value = "school", .label = "school", .symbol = {.size_mm = 2, .fill = {0, 99, 0, 255}}}};

static StyleLayer LAYERS[] = {{.id = "units",
                               .family = "units",
                               .title = "Units",
                               .table = "unit",
                               .key = "no",
                               .geometry = STYLE_POLYGON,
                               .kind = STYLE_SINGLE,
                               .style_class = LAND,
                               .n_classes = 1,
                               .label = {"name", NULL, 8, false, {0, 0, 0, 255}, {0}, 0}},
                              {.id = "facilities",
                               .family = "facilities",
                               .title = "Facilities",
                               .table = "facility",
                               .key = "no",
                               .geometry = STYLE_POINT,
                               .kind = STYLE_CATEGORIES,
                               .field = "kind",
                               .style_class = KINDS,
                               .n_classes = 3},
                              {.id = "none",
                               .family = "none",
                               .title = "Post offices",
                               .table = "facility",
                               .key = "no",
                               .filter = "kind = 'post_office'",
                               .geometry = STYLE_POINT,
                               .kind = STYLE_CATEGORIES,
                               .field = "kind",
                               .style_class = KINDS,
                               .n_classes = 3},
                              {.id = "places_0",
                               .family = "places",
                               .title = "Places",
                               .table = "facility",
                               .key = "no",
                               .filter = "kind = 'library'",
                               .geometry = STYLE_POINT,
                               .kind = STYLE_CATEGORIES,
                               .field = "kind",
                               .style_class = KINDS,
                               .n_classes = 3},
                              {.id = "places_1",
                               .family = "places",
                               .title = "Places",
                               .table = "facility",
                               .key = "no",
                               .filter = "kind = 'vpvkac'",
                               .geometry = STYLE_POINT,
                               .kind = STYLE_CATEGORIES,
                               .field = "kind",
                               .style_class = KINDS,
                               .n_classes = 3}};
static const StyleSheet SHEET = {.layer = LAYERS, .n_layers = 5};
static const size_t BOTH[] = {0, 1}, EMPTY[] = {0, 2}, GROUND[] = {0};
static const size_t BEFORE[] = {0, 3}, AFTER[] = {0, 4};
static const StyleMap MAP = {.id = "both",
                             .title = "Kontaktpunkti",
                             .panel = {{.layer = BOTH, .n_layers = 2}},
                             .n_panels = 1};

static MapSource *source_of(Store *store, const char *where) {
    MapSource *source = NULL;
    Error error = {0};
    if (map_source_make(store, &SHEET, &(MapFocus){where}, 297, &source, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    return source;
}

static char *svg_of(const MapSource *source, const StyleMap *map) {
    CanvasSetup setup = {.format = CANVAS_SVG, .width_mm = 200, .height_mm = 150};
    Canvas *canvas = NULL;
    unsigned char *bytes = NULL;
    size_t n = 0;
    PageWords words = {.sources = "Dati"};
    assert_int_equal(canvas_make(&setup, &canvas, NULL), STATUS_OK);
    assert_int_equal(map_draw(source, map, &words, 200, 150, canvas, NULL), STATUS_OK);
    assert_int_equal(canvas_finish(canvas, &bytes, &n, NULL), STATUS_OK);
    canvas_free(canvas);
    char *text = malloc(n + 1);
    assert_non_null(text);
    memcpy(text, bytes, n);
    text[n] = '\0';
    free(bytes);
    return text;
}

/* The second drawing reads nothing, and is the same; so is that of another source. */
static void read_once_drawn_often(void **state) {
    Store *store = written_plan(*state);
    MapSource *a = source_of(store, NULL), *b = source_of(store, NULL);
    Canvas *canvas = NULL;
    CanvasSetup setup = {.format = CANVAS_SVG, .width_mm = 100, .height_mm = 100};
    assert_int_equal(canvas_make(&setup, &canvas, NULL), STATUS_OK);
    assert_int_equal(map_draw(a, &MAP, &(PageWords){0}, 100, 100, canvas, NULL),
                     STATUS_BAD_ARGUMENT); /* not read */
    canvas_free(canvas);
    assert_int_equal(map_source_read(a, &MAP, NULL), STATUS_OK);
    assert_int_equal(map_source_read(b, &MAP, NULL), STATUS_OK);
    assert_null(map_source_simplified(a));
    store_close(store);
    char *first = svg_of(a, &MAP), *again = svg_of(a, &MAP), *other = svg_of(b, &MAP);
    assert_string_equal(first, again);
    assert_string_equal(first, other);
    assert_non_null(strstr(first, ">Kontaktpunkti</text>"));
    assert_non_null(strstr(first, ">library</text>"));
    assert_non_null(strstr(first, ">centre</text>"));
    assert_null(strstr(first, ">school</text>")); /* of categories, what is there */
    assert_non_null(strstr(first, ">Bauska</text>"));
    assert_non_null(strstr(first, "#c80000"));
    free(first);
    free(again);
    free(other);
    map_source_free(a);
    map_source_free(b);
}

/* What is not in focus is there, but below paper, and has no label. */
static void a_focus_leaves_the_others_pale(void **state) {
    Store *store = written_plan(*state);
    MapSource *source = source_of(store, "code = 'B2'");
    assert_int_equal(map_source_read(source, &MAP, NULL), STATUS_OK);
    char *svg = svg_of(source, &MAP);
    assert_non_null(strstr(svg, ">Bauska</text>"));
    assert_null(strstr(svg, "Ādažu"));
    assert_non_null(strstr(svg, "fill=\"#ffffff\" fill-opacity=\"0.741\""));
    free(svg);
    map_source_free(source);
    Error error = {0};
    source = NULL;
    assert_int_equal(
        map_source_make(store, &SHEET, &(MapFocus){"code = 'nowhere'"}, 297, &source, &error),
        STATUS_MISSING);
    assert_null(source);
    store_close(store);
}

static void a_panel_without_features_is_told(void **state) {
    Store *store = written_plan(*state);
    MapSource *source = source_of(store, NULL);
    StyleMap map = {.id = "empty",
                    .title = "Empty",
                    .panel = {{.layer = BOTH, .n_layers = 2}, {.layer = EMPTY, .n_layers = 2}},
                    .n_panels = 2};
    Error error = {0};
    assert_int_equal(map_source_read(source, &map, &error), STATUS_MISSING);
    assert_string_equal(error.layer, "Post offices");
    assert_non_null(strstr(error.message, "pietura run"));
    /* points alone do not make a map of numbers */
    StyleClass any = {.lower = -INFINITY, .upper = INFINITY, .label = "any"};
    StyleLayer layers[3] = {LAYERS[0], LAYERS[1], LAYERS[2]};
    layers[0].kind = STYLE_CLASSES;
    layers[0].field = "pop";
    layers[0].filter = "pop < 0";
    layers[0].style_class = &any;
    StyleSheet numbers = {.layer = layers, .n_layers = 3};
    MapSource *other = NULL;
    assert_int_equal(map_source_make(store, &numbers, &(MapFocus){NULL}, 297, &other, NULL),
                     STATUS_OK);
    assert_int_equal(map_source_read(other, &MAP, &error), STATUS_MISSING);
    map_source_free(other);
    map.panel[1] = (StylePanel){.layer = GROUND, .n_layers = 1}; /* ground alone is a map */
    assert_int_equal(map_source_read(source, &map, NULL), STATUS_OK);
    map_source_free(source);
    store_close(store);
}

/* A border with more corners than MAP_MOST_POINTS is simplified to 0.1 mm of the paper. */
static void a_layer_too_large_is_simplified(void **state) {
    enum { CORNERS = MAP_MOST_POINTS + 10 };
    Fixture *fixture = *state;
    double *xy = malloc(2 * (CORNERS + 1) * sizeof *xy);
    assert_non_null(xy);
    uint64_t seed = 1;
    random_star(&seed, 600000, 350000, 49990, 50000, CORNERS, xy);
    polygon_set_free(&fixture->country.polygons);
    polygon_set_add_polygon(&fixture->country.polygons);
    fixture_square(&fixture->country.polygons, 500000, 300000, 1000, false);
    polygon_set_add_polygon(&fixture->country.polygons);
    assert_int_equal(polygon_set_add_ring(&fixture->country.polygons, xy, CORNERS + 1, false),
                     STATUS_OK);
    free(xy);
    Store *store = written_plan(fixture);
    MapSource *source = source_of(store, NULL);
    assert_int_equal(map_source_read(source, &MAP, NULL), STATUS_OK);
    assert_string_equal(map_source_simplified(source), "Units");
    size_t left = source->layer[0].shape.n_points;
    assert_true(left > 100 && left < CORNERS / 50);
    /* 150 km on 297 mm: 0.1 mm are 50 m, and a circle of 50 km stays one to 50 m */
    assert_true(fabs(polygon_set_area_m2(&source->layer[0].shape, 1) / (3.14159265 * 2.5e9) - 1) <
                0.003);
    map_source_free(source);
    store_close(store);
}

static size_t times(const char *text, const char *what) {
    size_t n = 0;
    while ((text = strstr(text, what)) != NULL) text++, n++;
    return n;
}

/* What is on one side only has its place below the heading of both; other things have their own. */
static void before_and_after_have_one_heading(void **state) {
    Store *store = written_plan(*state);
    MapSource *source = source_of(store, NULL);
    StyleMap map = {.id = "two",
                    .title = "T",
                    .panel = {{.title = "a", .layer = BEFORE, .n_layers = 2},
                              {.title = "b", .layer = AFTER, .n_layers = 2}},
                    .n_panels = 2};
    assert_int_equal(map_source_read(source, &map, NULL), STATUS_OK);
    char *text = svg_of(source, &map);
    assert_int_equal(times(text, ">Places</text>"), 1);
    assert_int_equal(times(text, ">library</text>"), 1);
    assert_int_equal(times(text, ">centre</text>"), 1);
    assert_true(strstr(text, ">library</text>") < strstr(text, ">centre</text>"));
    free(text);
    LAYERS[3].catchment = "any";
    LAYERS[4].catchment = "home";
    text = svg_of(source, &map);
    LAYERS[3].catchment = LAYERS[4].catchment = NULL;
    assert_int_equal(times(text, ">Places</text>"), 2);
    free(text);
    map_source_free(source);
    store_close(store);
}

static void maps_lie_as_suits_them(void **state) {
    (void)state;
    StyleMap one = {.n_panels = 1}, two = {.n_panels = 2};
    MapSource wide = {.box = {0, 0, 450e3, 270e3}}, high = {.box = {0, 0, 200e3, 300e3}};
    assert_true(map_wants_landscape(&wide, &one));
    assert_false(map_wants_landscape(&wide, &two)); /* one below the other */
    assert_false(map_wants_landscape(&high, &one));
    assert_true(map_wants_landscape(&high, &two)); /* side by side */
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {TEST(read_once_drawn_often),
                                       TEST(a_focus_leaves_the_others_pale),
                                       TEST(a_panel_without_features_is_told),
                                       TEST(a_layer_too_large_is_simplified),
                                       TEST(before_and_after_have_one_heading),
                                       cmocka_unit_test(maps_lie_as_suits_them)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
