/*
 * same_results.h - asserts that the results of a scenario are the same, to the bit and field by
 * field, in the order in which a plan gives them.
 */
#ifndef TESTS_UNIT_SAME_RESULTS_H
#define TESTS_UNIT_SAME_RESULTS_H

#include "tests/unit/same_country.h"
#include <stdlib.h>
#include <string.h>

static inline int order_of(double a, double b) {
    return (a > b) - (a < b);
}

static inline int by_indicator_key(const void *a, const void *b) {
    const Indicator *l = a, *r = b;
    if (l->scope != r->scope) return order_of(l->scope, r->scope);
    return l->area != r->area ? order_of(l->area, r->area) : strcmp(l->name, r->name);
}

static inline int by_coverage_key(const void *a, const void *b) {
    const Coverage *l = a, *r = b;
    if (l->scope != r->scope) return order_of(l->scope, r->scope);
    if (l->area != r->area) return order_of(l->area, r->area);
    if (l->catchment != r->catchment) return order_of(l->catchment, r->catchment);
    return order_of(l->threshold, r->threshold);
}

static inline int by_year_key(const void *a, const void *b) {
    const YearFigure *l = a, *r = b;
    int name = strcmp(l->name, r->name);
    if (l->year != r->year) return order_of(l->year, r->year);
    if (name != 0) return name;
    return order_of(isnan(l->threshold) ? 0 : l->threshold, isnan(r->threshold) ? 0 : r->threshold);
}

static inline int by_load_key(const void *a, const void *b) {
    return order_of(((const PointLoad *)a)->facility, ((const PointLoad *)b)->facility);
}

static inline int by_cost_key(const void *a, const void *b) {
    const CostFigure *l = a, *r = b;
    if (l->scope != r->scope) return order_of(l->scope, r->scope);
    if (l->area != r->area) return order_of(l->area, r->area);
    return l->year != r->year ? order_of(l->year, r->year) : strcmp(l->position, r->position);
}

/* A sorted copy of n items, the caller's. */
static inline void *sorted(const void *items, size_t n, size_t bytes,
                           int (*order)(const void *, const void *)) {
    void *copy = malloc(n * bytes + 1);
    assert_non_null(copy);
    if (n > 0) memcpy(copy, items, n * bytes);
    if (n > 0) qsort(copy, n, bytes, order);
    return copy;
}

static inline void same_assignments(const Country *country, const Scenario *was,
                                    const Scenario *is) {
    for (int c = 0; c < CATCHMENTS; c++) {
        assert_int_equal(was->assignment[c] == NULL, is->assignment[c] == NULL);
        for (size_t d = 0; d < country->n_demand && was->assignment[c]; d++) {
            assert_int_equal(was->assignment[c][d].facility, is->assignment[c][d].facility);
            same_number(was->assignment[c][d].cost, is->assignment[c][d].cost);
        }
    }
}

static inline void same_coverage(const Scenario *was, const Scenario *is) {
    Coverage *sorted_was =
        sorted(was->coverage, was->n_coverage, sizeof *sorted_was, by_coverage_key);
    assert_int_equal(was->n_coverage, is->n_coverage);
    for (size_t i = 0; i < was->n_coverage; i++) {
        const Coverage *a = &sorted_was[i], *b = &is->coverage[i];
        assert_int_equal(by_coverage_key(a, b), 0);
        same_number(a->threshold, b->threshold);
        same_number(fmax(0, fmin(1, a->area_share)), b->area_share); /* rounding errors go */
        same_number(isnan(a->pop_share) ? NAN : fmax(0, fmin(1, a->pop_share)), b->pop_share);
    }
    free(sorted_was);
}

static inline void same_indicators(const Scenario *was, const Scenario *is) {
    Indicator *sorted_was =
        sorted(was->indicator, was->n_indicators, sizeof *sorted_was, by_indicator_key);
    assert_int_equal(was->n_indicators, is->n_indicators);
    for (size_t i = 0; i < was->n_indicators; i++) {
        const Indicator *a = &sorted_was[i], *b = &is->indicator[i];
        assert_int_equal(by_indicator_key(a, b), 0);
        same_number(isfinite(a->value) ? a->value : NAN, b->value);
        same_text(a->unit, b->unit);
    }
    free(sorted_was);
}

static inline void same_year_figures(const Scenario *was, const Scenario *is) {
    YearFigure *sorted_was =
        sorted(was->year_figure, was->n_year_figures, sizeof *sorted_was, by_year_key);
    assert_int_equal(was->n_year_figures, is->n_year_figures);
    for (size_t i = 0; i < was->n_year_figures; i++) {
        const YearFigure *a = &sorted_was[i], *b = &is->year_figure[i];
        assert_int_equal(by_year_key(a, b), 0);
        same_number(a->threshold, b->threshold);
        same_number(a->value, b->value);
        same_text(a->unit, b->unit);
    }
    free(sorted_was);
}

static inline void same_loads(const Scenario *was, const Scenario *is) {
    PointLoad *sorted_was = sorted(was->load, was->n_loads, sizeof *sorted_was, by_load_key);
    assert_int_equal(was->n_loads, is->n_loads);
    for (size_t i = 0; i < was->n_loads; i++) {
        const PointLoad *a = &sorted_was[i], *b = &is->load[i];
        assert_int_equal(a->facility, b->facility);
        same_number(a->pop, b->pop);
        same_number(a->services, b->services);
        same_number(a->capacity, b->capacity);
    }
    free(sorted_was);
}

/* An amount without a value has no row. */
static inline void same_costs(const Scenario *was, const Scenario *is) {
    size_t next = 0;
    const Study *study = &was->study;
    CostFigure *sorted_was = sorted(study->cost, study->n_costs, sizeof *sorted_was, by_cost_key);
    for (size_t i = 0; i < study->n_costs; i++) {
        if (!isfinite(sorted_was[i].eur)) continue;
        assert_true(next < is->study.n_costs);
        assert_int_equal(by_cost_key(&sorted_was[i], &is->study.cost[next]), 0);
        same_number(sorted_was[i].eur, is->study.cost[next++].eur);
    }
    assert_int_equal(next, is->study.n_costs);
    free(sorted_was);
}

static inline void same_results(const Scenario *was, const Scenario *is) {
    same_coverage(was, is);
    same_indicators(was, is);
    same_year_figures(was, is);
    same_loads(was, is);
    same_costs(was, is);
}

#endif
