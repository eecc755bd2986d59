#include "planner/place/set_cover_bound.h"
#include "planner/place/set_cover_knapsack.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Ascent {
    SetCoverCore *core;
    const SetCoverEffort *effort;
    const SetCoverGuide *guide;
    SetCoverDual *dual;
    double *mult;      /* [rows] the point of this iteration */
    double *direction; /* [rows] */
    double *slope;     /* [rows] the subgradient: need × z - open items of the row */
    double *part;      /* [rows] z of the rows that are no must */
    double *rho;       /* [items] reduced prices */
    uint8_t *offered;  /* [items] */
    int32_t *order;    /* [rows] scratch */
    double value;      /* L at mult */
} Ascent;

static void ascent_free(Ascent *ascent) {
    free(ascent->mult);
    free(ascent->direction);
    free(ascent->slope);
    free(ascent->part);
    free(ascent->rho);
    free(ascent->offered);
    free(ascent->order);
}

static Status ascent_init(Ascent *ascent, SetCoverCore *core) {
    size_t rows = (size_t)core->n_rows + 1, items = (size_t)core->n_items + 1;
    ascent->core = core;
    ascent->mult = malloc(rows * sizeof(double));
    ascent->direction = calloc(rows, sizeof(double));
    ascent->slope = calloc(rows, sizeof(double));
    ascent->part = calloc(rows, sizeof(double));
    ascent->rho = malloc(items * sizeof(double));
    ascent->offered = malloc(items);
    ascent->order = malloc(rows * sizeof(int32_t));
    if (!ascent->mult || !ascent->direction || !ascent->slope || !ascent->part || !ascent->rho ||
        !ascent->offered || !ascent->order)
        return STATUS_NO_MEMORY;
    memcpy(ascent->mult, core->mult, (size_t)core->n_rows * sizeof(double));
    return STATUS_OK;
}

Status set_dual_init(SetCoverDual *dual, const SetCoverCore *core) {
    size_t items = (size_t)core->n_items + 1;
    *dual = (SetCoverDual){
        .bound = -INFINITY, .mark = calloc(items, 1), .use = calloc(items, sizeof(double))};
    return dual->mark && dual->use ? STATUS_OK : STATUS_NO_MEMORY;
}

void set_dual_free(SetCoverDual *dual) {
    free(dual->mark);
    free(dual->use);
}

void cover_first_multipliers(SetCoverCore *core) {
    double *density = malloc(((size_t)core->n_items + 1) * sizeof *density);
    if (!density) return; /* 0 will do, only slower */
    for (int32_t j = 0; j < core->n_items; j++) {
        double weight = 0;
        for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++)
            weight += core->weight[core->col_row[at]];
        density[j] = core->price[j] / weight;
    }
    for (int32_t row = 0; row < core->n_rows; row++) {
        double least = INFINITY;
        for (int64_t at = core->row_start[row]; at < core->row_start[row + 1]; at++)
            if (density[core->row_item[at]] < least) least = density[core->row_item[at]];
        core->mult[row] = least * core->weight[row];
    }
    free(density);
}

/* Reduced prices; returns the sum of the negative ones. */
static double reduce_prices(const SetCoverCore *core, const double *mult, double *restrict rho) {
    const int64_t *start = core->row_start;
    const int32_t *item = core->row_item;
    double sum = 0;
    memcpy(rho, core->price, (size_t)core->n_items * sizeof *rho);
    for (int32_t row = 0; row < core->n_rows; row++) {
        double u = mult[row];
        if (u == 0) continue;
        for (int64_t at = start[row]; at < start[row + 1]; at++) rho[item[at]] -= u;
    }
    for (int32_t j = 0; j < core->n_items; j++)
        if (rho[j] < 0) sum += rho[j];
    return sum;
}

double cover_bound_at(const SetCoverCore *core, double *rho) {
    double value = core->base + reduce_prices(core, core->mult, rho);
    for (int32_t row = 0; row < core->n_rows; row++)
        if (core->must[row]) value += core->need[row] * core->mult[row];
    return value > core->base ? value : core->base;
}

/* L at the present point, and its subgradient. */
static void evaluate(Ascent *ascent) {
    const SetCoverCore *core = ascent->core;
    double value = core->base + reduce_prices(core, ascent->mult, ascent->rho);
    for (int32_t row = 0; row < core->n_rows; row++) {
        if (core->must[row]) value += core->need[row] * ascent->mult[row];
        ascent->slope[row] = core->must[row] ? core->need[row] : 0;
    }
    if (core->target > 0) {
        value += set_knapsack(core, ascent->mult, ascent->order, ascent->part);
        for (int32_t row = 0; row < core->n_rows; row++)
            if (!core->must[row]) ascent->slope[row] = core->need[row] * ascent->part[row];
    }
    for (int32_t j = 0; j < core->n_items; j++)
        if (ascent->rho[j] < 0)
            for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++)
                ascent->slope[core->col_row[at]] -= 1;
    ascent->value = value;
}

/* Items whose opening (or closing) would lift the bound to the cutoff. */
static void settle_items(Ascent *ascent) {
    SetCoverDual *dual = ascent->dual;
    double room = *ascent->guide->cutoff - ascent->value;
    if (!(room < INFINITY)) return;
    for (int32_t j = 0; j < ascent->core->n_items; j++) {
        if (dual->mark[j] != COVER_FREE || fabs(ascent->rho[j]) < room) continue;
        dual->mark[j] = ascent->rho[j] > 0 ? COVER_OUT : COVER_OPEN;
        dual->settled++;
    }
}

/* Moves the point along the deflected direction. */
static void move(Ascent *ascent, double step) {
    const SetCoverCore *core = ascent->core;
    double norm = 0, cutoff = *ascent->guide->cutoff;
    for (int32_t row = 0; row < core->n_rows; row++) {
        double slope = ascent->slope[row];
        if (ascent->mult[row] <= 0 && slope < 0) slope = 0; /* no way down from 0 */
        ascent->direction[row] = slope + 0.6 * ascent->direction[row];
        if (ascent->mult[row] <= 0 && ascent->direction[row] < 0) ascent->direction[row] = 0;
        norm += core->weight[row] * ascent->direction[row] * ascent->direction[row];
    }
    if (!(norm > 0)) return;
    double top = cutoff < INFINITY ? cutoff : ascent->guide->known;
    double room = top - ascent->value, least = 0.005 * fabs(top - core->base);
    double size = step * (room > least ? room : least) / norm;
    for (int32_t row = 0; row < core->n_rows; row++) {
        double u = ascent->mult[row] + size * core->weight[row] * ascent->direction[row];
        ascent->mult[row] = u > 0 ? u : 0;
    }
}

static void keep_point(Ascent *ascent) {
    SetCoverCore *core = ascent->core;
    ascent->dual->bound = ascent->value;
    memcpy(core->mult, ascent->mult, (size_t)core->n_rows * sizeof(double));
}

static Status offer_point(Ascent *ascent) {
    for (int32_t j = 0; j < ascent->core->n_items; j++) ascent->offered[j] = ascent->rho[j] < 0;
    return ascent->guide->offer(ascent->guide->context, ascent->offered);
}

static void note_use(Ascent *ascent) {
    double *use = ascent->dual->use;
    for (int32_t j = 0; j < ascent->core->n_items; j++)
        use[j] += 0.05 * ((ascent->rho[j] < 0) - use[j]);
}

static Status climb(Ascent *ascent) {
    const SetCoverEffort *effort = ascent->effort;
    const SetCoverGuide *guide = ascent->guide;
    SetCoverDual *dual = ascent->dual;
    double step = effort->step;
    Status status = STATUS_OK;
    for (int i = 0, quiet = 0; i < effort->iterations && status == STATUS_OK; i++) {
        evaluate(ascent);
        ++*guide->iterations;
        note_use(ascent);
        bool better = ascent->value > dual->bound;
        bool much = ascent->value > dual->bound + 1e-4 * fabs(dual->bound);
        if (better) keep_point(ascent);
        if (i % 5 == 0 || better) settle_items(ascent);
        if (effort->offer_every > 0 && i % effort->offer_every == effort->offer_every - 1)
            status = offer_point(ascent);
        if (dual->bound >= *guide->cutoff || step < effort->least_step) break;
        if (dual->settled > effort->enough * ascent->core->n_items) break;
        if (i % 8 == 7 && guide->expired(guide->context)) break;
        quiet = much ? 0 : quiet + 1;
        if (quiet >= effort->patience) {
            quiet = 0;
            step /= 2;
            memcpy(ascent->mult, ascent->core->mult, (size_t)ascent->core->n_rows * sizeof(double));
            memset(ascent->direction, 0, (size_t)ascent->core->n_rows * sizeof(double));
            evaluate(ascent);
        }
        move(ascent, step);
    }
    return status;
}

Status set_bound(SetCoverCore *core, const SetCoverEffort *effort, const SetCoverGuide *guide,
                 SetCoverDual *dual) {
    Ascent ascent = {.effort = effort, .guide = guide, .dual = dual};
    Status status = ascent_init(&ascent, core);
    if (status == STATUS_OK) status = climb(&ascent);
    ascent_free(&ascent);
    return status;
}
