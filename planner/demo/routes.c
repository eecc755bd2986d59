/*
 * The timetable: buses from every place to its seat and from seats to the nearest city, lines to
 * the suburbs (in the capital a tram and a trolleybus among them), and one railway.
 */
#include "layers/model/grow.h"
#include "planner/demo/country.h"
#include "planner/demo/network.h"
#include "planner/demo/random.h"
#include "planner/demo/stops.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double COUNTRY_SPEED_M_S = 13.0, TOWN_SPEED_M_S = 6.5, RAIL_SPEED_M_S = 18.0;
static const double CROOKEDNESS = 1.12; /* of the way between two stops */
static const int32_t DWELL_S = 20;
static const double RAIL_SPACING_M = 7000.0, STATION_OFFSET_M = 650.0;
static const double SIDE_LINE_SHARE = 0.65; /* of the side roads; the rest is unserved */

static Status start_route(DemoCountry *country, DemoRouteType type, int32_t from, int32_t to) {
    if (!grow((void **)&country->routes, country->n_routes, &country->route_capacity_,
              sizeof *country->routes))
        return STATUS_NO_MEMORY;
    country->routes[country->n_routes] =
        (DemoRoute){.type = type, .from = from, .to = to, .first_halt = country->n_halts};
    return STATUS_OK;
}

/* Adds a halt to the route that is being made; removed stops and repetitions are passed by. */
static Status add_halt(DemoCountry *country, int32_t stop, double speed_m_s) {
    DemoRoute *route = &country->routes[country->n_routes];
    const DemoStop *here = &country->stops[stop];
    int32_t time_s = 0;
    if (here->removed) return STATUS_OK;
    if (!grow((void **)&country->halts, country->n_halts, &country->halt_capacity_,
              sizeof *country->halts))
        return STATUS_NO_MEMORY;
    if (route->n_halts > 0) {
        const DemoHalt *last = &country->halts[country->n_halts - 1];
        double dx = here->x_m - country->stops[last->stop].x_m;
        double dy = here->y_m - country->stops[last->stop].y_m;
        if (last->stop == stop) return STATUS_OK;
        time_s =
            last->time_s + DWELL_S + (int32_t)(sqrt(dx * dx + dy * dy) * CROOKEDNESS / speed_m_s);
    }
    country->halts[country->n_halts++] = (DemoHalt){stop, time_s};
    route->n_halts++;
    return STATUS_OK;
}

/* Keeps the route if it stops at two places at least. */
static void end_route(DemoCountry *country, int32_t n_trips, int32_t first_s, int32_t headway_s,
                      bool every_day) {
    DemoRoute *route = &country->routes[country->n_routes];
    if (route->n_halts < 2) {
        country->n_halts = route->first_halt;
        return;
    }
    route->n_trips = n_trips;
    route->first_departure_s = first_s;
    route->headway_s = headway_s;
    route->every_day = every_day;
    country->n_routes++;
}

/* The halts of one road from place `from` to its other end, both places included. */
static Status ride_road(DemoCountry *country, int32_t road_index, int32_t from) {
    const DemoRoad *road = &country->roads[road_index];
    double speed = road->class == ROAD_RESIDENTIAL ? TOWN_SPEED_M_S : COUNTRY_SPEED_M_S;
    bool forward = road->a == from;
    Status status = add_halt(country, country->place_stop[from], speed);
    for (int32_t i = 0; i < road->n_stops && status == STATUS_OK; i++) {
        int32_t k = forward ? i : road->n_stops - 1 - i;
        status = add_halt(country, road->first_stop + k, speed);
    }
    int32_t to = forward ? road->b : road->a;
    return status == STATUS_OK ? add_halt(country, country->place_stop[to], speed) : status;
}

/* A bus from a place to the root of the last search. */
static Status ride_to_root(DemoCountry *country, const Network *network, int32_t from) {
    Status status = start_route(country, ROUTE_BUS, from, from);
    for (int32_t at = from; status == STATUS_OK && network->parent_road[at] >= 0;
         at = network->parent[at]) {
        status = ride_road(country, network->parent_road[at], at);
        country->routes[country->n_routes].to = network->parent[at];
    }
    return status;
}

static int32_t minutes(int32_t n) {
    return n * 60;
}

static int32_t early(Rng *rng) {
    return minutes(330 + 5 * (int32_t)rng_below(rng, 22));
}

/* Long lines; the first one has a trip that runs past midnight. */
static Status make_long_lines(DemoCountry *country, Network *network, Rng *rng) {
    Status status = network_from_cities(network);
    for (int32_t m = 0; m < country->n_municipalities && status == STATUS_OK; m++) {
        int32_t seat = country->units[country->municipalities[m].seat].first_place;
        bool is_first = country->n_routes == 0;
        status = ride_to_root(country, network, seat);
        if (status != STATUS_OK) break;
        int32_t n_trips = 4 + (int32_t)rng_below(rng, 5), first_s = early(rng);
        if (is_first)
            end_route(country, 7, minutes(340), minutes(180), true);
        else
            end_route(country, n_trips, first_s, minutes(150), true);
    }
    return status;
}

static Status make_local_lines(DemoCountry *country, Network *network, Rng *rng) {
    Status status = STATUS_OK;
    for (int32_t m = 0; m < country->n_municipalities && status == STATUS_OK; m++) {
        status = network_from_seat(network, m);
        for (size_t i = 1; i < network->n_settled && status == STATUS_OK; i++) {
            int32_t place = network->settled[i];
            if (!is_main_place(country, place)) continue;
            if (country->units[country->places[place].unit].municipality != m) continue;
            status = ride_to_root(country, network, place);
            int32_t n_trips = 2 + (int32_t)rng_below(rng, 3), first_s = early(rng);
            int32_t headway_s = minutes(180 + 15 * (int32_t)rng_below(rng, 9));
            bool every_day = rng_chance(rng, 0.4);
            if (status == STATUS_OK) end_route(country, n_trips, first_s, headway_s, every_day);
        }
    }
    return status;
}

/*
 * Lines to suburbs, and on side roads that no long line takes: the first two within the capital
 * are a tram and a trolleybus.
 */
static Status make_short_lines(DemoCountry *country, Rng *rng) {
    int32_t in_capital = 0;
    Status status = STATUS_OK;
    for (size_t r = 0; r < country->n_roads && status == STATUS_OK; r++) {
        const DemoRoad *road = &country->roads[r];
        bool is_capital =
            road->class >= ROAD_UNCLASSIFIED && country->places[road->b].unit == country->capital;
        bool is_town = road->class == ROAD_RESIDENTIAL || is_capital;
        if (road->class < ROAD_TERTIARY) continue;
        if (!is_town && !rng_chance(rng, SIDE_LINE_SHARE)) continue;
        DemoRouteType type = ROUTE_BUS;
        if (is_capital && in_capital < 2) type = in_capital == 0 ? ROUTE_TRAM : ROUTE_TROLLEYBUS;
        status = start_route(country, type, road->b, road->a);
        if (status == STATUS_OK) status = ride_road(country, (int32_t)r, road->b);
        if (status != STATUS_OK) break;
        size_t before = country->n_routes;
        if (is_town)
            end_route(country, 16, minutes(330 + (int32_t)rng_below(rng, 30)), minutes(60), true);
        else
            end_route(country, 2, early(rng), minutes(480), false);
        if (is_capital && country->n_routes > before) in_capital++;
    }
    return status;
}

/* Where the railway ends: the largest other town, or a village of the only unit. */
static int32_t rail_end(const DemoCountry *country) {
    const DemoUnit *capital = &country->units[country->capital];
    int32_t best = -1;
    for (int32_t u = 0; u < country->n_units; u++)
        if (u != country->capital && (best < 0 || country->units[u].pop > country->units[best].pop))
            best = u;
    return best >= 0 ? country->units[best].first_place
                     : capital->first_place + capital->n_places - 1;
}

static const char *station_name(DemoCountry *country, const char *name, const char *suffix) {
    char text[128];
    int length = snprintf(text, sizeof text, "%s%s", name, suffix);
    return strings_copy(&country->strings, text, (size_t)length);
}

/* The capital's station: the building (nobody boards there) and a platform that belongs to it. */
static Status add_station(DemoCountry *country, const DemoPlace *place, int32_t *platform) {
    int32_t station;
    double x = place->x_m + STATION_OFFSET_M, y = place->y_m - STATION_OFFSET_M;
    Status status =
        add_stop(country, station_name(country, place->name, " (stacija)"), x, y, &station);
    if (status != STATUS_OK) return status;
    country->stops[station].is_station = true;
    status = add_stop(country, station_name(country, place->name, ", 1. perons"), x + 35, y + 12,
                      platform);
    if (status == STATUS_OK) country->stops[*platform].parent = station;
    return status;
}

static Status make_railway(DemoCountry *country) {
    int32_t from = country->units[country->capital].first_place, to = rail_end(country), stop;
    const DemoPlace *p = &country->places[from], *q = &country->places[to];
    double dx = q->x_m - p->x_m, dy = q->y_m - p->y_m;
    int32_t legs = 2 + (int32_t)(sqrt(dx * dx + dy * dy) / (RAIL_SPACING_M * country->scale));
    Status status = start_route(country, ROUTE_RAIL, from, to);
    if (status == STATUS_OK) status = add_station(country, p, &stop);
    if (status == STATUS_OK) status = add_halt(country, stop, RAIL_SPEED_M_S);
    for (int32_t i = 1; i <= legs && status == STATUS_OK; i++) {
        double x = p->x_m + dx * i / legs - STATION_OFFSET_M, y = p->y_m + dy * i / legs;
        char suffix[32];
        if (near_lonely_library(country, x, y)) continue;
        snprintf(suffix, sizeof suffix, i == legs ? " (stacija)" : ", %d. pieturas punkts", i);
        status = add_stop(country, station_name(country, q->name, suffix), x, y, &stop);
        if (status == STATUS_OK) status = add_halt(country, stop, RAIL_SPEED_M_S);
    }
    if (status == STATUS_OK) end_route(country, 6, minutes(365), minutes(165), true);
    return status;
}

static void number_stops(DemoCountry *country) {
    int32_t next = 0;
    for (size_t i = 0; i < country->n_stops; i++)
        country->stops[i].number = country->stops[i].removed ? -1 : next++;
}

Status demo_make_routes(DemoCountry *country) {
    Rng rng = rng_start(country->options.seed, STAGE_TRIPS);
    Network network = {0};
    Status status = network_init(&network, country);
    if (status == STATUS_OK) status = make_long_lines(country, &network, &rng);
    if (status == STATUS_OK) status = make_local_lines(country, &network, &rng);
    if (status == STATUS_OK) status = make_short_lines(country, &rng);
    if (status == STATUS_OK) status = make_railway(country);
    if (status == STATUS_OK) number_stops(country);
    network_free(&network);
    return status;
}
