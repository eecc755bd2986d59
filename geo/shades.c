#include "geo/shades.h"
#include <stdbool.h>
#include <stdlib.h>

typedef struct Map {
    size_t n;
    size_t *first; /* area a has the neighbours of[first[a]] … of[first[a + 1] - 1], each once */
    int32_t *of;
} Map;

static int by_pair(const void *a, const void *b) {
    const int32_t *one = a, *two = b;
    if (one[0] != two[0]) return one[0] < two[0] ? -1 : 1;
    return (one[1] > two[1]) - (one[1] < two[1]);
}

/* Both ways of each pair, in order, each once; returns their number. */
static size_t both_ways(const int32_t (*pair)[2], size_t n_pairs, int32_t (*way)[2]) {
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < n_pairs; i++) {
        if (pair[i][0] == pair[i][1]) continue;
        way[n][0] = way[n + 1][1] = pair[i][0];
        way[n][1] = way[n + 1][0] = pair[i][1];
        n += 2;
    }
    if (n) qsort(way, n, sizeof *way, by_pair);
    for (size_t i = 0; i < n; i++) {
        if (kept && by_pair(way[kept - 1], way[i]) == 0) continue;
        way[kept][0] = way[i][0];
        way[kept++][1] = way[i][1];
    }
    return kept;
}

static Status make_map(size_t n, const int32_t (*pair)[2], size_t n_pairs, Map *map) {
    if (n_pairs > SIZE_MAX / 16) return STATUS_NO_MEMORY;
    int32_t(*way)[2] = malloc((2 * n_pairs + 1) * sizeof *way);
    map->n = n;
    map->first = calloc(n + 2, sizeof *map->first);
    map->of = malloc((2 * n_pairs + 1) * sizeof *map->of);
    bool made = way && map->first && map->of;
    size_t ways = made ? both_ways(pair, n_pairs, way) : 0;
    for (size_t i = 0; i < ways; i++) {
        map->first[way[i][0] + 1]++;
        map->of[i] = way[i][1];
    }
    for (size_t a = 0; a < n && made; a++) map->first[a + 1] += map->first[a];
    free(way);
    return made ? STATUS_OK : STATUS_NO_MEMORY;
}

/* The first shade with the fewest of the neighbours that have one; *clash: how many that is. */
static int best_shade(const Map *map, size_t a, const int *shade, size_t *clash) {
    size_t count[SHADES] = {0};
    int best = 0;
    for (size_t k = map->first[a]; k < map->first[a + 1]; k++)
        if (shade[map->of[k]] >= 0) count[shade[map->of[k]]]++;
    for (int s = 1; s < SHADES; s++)
        if (count[s] < count[best]) best = s;
    *clash = count[best];
    return best;
}

/* Shades the areas in an order; returns whether all neighbours differ. */
static bool shade_in_order(const Map *map, const int32_t *order, int *shade) {
    bool differ = true;
    for (size_t a = 0; a < map->n; a++) shade[a] = -1;
    for (size_t i = 0; i < map->n; i++) {
        size_t a = order ? (size_t)order[i] : i, clash;
        shade[a] = best_shade(map, a, shade, &clash);
        if (clash > 0) differ = false;
    }
    return differ;
}

/* From behind: of the areas left the one with the fewest neighbours left, the highest number first.
 */
static Status smallest_last(const Map *map, int32_t *order) {
    size_t *left = malloc((map->n + 1) * sizeof *left);
    if (!left) return STATUS_NO_MEMORY;
    for (size_t a = 0; a < map->n; a++) left[a] = map->first[a + 1] - map->first[a];
    for (size_t i = map->n; i-- > 0;) {
        size_t best = SIZE_MAX;
        for (size_t a = map->n; a-- > 0;)
            if (left[a] != SIZE_MAX && (best == SIZE_MAX || left[a] < left[best])) best = a;
        order[i] = (int32_t)best;
        left[best] = SIZE_MAX;
        for (size_t k = map->first[best]; k < map->first[best + 1]; k++)
            if (left[map->of[k]] != SIZE_MAX) left[map->of[k]]--;
    }
    free(left);
    return STATUS_OK;
}

Status shades_of(size_t n, const int32_t (*pair)[2], size_t n_pairs, int *shade) {
    Map map = {0};
    int *made = calloc(n + 1, sizeof *made);
    int32_t *order = calloc(n + 1, sizeof *order);
    Status status = made && order ? make_map(n, pair, n_pairs, &map) : STATUS_NO_MEMORY;
    if (status == STATUS_OK && !shade_in_order(&map, NULL, made)) {
        status = smallest_last(&map, order);
        if (status == STATUS_OK) shade_in_order(&map, order, made);
    }
    for (size_t a = 0; a < n && status == STATUS_OK; a++) shade[a] = made[a];
    free(map.first);
    free(map.of);
    free(made);
    free(order);
    return status;
}
