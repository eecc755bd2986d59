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

static Status fill_figures(const TornadoCase *cases, size_t n, size_t looked_at, double share,
                           Tornado *tornado, Rows *rows) {
    for (int figure = 0; figure < TORNADO_FIGURES; figure++) {
        bool have;
        Status status = all_have(cases, n, (TornadoFigure)figure, &have);
        if (status == STATUS_OK && !have) continue;
        if (status == STATUS_OK)
            status = tornado_run(cases, n, looked_at, (TornadoFigure)figure, share, tornado);
        if (status != STATUS_OK) return status;
        add_rows(tornado, (TornadoFigure)figure, share, rows);
    }
    qsort(rows->row, rows->n, sizeof *rows->row, by_key);
    return STATUS_OK;
}

static void put_rows(Scenario *scenario, const Rows *rows) {
    free(scenario->study.sensitivity);
    scenario->study.sensitivity = rows->row;
    scenario->study.n_sensitivities = rows->n;
}

Status scenario_cost_sensitivity(const CostedScenario *scenario, size_t n, double share) {
    Tornado *tornado = malloc(sizeof *tornado);
    TornadoCase *cases = calloc(n + 1, sizeof *cases);
    Status status = tornado && cases ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t c = 0; c < n && status == STATUS_OK; c++)
        cases[c] = (TornadoCase){scenario[c].scenario->name, scenario[c].cost->input};
    for (size_t c = 0; c < n && status == STATUS_OK; c++) {
        Rows rows = {NULL, 0};
        if (share > 0) {
            rows.row = malloc(sizeof *rows.row * TORNADO_FIGURES * TORNADO_ROWS_MAX);
            status = rows.row ? fill_figures(cases, n, c, share, tornado, &rows) : STATUS_NO_MEMORY;
        }
        if (status == STATUS_OK)
            put_rows(scenario[c].scenario, &rows);
        else
            free(rows.row);
    }
    free(cases);
    free(tornado);
    return status;
}
