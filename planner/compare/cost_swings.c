#include "planner/compare/cost_swings.h"
#include "layers/model/grow.h"
#include "layers/model/less_amount.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const char *const SWING_FIGURE_NAME[SWING_FIGURES] = {
    [SWING_NETWORK_COST] = "network_cost",
    [SWING_STATE_BUDGET] = "state_budget",
    [SWING_MUNICIPAL_BUDGET] = "municipal_budget",
    [SWING_COST_PER_SERVICE] = "cost_per_service",
};

void swing_table_free(SwingTable *table) {
    free(table->priced);
    free(table->row);
    free(table->turn);
    free(table->value_);
    memset(table, 0, sizeof *table);
}

/* ---- which rows there are ---- */

/* SWING_FIGURES: a figure that this version does not know. */
static SwingFigure figure_of(const char *name) {
    int figure = 0;
    while (figure < SWING_FIGURES && strcmp(SWING_FIGURE_NAME[figure], name) != 0) figure++;
    return (SwingFigure)figure;
}

static void choose_priced(const Scenario *scenario, SwingTable *table) {
    for (size_t s = 0; s < table->n_scenarios; s++) {
        const Study *study = &scenario[s].study;
        if (study->n_sensitivities == 0) continue;
        if (table->n_priced == 0) table->share = study->sensitivity[0].share;
        table->priced[s] = study->sensitivity[0].share == table->share;
        table->n_priced += table->priced[s];
    }
}

static int by_key(const void *left, const void *right) {
    const Swing *l = left, *r = right;
    if (l->figure != r->figure) return l->figure < r->figure ? -1 : 1;
    return strcmp(l->assumption, r->assumption);
}

/* Each figure and assumption that any of the scenarios has, once. */
static Status collect_keys(const Scenario *scenario, SwingTable *table) {
    size_t capacity = 0, used = 0;
    for (size_t s = 0; s < table->n_scenarios; s++) {
        const Study *study = &scenario[s].study;
        for (size_t i = 0; table->priced[s] && i < study->n_sensitivities; i++) {
            const SensitivityFigure *from = &study->sensitivity[i];
            Swing row = {.figure = figure_of(from->figure), .assumption = from->assumption};
            if (row.figure == SWING_FIGURES) continue;
            if (!grow((void **)&table->row, table->n, &capacity, sizeof row))
                return STATUS_NO_MEMORY;
            table->row[table->n++] = row;
        }
    }
    if (table->n > 0) qsort(table->row, table->n, sizeof *table->row, by_key);
    for (size_t i = 0; i < table->n; i++)
        if (used == 0 || by_key(&table->row[used - 1], &table->row[i]) != 0)
            table->row[used++] = table->row[i];
    table->n = used;
    return STATUS_OK;
}

/* ---- their values ---- */

static double sum_of_years(const Study *study, SwingFigure figure) {
    double sum = 0;
    bool any = false;
    for (size_t i = 0; i < study->n_costs; i++) {
        const CostFigure *cost = &study->cost[i];
        if (cost->scope != SCOPE_COUNTRY || strcmp(cost->position, SWING_FIGURE_NAME[figure]) != 0)
            continue;
        sum += cost->eur;
        any = true;
    }
    return !any ? NAN : figure == SWING_NETWORK_COST ? sum : 0 - sum;
}

/* As assumed: of any row of the figure; where no assumption moves it, the sum of the years. */
static double base_of(const Study *study, SwingFigure figure) {
    for (size_t i = 0; i < study->n_sensitivities; i++)
        if (figure_of(study->sensitivity[i].figure) == figure) return study->sensitivity[i].base;
    return figure == SWING_COST_PER_SERVICE ? NAN : sum_of_years(study, figure);
}

static void value_of(const Study *study, const Swing *row, double value[SWING_SIDES]) {
    for (size_t i = 0; i < study->n_sensitivities; i++) {
        const SensitivityFigure *from = &study->sensitivity[i];
        if (figure_of(from->figure) != row->figure ||
            strcmp(from->assumption, row->assumption) != 0)
            continue;
        value[SWING_BASE] = from->base;
        value[SWING_LOW] = from->low;
        value[SWING_HIGH] = from->high;
        return;
    }
    value[SWING_BASE] = value[SWING_LOW] = value[SWING_HIGH] = base_of(study, row->figure);
}

/* Whether the change leaves nothing to price where there was a price. */
static bool loses_price(const double *value, SwingSide side) {
    return !isnan(value[SWING_BASE]) && isnan(value[side]);
}

/* What leaves nothing to price moves a figure most of all, as in the tornado. */
static double width_of(const double *value) {
    if (loses_price(value, SWING_LOW) || loses_price(value, SWING_HIGH)) return INFINITY;
    return fabs(value[SWING_HIGH] - value[SWING_LOW]);
}

static void measure(Swing *row, size_t n) {
    while (row->widest_of + 1 < n && isnan(row->value[row->widest_of][SWING_BASE]))
        row->widest_of++;
    for (size_t s = 0; s < n; s++) {
        double width = width_of(row->value[s]);
        if (!(width > row->widest)) continue;
        row->widest = width;
        row->widest_of = s;
    }
}

static bool moves(const Swing *row, size_t n) {
    for (size_t s = 0; s < n; s++) {
        const double *value = row->value[s];
        bool known = isfinite(value[SWING_BASE]);
        if (known &&
            (value[SWING_LOW] != value[SWING_BASE] || value[SWING_HIGH] != value[SWING_BASE]))
            return true;
    }
    return false;
}

static int by_width(const void *left, const void *right) {
    const Swing *l = left, *r = right;
    if (l->figure != r->figure) return l->figure < r->figure ? -1 : 1;
    if (l->widest != r->widest) return l->widest > r->widest ? -1 : 1;
    return strcmp(l->assumption, r->assumption);
}

static Status fill_values(const Scenario *scenario, SwingTable *table) {
    size_t n = table->n_scenarios, used = 0;
    if (table->n == 0) return STATUS_OK;
    if (n > SIZE_MAX / sizeof *table->value_ / table->n) return STATUS_NO_MEMORY;
    table->value_ = calloc(table->n * n, sizeof *table->value_);
    if (!table->value_) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < table->n; i++) {
        Swing row = table->row[i];
        row.value = &table->value_[i * n];
        for (size_t s = 0; s < n; s++)
            if (table->priced[s])
                value_of(&scenario[s].study, &row, row.value[s]);
            else
                row.value[s][SWING_BASE] = row.value[s][SWING_LOW] = row.value[s][SWING_HIGH] = NAN;
        measure(&row, n);
        if (moves(&row, n)) table->row[used++] = row;
    }
    table->n = used;
    if (used > 0) qsort(table->row, used, sizeof *table->row, by_width);
    return STATUS_OK;
}

/* ---- who changes places ---- */

size_t swing_place(const SwingTable *table, const Swing *row, size_t scenario, SwingSide side) {
    double own = row->value[scenario][side];
    size_t place = 1;
    if (isnan(own)) return 0;
    for (size_t s = 0; s < table->n_scenarios; s++) {
        if (loses_price(row->value[s], side)) return 0;
        place += less_amount(row->value[s][side], own);
    }
    return place;
}

static Status add_turns(SwingTable *table, Swing *row, SwingSide side) {
    for (size_t a = 0; a < table->n_scenarios; a++)
        for (size_t b = 0; b < table->n_scenarios; b++) {
            const double *first = row->value[a], *second = row->value[b];
            if (!less_amount(second[SWING_BASE], first[SWING_BASE]) ||
                !less_amount(first[side], second[side]))
                continue;
            if (!grow((void **)&table->turn, table->n_turns, &table->turn_capacity_,
                      sizeof *table->turn))
                return STATUS_NO_MEMORY;
            table->turn[table->n_turns++] = (SwingTurn){side, a, b};
            row->n_turns++;
        }
    return STATUS_OK;
}

static Status find_turns(SwingTable *table) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < table->n && status == STATUS_OK; i++) {
        Swing *row = &table->row[i];
        row->first_turn = table->n_turns;
        status = add_turns(table, row, SWING_LOW);
        if (status == STATUS_OK) status = add_turns(table, row, SWING_HIGH);
    }
    return status;
}

Status swing_table_make(const Scenario *scenario, size_t n, SwingTable *out) {
    SwingTable table = {.n_scenarios = n, .priced = calloc(n + 1, sizeof *table.priced)};
    Status status = table.priced ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) choose_priced(scenario, &table);
    if (status == STATUS_OK) status = collect_keys(scenario, &table);
    if (status == STATUS_OK) status = fill_values(scenario, &table);
    if (status == STATUS_OK) status = find_turns(&table);
    if (status == STATUS_OK)
        *out = table;
    else
        swing_table_free(&table);
    return status;
}
