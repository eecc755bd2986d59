/* The hash map against the obvious: many keys, all found, none that was not added. */
#include "tests/unit/cmocka_all.h"

#include "layers/source/text_map.h"
#include <stdio.h>
#include <string.h>

enum { KEYS = 20000, KEY_SIZE = 12 };

static void many_keys(void **state) {
    (void)state;
    static char key[KEYS][KEY_SIZE];
    TextMap map = {0};
    bool added;
    assert_int_equal(text_map_find(&map, "anything"), -1);
    for (int i = 0; i < KEYS; i++) {
        snprintf(key[i], KEY_SIZE, "k%d", i);
        assert_int_equal(text_map_add(&map, key[i], i, &added), STATUS_OK);
        assert_true(added);
    }
    assert_int_equal(map.n, KEYS);
    for (int i = 0; i < KEYS; i++) {
        char copy[KEY_SIZE];
        strcpy(copy, key[i]);
        assert_int_equal(text_map_find(&map, copy), i);
        assert_int_equal(text_map_add(&map, copy, -5, &added), STATUS_OK);
        assert_false(added);
        copy[0] = 'x';
        assert_int_equal(text_map_find(&map, copy), -1);
    }
    assert_int_equal(text_map_find(&map, key[7]), 7); /* the first value stays */
    text_map_free(&map);
    assert_int_equal(map.n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(many_keys)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
