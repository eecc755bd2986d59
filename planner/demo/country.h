/*
 * country.h - a made-up country as plain arrays: its units, people, roads, timetable and offices.
 *
 * Everything follows from the options; nothing is read from a file, and no person or place in it
 * is real. Coordinates are metres in EPSG:3059 (x easting, y northing), rounded to a centimetre.
 * Indices are int32_t, -1 means none. Units are numbered along a Hilbert curve, towns last.
 */
#ifndef PLANNER_DEMO_COUNTRY_H
#define PLANNER_DEMO_COUNTRY_H

#include "geo/status.h"
#include "layers/model/strings.h"
#include "planner/demo/demo.h"
#include "planner/demo/lattice.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The numbers are those of the field L1_type of the official units. */
typedef enum DemoUnitKind { DEMO_STATE_CITY = 1, DEMO_TOWN = 6, DEMO_PARISH = 7 } DemoUnitKind;

/* What the hard cases ask of a parish's libraries. */
typedef enum DemoRole {
    ROLE_ORDINARY,
    ROLE_HOST,   /* its library stands in the town inside it */
    ROLE_LONELY, /* its only library is the one of a DemoSite */
    ROLE_BARE,   /* no library, no VPVKAC */
    ROLE_MANY    /* three libraries */
} DemoRole;

typedef struct DemoUnit {
    const char *name; /* "Žirdene" or "Žirdenes pagasts" */
    char code[24];    /* "LV0021410" */
    DemoUnitKind kind;
    int32_t municipality;
    int32_t host;                  /* of a town: the parish it was cut out of */
    int32_t n_cells;               /* lattice cells */
    int32_t centre_cell;           /* the own cell nearest to the middle of the unit */
    int32_t first_place, n_places; /* the first place is the main one */
    double pop;
    DemoRole role;
} DemoUnit;

typedef struct DemoMunicipality {
    const char *name;
    char code[24];
    int32_t region;
    int32_t seat; /* unit */
    int32_t n_units;
    bool is_city;
} DemoMunicipality;

typedef enum DemoPlaceKind {
    PLACE_CITY,
    PLACE_TOWN,
    PLACE_SUBURB,
    PLACE_VILLAGE,
    PLACE_HAMLET
} DemoPlaceKind;

typedef struct DemoPlace {
    const char *name;
    uint32_t name_number; /* of names.h, for its other case */
    DemoPlaceKind kind;
    int32_t unit;
    double x_m, y_m;
    double pop; /* of a hamlet: not published, lives in the rural cells */
} DemoPlace;

/* A populated grid cell: its lower-left corner in whole cells, and its people as published. */
typedef struct DemoCell {
    int32_t x, y;
    int32_t pop;
} DemoCell;

typedef enum DemoRoadClass {
    ROAD_PRIMARY,
    ROAD_SECONDARY,
    ROAD_TERTIARY,
    ROAD_UNCLASSIFIED,
    ROAD_RESIDENTIAL
} DemoRoadClass;

/* A road between two places, with the stops along it in the order from a to b. */
typedef struct DemoRoad {
    int32_t a, b; /* places */
    DemoRoadClass class;
    int32_t ref; /* number of a main road; 0: none */
    size_t first_point, n_points;
    double length_m;
    int32_t first_stop, n_stops;
} DemoRoad;

/* route_type of GTFS */
typedef enum DemoRouteType {
    ROUTE_TRAM = 0,
    ROUTE_RAIL = 2,
    ROUTE_BUS = 3,
    ROUTE_TROLLEYBUS = 11
} DemoRouteType;

typedef struct DemoStop {
    const char *name;
    double x_m, y_m;
    bool removed;    /* cleared away around a lonely library */
    bool is_station; /* location_type 1: nobody boards here */
    int32_t parent;  /* the station of a platform */
    int32_t number;  /* in the timetable, counted from 0 without the removed ones */
} DemoStop;

/* A line of the timetable; its halts are DemoCountry.halts[first_halt …]. */
typedef struct DemoRoute {
    DemoRouteType type;
    int32_t from, to; /* places */
    size_t first_halt, n_halts;
    int32_t n_trips; /* each way and day */
    int32_t first_departure_s, headway_s;
    bool every_day; /* else Monday to Friday */
} DemoRoute;

typedef struct DemoHalt {
    int32_t stop;
    int32_t time_s; /* from the first halt */
} DemoHalt;

typedef enum DemoFacilityKind {
    DEMO_VPVKAC,
    DEMO_LIBRARY,
    DEMO_POST_OFFICE,
    DEMO_TOWNHALL,
    DEMO_SCHOOL,
    DEMO_OFFICE,
    DEMO_FACILITY_KINDS
} DemoFacilityKind;

typedef struct DemoFacility {
    DemoFacilityKind kind;
    int32_t number; /* within its kind, from 1 */
    const char *name;
    int32_t unit; /* as declared */
    double x_m, y_m;
    const char *hours;
    int32_t detail; /* school: pupils; office: institution */
} DemoFacility;

/* A library in the middle of nowhere and the one stop near it, in whole metres and centimetres. */
typedef struct DemoSite {
    int32_t unit;
    double x_m, y_m, stop_x_m, stop_y_m;
} DemoSite;

/*
 * Where the hard cases are. All exist from 7 units on; in a smaller country some are -1.
 * Indices are of units, facilities or cells as the names say.
 */
typedef struct DemoCases {
    int32_t enclave_town, enclave_host;    /* a town wholly inside a parish */
    int32_t exclave_owner, exclave_host;   /* a parish in two parts, one inside another parish */
    int32_t library_elsewhere;             /* facility; stands in the town, declared in the host */
    int32_t shared_vpvkac, shared_library; /* facilities at exactly the same place */
    int32_t bare_unit;                     /* neither library nor VPVKAC */
    int32_t many_libraries_unit;           /* three libraries */
    int32_t outside_cell;                  /* 1 km cell outside all units, within 2 km */
    int32_t orphan_fine_cell;              /* 100 m cell that no 1 km cell covers */
    DemoSite site_700, site_701;           /* 700 m exactly, and 0.95 m more */
} DemoCases;

typedef struct DemoCountry {
    DemoOptions options;
    Strings strings;
    Lattice lattice;
    double scale; /* of distances between units: 1, or less where the units are small */

    int32_t n_units, n_cities, n_towns, n_parishes;
    DemoUnit *units;
    int32_t n_municipalities, n_regions;
    DemoMunicipality *municipalities;
    int32_t capital; /* the unit with most people */

    size_t n_places, n_cells, n_fine_cells;
    DemoPlace *places;
    DemoCell *cells, *fine_cells;

    size_t n_roads, n_points;
    DemoRoad *roads;
    double *points; /* x, y pairs */

    size_t n_stops, n_routes, n_halts;
    DemoStop *stops;
    int32_t *place_stop; /* per place: its stop, or -1 */
    DemoRoute *routes;
    DemoHalt *halts;

    size_t n_facilities;
    DemoFacility *facilities;
    DemoCases cases;

    size_t place_capacity_, cell_capacity_, fine_capacity_, road_capacity_, point_capacity_,
        stop_capacity_, route_capacity_, halt_capacity_, facility_capacity_;
} DemoCountry;

enum { DEMO_INSTITUTIONS = 9 };
extern const char *const DEMO_INSTITUTION[DEMO_INSTITUTIONS]; /* "NVA", … */
extern const char *const DEMO_REGION_NAME[5];
extern const char *const DEMO_REGION_CODE[5];

/*
 * Makes the whole country; demo_country_free it afterwards, also on failure. STATUS_NO_MEMORY,
 * STATUS_INTERRUPTED, STATUS_BAD_ARGUMENT where an option is outside its domain.
 * O(n log n) in units and cells; about 150 bytes a cell at its peak.
 */
Status demo_country_make(DemoCountry *country, const DemoOptions *options);
void demo_country_free(DemoCountry *country);

/*
 * The stages, in this order; each fills its part from those before (STATUS_NO_MEMORY).
 * demo_country_make calls them; they are apart because each is about one thing.
 */
Status demo_make_territory(DemoCountry *country);  /* territory.c: outline, parishes, cities */
Status demo_make_divisions(DemoCountry *country);  /* divisions.c: municipalities, regions */
Status demo_make_towns(DemoCountry *country);      /* towns.c: towns cut out, exclaves */
Status demo_make_names(DemoCountry *country);      /* codes.c: names and codes */
Status demo_make_places(DemoCountry *country);     /* places.c */
Status demo_make_population(DemoCountry *country); /* population.c: both grids */
Status demo_make_roads(DemoCountry *country);      /* roads.c */
Status demo_make_stops(DemoCountry *country);      /* stops.c */
Status demo_make_sites(DemoCountry *country);      /* sites.c: roles, the lonely libraries */
Status demo_make_routes(DemoCountry *country);     /* routes.c */
Status demo_make_facilities(DemoCountry *country); /* facilities.c */

/*
 * Counts the cells of units 0 … n-1 and moves the centre of each to its cell nearest to their
 * mean place. STATUS_NO_MEMORY. O(cells).
 */
Status demo_centre_units(DemoCountry *country, int32_t n);

#endif
