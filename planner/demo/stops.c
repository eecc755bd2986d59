/*
 * Stops: one near each place and more along the roads, denser in towns.
 */
#include "planner/demo/stops.h"
#include "layers/model/grow.h"
#include "planner/demo/country.h"
#include "planner/demo/names.h"
#include "planner/demo/random.h"
#include <math.h>
#include <stdlib.h>

static const double TOWN_SPACING_M = 450.0, ROAD_SPACING_M = 1650.0; /* between stops, on average */
static const double ROADSIDE_M = 18.0;

Status add_stop(DemoCountry *country, const char *name, double x_m, double y_m, int32_t *index) {
    if (!name) return STATUS_NO_MEMORY;
    if (!grow((void **)&country->stops, country->n_stops, &country->stop_capacity_,
              sizeof *country->stops))
        return STATUS_NO_MEMORY;
    *index = (int32_t)country->n_stops;
    country->stops[country->n_stops++] =
        (DemoStop){.name = name, .x_m = round_cm(x_m), .y_m = round_cm(y_m), .parent = -1};
    return STATUS_OK;
}

static Status stop_at_place(DemoCountry *country, size_t index, Rng *rng) {
    const DemoPlace *place = &country->places[index];
    double dx = rng_range(rng, 40, 330), dy = rng_range(rng, 40, 330);
    if (rng_chance(rng, 0.5)) dx = -dx;
    if (rng_chance(rng, 0.5)) dy = -dy;
    return add_stop(country, place->name, place->x_m + dx, place->y_m + dy,
                    &country->place_stop[index]);
}

/* The point `along_m` metres from the start of a road, a step aside from its middle. */
static void point_along(const DemoCountry *country, const DemoRoad *road, double along_m,
                        double *x_m, double *y_m) {
    const double *p = &country->points[2 * road->first_point];
    size_t left = road->n_points - 1; /* pieces */
    double dx = p[2] - p[0], dy = p[3] - p[1], length_m = sqrt(dx * dx + dy * dy);
    while (along_m > length_m && --left > 0) {
        along_m -= length_m;
        p += 2;
        dx = p[2] - p[0];
        dy = p[3] - p[1];
        length_m = sqrt(dx * dx + dy * dy);
    }
    double t = length_m > 0 ? fmin(along_m / length_m, 1.0) : 0;
    double aside = length_m > 0 ? ROADSIDE_M / length_m : 0;
    *x_m = p[0] + t * dx - dy * aside;
    *y_m = p[1] + t * dy + dx * aside;
}

static Status stops_along(DemoCountry *country, DemoRoad *road, const NameList *names, Rng *rng) {
    double spacing_m =
        (road->class == ROAD_RESIDENTIAL ? TOWN_SPACING_M : ROAD_SPACING_M) * country->scale;
    double along_m = spacing_m * rng_range(rng, 0.6, 1.0);
    road->first_stop = (int32_t)country->n_stops;
    while (along_m < road->length_m - 0.5 * spacing_m) {
        double x, y;
        int32_t index;
        point_along(country, road, along_m, &x, &y);
        const char *name = name_nominative(names, (uint32_t)rng_next(rng), &country->strings);
        Status status = add_stop(country, name, x, y, &index);
        if (status != STATUS_OK) return status;
        along_m += spacing_m * rng_range(rng, 0.7, 1.3);
    }
    road->n_stops = (int32_t)country->n_stops - road->first_stop;
    return STATUS_OK;
}

Status demo_make_stops(DemoCountry *country) {
    Rng rng = rng_start(country->options.seed, STAGE_STOPS);
    NameList names = name_list(country->options.seed);
    country->place_stop = malloc(country->n_places * sizeof *country->place_stop);
    if (!country->place_stop) return STATUS_NO_MEMORY;
    Status status = STATUS_OK;
    for (size_t i = 0; i < country->n_places && status == STATUS_OK; i++) {
        country->place_stop[i] = -1;
        if (country->places[i].kind != PLACE_HAMLET) status = stop_at_place(country, i, &rng);
    }
    for (size_t r = 0; r < country->n_roads && status == STATUS_OK; r++)
        status = stops_along(country, &country->roads[r], &names, &rng);
    return status;
}
