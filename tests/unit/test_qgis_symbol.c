/* Symbols, labels and texts of layouts as QGIS reads them. */
#include "layers/export/qgis_items.h"
#include "layers/export/qgis_labels.h"
#include "layers/export/qgis_layer.h"
#include "layers/export/qgis_renderer.h"
#include "layers/export/qgis_symbol.h"
#include "tests/unit/qgis_support.h"

static const StyleColour RED = {255, 0, 0, 128}, BLACK = {0, 0, 0, 255};

/* The value of <Option name=…> below the first <layer> of a symbol. */
static const char *option(CPLXMLNode *symbol, const char *name) {
    CPLXMLNode *map = CPLGetXMLNode(symbol, "layer.Option");
    for (CPLXMLNode *at = map ? map->psChild : NULL; at; at = at->psNext)
        if (strcmp(CPLGetXMLValue(at, "name", ""), name) == 0)
            return CPLGetXMLValue(at, "value", "");
    return "missing";
}

/* The expression that gives a setting, of an element with such; "missing" where none does. */
static const char *property_of(CPLXMLNode *element, const char *name) {
    CPLXMLNode *map = element ? CPLGetXMLNode(element, "Option") : NULL;
    for (map = map ? map->psChild : NULL; map; map = map->psNext)
        if (strcmp(CPLGetXMLValue(map, "name", ""), "properties") == 0) break;
    CPLXMLNode *at = map ? map->psChild : NULL;
    while (at && strcmp(CPLGetXMLValue(at, "name", ""), name) != 0) at = at->psNext;
    for (at = at ? at->psChild : NULL; at; at = at->psNext)
        if (strcmp(CPLGetXMLValue(at, "name", ""), "expression") == 0)
            return CPLGetXMLValue(at, "value", "");
    return "missing";
}

static void test_marker(void **state) {
    (void)state;
    Xml xml = {0};
    StyleSymbol symbol = {
        .shape = STYLE_DIAMOND, .size_mm = 2.5, .fill = RED, .stroke = BLACK, .stroke_mm = 0.2};
    qgis_symbol(&xml, "0", STYLE_POINT, &symbol);
    CPLXMLNode *root = parsed(&xml);
    assert_string_equal(CPLGetXMLValue(root, "type", ""), "marker");
    assert_string_equal(CPLGetXMLValue(root, "layer.class", ""), "SimpleMarker");
    assert_string_equal(option(root, "name"), "diamond");
    assert_string_equal(option(root, "color"), "255,0,0,128");
    assert_string_equal(option(root, "size"), "2.5");
    assert_string_equal(option(root, "size_unit"), "MM");
    assert_string_equal(option(root, "outline_style"), "solid");
    assert_string_equal(option(root, "outline_width"), "0.2");
    CPLDestroyXMLNode(root);
    symbol.shape = STYLE_CROSS;
    symbol.stroke.a = 0;
    xml = (Xml){0};
    qgis_symbol(&xml, "0", STYLE_POINT, &symbol);
    root = parsed(&xml);
    assert_string_equal(option(root, "name"), "cross_fill"); /* else nothing would be drawn */
    assert_string_equal(option(root, "outline_style"), "no");
    CPLDestroyXMLNode(root);
}

static void test_fills(void **state) {
    (void)state;
    Xml xml = {0};
    StyleSymbol symbol = {.fill = RED, .stroke = BLACK, .stroke_mm = 0.1};
    qgis_symbol(&xml, "0", STYLE_POLYGON, &symbol);
    CPLXMLNode *root = parsed(&xml);
    assert_string_equal(CPLGetXMLValue(root, "layer.class", ""), "SimpleFill");
    assert_string_equal(option(root, "style"), "solid");
    CPLDestroyXMLNode(root);
    symbol.fill.a = 0; /* an outline only */
    xml = (Xml){0};
    qgis_symbol(&xml, "0", STYLE_POLYGON, &symbol);
    root = parsed(&xml);
    assert_string_equal(option(root, "style"), "no");
    CPLDestroyXMLNode(root);
    symbol.fill = RED;
    symbol.filling = STYLE_HATCHED;
    xml = (Xml){0};
    qgis_symbol(&xml, "0", STYLE_POLYGON, &symbol);
    root = parsed(&xml);
    assert_string_equal(CPLGetXMLValue(root, "layer.class", ""), "LinePatternFill");
    assert_string_equal(option(root, "angle"), "45");
    assert_string_equal(CPLGetXMLValue(root, "layer.symbol.layer.class", ""), "SimpleLine");
    CPLDestroyXMLNode(root);
}

/* ---- cells of a grid ---- */

#define SIZE_OF(column)                                                                            \
    "CASE WHEN regexp_match(" column ", '^[0-9]{1,8}k?mX[0-9]{1,8}Y[0-9]{1,8}$') THEN max(0.4,"    \
    " to_int(regexp_substr(" column ", '^([0-9]+)')) * if(" column " LIKE '%km%', 1000, 1)"        \
    " * 1000 / @map_scale) END"

/* Cells cover their ground; other points have their size. */
static void test_cells(void **state) {
    (void)state;
    StyleClass one = {.label = "a", .symbol = {.shape = STYLE_SQUARE, .size_mm = 1, .fill = RED}};
    StyleLayer layer = number_layer();
    layer.kind = STYLE_SINGLE;
    layer.style_class = &one;
    layer.n_classes = 1;
    static const char *const CELL[] = {NULL, "source_key", "a \"b\""};
    static const char *const SIZE[] = {"missing", SIZE_OF("\"source_key\""),
                                       SIZE_OF("\"a \"\"b\"\"\"")};
    for (int i = 0; i < 3; i++) {
        Xml xml = {0};
        qgis_renderer(&xml, &layer, CELL[i]);
        CPLXMLNode *root = parsed(&xml), *symbol = CPLGetXMLNode(root, "symbols.symbol");
        assert_string_equal(option(symbol, "size"), "1");
        assert_string_equal(option(symbol, "size_unit"), "MM");
        CPLXMLNode *properties = CPLGetXMLNode(symbol, "layer.data_defined_properties");
        assert_string_equal(property_of(properties, "size"), SIZE[i]);
        CPLDestroyXMLNode(root);
    }
}

/* The column that names the cell goes by what the plan calls it, in a layer of demand only. */
static void test_cells_of_demand(void **state) {
    (void)state;
    StyleLayer layer = number_layer();
    char name[] = "demand", id[] = "no", plain_name[] = "cell", title[] = "source_key";
    char *column[] = {id, plain_name}, *titles[] = {id, title};
    QgisTable table = {.name = name, .column = column, .title = titles, .n_columns = 2};
    for (int i = 0; i < 3; i++) {
        layer.of_demand = i > 0;
        table.n_columns = i < 2 ? 2 : 1; /* at last a plan without the column */
        char *text = qgis_qml(&layer, &table);
        assert_non_null(text);
        assert_int_equal(strstr(text, "regexp_match(&quot;cell&quot;") != NULL, i == 1);
        assert_int_equal(strstr(text, "@map_scale") != NULL, i == 1);
        free(text);
    }
}

/* ---- labels ---- */

static void test_labels(void **state) {
    (void)state;
    StyleLayer layer = number_layer();
    layer.label = (StyleLabel){.field = "name",
                               .priority = "pop",
                               .size_pt = 7,
                               .bold = true,
                               .colour = BLACK,
                               .halo = {255, 255, 255, 255},
                               .max_scale = 400000};
    layer.geometry = STYLE_POLYGON;
    Xml xml = {0};
    qgis_labeling(&xml, &layer);
    CPLXMLNode *root = parsed(&xml);
    assert_string_equal(CPLGetXMLValue(root, "type", ""), "simple");
    assert_string_equal(CPLGetXMLValue(root, "settings.text-style.fieldName", ""), "name");
    assert_string_equal(CPLGetXMLValue(root, "settings.text-style.fontWeight", ""), "75");
    assert_string_equal(CPLGetXMLValue(root, "settings.text-style.text-buffer.bufferDraw", ""),
                        "1");
    assert_string_equal(CPLGetXMLValue(root, "settings.rendering.scaleVisibility", ""), "1");
    assert_string_equal(CPLGetXMLValue(root, "settings.rendering.scaleMax", ""), "400000");
    assert_string_equal(CPLGetXMLValue(root, "settings.rendering.drawLabels", ""), "1");
    assert_string_equal(property_of(CPLGetXMLNode(root, "settings.dd_properties"), "Priority"),
                        "min(10, 2 * log10(1 + max(0, coalesce(\"pop\", 0))))");
    CPLDestroyXMLNode(root);
    layer.geometry = STYLE_POINT;
    layer.label.max_scale = 0; /* at any scale: nothing is to go on without text */
    xml = (Xml){0};
    qgis_labeling(&xml, &layer);
    root = parsed(&xml);
    assert_string_equal(CPLGetXMLValue(root, "type", ""), "simple");
    assert_string_equal(CPLGetXMLValue(root, "settings.rendering.scaleVisibility", ""), "0");
    CPLDestroyXMLNode(root);
    layer.label.field = NULL;
    xml = (Xml){0};
    xml_open(&xml, "a");
    qgis_labeling(&xml, &layer);
    xml_close(&xml);
    root = parsed(&xml);
    assert_null(root->psChild);
    CPLDestroyXMLNode(root);
}

/* Beyond the scale of its own text a point still keeps the names of areas away. */
static void test_points_are_obstacles(void **state) {
    (void)state;
    StyleLayer layer = number_layer();
    layer.label = (StyleLabel){.field = "unit", .size_pt = 7, .max_scale = 600000};
    Xml xml = {0};
    qgis_labeling(&xml, &layer);
    CPLXMLNode *root = parsed(&xml), *rules = CPLGetXMLNode(root, "rules");
    assert_string_equal(CPLGetXMLValue(root, "type", ""), "rule-based");
    assert_int_equal(count_children(rules, "rule"), 2);
    static const char *const WANTED[2][4] = {{"x_1_near", "0", "600000", "1"},
                                             {"x_1_far", "600000", "0", "0"}};
    CPLXMLNode *rule = CPLGetXMLNode(rules, "rule");
    for (int i = 0; i < 2; i++, rule = rule->psNext) {
        assert_string_equal(CPLGetXMLValue(rule, "key", ""), WANTED[i][0]);
        assert_string_equal(CPLGetXMLValue(rule, "scalemindenom", ""), WANTED[i][1]);
        assert_string_equal(CPLGetXMLValue(rule, "scalemaxdenom", ""), WANTED[i][2]);
        assert_string_equal(CPLGetXMLValue(rule, "settings.rendering.drawLabels", ""),
                            WANTED[i][3]);
        assert_string_equal(CPLGetXMLValue(rule, "settings.rendering.obstacle", ""), "1");
        assert_string_equal(CPLGetXMLValue(rule, "settings.rendering.obstacleFactor", ""), "2");
        assert_string_equal(CPLGetXMLValue(rule, "settings.rendering.scaleVisibility", ""), "0");
        assert_string_equal(CPLGetXMLValue(rule, "settings.text-style.fieldName", ""), "unit");
    }
    CPLDestroyXMLNode(root);
}

/* ---- texts of layouts ---- */

/* What stands between [% and %] QGIS would evaluate. */
static void test_label_texts(void **state) {
    (void)state;
    static const char *const CASE[][2] = {{"<b>&\"'[% 1+1 %] %s", "<b>&\"'[%'[%'%] 1+1 %] %s"},
                                          {"[%[%", "[%'[%'%][%'[%'%]"},
                                          {"[[%", "[[%'[%'%]"},
                                          {"90 % [of] ā %]", "90 % [of] ā %]"},
                                          {"[", "["},
                                          {"", ""}};
    const QgisBox BOX = {0, 0, 10, 10};
    for (size_t i = 0; i < sizeof CASE / sizeof *CASE; i++) {
        Xml xml = {0};
        qgis_label(&xml, "title", CASE[i][0], 16, true, &BOX, 1);
        CPLXMLNode *root = parsed(&xml);
        assert_string_equal(CPLGetXMLValue(root, "labelText", "?"), CASE[i][1]);
        CPLDestroyXMLNode(root);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marker),      cmocka_unit_test(test_fills),
        cmocka_unit_test(test_cells),       cmocka_unit_test(test_cells_of_demand),
        cmocka_unit_test(test_labels),      cmocka_unit_test(test_points_are_obstacles),
        cmocka_unit_test(test_label_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
