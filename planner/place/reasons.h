/*
 * reasons.h - from a solution to proposals, unit by unit, each with the rule that decided, its
 * runner-up, and what would change it.
 *
 * Arguments of the reasons (JSON):
 *   existing_kept, required: none, or what is kept out (below)
 *   optimal_only_host:       {"kind", "dist_m": to the nearest stop (null: no stop)}
 *   optimal_stop_rule, host_kind: {"kind", "n": hosts of the unit, "dist_m"}
 *   optimal_least_distance:  {"kind", "n": candidates, "hosts": hosts of the unit, "stop_rule":
 *                            true where only those within the stop distance may be taken,
 *                            "dist_m", "runner_up": name or id, "margin_person_km",
 *                            "margin_m": that, per person of the unit; only with one point a
 *                            unit}
 *   optimal_place:           {"n": places, "name"}
 *   load:                    {"n": points of the unit, "services": what its people ask for a year,
 *                            "capacity": of a point}
 *   search:                  {"problem", "n": candidates of the country, "runner_up",
 *                            "margin_person_km", "within_m", "goal", "alone": persons or m² that
 *                            only this point covers, "farthest_m"}, what applies;
 *                            also one per unit among the points of another scenario
 *   not_chosen:              {"problem"}
 *   closed:                  {"name": of the centre that closes}
 * and with each of an open point, where a host of its unit that may not be taken would be better
 * for people: "kept_out": its name, "kept_out_why" (stop_rule, host_kind, requirement, forbidden,
 * has_point), "kept_out_saves": person-kilometres.
 */
#ifndef PLANNER_PLACE_REASONS_H
#define PLANNER_PLACE_REASONS_H

#include "planner/place/solve.h"

/*
 * Proposals by unit, then facility id, at least one a unit; *out is the caller's (free). Texts are
 * kept in `strings`. O(facilities + units). STATUS_NO_MEMORY.
 */
Status place_proposals(const PlacementSpec *spec, const PlaceInput *input,
                       const PlaceSolution *solution, Strings *strings, Proposal **out, size_t *n);

#endif
