/*
 * closing_networks.h - which points and offices form one network: for the closing study, and for
 * who reaches what in a scenario with sharing.
 */
#ifndef PLANNER_COMPARE_CLOSING_NETWORKS_H
#define PLANNER_COMPARE_CLOSING_NETWORKS_H

#include "planner/compare/closing.h"

/* network[i] has the members member[first] … member[first + n - 1], in increasing order. */
typedef struct NetworkList {
    ClosingNetwork *network;
    size_t n;
    int32_t *member;
    size_t n_members;
} NetworkList;

/* By what networks are told apart; the arrays are borrowed. */
typedef struct NetworkRules {
    Sharing sharing;
    const Sector *sector; /* of SHARING_SECTOR */
    size_t n_sectors;
    const bool *closed; /* [n_facilities] offices that are in no network; NULL: none */
    const bool *joins; /* [n_facilities] offices whose network has the points as well; NULL: none */
} NetworkRules;

/* The network of an institution's offices where the points are a network of their own. */
const char *network_of_institution(const NetworkRules *rules, const char *institution);

/* Both arrays are the caller's (free). open: increasing. A network whose offices are all closed and
 * do not join the points has no members. STATUS_NO_MEMORY.
 * O(facilities log facilities + networks that join × points). */
Status network_list(const Country *country, const int32_t *open, size_t n,
                    const NetworkRules *rules, NetworkList *out);

#endif
