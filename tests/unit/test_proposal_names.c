/* The names that a proposal's scenario may have. */
#include "planner/plan/plan_proposals.h"
#include "tests/unit/cmocka_all.h"
#include <string.h>

static void test_good_names(void **state) {
    (void)state;
    static const char *const GOOD[] = {"a", "Ziemeļi 2027", "it's \"so\"", "presents", "base line"};
    char longest[81];
    memset(longest, 'x', 80);
    longest[80] = '\0';
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++)
        assert_null(plan_scenario_name_fault(GOOD[i]));
    assert_null(plan_scenario_name_fault(longest));
}

/* Empty, too long, with control characters, blanks at an end, or like one that every plan has, in
 * any case.
 */
static void test_bad_names(void **state) {
    (void)state;
    static const char *const BAD[] = {"",        "a\nb",    "a\t",      "\x1f",
                                      "a\x7f",   "present", "baseline", "optimal",
                                      "OPTIMAL", "Present", " a",       "a "};
    char longer[82];
    memset(longer, 'x', 81);
    longer[81] = '\0';
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        assert_non_null(plan_scenario_name_fault(BAD[i]));
    assert_non_null(plan_scenario_name_fault(longer));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_good_names),
                                       cmocka_unit_test(test_bad_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
