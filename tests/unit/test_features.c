/* The features of a layer: classes, order, extent, words, and every way in which there are none. */
#include "tests/unit/cmocka_all.h"

#include "layers/draw/features.h"
#include "tests/unit/store_support.h"

static const StyleClass BY_POP[] = {{.lower = -INFINITY, .upper = 50, .label = "few"},
                                    {.lower = 50, .upper = INFINITY, .label = "many"},
                                    {.is_null = true, .label = "not known"}};
static const StyleClass ANY[] = {{.label = "any"}};
static const StyleClass KINDS[] = {{.value = "library", .label = "library"}};

static StyleLayer units_layer(void) {
    return (StyleLayer){.id = "units",
                        .title = "Units by people",
                        .table = "unit",
                        .key = "no",
                        .geometry = STYLE_POLYGON,
                        .kind = STYLE_CLASSES,
                        .field = "pop",
                        .style_class = BY_POP,
                        .n_classes = 3,
                        .label = {.field = "name", .priority = "demand_pop"},
                        .hover = "code"};
}

static StyleLayer points_layer(void) {
    return (StyleLayer){.id = "libraries",
                        .title = "Libraries",
                        .table = "facility",
                        .key = "no",
                        .geometry = STYLE_POINT,
                        .kind = STYLE_CATEGORIES,
                        .field = "kind",
                        .style_class = KINDS,
                        .n_classes = 1,
                        .hover = "name"};
}

static Features features_of(Store *store, const StyleLayer *layer, FeatureWish wish) {
    Features features;
    Error error = {0};
    if (features_read(store, layer, &wish, &features, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    return features;
}

static void areas_come_with_class_and_words(void **state) {
    Store *store = *state;
    StyleLayer layer = units_layer();
    Features features = features_of(store, &layer, (FeatureWish){0});
    assert_int_equal(features.n, 2);
    assert_string_equal(features.key[0], "1");
    assert_int_equal(features.style_class[0], 1);
    assert_true(features.value[0] == 120);
    assert_int_equal(features.style_class[1], 2); /* NULL is a class of its own */
    assert_true(isnan(features.value[1]));
    assert_string_equal(features.label[0], "Ādažu pagasts");
    assert_true(features.priority[0] == 30.5);
    assert_string_equal(features.hover[1], "B2");
    assert_int_equal(features.shape.n, 2);
    assert_int_equal(features.shape.n_rings, 4);
    assert_true(features.shape.ring_is_hole[1]);
    assert_true(polygon_set_area_m2(&features.shape, 0) == 1e6 - 1e4 + 25e4);
    assert_true(features.box.min_x == 500000 && features.box.max_x == 512000);
    assert_true(features.box.min_y == 300000 && features.box.max_y == 312000);
    features_free(&features);
}

/* Only what a class takes is there; a name that is missing is NULL. */
static void points_without_a_class_are_left_out(void **state) {
    Store *store = *state;
    StyleLayer layer = points_layer();
    Features features = features_of(store, &layer, (FeatureWish){0});
    assert_int_equal(features.n, 2);
    assert_true(features.xy[2] == 511000 || features.xy[0] == 511000);
    bool unnamed = !features.hover[0] || !features.hover[1];
    assert_true(unnamed);
    assert_null(features.label[0]);
    assert_true(isnan(features.value[0]));
    features_free(&features);
}

/* A demand point that is a cell of a grid knows its side; others have none. */
static void cells_of_a_grid_have_a_side(void **state) {
    store_close(written_plan(*state));
    Store *store = open_plan(((Fixture *)*state)->plan, true);
    StyleLayer layer = {.id = "people",
                        .title = "People",
                        .table = "demand",
                        .key = "id",
                        .geometry = STYLE_POINT,
                        .kind = STYLE_SINGLE,
                        .style_class = ANY,
                        .n_classes = 1};
    Features features = features_of(store, &layer, (FeatureWish){0});
    assert_int_equal(features.n, 2);
    assert_null(features.side_m);
    features_free(&features);
    layer.of_demand = true;
    features = features_of(store, &layer, (FeatureWish){0});
    assert_true(features.side_m[0] == 1000 && features.side_m[1] == 1000);
    features_free(&features);
    layer.table = "(SELECT id, geom FROM demand)"; /* whatever shows the points */
    features = features_of(store, &layer, (FeatureWish){0});
    assert_true(features.side_m[0] == 1000);
    features_free(&features);
    static const struct {
        const char *key;
        double side_m;
    } OTHER[] = {{"'100mX5000Y3000'", 100}, {"'parish 7'", 0}, {"NULL", 0}, {"'1kmX5'", 0}};
    for (size_t i = 0; i < sizeof OTHER / sizeof *OTHER; i++) {
        char sql[128];
        snprintf(sql, sizeof sql, "UPDATE demand SET source_key = %s WHERE id = %s", OTHER[i].key,
                 "(SELECT max(id) FROM demand)");
        assert_int_equal(sqlite3_exec(store_db(store), sql, NULL, NULL, NULL), SQLITE_OK);
        features = features_of(store, &layer, (FeatureWish){0});
        assert_true(features.side_m[0] == 1000 && features.side_m[1] == OTHER[i].side_m);
        features_free(&features);
    }
    store_close(store);
}

/* The index and the boxes agree, at the box's edge too; a query in brackets has no index. */
static void an_extent_takes_what_it_touches(void **state) {
    Store *store = *state;
    StyleLayer layer = units_layer(), query = units_layer();
    query.table = "(SELECT * FROM unit)";
    const Box west = {499000, 299000, 500000, 300000}, none = {0, 0, 499999.5, 299999.5};
    const Box between = {504000, 300000, 509999, 320000};
    const StyleLayer *layers[] = {&layer, &query};
    for (int i = 0; i < 2; i++) {
        Features features = features_of(store, layers[i], (FeatureWish){.extent = &west});
        assert_int_equal(features.n, 1);
        assert_string_equal(features.key[0], "1");
        features_free(&features);
        features = features_of(store, layers[i], (FeatureWish){.extent = &none});
        assert_int_equal(features.n, 0);
        assert_true(features.box.min_x > features.box.max_x);
        features_free(&features);
        features = features_of(store, layers[i], (FeatureWish){.extent = &between});
        assert_int_equal(features.n, 0);
        features_free(&features);
    }
}

/* A view's rows are found through the index of the table whose geometry it shows. */
static void a_view_has_the_index_of_its_table(void **state) {
    Store *store = *state;
    StyleLayer layer = units_layer();
    layer.table = "unit_coverage";
    const Box east = {509000, 309000, 513000, 313000};
    Features features = features_of(store, &layer, (FeatureWish){.extent = &east});
    assert_int_equal(features.n, 1);
    assert_string_equal(features.hover[0], "B2");
    features_free(&features);
}

static void filters_and_conditions_go_together(void **state) {
    Store *store = *state;
    StyleLayer layer = units_layer();
    layer.filter = "\"code\" = 'A1' OR \"code\" = 'B2'";
    Features features = features_of(store, &layer, (FeatureWish){.also = "\"kind\" = 'town'"});
    assert_int_equal(features.n, 1);
    assert_string_equal(features.hover[0], "B2");
    features_free(&features);
}

static void shapes_are_simplified_or_left_out(void **state) {
    Store *store = *state;
    StyleLayer layer = units_layer();
    Features features = features_of(store, &layer, (FeatureWish){.tolerance_m = 300});
    assert_int_equal(features.shape.n, 2);
    assert_int_equal(features.shape.n_rings, 3); /* the hole of 100 m is gone */
    features_free(&features);
    features = features_of(store, &layer, (FeatureWish){.no_shapes = true});
    assert_int_equal(features.shape.n, 2);
    assert_int_equal(features.shape.n_rings, 0);
    assert_true(features.box.max_x == 512000);
    features_free(&features);
}

static void assert_missing(Store *store, const StyleLayer *layer) {
    Features features = {.n = 99};
    Error error = {0};
    assert_int_equal(features_read(store, layer, &(FeatureWish){0}, &features, &error),
                     STATUS_MISSING);
    assert_int_equal(features.n, 99);
    assert_string_equal(error.layer, layer->title);
    assert_non_null(strstr(error.message, "pietura run"));
}

/* SQLite takes an unknown "name" for a text: then every feature would have the same value. */
static void a_missing_table_or_column_is_told(void **state) {
    Store *store = *state;
    StyleLayer layer = units_layer();
    layer.table = "no_such_table";
    assert_missing(store, &layer);
    layer = units_layer();
    layer.field = "A_any_mean_m";
    assert_missing(store, &layer);
    layer = units_layer();
    layer.hover = "nowhere";
    layer.scenario = "A";
    assert_missing(store, &layer);
    Error error = {0};
    assert_int_equal(features_none_error(store, &layer, &error), STATUS_MISSING);
    assert_non_null(strstr(error.message, "“A”"));
}

static void a_fault_of_the_filter_is_another_one(void **state) {
    Store *store = *state;
    StyleLayer layer = units_layer();
    layer.filter = "code = = 1";
    Features features;
    Error error = {0};
    assert_int_equal(features_read(store, &layer, &(FeatureWish){0}, &features, &error),
                     STATUS_DATABASE);
}

static void a_damaged_geometry_is_told(void **state) {
    Store *store = *state;
    const char *const DAMAGE[] = {
        "(SELECT no, code, name, pop, demand_pop, substr(geom, 1, 80) AS geom FROM unit)",
        "(SELECT no, code, name, pop, demand_pop, x'00' AS geom FROM unit)",
        "(SELECT no, id AS code, name, 1 AS pop, 1 AS demand_pop, geom FROM facility)"};
    for (size_t i = 0; i < sizeof DAMAGE / sizeof *DAMAGE; i++) {
        StyleLayer layer = units_layer();
        layer.table = DAMAGE[i];
        Features features;
        Error error = {0};
        assert_int_equal(features_read(store, &layer, &(FeatureWish){0}, &features, &error),
                         STATUS_UNREADABLE);
        assert_string_equal(error.layer, "Units by people");
    }
    StyleLayer points = points_layer();
    points.table = "unit"; /* an area where a point should be */
    points.style_class = ANY;
    points.kind = STYLE_SINGLE;
    points.field = NULL;
    Features features;
    Error error = {0};
    assert_int_equal(features_read(store, &points, &(FeatureWish){0}, &features, &error),
                     STATUS_UNREADABLE);
}

static void *fixture;

static int open_shared(void **state) {
    if (fixture_setup(&fixture) != 0) return -1;
    *state = written_plan(fixture);
    return 0;
}

static int close_shared(void **state) {
    store_close(*state);
    return fixture_teardown(&fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(areas_come_with_class_and_words),
                                       cmocka_unit_test(points_without_a_class_are_left_out),
                                       cmocka_unit_test_setup_teardown(cells_of_a_grid_have_a_side,
                                                                       fixture_setup,
                                                                       fixture_teardown),
                                       cmocka_unit_test(an_extent_takes_what_it_touches),
                                       cmocka_unit_test(a_view_has_the_index_of_its_table),
                                       cmocka_unit_test(filters_and_conditions_go_together),
                                       cmocka_unit_test(shapes_are_simplified_or_left_out),
                                       cmocka_unit_test(a_missing_table_or_column_is_told),
                                       cmocka_unit_test(a_fault_of_the_filter_is_another_one),
                                       cmocka_unit_test(a_damaged_geometry_is_told)};
    return cmocka_run_group_tests(tests, open_shared, close_shared);
}
