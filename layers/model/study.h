/*
 * study.h - what is worked out beyond a scenario's own measures, as rows for the plan: money,
 * opening hours, services, closings, sensitivity, and what changes between two scenarios.
 *
 * Indices refer to a Country; -1: none, NaN: no value. Texts are static or belong to whoever owns
 * the rows (Scenario.strings; of PlanTables its own strings). Codes of scopes: results.h.
 */
#ifndef LAYERS_MODEL_STUDY_H
#define LAYERS_MODEL_STUDY_H

#include "layers/model/strings.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Names of networks that are no sector's and no institution's: of points and offices together, of
 * the open points, of the offices whose institution is not known. */
extern const char NETWORK_ALL[], NETWORK_POINTS[], NETWORK_OFFICES[]; /* all, points, offices */

/* ---- of one scenario (Scenario.study) ---- */

/* Money of a year. scope: a Scope of results.h, country or municipality. */
typedef struct CostFigure {
    int year;
    int scope;
    int32_t area;
    const char *position; /* as in reference/cost/published.csv */
    double eur;           /* in the plan's currency of costs; budgets < 0 where money is spent */
} CostFigure;

/* How many points are open in an hour of a weekday (0 = Monday), hour:00 to hour + 1:00. */
typedef struct OpeningHour {
    int weekday, hour;
    int at_start, whole, any; /* points open at hour:00, all of the hour, at least a minute of it */
    double share;             /* mean share of the hour that a point is open */
} OpeningHour;

/* How a service is within reach of an area's people. */
typedef struct ComplianceFigure {
    const char *service; /* its id */
    int scope;
    int32_t area;
    double pop, within_pop, share, gap_pop;
    int points; /* of the area that offer it in person */
    bool met;
} ComplianceFigure;

/* What closing a point or an office would do to its network. */
typedef struct ClosingFigure {
    const char *network; /* one of the names above, or a sector or an institution */
    int32_t facility;
    double pop, unserved_pop, person_km, mean_m, most_m;
    int rank; /* 1: does least harm */
} ClosingFigure;

typedef struct ClosingReceiver {
    const char *network;
    int32_t facility, receiver;
    double pop, person_km;
} ClosingReceiver;

/* Of the people of a closed point, those within the threshold today and no longer then. */
typedef struct ClosingBeyond {
    const char *network;
    int32_t facility;
    double threshold; /* metres */
    double beyond_pop;
} ClosingBeyond;

/* What a network of a scenario with sharing reaches, for the whole country. */
typedef struct NetworkFigure {
    const char *network; /* one of the names above, or a sector or an institution */
    int catchment;       /* a Catchment of results.h */
    const char *name;    /* static text */
    double threshold;    /* metres; NaN where it has none */
    double value;
    const char *unit; /* static text */
} NetworkFigure;

/* A place of such a network: who goes there by the scenario's catchment. */
typedef struct NetworkPlace {
    const char *network;
    int32_t facility;
    double pop, person_km;
    double clients; /* services a year of institutions' own clients; NaN: no institution of the
                       network has clients that are known */
} NetworkPlace;

/* Two points of a network near each other; `small` has fewer people of its own. */
typedef struct NearDuplicate {
    const char *network;
    int32_t small, large;
    double dist_m, small_pop, large_pop;
} NearDuplicate;

/* Whether and when an indicator meets a target; years are 0 where it never does. */
typedef struct TargetFigure {
    const char *name;
    double threshold; /* of the indicator; NaN: it has none */
    int due_year;
    double target;
    int reached_year, lasting_year;
    bool in_time;
} TargetFigure;

/* One assumption made smaller and larger. */
typedef struct SensitivityFigure {
    const char *figure;     /* state_budget, municipal_budget, network_cost, cost_per_service */
    const char *assumption; /* or the series */
    double share;           /* by how much it was changed: 0.1 is ± 10 % */
    double base, low, high; /* the figure as assumed, with less and with more of it; low and high
                               NaN: with it nothing can be priced */
    bool ranking_changes;   /* of the scenarios by this figure */
} SensitivityFigure;

typedef struct Study {
    CostFigure *cost; /* by scope, area, year, position */
    size_t n_costs;
    OpeningHour *opening; /* by weekday, hour */
    size_t n_openings;
    ComplianceFigure *compliance; /* by service, scope, area */
    size_t n_compliances;
    ClosingFigure *closing; /* by network, facility */
    size_t n_closings;
    ClosingReceiver *receiver; /* by network, facility, receiver */
    size_t n_receivers;
    ClosingBeyond *beyond; /* by network, facility, threshold */
    size_t n_beyond;
    NetworkFigure *network_figure; /* by network, catchment, name, threshold */
    size_t n_network_figures;
    NetworkPlace *network_place; /* by network, facility */
    size_t n_network_places;
    NearDuplicate *duplicate; /* by network, small, large */
    size_t n_duplicates;
    TargetFigure *target; /* by name, threshold, due year, target */
    size_t n_targets;
    SensitivityFigure *sensitivity; /* by figure, assumption */
    size_t n_sensitivities;
} Study;

void study_free(Study *study);

/* ---- of the plan ---- */

enum { SERVICE_CHANNELS = 5, SERVICE_POINT_KINDS = 4 };

typedef struct ServiceRow {
    const char *id, *name, *institution; /* institution may be NULL */
    int importance;
    double channel_share[SERVICE_CHANNELS]; /* in_person, telephone, email, online, post */
    const char
        *offer[SERVICE_POINT_KINDS]; /* centre, parish, library, helpdesk: no, possible, yes */
    const char *catchment;
    double threshold_m, pop_share;
} ServiceRow;

/* English texts, which the catalogue can show in other languages. */
typedef struct PassportRow {
    const char *name, *unit, *better, *purpose, *formula, *source, *frequency, *owner, *limits;
} PassportRow;

typedef struct TargetRow {
    const char *name; /* of the indicator */
    int due_year;     /* 0: the base */
    double value;
    const char *source;
} TargetRow;

/* One figure of what changes from one scenario to another. */
typedef struct ComparisonFigure {
    int scope; /* also SCOPE_GROUP */
    int32_t area;
    int catchment;    /* a Catchment of results.h */
    double threshold; /* metres; NaN: the figure has none */
    const char *name, *unit;
    double value;
} ComparisonFigure;

typedef struct ComparisonTable {
    const char *before, *after; /* names of scenarios */
    ComparisonFigure *row;      /* by scope, area, catchment, threshold (none first), name */
    size_t n;
} ComparisonTable;

/* The plan's own tables; the arrays and the texts of `strings` are owned (plan_tables_free). */
typedef struct PlanTables {
    Strings strings;
    ServiceRow *service; /* by id */
    size_t n_services;
    PassportRow *passport; /* by name */
    size_t n_passports;
    TargetRow *target; /* by name, due year, value */
    size_t n_targets;
} PlanTables;

void plan_tables_free(PlanTables *tables);

#endif
