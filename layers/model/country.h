/*
 * country.h - the inputs of a plan, checked and in memory: units, demand, facilities, stops,
 * settlements, with a record of every source and of every row that was refused or noted.
 *
 * Coordinates are metres in the plan's working CRS, x easting, y northing, in arrays of pairs that
 * go to the kernels as they are. Strings are UTF-8 (NFC) and live in Country.strings. Indices are
 * int32_t; -1 means none. Orders, which make the ties of the contract fall out of "lowest number":
 *   units by code; municipalities and regions by code; facilities by unit code, then id;
 *   stops by id; settlements by id; demand by source, then row. All by bytes.
 */
#ifndef LAYERS_MODEL_COUNTRY_H
#define LAYERS_MODEL_COUNTRY_H

#include "geo/polygon_set.h"
#include "layers/model/strings.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum UnitKind { UNIT_STATE_CITY, UNIT_TOWN, UNIT_PARISH, UNIT_KINDS } UnitKind;

typedef enum FacilityKind {
    FACILITY_VPVKAC,
    FACILITY_LIBRARY,
    FACILITY_POST_OFFICE,
    FACILITY_TOWNHALL,
    FACILITY_SCHOOL,
    FACILITY_OFFICE,
    FACILITY_PLACE,
    FACILITY_KINDS
} FacilityKind;

typedef enum FacilityState {
    FACILITY_EXISTING,
    FACILITY_REQUIRED,
    FACILITY_FORBIDDEN,
    FACILITY_CANDIDATE,
    FACILITY_STATES
} FacilityState;

typedef enum StopKind {
    STOP_BUS,
    STOP_TROLLEYBUS,
    STOP_TRAM,
    STOP_RAIL,
    STOP_FERRY,
    STOP_KINDS
} StopKind;

/* The names used in plan files and in the plan: "state_city", "vpvkac", "existing", "bus", … */
extern const char *const UNIT_KIND_NAME[UNIT_KINDS];
extern const char *const FACILITY_KIND_NAME[FACILITY_KINDS];
extern const char *const FACILITY_STATE_NAME[FACILITY_STATES];
extern const char *const STOP_KIND_NAME[STOP_KINDS];

/* The number of `name` among n names, or -1. */
int name_index(const char *const *names, int n, const char *name);

typedef struct Unit {
    const char *code, *name;
    UnitKind kind;
    int32_t municipality, region; /* index of its Area; -1 where the plan gives none */
    const char *centre_level;     /* "national", "regional", …; NULL: not given */
    double area_m2;               /* planar, in the working CRS */
    double pop;                   /* of the units' population source; NaN: not given */
    double demand_pop;            /* sum of the demand points of the unit */
} Unit;

/* A municipality or a region: a named group of units. */
typedef struct Area {
    const char *code, *name;
} Area;

typedef struct Facility {
    const char *id, *name;
    FacilityKind kind;
    FacilityState state;
    const char *institution;   /* may be NULL */
    const char *opening_hours; /* OpenStreetMap syntax; may be NULL */
    const char *origin;        /* real, derived, synthetic, …; may be NULL */
    const char *attributes;    /* JSON object of the source's other fields; may be NULL */
    int32_t unit;              /* never -1 after import */
    int32_t source;            /* index of its Source */
} Facility;

typedef struct Stop {
    const char *id, *name;
    StopKind kind;
    bool counts;        /* for the stop rule */
    bool served;        /* a trip of the timetable stops here, or the source has no timetable */
    const char *origin; /* real, derived, synthetic, …; may be NULL */
    int32_t unit;
    int32_t source;
} Stop;

typedef struct Demand {
    const char *source_key; /* cell id or feature id in its source */
    double pop;             /* persons (a weight, >= 0) */
    int32_t unit;
    int32_t source;
} Demand;

typedef struct Settlement {
    const char *id, *name;
    const char *place; /* town, village, hamlet, … as in the source */
    double pop;        /* NaN: not given */
    int32_t unit;      /* -1: outside all units */
    int32_t source;
} Settlement;

/* One input as it was read. */
typedef struct Source {
    const char *kind;   /* units, population, centres, population_years, demand, facilities, stops,
                           settlements */
    const char *uri;    /* as written in the plan file */
    const char *layer;  /* layer or archive member; may be NULL */
    const char *driver; /* CSV, GTFS, csp-grid, or the name of the GDAL driver */
    const char *crs;    /* "EPSG:4326"; may be NULL where it has no geometry */
    const char *encoding; /* UTF-8, windows-1257, … */
    char sha256[65];      /* hexadecimal */
    int64_t rows_read, rows_used, rows_refused;
} Source;

/* Why a row was refused or is worth a look. The names (ROW_REASON_NAME) are part of the plan. */
typedef enum RowReason {
    ROW_NO_GEOMETRY,     /* empty or missing geometry or coordinates */
    ROW_BAD_NUMBER,      /* a number cannot be read, or is NaN or infinite */
    ROW_ZERO_COORDINATE, /* both coordinates are 0: a missing value in disguise */
    ROW_BAD_COORDINATE,  /* outside the domain of its CRS */
    ROW_OUTSIDE,         /* farther from all units than the border tolerance */
    ROW_DUPLICATE_ID,    /* an earlier row has this id */
    ROW_NO_ID,
    ROW_BAD_CELL,       /* the grid cell's name cannot be read */
    ROW_NO_COARSE_CELL, /* a fine cell in no coarse cell */
    ROW_NEGATIVE,       /* a negative weight */
    ROW_UNKNOWN_UNIT,   /* a code that no unit has */
    ROW_UNKNOWN_KIND,   /* a kind that is not in the list or in the map */
    ROW_BAD_GEOMETRY,   /* not a polygon, or it cannot be made valid */
    ROW_BAD_FIELDS,     /* a row with too few or too many fields, or a broken quote */
    ROW_BAD_TEXT,       /* text that is not in the declared encoding */
    ROW_NO_UNIT,        /* a population row of a unit that the plan does not have */
    ROW_NOT_BOARDING,   /* a station or entrance: left out, and no fault of the source */
    /* from here on the row is used: notices */
    ROW_NOTE_FIRST_,
    ROW_NOTE_OTHER_UNIT = ROW_NOTE_FIRST_, /* the point lies outside its declared unit */
    ROW_NOTE_NEAREST_UNIT, /* outside all units; taken by the nearest within tolerance */
    ROW_NOTE_UNIT_UNKNOWN, /* the declared code is unknown; the covering unit was taken */
    ROW_NOTE_MADE_VALID,   /* an invalid polygon was repaired */
    ROW_NOTE_OVERLAP,      /* the unit overlaps another one */
    ROW_NOTE_FINE_EXCESS,  /* fine cells sum to more than their coarse cell; scaled */
    /* notices on a source as a whole: row is 0, or the first row concerned */
    ROW_NOTE_NO_VALUE,          /* a number that is only shown cannot be read; left out */
    ROW_NOTE_ENCODING,          /* not UTF-8; the encoding was guessed */
    ROW_NOTE_NO_TIMETABLE,      /* a GTFS without the members named: its stops count as bus */
    ROW_NOTE_UNKNOWN_REFERENCE, /* rows of a GTFS member name a stop, trip or route it lacks */
    ROW_NOTE_OPENING_HOURS,     /* opening hours that are not understood count as unknown */
    ROW_REASONS
} RowReason;

extern const char *const ROW_REASON_NAME[ROW_REASONS]; /* "no_geometry", … */

static inline bool row_reason_is_notice(RowReason reason) {
    return reason >= ROW_NOTE_FIRST_;
}

typedef struct RowNote {
    int32_t source;
    int64_t row; /* of the data, 1 for the first one */
    RowReason reason;
    const char *detail; /* the value concerned; may be NULL */
} RowNote;

typedef struct Country {
    Strings strings;
    const char *code; /* of the scope "country", e.g. "LV" */
    const char *crs;  /* working CRS, e.g. "EPSG:3059" */
    int srid;         /* its EPSG number */

    size_t n_units, n_municipalities, n_regions;
    Unit *unit;
    PolygonSet polygons; /* polygon u is unit u */
    Area *municipality, *region;
    /* What the units make up, as their unions: polygon 0 is the country, 1 + r region r, and
     * 1 + n_regions + m municipality m. No polygon at all before country_unite_areas. */
    PolygonSet areas;

    /* The declared population by year, where the plan gives it. */
    size_t n_pop_years;
    int *pop_year;       /* rising */
    double *pop_of_year; /* [n_units × n_pop_years]; NaN: not known */

    size_t n_demand, n_facilities, n_stops, n_settlements;
    Demand *demand;
    double *demand_xy;
    Facility *facility;
    double *facility_xy;
    Stop *stop;
    double *stop_xy;
    Settlement *settlement;
    double *settlement_xy;

    size_t n_sources, n_notes;
    Source *source;
    RowNote *note;
    size_t source_capacity_, note_capacity_; /* internal */
} Country;

void country_init(Country *country);
void country_free(Country *country);

/* The polygons of Country.areas. */
static inline size_t country_region_area(int32_t region) {
    return 1 + (size_t)region;
}
static inline size_t country_municipality_area(const Country *country, int32_t municipality) {
    return 1 + country->n_regions + (size_t)municipality;
}

/*
 * Fills Country.areas from the units, in place of what it had. The same on any number of threads
 * (>= 1). O(points log points). STATUS_NO_MEMORY, STATUS_GEOMETRY.
 */
Status country_unite_areas(Country *country, int threads);

/*
 * Adds a source and returns its index, or -1 when out of memory. Pointers into country->source
 * are valid until the next one is added.
 */
int32_t country_add_source(Country *country, const char *kind, const char *uri);

/*
 * Records a row as refused (and counts it in its source) or as noted. `detail` is copied.
 * STATUS_NO_MEMORY.
 */
Status country_note(Country *country, int32_t source, int64_t row, RowReason reason,
                    const char *detail);

/* The name, or the code or id where there is none. Borrowed. */
const char *unit_label(const Unit *unit);
const char *facility_label(const Facility *facility);

/* Whether it is a centre (VPVKAC) of today's network. */
bool facility_is_existing_centre(const Facility *facility);

/* The unit with this code, with or without the country's prefix ("LV"); -1: none. O(log n). */
int32_t country_find_unit(const Country *country, const char *code);

#endif
