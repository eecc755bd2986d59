/* Opening hours of a scenario's points. See study_parts.h. */
#include "planner/demand/opening_table.h"
#include "planner/scenario/study_parts.h"
#include <stdlib.h>

static Status take_rows(const OpeningTable *table, Study *study) {
    OpeningHour *row = malloc(sizeof *row * WEEKDAYS * HOURS_A_DAY);
    size_t n = 0;
    if (!row) return STATUS_NO_MEMORY;
    for (int w = 0; w < WEEKDAYS; w++)
        for (int h = 0; h < HOURS_A_DAY; h++)
            row[n++] = (OpeningHour){.weekday = w,
                                     .hour = h,
                                     .at_start = table->at_start[w][h],
                                     .whole = table->whole[w][h],
                                     .any = table->any[w][h],
                                     .share = table->share[w][h]};
    study->opening = row;
    study->n_openings = n;
    return STATUS_OK;
}

/* Mean minutes of the usual week of the points whose hours are known. */
static double mean_week(const OpeningWeek *const *week, size_t n, int known) {
    double minutes = 0;
    for (size_t i = 0; i < n; i++)
        if (week[i]) minutes += opening_week_minutes(week[i]);
    return minutes / known;
}

Status study_opening(const StudyContext *context, Scenario *scenario) {
    if (!study_has_hours(context)) return STATUS_OK;
    size_t n = scenario->n_loads; /* a row for each open point */
    OpeningTable *table = malloc(sizeof *table);
    const OpeningWeek **week = calloc(n + 1, sizeof(OpeningWeek *));
    Status status = table && week ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) {
        for (size_t i = 0; i < n; i++) week[i] = study_week(context, scenario->load[i].facility);
        opening_table(week, n, table);
        const CountryFigure figure[] = {
            {"hours_known", "count", table->known},
            {"hours_unknown", "count", table->unknown},
            {"opening_minutes_week", "minutes", mean_week(week, n, table->known)},
        };
        status = study_add_figures(scenario, figure, table->known > 0 ? 3 : 2);
    }
    if (status == STATUS_OK && table->known > 0) status = take_rows(table, &scenario->study);
    free(week);
    free(table);
    return status;
}
