/*
 * Opening hours: the grammar as a table, the most that a text can hold, and random bytes.
 */
#include "tests/unit/cmocka_all.h"
#include "tests/unit/opening_support.h"
#include "tests/unit/test_support.h"
#include <stdlib.h>

typedef struct Case {
    const char *text;
    const char *week;     /* usual days */
    const char *holidays; /* public holidays; NULL: as the week */
} Case;

static const Case CASES[] = {
    {"24/7", "Mo-Su 0-24", NULL},
    {"open", "Mo-Su 0-24", NULL},
    {"off", "Mo-Su -", NULL},
    {"closed", "Mo-Su -", NULL},
    {"08:00-17:00", "Mo-Su 8-17", NULL},
    {"8:00-17:00", "Mo-Su 8-17", NULL},
    {"Mo-Fr 09:00-17:00", "Mo-Fr 9-17, Sa-Su -", NULL},
    {"Mo-Fr", "Mo-Fr 0-24, Sa-Su -", NULL},
    {"Mo-Fr open", "Mo-Fr 0-24, Sa-Su -", NULL},
    {"We 09:00-17:00", "Mo-Tu -, We 9-17, Th-Su -", NULL},
    {"Tu,Th 10:00-18:00; We 09:00-13:00", "Mo -, Tu 10-18, We 9-13, Th 10-18, Fr-Su -", NULL},
    {"Mo-Th 08:00-12:00,12:30-17:00; Fr 08:00-15:00", "Mo-Th 8-12 12:30-17, Fr 8-15, Sa-Su -",
     NULL},
    /* blanks, case, colons, a semicolon at the end */
    {"  mo - FR  08:00 - 12:00 , 13:00-17:00 ;SA 9:00-12:00;", "Mo-Fr 8-12 13-17, Sa 9-12, Su -",
     NULL},
    {"Mo, We ,Fr: 10:00-12:00", "Mo 10-12, Tu -, We 10-12, Th -, Fr 10-12, Sa-Su -", NULL},
    {"\tMo 10:00-12:00\t", "Mo 10-12, Tu-Su -", NULL},
    /* over the end of the week */
    {"Sa-Mo 10:00-12:00", "Mo 10-12, Tu-Fr -, Sa-Su 10-12", NULL},
    {"Su-Tu,Th 10:00-12:00", "Mo-Tu 10-12, We -, Th 10-12, Fr-Sa -, Su 10-12", NULL},
    {"Tu-Mo 10:00-12:00", "Mo-Su 10-12", NULL},
    /* over midnight */
    {"Fr 22:00-02:00", "Mo-Th -, Fr 22-24, Sa 0-2, Su -", "Mo-Th -, Fr 22-24, Sa 0-2, Su -"},
    {"Fr 22:00-26:00", "Mo-Th -, Fr 22-24, Sa 0-2, Su -", NULL},
    {"Su 22:00-02:00", "Mo 0-2, Tu-Sa -, Su 22-24", NULL},
    {"Mo-Su 18:00-00:00", "Mo-Su 18-24", NULL},
    {"Mo 18:00-24:00", "Mo 18-24, Tu-Su -", NULL},
    {"Mo 10:00-48:00", "Mo 10-24, Tu 0-24, We-Su -", NULL},
    {"Mo-Su 22:00-06:00", "Mo-Su 0-6 22-24", NULL},
    /* ; replaces the whole calendar day, with the night that reaches in; a comma does not */
    {"Fr 22:00-02:00; Sa 20:00-03:00", "Mo-Th -, Fr 22-24, Sa 20-24, Su 0-3", NULL},
    {"Fr 22:00-02:00, Sa 20:00-03:00", "Mo-Th -, Fr 22-24, Sa 0-2 20-24, Su 0-3", NULL},
    {"Sa 20:00-03:00; Fr 22:00-02:00", "Mo-Th -, Fr 22-24, Sa 0-2 20-24, Su 0-3", NULL},
    /* later rules replace earlier ones */
    {"Mo-Fr 08:00-17:00; We 10:00-14:00", "Mo-Tu 8-17, We 10-14, Th-Fr 8-17, Sa-Su -", NULL},
    {"We 10:00-14:00; Mo-Fr 08:00-17:00", "Mo-Fr 8-17, Sa-Su -", NULL},
    {"Mo-Fr 08:00-17:00; We off", "Mo-Tu 8-17, We -, Th-Fr 8-17, Sa-Su -", NULL},
    {"Mo-Fr 08:00-17:00; We closed \"inventory\"", "Mo-Tu 8-17, We -, Th-Fr 8-17, Sa-Su -", NULL},
    {"We off; Mo-Fr 08:00-17:00", "Mo-Fr 8-17, Sa-Su -", NULL},
    {"Mo-Sa 08:00-13:00; 15:00-18:00", "Mo-Su 15-18", NULL},
    {"Mo-Fr 08:00-17:00; 12:00-13:00 off", "Mo-Fr 8-12 13-17, Sa-Su -", NULL},
    {"Mo-Fr 08:00-17:00; We 12:00-13:00,16:00-17:00 off",
     "Mo-Tu 8-17, We 8-12 13-16, Th-Fr 8-17, Sa-Su -", NULL},
    {"24/7; Su off", "Mo-Sa 0-24, Su -", NULL},
    /* additions */
    {"Mo-Fr 08:00-12:00, We 14:00-18:00", "Mo-Tu 8-12, We 8-12 14-18, Th-Fr 8-12, Sa-Su -", NULL},
    {"Mo-Fr 08:00-12:00, 14:00-16:00", "Mo-Fr 8-12 14-16, Sa-Su -", NULL},
    {"Mo-Fr 08:00-12:00, Mo-Fr 11:00-13:00", "Mo-Fr 8-13, Sa-Su -", NULL},
    {"Mo-Fr 08:00-12:00, Mo-Fr 12:00-13:00", "Mo-Fr 8-13, Sa-Su -", NULL},
    {"Mo-Fr 08:00-12:00 open, Sa 10:00-11:00", "Mo-Fr 8-12, Sa 10-11, Su -", NULL},
    {"Mo-Fr 08:00-17:00, We off", "Mo-Tu 8-17, We -, Th-Fr 8-17, Sa-Su -", NULL},
    /* public holidays */
    {"Mo-Fr 09:00-17:00; PH off", "Mo-Fr 9-17, Sa-Su -", "Mo-Su -"},
    {"Mo-Fr 09:00-17:00; ph OFF", "Mo-Fr 9-17, Sa-Su -", "Mo-Su -"},
    {"Mo-Fr 09:00-17:00; PH 10:00-12:00", "Mo-Fr 9-17, Sa-Su -", "Mo-Su 10-12"},
    {"Mo-Fr 09:00-17:00, PH 18:00-19:00", "Mo-Fr 9-17, Sa-Su -", "Mo-Fr 9-17 18-19, Sa-Su 18-19"},
    {"Mo-Fr 09:00-17:00; Sa,PH 10:00-12:00", "Mo-Fr 9-17, Sa 10-12, Su -", "Mo-Su 10-12"},
    {"Mo-Fr 09:00-17:00; PH,Sa 10:00-12:00", "Mo-Fr 9-17, Sa 10-12, Su -", "Mo-Su 10-12"},
    {"Mo-Sa 09:00-17:00; PH Mo-Th off", "Mo-Sa 9-17, Su -", "Mo-Th -, Fr-Sa 9-17, Su -"},
    {"07:00-14:00; PH Su closed", "Mo-Su 7-14", "Mo-Sa 7-14, Su -"},
    {"PH off; Mo-Fr 09:00-17:00", "Mo-Fr 9-17, Sa-Su -", NULL}, /* the later rule holds */
    {"24/7; PH off", "Mo-Su 0-24", "Mo-Su -"},
    {"PH 10:00-12:00", "Mo-Su -", "Mo-Su 10-12"},
    {"Mo-Su 22:00-02:00; PH off", "Mo-Su 0-2 22-24", "Mo-Su 0-2"}, /* the night before goes on */
    /* unknown is not open */
    {"unknown", "Mo-Su -", NULL},
    {"\"by appointment\"", "Mo-Su -", NULL},
    {"Mo-Fr 09:00-17:00 \"by appointment\"", "Mo-Su -", NULL},
    {"Mo-Fr 09:00-17:00; We 09:00-12:00 unknown", "Mo-Tu 9-17, We -, Th-Fr 9-17, Sa-Su -", NULL},
    {"Mo-Fr 09:00-17:00, We 09:00-12:00 unknown \"a ; b || c\"",
     "Mo-Tu 9-17, We 12-17, Th-Fr 9-17, Sa-Su -", NULL},
    {"Mo-Fr 09:00-17:00 open \"ring the bell\"", "Mo-Fr 9-17, Sa-Su -", NULL},
    {"Mo-Fr 09:00-17:00 || \"by appointment\"", "Mo-Fr 9-17, Sa-Su -", NULL},
    {"Mo-Fr 09:00-17:00 || unknown; We off", "Mo-Tu 9-17, We -, Th-Fr 9-17, Sa-Su -", NULL},
    {"Mo-Fr 09:00-17:00||off", "Mo-Fr 9-17, Sa-Su -", NULL},
    /* dates: the week that most of the year has */
    {"Mo-Fr 09:00-17:00; Dec 24-26 off", "Mo-Fr 9-17, Sa-Su -", NULL},
    {"Mo-Fr 09:00-17:00; Dec 24,31 off; Jan 1 off", "Mo-Fr 9-17, Sa-Su -", NULL},
    {"Sep-May Mo-Fr 10:00-19:00; Jun-Aug Mo-Th 09:00-17:00", "Mo-Fr 10-19, Sa-Su -", NULL},
    {"Sep-May: Mo-Fr: 10:00-19:00; Jun-Aug: Mo-Th 09:00-17:00", "Mo-Fr 10-19, Sa-Su -", NULL},
    {"Jan-Jun 10:00-12:00; Jul-Dec 10:00-13:00", "Mo-Su 10-13", NULL},
    {"Jun 10:00-12:00", "Mo-Su -", NULL},
    /* 150 dates each way (less one that follows another way's night): the first one holds */
    {"Jan 1-May 30 10:00-11:00; May 31-Oct 27 12:00-13:00", "Mo-Su 10-11", NULL},
    {"May 31-Oct 27 12:00-13:00; Jan 1-May 30 10:00-11:00", "Mo-Su 10-11", NULL},
    /* several rules of the same hours count together */
    {"Jan-Feb 10:00-11:00; Mar-Apr 10:00-11:00; May-Jun 10:00-11:00; Jul-Oct 12:00-13:00",
     "Mo-Su 10-11", NULL},
};

static void test_grammar(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const Case *row = &CASES[i];
        OpeningHours hours;
        OpeningWeek week;
        Error error = {0};
        if (opening_hours_parse(row->text, &hours, NULL, &error))
            fail_msg("%s: %s", row->text, error.message);
        opening_week(&hours, &week);
        char usual[1000], holidays[1000];
        week_text(&week, false, usual, sizeof usual);
        week_text(&week, true, holidays, sizeof holidays);
        if (strcmp(usual, row->week) != 0) fail_msg("%s: %s", row->text, usual);
        const char *wanted = row->holidays ? row->holidays : row->week;
        if (strcmp(holidays, wanted) != 0) fail_msg("%s: PH %s", row->text, holidays);
    }
}

static void repeated(char *text, size_t size, const char *first, const char *part, int times) {
    size_t n = (size_t)snprintf(text, size, "%s", first);
    for (int i = 1; i < times; i++) n += (size_t)snprintf(text + n, size - n, "%s", part);
}

/* The most that fits, and one more. */
static void test_limits(void **state) {
    (void)state;
    char text[4000];
    OpeningHours hours;
    OpeningFault fault;
    OpeningWeek week;
    repeated(text, sizeof text, "Mo off", ";Mo off", OPENING_RULES_MAX);
    assert_int_equal(opening_hours_parse(text, &hours, NULL, NULL), STATUS_OK);
    opening_close_on_holidays(&hours); /* there is room for it */
    assert_int_equal(hours.n_rules, OPENING_RULES_MAX + 1);
    opening_week(&hours, &week);
    repeated(text, sizeof text, "Mo off", ";Mo off", OPENING_RULES_MAX + 1);
    assert_int_equal(opening_hours_parse(text, &hours, &fault, NULL), STATUS_UNREADABLE);
    assert_non_null(strstr(fault.problem, "too many rules"));
    repeated(text, sizeof text, "Mo 08:00-09:00", ",08:00-09:00", OPENING_SPANS_MAX);
    assert_int_equal(opening_hours_parse(text, &hours, NULL, NULL), STATUS_OK);
    repeated(text, sizeof text, "Mo 08:00-09:00", ",08:00-09:00", OPENING_SPANS_MAX + 1);
    assert_int_equal(opening_hours_parse(text, &hours, &fault, NULL), STATUS_UNREADABLE);
    assert_non_null(strstr(fault.problem, "too many spans"));
    repeated(text, sizeof text, "Jan 1", ",2", OPENING_DATES_MAX);
    assert_int_equal(opening_hours_parse(text, &hours, NULL, NULL), STATUS_OK);
    repeated(text, sizeof text, "Jan 1", ",2", OPENING_DATES_MAX + 1);
    assert_int_equal(opening_hours_parse(text, &hours, &fault, NULL), STATUS_UNREADABLE);
    assert_non_null(strstr(fault.problem, "too many dates"));
}

/* As many different days as dates can make: each of 24 ranges begins and ends on its own date. */
static void test_most_ways(void **state) {
    (void)state;
    char text[4000];
    size_t n = 0;
    for (int i = 0; i < OPENING_DATES_MAX; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%sJan %d-Jul %d %02d:00-%02d:00",
                              i ? ", " : "", i + 1, i + 3, i, i + 25);
    OpeningHours hours;
    OpeningWeek week;
    assert_int_equal(opening_hours_parse(text, &hours, NULL, NULL), STATUS_OK);
    opening_week(&hours, &week);
    char usual[1000];
    week_text(&week, false, usual, sizeof usual);
    assert_true(week.varies);
    assert_string_equal(usual, "Mo-Su 0-24"); /* February to June: all of them */
}

/* As many separate spans as a text can make: each minute pair of two days. */
static void test_most_spans(void **state) {
    (void)state;
    char text[4000];
    OpeningHours hours;
    OpeningWeek week;
    size_t n = (size_t)snprintf(text, sizeof text, "Mo-Su ");
    for (int i = 0; i < OPENING_SPANS_MAX; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%02d:%02d-%02d:%02d", i ? "," : "",
                              i / 4, i % 4 * 15, i / 4, i % 4 * 15 + 5);
    assert_int_equal(opening_hours_parse(text, &hours, NULL, NULL), STATUS_OK);
    opening_week(&hours, &week);
    assert_int_equal(week.day[3].n, OPENING_SPANS_MAX);
    assert_int_equal(opening_week_minutes(&week), 7 * 5 * OPENING_SPANS_MAX);
}

static void try_text(const char *text) {
    OpeningHours hours;
    OpeningFault fault = {.byte = 99999};
    Error error = {0};
    Status status = opening_hours_parse(text, &hours, &fault, &error);
    if (status == STATUS_OK) {
        OpeningWeek week;
        opening_close_on_holidays(&hours);
        opening_week(&hours, &week);
        YearDays year = {.year = 2024};
        int32_t minutes = opening_year_minutes(&hours, &year);
        assert_true(minutes >= 0 && minutes <= 366 * 1440);
        for (int w = 0; w < WEEKDAYS; w++)
            for (int i = 0; i < week.day[w].n; i++) {
                OpeningSpan span = week.day[w].span[i];
                assert_true(span.begin >= 0 && span.begin < span.end && span.end <= 1440);
                if (i) assert_true(span.begin > week.day[w].span[i - 1].end);
            }
        return;
    }
    assert_int_equal(status, STATUS_UNREADABLE);
    assert_true(fault.byte <= strlen(text) && fault.character <= fault.byte + 1);
    assert_true(strlen(fault.problem) > 0 && strlen(error.message) > 0);
}

/* Any bytes; and texts that are nearly right: changed, cut, doubled. */
static void test_random_bytes(void **state) {
    (void)state;
    static const char LIKELY[] = "MoTuWeThFrSaSuPH0123456789:-,; \"|/+[]()offopenJanDec\t\xc4\x93";
    uint64_t seed = 7;
    for (int round = 0; round < 80000; round++) {
        char text[300];
        size_t n = random_below(&seed, 40);
        for (size_t i = 0; i < n; i++)
            text[i] = round % 2 ? LIKELY[random_below(&seed, sizeof LIKELY - 1)]
                                : (char)(1 + random_below(&seed, 255));
        text[n] = '\0';
        try_text(text);
        const char *model = CASES[random_below(&seed, sizeof CASES / sizeof *CASES)].text;
        n = (size_t)snprintf(text, 200, "%s", model);
        for (size_t k = 0; k < 1 + random_below(&seed, 3); k++)
            text[random_below(&seed, n)] = LIKELY[random_below(&seed, sizeof LIKELY - 1)];
        if (round % 3 == 0) text[random_below(&seed, n + 1)] = '\0';
        try_text(text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grammar),      cmocka_unit_test(test_limits),
        cmocka_unit_test(test_most_ways),    cmocka_unit_test(test_most_spans),
        cmocka_unit_test(test_random_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
