#include "planner/compare/targets.h"
#include "layers/model/grow.h"
#include "layers/model/same_threshold.h"
#include "planner/compare/passports.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const BETTER_NAME[] = {
    [BETTER_LESS] = "less", [BETTER_MORE] = "more", [BETTER_NEITHER] = "neither"};

/* The indicator a figure of a year is of; its shares within a distance have a shorter name. */
static const Passport *passport_of(const char *name) {
    if (strcmp(name, "area_share") == 0) return passport_find("area_share_within");
    if (strcmp(name, "pop_share") == 0) return passport_find("pop_share_within");
    return passport_find(name);
}

static bool same_series(const YearFigure *a, const YearFigure *b) {
    return strcmp(a->name, b->name) == 0 && same_threshold(a->threshold, b->threshold);
}

typedef struct Rows {
    TargetFigure *row;
    size_t n, capacity;
} Rows;

/* Room for one series. */
typedef struct Series {
    int *year;
    double *value;
    size_t n;
} Series;

/* The series that begins with row `first`, by year; false where an earlier row belongs to it. */
static bool take_series(const Scenario *scenario, size_t first, Series *series) {
    const YearFigure *figure = scenario->year_figure;
    for (size_t i = 0; i < first; i++)
        if (same_series(&figure[i], &figure[first])) return false;
    series->n = 0;
    for (size_t i = first; i < scenario->n_year_figures; i++) {
        if (!same_series(&figure[i], &figure[first])) continue;
        series->year[series->n] = figure[i].year;
        series->value[series->n++] = figure[i].value;
    }
    return true;
}

static Status add_series(const Passport *passport, double threshold, const Series *series,
                         Rows *rows) {
    TargetReach *reach = calloc(passport->n_targets, sizeof *reach);
    if (!reach) return STATUS_NO_MEMORY;
    Status status = passport_reach(passport, series->year, series->value, series->n, reach);
    for (size_t t = 0; t < passport->n_targets && status == STATUS_OK; t++) {
        if (!grow((void **)&rows->row, rows->n, &rows->capacity, sizeof *rows->row)) {
            status = STATUS_NO_MEMORY;
            break;
        }
        rows->row[rows->n++] = (TargetFigure){.name = passport->name,
                                              .threshold = threshold,
                                              .due_year = reach[t].target.due_year,
                                              .target = reach[t].target.value,
                                              .reached_year = reach[t].reached_year,
                                              .lasting_year = reach[t].lasting_year,
                                              .in_time = reach[t].in_time};
    }
    free(reach);
    return status;
}

/* Without a threshold first. */
static int by_number(double a, double b) {
    if (isnan(a) || isnan(b)) return isnan(b) - isnan(a);
    return (a > b) - (a < b);
}

static int by_figure_key(const void *left, const void *right) {
    const TargetFigure *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    if (order == 0) order = by_number(a->threshold, b->threshold);
    if (order == 0) order = (a->due_year > b->due_year) - (a->due_year < b->due_year);
    return order ? order : by_number(a->target, b->target);
}

Status targets_fill(Scenario *scenario) {
    size_t n = scenario->n_year_figures;
    Rows rows = {0};
    Series series = {malloc((n + 1) * sizeof *series.year), malloc((n + 1) * sizeof *series.value),
                     0};
    Status status = series.year && series.value ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        const Passport *passport = passport_of(scenario->year_figure[i].name);
        if (passport && passport->n_targets > 0 && take_series(scenario, i, &series))
            status = add_series(passport, scenario->year_figure[i].threshold, &series, &rows);
    }
    free(series.year);
    free(series.value);
    if (status != STATUS_OK) {
        free(rows.row);
        return status;
    }
    if (rows.n > 0) qsort(rows.row, rows.n, sizeof *rows.row, by_figure_key);
    free(scenario->study.target);
    scenario->study.target = rows.row;
    scenario->study.n_targets = rows.n;
    return STATUS_OK;
}

/* ---- passports ---- */

static int by_passport_name(const void *left, const void *right) {
    return strcmp(((const PassportRow *)left)->name, ((const PassportRow *)right)->name);
}

static int by_target_key(const void *left, const void *right) {
    const TargetRow *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    if (order == 0) order = (a->due_year > b->due_year) - (a->due_year < b->due_year);
    return order ? order : by_number(a->value, b->value);
}

static PassportRow row_of(const Passport *from) {
    return (PassportRow){.name = from->name,
                         .unit = from->unit,
                         .better = BETTER_NAME[from->better],
                         .purpose = from->purpose,
                         .formula = from->formula,
                         .source = from->source,
                         .frequency = from->frequency,
                         .owner = from->owner,
                         .limits = from->limits};
}

Status targets_put_passports(PlanTables *tables) {
    size_t n_targets = 0, t = 0;
    for (size_t p = 0; p < N_PASSPORTS; p++) n_targets += PASSPORT[p].n_targets;
    PassportRow *passport = malloc((N_PASSPORTS + 1) * sizeof *passport);
    TargetRow *target = malloc((n_targets + 1) * sizeof *target);
    if (!passport || !target) {
        free(passport);
        free(target);
        return STATUS_NO_MEMORY;
    }
    for (size_t p = 0; p < N_PASSPORTS; p++) {
        const Passport *from = &PASSPORT[p];
        passport[p] = row_of(from);
        for (size_t k = 0; k < from->n_targets; k++)
            target[t++] = (TargetRow){from->name, from->target[k].due_year, from->target[k].value,
                                      from->target[k].source};
    }
    qsort(passport, N_PASSPORTS, sizeof *passport, by_passport_name);
    qsort(target, t, sizeof *target, by_target_key);
    tables->passport = passport;
    tables->n_passports = N_PASSPORTS;
    tables->target = target;
    tables->n_targets = t;
    return STATUS_OK;
}
