/*
 * offices.h - what a scenario does with the offices of institutions: keep them, close them, so that
 * their clients go to points of the network, or take them in as points of it.
 */
#ifndef PLANNER_SCENARIO_OFFICES_H
#define PLANNER_SCENARIO_OFFICES_H

#include "layers/error.h"
#include "planner/scenario/changes.h"

typedef enum OfficeFate { OFFICE_KEEP, OFFICE_CLOSE, OFFICE_TAKE_IN, OFFICE_FATES } OfficeFate;
extern const char *const OFFICE_FATE_NAME[OFFICE_FATES]; /* keep, close, take_in */

/* Of one institution's offices; of an institution that no rule names they are kept. */
typedef struct OfficeRule {
    const char *institution; /* NULL: all offices; such a rule stands alone */
    OfficeFate fate;
    long line; /* in the plan file, for messages */
} OfficeRule;

/* The rule of a facility; OFFICE_KEEP for one that is no office. O(rules). */
OfficeFate office_fate(const Facility *facility, const OfficeRule *rule, size_t n_rules);

/*
 * The changes given, then those that the rules ask for: offices taken in open where they are no
 * points yet (`open`: of the scenario changed), closed ones are forbidden as points. *out is the
 * caller's (free); its texts are borrowed. STATUS_PLAN_FILE where an institution has no office in
 * the plan, with those that have; STATUS_NO_MEMORY. O(facilities × rules).
 */
Status offices_changes(const Country *country, const Proposal *proposal, size_t n_proposals,
                       const OfficeRule *rule, size_t n_rules, const NetworkChange *change,
                       size_t n_changes, const char *file, NetworkChange **out, size_t *n_out,
                       Error *error);

#endif
