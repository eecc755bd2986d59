/* The language of messages is chosen; how numbers are written and read never is. */
#include "layers/language.h"
#include "tests/unit/comma_locale.h"

static void numbers_keep_their_point(void **state) {
    (void)state;
    char folder[TEMP_SIZE], inner[TEMP_FILE_SIZE];
    temp_folder("pietura-language", folder, sizeof folder);
    snprintf(inner, sizeof inner, "%s/locale", folder);
    comma_locale_begin(inner);
    assert_non_null(setlocale(LC_ALL, "")); /* it is there */
    assert_half_is("0,5");
    setlocale(LC_ALL, "C");
    assert_int_equal(language_of_environment(), LANGUAGE_LV);
    for (Language language = 0; language < LANGUAGES; language++) {
        language_use(language);
        assert_half_is("0.5");
        assert_true(strtod("0.5", NULL) == 0.5);
        assert_int_equal(language_in_use(), language);
    }
    comma_locale_end(inner);
    remove_tree(folder);
}

static void the_environment_is_asked(void **state) {
    (void)state;
    static const char *const VARIABLE[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    static const struct {
        const char *value[3]; /* NULL: not set */
        Language asked;
    } CASE[] = {{{NULL, NULL, NULL}, LANGUAGE_EN},
                {{NULL, NULL, "lv_LV.UTF-8"}, LANGUAGE_LV},
                {{NULL, NULL, "de_DE.UTF-8"}, LANGUAGE_EN},
                {{NULL, "lv", "en_US.UTF-8"}, LANGUAGE_LV},
                {{NULL, "C.UTF-8", "lv_LV.UTF-8"}, LANGUAGE_EN},
                {{"lv_LV", "en", "en"}, LANGUAGE_LV},
                {{"C", "lv", "lv"}, LANGUAGE_EN},
                {{"", "", "lv"}, LANGUAGE_LV}}; /* empty is as good as none */
    for (size_t c = 0; c < sizeof CASE / sizeof *CASE; c++) {
        for (int i = 0; i < 3; i++) {
            unsetenv(VARIABLE[i]);
            if (CASE[c].value[i]) setenv(VARIABLE[i], CASE[c].value[i], 1);
        }
        assert_int_equal(language_of_environment(), CASE[c].asked);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_keep_their_point),
        cmocka_unit_test(the_environment_is_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
