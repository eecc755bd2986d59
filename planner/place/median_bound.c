#include "planner/place/median_bound.h"
#include "planner/place/select.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Ascent {
    MedianCore *core;
    const MedianEffort *effort;
    const MedianGuide *guide;
    MedianDual *dual;
    double *price;               /* [rows] the point of this iteration */
    double *slope, *direction;   /* [rows] subgradient, and deflected */
    double *rho;                 /* [items] */
    uint8_t *chosen;             /* [items] */
    uint8_t *offered;            /* [items] the copy that an offer may change */
    double *order;               /* scratch of one group */
    double *last_in, *first_out; /* [groups] the largest rho that is chosen, smallest that is not */
    double value;                /* L at price */
} Ascent;

static void ascent_free(Ascent *ascent) {
    free(ascent->price);
    free(ascent->slope);
    free(ascent->direction);
    free(ascent->rho);
    free(ascent->chosen);
    free(ascent->offered);
    free(ascent->order);
    free(ascent->last_in);
    free(ascent->first_out);
}

static Status ascent_init(Ascent *ascent, MedianCore *core) {
    size_t rows = (size_t)core->n_rows + 1, items = (size_t)core->n_items + 1,
           groups = (size_t)core->n_groups + 1;
    ascent->core = core;
    ascent->price = malloc(rows * sizeof(double));
    ascent->slope = malloc(rows * sizeof(double));
    ascent->direction = calloc(rows, sizeof(double));
    ascent->rho = malloc(items * sizeof(double));
    ascent->chosen = calloc(items, 1);
    ascent->offered = malloc(items);
    ascent->order = malloc(items * sizeof(double));
    ascent->last_in = malloc(groups * sizeof(double));
    ascent->first_out = malloc(groups * sizeof(double));
    if (!ascent->price || !ascent->slope || !ascent->direction || !ascent->rho || !ascent->chosen ||
        !ascent->offered || !ascent->order || !ascent->last_in || !ascent->first_out)
        return STATUS_NO_MEMORY;
    memcpy(ascent->price, core->price, (size_t)core->n_rows * sizeof(double));
    return STATUS_OK;
}

Status median_dual_init(MedianDual *dual, const MedianCore *core) {
    size_t items = (size_t)core->n_items + 1;
    *dual = (MedianDual){
        .bound = -INFINITY, .mark = calloc(items, 1), .use = calloc(items, sizeof(double))};
    return dual->mark && dual->use ? STATUS_OK : STATUS_NO_MEMORY;
}

void median_dual_free(MedianDual *dual) {
    free(dual->mark);
    free(dual->use);
    dual->mark = NULL;
    dual->use = NULL;
}

/* rho at some prices; returns the sum of the prices. */
static double worth(const MedianCore *core, const double *price, double *restrict rho) {
    const int64_t *start = core->row_start;
    const int32_t *item = core->row_item;
    const double *cost = core->row_cost;
    double sum = 0;
    memset(rho, 0, (size_t)core->n_items * sizeof *rho);
    for (int32_t row = 0; row < core->n_rows; row++) {
        double v = price[row];
        sum += v;
        for (int64_t at = start[row]; at < start[row + 1] && cost[at] < v; at++)
            rho[item[at]] += cost[at] - v;
    }
    return sum;
}

/* The need smallest rho of a group: their sum; last_in and first_out. order: scratch. */
static double cheapest(const double *rho, int32_t n, int32_t need, double *order, double *last_in,
                       double *first_out) {
    double sum = 0;
    if (need == 1) {
        double least = INFINITY, second = INFINITY;
        for (int32_t j = 0; j < n; j++) {
            if (rho[j] < least) {
                second = least;
                least = rho[j];
            } else if (rho[j] < second) {
                second = rho[j];
            }
        }
        *last_in = least;
        *first_out = second;
        return least;
    }
    memcpy(order, rho, (size_t)n * sizeof *order);
    select_smallest(order, n, need - 1);
    *last_in = order[need - 1];
    *first_out = INFINITY;
    for (int32_t j = 0; j < need; j++) sum += order[j];
    for (int32_t j = need; j < n; j++)
        if (order[j] < *first_out) *first_out = order[j];
    return sum;
}

double median_bound_at(const MedianCore *core, double *rho) {
    double value = worth(core, core->price, rho);
    double *order = malloc(((size_t)core->n_items + 1) * sizeof *order);
    if (!order) return 0; /* no price at all: 0 is a bound too */
    for (int32_t g = 0; g < core->n_groups; g++) {
        double last_in, first_out;
        int32_t begin = core->group_start[g];
        value += cheapest(rho + begin, core->group_start[g + 1] - begin, core->need[g], order,
                          &last_in, &first_out);
    }
    free(order);
    /* Prices that were never improved may be worse than the nearest candidate for everybody. */
    double nearest = 0;
    for (int32_t row = 0; row < core->n_rows; row++)
        nearest += core->row_cost[core->row_start[row]];
    return value > nearest ? value : nearest;
}

/* Marks the need[g] cheapest of a group as chosen; of equal ones the lowest numbers. */
static void choose(Ascent *ascent, int32_t g) {
    const MedianCore *core = ascent->core;
    int32_t begin = core->group_start[g], end = core->group_start[g + 1], left = core->need[g];
    double last_in = ascent->last_in[g];
    for (int32_t j = begin; j < end; j++) {
        ascent->chosen[j] = ascent->rho[j] < last_in;
        left -= ascent->chosen[j];
    }
    for (int32_t j = begin; j < end && left > 0; j++)
        if (ascent->rho[j] == last_in) {
            ascent->chosen[j] = 1;
            left--;
        }
}

static void evaluate(Ascent *ascent) {
    const MedianCore *core = ascent->core;
    ascent->value = core->base + worth(core, ascent->price, ascent->rho);
    for (int32_t g = 0; g < core->n_groups; g++) {
        int32_t begin = core->group_start[g];
        ascent->value +=
            cheapest(ascent->rho + begin, core->group_start[g + 1] - begin, core->need[g],
                     ascent->order, &ascent->last_in[g], &ascent->first_out[g]);
        choose(ascent, g);
    }
    for (int32_t row = 0; row < core->n_rows; row++) ascent->slope[row] = 1;
    for (int32_t j = 0; j < core->n_items; j++) {
        if (!ascent->chosen[j]) continue;
        for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++)
            if (core->col_cost[at] < ascent->price[core->col_row[at]])
                ascent->slope[core->col_row[at]] -= 1;
    }
}

/* Settles candidates by their reduced costs at this point. */
static void settle(Ascent *ascent, double cutoff) {
    const MedianCore *core = ascent->core;
    MedianDual *dual = ascent->dual;
    for (int32_t g = 0; g < core->n_groups; g++) {
        double out_from = cutoff - ascent->value + ascent->last_in[g];
        double in_to = ascent->value + ascent->first_out[g] - cutoff;
        for (int32_t j = core->group_start[g]; j < core->group_start[g + 1]; j++) {
            if (dual->mark[j] != MARK_FREE) continue;
            if (ascent->chosen[j] ? ascent->rho[j] > in_to : ascent->rho[j] < out_from) continue;
            dual->mark[j] = ascent->chosen[j] ? MARK_OPEN : MARK_OUT;
            dual->settled += core->col_start[j + 1] - core->col_start[j];
        }
    }
}

/* The new direction, and its squared length in the scaled metric; the old one is kept only where
 * it points away from the subgradient. A price at the end of its range does not push further. */
static double deflect(Ascent *ascent) {
    const MedianCore *core = ascent->core;
    double across = 0, length = 0, sum = 0;
    for (int32_t row = 0; row < core->n_rows; row++) {
        double scale = core->scale[row];
        if (ascent->slope[row] > 0 && ascent->price[row] >= core->cap[row]) ascent->slope[row] = 0;
        across += scale * ascent->slope[row] * ascent->direction[row];
        length += scale * ascent->direction[row] * ascent->direction[row];
    }
    double keep = across < 0 && length > 0 ? -1.5 * across / length : 0;
    for (int32_t row = 0; row < core->n_rows; row++) {
        ascent->direction[row] = ascent->slope[row] + keep * ascent->direction[row];
        sum += core->scale[row] * ascent->direction[row] * ascent->direction[row];
    }
    return sum;
}

static void move(Ascent *ascent, double step) {
    const MedianCore *core = ascent->core;
    for (int32_t row = 0; row < core->n_rows; row++) {
        double v = ascent->price[row] + step * core->scale[row] * ascent->direction[row];
        double low = core->row_cost[core->row_start[row]], high = core->cap[row];
        ascent->price[row] = v < low ? low : v > high ? high : v;
    }
}

static void remember_use(Ascent *ascent) {
    double *use = ascent->dual->use;
    for (int32_t j = 0; j < ascent->core->n_items; j++)
        use[j] = 0.95 * use[j] + 0.05 * ascent->chosen[j];
}

/* Keeps the best point; true where it is better by more than a trifle of the way to go. */
static bool keep_best(Ascent *ascent) {
    MedianDual *dual = ascent->dual;
    if (!(ascent->value > dual->bound)) return false;
    double to_go = *ascent->guide->cutoff - dual->bound;
    bool progress = ascent->value - dual->bound > 1e-3 * to_go || !isfinite(dual->bound);
    dual->bound = ascent->value;
    memcpy(ascent->core->price, ascent->price, (size_t)ascent->core->n_rows * sizeof(double));
    return progress;
}

/* Opens the candidates of a group that were chosen most of late; of equal ones the first. */
static void most_used(const MedianCore *core, int32_t g, const double *use, uint8_t *open) {
    int32_t begin = core->group_start[g], end = core->group_start[g + 1];
    memset(open + begin, 0, (size_t)(end - begin));
    for (int32_t k = 0; k < core->need[g]; k++) {
        int32_t best = -1;
        for (int32_t j = begin; j < end; j++)
            if (!open[j] && (best < 0 || use[j] > use[best])) best = j;
        open[best] = 1;
    }
}

/* Offers what the prices choose now and, at a later point, what they chose most of late. */
static Status make_offer(Ascent *ascent, bool of_late) {
    const MedianCore *core = ascent->core;
    if (of_late)
        for (int32_t g = 0; g < core->n_groups; g++)
            most_used(core, g, ascent->dual->use, ascent->offered);
    else
        memcpy(ascent->offered, ascent->chosen, (size_t)core->n_items);
    return ascent->guide->offer(ascent->guide->context, ascent->offered);
}

static Status ascend(Ascent *ascent) {
    const MedianEffort *effort = ascent->effort;
    const MedianGuide *guide = ascent->guide;
    MedianDual *dual = ascent->dual;
    MedianCore *core = ascent->core;
    double factor = effort->step, enough = effort->enough * (double)core->row_start[core->n_rows];
    int32_t quiet = 0;
    for (int32_t k = 0; k < effort->iterations && !guide->expired(guide->context); k++) {
        evaluate(ascent);
        ++*guide->iterations;
        quiet = keep_best(ascent) ? 0 : quiet + 1;
        remember_use(ascent);
        double length = deflect(ascent);
        /* Length 0: each row is served once, so the selection's value is the bound. */
        if (k % effort->offer_every == effort->offer_every - 1 || !(length > 0)) {
            bool of_late = length > 0 && k / effort->offer_every % 2 == 1;
            Status status = make_offer(ascent, of_late);
            if (status != STATUS_OK) return status;
        }
        settle(ascent, *guide->cutoff);
        if (dual->bound >= *guide->cutoff || (double)dual->settled >= enough) break;
        if (quiet >= effort->patience) {
            factor /= 2;
            quiet = 0;
            memcpy(ascent->price, core->price, (size_t)core->n_rows * sizeof(double));
            memset(ascent->direction, 0, (size_t)core->n_rows * sizeof(double));
            if (factor < effort->least_step) break;
            continue;
        }
        if (!(length > 0)) break;
        move(ascent, factor * (*guide->cutoff - ascent->value) / length);
    }
    return STATUS_OK;
}

Status median_bound(MedianCore *core, const MedianEffort *effort, const MedianGuide *guide,
                    MedianDual *dual) {
    Ascent ascent = {.effort = effort, .guide = guide, .dual = dual};
    Status status = ascent_init(&ascent, core);
    if (status == STATUS_OK) status = ascend(&ascent);
    ascent_free(&ascent);
    return status;
}
