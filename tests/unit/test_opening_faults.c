/* Opening hours that are refused: each fault with its place in the text. */
#include "planner/demand/opening_hours.h"
#include "tests/unit/cmocka_all.h"
#include <string.h>

typedef struct FaultCase {
    const char *text;
    size_t byte;
    const char *problem; /* a part of it */
} FaultCase;

static const FaultCase FAULTS[] = {
    {"", 0, "empty"},
    {"   ", 3, "empty"},
    {";", 0, "expected here"},
    {"Mo-Fr 08:00-17:00;; Sa 09:00-12:00", 18, "expected here"},
    {"Mo-Fr 08:00-17:00,", 18, "08:00 is expected"},
    {"Mo-Fr 08:00-17:00 ||", 20, "expected here"},
    {"P.-Pk. 8:00-17:00", 0, "expected here"},
    {"Mon-Fri 08:00-17:00", 0, "expected here"},
    {"Mo-Fri 08:00-17:00", 3, "weekday"},
    {"Mo-Mo 08:00-17:00", 3, "to itself"},
    {"Mo- 08:00-17:00", 4, "weekday"},
    {"Mo-PH 08:00-17:00", 3, "weekday"},
    {"Mo-Fr, 08:00-17:00", 7, "after the comma"},
    {"Mo-Fr,Dec 24 off", 6, "after the comma"},
    {"Mo Fr 08:00-17:00", 3, "comma"},
    {"Mo PH off", 3, "comma"},
    {"PH PH off", 3, "comma"},
    {"PH Mo,PH off", 3, "twice"},
    {"SH off", 0, "school"},
    {"Mo-Fr 08:00-17:00; SH off", 19, "school"},
    {"Mo,SH 08:00-17:00", 3, "school"},
    {"Mo[1] 08:00-17:00", 2, "n-th"},
    {"Mo-Fr[1] 08:00-17:00", 5, "n-th"},
    {"PH +1 day off", 3, "counted from"},
    {"PH -1 day off", 3, "counted from"},
    {"easter off", 0, "Easter"},
    {"week 1-10 Mo 08:00-17:00", 0, "weeks"},
    {"2024 Dec 24 off", 0, "years"},
    {"Mo-Fr 08:00-17:00; 2024 off", 19, "years"},
    {"Dec 24, 2024 off", 8, "no such day"},
    {"Dec 2024 off", 4, "no such day"},
    {"Feb 30 off", 4, "no such day"},
    {"Apr 31 off", 4, "no such day"},
    {"Dec 0 off", 4, "no such day"},
    {"Dec 24-Jan off", 7, "both ends"},
    {"Dec-Jan 2 off", 4, "both ends"},
    {"Dec- off", 5, "a month or a day"},
    {"Dec-24 off", 4, "a month or a day"},
    {"Dec 24,Sa off", 7, "after the comma"},
    {"Dec, 10:00-12:00", 5, "after the comma"},
    {"Mo-Fr sunrise-sunset", 6, "sun"},
    {"Mo-Fr 08:00-sunset", 12, "sun"},
    {"Mo-Fr (sunrise+01:00)-17:00", 6, "worked out"},
    {"Mo-Fr 08:00-(sunset-01:00)", 12, "worked out"},
    {"Mo-Fr 17:00+", 11, "open end"},
    {"Mo-Fr 17:00-19:00+", 17, "open end"},
    {"Mo-Fr 17:00 +", 12, "open end"},
    {"Mo-Fr 08:00", 11, "hyphen"},
    {"Mo-Fr 08:00\xe2\x80\x93"
     "17:00",
     11, "hyphen"},
    {"Mo-Fr 08:00-17:00/30", 17, "intervals"},
    {"Mo-Fr 8-17", 6, "08:00"},
    {"Mo-Fr 08.00-17.00", 6, "08:00"},
    {"Mo-Fr 08:00-17", 12, "08:00"},
    {"Mo-Fr 008:00-17:00", 6, "08:00"},
    {"Mo-Fr 08:0-17:00", 6, "08:00"},
    {"Mo-Fr 08:000-17:00", 6, "08:00"},
    {"Mo-Fr 08:60-17:00", 6, "no such time"},
    {"Mo-Fr 08:00-48:01", 12, "no such time"},
    {"Mo-Fr 08:00-99:00", 12, "no such time"},
    {"Mo-Fr 24:00-25:00", 6, "before 24:00"},
    {"Mo-Fr 08:00-08:00", 6, "no length"},
    {"Mo-Fr 08:00-12:00 13:00-17:00", 18, "separated by ;"},
    {"Mo-Fr 08:00-12:00 Sa 09:00-12:00", 18, "separated by ;"},
    {"Mo-Fr 08:00-17:00 offf", 18, "separated by ;"},
    {"Mo-Fr 08:00-17:00 | off", 18, "separated by ;"},
    {"24/70", 0, "08:00"},
    {"24/7 08:00-17:00", 5, "separated by ;"},
    {"Mo-Fr 08:00-17:00 \"by appointment", 18, "closing quote"},
    {"Mo-Fr 09:00-17:00 || Sa 10:00-12:00", 21, "behind ||"},
    {"\"summer\": Mo-Fr 09:00-17:00", 8, "separated by ;"},
    {"\xff\xfe", 0, "expected here"},
};

static void test_faults(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
        const FaultCase *row = &FAULTS[i];
        OpeningHours hours = {.n_rules = 77};
        OpeningFault fault = {0};
        Error error = {0};
        if (opening_hours_parse(row->text, &hours, &fault, &error) != STATUS_UNREADABLE)
            fail_msg("%s: was read", row->text);
        if (fault.byte != row->byte || !strstr(fault.problem, row->problem))
            fail_msg("%s: byte %zu, %s", row->text, fault.byte, fault.problem);
        assert_int_equal(error.status, STATUS_UNREADABLE);
        assert_non_null(strstr(error.message, fault.problem)); /* English without a catalogue */
        assert_int_equal(hours.n_rules, 77);
        assert_int_equal(opening_hours_parse(row->text, &hours, NULL, NULL), STATUS_UNREADABLE);
    }
}

/* Places are told in characters, and what stands there is quoted in whole characters. */
static void test_place_of_a_fault(void **state) {
    (void)state;
    OpeningHours hours;
    OpeningFault fault;
    Error error = {0};
    const char *text = "Mo \"p\xc4\x93"
                       "c pieraksta\"; p\xc4\x93"
                       "cpusdien\xc4\x81s";
    assert_int_equal(opening_hours_parse(text, &hours, &fault, &error), STATUS_UNREADABLE);
    assert_int_equal(fault.byte, 21);
    assert_int_equal(fault.character, 21);
    assert_non_null(strstr(error.message, "character 21 (p\xc4\x93"
                                          "cpusdien\xc4\x81s): a day"));
    assert_int_equal(opening_hours_parse("Mo off; \xc4\x93\xc4\x93", &hours, &fault, &error),
                     STATUS_UNREADABLE);
    assert_int_equal(fault.character, 9);
    error = (Error){0};
    assert_int_equal(opening_hours_parse("Mo-Fr 08:00", &hours, &fault, &error), STATUS_UNREADABLE);
    assert_int_equal(fault.character, 12);
    assert_non_null(strstr(error.message, "at character 12: a hyphen"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_place_of_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
