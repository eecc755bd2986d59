/* Open points by weekday and hour: a table counted by eye, and random weeks minute by minute. */
#include "tests/unit/cmocka_all.h"

#include "planner/demand/opening_table.h"
#include "tests/unit/test_support.h"
#include <stdio.h>

static OpeningWeek week_of(const char *text) {
    OpeningHours hours;
    OpeningWeek week;
    Error error = {0};
    if (opening_hours_parse(text, &hours, NULL, &error)) fail_msg("%s", error.message);
    opening_week(&hours, &week);
    return week;
}

static void test_by_eye(void **state) {
    (void)state;
    const OpeningWeek a = week_of("Mo-Th 08:00-12:00,12:30-17:00; Fr 08:00-15:00");
    const OpeningWeek b = week_of("Mo-Fr 09:30-17:00; Sa 10:00-10:20");
    const OpeningWeek *week[] = {&a, NULL, &b, &a, NULL};
    OpeningTable table;
    opening_table(week, 5, &table);
    assert_int_equal(table.known, 3);
    assert_int_equal(table.unknown, 2);
    static const int at_start[] = {0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 3, 3,
                                   1, 3, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0};
    static const int whole[] = {0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 3, 3,
                                1, 3, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0};
    static const int any[] = {0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 3, 3,
                              3, 3, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0};
    for (int h = 0; h < 24; h++) {
        assert_int_equal(table.at_start[MONDAY][h], at_start[h]);
        assert_int_equal(table.whole[THURSDAY][h], whole[h]);
        assert_int_equal(table.any[WEDNESDAY][h], any[h]);
    }
    assert_true(table.share[MONDAY][8] == 120 / 180.0);
    assert_true(table.share[MONDAY][9] == 150 / 180.0);
    assert_true(table.share[MONDAY][12] == 120 / 180.0);
    assert_true(table.share[MONDAY][7] == 0);
    assert_int_equal(table.at_start[FRIDAY][15], 1);
    assert_int_equal(table.at_start[SATURDAY][10], 1);
    assert_int_equal(table.whole[SATURDAY][10], 0);
    assert_true(table.share[SATURDAY][10] == 20 / 180.0);
    static const int open_days[] = {3, 3, 3, 3, 3, 1, 0};
    for (int w = 0; w < 7; w++) assert_int_equal(table.open_days[w], open_days[w]);
}

static void test_nothing_known(void **state) {
    (void)state;
    const OpeningWeek *week[] = {NULL, NULL};
    OpeningTable table;
    for (size_t n = 0; n < 3; n++) {
        opening_table(week, n, &table);
        assert_int_equal(table.known, 0);
        assert_int_equal(table.unknown, n);
        assert_true(isnan(table.share[MONDAY][10]));
        assert_int_equal(table.any[MONDAY][10], 0);
    }
    const OpeningWeek closed = week_of("off"); /* known to be closed */
    week[0] = &closed;
    opening_table(week, 2, &table);
    assert_int_equal(table.known, 1);
    assert_true(table.share[MONDAY][10] == 0);
}

enum { POINTS = 12 };

static void random_week(uint64_t *seed, OpeningWeek *week) {
    char text[200];
    int begin = (int)random_below(seed, 1440), end;
    do end = (int)random_below(seed, 1441);
    while (end == begin);
    int first = (int)random_below(seed, 7), last = (first + 1 + (int)random_below(seed, 6)) % 7;
    static const char *const names[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
    snprintf(text, sizeof text, "%s-%s %02d:%02d-%02d:%02d; We 10:10-11:00,11:01-12:59",
             names[first], names[last], begin / 60, begin % 60, end / 60, end % 60);
    *week = week_of(text);
}

static void check_hour(const OpeningWeek *const *week, const OpeningTable *table, int w, int h) {
    int at_start = 0, whole = 0, any = 0, minutes = 0;
    for (int i = 0; i < POINTS; i++) {
        int open = 0;
        for (int m = h * 60; week[i] && m < h * 60 + 60; m++)
            open += opening_week_is_open(week[i], w, m);
        at_start += week[i] && opening_week_is_open(week[i], w, h * 60);
        whole += open == 60;
        any += open > 0;
        minutes += open;
    }
    assert_int_equal(table->at_start[w][h], at_start);
    assert_int_equal(table->whole[w][h], whole);
    assert_int_equal(table->any[w][h], any);
    if (table->known) assert_true(table->share[w][h] == minutes / (60.0 * table->known));
}

static void test_minute_by_minute(void **state) {
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < 200; round++) {
        OpeningWeek made[POINTS];
        const OpeningWeek *week[POINTS], *turned[POINTS];
        for (int i = 0; i < POINTS; i++) {
            random_week(&seed, &made[i]);
            week[i] = random_below(&seed, 4) ? &made[i] : NULL;
        }
        for (int i = 0; i < POINTS; i++) turned[i] = week[POINTS - 1 - i];
        OpeningTable table, other;
        opening_table(week, POINTS, &table);
        opening_table(turned, POINTS, &other);
        for (int w = 0; w < 7; w++)
            for (int h = 0; h < 24; h++) {
                check_hour(week, &table, w, h);
                if (table.known) assert_true(table.share[w][h] == other.share[w][h]);
            }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_eye),
        cmocka_unit_test(test_nothing_known),
        cmocka_unit_test(test_minute_by_minute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
