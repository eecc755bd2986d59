/* Names that differ only in the case of letters, plain or not, however they are written. */
#include "layers/model/same_name.h"
#include "tests/unit/cmocka_all.h"
#include <stdlib.h>
#include <string.h>

static void alike(void **state) {
    (void)state;
    static const char *const PAIR[][2] = {
        {"", ""},
        {"optimal", "OPTIMAL"},
        {"Šķūtes", "šķūtes"},
        {"Šķūtes", "ŠĶŪTES"},
        {"ž", "z\u030c"}, /* one letter, or a letter and its mark */
        {"Ž", "z\u030c"},
        {"Straße", "STRASSE"},
        {"вариант Ж", "ВАРИАНТ ж"},
        {"\xff Plan", "\xff plan"}, /* not UTF-8 */
    };
    for (size_t i = 0; i < sizeof PAIR / sizeof *PAIR; i++) {
        assert_true(same_name(PAIR[i][0], PAIR[i][1]));
        assert_true(same_name(PAIR[i][1], PAIR[i][0]));
    }
}

static void different(void **state) {
    (void)state;
    static const char *const PAIR[][2] = {
        {"", "a"},           {"optimal", "optima"}, {"Šķūtes", "Skutes"},           {"š", "s"},
        {"ķūtes", "ķūtes "}, {"\xff", "\xfe"},      {"\xff \u0160", "\xff \u0161"},
    };
    for (size_t i = 0; i < sizeof PAIR / sizeof *PAIR; i++) {
        assert_false(same_name(PAIR[i][0], PAIR[i][1]));
        assert_false(same_name(PAIR[i][1], PAIR[i][0]));
    }
}

static void same_letters(void **state) {
    (void)state;
    assert_true(same_text("", ""));
    assert_true(same_text("ž", "z\u030c"));
    assert_true(same_text("z\u030c", "ž"));
    assert_true(same_text("\xff", "\xff"));
    assert_false(same_text("Ž", "ž"));
    assert_false(same_text("ž", "z"));
    assert_false(same_text("a", "A"));
    assert_false(same_text("\xff", "\xfe"));
    assert_false(same_text("\xff ž", "\xff z\u030c"));
}

/* Longer than what the library keeps on its stack. */
static void long_names(void **state) {
    (void)state;
    enum { LETTERS = 20000 };
    char *low = malloc(2 * LETTERS + 1), *high = malloc(2 * LETTERS + 1);
    assert_non_null(low);
    assert_non_null(high);
    for (size_t i = 0; i < LETTERS; i++) {
        memcpy(low + 2 * i, "ķ", 2);
        memcpy(high + 2 * i, "Ķ", 2);
    }
    low[2 * LETTERS] = high[2 * LETTERS] = '\0';
    assert_true(same_name(low, high));
    memcpy(high + 2 * LETTERS - 2, "Ģ", 2);
    assert_false(same_name(low, high));
    free(low);
    free(high);
}

int main(void) {
    const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(alike),
        cmocka_unit_test(different),
        cmocka_unit_test(same_letters),
        cmocka_unit_test(long_names),
    };
    return cmocka_run_group_tests(TESTS, NULL, NULL);
}
