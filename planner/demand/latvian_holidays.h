/*
 * latvian_holidays.h - the public holidays of Latvia in a year.
 *
 * Source: the law "Par svētku, atceres un atzīmējamām dienām" of 3 October 1990, section 1, as
 * amended on 21.03.2002 (4 May), 24.05.2007 (24 December; where 4 May or 18 November falls on a
 * Saturday or Sunday the next working day is free; in force from 26.06.2007, so first for
 * 18 November 2007), 02.10.2014 (the closing day of the General Latvian Song and Dance
 * Celebration, moved from a weekend likewise). Days that are set one by one stand in a table:
 * closing days of the celebration by orders of the Cabinet (2018-07-08, 2023-07-09; 2028-07-09 is
 * planned), 24 September 2018 (visit of Pope Francis) and 29 May 2023 (ice hockey bronze) by
 * amendments of the law. Later ones have to be added there when they are set.
 *
 * Not in the law and so not here: working days that the Cabinet moves to a Saturday each year, and
 * the hour by which the day before a holiday is shorter (Labour Law, section 135).
 *
 * Easter of the western churches: the rule of Butcher's Ecclesiastical Calendar (1876), in Meeus,
 * Astronomical Algorithms (1991), chapter 8; valid for every Gregorian year.
 */
#ifndef PLANNER_DEMAND_LATVIAN_HOLIDAYS_H
#define PLANNER_DEMAND_LATVIAN_HOLIDAYS_H

#include "layers/error.h"
#include "planner/demand/calendar.h"

enum {
    LATVIAN_HOLIDAYS_FIRST = 2003, /* the first whole year with 4 May */
    LATVIAN_HOLIDAYS_LAST = 2199,
    LATVIAN_HOLIDAYS_MAX = 24 /* in a year */
};

typedef struct Holiday {
    Date date;
    const char *name; /* English, marked for translation */
    bool moved;       /* the free working day after a holiday on a weekend */
    bool planned;     /* not set by law or order yet */
} Holiday;

typedef struct HolidayList {
    Holiday day[LATVIAN_HOLIDAYS_MAX]; /* by date; two may share a date */
    int n;
} HolidayList;

Date easter_sunday(int year);

/* STATUS_PLAN_FILE with the years that are known, where the year is outside them. */
Status latvian_holidays(int year, HolidayList *list, Error *error);

/* The same, marked in a year. */
Status latvian_year(int year, YearDays *days, Error *error);

#endif
