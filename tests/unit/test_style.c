/* The one definition of looks: classes at their borders, colours that stay apart, names. */
#include "cmocka_all.h"
#include "layers/model/country.h"
#include "layers/model/results.h"
#include "layers/style/style.h"
#include "layers/style/style_colours.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const double THRESHOLD_M[] = {2000, 5000, 10000};
static const char *const SCENARIO[] = {"present", "optimal", "O'Neil \"90 %\""};
static const bool HOME[] = {false, false, true};
static const bool REMOVALS[] = {false, true, false};
static const char *const INSTITUTION[] = {"LAD", "NVA", "VSAA"};

static StyleInput whole_input(void) {
    return (StyleInput){.plan_name = "Test",
                        .stop_distance_m = 700,
                        .threshold_m = THRESHOLD_M,
                        .n_thresholds = 3,
                        .scenario = SCENARIO,
                        .scenario_home = HOME,
                        .scenario_removals = REMOVALS,
                        .n_scenarios = 3,
                        .institution = INSTITUTION,
                        .n_institutions = 3,
                        .has_kind = {true, true, true, true, true, true, true},
                        .has_areas = true,
                        .has_catchments = true,
                        .has_cells = true};
}

static StyleSheet whole_sheet(void) {
    StyleInput input = whole_input();
    StyleSheet sheet = {0};
    assert_int_equal(style_sheet_make(&input, &sheet), STATUS_OK);
    assert_true(sheet.n_layers > 20 && sheet.n_maps > 5);
    return sheet;
}

static const StyleLayer *layer_of(const StyleSheet *sheet, const char *id) {
    int number = style_find_layer(sheet, id);
    assert_true(number >= 0);
    return &sheet->layer[number];
}

/* ---- the sheet ---- */

static void ids_are_unique_and_plain(void **state) {
    (void)state;
    StyleSheet sheet = whole_sheet();
    for (size_t i = 0; i < sheet.n_layers; i++) {
        assert_int_equal(style_find_layer(&sheet, sheet.layer[i].id), (int)i);
        for (const char *c = sheet.layer[i].id; *c; c++)
            assert_true(isalnum((unsigned char)*c) || *c == '_');
    }
    for (size_t i = 0; i < sheet.n_maps; i++)
        assert_int_equal(style_find_map(&sheet, sheet.map[i].id, sheet.map[i].scenario), (int)i);
    style_sheet_free(&sheet);
}

static void nothing_stays_in_braces(void **state) {
    (void)state;
    StyleSheet sheet = whole_sheet();
    for (size_t i = 0; i < sheet.n_layers; i++) {
        const StyleLayer *layer = &sheet.layer[i];
        assert_true(!layer->filter || !strpbrk(layer->filter, "{}"));
        assert_true(!layer->field || !strpbrk(layer->field, "{}"));
        assert_true(layer->n_classes > 0 && *layer->title && *layer->group && *layer->key);
        assert_int_equal(layer->kind == STYLE_SINGLE, layer->field == NULL);
    }
    style_sheet_free(&sheet);
}

/* A scenario's name may hold quotes: SQL text doubles ', a column name doubles ". */
static void names_of_scenarios_are_quoted(void **state) {
    (void)state;
    StyleSheet sheet = whole_sheet();
    assert_string_equal(layer_of(&sheet, "points_2")->filter, "\"scenario\" = 'O''Neil \"90 %\"'");
    assert_string_equal(layer_of(&sheet, "no_point_2")->filter,
                        "\"O'Neil \"\"90 %\"\"_points\" = 0");
    assert_string_equal(layer_of(&sheet, "distance_2")->field, "O'Neil \"90 %\"_home_m");
    assert_string_equal(layer_of(&sheet, "distance_1")->field, "optimal_any_m");
    style_sheet_free(&sheet);
}

static void maps_draw_from_below(void **state) {
    (void)state;
    StyleSheet sheet = whole_sheet();
    assert_true(sheet.n_maps > 0);
    for (size_t m = 0; m < sheet.n_maps; m++)
        for (size_t p = 0; p < sheet.map[m].n_panels; p++) {
            const StylePanel *panel = &sheet.map[m].panel[p];
            assert_true(panel->n_layers > 1);
            for (size_t i = 0; i < panel->n_layers; i++) {
                const StyleLayer *layer = &sheet.layer[panel->layer[i]];
                assert_true(i == 0 || panel->layer[i] > panel->layer[i - 1]);
                if (layer->scenario && sheet.map[m].n_panels == 1)
                    assert_string_equal(layer->scenario, sheet.map[m].scenario);
            }
        }
    style_sheet_free(&sheet);
}

static void before_and_after_are_two_scenarios(void **state) {
    (void)state;
    StyleSheet sheet = whole_sheet();
    assert_int_equal(style_find_map(&sheet, "before-after", "present"), -1);
    int number = style_find_map(&sheet, "before-after", "optimal");
    assert_true(number >= 0);
    const StyleMap *map = &sheet.map[number];
    assert_int_equal(map->n_panels, 2);
    assert_string_equal(sheet.layer[map->panel[0].layer[1]].scenario, "present");
    assert_string_equal(sheet.layer[map->panel[1].layer[1]].scenario, "optimal");
    style_sheet_free(&sheet);
}

/* ---- catchments ---- */

static const StyleMap *map_of(const StyleSheet *sheet, const char *id, const char *scenario) {
    int number = style_find_map(sheet, id, scenario);
    assert_true(number >= 0);
    return &sheet->map[number];
}

/* The layer of that family in a panel. */
static const StyleLayer *drawn(const StyleSheet *sheet, const StylePanel *panel,
                               const char *family) {
    for (size_t i = 0; i < panel->n_layers; i++)
        if (strcmp(sheet->layer[panel->layer[i]].family, family) == 0)
            return &sheet->layer[panel->layer[i]];
    fail_msg("no %s", family);
    return NULL;
}

/* Both sides of before and after are of the scenario's catchment, and are told alike. */
static void before_and_after_are_of_one_catchment(void **state) {
    (void)state;
    static const char *const FIELD[][2] = {{"present_any_m", "optimal_any_m"},
                                           {"present_home_m", "O'Neil \"90 %\"_home_m"}};
    StyleSheet sheet = whole_sheet();
    for (int home = 0; home < 2; home++) {
        const StyleMap *map = map_of(&sheet, "before-after", SCENARIO[1 + home]);
        const StyleLayer *before = drawn(&sheet, &map->panel[0], "distance");
        const StyleLayer *after = drawn(&sheet, &map->panel[1], "distance");
        assert_string_equal(before->field, FIELD[home][0]);
        assert_string_equal(after->field, FIELD[home][1]);
        assert_string_equal(before->legend, after->legend);
        assert_string_equal(before->title, after->title);
        assert_string_equal(before->catchment, home ? "home" : "any");
        for (size_t c = 0; c < before->n_classes; c++)
            assert_string_equal(before->style_class[c].label, after->style_class[c].label);
    }
    style_sheet_free(&sheet);
}

/* Title, heading, note and "no value" of what is about a catchment: of the municipality at home,
 * and not a word of it else. */
static void the_own_municipality_is_told(void **state) {
    (void)state;
    static const char *const MAP[][2] = {{"coverage", "distance"},
                                         {"mean-distance", "mean_distance"},
                                         {"catchments", "catchments"},
                                         {"before-after", "distance"},
                                         {"change", "change"}};
    StyleInput input = whole_input();
    for (int cells = 0; cells < 2; cells++) {
        StyleSheet sheet = {0};
        input.has_cells = cells;
        assert_int_equal(style_sheet_make(&input, &sheet), STATUS_OK);
        for (size_t m = 0; m < sizeof MAP / sizeof *MAP; m++)
            for (int home = 0; home < 2; home++) {
                const StyleMap *map = map_of(&sheet, MAP[m][0], SCENARIO[1 + home]);
                const StyleLayer *layer = drawn(&sheet, &map->panel[map->n_panels - 1], MAP[m][1]);
                const StyleClass *last = &layer->style_class[layer->n_classes - 1];
                const char *none = last->is_null ? last->label : layer->style_class[0].label;
                const char *const TOLD[] = {map->title, map->note, layer->title, layer->legend,
                                            none};
                for (size_t t = 0; t < sizeof TOLD / sizeof *TOLD; t++)
                    if ((strstr(TOLD[t], "municipalit") != NULL) != home)
                        fail_msg("%s, %s: %s", map->id, map->scenario, TOLD[t]);
            }
        style_sheet_free(&sheet);
    }
}

/* The change is that of the mean distance that the other maps of the scenario show. */
static void the_change_is_of_the_mean_distance_shown(void **state) {
    (void)state;
    StyleSheet sheet = whole_sheet();
    assert_string_equal(layer_of(&sheet, "mean_distance_1")->field, "optimal_any_mean_m");
    assert_string_equal(layer_of(&sheet, "change_1")->field, "optimal_any_change_m");
    assert_string_equal(layer_of(&sheet, "mean_distance_2")->field, "O'Neil \"90 %\"_home_mean_m");
    assert_string_equal(layer_of(&sheet, "change_2")->field, "O'Neil \"90 %\"_home_change_m");
    assert_string_equal(layer_of(&sheet, "catchments_2")->catchment, "home");
    assert_null(layer_of(&sheet, "points_2")->catchment);
    style_sheet_free(&sheet);
}

/* `present` has the other catchment only where a scenario goes by it, and hidden behind its own. */
static void the_present_has_the_catchments_of_all(void **state) {
    (void)state;
    static const bool PRESENT_HOME[] = {true, false, false}, NONE[] = {false, false, false};
    StyleInput input = whole_input();
    StyleSheet sheet = whole_sheet();
    const StyleLayer *own = layer_of(&sheet, "distance_0"),
                     *other = layer_of(&sheet, "distance_home_0");
    assert_true(other == own + 1 && !other->visible);
    assert_string_equal(other->family, own->family);
    assert_string_equal(other->scenario, "present");
    assert_string_equal(layer_of(&sheet, "mean_distance_home_0")->field, "present_home_mean_m");
    assert_int_equal(style_find_layer(&sheet, "distance_home_1"), -1);
    assert_int_equal(style_find_layer(&sheet, "distance_any_2"), -1);
    style_sheet_free(&sheet);
    input.scenario_home = NONE;
    assert_int_equal(style_sheet_make(&input, &sheet), STATUS_OK);
    assert_int_equal(style_find_layer(&sheet, "distance_home_0"), -1);
    style_sheet_free(&sheet);
    input.scenario_home = PRESENT_HOME;
    assert_int_equal(style_sheet_make(&input, &sheet), STATUS_OK);
    assert_string_equal(layer_of(&sheet, "distance_0")->field, "present_home_m");
    assert_string_equal(layer_of(&sheet, "distance_any_0")->field, "present_any_m");
    const StyleMap *map = map_of(&sheet, "before-after", "optimal");
    assert_string_equal(drawn(&sheet, &map->panel[0], "distance")->field, "present_any_m");
    style_sheet_free(&sheet);
}

/* What a plan lacks has neither layer nor map. */
static void nothing_is_promised_that_a_plan_lacks(void **state) {
    (void)state;
    StyleInput input = {.plan_name = "", .stop_distance_m = 700};
    StyleSheet sheet = {0};
    assert_int_equal(style_sheet_make(&input, &sheet), STATUS_OK);
    assert_true(style_find_layer(&sheet, "units") >= 0);
    assert_int_equal(style_find_layer(&sheet, "vpvkac"), -1);
    assert_int_equal(style_find_layer(&sheet, "municipalities"), -1);
    assert_int_equal(sheet.n_maps, 0);
    style_sheet_free(&sheet);
    sheet = whole_sheet();
    assert_int_equal(style_find_layer(&sheet, "removal_0"), -1);
    assert_true(style_find_layer(&sheet, "removal_1") >= 0);
    assert_int_equal(style_find_layer(&sheet, "change_0"), -1);
    style_sheet_free(&sheet);
}

static const char *plain_name(void *context, const char *table, const char *column) {
    (void)context;
    if (strcmp(table, "unit_figures") != 0) return NULL;
    return strcmp(column, "O'Neil \"90 %\"_points") == 0          ? "o_neil_90_points"
           : strcmp(column, "O'Neil \"90 %\"_home_change_m") == 0 ? "o_neil_90_home_change_m"
                                                                  : NULL;
}

/* A GeoPackage has plainer names; texts in a filter are no columns and stay. */
static void columns_go_by_the_names_of_a_file(void **state) {
    (void)state;
    StyleSheet sheet = whole_sheet();
    assert_int_equal(style_rename_columns(&sheet, plain_name, NULL), STATUS_OK);
    assert_string_equal(layer_of(&sheet, "no_point_2")->filter, "\"o_neil_90_points\" = 0");
    assert_string_equal(layer_of(&sheet, "change_2")->field, "o_neil_90_home_change_m");
    assert_string_equal(layer_of(&sheet, "change_1")->field, "optimal_any_change_m");
    assert_string_equal(layer_of(&sheet, "points_2")->filter, "\"scenario\" = 'O''Neil \"90 %\"'");
    style_sheet_free(&sheet);
}

/* ---- classes ---- */

static const char *label_at(const StyleLayer *layer, double value) {
    const StyleClass *found = style_class_of(layer, NULL, value);
    return found ? found->label : NULL;
}

/* "Within d" holds at d: the border belongs to the nearer class. */
static void borders_belong_to_the_nearer_class(void **state) {
    (void)state;
    StyleSheet sheet = whole_sheet();
    const StyleLayer *layer = layer_of(&sheet, "distance_1");
    assert_string_equal(label_at(layer, 0), "up to 2\u00a0km");
    assert_string_equal(label_at(layer, 2000), "up to 2\u00a0km");
    assert_string_equal(label_at(layer, nextafter(2000, 3000)), "2\u00a0km–5\u00a0km");
    assert_string_equal(label_at(layer, 10000), "5\u00a0km–10\u00a0km");
    assert_string_equal(label_at(layer, 10000.5), "over 10\u00a0km");
    assert_string_equal(label_at(layer, NAN), "no point can be reached");
    const StyleLayer *stop = layer_of(&sheet, "stop_distance");
    assert_string_equal(label_at(stop, 700), "350\u00a0m–700\u00a0m");
    assert_string_equal(label_at(stop, 701), "700\u00a0m–1.05\u00a0km");
    style_sheet_free(&sheet);
}

static void every_number_has_one_class(void **state) {
    (void)state;
    StyleSheet sheet = whole_sheet();
    int layers = 0;
    for (size_t i = 0; i < sheet.n_layers; i++) {
        const StyleLayer *layer = &sheet.layer[i];
        if (layer->kind != STYLE_CLASSES) continue;
        layers++;
        for (double value = -20000; value <= 40000; value += 125) {
            size_t found = 0;
            for (size_t c = 0; c < layer->n_classes; c++)
                found += !layer->style_class[c].is_null && value > layer->style_class[c].lower &&
                         value <= layer->style_class[c].upper;
            assert_int_equal(found, 1);
        }
    }
    assert_true(layers > 10);
    style_sheet_free(&sheet);
}

/* A mean has none where nobody is left as well; the way of a cell is there without people. */
static void no_value_is_told_as_what_it_is(void **state) {
    (void)state;
    StyleSheet sheet = whole_sheet();
    assert_string_equal(label_at(layer_of(&sheet, "mean_distance_1"), NAN),
                        "no value: no people, or no point in reach");
    assert_string_equal(label_at(layer_of(&sheet, "distance_1"), NAN), "no point can be reached");
    style_sheet_free(&sheet);
}

static const char *note_of(const StyleSheet *sheet, const char *map) {
    int number = style_find_map(sheet, map, "optimal");
    assert_true(number >= 0);
    return sheet->map[number].note;
}

/* Only of a grid's cells is the ground between them empty; what is hatched says the legend. */
static void notes_promise_no_more_than_there_is(void **state) {
    (void)state;
    StyleInput input = whole_input();
    for (int cells = 0; cells < 2; cells++) {
        StyleSheet sheet = {0};
        input.has_cells = cells;
        assert_int_equal(style_sheet_make(&input, &sheet), STATUS_OK);
        const char *const MAP[] = {"coverage", "before-after"};
        for (int i = 0; i < 2; i++) {
            assert_int_equal(strstr(note_of(&sheet, MAP[i]), "uninhabited") != NULL, cells);
            assert_non_null(strstr(note_of(&sheet, MAP[i]), "Straight line from the places"));
        }
        assert_null(strstr(note_of(&sheet, "proposed"), "hatched"));
        assert_true(layer_of(&sheet, "distance_1")->of_demand);
        assert_true(layer_of(&sheet, "people")->of_demand);
        assert_false(layer_of(&sheet, "library")->of_demand);
        style_sheet_free(&sheet);
    }
}

/* The library that stands at a post office is drawn above it, within its open triangle. */
static void a_library_leaves_its_post_office_to_be_seen(void **state) {
    (void)state;
    StyleSheet sheet = whole_sheet();
    const StyleSymbol post = layer_of(&sheet, "post_office")->style_class[0].symbol;
    const StyleSymbol library = layer_of(&sheet, "library")->style_class[0].symbol;
    assert_true(layer_of(&sheet, "library") > layer_of(&sheet, "post_office"));
    assert_true(post.shape == STYLE_TRIANGLE && post.fill.a == 0 && post.stroke.a == 255);
    assert_true(library.shape == STYLE_CIRCLE && library.fill.a == 255);
    /* the circle within a triangle of corners 0.6 of its size from the middle is half as wide */
    assert_true(library.size_mm + 2 * library.stroke_mm + post.stroke_mm <=
                0.6 * post.size_mm + 1e-9);
    style_sheet_free(&sheet);
}

static void categories_know_their_own(void **state) {
    (void)state;
    StyleSheet sheet = whole_sheet();
    const StyleLayer *offices = layer_of(&sheet, "offices");
    assert_string_equal(style_class_of(offices, "NVA", NAN)->label, "NVA");
    assert_string_equal(style_class_of(offices, "another", NAN)->label, "other");
    assert_string_equal(style_class_of(offices, NULL, NAN)->label, "other");
    assert_null(style_class_of(layer_of(&sheet, "points_1"), "none", NAN));
    style_sheet_free(&sheet);
}

/* The plan's own distance is the class, whatever its number. */
static void the_rule_is_the_plans(void **state) {
    (void)state;
    StyleInput input = whole_input();
    input.stop_distance_m = 500;
    StyleSheet sheet = {0};
    assert_int_equal(style_sheet_make(&input, &sheet), STATUS_OK);
    assert_string_equal(label_at(layer_of(&sheet, "stop_distance"), 500), "250\u00a0m–500\u00a0m");
    style_sheet_free(&sheet);
}

/* A plan without coverage distances has one class of all distances. */
static void without_thresholds_one_class_takes_all(void **state) {
    (void)state;
    StyleInput input = whole_input();
    input.n_thresholds = 0;
    StyleSheet sheet = {0};
    assert_int_equal(style_sheet_make(&input, &sheet), STATUS_OK);
    assert_string_equal(label_at(layer_of(&sheet, "distance_0"), 12345), "any value");
    style_sheet_free(&sheet);
}

static void measures_break_at_round_numbers(void **state) {
    (void)state;
    StyleSheet sheet = whole_sheet();
    const double value[] = {0.13, 0.92, NAN, 0.4};
    size_t number = 0;
    assert_int_equal(
        style_add_measure(&sheet, "(SELECT 1)", "T", "L", value, 4, STYLE_DARK_GREATEST, &number),
        STATUS_OK);
    const StyleLayer *layer = &sheet.layer[number];
    assert_int_equal(number, sheet.n_layers - 1);
    assert_string_equal(label_at(layer, 0.2), "up to 0.2");
    assert_string_equal(label_at(layer, 0.25), "0.2–0.4");
    assert_string_equal(label_at(layer, 0.92), "over 0.8");
    assert_string_equal(label_at(layer, NAN), "no value");
    const double same[] = {7, 7};
    assert_int_equal(
        style_add_measure(&sheet, "t", "T", "L", same, 2, STYLE_DARK_GREATEST, &number), STATUS_OK);
    assert_int_equal(sheet.layer[number].n_classes, 1);
    assert_string_equal(label_at(&sheet.layer[number], 7), "any value");
    const double none[] = {NAN, NAN};
    assert_int_equal(
        style_add_measure(&sheet, "t", "T", "L", none, 2, STYLE_DARK_GREATEST, &number), STATUS_OK);
    assert_int_equal(sheet.layer[number].n_classes, 2);
    assert_string_equal(sheet.layer[number].style_class[0].label, "any value");
    assert_string_equal(label_at(&sheet.layer[number], NAN), "no value");
    style_sheet_free(&sheet);
}

/* Amounts below zero: no dash beside a sign, and what is spent most is the darkest. */
static void spending_is_dark_and_its_signs_are_read(void **state) {
    (void)state;
    StyleSheet sheet = whole_sheet();
    const double eur[] = {-190, 190, NAN};
    size_t number = 0;
    assert_int_equal(style_add_measure(&sheet, "t", "T", "L", eur, 3, STYLE_DARK_LEAST, &number),
                     STATUS_OK);
    const StyleLayer *layer = &sheet.layer[number];
    assert_string_equal(label_at(layer, -190), "up to \u2212100");
    assert_string_equal(label_at(layer, -50), "from \u2212100 to 0");
    assert_string_equal(label_at(layer, 50), "0–100");
    assert_int_equal(layer->n_classes, 5);
    for (size_t c = 0; c < 4; c++) {
        StyleColour wanted = style_sequence(3 - c, 4), is = layer->style_class[c].symbol.fill;
        assert_memory_equal(&is, &wanted, sizeof is);
    }
    assert_memory_equal(&layer->style_class[4].symbol.fill, &STYLE_UNKNOWN, sizeof STYLE_UNKNOWN);
    assert_int_equal(style_add_measure(&sheet, "t", "T", "L", eur, 3, STYLE_DARK_GREATEST, &number),
                     STATUS_OK);
    StyleColour light = style_sequence(0, 4);
    assert_memory_equal(&sheet.layer[number].style_class[0].symbol.fill, &light, sizeof light);
    style_sheet_free(&sheet);
}

/* ---- colours, as the colour-blind see them ---- */

typedef double Matrix[3][3];

/* Machado, Oliveira, Fernandes 2009, table 1, severity 1. */
static const Matrix VISION[] = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
                                {{0.152286, 1.052583, -0.204868},
                                 {0.114503, 0.786281, 0.099216},
                                 {-0.003882, -0.048116, 1.051998}},
                                {{0.367322, 0.860646, -0.227968},
                                 {0.280085, 0.672501, 0.047413},
                                 {-0.011820, 0.042940, 0.968881}},
                                {{1.255528, -0.076749, -0.178779},
                                 {-0.078411, 0.930809, 0.147602},
                                 {0.004733, 0.691367, 0.303900}}};
enum { N_VISIONS = sizeof VISION / sizeof *VISION };

static double linear(double c) {
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double lab_part(double t) {
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

/* CIE L*a*b* (D65) of a colour as that vision sees it. */
static void to_lab(StyleColour colour, const Matrix vision, double lab[3]) {
    double rgb[3] = {linear(colour.r / 255.0), linear(colour.g / 255.0), linear(colour.b / 255.0)};
    double seen[3];
    for (int i = 0; i < 3; i++) {
        seen[i] = vision[i][0] * rgb[0] + vision[i][1] * rgb[1] + vision[i][2] * rgb[2];
        seen[i] = fmin(1, fmax(0, seen[i]));
    }
    double x = lab_part((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047);
    double y = lab_part(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
    double z = lab_part((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883);
    lab[0] = 116 * y - 16;
    lab[1] = 500 * (x - y);
    lab[2] = 200 * (y - z);
}

static double difference(StyleColour a, StyleColour b, const Matrix vision) {
    double p[3], q[3];
    to_lab(a, vision, p);
    to_lab(b, vision, q);
    return sqrt(pow(p[0] - q[0], 2) + pow(p[1] - q[1], 2) + pow(p[2] - q[2], 2));
}

/* A difference of 2.3 is just seen side by side; neighbours of a legend want several times that. */
static void sequences_stay_apart(void **state) {
    (void)state;
    for (size_t n = 2; n <= STYLE_SEQUENCE_MAX; n++)
        for (size_t i = 1; i < n; i++)
            for (int v = 0; v < N_VISIONS; v++) {
                double before[3], after[3];
                to_lab(style_sequence(i - 1, n), VISION[v], before);
                to_lab(style_sequence(i, n), VISION[v], after);
                assert_true(after[0] < before[0] - 3); /* darker, in grey too */
                assert_true(difference(style_sequence(i - 1, n), style_sequence(i, n), VISION[v]) >
                            8);
            }
}

static void opposites_stay_apart(void **state) {
    (void)state;
    for (int i = 1; i < STYLE_OPPOSITES; i++)
        for (int v = 0; v < N_VISIONS; v++)
            assert_true(difference(STYLE_OPPOSITE[i - 1], STYLE_OPPOSITE[i], VISION[v]) > 8);
}

/* Classes that share a layer differ in shape, or in colour for every eye. */
static void symbols_of_a_layer_stay_apart(void **state) {
    (void)state;
    StyleSheet sheet = whole_sheet();
    for (size_t l = 0; l < sheet.n_layers; l++) {
        const StyleLayer *layer = &sheet.layer[l];
        for (size_t a = 0; a < layer->n_classes; a++)
            for (size_t b = 0; b < a; b++) {
                StyleSymbol p = layer->style_class[a].symbol, q = layer->style_class[b].symbol;
                bool other_shape = layer->geometry == STYLE_POINT && p.shape != q.shape;
                bool other_size = fabs(p.size_mm - q.size_mm) > 0.5 || p.filling != q.filling;
                for (int v = 0; v < N_VISIONS && !other_shape && !other_size; v++)
                    if (!(difference(p.fill, q.fill, VISION[v]) > 5))
                        fail_msg("%s: classes %zu and %zu look alike to eye %d", layer->id, a, b,
                                 v);
            }
    }
    style_sheet_free(&sheet);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_unique_and_plain),
        cmocka_unit_test(nothing_stays_in_braces),
        cmocka_unit_test(names_of_scenarios_are_quoted),
        cmocka_unit_test(columns_go_by_the_names_of_a_file),
        cmocka_unit_test(maps_draw_from_below),
        cmocka_unit_test(before_and_after_are_two_scenarios),
        cmocka_unit_test(before_and_after_are_of_one_catchment),
        cmocka_unit_test(the_own_municipality_is_told),
        cmocka_unit_test(the_change_is_of_the_mean_distance_shown),
        cmocka_unit_test(the_present_has_the_catchments_of_all),
        cmocka_unit_test(nothing_is_promised_that_a_plan_lacks),
        cmocka_unit_test(borders_belong_to_the_nearer_class),
        cmocka_unit_test(every_number_has_one_class),
        cmocka_unit_test(no_value_is_told_as_what_it_is),
        cmocka_unit_test(notes_promise_no_more_than_there_is),
        cmocka_unit_test(a_library_leaves_its_post_office_to_be_seen),
        cmocka_unit_test(categories_know_their_own),
        cmocka_unit_test(the_rule_is_the_plans),
        cmocka_unit_test(without_thresholds_one_class_takes_all),
        cmocka_unit_test(measures_break_at_round_numbers),
        cmocka_unit_test(spending_is_dark_and_its_signs_are_read),
        cmocka_unit_test(sequences_stay_apart),
        cmocka_unit_test(opposites_stay_apart),
        cmocka_unit_test(symbols_of_a_layer_stay_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
