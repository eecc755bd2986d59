/*
 * demand_rules.h - what turns residents into services in person: growth by year, channels, and the
 * share of an institution's clients that comes along by sector; the weeks of a real year.
 */
#ifndef PLANNER_DEMAND_DEMAND_RULES_H
#define PLANNER_DEMAND_DEMAND_RULES_H

#include "layers/error.h"
#include "planner/demand/calendar.h"
#include "planner/place/load.h"
#include <stdbool.h>
#include <stddef.h>

/* A way to ask for a service, and the share of all services asked for in this way. */
typedef struct ChannelShare {
    const char *name;
    double share; /* 0 … 1 */
    bool in_person;
} ChannelShare;

/* STATUS_PLAN_FILE: a share outside 0 … 1, or a sum that is not 1 within 1e-9. None: all right. */
Status channels_check(const ChannelShare *channel, size_t n, Error *error);

/* The share in person; 1 where no channels are given (the rates count services in person). */
double channels_in_person(const ChannelShare *channel, size_t n);

/* factor[k]: demand of year base_year + 1 + k over that of the year before. */
typedef struct Growth {
    int base_year;
    const double *factor;
    size_t n;
} Growth;

/*
 * Demand of a year over that of the base year. STATUS_PLAN_FILE: a factor that is not above 0
 * (growth of -100 % or less), a year before the base or beyond the last factor.
 */
Status growth_factor(const Growth *growth, int year, double *factor, Error *error);

/* Of an institution's clients, how many go to the network's point when their office closes. */
typedef struct SectorShare {
    const char *sector;
    double share; /* 0 … 1 */
} SectorShare;

/* STATUS_PLAN_FILE: a share outside 0 … 1, a sector twice. O(n²). */
Status sectors_check(const SectorShare *sector, size_t n, Error *error);

/* The share of a sector; NaN where it is not in the list. */
double sector_share(const SectorShare *sector, size_t n, const char *name);

/* One rate for all residents (54.1 services per 1,000 in PwC 2020, table 41). */
void load_one_rate(LoadRules *load, double services_per_1000);

/*
 * Weeks of five working days in a year with its public holidays: days from Monday to Friday that
 * are not holidays, over 5. 2024: 251 days, 50.2 weeks.
 */
double weeks_of_year(const YearDays *year);

#endif
