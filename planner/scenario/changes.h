/*
 * changes.h - a network from another one by changes: which points open, close or move, and what a
 * search that follows may do with a facility.
 *
 *   open     becomes a point: a facility that is none in the network changed
 *   close    is a point no longer; a search that follows does not open it again
 *   move     the point closes and another facility opens in its place
 *   require  is a point in what follows, whether it is one now or not
 *   forbid   is none in what follows, whether it is one now or not
 *
 * A facility is named in one change at most. Changes do not depend on their order.
 */
#ifndef PLANNER_SCENARIO_CHANGES_H
#define PLANNER_SCENARIO_CHANGES_H

#include "layers/error.h"
#include "layers/model/country.h"
#include "layers/model/results.h"

typedef enum ChangeKind {
    CHANGE_OPEN,
    CHANGE_CLOSE,
    CHANGE_MOVE,
    CHANGE_REQUIRE,
    CHANGE_FORBID,
    CHANGE_KINDS
} ChangeKind;

extern const char *const CHANGE_NAME[CHANGE_KINDS]; /* open, close, move, require, forbid */

typedef struct NetworkChange {
    ChangeKind kind;
    const char *facility; /* its id */
    const char *to;       /* move: the id of the facility that opens; else NULL */
    long line;            /* in the plan file, for messages; 0: not from a file */
} NetworkChange;

/* What the changes make of a network; arrays of one value a facility, owned (changed_network_free).
 */
typedef struct ChangedNetwork {
    uint8_t *open;      /* 1: a point after the changes */
    uint8_t *forbidden; /* 1: no search may open it (close, forbid, the old place of a move) */
    int32_t *moved;     /* the facility that it opens in the place of; -1: none */
} ChangedNetwork;

/*
 * Applies changes to the network of some proposals. Refused, with the line and what would be right:
 * an unknown facility, one named twice, opening a point that is open or that the plan forbids,
 * closing or moving what is no point, closing or forbidding what the plan requires.
 * `file`: of the plan, for messages. O(facilities + changes log facilities).
 * STATUS_PLAN_FILE, STATUS_NO_MEMORY; nothing is handed out then.
 */
Status changes_apply(const Country *country, const Proposal *proposal, size_t n_proposals,
                     const NetworkChange *change, size_t n_changes, const char *file,
                     ChangedNetwork *out, Error *error);
void changed_network_free(ChangedNetwork *network);

/*
 * The changed network as proposals by unit, then facility id, at least one a unit; *out is the
 * caller's (free). A point that the network before had too keeps its role and reason, and with
 * no change at all also runner-up and margin; arguments of reasons (JSON, kept in `strings`):
 *   opened            the changes open it
 *   moved             {"name": of the old place}
 *   closed            the unit has no point any longer: {"name": of the first point that closes}
 * O(facilities + proposals). STATUS_NO_MEMORY.
 */
Status changes_proposals(const Country *country, const StopDistance *stop_distance,
                         const Proposal *before, size_t n_before, const ChangedNetwork *network,
                         Strings *strings, Proposal **out, size_t *n);

/*
 * The states that a search which goes on from this network sees, state[n_facilities], the caller's
 * (free): points other than existing centres are required, forbidden ones are forbidden, existing
 * centres that are no points any longer are forbidden; all else is as it was. STATUS_NO_MEMORY.
 */
Status changes_states(const Country *country, const ChangedNetwork *network, FacilityState **out);

#endif
