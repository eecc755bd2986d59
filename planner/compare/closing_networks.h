/*
 * closing_networks.h - which points and offices form one network. Private to the closing study.
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

/* Both arrays are the caller's (free). STATUS_NO_MEMORY. O(facilities log facilities). */
Status closing_networks(const Country *country, const int32_t *open, size_t n,
                        const ClosingRules *rules, NetworkList *out);

#endif
