/*
 * point_hours.h - the opening hours of one point: known or not, its usual week, its year.
 */
#ifndef PLANNER_DEMAND_POINT_HOURS_H
#define PLANNER_DEMAND_POINT_HOURS_H

#include "planner/demand/opening_week.h"

typedef struct PointHours {
    bool known;          /* a text that is understood and does not leave all hours unknown */
    bool faulty;         /* a text that is not understood: see fault */
    OpeningWeek week;    /* where known */
    double minutes_year; /* NaN where not known or no year is given */
    OpeningFault fault;
} PointHours;

/*
 * text may be NULL or blank: not known. year NULL: only the usual week.
 * close_on_holidays: as opening_close_on_holidays. A faulty text also fills *error (may be NULL).
 */
void point_hours_read(const char *text, const YearDays *year, bool close_on_holidays,
                      PointHours *hours, Error *error);

#endif
