#include "layers/source/unit_areas.h"
#include <stdlib.h>
#include <string.h>

typedef struct Entry {
    Area area;
    size_t unit;
} Entry;

static int by_code_then_unit(const void *a, const void *b) {
    const Entry *first = a, *second = b;
    int order = strcmp(first->area.code, second->area.code);
    if (order != 0) return order;
    return first->unit < second->unit ? -1 : 1;
}

/* Distinct areas of the sorted entries; number[u] is set for each unit that has one. */
static size_t merge(const Entry *entry, size_t n, Area *area, int32_t *number) {
    size_t areas = 0;
    for (size_t i = 0; i < n; i++) {
        if (areas == 0 || strcmp(area[areas - 1].code, entry[i].area.code) != 0)
            area[areas++] = entry[i].area;
        number[entry[i].unit] = (int32_t)areas - 1;
    }
    return areas;
}

static void add_entry(Entry *entry, size_t *n, size_t unit, const char *code, const char *name) {
    if (!code) code = name;
    if (!code) return;
    entry[(*n)++] = (Entry){{code, name ? name : code}, unit};
}

Status unit_areas_build(Country *country, const AreaNames *names) {
    size_t n = country->n_units, room = n ? n : 1;
    Status status = STATUS_NO_MEMORY;
    Entry *entry = malloc(room * sizeof *entry);
    int32_t *number = malloc(room * sizeof *number);
    country->municipality = malloc(room * sizeof *country->municipality);
    country->region = malloc(room * sizeof *country->region);
    if (!entry || !number || !country->municipality || !country->region) goto end;
    for (int regions = 0; regions < 2; regions++) {
        size_t entries = 0;
        for (size_t u = 0; u < n; u++) {
            number[u] = -1;
            add_entry(entry, &entries, u,
                      regions ? names[u].region_code : names[u].municipality_code,
                      regions ? names[u].region_name : names[u].municipality_name);
        }
        if (entries) qsort(entry, entries, sizeof *entry, by_code_then_unit);
        size_t areas =
            merge(entry, entries, regions ? country->region : country->municipality, number);
        *(regions ? &country->n_regions : &country->n_municipalities) = areas;
        for (size_t u = 0; u < n; u++)
            *(regions ? &country->unit[u].region : &country->unit[u].municipality) = number[u];
    }
    status = STATUS_OK;
end:
    free(entry);
    free(number);
    return status;
}
