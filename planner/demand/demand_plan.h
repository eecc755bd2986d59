/*
 * demand_plan.h - what a plan says about demand, offices and closings, for all its scenarios.
 */
#ifndef PLANNER_DEMAND_DEMAND_PLAN_H
#define PLANNER_DEMAND_DEMAND_PLAN_H

#include "planner/compare/closing.h"
#include "planner/demand/demand_model.h"

enum { DEMAND_CHANNELS_MAX = 16, DEMAND_YEARS_MAX = 100, DEMAND_FIRST_YEAR = 2003 };

/* An institution with clients of its own. */
typedef struct DemandInstitution {
    const char *name, *sector;
    double clients;     /* services in person a year; NaN: not known */
    const char *source; /* the document of the number; NULL: the plan file */
    long line;          /* in the plan file, for messages */
} DemandInstitution;

typedef struct DemandPlan {
    bool given; /* the plan file has a demand model; else the usual rates and 40 hours a week */
    LoadRules load;
    ChannelShare channel[DEMAND_CHANNELS_MAX];
    size_t n_channels;
    int base_year; /* of the rates and the clients */
    double growth[DEMAND_YEARS_MAX], client_growth[DEMAND_YEARS_MAX]; /* factors, by year */
    size_t n_growth, n_client_growth;
    SectorShare *sector; /* owned */
    size_t n_sectors;
    DemandInstitution *institution; /* owned */
    size_t n_institutions;
    bool own_hours; /* a point is open as its opening_hours say, where they are known */

    int population_base_year; /* which the demand counts; 0: the plan has no population by year */
    bool closing_study;       /* of the scenario `present` */
    double duplicates_m;      /* in every closing study; < 0: not looked for */
} DemandPlan;

/* The factors of a year; each is 1 in the base year and where no growth is given. STATUS_PLAN_FILE
 * where growth is given, but not of this year. */
Status demand_plan_growth(const DemandPlan *plan, int year, double *residents, double *clients,
                          Error *error);

#endif
