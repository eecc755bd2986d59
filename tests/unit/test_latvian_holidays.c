/* Days of the calendar, Easter, and the public holidays of Latvia by the law of each year. */
#include "tests/unit/cmocka_all.h"

#include "planner/demand/latvian_holidays.h"
#include "tests/unit/test_support.h"
#include <stdio.h>
#include <string.h>

/* Day by day from 1 January 1600, a Saturday. */
static void test_calendar_day_by_day(void **state) {
    (void)state;
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    Date walked = {1600, 1, 1};
    int weekday = SATURDAY;
    for (int year = 1600; year < 2410; year++) {
        bool leap = year % 400 == 0 ? true : year % 100 == 0 ? false : year % 4 == 0;
        assert_int_equal(calendar_leap(year), leap);
        assert_int_equal(calendar_days_in_year(year), leap ? 366 : 365);
        int day_of_year = 0;
        for (int month = 1; month <= 12; month++) {
            int length = days[month - 1] + (leap && month == 2);
            assert_int_equal(calendar_days_in_month(year, month), length);
            for (int day = 1; day <= length; day++) {
                Date date = {year, month, day};
                day_of_year++;
                assert_int_equal(calendar_compare(date, walked), 0);
                assert_int_equal(calendar_day_of_year(date), day_of_year);
                assert_int_equal(calendar_weekday(date), weekday);
                weekday = (weekday + 1) % 7;
                Date next = calendar_add(date, 1);
                assert_true(calendar_compare(date, next) < 0 && calendar_compare(next, date) > 0);
                assert_int_equal(calendar_compare(calendar_add(next, -1), date), 0);
                walked = next;
            }
        }
    }
    Date far = calendar_add((Date){2024, 2, 29}, 1000);
    assert_int_equal(calendar_compare(far, (Date){2026, 11, 25}), 0);
    assert_int_equal(calendar_compare(calendar_add(far, -1000), (Date){2024, 2, 29}), 0);
}

/* Month and day of Easter Sunday 2003 … 2102, as python-dateutil, another implementation, has it.
 */
static const int EASTER_DATES[] = {
    420, 411, 327, 416, 408, 323, 412, 404, 424, 408, 331, 420, 405, 327, 416, 401, 421,
    412, 404, 417, 409, 331, 420, 405, 328, 416, 401, 421, 413, 328, 417, 409, 325, 413,
    405, 425, 410, 401, 421, 406, 329, 417, 409, 325, 414, 405, 418, 410, 402, 421, 406,
    329, 418, 402, 422, 414, 330, 418, 410, 326, 415, 406, 329, 411, 403, 422, 414, 330,
    419, 410, 326, 415, 407, 419, 411, 403, 423, 407, 330, 419, 404, 326, 415, 331, 420,
    411, 403, 416, 408, 330, 412, 404, 424, 415, 331, 420, 412, 328, 417, 409,
};

static void test_easter_table(void **state) {
    (void)state;
    assert_int_equal(sizeof EASTER_DATES / sizeof *EASTER_DATES, 100);
    for (int i = 0; i < 100; i++) {
        Date easter = easter_sunday(2003 + i);
        assert_int_equal(easter.year, 2003 + i);
        assert_int_equal(easter.month * 100 + easter.day, EASTER_DATES[i]);
    }
}

/*
 * By the definition of the reform of 1582: the Sunday after the paschal full moon, the fourteenth
 * day of the moon that is told by the epact (Clavius' tables: golden number, solar and lunar
 * equations, the two exceptions of epacts 24 and 25), from 21 March on.
 */
static Date easter_by_epact(int year) {
    int golden = year % 19 + 1, century = year / 100 + 1;
    int solar = 3 * century / 4 - 12, lunar = (8 * century + 5) / 25 - 5;
    int epact = ((11 * golden + 20 + lunar - solar) % 30 + 30) % 30;
    if ((epact == 25 && golden > 11) || epact == 24) epact++;
    int full_moon = 44 - epact;
    if (full_moon < 21) full_moon += 30;
    Date date = calendar_add((Date){year, 3, 1}, full_moon - 1);
    do date = calendar_add(date, 1);
    while (calendar_weekday(date) != SUNDAY);
    return date;
}

static void test_easter_by_the_moon(void **state) {
    (void)state;
    for (int year = 1583; year < 6000; year++)
        assert_int_equal(calendar_compare(easter_sunday(year), easter_by_epact(year)), 0);
}

/* The dates of a year as a text: "01-01 03-29 …"; m: moved, p: planned. */
static void told(int year, char *text) {
    HolidayList list;
    Error error = {0};
    assert_int_equal(latvian_holidays(year, &list, &error), STATUS_OK);
    size_t n = 0;
    text[0] = '\0';
    for (int i = 0; i < list.n; i++) {
        const Holiday *day = &list.day[i];
        assert_int_equal(day->date.year, year);
        assert_true(strlen(day->name) > 5);
        n += (size_t)snprintf(text + n, 400 - n, "%s%02d-%02d%s%s", i ? " " : "", day->date.month,
                              day->date.day, day->moved ? "m" : "", day->planned ? "p" : "");
    }
}

static void test_years(void **state) {
    (void)state;
    static const struct {
        int year;
        const char *days;
    } cases[] = {
        /* before the amendments of 2007: no Christmas Eve, nothing is moved */
        {2003, "01-01 04-18 04-20 04-21 05-01 05-04 05-11 06-08 06-23 06-24 11-18 12-25 12-26 "
               "12-31"},
        /* 4 May 2006 is a Thursday, 18 November a Saturday: not moved yet */
        {2006, "01-01 04-14 04-16 04-17 05-01 05-04 05-14 06-04 06-23 06-24 11-18 12-25 12-26 "
               "12-31"},
        /* the first moved day: Monday 19 November 2007 */
        {2007, "01-01 04-06 04-08 04-09 05-01 05-04 05-13 05-27 06-23 06-24 11-18 11-19m 12-24 "
               "12-25 12-26 12-31"},
        /* 4 May 2008 is a Sunday; Mother's Day and Pentecost share a date */
        {2008, "01-01 03-21 03-23 03-24 05-01 05-04 05-05m 05-11 05-11 06-23 06-24 11-18 12-24 "
               "12-25 12-26 12-31"},
        /* 8 July: the celebration; 24 September: the Pope; 18 November is a Sunday */
        {2018, "01-01 03-30 04-01 04-02 05-01 05-04 05-13 05-20 06-23 06-24 07-08 07-09m 09-24 "
               "11-18 11-19m 12-24 12-25 12-26 12-31"},
        {2023, "01-01 04-07 04-09 04-10 05-01 05-04 05-14 05-28 05-29 06-23 06-24 07-09 07-10m "
               "11-18 11-20m 12-24 12-25 12-26 12-31"},
        {2024, "01-01 03-29 03-31 04-01 05-01 05-04 05-06m 05-12 05-19 06-23 06-24 11-18 12-24 "
               "12-25 12-26 12-31"},
        {2025, "01-01 04-18 04-20 04-21 05-01 05-04 05-05m 05-11 06-08 06-23 06-24 11-18 12-24 "
               "12-25 12-26 12-31"},
        {2028, "01-01 04-14 04-16 04-17 05-01 05-04 05-14 06-04 06-23 06-24 07-09p 07-10mp 11-18 "
               "11-20m 12-24 12-25 12-26 12-31"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[400];
        told(cases[i].year, text);
        assert_string_equal(text, cases[i].days);
    }
}

/* In every year: by date, the moved days after their weekends and on working days. */
static void test_moved_days(void **state) {
    (void)state;
    for (int year = LATVIAN_HOLIDAYS_FIRST; year <= LATVIAN_HOLIDAYS_LAST; year++) {
        HolidayList list;
        assert_int_equal(latvian_holidays(year, &list, NULL), STATUS_OK);
        assert_true(list.n >= 14 && list.n <= LATVIAN_HOLIDAYS_MAX);
        int moved_may = 0, moved_november = 0;
        for (int i = 0; i < list.n; i++) {
            const Holiday *day = &list.day[i];
            if (i) assert_true(calendar_compare(list.day[i - 1].date, day->date) <= 0);
            if (!day->moved) continue;
            assert_int_equal(calendar_weekday(day->date), MONDAY);
            moved_may += day->date.month == 5;
            moved_november += day->date.month == 11;
        }
        int may = calendar_weekday((Date){year, 5, 4});
        int november = calendar_weekday((Date){year, 11, 18});
        assert_int_equal(moved_may, year >= 2008 && may >= SATURDAY);
        assert_int_equal(moved_november, year >= 2007 && november >= SATURDAY);
    }
}

static void test_marked_year(void **state) {
    (void)state;
    YearDays days;
    assert_int_equal(latvian_year(2024, &days, NULL), STATUS_OK);
    assert_int_equal(days.year, 2024);
    int marked = 0;
    for (int d = 1; d <= 366; d++) marked += year_days_holiday(&days, d);
    assert_int_equal(marked, 16);
    assert_true(year_days_holiday(&days, 0)); /* 31 December 2023 */
    assert_true(year_days_holiday(&days, 1));
    assert_false(year_days_holiday(&days, 2));
    assert_true(year_days_holiday(&days, 366));
    assert_false(year_days_holiday(&days, 365));
    assert_true(year_days_holiday(&days, 31 + 29 + 29)); /* 29 March, Good Friday */
    /* 262 days Monday to Friday, less 11 holidays on them: 01-01 03-29 04-01 05-01 05-06 06-24
     * 11-18 12-24 12-25 12-26 12-31 */
    assert_int_equal(year_days_working(&days), 262 - 11);
    assert_int_equal(latvian_year(2008, &days, NULL), STATUS_OK);
    marked = 0;
    for (int d = 1; d <= 366; d++) marked += year_days_holiday(&days, d);
    assert_int_equal(marked, 15); /* two of the 16 share 11 May */
}

static void test_years_that_are_not_known(void **state) {
    (void)state;
    HolidayList list = {.n = 77};
    YearDays days = {.year = 77};
    static const int years[] = {LATVIAN_HOLIDAYS_FIRST - 1, LATVIAN_HOLIDAYS_LAST + 1, 0, -1};
    for (size_t i = 0; i < 4; i++) {
        Error error = {0};
        assert_int_equal(latvian_holidays(years[i], &list, &error), STATUS_PLAN_FILE);
        assert_non_null(strstr(error.message, "2003"));
        assert_int_equal(list.n, 77);
        assert_int_equal(latvian_year(years[i], &days, NULL), STATUS_PLAN_FILE);
        assert_int_equal(days.year, 77);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calendar_day_by_day),
        cmocka_unit_test(test_easter_table),
        cmocka_unit_test(test_easter_by_the_moon),
        cmocka_unit_test(test_years),
        cmocka_unit_test(test_moved_days),
        cmocka_unit_test(test_marked_year),
        cmocka_unit_test(test_years_that_are_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
