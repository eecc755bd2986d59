/* Texts printed into memory: whole, or not at all; and their lines as a page keeps them. */
#include "tests/unit/cmocka_all.h"

#include "layers/draw/page_strings.h"
#include "layers/print_memory.h"
#include <stdlib.h>
#include <string.h>

static void a_text_of_any_length_is_kept(void **state) {
    (void)state;
    PrintMemory memory;
    char *text = NULL;
    assert_int_equal(print_memory_open(&memory), STATUS_OK);
    for (int i = 0; i < 100000; i++) fprintf(memory.out, "%d,", i % 10);
    assert_int_equal(print_memory_close(&memory, STATUS_OK, &text), STATUS_OK);
    assert_int_equal(strlen(text), 200000);
    assert_memory_equal(text, "0,1,2,3,4,5,6,7,8,9,0,", 22);
    free(text);
    /* nothing written is a text, too */
    assert_int_equal(print_memory_open(&memory), STATUS_OK);
    assert_int_equal(print_memory_close(&memory, STATUS_OK, &text), STATUS_OK);
    assert_string_equal(text, "");
    free(text);
}

/* What its writer could not finish is no text. */
static void a_text_that_failed_is_none(void **state) {
    (void)state;
    PrintMemory memory;
    char old[] = "old", *text;
    assert_int_equal(print_memory_open(&memory), STATUS_OK);
    fputs("half of it", memory.out);
    text = old;
    assert_int_equal(print_memory_close(&memory, STATUS_DATABASE, &text), STATUS_DATABASE);
    assert_null(text);
}

static void lines_become_numbers(void **state) {
    (void)state;
    PageStrings *strings = page_strings_make();
    json_t *list = json_array();
    char text[] = "  one\n      two\none\n\n last word", none[] = "";
    assert_true(page_strings_lines(strings, text, list));
    assert_true(page_strings_lines(strings, none, list));
    char *told = json_dumps(list, JSON_COMPACT);
    assert_string_equal(told, "[0,1,0,2,3]");
    free(told);
    told = json_dumps(page_strings_json(strings), JSON_COMPACT);
    assert_string_equal(told, "[\"one\",\"two\",\"\",\"last word\"]");
    free(told);
    char broken[] = "good\n\xff\nnever";
    assert_false(page_strings_lines(strings, broken, list));
    assert_int_equal(json_array_size(list), 6);
    json_decref(list);
    page_strings_free(strings);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_text_of_any_length_is_kept),
                                       cmocka_unit_test(a_text_that_failed_is_none),
                                       cmocka_unit_test(lines_become_numbers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
