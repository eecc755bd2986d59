#include "planner/place/max_cover_bound.h"
#include "planner/place/select.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sums of a bound are rounded: they are raised by more than that. */
static const double ROUNDING = 1e-12;

typedef struct Descent {
    CoverCore *core;
    const CoverEffort *effort;
    const CoverGuide *guide;
    CoverDual *dual;
    double *price;             /* [rows] the point of this iteration */
    double *slope;             /* [rows] 1 - how many chosen items are paid for the row */
    double *direction;         /* [rows] the slope, deflected */
    double *rho;               /* [items] */
    double *order;             /* [items] scratch */
    uint8_t *chosen;           /* [items] */
    uint8_t *offered;          /* [items] the copy that an offer may change */
    double last_in, first_out; /* the least rho that is chosen, the greatest that is not */
    double value;              /* L at price */
} Descent;

static void descent_free(Descent *descent) {
    free(descent->price);
    free(descent->slope);
    free(descent->direction);
    free(descent->rho);
    free(descent->order);
    free(descent->chosen);
    free(descent->offered);
}

static Status descent_init(Descent *descent, CoverCore *core) {
    size_t rows = (size_t)core->n_rows + 1, items = (size_t)core->n_items + 1;
    descent->core = core;
    descent->price = malloc(rows * sizeof(double));
    descent->slope = malloc(rows * sizeof(double));
    descent->direction = calloc(rows, sizeof(double));
    descent->rho = malloc(items * sizeof(double));
    descent->order = malloc(items * sizeof(double));
    descent->chosen = calloc(items, 1);
    descent->offered = malloc(items);
    if (!descent->price || !descent->slope || !descent->direction || !descent->rho ||
        !descent->order || !descent->chosen || !descent->offered)
        return STATUS_NO_MEMORY;
    memcpy(descent->price, core->price, (size_t)core->n_rows * sizeof(double));
    return STATUS_OK;
}

Status cover_dual_init(CoverDual *dual, const CoverCore *core) {
    size_t items = (size_t)core->n_items + 1;
    *dual = (CoverDual){.bound = INFINITY,
                        .mark = calloc(items, 1),
                        .use = calloc(items, sizeof(double)),
                        .opened = malloc(items * sizeof(double)),
                        .closed = malloc(items * sizeof(double))};
    if (!dual->mark || !dual->use || !dual->opened || !dual->closed) return STATUS_NO_MEMORY;
    for (int32_t j = 0; j < core->n_items; j++) dual->opened[j] = dual->closed[j] = INFINITY;
    return STATUS_OK;
}

void cover_dual_free(CoverDual *dual) {
    free(dual->mark);
    free(dual->use);
    free(dual->opened);
    free(dual->closed);
    *dual = (CoverDual){.bound = 0};
}

/* ---- the bound at one point ---- */

static void worth(const CoverCore *core, const double *restrict price, double *restrict rho) {
    const int32_t *col_row = core->col_row;
    for (int32_t j = 0; j < core->n_items; j++) {
        double sum = 0;
        int64_t at = core->col_start[j], end = core->col_start[j + 1];
        if (core->plain)
            for (; at < end; at++) sum += price[col_row[at]];
        else
            for (; at < end; at++) {
                double over = price[col_row[at]] - core->col_drop[at];
                sum += over > 0 ? over : 0;
            }
        rho[j] = sum;
    }
}

/* Marks the `need` greatest rho as chosen, of equal ones the lowest numbers. */
static void choose(Descent *descent) {
    const CoverCore *core = descent->core;
    int32_t left = core->need;
    for (int32_t j = 0; j < core->n_items; j++) {
        descent->chosen[j] = descent->rho[j] > descent->last_in;
        left -= descent->chosen[j];
    }
    for (int32_t j = 0; j < core->n_items && left > 0; j++)
        if (descent->rho[j] == descent->last_in) {
            descent->chosen[j] = 1;
            left--;
        }
}

/* 1 less the chosen items that are paid for a row. */
static void fill_slope(Descent *descent) {
    const CoverCore *core = descent->core;
    for (int32_t row = 0; row < core->n_rows; row++) descent->slope[row] = 1;
    for (int32_t j = 0; j < core->n_items; j++) {
        if (!descent->chosen[j]) continue;
        for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++) {
            int32_t row = core->col_row[at];
            if (!core->col_drop || core->col_drop[at] < descent->price[row])
                descent->slope[row] -= 1;
        }
    }
}

static void evaluate(Descent *descent) {
    const CoverCore *core = descent->core;
    double value = 0, *order = descent->order;
    worth(core, descent->price, descent->rho);
    for (int32_t row = 0; row < core->n_rows; row++)
        value += core->weight[row] - descent->price[row];
    memcpy(order, descent->rho, (size_t)core->n_items * sizeof *order);
    select_greatest(order, core->n_items, core->need - 1);
    descent->last_in = order[core->need - 1];
    descent->first_out = 0;
    for (int32_t j = 0; j < core->need; j++) value += order[j];
    for (int32_t j = core->need; j < core->n_items; j++)
        if (order[j] > descent->first_out) descent->first_out = order[j];
    value += core->base;
    descent->value = value + ROUNDING * fabs(value);
    choose(descent);
    fill_slope(descent);
}

/* Settles items by their reduced costs at this point. */
static void settle(Descent *descent, double cutoff) {
    const CoverCore *core = descent->core;
    CoverDual *dual = descent->dual;
    for (int32_t j = 0; j < core->n_items; j++) {
        if (dual->mark[j] != COVER_FREE) continue;
        bool in = descent->chosen[j];
        double rho = descent->rho[j];
        double other = descent->value + (in ? descent->first_out - rho : rho - descent->last_in);
        double *kept = in ? &dual->closed[j] : &dual->opened[j];
        if (other < *kept) *kept = other;
        if (other >= cutoff) continue;
        dual->mark[j] = in ? COVER_OPEN : COVER_OUT;
        dual->settled++;
    }
}

/* ---- the way down ---- */

/* The new direction, and its squared length in the scaled metric; the old one is kept only where
 * it points away from the subgradient. A price at the end of its range does not push further. */
static double deflect(Descent *descent) {
    const CoverCore *core = descent->core;
    const double *weight = core->weight;
    double across = 0, length = 0, sum = 0;
    for (int32_t row = 0; row < core->n_rows; row++) {
        double slope = descent->slope[row], price = descent->price[row];
        if ((slope > 0 && price >= weight[row]) || (slope < 0 && price <= 0))
            slope = descent->slope[row] = 0;
        double direction = descent->direction[row];
        across += weight[row] * slope * direction;
        length += weight[row] * direction * direction;
    }
    double keep = across < 0 && length > 0 ? -1.5 * across / length : 0;
    for (int32_t row = 0; row < core->n_rows; row++) {
        double direction = descent->slope[row] + keep * descent->direction[row];
        descent->direction[row] = direction;
        sum += weight[row] * direction * direction;
    }
    return sum;
}

static void move(Descent *descent, double step) {
    const CoverCore *core = descent->core;
    for (int32_t row = 0; row < core->n_rows; row++) {
        double high = core->weight[row];
        double u = descent->price[row] + step * high * descent->direction[row];
        descent->price[row] = u < 0 ? 0 : u > high ? high : u;
    }
}

static void remember_use(Descent *descent) {
    double *use = descent->dual->use;
    for (int32_t j = 0; j < descent->core->n_items; j++)
        use[j] = 0.95 * use[j] + 0.05 * descent->chosen[j];
}

/* Keeps the best point; true where it is better by more than a trifle of the way to go. */
static bool keep_best(Descent *descent) {
    CoverDual *dual = descent->dual;
    if (!(descent->value < dual->bound)) return false;
    double to_go = dual->bound - *descent->guide->cutoff;
    bool progress = dual->bound - descent->value > 1e-3 * to_go || !isfinite(dual->bound);
    dual->bound = descent->value;
    memcpy(descent->core->price, descent->price, (size_t)descent->core->n_rows * sizeof(double));
    return progress;
}

/* Opens the items that were chosen most of late; of equal ones the first. */
static void most_used(Descent *descent) {
    const CoverCore *core = descent->core;
    const double *use = descent->dual->use;
    memcpy(descent->order, use, (size_t)core->n_items * sizeof *use);
    select_greatest(descent->order, core->n_items, core->need - 1);
    double least = descent->order[core->need - 1];
    int32_t left = core->need;
    for (int32_t j = 0; j < core->n_items; j++) left -= descent->offered[j] = use[j] > least;
    for (int32_t j = 0; j < core->n_items && left > 0; j++)
        if (use[j] == least) {
            descent->offered[j] = 1;
            left--;
        }
}

/* Offers what the prices choose now and, at a later point, what they chose most of late. */
static Status make_offer(Descent *descent, bool of_late) {
    if (of_late)
        most_used(descent);
    else
        memcpy(descent->offered, descent->chosen, (size_t)descent->core->n_items);
    return descent->guide->offer(descent->guide->context, descent->offered);
}

static Status descend(Descent *descent) {
    const CoverEffort *effort = descent->effort;
    const CoverGuide *guide = descent->guide;
    CoverDual *dual = descent->dual;
    CoverCore *core = descent->core;
    double factor = effort->step;
    int32_t quiet = 0;
    for (int32_t k = 0; k < effort->iterations && !guide->expired(guide->context); k++) {
        evaluate(descent);
        ++*guide->iterations;
        quiet = keep_best(descent) ? 0 : quiet + 1;
        remember_use(descent);
        double length = deflect(descent);
        /* Length 0: prices and choice fit each other, so the selection's value is the bound. */
        bool still = !(length > 0);
        if (still || (effort->offer_every > 0 && (k + 1) % effort->offer_every == 0)) {
            Status status = make_offer(descent, !still && k / effort->offer_every % 2 == 1);
            if (status != STATUS_OK) return status;
        }
        settle(descent, *guide->cutoff);
        if (dual->bound < *guide->cutoff || dual->settled >= effort->enough * core->n_items) break;
        if (quiet >= effort->patience) {
            factor /= 2;
            quiet = 0;
            memcpy(descent->price, core->price, (size_t)core->n_rows * sizeof(double));
            memset(descent->direction, 0, (size_t)core->n_rows * sizeof(double));
            if (factor < effort->least_step) break;
            continue;
        }
        if (still) break;
        move(descent, factor * (descent->value - *guide->cutoff) / length);
    }
    return STATUS_OK;
}

Status cover_bound(CoverCore *core, const CoverEffort *effort, const CoverGuide *guide,
                   CoverDual *dual) {
    Descent descent = {.effort = effort, .guide = guide, .dual = dual};
    Status status = descent_init(&descent, core);
    if (status == STATUS_OK) status = descend(&descent);
    descent_free(&descent);
    return status;
}
