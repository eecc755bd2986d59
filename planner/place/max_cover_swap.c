#include "planner/place/max_cover_swap.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of the value: gains below are rounding. */
static const double LEAST_GAIN = 1e-10;
/* Of what an open item brings on average: what a kick may cost at first. */
static const double MOST_WORSE = 0.006;

/* How a row is served. */
typedef struct Service {
    double best, second; /* the two greatest open values; 0 where there is none */
    double weight;       /* a copy of the row's */
    int32_t first;       /* the item that gives the best; -1: none */
} Service;

typedef struct Exchange {
    int32_t in, out;
} Exchange;

typedef struct Swap {
    const CoverCore *core;
    uint8_t *open;
    Service *service; /* [rows] */
    double *gain;     /* [items] of a closed item when last looked at: what its opening adds */
    double *loss;     /* [items] of an open item: what its closing costs */
    double *extra;    /* [items] scratch, all 0 between uses */
    int32_t *listed;  /* [need] the open items */
    int32_t *queue;   /* [items] ring of the items to look at */
    uint8_t *queued;  /* [items] */
    int32_t head, n_queued;
    Exchange *done; /* [n_done] since the last kick, most_done at most */
    int32_t n_done, most_done;
    double change; /* of the value, since the last kick */
    uint64_t random;
} Swap;

/* ---- the tables ---- */

static void swap_free(Swap *swap) {
    free(swap->service);
    free(swap->gain);
    free(swap->loss);
    free(swap->extra);
    free(swap->listed);
    free(swap->queue);
    free(swap->queued);
    free(swap->done);
}

/* Finds the two best open items of a row, and books what the best one's closing costs. */
static void serve_row(Swap *swap, int32_t row) {
    const CoverCore *core = swap->core;
    Service *service = &swap->service[row];
    int64_t at = core->row_start[row], end = core->row_start[row + 1];
    while (at < end && !swap->open[core->row_item[at]]) at++;
    service->first = at < end ? core->row_item[at] : -1;
    service->best = service->second = 0;
    if (at == end) return;
    service->best = service->weight - (core->row_drop ? core->row_drop[at] : 0);
    at++;
    while (at < end && !swap->open[core->row_item[at]]) at++;
    if (at < end) service->second = service->weight - (core->row_drop ? core->row_drop[at] : 0);
    swap->loss[service->first] += service->best - service->second;
}

static void enqueue(Swap *swap, int32_t j) {
    if (swap->queued[j]) return;
    int32_t at = swap->head + swap->n_queued;
    swap->queue[at < swap->core->n_items ? at : at - swap->core->n_items] = j;
    swap->queued[j] = 1;
    swap->n_queued++;
}

static int32_t dequeue(Swap *swap) {
    int32_t j = swap->queue[swap->head];
    swap->head = swap->head + 1 < swap->core->n_items ? swap->head + 1 : 0;
    swap->n_queued--;
    swap->queued[j] = 0;
    return j;
}

/* open is changed by way of swap, which clang-tidy does not see. */
// NOLINTNEXTLINE(readability-non-const-parameter)
static Status swap_init(Swap *swap, const CoverCore *core, uint8_t *open) {
    size_t rows = (size_t)core->n_rows + 1, items = (size_t)core->n_items + 1;
    *swap = (Swap){.core = core,
                   .open = open,
                   .service = calloc(rows, sizeof(Service)),
                   .gain = calloc(items, sizeof(double)),
                   .loss = calloc(items, sizeof(double)),
                   .extra = calloc(items, sizeof(double)),
                   .listed = calloc((size_t)core->need + 1, sizeof(int32_t)),
                   .queue = calloc(items, sizeof(int32_t)),
                   .queued = calloc(items, 1),
                   .most_done = 64,
                   .done = calloc(64, sizeof(Exchange))};
    if (!swap->service || !swap->gain || !swap->loss || !swap->extra || !swap->listed ||
        !swap->queue || !swap->queued || !swap->done)
        return STATUS_NO_MEMORY;
    int32_t n = 0;
    for (int32_t j = 0; j < core->n_items; j++) {
        if (open[j]) swap->listed[n++] = j;
        enqueue(swap, j);
    }
    for (int32_t row = 0; row < core->n_rows; row++) {
        swap->service[row].weight = core->weight[row];
        serve_row(swap, row);
    }
    return STATUS_OK;
}

/* What opening j gains by itself; extra[r]: what it gains besides when r closes. */
static double walk_column(Swap *swap, int32_t j) {
    const CoverCore *core = swap->core;
    double gain = 0;
    for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++) {
        const Service *service = &swap->service[core->col_row[at]];
        double value = service->weight - (core->col_drop ? core->col_drop[at] : 0);
        if (value > service->best) gain += value - service->best;
        if (service->first >= 0 && value > service->second)
            swap->extra[service->first] +=
                (value < service->best ? value : service->best) - service->second;
    }
    swap->gain[j] = gain;
    return gain;
}

static void clear_extra(Swap *swap) {
    for (int32_t k = 0; k < swap->core->need; k++) swap->extra[swap->listed[k]] = 0;
}

/* The place in `listed` of the item that j had best replace, and what that changes. */
static int32_t best_exchange(Swap *swap, int32_t j, double *change) {
    double gain = walk_column(swap, j), least = INFINITY;
    int32_t best = 0;
    for (int32_t k = 0; k < swap->core->need; k++) {
        double kept = swap->loss[swap->listed[k]] - swap->extra[swap->listed[k]];
        if (kept >= least) continue;
        least = kept;
        best = k;
    }
    clear_extra(swap);
    *change = gain - least;
    return best;
}

/* Serves the rows of an item that was opened or closed anew; queues the items of those that
 * changed. */
static void update_column(Swap *swap, int32_t j) {
    const CoverCore *core = swap->core;
    for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++) {
        int32_t row = core->col_row[at];
        Service *service = &swap->service[row];
        if (cover_entry_value(core, at) < service->second) continue; /* neither first nor second */
        if (service->first >= 0) swap->loss[service->first] -= service->best - service->second;
        serve_row(swap, row);
        if (swap->n_queued == core->n_items) continue;
        for (int64_t k = core->row_start[row]; k < core->row_start[row + 1]; k++)
            enqueue(swap, core->row_item[k]);
    }
}

static void exchange(Swap *swap, int32_t place, int32_t in) {
    int32_t out = swap->listed[place];
    swap->listed[place] = in;
    swap->open[in] = 1;
    swap->loss[in] = 0;
    update_column(swap, in);
    swap->open[out] = 0;
    update_column(swap, out);
}

/* An exchange that is remembered, so that it can be taken back. */
static Status do_exchange(Swap *swap, int32_t place, int32_t in, double change) {
    if (swap->n_done == swap->most_done) {
        size_t most = 2 * (size_t)swap->most_done;
        Exchange *more = realloc(swap->done, most * sizeof *more);
        if (!more) return STATUS_NO_MEMORY;
        swap->done = more;
        swap->most_done = (int32_t)most;
    }
    swap->done[swap->n_done++] = (Exchange){.in = in, .out = swap->listed[place]};
    swap->change += change;
    exchange(swap, place, in);
    return STATUS_OK;
}

/* ---- exchanges until none helps ---- */

/* Anybody far off: the greatest gain for the least loss. */
static bool far_exchange(Swap *swap, int32_t *in, int32_t *place, double *change) {
    const CoverCore *core = swap->core;
    double most = -1, least = INFINITY;
    for (int32_t j = 0; j < core->n_items; j++)
        if (!swap->open[j] && swap->gain[j] > most) {
            most = swap->gain[j];
            *in = j;
        }
    for (int32_t k = 0; k < core->need; k++)
        if (swap->loss[swap->listed[k]] < least) {
            least = swap->loss[swap->listed[k]];
            *place = k;
        }
    if (!(most > least)) return false;
    *place = best_exchange(swap, *in, change);
    return true;
}

/* The next exchange that gains; false: there is none. */
static bool next_exchange(Swap *swap, double least_gain, int32_t *in, int32_t *place,
                          double *change) {
    while (swap->n_queued > 0) {
        *in = dequeue(swap);
        if (swap->open[*in]) continue;
        *place = best_exchange(swap, *in, change);
        if (*change > least_gain) return true;
    }
    return far_exchange(swap, in, place, change) && *change > least_gain;
}

static Status improve(Swap *swap, const CoverKicks *kicks, double least_gain) {
    int32_t in = 0, place = 0;
    double change = 0;
    Status status = STATUS_OK;
    /* Kept losses carry rounding; the limit makes sure that no cycle can come of it. */
    int64_t left = 1000 + 100 * (int64_t)swap->core->n_items;
    while (status == STATUS_OK && left-- > 0 && !kicks->expired(kicks->context) &&
           next_exchange(swap, least_gain, &in, &place, &change))
        status = do_exchange(swap, place, in, change);
    return status;
}

/* ---- kicks ---- */

/* splitmix64 (G. L. Steele, D. Lea, C. H. Flood, 2014, https://doi.org/10.1145/2660193.2660195) */
static uint32_t random_below(Swap *swap, uint32_t n) {
    uint64_t bits = swap->random += 0x9e3779b97f4a7c15u;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
    return (uint32_t)((bits ^ (bits >> 31)) >> 32) % n;
}

/* An item that shares a row with j; j itself where it has no rows. */
static int32_t random_neighbour(Swap *swap, int32_t j) {
    const CoverCore *core = swap->core;
    int64_t length = core->col_start[j + 1] - core->col_start[j];
    if (length == 0) return j;
    int32_t row = core->col_row[core->col_start[j] + random_below(swap, (uint32_t)length)];
    uint32_t items = (uint32_t)(core->row_start[row + 1] - core->row_start[row]);
    return core->row_item[core->row_start[row] + random_below(swap, items)];
}

/* Two to four forced exchanges close to each other. */
static Status kick(Swap *swap) {
    int32_t j = (int32_t)random_below(swap, (uint32_t)swap->core->n_items);
    uint32_t times = 2 + random_below(swap, 3);
    Status status = STATUS_OK;
    for (uint32_t k = 0; k < times && status == STATUS_OK; k++) {
        if (!swap->open[j]) {
            double change;
            int32_t place = best_exchange(swap, j, &change);
            status = do_exchange(swap, place, j, change);
        }
        j = random_neighbour(swap, random_neighbour(swap, j));
    }
    return status;
}

static void take_back(Swap *swap) {
    while (swap->n_done > 0) {
        Exchange last = swap->done[--swap->n_done];
        int32_t place = 0;
        while (swap->listed[place] != last.in) place++;
        exchange(swap, place, last.out);
    }
}

/* After taking back, what is queued has been looked at before: gains are made new, no more. */
static void refresh_gains(Swap *swap) {
    while (swap->n_queued > 0) {
        int32_t j = dequeue(swap);
        if (!swap->open[j]) walk_column(swap, j);
    }
    clear_extra(swap);
}

/* Keeps or takes back what a kick has led to; *ahead: the value, less that of the best. */
static void accept(Swap *swap, double worse, double least_gain, double *ahead) {
    if (swap->change >= -1e-3 * least_gain - worse) {
        *ahead += swap->change;
        return;
    }
    take_back(swap);
    refresh_gains(swap);
}

/* A kick may cost something at first, and less and less of it as they go on. */
static Status kick_about(Swap *swap, const CoverKicks *kicks, double value, uint8_t *best) {
    size_t items = (size_t)swap->core->n_items;
    Status status = STATUS_OK;
    double least_gain = LEAST_GAIN * fabs(value), ahead = 0;
    double most_worse = MOST_WORSE * fabs(value) / swap->core->need;
    memcpy(best, swap->open, items);
    for (int32_t k = 0; k < kicks->kicks && status == STATUS_OK; k++) {
        if (kicks->expired(kicks->context)) break;
        swap->n_done = 0;
        swap->change = 0;
        status = kick(swap);
        if (status == STATUS_OK) status = improve(swap, kicks, least_gain);
        if (status != STATUS_OK) break;
        double left = 1 - (double)k / kicks->kicks;
        accept(swap, left * random_below(swap, 1024) / 1024 * most_worse, least_gain, &ahead);
        if (ahead < -1e-3 * least_gain) continue;
        memcpy(best, swap->open, items);
        ahead = 0;
    }
    memcpy(swap->open, best, items);
    return status;
}

Status cover_improve(const CoverCore *core, const CoverKicks *kicks, uint8_t *open, double *value) {
    Swap swap;
    Status status = swap_init(&swap, core, open);
    uint8_t *best = kicks->kicks > 0 ? malloc((size_t)core->n_items + 1) : NULL;
    if (kicks->kicks > 0 && !best) status = STATUS_NO_MEMORY;
    double before = status == STATUS_OK ? cover_value(core, open) : 0;
    swap.random = kicks->seed;
    if (status == STATUS_OK) status = improve(&swap, kicks, LEAST_GAIN * fabs(before));
    if (status == STATUS_OK && best) status = kick_about(&swap, kicks, before, best);
    free(best);
    swap_free(&swap);
    if (status == STATUS_OK) *value = cover_value(core, open);
    return status;
}

/* ---- ties ---- */

/* The place in `listed` of the highest item above j that j replaces at no loss; -1: none. */
static int32_t equal_exchange(Swap *swap, int32_t j) {
    double gain = walk_column(swap, j);
    int32_t found = -1;
    for (int32_t k = 0; k < swap->core->need; k++) {
        int32_t r = swap->listed[k];
        double loss = swap->loss[r], saved = swap->extra[r] + gain;
        if (r > j && loss - saved <= 1e-12 * (loss + saved) &&
            (found < 0 || r > swap->listed[found]))
            found = k;
    }
    clear_extra(swap);
    return found;
}

Status cover_first_of_equals(const CoverCore *core, uint8_t *open) {
    Swap swap;
    Status status = swap_init(&swap, core, open);
    /* Each exchange lowers a number, so this ends. */
    for (bool again = true; again && status == STATUS_OK;) {
        again = false;
        for (int32_t j = 0; j < core->n_items; j++) {
            int32_t place = open[j] ? -1 : equal_exchange(&swap, j);
            if (place < 0) continue;
            exchange(&swap, place, j);
            again = true;
        }
    }
    swap_free(&swap);
    return status;
}
