/*
 * sites.h - which facilities a proposal keeps, which it may choose from, and why the others play no
 * part.
 *
 * Kept: existing VPVKAC (unless they are free) and whatever the plan requires. A unit chooses from
 * its best facilities only, ranked: hosts (of the kinds allowed) within the stop distance before
 * those beyond it (stop_rule first), then by the order of kinds, where one is given; populated
 * places (facilities of kind `place`) only where the unit has no host.
 */
#ifndef PLANNER_PLACE_SITES_H
#define PLANNER_PLACE_SITES_H

#include "planner/place/placement.h"

typedef enum SitePart {
    SITE_OUT,    /* plays no part */
    SITE_KEPT,   /* open in every selection: existing, or required by the plan */
    SITE_TAKEN,  /* likewise, because its unit needs all of its like and more (by load) */
    SITE_CHOICE, /* may be opened */
} SitePart;

/* What decides about a facility. */
typedef enum SiteWhy {
    WHY_ALLOWED,     /* it is kept or a choice */
    WHY_KIND,        /* no host: its kind is not among those allowed */
    WHY_UNLISTED,    /* not among the points of the scenario that is chosen from */
    WHY_FORBIDDEN,   /* by the plan */
    WHY_REQUIREMENT, /* it fails a site requirement that is a must */
    WHY_STOP,        /* beyond the stop distance, where others are within or it is a must */
    WHY_HOST_KIND,   /* its unit has a host of a preferred kind */
    WHY_HAS_HOST,    /* a populated place of a unit that has a host */
    WHY_HAS_POINT,   /* its unit keeps a point already (one per unit) */
    SITE_WHYS
} SiteWhy;

typedef struct Sites {
    SitePart *part; /* [n_facilities] */
    SiteWhy *why;   /* [n_facilities] */
    int *rank;      /* [n_facilities] the lower the better; what a unit's load may fall back on */
} Sites;

/* The rank of a facility that can never be taken. */
#define SITE_NO_RANK INT32_MAX

/*
 * stop_distance: one a facility. fails: one a facility, 1 where it fails a must; NULL: none does.
 * listed: one a facility, 1 where it is a point of the scenario that is chosen from: only these may
 * be taken, of any kind and all alike; NULL: the hosts.
 * beside_kept: units that keep a point may choose more (all problems but one per unit).
 * *sites is the caller's (sites_free). O(facilities). STATUS_NO_MEMORY.
 */
Status sites_find(const Country *country, const StopDistance *stop_distance,
                  const PlacementSpec *spec, const uint8_t *fails, const uint8_t *listed,
                  bool beside_kept, Sites *sites);
void sites_free(Sites *sites);

/*
 * How many points each unit gets (count[n_units]), one per unit: those it keeps, or one of its
 * choices; by load (spec->points_by_load): as many as the services its residents ask for need, from
 * its best rank on, further ranks becoming choices where the better ones do not suffice.
 * *n_short: units with fewer facilities than their load needs. O(facilities log facilities).
 * STATUS_NO_MEMORY.
 */
Status sites_unit_counts(const Country *country, const PlacementSpec *spec, Sites *sites,
                         int32_t *count, size_t *n_short);

/* Whether a facility may host a point by its kind and state (not a populated place). */
bool site_is_host(const PlacementSpec *spec, const Facility *facility);

#endif
