#include "planner/demand/point_hours.h"
#include <math.h>
#include <string.h>

static bool blank(const char *text) {
    return !text || text[strspn(text, " \t\r\n")] == '\0';
}

void point_hours_read(const char *text, const YearDays *year, bool close_on_holidays,
                      PointHours *hours, Error *error) {
    memset(hours, 0, sizeof *hours);
    hours->minutes_year = NAN;
    if (blank(text)) return;
    OpeningHours read;
    if (opening_hours_parse(text, &read, &hours->fault, error)) {
        hours->faulty = true;
        return;
    }
    if (close_on_holidays) opening_close_on_holidays(&read);
    opening_week(&read, &hours->week);
    int32_t minutes = year ? opening_year_minutes(&read, year) : 0;
    bool opens = minutes > 0 || opening_week_minutes(&hours->week) > 0;
    hours->known = opens || !read.has_unknown;
    if (hours->known && year) hours->minutes_year = minutes;
}
