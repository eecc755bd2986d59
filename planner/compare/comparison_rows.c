#include "planner/compare/comparison_rows.h"
#include "planner/compare/figures.h"
#include "planner/compare/passports.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The units of the figures, which come in the same order for every row. */
typedef struct Units {
    const char *of_row[COMPARE_FIGURES], *of_threshold[THRESHOLD_FIGURES];
    const char *of_group[GROUP_FIGURES], *of_beyond[GROUP_BEYOND_FIGURES];
} Units;

static const char *unit_of(const char *name) {
    const Passport *passport = passport_find(name);
    return passport ? passport->unit : "";
}

static Units units_of_figures(void) {
    Units units;
    Figure figure[COMPARE_FIGURES], at_threshold[THRESHOLD_FIGURES];
    Figure of_group[GROUP_FIGURES], beyond[GROUP_BEYOND_FIGURES];
    figures_of_compare(&(CompareRow){0}, figure);
    figures_of_group(&(GroupChange){0}, of_group);
    figures_of_group_beyond(&(GroupChange){0}, beyond);
    figures_of_threshold(&(CompareThreshold){0}, at_threshold);
    for (int i = 0; i < COMPARE_FIGURES; i++) units.of_row[i] = unit_of(figure[i].name);
    for (int i = 0; i < THRESHOLD_FIGURES; i++)
        units.of_threshold[i] = unit_of(at_threshold[i].name);
    for (int i = 0; i < GROUP_FIGURES; i++) units.of_group[i] = unit_of(of_group[i].name);
    for (int i = 0; i < GROUP_BEYOND_FIGURES; i++) units.of_beyond[i] = unit_of(beyond[i].name);
    return units;
}

/* A figure that does not exist has no row. */
static void add(ComparisonTable *table, ComparisonFigure row, const Figure *figure,
                const char *unit) {
    if (isnan(figure->value)) return;
    row.name = figure->name;
    row.value = figure->value;
    row.unit = unit;
    table->row[table->n++] = row;
}

static void add_row(ComparisonTable *table, const CompareRow *from, const Units *units) {
    Figure figure[COMPARE_FIGURES];
    ComparisonFigure row = {.scope = (int)from->scope,
                            .area = from->area,
                            .catchment = (int)from->catchment,
                            .threshold = NAN};
    figures_of_compare(from, figure);
    int n = from->scope == SCOPE_GROUP ? COMPARE_FIGURES - NETWORK_FIGURES : COMPARE_FIGURES;
    for (int i = 0; i < n; i++) add(table, row, &figure[i], units->of_row[i]);
}

static void add_group(ComparisonTable *table, const CompareRow *from, const GroupChange *change,
                      const Units *units) {
    Figure figure[GROUP_FIGURES], beyond[GROUP_BEYOND_FIGURES];
    ComparisonFigure row = {.scope = (int)from->scope,
                            .area = from->area,
                            .catchment = (int)from->catchment,
                            .threshold = NAN};
    add_row(table, from, units);
    figures_of_group(change, figure);
    for (int i = 0; i < GROUP_FIGURES; i++) add(table, row, &figure[i], units->of_group[i]);
    row.threshold = change->beyond_m;
    figures_of_group_beyond(change, beyond);
    for (int i = 0; i < GROUP_BEYOND_FIGURES; i++) add(table, row, &beyond[i], units->of_beyond[i]);
}

static void add_threshold(ComparisonTable *table, const CompareThreshold *from,
                          const Units *units) {
    Figure figure[THRESHOLD_FIGURES];
    ComparisonFigure row = {.scope = (int)from->scope,
                            .area = from->area,
                            .catchment = (int)from->catchment,
                            .threshold = from->threshold_m};
    figures_of_threshold(from, figure);
    for (int i = 0; i < THRESHOLD_FIGURES; i++) add(table, row, &figure[i], units->of_threshold[i]);
}

static int by_key(const void *left, const void *right) {
    const ComparisonFigure *a = left, *b = right;
    if (a->scope != b->scope) return a->scope < b->scope ? -1 : 1;
    if (a->area != b->area) return a->area < b->area ? -1 : 1;
    if (a->catchment != b->catchment) return a->catchment < b->catchment ? -1 : 1;
    if (isnan(a->threshold) != isnan(b->threshold)) return isnan(a->threshold) ? -1 : 1;
    if (a->threshold < b->threshold) return -1;
    if (a->threshold > b->threshold) return 1;
    return strcmp(a->name, b->name);
}

Status comparison_rows(const char *before, const char *after, const Comparison *comparison,
                       ComparisonTable *out) {
    ComparisonTable table = {.before = before, .after = after};
    enum { ROW_FIGURES = COMPARE_FIGURES + GROUP_FIGURES + GROUP_BEYOND_FIGURES };
    size_t rows = comparison->n_rows + comparison->n_group_rows;
    size_t thresholds = comparison->n_thresholds + comparison->n_group_thresholds;
    if (rows > SIZE_MAX / sizeof *table.row / ROW_FIGURES / 2 ||
        thresholds > SIZE_MAX / sizeof *table.row / THRESHOLD_FIGURES / 2)
        return STATUS_NO_MEMORY;
    size_t room = rows * ROW_FIGURES + thresholds * THRESHOLD_FIGURES;
    table.row = malloc((room + 1) * sizeof *table.row);
    if (!table.row) return STATUS_NO_MEMORY;
    Units units = units_of_figures();
    for (size_t i = 0; i < comparison->n_rows; i++) add_row(&table, &comparison->row[i], &units);
    for (size_t i = 0; i < comparison->n_group_rows; i++)
        add_group(&table, &comparison->group_row[i], &comparison->group_change[i], &units);
    for (size_t i = 0; i < comparison->n_thresholds; i++)
        add_threshold(&table, &comparison->threshold[i], &units);
    for (size_t i = 0; i < comparison->n_group_thresholds; i++)
        add_threshold(&table, &comparison->group_threshold[i], &units);
    qsort(table.row, table.n, sizeof *table.row, by_key);
    *out = table;
    return STATUS_OK;
}

double comparison_net_person_km(const CompareRow *row) {
    return row->gain.person_km - row->loss.person_km;
}

size_t comparison_most(const Comparison *comparison, Scope scope, Catchment catchment, bool gain,
                       const CompareRow **row, size_t most) {
    size_t n = 0;
    if (most == 0) return 0;
    for (size_t i = 0; i < comparison->n_rows; i++) {
        const CompareRow *at = &comparison->row[i];
        double net = comparison_net_person_km(at), key = gain ? net : -net;
        if (at->scope != scope || at->catchment != catchment || !(key > 0)) continue;
        size_t place = n;
        while (place > 0) {
            double other = comparison_net_person_km(row[place - 1]);
            if ((gain ? other : -other) >= key) break;
            place--;
        }
        if (place == most) continue;
        if (n < most) n++;
        for (size_t k = n - 1; k > place; k--) row[k] = row[k - 1];
        row[place] = at;
    }
    return n;
}
