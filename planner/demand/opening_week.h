/*
 * opening_week.h - what a text of opening hours says about a day, a usual week, a year.
 *
 * A day is decided by the rules that match it and those that match the day before (whose hours
 * may reach over midnight); each day is painted minute by minute, in the order of the rules. Where
 * one of them turns a day off, those before it do not count for what begins on it.
 */
#ifndef PLANNER_DEMAND_OPENING_WEEK_H
#define PLANNER_DEMAND_OPENING_WEEK_H

#include "planner/demand/calendar.h"
#include "planner/demand/opening_hours.h"

/* Every span of the text may give one of the day itself and one of the night before. */
enum { DAY_SPANS_MAX = 2 * OPENING_SPANS_MAX + 1 };

/* The open times of a calendar day: ascending, apart from each other, within 0 … 1440. */
typedef struct OpeningDay {
    OpeningSpan span[DAY_SPANS_MAX];
    int n;
} OpeningDay;

/*
 * The usual week. Where rules have dates, a weekday is as on most of its dates of a year of 365
 * days (of several equally common ways the one that comes first in the year). `holiday`: a public
 * holiday that falls on this weekday, the day before being none.
 */
typedef struct OpeningWeek {
    OpeningDay day[WEEKDAYS];
    OpeningDay holiday[WEEKDAYS];
    bool varies; /* some weekday is not the same all year */
} OpeningWeek;

/* O(365 · rules) with dates, else O(rules). */
void opening_week(const OpeningHours *hours, OpeningWeek *week);

/* The day number day_of_year (1 …) of a year. */
void opening_on(const OpeningHours *hours, const YearDays *year, int day_of_year, OpeningDay *day);

int opening_day_minutes(const OpeningDay *day);
bool opening_day_is_open(const OpeningDay *day, int minute);

/* Minutes open of the 10,080 of the usual week, without public holidays. */
int opening_week_minutes(const OpeningWeek *week);

/* weekday 0 = Monday, minute 0 … 1439 of a usual week. */
bool opening_week_is_open(const OpeningWeek *week, int weekday, int minute);

/* Minutes open in a year with its public holidays. O(366 · rules). */
int32_t opening_year_minutes(const OpeningHours *hours, const YearDays *year);

#endif
