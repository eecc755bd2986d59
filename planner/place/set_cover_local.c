#include "planner/place/set_cover_local.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Walk {
    SetCoverState state;
    const SetCoverLocal *local;
    int64_t *free_from; /* [items] the turn from which it may be moved again */
    int64_t *moved;     /* [items] the turn of its last move */
    int64_t turn;
    uint64_t random;
    double limit; /* selections have to stay below this */
    uint8_t *best;
    double best_value;
} Walk;

/* splitmix64 (Steele, Lea, Flood 2014, https://doi.org/10.1145/2660193.2660195); the same on every
 * run. */
static uint64_t next_random(uint64_t *random) {
    uint64_t z = (*random += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static void walk_free(Walk *walk) {
    set_state_free(&walk->state);
    free(walk->free_from);
    free(walk->moved);
    free(walk->best);
}

static Status walk_init(Walk *walk, const SetCoverCore *core, const SetCoverLocal *local,
                        const uint8_t *open) {
    size_t items = (size_t)core->n_items + 1;
    *walk = (Walk){.local = local,
                   .free_from = calloc(items, sizeof(int64_t)),
                   .moved = calloc(items, sizeof(int64_t)),
                   .random = 1,
                   .limit = local->cutoff,
                   .best = calloc(items, 1),
                   .best_value = INFINITY};
    Status status = set_state_init(&walk->state, core, open);
    return walk->free_from && walk->moved && walk->best ? status : STATUS_NO_MEMORY;
}

static void turn_item(Walk *walk, int32_t j) {
    set_state_turn(&walk->state, j);
    walk->moved[j] = walk->turn;
    /* Found by trying: the weights of missed rows keep the walk from circling, where there are
     * none it takes longer rests. */
    bool steady = walk->state.core->target > 0;
    int64_t rest = (int64_t)(next_random(&walk->random) % (steady ? 10 : 3));
    walk->free_from[j] = walk->turn + rest + (steady ? 10 : 2);
}

/* The open item that is missed least for its price, of equals the one that rests longest. */
static int32_t least_missed(Walk *walk, bool any) {
    SetCoverState *state = &walk->state;
    int32_t best = -1;
    double least = INFINITY;
    for (int32_t k = 0; k < state->n_open; k++) {
        int32_t j = state->listed[k];
        if (!any && walk->free_from[j] > walk->turn) continue;
        double loss = state->score[j] / state->core->price[j];
        if (best >= 0 && (loss > least || (loss == least && walk->moved[j] >= walk->moved[best])))
            continue;
        least = loss;
        best = j;
    }
    state->steps += state->n_open;
    return best;
}

/* Takes j instead of best where it gains more, or as much and rests longer. */
static void consider(Walk *walk, int32_t j, int32_t *best, double *most) {
    SetCoverState *state = &walk->state;
    if (state->open[j] || walk->free_from[j] > walk->turn) return;
    if (!(state->core->base + state->price + state->core->price[j] < walk->limit)) return;
    double gain = state->score[j] / state->core->price[j];
    if (*best >= 0 ? gain < *most || (gain == *most && walk->moved[j] >= walk->moved[*best])
                   : gain <= 0)
        return;
    *most = gain;
    *best = j;
}

/* The closed item that helps most: of a row that is missed, or of all where only weight lacks. */
static int32_t most_helpful(Walk *walk) {
    SetCoverState *state = &walk->state;
    const SetCoverCore *core = state->core;
    int32_t best = -1;
    double most = 0;
    if (state->n_missed == 0) {
        for (int32_t j = 0; j < core->n_items; j++) consider(walk, j, &best, &most);
        state->steps += core->n_items;
        return best;
    }
    int32_t row = state->missed[next_random(&walk->random) % (uint64_t)state->n_missed];
    for (int64_t at = core->row_start[row]; at < core->row_start[row + 1]; at++)
        consider(walk, core->row_item[at], &best, &most);
    state->steps += core->row_start[row + 1] - core->row_start[row];
    return best;
}

/* Rows that are still missed count more from now on. */
static void raise_missed(SetCoverState *state) {
    const SetCoverCore *core = state->core;
    for (int32_t k = 0; k < state->n_missed; k++) {
        int32_t row = state->missed[k];
        double more = core->weight[row], part = more / core->need[row];
        state->work[row] += more;
        /* open items too: a row with need 2 misses its one open item as much */
        for (int64_t at = core->row_start[row]; at < core->row_start[row + 1]; at++)
            state->score[core->row_item[at]] += part;
        state->steps += core->row_start[row + 1] - core->row_start[row];
    }
}

/* Keeps the selection, and asks for a better one from now on. */
static void record(Walk *walk) {
    const SetCoverCore *core = walk->state.core;
    double value = core->base;
    for (int32_t j = 0; j < core->n_items; j++)
        if (walk->state.open[j]) value += core->price[j];
    double unit = walk->local->unit;
    double limit = unit > 0 ? value - unit / 2 : value - 1e-9 * fabs(value);
    if (value < walk->limit) {
        memcpy(walk->best, walk->state.open, (size_t)core->n_items);
        walk->best_value = value;
        walk->limit = limit;
    }
}

/* Closes items until the selection serves no longer; keeps those that are better. */
static void shed(Walk *walk) {
    while (walk->state.n_open > 0 && set_state_serves(&walk->state)) {
        record(walk);
        int32_t j = least_missed(walk, true);
        if (j >= 0) turn_item(walk, j);
    }
}

static bool is_over(const Walk *walk) {
    const SetCoverLocal *local = walk->local;
    if (walk->state.steps > local->steps || walk->best_value <= local->goal) return true;
    return walk->turn % 64 == 0 && local->expired(local->context);
}

static void walk_on(Walk *walk) {
    SetCoverState *state = &walk->state;
    while (!is_over(walk)) {
        walk->turn++;
        state->steps++;
        int32_t j = least_missed(walk, false);
        if (j >= 0) turn_item(walk, j);
        for (bool adding = true; adding && !set_state_serves(state);) {
            j = most_helpful(walk);
            adding = j >= 0;
            if (adding) turn_item(walk, j);
        }
        if (state->n_missed > 0) raise_missed(state);
        shed(walk);
    }
}

Status set_local_search(const SetCoverCore *core, const SetCoverLocal *local, uint8_t *open,
                        double *value) {
    Walk walk;
    *value = INFINITY;
    Status status = walk_init(&walk, core, local, open);
    if (status == STATUS_OK) {
        shed(&walk);
        walk_on(&walk);
        if (walk.best_value < INFINITY) {
            memcpy(open, walk.best, (size_t)core->n_items);
            *value = walk.best_value;
        }
    }
    walk_free(&walk);
    return status;
}
