#include "planner/cost/tornado.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const TORNADO_FIGURE_NAME[TORNADO_FIGURES] = {
    [TORNADO_STATE_BUDGET] = "state_budget",
    [TORNADO_MUNICIPAL_BUDGET] = "municipal_budget",
    [TORNADO_NETWORK_COST] = "network_cost",
    [TORNADO_COST_PER_SERVICE] = "cost_per_service",
};

Status tornado_figure(const CostInput *input, TornadoFigure figure, double *value) {
    static const CostPosition POSITION[TORNADO_FIGURES] = {
        [TORNADO_STATE_BUDGET] = COST_STATE_BUDGET,
        [TORNADO_MUNICIPAL_BUDGET] = COST_MUNICIPAL_BUDGET,
        [TORNADO_NETWORK_COST] = COST_NETWORK_COST,
        [TORNADO_COST_PER_SERVICE] = COST_COST_PER_SERVICE,
    };
    CostTable table;
    Status status = cost_compute(input, &table);
    if (status != STATUS_OK) return status;
    bool budget = figure == TORNADO_STATE_BUDGET || figure == TORNADO_MUNICIPAL_BUDGET;
    double total = cost_total(&table, &input->years, POSITION[figure]);
    *value = budget ? 0 - total : total;
    return STATUS_OK;
}

/* ---- one change ---- */

#define LEAST_FACTOR 1e-4
#define ROUNDING     1e-9

/* An assumption (by its key) or, behind these, a series, multiplied by 1 + change. */
typedef struct Change {
    size_t item;
    double change;
} Change;

static double clamp(double value, double min, double max) {
    return fmax(min, fmin(max, value));
}

/* Of a growth factor the growth changes. A fall by nearly all, made larger, would leave less than
 * nothing. */
static double changed_growth(double factor, double change) {
    return fmax(1 + (factor - 1) * (1 + change), fmin(factor, LEAST_FACTOR));
}

/* There are never more second-wave points than units; 0 units: not known. */
static double changed_value(const CostKey *key, double value, double change, double units) {
    double max = key->max;
    if (units > 0 && key->offset == offsetof(CostAssumptions, second_wave_points))
        max = fmax(units, value);
    bool growth = strcmp(key->unit, "factor") == 0;
    return clamp(growth ? changed_growth(value, change) : value * (1 + change), key->min, max);
}

static void change_series(CostSeries series, double change, CostScheme *scheme) {
    bool growth = series == COST_SERVICES_FACTOR || series == COST_CONTACTS_FACTOR;
    for (size_t i = 0; i < COST_YEARS_MAX; i++) {
        double *value = &scheme->series[series][i];
        if (isnan(*value)) continue;
        *value = growth ? changed_growth(*value, change) : clamp(*value * (1 + change), 0, 1);
    }
}

/* *value is NAN where the change leaves nothing to price, as where towns would have fewer services
 * than none. */
static Status figure_changed(const TornadoCase *a_case, const CostAssumptions *base,
                             const Change *change, TornadoFigure figure, double *value) {
    CostInput input = a_case->input;
    CostAssumptions assumptions = *base;
    CostScheme scheme;
    input.assumptions = &assumptions;
    if (change && change->item < N_COST_KEYS) {
        const CostKey *key = &COST_KEYS[change->item];
        double was = cost_key_get(key, base);
        cost_key_set(key, changed_value(key, was, change->change, input.units), &assumptions);
    } else if (change) {
        scheme = *input.scheme;
        change_series((CostSeries)(change->item - N_COST_KEYS), change->change, &scheme);
        input.scheme = &scheme;
    }
    Status status = tornado_figure(&input, figure, value);
    if (status != STATUS_OK) *value = NAN;
    if (change && status == STATUS_BAD_ARGUMENT) return STATUS_OK;
    return status == STATUS_OK && !change && isnan(*value) ? STATUS_BAD_ARGUMENT : status;
}

/* ---- the ranking ---- */

typedef struct Ranked {
    double value;
    const char *name;
    size_t number;
} Ranked;

static int by_rank(const void *left, const void *right) {
    const Ranked *l = left, *r = right;
    if (l->value != r->value) return l->value < r->value ? -1 : 1;
    int order = strcmp(l->name, r->name);
    return order ? order : (l->number > r->number) - (l->number < r->number);
}

typedef struct Study {
    const TornadoCase *cases;
    size_t n, looked_at;
    TornadoFigure figure;
    size_t *order;  /* [n] as assumed */
    Ranked *ranked; /* [n] scratch */
} Study;

/* The figure of all cases after a change into study->ranked, by number; *value: of the one looked
 * at. */
static Status all_figures(const Study *study, const Change *change, double *value) {
    const CostAssumptions *base = study->cases[study->looked_at].input.assumptions;
    for (size_t c = 0; c < study->n; c++) {
        double figure;
        Status status = figure_changed(&study->cases[c], base, change, study->figure, &figure);
        if (status != STATUS_OK) return status;
        study->ranked[c] = (Ranked){figure, study->cases[c].name, c};
    }
    *value = study->ranked[study->looked_at].value;
    return STATUS_OK;
}

/* What differs by rounding alone is equal, and equal ones stay in their order. */
static bool is_less(double a, double b) {
    return a < b - ROUNDING * fmax(1, fmax(fabs(a), fabs(b)));
}

/* Whether one is now cheaper than one that was before it. Where one of them has no price there is
 * no ranking to change. */
static bool order_changed(const Study *study, bool *cheapest) {
    double first = study->ranked[study->order[0]].value, dearest = first;
    bool changed = false, other_first = false;
    for (size_t k = 0; k < study->n; k++) {
        double value = study->ranked[study->order[k]].value;
        if (isnan(value)) return false;
        changed |= is_less(value, dearest);
        other_first |= is_less(value, first);
        dearest = fmax(dearest, value);
    }
    *cheapest |= other_first;
    return changed;
}

/* ---- the rows ---- */

static Status fill_row(const Study *study, size_t item, double share, TornadoRow *row) {
    const CostAssumptions *base = study->cases[study->looked_at].input.assumptions;
    double units = study->cases[study->looked_at].input.units;
    Change low = {item, -share}, high = {item, share};
    row->is_series = item >= N_COST_KEYS;
    row->name = row->is_series ? COST_SERIES_NAME[item - N_COST_KEYS] : COST_KEYS[item].name;
    row->value = row->is_series ? NAN : cost_key_get(&COST_KEYS[item], base);
    row->low_value =
        row->is_series ? NAN : changed_value(&COST_KEYS[item], row->value, -share, units);
    row->high_value =
        row->is_series ? NAN : changed_value(&COST_KEYS[item], row->value, share, units);
    row->cheapest_changes = false;
    Status status = all_figures(study, &low, &row->low);
    if (status != STATUS_OK) return status;
    row->ranking_at_low = order_changed(study, &row->cheapest_changes);
    status = all_figures(study, &high, &row->high);
    if (status != STATUS_OK) return status;
    row->ranking_at_high = order_changed(study, &row->cheapest_changes);
    row->swing = isnan(row->high - row->low) ? INFINITY : fabs(row->high - row->low);
    return STATUS_OK;
}

static int by_swing(const void *left, const void *right) {
    const TornadoRow *l = left, *r = right;
    if (l->swing != r->swing) return l->swing > r->swing ? -1 : 1;
    return strcmp(l->name, r->name);
}

static Status fill_rows(Study *study, double share, Tornado *tornado) {
    Status status = all_figures(study, NULL, &tornado->base);
    if (status == STATUS_OK) qsort(study->ranked, study->n, sizeof *study->ranked, by_rank);
    for (size_t c = 0; status == STATUS_OK && c < study->n; c++)
        study->order[c] = study->ranked[c].number;
    tornado->n = N_COST_KEYS + COST_SERIES;
    for (size_t item = 0; status == STATUS_OK && item < tornado->n; item++)
        status = fill_row(study, item, share, &tornado->row[item]);
    if (status == STATUS_OK) qsort(tornado->row, tornado->n, sizeof *tornado->row, by_swing);
    return status;
}

Status tornado_run(const TornadoCase *cases, size_t n, size_t looked_at, TornadoFigure figure,
                   double share, Tornado *tornado) {
    if (looked_at >= n || !(share > 0 && share < 1)) return STATUS_BAD_ARGUMENT;
    Study study = {.cases = cases, .n = n, .looked_at = looked_at, .figure = figure};
    Tornado made;
    Status status = STATUS_NO_MEMORY;
    study.order = calloc(n, sizeof *study.order);
    study.ranked = calloc(n, sizeof *study.ranked);
    if (study.order && study.ranked) status = fill_rows(&study, share, &made);
    if (status == STATUS_OK) *tornado = made;
    free(study.order);
    free(study.ranked);
    return status;
}
