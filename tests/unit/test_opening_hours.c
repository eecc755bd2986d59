/*
 * Opening hours: the grammar as a table, each fault with its place, a second reading minute by
 * minute, random bytes, and the texts of the national data.
 */
#include "tests/unit/cmocka_all.h"

#include "layers/source/csv.h"
#include "planner/demand/latvian_holidays.h"
#include "planner/demand/point_hours.h"
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
    {"Mo-Su 22:00-02:00; PH off", "Mo-Su 0-2 22-24", "Mo-Su -"},
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

static void test_minutes(void **state) {
    (void)state;
    OpeningHours hours;
    OpeningWeek week;
    assert_int_equal(
        opening_hours_parse("Mo-Th 08:00-12:00,12:30-17:00; Fr 08:00-15:00", &hours, NULL, NULL),
        STATUS_OK);
    opening_week(&hours, &week);
    assert_false(week.varies);
    assert_int_equal(opening_week_minutes(&week), 4 * 510 + 420);
    assert_true(opening_week_is_open(&week, MONDAY, 480));
    assert_false(opening_week_is_open(&week, MONDAY, 479));
    assert_true(opening_week_is_open(&week, MONDAY, 719));
    assert_false(opening_week_is_open(&week, MONDAY, 720));
    assert_false(opening_week_is_open(&week, SATURDAY, 600));
    YearDays year;
    assert_int_equal(latvian_year(2024, &year, NULL), STATUS_OK);
    /* 2024: 53 Mondays and Tuesdays, 52 of the others; as written it is open on holidays */
    int32_t written = (53 + 53 + 52 + 52) * 510 + 52 * 420;
    assert_int_equal(opening_year_minutes(&hours, &year), written);
    /* holidays on Mo-Th: 01-01 04-01 05-01 05-06 06-24 11-18 12-24 12-25 12-26 12-31; Fr: 03-29 */
    opening_close_on_holidays(&hours);
    assert_int_equal(opening_year_minutes(&hours, &year), written - 10 * 510 - 420);
    opening_close_on_holidays(&hours); /* once is enough */
    assert_int_equal(hours.n_rules, 3);
}

static void test_leap_years_and_dates(void **state) {
    (void)state;
    OpeningHours hours;
    YearDays leap = {.year = 2024}, common = {.year = 2023};
    assert_int_equal(opening_hours_parse("24/7", &hours, NULL, NULL), STATUS_OK);
    assert_int_equal(opening_year_minutes(&hours, &leap), 366 * 1440);
    assert_int_equal(opening_year_minutes(&hours, &common), 365 * 1440);
    assert_int_equal(opening_hours_parse("Feb 29 10:00-11:00", &hours, NULL, NULL), STATUS_OK);
    assert_int_equal(opening_year_minutes(&hours, &leap), 60);
    assert_int_equal(opening_year_minutes(&hours, &common), 0);
    assert_int_equal(opening_hours_parse("Feb 10:00-11:00", &hours, NULL, NULL), STATUS_OK);
    assert_int_equal(opening_year_minutes(&hours, &leap), 29 * 60);
    assert_int_equal(opening_year_minutes(&hours, &common), 28 * 60);
    assert_int_equal(opening_hours_parse("Dec 24-Jan 2 10:00-11:00", &hours, NULL, NULL), 0);
    assert_int_equal(opening_year_minutes(&hours, &common), 10 * 60);
    /* the night of New Year's Eve reaches in, unless it was a holiday and is closed */
    assert_int_equal(opening_hours_parse("Dec 31 23:00-03:00; PH off", &hours, NULL, NULL), 0);
    assert_int_equal(opening_year_minutes(&hours, &common), 60 + 180);
    year_days_mark(&common, 0);
    assert_int_equal(opening_year_minutes(&hours, &common), 60 + 180);
    assert_int_equal(opening_hours_parse("PH 23:00-03:00", &hours, NULL, NULL), 0);
    assert_int_equal(opening_year_minutes(&hours, &common), 180);
    OpeningWeek week;
    assert_int_equal(opening_hours_parse("Mo-Fr 09:00-17:00; Jul off", &hours, NULL, NULL), 0);
    opening_week(&hours, &week);
    assert_true(week.varies);
}

/* A random text, kept as what it means, and a reading of it minute by minute. */
typedef struct TwinRule {
    int state; /* 0 closed, 1 open, 2 unknown */
    bool adds, any_day, holiday_and, with_holidays;
    bool weekday[7];
    bool has_dates, date[13][32];
    int n_spans, begin[4], end[4];
} TwinRule;

typedef struct Twin {
    TwinRule rule[6];
    int n;
    char text[2000];
    size_t length;
} Twin;

static void say(Twin *twin, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int n = vsnprintf(twin->text + twin->length, sizeof twin->text - twin->length, format, args);
    va_end(args);
    twin->length += (size_t)n;
}

static const char *const MONTHS[] = {"",    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static void random_dates(uint64_t *seed, Twin *twin, TwinRule *rule) {
    rule->has_dates = true;
    int ranges = 1 + (int)random_below(seed, 2);
    for (int i = 0; i < ranges; i++) {
        Date day = {2024, 1 + (int)random_below(seed, 12), 1 + (int)random_below(seed, 28)};
        int month = day.month, days = (int)random_below(seed, 300);
        if (i) say(twin, ",");
        if (random_below(seed, 3) == 0) { /* whole months */
            int last = 1 + (int)random_below(seed, 12);
            say(twin, last == month ? "%s" : "%s-%s", MONTHS[month], MONTHS[last]);
            for (;; month = month % 12 + 1) {
                for (int d = 1; d <= 31; d++) rule->date[month][d] = true;
                if (month == last) break;
            }
            continue;
        }
        Date end = day;
        rule->date[day.month][day.day] = true;
        for (int d = 0; d < days; d++) { /* 29 February is in every range that goes over it */
            end = calendar_add(end, 1);
            end.year = 2024;
            rule->date[end.month][end.day] = true;
        }
        say(twin, "%s %d", MONTHS[month], day.day);
        if (days) say(twin, "-%s %02d", MONTHS[end.month], end.day);
    }
    say(twin, " ");
}

static void random_weekdays(uint64_t *seed, Twin *twin, TwinRule *rule) {
    int holidays = (int)random_below(seed, 4); /* 0 none, 1 in front, 2 behind, 3 PH and weekday */
    rule->with_holidays = holidays != 0;
    rule->holiday_and = holidays == 3;
    if (holidays == 1) say(twin, "PH,");
    if (holidays == 3) say(twin, "PH ");
    int lists = 1 + (int)random_below(seed, 3);
    for (int i = 0; i < lists; i++) {
        int first = (int)random_below(seed, 7), length = 1 + (int)random_below(seed, 7);
        for (int k = 0; k < length; k++) rule->weekday[(first + k) % 7] = true;
        if (i) say(twin, random_below(seed, 2) ? "," : ", ");
        say(twin, length > 1 ? "%s-%s" : "%s", DAY_NAMES[first],
            DAY_NAMES[(first + length - 1) % 7]);
    }
    if (holidays == 2) say(twin, ",PH");
    say(twin, " ");
}

static void random_times(uint64_t *seed, Twin *twin, TwinRule *rule) {
    rule->n_spans = 1 + (int)random_below(seed, 3);
    for (int i = 0; i < rule->n_spans; i++) {
        int begin = (int)random_below(seed, 96) * 15, end;
        do end = (int)random_below(seed, 130) * 15;
        while (end == begin || (end < begin && end > 1440) || end - begin > 2000);
        say(twin, "%s%02d:%02d-%02d:%02d", i ? "," : "", begin / 60, begin % 60, end / 60,
            end % 60);
        rule->begin[i] = begin;
        rule->end[i] = end < begin ? end + 1440 : end;
    }
}

static void random_rule(uint64_t *seed, Twin *twin) {
    TwinRule *rule = &twin->rule[twin->n];
    memset(rule, 0, sizeof *rule);
    rule->state = 1;
    bool dates = random_below(seed, 3) == 0, days = random_below(seed, 4) > 0;
    if (twin->n) {
        rule->adds = (dates || days) && random_below(seed, 2);
        say(twin, rule->adds ? ", " : "; ");
    }
    twin->n++;
    if (dates) random_dates(seed, twin, rule);
    if (days) random_weekdays(seed, twin, rule);
    rule->any_day = !days;
    bool times = random_below(seed, 5) > 0;
    if (times) random_times(seed, twin, rule);
    size_t state = random_below(seed, 6);
    if (state == 0) rule->state = 0;
    if (state == 1) rule->state = 2;
    if (state < 2 || (!times && !days && !dates))
        say(twin, " %s", state == 0 ? "off" : state == 1 ? "unknown" : "open");
    else if (rule->adds || !times)
        say(twin, " open"); /* so that a comma behind it begins a rule */
}

static bool twin_matches(const TwinRule *rule, Date date, int on, bool holiday) {
    bool weekday = rule->weekday[on];
    bool day = rule->any_day;
    if (rule->holiday_and)
        day = day || (holiday && weekday);
    else
        day = day || weekday || (rule->with_holidays && holiday);
    return day && (!rule->has_dates || rule->date[date.month][date.day]);
}

static int twin_minute(const Twin *twin, const bool *today, const bool *yesterday, int minute) {
    int answer = 0;
    for (int r = 0; r < twin->n; r++) {
        const TwinRule *rule = &twin->rule[r];
        if (today[r]) {
            if (!rule->adds && rule->state != 0) answer = 0;
            if (rule->n_spans == 0) answer = rule->state;
            for (int i = 0; i < rule->n_spans; i++)
                if (rule->begin[i] <= minute && minute < rule->end[i]) answer = rule->state;
        }
        if (yesterday[r])
            for (int i = 0; i < rule->n_spans; i++)
                if (rule->begin[i] <= minute + 1440 && minute + 1440 < rule->end[i])
                    answer = rule->state;
    }
    return answer;
}

/* Minutes of the day; *differs: some minute is not as told by `day`. */
static int twin_day(const Twin *twin, const YearDays *year, int d, const OpeningDay *day) {
    Date date = calendar_add((Date){year->year, 1, 1}, d - 1), before = calendar_add(date, -1);
    bool today[6], yesterday[6];
    for (int r = 0; r < twin->n; r++) {
        today[r] =
            twin_matches(&twin->rule[r], date, calendar_weekday(date), year_days_holiday(year, d));
        yesterday[r] = twin_matches(&twin->rule[r], before, calendar_weekday(before),
                                    year_days_holiday(year, d - 1));
    }
    int minutes = 0;
    for (int m = 0; m < 1440; m++) {
        bool open = twin_minute(twin, today, yesterday, m) == 1;
        minutes += open;
        if (day && open != opening_day_is_open(day, m))
            fail_msg("%s: day %d of %d, minute %d: %d", twin->text, d, year->year, m, open);
    }
    return minutes;
}

static void test_minute_by_minute(void **state) {
    (void)state;
    uint64_t seed = 4;
    YearDays years[3];
    for (int y = 0; y < 3; y++)
        assert_int_equal(latvian_year(2022 + y, &years[y], NULL), STATUS_OK);
    for (int round = 0; round < 6000; round++) {
        Twin twin = {.n = 0};
        int rules = 1 + (int)random_below(&seed, 5);
        for (int r = 0; r < rules; r++) random_rule(&seed, &twin);
        OpeningHours hours;
        Error error = {0};
        if (opening_hours_parse(twin.text, &hours, NULL, &error))
            fail_msg("%s: %s", twin.text, error.message);
        const YearDays *year = &years[round % 3];
        for (int k = 0; k < 6; k++) {
            int d = 1 + (int)random_below(&seed, (size_t)calendar_days_in_year(year->year));
            OpeningDay day;
            opening_on(&hours, year, d, &day);
            assert_int_equal(twin_day(&twin, year, d, &day), opening_day_minutes(&day));
        }
        if (round % 100) continue;
        int32_t minutes = 0;
        for (int d = 1; d <= calendar_days_in_year(year->year); d++)
            minutes += twin_day(&twin, year, d, NULL);
        assert_int_equal(minutes, opening_year_minutes(&hours, year));
    }
}

enum { QUARTERS = 96 }; /* all times of a random text are quarters of an hour */

/* The quarters of a weekday on each date of 2023, as one text a date. */
static void twin_dates(const Twin *twin, int weekday, bool holiday, char text[365][QUARTERS + 1]) {
    for (int d = 0; d < 365; d++) {
        Date date = calendar_add((Date){2023, 1, 1}, d), before = calendar_add(date, -1);
        bool today[6], yesterday[6];
        for (int r = 0; r < twin->n; r++) {
            today[r] = twin_matches(&twin->rule[r], date, weekday, holiday);
            yesterday[r] = twin_matches(&twin->rule[r], before, (weekday + 6) % 7, false);
        }
        for (int q = 0; q < QUARTERS; q++)
            text[d][q] = twin_minute(twin, today, yesterday, q * 15) == 1 ? 'x' : '.';
        text[d][QUARTERS] = '\0';
    }
}

/* The first date whose hours are those of the most dates; *varies: not all are the same. */
static int twin_usual(char text[365][QUARTERS + 1], bool *varies) {
    int best = 0, best_count = 0;
    for (int d = 0; d < 365; d++) {
        int count = 0;
        for (int other = 0; other < 365; other++) count += strcmp(text[d], text[other]) == 0;
        if (count <= best_count) continue;
        best = d;
        best_count = count;
    }
    *varies = *varies || best_count < 365;
    return best;
}

static void check_usual(const Twin *twin, char text[QUARTERS + 1], const OpeningDay *day) {
    for (int q = 0; q < QUARTERS; q++)
        if ((text[q] == 'x') != opening_day_is_open(day, q * 15))
            fail_msg("%s: quarter %d", twin->text, q);
}

static void test_usual_week(void **state) {
    (void)state;
    uint64_t seed = 5;
    static char text[365][QUARTERS + 1];
    for (int round = 0; round < 40; round++) {
        Twin twin = {.n = 0};
        for (int r = 0; r < 3; r++) random_rule(&seed, &twin);
        OpeningHours hours;
        OpeningWeek week;
        assert_int_equal(opening_hours_parse(twin.text, &hours, NULL, NULL), STATUS_OK);
        opening_week(&hours, &week);
        bool varies = false, ignored = false;
        for (int w = 0; w < 7; w++) {
            twin_dates(&twin, w, false, text);
            check_usual(&twin, text[twin_usual(text, &varies)], &week.day[w]);
            twin_dates(&twin, w, true, text);
            check_usual(&twin, text[twin_usual(text, &ignored)], &week.holiday[w]);
        }
        assert_int_equal(week.varies, varies);
    }
}

/* Closing on holidays is the rule "PH off" at the end, unless PH is named. */
static void test_close_on_holidays(void **state) {
    (void)state;
    uint64_t seed = 6;
    YearDays year;
    assert_int_equal(latvian_year(2025, &year, NULL), STATUS_OK);
    int named = 0;
    for (int round = 0; round < 1000; round++) {
        Twin twin = {.n = 0};
        for (int r = 0; r < 2; r++) random_rule(&seed, &twin);
        OpeningHours hours, written;
        assert_int_equal(opening_hours_parse(twin.text, &hours, NULL, NULL), STATUS_OK);
        assert_int_equal(hours.names_holidays, strstr(twin.text, "PH") != NULL);
        named += hours.names_holidays;
        if (!hours.names_holidays) say(&twin, "; PH off");
        opening_close_on_holidays(&hours);
        assert_int_equal(opening_hours_parse(twin.text, &written, NULL, NULL), STATUS_OK);
        assert_int_equal(opening_year_minutes(&hours, &year),
                         opening_year_minutes(&written, &year));
    }
    assert_true(named > 100 && named < 900);
    OpeningHours always;
    assert_int_equal(opening_hours_parse("24/7", &always, NULL, NULL), STATUS_OK);
    opening_close_on_holidays(&always); /* 24/7 says it of every day */
    assert_int_equal(opening_year_minutes(&always, &year), 365 * 1440);
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

static void test_point_hours(void **state) {
    (void)state;
    YearDays year;
    PointHours hours;
    assert_int_equal(latvian_year(2024, &year, NULL), STATUS_OK);
    static const char *const not_known[] = {NULL, "", "  ", "\n", "unknown", "\"by appointment\""};
    for (size_t i = 0; i < 6; i++) {
        point_hours_read(not_known[i], &year, true, &hours, NULL);
        assert_false(hours.known || hours.faulty);
        assert_true(isnan(hours.minutes_year));
    }
    Error error = {0};
    point_hours_read("Mo-Fr 8-17", &year, true, &hours, &error);
    assert_true(hours.faulty && !hours.known && isnan(hours.minutes_year));
    assert_int_equal(hours.fault.character, 7);
    assert_int_equal(error.status, STATUS_UNREADABLE);
    point_hours_read("off", &year, true, &hours, NULL); /* known to be closed */
    assert_true(hours.known && hours.minutes_year == 0);
    point_hours_read("Mo-Fr 09:00-17:00", &year, true, &hours, NULL);
    assert_true(hours.known && !hours.faulty && hours.minutes_year == 251 * 480);
    assert_int_equal(opening_week_minutes(&hours.week), 2400);
    point_hours_read("Mo-Fr 09:00-17:00", &year, false, &hours, NULL);
    assert_true(hours.minutes_year == 262 * 480);
    point_hours_read("Mo-Fr 09:00-17:00", NULL, false, &hours, NULL);
    assert_true(hours.known && isnan(hours.minutes_year));
}

#define LATVIA PROJECT_ROOT "/../shared/latvia/facilities/"

/* Reads the column opening_hours of a table; counts rows, and those that are understood. */
static bool count_table(const char *path, int *rows, int *read, int *minutes) {
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    static char data[1 << 20];
    size_t n = fread(data, 1, sizeof data - 1, file);
    fclose(file);
    data[n] = '\0';
    Csv csv = {0};
    assert_int_equal(csv_open(&csv, data, n), STATUS_OK);
    int column = csv_column(&csv, "opening_hours");
    assert_true(column >= 0);
    *rows = *read = *minutes = 0;
    while (csv_next(&csv) == CSV_ROW) {
        PointHours hours;
        Error error = {0};
        point_hours_read(csv.field[column], NULL, true, &hours, &error);
        (*rows)++;
        *read += hours.known;
        *minutes += opening_week_minutes(&hours.week);
        if (hours.faulty) print_message("%s: %s\n", csv.field[column], error.message);
    }
    csv_close(&csv);
    return true;
}

static void test_national_data(void **state) {
    (void)state;
    static const struct {
        const char *file;
        int rows, minutes;
    } tables[] = {
        {"vpvkac.csv", 134, 344460},
        {"libraries.csv", 747, 1512540},
        {"post_offices.csv", 607, 926700},
        {"townhalls.csv", 62, 155040},
        {"institution_offices.csv", 202, 514320},
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char path[1000];
        int rows, read, minutes;
        snprintf(path, sizeof path, LATVIA "%s", tables[i].file);
        if (!count_table(path, &rows, &read, &minutes)) {
            print_message("the national data are not here: skipped\n");
            skip();
        }
        print_message("%s: %d of %d texts understood, %.2f hours a week\n", tables[i].file, read,
                      rows, minutes / 60.0 / rows);
        assert_int_equal(rows, tables[i].rows);
        assert_int_equal(read, rows);
        assert_int_equal(minutes, tables[i].minutes);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grammar),           cmocka_unit_test(test_faults),
        cmocka_unit_test(test_place_of_a_fault),  cmocka_unit_test(test_limits),
        cmocka_unit_test(test_most_ways),         cmocka_unit_test(test_most_spans),
        cmocka_unit_test(test_minutes),           cmocka_unit_test(test_leap_years_and_dates),
        cmocka_unit_test(test_minute_by_minute),  cmocka_unit_test(test_usual_week),
        cmocka_unit_test(test_close_on_holidays), cmocka_unit_test(test_random_bytes),
        cmocka_unit_test(test_point_hours),       cmocka_unit_test(test_national_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
