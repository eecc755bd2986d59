/*
 * Opening hours of random texts against a second reading, minute by minute; and the minutes of
 * years worked out by hand.
 */
#include "planner/demand/latvian_holidays.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/opening_support.h"
#include "tests/unit/test_support.h"
#include <stdarg.h>
#include <stdlib.h>

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
    assert_int_equal(opening_year_minutes(&hours, &common), 60);
    assert_int_equal(opening_hours_parse("PH 23:00-03:00", &hours, NULL, NULL), 0);
    assert_int_equal(opening_year_minutes(&hours, &common), 180);
    OpeningWeek week;
    assert_int_equal(opening_hours_parse("Mo-Fr 09:00-17:00; Jul off", &hours, NULL, NULL), 0);
    opening_week(&hours, &week);
    assert_true(week.varies);
}

/* "22-24" of a day of 2024, as spans of hours. */
static const char *hours_on(const OpeningHours *hours, const YearDays *year, int month, int day) {
    static char text[64];
    OpeningDay open;
    size_t n = 0;
    opening_on(hours, year, calendar_day_of_year((Date){year->year, month, day}), &open);
    text[0] = '\0';
    for (int i = 0; i < open.n && n < sizeof text; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%g-%g", i ? " " : "",
                              open.span[i].begin / 60.0, open.span[i].end / 60.0);
    return text;
}

/*
 * Hours belong to the day on which they begin. By hand: 2024 has 262 days from Monday to Friday, of
 * which 11 are holidays; each of the other 251 nights has four hours. No night reaches in from 2023
 * (31 December was a Sunday) and none out of 2024 (a holiday).
 */
static void test_nights_and_holidays(void **state) {
    (void)state;
    OpeningHours hours;
    YearDays year;
    assert_int_equal(latvian_year(2024, &year, NULL), STATUS_OK);
    assert_int_equal(opening_hours_parse("Mo-Fr 22:00-02:00", &hours, NULL, NULL), STATUS_OK);
    opening_close_on_holidays(&hours);
    assert_int_equal(opening_year_minutes(&hours, &year), 251 * 240);
    assert_string_equal(hours_on(&hours, &year, 3, 28), "0-2 22-24");
    assert_string_equal(hours_on(&hours, &year, 3, 29), "0-2"); /* Good Friday */
    assert_string_equal(hours_on(&hours, &year, 3, 30), "");
    assert_string_equal(hours_on(&hours, &year, 4, 1), ""); /* Easter Monday */
    assert_string_equal(hours_on(&hours, &year, 4, 2), "22-24");
    assert_string_equal(hours_on(&hours, &year, 5, 1), "0-2"); /* a Wednesday */
    assert_string_equal(hours_on(&hours, &year, 5, 2), "22-24");
    assert_string_equal(hours_on(&hours, &year, 5, 3), "0-2 22-24");
    /* what stands after `off` holds; times that are off are those of the calendar day */
    assert_int_equal(opening_hours_parse("Mo-Fr 22:00-02:00; PH off; PH 10:00-12:00; Th 23:00-24:00"
                                         " off",
                                         &hours, NULL, NULL),
                     STATUS_OK);
    assert_string_equal(hours_on(&hours, &year, 5, 1), "10-12");
    assert_string_equal(hours_on(&hours, &year, 5, 2), "22-23");
    assert_string_equal(hours_on(&hours, &year, 5, 3), "0-2 22-24");
    /* the same for days that are off by name or date */
    assert_int_equal(opening_hours_parse("22:00-02:00; Sa off; Jul 9-10 off", &hours, NULL, NULL),
                     STATUS_OK);
    assert_string_equal(hours_on(&hours, &year, 7, 6), "0-2");
    assert_string_equal(hours_on(&hours, &year, 7, 7), "22-24");
    assert_string_equal(hours_on(&hours, &year, 7, 9), "0-2");
    assert_string_equal(hours_on(&hours, &year, 7, 10), "");
    assert_string_equal(hours_on(&hours, &year, 7, 11), "22-24");
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

/* Whether this rule or one after it turns the day off. */
static bool twin_off(const Twin *twin, const bool *matches, int r) {
    for (; r < twin->n; r++)
        if (matches[r] && twin->rule[r].state == 0 && twin->rule[r].n_spans == 0) return true;
    return false;
}

static int twin_minute(const Twin *twin, const bool *today, const bool *yesterday, int minute) {
    int answer = 0;
    for (int r = 0; r < twin->n; r++) {
        const TwinRule *rule = &twin->rule[r];
        if (today[r] && !twin_off(twin, today, r)) {
            if (!rule->adds && rule->state != 0) answer = 0;
            if (rule->n_spans == 0) answer = rule->state;
            for (int i = 0; i < rule->n_spans; i++)
                if (rule->begin[i] <= minute && minute < rule->end[i]) answer = rule->state;
        }
        if (yesterday[r] && !twin_off(twin, yesterday, r))
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_minutes),
        cmocka_unit_test(test_leap_years_and_dates),
        cmocka_unit_test(test_nights_and_holidays),
        cmocka_unit_test(test_minute_by_minute),
        cmocka_unit_test(test_usual_week),
        cmocka_unit_test(test_close_on_holidays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
