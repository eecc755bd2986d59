#include "planner/cost/cost_compare.h"
#include "planner/access/scopes.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char NETWORK[] = "network_cost";

/* NaN: the scenario has no such row. */
static double cost_of(const Scenario *scenario, Scope scope, int32_t area, const char *position,
                      int year) {
    for (size_t i = 0; i < scenario->study.n_costs; i++) {
        const CostFigure *row = &scenario->study.cost[i];
        if (row->year == year && row->scope == (int)scope && row->area == area &&
            strcmp(row->position, position) == 0)
            return row->eur;
    }
    return NAN;
}

static bool has_costs(const Scenario *scenario) {
    for (size_t i = 0; i < scenario->study.n_costs; i++)
        if (scenario->study.cost[i].scope == SCOPE_COUNTRY &&
            strcmp(scenario->study.cost[i].position, NETWORK) == 0)
            return true;
    return false;
}

static int by_year(const void *left, const void *right) {
    int a = *(const int *)left, b = *(const int *)right;
    return (a > b) - (a < b);
}

static bool all_have(const Scenario *scenario, size_t n, int year) {
    for (size_t s = 0; s < n; s++)
        if (has_costs(&scenario[s]) &&
            isnan(cost_of(&scenario[s], SCOPE_COUNTRY, 0, NETWORK, year)))
            return false;
    return true;
}

Status cost_common_years(const Scenario *scenario, size_t n, CostSpan *out) {
    size_t first = 0;
    while (first < n && !has_costs(&scenario[first])) first++;
    const Study *study = first < n ? &scenario[first].study : NULL;
    CostSpan span = {malloc(((study ? study->n_costs : 0) + 1) * sizeof *span.year), 0};
    if (!span.year) return STATUS_NO_MEMORY;
    for (size_t i = 0; study && i < study->n_costs; i++) {
        const CostFigure *row = &study->cost[i];
        if (row->scope == SCOPE_COUNTRY && strcmp(row->position, NETWORK) == 0 &&
            all_have(scenario, n, row->year))
            span.year[span.n++] = row->year;
    }
    qsort(span.year, span.n, sizeof *span.year, by_year);
    *out = span;
    return STATUS_OK;
}

double cost_mean_a_year(const Scenario *scenario, Scope scope, int32_t area, const char *position,
                        const CostSpan *span) {
    double sum = 0;
    for (size_t y = 0; y < span->n; y++)
        sum += cost_of(scenario, scope, area, position, span->year[y]);
    return span->n > 0 ? sum / (double)span->n : NAN;
}

void cost_extra_a_year(const Country *country, const Scenario *before, const Scenario *after,
                       const CostSpan *span, double *eur) {
    Scopes scopes = scopes_of(country);
    for (size_t slot = 0; slot < scopes_count(&scopes); slot++) {
        int32_t area;
        Scope scope = scopes_area(&scopes, slot, &area);
        eur[slot] = NAN;
        if (scope != SCOPE_MUNICIPALITY && scope != SCOPE_COUNTRY) continue;
        eur[slot] = cost_mean_a_year(after, scope, area, NETWORK, span) -
                    cost_mean_a_year(before, scope, area, NETWORK, span);
    }
}
