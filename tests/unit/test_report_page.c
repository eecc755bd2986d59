/* Packing, sharing, escaping and laying out of a report's page. */
#include "layers/draw/embedded.h"
#include "layers/draw/html.h"
#include "layers/draw/page.h"
#include "layers/draw/page_bytes.h"
#include "layers/draw/page_shapes.h"
#include "layers/draw/page_strings.h"
#include "planner/cli/report_text.h"
#include "planner/cli/text_table.h"
#include "tests/unit/cmocka_all.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- bytes ---- */

typedef struct Reader {
    const DrawBytes *bytes;
    size_t at;
} Reader;

/* As data.js reads them. */
static uint64_t read_unsigned(Reader *reader) {
    uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
        unsigned char byte = reader->bytes->byte[reader->at++];
        value |= (uint64_t)(byte & 127) << shift;
        if (byte < 128) return value;
    }
}

static int64_t read_signed(Reader *reader) {
    uint64_t value = read_unsigned(reader);
    return value & 1 ? -(int64_t)((value + 1) / 2) : (int64_t)(value / 2);
}

static void integers_come_back(void **state) {
    (void)state;
    static const int64_t VALUE[] = {0, 1, -1, 63, 64, -64, -65, 8191, 8192, 700000, -700001};
    DrawBytes bytes = {0};
    for (size_t i = 0; i < sizeof VALUE / sizeof *VALUE; i++) page_bytes_signed(&bytes, VALUE[i]);
    page_bytes_unsigned(&bytes, UINT64_MAX);
    Reader reader = {&bytes, 0};
    for (size_t i = 0; i < sizeof VALUE / sizeof *VALUE; i++)
        assert_int_equal(read_signed(&reader), VALUE[i]);
    assert_true(read_unsigned(&reader) == UINT64_MAX);
    assert_int_equal(reader.at, bytes.n);
    draw_bytes_free(&bytes);
}

static void small_integers_take_one_byte(void **state) {
    (void)state;
    DrawBytes bytes = {0};
    page_bytes_unsigned(&bytes, 127);
    assert_int_equal(bytes.n, 1);
    page_bytes_unsigned(&bytes, 128);
    assert_int_equal(bytes.n, 3);
    page_bytes_signed(&bytes, -64);
    assert_int_equal(bytes.n, 4);
    draw_bytes_free(&bytes);
}

static void classes_take_half_a_byte_up_to_15(void **state) {
    (void)state;
    const uint8_t few[] = {1, 15, 2}, many[] = {1, 16, 2};
    DrawBytes bytes = {0};
    assert_int_equal(page_bytes_classes(&bytes, few, 3), 4);
    assert_int_equal(bytes.n, 2);
    assert_int_equal(bytes.byte[0], 0xF1);
    assert_int_equal(bytes.byte[1], 0x02);
    draw_bytes_free(&bytes);
    assert_int_equal(page_bytes_classes(&bytes, many, 3), 8);
    assert_int_equal(bytes.n, 3);
    draw_bytes_free(&bytes);
}

/* The examples of RFC 4648, section 10. */
static void base64_is_that_of_the_standard(void **state) {
    (void)state;
    static const char *const PAIR[][2] = {{"", ""},
                                          {"f", "Zg=="},
                                          {"fo", "Zm8="},
                                          {"foo", "Zm9v"},
                                          {"foob", "Zm9vYg=="},
                                          {"fooba", "Zm9vYmE="},
                                          {"foobar", "Zm9vYmFy"}};
    for (size_t i = 0; i < sizeof PAIR / sizeof *PAIR; i++) {
        char *text = base64_text((const unsigned char *)PAIR[i][0], strlen(PAIR[i][0]));
        assert_string_equal(text, PAIR[i][1]);
        free(text);
    }
    const unsigned char high[] = {0xfb, 0xff, 0xfe};
    char *text = base64_text(high, 3);
    assert_string_equal(text, "+//+");
    free(text);
}

/* ---- shapes ---- */

static void points_are_whole_metres_from_one_to_the_next(void **state) {
    (void)state;
    const double xy[] = {506000.4, 312000.6, 506010.0, 311990.0};
    DrawBytes bytes = {0};
    page_points_pack(xy, 2, &bytes);
    Reader reader = {&bytes, 0};
    assert_int_equal(read_signed(&reader), 506000);
    assert_int_equal(read_signed(&reader), 312001);
    assert_int_equal(read_signed(&reader), 10);
    assert_int_equal(read_signed(&reader), -11);
    draw_bytes_free(&bytes);
}

static void rings_lose_what_falls_together(void **state) {
    (void)state;
    /* a square with a point a foot from its corner, and a sliver thinner than a metre */
    const double square[] = {0, 0, 10, 0, 10.2, 0.1, 10, 10, 0, 10, 0, 0};
    const double sliver[] = {20, 20, 20.3, 20, 20.3, 20.3, 20, 20};
    PolygonSet set;
    DrawBytes bytes = {0};
    polygon_set_init(&set);
    assert_int_equal(polygon_set_add_polygon(&set), STATUS_OK);
    assert_int_equal(polygon_set_add_ring(&set, square, 6, false), STATUS_OK);
    assert_int_equal(polygon_set_add_polygon(&set), STATUS_OK);
    assert_int_equal(polygon_set_add_ring(&set, sliver, 4, false), STATUS_OK);
    page_polygons_pack(&set, &bytes);
    Reader reader = {&bytes, 0};
    assert_int_equal(read_unsigned(&reader), 1); /* rings of the first */
    assert_int_equal(read_unsigned(&reader), 4); /* its corners */
    int64_t x = 0, y = 0;
    const int64_t corner[] = {0, 0, 10, 0, 10, 10, 0, 10};
    for (int i = 0; i < 4; i++) {
        x += read_signed(&reader);
        y += read_signed(&reader);
        assert_int_equal(x, corner[2 * i]);
        assert_int_equal(y, corner[2 * i + 1]);
    }
    assert_int_equal(read_unsigned(&reader), 0); /* the sliver is gone, the polygon stays */
    assert_int_equal(reader.at, bytes.n);
    draw_bytes_free(&bytes);
    polygon_set_free(&set);
}

static void equal_shapes_are_kept_once(void **state) {
    (void)state;
    const double xy[] = {1, 2, 3, 4}, other[] = {1, 2, 3, 5};
    DrawBytes a = {0}, b = {0};
    json_t *sets = json_array();
    page_points_pack(xy, 2, &a);
    page_points_pack(other, 2, &b);
    assert_int_equal(page_shapes_add(sets, "point", 2, &a), 0);
    assert_int_equal(page_shapes_add(sets, "point", 2, &b), 1);
    assert_int_equal(page_shapes_add(sets, "point", 2, &a), 0);
    assert_int_equal(page_shapes_add(sets, "polygon", 2, &a), 2); /* the same bytes, other shapes */
    assert_int_equal(json_array_size(sets), 3);
    json_decref(sets);
    draw_bytes_free(&a);
    draw_bytes_free(&b);
}

static void equal_texts_are_kept_once(void **state) {
    (void)state;
    PageStrings *strings = page_strings_make();
    assert_int_equal(page_strings_number(strings, "Rīpa"), 0);
    assert_int_equal(page_strings_number(strings, "Ripa"), 1);
    assert_int_equal(page_strings_number(strings, "Rīpa"), 0);
    assert_int_equal(page_strings_number(strings, NULL), 2);
    assert_int_equal(page_strings_number(strings, ""), 2);
    assert_int_equal(json_array_size(page_strings_json(strings)), 3);
    assert_int_equal(page_strings_number(strings, "\xff"), -1); /* no UTF-8 */
    assert_int_equal(page_strings_number(strings, "after"), 3);
    page_strings_free(strings);
}

/* ---- markup ---- */

static char *written; /* by the last test; freed by the next */
static size_t written_size;

static FILE *begin(void) {
    free(written);
    written = NULL;
    return open_memstream(&written, &written_size);
}

static void text_never_becomes_markup(void **state) {
    (void)state;
    FILE *out = begin();
    html_element("td", "class=\"t\"", "<b>\"Rīgas\"</b> & 'x'\x1f\x7f", out);
    fclose(out);
    assert_string_equal(
        written, "<td class=\"t\">&lt;b&gt;&quot;Rīgas&quot;&lt;/b&gt; &amp; &#39;x&#39;  </td>");
    out = begin();
    html_text(NULL, out);
    fclose(out);
    assert_int_equal(written_size, 0);
}

/* What was printed into memory, as the page has it, into `written`; the memory is freed. */
static void put_report_text(FILE *memory, char **text) {
    fclose(memory);
    FILE *out = begin();
    report_text(*text, "h4", out);
    fclose(out);
    free(*text);
}

static void printed_text_becomes_blocks(void **state) {
    (void)state;
    TextTable *table = text_table_make(TABLE_MARKED);
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    fputs("\nWho gains:\n  one thing,\n  and more\n  another\n    an item\n    <next>\n", file);
    text_table_row(table);
    text_table_cell(table, "Title");
    text_table_cell(table, "a\x1e"
                           "b");
    text_table_row(table);
    text_table_cell(table, "    part");
    text_table_number(table, 1234, 0);
    text_table_print(table, file);
    fputs("This is said.\n", file);
    free(table);
    put_report_text(file, &text);
    assert_string_equal(written,
                        "<h4>Who gains</h4>\n<p>one thing, and more<br>\nanother</p>\n"
                        "<ul><li>an item</li>\n<li>&lt;next&gt;</li></ul>\n"
                        "<div class=\"wide\" tabindex=\"0\"><table>\n<thead><tr>"
                        "<th scope=\"col\">Title</th><th scope=\"col\">a b</th></tr>\n</thead>\n"
                        "<tbody><tr><th scope=\"row\" class=\"d2\">part</th><td>1,234</td></tr>\n"
                        "</tbody></table></div>\n<p>This is said.</p>\n");
}

/* A column with prose in one row is at the left in all, its head too; figures are not. */
static void a_column_of_prose_is_one(void **state) {
    (void)state;
    static const char *const CELL[3][3] = {
        {"x", "in which", "number of thousands"}, {"y", "another scheme", "1"}, {"z", "few", "2"}};
    TextTable *table = text_table_make(TABLE_MARKED);
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    for (int r = 0; r < 3; r++) {
        text_table_row(table);
        for (int c = 0; c < 3; c++) text_table_cell(table, CELL[r][c]);
    }
    text_table_print(table, file);
    free(table);
    put_report_text(file, &text);
    assert_non_null(strstr(written, "<th scope=\"col\" class=\"t\">in which</th>"
                                    "<th scope=\"col\">number of thousands</th>"));
    assert_non_null(strstr(written, "<td class=\"t\">few</td><td>2</td>"));
    assert_non_null(strstr(written, "<td class=\"t\">another scheme</td><td>1</td>"));
}

/* On a terminal six scenarios stand side by side, on a page eleven. */
static void a_page_has_room_for_more_scenarios(void **state) {
    (void)state;
    TextTable *marked = text_table_make(TABLE_MARKED), *aligned = text_table_make(TABLE_ALIGNED);
    assert_int_equal(text_table_scenarios(marked, 6), TABLE_COLUMNS - 1);
    assert_int_equal(text_table_scenarios(aligned, 6), 6);
    text_table_row(marked);
    text_table_clear(marked);
    assert_int_equal(marked->rows, 0);
    assert_int_equal(marked->form, TABLE_MARKED);
    free(marked);
    free(aligned);
}

/* ---- the page ---- */

static PageContent content_of(json_t *data) {
    return (PageContent){"lv", "A </title> & <b>", "<main>body</main>", data};
}

static void the_page_is_closed_to_the_network(void **state) {
    (void)state;
    json_t *data = json_pack("{s:s}", "name", "</script><script>alert(1)</script> & ž");
    PageContent content = content_of(data);
    FILE *out = begin();
    assert_int_equal(page_print(&content, out), STATUS_OK);
    fclose(out);
    assert_non_null(strstr(written, "default-src 'none'"));
    assert_non_null(strstr(written, "<title>A &lt;/title&gt; &amp; &lt;b&gt;</title>"));
    assert_non_null(strstr(written, "\\u003c/script\\u003e\\u003cscript\\u003ealert(1)"));
    assert_non_null(strstr(written, "<main>body</main>"));
    assert_null(strstr(written, "{{"));
    assert_null(strstr(written, "url(images"));
    assert_null(strstr(written, "sourceMappingURL"));
    assert_null(strstr(written, "src=\"http"));
    /* Leaflet's terms stand in one comment, which ends where it should */
    const char *comment = strstr(written, "<!--"), *end = strstr(written, "-->");
    assert_true(comment && end && strstr(comment, "Redistribution and use") < end);
    assert_int_equal(strncmp(end, "-->\n<head>", 10), 0);
    int scripts = 0;
    for (const char *at = written; (at = strstr(at, "</script")); at++) scripts++;
    assert_int_equal(scripts, 3);
    json_decref(data);
}

static void the_same_content_gives_the_same_page(void **state) {
    (void)state;
    json_t *data = json_pack("{s:i, s:f}", "b", 1, "a", 0.1);
    PageContent content = content_of(data);
    FILE *out = begin();
    assert_int_equal(page_print(&content, out), STATUS_OK);
    fclose(out);
    char *first = strdup(written);
    out = begin();
    assert_int_equal(page_print(&content, out), STATUS_OK);
    fclose(out);
    assert_string_equal(first, written);
    free(first);
    json_decref(data);
}

static void a_page_that_cannot_be_written_leaves_nothing(void **state) {
    (void)state;
    json_t *data = json_object();
    PageContent content = content_of(data);
    Error error = {0};
    assert_int_equal(page_write("/nowhere/page.html", &content, &error), STATUS_NOT_WRITABLE);
    assert_true(error.message[0] != '\0');
    json_decref(data);
}

static void every_file_of_the_page_is_there(void **state) {
    (void)state;
    static const char *const NAME[] = {"report.html", "report.css",     "data.js",    "draw.js",
                                       "panel.js",    "find.js",        "list.js",    "start.js",
                                       "leaflet.css", "leaflet.min.js", "layers.png", "copyright"};
    for (size_t i = 0; i < sizeof NAME / sizeof *NAME; i++) {
        const EmbeddedFile *file = embedded_file(NAME[i]);
        assert_non_null(file);
        assert_true(file->size > 100);
        assert_int_equal(file->bytes[file->size], 0);
        if (strncmp(NAME[i], "leaflet", 7) != 0) /* texts are never parsed as markup */
            assert_null(strstr((const char *)file->bytes, "innerHTML"));
    }
    assert_null(embedded_file("report"));
}

static int tidy(void **state) {
    (void)state;
    free(written);
    written = NULL;
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers_come_back),
        cmocka_unit_test(small_integers_take_one_byte),
        cmocka_unit_test(classes_take_half_a_byte_up_to_15),
        cmocka_unit_test(base64_is_that_of_the_standard),
        cmocka_unit_test(points_are_whole_metres_from_one_to_the_next),
        cmocka_unit_test(rings_lose_what_falls_together),
        cmocka_unit_test(equal_shapes_are_kept_once),
        cmocka_unit_test(equal_texts_are_kept_once),
        cmocka_unit_test(text_never_becomes_markup),
        cmocka_unit_test(printed_text_becomes_blocks),
        cmocka_unit_test(a_column_of_prose_is_one),
        cmocka_unit_test(a_page_has_room_for_more_scenarios),
        cmocka_unit_test(the_page_is_closed_to_the_network),
        cmocka_unit_test(the_same_content_gives_the_same_page),
        cmocka_unit_test(a_page_that_cannot_be_written_leaves_nothing),
        cmocka_unit_test(every_file_of_the_page_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, tidy);
}
