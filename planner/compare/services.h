/*
 * services.h - the services that a network is for: whose they are, how important, by which channels
 * people use them, which kinds of point offer them, and how near they must be.
 *
 * Criteria are set for each service and bind its in-person channel only; remote channels are taken
 * to be available everywhere (PPS RP1, RP1a). So a service that nobody uses in person never makes a
 * gap, whatever its criterion and wherever the points are.
 */
#ifndef PLANNER_COMPARE_SERVICES_H
#define PLANNER_COMPARE_SERVICES_H

#include "layers/model/country.h"
#include "layers/model/results.h"

typedef enum Channel {
    CHANNEL_IN_PERSON,
    CHANNEL_TELEPHONE,
    CHANNEL_EMAIL,
    CHANNEL_ONLINE,
    CHANNEL_POST,
    CHANNELS
} Channel;

/* The columns of PwC 2020, table 17. */
typedef enum PointKind {
    POINT_CENTRE,   /* centre in the municipality's seat */
    POINT_PARISH,   /* point in a parish */
    POINT_LIBRARY,  /* point in a library */
    POINT_HELPDESK, /* VPPPD, the joint telephone and e-mail desk: no place to go to */
    POINT_KINDS
} PointKind;

/* "Possible" is the table's "if technically (and legally) possible". */
typedef enum Offer { OFFER_NO, OFFER_POSSIBLE, OFFER_YES, OFFERS } Offer;

extern const char *const CHANNEL_NAME[CHANNELS];       /* in_person, telephone, … */
extern const char *const POINT_KIND_NAME[POINT_KINDS]; /* centre, parish, library, helpdesk */
extern const char *const OFFER_NAME[OFFERS];           /* no, possible, yes */

/* What each kind of point offers: PwC 2020, table 17, row by row. */
typedef struct ServiceGroup {
    const char *id;
    const char *name; /* marked for translation */
    Offer offer[POINT_KINDS];
} ServiceGroup;
extern const ServiceGroup SERVICE_GROUP[];
extern const size_t N_SERVICE_GROUPS;

typedef struct Service {
    const char *id, *name;
    const char *institution;        /* may be NULL */
    int importance;                 /* 1 critical … 4 minor; comparable within an institution */
    double channel_share[CHANNELS]; /* 0 … 1, together 1 */
    Offer offer[POINT_KINDS];
    Catchment catchment; /* the criterion: at least pop_share of the people within threshold_m */
    double threshold_m;  /* > 0 */
    double pop_share;    /* in (0, 1] */
} Service;

typedef enum ServiceFault {
    SERVICE_GOOD,
    SERVICE_IMPORTANCE,    /* not 1 … 4 */
    SERVICE_CHANNEL_SHARE, /* one of them is below 0, above 1 or no number */
    SERVICE_CHANNEL_SUM,   /* together not 1 (within 10⁻⁹) */
    SERVICE_NOWHERE,       /* used in person, and no kind of point that one can go to offers it */
    SERVICE_THRESHOLD,     /* not above 0, or not finite */
    SERVICE_POP_SHARE,     /* not in (0, 1] */
    SERVICE_FAULTS
} ServiceFault;

/* The first fault in that order; the criterion of a remote-only service is not looked at. */
ServiceFault service_check(const Service *service);

/* A sentence on a fault, marked for translation; static text. */
const char *service_fault_text(ServiceFault fault);

/* Nobody uses it in person. */
bool service_is_remote_only(const Service *service);

/*
 * Which kind of point each facility is or would be: a library is a point in a library; any other
 * host, an office that becomes a point included, is a centre where its unit is a state city or a
 * town, else a point in a parish. out[n_facilities]. A plan may say otherwise.
 */
void service_point_kinds(const Country *country, PointKind *out);

typedef struct ServiceRules {
    const PointKind *point_kind; /* [n_facilities] */
    bool count_possible;         /* "if possible" counts as offered */
    bool own_offices;            /* an institution's offices offer its services too, open or not */
    int threads;
} ServiceRules;

/* One for every service and area. */
typedef struct Compliance {
    int32_t service; /* in the list given */
    Scope scope;
    int32_t area;
    bool remote_only;
    double pop, within_pop; /* people; remote only: all of them are within */
    double share;           /* within ÷ all; NaN: nobody lives there */
    double gap_pop;         /* how many more would have to be within; 0: the criterion is met */
    int32_t points;         /* places in the area that offer it in person */
    bool met;               /* share >= pop_share, or nobody lives there, or remote only */
} Compliance;

/* One for every service. */
typedef struct ServiceSummary {
    int32_t units_met, units_unmet; /* units with people in them */
    bool met;                       /* in the country as a whole */
} ServiceSummary;

typedef struct ComplianceTable {
    Compliance *row; /* by service, scope, area */
    size_t n_rows;
    ServiceSummary *summary; /* [n_services] */
    size_t n_services;
} ComplianceTable;

/*
 * How the open points (n in increasing order) serve the services given. *out is the caller's
 * (services_free). Services that the same places offer share the work. Straight lines, "within" at
 * distance <= threshold. O(services × (demand + slots) + different offers × demand log n).
 * STATUS_NO_MEMORY; STATUS_BAD_ARGUMENT for a service that service_check refuses.
 */
Status services_compliance(const Country *country, const int32_t *open, size_t n,
                           const Service *service, size_t n_services, const ServiceRules *rules,
                           ComplianceTable *out);
void services_free(ComplianceTable *table);

#endif
