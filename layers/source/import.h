/*
 * import.h - from the sources a plan names to a checked Country.
 *
 * An ImportSpec says what to read and how fields map; the planner's plan file fills it. Paths are
 * ready to open. Field names are looked up without regard to case. A NULL name means "not given".
 */
#ifndef LAYERS_SOURCE_IMPORT_H
#define LAYERS_SOURCE_IMPORT_H

#include "layers/error.h"
#include "layers/model/country.h"

/* Where a source is and how to decode it. */
typedef struct SourceRef {
    const char *uri;      /* as written in the plan file, without a password: told and stored */
    const char *path;     /* as it can be opened */
    const char *schema;   /* of a database; NULL: as it finds the layer */
    const char *layer;    /* NULL: the only or first layer */
    const char *crs;      /* NULL: the source's own, else the plan's working CRS */
    const char *encoding; /* NULL: detected */
    long line;            /* of the plan file, for messages */
} SourceRef;

/* value of a field -> a number of a list of names (see country.h) */
typedef struct KindMap {
    const char *from;
    int to;
} KindMap;

typedef struct UnitsSpec {
    SourceRef source;
    const char *code, *name;
    const char *kind; /* field; without a map its values are the names themselves */
    const KindMap *kind_map;
    size_t n_kind_map;
    const char *municipality_code, *municipality_name;
    const char *region_code, *region_name;

    bool has_population;
    SourceRef population;
    const char *population_code, *population_value;

    bool has_centres;
    SourceRef centres;
    const char *centre_code, *centre_level;
} UnitsSpec;

/* A table with the residents of each unit in several years, a column a year. */
typedef struct YearColumn {
    int year;
    const char *field;
} YearColumn;

typedef struct PopulationYearsSpec {
    SourceRef source;
    const char *code;         /* field of the unit's code */
    const char *prefix;       /* all fields named by it and four digits; NULL: those of `column` */
    const YearColumn *column; /* by year */
    size_t n_columns;
} PopulationYearsSpec;

/* A table with one number for each unit: a group of people, or what units are ranked by. */
typedef struct SeriesSpec {
    SourceRef source;
    const char *name, *label, *title; /* as in country.h */
    const char *code, *value;         /* fields */
    bool is_share;                    /* of a group: value is 0 … 1 of the residents */
} SeriesSpec;

/* A table of points: CSV with x and y columns, or a point layer that OGR reads (x, y NULL). */
typedef struct PointFields {
    const char *id, *name, *x, *y;
} PointFields;

typedef enum DemandFormat { DEMAND_CSP_GRID, DEMAND_OGR } DemandFormat;

typedef struct DemandSpec {
    SourceRef source;
    DemandFormat format;
    bool has_fine; /* csp-grid: 100 m cells that split the 1 km cells */
    SourceRef fine;
    PointFields fields; /* ogr: x and y where it is a CSV; id optional */
    const char *weight; /* ogr */
} DemandSpec;

typedef struct FacilitySpec {
    SourceRef source;
    FacilityKind kind;
    FacilityState state;     /* of all its rows */
    const char *state_field; /* or row by row; NULL: `state` */
    const char *id_prefix;   /* NULL: none */
    PointFields fields;
    const char *unit, *institution, *opening_hours, *origin;
} FacilitySpec;

typedef enum StopFormat { STOPS_GTFS, STOPS_TABLE } StopFormat;

typedef struct StopSpec {
    SourceRef source;
    StopFormat format;
    const char *id_prefix;
    PointFields fields; /* table only */
    const char *kind;   /* table only: field with bus, tram, …; NULL: all bus */
    const char *origin; /* field of stops.txt or of the table; a GTFS without it has none */
} StopSpec;

typedef struct SettlementSpec {
    SourceRef source;
    PointFields fields;
    const char *place, *population;
} SettlementSpec;

typedef struct ImportSpec {
    const char *country; /* code of the scope "country" and prefix of unit codes: "LV" */
    const char *crs;     /* working CRS: projected, metres */
    UnitsSpec units;
    bool has_population_years;
    PopulationYearsSpec population_years;
    const SeriesSpec *groups;
    size_t n_groups;
    bool has_ranking;
    SeriesSpec ranking;
    const DemandSpec *demand;
    size_t n_demand;
    const FacilitySpec *facilities;
    size_t n_facilities;
    const StopSpec *stops;
    size_t n_stops;
    const SettlementSpec *settlements;
    size_t n_settlements;
    double border_tolerance_m;
    double max_refused_share; /* of a source's rows, 0…1 */
    bool stops_served_only;   /* the plan's reading of "stops that count": all or served */
    int threads;
} ImportSpec;

/* Told before each source and as rows go by; may be NULL. total is 0 where it is not known. */
typedef void (*ImportProgress)(void *context, const char *source_kind, const char *uri,
                               int64_t done, int64_t total);

/*
 * Reads, reprojects, decodes, normalises (NFC), checks, assigns units and sorts. *country must be
 * initialised by country_init; on failure it holds what had been read (to be freed), and *error
 * says where. STATUS_MISSING, STATUS_UNREADABLE, STATUS_REFUSED (more than max_refused_share of a
 * source's rows refused, or a layer that lies elsewhere than the territory, with the likely
 * cause), STATUS_NO_MEMORY, STATUS_GEOMETRY, STATUS_INTERRUPTED.
 */
Status import_country(const ImportSpec *spec, ImportProgress progress, void *context,
                      Country *country, Error *error);

#endif
