#include "planner/place/max_cover_region.h"
#include "geo/clock.h"
#include <stdlib.h>
#include <string.h>

/* Searches of a region are short as a rule; this ends the others. */
static const int64_t MOST_NODES = 150;

typedef struct Region {
    CoverSearch *search;
    const CoverCore *core;
    uint8_t *open;     /* [items] the best selection */
    uint8_t *done;     /* [items] open items that have been near a centre since a change */
    uint8_t *mark;     /* [items] CoverMark of the region's problem; FREE: in the region */
    uint8_t *row_seen; /* [rows] */
    int32_t *queue;    /* [items] the region, nearest first */
    int32_t n;
} Region;

static void region_free(Region *region) {
    free(region->open);
    free(region->done);
    free(region->mark);
    free(region->row_seen);
    free(region->queue);
}

static Status region_init(Region *region) {
    size_t items = (size_t)region->core->n_items + 1;
    region->open = calloc(items, 1);
    region->done = calloc(items, 1);
    region->mark = malloc(items);
    region->row_seen = malloc((size_t)region->core->n_rows + 1);
    region->queue = malloc(items * sizeof *region->queue);
    if (!region->open || !region->done || !region->mark || !region->row_seen || !region->queue)
        return STATUS_NO_MEMORY;
    return STATUS_OK;
}

/* Takes over the best selection; false where the core has no room for it any more. */
static bool load_best(Region *region) {
    const CoverCore *core = region->core;
    int32_t n = 0;
    for (int32_t j = 0; j < core->n_items; j++)
        n += region->open[j] = region->search->best[core->item_id[j]];
    return n == core->need;
}

/* Queues those that share a row with item j; returns how many open ones. */
static int32_t add_neighbours(Region *region, int32_t j) {
    const CoverCore *core = region->core;
    int32_t n_open = 0;
    for (int64_t at = core->col_start[j]; at < core->col_start[j + 1]; at++) {
        int32_t row = core->col_row[at];
        if (region->row_seen[row]) continue;
        region->row_seen[row] = 1;
        for (int64_t k = core->row_start[row]; k < core->row_start[row + 1]; k++) {
            int32_t other = core->row_item[k];
            if (region->mark[other] == COVER_FREE) continue;
            region->mark[other] = COVER_FREE;
            region->queue[region->n++] = other;
            n_open += region->open[other];
        }
    }
    return n_open;
}

/* The items about a centre, by steps from row to row, until enough of them are open. */
static void grow(Region *region, int32_t centre) {
    const CoverCore *core = region->core;
    for (int32_t j = 0; j < core->n_items; j++)
        region->mark[j] = region->open[j] ? COVER_OPEN : COVER_OUT;
    memset(region->row_seen, 0, (size_t)core->n_rows);
    region->mark[centre] = COVER_FREE;
    region->queue[0] = centre;
    region->n = 1;
    int32_t n_open = 1;
    for (int32_t at = 0; at < region->n && n_open < COVER_REGION_OPEN; at++)
        n_open += add_neighbours(region, region->queue[at]);
}

/* Searches the region; *better: its selection changed. */
static Status solve_region(Region *region, bool *better) {
    CoverSearch *search = region->search, inner = *search;
    CoverCore *core = NULL;
    inner.is_region = true;
    inner.floor = 0; /* towards a floor the way may lead by steps */
    inner.nodes = 0;
    inner.max_nodes = MOST_NODES;
    double bound;
    Status status = cover_core_settle(region->core, region->mark, &core);
    if (status == STATUS_OK) status = cover_search(&inner, core, NULL, &bound);
    *better = inner.best_value > search->best_value;
    search->best_value = inner.best_value;
    search->iterations = inner.iterations;
    return status;
}

/* Marks the half of the region's open items that is nearest to the centre as done, or, after a
 * change, all of them as not done. */
static void book(Region *region, bool better) {
    int32_t n_done = 0;
    for (int32_t k = 0; k < region->n; k++) {
        int32_t j = region->queue[k];
        if (better)
            region->done[j] = 0;
        else if (region->open[j] && n_done++ < COVER_REGION_OPEN / 2)
            region->done[j] = 1;
    }
}

static int32_t next_centre(const Region *region, int32_t from) {
    for (int32_t k = 0; k < region->core->n_items; k++) {
        int32_t j = (from + k) % region->core->n_items;
        if (region->open[j] && !region->done[j]) return j;
    }
    return -1;
}

static bool is_over(const CoverSearch *search) {
    return clock_s() >= search->deadline_s || (search->stop && search->stop(search->stop_context));
}

Status cover_regions(CoverSearch *search, const CoverCore *core) {
    Region region = {.search = search, .core = core};
    Status status = region_init(&region);
    bool ok = status == STATUS_OK && load_best(&region);
    int32_t centre = ok ? next_centre(&region, 0) : -1;
    while (status == STATUS_OK && centre >= 0 && !is_over(search)) {
        bool better = false;
        grow(&region, centre);
        status = solve_region(&region, &better);
        if (better && !load_best(&region)) break;
        book(&region, better);
        centre = next_centre(&region, centre);
    }
    region_free(&region);
    return status;
}
