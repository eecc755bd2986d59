/* Decimal numbers in data files. */
#include "tests/unit/cmocka_all.h"

#include "layers/source/number.h"
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

static void reads(const char *text, bool comma, double wanted) {
    double value = -77.0;
    if (!parse_number(text, comma, &value)) fail_msg("“%s” is not read", text);
    if (value != wanted) fail_msg("“%s” gives %.17g", text, value);
}

static void refuses(const char *text, bool comma) {
    double value = -77.0;
    if (parse_number(text, comma, &value)) fail_msg("“%s” is read as %.17g", text, value);
    if (value != -77.0) fail_msg("“%s” touches the value", text);
}

static void numbers_are_read(void **state) {
    (void)state;
    reads("24.105", false, 24.105);
    reads("  -3\t", false, -3.0);
    reads("+.5", false, 0.5);
    reads("5.", false, 5.0);
    reads("1e3", false, 1000.0);
    reads("1.25E-2", false, 0.0125);
    reads("24,105", true, 24.105);
    reads("24.105", true, 24.105);
    reads("0", false, 0.0);
    reads("-0.0000", false, 0.0);
    reads("123456789012345678901234567890", false, 123456789012345678901234567890.0);
    reads("0.1000000000000000055511151231257827", false, 0.1);
    reads("2.2250738585072014e-308", false, 2.2250738585072014e-308);
}

static void other_texts_are_refused(void **state) {
    (void)state;
    static const char *const BAD[] = {"",      " ",     "nan",   "NaN",    "inf",   "-Infinity",
                                      "0x10",  "1 2",   "1e",    "e5",     ".",     "-",
                                      "1.2.3", "12abc", "1e999", "24,105", "1 000", "--1"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) refuses(BAD[i], false);
    refuses("1.234,5", true);
    refuses("1,2,3", true);
}

static void agrees_with_the_library(void **state) {
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < 100000; i++) {
        char text[40];
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        snprintf(text, sizeof text, "%s%d.%0*d", i % 2 ? "-" : "", (int)(seed >> 40) % 1000000,
                 1 + i % 9, (int)(seed >> 33) % 1000);
        reads(text, false, strtod(text, NULL));
    }
}

static void counts_are_read(void **state) {
    (void)state;
    int64_t value = -1;
    assert_true(parse_count(" 715 ", &value));
    assert_int_equal(value, 715);
    assert_false(parse_count("-1", &value));
    assert_false(parse_count("3.0", &value));
    assert_false(parse_count("", &value));
    assert_false(parse_count("1234567890123456789", &value));
    assert_int_equal(value, 715);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read),
        cmocka_unit_test(other_texts_are_refused),
        cmocka_unit_test(agrees_with_the_library),
        cmocka_unit_test(counts_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
