/*
 * capacitated_twin.h - what a small problem with capacities is worth, by full enumeration with a
 * min-cost flow of its own, and the checks of a result against it.
 */
#ifndef TESTS_UNIT_CAPACITATED_TWIN_H
#define TESTS_UNIT_CAPACITATED_TWIN_H

#include "tests/unit/capacitated_support.h"
#include <stdio.h>

/* ---- the twin ---- */

/* Parts of demand as flow in units of load, between demand (first) and the open candidates. */
typedef struct Flow {
    const Small *small;
    size_t n_open;
    int32_t open[MOST_OPEN];
    double left[MOST_DEMAND], room[MOST_OPEN];
    double flow[MOST_DEMAND][MOST_OPEN], price[MOST_DEMAND][MOST_OPEN]; /* INFINITY: no arc */
    double to_demand[MOST_DEMAND], to_open[MOST_OPEN];
    int from_open[MOST_DEMAND], from_demand[MOST_OPEN];
} Flow;

/* Shortest distances from all demand that is left, in the residual network (Bellman, Ford). */
static inline void find_paths(Flow *f) {
    size_t n = f->small->problem.n_demand;
    for (size_t i = 0; i < n; i++) f->to_demand[i] = f->left[i] > 0 ? 0 : INFINITY;
    for (size_t i = 0; i < n; i++) f->from_open[i] = -1;
    for (size_t k = 0; k < f->n_open; k++) f->to_open[k] = INFINITY;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < f->n_open; k++) {
                if (f->to_demand[i] + f->price[i][k] < f->to_open[k] - 1e-11) {
                    f->to_open[k] = f->to_demand[i] + f->price[i][k];
                    f->from_demand[k] = (int)i;
                    changed = true;
                }
                if (f->flow[i][k] > 0 && f->to_open[k] - f->price[i][k] < f->to_demand[i] - 1e-11) {
                    f->to_demand[i] = f->to_open[k] - f->price[i][k];
                    f->from_open[i] = (int)k;
                    changed = true;
                }
            }
    }
}

/* Sends what the path to open candidate k can take. */
static inline void send(Flow *f, int k) {
    double amount = f->room[k];
    int end = k;
    for (;;) {
        int i = f->from_demand[end];
        if (f->from_open[i] < 0) {
            amount = fmin(amount, f->left[i]);
            break;
        }
        end = f->from_open[i];
        amount = fmin(amount, f->flow[i][end]);
    }
    f->room[k] -= amount;
    for (end = k;;) {
        int i = f->from_demand[end];
        f->flow[i][end] += amount;
        if (f->from_open[i] < 0) {
            f->left[i] -= amount;
            return;
        }
        end = f->from_open[i];
        f->flow[i][end] -= amount;
    }
}

/* The best open candidate for a demand that takes no capacity; NaN: none. */
static inline double light_value(const Flow *f, size_t i, bool cover) {
    double best = NAN;
    for (size_t k = 0; k < f->n_open; k++) {
        double value = f->small->table[i][f->open[k]];
        if (isnan(value)) continue;
        if (isnan(best) || (cover ? value > best : value < best)) best = value;
    }
    return best;
}

static inline void set_up_flow(Flow *f, const Small *small, uint32_t set) {
    bool cover = small->problem.goal == CAPACITATED_COVER;
    memset(f, 0, sizeof *f);
    f->small = small;
    for (size_t j = 0, bit = 0; j < small->problem.n_candidates; j++) {
        if (small->state[j] == SITE_FORBIDDEN) continue;
        if (!(set >> bit++ & 1)) continue;
        f->room[f->n_open] = small->capacity[j];
        f->open[f->n_open++] = (int32_t)j;
    }
    for (size_t i = 0; i < small->problem.n_demand; i++) {
        f->left[i] = small->load[i];
        for (size_t k = 0; k < f->n_open; k++) {
            double value = small->weight[i] * small->table[i][f->open[k]] / small->load[i];
            f->price[i][k] = isnan(value) || isinf(value) ? INFINITY : cover ? -value : value;
        }
    }
}

/* What a set of open candidates is worth; NaN: demand is left over (median). */
static inline double value_of(const Small *small, uint32_t set) {
    bool cover = small->problem.goal == CAPACITATED_COVER;
    static Flow f;
    set_up_flow(&f, small, set);
    for (;;) {
        find_paths(&f);
        int best = -1;
        for (size_t k = 0; k < f.n_open; k++)
            if (f.room[k] > 1e-9 && (best < 0 || f.to_open[k] < f.to_open[best])) best = (int)k;
        if (best < 0 || isinf(f.to_open[best]) || (cover && f.to_open[best] >= 0)) break;
        send(&f, best);
    }
    double sum = 0;
    for (size_t i = 0; i < small->problem.n_demand; i++) {
        if (small->load[i] > 0) {
            for (size_t k = 0; k < f.n_open; k++)
                if (f.flow[i][k] > 0) sum += fabs(f.price[i][k]) * f.flow[i][k];
            if (!cover && f.left[i] > 1e-7) return NAN;
        } else if (small->weight[i] > 0) {
            double light = light_value(&f, i, cover);
            if (isnan(light) && !cover) return NAN;
            if (!isnan(light)) sum += small->weight[i] * light;
        }
    }
    return sum;
}

/* Bits of `set` are the candidates that are not forbidden, in order. */
static inline bool is_selection(const Small *small, uint32_t set) {
    int32_t count[MOST_GROUPS] = {0};
    for (size_t j = 0, bit = 0; j < small->problem.n_candidates; j++) {
        if (small->state[j] == SITE_FORBIDDEN) continue;
        bool open = set >> bit++ & 1;
        if (!open && small->state[j] == SITE_REQUIRED) return false;
        count[small->group[j]] += open;
    }
    return memcmp(count, small->count, small->problem.n_groups * sizeof *count) == 0;
}

static inline double enumerate(const Small *small) {
    size_t usable = 0;
    bool cover = small->problem.goal == CAPACITATED_COVER;
    for (size_t j = 0; j < small->problem.n_candidates; j++)
        usable += small->state[j] != SITE_FORBIDDEN;
    double best = NAN;
    for (uint32_t set = 0; set < 1u << usable; set++) {
        if (!is_selection(small, set)) continue;
        double value = value_of(small, set);
        if (isnan(value)) continue;
        if (isnan(best) || (cover ? value > best : value < best)) best = value;
    }
    return best;
}

/* ---- checks of a result ---- */

static inline uint32_t set_of(const Small *small, const CapacitatedResult *result) {
    uint32_t set = 0;
    size_t next = 0;
    for (size_t j = 0, bit = 0; j < small->problem.n_candidates; j++) {
        if (small->state[j] == SITE_FORBIDDEN) continue;
        if (next < result->n_chosen && result->chosen[next] == (int32_t)j) {
            set |= 1u << bit;
            next++;
        }
        bit++;
    }
    assert_int_equal(next, result->n_chosen); /* increasing, none forbidden */
    return set;
}

static inline bool is_chosen(const CapacitatedResult *result, int32_t j) {
    for (size_t k = 0; k < result->n_chosen; k++)
        if (result->chosen[k] == j) return true;
    return false;
}

/* Parts sum to 1, only open ones serve, loads and objective add up, capacities hold. */
static inline void check_parts(const Small *small, const CapacitatedResult *result) {
    const CapacitatedProblem *problem = &small->problem;
    double load[MOST_CANDIDATES] = {0}, objective = 0;
    for (size_t i = 0; i < problem->n_demand; i++) {
        double sum = 0, own = problem->load ? small->load[i] : small->weight[i];
        for (int64_t at = small->start[i]; at < small->start[i + 1]; at++) {
            double part = result->served[at];
            assert_true(part >= 0 && part <= 1);
            if (part > 0) assert_true(is_chosen(result, small->candidate[at]));
            sum += part;
            load[small->candidate[at]] += own * part;
            objective += small->weight[i] * small->value[at] * part;
        }
        assert_true(sum <= 1 + 1e-12);
        if (problem->goal == CAPACITATED_MEDIAN && (own > 0 || small->weight[i] > 0))
            assert_true(sum >= 1 - 1e-12);
    }
    assert_true(objective == result->objective);
    for (size_t j = 0; j < problem->n_candidates; j++) {
        assert_true(load[j] == result->load[j]);
        assert_true(load[j] <= small->capacity[j] * (1 + 1e-6) + 1e-9);
    }
}

static inline void check_result(const Small *small, const CapacitatedResult *result, double best) {
    bool cover = small->problem.goal == CAPACITATED_COVER;
    double slack = 1e-7 * (1 + best), found = result->objective, bound = result->bound;
    assert_true(is_selection(small, set_of(small, result)));
    check_parts(small, result);
    assert_true(cover ? found <= best + slack : found >= best - slack);
    assert_true(cover ? bound >= best - slack : bound <= best + slack);
    assert_true(cover ? bound >= found : bound <= found);
    double most = fmax(found, bound);
    assert_true(result->gap == (most > 0 ? fabs(found - bound) / most : 0));
    if (result->outcome != SEARCH_OPTIMAL) return;
    assert_true(fabs(found - best) <= slack);
    assert_true(result->gap <= 1e-7);
}

static int solved, impossible; /* how many of each there were */

static inline void check_against_enumeration(const Small *small) {
    CapacitatedResult result;
    SearchFault fault;
    Error error = {0};
    double best = enumerate(small);
    Status status = capacitated_solve(&small->problem, NULL, &result, &fault, &error);
    if (isnan(best)) {
        impossible++;
        assert_int_equal(status, STATUS_INFEASIBLE);
        assert_true(fault.cause == FAULT_UNSERVED || fault.cause == FAULT_CAPACITY);
        assert_true(fault.cause == FAULT_UNSERVED || fault.needed > fault.found ||
                    (fault.where == -1 && fault.needed == 0 && fault.found == 0));
        assert_true(error.message[0] != '\0');
        return;
    }
    solved++;
    if (status != STATUS_OK) print_error("%s\n", error.message);
    assert_int_equal(status, STATUS_OK);
    assert_int_equal(result.outcome, SEARCH_OPTIMAL);
    check_result(small, &result, best);
    capacitated_result_free(&result);
}

#endif
