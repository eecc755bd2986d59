#include "planner/demand/calendar.h"

bool calendar_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int calendar_days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && calendar_leap(year) ? 29 : days[month - 1];
}

int calendar_days_in_year(int year) {
    return calendar_leap(year) ? 366 : 365;
}

int calendar_day_of_year(Date date) {
    int days = date.day;
    for (int month = 1; month < date.month; month++)
        days += calendar_days_in_month(date.year, month);
    return days;
}

/* 1 January of year 1 of the Gregorian calendar carried backwards is a Monday. */
int calendar_weekday(Date date) {
    int past = date.year - 1;
    int leap_days = past / 4 - past / 100 + past / 400;
    return (past + leap_days + calendar_day_of_year(date) - 1) % WEEKDAYS;
}

Date calendar_add(Date date, int days) {
    date.day += days;
    while (date.day < 1) {
        if (--date.month < 1) {
            date.month = 12;
            date.year--;
        }
        date.day += calendar_days_in_month(date.year, date.month);
    }
    while (date.day > calendar_days_in_month(date.year, date.month)) {
        date.day -= calendar_days_in_month(date.year, date.month);
        if (++date.month > 12) {
            date.month = 1;
            date.year++;
        }
    }
    return date;
}

int calendar_compare(Date a, Date b) {
    if (a.year != b.year) return a.year < b.year ? -1 : 1;
    if (a.month != b.month) return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

void year_days_mark(YearDays *days, int day_of_year) {
    days->holiday[day_of_year / 64] |= UINT64_C(1) << (day_of_year % 64);
}

bool year_days_holiday(const YearDays *days, int day_of_year) {
    return days->holiday[day_of_year / 64] >> (day_of_year % 64) & 1;
}

int year_days_working(const YearDays *days) {
    int working = 0;
    int weekday = calendar_weekday((Date){days->year, 1, 1});
    for (int day = 1; day <= calendar_days_in_year(days->year); day++) {
        if (weekday < SATURDAY && !year_days_holiday(days, day)) working++;
        weekday = (weekday + 1) % WEEKDAYS;
    }
    return working;
}
