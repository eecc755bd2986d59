/* Classes, forms and sources of layers as QGIS reads them. */
#include "layers/export/qgis_default.h"
#include "layers/export/qgis_file.h"
#include "layers/export/qgis_form.h"
#include "layers/export/qgis_layer.h"
#include "layers/export/qgis_legend.h"
#include "layers/export/qgis_renderer.h"
#include "tests/unit/qgis_support.h"
#include "tests/unit/temp_folder.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const StyleColour RED = {255, 0, 0, 128};

/* ---- classes ---- */

static void test_half_open_classes(void **state) {
    (void)state;
    static const char *const WANTED[CLASSES] = {
        "\"Ā \"\"90 %\"\"_m\" <= 700",
        "\"Ā \"\"90 %\"\"_m\" > 700 AND \"Ā \"\"90 %\"\"_m\" <= 1050.5",
        "\"Ā \"\"90 %\"\"_m\" > 1050.5", "\"Ā \"\"90 %\"\"_m\" IS NOT NULL",
        "\"Ā \"\"90 %\"\"_m\" IS NULL"};
    StyleLayer layer = number_layer();
    for (size_t c = 0; c < CLASSES; c++) {
        char *rule = qgis_class_rule(&layer, c);
        assert_string_equal(rule, WANTED[c]);
        free(rule);
    }
}

static void test_rules(void **state) {
    (void)state;
    Xml xml = {0};
    StyleLayer layer = number_layer();
    qgis_renderer(&xml, &layer, NULL);
    CPLXMLNode *root = parsed(&xml);
    assert_string_equal(CPLGetXMLValue(root, "type", ""), "RuleRenderer");
    assert_int_equal(count_children(CPLGetXMLNode(root, "rules"), "rule"), CLASSES);
    assert_int_equal(count_children(CPLGetXMLNode(root, "symbols"), "symbol"), CLASSES);
    assert_string_equal(CPLGetXMLValue(root, "rules.rule.label", ""), "up to 700 m");
    CPLDestroyXMLNode(root);
}

static void test_categories(void **state) {
    (void)state;
    static const StyleClass PART[] = {{.value = "a'b", .label = "A & B"}, {.label = "other"}};
    StyleLayer layer = number_layer();
    layer.kind = STYLE_CATEGORIES;
    layer.style_class = PART;
    layer.n_classes = 2;
    layer.spread = true;
    Xml xml = {0};
    qgis_renderer(&xml, &layer, NULL);
    CPLXMLNode *root = parsed(&xml);
    assert_string_equal(CPLGetXMLValue(root, "type", ""), "pointDisplacement");
    CPLXMLNode *inner = CPLGetXMLNode(root, "renderer-v2");
    assert_string_equal(CPLGetXMLValue(inner, "type", ""), "categorizedSymbol");
    assert_string_equal(CPLGetXMLValue(inner, "attr", ""), layer.field);
    assert_string_equal(CPLGetXMLValue(inner, "categories.category.value", ""), "a'b");
    assert_string_equal(CPLGetXMLValue(inner, "categories.category.label", ""), "A & B");
    CPLXMLNode *last = CPLGetXMLNode(inner, "categories.category")->psNext;
    assert_string_equal(CPLGetXMLValue(last, "value", "x"), ""); /* any other */
    CPLDestroyXMLNode(root);
}

/* ---- sources ---- */

static char *source_of(const QgisTable *table, bool geopackage, const char *filter) {
    const QgisSetting SETTING = {.data = geopackage ? "./a'b.gpkg" : "./a'b\\c.sqlite",
                                 .geopackage = geopackage};
    char *text = qgis_datasource(&SETTING, table, filter);
    assert_non_null(text);
    return text;
}

static void expect(char *text, const char *wanted) {
    assert_string_equal(text, wanted);
    free(text);
}

static void test_sources(void **state) {
    (void)state;
    char name[] = "t", scenario[] = "scenario";
    char *columns[] = {scenario};
    QgisTable table = {
        .name = name, .column = columns, .title = columns, .n_columns = 1, .spatial = true};
    table.numbered = true;
    expect(source_of(&table, false, "\"scenario\" = 'a''b'"),
           "dbname='./a\\'b\\\\c.sqlite' table=\"t\" (geom) sql=\"scenario\" = 'a''b'");
    expect(source_of(&table, false, NULL), "dbname='./a\\'b\\\\c.sqlite' table=\"t\" (geom)");
    table.spatial = false;
    expect(source_of(&table, false, NULL), "dbname='./a\\'b\\\\c.sqlite' table=\"t\"");
    table.numbered = false;
    expect(source_of(&table, false, "\"x\" = 1"),
           "dbname='./a\\'b\\\\c.sqlite' table=\"(SELECT row_number() OVER () AS row_no, * FROM "
           "\\\"t\\\" WHERE \\\"x\\\" = 1)\" key='row_no'");
    table.empty = true; /* QGIS cannot tell the columns of a query without rows */
    expect(source_of(&table, false, NULL), "dbname='./a\\'b\\\\c.sqlite' table=\"t\"");
    expect(source_of(&table, true, "\"x\" = 1"), "./a'b.gpkg|layername=t|subset=\"x\" = 1");
    expect(source_of(&table, true, NULL), "./a'b.gpkg|layername=t");
}

static void test_relative_paths(void **state) {
    (void)state;
    char top[TEMP_SIZE], path[TEMP_FILE_SIZE], from[TEMP_FILE_SIZE], to[TEMP_FILE_SIZE];
    char *out = NULL;
    Error error = {0};
    temp_folder("pietura-paths", top, sizeof top);
    static const char *const FOLDER[] = {"a", "a/b", "ab", "ab/c"};
    for (int i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/%s", top, FOLDER[i]);
        assert_int_equal(mkdir(path, 0777), 0);
    }
    static const char *const CASE[][3] = {{"a/x.qgz", "a/p.sqlite", "./p.sqlite"},
                                          {"a/x.qgz", "a/b/p.sqlite", "./b/p.sqlite"},
                                          {"a/b/x.qgz", "a/p.sqlite", "../p.sqlite"},
                                          {"a/x.qgz", "ab/p.sqlite", "../ab/p.sqlite"},
                                          {"ab/x.qgz", "a/p.sqlite", "../a/p.sqlite"},
                                          {"a/b/x.qgz", "ab/c/p.sqlite", "../../ab/c/p.sqlite"},
                                          {"a/../a/b/x.qgz", "a/./p.sqlite", "../p.sqlite"}};
    for (size_t i = 0; i < sizeof CASE / sizeof *CASE; i++) {
        snprintf(from, sizeof from, "%s/%s", top, CASE[i][0]);
        snprintf(to, sizeof to, "%s/%s", top, CASE[i][1]);
        assert_int_equal(qgis_relative_path(from, to, &out, &error), STATUS_OK);
        expect(out, CASE[i][2]);
    }
    snprintf(from, sizeof from, "%s/none/x.qgz", top);
    assert_int_equal(qgis_relative_path(from, to, &out, &error), STATUS_NOT_WRITABLE);
    assert_int_equal(qgis_relative_path(to, from, &out, &error), STATUS_MISSING);
    remove_tree(top);
}

/* ---- looks of whole tables, legends ---- */

static const StyleClass LIBRARY = {.label = "library", .symbol = {.size_mm = 2}},
                        SCHOOL = {.label = "school", .symbol = {.size_mm = 1}};

static void test_parts_of_a_table_together(void **state) {
    (void)state;
    StyleLayer layers[] = {
        {.id = "l",
         .title = "Libraries",
         .table = "facility",
         .filter = "\"kind\" = 'library'",
         .style_class = &LIBRARY,
         .n_classes = 1,
         .hover = "name",
         .label = {.field = "unit"}},
        {.id = "s",
         .title = "Schools",
         .table = "facility",
         .filter = "\"kind\" = 'school'",
         .style_class = &SCHOOL,
         .n_classes = 1,
         .label = {.field = "unit"}},
    };
    StyleSheet sheet = {.layer = layers, .n_layers = 2};
    char name[] = "facility", kind[] = "kind", label[] = "name";
    char *columns[] = {kind, label};
    QgisTable table = {.name = name,
                       .column = columns,
                       .title = columns,
                       .n_columns = 2,
                       .spatial = true,
                       .point = true};
    QgisDefault look;
    assert_true(qgis_default_look(&sheet, &table, &look));
    assert_int_equal(look.layer.kind, STYLE_CATEGORIES);
    assert_string_equal(look.layer.field, "kind");
    assert_int_equal(look.layer.n_classes, 2);
    assert_string_equal(look.layer.style_class[0].value, "library");
    assert_string_equal(look.layer.style_class[1].value, "school");
    assert_string_equal(look.layer.style_class[1].label, "Schools");
    assert_null(look.layer.filter);
    assert_null(look.layer.label.field); /* the table has no column "unit" */
    table.n_columns = 0;                 /* nor the one that divides it */
    assert_true(qgis_default_look(&sheet, &table, &look));
    assert_int_equal(look.layer.kind, STYLE_SINGLE);
    table.point = false;
    assert_false(qgis_default_look(&sheet, &table, &look));
}

static void test_same_legend(void **state) {
    (void)state;
    StyleLayer a = number_layer(), b = number_layer();
    b.id = "other";
    b.field = "other";
    assert_true(qgis_same_legend(&a, &b));
    b.legend = "Another heading";
    assert_false(qgis_same_legend(&a, &b));
    b = number_layer();
    b.n_classes--;
    assert_false(qgis_same_legend(&a, &b));
    StyleClass other[CLASSES];
    memcpy(other, CLASS, sizeof CLASS);
    other[2].symbol.fill = RED;
    b = number_layer();
    b.style_class = other;
    assert_false(qgis_same_legend(&a, &b));
}

static void test_qml(void **state) {
    (void)state;
    StyleLayer layer = number_layer();
    char name[] = "stop", kind[] = "kind", odd[] = "a&b";
    char *columns[] = {kind, odd};
    QgisTable table = {
        .name = name, .column = columns, .title = columns, .n_columns = 2, .read_only = true};
    char *text = qgis_qml(&layer, &table), *again = qgis_qml(&layer, &table);
    assert_non_null(text);
    assert_string_equal(text, again);
    CPLXMLNode *root = CPLParseXMLString(text);
    assert_non_null(root);
    CPLXMLNode *qgis = CPLGetXMLNode(root, "=qgis");
    assert_non_null(qgis);
    assert_string_equal(CPLGetXMLValue(qgis, "readOnly", ""), "1");
    assert_string_equal(CPLGetXMLValue(qgis, "fieldConfiguration.field.editWidget.type", ""),
                        "ValueMap");
    assert_string_equal(CPLGetXMLValue(qgis, "aliases.alias.name", ""), "Kind");
    CPLDestroyXMLNode(root);
    free(text);
    free(again);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_half_open_classes), cmocka_unit_test(test_rules),
        cmocka_unit_test(test_categories),        cmocka_unit_test(test_sources),
        cmocka_unit_test(test_relative_paths),    cmocka_unit_test(test_parts_of_a_table_together),
        cmocka_unit_test(test_same_legend),       cmocka_unit_test(test_qml),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
