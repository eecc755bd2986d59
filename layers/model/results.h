/*
 * results.h - what the planner works out, as plain arrays: the measures that belong to a plan, and
 * the results of each scenario. The planner fills them, layers/store writes them.
 *
 * Indices refer to a Country. Distances are metres, straight line in the working CRS; a value that
 * does not exist is NaN, an index that does not exist is -1.
 */
#ifndef LAYERS_MODEL_RESULTS_H
#define LAYERS_MODEL_RESULTS_H

#include "layers/model/country.h"
#include "layers/model/strings.h"
#include "layers/model/study.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct StopDistance {
    int32_t stop;  /* the nearest stop that counts; -1 where there is none */
    double dist_m; /* INFINITY where there is none */
    bool within;   /* dist_m <= the plan's stop distance */
} StopDistance;

typedef struct NearestFacility {
    int32_t facility;
    double dist_m;
} NearestFacility;

typedef struct ClosePair {
    int32_t a, b; /* facility[a].id before facility[b].id by bytes */
    double dist_m;
} ClosePair;

/* Measures that no scenario changes. */
typedef struct Measures {
    StopDistance *stop_distance;              /* one a facility */
    NearestFacility *nearest[FACILITY_KINDS]; /* one a demand point; NULL: no such kind */
    ClosePair *close_pair;
    size_t n_close_pairs;
} Measures;

typedef enum Catchment { CATCHMENT_ANY, CATCHMENT_HOME, CATCHMENTS } Catchment;
/* SCOPE_GROUP is no scope of areas: only comparisons have it, and its "area" is a group. */
typedef enum Scope {
    SCOPE_UNIT,
    SCOPE_MUNICIPALITY,
    SCOPE_REGION,
    SCOPE_COUNTRY,
    SCOPES,
    SCOPE_GROUP = SCOPES
} Scope;
typedef enum Role { ROLE_EXISTING, ROLE_NEW, ROLE_NONE, ROLES } Role;

extern const char *const CATCHMENT_NAME[CATCHMENTS]; /* any, home */

/* By what a way is measured. */
typedef enum Impedance { IMPEDANCE_LINE, IMPEDANCES } Impedance;
extern const char *const IMPEDANCE_NAME[IMPEDANCES]; /* line: metres in a straight line */
extern const char *const SCOPE_NAME[SCOPES + 1]; /* unit, municipality, region, country, group */
extern const char *const ROLE_NAME[ROLES];       /* existing, new, none */

/* Which point serves a demand point, and at what cost (metres for impedance "line"). */
typedef struct Assignment {
    int32_t facility; /* -1: none can be reached */
    double cost;      /* INFINITY where none */
} Assignment;

typedef struct Coverage {
    Scope scope;
    int32_t area; /* index of the unit, municipality or region; 0 for the country */
    Catchment catchment;
    double threshold;
    double area_share, pop_share; /* 0…1; pop_share is NaN where nobody lives */
} Coverage;

typedef struct Indicator {
    Scope scope;
    int32_t area;
    const char *name; /* static text */
    double value;
    const char *unit; /* static text: m, persons, count, share, person-km */
} Indicator;

/* Why a proposal is as it is; the words are made from code and arguments when shown. */
typedef enum ProposalReason {
    REASON_EXISTING_KEPT,
    REASON_ONLY_LIBRARY,
    REASON_NEAREST_TO_STOP, /* of n libraries; the others with their distances */
    REASON_NO_STOP,         /* several libraries and no stop at all: the first id */
    REASON_NO_HOST,         /* neither centre nor library; nearest populated place named */
    REASON_NO_POINT,        /* `present` only: the unit has no centre today */
    /* `optimal` */
    REASON_REQUIRED,               /* the plan requires this facility */
    REASON_OPTIMAL_ONLY_HOST,      /* the unit has no other host */
    REASON_OPTIMAL_STOP_RULE,      /* of n hosts the only one within the stop distance */
    REASON_OPTIMAL_LEAST_DISTANCE, /* of n that may be taken the one that people travel least to */
    REASON_OPTIMAL_PLACE,          /* no host: of n populated places the one of least distance */
    REASON_OPTIMAL_NO_CANDIDATE,   /* neither a host nor a populated place */
    /* other proposals */
    REASON_HOST_KIND,  /* of n hosts the only one of the preferred kind */
    REASON_LOAD,       /* one of several that the unit's load needs */
    REASON_SEARCH,     /* one of the best choice for the whole country */
    REASON_NOT_CHOSEN, /* the unit gets no point: the best choice serves it from elsewhere */
    REASON_CLOSED,     /* its existing centre, or all of its points, close */
    /* scenarios made from another one */
    REASON_OPENED, /* a change opens it */
    REASON_MOVED,  /* a change moves a point here */
    PROPOSAL_REASONS
} ProposalReason;

extern const char *const PROPOSAL_REASON_NAME[PROPOSAL_REASONS];

typedef struct Proposal {
    int32_t unit;
    int32_t facility; /* -1 for ROLE_NONE */
    Role role;
    ProposalReason reason;
    const char *reason_args; /* JSON object in Scenario.strings; may be NULL */
    int32_t runner_up;       /* facility; -1: none */
    double margin_person_km; /* NaN: not known */
    double stop_dist_m;      /* of the facility; NaN: none */
    double stability;        /* share of the trials that keep the choice; NaN: not tried */
    int year;                /* in which it opens; 0: not said */
} Proposal;

/* What a scenario reaches by the end of a year, for the whole country. */
typedef struct YearFigure {
    int year;
    const char *name; /* static text */
    double threshold; /* metres; NaN where it has none */
    double value;
    const char *unit; /* static text */
} YearFigure;

/* A figure of a group of people, for the whole country. */
typedef struct GroupFigure {
    int32_t group; /* of Country.group */
    Catchment catchment;
    const char *name; /* static text */
    double threshold; /* metres; NaN where it has none */
    double value;
    const char *unit; /* static text */
} GroupFigure;

/* One row of the table "municipalities and development centres by number of points". */
typedef struct NetworkRow {
    const char *grouping; /* "municipality" or "centre" */
    const char *level; /* all, national, regional, …, not_given; static or in Country.strings */
    int total, none, one, several, points;
} NetworkRow;

/* What a network would lose with one of its points. */
typedef struct Removal {
    int32_t facility;
    double pop;          /* people who go there */
    double person_km;    /* how much farther they would go, in sum; without the unserved */
    double unserved_pop; /* of them, whom no other point serves */
    int32_t next;        /* where most of them would go (ties: first); -1: none */
} Removal;

/* One Removal for each open point, in their order. */
typedef struct RemovalTable {
    Removal *row;
    size_t n;
    double *threshold_m; /* [n_thresholds] increasing */
    size_t n_thresholds;
    double *beyond_pop; /* [n × n_thresholds] who are within the threshold and no longer would be */
} RemovalTable;

/* One number of points on the way from the points that are to all that could be. */
typedef struct FrontierRow {
    const char *goal; /* static text: people, territory, territory_units */
    double threshold; /* metres; NaN for territory_units */
    int points;
    int32_t facility;   /* opened at this step; -1: the start */
    double share;       /* 0…1 reached by opening in this order */
    double best_share;  /* by the best choice of so many that is known; >= share */
    double bound_share; /* no choice of so many reaches more; NaN: not known */
} FrontierRow;

/* A site requirement that a host does not meet or that nobody has looked at. */
typedef struct SiteCheck {
    int32_t facility;
    const char *requirement; /* in Scenario.strings */
    const char *value;       /* static text: no, unknown */
    bool chosen;             /* the facility is open in the scenario */
} SiteCheck;

/* What a point is asked for and can give, in services a year. */
typedef struct PointLoad {
    int32_t facility;
    double pop; /* people who go there */
    double services, capacity;
    double clients;      /* of the services, those of institutions' own clients */
    double over;         /* services beyond the capacity; 0: none */
    double minutes_year; /* open; NaN: not worked out */
    int64_t staff;       /* specialists needed at a time; < 0: not worked out */
    int year;            /* of the demand; 0: not said */
} PointLoad;

/* The land that is nearest to an open point. */
typedef struct CatchmentArea {
    Catchment catchment;
    int32_t facility;
    double pop; /* people who go there */
    double area_m2;
    int shade; /* 0 … 5; neighbours differ (geo/shades.h) */
} CatchmentArea;

typedef struct Scenario {
    Strings strings;
    const char *name;             /* static text or in strings: present, baseline, … */
    const char *parameters;       /* JSON object */
    Catchment catchment;          /* of the objective */
    const char *impedance;        /* of IMPEDANCE_NAME */
    const char *status;           /* measured, optimal, feasible */
    const char *method;           /* static text: rule, median, … (docs/model.md); may be NULL */
    const char *objective_unit;   /* static text: person-km, share, points, m; NULL: none */
    double objective, bound, gap; /* NaN where the method has none */
    double left_out;              /* persons or m² that no choice of points could cover and that
                                     "all that can be" leaves out; not stored */
    double *unit_factor; /* [n_units] the people it counts over those of the plan; NULL: the same;
                            not stored */
    size_t short_units;  /* with fewer hosts than their load needs; not stored */
    int64_t seed;        /* of what is drawn at random; -1: nothing is */
    double seconds;      /* volatile */

    Proposal *proposal; /* at least one a unit, by unit, then facility id */
    size_t n_proposals;
    Assignment *assignment[CATCHMENTS]; /* one a demand point */
    Coverage *coverage;                 /* by scope, area, catchment, threshold */
    size_t n_coverage;
    Indicator *indicator; /* by scope, area, name */
    size_t n_indicators;
    NetworkRow *network;
    size_t n_network;
    RemovalTable removals; /* empty where not asked for */
    FrontierRow *frontier; /* by goal, threshold, points */
    size_t n_frontier;
    SiteCheck *site_check; /* by facility, requirement */
    size_t n_site_checks;
    PointLoad *load; /* by facility */
    size_t n_loads;
    YearFigure *year_figure; /* by year, name, threshold */
    size_t n_year_figures;
    GroupFigure *group_figure; /* by group, catchment, threshold (none first), a fixed order */
    size_t n_group_figures;
    CatchmentArea *catchment_area; /* by catchment, facility */
    size_t n_catchment_areas;
    PolygonSet catchment_shape; /* polygon i is of catchment_area[i] */
    Study study;                /* what the plan asks for beyond the measures */
} Scenario;

/* The code of an area of a scope (Scope; an int in study.h) as the plan has it (of a group its
 * name), and its name, or the code where it has none. Borrowed from the country. */
const char *area_code(const Country *country, int scope, int32_t area);
const char *area_label(const Country *country, int scope, int32_t area);

void measures_free(Measures *measures);
void removals_free(RemovalTable *removals);
void scenario_free(Scenario *scenario);

#endif
