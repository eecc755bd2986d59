/*
 * Roads between the main places of neighbouring units, and from each further village or suburb to
 * the main place of its unit. Classes follow use: ways from towns to the nearest city are primary,
 * ways from parishes to their seat are secondary.
 */
#include "layers/model/grow.h"
#include "planner/demo/adjacency.h"
#include "planner/demo/country.h"
#include "planner/demo/network.h"
#include "planner/demo/random.h"
#include <math.h>
#include <stdlib.h>

static const double MAX_LINK_M = 45000.0;  /* a longer link only where nothing else connects */
static const double DETOUR_SHARE = 0.93;   /* both legs shorter than this share: no direct link */
static const double POINT_SPACING_M = 600; /* along a road */

/* A possible road between the main places of units a < b. */
typedef struct Link {
    double length2;
    int32_t a, b;
    bool keep;
} Link;

static const DemoPlace *main_place(const DemoCountry *country, int32_t unit) {
    return &country->places[country->units[unit].first_place];
}

static double link_length2(const DemoCountry *country, int32_t a, int32_t b) {
    const DemoPlace *p = main_place(country, a), *q = main_place(country, b);
    double dx = p->x_m - q->x_m, dy = p->y_m - q->y_m;
    return dx * dx + dy * dy;
}

static int compare_links(const void *a, const void *b) {
    const Link *p = a, *q = b;
    if (p->length2 != q->length2) return (p->length2 > q->length2) - (p->length2 < q->length2);
    return p->a != q->a ? p->a - q->a : p->b - q->b;
}

/* Some common neighbour lies between the two: the road leads through it. */
static bool has_detour(const DemoCountry *country, const Adjacency *units, const Link *link) {
    double most2 = link->length2 * DETOUR_SHARE * DETOUR_SHARE;
    for (size_t k = units->start[link->a]; k < units->start[link->a + 1]; k++) {
        int32_t via = units->neighbour[k];
        if (via == link->b || link_length2(country, link->a, via) >= most2) continue;
        if (link_length2(country, link->b, via) < most2) return true;
    }
    return false;
}

static int32_t root_of(int32_t *parent, int32_t i) {
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

/* Keeps a shortest spanning tree (Kruskal) and the links that no detour makes superfluous. */
static Status choose_links(const DemoCountry *country, const Adjacency *units, Link *links,
                           size_t n) {
    double max_m = MAX_LINK_M * country->scale;
    int32_t *parent = malloc((size_t)country->n_units * sizeof *parent);
    if (!parent) return STATUS_NO_MEMORY;
    for (int32_t u = 0; u < country->n_units; u++) parent[u] = u;
    qsort(links, n, sizeof *links, compare_links);
    for (size_t i = 0; i < n; i++) {
        int32_t a = root_of(parent, links[i].a), b = root_of(parent, links[i].b);
        bool is_short = links[i].length2 < max_m * max_m;
        links[i].keep = a != b || (is_short && !has_detour(country, units, &links[i]));
        parent[a] = b;
    }
    free(parent);
    return STATUS_OK;
}

static Status add_point(DemoCountry *country, double x_m, double y_m) {
    if (!grow((void **)&country->points, country->n_points, &country->point_capacity_,
              2 * sizeof *country->points))
        return STATUS_NO_MEMORY;
    country->points[2 * country->n_points] = round_cm(x_m);
    country->points[2 * country->n_points + 1] = round_cm(y_m);
    country->n_points++;
    return STATUS_OK;
}

/* A gently winding line: smooth noise across the way, fading out at both ends. */
static Status draw_road(DemoCountry *country, DemoRoad *road, uint64_t seed) {
    const DemoPlace *p = &country->places[road->a], *q = &country->places[road->b];
    double dx = q->x_m - p->x_m, dy = q->y_m - p->y_m, length_m = sqrt(dx * dx + dy * dy);
    int32_t n = 2 + (int32_t)(length_m / (POINT_SPACING_M * country->scale));
    int64_t number = (int64_t)country->n_roads;
    double wave_m = 4000.0 * country->scale;
    road->first_point = country->n_points;
    Status status = add_point(country, p->x_m, p->y_m);
    double last_x = p->x_m, last_y = p->y_m;
    for (int32_t i = 1; i <= n && status == STATUS_OK; i++) {
        double t = (double)i / n, fade = 4.0 * t * (1.0 - t);
        double wide = noise2(seed, t * length_m / wave_m, (double)number * 2.0) - 0.5;
        double narrow = noise2(seed + 1, t * length_m * 4.0 / wave_m, (double)number * 2.0) - 0.5;
        double off = fade * (0.22 * wide + 0.06 * narrow);
        double x = p->x_m + dx * t - dy * off, y = p->y_m + dy * t + dx * off;
        if (i == n) {
            x = q->x_m;
            y = q->y_m;
        }
        status = add_point(country, x, y);
        road->length_m += sqrt((x - last_x) * (x - last_x) + (y - last_y) * (y - last_y));
        last_x = x;
        last_y = y;
    }
    road->n_points = country->n_points - road->first_point;
    return status;
}

static Status add_road(DemoCountry *country, int32_t a, int32_t b, DemoRoadClass class,
                       uint64_t seed) {
    if (!grow((void **)&country->roads, country->n_roads, &country->road_capacity_,
              sizeof *country->roads))
        return STATUS_NO_MEMORY;
    DemoRoad *road = &country->roads[country->n_roads];
    *road = (DemoRoad){.a = a, .b = b, .class = class};
    Status status = draw_road(country, road, seed);
    country->n_roads++;
    return status;
}

static Status link_units(DemoCountry *country, const Adjacency *units, uint64_t seed) {
    size_t n = 0;
    Link *links = malloc((units->start[units->n] / 2 + 1) * sizeof *links);
    if (!links) return STATUS_NO_MEMORY;
    for (int32_t a = 0; a < units->n; a++)
        for (size_t k = units->start[a]; k < units->start[a + 1]; k++)
            if (units->neighbour[k] > a)
                links[n++] = (Link){link_length2(country, a, units->neighbour[k]), a,
                                    units->neighbour[k], false};
    Status status = choose_links(country, units, links, n);
    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        if (links[i].keep)
            status = add_road(country, country->units[links[i].a].first_place,
                              country->units[links[i].b].first_place, ROAD_TERTIARY, seed);
    free(links);
    return status;
}

/* Villages and suburbs hang on the main place of their unit; hamlets have no road of their own. */
static Status link_villages(DemoCountry *country, uint64_t seed) {
    Status status = STATUS_OK;
    for (size_t i = 0; i < country->n_places && status == STATUS_OK; i++) {
        const DemoPlace *place = &country->places[i];
        int32_t main = country->units[place->unit].first_place;
        if ((int32_t)i == main || place->kind == PLACE_HAMLET) continue;
        status = add_road(country, main, (int32_t)i,
                          place->kind == PLACE_SUBURB ? ROAD_RESIDENTIAL : ROAD_UNCLASSIFIED, seed);
    }
    return status;
}

static void raise_class(DemoRoad *road, DemoRoadClass class) {
    if (class < road->class) road->class = class;
}

/* Marks the way from a place to the root of its tree. */
static void mark_way(DemoCountry *country, const Network *network, int32_t place,
                     DemoRoadClass class) {
    for (int32_t at = place; network->parent_road[at] >= 0; at = network->parent[at])
        raise_class(&country->roads[network->parent_road[at]], class);
}

static Status classify(DemoCountry *country, Network *network) {
    Status status = network_from_cities(network);
    for (int32_t u = 0; u < country->n_units && status == STATUS_OK; u++)
        if (country->units[u].kind == DEMO_TOWN)
            mark_way(country, network, country->units[u].first_place, ROAD_PRIMARY);
    for (int32_t m = 0; m < country->n_municipalities && status == STATUS_OK; m++) {
        status = network_from_seat(network, m);
        for (size_t i = 0; i < network->n_settled && status == STATUS_OK; i++) {
            int32_t place = network->settled[i];
            if (!is_main_place(country, place)) continue;
            if (country->units[country->places[place].unit].municipality == m)
                mark_way(country, network, place, ROAD_SECONDARY);
        }
    }
    return status;
}

static void number_roads(DemoCountry *country) {
    int32_t next[2] = {1, 1};
    for (size_t i = 0; i < country->n_roads; i++) {
        DemoRoad *road = &country->roads[i];
        if (road->class <= ROAD_SECONDARY) road->ref = next[road->class]++;
    }
}

Status demo_make_roads(DemoCountry *country) {
    Rng rng = rng_start(country->options.seed, STAGE_ROADS);
    uint64_t seed = rng_next(&rng);
    Adjacency units = {0};
    Network network = {0};
    Status status = adjacency_of_units(&country->lattice, country->n_units, &units);
    if (status == STATUS_OK) status = link_units(country, &units, seed);
    if (status == STATUS_OK) status = link_villages(country, seed);
    if (status == STATUS_OK) status = network_init(&network, country);
    if (status == STATUS_OK) status = classify(country, &network);
    if (status == STATUS_OK) number_roads(country);
    network_free(&network);
    adjacency_free(&units);
    return status;
}
