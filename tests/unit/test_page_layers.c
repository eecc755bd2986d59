/* The layers of a page's map, and what a report reads of a scenario beside its measures. */
#include "layers/draw/features.h"
#include "layers/draw/page_layers.h"
#include "layers/draw/page_shapes.h"
#include "layers/store/get_country.h"
#include "layers/style/plan_style.h"
#include "tests/unit/store_support.h"
#include "tests/unit/study_fixture.h"
#include <stdlib.h>
#include <string.h>

/* ---- layers ---- */

typedef struct Page {
    Store *store;
    StyleSheet sheet;
    PageStrings *strings;
    PageLayers layers;
} Page;

static void read_page_of(Store *store, const PageLimits *limits, Page *page) {
    Error error = {0};
    *page = (Page){.store = store, .strings = page_strings_make()};
    if (plan_style_read(page->store, NULL, 0, &page->sheet, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    if (page_layers_read(page->store, &page->sheet, limits, page->strings, &page->layers, &error) !=
        STATUS_OK)
        fail_msg("%s", error.message);
}

static void read_page(Fixture *fixture, const PageLimits *limits, Page *page) {
    read_page_of(written_plan(fixture), limits, page);
}

static void free_page(Page *page) {
    page_layers_free(&page->layers);
    page_strings_free(page->strings);
    style_sheet_free(&page->sheet);
    store_close(page->store);
}

static const json_t *layer_of(const Page *page, const char *id) {
    for (size_t i = 0; i < json_array_size(page->layers.layers); i++) {
        const json_t *layer = json_array_get(page->layers.layers, i);
        if (strcmp(json_string_value(json_object_get(layer, "id")), id) == 0) return layer;
    }
    return NULL;
}

static const json_t *set_of(const Page *page, const json_t *layer) {
    return json_array_get(page->layers.sets,
                          (size_t)json_integer_value(json_object_get(layer, "set")));
}

/* {"metres":[1000.0],"number":null,"bits":8}: what the layer says of the cells its points are. */
static void expect_cells(const Page *page, const char *id, const char *wanted) {
    const json_t *layer = layer_of(page, id);
    assert_non_null(layer);
    char *text = json_dumps(json_object_get(layer, "cells"), JSON_COMPACT | JSON_ENCODE_ANY);
    assert_string_equal(text, wanted);
    free(text);
}

/* All cells alike; cells of two sizes; a cell and a point that is none; no cell. */
static void cells_have_sides(void **state) {
    static const struct {
        const char *key[2], *cells;
    } CASE[] = {
        {{"1kmX500Y300", "1kmX501Y300"}, "{\"metres\":[1000.0],\"number\":null,\"bits\":8}"},
        {{"1kmX500Y300", "100mX5010Y3000"},
         "{\"metres\":[1000.0,100.0],\"number\":\"EA==\",\"bits\":4}"},
        {{"a house", "250mX1Y1"}, "{\"metres\":[0.0,250.0],\"number\":\"EA==\",\"bits\":4}"},
        {{"a house", "a farm"}, "null"},
    };
    Fixture *fixture = *state;
    PageLimits limits = page_limits(12000, 12000);
    for (size_t i = 0; i < sizeof CASE / sizeof *CASE; i++) {
        Page page;
        char sql[200];
        snprintf(sql, sizeof sql,
                 "UPDATE demand SET source_key = CASE id WHEN 1 THEN '%s' ELSE '%s' END",
                 CASE[i].key[0], CASE[i].key[1]);
        store_close(written_plan(fixture));
        run_sql(fixture->plan, sql);
        read_page_of(open_plan(fixture->plan, false), &limits, &page);
        expect_cells(&page, "people", CASE[i].cells);
        expect_cells(&page, "distance_0", CASE[i].cells);
        expect_cells(&page, "points_0", "null");
        free_page(&page);
    }
}

static void layers_have_classes_by_number(void **state) {
    PageLimits limits = page_limits(12000, 12000);
    Page page;
    read_page(*state, &limits, &page);
    const json_t *units = layer_of(&page, "units"), *points = layer_of(&page, "points_0");
    assert_non_null(units);
    assert_non_null(points);
    assert_int_equal(json_integer_value(json_object_get(set_of(&page, units), "n")), 2);
    assert_string_equal(json_string_value(json_object_get(set_of(&page, units), "kind")),
                        "polygon");
    assert_string_equal(json_string_value(json_object_get(points, "kind")), "points");
    assert_string_equal(json_string_value(json_object_get(points, "scenario")), "baseline");
    assert_true(json_is_null(json_object_get(units, "scenario")));
    /* the same classes, in the same order, as the sheet */
    const StyleLayer *styled = &page.sheet.layer[style_find_layer(&page.sheet, "points_0")];
    const json_t *classes = json_object_get(points, "classes");
    assert_int_equal(json_array_size(classes), styled->n_classes);
    for (size_t c = 0; c < styled->n_classes; c++)
        assert_string_equal(json_string_value(json_object_get(json_array_get(classes, c), "label")),
                            styled->style_class[c].label);
    assert_int_equal(page.layers.n_simplified, 0);
    assert_true(page.layers.box.min_x == 500000 && page.layers.box.max_y == 320000);
    free_page(&page);
}

/* The page finds a scenario's layers by their kind, and knows whose distances they are. */
static void layers_tell_their_catchment(void **state) {
    PageLimits limits = page_limits(12000, 12000);
    Fixture *fixture = *state;
    for (int home = 0; home < 2; home++) {
        fixture->scenario.catchment = home ? CATCHMENT_HOME : CATCHMENT_ANY;
        Page page;
        read_page(fixture, &limits, &page);
        const json_t *mean = layer_of(&page, "mean_distance_0"), *units = layer_of(&page, "units");
        assert_non_null(mean);
        assert_string_equal(json_string_value(json_object_get(mean, "kind")), "mean_distance");
        assert_string_equal(json_string_value(json_object_get(mean, "catchment")),
                            home ? "home" : "any");
        const char *told = json_string_value(json_object_get(mean, "legend"));
        assert_int_equal(strstr(told, "own municipality") != NULL, home);
        assert_string_equal(json_string_value(json_object_get(units, "kind")), "units");
        assert_true(json_is_null(json_object_get(units, "catchment")));
        free_page(&page);
    }
}

/* Layers of the same places share their shapes: the demand by people and by distance. */
static void layers_of_one_place_share_it(void **state) {
    PageLimits limits = page_limits(12000, 12000);
    Page page;
    read_page(*state, &limits, &page);
    const json_t *units = layer_of(&page, "units"), *mean = layer_of(&page, "mean_distance_0");
    assert_non_null(mean);
    assert_ptr_equal(set_of(&page, units), set_of(&page, mean));
    assert_true(json_array_size(page.layers.sets) < json_array_size(page.layers.layers));
    free_page(&page);
}

/* Two stops of one kind 28 km apart: in the end only one is left, and that is told. */
static void too_many_points_are_thinned_and_told(void **state) {
    PageLimits limits = {1, 1, 1000};
    Page page;
    Fixture *fixture = *state;
    fixture->country.stop[1].kind = fixture->country.stop[0].kind;
    read_page(fixture, &limits, &page);
    const json_t *stops = layer_of(&page, "stops");
    assert_non_null(stops);
    assert_int_equal(json_integer_value(json_object_get(set_of(&page, stops), "n")), 1);
    bool told = false;
    for (size_t i = 0; i < page.layers.n_simplified; i++)
        told |= strcmp(page.layers.simplified[i].title,
                       json_string_value(json_object_get(stops, "title"))) == 0 &&
                page.layers.simplified[i].points && page.layers.simplified[i].grid_m >= 16384;
    assert_true(told);
    free_page(&page);
}

/* Two units of twenty corners with room for twelve. */
static void too_long_borders_are_simplified_and_told(void **state) {
    PageLimits limits = {1, 1000, 15};
    Page page;
    read_page(*state, &limits, &page);
    bool told = false;
    for (size_t i = 0; i < page.layers.n_simplified; i++)
        told |= !page.layers.simplified[i].points && page.layers.simplified[i].grid_m > 1;
    assert_true(told);
    free_page(&page);
}

/* The shapes of a layer as a page has them, simplified at once by tolerance_m. */
static char *packed_shapes(const Page *page, const char *id, double tolerance_m) {
    Features features;
    DrawBytes bytes = {0};
    FeatureWish wish = {.tolerance_m = tolerance_m};
    const StyleLayer *layer = &page->sheet.layer[style_find_layer(&page->sheet, id)];
    assert_int_equal(features_read(page->store, layer, &wish, &features, NULL), STATUS_OK);
    page_polygons_pack(&features.shape, &bytes);
    char *text = page_bytes_base64(&bytes);
    assert_non_null(text);
    draw_bytes_free(&bytes);
    features_free(&features);
    return text;
}

static double told_tolerance(const Page *page, const char *title) {
    for (size_t i = 0; i < page->layers.n_simplified; i++)
        if (strcmp(page->layers.simplified[i].title, title) == 0)
            return page->layers.simplified[i].grid_m;
    return 0;
}

/* However often the distance had to be doubled, borders lie within it of those that are stored. */
static void borders_are_simplified_from_the_stored_ones(void **state) {
    PageLimits limits = {1, 1000, 15};
    Page page;
    read_page(*state, &limits, &page);
    const json_t *units = layer_of(&page, "units");
    assert_non_null(units);
    double told_m = told_tolerance(&page, json_string_value(json_object_get(units, "title")));
    assert_true(told_m >= 4);
    char *wanted = packed_shapes(&page, "units", told_m), *whole = packed_shapes(&page, "units", 0);
    const char *at = json_string_value(json_object_get(set_of(&page, units), "at"));
    assert_string_equal(at, wanted);
    assert_string_not_equal(at, whole);
    free(wanted);
    free(whole);
    free_page(&page);
}

/* Without room for any point the units are there all the same, empty, and that is told. */
static void borders_without_room_are_told(void **state) {
    PageLimits limits = {1, 1000, 0};
    Page page;
    read_page(*state, &limits, &page);
    const json_t *units = layer_of(&page, "units");
    assert_non_null(units);
    assert_int_equal(json_integer_value(json_object_get(set_of(&page, units), "n")), 2);
    assert_string_equal(json_string_value(json_object_get(set_of(&page, units), "at")), "AAA=");
    double told_m = told_tolerance(&page, json_string_value(json_object_get(units, "title")));
    assert_true(told_m > 1000 && told_m <= 131072);
    free_page(&page);
}

static void limits_follow_the_country(void **state) {
    (void)state;
    assert_true(page_limits(450000, 250000).tolerance_m == 450000 / 16000.0);
    assert_true(page_limits(100, 50).tolerance_m == 1);
    assert_true(page_limits(NAN, NAN).tolerance_m == 1);
}

/* ---- the overview of a scenario ---- */

/* As a report reads it: the closings, and what an overview has beside them. */
static Status read_overview(Store *store, const Country *country, Scenario *closed, Scenario *rest,
                            Error *error) {
    closed->name = "baseline";
    Status status = store_get_closings(store, country, closed, error);
    return status == STATUS_OK ? store_get_study(store, country, "baseline", rest, error) : status;
}

static void a_study_comes_back(void **state) {
    Fixture *fixture = *state;
    Error error = {0};
    Scenario made = {0}, closed = {0};
    fixture_everything(fixture);
    Store *store = written_plan(fixture);
    if (read_overview(store, &fixture->country, &closed, &made, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    assert_int_equal(made.n_network, 2);
    assert_string_equal(made.network[0].level, "all");
    assert_string_equal(made.network[1].level, "not_given");
    assert_int_equal(made.network[0].total, 2);
    assert_int_equal(made.network[1].total, -1);
    assert_int_equal(made.n_frontier, 3);
    assert_int_equal(made.frontier[0].facility, -1);
    assert_true(made.frontier[1].threshold == 2000 && made.frontier[1].share == 0.5 &&
                made.frontier[1].best_share == 0.75 && made.frontier[1].bound_share == 0.875);
    assert_true(isnan(made.frontier[2].threshold) && isnan(made.frontier[0].bound_share));
    assert_int_equal(closed.study.n_closings, 2);
    assert_int_equal(closed.study.closing[0].facility, 0);
    assert_int_equal(closed.study.closing[0].rank, 2);
    assert_true(closed.study.closing[0].person_km == 12.25 &&
                closed.study.closing[0].mean_m == 400);
    assert_true(isnan(closed.study.closing[1].mean_m) && isnan(closed.study.closing[1].most_m));
    assert_int_equal(closed.study.n_duplicates, 1);
    assert_int_equal(closed.study.duplicate[0].small, 1);
    assert_int_equal(closed.study.duplicate[0].large, 0);
    assert_true(closed.study.duplicate[0].dist_m == 1245);
    scenario_free(&closed);
    scenario_free(&made);
    store_close(store);
}

static void a_damaged_study_is_told(void **state) {
    Fixture *fixture = *state;
    static const char *const DAMAGE[] = {
        "PRAGMA foreign_keys = 0; UPDATE closing SET facility_id = 'gone' WHERE rank = 1",
        "UPDATE frontier SET share = 'half' WHERE points = 1 AND goal = 'people'",
        "UPDATE near_duplicate SET small_pop = 'few'",
        "UPDATE closing SET person_km = 'far' WHERE rank = 2"};
    fixture_everything(fixture);
    for (size_t i = 0; i < sizeof DAMAGE / sizeof *DAMAGE; i++) {
        Scenario made = {0}, closed = {0};
        Error error = {0};
        store_close(written_plan(fixture));
        run_sql(fixture->plan, DAMAGE[i]);
        Store *store = open_plan(fixture->plan, false);
        assert_int_equal(read_overview(store, &fixture->country, &closed, &made, &error),
                         STATUS_UNREADABLE);
        assert_true(error.message[0] != '\0');
        assert_null(made.network);
        assert_null(made.frontier);
        scenario_free(&closed);
        scenario_free(&made);
        store_close(store);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(layers_have_classes_by_number),
        TEST(layers_tell_their_catchment),
        TEST(cells_have_sides),
        TEST(layers_of_one_place_share_it),
        TEST(too_many_points_are_thinned_and_told),
        TEST(too_long_borders_are_simplified_and_told),
        TEST(borders_are_simplified_from_the_stored_ones),
        TEST(borders_without_room_are_told),
        cmocka_unit_test(limits_follow_the_country),
        TEST(a_study_comes_back),
        TEST(a_damaged_study_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
