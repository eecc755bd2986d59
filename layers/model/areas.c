/*
 * areas.c - municipalities, regions and the country as unions of their units.
 *
 * Units of the same municipality and region are united first; every area is a union of such blocks,
 * so that each border between two units is dissolved once and not once a scope.
 */
#include "geo/polygon_union.h"
#include "layers/model/country.h"
#include <stdlib.h>

typedef struct Block {
    int32_t municipality, region, unit; /* unit: of a block without a municipality, else -1 */
} Block;

static int by_block(const void *a, const void *b) {
    const Block *one = a, *two = b;
    if (one->municipality != two->municipality)
        return one->municipality < two->municipality ? -1 : 1;
    if (one->region != two->region) return one->region < two->region ? -1 : 1;
    return (one->unit > two->unit) - (one->unit < two->unit);
}

static Block block_of(const Country *country, size_t u) {
    const Unit *unit = &country->unit[u];
    return (Block){unit->municipality, unit->region, unit->municipality < 0 ? (int32_t)u : -1};
}

/* The distinct blocks in order; returns their number. */
static size_t find_blocks(const Country *country, Block *block) {
    size_t n = 0;
    for (size_t u = 0; u < country->n_units; u++) block[u] = block_of(country, u);
    if (country->n_units) qsort(block, country->n_units, sizeof *block, by_block);
    for (size_t u = 0; u < country->n_units; u++)
        if (n == 0 || by_block(&block[n - 1], &block[u]) != 0) block[n++] = block[u];
    return n;
}

static void number_units(const Country *country, const Block *block, size_t n, int32_t *group) {
    for (size_t u = 0; u < country->n_units; u++) {
        Block key = block_of(country, u);
        const Block *found = bsearch(&key, block, n, sizeof *block, by_block);
        group[u] = found ? (int32_t)(found - block) : -1;
    }
}

/* Adds the unions of the blocks by scope: 0 the country, 1 regions, 2 municipalities. */
static Status add_scope(const PolygonSet *blocks, const Block *block, int scope, size_t n_areas,
                        int threads, int32_t *group, PolygonSet *areas) {
    PolygonSet unions;
    polygon_set_init(&unions);
    for (size_t b = 0; b < blocks->n; b++)
        group[b] = scope == 0 ? 0 : scope == 1 ? block[b].region : block[b].municipality;
    Status status = polygon_unions(blocks, group, n_areas, threads, &unions);
    for (size_t a = 0; a < unions.n && status == STATUS_OK; a++)
        status = polygon_set_add_copy(areas, &unions, a);
    polygon_set_free(&unions);
    return status;
}

Status country_unite_areas(Country *country, int threads) {
    const size_t n_areas[] = {1, country->n_regions, country->n_municipalities};
    Block *block = malloc((country->n_units + 1) * sizeof *block);
    int32_t *group = malloc((country->n_units + 1) * sizeof *group);
    PolygonSet blocks, areas;
    polygon_set_init(&blocks);
    polygon_set_init(&areas);
    Status status = block && group ? STATUS_OK : STATUS_NO_MEMORY;
    if (status == STATUS_OK) {
        size_t n = find_blocks(country, block);
        number_units(country, block, n, group);
        status = polygon_unions(&country->polygons, group, n, threads, &blocks);
    }
    for (int scope = 0; scope < 3 && status == STATUS_OK; scope++)
        status = add_scope(&blocks, block, scope, n_areas[scope], threads, group, &areas);
    free(block);
    free(group);
    polygon_set_free(&blocks);
    if (status == STATUS_OK) {
        polygon_set_free(&country->areas);
        country->areas = areas;
    } else {
        polygon_set_free(&areas);
    }
    return status;
}
