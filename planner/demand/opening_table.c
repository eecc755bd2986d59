#include "planner/demand/opening_table.h"
#include <math.h>
#include <string.h>

/* Minutes of hour h in which a day is open. */
static int open_minutes(const OpeningDay *day, int h) {
    int minutes = 0;
    for (int i = 0; i < day->n; i++) {
        int begin = day->span[i].begin > h * 60 ? day->span[i].begin : h * 60;
        int end = day->span[i].end < (h + 1) * 60 ? day->span[i].end : (h + 1) * 60;
        if (end > begin) minutes += end - begin;
    }
    return minutes;
}

/* Whole minutes are summed, so that the order of the points does not matter. */
static void add_point(const OpeningWeek *week, OpeningTable *table,
                      int64_t minutes[WEEKDAYS][HOURS_A_DAY]) {
    for (int w = 0; w < WEEKDAYS; w++) {
        const OpeningDay *day = &week->day[w];
        if (day->n > 0) table->open_days[w]++;
        for (int h = 0; h < HOURS_A_DAY; h++) {
            int open = open_minutes(day, h);
            minutes[w][h] += open;
            if (open == 60) table->whole[w][h]++;
            if (open > 0) table->any[w][h]++;
            if (opening_day_is_open(day, h * 60)) table->at_start[w][h]++;
        }
    }
}

void opening_table(const OpeningWeek *const *week, size_t n_points, OpeningTable *table) {
    int64_t minutes[WEEKDAYS][HOURS_A_DAY] = {{0}};
    memset(table, 0, sizeof *table);
    for (size_t i = 0; i < n_points; i++) {
        if (!week[i]) {
            table->unknown++;
            continue;
        }
        table->known++;
        add_point(week[i], table, minutes);
    }
    for (int w = 0; w < WEEKDAYS; w++)
        for (int h = 0; h < HOURS_A_DAY; h++)
            table->share[w][h] = table->known ? (double)minutes[w][h] / (60.0 * table->known) : NAN;
}
