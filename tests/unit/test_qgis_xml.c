/* The writer of XML: escaping, characters that XML cannot hold, numbers, structure. */
#include "layers/export/qgis_xml.h"
#include "tests/unit/cmocka_all.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The text of <a b="…"/> or <a>…</a>, without its line end. The caller's. */
static char *attribute(const char *value) {
    Xml xml = {0};
    xml_open(&xml, "a");
    xml_attr(&xml, "b", value);
    xml_close(&xml);
    assert_int_equal(xml_end(&xml), STATUS_OK);
    xml.text[xml.length - 1] = '\0';
    return xml.text;
}

static char *element(const char *value) {
    Xml xml = {0};
    xml_leaf(&xml, "a", value);
    assert_int_equal(xml_end(&xml), STATUS_OK);
    xml.text[xml.length - 1] = '\0';
    return xml.text;
}

static void expect(char *text, const char *wanted) {
    assert_string_equal(text, wanted);
    free(text);
}

static void test_escaping(void **state) {
    (void)state;
    expect(attribute("a<b>&\"c'"), "<a b=\"a&lt;b&gt;&amp;&quot;c'\"/>");
    expect(element("a<b>&\"c'"), "<a>a&lt;b&gt;&amp;\"c'</a>");
    expect(attribute("a\nb\tc\rd"), "<a b=\"a&#10;b&#9;c&#13;d\"/>");
    expect(element("a\nb\tc\rd"), "<a>a\nb\tc&#13;d</a>");
    expect(attribute("Ķegums – 90 %"), "<a b=\"Ķegums – 90 %\"/>");
    expect(attribute(NULL), "<a b=\"\"/>");
    expect(element(NULL), "<a></a>");
    expect(element("]]>"), "<a>]]&gt;</a>");
}

#define BAD "\xEF\xBF\xBD"

static void test_what_xml_cannot_hold(void **state) {
    (void)state;
    expect(attribute("a\x01z"), "<a b=\"a" BAD "z\"/>");
    expect(attribute("a\x1Fz"), "<a b=\"a" BAD "z\"/>");
    expect(attribute("a\x7Fz"), "<a b=\"a\x7Fz\"/>");        /* allowed, if odd */
    expect(attribute("a\xC4"), "<a b=\"a" BAD "\"/>");       /* half a letter at the end */
    expect(attribute("\xC4z"), "<a b=\"" BAD "z\"/>");       /* and in the middle */
    expect(attribute("\xEF\xBF\xBE"), "<a b=\"" BAD "\"/>"); /* U+FFFE */
    expect(attribute("\xEF\xBF\xBD"), "<a b=\"" BAD "\"/>"); /* U+FFFD itself */
    expect(attribute("\xED\xA0\x80z"), "<a b=\"" BAD BAD BAD "z\"/>"); /* half of a pair */
    expect(attribute("\xF0\x9F\x98\x80"), "<a b=\"\xF0\x9F\x98\x80\"/>");
}

static void test_structure(void **state) {
    (void)state;
    Xml xml = {0};
    xml_raw(&xml, "<!DOCTYPE x>");
    xml_open(&xml, "a");
    xml_attrf(&xml, "n", "%d & %s", 7, "x");
    xml_open(&xml, "b");
    xml_attr_number(&xml, "v", 0.1);
    xml_close(&xml);
    xml_leaf_number(&xml, "c", 1e6);
    xml_close(&xml);
    assert_int_equal(xml_end(&xml), STATUS_OK);
    assert_string_equal(xml.text, "<!DOCTYPE x>\n<a n=\"7 &amp; x\">\n <b v=\"0.1\"/>\n"
                                  " <c>1000000</c>\n</a>\n");
    assert_int_equal(xml.length, strlen(xml.text));
    free(xml.text);
}

static void test_long_texts(void **state) {
    (void)state;
    enum { N = 20000 };
    char *text = malloc(N + 1);
    assert_non_null(text);
    memset(text, '<', N);
    text[N] = '\0';
    Xml xml = {0};
    xml_open(&xml, "a");
    xml_attrf(&xml, "b", "%s!", text);
    xml_close(&xml);
    assert_int_equal(xml_end(&xml), STATUS_OK);
    assert_int_equal(xml.length, strlen("<a b=\"!\"/>\n") + 4 * N);
    free(xml.text);
    free(text);
}

/* What was opened must be closed, and not more; the text is gone then. */
static void test_faults(void **state) {
    (void)state;
    Xml xml = {0};
    xml_open(&xml, "a");
    assert_int_equal(xml_end(&xml), STATUS_NO_MEMORY);
    assert_null(xml.text);
    xml = (Xml){0};
    xml_open(&xml, "a");
    xml_close(&xml);
    xml_close(&xml);
    assert_int_equal(xml_end(&xml), STATUS_NO_MEMORY);
    xml = (Xml){0};
    for (int i = 0; i <= XML_DEPTH; i++) xml_open(&xml, "a");
    for (int i = 0; i <= XML_DEPTH; i++) xml_close(&xml);
    assert_int_equal(xml_end(&xml), STATUS_NO_MEMORY);
    xml = (Xml){0};
    for (int i = 0; i < XML_DEPTH; i++) xml_open(&xml, "a");
    for (int i = 0; i < XML_DEPTH; i++) xml_close(&xml);
    assert_int_equal(xml_end(&xml), STATUS_OK);
    free(xml.text);
}

static void test_numbers(void **state) {
    (void)state;
    char text[XML_NUMBER_SIZE];
    static const double LIST[] = {0, -1, 0.1, 1.0 / 3, 700, 1e-300, 123456789.125, 2147483648.0};
    for (size_t i = 0; i < sizeof LIST / sizeof *LIST; i++)
        assert_true(strtod(xml_number(LIST[i], text), NULL) == LIST[i]);
    assert_string_equal(xml_number(0.1, text), "0.1");
    assert_string_equal(xml_number(700, text), "700");
    assert_string_equal(xml_number(0.1 + 0.2, text), "0.30000000000000004");
    assert_string_equal(xml_number(INFINITY, text), "1e+308");
    assert_string_equal(xml_number(-INFINITY, text), "-1e+308");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escaping),  cmocka_unit_test(test_what_xml_cannot_hold),
        cmocka_unit_test(test_structure), cmocka_unit_test(test_long_texts),
        cmocka_unit_test(test_faults),    cmocka_unit_test(test_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
