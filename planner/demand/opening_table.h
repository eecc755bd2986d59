/*
 * opening_table.h - how many points are open on each weekday in each hour: the shape of figure 21
 * of the planners' report (PwC 2020), counted in four ways that differ where points open or close
 * within an hour.
 */
#ifndef PLANNER_DEMAND_OPENING_TABLE_H
#define PLANNER_DEMAND_OPENING_TABLE_H

#include "planner/demand/opening_week.h"
#include <stddef.h>

enum { HOURS_A_DAY = 24 };

/* Hour h goes from h:00 to (h + 1):00, the end excluded; weekday 0 = Monday. */
typedef struct OpeningTable {
    int32_t at_start[WEEKDAYS][HOURS_A_DAY]; /* points open at h:00: the figure to print */
    int32_t whole[WEEKDAYS][HOURS_A_DAY];    /* open during the whole hour */
    int32_t any[WEEKDAYS][HOURS_A_DAY];      /* open during at least one minute of it */
    double share[WEEKDAYS][HOURS_A_DAY]; /* mean share of the hour that a point is open; NaN where
                                            the hours of no point are known */
    int32_t open_days[WEEKDAYS];         /* points open at all on the weekday */
    int32_t known, unknown;              /* points; the unknown are in no other number */
} OpeningTable;

/* week[i]: NULL where the hours of point i are not known. O(points). */
void opening_table(const OpeningWeek *const *week, size_t n_points, OpeningTable *table);

#endif
