/* The first of the selections that are as good. */
#include "planner/place/set_cover_search.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct First {
    const SetCoverCore *core; /* of the whole problem: all rows need the same */
    const uint8_t *fixed;     /* [items] required */
    uint8_t *open;            /* [items] */
    int32_t *count;           /* [rows] open items */
    int32_t *server;          /* [rows × need] the open items where count <= need */
    double *loss;             /* [items] open: weight that only stays covered with it */
    double *gain;             /* [items] closed: weight that it would add */
    double *extra;            /* [items] scratch, all 0 between uses */
    int32_t need;
} First;

static void first_free(First *first) {
    free(first->open);
    free(first->count);
    free(first->server);
    free(first->loss);
    free(first->gain);
    free(first->extra);
}

/* Books what a row means to its items, or takes it back. */
static void book_row(First *first, int32_t row, double sign) {
    const SetCoverCore *core = first->core;
    int32_t count = first->count[row], at_server = 0;
    double amount = sign * core->weight[row];
    int32_t *server = first->server + (size_t)row * (size_t)first->need;
    if (count > first->need) return;
    for (int64_t at = core->row_start[row]; at < core->row_start[row + 1]; at++) {
        int32_t j = core->row_item[at];
        if (first->open[j]) server[at_server++] = j;
        if (first->open[j] && count == first->need) first->loss[j] += amount;
        if (!first->open[j] && count == first->need - 1) first->gain[j] += amount;
    }
}

static Status first_init(First *first, const SetCoverCore *core, const uint8_t *fixed,
                         int32_t need) {
    size_t rows = (size_t)core->n_rows + 1, items = (size_t)core->n_items + 1;
    size_t servers = core->n_rows > 0 ? (size_t)core->n_rows * (size_t)need : 1;
    *first = (First){.core = core,
                     .fixed = fixed,
                     .open = calloc(items, 1),
                     .count = calloc(rows, sizeof(int32_t)),
                     .server = calloc(servers, sizeof(int32_t)),
                     .loss = calloc(items, sizeof(double)),
                     .gain = calloc(items, sizeof(double)),
                     .extra = calloc(items, sizeof(double)),
                     .need = need};
    bool ok =
        first->open && first->count && first->server && first->loss && first->gain && first->extra;
    return ok ? STATUS_OK : STATUS_NO_MEMORY;
}

static void first_fill(First *first, const uint8_t *open) {
    const SetCoverCore *core = first->core;
    for (int32_t j = 0; j < core->n_items; j++) {
        first->open[j] = open[core->item_id[j]];
        for (int64_t at = core->col_start[j]; first->open[j] && at < core->col_start[j + 1]; at++)
            first->count[core->col_row[at]]++;
    }
    for (int32_t row = 0; row < core->n_rows; row++) book_row(first, row, 1);
}

static void turn(First *first, int32_t j) {
    const SetCoverCore *core = first->core;
    for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++)
        book_row(first, core->col_row[at], -1);
    first->open[j] = !first->open[j];
    first->loss[j] = first->gain[j] = 0;
    for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++) {
        first->count[core->col_row[at]] += first->open[j] ? 1 : -1;
        book_row(first, core->col_row[at], 1);
    }
}

/* The covered weight above what is wanted; where all has to be covered less than 0 is a miss. */
static double spare(const First *first) {
    const SetCoverCore *core = first->core;
    double sum = 0, wanted = core->target;
    for (int32_t row = 0; row < core->n_rows; row++) {
        if (core->must[row]) wanted += core->weight[row];
        if (first->count[row] >= first->need) sum += core->weight[row];
    }
    return sum - wanted;
}

/* Closes what nobody misses, the dearest first, of equals the highest. True: something was. */
static bool close_unneeded(First *first) {
    const SetCoverCore *core = first->core;
    double room = spare(first);
    bool any = false;
    for (int32_t worst = 0; worst >= 0;) {
        worst = -1;
        for (int32_t j = 0; j < core->n_items; j++)
            if (first->open[j] && !first->fixed[j] && first->loss[j] <= room &&
                (worst < 0 || core->price[j] >= core->price[worst]))
                worst = j;
        if (worst < 0) break;
        turn(first, worst);
        room = spare(first);
        if (room < 0) { /* only by rounding; it stays, and the search for more ends */
            turn(first, worst);
            break;
        }
        any = true;
    }
    return any;
}

/* extra[r]: what item j makes up for when r closes, beyond what j gains by itself. */
static void walk_column(First *first, int32_t j, double sign) {
    const SetCoverCore *core = first->core;
    for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++) {
        int32_t row = core->col_row[at], count = first->count[row];
        const int32_t *server = first->server + (size_t)row * (size_t)first->need;
        if (count != first->need && count != first->need - 1) continue;
        double amount = count == first->need ? core->weight[row] : -core->weight[row];
        for (int32_t k = 0; k < count; k++)
            first->extra[server[k]] = sign > 0 ? first->extra[server[k]] + amount : 0;
    }
}

/* The highest open item above j whose place j can take; -1: none. */
static int32_t equal_item(First *first, int32_t j) {
    const SetCoverCore *core = first->core;
    int32_t found = -1;
    walk_column(first, j, 1);
    for (int32_t r = core->n_items - 1; r > j && found < 0; r--) {
        if (!first->open[r] || first->fixed[r] || core->price[j] > core->price[r]) continue;
        double made_up = first->gain[j] + first->extra[r];
        if (first->loss[r] - made_up <= 1e-12 * (first->loss[r] + first->gain[j])) found = r;
    }
    walk_column(first, j, 0);
    return found;
}

static bool exchange_equals(First *first) {
    bool any = false;
    for (int32_t j = 0; j < first->core->n_items; j++) {
        int32_t r = first->open[j] ? -1 : equal_item(first, j);
        if (r < 0) continue;
        turn(first, r);
        turn(first, j);
        if (spare(first) >= 0) {
            any = true;
            continue;
        }
        turn(first, j);
        turn(first, r);
    }
    return any;
}

static Status run_first(const SetCoverProblem *problem, const SetCoverCore *core, uint8_t *open) {
    First first;
    uint8_t *fixed = calloc((size_t)core->n_items + 1, 1);
    if (!fixed) return STATUS_NO_MEMORY;
    for (int32_t j = 0; j < core->n_items && problem->state; j++)
        fixed[j] = problem->state[core->item_id[j]] == SITE_REQUIRED;
    Status status = first_init(&first, core, fixed, problem->times);
    if (status == STATUS_OK) {
        first_fill(&first, open);
        close_unneeded(&first);
        /* Each exchange lowers a number and each closing the count, so this ends. */
        while (exchange_equals(&first)) close_unneeded(&first);
        for (int32_t j = 0; j < core->n_items; j++) open[core->item_id[j]] = first.open[j];
    }
    first_free(&first);
    free(fixed);
    return status;
}

Status set_first_of_equals(const SetCoverProblem *problem, uint8_t *open) {
    SetCoverCore *core = NULL;
    double total, target = cover_target(problem, &total);
    Status status = set_core_build(problem, target, total, &core);
    for (size_t j = 0; j < problem->n_candidates; j++)
        if (problem->state && problem->state[j] == SITE_REQUIRED) open[j] = 1;
    if (status == STATUS_OK) status = run_first(problem, core, open);
    set_core_free(core);
    return status;
}
