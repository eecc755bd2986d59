/*
 * network.h - shortest ways over the roads of the made-up country (Dijkstra).
 */
#ifndef PLANNER_DEMO_NETWORK_H
#define PLANNER_DEMO_NETWORK_H

#include "planner/demo/country.h"
#include "planner/demo/heap.h"

typedef struct Network {
    const DemoCountry *country; /* borrowed; its roads must not change in number */
    size_t *start;              /* roads at place p: road[start[p]] … */
    int32_t *road;
    Heap heap;
    uint64_t *cost_dm; /* from the nearest root */
    bool *is_settled;
    /* the result of the last search */
    int32_t *settled; /* places in the order of their distance */
    size_t n_settled;
    int32_t *parent;      /* the place before this one on its way from the root, or -1 */
    int32_t *parent_road; /* the road in between, or -1 */
    int32_t *touched_;    /* places to be reset before the next search */
    size_t n_touched_;
} Network;

/* STATUS_NO_MEMORY. network_free it in any case. */
Status network_init(Network *network, const DemoCountry *country);
void network_free(Network *network);

/* Ways from all cities at once (from the capital where there is no city) to every place. */
Status network_from_cities(Network *network);

/* Ways from the seat of a municipality until the main places of all its units are settled. */
Status network_from_seat(Network *network, int32_t municipality);

/* Whether a place is the main one of its unit. */
bool is_main_place(const DemoCountry *country, int32_t place);

#endif
