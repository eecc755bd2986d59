/*
 * cost_sensitivity.c - the tornado of priced scenarios as rows of the plan.
 */
#include "planner/cost/scenario_costs.h"
#include "planner/cost/tornado.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Rows {
    SensitivityFigure *row;
    size_t n;
} Rows;

static int by_key(const void *left, const void *right) {
    const SensitivityFigure *l = left, *r = right;
    int figures = strcmp(l->figure, r->figure);
    return figures ? figures : strcmp(l->assumption, r->assumption);
}

static void add_rows(const Tornado *tornado, TornadoFigure figure, double share, Rows *rows) {
    for (size_t i = 0; i < tornado->n; i++) {
        const TornadoRow *row = &tornado->row[i];
        bool ranking = row->ranking_at_low || row->ranking_at_high;
        bool matters = ranking || row->low != tornado->base || row->high != tornado->base;
        if (!matters) continue;
        rows->row[rows->n++] = (SensitivityFigure){.figure = TORNADO_FIGURE_NAME[figure],
                                                   .assumption = row->name,
                                                   .share = share,
                                                   .base = tornado->base,
                                                   .low = row->low,
                                                   .high = row->high,
                                                   .ranking_changes = ranking};
    }
}

/* Without a value the figure cannot be ranked. */
static Status all_have(const TornadoCase *cases, size_t n, TornadoFigure figure, bool *have) {
    *have = true;
    for (size_t c = 0; c < n; c++) {
        double value = NAN;
        Status status = tornado_figure(&cases[c].input, figure, &value);
        if (status != STATUS_OK) return status;
        *have &= isfinite(value) != 0;
    }
    return STATUS_OK;
}

/* The rows of all cases for one figure; tornado: [n] scratch. */
static Status add_figure(const TornadoCase *cases, size_t n, TornadoFigure figure, double share,
                         Tornado *tornado, Rows *rows) {
    bool have;
    Status status = all_have(cases, n, figure, &have);
    if (status != STATUS_OK || !have) return status;
    status = tornado_run_all(cases, n, figure, share, tornado);
    for (size_t c = 0; c < n && status == STATUS_OK; c++)
        add_rows(&tornado[c], figure, share, &rows[c]);
    return status;
}

static Status make_rows(const TornadoCase *cases, size_t n, double share, Rows *rows) {
    Tornado *tornado = calloc(n + 1, sizeof *tornado);
    Status status = tornado ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t c = 0; c < n && status == STATUS_OK; c++) {
        rows[c].row = malloc(sizeof *rows[c].row * TORNADO_FIGURES * TORNADO_ROWS_MAX);
        if (!rows[c].row) status = STATUS_NO_MEMORY;
    }
    for (int figure = 0; figure < TORNADO_FIGURES && status == STATUS_OK; figure++)
        status = add_figure(cases, n, (TornadoFigure)figure, share, tornado, rows);
    for (size_t c = 0; c < n && status == STATUS_OK; c++)
        qsort(rows[c].row, rows[c].n, sizeof *rows[c].row, by_key);
    free(tornado);
    return status;
}

static void put_rows(Scenario *scenario, Rows *rows) {
    free(scenario->study.sensitivity);
    scenario->study.sensitivity = rows->row;
    scenario->study.n_sensitivities = rows->n;
    *rows = (Rows){NULL, 0};
}

Status scenario_cost_sensitivity(const CostedScenario *scenario, size_t n, double share) {
    TornadoCase *cases = calloc(n + 1, sizeof *cases);
    Rows *rows = calloc(n + 1, sizeof *rows);
    Status status = cases && rows ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t c = 0; c < n && status == STATUS_OK; c++)
        cases[c] = (TornadoCase){scenario[c].cost->input};
    if (status == STATUS_OK && share > 0 && n > 0) status = make_rows(cases, n, share, rows);
    for (size_t c = 0; c < n && status == STATUS_OK; c++) put_rows(scenario[c].scenario, &rows[c]);
    for (size_t c = 0; c < n && rows; c++) free(rows[c].row);
    free(rows);
    free(cases);
    return status;
}
