/* Names of fields and words for codes as a project of QGIS has them. */
#include "layers/export/qgis_form.h"
#include "tests/unit/cmocka_all.h"
#include <cpl_minixml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The two elements below a root; the caller's (CPLDestroyXMLNode). */
static CPLXMLNode *fields_of(const QgisTable *table, const QgisJoined *joined, size_t n_joined) {
    Xml xml = {0};
    xml_open(&xml, "layer");
    qgis_fields(&xml, table, joined, n_joined, "the_facilities");
    xml_close(&xml);
    assert_int_equal(xml_end(&xml), STATUS_OK);
    CPLXMLNode *root = CPLParseXMLString(xml.text);
    free(xml.text);
    assert_non_null(root);
    return root;
}

static const char *alias_of(CPLXMLNode *root, const char *field) {
    for (CPLXMLNode *at = CPLGetXMLNode(root, "aliases")->psChild; at; at = at->psNext)
        if (strcmp(CPLGetXMLValue(at, "field", ""), field) == 0)
            return CPLGetXMLValue(at, "name", "");
    return "missing";
}

/* "code=words code=words" of the value map of a field, or the type of its widget. */
static const char *words_of(CPLXMLNode *root, const char *field, char *text, size_t size) {
    CPLXMLNode *at = CPLGetXMLNode(root, "fieldConfiguration")->psChild;
    while (at && strcmp(CPLGetXMLValue(at, "name", ""), field) != 0) at = at->psNext;
    if (!at) return "missing";
    const char *type = CPLGetXMLValue(at, "editWidget.type", "");
    if (strcmp(type, "ValueMap") != 0) return type;
    size_t used = 0;
    CPLXMLNode *entry = CPLGetXMLNode(at, "editWidget.config.Option.Option")->psChild;
    for (; entry; entry = entry->psNext)
        if (entry->eType == CXT_Element && CPLGetXMLNode(entry, "Option"))
            used += (size_t)snprintf(text + used, size - used, "%s%s=%s", used ? " " : "",
                                     CPLGetXMLValue(entry, "Option.value", ""),
                                     CPLGetXMLValue(entry, "Option.name", ""));
    return text;
}

static void test_words(void **state) {
    (void)state;
    char role[] = "role", status[] = "status", next[] = "runner_up", again[] = "role_1";
    char proposal[] = "proposal", scenario[] = "scenario", text[1000];
    char *column[] = {role, status, next, again};
    char *title[] = {role, status, next, role}; /* the last one is named anew */
    QgisTable table = {.name = proposal, .column = column, .title = title, .n_columns = 4};
    CPLXMLNode *root = fields_of(&table, NULL, 0);
    assert_string_equal(words_of(root, "role", text, sizeof text),
                        "existing=existing centre new=new contact point none=without a point");
    assert_string_equal(words_of(root, "role_1", text, sizeof text),
                        "existing=existing centre new=new contact point none=without a point");
    assert_string_equal(words_of(root, "status", text, sizeof text),
                        "proposed=proposed coordinated=coordinated approved=approved open=open");
    assert_string_equal(words_of(root, "runner_up", text, sizeof text), "ValueRelation");
    assert_string_equal(alias_of(root, "role_1"), "Role");
    assert_string_equal(alias_of(root, "row_no"), "Number of the row");
    CPLDestroyXMLNode(root);
    table.name = scenario;
    table.numbered = true;
    root = fields_of(&table, NULL, 0);
    assert_string_equal(words_of(root, "role", text, sizeof text), "");
    assert_string_equal(words_of(root, "status", text, sizeof text),
                        "measured=measured, nothing was searched for optimal=proven to be the best "
                        "feasible=good, not proven to be the best");
    assert_string_equal(alias_of(root, "row_no"), "missing");
    CPLDestroyXMLNode(root);
}

static void test_joined(void **state) {
    (void)state;
    char unit[] = "unit", name[] = "name", text[100];
    char *column[] = {name};
    QgisTable table = {.name = unit, .column = column, .title = column, .n_columns = 1};
    const QgisJoined joined[] = {{"near_within", "stop_distance", "within"},
                                 {"mean_value", "unit_figures", "A_any_mean_m"}};
    CPLXMLNode *root = fields_of(&table, joined, 2);
    assert_string_equal(alias_of(root, "near_within"), "Within the stop distance");
    assert_string_equal(words_of(root, "near_within", text, sizeof text), "1=yes 0=no");
    assert_string_equal(alias_of(root, "mean_value"), "A: mean distance, m");
    assert_string_equal(words_of(root, "mean_value", text, sizeof text), "");
    CPLDestroyXMLNode(root);
}

static const char GEOPACKAGE[] =
    "CREATE TABLE gpkg_contents(table_name, data_type);"
    "CREATE TABLE gpkg_geometry_columns(table_name, geometry_type_name);"
    "INSERT INTO gpkg_contents VALUES('facility', 'attributes'), ('stop', 'attributes');"
    "CREATE TABLE facility(id, kind, origin);"
    "CREATE TABLE stop(id, origin);"
    "INSERT INTO facility VALUES('a', 'library', 'real'), ('b', 'kiosk', 'survey'),"
    " ('c', 'library', NULL), ('d', 'library', ''), ('e', 'library', 'guess & co'),"
    " ('f', 'library', 'survey')";

/* Sources may name another origin, and it tells itself; of kinds there are no others. */
static void test_own_values(void **state) {
    (void)state;
    sqlite3 *db = NULL;
    Error error = {0};
    QgisTables tables = {0};
    char text[1000];
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, GEOPACKAGE, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(qgis_tables_read(db, "plan.gpkg", true, &tables, &error), STATUS_OK);
    const QgisTable *facility = qgis_table_find(&tables, "facility");
    assert_int_equal(facility->n_own, 2);
    assert_int_equal(qgis_table_find(&tables, "stop")->n_own, 0);
    CPLXMLNode *root = fields_of(facility, NULL, 0);
    assert_string_equal(words_of(root, "origin", text, sizeof text),
                        "real=published derived=derived synthetic=made up "
                        "guess & co=guess & co survey=survey");
    assert_null(strstr(words_of(root, "kind", text, sizeof text), "survey"));
    CPLDestroyXMLNode(root);
    qgis_tables_free(&tables);
    sqlite3_close(db);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_joined),
        cmocka_unit_test(test_own_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
