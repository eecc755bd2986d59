/* country_support.h - small countries made by hand for the planner's tests. */
#ifndef TESTS_UNIT_COUNTRY_SUPPORT_H
#define TESTS_UNIT_COUNTRY_SUPPORT_H

#include "layers/model/country.h"
#include "layers/model/results.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MADE_MAX = 4096 };

/* An empty country with room for MADE_MAX of everything; units are 10 km squares in a row of
 * `columns`, unit u in municipality u / per_municipality, and so on for regions. */
static inline void made_country(Country *country, int n_units, int columns, int per_municipality,
                                int per_region) {
    country_init(country);
    country->code = "LV";
    country->crs = "EPSG:3059";
    country->srid = 3059;
    country->unit = calloc(MADE_MAX, sizeof(Unit));
    country->municipality = calloc(MADE_MAX, sizeof(Area));
    country->region = calloc(MADE_MAX, sizeof(Area));
    country->demand = calloc(MADE_MAX, sizeof(Demand));
    country->demand_xy = calloc(MADE_MAX * 2, sizeof(double));
    country->facility = calloc(MADE_MAX, sizeof(Facility));
    country->facility_xy = calloc(MADE_MAX * 2, sizeof(double));
    country->stop = calloc(MADE_MAX, sizeof(Stop));
    country->stop_xy = calloc(MADE_MAX * 2, sizeof(double));
    country->settlement = calloc(MADE_MAX, sizeof(Settlement));
    country->settlement_xy = calloc(MADE_MAX * 2, sizeof(double));
    country->n_units = (size_t)n_units;
    for (int u = 0; u < n_units; u++) {
        char text[32];
        double x = u % columns * 10000.0, y = u / columns * 10000.0;
        double ring[] = {x, y, x + 10000, y, x + 10000, y + 10000, x, y + 10000, x, y};
        Unit *unit = &country->unit[u];
        snprintf(text, sizeof text, "LV%07d", u);
        unit->code = strings_dup(&country->strings, text);
        snprintf(text, sizeof text, "Unit %d", u);
        unit->name = strings_dup(&country->strings, text);
        unit->kind = UNIT_PARISH;
        unit->municipality = u / per_municipality;
        unit->region = u / per_region;
        unit->area_m2 = 1e8;
        unit->pop = NAN;
        polygon_set_add_polygon(&country->polygons);
        polygon_set_add_ring(&country->polygons, ring, 5, false);
        country->n_municipalities = (size_t)unit->municipality + 1;
        country->n_regions = (size_t)unit->region + 1;
        country->municipality[unit->municipality] = (Area){unit->code, unit->name};
        country->region[unit->region] = (Area){unit->code, unit->name};
    }
}

static inline void made_demand(Country *country, double x, double y, double pop, int unit) {
    size_t d = country->n_demand++;
    country->demand[d] = (Demand){.pop = pop, .unit = unit};
    country->demand_xy[2 * d] = x;
    country->demand_xy[2 * d + 1] = y;
    country->unit[unit].demand_pop += pop;
}

/* To be called in the order of units, then ids. */
static inline void made_facility(Country *country, const char *id, FacilityKind kind, double x,
                                 double y, int unit) {
    size_t f = country->n_facilities++;
    const char *copy = strings_dup(&country->strings, id);
    country->facility[f] =
        (Facility){.id = copy,
                   .name = copy,
                   .kind = kind,
                   .state = kind == FACILITY_VPVKAC ? FACILITY_EXISTING : FACILITY_CANDIDATE,
                   .unit = unit};
    country->facility_xy[2 * f] = x;
    country->facility_xy[2 * f + 1] = y;
}

static inline void made_stop(Country *country, const char *id, double x, double y, bool counts) {
    size_t s = country->n_stops++;
    country->stop[s] = (Stop){.id = strings_dup(&country->strings, id),
                              .kind = counts ? STOP_BUS : STOP_RAIL,
                              .counts = counts,
                              .served = true};
    country->stop_xy[2 * s] = x;
    country->stop_xy[2 * s + 1] = y;
}

static inline void made_settlement(Country *country, const char *name, double x, double y,
                                   int unit) {
    size_t s = country->n_settlements++;
    country->settlement[s] = (Settlement){.id = strings_dup(&country->strings, name),
                                          .name = strings_dup(&country->strings, name),
                                          .place = "village",
                                          .pop = NAN,
                                          .unit = unit};
    country->settlement_xy[2 * s] = x;
    country->settlement_xy[2 * s + 1] = y;
}

/* The value of an indicator; NaN where it has no row. */
static inline double made_indicator(const Scenario *scenario, Scope scope, int area,
                                    const char *name) {
    for (size_t i = 0; i < scenario->n_indicators; i++)
        if (scenario->indicator[i].scope == scope && scenario->indicator[i].area == area &&
            strcmp(scenario->indicator[i].name, name) == 0)
            return scenario->indicator[i].value;
    return NAN;
}

static inline const Coverage *made_coverage(const Scenario *scenario, Scope scope, int area,
                                            Catchment catchment, double threshold) {
    for (size_t i = 0; i < scenario->n_coverage; i++) {
        const Coverage *row = &scenario->coverage[i];
        if (row->scope == scope && row->area == area && row->catchment == catchment &&
            row->threshold == threshold)
            return row;
    }
    return NULL;
}

#endif
