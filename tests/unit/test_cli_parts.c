/* The parts of the command line: options, numbers for people, tables, words for codes. */
#include "layers/language.h"
#include "layers/model/results.h"
#include "layers/numbers.h"
#include "layers/source/row_words.h"
#include "planner/cli/commands.h"
#include "planner/cli/text_table.h"
#include "planner/cli/words.h"
#include "tests/unit/cmocka_all.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static void numbers_are_grouped_by_language(void **state) {
    (void)state;
    char text[NUMBER_TEXT_SIZE];
    language_use(LANGUAGE_EN);
    assert_string_equal(number_text(1234567.891, 1, text), "1,234,567.9");
    assert_string_equal(number_text(999, 0, text), "999");
    assert_string_equal(value_text(0.1 + 0.2, text), "0.3");
    assert_string_equal(value_text(1e12, text), "1000000000000");
    assert_string_equal(value_text(-0.001, text), "-0.001");
    assert_string_equal(number_text(-1234.5, 1, text), "−1,234.5");
    assert_string_equal(number_text(-0.04, 1, text), "0.0");
    assert_string_equal(number_text(NAN, 1, text), "–");
    assert_string_equal(number_text(INFINITY, 1, text), "–");
    assert_string_equal(percent_text(0.41234, 1, text), "41.2\u00a0%");
    assert_string_equal(distance_text(700, text), "700\u00a0m");
    assert_string_equal(distance_text(12345, text), "12.3\u00a0km");
    language_use(LANGUAGE_LV);
    assert_string_equal(number_text(1234567.891, 1, text), "1\u00a0234\u00a0567,9");
    assert_string_equal(value_text(0.05, text), "0,05");
    assert_string_equal(value_text(-1234567.5, text), "-1234567,5");
    language_use(LANGUAGE_EN);
}

static const Option OPTIONS[] = {
    {"count", OPTION_INTEGER, "N", NULL, 1, 10, "x"}, {"kind", OPTION_TEXT, "K", "a|bb", 0, 0, "x"},
    {"layer", OPTION_LIST, "L", NULL, 0, 0, "x"},     {"name", OPTION_TEXT, "N", NULL, 0, 0, "x"},
    {"to", OPTION_PATH, "DIR", NULL, 0, 0, "x"},
};
static const Command COMMAND = {"test", "A [B]", 1, 2, "x", OPTIONS, 5, NULL, NULL};

#define WORDS(...)                                                                                 \
    ((char *const[]){__VA_ARGS__}), (int)(sizeof((char *const[]){__VA_ARGS__}) / sizeof(char *))

static Status parse(char *const *words, int n, Invocation *invocation) {
    Error error = {0};
    options_free(invocation);
    return options_parse(&COMMAND, n, words, invocation, &error);
}

static char word_one[] = "one", word_count[] = "--count", word_5[] = "5", word_eq[] = "--count=7",
            word_kind[] = "--kind", word_b[] = "b", word_bb[] = "bb", word_layer[] = "--layer=x",
            word_quiet[] = "--quiet", word_end[] = "--", word_11[] = "11", word_help[] = "--help";

static void options_are_parsed_and_checked(void **state) {
    (void)state;
    Invocation i = {0};
    const char *list[MAX_VALUES];
    assert_int_equal(parse(WORDS(word_one, word_count, word_5), &i), STATUS_OK);
    assert_int_equal(option_number(&i, "count", 0), 5);
    assert_int_equal(parse(WORDS(word_eq, word_one, word_layer, word_layer, word_quiet), &i),
                     STATUS_OK);
    assert_int_equal(option_number(&i, "count", 0), 7);
    assert_int_equal(option_list(&i, "layer", list), 2);
    assert_true(option_given(&i, "quiet"));
    assert_int_equal(parse(WORDS(word_one, word_kind, word_bb), &i), STATUS_OK);
    assert_int_equal(parse(WORDS(word_one, word_kind, word_b), &i), STATUS_USAGE);
    assert_int_equal(parse(WORDS(word_one, word_count, word_11), &i), STATUS_USAGE);
    assert_int_equal(parse(WORDS(word_one, word_count), &i), STATUS_USAGE);
    assert_int_equal(parse(WORDS(word_one, word_end, word_count), &i), STATUS_OK);
    assert_string_equal(i.argument[1], "--count");
    assert_int_equal(parse(WORDS(word_count, word_5), &i), STATUS_USAGE);
    assert_int_equal(parse(WORDS(word_help), &i), STATUS_OK);
    options_free(&i);
}

/* "Ādaži" as two ways of writing it: composed, and letters with marks behind them. */
#define ADAZI                                                                                      \
    "\xc4\x80"                                                                                     \
    "da"                                                                                           \
    "\xc5\xbe"                                                                                     \
    "i"
#define ADAZI_NFD                                                                                  \
    "A\xcc\x84"                                                                                    \
    "daz\xcc\x8c"                                                                                  \
    "i"

static char word_nfd[] = ADAZI_NFD, word_kind_nfd[] = "--name=" ADAZI_NFD,
            word_list_nfd[] = "--layer=" ADAZI_NFD, word_path_nfd[] = "--to=" ADAZI_NFD,
            word_bad[] = "Jel\xc7gava", word_name_bad[] = "--name=\xff",
            word_to_bad[] = "--to=\xff";

static void names_come_out_composed_and_paths_as_typed(void **state) {
    (void)state;
    Invocation i = {0};
    const char *list[MAX_VALUES];
    assert_int_equal(
        parse(WORDS(word_nfd, word_nfd, word_kind_nfd, word_list_nfd, word_path_nfd), &i),
        STATUS_OK);
    assert_string_equal(i.argument[0], ADAZI_NFD); /* the file */
    assert_string_equal(i.argument[1], ADAZI);
    assert_string_equal(option_text(&i, "name", ""), ADAZI);
    assert_int_equal(option_list(&i, "layer", list), 1);
    assert_string_equal(list[0], ADAZI);
    assert_string_equal(option_text(&i, "to", ""), ADAZI_NFD);
    options_free(&i);
}

/* A name that is no UTF-8 is told; a path may be any bytes. */
static void words_that_are_not_text_are_told(void **state) {
    (void)state;
    Invocation i = {0};
    Error error = {0};
    assert_int_equal(parse(WORDS(word_bad, word_to_bad), &i), STATUS_OK);
    assert_string_equal(option_text(&i, "to", ""), "\xff");
    char *const argument[] = {word_one, word_bad}, *const option[] = {word_one, word_name_bad};
    assert_int_equal(options_parse(&COMMAND, 2, argument, &i, &error), STATUS_USAGE);
    assert_string_equal(error.message, "argument 2 is not UTF-8 text, as all that a plan holds is");
    options_free(&i);
    assert_int_equal(options_parse(&COMMAND, 2, option, &i, &error), STATUS_USAGE);
    assert_string_equal(error.message, "--name is not UTF-8 text, as all that a plan holds is");
    options_free(&i);
}

static void every_code_has_words(void **state) {
    (void)state;
    char text[WORDS_SIZE];
    for (int r = 0; r < PROPOSAL_REASONS; r++) {
        assert_non_null(PROPOSAL_REASON_NAME[r]);
        words_proposal_reason(PROPOSAL_REASON_NAME[r], NULL, text);
        assert_string_not_equal(text, PROPOSAL_REASON_NAME[r]);
        assert_true(strlen(text) > 10);
    }
    assert_string_equal(words_proposal_reason("from_the_future", NULL, text), "from_the_future");
    for (int r = 0; r < ROW_REASONS; r++) {
        assert_non_null(ROW_REASON_NAME[r]);
        assert_string_not_equal(row_reason_words((RowReason)r), ROW_REASON_NAME[r]);
    }
}

static void a_reason_tells_its_arguments(void **state) {
    (void)state;
    char text[WORDS_SIZE];
    words_proposal_reason("nearest_to_stop",
                          "{\"dist_m\":120,\"n\":3,\"others\":[{\"id\":\"b\",\"name\":\"Auri\","
                          "\"dist_m\":812.4},{\"id\":\"c\",\"dist_m\":null}]}",
                          text);
    assert_string_equal(text, "of 3 libraries the nearest to a bus stop (120\u00a0m); the others: "
                              "Auri 812\u00a0m, c –");
    words_proposal_reason("only_library", "not JSON", text);
    assert_non_null(strstr(text, "the only library"));
}

/* Sixty libraries with long names once ended in half a letter, and JSON said "out of memory". */
static void a_long_list_ends_in_whole_names(void **state) {
    (void)state;
    static char arguments[20000];
    char text[WORDS_SIZE];
    size_t used = (size_t)sprintf(arguments, "{\"dist_m\":1,\"n\":61,\"others\":[");
    for (int i = 0; i < 60; i++)
        used += (size_t)sprintf(
            arguments + used,
            "%s{\"id\":\"x\",\"dist_m\":5,\"name\":\"ļļļļļļļļļļļļļļļļļļļļļļļļļļļļļļļļļļļļļļļļļ\"}",
            i ? "," : "");
    sprintf(arguments + used, "]}");
    words_proposal_reason("nearest_to_stop", arguments, text);
    assert_non_null(strstr(text, "ļ 5\u00a0m and "));
    assert_non_null(strstr(text, " more"));
}

static void widths_count_letters_not_bytes(void **state) {
    (void)state;
    assert_int_equal(text_width("Cēsis"), 5);
    assert_int_equal(text_width(""), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_grouped_by_language),
        cmocka_unit_test(options_are_parsed_and_checked),
        cmocka_unit_test(names_come_out_composed_and_paths_as_typed),
        cmocka_unit_test(words_that_are_not_text_are_told),
        cmocka_unit_test(every_code_has_words),
        cmocka_unit_test(a_reason_tells_its_arguments),
        cmocka_unit_test(a_long_list_ends_in_whole_names),
        cmocka_unit_test(widths_count_letters_not_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
