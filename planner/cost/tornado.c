#include "planner/cost/tornado.h"
#include "layers/model/less_amount.h"
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
    size_t number;
} Ranked;

static int by_rank(const void *left, const void *right) {
    const Ranked *l = left, *r = right;
    if (l->value != r->value) return l->value < r->value ? -1 : 1;
    return (l->number > r->number) - (l->number < r->number);
}

/* All cases with the same assumptions, which some or all of them are looked at with. */
typedef struct Study {
    const TornadoCase *cases;
    size_t n;
    const CostAssumptions *base;
    TornadoFigure figure;
    Ranked *order;   /* [n] as assumed, the cheapest first */
    double *changed; /* [n] after a change, by number */
} Study;

static Status all_figures(const Study *study, const Change *change, double *value) {
    Status status = STATUS_OK;
    for (size_t c = 0; c < study->n && status == STATUS_OK; c++)
        status = figure_changed(&study->cases[c], study->base, change, study->figure, &value[c]);
    return status;
}

/* Whether one is now cheaper than one that cost less as assumed; *cheapest: than all that cost
 * least then. Where one of them has no price there is no ranking to change. */
static bool order_changed(const Study *study, bool *cheapest) {
    const Ranked *order = study->order;
    double dearest = -INFINITY; /* now, of those that cost less than the k-th as assumed */
    double first = INFINITY;    /* the least now, of those that cost least as assumed */
    bool changed = false, other_first = false;
    for (size_t k = 0, before = 0; k < study->n; k++) {
        double value = study->changed[order[k].number];
        if (isnan(value)) return false;
        for (; less_amount(order[before].value, order[k].value); before++)
            dearest = fmax(dearest, study->changed[order[before].number]);
        if (before == 0) first = fmin(first, value);
        changed |= before > 0 && less_amount(value, dearest);
        other_first |= before > 0 && less_amount(value, first);
    }
    *cheapest |= other_first;
    return changed;
}

/* ---- the rows ---- */

/* What is the same for all cases looked at, but for the range that a case's units give. */
static TornadoRow row_of(const Study *study, const CostInput *input, size_t item, double share) {
    TornadoRow row = {.is_series = item >= N_COST_KEYS, .value = NAN};
    row.low_value = row.high_value = NAN;
    row.name = row.is_series ? COST_SERIES_NAME[item - N_COST_KEYS] : COST_KEYS[item].name;
    if (row.is_series) return row;
    row.value = cost_key_get(&COST_KEYS[item], study->base);
    row.low_value = changed_value(&COST_KEYS[item], row.value, -share, input->units);
    row.high_value = changed_value(&COST_KEYS[item], row.value, share, input->units);
    return row;
}

/* The cases of study->base among those from first to last get their row of the item. */
static Status fill_item(const Study *study, size_t item, double share, size_t first, size_t last,
                        Tornado *tornado) {
    bool cheapest = false, ranking[2];
    for (int side = 0; side < 2; side++) {
        const Change change = {item, side == 0 ? -share : share};
        Status status = all_figures(study, &change, study->changed);
        if (status != STATUS_OK) return status;
        ranking[side] = order_changed(study, &cheapest);
        for (size_t c = first; c <= last; c++) {
            TornadoRow *row = &tornado[c - first].row[item];
            if (study->cases[c].input.assumptions != study->base) continue;
            if (side == 0) *row = row_of(study, &study->cases[c].input, item, share);
            *(side == 0 ? &row->low : &row->high) = study->changed[c];
        }
    }
    for (size_t c = first; c <= last; c++) {
        TornadoRow *row = &tornado[c - first].row[item];
        if (study->cases[c].input.assumptions != study->base) continue;
        row->ranking_at_low = ranking[0];
        row->ranking_at_high = ranking[1];
        row->cheapest_changes = cheapest;
        row->swing = isnan(row->high - row->low) ? INFINITY : fabs(row->high - row->low);
    }
    return STATUS_OK;
}

static int by_swing(const void *left, const void *right) {
    const TornadoRow *l = left, *r = right;
    if (l->swing != r->swing) return l->swing > r->swing ? -1 : 1;
    return strcmp(l->name, r->name);
}

static Status fill_group(Study *study, double share, size_t first, size_t last, Tornado *tornado) {
    Status status = all_figures(study, NULL, study->changed);
    if (status != STATUS_OK) return status;
    for (size_t c = 0; c < study->n; c++) study->order[c] = (Ranked){study->changed[c], c};
    qsort(study->order, study->n, sizeof *study->order, by_rank);
    for (size_t c = first; c <= last; c++)
        if (study->cases[c].input.assumptions == study->base) {
            tornado[c - first].base = study->changed[c];
            tornado[c - first].n = N_COST_KEYS + COST_SERIES;
        }
    for (size_t item = 0; item < N_COST_KEYS + COST_SERIES && status == STATUS_OK; item++)
        status = fill_item(study, item, share, first, last, tornado);
    return status;
}

/* Whether the assumptions of case c were already those of one from `first` on. */
static bool is_done(const TornadoCase *cases, size_t first, size_t c) {
    while (first < c && cases[first].input.assumptions != cases[c].input.assumptions) first++;
    return first < c;
}

static Status run(const TornadoCase *cases, size_t n, size_t first, size_t last,
                  TornadoFigure figure, double share, Tornado *tornado) {
    Study study = {.cases = cases, .n = n, .figure = figure};
    Tornado *made = calloc(last - first + 1, sizeof *made);
    study.order = calloc(n, sizeof *study.order);
    study.changed = calloc(n, sizeof *study.changed);
    Status status = made && study.order && study.changed ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t c = first; c <= last && status == STATUS_OK; c++) {
        study.base = cases[c].input.assumptions;
        if (!is_done(cases, first, c)) status = fill_group(&study, share, first, last, made);
    }
    for (size_t c = first; c <= last && status == STATUS_OK; c++) {
        Tornado *own = &made[c - first];
        qsort(own->row, own->n, sizeof *own->row, by_swing);
        tornado[c - first] = *own;
    }
    free(study.order);
    free(study.changed);
    free(made);
    return status;
}

Status tornado_run(const TornadoCase *cases, size_t n, size_t looked_at, TornadoFigure figure,
                   double share, Tornado *tornado) {
    if (looked_at >= n || !(share > 0 && share < 1)) return STATUS_BAD_ARGUMENT;
    return run(cases, n, looked_at, looked_at, figure, share, tornado);
}

Status tornado_run_all(const TornadoCase *cases, size_t n, TornadoFigure figure, double share,
                       Tornado *tornado) {
    if (n == 0 || !(share > 0 && share < 1)) return STATUS_BAD_ARGUMENT;
    return run(cases, n, 0, n - 1, figure, share, tornado);
}
