/* What scenarios are called where people read it. */
#include "cmocka_all.h"
#include "layers/scenario_words.h"
#include <stdio.h>

/* Without a catalogue the words are the English ones, which are the names. */
static void standard_scenarios_have_words(void **state) {
    (void)state;
    static const char *const NAME[] = {"present", "baseline", "optimal"};
    for (size_t i = 0; i < sizeof NAME / sizeof *NAME; i++) {
        char copy[16];
        snprintf(copy, sizeof copy, "%s", NAME[i]);
        const char *words = scenario_words(copy);
        assert_string_equal(words, NAME[i]);
        assert_ptr_not_equal(words,
                             copy); /* a text of the catalogue, whatever becomes of the name */
    }
}

/* Whoever names a scenario meets that name again, also one that nearly is a standard one. */
static void others_keep_their_names(void **state) {
    (void)state;
    static const char *const NAME[] = {"90 % of territory", "Optimal", "optimal ", "presen", ""};
    for (size_t i = 0; i < sizeof NAME / sizeof *NAME; i++)
        assert_ptr_equal(scenario_words(NAME[i]), NAME[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(standard_scenarios_have_words),
        cmocka_unit_test(others_keep_their_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
