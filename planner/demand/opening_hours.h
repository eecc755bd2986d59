/*
 * opening_hours.h - OpenStreetMap's `opening_hours`, the part of it that offices use.
 *
 * Source: "Key:opening_hours/specification", version 0.7.4, on the OpenStreetMap wiki.
 *
 * Understood:
 *   rules        A; B   B replaces A on the days it names      A, B   B adds to A
 *                A || "by appointment": told, opens nothing
 *   dates        Jun-Aug, Dec 24, Dec 24-26, Dec 24,31, Nov 15-Feb 10 (in front of the weekdays)
 *   weekdays     Mo,We,Fr   Mo-Fr   Sa-Mo   PH (public holidays)   PH,Su   PH Mo-Fr (holidays
 *                that fall on these weekdays); a rule without days holds on every day
 *   times        08:00-12:00,13:00-17:00   22:00-02:00 and 22:00-26:00 (over midnight); a rule
 *                without times holds all day
 *   states       open (default), off or closed, unknown, "a comment" by itself (= unknown)
 *   always       24/7
 * Words may be in any case; blanks around - , ; and after days' colons do not matter.
 *
 * As the specification has it: a rule after ; that is open or unknown replaces, on each calendar
 * day it matches, all that rules before it say of this day, also the night that reaches in from
 * the day before; `off` with times closes only these times; weekdays hold on public holidays
 * unless a rule with PH says otherwise. Hours that are `unknown` are not open.
 *
 * `off` without times turns off what rules before it let begin on the day, to its end: before a
 * holiday the night ends as always, and that of the holiday does not begin, neither before nor
 * after midnight. (The specification does not say where an off day's night ends; opening_hours.js
 * leaves the night before a holiday alone, too, since its issue 441.)
 *
 * Refused, each with its place in the text and what would be right: years, weeks, the n-th weekday
 * of a month, days counted from others, Easter, school holidays (SH), times of the sun, open ends
 * (17:00+), times without an end, intervals (/), open hours behind ||.
 */
#ifndef PLANNER_DEMAND_OPENING_HOURS_H
#define PLANNER_DEMAND_OPENING_HOURS_H

#include "layers/error.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    OPENING_RULES_MAX = 31, /* in a text; one more is kept free for opening_close_on_holidays */
    OPENING_SPANS_MAX = 40,
    OPENING_DATES_MAX = 24,
    MINUTES_A_DAY = 24 * 60
};

/* Minutes from midnight: begin < end; end is at most 48 hours in a rule, 24 in a day. */
typedef struct OpeningSpan {
    int16_t begin, end;
} OpeningSpan;

/* Days of the year as month · 32 + day, both included; from > to goes over New Year. */
typedef struct OpeningDates {
    int16_t from, to;
} OpeningDates;

typedef enum OpeningState { OPENING_CLOSED, OPENING_OPEN, OPENING_UNKNOWN } OpeningState;

/* A rule holds on a day if its date and its kind of day match. */
typedef struct OpeningRule {
    OpeningState state;
    bool adds;                   /* after a comma */
    uint8_t weekdays;            /* bit w: on weekday w (0 = Monday), a holiday or not */
    uint8_t holidays;            /* bit w: on a public holiday that falls on weekday w */
    uint8_t first_date, n_dates; /* none: all year */
    uint8_t first_span, n_spans; /* none: all day */
} OpeningRule;

typedef struct OpeningHours {
    OpeningRule rule[OPENING_RULES_MAX + 1];
    OpeningDates dates[OPENING_DATES_MAX];
    OpeningSpan span[OPENING_SPANS_MAX];
    uint8_t n_rules, n_dates, n_spans;
    bool names_holidays; /* a rule has PH, or is 24/7 */
    bool has_unknown;    /* a rule is `unknown` or a comment */
} OpeningHours;

/* Where a text stops being understood. */
typedef struct OpeningFault {
    size_t byte;         /* from 0 */
    size_t character;    /* from 1, for people */
    const char *problem; /* English, marked for translation */
} OpeningFault;

/*
 * Reads a NUL-terminated text. STATUS_UNREADABLE with place and problem in *fault and as a
 * sentence in *error (either may be NULL). Any bytes are safe. O(length).
 */
Status opening_hours_parse(const char *text, OpeningHours *hours, OpeningFault *fault,
                           Error *error);

/*
 * Adds the rule "PH off" where the text names no public holidays: institutions do not work on them
 * (Labour Law, section 144), and few texts say so.
 */
void opening_close_on_holidays(OpeningHours *hours);

#endif
