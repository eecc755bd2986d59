#include "layers/source/arrange.h"
#include <stdlib.h>
#include <string.h>

/* What an item is sorted by, and where it was. */
typedef struct SortKey {
    int32_t unit;
    const char *id;
    size_t at;
} SortKey;

static int by_unit_then_id(const void *a, const void *b) {
    const SortKey *first = a, *second = b;
    if (first->unit != second->unit) return first->unit < second->unit ? -1 : 1;
    return strcmp(first->id, second->id);
}

/* Puts items and their pairs into the order of the keys. */
static Status permute(const SortKey *key, size_t n, void *items, size_t item_bytes, double *xy) {
    char *sorted = malloc(n * item_bytes);
    double *sorted_xy = malloc(n * 2 * sizeof *sorted_xy);
    Status status = sorted && sorted_xy ? STATUS_OK : STATUS_NO_MEMORY;
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        memcpy(sorted + i * item_bytes, (const char *)items + key[i].at * item_bytes, item_bytes);
        memcpy(sorted_xy + 2 * i, xy + 2 * key[i].at, 2 * sizeof *xy);
    }
    if (status == STATUS_OK) {
        memcpy(items, sorted, n * item_bytes);
        memcpy(xy, sorted_xy, n * 2 * sizeof *xy);
    }
    free(sorted);
    free(sorted_xy);
    return status;
}

static Status sort_items(SortKey *key, size_t n, void *items, size_t item_bytes, double *xy) {
    if (n == 0) return STATUS_OK;
    qsort(key, n, sizeof *key, by_unit_then_id);
    return permute(key, n, items, item_bytes, xy);
}

static int by_source_row_reason(const void *a, const void *b) {
    const RowNote *first = a, *second = b;
    if (first->source != second->source) return first->source < second->source ? -1 : 1;
    if (first->row != second->row) return first->row < second->row ? -1 : 1;
    if (first->reason != second->reason) return first->reason < second->reason ? -1 : 1;
    return strcmp(first->detail ? first->detail : "", second->detail ? second->detail : "");
}

static void sum_demand(Country *country) {
    for (size_t u = 0; u < country->n_units; u++) country->unit[u].demand_pop = 0.0;
    for (size_t i = 0; i < country->n_demand; i++)
        country->unit[country->demand[i].unit].demand_pop += country->demand[i].pop;
}

static size_t largest(size_t a, size_t b, size_t c) {
    size_t most = a > b ? a : b;
    return most > c ? most : c;
}

Status country_arrange(Country *country) {
    size_t most = largest(country->n_facilities, country->n_stops, country->n_settlements);
    SortKey *key = malloc((most ? most : 1) * sizeof *key);
    if (!key) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < country->n_facilities; i++)
        key[i] = (SortKey){country->facility[i].unit, country->facility[i].id, i};
    Status status = sort_items(key, country->n_facilities, country->facility,
                               sizeof *country->facility, country->facility_xy);
    for (size_t i = 0; i < country->n_stops; i++) key[i] = (SortKey){0, country->stop[i].id, i};
    if (status == STATUS_OK)
        status = sort_items(key, country->n_stops, country->stop, sizeof *country->stop,
                            country->stop_xy);
    for (size_t i = 0; i < country->n_settlements; i++)
        key[i] = (SortKey){0, country->settlement[i].id, i};
    if (status == STATUS_OK)
        status = sort_items(key, country->n_settlements, country->settlement,
                            sizeof *country->settlement, country->settlement_xy);
    free(key);
    if (country->n_notes)
        qsort(country->note, country->n_notes, sizeof *country->note, by_source_row_reason);
    sum_demand(country);
    return status;
}
