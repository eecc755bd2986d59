/*
 * calendar.h - days of the Gregorian calendar: weekdays, lengths of months, a year with its public
 * holidays marked.
 *
 * Weekdays: 0 = Monday … 6 = Sunday. Months and days of the month count from 1. Years from 1583 on.
 */
#ifndef PLANNER_DEMAND_CALENDAR_H
#define PLANNER_DEMAND_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Date {
    int year, month, day;
} Date;

enum { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY, WEEKDAYS };

bool calendar_leap(int year);
int calendar_days_in_month(int year, int month);
int calendar_days_in_year(int year);

/* 1 … 366. */
int calendar_day_of_year(Date date);

int calendar_weekday(Date date);

/* The date `days` later, or earlier where days < 0. O(months). */
Date calendar_add(Date date, int days);

/* < 0, 0, > 0: a before, on, after b. */
int calendar_compare(Date a, Date b);

/* A year's public holidays; bit 0: of 31 December of the year before, whose night reaches in. */
typedef struct YearDays {
    int year;
    uint64_t holiday[6];
} YearDays;

/* day_of_year: 0 (31 December of the year before) … 366. */
void year_days_mark(YearDays *days, int day_of_year);
bool year_days_holiday(const YearDays *days, int day_of_year);

/* Days of the year from Monday to Friday that are not marked. */
int year_days_working(const YearDays *days);

#endif
