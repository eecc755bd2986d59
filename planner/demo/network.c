#include "planner/demo/network.h"
#include <stdlib.h>

bool is_main_place(const DemoCountry *country, int32_t place) {
    return country->units[country->places[place].unit].first_place == place;
}

static void list_roads(Network *network) {
    const DemoCountry *country = network->country;
    size_t n = country->n_places;
    for (size_t r = 0; r < country->n_roads; r++) {
        network->start[country->roads[r].a + 2]++;
        network->start[country->roads[r].b + 2]++;
    }
    for (size_t p = 0; p < n; p++) network->start[p + 2] += network->start[p + 1];
    for (size_t r = 0; r < country->n_roads; r++) {
        network->road[network->start[country->roads[r].a + 1]++] = (int32_t)r;
        network->road[network->start[country->roads[r].b + 1]++] = (int32_t)r;
    }
}

Status network_init(Network *network, const DemoCountry *country) {
    size_t n = country->n_places;
    *network = (Network){.country = country};
    network->start = calloc(n + 2, sizeof *network->start);
    network->road = malloc((2 * country->n_roads + 1) * sizeof *network->road);
    network->cost_dm = malloc(n * sizeof *network->cost_dm);
    network->is_settled = calloc(n, sizeof *network->is_settled);
    network->settled = malloc(n * sizeof *network->settled);
    network->parent = malloc(n * sizeof *network->parent);
    network->parent_road = malloc(n * sizeof *network->parent_road);
    network->touched_ = malloc(n * sizeof *network->touched_);
    if (!network->start || !network->road || !network->cost_dm || !network->is_settled ||
        !network->settled || !network->parent || !network->parent_road || !network->touched_)
        return STATUS_NO_MEMORY;
    for (size_t p = 0; p < n; p++) {
        network->cost_dm[p] = UINT64_MAX;
        network->parent[p] = network->parent_road[p] = -1;
    }
    list_roads(network);
    return STATUS_OK;
}

void network_free(Network *network) {
    free(network->start);
    free(network->road);
    heap_free(&network->heap);
    free(network->cost_dm);
    free(network->is_settled);
    free(network->settled);
    free(network->parent);
    free(network->parent_road);
    free(network->touched_);
    *network = (Network){0};
}

static void reset(Network *network) {
    for (size_t i = 0; i < network->n_touched_; i++) {
        int32_t place = network->touched_[i];
        network->cost_dm[place] = UINT64_MAX;
        network->is_settled[place] = false;
        network->parent[place] = network->parent_road[place] = -1;
    }
    network->n_touched_ = network->n_settled = 0;
    heap_clear(&network->heap);
}

static Status reach(Network *network, int32_t place, uint64_t cost_dm, int32_t parent,
                    int32_t road) {
    if (cost_dm >= network->cost_dm[place]) return STATUS_OK;
    if (network->cost_dm[place] == UINT64_MAX) network->touched_[network->n_touched_++] = place;
    network->cost_dm[place] = cost_dm;
    network->parent[place] = parent;
    network->parent_road[place] = road;
    return heap_push(&network->heap, cost_dm, place, 0);
}

static Status leave(Network *network, int32_t place) {
    const DemoCountry *country = network->country;
    Status status = STATUS_OK;
    for (size_t k = network->start[place]; k < network->start[place + 1]; k++) {
        const DemoRoad *road = &country->roads[network->road[k]];
        uint64_t cost_dm = network->cost_dm[place] + (uint64_t)(road->length_m * 10.0);
        int32_t other = road->a == place ? road->b : road->a;
        status = reach(network, other, cost_dm, place, network->road[k]);
        if (status != STATUS_OK) break;
    }
    return status;
}

/* Settles places until `wanted` main places of the municipality (-1: of any) are among them. */
static Status search(Network *network, int32_t municipality, int32_t wanted) {
    const DemoCountry *country = network->country;
    HeapItem item;
    Status status = STATUS_OK;
    while (status == STATUS_OK && wanted > 0 && heap_pop(&network->heap, &item)) {
        int32_t place = item.a;
        if (network->is_settled[place]) continue;
        network->is_settled[place] = true;
        network->settled[network->n_settled++] = place;
        int32_t own = country->units[country->places[place].unit].municipality;
        if (own == municipality && is_main_place(country, place)) wanted--;
        status = leave(network, place);
    }
    return status;
}

Status network_from_cities(Network *network) {
    const DemoCountry *country = network->country;
    Status status = STATUS_OK;
    reset(network);
    for (int32_t u = 0; u < country->n_units && status == STATUS_OK; u++) {
        bool is_root = country->n_cities > 0 ? country->units[u].kind == DEMO_STATE_CITY
                                             : u == country->capital;
        if (is_root) status = reach(network, country->units[u].first_place, 0, -1, -1);
    }
    return status == STATUS_OK ? search(network, -1, 1) : status;
}

Status network_from_seat(Network *network, int32_t municipality) {
    const DemoMunicipality *own = &network->country->municipalities[municipality];
    reset(network);
    Status status = reach(network, network->country->units[own->seat].first_place, 0, -1, -1);
    return status == STATUS_OK ? search(network, municipality, own->n_units) : status;
}
