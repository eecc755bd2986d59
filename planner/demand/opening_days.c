/* The days in front of the times of a rule: dates, weekdays, public holidays. */
#include "layers/text.h"
#include "planner/demand/calendar.h"
#include "planner/demand/opening_scan.h"

enum { LEAP_YEAR = 2024, ALL_WEEK = 0x7f };

/* A day of the month, unless a time of the day begins here. 0: none. */
static bool read_month_day(OpeningScan *scan, int month, int *day) {
    size_t at = scan_past_blanks(scan, scan->at);
    *day = 0;
    if (!scan_digit(scan->text[at]) || scan_time_at(scan, at)) return true;
    size_t first = at;
    int value = 0;
    for (; scan_digit(scan->text[at]); at++)
        if (value < 1000) value = value * 10 + scan->text[at] - '0';
    if (value < 1 || value > calendar_days_in_month(LEAP_YEAR, month))
        return scan_fault(scan, first, N_("the month has no such day"));
    *day = value;
    scan->at = at;
    return true;
}

/* The end of "Jun-Aug", "Dec 24-26" or "Dec 24-Jan 2", after the hyphen; *month comes in as that
 * of the beginning. */
static bool read_date_end(OpeningScan *scan, int first_day, int *month, int *day) {
    scan_blanks(scan);
    size_t start = scan->at;
    OpeningLetters letters = scan_word(scan, start);
    if (letters.word == WORD_MONTH) {
        *month = letters.value;
        scan->at += letters.length;
    } else if (first_day == 0 || !scan_digit(scan->text[start])) {
        return scan_fault(scan, start, N_("a month or a day of a month is expected here"));
    }
    if (!read_month_day(scan, *month, day)) return false;
    if ((*day == 0) != (first_day == 0))
        return scan_fault(scan, start, N_("both ends of a range of dates need a day, or neither"));
    return true;
}

static bool add_dates(OpeningScan *scan, OpeningRule *rule, size_t start, int from, int to) {
    if (scan->hours->n_dates == OPENING_DATES_MAX)
        return scan_fault(scan, start, N_("too many dates"));
    scan->hours->dates[scan->hours->n_dates++] = (OpeningDates){(int16_t)from, (int16_t)to};
    rule->n_dates++;
    return true;
}

/* One "Jun", "Jun-Aug", "Dec 24", "Dec 24-26", or after a comma "26" of the same month. */
static bool read_date_range(OpeningScan *scan, OpeningRule *rule, int *month) {
    size_t start = scan->at;
    OpeningLetters letters = scan_word(scan, start);
    if (letters.word == WORD_MONTH) {
        *month = letters.value;
        scan->at += letters.length;
    }
    int day = 0;
    if (!read_month_day(scan, *month, &day)) return false;
    int last_month = *month, last_day = day;
    size_t dash = scan_past_blanks(scan, scan->at);
    if (scan->text[dash] == '-') {
        scan->at = dash + 1;
        if (!read_date_end(scan, day, &last_month, &last_day)) return false;
    }
    int from = *month * 32 + (day ? day : 1), to = last_month * 32 + (last_day ? last_day : 31);
    *month = last_month;
    return add_dates(scan, rule, start, from, to);
}

bool scan_dates(OpeningScan *scan, OpeningRule *rule) {
    int month = 1;
    for (;;) {
        if (!read_date_range(scan, rule, &month)) return false;
        size_t comma = scan_past_blanks(scan, scan->at);
        if (scan->text[comma] != ',') return true;
        scan->at = scan_past_blanks(scan, comma + 1);
        bool day = scan_digit(scan->text[scan->at]) && !scan_time_at(scan, scan->at);
        if (!day && scan_word(scan, scan->at).word != WORD_MONTH)
            return scan_fault(scan, scan->at,
                              N_("a date is expected after the comma; other days need a rule of "
                                 "their own, after a semicolon"));
    }
}

/* After a day: what belongs to the grammar and is not supported. */
static bool check_day_end(OpeningScan *scan) {
    char c = scan->text[scan->at];
    if (c == '[')
        return scan_fault(scan, scan->at, N_("the n-th weekday of a month is not supported"));
    size_t at = scan_past_blanks(scan, scan->at);
    size_t next = scan_past_blanks(scan, at + (scan->text[at] != '\0'));
    bool number = scan_digit(scan->text[next]) && !scan_time_at(scan, next);
    bool offset = scan->text[at] == '+' || (scan->text[at] == '-' && number);
    if (offset) return scan_fault(scan, at, N_("days counted from others are not supported"));
    return true;
}

static uint8_t days_between(int first, int last) {
    unsigned mask = 0;
    for (int day = first;; day = (day + 1) % WEEKDAYS) {
        mask |= 1U << day;
        if (day == last) return (uint8_t)mask;
    }
}

/* "Mo", "Mo-Fr" or "Sa-Mo". */
static bool read_day_range(OpeningScan *scan, int first, uint8_t *mask) {
    int last = first;
    size_t dash = scan_past_blanks(scan, scan->at);
    if (scan->text[dash] == '-') {
        scan->at = scan_past_blanks(scan, dash + 1);
        OpeningLetters letters = scan_word(scan, scan->at);
        if (letters.word != WORD_WEEKDAY)
            return scan_fault(scan, scan->at, N_("a weekday such as Fr is expected here"));
        if (letters.value == first)
            return scan_fault(scan, scan->at, N_("a range of days from a day to itself"));
        last = letters.value;
        scan->at += letters.length;
        if (!check_day_end(scan)) return false;
    }
    *mask = (uint8_t)(*mask | days_between(first, last));
    return true;
}

/* A list of weekdays and PH, at its first word. */
static bool read_day_list(OpeningScan *scan, uint8_t *mask, bool *holidays) {
    for (;;) {
        OpeningLetters letters = scan_word(scan, scan->at);
        if (letters.word == WORD_REFUSED) return scan_fault(scan, scan->at, letters.problem);
        if (letters.word != WORD_WEEKDAY && letters.word != WORD_HOLIDAY)
            return scan_fault(scan, scan->at,
                              N_("a weekday or PH is expected after the comma; times follow days "
                                 "after a blank, dates need a rule of their own"));
        scan->at += letters.length;
        if (!check_day_end(scan)) return false;
        if (letters.word == WORD_HOLIDAY)
            *holidays = true;
        else if (!read_day_range(scan, letters.value, mask))
            return false;
        size_t comma = scan_past_blanks(scan, scan->at);
        if (scan->text[comma] != ',') return true;
        scan->at = scan_past_blanks(scan, comma + 1);
    }
}

bool scan_weekdays(OpeningScan *scan, OpeningRule *rule) {
    uint8_t mask = 0;
    bool holidays = false;
    if (!read_day_list(scan, &mask, &holidays)) return false;
    rule->weekdays = mask;
    rule->holidays = holidays ? ALL_WEEK : 0;
    if (holidays) scan->hours->names_holidays = true;
    size_t next = scan_past_blanks(scan, scan->at);
    OpeningLetters letters = scan_word(scan, next);
    if (letters.word != WORD_WEEKDAY && letters.word != WORD_HOLIDAY) return true;
    if (!holidays || mask || letters.word == WORD_HOLIDAY)
        return scan_fault(scan, next,
                          N_("days follow each other with a comma; only PH may stand in front of "
                             "weekdays with a blank"));
    scan->at = next;
    holidays = false;
    if (!read_day_list(scan, &mask, &holidays)) return false;
    if (holidays) return scan_fault(scan, next, N_("PH stands twice among the days of a rule"));
    rule->weekdays = 0;
    rule->holidays = mask;
    return true;
}
