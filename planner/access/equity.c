/*
 * Every group, and everybody, is a run of items that are sorted by value; the sums go along the
 * run. The Gini index is summed over the steps between neighbours, C (W − C) (x' − x) with C people
 * up to the step: no term is negative, so equal values give 0 and not a rounding error.
 */
#include "planner/access/equity.h"
#include <math.h>
#include <stdlib.h>

typedef struct Item {
    double value, weight, rank;
    size_t at; /* in the data: the tie-break that makes the order of the sums one */
} Item;

static int by_number(double left, double right, size_t left_at, size_t right_at) {
    if (left != right) return left < right ? -1 : 1;
    return (left_at > right_at) - (left_at < right_at);
}

static int by_value(const void *left, const void *right) {
    const Item *l = left, *r = right;
    return by_number(l->value, r->value, l->at, r->at);
}

/* Those without a rank last. */
static int by_rank(const void *left, const void *right) {
    const Item *l = left, *r = right;
    if (isnan(l->rank) != isnan(r->rank)) return isnan(l->rank) ? 1 : -1;
    if (isnan(l->rank)) return by_number(0, 0, l->at, r->at);
    return by_number(l->rank, r->rank, l->at, r->at);
}

/* People and what they have together, along the run. */
typedef struct Sums {
    double weight, value;
} Sums;

static Sums sums_of(const Item *item, size_t n) {
    Sums sums = {0, 0};
    for (size_t i = 0; i < n; i++) {
        sums.weight += item[i].weight;
        sums.value += item[i].weight * item[i].value;
    }
    return sums;
}

static double gini_of(const Item *item, size_t n, Sums all) {
    double steps = 0, below = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        below += item[i].weight;
        steps += below * (all.weight - below) * (item[i + 1].value - item[i].value);
    }
    return steps / (all.weight * all.value);
}

static double theil_of(const Item *item, size_t n, Sums all) {
    double mean = all.value / all.weight, sum = 0;
    for (size_t i = 0; i < n; i++) {
        double x = item[i].value / mean;
        if (x > 0) sum += item[i].weight * x * log(x);
    }
    return sum / all.weight;
}

/* The tail of `weight` people from one end of the run: what they have; the last item is split. */
static double tail_value(const Item *item, size_t n, double weight, bool from_top) {
    double value = 0;
    for (size_t i = 0; i < n && weight > 0; i++) {
        const Item *next = &item[from_top ? n - 1 - i : i];
        double taken = next->weight < weight ? next->weight : weight;
        value += taken * next->value;
        weight -= taken;
    }
    return value;
}

static double palma_of(const Item *item, size_t n, Sums all) {
    double low = tail_value(item, n, 0.4 * all.weight, false);
    double high = tail_value(item, n, 0.1 * all.weight, true);
    return low > 0 ? high / low : NAN;
}

static void beyond_of(const Item *item, size_t n, double threshold, Equity *out) {
    double sum[EQUITY_FGT] = {0};
    for (size_t i = 0; i < n; i++) {
        if (!(item[i].value > threshold)) continue;
        double gap = (item[i].value - threshold) / threshold, term = item[i].weight;
        for (int a = 0; a < EQUITY_FGT; a++, term *= gap) sum[a] += term;
    }
    if (out->weight > 0)
        for (int a = 0; a < EQUITY_FGT; a++) out->fgt[a] = sum[a] / out->weight;
    if (out->weight + out->unreached > 0)
        out->beyond_share = (sum[0] + out->unreached) / (out->weight + out->unreached);
}

/* Reorders the run by rank. Σ w (R − ½) is 0, so that much can be left out of every term. */
static double concentration_of(Item *item, size_t n) {
    qsort(item, n, sizeof *item, by_rank);
    while (n > 0 && isnan(item[n - 1].rank)) n--;
    Sums all = sums_of(item, n);
    if (!(all.weight > 0) || !(all.value > 0)) return NAN;
    double sum = 0, before = 0;
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && item[end].rank == item[i].rank;) end++;
        Sums place = sums_of(item + i, end - i);
        double middle = (before + place.weight / 2) / all.weight;
        sum += place.value * (middle - 0.5);
        before += place.weight;
    }
    return 2 * sum / all.value;
}

/* Of a run in the order of the data; the run is reordered. */
static Equity figures_of(Item *item, size_t n, bool ranked, double threshold) {
    Equity out = {0, 0, NAN, NAN, NAN, NAN, NAN, {NAN, NAN, NAN}, NAN};
    qsort(item, n, sizeof *item, by_value);
    for (; n > 0 && isinf(item[n - 1].value); n--) out.unreached += item[n - 1].weight;
    Sums all = sums_of(item, n);
    out.weight = all.weight;
    if (all.weight > 0) out.mean = all.value / all.weight;
    if (all.value > 0) {
        out.gini = gini_of(item, n, all);
        out.theil = theil_of(item, n, all);
        out.palma = palma_of(item, n, all);
    }
    if (!isnan(threshold)) beyond_of(item, n, threshold, &out);
    if (ranked) out.concentration = concentration_of(item, n);
    return out;
}

static bool data_is_good(const EquityData *data) {
    if (data->threshold <= 0 || isinf(data->threshold)) return false;
    for (size_t i = 0; i < data->n; i++) {
        if (!(data->value[i] >= 0) || !(data->weight[i] >= 0) || isinf(data->weight[i]))
            return false;
        if (data->group && (data->group[i] < -1 || data->group[i] >= (int64_t)data->n_groups))
            return false;
    }
    return true;
}

static void add_item(const EquityData *data, size_t i, Item *item, size_t *n) {
    if (data->weight[i] > 0)
        item[(*n)++] = (Item){data->value[i], data->weight[i], data->rank ? data->rank[i] : NAN, i};
}

/* Items of each group in a row (counting sort); first holds n_groups + 1. */
static void group_items(const EquityData *data, Item *item, size_t *first, size_t *next) {
    for (size_t i = 0; i < data->n; i++)
        if (data->group[i] >= 0 && data->weight[i] > 0) first[data->group[i] + 1]++;
    for (size_t g = 0; g < data->n_groups; g++) {
        first[g + 1] += first[g];
        next[g] = first[g];
    }
    for (size_t i = 0; i < data->n; i++)
        if (data->group[i] >= 0) add_item(data, i, item, &next[data->group[i]]);
}

Status equity_figures(const EquityData *data, Equity *all, Equity *by_group) {
    if (!data_is_good(data)) return STATUS_BAD_ARGUMENT;
    if (data->n > SIZE_MAX / sizeof(Item) - 1) return STATUS_NO_MEMORY;
    Item *item = malloc((data->n + 1) * sizeof *item);
    size_t *first = calloc(data->n_groups + 1, sizeof *first);
    size_t *next = calloc(data->n_groups + 1, sizeof *next);
    Status status = item && first && next ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) {
        size_t n = 0;
        for (size_t i = 0; i < data->n; i++) add_item(data, i, item, &n);
        *all = figures_of(item, n, data->rank, data->threshold);
    }
    if (status == STATUS_OK && by_group) {
        if (data->group) group_items(data, item, first, next);
        for (size_t g = 0; g < data->n_groups; g++)
            by_group[g] =
                figures_of(item + first[g], first[g + 1] - first[g], data->rank, data->threshold);
    }
    free(item);
    free(first);
    free(next);
    return status;
}

double equity_theil_between(const Equity *all, const Equity *by_group, size_t n_groups) {
    if (isnan(all->theil)) return NAN;
    double sum = 0;
    for (size_t g = 0; g < n_groups; g++) {
        double of_mean = by_group[g].mean / all->mean;
        if (of_mean > 0) sum += by_group[g].weight / all->weight * of_mean * log(of_mean);
    }
    return sum;
}

Status equity_of_demand(const Country *country, const Assignment *assignment, double threshold,
                        const double *rank, const int32_t *group, size_t n_groups, Equity *all,
                        Equity *by_group) {
    size_t n = country->n_demand;
    double *value = calloc(n + 1, sizeof *value), *weight = calloc(n + 1, sizeof *weight);
    Status status = STATUS_NO_MEMORY;
    if (value && weight) {
        for (size_t d = 0; d < n; d++) {
            value[d] = assignment[d].facility >= 0 ? assignment[d].cost : INFINITY;
            weight[d] = country->demand[d].pop;
        }
        EquityData data = {value, weight, rank, group, n, n_groups, threshold};
        status = equity_figures(&data, all, by_group);
    }
    free(value);
    free(weight);
    return status;
}
