/* Strict delimited text: RFC 4180 and what real files do to it. */
#include "tests/unit/cmocka_all.h"

#include "layers/source/csv.h"
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Reads all of the text and prints it as "a|b;c|d;" with "!N;" for a broken row N. */
static void check(const char *text, const char *wanted) {
    char got[512] = "";
    char *copy = malloc(strlen(text) + 1);
    Csv csv = {0};
    CsvRow kind;
    strcpy(copy, text);
    assert_int_equal(csv_open(&csv, copy, strlen(text)), STATUS_OK);
    while ((kind = csv_next(&csv)) != CSV_END) {
        size_t used = strlen(got);
        if (kind == CSV_BROKEN) {
            snprintf(got + used, sizeof got - used, "!%d;", (int)csv.row);
            continue;
        }
        for (size_t i = 0; i < csv.n_columns; i++) {
            used = strlen(got);
            snprintf(got + used, sizeof got - used, "%s%s", i ? "|" : "", csv.field[i]);
        }
        strcat(got, ";");
    }
    csv_close(&csv);
    free(copy);
    assert_string_equal(got, wanted);
}

static void plain_rows(void **state) {
    (void)state;
    check("a,b\n1,2\n3,4\n", "1|2;3|4;");
    check("a,b\n1,2\n3,4", "1|2;3|4;");
    check("a,b\r\n1,2\r\n3,4\r\n", "1|2;3|4;");
    check("a,b\r1,2\r3,4", "1|2;3|4;");
    check("a,b\n,\n1,\n", "|;1|;");
    check("a,b\n", "");
    check("a,b", "");
    check("a,b\n\n\r\n1,2\n\n", "1|2;");
}

static void quoted_fields(void **state) {
    (void)state;
    check("a,b\n\"1,5\",\"say \"\"no\"\"\"\n", "1,5|say \"no\";");
    check("a,b\n\"two\nlines\",2\n3,4\n", "two\nlines|2;3|4;");
    check("a,b\n\"\",\"\"\"\"\n", "|\";");
    check("\"a\",\"b\"\n\"1\",\"2\"", "1|2;");
}

static void broken_rows_are_counted(void **state) {
    (void)state;
    check("a,b\n1,2,3\n4,5\n", "!1;4|5;");
    check("a,b\n1\n4,5\n", "!1;4|5;");
    check("a,b\n1,x\"y\n4,5\n", "!1;4|5;");
    check("a,b\n1,\"x\"y\n4,5\n", "!1;4|5;");
}

/* An open quote costs its own row only, whether or not a later quote seems to close it. */
static void an_open_quote_costs_one_row(void **state) {
    (void)state;
    check("a,b\n1,\"open\n2,x\n3,y\n", "!1;2|x;3|y;");
    check("a,b\n1,\"open\n2,\"x\"\n3,y\n", "!1;2|x;3|y;");
    check("a,b\n1,2\n3,\"end", "1|2;!2;");
    check("a,b\n\"one\ntwo\n3,\"y\"\n", "!1;!2;3|y;");
}

static void comments_ahead_of_the_header(void **state) {
    (void)state;
    check("# made 2020\n#x\n\na,b\n1,2\n#3,4\n", "1|2;#3|4;");
}

static void open_text(Csv *csv, char *text) {
    memset(csv, 0, sizeof *csv);
    assert_int_equal(csv_open(csv, text, strlen(text)), STATUS_OK);
}

static void delimiters_are_told_from_the_header(void **state) {
    (void)state;
    Csv csv;
    char semicolon[] = "a;b;\"c,d,e,f\"\n1,5;2;3\n", tab[] = "a\tb\n1\t2\n", one[] = "id\n7\n";
    open_text(&csv, semicolon);
    assert_int_equal(csv.delimiter, ';');
    assert_true(csv.decimal_comma);
    assert_int_equal(csv_next(&csv), CSV_ROW);
    assert_string_equal(csv.field[0], "1,5");
    csv_close(&csv);
    open_text(&csv, tab);
    assert_int_equal(csv.delimiter, '\t');
    csv_close(&csv);
    open_text(&csv, one);
    assert_int_equal(csv.delimiter, ',');
    assert_false(csv.decimal_comma);
    assert_int_equal(csv.n_columns, 1);
    csv_close(&csv);
}

static void columns_by_name(void **state) {
    (void)state;
    Csv csv;
    char text[] = " Id , NAME,name\n1,2,3\n";
    open_text(&csv, text);
    assert_int_equal(csv_column(&csv, "id"), 0);
    assert_int_equal(csv_column(&csv, "name"), 2);
    assert_int_equal(csv_column(&csv, "Name"), 1);
    assert_int_equal(csv_column(&csv, "nam"), -1);
    csv_close(&csv);
}

static void no_header_is_an_error(void **state) {
    (void)state;
    static const char *const BAD[] = {"", "\n\r\n", "# only\n# comments\n", "a,\"b\n1,2\n"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        char copy[64];
        Csv csv = {0};
        strcpy(copy, BAD[i]);
        assert_int_equal(csv_open(&csv, copy, strlen(copy)), STATUS_UNREADABLE);
        csv_close(&csv);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_rows),
        cmocka_unit_test(quoted_fields),
        cmocka_unit_test(broken_rows_are_counted),
        cmocka_unit_test(an_open_quote_costs_one_row),
        cmocka_unit_test(comments_ahead_of_the_header),
        cmocka_unit_test(delimiters_are_told_from_the_header),
        cmocka_unit_test(columns_by_name),
        cmocka_unit_test(no_header_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
