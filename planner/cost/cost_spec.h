/*
 * cost_spec.h - how a scenario is priced: by which scheme, for which points and which services.
 */
#ifndef PLANNER_COST_COST_SPEC_H
#define PLANNER_COST_COST_SPEC_H

/* Whose numbers of points. */
typedef enum CostPointsFrom {
    COST_POINTS_OWN,   /* the scenario's */
    COST_POINTS_GIVEN, /* of the assumptions, whatever the scenario opens */
    COST_POINTS_FROM
} CostPointsFrom;

/* Whose services a year. */
typedef enum CostServicesFrom {
    COST_SERVICES_PUBLISHED, /* the counted services, growing by the scheme */
    COST_SERVICES_OWN,       /* of the residents whom the scenario's points serve, growing alike */
    COST_SERVICES_DEMAND,    /* of the plan's demand model at the scenario's points */
    COST_SERVICES_FROM
} CostServicesFrom;

extern const char *const COST_POINTS_NAME[COST_POINTS_FROM];     /* own, given */
extern const char *const COST_SERVICES_NAME[COST_SERVICES_FROM]; /* published, own, demand */

typedef struct CostSpec {
    const char *scheme; /* its name; NULL: no costs are asked for */
    CostPointsFrom points;
    CostServicesFrom services;
    double first_wave, second_wave; /* instead of the assumed numbers; NAN: as assumed */
    const char *centres; /* own points that open as centres of the first wave: ids as a JSON list of
                            texts, borrowed; NULL: none */
} CostSpec;

/* Where a plan file says it, for messages; 0: it does not. */
typedef struct CostLines {
    long costs; /* the key as a whole */
    long points, services, first_wave, second_wave, centres;
} CostLines;

/* Own points, published services. */
CostSpec cost_spec_default(const char *scheme);

#endif
