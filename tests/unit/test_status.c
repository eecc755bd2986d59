/* Every status has a text of its own, and a stray number does not crash. */
#include "tests/unit/cmocka_all.h"

#include "geo/status.h"
#include <string.h>

static void test_every_status_has_its_own_text(void **state) {
    (void)state;
    for (int a = 0; a < STATUS_COUNT_; a++) {
        const char *text = status_text((Status)a);
        assert_non_null(text);
        assert_true(strlen(text) > 0);
        for (int b = 0; b < a; b++) assert_string_not_equal(text, status_text((Status)b));
    }
}

static void test_unknown_status(void **state) {
    (void)state;
    assert_string_equal(status_text(STATUS_COUNT_), "unknown status");
    assert_string_equal(status_text((Status)12345), "unknown status");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_status_has_its_own_text),
        cmocka_unit_test(test_unknown_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
