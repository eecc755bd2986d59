/*
 * proposal_list.h - proposals in the making, with the arguments of their reasons as JSON.
 */
#ifndef PLANNER_PLACE_PROPOSAL_LIST_H
#define PLANNER_PLACE_PROPOSAL_LIST_H

#include "layers/model/results.h"
#include <jansson.h>

/* Arrays are borrowed but for `proposal`, which is the list's until its maker hands it out. */
typedef struct ProposalList {
    const StopDistance *stop_distance; /* one a facility */
    Strings *strings;                  /* keeps the arguments */
    Proposal *proposal;                /* room for all that will be added */
    size_t n;
} ProposalList;

/* Adds a proposal without runner-up and margin; facility -1 for ROLE_NONE. Valid until freed. */
Proposal *proposal_add(ProposalList *list, size_t unit, int32_t facility, Role role,
                       ProposalReason reason);

/* Takes args over (NULL: out of memory) and keeps their text. STATUS_NO_MEMORY. */
Status proposal_keep_args(ProposalList *list, Proposal *proposal, json_t *args);

/* A number to three decimals: enough to check, and the text does not depend on the last bit;
 * null where it is not finite. */
json_t *proposal_number(double value);

#endif
