/*
 * demand_model.h - services a year at each point of a scenario, and what the points can give.
 *
 * Residents ask for pop · rate / 1000 services a year (load.h) · growth of the year · the unit's
 * population factor · the share in person, at the point they are assigned to.
 *
 * Institutions have clients of their own (services in person a year, as counted), in proportion to
 * the people: so many times as many as there are people now for one then. They are spread over the
 * residents by population and come to the institution's office that each resident uses
 * today. Where that office closes, the sector's share of them goes on: to the office's heir if it
 * has one, else to the client's own point of the network (scenarios of a plan give no heirs). The
 * rest turns away (to other channels).
 * Where the office stays, they stay; if it is itself a point of the network, they load it.
 *
 * Where institutions share their places (`place`), clients go to the nearest place of their
 * institution's network instead, be it a point or an office, the sector's share of those whose
 * office closes likewise. Those whom their network offers no place stay with their office.
 *
 * Capacity of a point: its opening minutes a year · load factor / minutes a service · staff
 * (PwC 2020, table 41). Staff needed: the least whole number that carries the services.
 *
 * Nothing is lost, which totals tell: see the equations there.
 */
#ifndef PLANNER_DEMAND_DEMAND_MODEL_H
#define PLANNER_DEMAND_DEMAND_MODEL_H

#include "planner/demand/demand_rules.h"

typedef struct InstitutionDemand {
    const char *name;
    const char *sector;      /* one of the model's sectors */
    double services;         /* in person a year, of all its clients; NaN: no data */
    const int32_t *office;   /* [n_demand] the office a resident uses today; -1: none */
    const Assignment *place; /* [n_demand] the nearest place of its network, -1: none; NULL: the
                                scenario shares nothing */
    double *at;              /* [n_facilities] its clients at each place are added; with `place` */
} InstitutionDemand;

/* All arrays are borrowed; NULL where marked. */
typedef struct DemandModel {
    LoadRules load;              /* weeks_a_year: see weeks_of_year */
    double growth;               /* of residents' demand, base year = 1: see growth_factor */
    double institution_growth;   /* of institutions' own clients */
    const ChannelShare *channel; /* NULL with n_channels 0: all in person */
    size_t n_channels;
    const double *unit_factor;  /* [n_units] population over the base year's; NULL: 1 */
    const bool *open;           /* [n_facilities] points of the network */
    const bool *closes;         /* [n_facilities] offices that close; NULL: none */
    const int32_t *heir;        /* [n_facilities] who takes an office's clients, -1: the clients'
                                   own points; NULL: -1 everywhere */
    const double *minutes_year; /* [n_facilities] opening minutes of the year, NaN: not known;
                                   NULL: not known anywhere */
    const InstitutionDemand *institution;
    size_t n_institutions;
    const SectorShare *sector;
    size_t n_sectors;
} DemandModel;

/* The rules of load.h, no growth, everything else empty; `open` is still to be set. */
DemandModel demand_model_default(void);

typedef struct PointDemand {
    double residents;    /* services a year in person of residents */
    double clients;      /* of institutions' own clients */
    double services;     /* residents + clients */
    double minutes_year; /* open; the default where not known */
    bool minutes_known;
    double capacity; /* services a year with the rules' staff */
    double over;     /* services beyond the capacity; 0: none */
    int64_t staff;   /* specialists needed at a time: >= 1 at an open point, 0 where it is not open
                        or never opens its doors */
} PointDemand;

/* asked = remote + residents + unserved
 * own_clients = kept + shared + taken + turned_away + clients_unserved + officeless
 * sum of PointDemand.clients = at_points;  kept_at_points is a part of kept
 * without `place`: shared = 0, at_points = kept_at_points + taken
 * with it: sum of all `at` = kept + shared + taken */
typedef struct DemandTotals {
    double asked;     /* services a year that residents ask for, by all channels */
    double remote;    /* of them by remote channels */
    double residents; /* in person at a point */
    double unserved;  /* in person, without a point that can be reached */
    double own_clients, kept, kept_at_points, taken, turned_away;
    double shared;           /* who leave their office for a nearer place of their network */
    double at_points;        /* whom the open points serve */
    double clients_unserved; /* would go on, and there is neither heir nor point */
    double officeless;       /* of residents who have no office today */
    size_t no_data;          /* institutions whose clients are not known */
    size_t points, points_over, minutes_unknown; /* open points */
    int64_t staff;
} DemandTotals;

/*
 * point[n_facilities]. STATUS_PLAN_FILE: channels, sectors, an unknown sector; STATUS_BAD_ARGUMENT:
 * people or clients sent to a facility that is not open, a point
 * that closes, negative or infinite rules.
 * O(demand · (1 + institutions) + facilities); sums in the order of the demand.
 */
Status demand_of_points(const Country *country, const DemandModel *model,
                        const Assignment *assignment, PointDemand *point, DemandTotals *totals,
                        Error *error);

#endif
