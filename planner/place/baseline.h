/*
 * baseline.h - the planners' own method, which every better proposal is compared with, and the
 * present network in the same form.
 *
 * Baseline: existing VPVKAC stay; a unit without one takes its library nearest to a stop that
 * counts (ties: facility id); a unit with neither gets none and is listed with the populated place
 * nearest to the middle of its people (PwC 2020, section 2.2 and footnote 21). A forbidden library
 * is never taken.
 *
 * Present: the existing VPVKAC only; the other units have no point.
 */
#ifndef PLANNER_PLACE_BASELINE_H
#define PLANNER_PLACE_BASELINE_H

#include "layers/model/country.h"
#include "layers/model/results.h"

/*
 * Proposals by unit, then facility id, at least one a unit; *out is the caller's (free).
 * stop_distance: one a facility. Arguments of the reasons (JSON) are kept in `strings`:
 *   nearest_to_stop, no_stop: {"n": libraries, "dist_m": of the chosen one (absent: no stop),
 *                              "others": [{"id", "name", "dist_m"}, …] nearest first}
 *   only_library:             {"dist_m"}
 *   no_host:                  {"place": name, "dist_m": from the middle of the unit's people}
 * O(facilities log facilities + units × settlements of the units without host). STATUS_NO_MEMORY.
 */
Status baseline_proposals(const Country *country, const StopDistance *stop_distance,
                          Strings *strings, Proposal **out, size_t *n);
Status present_proposals(const Country *country, const StopDistance *stop_distance,
                         Strings *strings, Proposal **out, size_t *n);

/* The facilities that are open under some proposals: *open in increasing order, the caller's. */
Status proposals_open(const Proposal *proposal, size_t n, int32_t **open, size_t *n_open);

#endif
