/* opening_support.h - opening hours as short texts, to compare by eye in tests. */
#ifndef TESTS_UNIT_OPENING_SUPPORT_H
#define TESTS_UNIT_OPENING_SUPPORT_H

#include "planner/demand/opening_week.h"
#include <stdio.h>
#include <string.h>

static const char *const DAY_NAMES[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};

/* "8-12 12:30-17", "-" where closed. */
static inline void day_text(const OpeningDay *day, char *text, size_t size) {
    size_t n = 0;
    snprintf(text, size, "-");
    for (int i = 0; i < day->n; i++) {
        n += (size_t)snprintf(text + n, size - n, "%s", i ? " " : "");
        for (int end = 0; end < 2; end++) {
            int minutes = end ? day->span[i].end : day->span[i].begin;
            n += (size_t)snprintf(text + n, size - n, minutes % 60 ? "%d:%02d" : "%d", minutes / 60,
                                  minutes % 60);
            if (!end) n += (size_t)snprintf(text + n, size - n, "-");
        }
    }
}

/* Runs of like days: "Mo-Fr 8-17, Sa 9-12, Su -"; with `holidays` those of public holidays. */
static inline void week_text(const OpeningWeek *week, bool holidays, char *text, size_t size) {
    const OpeningDay *days = holidays ? week->holiday : week->day;
    size_t n = 0;
    for (int first = 0; first < WEEKDAYS;) {
        char day[200], other[200];
        day_text(&days[first], day, sizeof day);
        int last = first;
        while (last + 1 < WEEKDAYS) {
            day_text(&days[last + 1], other, sizeof other);
            if (strcmp(day, other) != 0) break;
            last++;
        }
        n += (size_t)snprintf(text + n, size - n, "%s%s", first ? ", " : "", DAY_NAMES[first]);
        if (last > first) n += (size_t)snprintf(text + n, size - n, "-%s", DAY_NAMES[last]);
        n += (size_t)snprintf(text + n, size - n, " %s", day);
        first = last + 1;
    }
}

#endif
